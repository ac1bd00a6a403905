from __future__ import annotations

import pytest
from tests.analyses import Draft, bridge, cable
from tests.page import Element, read

from copydesk.analysis import ClaimKind, WordingCategory
from copydesk.report import html, markdown


@pytest.fixture
def page() -> Element:
    return read(html.render(cable().analysis()))


def test_the_strongest_claims_come_first_and_the_weak_are_left_out(page: Element) -> None:
    claims = page.one("section", id="claims").all("li", class_="claim")

    assert [claim.one("b").text for claim in claims] == ["0.91", "0.84", "0.62"]
    assert claims[0].one("p", class_="said").text == "It is the longest failure in Sweden ever. paragraph 3"
    assert claims[0].one("p", class_="how").text == "The article’s own voice · comparison · law or record"
    assert claims[1].one("p", class_="how").text == "2 a letter · figure"
    assert claims[1].one("p", class_="suggestion").text == "The letter itself."


def test_the_score_is_said_to_be_no_doubt(page: Element) -> None:
    section = page.one("section", id="claims")

    assert "It says nothing about whether the sentence is true or in doubt." in section.one("p", class_="lede").text
    assert section.all("p", class_="score")[0].attributes["aria-label"] == "Check-worthiness 0.91 of 1"


def test_claims_and_words_lead_to_their_place_in_the_text(page: Element) -> None:
    ids = {element.attributes["id"] for element in page.one("article").all("span") if "id" in element.attributes}
    for section in ("claims", "wording"):
        links = [a.attributes["href"].removeprefix("#") for a in page.one("section", id=section).all("a") if not a.attributes.get("class")]
        assert len(links) == 3
        assert set(links) <= ids


def test_five_claims_are_open_and_no_more_than_fifteen_are_listed() -> None:
    draft = Draft(" ".join(f"Claim {number}." for number in range(10, 30)))
    for number in range(10, 30):
        draft.claim(f"Claim {number}.", 0.5 + number / 100, ClaimKind.FIGURE)
    section = read(html.render(draft.analysis())).one("section", id="claims")

    assert len(section.all("li", class_="claim")) == 15
    assert len(section.one("details").all("li", class_="claim")) == 10
    assert section.one("summary").text == "10 more claims"
    assert "Of 20 that reach 0.5, these are the 15 strongest." in section.text
    assert section.all("b")[0].text == "0.79"


def test_no_claim_worth_checking_is_said() -> None:
    draft = bridge()
    draft.claim("The ferry is believed to be too small", 0.3)

    assert "None stands out" in read(html.render(draft.analysis())).one("section", id="claims").text
    assert "None stands out" in markdown.render(draft.analysis())


def test_wording_is_folded_by_category(page: Element) -> None:
    folded = page.one("section", id="wording").all("details")

    assert [" ".join(details.one("summary").text.split()) for details in folded] == [
        "Loaded 1 it judges while it tells: regime, slammed, so-called",
        "Superlative 1 it claims a first or a most without a source",
        "One side's term 1 it is the term of one side in a conflict: liberated, terrorists",
    ]
    assert [cell.text for cell in folded[0].one("tbody").all("td")] == ["government"]
    assert folded[2].one("th", scope="row").text == "sabotage paragraph 1 cable/zealand"


def test_a_term_used_twice_is_one_line() -> None:
    draft = Draft("Very wet. Very windy.")
    for occurrence in (0, 1):
        span = draft.span("Very", occurrence=occurrence)
        draft.words("Very", WordingCategory.INTENSIFIER, term="very", start=span.start, end=span.end)
    row = read(html.render(draft.analysis())).one("section", id="wording").one("tbody").one("tr")

    assert row.one("th").text == "Very paragraph 1, Very paragraph 1"
    assert [a.attributes["href"] for a in row.all("a")] == ["#words-text-0", "#words-text-10"]


def test_many_places_of_one_term_are_counted_not_listed() -> None:
    draft = Draft("very " * 20)
    for occurrence in range(20):
        span = draft.span("very", occurrence=occurrence)
        draft.words("very", WordingCategory.INTENSIFIER, start=span.start, end=span.end)

    row = read(html.render(draft.analysis())).one("section", id="wording").one("tbody").one("tr")
    assert len(row.all("a")) == 12
    assert row.one("th").text.endswith("and 8 more places")
    assert "and 8 more places" in markdown.render(draft.analysis())


def test_no_wording_to_ask_about_is_said() -> None:
    assert "Nothing: no word of the lists" in read(html.render(bridge().analysis())).one("section", id="wording").text


def test_markdown_tells_the_same() -> None:
    written = markdown.render(cable().analysis())

    assert (
        "- **0.84** The repair will cost €40 million (\\[2\\] a letter, paragraph 3, figure)\n  - To check: The letter itself." in written
    )
    assert "  - “regime” (paragraph 1) → government\n" in written
    assert "  - “sabotage” (paragraph 1), cable/zealand\n" in written
