"""What kind of text an article is, guessed from its form where nobody said.

Rules about the paper's own voice have no place in a column or an interview, so a guess that is missed costs an editor false alarms.
Only clear signs count: questions and answers, a first person who is not quoted, what a press office writes around its statements. A
text without any of them is called news, which most are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from copydesk.analysis import Range
from copydesk.article import Genre
from copydesk.nlp.lexicon import lexicon

_LABEL = re.compile(
    r"(?:(?P<question>Q|Question|QUESTION)|(?P<answer>A|Answer|ANSWER)|(?P<name>[A-Z][A-Za-z.’'\-]*(?: [A-Z][A-Za-z.’'\-]*){0,3}))[:.]\s"
)
_CLOCK = re.compile(r"(?:\d{1,2}[:.]\d{2}\s*(?:[ap]\.?m\.?)?|\d{1,2}\s*[ap]\.?m\.?)(?:\s+[A-Z]{2,4})?\s*[:–—|\n-]?", re.IGNORECASE)
_FIRST_PERSON = re.compile(r"(?<![\w’'.])(?:I(?:[’'](?:m|ve|d|ll))?|[Mm]y|me|myself)(?![\w’'.])")
_PLURAL = re.compile(r"(?<![\w.])(?:[Ww]e(?:[’'](?:re|ve|d|ll))?|[Oo]urs?|us|ourselves)(?![\w.])")
_READER = re.compile(r"(?<!\w)(?:[Yy]ou(?:[’'](?:re|ve|d|ll))?|[Yy]ours?)(?!\w)")
_WORD = re.compile(r"\w+(?:['\-]\w+)*")
_HASHES = re.compile(r"^\s*(?:#\s?#\s?#|-?\s?(?:ends|ENDS|Ends)\s?-|-30-)\s*$", re.MULTILINE)
_ABOUT = re.compile(r"^About (?:the )?[A-Z][^\n]{1,80}$", re.MULTILINE)
_RATING = re.compile(
    r"[★☆]{3,5}|\b(?:Rating|Verdict|Our rating):\s*\d(?:[.,]\d)?\s*(?:/|out of)\s*(?:5|10)\b|\bRated (?:G|PG|PG-13|R|NC-17)\b"
)
_AGED = re.compile(r"\b(?:aged \d{2,3}|at the age of \d{2,3}|(?:He|She) was \d{2,3}\.|, \d{2,3}, (?:died|has died))")
_SCORE = re.compile(r"(?<![\d\-–.$])\d{1,3}[-–]\d{1,3}(?![\d\-–%])")

_WRITER = re.compile(
    r"\bis (?:an? |the |currently )?(?:\w+ ){0,3}?(?:fellow|professor|author|columnist|contributor|lecturer|essayist)\b", re.IGNORECASE
)

_TOP = 600
"""Code points in which an obituary has said that somebody died, and a label of the section stands."""


def guess(text: str, title: str | None, paragraphs: Sequence[Range], quoted: Sequence[Range]) -> Genre:
    """Return what kind of text it is; `quoted` are the ranges in quotation marks, which say nothing about the writer."""
    voice = _without(text, quoted)
    form = _Form(text, (title or "").casefold(), paragraphs, voice, _spaced(voice))
    return next((genre for genre, shows in _SIGNS if shows(form)), Genre.NEWS)


@dataclass(frozen=True, slots=True)
class _Form:
    """What the signs are read off: `voice` is the text without what is quoted, `words` the same, spaced (see `_spaced`)."""

    text: str
    title: str
    paragraphs: Sequence[Range]
    voice: str
    words: str


def _press_release(form: _Form) -> bool:
    points = sum(bool(pattern.search(form.text)) for pattern in (_HASHES, _ABOUT)) + _has("press_release_ways", form.words)
    return _has("press_release_plain", form.words) or points >= 2


def _interview(form: _Form) -> bool:
    """Paragraphs that begin with Q and A or with the speakers' names by turns, or whole questions between the answers."""
    labels = [_LABEL.match(form.text, start, end) for start, end in form.paragraphs]
    asked = sum(bool(one and one["question"]) for one in labels)
    if asked >= 2 and sum(bool(one and one["answer"]) for one in labels) >= 2:
        return True
    names = [one["name"] for one in labels if one and one["name"]]
    turns = sum(one != other for one, other in pairwise(names))
    if len(names) >= 6 and len(names) >= 0.4 * len(form.paragraphs) and turns >= 4 and len(set(names)) <= 0.4 * len(names):
        return True
    asks = [form.text[start:end].rstrip().endswith("?") and form.text[start] not in "\"“‘'" for start, end in form.paragraphs]
    return sum(asks) >= 4 and sum(one and not other for one, other in pairwise(asks)) >= max(4, 0.25 * len(form.paragraphs))


