"""Sources without a name: how they are described, why they are not named, and what is taken from them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from copydesk.analysis import Attribution, AttributionType, EntityType, Part, Severity, Source, SourceType
from copydesk.checks.inflection import inflected
from copydesk.checks.lists import entries, holds, letter_runs, lists, pattern
from copydesk.checks.reading import Reading
from copydesk.checks.rule import NOT_REPORTED, Group, Observation, Options, rule
from copydesk.checks.sourcing.practice import AP_ANONYMITY, NYT_ATTACKS, NYT_BOILERPLATE, REUTERS_SOURCES, SPJ_OPINION
from copydesk.nlp.lexicon import lexicon

_WORD = re.compile(r"[\w'’-]+")


@rule(
    "bare-source",
    name="A source without a description",
    group=Group.SOURCING,
    severity=Severity.WARNING,
    explanation="A reader can weigh a source without a name only by what the article says of it. “A source” says nothing.",
    practice=AP_ANONYMITY,
    bad="The ferry company will close its Varn office in May, a source said on Tuesday. Nothing else is known.",
    good="The ferry company will close its Varn office in May, said a manager at its head office, who spoke on condition of anonymity"
    " because the staff had not been told.",
)
def bare_source(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks each unnamed source whose description has no word that says anything about it."""
    for source in _anonymous(reading):
        if is_bare(source.description or "") and not _is_placed(reading, source):
            yield Observation(
                source.description or "source",
                f"Who is “{_called(source)}”? The article says nothing about what they know, and from where.",
                reading.places_of(source),
                "Describe the source as closely as its protection allows: its place, and how it knows.",
            )


