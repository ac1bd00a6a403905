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
    ("dates", "tempeval3-timebank.dev", {"relaxed": 94.0, "strict": 90.5, "value": 82.0}),
    ("dates", "tempeval3-aquaint.dev", {"relaxed": 93.0, "strict": 82.5, "value": 75.0}),
    ("quantities", "newsquant.dev", {"value": 95.5, "value_unit": 91.5}),
]


@pytest.mark.parametrize(("task", "corpus", "floors"), FLOORS, ids=[corpus for _, corpus, _ in FLOORS])
def test_accuracy_has_not_fallen(analyser, make_article, tmp_path, monkeypatch, task, corpus, floors):
    gold = CORPORA / task / f"{corpus}.jsonl"
    if not gold.is_file():
        pytest.skip(f"{gold} is not here (COPYDESK_CORPORA)")
    if not (BENCH / "score.py").is_file():
        pytest.skip(f"the scorer is not at {BENCH}")
    lines = [json.loads(line) for line in gold.read_text(encoding="utf-8").split("\n") if line]
    # Sentences are too short for their language to be identified: the sender says that they are English.
    articles = [make_article(line["text"], id=line["id"], published_at=_time(line), language="en") for line in lines]
    found = tmp_path / "found.jsonl"
    with found.open("w", encoding="utf-8") as out:
        for line, analysis in zip(lines, analyser.analyse_many(articles), strict=True):
            body = [one.model_dump(mode="json") for one in getattr(analysis, task)]
            out.write(json.dumps({"article": {"id": line["id"]}, task: body}) + "\n")
    monkeypatch.setattr(sys, "path", [str(BENCH), *sys.path])
    report = import_module("score").score_files(task, gold, found)
    assert not report["warnings"]
    measured = {name: report["metrics"][name]["f1"] for name in floors}
    assert all(measured[name] >= floor for name, floor in floors.items()), measured


def _time(line: dict[str, str]) -> str | None:
    """The day of publication as a time."""
    return f"{line['published_at'][:10]}T12:00:00Z" if line.get("published_at") else None
