from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest

from copydesk.analysis import Part
from copydesk.nlp.analyser import Analyser
from copydesk.nlp.dates import find_dates
from copydesk.nlp.dates.periods import Period, containing, easter, holiday, in_year, shift

WEDNESDAY = date(2026, 3, 11)


def read(text: str, reference: date | None = WEDNESDAY) -> list[tuple[str, str, str]]:
    return [(found.text, found.type.value, found.value) for found in find_dates(text, reference)]


@pytest.mark.parametrize(
    ("text", "expression", "value"),
    [
        ("The ferry sank on 2026-03-08.", "2026-03-08", "2026-03-08"),
        ("It was signed on March 8, 2026.", "March 8, 2026", "2026-03-08"),
        ("It was signed on Sunday, 8 March 2026.", "Sunday, 8 March 2026", "2026-03-08"),
        ("It was signed on the 8th of March.", "the 8th of March", "2026-03-08"),
        ("The harbour froze on Dec. 30.", "Dec. 30", "2025-12-30"),
        ("It opened on 12/25/2024.", "12/25/2024", "2024-12-25"),
        ("It opened on 25.12.2024.", "25.12.2024", "2024-12-25"),
        ("They met on Tuesday.", "Tuesday", "2026-03-10"),
        ("They met last Wednesday.", "last Wednesday", "2026-03-04"),
        ("They met yesterday.", "yesterday", "2026-03-10"),
        ("Prices fell last week.", "last week", "2026-W10"),
        ("Prices fell early last month.", "early last month", "2026-02"),
        ("It begins next year.", "next year", "2027"),
        ("It closed in January.", "January", "2026-01"),
        ("It closed in November.", "November", "2025-11"),
        ("It closed last March.", "last March", "2025-03"),
        ("It grew in the third quarter.", "the third quarter", "2025-Q3"),
        ("It grew in the second quarter of 2024.", "the second quarter of 2024", "2024-Q2"),
        ("It grew in the first half of 2024.", "the first half of 2024", "2024-H1"),
        ("It was built in the late 1990s.", "the late 1990s", "199"),
        ("It was built in the '80s.", "the '80s", "198"),
        ("It was built in the 19th century.", "the 19th century", "18"),
        ("It rained all of last summer.", "last summer", "2025-SU"),
        ("She left three years ago.", "three years ago", "2023"),
        ("She left nearly two decades ago.", "nearly two decades ago", "2006"),
        ("She leaves in fiscal 2027.", "fiscal 2027", "2027"),
        ("She leaves by the end of 2027.", "the end of 2027", "2027"),
        ("The vote was on Christmas Eve.", "Christmas Eve", "2025-12-24"),
        ("Rome burned in AD 64.", "AD 64", "0064"),
        ("They are now at sea.", "now", "PRESENT_REF"),
        ("They recently left.", "recently", "PAST_REF"),
        ("They fear the future.", "the future", "FUTURE_REF"),
    ],
)
def test_dates(text, expression, value):
    assert read(text) == [(expression, "DATE", value)]


@pytest.mark.parametrize(
    ("text", "expression", "value"),
    [
        ("The siren went at 10:35 a.m. on Monday.", "10:35 a.m. on Monday", "2026-03-09T10:35"),
        ("The siren went at 7 p.m. EST on March 3.", "7 p.m. EST on March 3", "2026-03-03T19:00-05:00"),
        ("The siren went at noon on Monday.", "noon on Monday", "2026-03-09T12:00"),
        ("The siren went on Monday night.", "Monday night", "2026-03-09TNI"),
        ("The siren went overnight.", "overnight", "2026-03-11TNI"),
        ("The siren went last night.", "last night", "2026-03-10TNI"),
        ("The siren went at two o’clock.", "two o’clock", "2026-03-11T02:00"),
    ],
)
def test_times(text, expression, value):
    assert read(text) == [(expression, "TIME", value)]


