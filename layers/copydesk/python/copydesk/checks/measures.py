"""Figures as they are written: with their unit, its usual sign and a scale, and counted from the same thing throughout."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from copydesk.analysis import Part, Severity, Span
from copydesk.checks.factbook import Property, about, all_facts
from copydesk.checks.lists import lists
from copydesk.checks.reading import Reading
from copydesk.checks.rule import Group, Observation, Options, rule

_MONEY = re.compile(r"(?:[$€£¥]|US\$|A\$|C\$)\d[\d,.]*(?:billion|million|trillion|thousand)s?\b")
_GLUED = re.compile(
    r"\d(?<![\w.,-].)[\d,.]*(?:kph|kmh|km/h|mph|kms?|kgs?|lbs?|cms?|mpg|degrees?|percent|million|billion|trillion|miles?|metres?|meters?|feet|"
    r"inches|acres?|hectares?|litres?|liters?|tonnes?|tons?|hours?|hrs?|minutes?|mins?|years?|yrs?|days?|weeks?|months?)\b"
)

_UNIT_BEHIND = re.compile(
    r"\d[,.]*(?:k[pmg]|lb|cm|mp[hg]|degree|percent|[bt]rillion|billion|thousand|mi[ln]|met|mo|feet|inch|acre|h[eor]|lit|ton|y[er]|day|week)"
)
"""A figure and the first letters of a unit: few articles have them together."""


@rule(
    "unit-glued",
    name="Figure and unit without a space",
    group=Group.FORM,
    severity=Severity.NOTE,
    explanation=(
        "The figure and its unit or “million” stand together as one word; most houses, and the SI brochure, set a space between them."
    ),
    bad="The council of Varn paid $3billion for the pier and the ferry did 40kph on Monday.",
    good="The council of Varn paid $3 billion for the pier, a $3-million quay, a 5m pool and a 40-kilometre road; a 30mm pipe runs below.",
)
def unit_glued(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks "$3billion" and "40kph"; not "5m" and "30mm", which many houses set so."""
    if not _UNIT_BEHIND.search(reading.text):
        return
    places = sorted([*reading.words(_MONEY), *reading.words(_GLUED)], key=lambda one: one.start)
    if places:
        yield Observation("units", "Is a space missing between figure and unit?", places, suggestion="Put it in.")


_SPEEDS = {
    "kph": re.compile(r"(?<=\d)[ \xa0]?(?:kph|kmh|k\.p\.h\.|kmph)\b"),
    "km/h": re.compile(r"(?<=\d)[ \xa0]?km/h\b"),
    "kilometres an hour": re.compile(r"\bkilomet(?:re|er)s?[ -](?:an|per)[ -]hour\b"),
    "mph": re.compile(r"(?<=\d)[ \xa0]?(?:mph|m\.p\.h\.)"),
    "miles an hour": re.compile(r"\bmiles?[ -](?:an|per)[ -]hour\b"),
}
_SHARES = {
    "%": re.compile(r"\d ?%"),
    "percent": re.compile(r"\d percent\b"),
    "per cent": re.compile(r"\d per cent\b"),
    "pct": re.compile(r"\d pct\b"),
    "p.c.": re.compile(r"\d p\.c\."),
}
_SIGNS = {
    "speeds": (
        "kph",
        "kmh",
        "km/h",
        "k.p.h.",
        "kmph",
        "mph",
        "m.p.h.",
        "metres an hour",
        "meters an hour",
        "miles an hour",
        "miles per hour",
    ),
    "shares": ("%", " percent", " per cent", " pct", " p.c."),
}
_SIGN_WORDS = {"speeds": ("kph", "kmh", "km", "kmph", "mph", "hour", "p"), "shares": ("percent", "per", "pct", "p")}
"""Words of which an article has one where it has two of the signs, or "kph"."""
_CONVERTED = re.compile(r"[(/][^()]{0,24}$")
_RATE = re.compile(
    r"^(?:[A-Z]{3}|cent|penny) per (?P<unit>litre|liter|tonne|ton|gallon|barrel|pound|kilogram|ounce|bushel|mile"
    r"|kilometre|hour|week|month|year|day)$"
)
_OF_A_KIND = {"litre": 1, "liter": 1, "tonne": 1, "ton": 1, "gallon": 1, "barrel": 1, "pound": 1, "kilogram": 1, "ounce": 1, "bushel": 1}


