"""The headline's own words: whether it is whole, whether the body has its strong words, and whose words it takes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise

from copydesk.analysis import AttributionType, Part, Range, Severity, SourceType, Span
from copydesk.article import Genre
from copydesk.checks.lists import entries, lists
from copydesk.checks.reading import Reading
from copydesk.checks.rule import NOT_REPORTED, Example, Group, Observation, Options, rule
from copydesk.nlp.quotations import find_quotations

_BODY = (
    "The council of Varn voted on Monday to mend the old pier. Ida Marr, who runs the harbour office, said the work would take 14 weeks"
    " and cost 3 million euros. “It is a strangely moving day,” she said. Two ferries will sail from the fish "
    "market until the work is done,"
    " and a third one will carry the mail. The skippers had asked for the repair since the storm of January."
)

_WORD = re.compile(r"[^\W\d_]+(?:[’'\-][^\W\d_]+)*")


@rule(
    "headline-in-text",
    name="Headline once more in the text",
    group=Group.HEADLINE,
    severity=Severity.NOTE,
    explanation="The text begins with the headline that was sent with it, or its first sentence says no more: the reader reads it twice.",
    bad=Example(f"Varn Council Votes to Mend Old Pier.\n\n{_BODY}", title="Varn Council Votes to Mend Old Pier"),
    good=Example(_BODY, title="Work on Pier to Take 14 Weeks"),
    not_in=[Genre.LIVE_BLOG],
    parameters={"share": 0.85},
)
def headline_in_text(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks the title where it begins the text, and a first sentence that has `share` of its words and few others."""
    if not reading.title.strip():
        return
    headline = reading.analysis.document.headline
    if headline:
        message = "Does the headline belong into the text? It came as the title as well."
        yield Observation("title", message, [headline], suggestion="Take it out of the text.")
        return
    first = next((reading.span(*one) for one in reading.sentences), None)
    if first is None:
        return
    said, titled = _telling(first.text), _telling(reading.title)
    if len(titled) >= _FEWEST and len(said) >= _FEWEST:
        common = len(said & titled)
        if common >= options["share"] * len(titled) and common >= options["share"] * len(said):
            yield Observation("sentence", "Does the first sentence say more than the headline?", [first], suggestion="Say what is next.")


_FEWEST = 4
"""Telling words of the shortest headline and sentence that are compared."""


def _telling(text: str) -> set[str]:
    return {word[:6] for word in _WORD.findall(text.casefold()) if len(word) > 3}


_GLUED = re.compile(r"; ?\s*(?=[A-Z][\w’']*\s)|(?<=[a-z.]{3}) (?=Source: [A-Z])|(?<=[a-z]) (?:\| |/ )(?=[A-Z])")
_CUT = re.compile(r"(?:[:,;–—]|\b(?:of|the|and|to|in|for|with|an?|by|from|or|their|his|her|its|as))\s*(?:\.{2,}|…)?\s*$")


