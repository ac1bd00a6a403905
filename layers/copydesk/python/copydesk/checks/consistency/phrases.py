"""Words that come back: within a sentence, from one sentence to the next, in quotations, and with other words in place of some."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain, combinations, islice

from copydesk.analysis import Part, Range, Severity, Span
from copydesk.article import Genre
from copydesk.checks.lists import entries, lists, words_of
from copydesk.checks.occurrences import occurrences
from copydesk.checks.reading import Reading
from copydesk.checks.rule import NOT_REPORTED, Example, Group, Observation, Options, rule

_WORD = re.compile(r"\w+(?:[’'\-]\w+)*")


@rule(
    "phrase-twice",
    name="Phrase twice in a sentence",
    group=Group.CONSISTENCY,
    severity=Severity.NOTE,
    explanation="The same connective or the same four words come back within one sentence: a slip, or two sentences in one.",
    bad="The pier was closed as a result of the storm, and skippers moved their boats as a result of the damage to it.",
    good="The pier was closed as a result of the storm, and skippers moved their boats. It is safer, she said, and it is dry.",
    not_in=[Genre.OPINION, Genre.LIVE_BLOG, Genre.SPORT],
)
def phrase_twice(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks a connective of the list, or a run of four words with two telling ones, at both its places in a sentence."""
    places: dict[tuple[int, str], list[Span]] = defaultdict(list)
    for one in occurrences(reading, entries("connectives", "connectives")):
        number = reading.sentence_of(one)
        if number is not None and not reading.is_quoted(one):
            places[number, " ".join(one.text.lower().split())].append(one)
    low = reading.lower[Part.TEXT]
    for number, said in enumerate(reading.said):
        # Four words that come back are four words that stood before: few sentences have so many.
        if len(said) < 8 or len(said) - len(set(said)) < 4:
            continue
        if len(set(zip(said, said[1:], said[2:], said[3:], strict=False))) >= len(said) - 3:
            continue
        words = list(_WORD.finditer(low, *reading.sentences[number]))
        seen: dict[tuple[str, ...], int] = {}
        for place in range(len(words) - 3):
            before = seen.setdefault(tuple(word[0] for word in words[place : place + 4]), place)
            if before <= place - 4:
                spans = [reading.span(words[at].start(), words[at + 3].end()) for at in (before, place)]
                if _is_slip(reading, spans):
                    places[number, ""] = spans
                    break
    for spans in places.values():
        if len(spans) > 1 and not any(map(reading.is_furniture, spans)):
            yield Observation(spans[0].text.casefold(), f"“{spans[0].text}” stands twice in this sentence: is that meant?", spans)


def _is_slip(reading: Reading, spans: list[Span]) -> bool:
    """Whether a run that comes back carries something, and is neither a name, a figure nor somebody's way of speaking."""
    words = spans[0].text.split()
    telling = [word for word in words if len(word) > 4 and word.islower() and word not in _plain()]
    if all(reading.text[: one.start].rstrip()[-1:].isdigit() for one in spans):
        return False  # the unit of two figures: "20 Canadian cents a share, down from 70 …"
    return len(telling) > 1 and not any(reading.is_quoted(one) or _BROKEN.search(one.text) for one in spans)


_BROKEN = re.compile(r"[.\n\d%$€£:;]|\bpercent\b|\bper\b")


@cache
def _plain() -> frozenset[str]:
    return frozenset(lists("headlines")["plain"])


