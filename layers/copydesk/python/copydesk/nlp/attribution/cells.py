"""The cells that the labeller scores: each likely cue with each token around it.

A cue reaches over its own paragraph and a little beyond, because English news keeps statement, cue and source together.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from copydesk.nlp.attribution.features import Ints, TokenFeatures

_FARTHEST = 24

DISTANCES = 2 * _FARTHEST + 1
"""One for each distance up to ten tokens, then by its logarithm, on either side."""

RELATIONS = 11
"""How the token stands to the cue in the parse, else how far off its sentence is (see `_relation`)."""

PARAGRAPHS = 3
"""In an earlier paragraph, the same or a later one."""

QUOTES = 3
"""Outside of quotations, in the same quotation as the cue, or in another one."""


@dataclass(frozen=True, slots=True)
class Cells:
    """Cells in one row: those of the first cue in the order of the text, then those of the next."""

    cue: Ints
    """The number of the cue."""
    token: Ints
    distance: Ints
    relation: Ints
    argument: Ints
    """The child of the cue under which the token stands in the parse; -1 elsewhere."""
    paragraph: Ints
    quote: Ints

    def __len__(self) -> int:
        return len(self.cue)


@dataclass(frozen=True, slots=True)
class Reach:
    """Tokens before and behind a cue in its own paragraph, and tokens beyond that paragraph."""

    before: int
    behind: int
    beyond_before: int
    beyond_behind: int


READING = Reach(50, 60, 15, 15)
"""A longer quotation is made whole by its marks; on PolNeAR's development part a wider reach finds no more, in twice the time."""

LEARNING = Reach(120, 150, 25, 50)
"""Of the attributions in PolNeAR's training part one in two hundred reaches further."""


def cells(features: TokenFeatures, cues: Ints, reach: Reach = READING) -> Cells:
    """Return the cells of these cues, which are tokens."""
    paragraph = features.paragraph
    first = np.maximum(np.searchsorted(paragraph, paragraph[cues]) - reach.beyond_before, cues - reach.before)
    last = np.minimum(np.searchsorted(paragraph, paragraph[cues], side="right") + reach.beyond_behind, cues + reach.behind)
    first, last = np.maximum(first, 0), np.minimum(last, len(features))
    sizes = last - first
    cue = np.repeat(np.arange(len(cues)), sizes)
    token = np.arange(len(cue)) + np.repeat(first - np.cumsum(sizes) + sizes, sizes)
    anchor = cues[cue]
    quotation = features.quotation
    return Cells(
        cue=cue,
        token=token,
        distance=_distance(token - anchor),
        relation=_relation(features, anchor, token),
        argument=_argument(features, anchor, token),
        paragraph=np.sign(paragraph[token] - paragraph[anchor]) + 1,
        quote=np.where(quotation[token] < 0, 0, np.where(quotation[token] == quotation[anchor], 1, 2)),
    )


def _distance(offset: Ints) -> Ints:
    size = np.abs(offset)
    beyond = 10 + np.floor(3 * np.log2(np.maximum(size, 8) / 8)).astype(np.int64)
    return _FARTHEST + np.sign(offset) * np.minimum(np.where(size <= 10, size, beyond), _FARTHEST)


def _relation(features: TokenFeatures, anchor: Ints, token: Ints) -> Ints:
    head, left, right = features.head, features.left, features.right
    apart = features.sentence[token] - features.sentence[anchor]
    cases = {
        0: token == anchor,
        1: head[token] == anchor,
        2: head[anchor] == token,
        3: (left[anchor] <= token) & (token <= right[anchor]),
        4: (left[token] <= anchor) & (anchor <= right[token]),
        5: head[token] == head[anchor],
        6: apart == 0,
        7: apart == -1,
        8: apart == 1,
        9: apart < 0,
    }
    return np.select(list(cases.values()), list(cases), default=10)


def _argument(features: TokenFeatures, anchor: Ints, token: Ints) -> Ints:
    """Climb from each token under a cue to the child of the cue that it stands under, all tokens at once."""
    found = np.full(len(token), -1, dtype=np.int64)
    under = (features.left[anchor] <= token) & (token <= features.right[anchor]) & (token != anchor)
    climbing = np.flatnonzero(under)
    current, target = token[climbing], anchor[climbing]
    while len(climbing):
        above = features.head[current]
        arrived = above == target
        found[climbing[arrived]] = current[arrived]
        going = ~arrived & (above != current)
        climbing, current, target = climbing[going], above[going], target[going]
    return found
