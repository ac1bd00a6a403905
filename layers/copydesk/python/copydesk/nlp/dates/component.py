"""The spaCy component for pipelines of other people: `nlp.add_pipe("copydesk_dates", config={"reference_date": "2026-03-02"})`."""

from __future__ import annotations

from datetime import date

from spacy.language import Language
from spacy.tokens import Doc

from copydesk.nlp.dates.find import find_dates
from copydesk.nlp.dates.tense import tense_of

NAME = "copydesk_dates"

Doc.set_extension("dates", default=())


class TimeExpressions:
    """Sets `doc._.dates`."""

    def __init__(self, reference: date | None) -> None:
        self._reference = reference

    def __call__(self, doc: Doc) -> Doc:
        """Find the time expressions of a Doc, in the order of the text."""
        doc._.dates = tuple(find_dates(doc.text, self._reference, tense_of(doc)))
        return doc


@Language.factory(NAME, default_config={"reference_date": None}, assigns=["doc._.dates"])
def time_expressions(nlp: Language, name: str, reference_date: str | None) -> TimeExpressions:  # noqa: ARG001 - what spaCy passes
    """Make the component; without a reference date (ISO 8601) relative dates stay relative."""
    return TimeExpressions(date.fromisoformat(reference_date) if reference_date else None)