@rule(
    "statement-comes-back",
    name="Statement that comes back",
    group=Group.CONSISTENCY,
    severity=Severity.NOTE,
    explanation="A longer run of words stands in two sentences of the article’s own: the second tells the reader what the first one told.",
    bad=(
        "It was the highest toll since records began in 1992, the office said. Two ferries sailed before noon. Nobody was hurt on the pier."
        " The toll was the worst since records began in 1992, and the mayor was sorry."
    ),
    good=(
        "It was the highest toll since records began in 1992, the office said. Two ferries sailed before noon. The council of Varn met."
        " The council of Varn was sorry."
    ),
    parameters={"words": 5, "telling": 3},
    not_in=[*NOT_REPORTED, Genre.LIVE_BLOG, Genre.SPORT],
)
def statement_comes_back(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks runs of `words` words that stand in two sentences outside quotations, `telling` of them telling ones that are no names.

    The phrases of records ("since records began") count wherever they come back.
    """
    has_record = not reading.vocabulary[Part.TEXT].isdisjoint(_OF_RECORDS)
    records = [one for one in (reading.words(_RECORD) if has_record else ()) if not reading.is_furniture(one)]
    if len({reading.sentence_of(one) for one in records}) > 1:
        yield Observation("record", "Does the reader not know of the record already?", records, suggestion="Tell it once.")
    size, telling = int(options["words"]), int(options["telling"])
    # A run that comes back has telling words that come back one after the other: few sentences have any.
    alike = _sharing(reading.kept(_telling), telling) if telling else range(len(reading.sentences))
    if len(alike) < 2:
        return
    text, low = reading.text, reading.lower[Part.TEXT]
    headline = reading.analysis.document.headline
    above = headline.end if headline else 0
    runs = {
        number: list(zip(*(reading.said[number][begin:] for begin in range(size)), strict=False))
        for number in alike
        if reading.sentences[number][0] >= above
    }
    again = _again(runs.values())
    first: dict[tuple[str, ...], tuple[int, list[re.Match[str]]]] = {}
    found: dict[int, list[Span]] = {}
    linked: dict[int, int] = {}
    for number, mine in runs.items():
        if again.isdisjoint(mine):
            continue
        words = list(_WORD.finditer(low, *reading.sentences[number]))
        taken = -1
        for place, run in enumerate(mine):
            told_words = words[place : place + size]
            if place <= taken or run not in again or not _is_telling(text, told_words, telling):
                continue
            other, earlier = first.setdefault(run, (number, told_words))
            if other == number:
                continue
            spans = [reading.span(one[0].start(), one[-1].end()) for one in (earlier, told_words)]
            if _is_same(low, reading.sentences[other], reading.sentences[number]):
                continue
            if any(reading.is_quoted(one) or "." in one.text or "\n" in one.text for one in spans):
                continue
            taken = place + size
            root = linked.setdefault(other, other)
            linked[number] = root
            found.setdefault(root, [spans[0]]).append(spans[1])
    for places in found.values():
        told = {one.start: one for one in places}
        yield Observation(
            places[0].text.casefold(),
            "Does the reader not know this already? These words stood there before.",
            list(told.values()),
            suggestion="Take one out, or say what is new.",
        )


def _telling(reading: Reading) -> list[list[str]]:
    """The words of each sentence that may carry something: longer ones and figures."""
    plain = _plain()
    return [[word for word in said if (len(word) > _SMALL or word[0].isdigit()) and word not in plain] for said in reading.said]


_SMALL = 3
"""Letters of the longest word that carries nothing."""


def _sharing(sentences: list[list[str]], size: int) -> list[int]:
    """The numbers of the sentences that have `size` words in a row with another one."""
    first: dict[tuple[str, ...], int] = {}
    sharing: set[int] = set()
    for number, words in enumerate(sentences):
        for run in zip(*(words[begin:] for begin in range(size)), strict=False):
            other = first.setdefault(run, number)
            if other != number:
                sharing |= {other, number}
    return sorted(sharing)


def _again(runs: Iterable[list[tuple[str, ...]]]) -> set[tuple[str, ...]]:
    """The runs that stand in more than one sentence."""
    seen: set[tuple[str, ...]] = set()
    again: set[tuple[str, ...]] = set()
    for mine in runs:
        different = set(mine)
        again |= different & seen
        seen |= different
    return again


_OF_RECORDS = frozenset({"record", "records", "recordkeeping", "measurements", "high", "low"})
_RECORD = re.compile(
    r"\b(?:since|before) (?:official |national |modern |reliable )?(?:records?|record-keeping|recordkeeping"
    r"|measurements) (?:began|started|were first kept)"
    r"(?: in \d{4})?|\ball-time (?:high|low|record)\b|\b(?:highest|lowest|worst|hottest|wettest|warmest|coldest"
    r"|deadliest|largest|biggest) [\w ]{0,20}on record\b"
)


def _is_same(low: str, one: Range, other: Range) -> bool:
    """Whether two sentences are the same word for word, or begin so: other rules tell of those."""
    first, second = (place[0] + (low[place[0] : place[0] + 1] in "\"“‘'") for place in (one, other))
    return low[first : first + _SAME] == low[second : second + _SAME]


_SAME = 60


def _is_telling(text: str, words: list[re.Match[str]], fewest: int) -> bool:
    """Whether a run has enough words that carry something: neither small ones nor names, which come back by themselves."""
    small = [word for word in words if len(word[0]) > _SMALL and text[word.start()].islower() and word[0] not in _plain()]
    capital = sum(text[word.start()].isupper() for word in words)
    return len(small) >= fewest and capital <= 2


@rule(
    "told-again",
    name="Told again in other words",
    group=Group.CONSISTENCY,
    severity=Severity.NOTE,
    explanation="Two sentences share the words that only they have: the later one tells once more, or quotes what was just told.",
    bad=(
        "Pier engineers found rotten timber beneath the railing in February, and the council closed the market entrance. Two ferries"
        " sailed before noon. In February rotten timber was found beneath the railing by the engineers."
    ),
    good=(
        "Pier engineers found rotten timber beneath the railing in February, and the council closed the market entrance. Two ferries"
        " sailed before noon. The engineers will look at the stones in May."
    ),
    parameters={"share": 0.5, "words": 4},
    not_in=[*NOT_REPORTED, Genre.LIVE_BLOG, Genre.SPORT],
)
def told_again(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks pairs of sentences with `words` longer words in common that at most three sentences have, `share` of the shorter one's.

    Names alone make no such pair; sentences that are nearly the same are told by `sentence-restated`.
    """
    headline = reading.analysis.document.headline
    above = headline.end if headline else 0
    stems = [
        {word[:6] for word in telling if len(word) > 4 or (len(word) > 1 and word[0].isdigit())}
        if start >= above and end - start >= _SHORTEST
        else set()
        for (start, end), telling in zip(reading.sentences, reading.kept(_telling), strict=True)
    ]
    held = Counter(chain.from_iterable(stems))
    few = {stem for stem, times in held.items() if 1 < times <= _FEW_HOLDERS}
    holders: dict[str, list[int]] = defaultdict(list)
    for number, mine in enumerate(stems):
        for stem in mine & few:
            holders[stem].append(number)
    shared: dict[tuple[int, int], list[str]] = defaultdict(list)
    for stem, numbers in holders.items():
        for pair in combinations(numbers, 2):
            shared[pair].append(stem)
    size = list(map(len, stems))
    low = reading.lower[Part.TEXT]
    for (one, other), stems_of_both in sorted(shared.items()):
        common = len(stems_of_both)
        if not options["words"] <= common < _NEARLY * max(size[one], size[other]) or common < options["share"] * min(
            size[one], size[other]
        ):
            continue
        places = [reading.sentence(one), reading.sentence(other)]
        names = {word[:6].casefold() for word in _NAME.findall(places[1].text)}
        if len(set(stems_of_both) - names) < _NO_NAMES or _is_same(low, reading.sentences[one], reading.sentences[other]):
            continue
        if not any(map(reading.is_furniture, places)):
            message = "Does the second of these sentences tell the reader anything new?"
            yield Observation(places[0].text, message, places, suggestion="Take one out, or join them.")


_SHORTEST = 40
"""Code points of the shortest sentence that is compared."""
_FEW_HOLDERS = 3
"""Sentences that have a word in common at most, where it tells that they are about the same."""
_NEARLY = 0.75
_NO_NAMES = 3
"""Common words at least that are no names."""
_NAME = re.compile(r"[A-Z]\w+")


@rule(
    "quotation-echo",
    name="Short quotation that comes back",
    group=Group.CONSISTENCY,
    severity=Severity.NOTE,
    explanation="Words that were quoted once are quoted again, as a whole or within a longer quotation: the reader hears them twice.",
    bad="The mayor called the pier “a proven marvel” on Monday. Two ferries sailed. “It is a proven marvel of stone,” she had said of it.",
    good="The mayor called the pier “a proven marvel” on Monday. Two ferries sailed. “It is made of stone,” she had said of it.",
    parameters={"words": 3},
)
def quotation_echo(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks quotations of `words` words or more, one of them telling, whose words stand in another quotation of the text.

    Long ones that come back are told by `quotation-used-twice`.
    """
    quoted = [(one, words) for one, words in reading.kept(quoted_words) if one.part is Part.TEXT]
    size = int(options["words"])
    if not 1 < len(quoted) <= _QUOTATIONS:
        return
    lines = [f" {' '.join(words)} " for _, words in quoted]
    together = "|".join(lines)
    for number, (one, words) in enumerate(quoted):
        phrase = lines[number]
        if not size <= len(words) <= _LONGEST or together.count(phrase) == 1:
            continue
        if reading.is_furniture(one) or is_heading(reading, one) or not any(len(word) > 4 and word not in _plain() for word in words):
            continue
        others = [quoted[other] for other, line in enumerate(lines) if phrase in line and other != number]
        same = [
            other
            for other, said in others
            if not reading.is_furniture(other)
            and not is_heading(reading, other)
            and not (other.start < one.end and one.start < other.end)
            and (len(said) > len(words) or other.start < one.start)
        ]
        if same and not _is_name(one.text):
            yield Observation(phrase.strip(), "Is this quoted twice? The same words stand in another quotation.", [one, *same])


def is_heading(reading: Reading, span: Span) -> bool:
    """Whether the words stand in a line of their own that ends without a full stop: a subhead, which takes them from the story."""
    number = reading.paragraph_of(span)
    if number is None:
        return False
    line = reading.text[slice(*reading.paragraphs[number])].strip()
    return len(line.split()) <= _HEADING and "\n" not in line and line.rstrip("\"'”’»")[-1:].isalnum()


_HEADING = 12
"""Words of the longest subhead."""
_QUOTATIONS = 400
"""Quotations of an article; what has more is a transcript or none."""
_LONGEST = 12
"""Words of the longest quotation that is short."""


def _is_name(text: str) -> bool:
    words = [word for word in _WORD.findall(text) if len(word) > 3]
    return bool(words) and all(word[0].isupper() for word in words)


_HEDGES = (
    "sort of",
    "kind of",
    "somewhat",
    "almost",
    "nearly",
    "maybe",
    "perhaps",
    "probably",
    "possibly",
    "apparently",
    "i think",
    "i guess",
    "a little",
    "a bit",
    "rather",
    "quite",
    "partly",
    "in part",
    "potentially",
    "in a way",
    "so to speak",
    "may be",
    "might be",
    "could be",
    "would be",
)


@rule(
    "quotation-cut-short",
    name="Quotation without its hedge",
    group=Group.CONSISTENCY,
    severity=Severity.NOTE,
    explanation="The few words quoted in the headline or the lead stand in the full quotation behind a hedge or a “not” that was left out.",
    bad=(
        "The mayor calls it a “manufactured” storm. Two ferries sailed.\n\n“This is a storm that was sort of manufactured,” the mayor said."
    ),
    good="The mayor calls it a “manufactured” storm. Two ferries sailed.\n\n“This is a storm that was manufactured,” the mayor said.",
)
def quotation_cut_short(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks quotations of one to six words whose words a longer quotation has right behind a hedge, in whichever order they stand."""
    marked = _short_and_long(reading)
    for one, words in marked[0]:
        phrase = f" {' '.join(words)} "
        for other, said in marked[1]:
            place = said.find(phrase)
            hedge = next((hedge for hedge in _HEDGES if place > 0 and said.endswith(f" {hedge}", 0, place)), None)
            if hedge and not (other.part is one.part and other.start <= one.start < other.end):
                yield Observation(
                    phrase.strip(), f"What became of “{hedge}”? It stands before these words in the full quotation.", [one, other]
                )
                break


def quoted_words(reading: Reading) -> list[tuple[Span, list[str]]]:
    """The quotations with their words, in small letters and with straight apostrophes."""
    return [(one, words_of(one.text.casefold().replace("’", "'"))) for one in reading.quotations]


def _short_and_long(reading: Reading) -> tuple[list[tuple[Span, list[str]]], list[tuple[Span, str]]]:
    """The quotations of at most six words, with their words, and the longer ones, each as a line of words."""
    short: list[tuple[Span, list[str]]] = []
    long: list[tuple[Span, str]] = []
    for one, words in reading.kept(quoted_words):
        if 0 < len(words) <= _FEW:
            if any(len(word) > 4 for word in words):
                short.append((one, words))
        elif words:
            long.append((one, f" {' '.join(words)} "))
    return short[:_MOST], long[:_MOST]


_FEW = 6
_MOST = 60
"""Quotations of each kind that are laid side by side at most."""


@rule(
    "quoted-words-differ",
    name="Quoted words that differ",
    group=Group.CONSISTENCY,
    severity=Severity.NOTE,
    explanation="Quoted words come back with another ending or another word between the same ones: which were said?",
    bad=Example(
        "The mayor would not say “harbour terrorism” on Monday. Two ferries sailed before noon.",
        title="Mayor Will Not Say ‘Harbour Terrorist’",
    ),
    good=Example(
        "The mayor would not say “harbour terrorism” on Monday. Two ferries sailed before noon.",
        title="Mayor Will Not Say ‘Harbour Terrorism’",
    ),
)
def quoted_words_differ(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks short quotations of two to five words that come back, quoted, with the same beginnings of all words and another ending."""
    forms: dict[tuple[str, ...], dict[tuple[str, ...], Span]] = defaultdict(dict)
    for one, words in reading.kept(quoted_words):
        if 2 <= len(words) < _FEW and any(len(word) > 5 for word in words):
            forms[tuple(word[:6] for word in words)].setdefault(tuple(words), one)
    for variants in forms.values():
        if len(variants) > 1:
            places = sorted(variants.values(), key=lambda one: (one.part is Part.TEXT, one.start))
            shown = " or ".join(f"“{one.text.strip(_MARKS)}”" for one in places)
            yield Observation(shown, f"{shown}: which words were said?", places, suggestion="Quote the same words everywhere.")


_MARKS = "“”‘’\"'«» .,;:!?"
_ADJECTIVE = re.compile(r"[a-z\-]{5,}(?:ing|ous|ful|less|ive|able|ible|ish|esque|like|ent|ant|ist|ic|ified|ated|ized|ised)\Z")


@rule(
    "quoted-word-adopted",
    name="Quoted word that the article takes over",
    group=Group.CONSISTENCY,
    severity=Severity.NOTE,
    explanation="A judging word first stands in a short quotation and later without marks, in the article’s own voice: whose word is it?",
    bad="The mayor spoke of a “long and bruising” storm. Two ferries sailed before noon. After the bruising storm the pier was dry.",
    good="The mayor spoke of a “long and bruising” storm. Two ferries sailed before noon. After the storm the pier was dry.",
    not_in=NOT_REPORTED,
)
def quoted_word_adopted(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks an adjective of a quotation of one to four words where it comes back further down in the article's own voice."""
    low = reading.lower[Part.TEXT]
    first: dict[str, Span] = {}
    for one, lowered in reading.kept(quoted_words):
        if one.part is Part.TEXT and len(lowered) <= _TERM and not reading.is_furniture(one):
            for word in words_of(one.text):
                if _ADJECTIVE.fullmatch(word) and word not in _plain():
                    first.setdefault(word, one)
    for word, quoted in islice(first.items(), _QUOTATIONS):
        if low.find(word, quoted.end) < 0 or re.search(rf"\b{word}\b", low[: quoted.start]):
            continue
        found = (reading.span(*match.span()) for match in re.finditer(rf"\b{word}\b", low[quoted.end :]) if match)
        own = [reading.span(one.start + quoted.end, one.end + quoted.end) for one in found]
        own = [one for one in own if not reading.is_quoted(one)]
        if own:
            yield Observation(
                word, f"Whose word is “{word}”? It stands in quotation marks first, and then as the article’s own.", [*own, quoted]
            )


_TERM = 4


RULES = (
    phrase_twice,
    statement_comes_back,
    told_again,
    quotation_echo,
    quotation_cut_short,
    quoted_words_differ,
    quoted_word_adopted,
)
