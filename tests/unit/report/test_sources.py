from __future__ import annotations

import pytest
from tests.analyses import Draft, cable
from tests.page import Element, read

from copydesk.analysis import Refusal, RefusalKind, SourceType
from copydesk.report import html, markdown


@pytest.fixture
def section() -> Element:
    return read(html.render(cable().analysis())).one("section", id="sources")


def test_shares_have_their_words_their_denominators_and_a_definition(section: Element) -> None:
    measures = [(m.one("dt").text, m.one("b").text, m.one("span", class_="of").text) for m in section.one("dl").all("div")]

    assert measures == [
        ("In statements", "25 %", "27 of 110 words"),
        ("Quoted", "11 %", "3 of 27 words"),
        ("From named sources", "74 %", "20 of 27 words"),
        ("From unnamed sources", "26 %", "7 of 27 words"),
        ("From anonymous sources", "26 %", "7 of 27 words"),
        ("Without a source", "0 %", "0 of 27 words"),
    ]
    assert section.one("dl").all("span", class_="definition")[1].text == "Words in direct statements, of all words in statements."


def test_an_analysis_without_sourcing_shows_no_shares() -> None:
    analysis = cable().analysis().model_copy(update={"sourcing": None})

    assert not read(html.render(analysis)).one("section", id="sources").all("dl")


def test_a_statement_says_who_passed_it_on(section: Element) -> None:
    via = section.one("tbody", id="source-2").one("span", class_="via")

    assert via.text == "obtained by The Sound Courier 5"
    assert via.one("a").attributes["href"] == "#source-5"


def test_a_cue_that_colours_is_named_and_a_neutral_one_is_not(section: Element) -> None:
    statements = section.one("tbody", id="source-1").all("li")

    assert statements[0].text.strip().endswith("direct, “insisted”, not neutral: insisted")
    assert statements[0].one("span", class_="tone").attributes["title"] == "against resistance: insisted, maintained, reiterated"
    assert not statements[1].all("span", class_="tone")


def test_terms_of_anonymity_stand_beside_the_source(section: Element) -> None:
    stated, implied = (" ".join(kept.text.split()) for kept in section.all("span", class_="anonymity"))

    assert stated == (
        "Anonymous, stated: “on condition of anonymity”. Reason: “because he was not authorised to speak”, which fits everybody."
    )
    assert implied == "Anonymous, implied: the article withholds an identity without a word about it. No reason given."


def test_who_only_passed_on_and_who_kept_silent_stand_apart_from_the_speakers(section: Element) -> None:
    assert [row.attributes["id"] for row in section.one("table").all("tbody")] == ["source-1", "source-2", "source-3", "source-4"]
    courier, silent = (" ".join(item.text.split()) for list_ in section.all("ul", class_="apart") for item in list_.all("li"))
    assert courier == "5 The Sound Courier News outlet, no statement of its own; passed on what 2 a letter says"
    assert silent == "6 Baltic Lines did not answer calls no response: the one asked did not answer, paragraph 5"
    assert {item.attributes["id"] for item in section.all("li") if "id" in item.attributes} == {"source-5", "source-6"}


def test_one_who_was_asked_twice_and_one_who_is_no_source() -> None:
    draft = Draft("The mill declined to comment. It did not call back. The mayor could not be reached.")
    mill = draft.source(SourceType.NAMED_ORGANIZATION, "The mill")
    draft.refusals = [
        Refusal(kind=RefusalKind.DECLINED, source_id=mill, source=draft.span("The mill"), span=draft.span("declined to comment")),
        Refusal(kind=RefusalKind.NO_RESPONSE, source_id=mill, source=None, span=draft.span("did not call back")),
        Refusal(kind=RefusalKind.UNREACHABLE, source_id=None, source=draft.span("The mayor"), span=draft.span("could not be reached")),
    ]
    page = read(html.render(draft.analysis()))
    items = page.one("section", id="sources").one("ul", class_="apart").all("li")

    assert [item.attributes.get("id") for item in items] == ["source-1", None, None]
    assert [item.one("bdi", class_="who").text for item in items] == ["The mill", "The mill", "The mayor"]
    assert "Nobody: no statement" in page.one("section", id="sources").text
    assert not page.one("section", id="sources").all("table")


def test_markdown_tells_the_same() -> None:
    written = markdown.render(cable().analysis())

    assert "| Quoted | 3 | 27 | 11 % | Words in direct statements, of all words in statements. |" in written
    assert "(indirect, “according to”, paragraph 3; obtained by The Sound Courier \\[5\\])" in written
    assert "(direct, “insisted”, paragraph 2, not neutral: insisted)" in written
    assert "Reason: “because he was not authorised to speak”, which fits everybody." in written
    assert "- \\[5\\] The Sound Courier (News outlet): what \\[2\\] a letter says" in written
    assert "- \\[6\\] Baltic Lines: “did not answer calls” (no response, paragraph 5)" in written
