"""The turns of a transcript or an interview: paragraphs that begin with who speaks, as in «ORTEGA: The pier is safe.» or «Q: Is it?»."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from copydesk.analysis import AttributionType, Range
from copydesk.nlp.attribution.statement import Statement
from copydesk.nlp.windows import paragraphs

_LABEL = re.compile(r"[\"“”'‘]?\s*(?P<speaker>[^\W\d_][\w.'’-]*(?:[ \xa0][^\W\d_][\w.'’-]*){0,3})(?P<mark>:)\s+(?=\S)")
_SPOKEN = re.compile(r"[.!?…—–-][\"”’')\]]*\Z")
"""How a turn ends. A line of a table ("Turnout: 54 per cent") does not."""

_ASIDE = re.compile(r"[\"“”'‘]?\s*[(\[]")
"""How a paragraph begins that nobody speaks: «(Crosstalk.)»."""

_FEWEST = 3
_CONFIDENCE = 0.9


@dataclass(frozen=True, slots=True)
class _Turn:
    speaker: Range
    mark: Range
    content: list[Range]


def turns(doc: Doc, text: str) -> list[Statement]:
    """Return each turn as a statement; none where the text is no transcript.

    It is one where at least three paragraphs begin with a label, of two speakers of whom one comes back.
    """
    found = list(_turns(text, paragraphs(text)))
    speakers = Counter(text[slice(*turn.speaker)] for turn in found)
    if len(found) < _FEWEST or len(speakers) < 2 or len(speakers) == len(found):
        return []
    begins: list[int] = doc.to_array("IDX").tolist()

    def tokens(span: Range) -> slice:
        return slice(max(bisect_right(begins, span[0]) - 1, 0), bisect_left(begins, span[1]))

    return [
        Statement(AttributionType.DIRECT, tuple(turn.content), doc[tokens(turn.mark)], doc[tokens(turn.speaker)], _CONFIDENCE)
        for turn in found
    ]


def _turns(text: str, lines: Sequence[Range]) -> Iterator[_Turn]:
    """Yield the paragraphs with a label, and with each those without one that stand before the next speaker's."""
    current: _Turn | None = None
    unsure: list[Range] = []  # they belong to the speaker before them only if another turn follows
    for start, end in lines:
        label = _LABEL.match(text, start, end)
        if label and _is_speaker(label["speaker"]) and _SPOKEN.search(text, label.end(), end):
            if current is not None:
                current.content.extend(unsure)
                yield current
            current = _Turn(label.span("speaker"), label.span("mark"), [(label.end(), end)])
            unsure = []
        elif current is not None and not _ASIDE.match(text, start, end):
            unsure.append((start, end))
    if current is not None:
        yield current


def _is_speaker(label: str) -> bool:
    """Say whether a label is written as a name is: «Q», «ORTEGA», «Maria Ortega»."""
    return all(word[0].isupper() for word in label.split())
