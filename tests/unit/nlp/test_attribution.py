"""Who says what. Each case is an example of our own for something that English news does."""

from __future__ import annotations

import pytest

from copydesk.analysis import Analysis, AttributionType, SourceType


@pytest.fixture(scope="module")
def read(analyser, make_article):
    def analysed(text: str, **fields) -> Analysis:
        return analyser.analyse(make_article(text, **fields))

    return analysed


def told(analysis: Analysis) -> list[tuple[str | None, str]]:
    """(source, content) for each attribution, the pieces of the content joined by a bar."""
    return [(one.source and one.source.text, " | ".join(span.text for span in one.content)) for one in analysis.attributions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“The pier is safe,” said Maria Ortega.", [("Maria Ortega", "“The pier is safe,”")]),
        ("“The pier is safe,” Maria Ortega said on Monday.", [("Maria Ortega", "“The pier is safe,”")]),
        ('"The pier is safe", police said in a statement.', [("police", '"The pier is safe"')]),
        ("‘The pier is safe,’ said the workers’ union.", [("the workers’ union", "‘The pier is safe,’")]),
        ("'The pier's safe,' said Tom Bell.", [("Tom Bell", "'The pier's safe,'")]),
        ("«The pier is safe», said Maria Ortega.", [("Maria Ortega", "«The pier is safe»")]),
        ("Maria Ortega said: “The pier is safe.”", [("Maria Ortega", "“The pier is safe.”")]),
        ("Maria Ortega said, “The pier is safe.”", [("Maria Ortega", "“The pier is safe.”")]),
        ("According to Maria Ortega, “the pier is safe.”", [("Maria Ortega", "“the pier is safe.”")]),
        ("“The pier is safe,” according to Maria Ortega.", [("Maria Ortega", "“The pier is safe,”")]),
        ("“The pier is safe.” – Commissioner Ortega", [("Commissioner Ortega", "“The pier is safe.”")]),
        ("From Chairwoman Ortega:\n\n“The pier is safe. It is ours.”", [("Chairwoman Ortega", "“The pier is safe. It is ours.”")]),
        (
            "“The pier,” said Maria Ortega, “is safe.”",
            [("Maria Ortega", "“The pier,” | “is safe.”")],
        ),
        (
            "“The pier is safe,” said Maria Ortega. “It will stay open.”",
            [("Maria Ortega", "“The pier is safe,” | “It will stay open.”")],
        ),
        (
            "“We looked.\n\n“We counted.\n\n“The pier is safe,” Maria Ortega said.",
            [("Maria Ortega", "“We looked. | “We counted. | “The pier is safe,”")],
        ),
        (
            "“No,” the mayor, who had asked for the report, told reporters.",
            [("the mayor, who had asked for the report", "“No,”")],
        ),
    ],
)
def test_direct_quotations(read, text, expected):
    analysis = read(text)
    assert told(analysis) == expected
    assert all(one.type is AttributionType.DIRECT for one in analysis.attributions)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Maria Ortega called the vote “a relief” for the town.", [("Maria Ortega", "the vote “a relief” for the town")]),
        ("The board denied that it had “lost” the money.", [("The board", "that it had “lost” the money")]),
        ("He had “no idea” what happened, Maria Ortega said.", [("Maria Ortega", "He had “no idea” what happened")]),
        ("The plan is “dead on arrival,” according to two advisers.", [("two advisers", "The plan is “dead on arrival,”")]),
        ("Maria Ortega said “it gets me mad” to see the pier closed.", [("Maria Ortega", "“it gets me mad” to see the pier closed")]),
        (
            "The office said the pier was “safe but old” and its critics were “in love with the past”.",
            [("The office", "the pier was “safe but old” and its critics were “in love with the past”")],
        ),
        (
            "Tom Bell said residents had been promised a decision “based on evidence”.",
            [("Tom Bell", "residents had been promised a decision “based on evidence”")],
        ),
    ],
)
def test_mixed_quotations_hold_the_whole_statement(read, text, expected):
    analysis = read(text)
    assert told(analysis) == expected
    assert all(one.type is AttributionType.MIXED for one in analysis.attributions)


@pytest.mark.parametrize(
    "text",
    [
        "The town has a homeless man who goes by the name “Shorty.”",
        "The so-called “buffer zone” runs along the river.",
        "It was the boss’s idea, and the workers’ union had the ’90s in mind.",
        "She sang “Blue Harbour” at the opening.",
        "The pier is 6'2\" wide at the end.",
        "“",
        '”” ‘ said Ortega " ’',
    ],
)
def test_marks_around_anything_else_attribute_nothing(read, text):
    assert read(text).attributions == []


def test_two_speakers_in_one_paragraph_stay_two(read):
    analysis = read("“We are ready,” said Maria Ortega. “We are not,” Tom Bell replied.")
    assert told(analysis) == [("Maria Ortega", "“We are ready,”"), ("Tom Bell", "“We are not,”")]


def test_a_quotation_after_a_paragraph_break_and_a_description(read):
    analysis = read("Hugh Marsh, a doctor, said: “We are tired.”\n\n“If they don’t come, we close,” he added.")
    (source,) = analysis.sources
    assert (source.name, source.description) == ("Hugh Marsh", "a doctor")
    assert source.attribution_ids == ["a1", "a2"]


def test_a_quotation_without_a_speaker_goes_on_with_the_last_one(read):
    analysis = read("“We are ready,” said Maria Ortega.\n\n“We have been for years.”")
    assert [one.source_id for one in analysis.attributions] == ["s1", "s1"]
    assert analysis.attributions[1].source is None


