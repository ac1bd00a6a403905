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

FLOORS = [
    ("entities", "gum.dev", {"strict": 79.0, "b_cubed": 94.5}),
    ("entities", "re3d.dev", {"strict": 87.5}),
    ("places", "geowebnews.dev", {"detection": 83.0, "accuracy_at_161km": 86.0, "end_to_end_at_161km": 74.0}),
    ("places", "tr-news.dev", {"detection": 85.5, "accuracy_at_161km": 92.5, "end_to_end_at_161km": 80.0}),
]


@pytest.mark.parametrize(("task", "corpus", "floors"), FLOORS, ids=[corpus for _, corpus, _ in FLOORS])
def test_accuracy_has_not_fallen(analyser, make_article, tmp_path, monkeypatch, task, corpus, floors):
    gold = CORPORA / task / f"{corpus}.jsonl"
    if not gold.is_file():
        pytest.skip(f"{gold} is not here (COPYDESK_CORPORA)")
    if not (BENCH / "score.py").is_file():
        pytest.skip(f"the scorer is not at {BENCH}")
    lines = [json.loads(line) for line in gold.read_text(encoding="utf-8").split("\n") if line]
    articles = [make_article(line["text"], id=line["id"], language="en") for line in lines]
    found = tmp_path / "found.jsonl"
    with found.open("w", encoding="utf-8") as out:
        for line, analysis in zip(lines, analyser.analyse_many(articles), strict=True):
            named = [entity.model_dump(mode="json") for entity in analysis.entities]
            out.write(json.dumps({"article": {"id": line["id"]}, "entities": named}) + "\n")
    monkeypatch.setattr(sys, "path", [str(BENCH), *sys.path])
    report = import_module("score").score_files(task, gold, found)
    assert not report["warnings"]
    measured = {name: _figure(report["metrics"][name]) for name in floors}
    assert all(measured[name] >= floor for name, floor in floors.items()), measured


def _figure(metric: float | dict[str, float]) -> float:
    return metric["f1"] if isinstance(metric, dict) else metric
