"""The headline: whether the body bears it, and whether it says what it has to say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain, combinations, pairwise

from copydesk.analysis import Part, Quantity, Severity, Span, WordingCategory
from copydesk.article import Genre
from copydesk.checks.lists import letter_runs, lists, pattern
from copydesk.checks.reading import Reading
from copydesk.checks.rule import NOT_REPORTED, Example, Group, Observation, Options, Practice, rule
from copydesk.checks.wording import reports
from copydesk.nlp.quotations import find_quotations

_BODY = (
    "The council of Varn voted on Monday to mend the old pier. Ida Marr, who runs the harbour office, said the work would take 14 weeks"
    " and cost 3 million euros. “It is a good day,” she said. Two ferries will sail from the fish market until the work is done, and a"
    " third one will carry the mail. The skippers had asked for the repair since the storm of January, when waves took the railing and"
    " part of the floor. Nobody was hurt then. The engineers who looked at the pier in February found the stone sound and the wood rotten."
    " They will look at it again when the work is done, and write down what they find. The mayor will read it in the town hall."
)

_WORD = re.compile(r"[^\W\d_]+(?:[’'\-][^\W\d_]+)*")
_ADDED = 40
"""Figures of one unit that are tried in pairs: the sum of a headline is of the first ones."""
_POSSESSIVES = ("’s", "'s", "’", "'")
_SUFFIXES = (
    "isations",
    "izations",
    "ations",
    "ation",
    "ments",
    "ment",
    "ings",
    "ing",
    "ions",
    "ion",
    "ians",
    "ian",
    "ers",
    "ies",
    "ied",
    "ors",
    "or",
    "ness",
    "ful",
    "able",
    "ity",
    "ive",
    "est",
    "er",
    "ed",
    "es",
    "ly",
    "al",
    "s",
    "e",
    "y",
)
_SHORTEST = 4
"""Letters of the shortest word that carries something, and of the shortest stem."""


@dataclass(frozen=True, slots=True)
class _Claim:
    """The longest run of telling words of a headline that nothing in the body takes up, and how many there are in all."""

    run: Span
    words: tuple[str, ...]
    missing: int
    telling: int


@rule(
    "headline-not-borne",
    name="Headline that the body does not bear",
    group=Group.HEADLINE,
    severity=Severity.WARNING,
    explanation="Most of what the headline says comes up nowhere in the body, in these words or in related ones.",
    bad=Example(_BODY, title="Varn Pier Sparks Outrage Over Government’s Secret Spending Spree"),
    good=Example(_BODY, title="Varn Council Votes to Repair Old Pier; Ferries to Sail From Market"),
    parameters={"words": 120, "run": 4, "share": 0.45, "some": 0.5},
    not_in=[*NOT_REPORTED, Genre.LIVE_BLOG],
)
def headline_not_borne(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks the longest run of telling words of the headline without a word of the same stem in the body.

    It needs at least `run` such words one after the other and `share` of all telling words, and is a note from two words and `some` of
    them on; a body of fewer than `words` words is left alone, because a short one says little in few words, and so is a headline that
    asks.
    """
    claim = reading.kept(_unborne)
    if claim is None or reading.word_count < options["words"] or _asks(reading):
        return
    certain = len(claim.words) >= options["run"] and claim.missing >= options["share"] * claim.telling
    if certain or (len(claim.words) > 1 and claim.missing >= options["some"] * claim.telling):
        yield Observation(
            "headline",
            f"Where does the body say this? It has nothing of {_listed(claim.words)}.",
            [claim.run],
            severity=Severity.WARNING if certain else Severity.NOTE,
            suggestion="Say in the headline what the body reports.",
        )


def _unborne(reading: Reading) -> _Claim | None:
    headline = reading.headline
    if headline is None:
        return None
    words = [_without_possessive(word).lower() for word in _WORD.findall(headline.text)]
    stems = _stems(reading, {part[:_SHORTEST] for word in words for part in word.split("-")})
    best: list[re.Match[str]] = []
    run: list[re.Match[str]] = []
    missing = telling = 0
    for found in _WORD.finditer(reading.of(headline.part), headline.start, headline.end):
        word = _without_possessive(found.group()).lower()
        # "Instantly" and "didn't" colour a claim; they make none.
        if len(word) < _SHORTEST or word in _plain() or word.endswith("ly") or "'" in word or "’" in word:
            continue
        telling += 1
        if all(_is_borne(part, stems) for part in word.split("-")):
            run = []
            continue
        missing += 1
        run.append(found)
        best = run if len(run) > len(best) else best
    if not best:
        return None
    shown = tuple(_without_possessive(found.group()) for found in best)
    return _Claim(reading.span(best[0].start(), best[-1].end(), headline.part), shown, missing, telling)


