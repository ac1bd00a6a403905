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

from copydesk.nlp.attribution.cells import PARAGRAPHS, QUOTES, Cells, cells
from copydesk.nlp.attribution.features import ATTRIBUTES, EDGE_STATES, MARK_STATES, Floats, Hashes, Ints, TokenFeatures, look_up

ROLES = ("none", "content", "source", "cue")
"""What a token can be to a cue."""

STATES = ("quote", "mark", "edge")
"""The features with a small number of values."""

PAIR_FEATURES = ("distance", "relation", "paragraph", "quote")
"""What is known of a cell beyond its cue and its token."""

DILATIONS = (1, 2, 4, 8)
PAIR_DILATIONS = (1, 2)
"""How far each layer looks to either side, in tokens."""

_HEAD, _CHILDREN = 3, 4
"""The parts of a layer's weights for a token's head and for the mean of its children, behind those for its neighbours and itself."""

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
            self._weights[name] = _one_behind_the_other(self._weights[name])
        self._read_vectors, self._read_tables = self._reading()
        quote, mark, edge = (self._read_tables[name] for name in STATES)
        self._states = (quote[:, None, None] + mark[:, None] + edge + self._weights["read.bias"]).reshape(-1, quote.shape[1])
        self._near, self._related = self._pair_tables()

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

    def _reading(self) -> tuple[Floats, dict[str, Floats]]:
        """Multiply the weights of the first layer into the embeddings, so that reading a token is a sum of rows."""
        weights, scale = self._weights["read.weight"].T, self._weights["scale"]
        tables, first = {}, len(scale)
        for name in (*ATTRIBUTES, *STATES):
            embedding = self._weights[f"embed.{name}.weight"]
            tables[name] = embedding @ weights[first : first + embedding.shape[1]]
            first += embedding.shape[1]
        return scale[:, None] * weights[: len(scale)], tables

    def _pair_tables(self) -> tuple[Floats, Floats]:
        """Add up what a cell's features stand for: of its place, and of its relation with the dependency of the argument around it."""
        distance, relation, paragraph, quote = (self._weights[f"pair.{name}.weight"] for name in PAIR_FEATURES)
        width = distance.shape[1]
        near = (distance[:, None, None] + paragraph[:, None] + quote + self._weights["pair_bias"]).reshape(-1, width)
        return near, (relation[:, None] + self._weights["pair.argument.weight"]).reshape(-1, width)

    def _encode(self, features: TokenFeatures) -> Floats:
        hidden: Floats = features.vectors @ self._read_vectors
        for name in ATTRIBUTES:
            hidden += self._read_tables[name].take(look_up(features.keys[name], self._known[name]), axis=0)
        hidden += self._states.take((features.quote * MARK_STATES + features.mark) * EDGE_STATES + features.edge, axis=0)
        _rectified(hidden)
        tree = _Tree(features.head)
        products = np.empty((3, *hidden.shape), dtype=np.float32)
        for layer, dilation in enumerate(DILATIONS):
            weights = self._weights[f"mixes.{layer}.weight"]
            rows = self._normalised(f"norms.{layer}", hidden)
            before, here, behind = self._products(f"mixes.{layer}", rows, products)
            here += (rows.take(tree.heads, axis=0) @ weights[_HEAD]).take(tree.place, axis=0)
            here[tree.heads] += tree.means(rows) @ weights[_CHILDREN]
            hidden += _rectified(_with_neighbours(before, here, behind, dilation))
        return self._normalised("last", hidden)

    def _label(self, features: TokenFeatures, hidden: Floats, cues: Ints, around: Cells) -> Floats:
        dependency = look_up(features.keys["dep"], self._known["dep"])
        argument = np.where(around.argument < 0, 0, dependency[around.argument] + 1)
        place = (around.distance * PARAGRAPHS + around.paragraph) * QUOTES + around.quote
        state: Floats = self._near.take(place, axis=0)
        state += self._related.take(around.relation * len(self._weights["pair.argument.weight"]) + argument, axis=0)
        state += (hidden[cues] @ self._weights["as_cue.weight"].T).take(around.cue, axis=0)
        state += (hidden @ self._weights["as_token.weight"].T).take(around.token, axis=0)
        _rectified(state)
        borders = np.flatnonzero(np.diff(around.cue)) + 1
        products = np.empty((3, *state.shape), dtype=np.float32)
        for layer, dilation in enumerate(PAIR_DILATIONS):
            before, here, behind = self._products(f"pair_mixes.{layer}", state, products)
            state += _rectified(_with_neighbours(before, here, behind, dilation, borders))
        return _log_softmax(self._linear("role", state))

    def _linear(self, name: str, rows: Floats) -> Floats:
        product: Floats = rows @ self._weights[f"{name}.weight"].T
        product += self._weights[f"{name}.bias"]
        return product

    def _products(self, name: str, rows: Floats, out: Floats) -> Floats:
        """Return what a layer makes of each row as a neighbour before, as the row itself with the bias, and as one behind.

        The sum of these, each taken from its place, is the layer's product with these rows side by side, but nothing is copied.
        `out` takes them: the layers of a stack share it, because fresh memory of this size costs as much as a sum over it.
        """
        products: Floats = np.matmul(rows, self._weights[f"{name}.weight"][: len(out)], out=out)
        products[1] += self._weights[f"{name}.bias"]
        return products

    def _normalised(self, name: str, rows: Floats) -> Floats:
        """Layer normalisation (Ba et al. 2016)."""
        width = rows.shape[1]
        centred: Floats = rows - rows @ np.full((width, 1), 1 / width, dtype=np.float32)
        variance = np.einsum("ij,ij->i", centred, centred)[:, None] / width
        centred *= 1 / np.sqrt(variance + 1e-5)
        centred *= self._weights[f"{name}.weight"]
        centred += self._weights[f"{name}.bias"]
        return centred


class _Tree:
    """The parse of a text: its heads, which are fewer than half of the tokens, and the means over the rows of their children."""

    def __init__(self, head: Ints) -> None:
        self.heads, self.place = np.unique(head, return_inverse=True)
        """The tokens that are a head (a root is its own), and for each token the number of its head among them."""
        child = np.flatnonzero(head != np.arange(len(head)))
        child = child[np.argsort(head[child], kind="stable")]
        above = self.place[child]
        counts = np.bincount(above, minlength=len(self.heads))
        self._shares = (1 / np.maximum(counts, 1)).astype(np.float32)[:, None]
        # First children, second children and so on: no head twice in one of these.
        rank = np.arange(len(child)) - (np.cumsum(counts) - counts)[above]
        self._ranks = [(above[rank == one], child[rank == one]) for one in range(counts.max(initial=0))]

    def means(self, rows: Floats) -> Floats:
        """Return the mean of the children's rows for each head; zero for a root without any."""
        means = np.zeros((len(self.heads), rows.shape[1]), dtype=np.float32)
        for heads, children in self._ranks:
            means[heads] += rows.take(children, axis=0)
        means *= self._shares
        return means


def _one_behind_the_other(weights: Floats) -> Floats:
    """Turn the weights for rows side by side, [width, parts · width], into those for each of these rows, [parts, width, width]."""
    width = len(weights)
    return np.ascontiguousarray(weights.reshape(width, -1, width).transpose(1, 2, 0))


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
