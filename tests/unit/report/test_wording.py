from __future__ import annotations

import csv
from datetime import UTC, datetime, timedelta, timezone
from importlib import resources

import pytest

from copydesk.report import wording


@pytest.mark.parametrize(
    ("share", "words"), [(0, "0 %"), (0.004, "under 1 %"), (0.156, "16 %"), (0.994, "over 99 %"), (0.996, "over 99 %"), (1, "100 %")]
)
def test_a_share_never_reads_as_nothing_or_all_when_it_is_not(share: float, words: str) -> None:
    assert wording.percent(share) == words


@pytest.mark.parametrize(("seconds", "words"), [(0, "0 s"), (59, "59 s"), (60, "1 min"), (151, "3 min"), (90_000, "1,500 min")])
def test_durations(seconds: int, words: str) -> None:
    assert wording.duration(seconds) == words


def test_counts_agree_with_their_nouns() -> None:
    assert [wording.counted(n, "word") for n in (0, 1, 1200)] == ["0 words", "1 word", "1,200 words"]
    assert wording.counted(2, "voice heard", "voices heard") == "2 voices heard"


def test_times_are_told_in_utc() -> None:
    assert wording.moment(datetime(2026, 3, 4, 23, 5, tzinfo=timezone(timedelta(hours=-2)))) == "5 March 2026, 01:05 UTC"
    assert wording.moment(datetime(2026, 12, 31, 0, 0, tzinfo=UTC)) == "31 December 2026, 00:00 UTC"


def test_days() -> None:
    assert wording.day("2026-03-04") == "4 March 2026"
    assert wording.day("some day") == "some day"


@pytest.mark.parametrize(
    ("tag", "name"), [("uk", "Ukrainian"), ("en-GB", "English"), ("pt_BR", "Portuguese"), ("und", "not identified"), ("xx", "xx")]
)
def test_languages_are_named(tag: str, name: str) -> None:
    assert wording.language(tag) == name


def test_the_table_of_languages_is_sound() -> None:
    text = resources.files("copydesk.report").joinpath("data", "languages.csv").read_text(encoding="utf-8")
    head, *lines = text.splitlines()
    rows = list(csv.DictReader(lines))
    codes = [row["code"] for row in rows]

    assert head.startswith("# ")
    assert "ISO 639-1" in head
    assert codes == sorted(set(codes))
    assert all(2 <= len(row["code"]) <= 3 and row["code"].isalpha() and row["code"].islower() and row["name"].strip() for row in rows)
    assert len({row["name"] for row in rows}) == len(rows) > 100


def test_controls_become_pictures_and_white_space_stays() -> None:
    assert wording.visible("a\x00\x1b\x7f\t\n\r b") == "a␀␛␡\t\n\r b"
