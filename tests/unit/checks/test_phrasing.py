"""Turns of phrase and vague sources: what is asked beyond the cards' examples, and what is left alone."""

from __future__ import annotations

import pytest
import yaml

from copydesk.analysis import Finding, Severity
from copydesk.checks.catalogue import RULES
from copydesk.checks.inflection import inflected
from copydesk.checks.lists import DATA
from copydesk.checks.phrasebook import Phrasebook
from copydesk.checks.reading import Reading


@pytest.fixture(scope="module")
def found(asking_all, make_article):
    """The words that a rule marks in a text."""

    def find(code: str, text: str, **fields: object) -> list[str]:
        findings: list[Finding] = asking_all.read(make_article(text, **fields)).findings
        return [anchor.text for one in findings if one.rule == code for anchor in one.anchors]

    return find


# --- the lists -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["charges", "phrasing", "vague_sources"])
def test_a_list_says_where_it_comes_from_and_is_sorted_without_duplicates(name):
    content = yaml.safe_load((DATA / f"{name}.yaml").read_text(encoding="utf-8"))
    assert all(content[key].strip() for key in ("title", "description", "origin", "licence"))
    for key, words in content["lists"].items():
        assert all(isinstance(word, str) and word == word.lower().strip() for word in words), key
        assert words == sorted(set(words)), key


def test_no_phrase_is_asked_about_twice():
    lists = yaml.safe_load((DATA / "phrasing.yaml").read_text(encoding="utf-8"))["lists"]
    asked = ("colour", "frequency", "metaphors", "motives", "nobodys_reactions", "passive_participles", "stance", "tabloid_forms")
    words = [word for key in (*asked, "tabloid_words", "trends", "uncertain", "vague_numbers") for word in lists[key]]
    assert sorted(words) == sorted(set(words))


def test_verbs_are_listed_once_and_found_in_all_regular_forms():
    assert set(inflected(("carry on", "hammer", "slam", "tout", "pass", "dole out"))) >= {
        "carries on",
        "carried on",
        "hammering",
        "slams",
        "slammed",
        "slamming",
        "touted",
        "passes",
        "dole out",
        "doled out",
        "doling out",
    }


# --- the phrasebook ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def looked_up(desk, make_article):
    def look_up(text: str, **lists: tuple[str, ...]) -> dict[str, list[str]]:
        reading = Reading(desk.read(make_article(text)))
        return {name: [text[start:end] for start, end in places] for name, places in Phrasebook(lists).find(reading).items()}

    return look_up


def test_the_longest_phrase_at_a_place_is_found_for_each_list(looked_up):
    text = "In an attempt to please the town, in an\nattempt that failed, it paid."
    assert looked_up(text, motive=("in an attempt", "in an attempt to"), start=("in",)) == {
        "motive": ["In an attempt to", "in an\nattempt"],
        "start": ["In", "in"],
    }


def test_phrases_are_whole_words_in_any_case_with_their_signs(looked_up):
    text = "HELL-BENT on it. Unbent hell-benton. They’re hell-bent."
    assert looked_up(text, bent=("hell-bent", "bent")) == {"bent": ["HELL-BENT", "hell-bent"]}


# --- whose voice ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "own", "told"),
    [
        ("uncertain-claim", "The crane may have been too full.", "“The crane may have been too full for weeks,” Ida Marlow said."),
        ("imputed-motive", "The owners were hell-bent on closing it.", "Ida Marlow said the owners were hell-bent on closing it."),
        ("unsourced-trend", "It is another example of unrest.", "“It is another example of unrest,” Ida Marlow said."),
        ("superlative-claim", "Varn has the region's busiest port.", "Varn has the region's busiest port, Ida Marlow said."),
        ("vague-frequency", "Dozens of trucks often block the quay.", "“Dozens of trucks often block the quay,” Ida Marlow said."),
        ("tabloidese", "Two cops nabbed the driver.", "“Two cops nabbed the driver,” Ida Marlow said."),
    ],
)
def test_only_the_article_is_asked_for_its_words(found, code, own, told):
    assert found(code, f"{own} The ferries sailed on Friday.")
    assert found(code, f"{told} The ferries sailed on Friday.") == []


def test_slang_in_a_paraphrase_may_be_the_speakers(found):
    assert found("tabloidese", "Ida Marlow said that two cops were on the quay.") == []


