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