def _live_blog(form: _Form) -> bool:
    if _has("live_blog_titles", _spaced(form.title)):
        return True
    timed = sum(bool(_CLOCK.match(form.text, start, end)) for start, end in form.paragraphs)
    return timed >= 4 and timed >= 0.15 * len(form.paragraphs)


def _obituary(form: _Form) -> bool:
    top = _spaced(form.title) + form.words[:_TOP]
    return _has("obituary_death", top) and bool(_AGED.search(form.voice)) and _count("obituary_life", form.words) >= 2


def _review(form: _Form) -> bool:
    return bool(_RATING.search(form.voice)) or _has("review_plain", form.words)


def _sport(form: _Form) -> bool:
    words = sum(phrase in form.words for phrase in _phrases("sport_words"))
    return words >= 8 or (words >= 4 and len(_SCORE.findall(form.voice)) >= 2)


def _opinion(form: _Form) -> bool:
    """What the paper calls an opinion, or a writer who speaks as "I", of "our country", or to the reader, again and again."""
    labels = lexicon("genres")["opinion_labels"]
    if _has("opinion_plain", form.words) or not labels.isdisjoint(_labels(form)) or _says_who_writes(form):
        return True
    words = max(form.words.count(" "), 150)
    places = [one.start() for one in _FIRST_PERSON.finditer(form.voice)]
    # A reporter who steps into one scene of a feature argues nothing.
    singular = len(places) if places and places[-1] - places[0] >= 0.3 * len(form.voice) else 0
    plural, reader = (len(pattern.findall(form.voice)) for pattern in (_PLURAL, _READER))
    ways = min(_count("opinion_ways", form.words), 4)
    # Of a thousand words: a news story has a few by slips of the quotation marks, a column dozens.
    share = (1.5 * singular + plural + reader) * 1_000 / words
    return (singular >= 3 and share >= 8) or (share + 5 * ways >= 24 and singular + plural + reader >= 4)


_SIGNS = (
    (Genre.PRESS_RELEASE, _press_release),
    (Genre.INTERVIEW, _interview),
    (Genre.LIVE_BLOG, _live_blog),
    (Genre.OBITUARY, _obituary),
    (Genre.REVIEW, _review),
    (Genre.OPINION, _opinion),
    (Genre.SPORT, _sport),
)
"""The genres in the order in which they are asked: the surest signs first."""


def _labels(form: _Form) -> list[str]:
    """What stands alone on the first lines, or before the colon or bar of the title."""
    lines = [form.text[start:end].rstrip(".:").casefold() for start, end in form.paragraphs[:3] if end - start < 40]
    return [*lines, *(part.strip() for part in re.split(r"[:|]", form.title)[:1] if ":" in form.title or "|" in form.title)]


def _says_who_writes(form: _Form) -> bool:
    """Whether the last paragraph says who the writer is; a story's last one quotes somebody or tells what comes next."""
    if len(form.paragraphs) <= 3:
        return False
    start, end = form.paragraphs[-1]
    return end - start < 400 and form.text[start].isupper() and _WRITER.search(form.text, start, min(end, start + 160)) is not None


def _without(text: str, quoted: Sequence[Range]) -> str:
    kept: list[str] = []
    place = 0
    for start, end in sorted(quoted):
        if start >= place:
            kept += [text[place:start], " “” "]
        place = max(place, end)
    return "".join([*kept, text[place:]])


def _has(name: str, words: str) -> bool:
    return any(phrase in words for phrase in _phrases(name))


def _count(name: str, words: str) -> int:
    return sum(words.count(phrase) for phrase in _phrases(name))


def _spaced(text: str) -> str:
    """The words in lower case with one space around each: a phrase is found in it by a plain search, many times faster than by patterns."""
    return f" {' '.join(_WORD.findall(text.casefold().replace('’', chr(39))))} "


@cache
def _phrases(name: str) -> tuple[str, ...]:
    return tuple(sorted(_spaced(phrase) for phrase in lexicon("genres")[name]))
