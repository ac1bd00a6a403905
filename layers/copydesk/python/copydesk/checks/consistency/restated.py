"""What comes back a little changed: sentences, quotations, figures and names."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import chain, combinations

from copydesk.analysis import EntityType, Part, Quantity, Severity, SourceType, Span
from copydesk.article import Genre
from copydesk.checks.consistency.phrases import is_heading, quoted_words
from copydesk.checks.reading import Reading
from copydesk.checks.rule import Example, Group, Observation, Options, rule

_FIRST = "The harbour office in Varn reopened on Monday after the flood of last spring."
_SECOND = "Two ferries sailed before noon, and the queue on the quay was gone by evening."
_SAID = "“The new pier will stand for at least a hundred years,” said Ida Marr, who runs the office."

_RUN = 5
"""Words in a row that two sentences or quotations must share to be compared at all."""
_HOLDERS = 20
"""Sentences with the same run that are compared with each other at most: what has more is a table or a form."""


@rule(
    "sentence-restated",
    name="Sentence that says it again",
    group=Group.CONSISTENCY,
    severity=Severity.NOTE,
    explanation="Two sentences share most of their words: the second tells the reader little that the first did not.",
    bad=(
        f"The council of Varn voted to build the new pier of stone and open it in spring. {_SECOND} The council of Varn voted to build "
        "the new pier of stone, and to open it in spring."
    ),
    good=f"The council of Varn voted to build the new pier of stone. {_SECOND} The new pier of stone will be long, and they are glad.",
    parameters={"share": 0.75, "words": 7},
    not_in=[Genre.LIVE_BLOG],
)
def sentence_restated(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks pairs of sentences with `share` of the longer words in common, `words` at least; not those that are the same word for word."""
    said = reading.said
    for one, other in _sharing(said):
        long = [{word for word in said[number] if len(word) > 3} for number in (one, other)]
        common = long[0] & long[1]
        if len(common) < options["words"] or len(common) < options["share"] * max(map(len, long)) or said[one] == said[other]:
            continue
        places = [reading.sentence(number) for number in (one, other)]
        if not any(map(reading.is_furniture, places)):
            yield Observation(places[0].text, "Do these two sentences say the same?", places, suggestion="Take one out, or join them.")


