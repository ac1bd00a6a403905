"""Our components and where they stand in a spaCy pipeline. Importing this module registers them."""

from __future__ import annotations

import re
from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from copydesk.nlp import attribution, sentences
from copydesk.nlp.original import keep_text

_RUN = re.compile(r"\S{200,}")
"""No word is that long: a row of signs, encoded data or an address."""
_PIECE = 100


def extend(nlp: Language) -> None:
    """Put our components into a pipeline."""
    nlp.tokenizer = PatientTokenizer(nlp.tokenizer)
    nlp.add_pipe(sentences.NAME, first=True)
    nlp.add_pipe(attribution.NAME, last=True)


class PatientTokenizer:
    """A pipeline's tokenizer that takes no longer for a text without spaces.

    spaCy takes prefixes and suffixes off a run of signs one by one and searches all that is left each time: 50,000 brackets take
    twenty minutes. Here such a run is cut into pieces first.
    """

    def __init__(self, tokenizer: Callable[[str], Doc]) -> None:
        self._tokenizer = tokenizer

    def __call__(self, text: str) -> Doc:
        """Tokenise a text."""
        cuts = [cut for run in _RUN.finditer(text) for cut in range(run.start() + _PIECE, run.end(), _PIECE)]
        if not cuts:
            return keep_text(self._tokenizer(text), text)
        pieces = [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]
        doc = Doc.from_docs([self._tokenizer(piece) for piece in pieces], ensure_whitespace=False)
        assert doc is not None  # from_docs is None only for no Docs at all
        return keep_text(doc, text)
