"""The words of the article's own voice, and those that the house avoids."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from copydesk.analysis import Part, Severity, Span, Wording, WordingCategory
from copydesk.checks.lists import entries, holds, lists
from copydesk.checks.reading import Reading
from copydesk.checks.rule import NOT_REPORTED, Group, Observation, Options, Practice, rule
from copydesk.checks.sourcing.speakers import hidden_speakers
from copydesk.nlp import lexicon

if TYPE_CHECKING:
    from copydesk.checks.policy import Term

REUTERS_WORDS = Practice("Reuters Handbook of Journalism, Freedom from bias", "http://handbook.reuters.com")
BBC_WORDS = Practice("BBC editorial guidelines, Impartiality", "https://www.bbc.co.uk/editorialguidelines")


@rule(
    "house-term",
    name="A term that the house avoids",
    group=Group.WORDING,
    severity=Severity.WARNING,
    explanation="The newsroom's own list has another word for it, or none. The entry says why.",
    bad="Her brother, who is confined to a wheelchair, owns the mill.",
    good="Her brother, who uses a wheelchair, owns the mill.",
    parameters={"terms": ()},
)
def house_term(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks each term of the policy's list; those in quotation marks are somebody else's words, and are left unless the entry says so."""
    terms: Sequence[Term] = options["terms"]
    places: dict[int, list[Span]] = defaultdict(list)
    for case in (False, True):
        avoided = {_entry(words, case): number for number, term in enumerate(terms) if term.case is case for words in term.avoid}
        if not avoided:
            continue
        for span in (span for part in Part for span in reading.listed(tuple(avoided), part, case=case)):
            places[avoided[_entry(span.text, case)]].append(span)
    for number in sorted(places):
        term = terms[number]
        found = [span for span in places[number] if term.quoted or not reading.is_quoted(span)]
        if found:
            instead = f"“{term.use}”" if term.use else "another word"
            yield Observation(
                term.avoid[0],
                f"The house writes {instead}: {term.reason}",
                found,
                term.use,
                severity=term.severity,
                reference=term.reference,
            )


def _entry(words: str, case: bool) -> str:
    """An entry of the list as it is compared: with single spaces, and in lower case where its case does not matter."""
    joined = " ".join(words.split())
    return joined if case else joined.lower()


