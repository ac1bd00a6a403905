"""What the article states, against the fact book."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache

from copydesk.analysis import Part, Severity, Span
from copydesk.checks.factbook import Fact, Property, about, all_facts
from copydesk.checks.lists import lists
from copydesk.checks.reading import Reading
from copydesk.checks.rule import Example, Group, Observation, Options, rule
from copydesk.identity import normalised

_MILLIMETRES = frozenset({"mm", "millimeter", "millimetre", "millimeters", "millimetres"})
_MEASURE = r"(?P<figure>\d{1,3}(?:\.\d{1,2})?)\s*-?\s*(?:mm|millimet(?:er|re)s?)\b"
# "152mm towed D-30", "D-30 152mm howitzer", "D-30, a 152 mm gun": nothing stands between that could bring another gun in.
_BEFORE = re.compile(rf"{_MEASURE}[\s-]+(?:(?!and\b|or\b|with\b|by\b)[a-z][a-z-]*\s+){{0,2}}[\"“‘']?$", re.IGNORECASE)
_BEHIND = re.compile(rf"^s?[\"”’']?(?:,\s+an?\s+|\s+(?:is\s+an?\s+)?|\s*\()(?:[a-z][a-z-]*\s+){{0,1}}{_MEASURE}", re.IGNORECASE)


@rule(
    "wrong-calibre",
    name="A weapon with the wrong calibre",
    group=Group.FACTS,
    severity=Severity.ERROR,
    explanation="The calibre beside a weapon's exact designation is not the one that the fact book has for it.",
    bad="The brigade lost two 152mm D-30 howitzers on Monday.",
    good="The brigade lost two 122mm D-30 howitzers and a 152mm 2S19 on Monday.",
    parameters={"facts": ()},
)
def wrong_calibre(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks a measurement in millimetres right beside an exact designation that has another calibre."""
    known = _named(tuple(options["facts"]), Property.CALIBRE) if not _MILLIMETRES.isdisjoint(reading.vocabulary[Part.TEXT]) else {}
    for span, facts in _subjects(reading, known):
        text = reading.of(span.part)
        found = _BEFORE.search(text, max(span.start - 60, 0), span.start)
        if found is None:
            behind = _BEHIND.search(text[span.end : span.end + 60])
            figure = behind["figure"] if behind else None
            place = (span.start, span.end + behind.end()) if behind else (0, 0)
        else:
            figure, place = found["figure"], (found.start("figure"), span.end)
        right = [value for fact in facts for value in fact.value]
        if figure is None or any(abs(float(figure) - float(value)) <= 0.05 * float(value) for value in right):
            continue
        yield Observation(
            f"{span.text} {figure}",
            f"Is this the right gun, or the right calibre? The {span.text} is a {right[0]} mm weapon, not {figure} mm.",
            [reading.span(min(place[0], span.start), max(place[1], span.end), span.part)],
            f"{right[0]} mm, or the name of the gun that is meant.",
            reference=_reference(facts[0]),
        )


_A_CAPITAL = re.compile(r"\bcapital\b")
_CAPITAL_OF = re.compile(
    r"(?P<town>[A-Z][\w’'.-]*(?: (?:de |la |el |es |al-)?[A-Z][\w’'.-]*){0,3}),? (?:is |was |remains |in )?(?:the )?(?:country's )?"
    r"capital(?: city)? of (?P<country>(?:the )?[A-Z][\w.’'-]*(?: (?:of |the |and )*[A-Z][\w.’'-]*){0,4})"
)
_CAPITAL = re.compile(
    r"(?P<country>(?:the )?[A-Z][\w.-]*(?: [A-Z][\w.-]*){0,3})['’]s? capital(?: city)?,? (?:of )?"
    r"(?P<town>[A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*){0,3})"
)


