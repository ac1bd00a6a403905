"""What the reader is left to guess: who somebody is, who spoke, what a sentence denies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from copydesk.analysis import EntityType, Part, Severity
from copydesk.article import Genre
from copydesk.checks.lists import lists
from copydesk.checks.reading import Reading
from copydesk.checks.rule import Group, Observation, Options, Practice, rule
from copydesk.nlp.names import first_names


@rule(
    "person-unintroduced",
    name="Somebody who is not introduced",
    group=Group.CONSISTENCY,
    severity=Severity.NOTE,
    explanation="Somebody is named by one name alone, and nowhere in the article by the full one: who is that?",
    bad="The pier was opened on Monday, the mayor said. Mr Klotzmann resigned in May. It was a surprise, Klotzmann said.",
    good="The mayor of Varn, Ida Oxley, opened the pier on Monday. Oxley will resign in May. Churchill slept here once.",
    practice=Practice("Agency and newspaper style guides: full name and description at the first mention, the surname later"),
    not_in=[Genre.LIVE_BLOG],
)
def person_unintroduced(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks a surname that does something; not one that everybody knows (Churchill), nor a first name."""
    known = familiar()
    for entity in reading.analysis.entities:
        name = entity.name
        if entity.type is not EntityType.PERSON or entity.role or name in known or not (name.isalpha() and name.istitle()):
            continue
        acting = any(one.part is Part.TEXT and _ACTS.match(reading.text, one.end) for one in entity.mentions)
        if not acting or any(_is_longer(reading.of(part), name) for part in Part):
            continue
        places = [one for one in entity.mentions if one.part is Part.TEXT and not reading.is_quoted(one) and not reading.is_furniture(one)]
        last = reading.paragraphs[-1][0] if reading.paragraphs else 0
        # What stands in the last paragraph alone is a line on who wrote it.
        if any(_ACTS.match(reading.text, one.end) for one in places) and not (last > 0 and all(one.start == last for one in places)):
            yield Observation(
                name, f"Who is {name}? The article gives no full name.", places, suggestion="Give the full name and who it is."
            )


def _is_longer(text: str, name: str) -> bool:
    """Whether a name stands somewhere behind a forename or before another name."""
    end = 0
    while (place := text.find(name, end)) >= 0:
        end = place + len(name)
        if _NAME_BEHIND.match(text, end) and not text[place - 1 : place].isalnum():
            return True
        if _ENDS.match(text, end) and _FORENAME.search(text, max(0, place - _LONGEST), place):
            return True
    return False


_NAME_BEHIND = re.compile(r" [A-Z]")
_ENDS = re.compile(r"\b")
_FORENAME = re.compile(r"\b(?!(?:Mrs?|Ms|Miss|Dr|Sir|Lord|Lady)\b)[A-Z][\w’'.\-]*[ \xa0-]$")
_LONGEST = 80
"""Signs of the longest forename."""


@cache
def familiar() -> frozenset[str]:
    """The names by which alone a reader knows somebody, and first names."""
    return frozenset(lists("familiar_people")["names"]) | first_names()


_ACTS = re.compile(r" (?:also |later |then )?(?:said|says|told|is|was|has|had|will|did|made|took|went|came|[a-z]{2,}(?:ed|es))\b")


