"""Documents, pictures and recordings: how they came to be read."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from copydesk.analysis import Severity, Span
from copydesk.checks.lists import lists, pattern
from copydesk.checks.reading import UNNAMED, Reading
from copydesk.checks.rule import NOT_REPORTED, Group, Observation, Options, rule
from copydesk.checks.sourcing.practice import AP_ANONYMITY

_WORDS = "|".join(re.escape(word) for word in sorted(lists("sourcing")["document_words"], key=len, reverse=True))
_SECRECY = "|".join(re.escape(word) for word in lists("sourcing")["secrecy"])
# "leaked Ukrainian defense ministry documents", "a transcript obtained by the Times"
_SECRET = re.compile(rf"(?<!\w)(?:{_SECRECY})\s+(?:[\w’'-]+\s+){{0,4}}?(?:{_WORDS})(?!\w)", re.IGNORECASE)
_OBTAINED = re.compile(
    rf"(?<!\w)(?:{_WORDS})\s+(?:that (?:was|were) |which (?:was|were) )?(?:obtained|seen|reviewed|viewed|examined) by(?!\w)", re.IGNORECASE
)


@rule(
    "document-origin",
    name="A document without its origin",
    group=Group.SOURCING,
    severity=Severity.WARNING,
    explanation="Where a story rests on documents, pictures or recordings that are not public, readers are owed how they were obtained.",
    practice=AP_ANONYMITY,
    bad="Leaked planning documents show that the bridge will cost twice as much.",
    good="Planning documents that a contractor filed with the court show that the bridge will cost twice as much.",
    not_in=NOT_REPORTED,
)
def document_origin(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks private documents by their kind, one finding for each, unless the article says somewhere near how they were obtained."""
    found: dict[str, list[Span]] = defaultdict(list)
    for expression in (pattern("sourcing", "private_documents"), _SECRET, _OBTAINED):
        for span in reading.words(expression):
            if (
                reading.is_quoted(span)
                or _explained(reading, span)
                or any(_overlap(span, other) for spans in found.values() for other in spans)
            ):
                continue
            kind = re.split(r"\s+(?:that |which )?(?:was |were )?(?:obtained|seen|reviewed|viewed|examined) by", span.text)[0]
            found[kind].append(span)
    for kind, spans in found.items():
        yield Observation(
            kind,
            f"How did anybody come by the {kind}? The article does not say.",
            sorted(spans, key=lambda span: span.start),
            "Say from whom and how, as far as the source's protection allows, and who checked that they are genuine.",
        )


def _describes_a_person(reading: Reading, span: Span) -> bool:
    """Whether the document only tells who somebody is: “officials privy to internal memos”."""
    people = [a.source for a in reading.analysis.attributions if a.source and (source := reading.source_of(a)) and source.type in UNNAMED]
    return any(one.part == span.part and one.start <= span.start and span.end <= one.end for one in people)


def _is_evidence(reading: Reading, span: Span) -> bool:
    """Whether the sentence takes something from the document; one that is only talked about needs no origin."""
    return bool(pattern("sourcing", "evidence").search(reading.sentence_text(span)))


def _explained(reading: Reading, span: Span) -> bool:
    """Whether the sentence of a document, or the one before or behind it, says where it comes from."""
    number = reading.sentence_of(span)
    if number is None:
        return True  # A headline need not explain.
    near = range(max(number - 1, 0), min(number + 2, len(reading.sentences)))
    return any(pattern("sourcing", "provenance").search(reading.sentence(one).text) for one in near)


def _overlap(one: Span, other: Span) -> bool:
    return one.part == other.part and one.start < other.end and other.start < one.end


RULES = (document_origin,)