@rule(
    "units-mixed",
    name="One measure, several units",
    group=Group.CONSISTENCY,
    severity=Severity.NOTE,
    explanation=(
        "Speeds, shares or prices stand in units or signs that differ within the article, so that they cannot be compared at a glance."
    ),
    bad="The ferry did 40 kph before noon. Others do 25 miles an hour, said Ida Marr of the harbour office in Varn.",
    good="The ferry did 40 km/h (25 mph) before noon. Others do 35 km/h, said Ida Marr of the harbour office in Varn.",
)
def units_mixed(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks two ways of writing speeds or shares, "kph" for km/h, and prices by units of which one is of weight, one of volume."""
    text = reading.text
    words = reading.vocabulary[Part.TEXT]
    for thing, kinds in (("speeds", _SPEEDS), ("shares", _SHARES)):
        if words.isdisjoint(_SIGN_WORDS[thing]):
            continue
        if sum(sign in text for sign in _SIGNS[thing]) < (1 if "kph" in text else 2):
            continue
        found = {
            kind: [one for one in reading.words(sign) if not _CONVERTED.search(text, max(0, one.start - 26), one.start)]
            for kind, sign in kinds.items()
        }
        used = {kind: places for kind, places in found.items() if places}
        if len(used) > 1:
            shown = " and ".join(f"“{kind}”" for kind in used)
            rarest = sorted((place for places in used.values() for place in places), key=lambda one: one.start)
            spans = [reading.span(_figure_start(text, one.start), one.end) for one in rarest[:_SHOWN]]
            yield Observation(thing, f"{shown}: one unit and sign for all?", spans, suggestion="Choose one; convert in brackets.")
        elif "kph" in used:
            spans = [reading.span(_figure_start(text, one.start), one.end) for one in used["kph"]]
            yield Observation("kph", "Is “kph” the house’s sign? The unit’s is km/h.", spans, suggestion="km/h")
    prices: dict[str, Span] = {}
    for one in reading.analysis.quantities:
        rate = _RATE.match(one.unit or "")
        if rate and rate["unit"] in _OF_A_KIND:
            prices.setdefault(rate["unit"], one)
    if len(prices) > 1:
        shown = " and ".join(f"a {unit}" for unit in prices)
        yield Observation(
            "prices", f"By {shown}: how does the one price compare with the other?", list(prices.values()), suggestion="Convert one."
        )


_SHOWN = 12


def _figure_start(text: str, place: int) -> int:
    return max(text.rfind(" ", max(0, place - 12), place), text.rfind("\n", max(0, place - 12), place)) + 1 or place


_DEGREES = re.compile(
    r"(?<![\w.,])(?P<figure>(?:minus |-|−)?\d[\d.]*)(?: degrees|°)(?! ?(?:[CFK]\b|Celsius|Fahrenheit|centigrade"
    r"|of\b|north|south|east|west|latitude|longitude|"
    r"angle|turn|view|camera|video|field|arc|below freezing Cel|[NSEW]\b|\d))"
)
_TURN = frozenset({"360", "180", "90", "45", "270"})
_SCALE = re.compile(r"°[CF]|\b(?:degrees )?(?:Celsius|Fahrenheit|centigrade)\b|\bdegrees [CF]\b")
_HEAT = re.compile(r"temperature|warm|cold|hot|heat|weather|cool|freez|fever|climate|°|thermometer|highs?\b|lows?\b", re.IGNORECASE)


@rule(
    "degrees-without-scale",
    name="Degrees without a scale",
    group=Group.FACTS,
    severity=Severity.NOTE,
    explanation=(
        "A temperature stands there in degrees and the article does not say of which scale: 40 is hot in Celsius and cold in Fahrenheit."
    ),
    bad="The water temperature in the harbour of Varn fell to 4 degrees on Monday. Two ferries sailed.",
    good="The water temperature in the harbour of Varn fell to 4 degrees Celsius on Monday. The crane turns by 90 degrees.",
)
def degrees_without_scale(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks temperatures in degrees where no scale is named anywhere; angles and academic degrees are left alone."""
    if ("degrees" not in reading.text and "°" not in reading.text) or _SCALE.search(reading.text):
        return
    places = [reading.span(*one.span()) for one in _DEGREES.finditer(reading.text) if one["figure"] not in _TURN]
    places = [one for one in places if _HEAT.search(reading.sentence_text(one))]
    if places:
        yield Observation("degrees", "Celsius or Fahrenheit?", places, suggestion="Name the scale.")


_DECIMAL = re.compile(r"\d\.\d")
_MEASURES = (
    *("blew", "blown", "registered", "recorded", "measured", "tested", "returned", "reading", "level", "concentration", "rate", "score"),
    *("index", "ratio", "reached", "stood", "peaked", "averaged", "hit"),
)
_ALONE = re.compile(
    r"\b(?:blew|blown|registered|recorded|measured|tested at|returned|reading of|level of|concentration of|rate of"
    r"|score of|index of|ratio of|reached|"
    r"stood at|peaked at|averaged|hit) (?:a |an |about |nearly |almost |more than |just |over )?(?P<figure>\d+\.\d+)"
    r"(?=[.,;:)]?(?:\s|$))(?! ?(?:%|percent|per|million|billion|trillion|thousand|[a-z]*(?:metre|meter|mile|gram"
    r"|ton|point|degree|inch|second|minute|"
    r"hour|litre|acre|hectare|feet|foot|time|goal|magnitude|on the|cent|GW|MW|kW|km|kg|mm|cm|m|ft|lb)s?)\b)"
)


@rule(
    "figure-without-unit",
    name="Figure without a unit",
    group=Group.FACTS,
    severity=Severity.NOTE,
    explanation=(
        "Something was measured and the figure has no unit, nor anything to compare it with: the reader cannot tell much from little."
    ),
    bad="The skipper blew 0.24. The council of Varn will look at the harbour rules in May.",
    good="The skipper blew 0.24 percent. The index of prices stood at 3.5 percent. The quake measured 5.2 on the scale.",
)
def figure_without_unit(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks decimal fractions behind a word of measuring with no unit behind them."""
    if not _DECIMAL.search(reading.text):
        return
    places = reading.words(_ALONE, first=_MEASURES)
    if places:
        yield Observation(
            "figures", "Of what? The figure has no unit, and nothing to compare it with.", places, suggestion="Give unit and limit."
        )


_TIMES = re.compile(
    r"\b(?:(?:two|three|four|five|six|seven|eight|nine|ten|\d[\d.,]*|several|many) times) (?:as )?(?P<more>more"
    r"|less|fewer|higher|larger|bigger|greater|"
    r"lower|smaller|faster|slower|better|worse|likelier|cheaper|closer|older|stronger|heavier|longer|shorter)\b(?: \w+)?"
)


@rule(
    "times-more",
    name="Times more, times less",
    group=Group.FACTS,
    severity=Severity.NOTE,
    explanation=(
        "“Three times more” is read as three times and as four times as many; “three times less” has no plain meaning; and of how many?"
    ),
    bad="The office sent three times more ferries than the market in May.",
    good="The office sent three times as many ferries as the market in May, 12 against 4.",
)
def times_more(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks "three times more" and its like outside quotations."""
    places = [one for one in (reading.words(_TIMES) if " times " in reading.text else ()) if not reading.is_quoted(one)]
    if places:
        message = "So many times as much, or once more than that, and of how much? It is read in two ways."
        yield Observation("times", message, places, suggestion="“Times as many as”, with both figures.")


_EACH = re.compile(r" in (?:the )?(?:[A-Z][\w\-]+ ){1,3}and (?:in )?(?:the )?[A-Z][\w\-]+(?: [A-Z][\w\-]+)*(?! each)")
_FEW = re.compile(
    r"\b(?:[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|\d{1,3})"
    r"(?: (?:people|more|others?|persons?|deaths?|cases?|men|women|dead|died|were killed|was killed))?$"
)


@rule(
    "count-each-or-together",
    name="Count of two places",
    group=Group.FACTS,
    severity=Severity.NOTE,
    explanation="“One in Varn and Selby”: one each, or one in both together? The sum of the list hangs on it.",
    bad="Storms cost eight lives: six on the coast, one in Varn and the Selby Hills, the harbour office said.",
    good="Storms cost eight lives: six on the coast, one each in Varn and the Selby Hills, the harbour office said.",
)
def count_each_or_together(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks small counts "in A and B" that do not say "each" or "together"."""
    text = reading.text
    counted = ((_FEW.search(text, max(0, one.start() - 30), one.start()), one.end()) for one in _EACH.finditer(text))
    found = [reading.span(few.start(), end) for few, end in counted if few]
    places = [one for one in found if not _SAID_HOW.search(reading.sentence_text(one)) and not reading.is_quoted(one)]
    if places:
        yield Observation("counts", "One each, or in both together?", places, suggestion="Say “each” or “together”.")


_SAID_HOW = re.compile(r"\beach\b|\btogether\b|\bboth\b|\bbetween\b|\brespectively\b")

_KINDS = {
    "a goal": r"goal|target|aim|objective",
    "a limit": r"limit|cap|ceiling|maximum|quota",
    "a minimum": r"minimum|floor",
    "an estimate": r"estimate|projection|forecast",
}
_FORMS = {kind: frozenset(form for word in words.split("|") for form in (word, f"{word}s")) for kind, words in _KINDS.items()}
_CALLED = {kind: re.compile(rf"(?:{words})s?\b") for kind, words in _KINDS.items()}
_FIGURE = r"(?P<figure>[$€£]?\d[\d,.]*\d)"
_FIGURE_BEHIND = re.compile(rf" (?:of|to|is|was|at|for) (?:about |only |just |admitting |accepting |some )?{_FIGURE}")
_FIGURE_BEFORE = re.compile(rf"{_FIGURE}[ -](?:[a-z]+[ -]){{0,2}}$")
_TWO = 2
"""Meanings of a figure at least, where they can differ."""


@rule(
    "figure-changes-meaning",
    name="Figure that changes its meaning",
    group=Group.CONSISTENCY,
    severity=Severity.NOTE,
    explanation="The same figure is a goal in one place and a limit or an estimate in another: which is it?",
    bad="The council set a goal of 4,000 seats for the ferries of Varn. Two sailed before noon. It kept to the limit of 4,000 in May.",
    good="The council set a goal of 4,000 seats for the ferries of Varn. Two sailed before noon. It passed the goal of 4,000 in May.",
)
def figure_changes_meaning(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks a figure that is called a goal, a limit, a minimum or an estimate in different places."""
    words = reading.vocabulary[Part.TEXT]
    kinds_here = [kind for kind, forms in _FORMS.items() if not words.isdisjoint(forms)]
    if len(kinds_here) < _TWO:
        return
    called: dict[str, dict[str, Span]] = defaultdict(dict)
    for kind in kinds_here:
        for found in _CALLED[kind].finditer(reading.text):
            behind = _FIGURE_BEHIND.match(reading.text, found.end())
            before = None if behind else _FIGURE_BEFORE.search(reading.text, max(0, found.start() - 30), found.start())
            if behind:
                called[behind["figure"]].setdefault(kind, reading.span(found.start(), behind.end()))
            elif before:
                called[before["figure"]].setdefault(kind, reading.span(before.start(), found.end()))
    for figure, kinds in called.items():
        if len(kinds) > 1:
            places = sorted(kinds.values(), key=lambda one: one.start)
            yield Observation(figure, f"Is {figure} {' or '.join(kinds)}?", places, suggestion="Call it one thing.")


_COUNT = re.compile(r"\b(?P<figure>\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) $")
_SINCE = re.compile(r"(?P<unit>minute|hour|day|week|month|year)s? (?P<word>after|before|since) (?P<what>(?:[\w’']+ ?){1,6})")
_UNITS_OF_TIME = tuple(f"{unit}{ending}" for unit in ("minute", "hour", "day", "week", "month", "year") for ending in ("", "s"))
_TELLING = re.compile(r"[a-z]{4,}")


@rule(
    "time-counted-from",
    name="Time counted from different things",
    group=Group.CONSISTENCY,
    severity=Severity.NOTE,
    explanation="The same number of hours or days is counted from one event in one place and from another elsewhere: one may be wrong.",
    bad="The ferry was found 18 hours after sinking. Two others sailed before noon. It came up 18 hours after she had left the quay.",
    good="The ferry was found 18 hours after sinking. Two others sailed before noon. It came up 18 hours after it had begun sinking.",
)
def time_counted_from(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks equal times "after" or "before" things whose words have nothing in common, in the headline and the text."""
    counted: dict[tuple[str, str, str], list[tuple[Span, set[str]]]] = defaultdict(list)
    for part in Part:
        for found in reading.matches(_SINCE, _UNITS_OF_TIME, part):
            count = _COUNT.search(reading.of(part), max(0, found.start() - 8), found.start())
            if count:
                words = {word[:5] for word in _TELLING.findall(found["what"].lower())}
                span = reading.span(count.start(), found.end(), part)
                counted[count["figure"], found["unit"], found["word"]].append((span, words))
    for (figure, unit, _), places in counted.items():
        first = places[0]
        other = next((one for one in places[1:] if one[1] and first[1] and not one[1] & first[1]), None)
        if other:
            yield Observation(f"{figure} {unit}", f"{figure} {unit}s from what? Two things are named.", [first[0], other[0]])


@rule(
    "city-called-town",
    name="Large city called a town",
    group=Group.FACTS,
    severity=Severity.NOTE,
    explanation="The article calls a town or a village what the list has among the cities of more than a million people.",
    bad="The ferry comes from the coastal town of Izmir. Two others sailed before noon.",
    good="The ferry comes from the coastal city of Izmir. Two others sailed before noon for the town of Cesme.",
)
def city_called_town(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks "the town of" and "the village of" before the name of a city of a million, unless a state or country sets it apart."""
    for found in _TOWN.finditer(reading.text) if any(kind in reading.text for kind in _KINDS_OF_TOWN) else ():
        name = found["name"]
        if name in _million():
            yield Observation(
                name, f"Is {name} a town? More than a million people live in the city of that name.", [reading.span(*found.span())]
            )


_KINDS_OF_TOWN = ("town of ", "village of ", "hamlet of ", "township of ")
_TOWN = re.compile(r"(?:town|village|hamlet|township) of (?P<name>[A-Z][\w’'\-]+(?: [A-Z][\w\-]+)?)(?!, [A-Z])")


@cache
def _million() -> frozenset[str]:
    return frozenset(lists("large_cities")["cities"])


_PAIR = re.compile(r"(?P<one>[A-Z][a-z]+(?: [A-Z][a-z]+)?) and (?P<other>[A-Z][a-z]+(?: [A-Z][a-z]+)?)\b")
_GIVEN = re.compile(
    r"\b(?:awarded|granted|sold|lent|ceded|leased|pledged|exported"
    r"|supplied) to (?P<one>[A-Z][a-z]+(?: [A-Z][a-z]+)?)\b|\b(?:World Cup|Olympics|Games|tournament)"
    r" (?:\w+ ){0,3}to (?P<other>[A-Z][a-z]+)\b"
)


@rule(
    "capital-for-country",
    name="Capital beside a country",
    group=Group.FACTS,
    severity=Severity.NOTE,
    explanation=(
        "A capital stands for its country beside another country, or gets what a country gets: one kind of name for both is clearer."
    ),
    bad="The talks between Moscow and Qatar about the ferries went on in Varn.",
    good="The talks between Russia and Qatar about the ferries went on in Varn, then in Moscow and Doha.",
)
def capital_for_country(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks pairs of a capital and another country, and capitals to which something is awarded, sold or granted."""
    capitals = _capitals()
    if reading.vocabulary[Part.TEXT].isdisjoint(_capital_words()):
        return
    places: dict[str, list[Span]] = defaultdict(list)
    paired = any(f"{name} and " in reading.text or f"and {name}" in reading.text for name in _named_capitals(reading))
    for found in _PAIR.finditer(reading.text) if paired else ():
        for city, other in (("one", "other"), ("other", "one")):
            if (
                found[city] in capitals
                and found[other] in _countries()
                and found[other] not in capitals
                and capitals[found[city]] != found[other]
            ):
                places[found[city]].append(reading.span(*found.span()))
    for found in reading.matches(_GIVEN, _GIVING):
        name = found["one"] or found["other"]
        if name in capitals and name not in _countries():
            places[name].append(reading.span(*found.span()))
    for name, spans in places.items():
        told = [one for one in spans if not reading.is_quoted(one)]
        if told:
            yield Observation(
                name, f"{name}, or {capitals[name]}? A capital stands where a country belongs.", told, suggestion=f"{capitals[name]}."
            )


_GIVING = (
    *("awarded", "granted", "sold", "lent", "ceded", "leased", "pledged", "exported", "supplied"),
    *("world", "olympics", "games", "tournament"),
)


def _named_capitals(reading: Reading) -> list[str]:
    """The capitals that may stand in the article, by their first words."""
    words = _capital_words()
    return [name for word in reading.vocabulary[Part.TEXT].intersection(words) for name in words[word]]


@cache
def _capitals() -> dict[str, str]:
    known = about(all_facts(()), Property.CAPITAL)
    return {value: country for country, facts in known.items() for fact in facts for value in fact.value}


@cache
def _capital_words() -> dict[str, list[str]]:
    """The capitals by their first words in lower case."""
    words: dict[str, list[str]] = defaultdict(list)
    for name in _capitals():
        words[name.lower().split()[0]].append(name)
    return dict(words)


@cache
def _countries() -> frozenset[str]:
    return frozenset(about(all_facts(()), Property.CAPITAL))


RULES = (
    unit_glued,
    units_mixed,
    degrees_without_scale,
    figure_without_unit,
    times_more,
    count_each_or_together,
    figure_changes_meaning,
    time_counted_from,
    city_called_town,
    capital_for_country,
)
