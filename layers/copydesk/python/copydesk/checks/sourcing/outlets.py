"""Other outlets: what is taken from them, and what they took from people without a name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copydesk.analysis import Attribution, Severity, Source, SourceType, Span
from copydesk.checks.lists import entries, holds, phrases
from copydesk.checks.reading import NAMED, UNNAMED, Reading
from copydesk.checks.rule import NOT_REPORTED, Group, Observation, Options, rule
from copydesk.checks.sourcing.anonymity import is_in_the_know, is_named_soon, weighed
from copydesk.checks.sourcing.practice import AP_ANONYMITY, REPUBLISHED
from copydesk.identity import normalised

_LARGELY = 3
"""Statements that make an article one about another outlet's report."""


@rule(
    "one-outlet",
    name="Everything rests on one outlet",
    group=Group.SOURCING,
    severity=Severity.WARNING,
    explanation="Where nobody else speaks for it, an article is as good as the report that it repeats. Did anybody check it?",
    practice=REPUBLISHED,
    bad="The port will close, the Varn Courier reported on Monday. The Varn Courier said that 40 jobs would go. The last ferry sails"
    " in May, the Varn Courier reported.",
    good="The port will close, the Varn Courier reported on Monday. The Varn Courier said that 40 jobs would go. The last ferry sails"
    " in May, the Varn Courier reported. “We were not told,” Ida Marlow, the mayor, said in a telephone interview.",
    not_in=NOT_REPORTED,
)
def one_outlet(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks an article that credits one outlet three times or more, where all who could be asked again came through it.

    A note where fewer than four sources are anonymous.
    """
    outlets = [source for source in reading.analysis.sources if source.type is SourceType.MEDIA and not _is_own(reading, source)]
    places = {outlet.id: _credits(reading, outlet) for outlet in outlets}
    credited = [outlet for outlet in outlets if places[outlet.id]]
    if len(credited) != 1 or len(places[credited[0].id]) < _LARGELY:
        return
    outlet = credited[0]
    for source in reading.analysis.sources:
        if source.attribution_ids and _can_be_asked(source):
            brought = any(via.source_id == outlet.id for a in reading.statements.get(source.id, []) for via in a.via)
            if not brought:
                return
    yield Observation(
        reading.named(outlet),
        f"Does anything here not come from {reading.named(outlet)}? No other source bears it out by name.",
        places[outlet.id],
        "Ask the people concerned, or say that this is that outlet's report and was not checked.",
        severity=weighed(reading),
    )


@rule(
    "republished-anonymous",
    name="Another outlet's unnamed source",
    group=Group.SOURCING,
    severity=Severity.WARNING,
    explanation="Who repeats another outlet's unnamed source vouches for somebody whom it does not know.",
    practice=REPUBLISHED,
    bad="The port will close in May, a person familiar with the plans told the Varn Courier on Monday.",
    good="The port will close in May, Ida Marlow, who leads it, told the Varn Courier on Monday.",
    not_in=NOT_REPORTED,
)
def republished_anonymous(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks statements of unnamed sources that came through another outlet, and reports of an outlet that rest on unnamed people.

    A note where fewer than four sources are anonymous, or where only the words of the report tell that somebody without a name is behind
    it: “an official said …, the Courier reported”.
    """
    yield from _within_reports(reading)
    for source in reading.analysis.sources:
        if source.anonymity and source.anonymity.terms is None and reading.statements.get(source.id) and is_named_soon(reading, source):
            continue
        found = [passed for attribution in reading.statements.get(source.id, []) for passed in _republished(reading, source, attribution)]
        if found:
            outlet = found[0][0]
            # Who "told the Courier" spoke to this very newspaper, if it is the Courier: where nobody says which it is, that is likely.
            own = reading.analysis.article.outlet is None and all(told for _, _, told in found)
            yield Observation(
                f"{reading.named(source)} {outlet}",
                f"Do we know who told {outlet} this? Its source has no name.",
                [span for _, span, _ in found],
                "Confirm it with a source of our own, or say that we could not.",
                severity=Severity.NOTE if own else weighed(reading),
            )


@rule(
    "one-source",
    name="Everything rests on one source",
    group=Group.SOURCING,
    severity=Severity.NOTE,
    explanation="Nearly all that the article hands to anybody comes from one source. Does nobody else know anything of it?",
    practice=AP_ANONYMITY,
    parameters={"statements": 3, "share": 0.8},
    bad="The port will close in May, Ida Marlow said on Monday. Marlow said that 40 jobs would go. She said that the town offered money."
    " “It came too late,” Marlow said.",
    good="The port will close in May, Ida Marlow said on Monday. Marlow said that 40 jobs would go. She said that the town offered money."
    " “It came too late,” Marlow said. Karl Venn, the mayor, said that the offer still stood and that the council would meet on Friday.",
    not_in=NOT_REPORTED,
)
def one_source(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks an article with at least `statements` statements of which one source has at least `share` of the words."""
    sources = [source for source in reading.analysis.sources if source.words]
    said = sum(source.words for source in sources)
    for source in sources:
        statements = reading.statements.get(source.id, [])
        if len(statements) >= int(options["statements"]) and source.words >= float(options["share"]) * said:
            yield Observation(
                reading.named(source),
                f"Does anybody but {reading.named(source)} speak to this?",
                reading.places_of(source),
                "Ask somebody else.",
            )


def _can_be_asked(source: Source) -> bool:
    """Whether a reader could ask a source again: one with a name, or an office that answers whoever calls."""
    office = source.type in UNNAMED and not source.anonymity and holds("sourcing", "offices_that_answer", source.description or "")
    return source.type in NAMED or office


def _republished(reading: Reading, source: Source, attribution: Attribution) -> Iterator[tuple[str, Span, bool]]:
    """Yield the outlets with the words of the source, and whether the source told the outlet."""
    vias = [(via, reading.sources.get(via.source_id or "")) for via in attribution.via]
    if source.anonymity and is_in_the_know(source):
        for via, passed_on in vias:
            if passed_on and passed_on.type is SourceType.MEDIA and not _is_own(reading, passed_on):
                yield reading.named(passed_on), attribution.source or via.span, (via.terms or "").startswith(("tell", "told"))
                return
    elif (outlet := _outlet_of(reading, source)) is not None:
        for via, passed_on in vias:
            if passed_on and passed_on.type in UNNAMED:
                yield outlet, via.span, False


def _within_reports(reading: Reading) -> Iterator[Observation]:
    for attribution in reading.analysis.attributions:
        source = reading.source_of(attribution)
        if source is None or source.type is not SourceType.MEDIA or _is_own(reading, source):
            continue
        first = attribution.content[0]
        number = reading.sentence_of(first)
        if number is None:
            continue
        # The statement may be found to begin behind the article: "A [port official said …]".
        begins = max(reading.sentences[number][0], first.start - _ARTICLE)
        if unnamed := _UNNAMED.search(reading.text, begins, first.end):
            outlet = reading.named(source)
            yield Observation(
                f"{unnamed['who']} {outlet}",
                f"Do we know who told {outlet} this? Its source has no name.",
                [reading.span(*unnamed.span("who"))],
                "Confirm it with a source of our own, or say that we could not.",
                severity=Severity.NOTE,
            )


_ARTICLE = 12
_UNNAMED = re.compile(
    rf"(?P<who>(?<!\w)(?:an?|one|two|three|some|several|many|unnamed|anonymous|senior)\s+(?:[\w’'-]+\s+){{0,4}}?"
    rf"{phrases(entries('sourcing', 'in_the_know'), case=True).pattern})\s+(?:[\w-]+\s+){{0,5}}?"
    r"(?:said|says|say|told|tell|confirmed|denied|claimed|claim|believe|warned|described)\b",
    re.IGNORECASE,
)


def _outlet_of(reading: Reading, source: Source) -> str | None:
    """The outlet whose report a source is, where it is another one."""
    if source.type is SourceType.MEDIA:
        return None if _is_own(reading, source) else reading.named(source)
    if source.type is not SourceType.DOCUMENT:
        return None
    described = normalised(source.description or "")
    for outlet in reading.analysis.sources:
        foreign = outlet.type is SourceType.MEDIA and outlet.name and not _is_own(reading, outlet)
        if foreign and normalised(outlet.name or "") in described:
            return outlet.name
    return None


def _credits(reading: Reading, outlet: Source) -> list[Span]:
    """The places where an outlet, its report or something that it passed on is the source."""
    places: dict[int, Span] = {}
    for attribution in reading.analysis.attributions:
        source = reading.source_of(attribution)
        if source and (source.id == outlet.id or _outlet_of(reading, source) == outlet.name) and attribution.source:
            places[attribution.source.start] = attribution.source
        for via in attribution.via:
            if via.source_id == outlet.id:
                places[via.span.start] = via.span
    return [places[start] for start in sorted(places)]


def _is_own(reading: Reading, source: Source) -> bool:
    """Whether an outlet is the one that publishes the article."""
    own = reading.analysis.article.outlet
    return bool(own and source.name and normalised(own) in (normalised(source.name), normalised(f"The {source.name}")))


RULES = (one_outlet, republished_anonymous, one_source)
