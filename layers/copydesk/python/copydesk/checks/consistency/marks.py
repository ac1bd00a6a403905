"""Marks that come in pairs, words set twice, and signs that were garbled on the way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from copydesk.analysis import Part, Range, Severity, Span
from copydesk.checks.reading import Reading
from copydesk.checks.rule import Group, Observation, Options, rule

_AROUND = re.compile(r"\S+(?:[ \xa0]\S+){0,2}")


@rule(
    "quotation-open",
    name="Quotation left open",
    group=Group.CONSISTENCY,
    severity=Severity.WARNING,
    explanation="A quotation mark opens and none closes: the reader cannot tell where the quoted words end and the paper's begin.",
    bad="“The pier is safe, said Ida Marr, who runs the harbour office. The council will look at it in May.",
    good="“The pier is safe,” said Ida Marr.\n\n“We looked at it.\n\n“It will stand,” she said of the skippers’ pier, built in the ’90s.",
)
def quotation_open(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks an opening mark that no mark closes, in its paragraph or, as print has it, in one that goes on with the quotation."""
    left_open = [one for one in reading.marked[Part.TEXT] if not (one.closed or one.depth or one.family == "single")]
    places = [_first_words(reading, one.parts[-1]) for one in left_open]
    told = [place for place in places if not reading.is_furniture(place)]
    exported = [place for place in told if _EXPORTED.match(reading.text, place.start)]
    if exported:
        message = "Is this paragraph a field of an exported table? It stands in marks, and the marks within it are doubled."
        yield Observation("exported", message, exported, suggestion="Take out the outer marks, and one of each two within.")
        told = [place for place in told if place not in exported]
    twice = [place for place in told if _TWO_MARKS.match(reading.text, place.start)]
    if twice:
        yield Observation("doubled", "Is one of these two marks too many?", twice, suggestion="Take one out.")
    if len(twice) < len(told):
        single = [place for place in told if place not in twice]
        yield Observation("quotations", "Where does this quotation end? No mark closes it.", single, suggestion="Close it.")


_EXPORTED = re.compile(r'(?<!\S)"(?=[^"\n]*"")(?:[^"\n]|"")*"(?!\S)')
"""A paragraph the way RFC 4180 (section 2, items 5 to 7) writes a field that has marks in it."""
_TWO_MARKS = re.compile('“[“"]|"[“"]')
_DOUBLE = re.compile('[“”"]')


