"""Who speaks: every source, how much of the article it is given, and its statements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from copydesk.analysis import Analysis, AttributionType
from copydesk.report.references import References, Standing, Statement, Voice
from copydesk.report.sections.excerpts import Excerpt, excerpt

SHOWN_AT_ONCE = 4
"""How many statements of a source are open; the others are folded, so that the sources stay in one view."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A statement as it is listed with its source."""

    statement: Statement
    excerpt: Excerpt
    cue: str | None


@dataclass(frozen=True, slots=True)
class Speaker:
    """A voice with what it is given. `width` compares it with the longest voice, in percent."""

    voice: Voice
    entries: Sequence[Entry]
    width: float

    @property
    def shown(self) -> Sequence[Entry]:
        """The statements that are open."""
        return self.entries[:SHOWN_AT_ONCE]

    @property
    def folded(self) -> Sequence[Entry]:
        """The others."""
        return self.entries[SHOWN_AT_ONCE:]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the sourcing bar, in percent of the article's words."""

    standing: Standing
    sign: str
    start: float
    width: float


@dataclass(frozen=True, slots=True)
class Balance:
    """How many of the article's words go to the sources of one standing."""

    standing: Standing
    voices: int
    words: int
    share: float


@dataclass(frozen=True, slots=True)
class Sources:
    """The section: `words` are the article's, `given` those given to sources and `own` the rest."""

    speakers: Sequence[Speaker]
    words: int
    given: int
    own: int
    bar: Sequence[Stretch]
    balance: Sequence[Balance]
    statements: int
    by_type: Sequence[tuple[AttributionType, int]]


def view(analysis: Analysis, references: References) -> Sources | None:
    """Look at the sources. Words of a statement inside another one count for both of their sources."""
    if not analysis.is_analysed:
        return None
    given = sum(voice.words for voice in references.voices)
    # Statements within statements can add up to more than the article; the bar then shows shares of what is given.
    whole = max(analysis.document.words, given, 1)
    longest = max((voice.words for voice in references.voices), default=0) or 1
    entries = references.by_voice()
    return Sources(
        speakers=[
            Speaker(voice, [_entry(s, references) for s in entries.get(voice.number, [])], 100 * voice.words / longest)
            for voice in references.voices
        ],
        words=analysis.document.words,
        given=given,
        own=max(analysis.document.words - given, 0),
        bar=list(_bar(references.voices, whole)),
        balance=list(_balance(references.voices, whole)),
        statements=len(references.statements),
        by_type=[(type_, sum(s.attribution.type is type_ for s in references.statements)) for type_ in AttributionType],
    )


def _entry(statement: Statement, references: References) -> Entry:
    attribution = statement.attribution
    return Entry(
        statement=statement,
        excerpt=excerpt(attribution.content, references, statement.anchor),
        cue=attribution.cue.text if attribution.cue else None,
    )


def _bar(voices: Sequence[Voice], whole: int) -> Iterator[Stretch]:
    start = 0.0
    for standing in Standing:
        for voice in voices:
            if voice.standing is standing and voice.words:
                width = 100 * voice.words / whole
                yield Stretch(standing, voice.sign, start, width)
                start += width


def _balance(voices: Sequence[Voice], whole: int) -> Iterator[Balance]:
    for standing in Standing:
        those = [voice for voice in voices if voice.standing is standing]
        if those:
            words = sum(voice.words for voice in those)
            yield Balance(standing, len(those), words, words / whole)