@pytest.mark.parametrize(
    ("text", "expression", "value"),
    [
        ("The strike took nine months.", "nine months", "P9M"),
        ("The strike took more than two weeks.", "more than two weeks", "P2W"),
        ("The strike took a few days.", "a few days", "PXD"),
        ("The strike took weeks.", "weeks", "PXW"),
        ("The strike took two decades.", "two decades", "P20Y"),
        ("It was a 10-hour strike.", "10-hour", "PT10H"),
        ("The strike took an hour and a half.", "an hour and a half", "PT1H30M"),
        ("The strike took 2 1/2 years.", "2 1/2 years", "P2Y6M"),
        ("A few days later it was over.", "A few days", "PXD"),
        ("It fell over the past three months.", "the past three months", "P3M"),
    ],
)
def test_durations(text, expression, value):
    assert read(text) == [(expression, "DURATION", value)]


@pytest.mark.parametrize(
    ("text", "expression", "value"),
    [
        ("The board meets every Thursday.", "every Thursday", "XXXX-WXX-4"),
        ("The board meets each month.", "each month", "P1M"),
        ("The board meets every two weeks.", "every two weeks", "P2W"),
        ("The board meets annually.", "annually", "P1Y"),
        ("The stand costs $200 a day.", "a day", "P1D"),
    ],
)
def test_sets(text, expression, value):
    assert read(text) == [(expression, "SET", value)]


@pytest.mark.parametrize(
    "text",
    [
        "It may rain.",
        "June Carter sang.",
        "They joined the March for Peace.",
        "They march on.",
        "Prices fall.",
        "He is 37 years old.",
        "A 12-year-old dog.",
        "1,990 boats.",
        "$1990 in cash.",
        "1990 people came.",
    ],
)
def test_what_is_no_time_expression(text):
    assert read(text) == []


def test_a_year_earlier_is_as_long_as_what_it_is_compared_with():
    text = "Profit rose to $5 million in the third quarter from $4 million a year earlier."
    assert read(text) == [("the third quarter", "DATE", "2025-Q3"), ("a year earlier", "DATE", "2024-Q3")]


def test_what_follows_is_counted_from_what_was_mentioned():
    text = "The mill opened in May 2019. The following year it burned down, and two days later it was sold."
    assert [value for _, _, value in read(text)] == ["2019-05", "2020", "2026-03-13"]


def test_what_follows_a_longer_period_is_not_counted_from_it():
    assert [value for _, _, value in read("He left in 2019. The day before the vote he was ill.")] == ["2019"]


def test_a_clock_time_belongs_to_a_day_of_its_paragraph():
    assert [value for _, _, value in read("It shut on Monday. The last train left at 18:50.\n\n20:35 The line is open.")] == [
        "2026-03-09",
        "2026-03-09T18:50",
        "2026-03-11T20:35",
    ]


def test_a_clock_time_finds_its_day_over_the_end_of_a_wrapped_line():
    text = "The harbour master told the council that the night ferry left on Friday\nin heavy rain, at 4 p.m., and came back an hour later."
    assert ("4 p.m.", "TIME", "2026-03-06T16:00") in read(text)