@rule(
    "both-framings",
    name="Terms of both sides",
    group=Group.WORDING,
    severity=Severity.WARNING,
    explanation="One side's word for a thing stands beside the other side's, both in the article's own voice.",
    practice=BBC_WORDS,
    bad="The recently liberated town lies on the coast. Its port has been under occupation since the spring.",
    good="The town, which the army took in March, lies on the coast. Its port has been under occupation since the spring.",
    not_in=NOT_REPORTED,
)
def both_framings(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks terms of different sides of one conflict, once for each conflict."""
    for conflict, terms in _framings(reading).items():
        if len(terms) > 1:
            found = sorted((span for side in terms.values() for span in side), key=lambda span: (span.part, span.start))
            words = " and ".join(f"“{side[0].text}”" for side in terms.values())
            question = f"Whose words are these? {words} are terms of different sides."
            yield Observation(conflict, question, found, "Say what happened in words that neither side owns.")


def _framings(reading: Reading) -> dict[str, dict[str, list[Span]]]:
    """The terms of each side of each armed conflict, and the plain words that stand against them.

    In a dispute at home each side's terms are quoted and told so often that both in one article are no sign of anything.
    """
    framings: dict[str, dict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for one in reading.analysis.wording:
        conflict, _, side = (one.side or "").partition("/")
        if conflict in lists("conflicts")["armed"]:
            framings[conflict][side].append(one)
    for key in lists("framings"):
        conflict, _, side = key.partition("/")
        if conflict in framings and side not in framings[conflict]:
            plain = [span for span in reading.listed(entries("framings", key)) if not reading.is_quoted(span)]
            if plain:
                framings[conflict][side] = plain
    return framings


def _of_category(reading: Reading, category: WordingCategory) -> dict[str, list[Wording]]:
    """The wording of one category by the entry of the word list that it matches."""
    terms: dict[str, list[Wording]] = defaultdict(list)
    for one in reading.analysis.wording:
        if one.category is category:
            terms[one.term].append(one)
    return terms


def _each(reading: Reading, category: WordingCategory, question: str) -> Iterator[Observation]:
    """One observation for each entry, with all its places."""
    for term, found in _of_category(reading, category).items():
        suggestion = next((one.suggestion for one in found if one.suggestion), None)
        yield Observation(term, question.format(words=found[0].text), found, suggestion)


@rule(
    "loaded-word",
    name="A word that judges",
    group=Group.WORDING,
    severity=Severity.NOTE,
    explanation="In the article's own voice a word that judges makes the reader ask whose side the article is on.",
    practice=REUTERS_WORDS,
    bad="The mayor slammed the council's disgraceful decision on Monday.",
    good="The mayor criticised the council's decision on Monday.",
    not_in=NOT_REPORTED,
)
def loaded_word(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks words of the body that judge by themselves, one finding for each entry; those of the headline have a rule of their own."""
    judging = {id(span) for span in reading.kept(judging_words)}
    for seen in _each(reading, WordingCategory.LOADED, "Is “{words}” the article's judgement?"):
        body = [span for span in seen.spans if id(span) in judging]
        if body:
            yield replace(seen, spans=body)


def judging_words(reading: Reading) -> list[Wording]:
    """The words of the body that judge in the article's own voice.

    A verdict (“disgraceful”, “crony”) judges wherever it stands. Of the words that report as often as they judge (“denial”, “to defraud”)
    only those count in whose sentence another word judges too.
    """
    loaded = [one for one in reading.analysis.wording if one.category is WordingCategory.LOADED and one.part is Part.TEXT]
    own = [one for one in loaded if one.alone and not reading.is_told(one) and not reading.is_furniture(one)]
    company: dict[int | None, set[str]] = defaultdict(set)
    for one in reading.analysis.wording:
        if one.part is Part.TEXT and one.category in _JUDGING and not reading.is_told(one):
            company[reading.sentence_of(one)].add(one.term)
    return [one for one in own if not reports(one) and (one.term in _verdicts() or len(company[reading.sentence_of(one)]) > _FEW)]


def reports(one: Wording) -> bool:
    """Whether a loaded word is one that news needs to report what is charged, said or known."""
    return one.term in entries("phrasing", "reporting_words")


_JUDGING = frozenset({WordingCategory.LOADED, WordingCategory.INTENSIFIER})
_FEW = 3
"""Judging words of a sentence beyond which the ones that report count too."""


@cache
def _verdicts() -> frozenset[str]:
    """The terms of those of the word lists that hold verdicts."""
    groups = (entry.split("/") for entry in entries("phrasing", "verdicts"))
    return frozenset(term.strip() for file, name in groups for term in lexicon.lists(f"wording/{file}")[name]["terms"].split(","))


@rule(
    "one-sided-term",
    name="One side's term",
    group=Group.WORDING,
    severity=Severity.NOTE,
    explanation="The term is one side's in a conflict. In the article's own voice it takes that side, or seems to.",
    practice=BBC_WORDS,
    bad="The recently liberated town lies on the coast.",
    good="The town, which the army took in March, lies on the coast.",
    not_in=NOT_REPORTED,
)
def one_sided_term(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks terms of one side, unless terms of another side stand in the article too: then one finding names both."""
    both = {span.start for seen in both_framings.look(reading, options) for span in seen.spans}
    for seen in _each(reading, WordingCategory.ONE_SIDED, "Whose word is “{words}”?"):
        own = [span for span in seen.spans if span.start not in both and not reading.is_reported(span)]
        own = [span for span in own if not reading.of(span.part).endswith("-", 0, span.start)]  # "the pro-Israel lobby"
        if own:
            yield replace(seen, spans=own)


@rule(
    "euphemism",
    name="A softened word",
    group=Group.WORDING,
    severity=Severity.NOTE,
    explanation="The word softens or hides what happened. Readers want the plain one.",
    practice=REUTERS_WORDS,
    bad="The shelling caused collateral damage in two villages.",
    good="The shelling killed eleven people in two villages.",
    not_in=NOT_REPORTED,
)
def euphemism(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks euphemisms, one finding for each entry of the word list."""
    yield from _each(reading, WordingCategory.EUPHEMISM, "What happened, in plain words, instead of “{words}”?")


@rule(
    "unsourced-superlative",
    name="A superlative without a source",
    group=Group.WORDING,
    severity=Severity.NOTE,
    explanation="“The first” and “the largest ever” are claims. Nobody is named who says so.",
    practice=REUTERS_WORDS,
    bad="The crane is the most powerful in the region.",
    good="The crane is the most powerful in the region, the highways department says.",
    not_in=NOT_REPORTED,
)
def unsourced_superlative(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks superlatives in the own voice, one finding for each entry of the word list."""
    for seen in _each(reading, WordingCategory.SUPERLATIVE, "Who says “{words}”?"):
        own = [span for span in seen.spans if isinstance(span, Wording) and span.alone and not reading.is_told(span)]
        own = [span for span in own if not is_of_its_own(reading, span) and span.term not in entries("phrasing", "felt_superlatives")]
        if own:
            yield replace(seen, spans=own)


def is_of_its_own(reading: Reading, span: Span) -> bool:
    """Whether a superlative ranks what is somebody's own: “her best showing”, “Venn's biggest applause”, “one of his greatest successes”.

    A place or a trade that owns it is what it is measured in: “the region's busiest port”.
    """
    text = reading.of(span.part)
    if text.startswith("-", span.end):  # "the highest-profile case"
        return True
    return bool(_OWN.search(text[max(span.start - _OWNER, 0) : span.start]) or _OWN_AT.match(span.text))


_OWNER = 30
"""Code points before a superlative in which its owner has room."""
_OWN = re.compile(
    r"\b(?:[Hh]is|[Hh]er|[Tt]heir|[Mm]y|[Oo]ur|[Yy]our|whose|second-)(?: \w+)?[ -]?$|\b[A-Z][\w.]+['’]s?(?: \w+)? $"
    r"|\b[Oo]ne of (?:[\w’']+ ){0,4}$"
)
_OWN_AT = re.compile(r"(?:his|her|their|my|our|your|whose)\b|[A-Z]\w+['’]s?\b(?<!America's)(?<!Europe's)")


@rule(
    "weasel-phrase",
    name="Nobody's claim",
    group=Group.WORDING,
    severity=Severity.NOTE,
    explanation="The phrase passes on a claim or a feeling and hides whose it is.",
    practice=REUTERS_WORDS,
    bad="The plan has raised eyebrows and sparked outrage.",
    good="Three members of the council criticised the plan.",
    not_in=NOT_REPORTED,
)
def weasel_phrase(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks weasel phrases that nobody with a name near by explains, except where the rule on hidden speakers asks already.

    Whom "allegedly" and "reportedly" mean stands in their own sentence or nowhere.
    """
    hidden = {span.start for span in reading.kept(hidden_speakers)}
    for seen in _each(reading, WordingCategory.WEASEL, "Whose claim is “{words}”?"):
        asked = [span for span in seen.spans if not any(span.start <= start < span.end for start in hidden)]
        spans = [
            span
            for span in asked
            if not (reading.is_reported(span) if holds("sourcing", "hearsay", span.text) else reading.has_named_speaker_near(span))
        ]
        if spans:
            yield replace(seen, spans=spans)


@rule(
    "stacked-hedges",
    name="Hedges upon hedges",
    group=Group.WORDING,
    severity=Severity.NOTE,
    explanation="One hedge says that something is not certain. Two in one sentence say that the writer does not know.",
    practice=REUTERS_WORDS,
    parameters={"hedges": 2},
    bad="The plan could possibly perhaps be dropped in May.",
    good="The plan may be dropped in May, the mayor said.",
    not_in=NOT_REPORTED,
)
def stacked_hedges(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks sentences with at least `hedges` hedges in the own voice."""
    sentences: dict[int, list[Wording]] = defaultdict(list)
    for one in reading.analysis.wording:
        number = reading.sentence_of(one)
        if one.category is WordingCategory.HEDGE and number is not None:
            sentences[number].append(one)
    for number, found in sentences.items():
        if len(found) >= int(options["hedges"]):
            yield Observation(
                reading.sentence(number).text[:80], "What is known here?", found, "Say what is certain, and who doubts the rest."
            )


@rule(
    "intensifier",
    name="A word that turns up the volume",
    group=Group.WORDING,
    severity=Severity.NOTE,
    explanation="“Very”, “sheer” and “massive” add nothing that a figure or a fact would not say better.",
    practice=REUTERS_WORDS,
    bad="The utterly enormous crane fell on Monday.",
    good="The crane, 60 metres high, fell on Monday.",
    not_in=NOT_REPORTED,
)
def intensifier(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks intensifiers in the own voice, all of them in one finding."""
    plain = entries("phrasing", "plain_degrees")
    found = [one for one in reading.analysis.wording if one.category is WordingCategory.INTENSIFIER and one.term not in plain]
    if found:
        yield Observation(
            "intensifiers", "Does the sentence lose anything without these words?", found, "Leave them out, or give the figure."
        )


RULES = (
    house_term,
    both_framings,
    one_sided_term,
    loaded_word,
    euphemism,
    unsourced_superlative,
    weasel_phrase,
    stacked_hedges,
    intensifier,
)
