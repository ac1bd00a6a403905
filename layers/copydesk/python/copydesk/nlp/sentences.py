"""A pipeline component that lets no sentence reach over the end of a paragraph."""

from __future__ import annotations

from bisect import bisect_left

from spacy.language import Language
from spacy.tokens import Doc

from copydesk.nlp.original import text_of
from copydesk.nlp.windows import paragraphs

NAME = "copydesk_paragraphs"


@Language.component(NAME, assigns=["token.is_sent_start"])
def paragraphs_begin_sentences(doc: Doc) -> Doc:
    """Begin a sentence with each paragraph: the parser, which comes later, keeps to what is set here.

    News is full of paragraphs that end without a full stop (headlines, datelines, lists, quotations), and the parser alone joins
    them to the next one.
    """
    begins = [token.idx for token in doc]
    for start, _ in paragraphs(text_of(doc)):
        index = bisect_left(begins, start)
        if index < len(begins) and begins[index] == start:
            doc[index].is_sent_start = True
    return doc
