"""What the finders hand to the rest: a statement in the terms of the parsed text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span

from copydesk.analysis import AttributionType, Range


@dataclass(frozen=True, slots=True)
class Statement:
    """Some words that are handed to a source; `content` in characters of the Doc, quotation marks included."""

    type: AttributionType
    content: tuple[Range, ...]
    cue: Span | None
    source: Span | None
    confidence: float

    @property
    def is_marked(self) -> bool:
        """Whether a mark alone hands the words to their source, as in "…" – Ortega and in ORTEGA: … (a transcript)."""
        return self.source is not None and (self.cue is None or not any(map(str.isalnum, self.cue.text)))


def shared(parts: Sequence[Range], others: Sequence[Range]) -> int:
    """Return how many characters are in both; both are in the order of the text."""
    if not parts or not others or parts[-1][1] <= others[0][0] or others[-1][1] <= parts[0][0]:
        return 0
    return sum(max(0, min(one[1], other[1]) - max(one[0], other[0])) for one in parts for other in others)


def length(parts: Iterable[Range]) -> int:
    """Return the number of characters."""
    return sum(end - start for start, end in parts)


Doc.set_extension("statements", default=())