@pytest.mark.parametrize("code", ["loaded-cue", "vague-frequency", "claim-without-source", "unnamed-group"])
def test_opinion_is_not_asked(found, code):
    text = "Port officials in Varn admitted that trucks often block the quay. Unemployment has risen by 40 percent since 2019."
    assert found(code, text, genre="opinion") == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ida Marlow threw cold water on the plan on Monday.", ["threw cold water on"]),
        # `loaded-word` asks about this one.
        ("Ida Marlow slammed the plan on Monday.", []),
        ("The truck slammed into a wall on Monday.", []),
        ("The blast was heard in Varn.", []),
        ("Karl Venn, branding the mayor a “coward”, left the room.", ["branding"]),
    ],
)
def test_an_attack_is_one_on_somebody(found, text, words):
    assert found("loaded-cue", text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The plan has often been criticized.", ["been criticized"]),
        ("The plan was condemned by the council on Monday.", []),
        ("The driver, believed to be in his forties, left.", ["believed to"]),
        # Who does this goes without saying, or the sentence before tells.
        ("Ida Marlow was forced to step down.", []),
        ("The suspect was identified as Karl Venn, 49, of Varn.", []),
        ("Two million turkeys are expected to be raised this year.", []),
        ("The port came under fire from the mayor on Monday.", []),
        ("Officers forced to work late went home.", []),
    ],
)
def test_a_passive_without_anybody_is_marked(found, text, words):
    assert found("agentless-passive", text) == words


# --- vague sources -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("According to the data, the quay moves.", ["the data"]),
        ("The harbour office keeps data. According to the data, the quay moves.", []),
        ("Data of the Varn Harbour Office show that the quay moves.", []),
        ("Government figures show that the quay moves.", ["Government figures"]),
    ],
)
def test_papers_without_a_name_are_asked_for_it(found, text, words):
    assert [one.strip() for one in found("vague-evidence", text)] == words


def test_a_picture_on_which_something_was_caught_is_evidence(found):
    assert found("picture-origin", "The fall was captured on video by a bystander.") == ["on video"]
    assert found("picture-origin", "The harbour office bought a video camera.") == []


def test_a_quotation_behind_its_speaker_goes_on_without_a_finding(found):
    text = "“The plan is bad for Karl Venn,” Ida Marlow said. “It will cost the town a great deal of money.”"
    assert found("quotation-carried-on", text) == []


@pytest.mark.parametrize("answer", ["Venn denied it.", "Venn declined to comment.", "Venn did not respond to a request for comment."])
def test_a_charge_that_is_answered_near_is_left_alone(found, answer):
    charge = "Ida Marlow said that Karl Venn had lied about the cracks and misled the council."
    assert found("charge-unanswered", charge)
    assert found("charge-unanswered", f"{charge} {answer}") == []


def test_more_claims_are_asked_about_in_a_longer_article(found):
    claim = "Unemployment in {} has risen by {} percent since 2019 because the shipyards closed."
    towns = ("Varn", "Orsel", "Tibbe", "Malden", "Quist", "Harrow", "Lund", "Pell")
    short = [claim.format(town, 20 + number) for number, town in enumerate(towns)]
    filler = "The council met in the old hall and talked until the evening about the weather and the ferries. " * 5
    assert len(found("claim-without-source", "\n\n".join(short))) == 3
    assert len(found("claim-without-source", "\n\n".join(f"{one}\n\n{filler}" for one in short))) > 3


def test_all_questions_about_phrasing_are_notes():
    codes = {"loaded-cue", "superlative-claim", "uncertain-claim", "agentless-passive", "vague-frequency", "stance-word", "imputed-motive"}
    assert {rule.severity for rule in RULES if rule.code in codes} == {Severity.NOTE}


def test_an_outlets_report_of_somebody_unnamed_is_a_note(desk, make_article):
    text = "A senior port official said that the quay was unsafe, the Boston Globe reported on Monday."
    (finding,) = [one for one in desk.read(make_article(text)).findings if one.rule == "republished-anonymous"]
    assert finding.severity is Severity.NOTE
    assert finding.anchors[0].text == "A senior port official"


