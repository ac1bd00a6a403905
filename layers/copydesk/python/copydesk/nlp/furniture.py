"""What stands around a story in its own text: the headline, the byline, the dateline.

A sender's title is often repeated as the first line, with a full stop put behind it or run into the first sentence; an agency's copy
begins with its place and name ("LONDON (Reuters) -"). Whoever checks sentences has to know that these are none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from copydesk.analysis import Range
from copydesk.nlp.lexicon import lexicon

_HEADLINE = 200
"""Code points of the longest headline: two lines of a page."""
_TITLE_WORDS = 60
_TOP = 5
"""Paragraphs at the top, and at the end, in which a byline is looked for."""
_TITLE_CASE = 0.75
"""The share of words in capitals that makes a line that ends in a full stop a headline."""

_WORD = re.compile(r"\w+(?:[’'.\-]\w+)*")
_CLOSING = re.compile(r"[.!?…]*[\"”’')\]]*[.!?…]*")
_INNER_END = re.compile(r"[a-z]{3}[.!?][\"”’]? [A-Z]")
_STAMP = re.compile(r"\d{1,2}[:.]\d{2} ?(?:[ap]\.?m|[A-Z]{3}\b)|^(?:Published|Updated|Posted)\b", re.IGNORECASE)
_ENDS = re.compile(r"[.!?…:;][\"”’')\]]*$")
_CAPITAL = r"(?:[A-Z][\w’'\-]*\.?|[A-Z]\.[A-Z]\.)"
_PARTICLE = r"(?:(?:van|von|der|den|de|del|la|al|el|bin|ten|ter|da|dos|di)[ \xa0]+)*"
_NAME = rf"{_CAPITAL}(?:[ \xa0]+{_PARTICLE}{_CAPITAL}){{1,3}}"
_NAMES = rf"{_NAME}(?:(?:,|[ \xa0]and|[ \xa0]&|,[ \xa0]and)[ \xa0]{_NAME}){{0,4}}"
_BYLINE = re.compile(rf"(?:By|BY|by|Words by|Written by|Reported by|Story by):?[ \xa0]+(?P<names>{_NAMES})")
_BEHIND_BYLINE = re.compile(r"(?:[ \xa0]*[,|/–—\-•·][ \xa0]*[^\n.!?]{2,60}| (?:for|of|in) (?:the |The )?[A-Z][^\n.!?]{1,40})?\.?$")
_CREDIT = re.compile(
    rf"\(?(?:Reporting|Additional reporting|Writing|Compiled|Written) (?:and \w+ )?by (?P<names>{_NAMES})[^()\n]{{0,200}}\)?\.?$"
)
_PLACE = r"[A-ZÀ-Þ][A-ZÀ-Þ’'.\-]+(?:[ \xa0/][A-ZÀ-Þ][A-ZÀ-Þ’'.\-]+){0,3}"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*\.?[ \xa0]\d{1,2}"
_BEHIND_PLACE = rf"(?:,[ \xa0](?:{_MONTH}|[A-Z][\w.]+(?:[ \xa0][A-Z][\w.]+)?)(?:,[ \xa0](?:\d{{4}}|{_MONTH}))?)?"
_AGENCY = r"\((?P<agency>[A-Z][\w&’'./\- ]{1,40})\)"
_DASH = r"(?:--+|[–—-])(?=\s)"
_DATELINE = re.compile(
    rf"(?:(?P<place>{_PLACE}){_BEHIND_PLACE}(?:[ \xa0]*{_AGENCY})?[ \xa0]*(?P<mark>{_DASH}|:(?=\s))?"
    rf"|[A-Z]\w+(?:[ \xa0][A-Z]\w+)?{_BEHIND_PLACE}[ \xa0]*\((?P<known>[A-Z][\w&’'./\- ]{{1,40}})\)[ \xa0]*{_DASH}"
    rf"|\((?P<alone>[A-Z][\w&’'./\- ]{{1,40}})\)[ \xa0]*{_DASH})"
)
_SPEAKER = re.compile(r"^[A-Z][A-Z .’'\-]+:", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Furniture:
    """Where the furniture stands in the text, as [start, end]."""

    headline: Range | None = None
    byline: Range | None = None
    dateline: Range | None = None

    @property
    def ranges(self) -> list[Range]:
        """All that there is, in the order of the text."""
        return sorted(one for one in (self.headline, self.byline, self.dateline) if one)


def furniture(text: str, title: str | None, paragraphs: Sequence[Range]) -> Furniture:
    """Return what stands around the story.

    A title that was sent is looked for at the very beginning, on a line of its own or run into the first sentence. Where none was
    sent, a first line counts that is no sentence: without a full stop, or in title case throughout.
    """
    if not paragraphs:
        return Furniture()
    headline = _repeated(text, title, paragraphs[0]) if title and title.strip() else _first_line(text, paragraphs)
    story = headline[1] if headline else 0
    top = [(max(start, story), end) for start, end in paragraphs[: _TOP + 1] if end > story]
    top = [(start + len(text[start:end]) - len(text[start:end].lstrip()), end) for start, end in top]
    byline = _byline(text, top, paragraphs)
    begins = [byline[1] + len(text[byline[1] :]) - len(text[byline[1] :].lstrip())] if byline and byline[1] <= top[-1][1] else []
    dateline = next(filter(None, (_dateline(text, start) for start in [*(start for start, _ in top), *begins])), None)
    return Furniture(headline, byline, dateline)


def _repeated(text: str, title: str, first: Range) -> Range | None:
    words = _WORD.findall(title)
    if not words or len(words) > _TITLE_WORDS:
        return None
    start = first[0]
    # Compared as words: a copy of the title differs in its quotation marks, spaces and full stops.
    found = re.compile(r"[^\w]*" + r"[^\w]+".join(map(re.escape, words)) + r"(?!\w)", re.IGNORECASE).match(text, start)
    if found is None or (len(words) == 1 and not text[found.end() :].lstrip(" .").startswith("\n")):
        return None
    closing = _CLOSING.match(text, found.end())
    return start, closing.end() if closing else found.end()


def _first_line(text: str, paragraphs: Sequence[Range]) -> Range | None:
    """Return the first line where it is no sentence, but is followed by some."""
    (start, end), following = paragraphs[0], paragraphs[1:]
    line = text[start:end]
    if not following or end - start > _HEADLINE or _BYLINE.match(line) or _dateline(text, start):
        return None
    words = _WORD.findall(line)
    # A list, a poem or a table has no sentence further on that is longer than its first line.
    if len(words) < 2 or not any(end - start > len(line) / 2 and _ENDS.search(text[start:end]) for start, end in following[:4]):
        return None
    if line[0] in "\"“‘'-–—•*(" and _ENDS.search(line):
        return None
    telling = [word for word in words if len(word) > 3]
    capital = sum(word[0].isupper() or word[0].isdigit() for word in telling)
    in_title_case = len(telling) >= 3 and capital >= _TITLE_CASE * len(telling)
    if line.endswith((":", ",")) or _STAMP.search(line) or (_INNER_END.search(line) and not in_title_case):
        return None
    return (start, end) if in_title_case or not _ENDS.search(line) else None


def _byline(text: str, top: Sequence[Range], paragraphs: Sequence[Range]) -> Range | None:
    for start, end in top:
        found = _BYLINE.match(text, start, end)
        if found is None:
            continue
        if _BEHIND_BYLINE.match(text, found.end(), end) and end - start < _HEADLINE:
            return start, end
        # The place of a dateline that follows at once looks like one more name.
        for space in re.finditer(r"\s", text[found.start("names") : found.end() + 1]):
            behind = found.start("names") + space.end()
            if text[behind : behind + 3].isupper() and _dateline(text, behind):
                return start, behind - 1
    for start, end in paragraphs[-_TOP:]:
        found = _CREDIT.search(text, start, end)
        if found:
            return found.span()
    return None


def _dateline(text: str, start: int) -> Range | None:
    found = _DATELINE.match(text, start)
    if found is None:
        return None
    agency = found["agency"] or found["known"] or found["alone"]
    known = agency is not None and agency in lexicon("outlets")["outlets"]
    if found["place"]:
        if len(found["place"].replace(".", "")) < 4 or found["place"] in lexicon("genres")["labels"]:
            return None
        if not (known or found["mark"]):
            return None
        # Several paragraphs that begin so are the speakers of a transcript.
        if found["mark"] == ":" and len(_SPEAKER.findall(text)) > 1:
            return None
    elif not known:
        return None
    return start, found.end()
