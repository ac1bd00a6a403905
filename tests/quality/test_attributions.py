"""Floors of accuracy of attributions and source types on PolNeAR's development part, where it is present. A floor only rises.

The corpora may not be handed on: `COPYDESK_CORPORA` names the folder that holds them (else `../shared/corpora` beside the repository),
and the scorer lies beside them in `bench`.
"""

from __future__ import annotations

import json
import os
import sys
from importlib import import_module
from pathlib import Path

import pytest

CORPORA = Path(os.environ.get("COPYDESK_CORPORA") or Path(__file__).parents[2].parent / "shared/corpora")
BENCH = CORPORA.parent / "bench"
GOLD = CORPORA / "attribution/polnear.dev.jsonl"
TYPES = CORPORA / "source_types/polnear.dev.jsonl"


@pytest.fixture(scope="module")
def found(analyser, make_article, tmp_path_factory):
    """The analyses of all articles, as the scorer reads them."""
    if not GOLD.is_file():
        pytest.skip(f"{GOLD} is not here (COPYDESK_CORPORA)")
    if not (BENCH / "score.py").is_file():
        pytest.skip(f"the scorer is not at {BENCH}")
    lines = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").split("\n") if line]
    articles = [make_article(line["text"], id=line["id"], language="en") for line in lines]
    path = tmp_path_factory.mktemp("quality") / "found.jsonl"
    with path.open("w", encoding="utf-8") as out:
        for line, analysis in zip(lines, analyser.analyse_many(articles), strict=True):
            said = analysis.model_dump(mode="json", include={"attributions", "sources"})
            out.write(json.dumps({"article": {"id": line["id"]}, **said}) + "\n")
    return path


@pytest.fixture
def score(monkeypatch):
    monkeypatch.setattr(sys, "path", [str(BENCH), *sys.path])
    return lambda *arguments: import_module("score").score_files(*arguments)["metrics"]


def test_attributions(found, score):
    measured = score("attribution", GOLD, found)
    assert measured["content"]["f1"] >= 75.5
    assert measured["joint"]["f1"] >= 70.0
    assert measured["source_accuracy"] >= 93.5
    assert measured["direct"]["content"]["r"] >= 93.5


def test_source_types(found, score):
    measured = score("source_types", TYPES, found)
    assert measured["found"] >= 79.5
    assert measured["accuracy"] >= 94.0