def _sharing(texts: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """The pairs of texts, by their numbers, that share a run of words."""
    runs = [set(zip(*(words[place:] for place in range(_RUN)), strict=False)) for words in texts]
    seen: set[tuple[str, ...]] = set()
    shared: set[tuple[str, ...]] = set()
    for own in runs:
        shared |= own & seen
        seen |= own
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, own in enumerate(runs) if shared else ():
        for run in own & shared:
            holders[run].append(number)
    return sorted({pair for numbers in holders.values() for pair in combinations(numbers[:_HOLDERS], 2)})


@rule(
    "quotation-used-twice",
    name="Quotation used twice",
    group=Group.CONSISTENCY,
    severity=Severity.NOTE,
    explanation="The same quoted words stand in the text more than once, or come back with other words: one may be wrong, or one too many.",
    bad=f"{_FIRST} {_SAID}\n\n{_SECOND} “The new pier will stand for nearly a hundred years,” Ms Marr said.",
    good=f"{_FIRST} {_SAID}\n\n{_SECOND} “The old pier stood for sixty years,” Ms Marr said. It is “new” and “long”.",
    parameters={"words": 6, "likeness": 0.8},
)
def quotation_used_twice(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks quotations of at least `words` words whose words come back in another one, the same or nearly so."""
    least = options["words"]
    # So many words have at least as many letters with something between them.
    quoted = [(one, words) for one, words in reading.kept(quoted_words) if len(words) >= least]
    for one, other in _near(quoted, options["likeness"]):
        if quoted[one][0].part is quoted[other][0].part and quoted[other][0].start < quoted[one][0].end:
            continue  # one within the other
        places = sorted((quoted[one][0], quoted[other][0]), key=lambda span: (span.part is Part.TEXT, span.start))
        shorter, longer = sorted((quoted[one][1], quoted[other][1]), key=len)
        if f" {' '.join(shorter)} " in f" {' '.join(longer)} ":
            if places[0].part is Part.TEXT and not any(reading.is_furniture(one) or is_heading(reading, one) for one in places):
                yield Observation(places[0].text, "Is this quotation meant to stand here twice?", places, suggestion="Take one out.")
        elif places[0].part is not places[1].part or places[1].start - places[0].end > _APART:
            yield Observation(places[0].text, "Which words were said? The quotation comes back with other ones.", places)


def _near(quoted: list[tuple[Span, list[str]]], likeness: float) -> Iterator[tuple[int, int]]:
    runs = [{*zip(words, words[1:], words[2:], strict=False)} for _, words in quoted]
    held = Counter(chain.from_iterable(runs))
    holders: dict[tuple[str, ...], list[int]] = {run: [] for run, times in held.items() if times == 2}
    for number, mine in enumerate(runs) if holders else ():
        for run in mine & holders.keys():
            holders[run].append(number)
    pairs = Counter((one, other) for one, other in holders.values())
    for (one, other), shared in sorted(pairs.items()):
        a, b = quoted[one][1], quoted[other][1]
        fewest = min(len(a), len(b))
        # The runs are counted before the words are laid side by side, which is dear.
        if shared >= 0.3 * fewest - 1 and len(a) * len(b) < _LONGEST:
            blocks = [block for block in SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks() if block.size > 1]
            matched = sum(block.size for block in blocks)
            across = max(blocks[-1].a + blocks[-1].size - blocks[0].a, blocks[-1].b + blocks[-1].size - blocks[0].b) if blocks else 0
            # A few words in between may be left out or changed; two sentences of one pattern are more than that apart.
            if matched >= likeness * fewest and across <= 1.2 * fewest:
                yield one, other


_APART = 100
"""Code points between two quotations that are not set against each other."""
_LONGEST = 20_000
"""Words of the one times words of the other quotation that are laid side by side at most."""
_ROUGH = re.compile(
    r"\b(?:(?:19|20)\d{2}|earlier|previous\w*|other|another|last|since|separate\w*|ago|each|more|first|second|only|total|average|including|"
    r"compared|up from|down from|from)\b",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[a-z]{5,}")


@rule(
    "figure-changes",
    name="Figure that changes",
    group=Group.CONSISTENCY,
    severity=Severity.NOTE,
    explanation="The top of the article counts a thing with one figure, the rest with another: which is right?",
    bad=f"The council bought 14 ferries for the harbour of Varn.\n\n{_SECOND}\n\nThe council bought the 17 ferries for the harbour.",
    good=f"The council bought 14 ferries for the harbour of Varn.\n\n{_SECOND}\n\nThe council bought 14 ferries in May, and 3 tugs.",
    not_in=[Genre.LIVE_BLOG, Genre.SPORT],
)
def figure_changes(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks a count of the headline or the first paragraph and one further down, of the same things in sentences about the same.

    Both are exact, of one unit, and alone of it where they stand; sentences that compare ("earlier", "other", "total") are left alone.
    """
    first = 1 if reading.analysis.document.headline else 0
    top: dict[str, list[Quantity]] = defaultdict(list)
    rest: dict[str, list[Quantity]] = defaultdict(list)
    for one in reading.analysis.quantities:
        if (
            one.unit is None
            or one.approximate
            or one.value_high
            or one.change
            or one.value < 3
            or " per " in one.unit
            or one.unit in _TIMES
        ):
            continue
        at_top = reading.is_furniture(one) or (reading.paragraph_of(one) or 0) <= first
        (top if at_top else rest)[one.unit].append(one)
    for unit, stated in top.items():
        values = {one.value for one in stated}
        if len(values) > 1 or any(one.value in values for one in rest[unit]):
            continue
        here = stated[0]
        words = _about(reading, here)
        for there in rest[unit]:
            common = words & _about(reading, there) - {unit, f"{unit}s"}
            if 0.3 < there.value / here.value < 3.3 and len(common) >= 2 and len(common) >= 0.3 * len(words):
                yield Observation(f"{here.text} {there.text}", f"{here.text} or {there.text}: which figure is right?", [here, there])
                break


def _about(reading: Reading, figure: Quantity) -> set[str]:
    """The longer words of the sentence of a figure; none where it compares."""
    sentence = reading.sentence_text(figure)
    return set() if _ROUGH.search(sentence) else set(_LETTERS.findall(sentence.casefold()))


_TIMES = frozenset(
    {"year", "month", "week", "day", "hour", "minute", "second", "year of age", "percent", "percentage point", "time", "point"}
)


@rule(
    "name-alike",
    name="Two names that look alike",
    group=Group.CONSISTENCY,
    severity=Severity.NOTE,
    explanation="Two surnames or places differ in one letter: either they are two, or one of them is misspelt.",
    bad=Example("Ida Halvorsen runs the harbour office in Varn. The office will open in May, Inga Halversen said. Ms Halvorsen was glad."),
    good=Example("Ida Halvorsen runs the harbour office in Varn. The office will open in May, Jon Berg said. The Halvorsens were glad."),
)
def name_alike(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks the last words of names that differ in one letter inside, where the two were not read as one thing.

    One who speaks and is called by one word alone may be a name that was not seen as one: a person's, misspelt into another word.
    """
    seen: dict[str, Span] = {}
    for entity in reading.analysis.entities:
        if entity.type not in (EntityType.PERSON, EntityType.GPE) or entity.misspelt:
            continue
        for mention in entity.mentions:
            last = mention.text.rpartition(" ")[2].removesuffix("’s").removesuffix("'s")
            if len(last) > _SHORTEST and last[1:].islower():
                seen.setdefault(last, mention)
    alike: dict[str, list[str]] = defaultdict(list)
    shapes = Counter((name[0], len(name)) for name in seen)
    for name in seen:
        if sum(shapes[name[0], len(name) + more] for more in (-1, 0, 1)) == 1:
            continue  # no other begins so and has about so many letters
        # Names of one letter's difference are the same once that letter is left out.
        alike[name].append(name)
        for place in range(1, len(name)):
            alike[name[:place] + name[place + 1 :]].append(name)
    told: set[tuple[str, str]] = set()
    for names in alike.values():
        pair = tuple(sorted(set(names)))
        if len(pair) != 2 or (pair[0], pair[1]) in told or any(f"{a}{ending}" == b for a, b in (pair, pair[::-1]) for ending in "snai"):
            continue
        told.add((pair[0], pair[1]))
        firsts = {seen[name].text[0] for name in pair if seen[name].text != name}
        if len(firsts) == 2:  # Jon Larsen and Chuck Larson
            continue
        yield _alike(pair[0], pair[1], [seen[name] for name in pair])
    for full, speaker in _misspelt_speakers(reading):
        yield _alike(full.text.rpartition(" ")[2], speaker.text, [full, speaker])


def _alike(one: str, other: str, places: list[Span]) -> Observation:
    one, other = sorted((one, other))
    return Observation(f"{one} {other}", f"“{one}” and “{other}”: are these two?", places)


def _misspelt_speakers(reading: Reading) -> Iterator[tuple[Span, Span]]:
    """Yield people and who may be one of them, a source called by one word with a capital: "Leslie Wimes" and "Wines believes"."""
    groups = [source for source in reading.analysis.sources if source.type is SourceType.UNNAMED_GROUP]
    lone = [place for source in groups for place in reading.places_of(source) if place.text.istitle() and place.text.isalpha()]
    for entity in reading.analysis.entities if lone else ():
        full = entity.mentions[0]
        if entity.type is EntityType.PERSON and " " in full.text:
            surname = full.text.rpartition(" ")[2]
            yield from ((full, speaker) for speaker in lone if _differ_in_a_letter(surname, speaker.text))


def _differ_in_a_letter(name: str, word: str) -> bool:
    """Whether one letter inside stands for another."""
    return len(name) == len(word) and name[0] == word[0] and sum(map(str.__ne__, name, word)) == 1


_SHORTEST = 5
"""Letters that a name has at least one more than: short names differ in a letter as a rule."""

RULES = (sentence_restated, quotation_used_twice, figure_changes, name_alike)
