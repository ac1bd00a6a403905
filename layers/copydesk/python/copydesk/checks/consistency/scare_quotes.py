"""A term that the article holds at arm's length in quotation marks and then uses as its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copydesk.analysis import Part, Severity
from copydesk.checks.reading import Reading
from copydesk.checks.rule import NOT_REPORTED, Group, Observation, Options, rule

_WORDS = re.compile(r"\w+(?:[’'\-]\w+)*")
_LONGEST = 80
"""Code points of the longest term; what is longer is speech."""
_MARKS = "“”‘’\"'«»‹›`"


@rule(
    "scare-quotes-dropped",
    name="Scare quotes dropped",
    group=Group.CONSISTENCY,
    severity=Severity.NOTE,
    explanation="A term stands in quotation marks, as somebody else's, and later without them, in the article's own voice.",
    bad="The council calls it a “calming zone”. Ferries may not stop there. The calming zone reaches from the pier to the fish market.",
    good="The council calls it a “calming zone”. Ferries may not stop there. The “calming zone” reaches from the pier to the market.",
    not_in=NOT_REPORTED,
)
def scare_quotes_dropped(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks the places where a term of two to four words that first stood in quotation marks is the article's own."""
    told: set[str] = set()
    lowered = reading.lower[Part.TEXT]
    for one in reading.marked[Part.TEXT]:
        term = reading.text[slice(*one.parts[0])].strip(f"{_MARKS} .,;:!?")
        if len(one.parts) > 1 or len(term) > _LONGEST:
            continue
        words = _WORDS.findall(term)
        # Names and titles in quotation marks are something else, and a single plain word comes back by itself.
        if not 2 <= len(words) <= 4 or term.casefold() in told or any(word[0].isupper() or word[0].isdigit() for word in words):
            continue
        told.add(term.casefold())
        if lowered.find(term.lower(), one.end) < 0:
            continue
        quoted = reading.span(*one.parts[0])
        pattern = re.compile(rf"(?<!\w){re.escape(term)}s?(?!\w)", re.IGNORECASE)
        found = (reading.span(*match.span()) for match in pattern.finditer(reading.text, quoted.end))
        own = [span for span in found if reading.is_own_voice(span) and not reading.is_furniture(span)]
        if own:
            yield Observation(
                term.casefold(),
                f"Whose term is “{term}”? It stands in quotation marks first, and then as the article’s own.",
                [*own, quoted],
                suggestion="Keep the marks, or say whose term it is.",
            )


RULES = (scare_quotes_dropped,)
