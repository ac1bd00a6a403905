from __future__ import annotations

import pytest

from copydesk.nlp.expressions.numbers import find_numbers


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("4,200", 4200),
        ("0.5", 0.5),
        ("seven", 7),
        ("twenty-six", 26),
        ("a hundred and six", 106),
        ("two thousand three hundred forty-two", 2342),
        ("2.5 million", 2_500_000),
        ("a billion", 1e9),
        ("twelve hundred", 1200),
        ("a dozen", 12),
        ("three dozen", 36),
        ("nineteen ninety-six", 1996),
    ],
)
def test_numbers_in_figures_and_words(text, value):
    (number,) = find_numbers(text)
    assert (number.start, number.end, number.value) == (0, len(text), value)


@pytest.mark.parametrize("text", ["someone", "often", "the second", "21st", "hundreds", "9" * 400])
def test_what_is_no_number(text):
    assert not list(find_numbers(text))


def test_a_comma_or_a_second_figure_ends_a_number():
    assert [number.value for number in find_numbers("three, four and 5 million 20 lots")] == [3, 4, 5_000_000, 20]
