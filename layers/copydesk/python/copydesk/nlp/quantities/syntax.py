"""What a figure counts and how it changed, read from tags and parse."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from copydesk.analysis import Change
from copydesk.nlp.lexicon import lexicon
from copydesk.nlp.quantities.hedges import changes
from copydesk.nlp.quantities.units import unit_after

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_MODIFIERS = frozenset({"JJ", "JJR", "JJS", "VBN", "VBG", "HYPH", "RB", "RBR", "RBS", "POS", "CC", ","})
_JOINTS = frozenset({"HYPH", "POS"})
_DETERMINERS = frozenset({"DT", "PDT", "PRP$", "IN", "CD"})
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_PREMODIFIERS = frozenset({"compound", "nmod", "nummod", "amod", "poss"})
_OF_CHANGE = frozenset({"by", "to", "from", "at", "between", "above", "below"})
_REACH = 8
"""Words looked at to the right of a figure for what it counts."""
_NOT_COUNTED = frozenset({"another", "day", "percent", "cent", "thing"})


class Thing(NamedTuple):
    """What is counted: its words, its head in the singular, whether that is a name, a unit if the head is one, and where it ends."""

    text: str
    head: str
    named: bool
    unit: str | None
    end: int


class Syntax:
    """The words around figures of one parsed text."""

    def __init__(self, doc: Doc, text: str) -> None:
        self._doc, self._text = doc, text  # Doc.text is put together anew at every call

    def counted(self, start: int, end: int) -> Thing | None:
        """Return what the figure at `start:end` counts: the noun phrase after it, or the group after "of"."""
        token = self._at(end - 1)
        if token is None:
            return None
        following = self._next(token)
        if following is not None and following.lower_ == "of" and self._text[start:end].lower() in {"one", "two", "three", "some"}:
            return self.after_of(end)
        hyphen = following is not None and following.tag_ == "HYPH"
        return self._phrase(following.i + 1 if hyphen and following else token.i + 1, first_noun=hyphen)

    def after_of(self, end: int, *, required: bool = True) -> Thing | None:
        """Return the noun phrase that follows "of (the)" at `end`."""
        token = self._at(end - 1)
        following = self._next(token) if token is not None else None
        if following is None:
            return None
        if following.lower_ == "of":
            following = self._next(following)
        elif required:
            return None
        if following is None:
            return None
        first = following.i
        for token in self._doc[first : first + _REACH]:
            if token.tag_ not in _DETERMINERS:
                break
            first += 1
        return self._phrase(first)

    def modified(self, end: int) -> str | None:
        """Return the noun that the measurement that ends at `end` stands before: "a 500-pound bomb", "the 40mm Harwick gun"."""
        token = self._at(end - 1)
        if token is None:
            return None
        last = token.i
        while token.dep_ in _PREMODIFIERS and token.head.i > token.i and token.head.i <= last:
            token = token.head
        head = token.head
        if token.dep_ not in _PREMODIFIERS or head.tag_ not in _NOUNS or not last < head.i <= last + _REACH:
            return None
        words = self._doc[last + 1 : head.i + 1]
        first = next(word for word in words if word.tag_ not in {"POS", "HYPH", ","})
        return self._text[first.idx : head.idx + len(head)]

    def speaks(self, end: int) -> bool:
        """Say whether the figure that ends at `end` stands for the speaker: "according to one official", "one of them said"."""
        token = self._at(end - 1)
        if token is None or (token.i and self._doc[token.i - 1].tag_ == "RB"):
            return False  # "only one official"
        speaker = token.head if token.dep_ == "nummod" else token
        verb = speaker.head
        if speaker.dep_ == "pobj":
            return verb.lower_ == "to" and verb.head.lower_ == "according"
        return speaker.dep_ == "nsubj" and verb.lemma_.lower() in lexicon("cues")["speech"]

    def change(self, end: int) -> Change | None:
        """Return which way the figure that ends at `end` moved, where the verb, noun or adverb that it hangs on says so."""
        token = self._at(end - 1)
        words = changes()
        if token is None:
            return None
        before = self._doc[token.i - 1] if token.i else None
        if before is not None and before.lower_ in {"up", "down"}:
            return words[before.lower_]
        after = self._next(token)
        for word in (after, self._next(after) if after is not None else None):
            if word is not None and word.lower_ in {"higher", "lower", "more", "less", "fewer"} and word.tag_ != "DT":
                return words[word.lower_] if word.lower_ in {"higher", "lower"} else None
        for _ in range(4):
            if token.head.i == token.i:
                break
            relation = token.dep_
            token = token.head
            if token.tag_ == "IN" and token.lower_ not in _OF_CHANGE:
                break  # "rose in three years"
            if token.pos_ in {"VERB", "NOUN", "ADV"} and token.lemma_.lower() in words and relation != "nsubj":
                return words[token.lemma_.lower()]
            if token.pos_ == "VERB":
                break
        return None

    def _phrase(self, first: int, *, first_noun: bool = False) -> Thing | None:
        """Return the noun phrase that begins at the word `first`."""
        doc = self._doc
        head: Token | None = None
        for token in doc[first : first + _REACH]:
            # What a hyphen or a possessive joins goes on: "coal-fired power stations", "the nation's largest ports".
            hyphened = token.i > first and doc[token.i - 1].tag_ in _JOINTS
            modifiers = _MODIFIERS if head is None or (token.i > first + 1 and doc[token.i - 2].tag_ in _JOINTS) else _JOINTS
            if token.tag_ in _NOUNS:
                if head is not None and head.tag_ in {"NNS", "NNPS"} and not hyphened:
                    break
                head = token
                if first_noun:
                    break
            elif token.is_space or not (hyphened or token.tag_ in modifiers):
                break
        if head is None or head.lower_ in _NOT_COUNTED:
            return None
        start, end = doc[first].idx, head.idx + len(head)
        unit = unit_after(self._text, head.idx)
        return Thing(self._text[start:end], head.lemma_.lower(), head.tag_ == "NNP", unit.name if unit else None, end)

    def _at(self, offset: int) -> Token | None:
        span = self._doc.char_span(offset, offset + 1, alignment_mode="expand")
        return span[0] if span else None

    def _next(self, token: Token) -> Token | None:
        return self._doc[token.i + 1] if token.i + 1 < len(self._doc) else None