@rule(
    "anonymous-no-reason",
    name="No reason for anonymity",
    group=Group.SOURCING,
    severity=Severity.WARNING,
    explanation="Readers are owed the reason why somebody is not named. The article withholds a name and does not say why.",
    practice=AP_ANONYMITY,
    bad="The bridge has been unsafe since the spring, said an engineer at the highways department, who spoke on condition of anonymity.",
    good="The bridge has been unsafe since the spring, said an engineer at the highways department, who spoke on condition of anonymity"
    " because she feared losing her job.",
)
def anonymous_no_reason(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks each source that is kept anonymous without a reason; a note where its place does not let it know what it tells."""
    given = [source for source in reading.analysis.sources if source.anonymity and source.anonymity.reason]
    for source in _anonymous(reading):
        hidden = source.anonymity
        if hidden is None or hidden.reason or (given and _is_like_another(reading, source, given)):
            continue
        if hidden.terms is None and (not _speaks_here(reading, source) or is_named_soon(reading, source) or not _is_shown(reading, source)):
            continue
        known = is_in_the_know(source)
        if not known and not _INTRODUCED.match(source.description or ""):
            continue
        yield Observation(
            source.description or "source",
            f"Why {'are' if _are_several(source) else 'is'} {_the(source)} not named? The article gives no reason.",
            reading.places_of(source),
            "Say why, in words that fit this source; or name it.",
            severity=None if known else Severity.NOTE,
        )


def weighed(reading: Reading) -> Severity | None:
    """How grave a question about single statements is: as its card says where the article rests on sources without a name, else a note.

    Where few sources are unnamed, blind readers called half of these questions wrong (docs/accuracy.md); where there are many, hardly any.
    """
    return None if len(_anonymous(reading)) >= _MANY else Severity.NOTE


_MANY = 4


_INTRODUCED = re.compile(r"(?:an?|one|another)\s(?!.*\blike\b)", re.IGNORECASE)
_PLACE = re.compile(r"\b(source|insider|official|aide|advis[eo]r|diplomat|officer|staffer|operative|employee|strategist|executive)s?\b")
_LIKE_ANOTHER = re.compile(r"\b(?:same|similar) (?:conditions?|terms|reasons?|grounds)\b", re.IGNORECASE)


def _is_like_another(reading: Reading, source: Source, given: Sequence[Source]) -> bool:
    """Whether it speaks “on the same conditions” as one for whom a reason was given, or is called by the same word as that one."""
    words = set(_PLACE.findall((source.description or "").lower()))
    if words and any(words & set(_PLACE.findall((other.description or "").lower())) for other in given):
        return True
    return any(_LIKE_ANOTHER.search(reading.sentence_text(span)) for span in reading.places_of(source))


def _is_shown(reading: Reading, source: Source) -> bool:
    """Whether a source is described where it speaks: whom a pronoun means may be somebody with a name, and "all three" were told of."""
    return any(
        place.text.lower() not in _PRONOUNS and not _ALL.search(reading.of(place.part)[max(0, place.start - 5) : place.start])
        for place in reading.places_of(source)
    )


_PRONOUNS = frozenset({"he", "she", "they", "who", "one"})
_ALL = re.compile(r"\b[Aa]ll $")


def _speaks_here(reading: Reading, source: Source) -> bool:
    """Whether a source is given words of its own, by this article: not only what it believes, does, or told another outlet."""
    return any(is_said(a) and not _is_passed_on(reading, a) for a in reading.statements[source.id])


def is_said(attribution: Attribution) -> bool:
    """Whether words are said there: quoted, or handed on with a verb of speech; not only believed, decided or done."""
    if attribution.type is not AttributionType.INDIRECT or attribution.cue is None:
        return True
    return not _said().isdisjoint(letter_runs(attribution.cue.text.lower()))


@cache
def _said() -> frozenset[str]:
    return frozenset((*inflected(tuple(lexicon("cues")["speech"])), "according", *entries("sourcing", "said")))


def _is_passed_on(reading: Reading, attribution: Attribution) -> bool:
    passing = (reading.sources.get(via.source_id or "") for via in attribution.via)
    return any(one is not None and one.type is SourceType.MEDIA for one in passing)


def is_named_soon(reading: Reading, source: Source, *, anywhere: bool = False) -> bool:
    """Whether the lead describes a source whose name then follows: “a veteran diplomat said”, and two paragraphs on who it was.

    Taken for that is a person who is first named within the next paragraphs and speaks; `anywhere` asks of other places than the lead too.
    """
    if source.type is not SourceType.UNNAMED_PERSON or not _INTRODUCED.match(source.description or ""):
        return False
    told = reading.statements.get(source.id)
    place = told[0].source if told else None
    paragraph = reading.paragraph_of(place) if place else None
    if place is None or paragraph is None:
        return False
    begun = reading.paragraph_of(reading.headline) if reading.headline else None
    if not anywhere and paragraph > (begun + 1 if begun is not None else 0) + _LEAD:
        return False
    for other in reading.analysis.sources:
        entity = reading.entities.get(other.entity_id or "")
        if other.type is SourceType.NAMED_PERSON and other.attribution_ids and entity:
            first = next((one for one in entity.mentions if not reading.is_furniture(one)), None)
            named = reading.paragraph_of(first) if first else None
            if first and named is not None and first.start > place.start and named <= paragraph + _SOON:
                return True
    return False


_LEAD = 1
"""Paragraphs behind the first one that belong to the lead."""
_SOON = 3
"""Paragraphs in which the name follows."""


@rule(
    "boilerplate-reason",
    name="A reason for anonymity that fits everybody",
    group=Group.SOURCING,
    severity=Severity.NOTE,
    explanation="“Not authorized to speak” and “because of the sensitivity of the matter” fit every such source and explain nothing.",
    practice=NYT_BOILERPLATE,
    bad="The bridge has been unsafe since the spring, said a department official, who spoke on condition of anonymity because he was not"
    " authorized to speak publicly.",
    good="The bridge has been unsafe since the spring, said a department official, who spoke on condition of anonymity because an"
    " inspector who complained last year was dismissed.",
)
def boilerplate_reason(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks each reason for anonymity that is a set phrase."""
    for source in _anonymous(reading):
        if source.anonymity and source.anonymity.boilerplate:
            yield Observation(
                source.anonymity.reason or source.description or "source",
                f"Is there a reason that fits {_the(source)}? “{source.anonymity.reason}” fits everybody.",
                source.anonymity.spans or reading.places_of(source),
                "Say what this source has to fear, or what binds it.",
            )


@rule(
    "anonymous-opinion",
    name="Opinion from an unnamed source",
    group=Group.SOURCING,
    severity=Severity.WARNING,
    explanation="Anonymity is for information that cannot be had otherwise. A judgement is worth what its author's name is worth.",
    practice=SPJ_OPINION,
    bad="“The closure is a disaster for the town,” said a council official, who asked not to be named.",
    good="The closure will cost 40 jobs, said a council official, who asked not to be named because the figures are not public yet.",
    not_in=NOT_REPORTED,
)
def anonymous_opinion(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks each anonymous source that is given a judgement or a forecast; a note where fewer than four sources are anonymous."""
    for source in _anonymous(reading):
        judging = [a for a in reading.statements.get(source.id, []) if _is_opinion(a)]
        if judging and is_in_the_know(source) and "spokes" not in (source.description or ""):
            yield Observation(
                source.description or "source",
                f"Is this information, or the opinion of {_the(source)}? Nobody answers for it by name.",
                [span for attribution in judging for span in attribution.content],
                "Take the facts from this source, and the judgement from somebody who puts a name to it.",
                severity=weighed(reading),
            )


@rule(
    "anonymous-attack",
    name="Attack on a named person by an unnamed source",
    group=Group.SOURCING,
    severity=Severity.WARNING,
    explanation="Somebody who is belittled by name must be able to know by whom.",
    practice=NYT_ATTACKS,
    bad="“Marlow is incompetent and a bully,” said a colleague of Ida Marlow, who spoke on condition of anonymity. Marlow leads the port.",
    good="“Marlow is incompetent and a bully,” said Karl Venn, a colleague of Ida Marlow. Ida Marlow leads the port.",
    not_in=NOT_REPORTED,
)
def anonymous_attack(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks statements of anonymous sources that are pejorative of a person whom they name; a note where fewer than four are anonymous."""
    people = [entity for entity in reading.analysis.entities if entity.type is EntityType.PERSON]
    for source in _anonymous(reading):
        for attribution in reading.statements.get(source.id, []):
            said = " ".join(span.text for span in attribution.content)
            if not _belittles(said):
                continue
            target = next((one for one in people if any(name in said for name in (one.name, *one.aliases))), None)
            if target:
                yield Observation(
                    f"{source.description} {target.name}",
                    f"Should {target.name} be attacked by somebody who is not named?",
                    attribution.content,
                    "Name the speaker, leave it out, or report what the person did.",
                    severity=weighed(reading),
                )


@rule(
    "one-anonymous-source",
    name="A claim resting on one unnamed source",
    group=Group.SOURCING,
    severity=Severity.NOTE,
    explanation="What one person says who cannot be named is one person's word. Newsrooms ask for a second source as a rule.",
    practice=AP_ANONYMITY,
    bad="The ferry company will close its Varn office in May, said a manager, who spoke on condition of anonymity because the staff"
    " had not been told.",
    good="The ferry company will close its Varn office in May, said Karl Venn, a manager at its head office.",
    not_in=NOT_REPORTED,
)
def one_anonymous_source(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks what a single anonymous person in the know tells as a fact, where no other anonymous source speaks in the same paragraph."""
    facts = {reading.sentence_of(claim) for claim in reading.analysis.claims if claim.score >= _FACT}
    for source in _anonymous(reading):
        if source.type is not SourceType.UNNAMED_PERSON or not is_in_the_know(source):
            continue
        told = [a for a in reading.statements[source.id] if reading.sentence_of(a.content[0]) in facts and not _is_opinion(a)]
        alone = [a for a in told if len({b.source_id for b in _beside(reading, a)}) == 1]
        if alone:
            yield Observation(
                source.description or "source",
                f"Does anybody else confirm what {_the(source)} says?",
                [attribution.content[0] for attribution in alone],
                "Find a second source, or say that there is only one.",
            )


_FACT = 0.5
"""The score from which a sentence claims something that could be confirmed."""


@rule(
    "plural-sources",
    name="Sources that become one",
    group=Group.SOURCING,
    severity=Severity.WARNING,
    explanation="“Sources” are several. Where the article goes on with “the source”, a reader cannot tell whether there was more than one.",
    practice=REUTERS_SOURCES,
    bad="The office will close in May, sources close to the company said. The source added that 40 jobs would go.",
    good="The office will close in May, sources close to the company said. One of the sources added that 40 jobs would go.",
)
def plural_sources(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks “the source” after “sources”, where no single source was introduced before it."""
    one = reading.phrases(_THE_SOURCE) if " source " in reading.lower[Part.TEXT] else []
    many, single = (reading.phrases(_SOURCES), reading.phrases(_A_SOURCE)) if one else ([], [])
    for span in one:
        before = [other for other in many if other.start < span.start]
        if before and not any(other.start < span.start for other in single) and not reading.is_quoted(span):
            question, advice = "Was it one source or several?", "Say how many there were, and which of them says this."
            yield Observation("the source", question, [before[0], span], advice)
            return


_SOURCES = re.compile(r"(?<!\w)sources(?= (?:\w+ ){0,8}?(?:said|say|told|tell|confirmed|claim|claimed))")
_THE_SOURCE = re.compile(r"(?<!\w)the (?:same )?source(?= (?:said|says|told|added|adds|confirmed|claimed|noted))")
_A_SOURCE = re.compile(r"(?<!\w)(?:(?:a|an|one|another|second|third) (?:[\w-]+ ){0,3}source\b(?!s)|one of the (?:[\w-]+ ){0,2}sources)")


def is_bare(description: str) -> bool:
    """Whether a description is only a word such as “source”, with words beside it that describe nothing."""
    words = [word.casefold() for word in _WORD.findall(description)]
    said = [word for word in words if word not in lists("sourcing")["empty_words"]]
    return bool(said) and all(word in lists("sourcing")["bare_sources"] for word in said)


def _is_placed(reading: Reading, source: Source) -> bool:
    """Whether what stands beside a source's words says whose it is or how it knows: “several sources privy to the talks”."""
    return any(
        _PLACED.match(reading.of(span.part), span.end) or _PLACED_BEFORE.search(reading.of(span.part), max(0, span.start - 40), span.start)
        for span in reading.places_of(source)
    )


_PLACED_BEFORE = re.compile(r"(?:[a-z,] |and )(?:(?:[A-Z]\w+|[A-Z]\.[A-Z]\.) |[a-z]+ and )+$")
"""Whose they are: “White House and Republican sources”."""


_PLACED = re.compile(
    r"\s+(?:(?:who|that) (?:is|are|was|were) )?(?:privy to|familiar with|close to|briefed on|involved in|with (?:\w+ )?knowledge of)\b"
)


def _anonymous(reading: Reading) -> list[Source]:
    """The sources that are kept anonymous and are given at least one statement."""
    hidden = [source for source in reading.analysis.sources if source.anonymity and reading.statements.get(source.id)]
    return [source for source in hidden if not is_told_of(source)]


def is_told_of(source: Source) -> bool:
    """Whether its description points at people told of before (“the two lawmakers”), or names one (“aides like Karl Venn”)."""
    return bool(_TOLD_OF.search(source.description or ""))


_TOLD_OF = re.compile(
    r"^(?:[Tt]he (?:two|three|four|five|six|pair|former|latter)|[Tt]hese|[Tt]hose|[Bb]oth|[Aa]ll)\b|\b(?:like|such as|including) [A-Z]"
)


def _is_opinion(attribution: Attribution) -> bool:
    return any(holds("sourcing", "judgements", span.text) for span in attribution.content)


def _belittles(said: str) -> bool:
    """Whether a statement has something pejorative in it that it does not deny: “not as toxic as”."""
    low = said.lower()
    return any(not _DENIED.search(low, 0, found.start()) for found in pattern("sourcing", "pejorative").finditer(low))


_DENIED = re.compile(r"(?:\bnot|\bnever|\bno|n[’']t)(?: (?:an?|as|so|that|all|at|really|the)){0,2} $")


def is_in_the_know(source: Source) -> bool:
    """Whether an anonymous source speaks on terms, or has a place that lets it know what others do not; a passer-by has not."""
    return source.anonymity is not None and (
        source.anonymity.terms is not None or holds("sourcing", "in_the_know", source.description or "")
    )


def _beside(reading: Reading, attribution: Attribution) -> Sequence[Attribution]:
    paragraph = reading.paragraph_of(attribution.content[0])
    return [other for other in reading.analysis.attributions if reading.paragraph_of(other.content[0]) == paragraph]


def _called(source: Source) -> str:
    return source.description or source.type.label.lower()


def _the(source: Source) -> str:
    """The source in the middle of a question: “a defence official” becomes “the defence official”, and what follows a comma is left out."""
    called = re.sub(r"^of\s+", "", re.split(r",|\bwho\b", _called(source))[0].strip())
    if owner := _OWNED.match(called):
        return owner[0].lower() + called[owner.end() :]
    bare = re.sub(r"^(?:an?|one|the|some|another|many|several)\s+", "", called, flags=re.IGNORECASE)
    # A description that begins a sentence has a capital of the sentence's, not of its own.
    first = bare.split(maxsplit=1)[0] if bare else ""
    common = bare == called and (_COMMON.fullmatch(first) or pattern("sourcing", "in_the_know").fullmatch(first.lower()))
    return f"the {first.lower() if common else first}{bare[len(first) :]}"


_COMMON = re.compile(
    r"Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Dozens|Senior|Junior|Former|Current|Top|Local|Foreign|Government|Administration"
    r"|Military|Intelligence|Police|Security|Party|Company|People|Those|Members|High-ranking|Well-placed"
)
"""Words that have a capital only where they begin a sentence."""
_OWNED = re.compile(r"(?:my|our|your|his|her|its|their|both|these|those|this|that)\b", re.IGNORECASE)


def _are_several(source: Source) -> bool:
    return source.type is SourceType.UNNAMED_GROUP


RULES = (bare_source, anonymous_no_reason, boilerplate_reason, anonymous_opinion, anonymous_attack, one_anonymous_source, plural_sources)
