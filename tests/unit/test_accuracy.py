"""What is published of the accuracy: the document says what was measured, and floors only rise."""

from __future__ import annotations

import json

import publish
import pytest

FIGURES = json.loads(publish.FIGURES.read_text(encoding="utf-8"))
FLOORS = json.loads(publish.FLOORS.read_text(encoding="utf-8"))
MEASURED = {"dates/invented": {"metrics": {"value": {"f1": 81.27}, "value_accuracy": 90.0}}}


def test_the_document_is_the_one_that_the_figures_give():
    assert publish.DOCUMENT.read_text(encoding="utf-8") == publish.document(FIGURES), "run: benchmarks/accuracy/publish.py --document"


def test_no_floor_is_above_what_was_published():
    assert not publish.fallen(FIGURES["corpora"], FLOORS["corpora"])


def test_whatever_was_measured_has_floors_and_a_page():
    assert FIGURES["corpora"].keys() == FLOORS["corpora"].keys()
    tasks = {name.split("/")[0] for name in FIGURES["corpora"]}
    assert tasks <= {task for needed in publish.SECTIONS.values() for task in needed}


def test_every_page_stands_in_the_document():
    assert {path.stem for path in (publish.HERE / "prose").iterdir()} == set(publish.SECTIONS)


@pytest.mark.parametrize(
    ("floors", "low"),
    [
        ({"dates/invented": {"value/f1": 81.2, "value_accuracy": 90}}, 0),
        ({"dates/invented": {"value/f1": 81.3, "value_accuracy": 90.1}}, 2),
        ({"dates/absent": {"value/f1": 1}}, 1),
    ],
)
def test_what_lies_below_its_floor_is_named(floors, low):
    assert len(publish.fallen(MEASURED, floors)) == low


def test_a_floor_rises_and_never_falls():
    measured = {"dates/invented": {"metrics": {"value": {"f1": 81.27}, "strict": {"f1": 90.0}, "relaxed": {"f1": 95.0}}}}
    floors = {"dates/invented": {"value/f1": 70.0, "strict/f1": 89.5}}
    assert publish.raised(measured, floors) == {"dates/invented": {"value/f1": 80.3, "strict/f1": 89.5, "relaxed/f1": 94.0}}


def test_a_figure_below_its_floor_is_not_published(monkeypatch, tmp_path, capsys):
    low = {**FIGURES, "corpora": {name: {**one, "metrics": _worse(one["metrics"])} for name, one in FIGURES["corpora"].items()}}
    monkeypatch.setattr(publish, "_measured", lambda: low)
    monkeypatch.setattr(publish, "CORPORA", [])
    for name in ("DOCUMENT", "FIGURES"):
        monkeypatch.setattr(publish, name, tmp_path / name)
    assert publish.main([]) == 1
    assert not list(tmp_path.iterdir())
    assert "joint/f1" in capsys.readouterr().err


def _worse(metrics):
    return {
        name: _worse(value) if isinstance(value, dict) else value - 3 if isinstance(value, float) else value
        for name, value in metrics.items()
    }


def test_judged_findings_become_a_table(monkeypatch):
    read = publish.data
    rules = [
        {"rule": "invented/one", "severity": "warning", "judged": 12, "right": 9, "changed": "-"},
        {"rule": "invented/two", "severity": "warning", "judged": 8, "right": 8, "changed": "-"},
    ]
    counts = {"error": [0, 0], "warning": [3, 4], "note": [1, 8], "warning_after": [], "note_after": [1, 2]}
    judged = {"sample": "Twenty.", "rules": rules, "again": [{"articles": "ten invented", **counts}]}
    monkeypatch.setattr(publish, "data", lambda name: judged if name == "judged.yaml" else read(name))
    document = publish.document(FIGURES)
    assert "| ten invented | – | 3 of 4 (75 %) | 1 of 8 (12 %) | – | 1 of 2 (50 %) |" in document
    assert "| `invented/one` | warning | 12 | 9 | 75.0 | - |" in document
    assert "| **all** | warning | 20 | 17 | **85.0** | |" in document
