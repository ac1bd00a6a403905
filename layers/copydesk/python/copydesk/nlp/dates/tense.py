"""Whether a clause speaks of the past or the future: it decides which Tuesday, which July is meant."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from copydesk.nlp.lexicon import lexicon

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_PAST, _OPEN, _FUTURE = -1, 0, 1
_REACH = 12
"""Heads climbed at most: parse trees of hostile text can be as deep as they are long."""


def tense_of(doc: Doc) -> Callable[[int], int]:
    """Return a function from an offset in `doc.text` to -1 (past), 1 (future) or 0 (untold).

    The tense is that of the nearest verb above the word in the dependency parse: modals, infinitives that depend on a
    verb of planning, and the simple present ("arrives Monday") point ahead, finite past forms and participles back.
    Needs `tag`, `lemma` and `dep`; without a parse every clause is open.
    """
    if not (doc.has_annotation("DEP") and doc.has_annotation("TAG")):
        return lambda _: _OPEN

    def tense(offset: int) -> int:
        span = doc.char_span(offset, offset + 1, alignment_mode="expand")
        return _tense(span[0]) if span else _OPEN

    return tense


def _tense(token: Token) -> int:
    verb = token
    for _ in range(_REACH):
        if verb.tag_.startswith("VB") and verb.dep_ not in {"aux", "auxpass"}:
            told = _of_verb(verb)
            if told is not None:
                return told
        elif verb.lower_ == "due":
            return _FUTURE
        if verb.head.i == verb.i:
            return _OPEN
        verb = verb.head
    return _OPEN


def _of_verb(verb: Token) -> int | None:
    """Return the tense of one verb with its auxiliaries, `None` where the verb above it must tell."""
    if verb.lemma_ in lexicon("time_context")["planning"]:
        return _FUTURE
    helpers = [child for child in verb.children if child.dep_ in {"aux", "auxpass"}]
    words = {helper.lower_ for helper in helpers}
    if words & {"have", "has", "had", "'ve", "’ve"} and verb.tag_ in {"VBN", "VBD", "VBG"}:
        return _PAST
    if words & lexicon("time_context")["ahead"]:
        return _FUTURE
    tags = {helper.tag_ for helper in helpers}
    if "to" in words:
        return _infinitive(verb)
    if "VBD" in tags or verb.tag_ in {"VBD", "VBN"}:
        return _PAST
    if verb.tag_ in {"VBZ", "VBP"} or tags & {"VBZ", "VBP"}:
        return _FUTURE
    return None


def _infinitive(verb: Token) -> int | None:
    """Return the tense of "to close": ahead, unless what it hangs on is past and no plan ("was forced to resign")."""
    above = verb.head
    if above.lemma_ == "be" and any(child.lower_ == "to" and child.i == above.i + 1 for child in verb.children):
        return _FUTURE  # "the fair was to open"
    context = lexicon("time_context")
    if above.lemma_ in context["expecting"] | context["planning"] or above.pos_ not in {"VERB", "AUX"}:
        return _FUTURE
    told = _of_verb(above) if above.i != verb.i and "to" not in {c.lower_ for c in above.children} else _FUTURE
    return _PAST if told == _PAST else _FUTURE
