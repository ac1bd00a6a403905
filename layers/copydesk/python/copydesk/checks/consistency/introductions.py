"""How people, bodies and terms are brought in: once, with what the reader needs, and the same way throughout."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from copydesk.analysis import Entity, EntityType, Part, Range, Severity, Span
from copydesk.article import Genre
from copydesk.checks.lists import entries
from copydesk.checks.occurrences import occurrences
from copydesk.checks.reading import Reading
from copydesk.checks.rule import Group, Observation, Options, rule

_PLURAL = {"s": "", "es": "", "ies": "y"}


@rule(
    "term-unexplained",
    name="Term of the trade unexplained",
    group=Group.CONSISTENCY,
    severity=Severity.NOTE,
    explanation="A term of law, finance, government or science stands there that readers outside the trade do not know, without a gloss.",
    bad="The council of Varn issued revenue bonds for the pier. Two ferries sailed before noon, the mayor said.",
    good="The council of Varn issued revenue bonds, which are paid back from fees, for the pier. Two ferries sailed.",
    not_in=[Genre.SPORT],
)
def term_unexplained(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks listed terms at their first places; not where a clause, a bracket or "known as" right beside one explains it."""
    found: dict[str, list[Span]] = defaultdict(list)
    for one in occurrences(reading, entries("trade_terms", "terms")):
        if not reading.is_furniture(one):
            found[one.text.casefold().removesuffix("s")].append(one)
    for places in found.values():
        if not any(
            _GLOSS.match(reading.text, one.end) or _GLOSSED.search(reading.text, max(0, one.start - 40), one.start) for one in places
        ):
            question = f"Will every reader know what “{places[0].text}” means?"
            yield Observation(places[0].text.casefold(), question, places, suggestion="Explain it in a few words at its first use.")


_GLOSS = re.compile(
    r"[\"”’']?(?: \([A-Z]{2,5}\))?(?:,|[\"”’'],)? ?(?:\((?![A-Z]{2,5}\))|— |– |-- |which |that is|meaning |or "
    r"|in which |where(?:by)? |when |an? |the practice |is an? |are |refers? )"
    r"|, (?:the|an?|also|or|i\.e\.) "
)
_GLOSSED = re.compile(r"(?:known as|called|so-called|termed|dubbed|referred to as|defined as|a form of|a type of)(?: the| an?)? [\"“‘']?$")


