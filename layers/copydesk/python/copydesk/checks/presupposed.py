"""What a story takes as known before it has told it: who “her” is, where a town lies, what a thing used to be; and who wrote the story."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copydesk.analysis import EntityType, Part, Severity
from copydesk.article import Genre
from copydesk.checks.reading import Reading
from copydesk.checks.rule import NOT_REPORTED, Group, Observation, Options, rule


@rule(
    "opening-mid-air",
    name="Opening in mid-air",
    group=Group.CONSISTENCY,
    severity=Severity.NOTE,
    explanation="The first sentence speaks of “her” or “him” before the reader knows who that is.",
    bad="On Monday, divers found her car in the harbour of Varn. Two ferries sailed before noon, the mayor said.",
    good="On Monday, divers found the car of a missing woman in the harbour of Varn. Her brother was told before noon.",
    not_in=[*NOT_REPORTED, Genre.LIVE_BLOG],
)
def opening_mid_air(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks the pronoun of a first sentence that names nobody and has no word for a man or a woman before it."""
    head = reading.headline
    begin = head.end if head and head.part is Part.TEXT else 0
    first = next((one for one in reading.sentences if one[0] >= begin and not reading.is_furnished(one[0])), None)
    pronoun = _PRONOUN.search(reading.text, *first) if first else None
    if first is None or pronoun is None or _PEOPLE.search(reading.text, first[0], pronoun.start()):
        return
    span = reading.span(*pronoun.span())
    named = any(
        one.part is Part.TEXT and first[0] <= one.start < first[1]
        for entity in reading.analysis.entities
        if entity.type is EntityType.PERSON
        for one in entity.mentions
    )
    if not named and not reading.is_quoted(span):
        yield Observation("opening", f"Who is meant by “{span.text}”? The story begins here.", [span], suggestion="Begin with who it is.")


_PRONOUN = re.compile(r"\b(?:[Ss]he|[Hh]er|[Hh]is|[Hh]e|[Hh]im)\b(?! or\b)")
_PEOPLE = re.compile(
    r"\b(?:(?:wo)?m[ae]n|girl|boy|mother|father|son|daughter|brother|sister|wife|husband|widow|teenager|president|minister|king|queen|"
    r"pope|actor|actress|singer|player|leader|chief|mayor|victim|suspect|driver|officer|teacher|student|pensioner|[\w-]+-year-old|"
    r"[Pp]resident|[a-z]+(?:ian|ist|eer)|who|someone|somebody|person|(?:[A-Z][a-z]+ ){2})"
)


