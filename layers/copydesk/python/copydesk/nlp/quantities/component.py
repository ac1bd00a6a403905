"""The spaCy component for pipelines of other people: `nlp.add_pipe("copydesk_quantities")`, behind `copydesk_dates` where that is used."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from copydesk.nlp.quantities.find import find_quantities

NAME = "copydesk_quantities"

Doc.set_extension("quantities", default=())


@Language.component(NAME, assigns=["doc._.quantities"], requires=["token.tag", "token.lemma", "token.dep"])
def measured(doc: Doc) -> Doc:
    """Set `doc._.quantities`, in the order of the text."""
    dates = doc._.dates if Doc.has_extension("dates") and doc._.dates else None
    doc._.quantities = tuple(find_quantities(doc.text, doc, dates))
    return doc
