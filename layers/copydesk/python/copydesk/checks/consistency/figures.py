"""Figures that do not add up. Only sums that the sentence itself sets up are done; what merely stands side by side is left alone."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from copydesk.analysis import Part, Quantity, Severity, Span
from copydesk.checks.reading import Reading
from copydesk.checks.rule import Group, Observation, Options, rule

_PERCENT = r"[ -]?(?:%|percent|per cent)"
_GROUPS = (
    r"adults|americans|britons|babies|ballots|boys|children|citizens|companies|customers|employees|families|farmers|girls|homes|households|"
    r"inhabitants|members|men|parents|patients|people|population|pupils|refugees|residents|respondents|schools|students|teachers|"
    r"teenagers|those|users|victims|voters|votes|women|workers|americans"
)
_OF_GROUP = re.compile(rf" of (?:all |the |its |their |our |his |her |those )?(?:[a-z\-]+ )?(?:{_GROUPS})\b", re.IGNORECASE)


@rule(
    "share-over-hundred",
    name="Share of more than all",
    group=Group.CONSISTENCY,
    severity=Severity.ERROR,
    explanation="More than 100 percent of a group of people or things cannot do anything.",
    bad="The mayor said 112 percent of residents had asked for a new pier.",
    good="The mayor said requests were up 112 percent and stood at 130 percent of the target; 100 percent of residents had asked.",
)
def share_over_hundred(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks shares over 100 percent of people and of things that are counted one by one."""
    for one in reading.analysis.quantities:
        found = _OF_GROUP.match(reading.of(one.part), one.end) if one.unit == "percent" and one.value > 100 and not one.change else None
        if found:
            span = reading.span(one.start, found.end(), one.part)
            yield Observation(span.text, "How can it be more than all?", [span])


_AGAINST = re.compile(
    rf"(?P<one>\d{{1,2}}(?:\.\d+)?)(?:{_PERCENT})?(?:[ -]to[ -]| against | versus )(?P<other>\d{{1,2}}(?:\.\d+)?){_PERCENT}"
)
_CONTEST = re.compile(
    r"\b(?:lead(?:s|ing)?|led|beats?|beating|defeat\w*|wins?|won|ahead|trail\w*|margin|favou?r\w*|voted|oppose\w*|edge[sd]?)\b",
    re.IGNORECASE,
)
_MOVED = re.compile(r"\b(?:from|between|up|down|rose|fell|range\w*|about|anywhere)[ ](?:about |around |some )?$", re.IGNORECASE)


