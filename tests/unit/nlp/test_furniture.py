"""The headline, the byline and the dateline in a text."""

from __future__ import annotations

import pytest

from copydesk.nlp.furniture import furniture
from copydesk.nlp.windows import paragraphs

STORY = "The harbour office in Varn reopened on Monday. Two ferries sailed before noon.\n\nThe queue was gone by evening."


def found(text: str, title: str | None = None) -> dict[str, str | None]:
    around = furniture(text, title, paragraphs(text))
    parts = {"headline": around.headline, "byline": around.byline, "dateline": around.dateline}
    return {name: text[slice(*place)] for name, place in parts.items() if place}


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Harbour Office in Varn Reopens", None),
        ("Harbour office in Varn reopens", None),
        ("Harbour Office in Varn Reopens After Flood.", None),
        ("Will the Harbour Ever Reopen?", None),
        ("Harbour office in Varn reopens.", "Harbour office in Varn reopens"),
        ("Harbour office: ‘we reopen.’", "Harbour office: 'we reopen'"),
        ("HARBOUR OFFICE REOPENS", "Harbour office reopens"),
    ],
)
def test_a_headline_stands_on_the_first_line(line, title):
    assert found(f"{line}\n\n{STORY}", title) == {"headline": line}


def test_a_title_is_found_where_it_runs_into_the_first_sentence():
    assert found(f"Harbour office reopens {STORY}", "Harbour Office Reopens") == {"headline": "Harbour office reopens"}


@pytest.mark.parametrize(
    "text",
    [
        STORY,
        "The harbour office reopened on Monday.\n\nTwo ferries sailed before noon, and the queue was gone.",
        "“We are open again.”\n\nSo said the master of the harbour on Monday, and two ferries sailed.",
        "Bread\n\nMilk\n\nEggs",
        "One line only, without a full stop",
        "The council decided on three things:\n\nThe pier is to be mended before the summer comes.",
        "Published Saturday, 7 March 2026, 1:19 pm CET\n\nThe pier is to be mended before the summer comes.",
        "",
    ],
)
def test_a_sentence_is_no_headline(text):
    assert "headline" not in found(text)


def test_a_title_is_not_looked_for_in_the_middle():
    assert found(STORY, "Two ferries sailed before noon") == {}


@pytest.mark.parametrize(
    "line",
    [
        "By Ida Marr",
        "By Ida Marr and Jon van der Berg",
        "By IDA MARR, Harbour Correspondent",
        "By Ida Marr | Varn Courier",
        "Reported by: Ida M. Marr",
    ],
)
def test_a_byline_stands_on_its_own_line(line):
    assert found(f"Harbour Office in Varn Reopens\n{line}\n\n{STORY}") == {"headline": "Harbour Office in Varn Reopens", "byline": line}


def test_a_byline_runs_into_the_dateline():
    assert found(f"By Ida Marr VARN (Reuters) - {STORY}") == {"byline": "By Ida Marr", "dateline": "VARN (Reuters) -"}


def test_an_agency_names_its_people_at_the_end():
    credit = "(Reporting by Ida Marr; Editing by Jon Berg)"
    assert found(f"{STORY}\n\n{credit}") == {"byline": credit}


@pytest.mark.parametrize(
    "text", ["By Monday Two Ferries had sailed, the office said.", "By noon the queue was gone.", f"{STORY} By Ida Marr's count."]
)
def test_a_sentence_that_begins_with_by_is_no_byline(text):
    assert "byline" not in found(text)


@pytest.mark.parametrize(
    "dateline",
    [
        "VARN (Reuters) -",
        "VARN, March 9 (UPI) —",
        "PORT VARN, N.Y. --",
        "NEW VARN:",
        "Varn (AFP) –",
        "(CNN) —",
        "VARN (AP)",
    ],
)
def test_a_dateline_begins_the_story(dateline):
    assert found(f"{dateline} {STORY}")["dateline"].strip() == dateline


@pytest.mark.parametrize(
    "text",
    [
        f"UPDATE: {STORY}",
        f"NATO (the alliance) reopened its office. {STORY}",
        f"HMS Wanderer sailed. {STORY}",
        f"Varn - a harbour town - waits. {STORY}",
        "MARR: Are you open?\n\nBERG: We are open.\n\nMARR: Since when?",
    ],
)
def test_other_capitals_are_no_dateline(text):
    assert "dateline" not in found(text)