def _without_possessive(word: str) -> str:
    return next((word.removesuffix(ending) for ending in _POSSESSIVES if word.endswith(ending)), word)


def _stems(reading: Reading, beginnings: set[str]) -> set[str]:
    """The stems of those words of the body that begin as some of the headline do."""
    return {_stem(word) for word in reading.body_words if word[:_SHORTEST] in beginnings and len(word) >= _SHORTEST}


def _is_borne(word: str, stems: set[str]) -> bool:
    if len(word) < _SHORTEST or word in _plain():
        return True
    stem = _stem(word)
    return stem in stems or any(one.startswith(stem) or stem.startswith(one) for one in stems)


@lru_cache(maxsize=4096)
def _stem(word: str) -> str:
    """The word without its endings: crude on purpose, so that "negotiators" bears "negotiations"."""
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= _SHORTEST:
            word = word[: -len(suffix)]
            break
    return word[:-1] if len(word) > _SHORTEST and word[-1] == word[-2] else word


@cache
def _plain() -> frozenset[str]:
    return frozenset(lists("headlines")["plain"])


@rule(
    "headline-figure",
    name="Figure in the headline alone",
    group=Group.HEADLINE,
    severity=Severity.NOTE,
    explanation="The headline has a figure that the body does not have and that its figures do not round or add up to.",
    bad=Example(_BODY, title="Pier in Varn to Be Mended for 5 Million Euros"),
    good=Example(_BODY, title="Pier in Varn to Be Mended for 3 Million Euros: 7 Things to Know"),
    not_in=[Genre.LIVE_BLOG],
)
def headline_figure(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks figures of the headline that are in the body neither as they stand nor rounded nor as a sum of two."""
    headline = reading.headline
    if headline is None:
        return
    inside = [one for one in reading.analysis.quantities if one.part is headline.part and headline.start <= one.start < headline.end]
    if not inside:
        return
    told = [one for one in reading.analysis.quantities if not reading.is_furniture(one)]
    glued = {float(figure) * _GLUED[scale] for figure, scale in _GLUED_FIGURE.findall(reading.lower[Part.TEXT])}
    digits = {
        float(one.replace(",", "")) for one in re.findall(r"\d[\d,]*(?:\.\d+)?", reading.text[_body_start(reading) :]) if one[-1].isdigit()
    }
    for one in inside:
        # "A family of 5" is counted, not quoted.
        if (
            one.value < (10 if one.unit is None else 2)
            or not {one.unit, *letter_runs(one.text.lower())}.isdisjoint(lists("headlines")["lists"])
            or not any(sign.isdigit() for sign in one.text)
        ):
            continue
        if not _is_told(one, told) and one.value not in digits | glued:
            yield Observation(one.text, f"Where does the body say {one.text}?", [one])


# "$33million": without a space the analysis reads no more than the figure.
_GLUED_FIGURE = re.compile(r"(\d+(?:\.\d+)?)(million|billion|trillion)")
_GLUED = {"million": 1e6, "billion": 1e9, "trillion": 1e12}


def _body_start(reading: Reading) -> int:
    return reading.analysis.document.headline.end if reading.analysis.document.headline else 0


def _is_told(figure: Quantity, told: list[Quantity]) -> bool:
    values = [value for one in told for value in (one.value, one.value_high) if value is not None]
    room = 0.1 if figure.approximate else 0.05
    if any(abs(value - figure.value) <= room * figure.value for value in values):
        return True
    # "12 ports and 9 islands" make the 21 that met; figures far apart make nothing.
    beside = (one.value + other.value for one, other in pairwise(told))
    alike = (one.value + other.value for one, other in combinations([one for one in told if one.unit == figure.unit][:_ADDED], 2))
    return any(abs(total - figure.value) < 0.01 * figure.value for total in chain(beside, alike))


@rule(
    "headline-quotation",
    name="Quotation in the headline alone",
    group=Group.HEADLINE,
    severity=Severity.NOTE,
    explanation="Words in quotation marks in the headline are not in the body so: were they changed, or did nobody say them?",
    bad=Example(_BODY, title="‘A great day for us’: Varn to Mend Its Pier"),
    good=Example(_BODY, title="‘A Good Day’: Varn to Mend Its ‘Old Pier’"),
)
def headline_quotation(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks quotations of the headline whose words do not stand in the body in this order."""
    headline = reading.headline
    if headline is None:
        return
    quotations = [one for one in find_quotations(headline.text) if one.closed and not one.depth]
    body = f" {' '.join(_words(reading.text[_body_start(reading) :]))} " if quotations else ""
    for one in quotations:
        words = _words(headline.text[one.start : one.end])
        if not words or f" {' '.join(words)} " in body:
            continue
        stemmed = all(any(part.startswith(_stem(word)) for part in body.split()) for word in words)
        if len(words) == 1 and stemmed:
            continue
        span = reading.span(headline.start + one.start, headline.start + one.end, headline.part)
        yield Observation(span.text, f"Who says {span.text}? The body does not have these words.", [span])


_WORD_OR_FIGURE = re.compile(r"\w+(?:'\w+)*")


_LEFT_OUT = frozenset({"a", "an", "the", "am", "are", "is", "have", "has", "will", "would", "had", "not"})
_SHORT_FORMS = re.compile(r"n't\b|'(?:m|re|ve|ll|d|s)\b")


def _words(text: str) -> list[str]:
    """The words in lower case; articles, auxiliaries and short forms are left out, as headlines do."""
    words = _WORD_OR_FIGURE.findall(_SHORT_FORMS.sub("", text.casefold().replace("’", "'")))
    return [word for word in words if word not in _LEFT_OUT]


@rule(
    "headline-loaded",
    name="Loaded word in the headline",
    group=Group.HEADLINE,
    severity=Severity.NOTE,
    explanation="The headline judges in words that nobody in the article says: the judgement is the paper's own.",
    bad=Example(f"{_BODY} The regime was not asked.", title="Varn’s Regime Rams Through Pier Repair"),
    good=Example(f"{_BODY} “This is a regime,” Jon Berg said.", title="Council Votes to Mend Old Pier in Varn"),
    not_in=NOT_REPORTED,
)
def headline_loaded(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks loaded and one-sided words of the headline outside quotation marks that stand in no quotation of the body."""
    headline = reading.headline
    if headline is None:
        return
    quoted = " ".join(one.text.casefold() for one in reading.quotations if one.part is Part.TEXT)
    for one in reading.analysis.wording:
        if one.category not in (WordingCategory.LOADED, WordingCategory.ONE_SIDED) or one.part is not headline.part:
            continue
        if one.category is WordingCategory.LOADED and (not one.alone or reports(one)):
            continue
        if headline.start <= one.start < headline.end and not reading.is_quoted(one) and _stem(one.text.casefold()) not in quoted:
            yield Observation(
                one.text, f"Whose word is “{one.text}”? Nobody in the article is quoted with it.", [one], suggestion=one.suggestion
            )


@rule(
    "headline-question",
    name="Headline that asks",
    group=Group.HEADLINE,
    severity=Severity.NOTE,
    explanation="A headline that asks leaves open whether the article knows the answer; where it does, the answer is the headline.",
    bad=Example(_BODY, title="Will the Pier Ever Be Mended?"),
    good=Example(_BODY, title="Varn to Mend Its Pier"),
    not_in=[Genre.OPINION, Genre.INTERVIEW],
)
def headline_question(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks a headline that ends as a question."""
    if _asks(reading) and reading.headline:
        yield Observation("question", "Does the article answer this? Then the answer is the headline.", [reading.headline])


def _asks(reading: Reading) -> bool:
    return reading.headline is not None and reading.headline.text.rstrip(" .\"”’'").endswith("?")


_TRAILING = re.compile(r"(?:\.\.\.|…)[.\s\"”’']*$")


@rule(
    "headline-bait",
    name="Headline that holds back",
    group=Group.HEADLINE,
    severity=Severity.NOTE,
    explanation="The headline promises something and does not say what it is.",
    bad=Example(_BODY, title="Here’s Why the Pier of Varn Will Shock You"),
    good=Example(_BODY, title="Varn to Mend Its Pier for 3 Million Euros"),
    practice=Practice("Facebook, newsroom guidance on clickbait: headlines that withhold information or exaggerate (2016–2017)"),
)
def headline_bait(reading: Reading, options: Options) -> Iterator[Observation]:
    """Marks phrases that hold back what the article tells, and three dots at the end."""
    headline = reading.headline
    if headline is None:
        return
    found = pattern("headlines", "bait").search(headline.text.lower().replace("’", "'")) or _TRAILING.search(headline.text)
    if found:
        span = reading.span(headline.start + found.start(), headline.start + found.end(), headline.part)
        yield Observation(span.text, "What is it? The headline does not say.", [span], suggestion="Say it in the headline.")


def _listed(words: tuple[str, ...]) -> str:
    shown = [f"“{word}”" for word in words]
    return f"{', '.join(shown[:-1])} or {shown[-1]}"


RULES = (
    headline_not_borne,
    headline_figure,
    headline_quotation,
    headline_loaded,
    headline_question,
    headline_bait,
)
