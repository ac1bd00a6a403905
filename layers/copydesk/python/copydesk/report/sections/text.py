"""The article in full, with the statements, the names and the words that a question is about marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from copydesk.analysis import Analysis, AttributionType, Entity, Part, Range, Severity, Span
from copydesk.report.questions import GRAVEST_FIRST, Flag, Question
from copydesk.report.references import References, Standing, Statement, Voice
from copydesk.report.sections import claims, wording
from copydesk.report.segments import Mark, Segment, segments


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where an entity is named; `number` counts the mentions of all entities as they are listed."""

    number: int
    entity: Entity

    @property
    def anchor(self) -> str:
        """The id of the place in the text."""
        return f"mention-{self.number}"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words that are marked in one way: perhaps (a part of) a name, perhaps asked about.

    `anchors` are the ids of what begins here; of several questions `question` is the gravest.
    """

    text: str
    entity: Entity | None
    question: Question | None
    anchors: Sequence[str]


@dataclass(slots=True)
class Run:
    """Neighbouring pieces under the same statements, of which the innermost decides how they look.

    `closing` and `asked` are the statements and the questions whose words end with it.
    """

    statements: Sequence[Statement]
    pieces: list[Piece] = field(default_factory=list)
    closing: list[Statement] = field(default_factory=list)
    asked: list[Question] = field(default_factory=list)

    @property
    def innermost(self) -> Statement | None:
        """The statement that is nearest to the words."""
        return self.statements[-1] if self.statements else None


@dataclass(slots=True)
class Block:
    """A paragraph, or the headline."""

    number: int
    runs: list[Run] = field(default_factory=list)

    @property
    def voices(self) -> list[Voice]:
        """Who speaks in it, in order."""
        return list({s.voice.number: s.voice for run in self.runs for s in run.statements}.values())

    @property
    def questions(self) -> list[Question]:
        """What is asked about it and to be answered before publishing, the gravest first."""
        asked = {question.number: question for run in self.runs for question in run.asked}
        return [asked[number] for number in sorted(asked) if asked[number].finding.severity is not Severity.NOTE]


@dataclass(frozen=True, slots=True)
class Text:
    """The section, with the kinds of marks that occur in it."""

    blocks: Sequence[Block]
    types: Sequence[AttributionType]
    standings: Sequence[Standing]
    severities: Sequence[Severity]
    language: str | None


def view(analysis: Analysis, references: References) -> Text | None:
    """Mark the text; None where it was left out of the analysis."""
    if analysis.text is None:
        return None
    identified = analysis.document.language.code
    return Text(
        blocks=marked(analysis.text, references.paragraphs, Part.TEXT, analysis, references),
        types=[type_ for type_ in AttributionType if any(s.attribution.type is type_ for s in references.statements)],
        standings=[standing for standing in Standing if any(s.voice.standing is standing for s in references.statements)],
        severities=[severity for severity in GRAVEST_FIRST if any(q.finding.severity is severity for q in references.questions)],
        language=None if identified == "und" else identified,
    )


def headline(analysis: Analysis, references: References) -> Block | None:
    """Mark the headline; None where there is none."""
    title = analysis.article.title
    if not title or not title.strip():
        return None
    return marked(title, [(0, len(title))], Part.TITLE, analysis, references)[0]


def mentions(analysis: Analysis) -> Iterator[tuple[Mention, Span]]:
    """Number all mentions, in the order of the entities."""
    pairs = ((entity, span) for entity in analysis.entities for span in entity.mentions)
    return ((Mention(number, entity), span) for number, (entity, span) in enumerate(pairs, start=1))


def marked(text: str, blocks: Sequence[Range], part: Part, analysis: Analysis, references: References) -> list[Block]:
    """Lay the marks that lie in this part of the article over its blocks."""
    marks = list(_marks(part, analysis, references))
    result = [Block(number) for number, _ in enumerate(blocks, start=1)]
    current = 0
    anchors: list[str] = []
    for segment in segments(len(text), marks, cuts=(edge for block in blocks for edge in block)):
        anchors += (value.anchor for value in segment.opening if isinstance(value, Mention | Flag | Beginning))
        while current + 1 < len(blocks) and segment.start >= blocks[current][1]:
            current += 1
        # What stands between two blocks is white: only what begins there must not get lost.
        if blocks[current][0] <= segment.start < blocks[current][1]:
            _append(result[current], text, segment, anchors)
            anchors = []
    return result


@dataclass(frozen=True, slots=True)
class Beginning:
    """The first of some words, to which everything that names them points."""

    anchor: str


Marking = Statement | Mention | Flag | Beginning


def _marks(part: Part, analysis: Analysis, references: References) -> Iterator[Mark[Marking]]:
    for statement in references.statements:
        content = statement.attribution.content
        if content[0].part is part:
            yield Mark(content[0].start, content[0].end, Beginning(statement.anchor))
        for span in content:
            if span.part is part:
                yield Mark(span.start, span.end, statement)
    for mention, span in mentions(analysis):
        if span.part is part:
            yield Mark(span.start, span.end, mention)
    # One place may be worth checking, loaded and hedged at once: it needs one id.
    beginnings: dict[str, Span] = {claims.anchor(claim): claim for claim in claims.strongest(analysis)}
    beginnings |= {wording.anchor(words): words for words in analysis.wording}
    for anchor, span in beginnings.items():
        if span.part is part:
            yield Mark(span.start, span.end, Beginning(anchor))
    for flag in (flag for question in references.questions for flag in question.places):
        if flag.span.part is part:
            yield Mark(flag.span.start, flag.span.end, flag)


def _append(block: Block, text: str, segment: Segment[Marking], anchors: Sequence[str]) -> None:
    statements = _statements(segment.covering)
    if not block.runs or block.runs[-1].closing or block.runs[-1].asked or block.runs[-1].statements != statements:
        block.runs.append(Run(statements))
    run = block.runs[-1]
    entity = next((value.entity for value in reversed(segment.covering) if isinstance(value, Mention)), None)
    flagged = min(_questions(segment.covering), key=lambda question: question.number, default=None)
    run.pieces.append(Piece(text[segment.start : segment.end], entity, flagged, anchors))
    run.closing += _statements(segment.closing)
    run.asked += _questions(segment.closing)


def _statements(values: Iterable[Marking]) -> list[Statement]:
    return [value for value in values if isinstance(value, Statement)]


def _questions(values: Iterable[Marking]) -> list[Question]:
    return [value.question for value in values if isinstance(value, Flag)]
