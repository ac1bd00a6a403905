"""Claims that nobody is said to make."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from copydesk.analysis import Claim, ClaimKind, Severity
from copydesk.checks.lists import entries
from copydesk.checks.reading import Reading
from copydesk.checks.rule import NOT_REPORTED, Group, Observation, Options, rule
from copydesk.checks.sourcing.practice import AP_ATTRIBUTION

_LOOKED_UP = frozenset({ClaimKind.FIGURE, ClaimKind.COMPARISON, ClaimKind.CAUSATION})
_NEAR = 2
"""Sentences behind a statement in which a reader still takes what is told for its speaker's."""


@rule(
    "claim-without-source",
    name="A claim without a source",
    group=Group.SOURCING,
    severity=Severity.NOTE,
    explanation="The sentence states something that somebody must have counted, compared or found out, and does not say who.",
    practice=AP_ATTRIBUTION,
    parameters={"score": 0.65, "most": 3, "words_each": 90},
    bad="The council met on Monday.\n\nUnemployment in the region has risen by 40 percent since 2019 because the shipyards closed.",
    good="The council met on Monday.\n\nUnemployment in the region has risen by 40 percent since 2019 because the shipyards closed,"
    " according to the labour office.",
    not_in=NOT_REPORTED,
)
def claim_without_source(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks the strongest claims (a score of at least `score`) in the own voice, at most `most` or one for `words_each` words."""
    behind = reading.kept(_speakers_before)
    strong = [claim for claim in reading.kept(_own_claims) if claim.score >= _least(claim, options)]
    found = [claim for claim in strong if _sentence(reading, claim) not in behind]
    yield from _strongest(reading, found, options, lambda _: "Who says so, or where does it stand?", None)


@rule(
    "follow-on-claim",
    name="A claim behind somebody's statement",
    group=Group.SOURCING,
    severity=Severity.NOTE,
    explanation="The sentence before is somebody's; this one states a fact and does not say whether it is still theirs.",
    practice=AP_ATTRIBUTION,
    parameters={"score": 0.6, "most": 3, "words_each": 90},
    bad="Ida Marlow said the port would close in May. The closure will cost the region 1,400 jobs and 30 million euros a year.",
    good="Ida Marlow said the port would close in May. The closure will cost the region 1,400 jobs, she said.",
    not_in=NOT_REPORTED,
)
def follow_on_claim(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks claims in the own voice up to two sentences behind a statement, at most `most` of them, or one for `words_each` words."""
    behind = reading.kept(_speakers_before)
    strong = [claim for claim in reading.kept(_own_claims) if claim.score >= _least(claim, options)]
    found = [claim for claim in strong if _sentence(reading, claim) in behind]

    def question(claim: Claim) -> str:
        return f"Does this still come from {_short(behind[_sentence(reading, claim)])}? The sentence does not tell."

    yield from _strongest(reading, found, options, question, "Repeat the attribution, or say whose it is.")


_PLAIN = 0.15
"""What a claim without a figure, a comparison or a cause must score above the others."""


def _least(claim: Claim, options: Options) -> float:
    return float(options["score"]) + (0 if _LOOKED_UP & set(claim.kinds) else _PLAIN)


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
