"""How a cue colours the statement that it introduces."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from copydesk.analysis import CueTone
from copydesk.nlp.lexicon import lexicon

if TYPE_CHECKING:
    from spacy import tokens


def cue_tone(cue: tokens.Span | None) -> CueTone:
    """Return the tone of a cue: that of its head, else of its first word that has one."""
    if cue is None:
        return CueTone.NEUTRAL
    if (plea := _plea(cue)) is not None:
        return plea
    for token in (cue.root, *cue):
        tone = _tones().get(token.lemma_.lower())
        if tone is not None:
            return tone
    return CueTone.NEUTRAL


def _plea(cue: tokens.Span) -> CueTone | None:
    """The tone of "pleaded guilty" and "pleaded not guilty", which ask for nothing; None where nobody pleads so."""
    for verb in cue:
        if verb.lemma_.lower() == "plead":
            behind = [token.lower_ for token in verb.doc[verb.i + 1 : verb.i + 3]]
            if behind[:1] == ["guilty"]:
                return CueTone.ADMITTED
            return CueTone.DENIED if behind == ["not", "guilty"] else None
    return None


@cache
def _tones() -> dict[str, CueTone]:
    return {lemma: CueTone(name) for name, lemmas in lexicon("tones").items() for lemma in lemmas}
