"""From the network's scores to whole attributions, in tokens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from copydesk.nlp.attribution.network import ROLES, Scores

_NONE, _CONTENT, _SOURCE, _CUE = (ROLES.index(role) for role in ("none", "content", "source", "cue"))

_SOURCE_GAP = 2
"""Tokens without a role that do not part a source."""

Run = tuple[int, int]
"""Neighbouring tokens: the first, and the one behind the last."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What it takes to be an attribution. Chosen on a tenth of PolNeAR's training part that the network was not trained on."""

    whole: float = 0.26
    """The probability of the cue's head times the mean probability of the content's tokens."""
    none: float = -0.5
    """What is added to the log-probability of having no role: below zero, a token between two roles is more likely to take one."""
    gap: int = 3
    """Tokens without a role that do not part a content."""


@dataclass(frozen=True, slots=True)
class Found:
    """An attribution."""

    content: tuple[Run, ...]
    cue: Run
    source: Run | None
    confidence: float


def decode(scores: Scores, size: int, thresholds: Thresholds) -> list[Found]:
    """Return the attributions of a text of `size` tokens in the order of their cues. No token is in the content of two."""
    found = [one for one in _candidates(scores, thresholds) if one.confidence >= thresholds.whole]
    taken = np.zeros(size, dtype=bool)
    kept: list[Found] = []
    for one in sorted(found, key=lambda one: -one.confidence):
        free = _free(one.content, taken)
        if 2 * _length(free) < _length(one.content):
            continue  # the words are somebody else's
        for start, end in free:
            taken[start:end] = True
        kept.append(one if free == one.content else replace(one, content=free))
    return sorted(kept, key=lambda one: (one.cue, one.content))


def _candidates(scores: Scores, thresholds: Thresholds) -> Iterator[Found]:
    certain = np.exp(scores.roles[:, [_CONTENT, _SOURCE]])
    # Sums over a run are differences of these.
    as_content, as_source = np.concatenate([np.zeros((1, 2)), np.cumsum(certain, axis=0, dtype=np.float64)]).T.tolist()
    for number, pieces in _by_cue(scores, thresholds.none):
        content = _joined([piece for role, piece in pieces if role == _CONTENT], pieces, thresholds.gap)
        if not content:
            continue
        first = int(scores.cells.token[content[0][0]]) - content[0][0]  # what turns this cue's cells into tokens
        head = int(scores.cues[number])
        cues = [_moved(piece, first) for role, piece in pieces if role == _CUE]
        sources = _joined([piece for role, piece in pieces if role == _SOURCE], pieces, _SOURCE_GAP)
        source = max(sources, key=lambda run: as_source[run[1]] - as_source[run[0]], default=None)
        yield Found(
            content=tuple(_moved(run, first) for run in content),
            cue=next((run for run in cues if run[0] <= head < run[1]), (head, head + 1)),
            source=_moved(source, first) if source else None,
            confidence=float(scores.likely[number]) * sum(as_content[end] - as_content[start] for start, end in content) / _length(content),
        )


def _free(runs: Sequence[Run], taken: NDArray[np.bool_]) -> tuple[Run, ...]:
    """Return what is left of the runs without the tokens that are taken."""
    free: list[Run] = []
    for start, end in runs:
        if not taken[start:end].any():
            free.append((start, end))
            continue
        borders = (start + np.flatnonzero(np.diff(taken[start:end], prepend=True, append=True))).tolist()
        free += zip(borders[::2], borders[1::2], strict=True)
    return tuple(free)


def _length(runs: Sequence[Run]) -> int:
    return sum(end - start for start, end in runs)


def _by_cue(scores: Scores, none: float) -> Iterator[tuple[int, list[tuple[int, Run]]]]:
    """Yield for each cue its cells, cut where the likeliest role changes, with these roles."""
    if not len(scores.cues):
        return
    roles = (scores.roles + np.array([none, 0, 0, 0], dtype=np.float32)).argmax(axis=1)
    borders = np.flatnonzero(np.diff(roles + len(ROLES) * scores.cells.cue)) + 1
    first = np.concatenate([[0], borders])
    last = np.concatenate([borders, [len(roles)]])
    pieces = zip(scores.cells.cue[first].tolist(), roles[first].tolist(), first.tolist(), last.tolist(), strict=True)
    for number, group in groupby(pieces, key=itemgetter(0)):
        yield number, [(role, (begin, end)) for _, role, begin, end in group]


def _joined(runs: list[Run], pieces: list[tuple[int, Run]], gap: int) -> list[Run]:
    """Join runs that only one piece without a role, of at most `gap` tokens, keeps apart."""
    bridges = {piece for role, piece in pieces if role == _NONE and piece[1] - piece[0] <= gap}
    joined = runs[:1]
    for run in runs[1:]:
        if (joined[-1][1], run[0]) in bridges:
            joined[-1] = (joined[-1][0], run[1])
        else:
            joined.append(run)
    return joined


def _moved(run: Run, by: int) -> Run:
    return run[0] + by, run[1] + by
