"""Attributions in sentences written for these tests; among them the cases in which published extractors fail."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from copydesk.analysis import Analysis, AttributionType

if TYPE_CHECKING:
    from tests.conftest import MakeArticle

    from copydesk.nlp.analyser import Analyser

Read = Callable[[str], Analysis]

PORT = "the port authority"


@pytest.fixture
def read(analyser: Analyser, make_article: MakeArticle) -> Read:
    return lambda text: analyser.analyse(make_article(text))


def said(analysis: Analysis) -> list[tuple[str, str | None]]:
    """What is attributed, without marks at its edges, and the name or description of whom it is attributed to."""
    sources = {source.id: source.name or source.description for source in analysis.sources}
    return [
        (" … ".join(span.text.strip("\"'`“”‘’«»„,. ") for span in one.content), sources.get(one.source_id or ""))
        for one in analysis.attributions
    ]


@pytest.mark.parametrize(
    ("text", "content", "source"),
    [
        ("Officials said on Monday that the bridge would stay closed.", "that the bridge would stay closed", "Officials"),
        ("The bridge will stay closed until May, Petra Lindqvist said.", "The bridge will stay closed until May", "Petra Lindqvist"),
        ("The harbour lost a third of its traffic, according to the port authority.", "The harbour lost a third of its traffic", PORT),
        ("According to the port authority, the harbour lost a third of its traffic.", "the harbour lost a third of its traffic", PORT),
        ("Petra Lindqvist believes that the council acted too late.", "that the council acted too late", "Petra Lindqvist"),
        ("Petra Lindqvist warned that the tunnel could flood again.", "that the tunnel could flood again", "Petra Lindqvist"),
        ("Petra Lindqvist denied that she had met the contractor.", "that she had met the contractor", "Petra Lindqvist"),
    ],
)
def test_indirect_speech(read: Read, text: str, content: str, source: str) -> None:
    analysis = read(text)
    assert said(analysis) == [(content, source)]
    assert analysis.attributions[0].type is AttributionType.INDIRECT


@pytest.mark.parametrize(
    "text",
    [
        "“We will rebuild the pier before winter,” Petra Lindqvist said on Tuesday.",
        "“We will rebuild the pier before winter,” said Petra Lindqvist, who chairs the harbour board.",
        'Petra Lindqvist said: "We will rebuild the pier before winter."',
        "'We will rebuild the pier before winter,' said Petra Lindqvist.",
        "‘We will rebuild the pier before winter,’ said Petra Lindqvist.",
        "«We will rebuild the pier before winter», said Petra Lindqvist.",
        "``We will rebuild the pier before winter,'' said Petra Lindqvist.",
        "„We will rebuild the pier before winter“, said Petra Lindqvist.",
        "“We will rebuild the pier before winter.” — Petra Lindqvist",
        "Petra Lindqvist, an engineer, said:\n\n“We will rebuild the pier before winter.”",
        "And from Petra Lindqvist: “We will rebuild the pier before winter.”",
        "According to Petra Lindqvist, “We will rebuild the pier before winter.”",
    ],
)
def test_every_mark_and_every_place_of_the_cue(read: Read, text: str) -> None:
    analysis = read(text)
    assert said(analysis) == [("We will rebuild the pier before winter", "Petra Lindqvist")]
    assert analysis.attributions[0].type is AttributionType.DIRECT


def test_a_quotation_that_goes_on_behind_the_cue_is_one_statement(read: Read) -> None:
    analysis = read("“The pumps failed at midnight,” said Omar Haddad, the site manager. “Nobody had tested them since the spring.”")
    assert said(analysis) == [("The pumps failed at midnight … Nobody had tested them since the spring", "Omar Haddad")]


def test_a_clause_and_a_paragraph_between_two_quotations_of_one_speaker(read: Read) -> None:
    analysis = read(
        "Omar Haddad, a retired surveyor who lives by the canal, said: “The water came over the wall in minutes.”\n\n"
        "“If they do not raise it, we will be gone by next year,” he added."
    )
    assert [source for _, source in said(analysis)] == ["Omar Haddad", "Omar Haddad"]


def test_a_quotation_over_paragraphs_is_opened_anew_and_closed_once(read: Read) -> None:
    analysis = read(
        "Omar Haddad addressed the meeting on Thursday evening.\n\n"
        "“The water came over the wall in minutes,” he said. “We carried the children out first.\n\n"
        "“Then we went back for the neighbours. Nobody came to help us until the morning.”"
    )
    quoted = " ".join(content for content, _ in said(analysis))
    assert "We carried the children out first" in quoted
    assert "Nobody came to help us until the morning" in quoted
    assert {source for _, source in said(analysis)} == {"Omar Haddad"}


def test_a_nickname_is_no_statement(read: Read) -> None:
    analysis = read('Police arrested a man who goes by the name "Shorty." He had slept under the bridge since June.')
    assert said(analysis) == []


def test_an_odd_number_of_marks_is_no_error(read: Read) -> None:
    analysis = read('"We will rebuild the pier," said Petra Lindqvist. The wall is 6" thick. "It was never safe, she added.')
    assert said(analysis)[0] == ("We will rebuild the pier", "Petra Lindqvist")


def test_apostrophes_quote_nothing(read: Read) -> None:
    analysis = read("The council’s depot near the workers’ hostel wasn’t the mayor’s home. The dogs’ owner left in the ’90s.")
    assert said(analysis) == []


def test_the_passive_has_no_source(read: Read) -> None:
    analysis = read("The ferries are said to be operating with half of their usual crews.")
    assert [source for _, source in said(analysis)] == [None]


def test_the_writers_own_clause_is_not_attributed(read: Read) -> None:
    analysis = read("Petra Lindqvist said the pier was safe. It collapsed two days later.")
    assert said(analysis) == [("the pier was safe", "Petra Lindqvist")]


def test_no_word_is_in_two_statements(read: Read) -> None:
    analysis = read(
        "The minister said that his staff had told him that the dam was sound. “I believed them,” he said. "
        "According to the inquiry, the staff knew that it was not, although they denied it, the report says."
    )
    spans = sorted((span.start, span.end) for one in analysis.attributions for span in one.content)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))


@pytest.mark.parametrize(
    ("text", "content", "source"),
    [
        (
            "The new reservoir, Lindqvist claimed in a closed meeting with harbour officials, is designed to hold back the spring floods.",
            "The new reservoir … is designed to hold back the spring floods",
            "Lindqvist",
        ),
        (
            "These pumps, Haddad explained later in the hearing, were bought second-hand and failed within a year.",
            "These pumps … were bought second-hand and failed within a year",
            "Haddad",
        ),
        (
            "The harbour, as one of Lindqvist's advisers noted, rarely freezes.",
            "The harbour … rarely freezes",
            "one of Lindqvist's advisers",
        ),
    ],
)
def test_a_statement_goes_on_behind_words_of_saying_between_commas(read: Read, text: str, content: str, source: str) -> None:
    assert said(read(text)) == [(content, source)]


def test_what_somebody_is_said_to_confirm_is_the_noun_that_the_participle_describes(read: Read) -> None:
    analysis = read("The closure, confirmed by the Harwick Observer through access to council papers, has angered the traders.")
    assert said(analysis)[0] == ("The closure", "Harwick Observer")


@pytest.mark.parametrize(
    ("text", "content", "source"),
    [
        (
            "The council obtained aerial photographs and survey maps showing the wall leaning towards the canal.",
            "the wall leaning towards the canal",
            "aerial photographs and survey maps",
        ),
        (
            "His plan has raised concerns among canal residents about the loss of their moorings.",
            "the loss of their moorings",
            "canal residents",
        ),
    ],
)
def test_statements_that_hang_on_a_noun(read: Read, text: str, content: str, source: str) -> None:
    assert (content, source) in said(read(text))


@pytest.mark.parametrize(
    "text",
    [
        "“We will rebuild the pier before winter.” -Commissioner Petra Lindqvist",
        "“We will rebuild the pier before winter.” ― Petra Lindqvist",
        "From the desk of Petra Lindqvist: “We will rebuild the pier before winter.”",
    ],
)
def test_a_name_beside_a_mark_is_the_speaker(read: Read, text: str) -> None:
    assert said(read(text)) == [("We will rebuild the pier before winter", "Petra Lindqvist")]


def test_a_list_of_quotations_with_bylines_gives_each_to_its_own_speaker(read: Read) -> None:
    analysis = read(
        "Readers wrote to us about the flood.\n\n“The water took my shop. Nobody warned us.” ― Omar Haddad\n"
        "“He calls it ‘progress’ and looks away.” ― Petra Lindqvist\n”I moved to the hills. I will not come back.” ― Tom Bell"
    )
    assert [(content[:9], source) for content, source in said(analysis)] == [
        ("The water", "Omar Haddad"),
        ("He calls ", "Petra Lindqvist"),
        ("I moved t", "Tom Bell"),
    ]


def test_a_quotation_within_one_of_the_same_marks_does_not_end_it(read: Read) -> None:
    analysis = read("“We would rather live in what he calls “hell” than pay for his pier,” said Petra Lindqvist.")
    assert said(analysis) == [("We would rather live in what he calls “hell” than pay for his pier", "Petra Lindqvist")]


@pytest.mark.parametrize("mark", ["", '"'])
def test_each_turn_of_a_transcript_is_a_statement(read: Read, mark: str) -> None:
    turns = [
        "HADDAD: Will the bridge open in May?",
        "LINDQVIST: It will, if the steel comes. We have ordered it twice.",
        "HADDAD: And if it does not?",
        "LINDQVIST: Then we wait —",
    ]
    text = "\n\n".join(["Petra Lindqvist spoke to Omar Haddad on Sunday.", *(mark + turn for turn in turns)])
    analysis = read(text + mark)
    assert said(analysis) == [
        ("Will the bridge open in May?", "Omar Haddad"),
        ("It will, if the steel comes. We have ordered it twice", "Petra Lindqvist"),
        ("And if it does not?", "Omar Haddad"),
        ("Then we wait —", "Petra Lindqvist"),
    ]


def test_questions_and_answers_are_statements_of_nobody_named(read: Read) -> None:
    analysis = read("Q: Will the bridge open in May?\n\nA: It will, if the steel comes.\n\nQ: And if it does not?\n\nA: Then we wait.")
    assert [source for _, source in said(analysis)] == [None] * 4
    assert [one.source and one.source.text for one in analysis.attributions] == ["Q", "A", "Q", "A"]


def test_a_table_is_no_transcript(read: Read) -> None:
    assert said(read("Turnout was counted on Monday.\n\nHarwick: 54 per cent\n\nSelby: 61 per cent\n\nHarwick: 12 spoiled")) == []


def test_statements_are_found_to_the_end_of_a_long_article(read: Read) -> None:
    filler = "The ferry crossed the harbour in the morning and came back at night. " * 8
    text = f"{filler.strip()}\n\n" * 60 + "“We will rebuild the pier before winter,” said Petra Lindqvist."
    analysis = read(text)
    assert len(text) > 20_000
    assert said(analysis)[-1] == ("We will rebuild the pier before winter", "Petra Lindqvist")


def test_a_stray_mark_does_not_swallow_the_quotations_behind_it(read: Read) -> None:
    analysis = read(
        'The sign said "open. Later it rained.\n\n"We will rebuild the pier," said Petra Lindqvist.\n\n"Nobody will," said Omar Haddad.'
    )
    assert said(analysis)[-2:] == [("We will rebuild the pier", "Petra Lindqvist"), ("Nobody will", "Omar Haddad")]
