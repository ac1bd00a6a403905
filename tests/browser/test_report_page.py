from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Literal

import pytest
from tests.analyses import Draft, bridge, cable

from copydesk.analysis import Analysis
from copydesk.report.html import CONTENT_SECURITY_POLICY, render

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

ADDRESS = "https://report.example/"
Open = Callable[..., "Page"]


@pytest.fixture
def open_report(browser: Browser) -> Iterator[Open]:
    """Open a report as a server sends it, in a window of some width; whatever the browser complains about fails the test."""
    complaints: list[str] = []
    requests: list[str] = []
    contexts = []

    def open_(
        analysis: Analysis, *, width: int = 1180, colours: Literal["light", "dark"] = "light", policy: str = CONTENT_SECURITY_POLICY
    ) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 844}, color_scheme=colours, reduced_motion="reduce")
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: requests.append(request.url))
        headers = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": policy}
        context.route("**/*", lambda route: route.fulfill(body=render(analysis), headers=headers))
        page.goto(ADDRESS)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert complaints == []
    assert set(requests) <= {ADDRESS}


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("width", [1180, 390])
def test_keeps_the_rules_of_accessibility(open_report: Open, width: int, colours: Literal["light", "dark"]) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = open_report(cable().analysis(), width=width, colours=colours)
    page.evaluate("document.querySelectorAll('details').forEach(folded => folded.open = true)")
    results = Axe().run(page)

    assert [(v["id"], [node["html"] for node in v["nodes"]]) for v in results.response["violations"]] == []
    assert "color-contrast" in {rule["id"] for rule in results.response["passes"]}


@pytest.mark.parametrize("policy", [CONTENT_SECURITY_POLICY, "default-src 'none'; style-src 'unsafe-inline'; img-src data:"])
def test_is_styled_under_a_policy_that_forbids_all_else(open_report: Open, policy: str) -> None:
    page = open_report(bridge().analysis(), policy=policy)

    assert page.evaluate("getComputedStyle(document.querySelector('article mark.direct')).textDecorationStyle") == "solid"
    assert page.evaluate("getComputedStyle(document.querySelector('article mark.indirect')).textDecorationStyle") == "dotted"
    assert page.locator("svg.bar rect.named").first.bounding_box()["width"] > 100


@pytest.mark.parametrize("width", [320, 390, 768, 1180])
def test_no_width_makes_the_page_scroll_sideways(open_report: Open, width: int) -> None:
    draft = cable()
    draft.text = f"{draft.text}\n\n{'unbroken' * 60} https://x.example/{'long' * 80}"
    draft.title = f"{draft.title} {'W' * 90}"
    page = open_report(draft.analysis(), width=width)

    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_reader_gets_from_the_text_to_the_source_and_back(open_report: Open) -> None:
    page = open_report(bridge().analysis())
    page.get_by_role("link", name="Source 3, Two engineers, unnamed group: mixed").click()
    assert page.url.endswith("#source-3")
    page.locator("#source-3").get_by_role("link", name="half the rivets").click()

    assert (
        page.evaluate("document.querySelector(':target').closest('mark').textContent")
        == "that “half the rivets” had been replaced by paint"
    )
    assert page.locator("#statement-3").evaluate("e => { const y = e.getBoundingClientRect().y; return y >= 0 && y < innerHeight }")


def test_a_reader_gets_from_a_question_to_its_words_and_back(open_report: Open) -> None:
    page = open_report(cable().analysis())
    page.locator("#question-2").get_by_role("link", name="Another official").click()
    assert page.url.endswith("#question-2-2")
    assert page.locator("#question-2-2").evaluate("e => { const y = e.getBoundingClientRect().y; return y >= 0 && y < innerHeight }")

    page.get_by_role("link", name="Question 1, Error: 3 March 2026 was a Tuesday, not a Monday.").click()
    assert page.url.endswith("#question-1")
    assert page.locator("#question-1").evaluate("e => { const y = e.getBoundingClientRect().y; return y >= 0 && y < innerHeight }")


def test_severities_differ_in_more_than_colour(open_report: Open) -> None:
    page = open_report(cable().analysis())
    style = "e => { const s = getComputedStyle(e); return [s.textDecorationStyle, s.textDecorationThickness] }"
    seen = {severity: page.locator(f"article .asked.{severity}").first.evaluate(style) for severity in ("error", "warning", "note")}

    assert seen["error"][0] == seen["warning"][0] == "wavy"
    assert seen["note"][0] == "dotted"
    assert seen["error"][1] != seen["warning"][1]
    for severity in ("Error", "Warning"):
        assert page.locator("#findings .severity").filter(has_text=severity).first.is_visible()