def test_a_range_of_days_shares_its_month():
    assert read("The fair runs from March 3-7.") == [("March 3", "DATE", "2026-03-03"), ("7", "DATE", "2026-03-07")]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They met on Tuesday.", "XXXX-WXX-2"),
        ("They met in July.", "XXXX-07"),
        ("They met on July 4.", "XXXX-07-04"),
        ("They met last week.", "XXXX-WXX"),
        ("They met in 1987.", "1987"),
    ],
)
def test_without_a_reference_date_they_stay_relative(text, value):
    assert [found for _, _, found in read(text, None)] == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The court will rule on Friday.", "2026-03-13"),
        ("The court ruled on Friday.", "2026-03-06"),
        ("The court is due to rule on Friday.", "2026-03-13"),
        ("The court has postponed the hearing until Friday.", "2026-03-13"),
        ("The court was forced to close on Friday.", "2026-03-06"),
        ("A hearing was planned for Friday.", "2026-03-13"),
        ("The bridge will open in May.", "2026-05"),
        ("The bridge opened in May.", "2025-05"),
        ("The bridge was to open in May.", "2026-05"),
        ("The opening was moved to mid-May.", "2026-05"),
        ("It was closed in mid-August.", "2025-08"),
        ("It has been closed since early April.", "2025-04"),
    ],
)
def test_the_tense_decides_which_one_is_meant(analyser, make_article, text, value):
    analysis = analyser.analyse(make_article(text, published_at="2026-03-11T08:00:00Z"))
    assert [found.value for found in analysis.dates] == [value]


def test_offsets_hold_across_windows_and_in_the_title(analyser, make_article):
    text = "The board met. " * 40 + "\n\nIt will meet again on 3 May 2027."
    windowed = Analyser(analyser._nlp, analyser._gazetteer, window=200)
    analysis = windowed.analyse(make_article(text, title="Closed since 1987"))
    assert [(found.part, found.text) for found in analysis.dates] == [(Part.TITLE, "1987"), (Part.TEXT, "3 May 2027")]
    last = analysis.dates[-1]
    assert text[last.start : last.end] == last.text


def test_years_that_no_calendar_has_are_left_out():
    assert read("It lay there 99,999 years ago; see you in 12345678 weeks' time.", WEDNESDAY)[0][1] != "DATE"


@pytest.mark.parametrize(("year", "day"), [(2024, (3, 31)), (2025, (4, 20)), (2026, (4, 5)), (2038, (4, 25))])
def test_easter(year, day):
    assert easter(year) == date(year, *day)


@pytest.mark.parametrize(
    ("rule", "day"), [("11-4.4", (11, 26)), ("05-1.-1", (5, 25)), ("11-1.1+1", (11, 3)), ("12-25", (12, 25)), ("easter-2", (4, 3))]
)
def test_named_days(rule, day):
    assert holiday(rule, 2026) == date(2026, *day)


def test_a_rule_for_a_named_day_must_be_one():
    with pytest.raises(ValueError, match="no-rule"):
        holiday("no-rule", 2026)


@pytest.mark.parametrize(
    ("unit", "value", "next_value"),
    [
        ("D", "2026-03-11", "2026-03-12"),
        ("W", "2026-W11", "2026-W12"),
        ("WE", "2026-W11-WE", "2026-W12-WE"),
        ("M", "2026-03", "2026-04"),
        ("Q", "2026-Q1", "2026-Q2"),
        ("H", "2026-H1", "2026-H2"),
        ("Y", "2026", "2027"),
        ("E", "202", "203"),
        ("C", "20", "21"),
        ("SU", "2026-SU", "2027-SU"),
    ],
)
def test_periods(unit, value, next_value):
    period = containing(unit, WEDNESDAY)
    assert (period.value, shift(period, 1).value) == (value, next_value)


def test_the_same_day_of_a_year_without_it_is_the_day_before():
    assert in_year(Period("D", date(2024, 2, 29)), 2023).start == date(2023, 2, 28)


def test_the_component_reads_against_its_reference_date():
    code = (
        "import spacy, copydesk.nlp.dates.component, copydesk.nlp.quantities.component as q; nlp = spacy.blank('en');"
        "nlp.add_pipe('copydesk_dates', config={'reference_date': '2026-03-11'}); nlp.add_pipe(q.NAME);"
        "doc = nlp('They met yesterday, for 20 minutes.'); print(doc._.dates[0].value, doc._.quantities[0].unit)"
    )
    ran = subprocess.run([sys.executable, "-W", "ignore", "-c", code], check=True, capture_output=True, text=True)
    assert ran.stdout.split() == ["2026-03-10", "minute"]
