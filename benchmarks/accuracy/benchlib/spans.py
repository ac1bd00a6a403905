"""Spans, words, one-to-one matching and quotation marks.

A span is ``(start, end)`` in Unicode code points, half open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from .io import Json, Pairs

Span = tuple[int, int]

_WORD = re.compile(r"\w+")
_LEADING = re.compile(r"(?:[\s\"'“”‘’(\[]+|(?:the|a|an)\s+)+", re.IGNORECASE)
_TRAILING = re.compile(r"(?:['’]s|[\s\"'“”‘’)\],;:]+)+$", re.IGNORECASE)


def read_span(item: Json | None, text: str | None, pairs: Pairs) -> Span | None:
    """Return the span of a predicted ``{"start", "end", "text"}`` object.

    Unusable offsets give ``None`` and a warning; a ``text`` that is not what
    stands at those offsets gives a warning only (the offsets count).  Without
    the article's text neither its length nor its words are checked.
    """
    if not isinstance(item, dict):
        return None
    start, end = item.get("start"), item.get("end")
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end):
        pairs.warn("predicted spans with unusable offsets")
        return None
    if text is None:
        return start, end
    if end > len(text):
        pairs.warn("predicted spans with unusable offsets")
        return None
    if isinstance(item.get("text"), str) and item["text"] != text[start:end]:
        pairs.warn("predicted spans whose text differs from the article at their offsets")
    return start, end


def read_spans(items: Iterable[Json], text: str, pairs: Pairs) -> list[Span]:
    """Return the usable spans of several predicted objects."""
    return [span for item in items if (span := read_span(item, text, pairs)) is not None]


def gold_spans(raw: Sequence[Sequence[int]]) -> list[Span]:
    """Return gold ``[[start, end], ...]`` as spans."""
    return [(start, end) for start, end in raw]


def words(text: str) -> list[Span]:
    """Return the spans of the words (runs of letters, digits, underscore)."""
    return [match.span() for match in _WORD.finditer(text)]


def words_inside(all_words: Sequence[Span], spans: Iterable[Span]) -> frozenset[int]:
    """Return the indexes of the words that lie wholly inside one of the spans."""
    inside: set[int] = set()
    for start, end in spans:
        inside.update(i for i, (a, b) in enumerate(all_words) if a >= start and b <= end)
    return frozenset(inside)


def overlap(one: Span, other: Span) -> int:
    """Return how many characters two spans share."""
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def jaccard(one: Span, other: Span) -> float:
    """Return shared characters over covered characters."""
    shared = overlap(one, other)
    return shared / (one[1] - one[0] + other[1] - other[0] - shared) if shared else 0.0


def touches(span: Span, others: Iterable[Span]) -> bool:
    """Say whether a span shares a character with any of the others."""
    return any(overlap(span, other) for other in others)


def trim_name(span: Span, text: str) -> Span:
    """Return the span without leading articles and quotes and trailing 's.

    Corpora and tools differ on whether ``the United Nations`` or
    ``Iraq's`` belongs to the name; both sides are trimmed before comparison.
    """
    start, end = span
    surface = text[start:end]
    lead = _LEADING.match(surface)
    if lead and lead.end() < len(surface):
        start += lead.end()
    trail = _TRAILING.search(text[start:end])
    if trail and trail.start() > 0:
        end = start + trail.start()
    return start, end


def match_one_to_one(scores: Iterable[tuple[float, int, int]]) -> dict[int, int]:
    """Match gold to predicted items greedily, best score first.

    ``scores`` holds ``(score, gold index, predicted index)``.  Ties go to the
    higher indexes, so the outcome does not depend on the order given.
    Returns ``{gold index: predicted index}``.
    """
    matched: dict[int, int] = {}
    taken: set[int] = set()
    for _, gold, predicted in sorted(scores, reverse=True):
        if gold not in matched and predicted not in taken:
            matched[gold] = predicted
            taken.add(predicted)
    return matched


def match_overlapping(gold: Sequence[Span], predicted: Sequence[Span]) -> dict[int, int]:
    """Match spans one to one by the largest character Jaccard above zero."""
    return match_one_to_one(
        (score, i, j) for i, one in enumerate(gold) for j, other in enumerate(predicted) if (score := jaccard(one, other)) > 0
    )


_PARAGRAPH = re.compile(r"[^\n]+")
_MARK = re.compile(r"[“”\"]|''|``")
_SINGLE = re.compile(r"(?<!\w)‘(?=\w)[^\n‘]{1,300}?(?<=[\w.,!?…—])’(?!\w)")


def quoted_regions(text: str) -> list[Span]:
    """Return the stretches of a text that stand in quotation marks.

    Double marks of any style, paired within a paragraph; a mark left open
    runs to the paragraph's end (the usual practice where a quotation goes on
    in the next paragraph).  Curly single marks around at least one word also
    count; straight single marks do not (they are mostly apostrophes).
    """
    regions: list[Span] = [match.span() for match in _SINGLE.finditer(text)]
    for paragraph in _PARAGRAPH.finditer(text):
        opened: int | None = None
        for mark in _MARK.finditer(text, *paragraph.span()):
            symbol = mark.group()
            if opened is None:
                if symbol != "”":
                    opened = mark.start()
            elif symbol not in ("“", "``"):
                regions.append((opened, mark.end()))
                opened = None
        if opened is not None:
            regions.append((opened, paragraph.end()))
    return regions
