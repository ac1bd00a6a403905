from __future__ import annotations

import pytest

from copydesk.nlp.readability import readability, syllables
from copydesk.nlp.statistics import reading_seconds, words


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("the", 1),
        ("cat", 1),
        ("make", 1),
        ("makes", 1),
        ("asked", 1),
        ("wanted", 2),
        ("table", 2),
        ("people", 2),
        ("churches", 2),
        ("council", 2),
        ("nation", 2),
        ("idea", 3),
        ("radio", 3),
        ("museum", 3),
        ("government", 3),
        ("area", 3),
        ("hmm", 1),
        ("2026", 1),
    ],
)
def test_syllables_are_counted_by_spelling(word, count):
    assert syllables(word) == count


def test_the_formulas():
    # 100 words of one syllable in 10 sentences: 206.835 - 10.15 - 84.6, and 3.9 + 11.8 - 15.59.
    measured = readability(["cat"] * 100, 10)
    assert (measured.flesch_reading_ease, measured.flesch_kincaid_grade) == (112.1, 0.1)


def test_a_short_text_has_means_but_no_grade():
    measured = readability(["cat"] * 99, 9)
    assert measured.flesch_reading_ease is None
    assert measured.words_per_sentence == 11.0


def test_no_words_have_no_readability():
    assert readability([], 0).words_per_sentence is None


def test_words_keep_what_stands_inside_them():
    assert words("Don’t pay 1,200.50 for the U.S.-made e-bike — it’s O'Brien's!") == [
        "Don’t", "pay", "1,200.50", "for", "the", "U.S", "made", "e-bike", "it’s", "O'Brien's",
    ]  # fmt: skip


def test_reading_takes_a_minute_for_238_words():
    assert (reading_seconds(238), reading_seconds(1), reading_seconds(0)) == (60, 1, 0)
