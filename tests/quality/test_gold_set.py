"""Accuracy on the project's own gold set, which is here and always scored."""

from __future__ import annotations

import json

import pytest
from publish import FLOORS as FLOORS_FILE
from publish import figure
from score import score_files
from tests.quality.gold_set import read

FLOORS = json.loads(FLOORS_FILE.read_text(encoding="utf-8"))["gold_set"]


@pytest.fixture(scope="module")
def scores(analyser, make_article, tmp_path_factory):
    """The metrics of every task."""
    folder = tmp_path_factory.mktemp("gold_set")
    labelled = read()
    articles = [make_article(one.text, id=one.id, published_at=f"{one.published_at}T12:00:00Z", language="en") for one in labelled]
    analyses = [one.model_dump(mode="json", by_alias=True) for one in analyser.analyse_many(articles)]
    for one, analysis in zip(labelled, analyses, strict=True):
        analysis["article"]["id"] = one.id
    found, gold, types = (folder / name for name in ("found", "gold", "types"))
    found.write_text("".join(json.dumps(one) + "\n" for one in analyses), encoding="utf-8")
    gold.write_text("".join(json.dumps(one.gold()) + "\n" for one in labelled), encoding="utf-8")
    types.write_text("".join(json.dumps(line) + "\n" for one in labelled for line in one.source_types()), encoding="utf-8")
    reports = {task: score_files(task, types if task == "source_types" else gold, found) for task in FLOORS}
    assert not any(report["warnings"] or report["missing"] for report in reports.values())
    return {task: report["metrics"] for task, report in reports.items()}


@pytest.mark.parametrize("task", FLOORS)
def test_accuracy_has_not_fallen(scores, task):
    measured = {path: figure(scores[task], path) for path in FLOORS[task]}
    assert all(measured[path] >= floor for path, floor in FLOORS[task].items()), measured


def test_every_label_stands_in_its_text():
    labelled = read()
    assert len(labelled) >= 12
    assert all(one.gold()["attributions"] for one in labelled)
    assert all(line["type"] for one in labelled for line in one.source_types())
