"""The article in short: the sentences that carry most of it, in its own words, and the phrases that it turns on.

Sentences are ranked by centrality, that is by how much they share with all others: the sum of their cosine similarities (Erkan, G. and
Radev, D. R. (2004), LexRank: graph-based lexical centrality as salience in text summarization, JAIR 22; degree centrality without a
threshold). As the sum of a vector's products with all others is its product with their sum, that takes one pass over a sparse matrix of
sentences by terms. A weight for the position follows, because news puts first what matters most.

Phrases are ranked by TextRank (Mihalcea, R. and Tarau, P. (2004), TextRank: bringing order into texts, EMNLP).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import log
from typing import TYPE_CHECKING

import numpy as np

from copydesk.analysis import Keyphrase, Part, Span, Summary
from copydesk.nlp.passages import Passage, Sentences
from copydesk.nlp.quotations import find_quotations

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.tokens import Doc, Token

SENTENCES = 3
KEYPHRASES = 10

_WORDS = range(6, 61)
"""Words of a sentence that can stand in a summary: fewer make a heading or a fragment, more a list or a table."""
_WHOLE = re.compile(r"[\w\"'“‘«(\[].*[.!?…][\"'”’»)\]]*$", re.DOTALL)
_ALIKE = 0.5
"""Cosine from which a sentence only says again what another one in the summary says."""
_DAMPING = 0.85
_ROUNDS = 30
_WINDOW = 3
"""Tokens within which two words are neighbours."""
_PHRASE_WORDS = 4
_CONTENT = ("NOUN", "PROPN", "VERB", "ADJ")


@dataclass(frozen=True, slots=True)
class _Sentence:
    span: Span
    terms: Counter[str]


def summarise(passages: Iterable[Passage]) -> Summary:
    """Return the summary of an article: sentences in the order of the text, keyphrases strongest first."""
    body = [passage for passage in passages if passage.part is Part.TEXT]
    return Summary(
        sentences=_central([sentence for passage in body for sentence in _sentences(passage)]),
        keyphrases=_keyphrases([passage.doc for passage in body]),
    )


def _sentences(passage: Passage) -> Iterator[_Sentence]:
    """The sentences that can stand alone: neither headings and lists nor pieces of a longer quotation."""
    quoted = [part for quotation in find_quotations(passage.text) if quotation.depth == 0 for part in quotation.parts]
    begins = [start for start, _ in quoted]
    for sentence in passage.doc.sents:
        start = sentence.start_char + len(sentence.text) - len(sentence.text.lstrip())
        end = sentence.start_char + len(sentence.text.rstrip())
        around = [quoted[number] for border in (start, end) if (number := bisect_left(begins, border) - 1) >= 0]
        cut = any(begin < border < stop for begin, stop in around for border in (start, end))
        whole = _WHOLE.match(sentence.text.strip()) and not cut
        if whole and sum(token.is_alpha for token in sentence) in _WORDS:
            terms = Counter(_term(token) for token in sentence if token.pos_ in _CONTENT and token.is_alpha and not token.is_stop)
            yield _Sentence(passage.span(start, end), terms)


def _central(sentences: Sequence[_Sentence]) -> list[Span]:
    vectors = _Vectors([sentence.terms for sentence in sentences])
    scores = vectors.centrality() * (1 + 1 / (1 + np.arange(len(sentences))))
    chosen: list[int] = []
    # Rounded, so that the order does not hang on the last bit of a sum.
    for number in sorted(range(len(sentences)), key=lambda number: (-round(float(scores[number]), 6), number)):
        if len(chosen) == SENTENCES:
            break
        if all(vectors.cosine(number, other) < _ALIKE for other in chosen):
            chosen.append(number)
    return [sentences[number].span for number in sorted(chosen)]


class _Vectors:
    """Sentences as unit vectors of their terms, each weighted by how often it stands there and how few sentences have it."""

    def __init__(self, rows: Sequence[Counter[str]]) -> None:
        terms = {term: number for number, term in enumerate(dict.fromkeys(term for row in rows for term in row))}
        frequency = Counter(term for row in rows for term in row)
        self._rows = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
        self._columns = np.array([terms[term] for row in rows for term in row], dtype=np.intp)
        inverse = np.log1p(len(rows) / np.array([frequency[term] for term in terms], dtype=np.float64))
        values = np.array([count for row in rows for count in row.values()], dtype=np.float64) * inverse[self._columns]
        norms = np.sqrt(np.bincount(self._rows, values**2, minlength=len(rows)))
        self._values = values / norms[self._rows]
        self._count = len(rows)

    def centrality(self) -> NDArray[np.float64]:
        """Each sentence's product with the sum of all."""
        total = np.bincount(self._columns, self._values)
        return np.bincount(self._rows, self._values * total[self._columns], minlength=self._count).astype(np.float64)

    def cosine(self, one: int, other: int) -> float:
        first = dict(zip(self._columns[self._rows == one].tolist(), self._values[self._rows == one].tolist(), strict=True))
        second = zip(self._columns[self._rows == other].tolist(), self._values[self._rows == other].tolist(), strict=True)
        return float(sum(first.get(column, 0.0) * value for column, value in second))


