"""Claims that nobody is said to make."""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.analysis import Attribution, Claim, ClaimKind, Part, Severity
from copydesk.checks.reading import Reading
from copydesk.checks.rule import NOT_REPORTED, Group, Observation, Options, rule
from copydesk.checks.sourcing.practice import AP_ATTRIBUTION

_LOOKED_UP = frozenset({ClaimKind.FIGURE, ClaimKind.COMPARISON, ClaimKind.CAUSATION})


@rule(
    "claim-without-source",
    name="A claim without a source",
    group=Group.SOURCING,
    severity=Severity.NOTE,
    explanation="The sentence states something that somebody must have counted, compared or found out, and the paragraph does not say who.",
    practice=AP_ATTRIBUTION,
    parameters={"score": 0.85, "most": 5},
    bad="The council met on Monday.\n\nUnemployment in the region has risen by 40 percent since 2019 because the shipyards closed.",
    good="The council met on Monday.\n\nUnemployment in the region has risen by 40 percent since 2019 because the shipyards closed,"
    " according to the labour office.",
    not_in=NOT_REPORTED,
)
def claim_without_source(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks the strongest claims (a score of at least `score`) in the own voice that can be looked up, at most `most` of them."""
    attributed = {reading.paragraph_of(span) for a in reading.analysis.attributions for span in a.content}
    found = [claim for claim in _own_claims(reading, float(options["score"])) if reading.paragraph_of(claim) not in attributed]
    for claim in sorted(sorted(found, key=lambda one: -one.score)[: int(options["most"])], key=lambda one: one.start):
        yield Observation(claim.text, "Who says so, or where does it stand?", [claim], claim.check)


@rule(
    "follow-on-claim",
    name="A claim behind somebody's statement",
    group=Group.SOURCING,
    severity=Severity.NOTE,
    explanation="The sentence before is somebody's; this one states a figure or a cause and does not say whether it is still theirs.",
    practice=AP_ATTRIBUTION,
    parameters={"score": 0.8, "most": 3},
    bad="Ida Marlow said the port would close in May. The closure will cost the region 1,400 jobs and 30 million euros a year.",
    good="Ida Marlow said the port would close in May. The closure will cost the region 1,400 jobs, she said.",
    not_in=NOT_REPORTED,
)
def follow_on_claim(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks claims in the own voice, in the paragraph of a statement and right behind it, at most `most` of them."""
    found = []
    for claim in _own_claims(reading, float(options["score"])):
        before = [a for a in reading.analysis.attributions if _ends_just_before(reading, a, claim)]
        source = reading.source_of(before[-1]) if before else None
        if source is not None:
            found.append((claim, reading.named(source)))
    for claim, speaker in sorted(sorted(found, key=lambda one: -one[0].score)[: int(options["most"])], key=lambda one: one[0].start):
        yield Observation(claim.text, f"Is this still what {speaker} says? The sentence does not tell.", [claim], "Repeat the attribution.")


def _own_claims(reading: Reading, score: float) -> Iterator[Claim]:
    for claim in reading.analysis.claims:
        if claim.score >= score and claim.attribution_id is None and _LOOKED_UP & set(claim.kinds) and not reading.is_furniture(claim):
            touched = any(span.part == claim.part and span.start < claim.end and claim.start < span.end for span in reading.given)
            if not touched:
                yield claim


def _ends_just_before(reading: Reading, attribution: Attribution, claim: Claim) -> bool:
    """Whether a statement ends in the sentence before a claim, in its paragraph."""
    last, number = attribution.content[-1], reading.sentence_of(claim)
    if number is None or last.part is Part.TITLE or reading.paragraph_of(last) != reading.paragraph_of(claim):
        return False
    return reading.sentence_of(last) == number - 1


RULES = (claim_without_source, follow_on_claim)
