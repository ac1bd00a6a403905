"""Our labels on articles that may not be handed on: offsets and labels, and nothing of the texts."""

from __future__ import annotations

import json
from pathlib import Path

LABELS = Path(__file__).parents[2] / "benchmarks/accuracy/labels/anonymity.jsonl"
VOCABULARY = {"polnear.dev", "polnear.train", "dev_read", "dev_search", "train_tune", "train_measure", "other_measure"}
VOCABULARY |= {f"{name}.dev" for name in ("tempeval3-aquaint", "tempeval3-timebank", "gum", "re3d", "geowebnews", "tr-news", "babe")}
VOCABULARY |= {"stated", "implied", "none", "ignore"}


def strings(value):
    """Every string in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from strings(each)


def test_the_labels_hold_no_words_of_the_articles():
    lines = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
    assert len({line["document"] for line in lines}) == len(lines) == 230
    for line in lines:
        document = line.pop("document")
        assert len(document) == 16
        int(document, 16)
        assert set(strings(line)) <= VOCABULARY


def test_every_label_is_a_range_and_only_stated_sources_have_terms():
    for line in LABELS.read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        for source in label["sources"]:
            ranges = [*source["mentions"], *(each for each in (source["terms"], source["reason"]) if each)]
            assert all(0 <= start < end for start, end in ranges)
            assert (source["terms"] is not None) is (source["kind"] == "stated")
            assert source["reason"] or not source["boilerplate"]
        for statement in label.get("via", []):
            assert all(0 <= start < end for start, end in [*statement["content"], *statement["via"]])
