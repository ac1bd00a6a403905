"""What the finders hand to the rest: a statement in the terms of the parsed text."""

from __future__ import annotations

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


Doc.set_extension("statements", default=())
