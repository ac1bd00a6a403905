"""The sentences worth checking: how much each is, what makes it so, who says it, and what would check it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

from copydesk.analysis import Attribution, AttributionType, Claim, Part, Quantity, Range, Source, Span, TimeExpression
from copydesk.identity import Identities
from copydesk.nlp.claims.checking import Evidence, check, kinds
from copydesk.nlp.claims.cues import signs
from copydesk.nlp.claims.ranking import scores
from copydesk.nlp.passages import Passage

LISTED = 0.05
"""The score from which a sentence is listed."""

_LOOKED_UP = 0.5
"""The score from which a quoted sentence is taken for a fact without any other sign."""


_Thing = TypeVar("_Thing", bound=Span)


def claims(
    passages: Iterable[Passage],
    attributions: Sequence[Attribution],
    sources: Sequence[Source],
    quantities: Sequence[Quantity],
    dates: Sequence[TimeExpression],
) -> list[Claim]:
    """Return the sentences of the text that score 0.05 or more, in its order.

    Headlines are not listed: what they claim stands in the text too, or else is a finding.
    """
    said = _Statements(attributions)
    speakers = {source.id: source.name or source.description for source in sources}
    figures, times = _InOrder(quantities), _InOrder(dates)
    identities = Identities()
    found: list[Claim] = []
    for passage in passages:
        if passage.part is not Part.TEXT or not len(passage.doc):
            continue
        told = signs(passage.doc)
        for score, (start, end), signed in zip(scores(passage.doc, passage.text).tolist(), passage.bounds, told, strict=True):
            if start == end or round(score, 4) < LISTED:
                continue
            text, (begin, stop) = passage.text[start:end], (passage.start + start, passage.start + end)
            statement = said.holding((begin, stop))
            evidence = Evidence(
                text=text,
                start=begin,
                words={kind: (sign.form, _words(passage, sign.start, sign.end)) for kind, sign in signed.items()},
                figures=figures.within(begin, stop),
                times=times.within(begin, stop),
                source=speakers.get(statement.source_id) if statement and statement.source_id else None,
                quoted=statement is not None and statement.type is not AttributionType.INDIRECT,
            )
            made_of = kinds(evidence, worth_looking_up=score >= _LOOKED_UP)
            found.append(
                Claim(
                    start=begin,
                    end=stop,
                    text=text,
                    part=Part.TEXT,
                    id=identities.of("claim", text),
                    score=round(score, 4),
                    kinds=made_of,
                    attribution_id=statement.id if statement else None,
                    check=check(made_of, evidence),
                )
            )
    return found


def _words(passage: Passage, start: int, end: int) -> str:
    first, last = passage.doc[start], passage.doc[end - 1]
    return passage.text[first.idx : last.idx + len(last)]


class _InOrder(Generic[_Thing]):
    """Things of the text by where they begin."""

    def __init__(self, things: Iterable[_Thing]) -> None:
        self._things = sorted((thing for thing in things if thing.part is Part.TEXT), key=lambda thing: thing.start)
        self._starts = [thing.start for thing in self._things]

    def within(self, start: int, end: int) -> list[_Thing]:
        """Return those that begin between two offsets."""
        return self._things[bisect_left(self._starts, start) : bisect_left(self._starts, end)]


class _Statements:
    """The statements of the text by the pieces of their contents."""

    def __init__(self, attributions: Iterable[Attribution]) -> None:
        pieces = [(piece, one) for one in attributions for piece in one.content if piece.part is Part.TEXT]
        self._pieces = sorted(pieces, key=lambda pair: pair[0].start)
        self._starts = [piece.start for piece, _ in self._pieces]
        # Statements lie within each other, so a piece that begins far before a sentence may still reach into it.
        self._longest = max((piece.end - piece.start for piece, _ in self._pieces), default=0)

    def holding(self, sentence: Range) -> Attribution | None:
        """Return the statement that holds most of a sentence, and more than half of it; of two alike the one that begins first."""
        start, end = sentence
        first, last = bisect_right(self._starts, start - self._longest), bisect_left(self._starts, end)
        if first == last:
            return None
        shared: dict[str, int] = {}
        near: dict[str, Attribution] = {}
        for piece, one in self._pieces[first:last]:
            if (common := min(piece.end, end) - max(piece.start, start)) > 0:
                shared[one.id] = shared.get(one.id, 0) + common
                near[one.id] = one
        most = max(shared, key=lambda id_: shared[id_], default=None)
        return near[most] if most is not None and 2 * shared[most] > end - start else None
