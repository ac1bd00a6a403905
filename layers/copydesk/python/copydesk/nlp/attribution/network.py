"""The attribution network's forward pass, on numpy alone.

Two parts share one reading of the text. The *encoder* is a stack of dilated convolutions that also look along the parse: at each
token's head and at the mean of its children. On top of it the *cue detector* says how likely each token heads a cue, and for each
likely cue the *labeller* gives the tokens around it a role: content, source or cue of that cue. This is how semantic role labelling
finds the arguments of a predicate (He et al. 2017), here with the cue as predicate and a paragraph instead of a sentence.

How the weights were trained, and what they are good and bad at, is told in `docs/models/attribution.md`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from copydesk.nlp.attribution.cells import Cells, cells
from copydesk.nlp.attribution.features import ATTRIBUTES, Floats, Hashes, Ints, TokenFeatures, look_up

ROLES = ("none", "content", "source", "cue")
"""What a token can be to a cue."""

STATES = ("quote", "mark", "edge")
"""The features with a small number of values."""

PAIR_FEATURES = ("distance", "relation", "paragraph", "quote")
"""What is known of a cell beyond its cue and its token."""

DILATIONS = (1, 2, 4, 8)
PAIR_DILATIONS = (1, 2)
"""How far each layer looks to either side, in tokens."""

_KNOWN = "known."
"""Before the names of the vocabularies among the weights."""


@dataclass(frozen=True, slots=True)
class Scores:
    """What the network makes of a text."""

    cues: Ints
    """The tokens that may head a cue."""
    likely: Floats
    """How likely each does."""
    cells: Cells
    roles: Floats
    """The log-probability of each role in each cell."""


class Network:
    """The weights and what to do with them."""

    def __init__(self, weights: Mapping[str, NDArray[Any]]) -> None:
        self._known: dict[str, Hashes] = {name: weights[_KNOWN + name] for name in ATTRIBUTES}
        named = {name: array for name, array in weights.items() if not name.startswith(_KNOWN)}
        self._weights: dict[str, Floats] = {name: array.astype(np.float32) for name, array in named.items()}

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read the weights from an `.npz` file."""
        with np.load(path, allow_pickle=False) as file:
            return cls(dict(file))

    def score(self, features: TokenFeatures, threshold: float) -> Scores:
        """Score a text, and the surroundings of the tokens that head a cue with a probability above `threshold`."""
        hidden = self._encode(features)
        likely = _sigmoid(self._linear("cue", hidden)[:, 0])
        cues = np.flatnonzero(likely > threshold)
        around = cells(features, cues)
        return Scores(cues, likely[cues], around, self._label(features, hidden, cues, around))

    def _encode(self, features: TokenFeatures) -> Floats:
        read = [features.vectors * self._weights["scale"]]
        read += [self._embed(name, look_up(features.keys[name], self._known[name])) for name in ATTRIBUTES]
        read += [self._embed(name, getattr(features, name)) for name in STATES]
        hidden: Floats = _rectified(self._linear("read", np.concatenate(read, axis=1)))
        children = _Children(features.head)
        for layer, dilation in enumerate(DILATIONS):
            normal = self._normalised(f"norms.{layer}", hidden)
            seen = [*_beside(normal, dilation), normal[features.head], children.mean(normal)]
            hidden += _rectified(self._linear(f"mixes.{layer}", np.concatenate(seen, axis=1)))
        return self._normalised("last", hidden)

    def _label(self, features: TokenFeatures, hidden: Floats, cues: Ints, around: Cells) -> Floats:
        state = (hidden[cues] @ self._weights["as_cue.weight"].T)[around.cue]
        state += (hidden @ self._weights["as_token.weight"].T)[around.token]
        for name in PAIR_FEATURES:
            state += self._weights[f"pair.{name}.weight"][getattr(around, name)]
        dependency = look_up(features.keys["dep"], self._known["dep"])
        state += self._weights["pair.argument.weight"][np.where(around.argument < 0, 0, dependency[around.argument] + 1)]
        state = _rectified(state + self._weights["pair_bias"])
        for layer, dilation in enumerate(PAIR_DILATIONS):
            seen = np.concatenate(_beside(state, dilation, around.cue), axis=1)
            state += _rectified(self._linear(f"pair_mixes.{layer}", seen))
        return _log_softmax(self._linear("role", state))

    def _embed(self, name: str, rows: Ints) -> Floats:
        embedded: Floats = self._weights[f"embed.{name}.weight"][rows]
        return embedded

    def _linear(self, name: str, rows: Floats) -> Floats:
        product: Floats = rows @ self._weights[f"{name}.weight"].T
        product += self._weights[f"{name}.bias"]
        return product

    def _normalised(self, name: str, rows: Floats) -> Floats:
        """Layer normalisation (Ba et al. 2016)."""
        centred: Floats = rows - rows.mean(axis=1, keepdims=True)
        variance = np.einsum("ij,ij->i", centred, centred)[:, None] / rows.shape[1]
        centred *= 1 / np.sqrt(variance + 1e-5)
        centred *= self._weights[f"{name}.weight"]
        centred += self._weights[f"{name}.bias"]
        return centred


class _Children:
    """The syntactic children of every token, for means over their rows."""

    def __init__(self, head: Ints) -> None:
        child = np.flatnonzero(head != np.arange(len(head)))
        self._order = child[np.argsort(head[child], kind="stable")]
        self._heads, self._first, counts = np.unique(head[self._order], return_index=True, return_counts=True)
        self._counts = counts[:, None].astype(np.float32)

    def mean(self, rows: Floats) -> Floats:
        """Return the mean of each token's children, zero where it has none."""
        means = np.zeros_like(rows)
        if len(self._heads):
            means[self._heads] = np.add.reduceat(rows[self._order], self._first, axis=0)
            means[self._heads] /= self._counts
        return means


def _beside(rows: Floats, distance: int, groups: Ints | None = None) -> list[Floats]:
    """Return for each row the one `distance` before it, itself, and the one behind; zero beyond the text or the group."""
    before, behind = np.zeros_like(rows), np.zeros_like(rows)
    before[distance:] = rows[:-distance]
    behind[:-distance] = rows[distance:]
    if groups is not None:
        foreign = groups[distance:] != groups[:-distance]
        before[distance:][foreign] = 0
        behind[:-distance][foreign] = 0
    return [before, rows, behind]


def _rectified(rows: Floats) -> Floats:
    """Set what is below zero to zero, in place."""
    np.maximum(rows, 0, out=rows)
    return rows


def _sigmoid(values: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(values, -30, 30))), dtype=np.float32)


def _log_softmax(rows: Floats) -> Floats:
    logs: Floats = rows - rows.max(axis=1, keepdims=True)
    return np.asarray(logs - np.log(np.exp(logs).sum(axis=1, keepdims=True)), dtype=np.float32)
