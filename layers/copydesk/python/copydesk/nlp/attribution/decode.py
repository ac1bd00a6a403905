"""From the network's scores to whole attributions, in tokens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

import numpy as np

from copydesk.nlp.attribution.features import Ints
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


@dataclass(frozen=True, slots=True)
class _Candidate:
    content: Ints
    cue: Run
    source: Run | None
    confidence: float


def decode(scores: Scores, size: int, thresholds: Thresholds) -> list[Found]:
    """Return the attributions of a text of `size` tokens in the order of their cues. No token is in the content of two."""
    found = [one for one in _candidates(scores, thresholds) if one.confidence >= thresholds.whole]
    taken = np.zeros(size, dtype=bool)
    kept: list[Found] = []
    for one in sorted(found, key=lambda one: -one.confidence):
        free = one.content[~taken[one.content]]
        if 2 * len(free) < len(one.content):
            continue  # the words are somebody else's
        taken[free] = True
        kept.append(Found(_runs_of(free), one.cue, one.source, one.confidence))
    return sorted(kept, key=lambda one: (one.cue, one.content))


def _candidates(scores: Scores, thresholds: Thresholds) -> Iterator[_Candidate]:
    certain = np.exp(scores.roles)
    for number, pieces in _by_cue(scores, thresholds.none):
        content = _joined([piece for role, piece in pieces if role == _CONTENT], pieces, thresholds.gap)
        if not content:
            continue
        inside = np.concatenate([np.arange(*run) for run in content])
        first = int(scores.cells.token[inside[0]] - inside[0])  # what turns this cue's cells into tokens
        head = int(scores.cues[number])
        cues = [_moved(piece, first) for role, piece in pieces if role == _CUE]
        sources = _joined([piece for role, piece in pieces if role == _SOURCE], pieces, _SOURCE_GAP)
        source = max(sources, key=lambda run: float(certain[run[0] : run[1], _SOURCE].sum()), default=None)
        yield _Candidate(
            content=inside + first,
            cue=next((run for run in cues if run[0] <= head < run[1]), (head, head + 1)),
            source=_moved(source, first) if source else None,
            confidence=float(scores.likely[number] * certain[inside, _CONTENT].mean()),
        )


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


def _runs_of(tokens: Ints) -> tuple[Run, ...]:
    """Return the unbroken runs of ascending tokens."""
    borders = np.flatnonzero(np.diff(tokens) > 1)
    first, last = [int(tokens[0]), *tokens[borders + 1].tolist()], [*tokens[borders].tolist(), int(tokens[-1])]
    return tuple((start, end + 1) for start, end in zip(first, last, strict=True))


def _moved(run: Run, by: int) -> Run:
    return run[0] + by, run[1] + by
