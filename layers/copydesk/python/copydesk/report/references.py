"""The numbers that tie a report together: what is asked, who speaks, what each one says, and where it stands.

Every section takes its numbers from here, so that the 3 beside a quotation is the 3 in the table of sources.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from copydesk.analysis import Analysis, Attribution, Part, Range, Source, SourceType, Span
from copydesk.report.questions import Question, questions
from copydesk.vocabulary import Vocabulary


class Standing(Vocabulary):
    """How a source can be checked, which decides how its statements are marked."""

    NAMED = "named", "Named", "a person or organisation with a name"
    UNNAMED = "unnamed", "Unnamed", "a person or group without a name"
    RECORD = "record", "Documents, data, outlets", "a text, a survey or statistic, or a news outlet"
    NONE = "none", "No source found", "whose words these are was not found in the article"


STANDINGS = {
    SourceType.NAMED_PERSON: Standing.NAMED,
    SourceType.NAMED_ORGANIZATION: Standing.NAMED,
    SourceType.UNNAMED_PERSON: Standing.UNNAMED,
    SourceType.UNNAMED_GROUP: Standing.UNNAMED,
    SourceType.DOCUMENT: Standing.RECORD,
    SourceType.DATA: Standing.RECORD,
    SourceType.MEDIA: Standing.RECORD,
}


@dataclass(frozen=True, slots=True)
class Voice:
    """A source with its number, in the order in which the sources first speak.

    Statements without a source share one voice, the last one, whose `source` is None and whose `sign` is a question mark.
    """

    number: int
    source: Source | None
    words: int

    @property
    def sign(self) -> str:
        """What stands beside its statements."""
        return str(self.number) if self.source else "?"

    @property
    def name(self) -> str:
        """Its name; for an unnamed one the article's description, and where there is none, what kind of source it is."""
        if self.source is None:
            return Standing.NONE.label
        return self.source.name or self.source.description or self.source.type.label

    @property
    def is_named(self) -> bool:
        """Whether what stands for its name is one."""
        return self.source is not None and self.source.name is not None

    @property
    def description(self) -> str | None:
        """How the article describes it, where that is not already its name here."""
        if self.source is None:
            return Standing.NONE.meaning
        return self.source.description if self.source.name else None

    @property
    def kind(self) -> str | None:
        """What kind of source it is, in an editor's words."""
        return self.source.type.label if self.source else None

    @property
    def standing(self) -> Standing:
        """How it can be checked."""
        return STANDINGS[self.source.type] if self.source else Standing.NONE


@dataclass(frozen=True, slots=True)
class Statement:
    """An attribution with its number, in the order of the text, and its voice."""

    number: int
    attribution: Attribution
    voice: Voice

    @property
    def anchor(self) -> str:
        """The id of the place in the text where it begins."""
        return f"statement-{self.number}"

    @property
    def label(self) -> str:
        """Who says it and how, in words: for those who see neither the colour nor the underline."""
        kind = self.voice.kind
        return f"{self.voice.name}{f', {kind.lower()}' if kind else ''}: {self.attribution.type.label.lower()}"


@dataclass(frozen=True, slots=True)
class References:
    """All voices, statements, paragraphs and open questions of one analysis."""

    voices: Sequence[Voice]
    statements: Sequence[Statement]
    paragraphs: Sequence[Range]
    questions: Sequence[Question]
    by_source: Mapping[str, Voice]

    @classmethod
    def of(cls, analysis: Analysis) -> References:
        """Number the sources by their first statement (those without one come last) and the statements by their place."""
        attributions = sorted(analysis.attributions, key=lambda attribution: place(attribution.content[0]))
        known = {source.id: source for source in analysis.sources}
        speaking = [known[a.source_id] for a in attributions if a.source_id in known]
        ordered = {source.id: source for source in [*speaking, *analysis.sources]}
        voices = {id_: Voice(number, source, source.words) for number, (id_, source) in enumerate(ordered.items(), start=1)}
        orphans = [a for a in attributions if a.source_id not in known]
        nobody = Voice(len(voices) + 1, None, sum(len(span.text.split()) for a in orphans for span in a.content))
        statements = [
            Statement(number, a, voices.get(a.source_id, nobody) if a.source_id else nobody)
            for number, a in enumerate(attributions, start=1)
        ]
        spoken = [*voices.values(), nobody] if orphans else list(voices.values())
        return cls(spoken, statements, paragraphs(analysis), questions(analysis), voices)

    def by_voice(self) -> dict[int, list[Statement]]:
        """The statements of each voice, by its number."""
        grouped: dict[int, list[Statement]] = defaultdict(list)
        for statement in self.statements:
            grouped[statement.voice.number].append(statement)
        return grouped

    def voice_of(self, source_id: str | None) -> Voice | None:
        """The voice of a source; None for no source and one that is not known."""
        return self.by_source.get(source_id) if source_id else None

    def paragraph_of(self, span: Span) -> int | None:
        """The number of the paragraph where the span begins, as it stands beside the text; None for the headline."""
        if span.part is Part.TITLE:
            return None
        return max(bisect_right(self.paragraphs, span.start, key=lambda paragraph: paragraph[0]), 1)


def paragraphs(analysis: Analysis) -> list[Range]:
    """The paragraphs, and as further ones whatever text stands between them: a report shows every word."""
    text = analysis.text or ""
    blocks: list[Range] = []
    position = 0
    for start, end in [*sorted(analysis.document.paragraphs), (len(text), len(text))]:
        if text[position:start].strip():
            blocks.append((position, start))
        if position < end <= len(text) and start < end:
            blocks.append((max(start, position), end))
        position = max(position, end)
    return blocks


def place(span: Span) -> tuple[bool, int, int]:
    """Sort spans as they are read: those in the headline before those in the text."""
    return span.part is not Part.TITLE, span.start, -span.end
