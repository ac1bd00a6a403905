"""Claims that nobody is said to make."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from copydesk.analysis import Claim, ClaimKind, Part, Severity
from copydesk.checks.lists import entries, holds, pattern
from copydesk.checks.reading import Reading
from copydesk.checks.rule import NOT_REPORTED, Group, Observation, Options, rule
from copydesk.checks.sourcing.practice import AP_ATTRIBUTION

_NEAR = 2
"""Sentences behind a statement in which a reader still takes what is told for its speaker's."""


_OF_WORDS = (
    "faceless-group",
    "hidden-speaker",
    "superlative-claim",
    "unnamed-group",
    "unsourced-superlative",
    "vague-evidence",
    "weasel-phrase",
)
"""Rules that ask who says so of some words of a sentence, more exactly than of all of it."""


@rule(
    "claim-without-source",
    name="A claim without a source",
    group=Group.SOURCING,
    severity=Severity.NOTE,
    explanation="The sentence states an amount, a share or a rank that somebody must have measured, and does not say who.",
    practice=AP_ATTRIBUTION,
    parameters={"score": 0.65, "most": 3, "words_each": 150},
    gives_way_to=_OF_WORDS,
    bad="The council met on Monday.\n\nUnemployment in the region has risen by 40 percent since 2019 because the shipyards closed.",
    good="The council met on Monday.\n\nUnemployment in the region has risen by 40 percent since 2019 because the shipyards closed,"
    " according to the labour office.",
    not_in=NOT_REPORTED,
)
def claim_without_source(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks the strongest measured claims (a score of at least `score`) in the own voice, at most `most` or one for `words_each` words."""
    behind = reading.kept(_speakers_before)
    found = [
        claim
        for claim in _found_out(reading, options)
        if _sentence(reading, claim) not in behind and not _is_plain(claim) and not _has_basis(reading, claim)
    ]
    yield from _strongest(reading, found, options, lambda _: "Who says so, or where does it stand?", None)


@rule(
    "follow-on-claim",
    name="A claim behind somebody's statement",
    group=Group.SOURCING,
    severity=Severity.NOTE,
    explanation="The sentence before is somebody's; this one states a figure or a cause and does not say whether it is still theirs.",
    practice=AP_ATTRIBUTION,
    parameters={"score": 0.6, "most": 3, "words_each": 150},
    gives_way_to=_OF_WORDS,
    bad="Ida Marlow said the port would close in May. The closure will cost the region 1,400 jobs and 30 million euros a year.",
    good="Ida Marlow said the port would close in May. The closure will cost the region 1,400 jobs, she said.",
    not_in=NOT_REPORTED,
)
def follow_on_claim(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks measured claims in the own voice up to two sentences behind a statement, at most `most`, or one for `words_each` words."""
    behind = reading.kept(_speakers_before)
    strong = [claim for claim in _found_out(reading, options) if not _is_on_record(claim)]
    found = [claim for claim in strong if _sentence(reading, claim) in behind]

    def question(claim: Claim) -> str:
        return f"Does this still come from {_short(behind[_sentence(reading, claim)])}? The sentence does not tell."

    yield from _strongest(reading, found, options, question, "Repeat the attribution, or say whose it is.")


def _found_out(reading: Reading, options: Options) -> list[Claim]:
    """Claims that rest on a count, a comparison or a cause: what somebody must have found out, and a reader cannot see."""
    return [claim for claim in reading.kept(_own_claims) if claim.score >= float(options["score"]) and _LOOKED_UP & set(claim.kinds)]


_LOOKED_UP = frozenset({ClaimKind.FIGURE, ClaimKind.COMPARISON, ClaimKind.CAUSATION})


def _is_plain(claim: Claim) -> bool:
    """Whether it is a result that anybody can look up, or has no figure but an age or a time, and compares and explains nothing."""
    told = _NAMED_BY_FIGURE.sub("", claim.text)
    if claim.score < _TELLING and not _MEASURE.search(told) and not _COMPARED.search(told):
        return True
    return _is_on_record(claim)


_TELLING = 0.85
"""The score from which a claim is asked about without a measure in it."""
_MEASURE = re.compile(
    r"\d\s?%|\d[- ]per ?cent|percentage point|[$£€¥]\s?\d|\b(?:half|third|quarter|thirds|quarters|majority|most) of\b"
    r"|\b(?:twice|halved)\b|\bdoubled\b(?!-| down)|\d times\b"
    r"|\b\d[\d.,]*[\s-]?(?:thousand|million|billion|trillion|m|bn|k)\b|\b(?:dozens|hundreds|thousands|millions) of\b"
    r"|\b\d{1,3}(?:,\d{3})+\b|\b(?!1[5-9]\d\d\b|20\d\d\b)\d{3,}\b(?!\s?(?:a\.m|p\.m|block))"
    r"|\b(?:one|two|three|four|nine|\d+) (?:in|out of) (?:every )?(?:two|three|four|five|six|ten|\d+)\b"
    r"|\b(?:has|have) (?:risen|fallen|grown|doubled|declined|increased|dropped)\b|\b(?:deaths|cases|jobs)\b"
    r"|\b\d+ (?:meters|metres|miles|kilomet(?:er|re)s|km|feet|acres|hectares|tons|tonnes|barrels|degrees|pounds|kg)\b"
)
_NAMED_BY_FIGURE = re.compile(r"\b(?:Group of|Fortune|Dow|Nikkei|Russell|S&P|Formula|Channel|Route|Interstate|Highway|Section|Title) \d+\b")
"""Names that have a figure in them and measure nothing."""
_COMPARED = re.compile(
    r"\b(?:more|fewer|less|higher|lower|larger|faster|better|worse)\b[^.;]{0,50}\bthan (?:any|all|most|ever)\b"
    r"|\b(?:due|owing|thanks) to\b|\bled to\b"
)


def _is_on_record(claim: Claim) -> bool:
    """Whether it tells a result or an official act, which anybody can look up."""
    return holds("sourcing", "on_record", claim.text) or bool(_SHARE_WON.search(claim.text))


_SHARE_WON = re.compile(r"\b(?:won|took|received|got|defeated)\b[^.]{0,60}(?:percent|per cent|%)")


def _has_basis(reading: Reading, claim: Claim) -> bool:
    """Whether a poll, a study or a filing is named in the paragraph before a claim, as far as it is near, or in its own up to its end."""
    number = reading.paragraph_of(claim)
    start = reading.paragraphs[max(number - 1, 0)][0] if number is not None else claim.start
    found = pattern("sourcing", "bases").search(reading.lower[Part.TEXT], max(start, claim.start - _BEFORE), claim.end)
    return found is not None


_BEFORE = 500
"""Code points before a claim in which a reader still has in mind what the figures rest on."""


def _strongest(
    reading: Reading, found: Sequence[Claim], options: Options, question: Callable[[Claim], str], advice: str | None
) -> Iterator[Observation]:
    """One observation for each of the best claims, in the order of the text; more of them in a longer article."""
    most = max(int(options["most"]), reading.word_count // int(options["words_each"]))
    for claim in sorted(sorted(found, key=lambda one: -one.score)[:most], key=lambda one: one.start):
        yield Observation(claim.text, question(claim), [claim], advice or claim.check or "Name the source in the sentence.")


def _own_claims(reading: Reading) -> list[Claim]:
    """The claims of sentences that hand nothing to anybody for sure, and that are not in quotation marks."""
    given, numbers = reading.kept(_handing_on), reading.kept(_sentence_numbers)
    return [
        claim
        for claim in reading.analysis.claims
        if claim.score >= _LEAST
        and numbers.get(claim.start, -1) not in given
        and not reading.is_furniture(claim)
        and not _is_quotation(reading, claim)
        and not _is_no_claim(claim.text)
    ]


_LEAST = 0.5
"""Below this score no claim is asked about, whatever the policy says."""


def _is_no_claim(sentence: str) -> bool:
    """Whether it is a question, a few words or standing matter, or names who says or found it after all."""
    words = sentence.lower().split()
    asked = sentence.rstrip(' \n"”’)').endswith("?")
    return len(words) <= _FEW or asked or not _NAMES_A_SOURCE.isdisjoint(words) or bool(_STANDING.search(sentence))


_FEW = 4
_NAMES_A_SOURCE = frozenset(entries("sourcing", "sourced"))
_STANDING = re.compile(
    r"^(?:Editor|Contact|About|Follow|Copyright|Photo|Image|Published|Updated|Read more)\b|@\w|https?:|www\.|\b\d{3}-\d{4}\b"
)
_SURE = 0.7


def _is_quotation(reading: Reading, claim: Claim) -> bool:
    """Whether the sentence is quoted, or begins or ends within quotation marks."""
    return reading.is_quoted_at(claim.start) or reading.is_quoted_at(claim.end - 1) or reading.is_told(claim)


def _handing_on(reading: Reading) -> set[int]:
    """The sentences that surely hand something to a source, by any part of it."""
    numbers: set[int] = set()
    for attribution in reading.analysis.attributions:
        if attribution.source_id and attribution.confidence >= _SURE:
            for span in (*attribution.content, attribution.cue, attribution.source):
                if span is not None and (number := reading.sentence_of(span)) is not None:
                    numbers.add(number)
                    if span.end > reading.sentences[number][1] and (last := reading.sentence_at(span.end - 1)) is not None:
                        numbers.update(range(number, last + 1))
    return numbers


def _speakers_before(reading: Reading) -> dict[int, str]:
    """For the sentences right behind a statement, in its paragraph or the next, whose it is."""
    found: dict[int, str] = {}
    for attribution in reading.analysis.attributions:
        source = reading.source_of(attribution)
        if source is None or attribution.confidence < _SURE:
            continue
        end, paragraph = reading.sentence_of(attribution.content[-1]), reading.paragraph_of(attribution.content[-1])
        if end is None:
            continue
        for number in range(end + 1, min(end + 1 + _NEAR, len(reading.sentences))):
            if reading.paragraph_at(reading.sentences[number][0]) == paragraph:
                found[number] = reading.named(source)
    return found


def _sentence(reading: Reading, claim: Claim) -> int:
    return reading.kept(_sentence_numbers).get(claim.start, -1)


def _sentence_numbers(reading: Reading) -> dict[int, int]:
    """The sentences by where they begin, as claims do."""
    return {start: number for number, (start, _) in enumerate(reading.sentences)}


_LONG = 50


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _LONG else line[:_LONG].rsplit(" ", 1)[0] + " …"


RULES = (claim_without_source, follow_on_claim)
