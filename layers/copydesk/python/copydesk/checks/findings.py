"""Analysis → findings: every rule that the policy asks for, looked for once."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence

from copydesk.analysis import Analysis, Anchor, Finding, Part, Range, Severity, Span, Suppression
from copydesk.article import Suppress
from copydesk.checks.catalogue import CODES
from copydesk.checks.policy import Policy
from copydesk.checks.reading import Reading
from copydesk.checks.rule import Observation, Rule
from copydesk.identity import Identities

_WIDE = re.compile("[\U00010000-\U0010ffff]")

_RANKS = {severity: rank for rank, severity in enumerate(Severity)}

CONTEXT = 32
"""Code points of prefix and suffix in an anchor: enough to tell two places apart, as annotation clients do it."""


def findings(analysis: Analysis, policy: Policy, suppressed: Sequence[Suppress] = ()) -> list[Finding]:
    """Return what a copy desk would mark, gravest first and then in the order of the text.

    Nothing is left out because it is suppressed: it is returned with the reason, so that the report can say so.
    """
    if not analysis.is_analysed:
        return []
    reading = Reading(analysis)
    anchors = _Anchors(reading)
    identities = Identities()
    found: list[Finding] = []
    for rule, setting in policy.asked:
        if reading.genre in rule.not_in:
            continue
        for seen in rule.look(reading, setting.parameters):
            # A pack that lowers a rule lowers all of its cases, also one that the rule itself calls graver.
            severity = setting.severity if setting.is_changed else seen.severity or setting.severity
            identity = identities.of(rule.code, seen.thing)
            found.append(
                Finding(
                    id=identity,
                    rule=rule.code,
                    severity=severity,
                    message=seen.message,
                    anchors=[anchors.of(span) for span in _everywhere(reading, seen.spans)],
                    suggestion=seen.suggestion,
                    policy=policy.name,
                    reference=_reference(rule, seen),
                    suppressed=_suppression(rule.code, identity, policy, suppressed),
                )
            )
    return sorted(_most_specific(found), key=_gravest_first)


def _most_specific(found: Sequence[Finding]) -> list[Finding]:
    """Leave out the questions of a rule about sentences in which one that it gives way to asks of some words."""
    asked: dict[str, list[Range]] = defaultdict(list)
    for finding in found:
        asked[finding.rule] += [(anchor.start, anchor.end) for anchor in finding.anchors if anchor.part is Part.TEXT]

    def is_put(finding: Finding) -> bool:
        others = [place for code in CODES[finding.rule].gives_way_to for place in asked.get(code, ())]
        return not any(anchor.start <= start and end <= anchor.end for anchor in finding.anchors for start, end in others)

    return [finding for finding in found if is_put(finding)]


def _everywhere(reading: Reading, spans: Sequence[Span]) -> list[Span]:
    """The places of a finding; what stands in the title stands in the text too, where that begins with the title."""
    headline = reading.analysis.document.headline
    again = []
    for span in spans:
        if headline is None or span.part is not Part.TITLE:
            continue
        # The two may differ in their marks: the same words lie a few signs off at most.
        place = reading.text.find(span.text, headline.start + max(0, span.start - _OFF), headline.end)
        if place >= 0 and span.text:
            again.append(reading.span(place, place + len(span.text)))
    known = {(span.start, span.end) for span in spans if span.part is Part.TEXT}
    return [*spans, *(span for span in again if (span.start, span.end) not in known)]


_OFF = 6


def _reference(rule: Rule, seen: Observation) -> str | None:
    return seen.reference or (rule.practice.title if rule.practice else None)


def _suppression(code: str, identity: str, policy: Policy, suppressed: Sequence[Suppress]) -> Suppression | None:
    for one in suppressed:
        if one.finding == identity or (one.finding is None and one.rule == code):
            return Suppression(reason=one.reason, origin="article")
    if code in policy.suppressed:
        return Suppression(reason=policy.suppressed[code], origin=f"policy/{policy.name}")
    return None


def _gravest_first(finding: Finding) -> tuple[int, bool, int, str]:
    first = finding.anchors[0] if finding.anchors else None
    # What concerns the whole article comes before its places, and the title before the text.
    place = -1 if first is None else first.start
    return _RANKS[finding.severity], bool(first and first.paragraph is not None), place, finding.rule


class _Anchors:
    """Makes anchors in one article."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        # What lies beyond the basic plane takes two units in UTF-16.
        self._wide = {part: [found.start() for found in _WIDE.finditer(reading.of(part))] for part in Part}

    def of(self, span: Span) -> Anchor:
        text = self._reading.of(span.part)
        return Anchor(
            start=span.start,
            end=span.end,
            text=span.text,
            part=span.part,
            prefix=text[max(span.start - CONTEXT, 0) : span.start],
            suffix=text[span.end : span.end + CONTEXT],
            paragraph=self._reading.paragraph_of(span),
            occurrence=text.count(span.text, 0, span.start) if span.text else 0,
            utf16_start=span.start + bisect_left(self._wide[span.part], span.start),
            utf16_end=span.end + bisect_left(self._wide[span.part], span.end),
        )