@rule(
    "surname-shared",
    name="Surname that two people share",
    group=Group.CONSISTENCY,
    severity=Severity.NOTE,
    explanation="Two people of the article have the same surname, and it stands alone: the reader must guess which of them is meant.",
    bad="Ida Marr runs the harbour office in Varn. Her brother Jon Marr was the mayor. Marr wants a new pier.",
    good="Ida Marr runs the harbour office in Varn. Her brother Jon Marr was the mayor. Ms Marr wants a new pier.",
)
def surname_shared(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks the bare surname where both people were named before it, the other one in the last two sentences."""
    families: dict[str, list[Entity]] = defaultdict(list)
    for entity in reading.analysis.entities:
        words = entity.name.split()
        if entity.type is EntityType.PERSON and len(words) > 1 and words[-1][0].isupper() and len(words[-1]) > 2:
            families[words[-1]].append(entity)
    for surname, members in families.items():
        if len({member.name.split()[0] for member in members}) < 2:
            continue
        named = sorted((m.start, member.id) for member in members for m in member.mentions if m.part is Part.TEXT and m.text != surname)
        first = {identity: min(start for start, other in named if other == identity) for identity in {one for _, one in named}}
        if len(first) < 2:
            continue
        places = []
        for start, end in _alone(reading.text, surname):
            if start < max(first.values()) or reading.text.startswith("-", end):
                continue
            if _TITLED.search(reading.text, max(0, start - 24), start):
                continue
            span = reading.span(start, end)
            number = reading.sentence_of(span)
            if number is None or reading.is_quoted(span):
                continue
            behind = reading.sentences[max(0, number - 2)][0]
            near = {identity for _, identity in named[bisect_left(named, (behind, "")) : bisect_left(named, (start, ""))]}
            if len(near) > 1:
                places.append(span)
        if places:
            people = " or ".join(dict.fromkeys(member.name for member in members))
            yield Observation(surname, f"Which {surname}: {people}?", places, suggestion="Give the first name.")


def _alone(text: str, name: str) -> Iterator[Range]:
    """Where a name stands by itself: not within a word, nor behind an initial or as the end of a longer name."""
    start = text.find(name)
    while start >= 0:
        end = start + len(name)
        if _BEGINS.match(text, start) and _ENDS.match(text, end):
            yield start, end
        start = text.find(name, end)


_BEGINS = re.compile(r"(?<![\w’'\-.])")
_ENDS = re.compile(r"\b")
_TITLED = re.compile(r"(?:\b[A-Z][\w’'.\-]*|Mr|Mrs|Ms|Dr)[.,]? $")

_NOUN_BEFORE = re.compile(
    r"(?:\b(?:spokes(?:man|woman|person)|director|manager|leader|chairm[ae]n|chairwoman|chair|chief|president|professor|analyst|adviser|advisor|"
    r"attorney|lawyer|secretary|minister|senator|mayor|governor|judge|officer|official|editor|founder|expert|head|executive|economist|"
    r"historian|author|researcher|scientist|doctor|captain|coach|inspector|detective|sergeant|commissioner|ambassador|candidate|nominee|"
    r"organi[sz]er|activist|pollster|strategist|consultant|aide|counsel|prosecutor|sheriff|superintendent|principal"
    r"|teacher|pastor|bishop)),? $",
    re.IGNORECASE,
)
_NOUN_BEHIND = re.compile(
    r", (?:an?|the|who|[a-z]+ (?:of|at|for|with)|(?:senior|former|executive|deputy|vice|chief|associate|assistant)\b)"
)


@rule(
    "introduced-twice",
    name="Person introduced twice",
    group=Group.CONSISTENCY,
    severity=Severity.NOTE,
    explanation="The full name with what the person does stands there a second time; after the first, the surname is enough.",
    bad="Ida Marr, the director of the harbour office, spoke first. Two ferries sailed. Harbour director Ida Marr then left.",
    good="Ida Marr, the director of the harbour office, spoke first. Two ferries sailed. Marr then left. Jon Marr, a skipper, stayed.",
    not_in=[Genre.LIVE_BLOG, Genre.SPORT],
)
def introduced_twice(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks the second full name of a person that has a role before it or a clause behind it, as the first one has."""
    for entity in reading.analysis.entities:
        if entity.type is not EntityType.PERSON or len(entity.mentions) < 2 or " " not in entity.name:
            continue
        surname = entity.name.split()[-1]
        found = [one for one in entity.mentions if one.part is Part.TEXT and " " in one.text and one.text.split()[-1] == surname]
        if len(found) < 2:
            continue
        found = [one for one in found if not reading.is_furniture(one) and not reading.is_quoted(one)]
        told = [one for one in found if _is_introduced(reading, one)] if len(found) > 1 else []
        if len(told) > 1:
            yield Observation(
                entity.name, f"Was {entity.name} not introduced before?", [*told[1:], told[0]], suggestion="The surname is enough."
            )


def _is_introduced(reading: Reading, one: Span) -> bool:
    text = reading.text
    before = text[max(0, one.start - 24) : one.start]
    return bool(_NOUN_BEFORE.search(before) or _NOUN_BEHIND.match(text, one.end))


@rule(
    "introduced-late",
    name="Introduced at a later mention",
    group=Group.CONSISTENCY,
    severity=Severity.NOTE,
    explanation="A name stands there before the reader is told who or what it is; the words that tell belong to the first mention.",
    bad="The repair was planned with Ida Marr in Varn. Two ferries sailed. Marr, the director of the harbour office, was glad.",
    good="The repair was planned with Ida Marr, the director of the harbour office, in Varn. Two ferries sailed. Marr was glad.",
    not_in=[Genre.LIVE_BLOG, Genre.SPORT],
)
def introduced_late(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks the first mention of a person, body or work that has no words of explanation, where a later sentence gives them in commas."""
    for entity in reading.analysis.entities:
        if entity.type not in _EXPLAINED or len(entity.mentions) < 2:
            continue
        if not any(reading.text.startswith((", ", " ("), one.end) for one in entity.mentions):
            continue
        found = [one for one in entity.mentions if one.part is Part.TEXT and not reading.is_quoted(one) and not reading.is_furniture(one)]
        if len(found) < 2 or _TOLD.match(reading.text, found[0].end):
            continue
        before = reading.text[max(0, found[0].start - 20) : found[0].start]
        if _ROLE_BEFORE.search(before) or _TITLE_BEFORE.search(before) or any(one.part is Part.TITLE for one in entity.mentions):
            continue
        later = next((one for one in found[1:] if _APPOSITION.match(reading.text, one.end)), None)
        if later and reading.sentence_of(later) != reading.sentence_of(found[0]):
            message = f"Who or what is {entity.name}? It is told only further down."
            yield Observation(entity.name, message, [found[0], later], suggestion="Tell it here.")


_EXPLAINED = frozenset({EntityType.PERSON, EntityType.ORG, EntityType.WORK_OF_ART, EntityType.PRODUCT, EntityType.LAW})
_APPOSITION = re.compile(
    r"(?: \([A-Z]+\))?, (?:an?|the|one of|a former|his|her|its|their) [a-zA-Z](?:(?! and )[^,.;:]){6,90}[,.](?! (?:and|or) )"
)
_TOLD = re.compile(r"(?: \([A-Z]+\))?, (?:an?|the|one|his|her|its|their|who|which|whose|\d)")
_ROLE_BEFORE = re.compile(
    r"\b(?!(?:with|by|from|for|that|and|but|when|told|said|says|of|to|on|in|at|as|after|about|against|behind|like|over|than|the)\b)"
    r"[a-z]{2,},? $"
)
_TITLE_BEFORE = re.compile(
    r"(?<=[a-z,] )[A-Z][\w’'.\-]*[,.]? $|\b[A-Z][a-z]+\. $|\b(?:Senator|President|Governor|Secretary|Director|Minister|Mayor|Judge|Justice"
    r"|Representative|General|Colonel|Captain|Pope|King|Queen|Prince|Princess|Chancellor|Professor|Coach|Chief|Speaker|Ambassador) $"
)
"""A role, a title or the beginning of a longer name right before the mention."""


_TITLE_RUN = re.compile(r"[A-Z](?<=[a-z,] .)[a-z]+(?: (?:(?:and|of|the|for) )*[A-Z][a-z]+)+")


@rule(
    "capitals-change",
    name="Capitals that change",
    group=Group.CONSISTENCY,
    severity=Severity.NOTE,
    explanation="The same words stand with capitals in one place and without them in another: is it a name or not?",
    bad="The ferry pays the Harbour Repair Fund. Two ferries sailed before noon. The council voted on the harbour repair fund in May.",
    good="The ferry pays the Harbour Repair Fund. Two ferries sailed before noon. The council voted on the fund in May.",
    not_in=[Genre.LIVE_BLOG],
)
def capitals_change(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks runs of two words or more with capitals, within a sentence, and the places where all their words are small."""
    text, starts = reading.text, reading.starts[Part.TEXT]
    told: set[str] = set()
    for found in _TITLE_RUN.finditer(text):
        run = found[0]
        small = run.lower()
        if small in told:
            continue
        told.add(small)
        if len(told) > _MOST:
            return
        # What comes back in small letters has its first word at two places at least.
        place = text.find(small) if len(starts.get(small.partition(" ")[0], ())) > 1 else -1
        if place < 0 or text[place - 1 : place].isalnum() or not _PLURAL_END.match(text, place + len(small)):
            continue
        spans = [reading.span(found.start(), found.start() + len(run)), reading.span(place, place + len(small))]
        if not any(reading.is_furniture(one) or reading.is_quoted(one) for one in spans) and not _is_title(reading, spans[0]):
            yield Observation(small, f"“{run}” or “{small}”: with capitals or without?", spans, suggestion="Decide for one.")


_MOST = 400
"""Names and letters that are looked at most: what has more is a list."""
_PLURAL_END = re.compile(r"(?:e?s)?(?![\w\-])")


def _is_title(reading: Reading, one: Span) -> bool:
    """Whether it stands right before a name, where titles have capitals: Prime Minister Ida Marr."""
    return bool(re.match(r" [A-Z]", reading.text[one.end : one.end + 2]))


@rule(
    "full-name-alike",
    name="Two full names that look alike",
    group=Group.CONSISTENCY,
    severity=Severity.NOTE,
    explanation="First name and surname differ by a letter or two: two people, or one that is misspelt?",
    bad="Lynnette Harn runs the harbour office in Varn. Two ferries sailed before noon. Lynette Harns was glad, she said.",
    good="Lynnette Harn runs the harbour office in Varn. Two ferries sailed before noon. Linus Harn was glad, he said.",
)
def full_name_alike(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks pairs of full names whose first names and whose surnames are the same but for one letter left out or put in."""
    seen: dict[str, tuple[int, int, Part]] = {}
    mentions: dict[str, Span] = {}
    for entity in reading.analysis.entities:
        if entity.type in _NAMED and " " in entity.name:
            for mention in entity.mentions:
                mentions.setdefault(mention.text, mention)
    for mention in mentions.values():
        if found := _FULL_NAME.search(mention.text):
            seen.setdefault(found[0], (mention.start + found.start(), mention.start + found.end(), mention.part))
    for found in _SHARED.finditer(reading.text) if " and " in reading.text else ():
        seen.setdefault(f"{found['second']} {found['last']}", (found.start("second"), found.end("last"), Part.TEXT))
    groups: dict[str, list[str]] = defaultdict(list)
    for name in seen:
        groups[_initials(name)].append(name)
    pairs = (pair for names in groups.values() for pair in combinations(names[:_MOST], 2))
    for one, other in (pair for pair in pairs if _are_alike(*pair)):
        if one.removesuffix("s") != other.removesuffix("s"):
            places = [reading.span(*seen[name]) for name in sorted((one, other), key=lambda name: seen[name][0], reverse=True)]
            yield Observation(f"{places[1].text} {places[0].text}", f"“{places[1].text}” and “{places[0].text}”: are these two?", places)


def _are_alike(one: str, other: str) -> bool:
    """Whether two full names differ by at most one letter in the first name and one in the surname, the first letters set aside."""
    if abs(len(one) - len(other)) > 2:
        return False
    pairs = zip(one.split(" "), other.split(" "), strict=True)
    return all(a == b or (abs(len(a) - len(b)) <= 1 and not _shortened(a).isdisjoint(_shortened(b))) for a, b in pairs)


def _shortened(name: str) -> set[str]:
    return {name, *(name[:place] + name[place + 1 :] for place in range(1, len(name)))}


def _initials(name: str) -> str:
    return name[0] + name[name.index(" ") + 1]


_NAMED = (EntityType.PERSON, EntityType.ORG, EntityType.GPE)

_FULL_NAME = re.compile(r"[A-Z][a-zà-ÿ]{2,20} [A-Z][a-zà-ÿ]{2,20}$")
_SHARED = re.compile(r"[A-Z](?<!\w.)[a-z]{2,} and (?P<second>[A-Z][a-z]{2,20}) (?P<last>[A-Z][a-z]{2,20})\b")


_HONORIFIC = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Messrs)\.? (?P<surname>[A-Z][\w’'\-]*[a-z])")
_GOES_ON = re.compile(
    r"-| [A-Z]| (?:administrations?|advis[eo]rs?|aides?|allies|ally|backers?|camp|campaigns?|candidacy|donors?|fans?|fundraisers?"
    r"|loyalists?|officials?|presidency|rall(?:y|ies)|spokes(?:man|woman|person|people)|staff|staffers?|strategists?|supporters?|surrogates?"
    r"|team|voters?)\b"
)
"""What makes a surname a part of another name, or of a phrase in which it takes no title: “Venn aides”."""
_OTHER_TITLE = re.compile(r"(?:\b[A-Z][a-z]+s (?:for|against|with|Against|With|For)|\b[A-Z][\w’'.\-]*|\b(?:the|an?)) $")


@rule(
    "honorific-changes",
    name="Mr in one place, none in another",
    group=Group.CONSISTENCY,
    severity=Severity.NOTE,
    explanation="The same person is Mr or Ms in one place and a bare surname in another, in the article’s own words: a house has one way.",
    bad="Ida Marr runs the harbour office in Varn. Ms Marr wants a new pier. Two ferries sailed before noon, but Marr was not glad.",
    good="Ida Marr runs the harbour office in Varn. Ms Marr wants a new pier. “Marr is right,” said Jon Berg. Ms Marr was not glad.",
)
def honorific_changes(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks the rarer of the two ways, with one place of the other, outside quotations."""
    titled: dict[str, list[Span]] = defaultdict(list)
    for found in reading.matches(_HONORIFIC, ("mr", "mrs", "ms", "miss", "messrs")):
        span = reading.span(*found.span())
        if not reading.is_quoted(span):
            titled[found["surname"]].append(span)
    if not 0 < len(titled) <= _MOST:
        return
    people = {entity.name.split()[-1] for entity in reading.analysis.entities if entity.type is EntityType.PERSON}
    for surname, places in titled.items():
        if surname not in people:
            continue
        bare = []
        for start, end in _alone(reading.text, surname):
            if _GOES_ON.match(reading.text, end) or _OTHER_TITLE.search(reading.text, max(0, start - 24), start):
                continue
            span = reading.span(start, end)
            if not reading.is_quoted(span) and not reading.is_furniture(span):
                bare.append(span)
        if bare:
            rarer, other = sorted((bare, places), key=len)
            shown = f"“{places[0].text}” or “{surname}”"
            yield Observation(surname, f"{shown}: with or without?", [*rarer, other[0]], suggestion="Keep to one.")


RULES = (
    term_unexplained,
    surname_shared,
    introduced_twice,
    introduced_late,
    capitals_change,
    full_name_alike,
    honorific_changes,
)