def _keyphrases(docs: Sequence[Doc]) -> list[Keyphrase]:
    weights = _word_ranks(docs)
    phrases: dict[tuple[str, ...], Counter[str]] = {}
    for doc in docs:
        for run in _runs(doc):
            phrases.setdefault(tuple(map(_term, run)), Counter())[" ".join(token.text for token in run)] += 1
    # A phrase is worth its words, and more where it comes again.
    scores = {terms: sum(weights[term] for term in dict.fromkeys(terms)) * (1 + log(texts.total())) for terms, texts in phrases.items()}
    chosen: list[tuple[str, ...]] = []
    for terms in sorted(scores, key=lambda terms: -round(scores[terms], 9)):
        if len(chosen) == KEYPHRASES:
            break
        if not any(set(terms) <= set(other) or set(other) <= set(terms) for other in chosen):
            chosen.append(terms)
    strongest = scores[chosen[0]] if chosen else 1.0
    return [Keyphrase(text=phrases[terms].most_common(1)[0][0], score=round(scores[terms] / strongest, 3)) for terms in chosen]


def _word_ranks(docs: Sequence[Doc]) -> dict[str, float]:
    """PageRank over the graph of words that stand within a few words of each other."""
    numbers: dict[str, int] = {}
    pairs: list[tuple[int, int]] = []
    for doc in docs:
        near: list[tuple[int, int]] = []
        for token in doc:
            if _is_topical(token):
                number = numbers.setdefault(_term(token), len(numbers))
                near = [(i, other) for i, other in near if token.i - i <= _WINDOW]
                pairs += [pair for _, other in near if other != number for pair in ((number, other), (other, number))]
                near.append((token.i, number))
    ranks = np.full(len(numbers), 1.0)
    if pairs:
        rows, columns = np.array(pairs).T
        out = np.bincount(columns, minlength=len(numbers))
        for _ in range(_ROUNDS):
            ranks = (1 - _DAMPING) + _DAMPING * np.bincount(rows, ranks[columns] / out[columns], minlength=len(numbers))
    return dict(zip(numbers, ranks.tolist(), strict=True))


def _runs(doc: Doc) -> Iterator[list[Token]]:
    """Adjectives and nouns that stand together and end in a noun: the last few where there are many."""
    sentences = Sentences(doc)
    for together, tokens in groupby(doc, key=lambda token: sentences.of(token).start if _is_topical(token) else None):
        if together is not None:
            run = list(tokens)
            while run and run[-1].pos_ == "ADJ":
                run.pop()
            if run:
                yield run[-_PHRASE_WORDS:]


def _is_topical(token: Token) -> bool:
    return token.pos_ in ("ADJ", "NOUN", "PROPN") and token.is_alpha and not token.is_stop


def _term(token: Token) -> str:
    return token.lemma_.lower()
