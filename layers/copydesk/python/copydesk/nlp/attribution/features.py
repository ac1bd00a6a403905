"""What the attribution network reads of a parsed text: one array entry for each token."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from copydesk.nlp.quotations import Quotation
from copydesk.nlp.windows import paragraphs

if TYPE_CHECKING:
    from spacy.tokens import Doc

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]
Hashes = NDArray[np.uint64]

ATTRIBUTES = {"lemma": "LEMMA", "tag": "TAG", "dep": "DEP", "entity": "ENT_TYPE", "shape": "SHAPE"}
"""The string attributes that are read: our names and spaCy's."""

QUOTE_STATES = 7
"""Outside; inside a quotation of up to 4, up to 10 or more tokens, each outermost or nested."""

MARK_STATES = 3
"""Neither; the first token of a quotation; its last."""

EDGE_STATES = 4
"""Neither; the first token of a sentence, or of a paragraph; the last of a paragraph."""

_QUOTE_SIZES = (4, 10)


@dataclass(frozen=True, slots=True)
class TokenFeatures:
    """The tokens of a text."""

    vectors: Floats
    """The vectors that the pipeline's components share (`doc.tensor`)."""
    keys: dict[str, Hashes]
    """The string attributes as spaCy's hashes."""
    head: Ints
    """The index of the syntactic head; a root is its own."""
    left: Ints
    """The first token of the subtree."""
    right: Ints
    """The last token of the subtree."""
    sentence: Ints
    paragraph: Ints
    quotation: Ints
    """The number of the outermost quotation that the token stands in; -1 outside."""
    quote: Ints
    mark: Ints
    edge: Ints

    def __len__(self) -> int:
        return len(self.head)


def token_features(doc: Doc, text: str, quotations: Sequence[Quotation]) -> TokenFeatures:
    """Return the features of a parsed text, which has these quotations."""
    columns = doc.to_array([*ATTRIBUTES.values(), "HEAD", "SENT_START", "IDX", "LENGTH"])
    names = len(ATTRIBUTES)
    offset, begins, start, length = columns[:, names:].astype(np.int64).T
    # A head beyond the text cannot be, but spaCy allows Docs made by hand; the network must not read outside its arrays.
    head = np.clip(offset + np.arange(len(doc)), 0, max(len(doc) - 1, 0))
    left, right = _subtrees(head)
    paragraph = np.searchsorted(np.array([begin for begin, _ in paragraphs(text)], dtype=np.int64), start, side="right")
    quotation, quote, mark = _quoted(quotations, start, start + length)
    return TokenFeatures(
        vectors=np.asarray(doc.tensor, dtype=np.float32),
        keys={name: columns[:, column].astype(np.uint64) for column, name in enumerate(ATTRIBUTES)},
        head=head,
        left=left,
        right=right,
        sentence=np.cumsum(begins == 1),
        paragraph=paragraph,
        quotation=quotation,
        quote=quote,
        mark=mark,
        edge=_edges(begins == 1, paragraph),
    )


def vocabulary(columns: Iterable[Hashes], minimum: int = 1) -> Hashes:
    """Return the hashes that occur at least `minimum` times, sorted for `look_up`."""
    values, counts = np.unique(np.concatenate(list(columns)), return_counts=True)
    frequent: Hashes = values[counts >= minimum]
    return frequent


def look_up(keys: Hashes, known: Hashes) -> Ints:
    """Return the row of each hash in a table that has one for each `known` hash behind row 0, which is for all others."""
    place = np.minimum(np.searchsorted(known, keys), len(known) - 1)
    return np.where(known[place] == keys, place + 1, 0)


def _subtrees(head: Ints) -> tuple[Ints, Ints]:
    """Return the first and the last token of each token's subtree, by handing edges up the tree until nothing moves."""
    left, right = np.arange(len(head)), np.arange(len(head))
    for _ in range(len(head)):
        further_left, further_right = left.copy(), right.copy()
        np.minimum.at(further_left, head, left)
        np.maximum.at(further_right, head, right)
        if np.array_equal(further_left, left) and np.array_equal(further_right, right):
            break
        left, right = further_left, further_right
    return left, right


def _edges(begins_sentence: NDArray[np.bool_], paragraph: Ints) -> Ints:
    edge = begins_sentence.astype(np.int64)
    last = np.flatnonzero(np.diff(paragraph))
    edge[last] = 3
    edge[last + 1] = 2
    return edge


def _quoted(quotations: Sequence[Quotation], start: Ints, end: Ints) -> tuple[Ints, Ints, Ints]:
    quotation = np.full(len(start), -1, dtype=np.int64)
    quote, mark = np.zeros_like(quotation), np.zeros_like(quotation)
    for number, one in enumerate(quotations):
        for begin, stop in one.parts:
            first, last = int(np.searchsorted(end, begin, side="right")), int(np.searchsorted(start, stop))
            if first >= last:
                continue
            size = sum(last - first > limit for limit in _QUOTE_SIZES)
            quote[first:last] = 1 + 2 * size + (one.depth > 0)
            if one.depth == 0:
                quotation[first:last] = number
            mark[first] = 1
            mark[last - 1] = 2
    return quotation, quote, mark
