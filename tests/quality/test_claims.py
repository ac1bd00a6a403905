"""Floors of accuracy on annotated corpora, where they are present. A floor only rises.

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

FLOORS = {"claimbuster.dev": 76.0, "checkthat2024.dev": 89.0}
"""Average precision in per cent."""


@pytest.mark.parametrize(("corpus", "floor"), FLOORS.items())
def test_accuracy_has_not_fallen(analyser, make_article, tmp_path, monkeypatch, corpus, floor):
    gold = CORPORA / "claims" / f"{corpus}.jsonl"
    if not gold.is_file():
        pytest.skip(f"{gold} is not here (COPYDESK_CORPORA)")
    if not (BENCH / "score.py").is_file():
        pytest.skip(f"the scorer is not at {BENCH}")
    lines = [json.loads(line) for line in gold.read_text(encoding="utf-8").split("\n") if line]
    # Sentences are too short for their language to be identified: the sender says that they are English.
    articles = [make_article(line["text"], id=line["id"], language="en") for line in lines]
    found = tmp_path / "found.jsonl"
    with found.open("w", encoding="utf-8") as out:
        for line, analysis in zip(lines, analyser.analyse_many(articles), strict=True):
            body = [one.model_dump(mode="json") for one in analysis.claims]
            out.write(json.dumps({"article": {"id": line["id"]}, "claims": body}) + "\n")
    monkeypatch.setattr(sys, "path", [str(BENCH), *sys.path])
    report = import_module("score").score_files("claims", gold, found)
    assert not report["warnings"]
    assert report["metrics"]["average_precision"] >= floor, report["metrics"]
