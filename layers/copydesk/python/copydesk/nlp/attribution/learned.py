"""Who says what, as learned from annotated news: direct, indirect and mixed statements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Span

from copydesk.analysis import AttributionType, Range
from copydesk.nlp.attribution.borders import mended
from copydesk.nlp.attribution.decode import Found, Run, Thresholds, decode
from copydesk.nlp.attribution.features import token_features
from copydesk.nlp.attribution.network import Network
from copydesk.nlp.attribution.statement import Statement
from copydesk.nlp.quotations import Quotation

WEIGHTS = Path(__file__).parent.parent / "data" / "attribution.npz"

_SET_OFF = " \t\n\r\v\f\xa0,;:—–-"
"""What may stand between a statement and its cue, and belongs to neither."""

_LONGEST_NAME = 5
_OUT_OF = frozenset({"both", "each", "few", "half", "many", "most", "none", "one", "several", "some", "three", "two"})
"""Words that take some out of those whom a phrase names."""


@cache
def network() -> Network:
    """Return the network that is shipped."""
    return Network.load(WEIGHTS)


def learned_statements(doc: Doc, text: str, quotations: Sequence[Quotation], thresholds: Thresholds | None = None) -> list[Statement]:
    """Return the statements of a parsed text, which has these quotations, in the order of their cues."""
    if not len(doc) or not doc.tensor.size:
        return []
    chosen = thresholds or Thresholds()
    features = token_features(doc, text, quotations)
    found = decode(network().score(features, chosen.whole), len(doc), chosen)
    words = doc.to_array(["IS_ALPHA", "LIKE_NUM"]).any(axis=1)
    marks = _Marks(words & (features.quotation >= 0), words & (features.quotation < 0))
    return [statement for one in found if (statement := _statement(doc, text, mended(doc, one), marks))]


def _statement(doc: Doc, text: str, found: Found, marks: _Marks) -> Statement | None:
    whole = _whole_name(doc, found.source) if found.source else None
    content = tuple(part for run in _without(found.content, whole) if (part := _characters(doc, text, run)))
    if not content:
        return None
    source = _words(doc, whole) if whole else None
    return Statement(marks.type(found.content), content, _words(doc, found.cue), source, round(min(found.confidence, 1.0), 2))


def _without(content: Iterable[Run], source: Run | None) -> Iterator[Run]:
    """Yield the content but for what belongs to the source."""
    for start, end in content:
        for piece in ((start, min(end, source[0])), (max(start, source[1]), end)) if source else ((start, end),):
            if piece[0] < piece[1]:
                yield piece


def _characters(doc: Doc, text: str, run: Run) -> Range | None:
    """Return a run in characters, without the commas, dashes and white space around it."""
    start, end = doc[run[0]].idx, doc[run[1] - 1].idx + len(doc[run[1] - 1])
    words = text[start:end]
    start, end = start + len(words) - len(words.lstrip(_SET_OFF)), end - len(words) + len(words.rstrip(_SET_OFF))
    return (start, end) if any(map(str.isalnum, text[start:end])) else None


def _whole_name(doc: Doc, run: Run) -> Run:
    """Let a source that is a part of its phrase be whole.

    "Commissioner" of "Commissioner Ortega", "a port" of "a port official", "her advisers" of "one of her advisers"; and of what is said of
    somebody ("who was not authorized to speak") who that is.
    """
    root = doc[run[0] : run[1]].root
    while root.pos_ in ("VERB", "AUX", "PART") and root.dep_ in ("xcomp", "conj", "aux", "acomp"):
        root = root.head
    if root.pos_ in ("VERB", "AUX", "ADJ") and root.dep_ in ("relcl", "acl") and root.head.pos_ in ("NOUN", "PROPN"):
        return root.head.left_edge.i, root.head.i + 1
    first, last = doc[run[0]], doc[run[1] - 1]
    start, end = run
    if first.lower_ == "that" and first.tag_ in ("IN", "WDT") and end > start + 1:
        start += 1  # it only opens the clause in which they speak
    elif first.lower_ == "of" and first.head.i == start - 1:
        start -= 1
    elif start > 1 and doc[start - 1].lower_ == "of" and doc[start - 2].lower_ in _OUT_OF:
        start -= 2
    name = last.head
    if last.dep_ == "compound" and name.pos_ in ("PROPN", "NOUN") and end <= name.i < end + _LONGEST_NAME:
        end = name.i + 1
    return start, end


def _words(doc: Doc, run: Run) -> Span | None:
    """Return a run as a span that begins and ends with a word."""
    first, last = run
    while first < last and _is_beside(doc, first):
        first += 1
    while last > first and _is_beside(doc, last - 1):
        last -= 1
    return doc[first:last] if first < last else None


def _is_beside(doc: Doc, index: int) -> bool:
    return not doc[index].text.strip(_SET_OFF)


@dataclass(frozen=True, slots=True)
class _Marks:
    """Which tokens are words in quotation marks, and which are words outside of them."""

    inside: NDArray[np.bool_]
    outside: NDArray[np.bool_]

    def type(self, content: Iterable[Run]) -> AttributionType:
        """Direct where all words stand in quotation marks, mixed where only some do."""
        runs = [slice(*run) for run in content]
        if not any(self.inside[run].any() for run in runs):
            return AttributionType.INDIRECT
        return AttributionType.MIXED if any(self.outside[run].any() for run in runs) else AttributionType.DIRECT
