"""Analyses for tests of the report, written beside an invented text instead of found in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from copydesk.analysis import (
    Analysis,
    Anchor,
    Anonymity,
    AnonymityKind,
    ArticleReference,
    Attribution,
    AttributionType,
    Claim,
    ClaimKind,
    CueTone,
    Document,
    Engine,
    Entity,
    EntityType,
    Finding,
    GenreOrigin,
    Keyphrase,
    Language,
    Location,
    Part,
    Place,
    PolicyReference,
    Readability,
    ReferenceDate,
    ReferenceOrigin,
    Refusal,
    RefusalKind,
    Resolution,
    ResolutionState,
    Severity,
    ShareOfWords,
    Source,
    SourceType,
    Sourcing,
    Span,
    Summary,
    Suppression,
    Via,
    Wording,
    WordingCategory,
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
    refusals: list[Refusal] = field(default_factory=list)
    sourcing: Sourcing | None = None
    policy: PolicyReference | None = field(default_factory=lambda: PolicyReference(name="house", version="e5" * 6))
    claims: list[Claim] = field(default_factory=list)
    wording: list[Wording] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
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
        self,
        source_id: str | None,
        *contents: str | Span,
        type_: AttributionType = AttributionType.DIRECT,
        cue: str | None = "said",
        tone: CueTone = CueTone.NEUTRAL,
        via: Sequence[Via] = (),
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
                via=list(via),
                cue_tone=tone,
                confidence=0.9,
            )
        )

    def name(self, type_: EntityType, name: str, *mentions: str | Span, **known: Any) -> str:
        """Name an entity where it is mentioned (by default: where its name first stands) and return its id."""
        id_ = f"e{len(self.entities) + 1}"
        spans = [self.span(m) if isinstance(m, str) else m for m in mentions or (name,)]
        self.entities.append(Entity(id=id_, type=type_, name=name, mentions=spans, **known))
        return id_

    def asks(self, severity: Severity, message: str, *places: str | Span, rule: str = "a-rule", **known: Any) -> None:
        """Ask the desk about some words, or about the article as a whole."""
        anchors = [
            Anchor(
                **(self.span(place) if isinstance(place, str) else place).model_dump(by_alias=False),
                prefix="",
                suffix="",
                paragraph=None,
                occurrence=0,
                utf16_start=0,
                utf16_end=0,
            )
            for place in places
        ]
        number = len(self.findings) + 1
        self.findings.append(
            Finding(id=f"f{number}", rule=rule, severity=severity, message=message, anchors=anchors, policy="house", **known)
        )

    def claim(self, words: str, score: float, *kinds: ClaimKind, attribution: str | None = None, check: str | None = None) -> None:
        """Call a sentence worth checking."""
        span = self.span(words).model_dump(by_alias=False)
        self.claims.append(
            Claim(**span, id=f"c{len(self.claims) + 1}", score=score, kinds=list(kinds), attribution_id=attribution, check=check)
        )

    def words(self, words: str, category: WordingCategory, **known: Any) -> None:
        """Ask about a choice of words."""
        self.wording.append(Wording(**self.span(words).model_dump(by_alias=False) | {"term": words} | known, category=category))

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
            refusals=self.refusals,
            sourcing=self.sourcing,
            claims=self.claims,
            wording=self.wording,
            findings=self.findings,
            policy=self.policy,
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


CABLE = """A power cable between Malmö and Rostock failed on Sunday, and the regime in Zealand was quick to blame sabotage.

“It was cut,” insisted Henrik Vinterberg, 58, the grid’s chief engineer. He has been in the job since Monday 3 March 2026, he said.

The repair will cost €40 million, according to a letter obtained by The Sound Courier. It is the longest failure in Sweden ever.

An official, who spoke on condition of anonymity because he was not authorised to speak, boasted that “nobody will notice”. \
Another official said prices had tripled.

