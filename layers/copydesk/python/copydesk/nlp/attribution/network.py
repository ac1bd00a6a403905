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
        for name in [name for name in self._weights if "mixes." in name and name.endswith(".weight")]:
            self._weights[name] = _side_by_side(self._weights[name])

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
            before, here, behind, head, below = self._products(f"mixes.{layer}", self._normalised(f"norms.{layer}", hidden), 5)
            here += head[features.head]
            children.add_means(here, below)
            hidden += _rectified(_with_neighbours(before, here, behind, dilation))
        return self._normalised("last", hidden)

    def _label(self, features: TokenFeatures, hidden: Floats, cues: Ints, around: Cells) -> Floats:
        state = (hidden[cues] @ self._weights["as_cue.weight"].T)[around.cue]
        state += (hidden @ self._weights["as_token.weight"].T)[around.token]
        for name in PAIR_FEATURES:
            state += self._weights[f"pair.{name}.weight"][getattr(around, name)]
        dependency = look_up(features.keys["dep"], self._known["dep"])
        state += self._weights["pair.argument.weight"][np.where(around.argument < 0, 0, dependency[around.argument] + 1)]
        state = _rectified(state + self._weights["pair_bias"])
        borders = np.flatnonzero(np.diff(around.cue)) + 1
        for layer, dilation in enumerate(PAIR_DILATIONS):
            before, here, behind = self._products(f"pair_mixes.{layer}", state, 3)
            state += _rectified(_with_neighbours(before, here, behind, dilation, borders))
        return _log_softmax(self._linear("role", state))

    def _embed(self, name: str, rows: Ints) -> Floats:
        embedded: Floats = self._weights[f"embed.{name}.weight"][rows]
        return embedded

    def _linear(self, name: str, rows: Floats) -> Floats:
        product: Floats = rows @ self._weights[f"{name}.weight"].T
        product += self._weights[f"{name}.bias"]
        return product

    def _products(self, name: str, rows: Floats, parts: int) -> list[Floats]:
        """Return what a layer makes of each row as a neighbour before, as the row itself with the bias, as one behind and so on.

        The sum of these, each taken from its place, is the layer's product with all these rows side by side, but nothing is copied.
        """
        products = np.split(rows @ self._weights[f"{name}.weight"], parts, axis=1)
        products[1] += self._weights[f"{name}.bias"]
        return products

    def _normalised(self, name: str, rows: Floats) -> Floats:
        """Layer normalisation (Ba et al. 2016)."""
        centred: Floats = rows - rows.mean(axis=1, keepdims=True)
        variance = np.einsum("ij,ij->i", centred, centred)[:, None] / rows.shape[1]
        centred *= 1 / np.sqrt(variance + 1e-5)
        centred *= self._weights[f"{name}.weight"]
        centred += self._weights[f"{name}.bias"]
        return centred


class _Children:
    """The syntactic children of every token, for means over their rows: those that are first children, then the second ones and so on."""

    def __init__(self, head: Ints) -> None:
        child = np.flatnonzero(head != np.arange(len(head)))
        child = child[np.argsort(head[child], kind="stable")]
        heads, first, counts = np.unique(head[child], return_index=True, return_counts=True)
        shares = (1 / counts[:, None]).astype(np.float32)
        self._ranks = [
            (heads[counts > rank], child[first[counts > rank] + rank], shares[counts > rank]) for rank in range(counts.max(initial=0))
        ]

    def add_means(self, rows: Floats, of: Floats) -> None:
        """Add to each row the mean of the children's rows in `of`."""
        for heads, children, shares in self._ranks:
            rows[heads] += of[children] * shares


def _side_by_side(weights: Floats) -> Floats:
    """Turn the weights for rows side by side into those for one product with each row; both are [width, parts · width]."""
    width = len(weights)
    return np.ascontiguousarray(weights.reshape(width, -1, width).transpose(2, 1, 0).reshape(width, -1))


def _with_neighbours(before: Floats, here: Floats, behind: Floats, distance: int, borders: Ints | None = None) -> Floats:
    """Add to each row what the one `distance` before it and the one behind say of it, but not over a border (a group's first row)."""
    if borders is not None:
        for step in range(distance):
            before[np.maximum(borders - 1 - step, 0)] = 0
            behind[np.minimum(borders + step, len(behind) - 1)] = 0
    here[distance:] += before[:-distance]
    here[:-distance] += behind[distance:]
    return here


def _rectified(rows: Floats) -> Floats:
    """Set what is below zero to zero, in place."""
    np.maximum(rows, 0, out=rows)
    return rows


def _sigmoid(values: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(values, -30, 30))), dtype=np.float32)


def _log_softmax(rows: Floats) -> Floats:
    logs: Floats = rows - rows.max(axis=1, keepdims=True)
    return np.asarray(logs - np.log(np.exp(logs).sum(axis=1, keepdims=True)), dtype=np.float32)
