"""Figures: how long and how hard the text is, each with its definition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from copydesk.analysis import Analysis, Document, Readability, Record
from copydesk.report.references import References
from copydesk.report.wording import duration, number


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its value as an editor reads it and the definition of the published contract."""

    name: str
    value: str
    definition: str


def view(analysis: Analysis, references: References) -> Sequence[Figure]:
    """List the figures of the document; one that a text is too short for says so."""
    del references
    document = analysis.document
    lengths = [
        Figure("Words", number(document.words), _definition(Document, "words")),
        Figure("Characters", number(document.characters), _definition(Document, "characters")),
        Figure("Sentences", number(len(document.sentences)), "Sentences in the text."),
        Figure("Paragraphs", number(len(document.paragraphs)), "Paragraphs in the text."),
        Figure("Reading time", duration(document.reading_seconds), _definition(Document, "reading_seconds")),
    ]
    return [*lengths, *(_reading(document.readability, field, name) for field, name in READABILITY.items())]


READABILITY = {
    "words_per_sentence": "Words per sentence",
    "syllables_per_word": "Syllables per word",
    "flesch_reading_ease": "Flesch reading ease",
    "flesch_kincaid_grade": "Flesch–Kincaid grade",
}


def _reading(readability: Readability, field: str, name: str) -> Figure:
    value: float | None = getattr(readability, field)
    return Figure(name, "too short" if value is None else f"{value:.1f}", _definition(Readability, field))


def _definition(model: type[Record], field: str) -> str:
    return model.model_fields[field].description or ""