# --- what an editor would not ask ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "text"),
    [
        # Results, official acts, ages and times, and what a paper named before holds.
        ("claim-without-source", "The ferry clerk, who is 44 years old, was sentenced to two years in 2019."),
        ("claim-without-source", "A survey of the port asked 900 skippers.\n\nAbout 62 percent want a new quay, more than ever before."),
        # Superlatives of what is felt, and of somebody's own.
        ("superlative-claim", "It was the most frustrating part of the repair."),
        ("superlative-claim", "Her largest catch was sold in Varn."),
        ("unsourced-superlative", "Marlow's strongest card was the quay."),
        # A group that the article told of, and those who speak to whoever asks.
        ("faceless-group", "Two members of the council spoke. The two members said the quay was old."),
        ("faceless-group", "Prosecutors said the skipper had fled."),
        # Counted people, and one who is named behind.
        ("unnamed-group", "Five harbour workers said the quay was unsafe."),
        ("unnamed-group", "The ferry companies said the quay was unsafe. Many Dutch Skippers said so too."),
        ("weasel-phrase", "The buyer is allegedly the ferry company, the Varn Post reported."),
        ("unnamed-group", "Port officials said the quay was old. It was built in 1911. Karl Venn said it leaned."),
        # Formulas and plain words.
        ("vague-frequency", "The path, commonly known as Gull Lane, is largely shut. Some readers will find this hard."),
        ("uncertain-claim", "It is unclear who it was. There might be a second one."),
        ("tabloidese", "The ferry tycoon teamed up with the council to scrap the plan."),
        ("colouring-word", "A high-profile meeting in a tense room ended after a tough week."),
        ("stance-word", "The skipper was fatally shot, very near the quay, and not even the crew heard it."),
        ("imputed-motive", "The plan is aimed at small ports. The owners are hoping to sail in May."),
        ("unsourced-trend", "In recent years the ferry has become more comfortable, and she successfully sailed it."),
        ("agentless-passive", "The ferry is expected to sail in May. The trial was told to begin."),
        (
            "loaded-word",
            "He is charged with evading police and plotting an attack. She denied misconduct.",
        ),
        ("said-when", "The Varn Ferry Company has announced that it will close."),
        # Another word of the pipeline's, or a name.
        ("loaded-cue", "Dana Bash tweeted about the quay."),
        ("picture-origin", "Officers looked at surveillance video that shows the theft."),
        # People of whom the article has told, and a group of which one is named.
        ("anonymous-no-reason", "Ida Marlow and Karl Venn wrote to the mayor. The two aides, however, said that the quay was safe."),
        ("quote-by-several", "Harbour advisers like Karl Venn said that “every single stone of it is loose”."),
        # Names of programmes, names of which letters follow at once, and surnames in phrases that take no title.
        ("date-relative", "He went further on Varn This Morning, and sailed."),
        ("abbreviation-untied", "The Varn Harbour Board will meet in May. Only the VHB may vote on the pier."),
        ("honorific-changes", "Mr. Venn sailed on Monday with three Venn aides. Karl Venn leads the port, and Mr. Venn is 60."),
        # What somebody says, owns or lays claim to; one of several; a rank in the name of a thing.
        ("unsourced-trend", "Ida Marlow said the quay was shut, leaving it increasingly unsafe and Marlow worried."),
        ("unsourced-superlative", "Two of the highest-profile ports closed, and one of the country's most beautiful quays."),
        ("loaded-cue", "The quay, which was claimed by two owners, is empty."),
        ("words-lost", "The Varn Post's Ida Marlow, reported. Nobody else did."),
        ("vague-evidence", "“It is safe,” Ida Marlow said, according to a transcript of the programme."),
        ("unnamed-speaker", "A spokesman for the police said that it was quiet. “Nobody was hurt,” said Karl Venn, who speaks for it."),
        # Units of two figures, figures with a unit, names that end in a listed word, and a credit in a last line of its own.
        ("phrase-twice", "It paid 18 Varn pennies a share for the quay, down from 70 Varn pennies a share in the year before."),
        ("figure-without-unit", "The payments hit 1.75 times the sum, and the boat reached 3.5 miles."),
        ("words-lost", "Karl LaMothe said, “It is dry.” Nobody else was there."),
        ("term-unexplained", "The ferry sailed to Puerto Rico with every seat taken."),
        (
            "line-alone",
            "It sailed.\n\nIda Marr regrets her words.\n\nIt was dry.\n\nIt was late.\n\nIt is so.\n\nIt was well.",
        ),
        ("sum-vague", "It cost billions of euros, the mayor said: €3.2 billion for the quay."),
        ("one-sided-term", "The pro-Israel lobby met in Varn."),
        ("honorific-changes", "Mr. Venn sailed on Monday with Skippers for Venn. Karl Venn leads the port, and Mr. Venn is 60."),
        ("notice-in-text", "The ferry sailed.\n\nIda Marr contributed to this report."),
        # Leads that sum up who is named further down, lines on the writer, terms of the trade, reporters, and films whose maker was told.
        (
            "unnamed-group",
            "Council candidates of both parties condemned the closure of the quay.\n\nIt was shut on Monday.\n\n"
            "The next day was dry.\n\n“It is a shame,” said Ida Marr, who wants to be mayor.",
        ),
        ("person-unintroduced", "The quay was shut.\n\nMarlowe is a reporter of The Varn Post."),
        ("colouring-word", "The port had an extraordinary charge of €3 million."),
        ("unnamed-speaker", "A reporter asked on Monday whether the quay was safe. It is, said Karl Venn."),
        ("picture-origin", "The council asked for dash-cam police video. The video shows the pier falling."),
        (
            "quotation-carried-on",
            'Ida Marr asks three questions:\n\n"Is the quay safe for all who use it?\n\n"Is it dry in the winter too?\n\n"Is it long?"',
        ),
        # Names that have a figure, counts that somebody gave out, a firm's own best, and an office that speaks for the record.
        ("claim-without-source", "Ida Marr and Karl Venn met during a Group of 20 meeting in Varn on Monday, after days of talks."),
        ("claim-without-source", "Rescuers led three women and two children from the ferry of Varn to the harbour office on Monday night."),
        ("claim-without-source", "The harbour office released roughly 5,500 more pages, with an additional 275 messages, in May."),
        ("unsourced-superlative", "Varn Corp.'s most powerful tug has flaws."),
        (
            "anonymous-opinion",
            "“The closure is a disaster for the town,” said a Foreign Office spokesman, who asked not to be named under the rules.",
        ),
        ("claim-without-source", "For the nine months, losses of Varn Ferries totaled $212 million, or $10.83 a share, in a dry year."),
        (
            "declined-but-quoted",
            "Harbour Board aides, who asked not to be named, said it was dry. Several members of the Harbour Board declined to comment.",
        ),
        ("heading-run-in", "The post reads “@harbour @varnedh Why do the ferries get a place on the quay?” in the evening."),
        ("part-over-whole", "There were 56 passengers and 10 crew members on board, among them 30 skippers and 15 cooks."),
        # What is secret in a letter is not the letter's origin.
        ("document-origin", "The quarrel is about classified information in the emails, which shows how careless the clerk was."),
        # A campaign, in which all sides answer each other every day.
        (
            "charge-unanswered",
            "The election campaign began in Varn. Ida Marlow, a candidate, said that her rival, Karl Venn, had lied to the town. The"
            " nominee of the other party was in Orsel, where another candidate spoke.",
        ),
    ],
)
def test_plain_news_is_left_alone(found, code, text):
    assert found(code, f"{text} The ferries sailed on Friday.", published_at="2026-03-08T09:00:00Z") == []


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("claim-without-source", "The region lost 1,400 jobs and 30 percent of its ferries."),
        ("faceless-group", "Critics say the quay was never needed."),
        ("unnamed-group", "Port officials in Varn said the quay would close."),
        ("unnamed-group", "Ida Marr said it was old. It was built in 1911, she said, and harbour groups warned that it leaned."),
        ("weasel-phrase", "The buyer is allegedly the ferry company. Ida Marr, the mayor, said it was dry."),
        ("speech-without-verb", "“It is old,” Ida Marr said. “It was built before the war,” Mr Venn “and it leans to the sea.”"),
        ("hidden-speaker", "The company is implicated in the fall of the quay."),
        ("vague-frequency", "Dozens of trucks stood there, and most skippers stayed."),
        ("uncertain-claim", "The quay will likely close."),
        ("loaded-word", "The disgraceful plan was made by two cronies."),
        ("superlative-claim", "Varn has the fastest-growing port."),
        ("agentless-passive", "The quay is regarded as unsafe."),
    ],
)
def test_what_an_editor_asks_is_still_asked(found, code, text):
    assert found(code, f"{text} The ferries sailed on Friday.", published_at="2026-03-08T09:00:00Z")


