"""Wording: words of the article's own voice that an editor may want to change.

The words are data (`data/wording/*.yaml`), by category and semantic field; `terms` reads them and finds them in a Doc. Whether what is
found counts is a matter of `voice` (whose words they are) and `context` (what they describe and stand beside).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from copydesk.analysis import Attribution, Entity, Wording
from copydesk.nlp.passages import Passage
from copydesk.nlp.wording.context import fits, in_company
from copydesk.nlp.wording.terms import NO_WORDING, Match, matches
from copydesk.nlp.wording.voice import PassageVoice, Voice


def wording(passages: Sequence[Passage], attributions: Sequence[Attribution], named: Sequence[Entity]) -> list[Wording]:
    """Return the wording of an article that an editor may want to change, in the order of the passages.

    Nothing in quotation marks counts, nor any word of a name. Of what the paper reports of others in its own words only the terms of one
    side of a conflict count: to paraphrase somebody in them is to make them one's own.
    """
    voice = Voice(passages, attributions, named)
    return [one for passage in passages for one in _of(passage, voice.of(passage))]


def _of(passage: Passage, voice: PassageVoice) -> Iterator[Wording]:
    for match in in_company(list(_told(passage, voice)), passage):
        term = match.term
        assert term.category is not None  # only cues have none, which are nothing but company
        start, end = match.characters(passage.doc)
        yield Wording(
            start=passage.start + start,
            end=passage.start + end,
            text=passage.text[start:end],
            part=passage.part,
            category=term.category,
            term=term.text,
            alone=term.alone,
            side=term.side,
            suggestion=term.suggestion,
        )


def _told(passage: Passage, voice: PassageVoice) -> Iterator[Match]:
    """The terms that the paper itself uses in their listed sense, none of them overlapping."""
    free = 0
    for candidates in matches(passage):
        if candidates[0].start < free:
            continue
        for match in candidates:
            if fits(match, passage):
                free = match.end
                if match.term.kind != NO_WORDING and voice.is_own(match):
                    yield match
                break
