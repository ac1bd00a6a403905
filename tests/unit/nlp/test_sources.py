"""Whom a statement goes back to. Each case is an example of our own."""

from __future__ import annotations

import pytest

from copydesk.analysis import Analysis, SourceType


@pytest.fixture(scope="module")
def read(analyser, make_article):
    def analysed(text: str) -> Analysis:
        return analyser.analyse(make_article(text))

    return analysed


def speakers(analysis: Analysis) -> list[str | None]:
    """The name, else the description, of the source of each statement."""
    sources = {source.id: source.name or source.description for source in analysis.sources}
    return [sources.get(one.source_id or "") for one in analysis.attributions]


@pytest.mark.parametrize(
    "text",
    [
        "Gov. Paula Ferris toured the dam on Friday. “It will hold,” the governor said.",
        "Paula Ferris, the mayor of Harwick, toured the dam on Friday. “It will hold,” the mayor said.",
        "Paula Ferris is the head of the dam authority. “It will hold,” the authority’s leader said.",
        "Paula Ferris toured the dam on Friday. “It will hold,” she said.",
        "Paula Ferris toured the dam on Friday. Ferris’s remarks suggested that it would hold.",
        "Paula Ferris, who said that the dam would hold, toured it on Friday.",
    ],
)
def test_a_name_a_role_and_a_pronoun_are_one_person(read, text):
    analysis = read(text)
    assert speakers(analysis) == ["Paula Ferris"]
    assert analysis.sources[0].type is SourceType.NAMED_PERSON


def test_two_holders_of_one_role_are_told_apart_by_what_is_said_of_it(read):
    analysis = read(
        "Labour candidate Paula Ferris met Liberal candidate Karim Aziz in Harwick on Friday. “The dam is safe,” the Labour candidate said."
    )
    assert speakers(analysis) == ["Paula Ferris"]


def test_a_description_of_somebody_else_stays_without_a_name(read):
    analysis = read("Gov. Paula Ferris toured the dam on Friday. “It leaks,” a former governor said.")
    assert [source.type for source in analysis.sources] == [SourceType.UNNAMED_PERSON]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("The Harwick Observer", SourceType.MEDIA),
        ("A study by two economists", SourceType.DOCUMENT),
        ("A poll of voters", SourceType.DATA),
        ("Several companies", SourceType.UNNAMED_GROUP),
        ("The company", SourceType.NAMED_ORGANIZATION),
        ("The police", SourceType.UNNAMED_GROUP),
    ],
)
def test_what_kind_of_source_a_phrase_is(read, source, expected):
    analysis = read(f"{source} said that the dam would hold for another winter.")
    assert [one.type for one in analysis.sources] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Rep. Paula Ferris met Rep. Karim Aziz, a Selby congressman, on Friday. “It will hold,” the Harwick congresswoman said.",
        "An attorney for the dam’s owner, Paula Ferris, spoke on Friday. “It will hold,” the owner’s lawyer said.",
        "An attorney for Karim Aziz, Paula Ferris, spoke on Friday. “It will hold,” Aziz’s lawyer said.",
        "His guest, the actor and activist Paula Ferris, spoke on Friday. “It will hold,” she said.",
        "Karim Aziz met Paula Ferris, a surveyor at the dam who told her staff that it would hold.",
    ],
)
def test_who_is_named_elsewhere_is_not_unnamed(read, text):
    assert speakers(read(text)) == ["Paula Ferris"]


def test_two_holders_of_an_office_are_not_one_source(read):
    analysis = read("“It leaks,” the former Selby governor said. Later it rained.\n\n“It holds,” the Harwick governor said.")
    assert len(analysis.sources) == 2


def test_an_article_is_no_description(read):
    analysis = read("The dam leaks, the Harwick Observer reported on Friday.")
    assert [(source.type, source.description) for source in analysis.sources] == [(SourceType.MEDIA, None)]


def test_a_short_name_stands_for_the_one_outlet_with_that_name(read):
    analysis = read("The New York Times reported that the dam leaked. The wall has moved by a hand’s breadth, the Times said.")
    assert [(source.name, len(source.attribution_ids)) for source in analysis.sources] == [("New York Times", 2)]


@pytest.mark.parametrize("source", ["The panel", "One of the mayor’s advisers", "The clip"])
def test_a_phrase_is_typed_by_its_own_noun(read, source):
    expected = {"panel": SourceType.NAMED_ORGANIZATION, "advisers": SourceType.UNNAMED_PERSON, "clip": SourceType.DOCUMENT}
    (found,) = read(f"{source} said that the dam would hold for another winter.").sources
    assert found.type is expected[source.split()[-1]]


def test_the_writer_of_a_column_is_a_source(read):
    analysis = read("I believe that the dam will hold for another winter.")
    assert [(one.type, one.description) for one in analysis.sources] == [(SourceType.NAMED_PERSON, "the writer")]
