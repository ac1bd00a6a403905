"""Floors of accuracy on annotated corpora, where they are present: `benchmarks/accuracy/floors.json`, which only rise."""

from __future__ import annotations

import json

import publish
import pytest

FLOORS = json.loads(publish.FLOORS.read_text(encoding="utf-8"))["corpora"]


@pytest.mark.timeout(600)
@pytest.mark.parametrize("corpus", FLOORS)
def test_accuracy_has_not_fallen(metrics_of, corpus):
    measured = {corpus: {"metrics": metrics_of(corpus)}}
    assert not publish.fallen(measured, {corpus: FLOORS[corpus]})
