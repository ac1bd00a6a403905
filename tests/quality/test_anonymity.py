"""Floors for the terms of anonymity and for what passed a statement on, against our own labels: `benchmarks/accuracy/floors.json`.

The labels are in the repository (`benchmarks/accuracy/labels`), the articles are not.
"""

from __future__ import annotations

import json

import anonymity
import corpora
import publish
import pytest

FLOORS = json.loads(publish.FLOORS.read_text(encoding="utf-8"))["corpora"]
NEEDED = [corpora.FOLDER / f"{corpus}.jsonl" for corpus in anonymity.CORPORA]


@pytest.mark.timeout(600)
@pytest.mark.parametrize("part", anonymity.PARTS)
def test_accuracy_has_not_fallen(analyser, part):
    for gold in NEEDED:
        if not gold.is_file():
            pytest.skip(f"{gold} is not here (COPYDESK_CORPORA)")
    pairs = list(anonymity.labelled(corpora.FOLDER, [part]))
    scores = anonymity.score(pairs, anonymity.analysed([article for _, article in pairs], analyser))
    name = f"anonymity/{part}"
    low = publish.fallen({name: {"metrics": scores.report()}}, {name: FLOORS[name]})
    assert not low, scores.errors
