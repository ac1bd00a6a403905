"""Who speaks: how well the article is sourced, every source with its statements, and who only passed on or kept silent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from copydesk.analysis import Analysis, AttributionType, CueTone, Refusal, ShareOfWords, Sourcing
from copydesk.report.references import References, Standing, Statement, Voice
from copydesk.report.sections.excerpts import Excerpt, excerpt

SHOWN_AT_ONCE = 4
"""How many statements of a source are open; the others are folded, so that the sources stay in one view."""


@dataclass(frozen=True, slots=True)
class Link:
    """One link of the chain from a source to the article: "obtained by" and "The Sound Courier"."""

    terms: str
    words: str
    voice: Voice | None


@dataclass(frozen=True, slots=True)
class Entry:
    """A statement as it is listed with its source; `tone` is how the cue colours it, where it does."""

    statement: Statement
    excerpt: Excerpt
    cue: str | None
    tone: CueTone | None
    via: Sequence[Link]


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
class Courier:
    """A source that says nothing itself and passed on what others say: `voices` are they."""

    voice: Voice
    voices: Sequence[Voice]


@dataclass(frozen=True, slots=True)
class Silence:
    """That somebody was asked and said nothing; `voice` where it is one of the sources, and `id` where it is listed nowhere else."""

    refusal: Refusal
    excerpt: Excerpt
    who: str | None
    voice: Voice | None
    id: str | None


@dataclass(frozen=True, slots=True)
class Measure:
    """A share of the article's words with its definition."""

    name: str
    value: ShareOfWords
    definition: str


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


@dataclass(frozen=True, slots=True)
class Sources:
    """The section: `own` are the article's words that are given to nobody."""

    speakers: Sequence[Speaker]
    couriers: Sequence[Courier]
    silences: Sequence[Silence]
    measures: Sequence[Measure]
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
    couriers = _couriers(references)
    passing = {courier.voice.number for courier in couriers}
    silences = _silences(analysis, references, listed=passing | set(references.by_voice()))
    apart = passing | {silence.voice.number for silence in silences if silence.voice and silence.id}
    return Sources(
        speakers=_speakers([voice for voice in references.voices if voice.number not in apart], references),
        couriers=couriers,
        silences=silences,
        measures=_measures(analysis.sourcing),
        own=max(analysis.document.words - given, 0),
        bar=list(_bar(references.voices, whole)),
        balance=list(_balance(references.voices)),
        statements=len(references.statements),
        by_type=[(type_, sum(s.attribution.type is type_ for s in references.statements)) for type_ in AttributionType],
    )


MEASURES = {
    "attributed": "In statements",
    "quoted": "Quoted",
    "named": "From named sources",
    "unnamed": "From unnamed sources",
    "anonymous": "From anonymous sources",
    "without_source": "Without a source",
}


def _measures(sourcing: Sourcing | None) -> list[Measure]:
    if sourcing is None:
        return []
    return [Measure(name, getattr(sourcing, field), Sourcing.model_fields[field].description or "") for field, name in MEASURES.items()]


def _speakers(voices: Sequence[Voice], references: References) -> list[Speaker]:
    entries = references.by_voice()
    longest = max((voice.words for voice in voices), default=0) or 1
    return [
        Speaker(voice, [_entry(statement, references) for statement in entries.get(voice.number, [])], 100 * voice.words / longest)
        for voice in voices
    ]


def _entry(statement: Statement, references: References) -> Entry:
    attribution = statement.attribution
    return Entry(
        statement=statement,
        excerpt=excerpt(attribution.content, references, statement.anchor),
        cue=attribution.cue.text if attribution.cue else None,
        tone=None if attribution.cue_tone is CueTone.NEUTRAL else attribution.cue_tone,
        via=[Link(via.terms, via.span.text, references.voice_of(via.source_id)) for via in attribution.via],
    )


def _couriers(references: References) -> list[Courier]:
    speaking = references.by_voice()
    passed: dict[int, dict[int, Voice]] = {}
    for statement in references.statements:
        for via in statement.attribution.via:
            voice = references.voice_of(via.source_id)
            if voice and voice.number not in speaking:
                passed.setdefault(voice.number, {})[statement.voice.number] = statement.voice
    return [Courier(voice, list(passed[voice.number].values())) for voice in references.voices if voice.number in passed]


def _silences(analysis: Analysis, references: References, listed: set[int]) -> list[Silence]:
    silences = []
    seen = set(listed)
    for refusal in analysis.refusals:
        voice = references.voice_of(refusal.source_id)
        id_ = f"source-{voice.number}" if voice and voice.number not in seen else None
        seen.update([voice.number] if voice else [])
        who = refusal.source.text if refusal.source else voice.name if voice else None
        silences.append(Silence(refusal, excerpt([refusal.span], references), who, voice, id_))
    return silences


def _bar(voices: Sequence[Voice], whole: int) -> Iterator[Stretch]:
    start = 0.0
    for standing in Standing:
        for voice in voices:
            if voice.standing is standing and voice.words:
                width = 100 * voice.words / whole
                yield Stretch(standing, voice.sign, start, width)
                start += width


def _balance(voices: Sequence[Voice]) -> Iterator[Balance]:
    for standing in Standing:
        those = [voice for voice in voices if voice.standing is standing and voice.words]
        if those:
            yield Balance(standing, len(those), sum(voice.words for voice in those))