def test_only_what_is_pressing_is_open(open_report: Open) -> None:
    page = open_report(cable().analysis())
    folded = page.locator("#findings details")

    assert page.locator("#question-4 .message").is_visible()
    assert not page.locator("#question-5 .message").is_visible()
    folded.first.locator("summary").click()
    assert page.locator("#question-5 .message").is_visible()


def test_a_link_from_the_text_opens_a_folded_note(open_report: Open) -> None:
    page = open_report(cable().analysis())
    page.locator("article").get_by_role("link", name="Question 5").click()

    assert page.locator("#question-5 .message").is_visible()


@pytest.mark.parametrize(("width", "shown", "hidden"), [(1180, "wide", "narrow"), (390, "narrow", "wide")])
def test_the_map_is_drawn_and_its_names_can_be_read(open_report: Open, width: int, shown: str, hidden: str) -> None:
    page = open_report(cable().analysis(), width=width)
    first = page.locator("#places svg").first

    assert first.bounding_box()["height"] > 100
    assert first.locator("path.land").first.bounding_box()["width"] > 10
    name = first.locator(f"g.{shown} text", has_text="Rostock")
    assert name.bounding_box()["height"] > 10
    assert not first.locator(f"g.{hidden} text", has_text="Rostock").is_visible()
    names = [name.bounding_box() for name in first.locator(f"g.{shown} text").all()]
    assert len(names) >= 3
    assert not [
        (a, b)
        for number, a in enumerate(names)
        for b in names[number + 1 :]
        if a["x"] < b["x"] + b["width"] and b["x"] < a["x"] + a["width"] and a["y"] < b["y"] + b["height"] and b["y"] < a["y"] + a["height"]
    ]
    assert page.get_by_role("img", name="Map of 5 places; the table below lists them").count() == 1


def test_the_keyboard_meets_the_way_past_first_and_sees_where_it_is(open_report: Open) -> None:
    page = open_report(bridge().analysis())
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.textContent") == "Skip to the article’s text"
    assert page.locator(":focus").bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('section').id") == "text"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineWidth") == "3px"


def test_the_parts_have_names_for_those_who_listen(open_report: Open) -> None:
    page = open_report(bridge().analysis())

    for name in (
        "What to ask",
        "Who speaks",
        "Claims worth checking",
        "The text",
        "Wording",
        "Names",
        "In short",
        "Figures",
        "How this was made",
    ):
        assert page.get_by_role("region", name=name, exact=True).count() == 1
    assert page.get_by_role("navigation").count() == page.get_by_role("main").count() == page.get_by_role("banner").count() == 1
    assert page.get_by_role("table").count() == 2
    assert page.get_by_role("rowheader", name="Two engineers Unnamed group").count() == 1


def test_paper_is_white_and_holds_everything(open_report: Open) -> None:
    page = open_report(many_statements().analysis(), colours="dark")
    page.emulate_media(media="print", color_scheme="dark")

    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert page.locator("details li").last.bounding_box()["height"] > 5, "folded statements are printed"
    assert page.evaluate("getComputedStyle(document.querySelector('article mark')).textDecorationLine") == "underline"


def test_a_link_opens_what_is_folded(open_report: Open) -> None:
    page = open_report(many_statements().analysis())
    page.locator("summary").click()
    page.locator("details a").last.click()

    assert page.url.endswith("#statement-7")


def test_words_from_right_to_left_stay_in_their_place(open_report: Open) -> None:
    page = open_report(
        Draft("שלום עולם.\n\nLeft to right.", title="עולם", about={"byline": "\u202eknird", "outlet": "The Daily"}).analysis()
    )

    assert page.evaluate("[...document.querySelectorAll('article p')].map(p => getComputedStyle(p).direction)") == ["rtl", "ltr"]
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).direction") == "rtl"


def many_statements() -> Draft:
    """One source with more statements than are shown at once."""
    from copydesk.analysis import SourceType

    draft = Draft("\n\n".join(f"“Word {number},” said Ida." for number in range(1, 8)))
    speaker = draft.source(SourceType.NAMED_PERSON, "Ida", words=14)
    for number in range(1, 8):
        draft.says(speaker, f"“Word {number},”")
    return draft
