"""Turns of phrase in the article's own voice that hand the reader a judgement, a motive or a number that nobody answers for.

The rules of `wording` rest on the word lists of the analysis, which weigh each word beside its sentence. These go by the phrase alone,
ask more often, and never ask for more than a second look.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from copydesk.analysis import Part, Range, Severity, Span, WordingCategory
from copydesk.checks.inflection import inflected
from copydesk.checks.lists import entries, phrases
from copydesk.checks.phrasebook import Phrasebook, spans
from copydesk.checks.reading import Reading
from copydesk.checks.rule import NOT_REPORTED, Group, Observation, Options, Practice, rule
from copydesk.checks.sourcing.practice import AP_ATTRIBUTION
from copydesk.checks.sourcing.speakers import hidden_speakers
from copydesk.checks.wording import BBC_WORDS, REUTERS_WORDS, is_of_its_own, judging_words

GUARDIAN_WORDS = Practice("Guardian style guide, journalese", "https://www.theguardian.com/guardian-observer-style-guide-j")

_LISTS = "phrasing"


@rule(
    "loaded-cue",
    name="A verb of saying that judges",
    group=Group.WORDING,
    severity=Severity.NOTE,
    explanation="“Admitted” makes a statement a confession, “noted” makes it true, “claimed” doubts it. “Said” takes no side.",
    practice=AP_ATTRIBUTION,
    bad="Ida Marlow admitted that the port would open late.",
    good="Ida Marlow said that the port would open late.",
    not_in=NOT_REPORTED,
)
def loaded_cue(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks verbs that introduce a statement and judge it, and headline verbs for a criticism, one finding for each form."""
    judged = {span.start for span in reading.kept(judging_words)}
    found = [span for span in (*_judging_cues(reading), *_attacks(reading)) if span.part is Part.TITLE or span.start not in judged]
    yield from _each(found, "Does the article mean to judge? “{words}” does; “said” takes no side.", "Write “said”, or what was said.")


def _judging_cues(reading: Reading) -> Iterator[Span]:
    for attribution in reading.analysis.attributions:
        cue = attribution.cue
        # What is claimed by somebody is theirs, not said.
        if cue and (place := _judging(cue.text)) and not reading.is_quoted(cue) and not reading.of(cue.part).startswith(" by ", cue.end):
            yield reading.span(cue.start + place[0], cue.start + place[1], cue.part)
    # "branding him an “interloper”": what is called so stands in quotation marks right behind.
    yield from (span for span in _own(reading, "calling") if _QUOTED_BEHIND.match(reading.text, span.end))


_CALLING = (
    "branding",
    "branded",
    "labelled",
    "labeled",
    "labelling",
    "labeling",
    "deriding",
    "derided",
    "decrying",
    "decried",
)


@lru_cache(maxsize=1 << 12)
def _judging(cue: str) -> Range | None:
    """Where a cue judges. Most articles have the same few cues."""
    match = phrases((*inflected(entries(_LISTS, "loaded_cues")), *entries(_LISTS, "irregular_cues"))).search(cue.lower())
    return match.span() if match else None


_QUOTED_BEHIND = re.compile(r"[^.!?\"“‘«]{0,80}[\"“‘«]")


def _attacks(reading: Reading) -> Iterator[Span]:
    meant_so = _literal()
    for span in _own(reading, "attacks"):
        if not meant_so.match(reading.lower[Part.TEXT], span.end) and not _is_noun(reading, span) and not _is_name(span):
            yield span


@cache
def _literal() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:\w+\s+)?{phrases(entries(_LISTS, 'not_attacks')).pattern}")


_NOUN = re.compile(r"(?:\b(?:an?|the|this|that|his|her|its|their|our|no|of|in|on|at|by|with|from|bomb|car|grand|-)\s+|[\w]-)$")


def _is_noun(reading: Reading, span: Span) -> bool:
    """Whether an article, a possessive or a preposition stands before it: a blast, the rap, in the pan."""
    return bool(_NOUN.search(reading.lower[span.part], max(span.start - 12, 0), span.start))


