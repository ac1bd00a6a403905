"""Spelling and its signs: one system of spelling and of marks, no common slips, no spaces too many."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from copydesk.analysis import Part, Severity, Span
from copydesk.checks.lists import entries, lists
from copydesk.checks.occurrences import occurrences
from copydesk.checks.reading import Reading
from copydesk.checks.rule import Group, Observation, Options, rule
from copydesk.checks.slips import slips

_FIRST = "The harbour office in Varn reopened on Monday after the flood."
_SECOND = "Two ferries sailed before noon with every seat taken, and a third one carried the mail."


@rule(
    "misspelling",
    name="Misspelling",
    group=Group.FORM,
    severity=Severity.NOTE,
    explanation="The spelling is no English word: a common slip, one that differs by a letter from a word, or one that no dictionary has.",
    bad=f"{_FIRST} The goverment of the town paid for it. {_SECOND}",
    good=f"{_FIRST} The government of the town paid for it. {_SECOND}",
)
def misspelling(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks spellings of the list, in quotations too, and slips that the dictionary tells; no names, terms or words made of others."""
    meant = lists("misspellings")["misspellings"]
    listed = set()
    for one in occurrences(reading, tuple(meant)):
        listed.add(one.text.lower())
        if one.text[0].isupper() and one.text not in meant and reading.text[max(0, one.start - 2) : one.start].strip()[-1:].isalpha():
            continue
        right = meant.get(one.text) or meant.get(one.text.lower()) or meant.get(one.text.capitalize())
        yield Observation(one.text, f"Is “{one.text}” meant to be “{right}”?", [one], suggestion=str(right))
    for slip in slips(reading):
        if not slip.meant:
            yield Observation(slip.word, f"Is “{slip.word}” spelt right? No dictionary has it.", slip.places, suggestion="Look it up.")
        elif slip.word.lower() not in listed:
            right = slip.meant.capitalize() if slip.word.istitle() else slip.meant
            yield Observation(slip.word, f"Is “{slip.word}” meant to be “{right}”?", slip.places, suggestion=right)


@rule(
    "spelling-mixed",
    name="British and American spelling",
    group=Group.CONSISTENCY,
    severity=Severity.NOTE,
    explanation="Words are spelt the British way in one place and the American way in another: parts of the text came from elsewhere.",
    bad=f"{_FIRST} The skippers organised the queue. {_SECOND} The mayor recognized them.",
    good=f"{_FIRST} The skippers organised the queue. {_SECOND} The mayor recognised them.",
)
def spelling_mixed(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks the words of the rarer spelling outside quotations, with one of the other; names with capitals are left alone."""
    words = reading.vocabulary[Part.TEXT]
    if words.isdisjoint(_spellings("british")) or words.isdisjoint(_spellings("american")):
        return
    found = [
        [one for one in occurrences(reading, entries("spelling_variants", system)) if one.text.islower() and not reading.is_quoted(one)]
        for system in ("british", "american")
    ]
    if all(found):
        rarer, other = sorted(found, key=len)
        message = f"British or American spelling? “{rarer[0].text}” stands beside “{other[0].text}”."
        yield Observation("systems", message, [*rarer, other[0]], suggestion="Spell all of them the house’s way.")


@cache
def _spellings(system: str) -> frozenset[str]:
    return frozenset(entries("spelling_variants", system))


_DOUBLE = re.compile(r"(?<=[^\s.!?])[ ]{2,4}(?=[^\s])|(?<=[a-z,][.!?]) {2,4}(?=[A-Z“\"])")


@rule(
    "spaces-double",
    name="More than one space",
    group=Group.FORM,
    severity=Severity.NOTE,
    explanation="Two spaces or more stand between words: often something was cut out there.",
    bad=f"{_FIRST} The mayor  was glad. {_SECOND}",
    good=f"{_FIRST} The mayor was glad. {_SECOND}",
)
def spaces_double(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks the words around them; not where the text sets two spaces behind most of its sentences, or lines things up."""
    if "  " not in reading.text:
        return
    found = [one.span() for one in _DOUBLE.finditer(reading.text)]
    if found and len(found) <= _MOST:
        places = [_around(reading, start, end) for start, end in found]
        yield Observation("spaces", "Was something cut out here, or is the space too much?", places, suggestion="One space.")


_MOST = 12
"""Double spaces of a text in which they are slips."""
_BEFORE = re.compile(r"\S{1,30}$")
_BEHIND = re.compile(r"\S{1,30}")


def _around(reading: Reading, start: int, end: int) -> Span:
    before = _BEFORE.search(reading.text, max(0, start - 30), start)
    behind = _BEHIND.match(reading.text, end)
    return reading.span(before.start() if before else start, behind.end() if behind else end)


_INSIDE = re.compile(r"[.,][”\"](?<=\w..)(?=[\s.,;:)]|$)")
_OUTSIDE = re.compile(r"[”\"][.,](?<=\w..)(?=\s|$)")


@rule(
    "marks-in-and-out",
    name="Comma inside and outside the quotation marks",
    group=Group.FORM,
    severity=Severity.NOTE,
    explanation="Commas and full stops stand inside the closing mark in some places, outside in others: a house has one way.",
    bad=f"{_FIRST} “It is safe,” said Ida Marr. “We looked,” she said. “It is dry,” she said. The pier is “old”, they say.",
    good=f"{_FIRST} “It is safe,” said Ida Marr. “We looked,” she said. “It is dry,” she said. The pier is “old,” they say.",
)
def marks_in_and_out(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks those outside where those inside are three times as many; a British house has them outside throughout."""
    inside = [one.span() for one in _INSIDE.finditer(reading.text)]
    outside = [one.span() for one in _OUTSIDE.finditer(reading.text)]
    rarer, other = sorted((inside, outside), key=len)
    if rarer and rarer is outside and len(other) >= _OFTEN * len(rarer):
        places = [_around(reading, end, end) for _, end in rarer]
        yield Observation("places", "Inside or outside the quotation marks? Elsewhere they stand inside.", places)


_OFTEN = 3

_LOST = {
    ", ": re.compile(r", (?:reported|said|says|wrote|told)\.(?= [A-Z])"),
    "according to ": re.compile(r"according to [A-Z]\w+ (?:was|were|is|has|had|said) "),
    "he ": re.compile(r"(?<!\w)[Tt]he (?:reported|said|says|told)[.,](?= )"),
}


@rule(
    "words-lost",
    name="Name that seems to be lost",
    group=Group.FORM,
    severity=Severity.NOTE,
    explanation="A verb of saying has nobody who says it, or “according to” nobody to whom: a link or a name was lost on the way.",
    bad=f"{_FIRST} The pier will be mended in May, reported. {_SECOND}",
    good=f"{_FIRST} The pier will be mended in May, The Varn Post reported. {_SECOND}",
)
def words_lost(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks a saying verb between comma and full stop, "the reported.", and "according to Marr was"."""
    found = [one for sign, lost in _LOST.items() if sign in reading.text for one in reading.words(lost)]
    lost = [one for one in found if not reading.is_quoted(one) and not _FULL_NAME.search(reading.text[: one.start][-_NAME:])]
    places = [_around(reading, one.start, one.end) for one in lost]
    if places:
        yield Observation("words", "Who says so? A name seems to be missing here.", places)


_FULL_NAME = re.compile(r"[A-Z]\w+ [A-Z]\w+$")
_NAME = 40
"""Code points before a comma in which a name has room."""

RULES = (misspelling, spelling_mixed, spaces_double, marks_in_and_out, words_lost)