Vintenberg lives in Springfield. A ship came from Sevastopol by way of the Baltic Sea. Baltic Lines did not answer calls."""


def cable() -> Draft:
    """An article with something of all that a report can show: questions, claims, doubtful places, refusals, letters passed on."""
    draft = Draft(CABLE, title="Cable to Rostock fails", about={"genre_origin": GenreOrigin.GUESSED})
    _name_cable(draft)
    _source_cable(draft)
    _question_cable(draft)
    return draft


def place(name: str, latitude: float, longitude: float, country: str | None, **known: Any) -> Place:
    """A place that is sure, unless it is said otherwise."""
    settled: dict[str, Any] = {"geonames_id": 1, "confidence": 0.97, "doubtful": False}
    return Place(name=name, latitude=latitude, longitude=longitude, country_code=country, **settled | known)


def _name_cable(draft: Draft) -> None:
    draft.name(EntityType.GPE, "Malmö", place=place("Malmö", 55.61, 13.0, "SE"), salience=0.8)
    rostock = [draft.span("Rostock"), draft.span("Rostock", part=Part.TITLE)]
    draft.name(EntityType.GPE, "Rostock", *rostock, place=place("Rostock", 54.09, 12.14, "DE"), salience=1.0)
    draft.name(EntityType.LOC, "Zealand", place=place("Sjælland", 55.5, 11.75, "DK", as_government=1), salience=0.3)
    engineer = [draft.span("Henrik Vinterberg"), draft.span("Vintenberg")]
    draft.name(
        EntityType.PERSON,
        "Henrik Vinterberg",
        *engineer,
        role="the grid’s chief engineer",
        age=58,
        aliases=["Vintenberg"],
        misspelt=["Vintenberg"],
        salience=0.9,
    )
    draft.name(EntityType.ORG, "The Sound Courier")
    springfields = [
        Location(name="Springfield", latitude=39.8, longitude=-89.64, country_code="US", geonames_id=2),
        Location(name="Springfield", latitude=54.9, longitude=12.6, country_code=None, geonames_id=3),
    ]
    doubtful = place("Springfield", 55.3, 14.1, "SE", confidence=0.3, doubtful=True, alternatives=springfields)
    draft.name(EntityType.GPE, "Springfield", place=doubtful, salience=0.1)
    draft.name(EntityType.GPE, "Sevastopol", place=place("Sevastopol", 44.61, 33.52, "UA", disputed=True), salience=0.1)
    draft.name(EntityType.LOC, "Baltic Sea", place=place("Baltic Sea", 58.0, 20.0, None), salience=0.1)
    draft.name(EntityType.GPE, "Sweden", place=place("Sweden", 62.0, 15.0, "SE"), salience=0.05)
    draft.document["about"] = [draft.entities[1].id, draft.entities[3].id]


def _source_cable(draft: Draft) -> None:
    engineer = draft.source(SourceType.NAMED_PERSON, "Henrik Vinterberg", "the grid’s chief engineer", words=14, entity="e4")
    letter = draft.source(SourceType.DOCUMENT, None, "a letter", words=6)
    official = draft.source(SourceType.UNNAMED_PERSON, None, "An official", words=4)
    another = draft.source(SourceType.UNNAMED_PERSON, None, "Another official", words=3)
    courier = draft.source(SourceType.MEDIA, "The Sound Courier", entity="e5")
    lines = draft.source(SourceType.NAMED_ORGANIZATION, "Baltic Lines")
    terms, reason = "on condition of anonymity", "because he was not authorised to speak"
    stated = Anonymity(
        kind=AnonymityKind.STATED, terms=terms, reason=reason, boilerplate=True, spans=[draft.span(terms), draft.span(reason)]
    )
    unsaid = Anonymity(kind=AnonymityKind.IMPLIED)
    known = {official: stated, another: unsaid}
    draft.sources = [source.model_copy(update={"anonymity": known.get(source.id)}) for source in draft.sources]
    draft.says(engineer, "“It was cut,”", cue="insisted", tone=CueTone.INSISTED)
    draft.says(engineer, "He has been in the job since Monday 3 March 2026", type_=AttributionType.INDIRECT)
    passed = Via(source_id=courier, span=draft.span("The Sound Courier"), terms="obtained by")
    draft.says(letter, "The repair will cost €40 million", type_=AttributionType.INDIRECT, cue="according to", via=[passed])
    draft.says(official, "that “nobody will notice”", type_=AttributionType.MIXED, cue="boasted", tone=CueTone.BOASTED)
    draft.says(another, "prices had tripled", type_=AttributionType.INDIRECT)
    silence = draft.span("did not answer calls")
    draft.refusals = [Refusal(kind=RefusalKind.NO_RESPONSE, source_id=lines, source=draft.span("Baltic Lines"), span=silence)]

    def share(words: int, of: int) -> ShareOfWords:
        return ShareOfWords(share=words / of, words=words, of=of)

    draft.sourcing = Sourcing(
        attributed=share(27, 110),
        quoted=share(3, 27),
        named=share(20, 27),
        unnamed=share(7, 27),
        anonymous=share(7, 27),
        without_source=share(0, 27),
    )


def _question_cable(draft: Draft) -> None:
    terms = draft.span("An official, who spoke on condition of anonymity because he was not authorised to speak")
    draft.asks(Severity.NOTE, "“Quick to blame” judges. Is it meant to?", "quick to blame", rule="judging-words")
    draft.asks(
        Severity.ERROR,
        "3 March 2026 was a Tuesday, not a Monday.",
        "Monday 3 March 2026",
        rule="weekday",
        suggestion="Write Tuesday, or another date.",
    )
    draft.asks(
        Severity.WARNING,
        "Why does the official speak without a name? The reason given fits everybody.",
        terms,
        draft.span("Another official"),
        rule="anonymous-boilerplate",
        suggestion="Say what the official would risk.",
        reference="AP, Anonymous sources",
    )
    draft.asks(
        Severity.WARNING,
        "Vinterberg or Vintenberg?",
        draft.span("Vinterberg"),
        draft.span("Vintenberg"),
        rule="name-spelt-twice",
        reference="https://rules.example/names",
    )
    draft.asks(Severity.WARNING, "Nobody from Zealand is heard.", rule="other-side")
    draft.asks(
        Severity.WARNING,
        "Whose word is “regime”?",
        "regime",
        rule="loaded-word",
        suppressed=Suppression(reason="House style for this case.", origin="policy/house"),
    )
    draft.asks(
        Severity.ERROR,
        "Is €40 million right?",
        "€40 million",
        rule="figure-twice",
        resolution=Resolution(state=ResolutionState.ACCEPTED, reason="Checked with the grid."),
    )
    draft.claim("It is the longest failure in Sweden ever.", 0.91, ClaimKind.COMPARISON, ClaimKind.RECORD, check="A register of failures.")
    draft.claim("The repair will cost €40 million", 0.84, ClaimKind.FIGURE, attribution="a3", check="The letter itself.")
    draft.claim("Another official said prices had tripled.", 0.62, ClaimKind.FIGURE, attribution="a5")
    draft.claim("A ship came from Sevastopol by way of the Baltic Sea.", 0.2)
    draft.words("regime", WordingCategory.LOADED, suggestion="government")
    draft.words("sabotage", WordingCategory.ONE_SIDED, side="cable/zealand")
    draft.words("longest failure in Sweden ever", WordingCategory.SUPERLATIVE, term="longest … ever")
