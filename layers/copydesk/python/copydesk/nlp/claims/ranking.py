"""How much a fact-checker would want to check each sentence: a logistic regression over hashed features.

The features of a group are scaled to the same length together (Wang and Manning 2012 weight them further by naive Bayes, which the
training folds into the weights). How it was trained, and what it is good and bad at, is told in `docs/models/claims.md`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from numpy.typing import NDArray

from copydesk.nlp.claims.features import Group, SentenceFeatures, sentence_features

if TYPE_CHECKING:
    from spacy.tokens import Doc

WEIGHTS = Path(__file__).parent.parent / "data" / "claims.npz"

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Ranking:
    """The weights, one a place, and the log-odds of a sentence without features."""

    weights: Floats
    intercept: float

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read the weights from an `.npz` file."""
        with np.load(path, allow_pickle=False) as file:
            return cls(file["weights"].astype(np.float32), float(file["intercept"]))

    def score(self, features: SentenceFeatures) -> NDArray[np.float64]:
        """Return the probability of each sentence to be worth a check."""
        log_odds = np.full(features.count, self.intercept)
        for group in features.groups:
            log_odds += scaled(group, self.weights[group.place], features.count)
        probability: NDArray[np.float64] = 1 / (1 + np.exp(-np.clip(log_odds, -30, 30)))
        return probability


def scaled(group: Group, values: NDArray[Any], count: int) -> NDArray[np.float64]:
    """Return the sum of a group's values in each of `count` sentences, divided by the length of the vector of its features."""
    features = np.bincount(group.sentence, minlength=count)
    sums: NDArray[np.float64] = np.bincount(group.sentence, values, minlength=count) / np.sqrt(np.maximum(features, 1))
    return sums


@cache
def ranking() -> Ranking:
    """Return the ranking that is shipped."""
    return Ranking.load(WEIGHTS)


def scores(doc: Doc, text: str) -> NDArray[np.float64]:
    """Return the score of each sentence of a parsed text (`text`, the same as `doc.text`), in its order."""
    if not len(doc):
        return np.zeros(0)
    return ranking().score(sentence_features(doc, text))
