"""The data files of dates and quantities are what the code takes them for."""

from __future__ import annotations

import re

import pytest
import yaml

from copydesk.nlp.dates.grammar import ANCHORS, PROPER, alphabet, compiled
from copydesk.nlp.dates.periods import holiday
from copydesk.nlp.expressions.lexer import word_classes
from copydesk.nlp.lexicon import DATA, HEADER, lists

FILES = ("numbers", "time_words", "time_context", "holidays", "units", "currencies", "figures", "labels")


@pytest.mark.parametrize("name", FILES)
def test_every_file_states_its_origin_and_licence(name):
    content = yaml.safe_load((DATA / f"{name}.yaml").read_text(encoding="utf-8"))
    assert list(content) == [*HEADER, "lists"]
    assert all(isinstance(content[key], str) and content[key].strip() for key in HEADER)


@pytest.mark.parametrize("name", ["numbers", "time_words"])
def test_a_word_stands_in_one_class_in_lower_case(name):
    words = word_classes(name)
    assert all(isinstance(word, str) and word == word.lower() for word in words)


def test_patterns_use_classes_that_exist():
    assert compiled()
    assert set(alphabet().codes) >= ANCHORS | PROPER


def test_named_days_have_rules():
    for rule in lists("holidays").values():
        assert holiday(rule, 2026).year in {2026, 2027}


def test_units_have_names_or_symbols_and_each_spelling_one_meaning():
    spelled: dict[str, str] = {}
    for units in lists("units").values():
        for unit, entry in units.items():
            assert set(entry) <= {"names", "symbols"}
            assert entry
            for spelling in {*entry.get("names", ()), *entry.get("symbols", ())}:
                assert spelled.setdefault(spelling, unit) == unit


def test_currencies_are_iso_codes_or_coins():
    for code, entry in lists("currencies").items():
        assert re.fullmatch(r"[A-Z]{3}|cent|pence|sen", code)
        assert set(entry) == {"before", "after", "names"}