@rule(
    "wrong-capital",
    name="A country with the wrong capital",
    group=Group.FACTS,
    severity=Severity.ERROR,
    explanation="The town is called the capital of a country that has another one in the fact book.",
    bad="Delegates met in Sydney, the capital of Australia, on Monday.",
    good="Delegates met in Canberra, the capital of Australia, on Monday, and in Sydney.",
    parameters={"facts": ()},
)
def wrong_capital(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks a known place that is called the capital of a country whose capital is another one."""
    known = _named(tuple(options["facts"]), Property.CAPITAL)
    if "capital" not in reading.text:
        return
    towns = {normalised(name) for entity in reading.analysis.entities if entity.place for name in (entity.name, *entity.aliases)}
    around = [(max(found.start() - 100, 0), found.end() + 100) for found in _A_CAPITAL.finditer(reading.text)]
    matches = [match for start, end in around for one in (_CAPITAL_OF, _CAPITAL) for match in one.finditer(reading.text, start, end)]
    for match in {match.span(): match for match in matches}.values():
        town, country = match["town"], re.sub(r"['’]s$", "", match["country"])
        facts = known.get(country, [])
        span = reading.span(*match.span())
        right = [value for fact in facts for value in fact.value]
        if not right or reading.is_quoted(span) or normalised(town) not in towns:
            continue
        if not any(normalised(value) == normalised(town) for value in right):
            yield Observation(
                f"{town} {country}",
                f"Is {town} the capital of {country}? The fact book has {right[0]}.",
                [span],
                f"{right[0]}, or leave “capital” out.",
                reference=_reference(facts[0]),
            )


_IN_2019 = {"published_at": "2019-03-04T09:00:00Z"}
_EARLIER = re.compile(r"(?:former|ex|then|late|previous|onetime|one-time|past|under|of)[\s-]+(?:the )?$", re.IGNORECASE)


@rule(
    "former-holder",
    name="An office with a former holder",
    group=Group.FACTS,
    severity=Severity.NOTE,
    explanation="On the day of the article the office was held by somebody else, as the fact book has it.",
    bad=Example("British Prime Minister David Cameron opened the bridge on Monday.", fields=_IN_2019),
    good=Example("Former British Prime Minister David Cameron opened the bridge on Monday.", fields=_IN_2019),
    parameters={"facts": ()},
)
def former_holder(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks an office before the name of somebody who did not hold it on the reference date, where no word says so."""
    value = reading.analysis.reference_date.value
    if value is None:
        return
    today = date.fromisoformat(value)
    known = _named(tuple(options["facts"]), Property.HOLDER)
    for span, facts in _subjects(reading, known):
        text = reading.of(span.part)
        if re.search(
            r"(?:former|ex-?|then|late|previous|onetime|one-time|past|under|of)[\s-]+(?:the )?$",
            text[max(span.start - 16, 0) : span.start],
            re.I,
        ):
            continue
        holders = [fact for fact in facts if text.startswith(fact.value[0], span.end + 1)]
        held = [fact for fact in holders if (fact.since is None or fact.since <= today) and (fact.until is None or today <= fact.until)]
        if holders and not held:
            name = holders[0].value[0]
            yield Observation(
                f"{span.text} {name}",
                f"Was {name} still in this office? The fact book has it until {_last(holders)}.",
                [reading.span(span.start, span.end + 1 + len(name), span.part)],
                "“Former” or “then”, if an earlier time is meant.",
                reference=_reference(holders[0]),
            )


_FIGURE_IN_BRACKETS = re.compile(r"\((?:[a-z]+ )?\d")
_CONVERTED = re.compile(
    r"(?P<one>\d[\d,]*(?:\.\d+)?)[\s-]?(?P<unit>[a-z°]+(?: (?:feet|miles|meters|metres))?)\s*"
    r"\((?:about |around |nearly |some |roughly |approximately )?"
    r"(?P<other>\d[\d,]*(?:\.\d+)?)[\s-]?(?P<into>[a-zA-Z°]+(?: (?:feet|miles|meters|metres))?)\)"
)


@rule(
    "wrong-conversion",
    name="A conversion that is not right",
    group=Group.FACTS,
    severity=Severity.ERROR,
    explanation="A measure and its conversion in brackets are not the same.",
    bad="The new road is 10 miles (25 kilometers) long.",
    good="The new road is 10 miles (16 kilometers) long.",
    parameters={"tolerance": 0.12},
)
def wrong_conversion(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks a measure whose conversion in brackets is off by more than `tolerance`, beyond what rounding explains."""
    units: Mapping[str, Sequence[object]] = lists("units")
    for match in _CONVERTED.finditer(reading.text) if _FIGURE_IN_BRACKETS.search(reading.text) else ():
        one, other = _factor(units, match["unit"]), _factor(units, match["into"])
        if one is None or other is None or one[0] != other[0]:
            continue
        measured, converted = _number(match["one"]) * one[1], _number(match["other"]) * other[1]
        # Both figures may be rounded to their last digit but zeros.
        slack = _rounding(match["one"]) * one[1] + _rounding(match["other"]) * other[1] + float(options["tolerance"]) * measured
        if abs(measured - converted) > slack:
            right = measured / other[1]
            yield Observation(
                match[0],
                f"Does the conversion hold? {match['one']} {match['unit']} are about {right:,.0f} {match['into']}.",
                [reading.span(*match.span())],
                f"{right:,.0f} {match['into']}" if right >= 10 else f"{right:.1f} {match['into']}",
            )


def _factor(units: Mapping[str, Sequence[object]], name: str) -> tuple[str, float] | None:
    found = units.get(name.casefold())
    return (str(found[0]), float(str(found[1]))) if found else None


def _number(figure: str) -> float:
    return float(figure.replace(",", ""))


def _rounding(figure: str) -> float:
    """Half of the last place that is not a zero, but never more than a twentieth: 1,200 may stand for anything from 1,150 to 1,250."""
    plain = figure.replace(",", "")
    if "." in plain:
        return 0.5 * 10.0 ** -len(plain.split(".")[1])
    return max(0.5, min(0.5 * 10.0 ** (len(plain) - len(plain.rstrip("0"))), 0.05 * float(plain)))


@cache
def _named(house: tuple[Fact, ...], wanted: Property) -> dict[str, list[Fact]]:
    return about(all_facts(house), wanted)


def _subjects(reading: Reading, known: dict[str, list[Fact]]) -> Iterator[tuple[Span, list[Fact]]]:
    """Where the article names a subject exactly: “D-30”, not “D-300” or “D-30-type”."""
    for span in reading.listed(tuple(known), case=True):
        if "-" not in (reading.text[span.start - 1 : span.start], reading.text[span.end : span.end + 1]):
            yield span, known[" ".join(span.text.split())]


def _last(holders: Sequence[Fact]) -> str:
    """The last day of the last term of a former holder."""
    ends = [fact.until for fact in holders if fact.until]
    return f"{max(ends).day} {max(ends):%B %Y}" if ends else "another time"


def _reference(fact: Fact) -> str:
    return f"{fact.source} (entered {fact.checked:%Y-%m-%d})"


RULES = (wrong_calibre, wrong_capital, former_holder, wrong_conversion)
