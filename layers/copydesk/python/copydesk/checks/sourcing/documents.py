"""Documents, pictures and recordings: how they came to be read."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from copydesk.analysis import Severity, SourceType, Span
from copydesk.checks.lists import entries, holds, phrases
from copydesk.checks.reading import UNNAMED, Reading
from copydesk.checks.rule import NOT_REPORTED, Group, Observation, Options, rule
from copydesk.checks.sourcing.practice import AP_ANONYMITY

_DOCUMENTS = entries("sourcing", "document_words")
_DOCUMENT = phrases(_DOCUMENTS).pattern
# "leaked Ukrainian defense ministry documents", "a transcript obtained by the Times"
_SECRECY = entries("sourcing", "secrecy")
# Between the two stands what they are of, and neither what they hold ("classified information in the emails") nor how many.
_NOT_OF = r"(?!(?:in|on|of|from|to|about|and|the|information|materials?|\d+)\b)"
_SECRET = re.compile(rf"{phrases(_SECRECY).pattern}\s+(?:{_NOT_OF}[\w’'-]+\s+){{0,4}}?{_DOCUMENT}")
_BY_THE_PAPER = ("obtained", "seen", "reviewed", "viewed", "examined")
_OBTAINED = re.compile(rf"{_DOCUMENT}\s+(?:that (?:was|were) |which (?:was|were) )?(?:{'|'.join(_BY_THE_PAPER)}) by(?!\w)")


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
    documents = reading.may_have(_DOCUMENTS)
    obtained = reading.phrases(_OBTAINED) if documents and reading.may_have(_BY_THE_PAPER) else []
    secret = reading.phrases(_SECRET) if documents and reading.may_have(_SECRECY) else []
    for spans in (reading.listed(entries("sourcing", "private_documents")), secret, obtained):
        for span in spans:
            if (
                reading.is_quoted(span)
                or _describes_a_person(reading, span)
                or not _is_evidence(reading, span)
                or _explained(reading, span)
                or any(_overlap(span, other) for others in found.values() for other in others)
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


_WHICH = re.compile(
    r"^(?:an?|one|another|some|several|many|two|three|recent|various|new|earlier)?\s*(?:(?:recent|new|earlier|different|scientific|previous)\s+)*"
    r"(?:stud(?:y|ies)|reports?|research|polls?|surveys?|documents?|records|statistics|data|figures|analys[ie]s|estimates?)$",
    re.IGNORECASE,
)


@rule(
    "which-document",
    name="A study or report without a name",
    group=Group.SOURCING,
    severity=Severity.NOTE,
    explanation="Readers cannot look up “a study” or “reports”. Who made it, and when?",
    practice=AP_ANONYMITY,
    bad="A recent study found that the quay moves by two centimetres a year.",
    good="A study by the University of Varn found that the quay moves by two centimetres a year.",
    not_in=NOT_REPORTED,
)
def which_document(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks documents and data that are sources and are never called anything but “a study”, “reports” and the like."""
    for source in reading.analysis.sources:
        places = reading.places_of(source)
        named = source.name or any(not _WHICH.match(span.text.strip(" ,.")) for span in places)
        if source.type in (SourceType.DOCUMENT, SourceType.DATA) and places and not named:
            called = source.description or places[0].text
            yield Observation(called, f"Which one? “{called}” cannot be looked up.", places, "Say who made it, and when.")


def _describes_a_person(reading: Reading, span: Span) -> bool:
    """Whether the document only tells who somebody is: “officials privy to internal memos”."""
    people = [a.source for a in reading.analysis.attributions if a.source and (source := reading.source_of(a)) and source.type in UNNAMED]
    return any(one.part == span.part and one.start <= span.start and span.end <= one.end for one in people)


def _is_evidence(reading: Reading, span: Span) -> bool:
    """Whether the sentence takes something from the document; one that is only talked about needs no origin."""
    return holds("sourcing", "evidence", reading.sentence_text(span))


def _explained(reading: Reading, span: Span) -> bool:
    """Whether the sentence of a document, or the one before or behind it, says where it comes from."""
    number = reading.sentence_of(span)
    if number is None:
        return True  # A headline need not explain.
    near = range(max(number - 1, 0), min(number + 2, len(reading.sentences)))
    return any(holds("sourcing", "provenance", reading.sentence(one).text) for one in near)


def _overlap(one: Span, other: Span) -> bool:
    return one.part == other.part and one.start < other.end and other.start < one.end


RULES = (document_origin, which_document)
