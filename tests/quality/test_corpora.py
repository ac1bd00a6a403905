"""Floors of accuracy on annotated corpora, where they are present: `benchmarks/accuracy/floors.json`, which only rise.

Corpora of sentences are measured in part; `make accuracy` measures the whole of them and holds floors likewise.
"""

from __future__ import annotations

import json

import publish
import pytest
from corpora import CORPORA

FLOORS = json.loads(publish.FLOORS.read_text(encoding="utf-8"))["corpora"]
TESTED = {str(corpus.tested) for corpus in CORPORA}


@pytest.mark.timeout(600)
@pytest.mark.parametrize("corpus", [name for name in FLOORS if name in TESTED])
def test_accuracy_has_not_fallen(metrics_of, corpus):
    measured = {corpus: {"metrics": metrics_of(corpus)}}
    assert not publish.fallen(measured, {corpus: FLOORS[corpus]})