@rule(
    "person-taken-as-known",
    name="Somebody taken as known",
    group=Group.CONSISTENCY,
    severity=Severity.NOTE,
    explanation="“The 17-year-old who died” supposes that the reader has heard of it; nothing before tells what happened.",
    bad="The council of Varn wants more police. It comes too late for Ida Marr, the 17-year-old who died on April 2. Two ferries sailed.",
    good="The council of Varn wants more police. Ida Marr, a 17-year-old who was stabbed at the pier, died on April 2.",
)
def person_taken_as_known(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks such words behind a name, where the age and the word stand nowhere before."""
    for one in reading.words(_KNOWN):
        if one.text.split()[1] not in reading.text[: one.start] and not reading.is_quoted(one):
            question = f"What happened to “{one.text}”? It has not been told before."
            yield Observation(one.text.casefold(), question, [one], suggestion="Tell it here, or before.")


_KNOWN = re.compile(r"\bthe (?:\d+-year-old|teenager|schoolgirl|schoolboy|toddler|couple) (?:who|whose)(?: [a-z]+){1,2}")


@rule(
    "place-unlocated",
    name="Place that is not located",
    group=Group.CONSISTENCY,
    severity=Severity.NOTE,
    explanation="A town or village is named without the state, region or country that it lies in: readers elsewhere cannot place it.",
    bad="Divers searched a house in the town of Klotzby on Monday. Two ferries sailed before noon.",
    good="Divers searched a house in the town of Klotzby, Norway, on Monday. Two ferries sailed before noon.",
)
def place_unlocated(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks "the town of X" where no comma, "in", bracket or direction behind or right before it says where."""
    for match in _TOWN.finditer(reading.text):
        name = match["name"]
        span = reading.span(*match.span())
        if not reading.is_quoted(span) and name not in reading.text[: match.start()] and f"{name}, " not in reading.text:
            yield Observation(name, f"Where is {name}? The reader is not told.", [span], suggestion="Add the state or the country.")


_TOWN = re.compile(
    r"\b(?:the|[Aa]) (?:\w+ )?(?:town|village|hamlet|suburb|township|settlement) of "
    r"(?P<name>[A-Z][\w’'\-]+(?: [A-Z][\w’'\-]+)*)(?!,| in | \(|[ -][A-Z]| near )(?=\W)"
)


@rule(
    "former-name-unexplained",
    name="Former name unexplained",
    group=Group.CONSISTENCY,
    severity=Severity.NOTE,
    explanation="“Formerly X” helps only those who know X.",
    bad="The port of Varn sold its warehouses, formerly Klotzmark, on Monday. Two ferries sailed before noon.",
    good="The port of Varn sold its warehouses, formerly a chain of shops called Klotzmark, on Monday.",
)
def former_name_unexplained(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks "formerly" right before a name that nothing behind it explains."""
    for one in reading.words(_FORMERLY):
        yield Observation(one.text.casefold(), f"What was {one.text.split()[-1]}?", [one], suggestion="Explain it in a few words.")


_FORMERLY = re.compile(r"\bformerly (?:called |named )?[A-Z][\w’'\-]+(?! \(|, (?:an?|the|which)\b| [A-Z])")


@rule(
    "author-note",
    name="Author's note in the body",
    group=Group.FORM,
    severity=Severity.NOTE,
    explanation="Who wrote the story, and how to reach them, belongs beside it and not in its last paragraph.",
    bad="The pier of Varn reopened on Monday.\n\nTwo ferries sailed before noon.\n\nIda Marr is a columnist for the Varn Courier.",
    good="The pier of Varn reopened on Monday.\n\nTwo ferries sailed before noon.\n\nIda Marr, who runs the pier, was glad.",
)
def author_note(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks it at the beginning of one of the last three paragraphs."""
    for start, end in reading.paragraphs[-3:]:
        match = _NOTE.match(reading.text, start, end)
        if match and start:
            question = "Is this about the author, and not the story?"
            yield Observation("author", question, [reading.span(*match.span())], suggestion="Set it apart, or leave it out.")


_NOTE = re.compile(
    r"[\[(*_–— ]*(?:[A-Z][\w’'.\-]+ ){1,4}(?:is|was) (?:an?|the) (?:[\w’'\-]+ ){0,5}"
    r"(?:columnist|reporter|correspondent|contributor|"
    r"editor|journalist|staff writer|author|fellow|blogger|commentator)s? (?:for|at|of|with|in|based)\b"
    r"|[\[(*_ ]*(?:Follow (?:him|her|them|me|[A-Z]\w+)"
    r"|Contact (?:the )?(?:author|reporter|writer|[A-Z]\w+)|Reach (?:him|her|them))\b"
    r"|[\[(*_ ]*(?:[A-Z][\w’'.\-]+ )+(?:can be reached|contributed to this (?:report|story|article)|contributed reporting)\b"
)


@rule(
    "speech-verb-lost",
    name="Verb lost between two quotations",
    group=Group.FORM,
    severity=Severity.NOTE,
    explanation="A name stands between two quotations, and no verb says that its bearer speaks.",
    bad="“We have waited two years,” Ms Marr “and now the pier of Varn is open.” Two ferries sailed before noon.",
    good="“We have waited two years,” Ms Marr said, “and now the pier of Varn is open.” Two ferries sailed before noon.",
)
def speech_verb_lost(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks the name with the marks on both sides."""
    for one in reading.words(_BETWEEN):
        yield Observation(one.text.strip(' "”“'), "Said? Between the two quotations there is no verb.", [one], suggestion="Add the verb.")


_BETWEEN = re.compile(r"[,.!?][\"”] (?:(?:Mr|Mrs|Ms|Miss|Dr|Sir)\.? )?(?:[A-Z][\w’'\-]+ ){1,3}[\"“](?=\w)")

RULES = (opening_mid_air, person_taken_as_known, place_unlocated, former_name_unexplained, author_note, speech_verb_lost)
