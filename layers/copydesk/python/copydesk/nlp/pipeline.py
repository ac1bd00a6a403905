"""Our components and where they stand in a spaCy pipeline. Importing this module registers them."""

from __future__ import annotations

from spacy.language import Language

from copydesk.nlp import attribution, sentences


def extend(nlp: Language) -> None:
    """Put our components into a pipeline."""
    nlp.add_pipe(sentences.NAME, first=True)
    nlp.add_pipe(attribution.NAME, last=True)
