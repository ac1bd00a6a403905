"""What has grown together: paragraphs without the blank line that all others have, sentences without a space between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from copydesk.analysis import Range, Severity, Span
from copydesk.checks.reading import Reading
from copydesk.checks.rule import Group, Observation, Options, rule

_FIRST = "The harbour office in Varn reopened on Monday after the flood."
_SECOND = "Two ferries sailed before noon with every seat taken."
_THIRD = "The council wants a new pier and will vote on it in May."
_FOURTH = "It would be built of stone, the mayor’s office said."

_BREAK = re.compile(r"\r\n|[\n\r\u2028\u2029]")
_ENDS = re.compile(r"[.!?…][\"”’')\]]*$")
_BEGINS = re.compile(r"[\"“‘']?[A-Z]")
_WORDS = re.compile(r"\S+(?:\s+\S+){0,2}")
_SHORTEST = 50
"""Code points of the shortest paragraph that counts: what is shorter is a line of a list, a verse or a label."""


@rule(
    "paragraphs-glued",
    name="Glued paragraphs",
    group=Group.CONSISTENCY,
    severity=Severity.WARNING,
    explanation="All other paragraphs are set apart by a blank line; where it is missing, two run together on many pages.",
    bad=f"{_FIRST}\n\n{_SECOND}\n{_THIRD}\n\n{_FOURTH}\n\n{_FIRST.replace('Monday', 'Sunday')}",
    good=f"{_FIRST}\n{_SECOND}\n{_THIRD}\n{_FOURTH}",
)
def paragraphs_glued(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks the beginning of each paragraph that one line break sets apart in a text where blank lines do."""
    gaps = [(one, other) for one, other in pairwise(reading.paragraphs) if not reading.is_furnished(one[0])]
    glued = [other for one, other in gaps if len(_BREAK.findall(reading.text, one[1], other[0])) == 1]
    if not glued or len(gaps) - len(glued) < 3 or len(glued) > 0.4 * len(gaps):
        return
    before = {other: one for one, other in gaps}
    places = [_first_words(reading, other) for other in glued if _is_whole(reading, before[other]) and _is_whole(reading, other)]
    # Where most of the single breaks stand at lines of lists, they are the list's.
    if 2 * len(places) >= len(glued) and places:
        yield Observation(
            "paragraphs",
            "Is a blank line missing here? All other paragraphs have one before them.",
            places,
            suggestion="Put the blank line in.",
        )


def _is_whole(reading: Reading, paragraph: Range) -> bool:
    text = reading.text[slice(*paragraph)]
    return len(text) >= _SHORTEST and bool(_ENDS.search(text)) and bool(_BEGINS.match(text))


def _first_words(reading: Reading, paragraph: Range) -> Span:
    found = _WORDS.match(reading.text, *paragraph)
    return reading.span(*found.span()) if found else reading.span(*paragraph)


_TIGHT = re.compile(r"[,.!?](?<=[a-z].)(?:(?<!,)”?[A-Z]|”[a-z]{2}|(?<=,)[a-z]{3})")
"""What may be the place of a missing space: found by its middle, which is rare; the words around it are read then."""
_BEFORE = re.compile(r"[\w@/.’'\-]+$")
_AFTER = re.compile(r"[\w@/’'\-.]*")
_PLAIN = re.compile(r"[A-Z]?[a-z’'\-]+")
_DOMAINS = frozenset({"Com", "Org", "Net", "Gov", "Edu", "Uk", "Co", "Io", "Tv", "Js", "Info", "News"})
_SHORTENED = frozenset({"No", "Mr", "Mrs", "Ms", "Dr", "St", "Gen", "Lt", "Col", "Sgt", "Rep", "Sen", "Gov", "vs"})


@rule(
    "space-missing",
    name="Missing space",
    group=Group.CONSISTENCY,
    severity=Severity.WARNING,
    explanation="Two sentences, or a quotation and what follows it, stand together without a space.",
    bad="The harbour office reopened.Two ferries sailed before noon.",
    good="The harbour office reopened. The U.S.-built ferry of Varn.Com sailed before noon, at 11.30, with No.5 on the bow.",
)
def space_missing(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks a full stop, comma or closing mark with a word right behind it. Addresses, initials and figures are left alone."""
    places = [span for span in (_joined(reading, found) for found in _TIGHT.finditer(reading.text)) if span]
    if places:
        yield Observation("spaces", "Is a space missing here?", places, suggestion="Put it in.")


def _joined(reading: Reading, found: re.Match[str]) -> Span | None:
    """The two words with the mark between them, where both are plain words."""
    text = reading.text
    mark = next(place for place in range(found.start(), found.end()) if text[place].isalpha())
    before = _BEFORE.search(text, max(0, found.start() - 40), found.start())
    after = _AFTER.match(text, mark)
    if before is None or after is None:
        return None
    first, second = before[0], after[0].rstrip(".")
    if not _PLAIN.fullmatch(first) or not _PLAIN.fullmatch(second) or second in _DOMAINS or first in _SHORTENED:
        return None
    span = reading.span(before.start(), mark + len(second))
    return None if reading.is_quoted(span) and _POSTED.search(text, max(0, span.start - _AROUND), span.end + _AROUND) else span


_POSTED = re.compile(r"\b(?:re)?tweet(?:s|ed|ing)?\b|\b(?:Twitter|Facebook|Instagram|Snapchat)\b|\bposted\b", re.IGNORECASE)
"""What is quoted from where people write as they please, letter for letter."""
_AROUND = 200


RULES = (paragraphs_glued, space_missing)
