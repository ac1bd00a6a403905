"""Analyses for tests of the report, written beside an invented text instead of found in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from copydesk.analysis import (
    Analysis,
    ArticleReference,
    Attribution,
    AttributionType,
    Document,
    Engine,
    Entity,
    EntityType,
    GenreOrigin,
    Keyphrase,
    Language,
    Part,
    Readability,
    ReferenceDate,
    ReferenceOrigin,
    Source,
    SourceType,
    Span,
    Summary,
)
from copydesk.article import Genre


@dataclass
class Draft:
    """An article under the pencil: say what is in it by its words, and take the analysis from it."""

    text: str
    title: str | None = "Bridge at Varn to close for a year"
    about: dict[str, Any] = field(default_factory=dict)
    document: dict[str, Any] = field(default_factory=dict)
    entities: list[Entity] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    attributions: list[Attribution] = field(default_factory=list)
    summary: Summary | None = None

    def span(self, words: str, *, part: Part = Part.TEXT, occurrence: int = 0) -> Span:
        """Find some words, the first of them or a later one."""
        text = self.text if part is Part.TEXT else self.title or ""
        start = -1
        for _ in range(occurrence + 1):
            start = text.index(words, start + 1)
        return Span(start=start, end=start + len(words), text=words, part=part)

    def source(
        self, type_: SourceType, name: str | None, description: str | None = None, *, words: int = 0, entity: str | None = None
    ) -> str:
        """Add a source and return its id."""
        id_ = f"s{len(self.sources) + 1}"
        self.sources.append(
            Source(id=id_, type=type_, name=name, description=description, entity_id=entity, words=words, attribution_ids=[])
        )
        return id_

    def says(
        self, source_id: str | None, *contents: str | Span, type_: AttributionType = AttributionType.DIRECT, cue: str | None = "said"
    ) -> None:
        """Give some words to a source."""
        self.attributions.append(
            Attribution(
                id=f"a{len(self.attributions) + 1}",
                type=type_,
                content=[self.span(c) if isinstance(c, str) else c for c in contents],
                cue=self.span(cue) if cue else None,
                source=None,
                source_id=source_id,
                confidence=0.9,
            )
        )

    def name(self, type_: EntityType, name: str, *mentions: str | Span) -> str:
        """Name an entity where it is mentioned (by default: where its name first stands) and return its id."""
        id_ = f"e{len(self.entities) + 1}"
        spans = [self.span(m) if isinstance(m, str) else m for m in mentions or (name,)]
        self.entities.append(Entity(id=id_, type=type_, name=name, mentions=spans))
        return id_

    def analysis(self) -> Analysis:
        """Make the analysis of what was said so far."""
        about: dict[str, Any] = {
            "byline": "Ida Brook",
            "outlet": "The Varn Observer",
            "url": "https://observer.example/bridge",
            "genre": Genre.NEWS,
            "genre_origin": GenreOrigin.GIVEN,
            "language": "en-GB",
            "published_at": datetime(2026, 3, 4, 9, 30, tzinfo=UTC),
        }
        return Analysis(
            analysis_id="5f" * 12,
            article=ArticleReference(id="a1" * 12, version="b2" * 12, title=self.title, **about | self.about),
            reference_date=ReferenceDate(value="2026-03-04", origin=ReferenceOrigin.PUBLISHED),
            engine=Engine(version="0.1.0", model="en_core_web_sm", model_version="3.8.0", rules_version="c3" * 6, data_version="d4" * 6),
            text=self.text,
            document=Document(**self._document() | self.document),
            entities=self.entities,
            sources=[
                source.model_copy(update={"attribution_ids": [a.id for a in self.attributions if a.source_id == source.id]})
                for source in self.sources
            ],
            attributions=self.attributions,
            summary=self.summary,
        )

    def _document(self) -> dict[str, Any]:
        paragraphs, position = [], 0
        for paragraph in self.text.split("\n\n"):
            paragraphs.append((position, position + len(paragraph)))
            position += len(paragraph) + 2
        return {
            "characters": len(self.text),
            "words": len(self.text.split()),
            "sentences": paragraphs,
            "paragraphs": paragraphs,
            "reading_seconds": 20,
            "readability": Readability(
                flesch_reading_ease=61.26, flesch_kincaid_grade=8.04, words_per_sentence=17.5, syllables_per_word=1.5
            ),
            "language": Language(code="en", confidence=0.98),
            "analysed_share": 1,
        }


BRIDGE = """The bridge at Varn will close in May for at least a year, the council said on Monday.

“Nobody wants this,” said Mara Ohlsen, who leads the council. “The bearings are older than I am.”

Two engineers, who asked not to be named, said that “half the rivets” had been replaced by paint. \
A report by Tidewater Ltd put the cost at €14 million.

The ferry is believed to be too small."""


def bridge() -> Draft:
    """A short report with every kind of source and statement, one statement inside another one and one without a source."""
    draft = Draft(BRIDGE)
    council = draft.name(EntityType.ORG, "Varn Council", draft.span("council"), draft.span("council", occurrence=1))
    ohlsen = draft.name(EntityType.PERSON, "Mara Ohlsen")
    draft.name(EntityType.ORG, "Tidewater Ltd")
    draft.name(EntityType.GPE, "Varn", draft.span("Varn"), draft.span("Varn", part=Part.TITLE))
    leader = draft.source(SourceType.NAMED_PERSON, "Mara Ohlsen", "who leads the council", words=9, entity=ohlsen)
    body = draft.source(SourceType.NAMED_ORGANIZATION, "Varn Council", words=13, entity=council)
    engineers = draft.source(SourceType.UNNAMED_GROUP, None, "Two engineers", words=9)
    report = draft.source(SourceType.DOCUMENT, "A report by Tidewater Ltd", words=5)
    draft.says(leader, "“Nobody wants this,”", "“The bearings are older than I am.”")
    draft.says(body, "The bridge at Varn will close in May for at least a year", type_=AttributionType.INDIRECT)
    draft.says(engineers, "that “half the rivets” had been replaced by paint", type_=AttributionType.MIXED)
    draft.says(report, "the cost at €14 million", type_=AttributionType.INDIRECT, cue="put")
    draft.says(None, "The ferry is believed to be too small", type_=AttributionType.INDIRECT, cue="is believed")
    draft.summary = Summary(
        sentences=[draft.span("The bridge at Varn will close in May for at least a year, the council said on Monday.")],
        keyphrases=[Keyphrase(text="the bridge", score=1.0), Keyphrase(text="half the rivets", score=0.5)],
    )
    return draft