@rule(
    "quotation-mark-turned",
    name="Quotation mark the wrong way round",
    group=Group.CONSISTENCY,
    severity=Severity.WARNING,
    explanation="A closing mark stands where a quotation opens, or the other way round, or a space has slipped to its wrong side.",
    bad="The pier is ”safe”, said Ida Marr, who runs the harbour office.",
    good="The pier is “safe”, said Ida Marr (“for now”). It is 6' 3\" wide—“‘wide enough’”, they say.",
)
def quotation_mark_turned(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks double marks whose shape or whose spaces disagree with where they stand."""
    marks = (found.start() for found in _DOUBLE.finditer(reading.text))
    places = [_with_neighbours(reading, place) for place in marks if _is_turned(reading.text, place)]
    if places:
        yield Observation("turned", "Does this mark open or close?", places, suggestion="Turn it round, or move the space.")


def _is_turned(text: str, place: int) -> bool:
    """Whether the mark at a place faces the wrong way, or stands off the word that it belongs to."""
    mark, left, right = text[place], text[place - 1 : place] or "\n", text[place + 1 : place + 2] or "\n"
    apart = left in " \xa0" and (right.isspace() if mark == "”" else right in " \xa0") and text[place - 2 : place - 1].isalnum()
    if mark == "”":
        return apart or ((left.isspace() or left == "(") and right.isalpha())
    if mark == "“":
        return ((left.isalpha() or left in ",.") and right.isspace()) or (
            right in " \xa0" and text[place + 2 : place + 3] not in {"‘", "…", "."}
        )
    return apart


_BRACKET = re.compile(r"[()\[\]]")
_LISTED = re.compile(r"(?:^|[\s;,(])(?:[a-zA-Z]|\d{1,2}|[ivx]{1,4})$")
_FACE = re.compile(r"[:;=8][-']?$")
_PAIRS = {")": "(", "]": "["}


@rule(
    "bracket-open",
    name="Bracket without its other half",
    group=Group.CONSISTENCY,
    severity=Severity.WARNING,
    explanation="A bracket opens and does not close, or closes and was never opened: words may be missing, or too many.",
    bad="The ferry (built in 1988 sailed before noon. The council will look at it in May.",
    good="The ferry (built in 1988) sailed before noon: 1) for the mail, and b) for the band [and its drums]. :)",
)
def bracket_open(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks a bracket without its other half in the paragraph. Numbers of a list ("1)") and faces are left alone."""
    for start, end in reading.paragraphs if _BRACKET.search(reading.text) else ():
        waiting: list[tuple[str, int]] = []
        odd: list[int] = []
        for found in _BRACKET.finditer(reading.text, start, end):
            sign, place = found.group(), found.start()
            if sign in "([":
                if not _FACE.search(reading.text[max(start, place - 2) : place]):
                    waiting.append((sign, place))
            elif waiting and waiting[-1][0] == _PAIRS[sign]:
                waiting.pop()
            else:
                before = reading.text[max(start, place - 6) : place]
                if not _LISTED.search(before) and not _FACE.search(before):
                    odd.append(place)
        places = [_around(reading, place, end) for place in sorted([*odd, *(place for _, place in waiting)])]
        if places:
            yield Observation(places[0].text, "Where is the other half of this bracket?", places)


_SUSPECT = re.compile("[Ãâ\xc2\ufffd\x80-\x9f&<]")
"""What garbled signs begin with."""
_GARBLED = re.compile(
    r"(?:Ã[\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œžŸ]|â€|Â[\xa0-\xbf]|\ufffd|[\x80-\x84\x86-\x9f])"
    r"|&(?:amp|quot|lt|gt|nbsp|[lr][sd]quo|#\d{2,5}|#x[0-9a-fA-F]{2,5});|</?(?:p|br|b|i|em|strong|div|span|a)(?:\s[^<>\n]{0,200})?/?>"
)


@rule(
    "garbled",
    name="Garbled signs",
    group=Group.CONSISTENCY,
    severity=Severity.ERROR,
    explanation="Signs that a wrong reading of the file made, or remains of a web page's code, stand in the text.",
    bad="The harbour office in Varn reopened. Itâ€™s the first time since the flood.",
    good="L’office du port de Varn a rouvert, said the señor from São Tomé & Co. It’s the first time since the flood, at −3 °C.",
)
def garbled(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks UTF-8 read as another encoding, signs replaced by the sign for "unknown", and codes of HTML; all of them in one finding."""
    if not _SUSPECT.search(reading.text):
        return
    places = [_whole_word(reading, *found.span()) for found in _GARBLED.finditer(reading.text)]
    if places:
        yield Observation("signs", "What was this sign? It was garbled on its way here.", places, suggestion="Type it anew.")


_SMALL = frozenset(
    {
        "the",
        "a",
        "an",
        "of",
        "to",
        "and",
        "for",
        "with",
        "at",
        "from",
        "by",
        "as",
        "but",
        "or",
        "if",
        "their",
        "his",
        "our",
        "your",
        "its",
        "was",
        "were",
        "are",
        "be",
        "been",
        "has",
        "have",
        "will",
        "would",
        "this",
        "these",
        "they",
        "he",
        "she",
        "we",
    }
)
_TWICE = re.compile(r"\b(\w{1,5})[ \xa0]+\1\b(?![’'\-.])", re.IGNORECASE)


@rule(
    "word-doubled",
    name="Word set twice",
    group=Group.CONSISTENCY,
    severity=Severity.ERROR,
    explanation="A small word that never follows itself stands twice in a row.",
    bad="The harbour office reopened after the the flood.",
    good="The harbour office that had had to close reopened. What it is, is safe: the, well, the best there is.",
)
def word_doubled(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks a small word that stands twice in a row. Not "had had" or "that that", which are English; nor letters and grades."""
    text, starts = reading.text, reading.starts[Part.TEXT]
    # Only where nothing but white space stands between two places of such a word the text is searched for them.
    twice = any(text[one + len(word) : other].isspace() for word in _SMALL & starts.keys() for one, other in pairwise(starts[word]))
    for span in reading.words(_TWICE) if twice else ():
        one, other = span.text.split()
        # A capital only on the second one begins a name or a title ("of Of Mice and Men").
        if other in _SMALL and (one == other or one[1:] == other[1:]):
            yield Observation(span.text, f"Does “{other.lower()}” belong here twice?", [span], suggestion="Take one out.")


def _with_neighbours(reading: Reading, place: int) -> Span:
    """A mark with the words on both sides of it."""
    text = reading.text
    before = text.rfind(" ", max(0, place - 40), max(0, place - 1)) + 1 or place
    behind = text.find(" ", place + 2, place + 40)
    return reading.span(max(before, text.rfind("\n", 0, place) + 1), behind if behind > 0 else min(place + 40, len(text)))


def _whole_word(reading: Reading, start: int, end: int) -> Span:
    """The word around some signs."""
    text = reading.text
    while start and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum():
        end += 1
    return reading.span(start, end)


def _first_words(reading: Reading, place: Range) -> Span:
    found = _AROUND.match(reading.text, *place)
    return reading.span(*found.span()) if found else reading.span(*place)


def _around(reading: Reading, place: int, end: int) -> Span:
    """The bracket with the words that it belongs to."""
    if reading.text[place] in "([":
        return _first_words(reading, (place, end))
    start = max(reading.text.rfind(" ", 0, max(place - 1, 0)), reading.text.rfind("\n", 0, place)) + 1
    return reading.span(start, place + 1)


RULES = (quotation_open, quotation_mark_turned, bracket_open, garbled, word_doubled)