@rule(
    "headline-not-whole",
    name="Headline that is cut off or two in one",
    group=Group.HEADLINE,
    severity=Severity.NOTE,
    explanation="The headline ends before it is said, or two headlines or a page's label were put into one line.",
    bad=Example(_BODY, title="Varn Votes to Mend Pier; Mayor Says Skippers Must Wait for the Market"),
    good=Example(_BODY, title="Varn Votes to Mend Pier: Work Will Take 14 Weeks"),
)
def headline_not_whole(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks a semicolon or a bar with a second headline behind it, and a last word or mark that asks for more."""
    headline = reading.headline
    if headline is None:
        return
    glued = _GLUED.search(headline.text)
    if glued and glued.start() > 0:
        start = headline.text.rfind(" ", 0, glued.start()) + 1
        end = start + len(headline.text[start : glued.end()].rstrip())
        span = reading.span(headline.start + start, headline.start + end, headline.part)
        yield Observation(
            "two", "Are these two headlines? One of them is the second line.", [span], suggestion="Set them apart, or drop one."
        )
    text = headline.text.rstrip(" .")
    cut = _CUT.search(headline.text) or (_CUT.search(text) if headline.text.endswith("..") else None)
    if cut:
        start = headline.text.rfind(" ", 0, max(0, cut.start() - 1)) + 1
        span = reading.span(headline.start + start, headline.end, headline.part)
        yield Observation("cut", "Is the headline cut off here?", [span], suggestion="Write it out.")


@rule(
    "headline-strong-word",
    name="Strong word of the headline that the body lacks",
    group=Group.HEADLINE,
    severity=Severity.NOTE,
    explanation="A word of the headline charges, threatens or heightens, and the body has no form of it: the headline says more than it.",
    bad=Example(_BODY, title="Varn Council Hid Old Pier’s Repair"),
    good=Example(f"{_BODY} The council had refused before.", title="Varn Council Refuses No More and Mends Pier"),
    not_in=NOT_REPORTED,
)
def headline_strong_word(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks listed words of the headline, outside quotation marks, of which the body has no form."""
    headline = reading.headline
    if headline is None:
        return
    found: list[Span] = []
    for one in _WORD.finditer(reading.of(headline.part), headline.start, headline.end):
        word = _PLAIN_END.sub("", one.group()).casefold()
        stem = _strong_stems().get(_root(word))
        if stem and not any(other.startswith(_common(stem)) for other in reading.body_words):
            span = reading.span(*one.span(), headline.part)
            if not reading.is_quoted(span):
                found.append(span)
    if found:
        shown = " or ".join(f"“{one.text}”" for one in found)
        yield Observation("words", f"Does the body bear {shown}? It has no form of it.", found, suggestion="Take the body’s word.")


_PLAIN_END = re.compile(r"[’']s?$")
_ENDINGS = re.compile(r"(?:ing|ed|ies|es|s|d|e|y)$")


@cache
def _strong_stems() -> dict[str, str]:
    return {_root(word): word for word in entries("headline_words", "strong")}


@lru_cache(maxsize=1 << 12)
def _root(word: str) -> str:
    """A word without its ending, with a doubled consonant made one: "slammed" and "slams" are "slam"."""
    root = _ENDINGS.sub("", word) if len(word) > 3 else word
    return root[:-1] if len(root) > 3 and root[-1] == root[-2] else root


def _common(word: str) -> str:
    """The letters that the forms of a word share."""
    return _IRREGULAR.get(word, _root(word))


_IRREGULAR = {
    "hid": "hid",
    "hide": "hid",
    "steal": "st",
    "flee": "fle",
    "threat": "threat",
    "deny": "den",
    "tear": "t",
    "fight": "f",
    "lie": "l",
}


@rule(
    "headline-slang",
    name="Easy word in the headline",
    group=Group.HEADLINE,
    severity=Severity.NOTE,
    explanation="Cops, bosses, guys: a dictionary calls the word informal, and the house may have a plain one.",
    bad=Example(_BODY, title="Harbour Bosses Mend Pier of Varn"),
    good=Example(_BODY, title="Harbour Office Mends Pier of Varn for Its ‘Guys’"),
    not_in=NOT_REPORTED,
)
def headline_slang(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks listed words of the headline, outside quotation marks."""
    headline = reading.headline
    if headline is None:
        return
    slang = frozenset(entries("headline_words", "slang"))
    words = _WORD.finditer(reading.of(headline.part), headline.start, headline.end)
    found = [reading.span(*one.span(), headline.part) for one in words if one.group().casefold() in slang]
    found = [one for one in found if not reading.is_quoted(one)]
    if found:
        yield Observation("words", "Is this the house’s word, or street talk?", found, suggestion="Take the plain word.")


@rule(
    "headline-plural",
    name="Plural of the headline that rests on one",
    group=Group.HEADLINE,
    severity=Severity.NOTE,
    explanation="The headline has a whole group say or judge something, and at most one of them is named and heard in the article.",
    bad=Example(f"{_BODY} “We are glad,” said Jon Berg, a skipper.", title="Residents Hail Repair of Old Pier in Varn"),
    good=Example(
        f"{_BODY} “We are glad,” said Jon Berg, a resident. “So am I,” said Lena Holm, another resident.",
        title="Residents Hail Repair of Old Pier in Varn",
    ),
    not_in=NOT_REPORTED,
)
def headline_plural(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks "Experts warn" at the head of a clause of the headline where fewer than two named people speak in the article."""
    headline = reading.headline
    if headline is None:
        return
    found = _group_says().search(reading.of(headline.part), headline.start, headline.end)
    if found is None:
        return
    people = {
        source.id for source in reading.analysis.sources if source.type is SourceType.NAMED_PERSON and reading.statements.get(source.id)
    }
    if len(people) < _SEVERAL:
        start, end = found.span("group")
        span = reading.span(start, end, headline.part)
        yield Observation(
            "group", f"Which {span.text}? At most one of them is named and heard.", [span], suggestion="Name the one who says it."
        )


_SEVERAL = 3
"""Named people who speak: one may be of another side."""


@cache
def _group_says() -> re.Pattern[str]:
    words = lists("headline_words")
    return re.compile(
        rf"(?P<group>\b(?:{'|'.join(words['groups'])})) (?:(?:may|could|now|still|also) )?(?:{'|'.join(words['says'])})\b", re.IGNORECASE
    )


@rule(
    "headline-unquoted",
    name="Quoted words that the headline takes as its own",
    group=Group.HEADLINE,
    severity=Severity.NOTE,
    explanation="The headline uses words that stand in the body only within quotation marks: they are the speaker's, and want the marks.",
    bad=Example(_BODY, title="Varn Has a Strangely Moving Day as Pier Is to Be Mended"),
    good=Example(_BODY, title="Varn Has a ‘Strangely Moving Day’ as Council Mends Old Pier"),
    not_in=NOT_REPORTED,
)
def headline_unquoted(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks runs of two words or more, two of them telling, that the body has in quotations and nowhere else."""
    headline = reading.headline
    if headline is None or not reading.quotations or not _has_pair(reading, headline):
        return
    quoted = reading.kept(_in_quotations)
    marked = [(headline.start + one.start, headline.start + one.end) for one in find_quotations(headline.text) if one.closed]
    words = [
        one
        for one in _WORD.finditer(reading.of(headline.part), headline.start, headline.end)
        if not any(start <= one.start() < end for start, end in marked)
    ]
    place = 0
    while place < len(words):
        sizes = range(min(_LONGEST, len(words) - place), 1, -1)
        longest = next((size for size in sizes if _is_taken(words[place : place + size], quoted, reading)), 0)
        if longest:
            span = reading.span(words[place].start(), words[place + longest - 1].end(), headline.part)
            yield Observation(span.text.casefold(), f"Whose words are “{span.text}”? The body has them only in quotation marks.", [span])
        place += longest or 1


_LONGEST = 8


def _has_pair(reading: Reading, headline: Span) -> bool:
    """Whether two neighbouring words of the headline follow each other in the body too: most headlines need no closer look."""
    start = reading.analysis.document.headline.end if reading.analysis.document.headline else 0
    pairs = [f"{one} {other}" for one, other in pairwise(_WORD.findall(headline.text.lower()))]
    # In small letters: a name has its capitals in the body.
    if not any(len(pair) > _PAIR and reading.text.find(pair, start) >= 0 for pair in pairs):
        return False
    quoted = reading.kept(_in_quotations)
    return any(f" {pair.casefold()} ".replace("’", "'") in quoted for pair in pairs)


_PAIR = 9
"""Signs of two words, with the blank, that are more than two small ones."""


def _is_taken(run: list[re.Match[str]], quoted: str, reading: Reading) -> bool:
    words = [one.group().casefold().replace("’", "'") for one in run]
    phrase = f" {' '.join(words)} "
    if phrase not in quoted:
        return False
    telling = [word for word in words if len(word) > 4 and word not in _common_words()]
    # A name has its capitals in the body too.
    return len(telling) >= _TELLING and all(word in reading.text for word in telling) and phrase not in reading.kept(_out_of_quotations)


_TELLING = 2
"""Telling words of the shortest run."""


@cache
def _common_words() -> frozenset[str]:
    return frozenset(lists("headlines")["plain"])


def _in_quotations(reading: Reading) -> str:
    """The words of the body in quotation marks, as one line with a blank around every word."""
    return _line(reading, reading.kept(_voices)[0])


def _out_of_quotations(reading: Reading) -> str:
    """The other words of the body in the same way."""
    return _line(reading, reading.kept(_voices)[1])


def _line(reading: Reading, ranges: list[Range]) -> str:
    low = reading.lower[Part.TEXT]
    return "".join([f" | {' '.join(_WORD.findall(low, *one))} " for one in ranges]).replace("’", "'")


def _voices(reading: Reading) -> tuple[list[Range], list[Range]]:
    """The pieces of the body that stand in quotation marks, and those between them."""
    ranges = sorted(
        {(one.start, one.end) for one in reading.quotations if one.part is Part.TEXT}
        | {
            (one.start, one.end)
            for a in reading.analysis.attributions
            if a.type is AttributionType.DIRECT
            for one in a.content
            if one.part is Part.TEXT
        }
    )
    headline = reading.analysis.document.headline
    last = headline.end if headline else 0
    inside: list[Range] = []
    outside: list[Range] = []
    for start, end in ranges:
        if end <= last:
            continue
        outside.append((last, max(start, last)))
        inside.append((max(start, last), end))
        last = end
    outside.append((last, len(reading.text)))
    return inside, outside


_SAYS = re.compile(
    r"\b(?:[Ss]ays?|[Ss]aid|[Cc]laims|[Ww]arns?|[Aa]rgues?|[Tt]ells \w+|[Ii]nsists?|[Ss]uggests?|[Ss]hows|[Ff]inds"
    r"|[Ee]xpects?|[Bb]elieves?|[Vv]ows)"
    r" (?![Tt]o\b)(?P<said>[^:;|]{12,})|^(?P<before>[^:;|]{12,}), [^,:;|]{3,60}? (?:[Ss]ays?|[Ss]aid|[Ww]arns?"
    r"|[Cc]laims|[Ff]inds|[Ss]hows)\W*$"
)


@rule(
    "headline-statement",
    name="Statement that only the headline makes",
    group=Group.HEADLINE,
    severity=Severity.NOTE,
    explanation="The headline has somebody say something, and no sentence of the body has most of its words: it may be too free a summary.",
    bad=Example(_BODY, title="Marr Says Skippers Must Leave Harbour Before Winter"),
    good=Example(_BODY, title="Mending the Pier Would Take 14 Weeks of Work, Marr Says"),
    not_in=NOT_REPORTED,
    parameters={"share": 0.6},
)
def headline_statement(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks what somebody "says" in the headline where no two sentences that follow each other have `share` of its telling words."""
    headline = reading.headline
    found = _SAYS.search(reading.of(headline.part), headline.start, headline.end) if headline else None
    if found is None or headline is None:
        return
    group = "said" if found["said"] else "before"
    wanted = {stem for stem in (_short(word) for word in _WORD.findall(found[group].casefold())) if stem}
    if len(wanted) < _FEWEST_SAID:
        return
    low = reading.lower[Part.TEXT]
    above = (
        headline.end
        if headline.part is Part.TEXT
        else (reading.analysis.document.headline.end if reading.analysis.document.headline else 0)
    )
    before: set[str] = set()
    best = 0
    for start, end in reading.sentences:
        if end <= above:
            continue
        has = {stem for stem in (_short(word) for word in _WORD.findall(low, start, end)) if stem in wanted}
        best = max(best, len(has | before))
        before = has
    if best < options["share"] * len(wanted):
        span = reading.span(*found.span(group), headline.part)
        yield Observation("statement", "Which sentence of the body says this?", [span], suggestion="Say what was said.")


_FEWEST_SAID = 2


def _short(word: str) -> str:
    """The beginning of a telling word, by which its forms are the same; nothing for another one."""
    word = _PLAIN_END.sub("", word)
    return word[:5] if len(word) > 3 and word not in _common_words() else ""


_HEDGES = re.compile(
    r"\b(?P<hedge>alleged(?:ly)?|reportedly|suspected|purported(?:ly)?|"
    r"(?:is|are|was|were|been) (?:believed|thought|said|understood|feared|rumou?red)|"
    r"may (?:have|be)|might|could|appear(?:s|ed)? to|apparently|seem(?:s|ed)? to|possibly|perhaps|likely|probably|accused of|charged with|"
    r"claim(?:s|ed|ing)?|suggest(?:s|ed)?|expected to)\b"
)
_HEDGED = re.compile(
    r"\b(?:alleg\w+|report\w*|suspect\w*|purported\w*|"
    r"believ\w+|thought|fear\w*|rumou?r\w*|may|might|could|appears?|apparent\w*|seems?|possibl\w+|"
    r"perhaps|likely|probabl[ye]|accus\w+|charg\w+|claims?|suggests?|expect\w*|says?|said|tells?|told|warns?|argues?|poll|sues?|trial|"
    r"court|would|should|can|why|how|what|plans?|to|hopes?|wants?|seeks?|vows?|denies|if|according)\b|[?‘’“”'\"]",
    re.IGNORECASE,
)


@rule(
    "headline-without-hedge",
    name="Headline without the lead’s hedge",
    group=Group.HEADLINE,
    severity=Severity.NOTE,
    explanation="The first sentence says “allegedly”, “may have” or “accused of”; the headline states the same thing flatly.",
    bad=Example(
        f"The mayor of Varn allegedly took bribes from two skippers over the pier repair. {_BODY}",
        title="Varn Mayor Took Bribes Over Pier Repair",
    ),
    good=Example(
        f"The mayor of Varn allegedly took bribes from two skippers over the pier repair. {_BODY}",
        title="Varn Mayor Accused of Taking Bribes Over Pier Repair",
    ),
    not_in=[*NOT_REPORTED, Genre.LIVE_BLOG],
)
def headline_without_hedge(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks the headline and the hedge of a first sentence that has most of its telling words; not one that hedges, asks or quotes."""
    headline = reading.headline
    if headline is None or _HEDGED.search(headline.text):
        return
    titled = _telling(headline.text)
    above = (
        headline.end
        if headline.part is Part.TEXT
        else (reading.analysis.document.headline.end if reading.analysis.document.headline else 0)
    )
    first = next((reading.span(*one) for one in reading.sentences if one[0] >= above), None)
    if first is None or len(titled) < _FEWEST - 1:
        return
    hedge = _HEDGES.search(first.text)
    if hedge and len(titled & _telling(first.text)) >= _SAME * len(titled):
        place = reading.span(first.start + hedge.start(), first.start + hedge.end())
        if not reading.is_quoted(place):
            message = f"Is it as sure as that? The first sentence says “{hedge['hedge']}”."
            yield Observation("hedge", message, [headline, place], suggestion="Keep the hedge, or say who says so.")


_SAME = 0.5
"""The share of the headline's telling words that its hedged sentence has at least."""


RULES = (
    headline_in_text,
    headline_not_whole,
    headline_strong_word,
    headline_slang,
    headline_plural,
    headline_unquoted,
    headline_statement,
    headline_without_hedge,
)