def test_a_quotation_without_any_speaker_has_none(read):
    analysis = read("“Nobody told us about the pier.”")
    assert [(one.source, one.source_id) for one in analysis.attributions] == [(None, None)]


def test_the_headline_is_read_too(read):
    analysis = read("The pier is closed.", title="“We are ready,” says Maria Ortega")
    assert {span.part.value for one in analysis.attributions for span in one.content} == {"title"}


@pytest.mark.parametrize(
    ("speaker", "type_"),
    [
        ("Maria Ortega", SourceType.NAMED_PERSON),
        ("spokesman Tom Bell", SourceType.NAMED_PERSON),
        ("Microsoft", SourceType.NAMED_ORGANIZATION),
        ("the council", SourceType.NAMED_ORGANIZATION),
        ("Reuters", SourceType.MEDIA),
        ("the newspaper", SourceType.MEDIA),
        ("a spokeswoman", SourceType.UNNAMED_PERSON),
        ("one senior official", SourceType.UNNAMED_PERSON),
        ("two officials", SourceType.UNNAMED_GROUP),
        ("critics", SourceType.UNNAMED_GROUP),
        ("Republicans", SourceType.UNNAMED_GROUP),
        ("the report", SourceType.DOCUMENT),
        ("the survey", SourceType.DATA),
    ],
)
def test_the_type_of_a_source(read, speaker, type_):
    analysis = read(f"“The pier is safe,” {speaker} said.")
    assert [source.type for source in analysis.sources] == [type_]


def test_a_pronoun_stands_for_the_nearest_person_that_fits(read):
    analysis = read(
        "Mrs. Ortega opened the pier. “It took years,” she said.\n\nTom Bell, her deputy, paid for it. “It was worth it,” he said."
    )
    assert [source.name for source in analysis.sources] == ["Ortega", "Tom Bell"]


def test_a_surname_and_the_full_name_are_one_source(read):
    analysis = read("Maria Ortega opened the pier.\n\n“It took years,” Ortega said.\n\n“It is ours,” said Maria Ortega.")
    (source,) = analysis.sources
    assert (source.name, source.attribution_ids, source.words) == ("Maria Ortega", ["a1", "a2"], 6)
    assert source.entity_id in {entity.id for entity in analysis.entities if entity.name == "Maria Ortega"}


def test_a_description_with_the_goes_back_to_the_same_source(read):
    analysis = read("“We are ready,” said a harbour official.\n\nLater it rained. “We are not worried,” the official said.")
    (source,) = analysis.sources
    assert source.description == "a harbour official"


def test_two_people_of_one_kind_stay_two(read):
    analysis = read("“We are ready,” said an official.\n\nLater it rained. “We are not ready,” another official said.")
    assert len(analysis.sources) == 2


def test_who_stands_in_a_quotation_is_no_candidate_for_a_pronoun_outside(read):
    analysis = read("Joan Wells, 71, learned to swim there. “My mother held my chin,” she said. “My daughter held her boy.”")
    assert [source.name for source in analysis.sources] == ["Joan Wells"]


def test_a_pronoun_may_stand_for_somebody_without_a_name(read):
    analysis = read("Maria Ortega opened the pier.\n\nOne nurse, who had lost her job, came late. “I felt nothing,” she said.")
    (source,) = analysis.sources
    assert (source.type, source.name) == (SourceType.UNNAMED_PERSON, None)
    assert source.description.startswith("One nurse")


def test_a_quotation_behind_a_sentence_belongs_to_its_subject(read):
    analysis = read("Maria Ortega has sold more lunches than ever. “They say it is ruined. I say it is full.”")
    assert [source.name for source in analysis.sources] == ["Maria Ortega"]


def test_two_spokesmen_of_different_houses_stay_two(read):
    analysis = read("“We are ready,” said a spokesman for the ferry.\n\nIt rained. “We are not,” the harbour's spokesman said.")
    assert len(analysis.sources) == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("According to the Varn Courier, the last ferry sails in May.", ("the Varn Courier", "the last ferry sails in May")),
        ("The last ferry sails in May, according to the Varn Courier.", ("the Varn Courier", "The last ferry sails in May")),
        ("The mill, according to Oke, lost nine looms.", ("Oke", "The mill | lost nine looms")),
        ("The bridge will close, Pavo Lind said.", ("Pavo Lind", "The bridge will close")),
        ("Nobody was hurt, the brigade says.", ("the brigade", "Nobody was hurt")),
    ],
)
def test_the_plainest_constructions_are_read_in_the_shortest_texts(read, text, expected):
    assert told(read(text)) == [expected]


@pytest.mark.parametrize(
    "text",
    ["We act according to the rules.", "Players are paid according to their ability.", "According to plan, the bridge opened in May."],
)
def test_a_measure_is_no_source(read, text):
    assert read(text).attributions == []


def test_rules_that_are_set_off_say_so(read):
    assert told(read("Each side fields six, according to the rules.")) == [("the rules", "Each side fields six")]


@pytest.mark.parametrize(
    ("text", "tone"),
    [
        ("Oke pleaded not guilty to fraud.", "denied"),
        ("Lind pleaded guilty to theft.", "admitted"),
        ("Oke pleaded with the crowd to go home.", "demanded"),
    ],
)
def test_a_plea_asks_for_nothing_in_court(read, text, tone):
    assert [one.cue_tone.value for one in read(text).attributions] == [tone]
