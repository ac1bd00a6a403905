from __future__ import annotations

import pytest
from tests.analyses import Draft
from tests.page import Element, read

from copydesk.analysis import Analysis, Approximation, Change, Part, Quantity, TimeExpression, TimexType
from copydesk.report import html, markdown
from copydesk.report.sections.numbers import written

TEXT = (
    "The bridge closed on Monday.\n\nIt opened in May 1987. More than 40 tonnes of <steel> fell for two weeks, the council said on 2 March."
)


def analysis() -> Analysis:
    draft = Draft(TEXT, title="Bridge shut since Monday")

    def when(words: str, type_: TimexType, value: str, part: Part = Part.TEXT) -> TimeExpression:
        return TimeExpression(**draft.span(words, part=part).model_dump(), type=type_, value=value)

    return draft.analysis().model_copy(
        update={
            "dates": [
                when("Monday", TimexType.DATE, "2026-03-02", Part.TITLE),
                when("Monday", TimexType.DATE, "2026-03-02"),
                when("May 1987", TimexType.DATE, "1987-05"),
                when("two weeks", TimexType.DURATION, "P2W"),
                when("2 March", TimexType.DATE, "2026-03-02"),
            ],
            "quantities": [
                Quantity(
                    **draft.span("40 tonnes").model_dump(),
                    value=40,
                    unit="tonne",
                    of="<steel>",
                    approximate=Approximation.OVER,
                    change=Change.DECREASE,
                )
            ],
        }
    )


def cells(row: Element) -> list[str]:
    return [cell.text for cell in [*row.all("th"), *row.all("td")]]


def test_the_timeline_runs_from_the_earliest_to_the_latest():
    timeline, lengths = read(html.render(analysis())).one("section", id="dates").all("table")
    assert [cells(row) for row in timeline.one("tbody").all("tr")] == [
        ["May 1987", "May 1987", "2"],
        ["2 March 2026", "Monday", "headline"],
        ["Monday", "1"],
        ["2 March", "2"],
    ]
    assert [cells(row) for row in lengths.one("tbody").all("tr")] == [["2 weeks", "two weeks", "2"]]


def test_a_figure_is_shown_with_its_unit_hedge_and_change():
    (row,) = read(html.render(analysis())).one("section", id="numbers").one("tbody").all("tr")
    assert cells(row) == ["40 tonnes", "40", "tonne of <steel>", "more than, decrease", "2"]


def test_both_stand_in_the_markdown_report():
    text = markdown.render(analysis())
    assert "- **2 March 2026**: Monday, Monday, 2 March" in text
    assert "| 40 tonnes | 40 | tonne of" in text


def test_an_article_without_them_has_no_such_sections():
    page = read(html.render(Draft("Nothing.").analysis()))
    assert not {"dates", "numbers"} & {section.attributes["id"] for section in page.one("main").all("section", class_="part")}


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("2026-Q1", "first quarter of 2026"),
        ("2026-W10", "week 10 of 2026"),
        ("2026-03-02T19:30-05:00", "2 March 2026, 19:30"),
        ("1987", "1987"),
    ],
)
def test_values_are_written_as_an_editor_writes_them(value, shown):
    draft = Draft("It fell then.")
    date = TimeExpression(**draft.span("then").model_dump(), type=TimexType.DATE, value=value)
    page = read(html.render(draft.analysis().model_copy(update={"dates": [date]})))
    assert page.one("section", id="dates").one("th", scope="rowgroup").text == shown


@pytest.mark.parametrize("value", ["PRESENT_REF", "XXXX-WXX-2", "2026-WXX"])
def test_what_has_no_place_on_the_calendar_is_not_on_the_timeline(value):
    draft = Draft("It fell then.")
    date = TimeExpression(**draft.span("then").model_dump(), type=TimexType.DATE, value=value)
    assert 'id="dates"' not in html.render(draft.analysis().model_copy(update={"dates": [date]}))


@pytest.mark.parametrize(
    ("value", "shown"), [(1200, "1,200"), (0.5, "0.5"), (2 / 3, "0.6667"), (-12, "-12"), (0, "0"), (1e18, "1e+18"), (2.998e-8, "2.998e-08")]
)
def test_values_are_written_out(value, shown):
    assert written(value) == shown