@rule(
    "speech-without-verb",
    name="Quotation without its verb",
    group=Group.FORM,
    severity=Severity.NOTE,
    explanation="A name stands right before a quotation, with nothing between them that says that its bearer speaks.",
    bad="The pier reopened on Monday. Ida Marr “We have waited two years for this and we are glad.” Two ferries sailed.",
    good="The pier reopened on Monday. Ida Marr said: “We have waited two years for this and we are glad.” Two ferries sailed.",
)
def speech_without_verb(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks a name at the beginning of a sentence, or right behind a quotation, and the quotation of some words behind it."""
    begins = {start for start, _ in reading.sentences} | {start for start, _ in reading.paragraphs}
    begins.update(one.end + 1 for one in reading.quotations if one.part is Part.TEXT)
    named = {one.end + 1: one for entity in reading.analysis.entities if entity.type is EntityType.PERSON for one in entity.mentions}
    for quotation in reading.quotations:
        name = named.get(quotation.start)
        if quotation.part is not Part.TEXT or name is None or len(quotation.text.split()) < _SPOKEN:
            continue
        title = _TITLE_BEFORE.search(reading.text, max(0, name.start - 6), name.start)
        if (title.start() if title else name.start) in begins:
            question = "Said? Between the name and the quotation there is no verb."
            yield Observation(
                name.text, question, [reading.span(name.start, quotation.start + 1)], suggestion="Add the verb and its comma."
            )


_SPOKEN = 4
"""Words from which a quotation behind a name is taken for speech, and not for a nickname or the title of a work."""

_TITLE_BEFORE = re.compile(r"(?:Mrs?|Ms|Dr|Sir|Dame|Rev)\.? \Z")


@rule(
    "negation-ambiguous",
    name="Negation that can be read two ways",
    group=Group.FORM,
    severity=Severity.NOTE,
    explanation="“All … did not” may mean none, or not all of them.",
    bad="All the ferries did not sail on Monday, and the harbour office in Varn was closed. The mayor asked for a report.",
    good="Not all the ferries sailed on Monday. Every ferry sailed on Tuesday. None did not.",
)
def negation_ambiguous(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks "all", "every" or "each" with a negated verb behind its noun, outside of quotations."""
    for one in reading.words(_ALL_NOT, first=("all", "each", "every")):
        if not reading.is_quoted(one) and not reading.is_furniture(one):
            yield Observation(one.text.casefold(), "None of them, or not all?", [one], suggestion="Write “none” or “not all”.")


_ALL_NOT = re.compile(
    r"\b(?<![Nn]ot )(?:[Aa]ll|[Ee]ach|[Ee]very)"
    r"(?: (?!who\b|that\b|which\b|of\b|but\b|and\b|if\b|is\b|was\b)[a-z][\w’'\-]*){1,4}"
    r" (?:did|does|do|was|were|is|are|has|have|had|could|would|will)(?:n[’']t\b| not\b)(?! only\b)"
)


@rule(
    "punctuation-clash",
    name="Marks that do not go together",
    group=Group.FORM,
    severity=Severity.NOTE,
    explanation="Two marks stand together that never do, or a space stands where none belongs: something was cut or left over.",
    bad="The pier reopened on Monday after two years,. The Trans- Baltic ferry sailed before noon with every seat taken.",
    good="The pier reopened on Monday after two years. The Trans-Baltic ferry sailed, etc., before noon ... with pre- and post-war boats.",
)
def punctuation_clash(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks them with the word before; one finding for all."""
    text = reading.text
    if not (_TWO_SIGNS.search(text) or _TWO_DOTS.search(text) or _HYPHEN.search(text)):
        return
    places = [one for one in reading.words(_CLASH) if not reading.is_furniture(one)]
    if places:
        yield Observation("marks", "Is something left over, or missing, at these marks?", places, suggestion="Close up, or complete.")


_CLASH = re.compile(r"\w+(?:[,;:] ?\.(?!\.|\d)|,,|;;|[,;]:|:;)(?!\w)|[a-z]{2,}- (?=[A-Z][a-z])|\b[A-Za-z]{3,}(?<!etc)(?<!Inc)\.\.(?![.\w])")
_TWO_SIGNS = re.compile(r"[,;:](?: ?\.|[,;:])")
_TWO_DOTS = re.compile(r"\.\.(?<=[A-Za-z]\.\.)(?![.\w])")
_HYPHEN = re.compile(r"-(?<=[a-z]-) [A-Z][a-z]")
"""The marks alone, which few articles have: to look for the word before them first is to try every word of the text."""

RULES = (person_unintroduced, speech_without_verb, negation_ambiguous, punctuation_clash)
