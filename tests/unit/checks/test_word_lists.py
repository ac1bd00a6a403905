"""The rules' word lists: each file states where it comes from, and its entries are in order and such that they can be found."""

from __future__ import annotations

import pytest
import yaml

from copydesk.checks.lists import DATA, lists

LISTED = ("caveats", "connectives", "headline_words", "large_cities", "notices", "spelling", "spelling_variants", "trade_terms")


@pytest.mark.parametrize("name", [*LISTED, "misspellings"])
def test_every_file_states_its_origin_and_licence(name):
    content = yaml.safe_load((DATA / f"{name}.yaml").read_text(encoding="utf-8"))
    assert all(content[key].strip() for key in ("title", "description", "origin", "licence"))


@pytest.mark.parametrize(
    ("name", "key"), [(name, key) for name in LISTED for key in lists(name) if (name, key) != ("spelling_variants", "american")]
)
def test_entries_are_sorted_and_stand_there_once(name, key):
    found = lists(name)[key]
    assert all(isinstance(entry, str) for entry in found)
    assert found == sorted(set(found))


@pytest.mark.parametrize("name", [name for name in LISTED if name != "large_cities"])
def test_entries_are_in_lower_case(name):
    assert all(entry == entry.lower() for found in lists(name).values() for entry in found)


def test_each_spelling_has_its_other_one():
    british, american = lists("spelling_variants")["british"], lists("spelling_variants")["american"]
    assert len(british) == len(american)
    assert set(british).isdisjoint(american)


def test_no_misspelling_is_the_word_that_another_one_means():
    slips = lists("misspellings")["misspellings"]
    assert {slip.lower() for slip in slips}.isdisjoint(word.lower() for word in slips.values())
