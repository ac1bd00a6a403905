"""Train the ranking of claims and write its weights: `make train-claims`.

Reads ClaimBuster's training part (`claims/claimbuster.train.jsonl` under `COPYDESK_CORPORA`; Arslan et al. 2020, CC BY 4.0) and parses
it with the pipeline that the ranking stands in. The features are weighted by how much they tell under naive Bayes (Wang, S. and Manning,
C. D. (2012), Baselines and bigrams, ACL) and a logistic regression is fitted to them. A fifth of the debates' stretches is left out
first: on it the average precision is printed and the probabilities are calibrated (Platt 1999). Then all is fitted again. Nothing in it
is left to chance. Needs `requirements/train.in` (SciPy), which nothing else in the project does.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix, diags
from spacy.tokens import Doc

from copydesk.nlp import sentences
from copydesk.nlp.analyser import MODEL
from copydesk.nlp.claims.features import BITS, sentence_features
from copydesk.nlp.claims.ranking import WEIGHTS

STRETCH = 250
"""Sentence numbers of a debate that stay together when a part is left out: neighbours tell of each other."""

FLAT = 0.3
"""The weight of a feature that tells nothing, against 1 for one that tells as much as the mean."""

Floats = NDArray[np.float64]


def read(lines: list[dict[str, Any]]) -> Iterator[Doc]:
    """Parse sentences as the analysis does."""
    nlp = spacy.load(MODEL)
    nlp.add_pipe(sentences.NAME, first=True)
    yield from nlp.pipe((line["text"] for line in lines), batch_size=256)


def design(docs: Iterator[Doc]) -> csr_matrix:
    """Return the features as a matrix with a row for each line: the features of all of a line's sentences together."""
    rows, places, values = [], [], []
    number = -1
    for number, doc in enumerate(docs):
        for group in sentence_features(doc, doc.text).groups:
            place = np.unique(group.place)
            places.append(place)
            rows.append(np.full(len(place), number))
            values.append(np.full(len(place), 1 / np.sqrt(len(place))))
    entries = np.concatenate(values), (np.concatenate(rows), np.concatenate(places))
    return csr_matrix(entries, shape=(number + 1, 1 << BITS))


def informative(matrix: csr_matrix, labels: Floats) -> Floats:
    """Return how much each feature tells: the size of its log-count ratio, with a floor."""
    has = (matrix > 0).astype(np.float64)
    for_it, against = 1 + has.T @ labels, 1 + has.T @ (1 - labels)
    ratio = np.abs(np.log((for_it / for_it.sum()) / (against / against.sum())))
    return np.asarray(FLAT + (1 - FLAT) * ratio / ratio[np.flatnonzero(np.asarray(has.sum(axis=0))[0])].mean())


def fit(matrix: csr_matrix, labels: Floats, strength: float) -> tuple[Floats, float]:
    """Return the weights and the intercept of the regression; `strength` is the cost of an error against that of a weight."""
    factors = informative(matrix, labels)
    scaled = (matrix @ diags(factors)).tocsr()
    turned = scaled.T.tocsr()

    def cost(parameters: Floats) -> tuple[float, Floats]:
        weights, intercept = parameters[:-1], parameters[-1]
        log_odds = scaled @ weights + intercept
        wrong = 1 / (1 + np.exp(-log_odds)) - labels
        value = strength * (np.logaddexp(0, log_odds) - labels * log_odds).sum() + weights @ weights / 2
        return value, np.append(strength * (turned @ wrong) + weights, strength * wrong.sum())

    found = minimize(cost, np.zeros(matrix.shape[1] + 1), jac=True, method="L-BFGS-B", options={"maxiter": 60})
    return found.x[:-1] * factors, float(found.x[-1])


def calibration(log_odds: Floats, labels: Floats) -> tuple[float, float]:
    """Return slope and intercept of the regression of labels on log-odds."""

    def cost(line: Floats) -> float:
        value = line[0] * log_odds + line[1]
        return float((np.logaddexp(0, value) - labels * value).sum())

    slope, intercept = minimize(cost, np.array([1.0, 0.0]), method="Nelder-Mead").x
    return float(slope), float(intercept)


def average_precision(log_odds: Floats, labels: Floats) -> float:
    """Return the mean precision at the places of the right sentences, in per cent."""
    right = labels[np.argsort(-log_odds, kind="stable")]
    precision = np.cumsum(right) / np.arange(1, len(right) + 1)
    return float(100 * precision[right > 0].mean())


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description="Train the ranking of claims.")
    parser.add_argument("--corpora", type=Path, default=Path(os.environ.get("COPYDESK_CORPORA", "../shared/corpora")))
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--strength", type=float, default=1.28, help="the cost of an error against that of a weight")
    options = parser.parse_args()
    with (options.corpora / "claims" / "claimbuster.train.jsonl").open(encoding="utf-8") as file:
        lines = [json.loads(line) for line in file]
    labels = np.array([line["label"] for line in lines], dtype=np.float64)
    aside = np.array([int(line["id"].split("-")[1]) // STRETCH % 5 == 0 for line in lines])
    matrix = design(read(lines))
    weights, intercept = fit(matrix[~aside], labels[~aside], options.strength)
    log_odds = matrix[aside] @ weights + intercept
    print(f"average precision on the part left out: {average_precision(log_odds, labels[aside]):.2f}", flush=True)
    slope, shift = calibration(log_odds, labels[aside])
    print(f"calibration: slope {slope:.3f}, shift {shift:.3f}", flush=True)
    weights, intercept = fit(matrix, labels, options.strength)
    np.savez_compressed(options.out, weights=(slope * weights).astype(np.float16), intercept=np.float32(slope * intercept + shift))


if __name__ == "__main__":
    main()
