"""Claims that nobody is said to make."""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.analysis import Attribution, Claim, ClaimKind, Severity
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
    ending = _statements_by_their_end(reading)
    found = []
    for claim in _own_claims(reading, float(options["score"])):
        before = ending.get((reading.sentence_of(claim) or 0) - 1)
        if before is None or reading.paragraph_of(before.content[-1]) != reading.paragraph_of(claim):
            continue
        source = reading.source_of(before)
        if source is not None:
            found.append((claim, reading.named(source)))
    for claim, speaker in sorted(sorted(found, key=lambda one: -one[0].score)[: int(options["most"])], key=lambda one: one[0].start):
        yield Observation(claim.text, f"Is this still what {speaker} says? The sentence does not tell.", [claim], "Repeat the attribution.")


def _own_claims(reading: Reading, score: float) -> Iterator[Claim]:
    """The claims of at least a score, in sentences that hand nothing to anybody, that can be looked up."""
    for claim in reading.analysis.claims:
        looked_up = claim.score >= score and claim.attribution_id is None and _LOOKED_UP & set(claim.kinds)
        if looked_up and not reading.is_furniture(claim) and not reading.is_reported(claim):
            yield claim


def _statements_by_their_end(reading: Reading) -> dict[int, Attribution]:
    """The last statement that ends in each sentence."""
    ends = ((reading.sentence_of(attribution.content[-1]), attribution) for attribution in reading.analysis.attributions)
    return {number: attribution for number, attribution in ends if number is not None}


RULES = (claim_without_source, follow_on_claim)