@rule(
    "superlative-claim",
    name="A most or a first that nobody claims",
    group=Group.WORDING,
    severity=Severity.NOTE,
    explanation="“The largest in Europe” can be looked up: by what measure, and who says so? Nobody is named for it.",
    practice=REUTERS_WORDS,
    bad="Varn has the region's busiest port.",
    good="Varn has a busy port, with 40 ships a day by the harbour office's count.",
    not_in=NOT_REPORTED,
)
def superlative_claim(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks superlatives and firsts by their form, outside what is surely somebody's statement, one finding for each wording."""
    seen = {
        place
        for one in reading.analysis.wording
        if one.category is WordingCategory.SUPERLATIVE and one.alone and one.part is Part.TEXT and not reading.is_told(one)
        for place in range(one.start, one.end)
    }
    found = [(start, end) for start, end in sorted(_superlatives(reading)) if seen.isdisjoint(range(start, end))]
    own = [span for span in _of_the_article(reading, spans(reading, found)) if not is_of_its_own(reading, span) and not _is_felt(span)]
    yield from _each(own, "Who says “{words}”, and by what measure?", "Give the measure and who applies it, or leave it out.")


def _is_felt(span: Span) -> bool:
    """Whether it ranks what is felt rather than measured: “the most frustrating”."""
    return span.text.lower().split()[-1] in entries(_LISTS, "felt_superlatives")


def _superlatives(reading: Reading) -> Iterator[Range]:
    """Superlatives with their article or owner, and firsts."""
    lower, book = reading.lower[Part.TEXT], reading.kept(_found)
    for start, end in book.get("superlatives", ()):
        if (owner := _OWNER.search(lower, max(start - _REACH, 0), start)) and not _NO_CLAIM.match(lower, end):
            yield owner.start(), end
    for start, _ in book.get("degrees", ()):
        if (owner := _OWNER.search(lower, max(start - _REACH, 0), start)) and (most := _DEGREE.match(lower, start)):
            yield owner.start(), most.end()
    for start, _ in book.get("firsts", ()):
        if first := _FIRST.match(lower, start):
            yield first.span()


_REACH = 40
"""Code points before a word in which an article, an auxiliary or a quantifier and one more word have room."""
_OWNER = re.compile(
    r"(?<!\w)(?:the|an?|his|her|its|their|our|this|whose|among|ever|[\w.]+[’'](?:s|(?!\w)))\s+(?:\w+\s+)?"
    r"(?:(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)[ -])?$"
)
_DEGREE = re.compile(
    r"(?:most|least)\s+(?!of\b|recent|part\b|likely\b|people\b|other\b|voters\b)(?:\w+ly\s+)?"
    r"[a-z-]{4,}(?!\w)(?<!\bthan)(?<!ers)(?<!ans)(?<!ians)"
)
_NO_CLAIM = re.compile(r"\s+(?:of luck|way to|known)\b")
_FIRST = re.compile(
    r"the (?:first|only) (?:[\w-]+ ){1,3}?(?:(?<!s )to|since|ever|in (?:\w+ ){0,2}(?:years|decades|history))(?!\w)"
    r"|for the first time (?:since|in|ever)(?!\w)|first-ever(?!\w)|never before(?!\w)"
    r"|a record (?:\d|high|low|number|year|level|sum|amount)\w*"
)


@rule(
    "uncertain-claim",
    name="Likely, by whose reckoning?",
    group=Group.WORDING,
    severity=Severity.NOTE,
    explanation="“May well” and “has the potential to” pass on a guess in the article's own voice. Somebody made it.",
    practice=REUTERS_WORDS,
    bad="The crane may have been overloaded for weeks.",
    good="The crane was overloaded for weeks, an inspector's report says.",
    not_in=NOT_REPORTED,
)
def uncertain_claim(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks guesses outside statements, one finding for each wording."""
    found = _own(reading, "uncertain")
    yield from _each(
        found, "Who reckons so? “{words}” is a guess, and nobody is named for it.", "Name who thinks so, or say what is known."
    )


@rule(
    "agentless-passive",
    name="A passive without anybody",
    group=Group.SOURCING,
    severity=Severity.NOTE,
    explanation="“Believed to be”, “was hailed as” and “drew criticism” leave out who believes, hails or criticises.",
    practice=AP_ATTRIBUTION,
    bad="The driver, believed to be in his forties, left the quay on foot.",
    good="The driver, in his forties by the police's estimate, left the quay on foot.",
    not_in=NOT_REPORTED,
)
def agentless_passive(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks passives of thinking, saying and forcing without a “by”, and reactions without anybody who reacts; by their wording."""
    hidden = {place for span in reading.kept(hidden_speakers) for place in range(span.start, span.end)}
    lower = reading.lower[Part.TEXT]
    participles = _own(reading, "participles")
    passives = [
        reading.span(be.start(), span.end) for span in participles if (be := _BE.search(lower, max(span.start - _REACH, 0), span.start))
    ]
    apposed = [span for span in participles if _APPOSED.search(lower, max(span.start - _REACH, 0), span.start)]
    found = [*passives, *(span for span in apposed if span.text.endswith((" as", " at", " of", " to"))), *_own(reading, "reactions")]
    found = [span for span in found if span.start not in hidden and span.end - 1 not in hidden]
    yield from _each(
        [span for span in found if not _BY.match(lower, span.end)],
        "By whom? “{words}” leaves it out.",
        "Name who, or leave it out.",
    )


_BY = re.compile(
    r"[^.!?;\n]{0,60}?(?<!\w)(?:by|from|among|according to)\s+(?!\d|\w+ing\b|(?:mon|tues|wednes|thurs|fri|satur|sun)day|the end|then|now)"
)


_BE = re.compile(
    r"(?<!\w)(?:is|are|was|were|be|been|being|[’']s|[’']re|gets?|got)\s+"
    r"(?:(?:\w+ly|also|often|long|now|once|still|since|already|being|been|not)\s+){0,2}$"
)
# "The driver, believed to be …": only where a complement tells it from the past tense.
_APPOSED = re.compile(r", (?:\w+ly\s+)?$")


@rule(
    "vague-frequency",
    name="How often, and how many?",
    group=Group.WORDING,
    severity=Severity.NOTE,
    explanation="“Routinely”, “widely” and “dozens of” stand for a count that somebody made, or nobody did.",
    practice=REUTERS_WORDS,
    bad="Trucks routinely block the quay.",
    good="Trucks blocked the quay on 14 days in May, the harbour office says.",
    not_in=NOT_REPORTED,
)
def vague_frequency(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks adverbs of frequency and numbers without a count, all of them in one finding."""
    lower = reading.lower[Part.TEXT]
    people = [
        reading.span(counted.start(), span.end)
        for span in _own(reading, "counted")
        if (counted := _COUNTED.search(lower, max(span.start - _REACH, 0), span.start))
    ]
    found = [*_own(reading, "frequency"), *people]
    if found:
        places = sorted({(span.start, span.end): span for span in found}.values(), key=lambda span: span.start)
        yield Observation("frequency", "How often, or how many? Who counted?", places, "Give the figure and whose it is, or an instance.")


_COUNTED = re.compile(r"(?<!\w)(?:many|most|some|few)\s+(?:[a-z-]+\s+)?$")


@rule(
    "stance-word",
    name="The writer's own stance",
    group=Group.WORDING,
    severity=Severity.NOTE,
    explanation="“Famously”, “cleverly” and “in no uncertain terms” tell how the writer sees a thing. Show it, and let the reader judge.",
    practice=REUTERS_WORDS,
    bad="The owners cleverly left the bridge as it was.",
    good="The owners left the bridge as it was.",
    not_in=NOT_REPORTED,
)
def stance_word(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks attitude markers and boosters outside statements that no rule on the wording marks, all of them in one finding."""
    asked = reading.kept(_asked)
    found = [span for span in _own(reading, "stance") if span.start not in asked]
    if found:
        yield Observation(
            "stance", "Whose judgement is this? The sentence does without it.", found, "Leave it out, or show what it stands for."
        )


@rule(
    "colouring-word",
    name="A word that colours",
    group=Group.WORDING,
    severity=Severity.NOTE,
    explanation="“Searing”, “lavish” and “a flood of” show how the writer sees a thing. A fact lets the reader see it.",
    practice=REUTERS_WORDS,
    bad="After a bruising meeting, a flood of letters reached the council.",
    good="After a meeting of five hours, 340 letters reached the council.",
    not_in=NOT_REPORTED,
)
def colouring_word(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks adjectives of judgement and worn metaphors outside statements that no other rule marks, all of them in one finding."""
    asked = reading.kept(_asked)
    found = [span for span in _own(reading, "colours") if asked.isdisjoint(range(span.start, span.end)) and not _is_name(span)]
    found = [span for span in found if not _OF_THE_TRADE.match(reading.of(span.part), span.start)]
    if found:
        yield Observation("colours", "Does the reader need this colour? Whose judgement is it?", found, "Give the fact that it stands for.")


_OF_THE_TRADE = re.compile(
    r"extraordinary (?:items?|charges?|gains?|loss(?:es)?|sessions?|meetings?|general|rendition|circumstances|measures)\b"
)
"""Terms of accountants, lawyers and parliaments."""


def _asked(reading: Reading) -> set[int]:
    """The places of the body of which the rules on the wording of the analysis ask already."""
    return {place for one in reading.analysis.wording if one.part is Part.TEXT and one.alone for place in range(one.start, one.end)}


@rule(
    "imputed-motive",
    name="A motive as a fact",
    group=Group.WORDING,
    severity=Severity.NOTE,
    explanation="What somebody wants, fears or feels is known to nobody else. The article says it without saying how it knows.",
    practice=BBC_WORDS,
    bad="The owners closed the bridge in an attempt to hide the cracks.",
    good="The owners closed the bridge. Ida Marlow, the mayor, said that they meant to hide the cracks.",
    not_in=NOT_REPORTED,
)
def imputed_motive(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks purposes, wishes and feelings outside statements, one finding for each wording."""
    found = _own(reading, "motives")
    yield from _each(found, "How do we know? “{words}” tells somebody's mind.", "Say what was done, or who says that this was why.")


@rule(
    "unsourced-trend",
    name="A trend that nobody measured",
    group=Group.WORDING,
    severity=Severity.NOTE,
    explanation="“Another example of”, “a growing number” and “a spate of” say that more lies behind it. Who has shown it?",
    practice=REUTERS_WORDS,
    bad="The strike is another example of unrest at the docks.",
    good="The strike is the fourth at the docks this year.",
    not_in=NOT_REPORTED,
)
def unsourced_trend(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks words that make an instance part of a trend, outside statements, one finding for each wording."""
    found = [one for one in _own(reading, "trends") if not reading.is_reported(one)]
    yield from _each(
        found, "Who has shown it? “{words}” claims more than this one case.", "Give the figures or the other cases, or leave it out."
    )


@rule(
    "rhetorical-question",
    name="The article asks",
    group=Group.WORDING,
    severity=Severity.NOTE,
    explanation="Readers come for the answer. A question in the article's own voice delays it, or suggests one that nobody gives.",
    practice=BBC_WORDS,
    bad="The bridge was closed in May. Why the sudden hurry? The owners declined to comment.",
    good="The bridge was closed in May. “Why the sudden hurry?” Ida Marlow asked. The owners declined to comment.",
    not_in=NOT_REPORTED,
)
def rhetorical_question(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks sentences of the article's own that end in a question mark, all of them in one finding."""
    found = [reading.span(start, end) for start, end in reading.sentences if reading.text[start:end].rstrip().endswith("?")]
    asked = [span for span in _of_the_article(reading, found) if not reading.is_reported(span) and not _holds_quotation(span)]
    if asked:
        yield Observation("questions", "Can the article say it instead of asking?", asked, "Write the plain statement.")


def _holds_quotation(span: Span) -> bool:
    return any(mark in span.text for mark in '"“”„«»') or "''" in span.text


@rule(
    "tabloidese",
    name="A word of the tabloids",
    group=Group.WORDING,
    severity=Severity.NOTE,
    explanation="“Cops”, “hammer” and “barrelled past” bring colour that the facts do not need. A plain word says the same.",
    practice=GUARDIAN_WORDS,
    bad="Two cops nabbed the driver on the quay.",
    good="Two police officers arrested the driver on the quay.",
    not_in=NOT_REPORTED,
)
def tabloidese(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks slang and journalese that is not quoted, also in statements that the article puts in its own words; by the word."""
    book = reading.kept(_found)
    verbs = [span for span in spans(reading, book.get("tabloid_verbs", ())) if not _is_noun(reading, span)]
    words = spans(reading, book.get("tabloid", ()))
    asked = reading.kept(_asked)
    free = [span for span in (*words, *verbs) if asked.isdisjoint(range(span.start, span.end))]
    own = [span for span in free if not reading.is_quoted(span) and not reading.is_reported(span)]
    found = [span for span in own if not reading.is_furniture(span) and not _is_name(span)]
    yield from _each(found, "Is there a plainer word than “{words}”?", "Use the word that says what happened.")


def _is_name(span: Span) -> bool:
    """Whether it is written as a name is: “Row” in “Savile Row”."""
    return span.text[:1].isupper()


def _own(reading: Reading, key: str) -> list[Span]:
    """The places of a list that are the article's own."""
    return _of_the_article(reading, spans(reading, reading.kept(_found).get(key, ())))


def _of_the_article(reading: Reading, found: Iterable[Span]) -> list[Span]:
    """Those that the article says itself, in its body."""
    return [span for span in found if not reading.is_furniture(span) and not reading.is_told(span)]


def _found(reading: Reading) -> dict[str, list[Range]]:
    return _book().find(reading)


@cache
def _book() -> Phrasebook:
    def listed(key: str) -> tuple[str, ...]:
        return entries(_LISTS, key)

    return Phrasebook(
        {
            "calling": _CALLING,
            "attacks": (*inflected(listed("attacks")), *listed("irregular_attacks")),
            "superlatives": listed("superlatives"),
            "degrees": ("most", "least"),
            "firsts": ("the first", "the only", "for the first time", "first-ever", "never before", "a record"),
            "uncertain": listed("uncertain"),
            "participles": listed("passive_participles"),
            "reactions": listed("nobodys_reactions"),
            "frequency": (*listed("frequency"), *listed("vague_numbers")),
            "counted": listed("people_counted"),
            "stance": listed("stance"),
            "colours": (*listed("colour"), *listed("metaphors")),
            "motives": listed("motives"),
            "trends": listed("trends"),
            "tabloid": (*listed("tabloid_words"), *listed("tabloid_forms")),
            "tabloid_verbs": inflected(listed("tabloid_verbs")),
        }
    )


def _each(asked: Iterable[Span], question: str, advice: str) -> Iterator[Observation]:
    """One observation for each wording, with all its places."""
    places: dict[str, dict[int, Span]] = defaultdict(dict)
    for span in asked:
        places[" ".join(span.text.lower().split())].setdefault(span.start, span)
    for words, found in places.items():
        yield Observation(words, question.format(words=" ".join(next(iter(found.values())).text.split())), list(found.values()), advice)


RULES = (
    loaded_cue,
    superlative_claim,
    uncertain_claim,
    agentless_passive,
    vague_frequency,
    stance_word,
    colouring_word,
    imputed_motive,
    unsourced_trend,
    rhetorical_question,
    tabloidese,
)
