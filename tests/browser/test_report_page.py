from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Literal

import pytest
from tests.analyses import Draft, bridge

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
        context = browser.new_context(viewport={"width": width, "height": 844}, color_scheme=colours)
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

    results = Axe().run(open_report(bridge().analysis(), width=width, colours=colours))

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
    draft = bridge()
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

    for name in ("Who speaks", "The text", "Names", "In short", "Figures", "How this was made"):
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
