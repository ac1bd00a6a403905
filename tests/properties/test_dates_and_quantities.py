"""Dates and figures of any text: no error, right offsets, known forms of values, time that grows with the text and no faster."""

from __future__ import annotations

import re
import time
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.nlp.dates import find_dates
from copydesk.nlp.expressions.lexer import lex
from copydesk.nlp.expressions.numbers import find_numbers, number_lexicon
from copydesk.nlp.lexicon import lists
from copydesk.nlp.quantities import find_quantities

QUICK = settings(max_examples=300, deadline=None)

WORDS = [str(word) for words in lists("time_words").values() for word in words] + [
    str(word) for words in lists("numbers").values() for word in words
]
FIGURES = [
    "0",
    "7",
    "31",
    "1,200",
    "1990",
    "2.5",
    ".5",
    "12:30",
    "24th",
    "1990s",
    "'80s",
    "9" * 30,
    "٣",
    "２",
    "½",
    "10-20",
    "1/2",
    "2026-02-30",
]
MARKS = [" ", "-", "–", ",", ".", "$", "€", "%", "'s", "\n", "\n\n", "(", ")", "/", "\x00", "😀", "m", "bn", " per ", "US $", "×10", "old"]
pieces = st.lists(st.sampled_from([*WORDS, *map(str.capitalize, WORDS), *FIGURES, *MARKS, " ", " "]), max_size=40).map("".join)
any_text = st.one_of(st.text(st.characters(exclude_categories=["Cs"]), max_size=200), pieces)
references = st.one_of(st.none(), st.dates())

VALUE = re.compile(
    r"(PAST|PRESENT|FUTURE)_REF"
    r"|P(T?(X|\d+(\.\d+)?(e\+\d+)?)[YMWDHSECLQ])+(T?\d+[MS])?"
    r"|(BC)?[\dX]{1,4}"
    r"|[\dX]{4}-([\dX]{2}|Q[\dX]|H[\dX]|SP|SU|FA|WI)"
    r"|([\dX]{4}-[\dX]{2}-[\dX]{2}|[\dX]{4}-W[\dX]{2}(-WE|-\d)?)(T(MO|MI|AF|EV|NI|\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?))?",
    re.IGNORECASE,
)


@QUICK
@given(text=any_text, reference=references)
def test_dates_of_any_text(text, reference):
    found = find_dates(text, reference)
    for one in found:
        assert text[one.start : one.end] == one.text != ""
        assert VALUE.fullmatch(one.value), one
    assert all(one.end <= other.start for one, other in pairwise(found))


@QUICK
@given(text=any_text)
def test_quantities_of_any_text(text):
    found = find_quantities(text)
    for one in found:
        assert text[one.start : one.end] == one.text != ""
        assert one.value_high is None or one.value <= one.value_high
    assert all(one.end <= other.start for one, other in pairwise(found))


@QUICK
@given(text=any_text)
def test_numbers_and_words_lie_where_they_are_said_to(text):
    for words in (lex(text, number_lexicon()), list(find_numbers(text))):
        assert all(one.end <= other.start for one, other in pairwise(words))
        assert all(0 <= one.start < one.end <= len(text) for one in words)


@pytest.mark.parametrize(
    "piece", ["1,", "111,", "1-", "two-", "one in ", "the ", "last ", "May 1 ", "12:", "half the ", "dozens of ", "$1", "from 1 to ", "\n "]
)
def test_time_grows_with_the_text(piece):
    def seconds(length: int) -> float:
        text = (piece * length)[:length]
        began = time.process_time()
        find_quantities(text, None, find_dates(text, date(2026, 3, 11)))
        return time.process_time() - began

    seconds(1_000)
    # Eight times the text takes some eight times as long, where backtracking would take 64 times. The better of two: a machine may pause.
    assert min(seconds(32_000), seconds(32_000)) < 24 * max(seconds(4_000), 0.01)