def test_the_more_specific_of_two_questions_is_put(found):
    text = "The council met on Monday.\n\nVarn has the busiest port, with 40 percent more ships than any other since 2019."
    assert found("superlative-claim", text)
    assert found("claim-without-source", text) == []


def test_a_report_counts_among_judging_words_only_beside_others(found):
    assert found("loaded-word", "The firm denied wrongdoing.") == []
    assert "hollow out" in " ".join(found("loaded-word", "The shameless, corrupt, cynical cronies hollow out the town."))


def test_a_quotation_that_goes_on_in_the_next_paragraph_needs_no_speaker(found):
    said = "“The quay is safe for now,” Ida Marlow said."
    more = "“We looked at every single stone of it in May.”"
    assert found("quotation-carried-on", f"{said}\n\n{more}\n\nThe ferries sailed.") == []
    assert found("quotation-carried-on", f"{said} “It is not,” Karl Venn said.\n\n{more}\n\nThe ferries sailed.") == [more]


def test_a_day_hangs_on_the_day_of_reading_and_a_month_on_the_day_of_publication(found):
    text = "The office opened last month, the VARN TODAY wrote. It will close tomorrow."
    assert found("date-relative", text, published_at="2026-03-08T09:00:00Z") == ["tomorrow"]


def test_a_sum_glued_to_its_scale_in_the_body_bears_the_headline(found):
    text = "The port of Varn raised $33million for its quay in May. " + "The ferries sailed on Friday and came back on Sunday evening. " * 4
    assert found("headline-figure", text, title="Varn Raises $33M for Quay") == []
    assert found("headline-figure", text, title="Varn Raises $48M for Quay") == ["$48M"]
