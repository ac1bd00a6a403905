"""The words that a rule matched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from copydesk.nlp.expressions.lexer import Token, Value


@dataclass(frozen=True)
class Match:
    """The words a rule matched: those from `first` up to `last` of all the words of the text."""

    text: str
    words: Sequence[Token]
    first: int
    last: int

    @property
    def tokens(self) -> Sequence[Token]:
        """The matched words."""
        return self.words[self.first : self.last]

    @property
    def start(self) -> int:
        """Where the match begins in the text."""
        return self.words[self.first].start

    @property
    def end(self) -> int:
        """Where the match ends in the text."""
        return self.words[self.last - 1].end

    @property
    def before(self) -> str:
        """The word before the match, in lower case; empty at the beginning."""
        return self._word(self.first - 1).lower()

    @property
    def after(self) -> str:
        """The word after the match; empty at the end."""
        return self._word(self.last)

    def _word(self, index: int) -> str:
        return self.text[self.words[index].start : self.words[index].end] if 0 <= index < len(self.words) else ""

    def __getitem__(self, kind: str) -> Value:
        """Return the value of the first word of the class `kind`, `None` without one."""
        return next((token.value for token in self.tokens if token.kind == kind), None)

    def __contains__(self, kind: str) -> bool:
        """Say whether a word of the class `kind` is in the match."""
        return any(token.kind == kind for token in self.tokens)

    def integer(self, *kinds: str) -> int | None:
        """Return the first value of these classes that is a whole number."""
        for token in self.tokens:
            if token.kind in kinds and isinstance(token.value, (int, float)):
                return int(token.value)
        return None

    def step(self) -> int:
        """Return which one is meant: -1 for "last", 0 for "this", 1 for "next"; 0 without such a word."""
        return self.integer("last", "next", "this") or 0

    def is_title(self) -> bool:
        """Say whether the last word is capitalised, as in the title "This Week"."""
        word = self._word(self.last - 1)
        return word[:1].isupper() and word[-1:].islower()

    def cut(self, first: int, last: int) -> Match:
        """Return a part of the match, indices relative to it."""
        return Match(self.text, self.words, self.first + first, self.first + last)
