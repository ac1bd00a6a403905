"""Cut a text into words and give each its class."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from copydesk.nlp.lexicon import lists

Value: TypeAlias = int | float | str | None

UNKNOWN = "_"
"""The code of a word no lexicon knows; no pattern matches it by accident."""

_TOKEN = re.compile(
    r"""
    (?P<half>[apAP]\.[mM]\b\.?|[apAP][mM]\b)
  | (?P<word>[A-Z]{2,3}(?=\d)|(?<=\$)[A-Z]{1,2}(?=\d)|[oO]['’][cC]lock\b|[^\W\d_]\w*)
  | (?P<possessive>(?<=\w)['’][sS]\b)
  | (?P<decade>(?:1\d|20)\d0['’]?s\b|(?<!\w)['’‘`]\d0s\b|[2-9]0s\b)
  | (?P<paragraph>\n[^\S\n]*\n\s*)
  | (?P<mark>(?!\.\d)[^\w\s]|_+)
  | (?P<iso>\d{4}-[01]\d-[0-3]\d(?:T[0-2]\d:[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\w-]))
  | (?P<calendar>\d{1,2}(?P<separator>[/.-])\d{1,2}(?P=separator)(?:\d{4}|\d\d)(?![\w/]|[.-]\d))
  | (?P<clock>[0-2]?\d:[0-5]\d(?::[0-5]\d)?(?![\w:])|[0-2]?\d[:.][0-5]\d(?=[ ]?[apAP]\.?[mM]\b))
  | (?P<rank>\d{1,4}(?:st|nd|rd|th|ST|ND|RD|TH)\b)
  | (?P<figure>\d{1,3}(?:,\d{3}){1,8}(?:\.\d+)?(?!,?\d)|\d+(?:\.\d+)?|\.\d+)
    """,
    re.VERBOSE,
)
_MARKS = {"–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-", "_": "-", "’": "'", "‘": "'", "`": "'"}


class Token(NamedTuple):
    """A word, number or mark: where it stands, its class, and what it means within that class."""

    start: int
    end: int
    kind: str
    value: Value


@dataclass(frozen=True)
class Alphabet:
    """One character for every word class, so that patterns over classes are regular expressions."""

    codes: Mapping[str, str]

    @classmethod
    def of(cls, kinds: Iterable[str]) -> Alphabet:
        """Assign letters to `kinds` in order (far from the characters regular expressions use)."""
        return cls({kind: chr(0x4E00 + i) for i, kind in enumerate(kinds)})

    def spell(self, tokens: Iterable[Token]) -> str:
        """Return the string of classes of `tokens`, one character each."""
        codes = self.codes
        return "".join([codes.get(token.kind, UNKNOWN) for token in tokens])

    def compile(self, pattern: str) -> re.Pattern[str]:
        """Compile a pattern in which `month` stands for a word of that class.

        Blanks are ignored, `a|b`, `(…)` and `?` mean what they always do; quantifiers
        without a bound are not used, so that a match looks at a few words at most.
        Raised when a class is unknown: `KeyError`, at import and thus in every test.
        """
        spelled = re.sub(r"[a-z_]{2,}", lambda name: self.codes[name[0]], pattern)
        return re.compile(re.sub(r"\((?!\?)", "(?:", spelled).replace(" ", ""))


Lexicon: TypeAlias = Mapping[str, tuple[str, Value]]
"""A word in lower case → its class and value."""


def word_classes(name: str) -> Lexicon:
    """Return the data file `name`, which lists words by their class, as word → class and value.

    A word that is listed without a value means itself. Raised when a word stands in two classes: `ValueError`.
    """
    classes: dict[str, tuple[str, Value]] = {}
    for kind, words in lists(name).items():
        for word in words:
            if word in classes:
                raise ValueError(f"{name}: {word!r} is both {classes[word][0]} and {kind}")
            classes[word] = (kind, words[word] if isinstance(words, Mapping) else word)
    return classes


def lex(text: str, lexicon: Lexicon, proper: frozenset[str] = frozenset()) -> list[Token]:
    """Return the words, numbers and marks of `text`, offsets in code points.

    Words that the lexicon lacks have the class `""`; so have words of the classes `proper` in lower case
    ("may", "march"). A blank line is a `paragraph` token, which keeps
    patterns from reaching across it.
    """
    tokens: list[Token] = []
    add, new, get, unknown = tokens.append, tuple.__new__, lexicon.get, ("", None)  # bound once: this loop sees every word
    for match in _TOKEN.finditer(text):
        group = match.lastgroup
        start, end = match.span()
        if group == "word":
            word = match[0]
            kind, value = get(word.lower(), unknown)
            if kind in proper and not word[0].isupper():
                kind, value = unknown
            add(new(Token, (start, end, kind, value)))
        elif group == "mark":
            mark = text[start]
            kind, value = get(_MARKS.get(mark, mark), unknown)
            add(new(Token, (start, end, kind, value)))
        else:
            add(_literal(group or "", match[0], start, end))
    return tokens


def islands(tokens: Sequence[Token], anchors: frozenset[str]) -> list[Token]:
    """Return the runs of known words that hold a word of the classes `anchors`, each with its neighbours.

    Most words of a text are unknown and most runs of known ones are "of the": leaving them out early is what makes matching cheap.
    """
    kept: list[Token] = []
    start, anchored = 0, False
    for i, token in enumerate(tokens):
        kind = token[2]
        if kind in anchors:
            anchored = True
        elif not kind:
            if anchored:
                kept += tokens[start : i + 1]
                anchored = False
            start = i
    if anchored:
        kept += tokens[start:]
    return kept


def _literal(group: str, text: str, start: int, end: int) -> Token:
    """Return the token of a number, clock time, decade or other literal."""
    if group == "figure":
        digits = text.replace(",", "")
        if len(digits) > 300:  # beyond what a float can hold: no measure of anything
            return Token(start, end, "", None)
        if "." in digits:
            return Token(start, end, "decimal", float(digits))
        number = int(digits)
        if len(text) == 4 and 1000 <= number < 2200:
            return Token(start, end, "year", number)
        if len(text) <= 2 and 1 <= number <= 31:
            return Token(start, end, "day", number)
        return Token(start, end, "integer", number)
    if group == "rank":
        return Token(start, end, "ordinal", int(text[:-2]))
    return Token(start, end, group, text)