@rule(
    "shares-over-hundred",
    name="Shares that come to more than all",
    group=Group.CONSISTENCY,
    severity=Severity.WARNING,
    explanation="The shares of the two sides of one vote or poll come to more than 100 percent together.",
    bad="The poll says Marr leads Berg 58 percent to 47 percent among those who will vote on the pier.",
    good="The poll says Marr leads Berg 52 percent to 47 percent, and her share won rose from 58 to 67 percent in June.",
)
def shares_over_hundred(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks "58 percent to 47 percent" of a contest; a rise "from 58 to 67 percent" is none. Rounding may add one."""
    for quantity in reading.analysis.quantities:
        found = _AGAINST.match(reading.text, quantity.start) if quantity.unit == "percent" and quantity.part is Part.TEXT else None
        if found is None:
            continue
        span = reading.span(*found.span())
        if float(found["one"]) + float(found["other"]) <= 101 or _MOVED.search(reading.text[max(0, found.start() - 20) : found.start()]):
            continue
        if _CONTEST.search(reading.sentence_text(span)):
            total = float(found["one"]) + float(found["other"])
            yield Observation(span.text, f"These make {total:g} percent together: which is right?", [span])


_OF = re.compile(r"of (?:the |its |their |his |her |all |those )?(?P<whole>\d{1,3}(?:,\d{3})+|\d+) (?P<what>[a-z]+)")
_PART = re.compile(r"(?<![\d.,$€£])(\d{1,3}(?:,\d{3})+|\d+) (?:out )?$")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_SHARE = re.compile(
    rf"[^.;\n]{{0,40}}?(?:\(|, or |,? or about |—| – )(?:about |nearly |almost |around )?(?P<share>\d{{1,3}}(?:\.\d+)?){_PERCENT}"
)


@rule(
    "part-over-whole",
    name="Part larger than the whole",
    group=Group.CONSISTENCY,
    severity=Severity.NOTE,
    explanation="A part is said to be larger than what it is a part of, or its share is not what the two figures make.",
    bad="The storm damaged 12 ferries, including 15 built in Varn. All others are at sea.",
    good="The storm damaged 12 ferries, including 5 built in Varn for 15 million euros. Some 9 of 12 ferries (75 percent) are at sea.",
)
def part_over_whole(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks "12 ferries, including 15 …", "15 of the 12 ferries" and "9 of 12 ferries (60 percent)"."""
    for found in _OF.finditer(reading.text):
        before = _PART.search(reading.text, max(0, found.start() - 16), found.start())
        if before is None or _YEAR.fullmatch(found["whole"]):
            continue
        part, whole = (int(digits.replace(",", "")) for digits in (before[1], found["whole"]))
        told = reading.span(before.start(), found.end())
        if part > whole > 0 and found["what"].endswith(("s", "people", "men", "women", "children")):
            yield Observation(told.text, "How can the part be larger than the whole?", [told])
            continue
        share = _SHARE.match(reading.text, found.end())
        if share and whole and abs(float(share["share"]) - 100 * part / whole) > 1.5:
            told = reading.span(before.start(), share.end())
            yield Observation(told.text, f"{part} of {whole} are {100 * part / whole:.0f} percent: which figure is right?", [told])
    for whole_of, parts in reading.kept(_included):
        larger = [one for one in parts if one.value > (whole_of.value_high or whole_of.value) and one.approximate is None]
        if larger and whole_of.approximate is None and not _ADDED.search(reading.text, max(0, whole_of.start - 60), whole_of.start):
            question = f"How can {larger[0].text} be among {whole_of.text}?"
            yield Observation(f"{whole_of.text} {larger[0].text}", question, [whole_of, *larger])


_ADDED = re.compile(r"\d[\w ,]* (?:and|plus) $")
"""One of two counts that are meant together: "56 passengers and 10 crew members, among them …"."""
_INCLUDING = re.compile(r"[ ,(–—-]{1,3}(?:including|among them|among whom|of whom|of them|of which)[ ](?:at least |about |some )?$")
_MEASURED = re.compile(
    r"percent|year|month|week|day|hour|minute|second|metre|meter|mile|foot|inch|acre|hectare|kilo|gram|tonne|ton|pound|litre|degree|watt|"
    r"point|dollar|cent|time|per |^[A-Z]{3}"
)


def _included(reading: Reading) -> list[tuple[Quantity, list[Quantity]]]:
    """Counts with the counts that "including" or "of whom" puts right behind them."""
    counted = [one for one in reading.analysis.quantities if one.part is Part.TEXT and not _MEASURED.search(one.unit or "")]
    found = []
    for whole, part in pairwise(counted):
        if whole.unit is None:
            continue
        between = reading.text[whole.end : part.start]
        if len(between) < 60 and _INCLUDING.search(between) and between.count(",") <= 1 and "." not in between and ";" not in between:
            found.append((whole, [part]))
    return found


_ROSE = re.compile(
    r"\b(?:ris\w*|rose|increas\w*|gr[eo]w\w*|jump\w*|climb\w*|up|gain\w*|surg\w*|soar\w*|expand\w*|swell\w*)\b", re.IGNORECASE
)
_FELL = re.compile(
    r"\b(?:fall\w*|fell|drop\w*|decreas\w*|declin\w*|down|cut\w*|slid\w*|shr[aiu]nk\w*|plung\w*|plummet\w*|tumbl\w*|reduc\w*)\b",
    re.IGNORECASE,
)


@rule(
    "change-does-not-add-up",
    name="Change that its figures do not make",
    group=Group.CONSISTENCY,
    severity=Severity.WARNING,
    explanation="A sentence gives two figures and the change between them in percent, and the arithmetic is another.",
    bad="The number of passengers rose by 40 percent, from 200 passengers to 250 passengers, the office said.",
    good="The number of passengers rose by 25 percent, from 200 passengers to 250 passengers, the office said.",
)
def change_does_not_add_up(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks "rose 40 percent, from 200 to 250", where a sentence has no other figures of that kind. Rounded figures have room."""
    for number, quantities in reading.kept(_by_sentence).items():
        shares = [one for one in quantities if one.unit == "percent"]
        others = [one for one in quantities if one.unit != "percent"]
        if len(shares) != 1 or not 2 <= len(others) <= 3:
            continue
        before = {id(one): reading.text[max(0, one.start - 12) : one.start].split()[-1:] for one in others}
        first = next((one for one in others if before[id(one)] == ["from"]), None)
        last = next((one for one in others if before[id(one)] == ["to"]), None)
        if first is None or last is None or first.value <= 0 or first.unit != last.unit or first.value_high or last.value_high:
            continue
        share = shares[0]
        sentence = reading.sentence(number).text
        falls, rises = bool(_FELL.search(sentence)), bool(_ROSE.search(sentence))
        change = 100 * (last.value - first.value) / first.value
        if falls == rises or (change < 0) != falls or share.value_high:
            continue
        room = 1.0 + 0.05 * abs(change) + (0.15 * abs(change) if share.approximate or first.approximate or last.approximate else 0.0)
        if abs(abs(change) - share.value) > room + 100 * _rounding(last) / first.value + abs(change) * _rounding(first) / first.value:
            question = f"From {first.text} to {last.text} is {abs(change):.0f} percent, not {share.value:g}: which figure is right?"
            yield Observation(f"{first.text} {last.text} {share.text}", question, sorted([first, last, share], key=lambda one: one.start))


def _by_sentence(reading: Reading) -> dict[int, list[Quantity]]:
    found: dict[int, list[Quantity]] = defaultdict(list)
    for one in reading.analysis.quantities:
        number = reading.sentence_of(one)
        if number is not None:
            found[number].append(one)
    return found


def _rounding(one: Quantity) -> float:
    """Half of the last place that a figure gives, in its unit: 2.5 million may be anything from 2.45 to 2.55."""
    digits = re.search(r"\d[\d,]*(?:\.(?P<places>\d+))?", one.text)
    if digits is None:
        return 0.1 * one.value
    shown = float(digits.group().replace(",", ""))
    scale = one.value / shown if shown else 1.0
    return 0.5 * scale * float(10 ** -len(digits["places"] or ""))


_TOLL = re.compile(
    r"(?:[ ](?:people|persons|others|civilians|soldiers))?(?:[ ](?:were|was|are|have been|had been|have|has))?"
    r"[ ](?P<behind>killed|dead|died|injured|wounded|arrested|missing)\b"
)
_TOLL_BEFORE = re.compile(r"\b(?P<before>kill(?:ed|ing|s)|injur(?:ed|ing|es)|wound(?:ed|ing|s)|arrest(?:ed|ing|s))[ ]$", re.IGNORECASE)
_KINDS = {"kill": "killed", "dead": "killed", "died": "killed", "inju": "injured", "woun": "injured", "arre": "arrested", "miss": "missing"}


@rule(
    "toll-differs",
    name="Number of victims that changes",
    group=Group.CONSISTENCY,
    severity=Severity.WARNING,
    explanation="The headline or the first paragraph gives another number of dead, injured or arrested than the article further down.",
    bad="The ferry fire in Varn killed 12 people on Monday.\n\nRain fell.\n\nThe fire killed 14 people, said Ida Marr of the office.",
    good="The ferry fire in Varn killed 12 people on Monday.\n\nRain fell.\n\nThe fire killed 12 people. A fire in 2019 killed 14 people.",
)
def toll_differs(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks exact numbers of one kind of victims that differ between the top and the rest, where the rest has but one other number.

    Sentences with a year, "earlier" or "other" in them, and figures that claim to be rough, tell of something else.
    """
    top: dict[str, list[Quantity]] = defaultdict(list)
    rest: dict[str, list[Quantity]] = defaultdict(list)
    for one in reading.analysis.quantities:
        kind = _kind_of_victim(reading, one)
        if kind:
            at_top = reading.is_furniture(one) or (reading.paragraph_of(one) or 0) <= (1 if reading.analysis.document.headline else 0)
            (top if at_top else rest)[kind].append(one)
    for kind, stated in top.items():
        values = {one.value for one in stated}
        others = {one.value for one in rest[kind]}
        if len(values) == 1 and len(others) == 1 and values != others:
            value, other = values.pop(), others.pop()
            places: list[Span] = [*stated, *rest[kind]]
            yield Observation(f"{kind} {value:g} {other:g}", f"How many were {kind}: {value:g} or {other:g}?", places)


_ELSEWHERE = re.compile(
    r"\b(?:(?:19|20)\d{2}|earlier|previous\w*|other|another|last (?:year|month|week)|since|separate\w*|second|ago|each|more)\b",
    re.IGNORECASE,
)


def _kind_of_victim(reading: Reading, one: Quantity) -> str | None:
    if one.approximate or one.value_high or one.value < 2 or (one.unit and _MEASURED.search(one.unit)):
        return None
    text = reading.of(one.part)
    behind = _TOLL.match(text, one.end)
    before = _TOLL_BEFORE.search(text, max(0, one.start - 24), one.start)
    word = behind["behind"] if behind else before["before"] if before else None
    if word is None or _ELSEWHERE.search(reading.sentence_text(one)):
        return None
    return _KINDS[word[:4].lower()]


RULES = (share_over_hundred, shares_over_hundred, part_over_whole, change_does_not_add_up, toll_differs)
