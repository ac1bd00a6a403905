"""Floors for the terms of anonymity and for what passed a statement on, against our own labels. A floor only rises.

The labels are in the repository (`benchmarks/accuracy/labels`), the articles are not: `COPYDESK_CORPORA` names the folder that holds them
(else `../shared/corpora` beside the repository).
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CORPORA = Path(os.environ.get("COPYDESK_CORPORA") or ROOT.parent / "shared/corpora")
NEEDED = [CORPORA / "attribution" / f"polnear.{part}.jsonl" for part in ("dev", "train")]


@pytest.fixture(scope="module")
def scores_of(analyser):
    """The scores on the articles of some parts of the labels; skips where a corpus is not here."""
    for gold in NEEDED:
        if not gold.is_file():
            pytest.skip(f"{gold} is not here (COPYDESK_CORPORA)")

    def scored(*parts: str):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sys, "path", [str(ROOT / "benchmarks/accuracy"), *sys.path])
            scorer = import_module("anonymity")
        pairs = list(scorer.labelled(CORPORA, parts))
        return scorer.score(pairs, scorer.analysed([article for _, article in pairs], analyser))

    return scored


def test_terms_of_anonymity(scores_of):
    scores = scores_of("train_tune", "train_measure")
    assert scores.terms.labelled == 45
    assert scores.terms.precision >= 95.0, scores.errors
    assert scores.terms.recall >= 90.0, scores.errors
    assert scores.reasons.f1 >= 95.0, scores.errors
    assert scores.boilerplate_accuracy >= 97.0, scores.errors
    assert scores.kind_accuracy >= 91.0, scores.errors


def test_what_passed_a_statement_on(scores_of):
    scores = scores_of("dev_read", "dev_search")
    assert scores.via.labelled == 49
    assert scores.via.precision >= 86.0, scores.errors
    assert scores.via.f1 >= 75.0, scores.errors
    assert scores.kind_accuracy >= 92.0, scores.errors
