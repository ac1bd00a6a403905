"""Who passed a statement on. Each case is an example of our own."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.conftest import MakeArticle

from copydesk.analysis import Analysis, SourceType
from copydesk.nlp.analyser import Analyser

Read = Callable[[str], Analysis]


@pytest.fixture(scope="module")
def read(analyser: Analyser, make_article: MakeArticle) -> Read:
    return lambda text: analyser.analyse(make_article(text, language="en"))


def links(analysis: Analysis) -> list[tuple[str, str]]:
    """How the statements came to the article: the words for the link and for whom, in order."""
    return [(via.terms, via.span.text) for attribution in analysis.attributions for via in attribution.via]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“The wall is sound,” Ana Ruiz told Reuters.", [("told", "Reuters")]),
        ("“The wall is sound,” Ana Ruiz told the Harwick Times on Friday.", [("told", "the Harwick Times")]),
        ("“The wall is sound,” Ana Ruiz told the newspaper.", [("told", "the newspaper")]),
        ("“The wall is sound,” Ana Ruiz told Reuters reporter Luis Ortega.", [("told", "Reuters reporter Luis Ortega")]),
        ("“The wall is sound,” Ana Ruiz told host Luis Ortega.", [("told", "Luis Ortega")]),
        ("Ana Ruiz told the BBC that the wall was sound.", [("told", "the BBC")]),
        ("Ana Ruiz said in an interview with CNN that the wall was sound.", [("in an interview with", "CNN")]),
        ("In an interview on CNN, Ana Ruiz said the wall was sound.", [("In an interview on", "CNN")]),
        ("In a Bloomberg interview, Ana Ruiz said the wall was sound.", [("In", "Bloomberg")]),
        ("On CNN on Sunday, Ana Ruiz said the wall was sound.", [("On", "CNN")]),
        ("According to a transcript obtained by Reuters, Ana Ruiz said the wall was sound.", None),
        (
            "“The wall is sound,” Ana Ruiz said, according to a transcript obtained by Reuters.",
            [("according to", "a transcript"), ("obtained by", "Reuters")],
        ),
        ("A memo obtained by the Harwick Times says the wall is sound.", [("obtained by", "the Harwick Times")]),
        ("A study published in the Lakeside Journal found that the wall was sound.", [("published in", "the Lakeside Journal")]),
        ("Reuters reported that Ana Ruiz had called the wall sound.", None),
        (
            "The report, based on interviews with local engineers and leaked council papers, says the wall is sound.",
            [("based on", "local engineers"), ("based on", "leaked council papers")],
        ),
    ],
)
def test_the_links_between_a_source_and_the_article(read: Read, text: str, expected: list[tuple[str, str]] | None) -> None:
    found = links(read(text))
    if expected is None:
        # How the statements nest is not this test's affair, only that nothing is invented.
        assert {name for _, name in found} <= {"a transcript", "Reuters"}
    else:
        assert found == expected


@pytest.mark.parametrize(
    "text",
    [
        "“The wall is sound,” Ana Ruiz told supporters in Harwick.",
        "“The wall is sound,” Ana Ruiz told reporters.",
        "“The wall is sound,” Ana Ruiz told Mayor Luis Ortega.",
        "“The wall is sound,” Ana Ruiz said in a statement on Friday.",
        "Ana Ruiz wrote in a letter to the council that the wall was sound.",
        "“The wall is sound,” Ana Ruiz said at a debate sponsored by CNN.",
        "Ana Ruiz said the company had published the figures, according to its own website.",
        "Ana Ruiz denied a report in the Harwick Times.",
        "A study released by a group of engineers found that the wall was sound.",
        "Reuters reported that the wall was sound.",
    ],
)
def test_a_form_an_audience_and_an_author_pass_nothing_on(read: Read, text: str) -> None:
    analysis = read(text)
    assert analysis.attributions
    assert links(analysis) == []


def test_a_link_is_one_of_the_sources_of_the_article(read: Read) -> None:
    analysis = read("“The wall is sound,” Ana Ruiz told Reuters. Reuters reported on Friday that it would be rebuilt.")
    types = {source.id: (source.name, source.type) for source in analysis.sources}
    linked = [types[via.source_id or ""] for attribution in analysis.attributions for via in attribution.via]
    assert linked == [("Reuters", SourceType.MEDIA)]
