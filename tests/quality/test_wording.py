"""Floors of accuracy on annotated sentences, where they are present. A floor only rises.

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
GOLD = CORPORA / "wording/babe.dev.jsonl"

FLOORS = {"macro_f1": 70.0, "words": 37.0}


def test_accuracy_has_not_fallen(analyser, make_article, tmp_path, monkeypatch):
    if not GOLD.is_file():
        pytest.skip(f"{GOLD} is not here (COPYDESK_CORPORA)")
    if not (BENCH / "score.py").is_file():
        pytest.skip(f"the scorer is not at {BENCH}")
    lines = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").split("\n") if line]
    articles = [make_article(line["text"], id=line["id"], language="en") for line in lines]
    found = tmp_path / "found.jsonl"
    with found.open("w", encoding="utf-8") as out:
        for line, analysis in zip(lines, analyser.analyse_many(articles), strict=True):
            wording = [one.model_dump(mode="json", by_alias=True) for one in analysis.wording]
            out.write(json.dumps({"article": {"id": line["id"]}, "wording": wording}) + "\n")
    monkeypatch.setattr(sys, "path", [str(BENCH), *sys.path])
    report = import_module("score").score_files("wording", GOLD, found)
    assert not report["warnings"]
    metrics = report["metrics"]
    measured = {"macro_f1": metrics["macro_f1"], "words": metrics["words"]["f1"]}
    assert all(measured[name] >= floor for name, floor in FLOORS.items()), measured
