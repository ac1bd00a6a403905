"""Whose words they are: the paper's, somebody's that it reports, or a name's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from copydesk.analysis import Attribution, AttributionType, Entity, EntityType, Part, Span, WordingCategory
from copydesk.nlp.passages import Passage
from copydesk.nlp.wording.terms import Match

_QUOTED = 1
_REPORTED = 2
_NAME = 4
_MARKED = {mark: bytes(one | mark for one in range(256)) for mark in (_QUOTED, _REPORTED, _NAME)}
"""For each mark a table for `bytes.translate` that adds it."""

_SURE = 0.6
"""Of less sure attributions most are statements of the paper (their wording is loaded more often than that of its own sentences)."""

_THE_WRITER = frozenset({"i", "me", "we", "us", "you", "one"})

_NAMES_NOT_LABELS = frozenset(EntityType) - {EntityType.NORP}
"""A group's name may be a label that somebody gave it ("Islamists"); all others are only what a thing is called."""


@dataclass(frozen=True, slots=True)
class PassageVoice:
    """Whose the characters of one passage are."""

    passage: Passage
    marks: bytes

    def is_own(self, match: Match) -> bool:
        """Say whether a term stands in the paper's own voice."""
        start, end = match.characters(self.passage.doc)
        marks = set(self.marks[start:end])
        if any(mark & _QUOTED for mark in marks):
            return False
        if all(mark & _NAME for mark in marks):
            return False
        return match.term.category is WordingCategory.ONE_SIDED or not any(mark & _REPORTED for mark in marks)


class Voice:
    """Whose the words of an article are."""

    def __init__(self, passages: Sequence[Passage], attributions: Sequence[Attribution], named: Sequence[Entity]) -> None:
        length = max((passage.start + len(passage.text) for passage in passages), default=0)
        self._marks = {part: bytearray(length) for part in Part}
        for attribution in filter(_is_somebody_elses, attributions):
            for span in attribution.content:
                self._mark(span, _REPORTED)
        for entity in named:
            if entity.type in _NAMES_NOT_LABELS:
                for span in entity.mentions:
                    self._mark(span, _NAME)

    def of(self, passage: Passage) -> PassageVoice:
        """Return whose the words of a passage are."""
        marks = self._marks[passage.part][passage.start : passage.start + len(passage.text)]
        for quotation in passage.quotations:
            for start, end in quotation.parts:
                marks[start:end] = marks[start:end].translate(_MARKED[_QUOTED])
        return PassageVoice(passage, bytes(marks))

    def _mark(self, span: Span, mark: int) -> None:
        marks = self._marks[span.part]
        marks[span.start : span.end] = marks[span.start : span.end].translate(_MARKED[mark])


def _is_somebody_elses(attribution: Attribution) -> bool:
    """Say whether an attribution hands its words to somebody: what nobody is said to have said, the paper says."""
    if attribution.confidence < _SURE:
        return False
    if attribution.source is None:
        return attribution.type is not AttributionType.INDIRECT
    return attribution.source.text.lower() not in _THE_WRITER
