"""The word lists of wording are what the code takes them for, and say where they come from."""

from __future__ import annotations

import re
from collections import Counter

import pytest
import yaml

from copydesk.analysis import WordingCategory
from copydesk.nlp.lexicon import DATA, HEADER
from copydesk.nlp.wording.terms import CUE, NO_WORDING, terms

FILES = sorted((DATA / "wording").glob("*.yaml"))
CATEGORIES = {category.value for category in WordingCategory}
REQUIRED = {"category", "origin", "terms"}
OPTIONAL = {"pos", "tag", "alone", "side", "suggestion", "suggestions", "unless_with"}


@pytest.fixture(scope="module", params=FILES, ids=[path.stem for path in FILES])
def content(request):
    return yaml.safe_load(request.param.read_text(encoding="utf-8"))


def test_every_file_states_its_origin_and_licence(content):
    assert list(content) == [*HEADER, "lists"]
    assert all(isinstance(content[key], str) and content[key].strip() for key in HEADER)


def test_every_list_keeps_to_the_schema(content):
    for name, entry in content["lists"].items():
        assert set(entry) >= REQUIRED, name
        assert set(entry) <= REQUIRED | OPTIONAL, name
        assert entry["category"] in CATEGORIES | {CUE, NO_WORDING}, name
        assert entry["origin"].strip(), name
        assert entry.get("pos", "noun") in {"noun", "verb", "adjective", "adverb"}, name
        assert entry.get("alone") in {None, False}, name


def test_terms_are_written_as_they_are_matched(content):
    for name, entry in content["lists"].items():
        for term in entry["terms"].split(", "):
            assert term == " ".join(term.lower().split()), (name, term)
            assert re.search(r"\w|[!?]", term), (name, term)
            assert not term.startswith("_"), (name, term)


def test_suggestions_are_for_terms_of_their_list(content):
    for name, entry in content["lists"].items():
        assert set(entry.get("suggestions", {})) <= set(entry["terms"].split(", ")), name


def test_terms_of_one_side_and_no_others_name_their_conflict_and_side(content):
    for name, entry in content["lists"].items():
        assert (entry["category"] == "one_sided") == ("side" in entry), name
        assert re.fullmatch(r"[a-z-]+/[a-z-]+", entry.get("side", "a/b")), name


def test_no_term_is_listed_twice_with_the_same_part_of_speech():
    seen = Counter((term.text, term.pos) for term in terms())
    assert not [key for key, count in seen.items() if count > 1]


def test_every_category_has_terms():
    assert {term.category for term in terms()} == {None, *WordingCategory}


def test_both_sides_of_a_conflict_are_listed():
    sides: dict[str, set[str]] = {}
    for term in terms():
        if term.side:
            conflict, side = term.side.split("/")
            sides.setdefault(conflict, set()).add(side)
    assert not [conflict for conflict, found in sides.items() if len(found) < 2]
