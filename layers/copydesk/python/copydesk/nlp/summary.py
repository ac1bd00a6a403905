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
from math import log
from typing import TYPE_CHECKING

import numpy as np

from copydesk.analysis import Keyphrase, Part, Span, Summary
from copydesk.nlp.passages import Passage

if TYPE_CHECKING:
    from numpy.typing import NDArray

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


@dataclass(frozen=True, slots=True)
class _Sentence:
    span: Span
    terms: Counter[str]


def summarise(passages: Iterable[Passage]) -> Summary:
    """Return the summary of an article: sentences in the order of the text, keyphrases strongest first."""
    body = [_Words(passage) for passage in passages if passage.part is Part.TEXT]
    return Summary(
        sentences=_central([sentence for words in body for sentence in _sentences(words)]),
        keyphrases=_keyphrases(body),
    )


class _Words:
    """A passage by columns, a row for each token."""

    def __init__(self, passage: Passage) -> None:
        self.passage = passage
        table = passage.doc.to_array(["POS", "LEMMA", "IS_ALPHA", "IS_STOP"])
        strings = passage.doc.vocab.strings
        adjective, noun, name, verb = (table[:, 0] == strings[pos] for pos in ("ADJ", "NOUN", "PROPN", "VERB"))
        alpha = table[:, 2] == 1
        telling = alpha & (table[:, 3] == 0)
        topical = telling & (adjective | noun | name)
        content = np.flatnonzero(topical | (telling & verb))
        self.alpha: NDArray[np.bool_] = alpha
        self.adjective: list[bool] = adjective.tolist()
        self.topical: NDArray[np.intp] = np.flatnonzero(topical)
        self.content: list[int] = content.tolist()
        lemmas = table[content, 1].tolist()
        lower = {lemma: strings[lemma].lower() for lemma in dict.fromkeys(lemmas)}
        self.terms: dict[int, str] = {number: lower[lemma] for number, lemma in zip(self.content, lemmas, strict=True)}
        """The lemmas in lower case of the words that carry something, by their numbers."""


def _sentences(words: _Words) -> Iterator[_Sentence]:
    """The sentences that can stand alone: neither headings and lists nor pieces of a longer quotation."""
    passage = words.passage
    quoted = [part for quotation in passage.quotations if quotation.depth == 0 for part in quotation.parts]
    begins = [start for start, _ in quoted]
    before = np.concatenate(([0], np.cumsum(words.alpha))).tolist()
    for sentence, (start, end) in zip(passage.sentences.spans, passage.bounds, strict=True):
        if before[sentence.end] - before[sentence.start] not in _WORDS or not _WHOLE.match(passage.text[start:end]):
            continue
        around = [quoted[number] for border in (start, end) if (number := bisect_left(begins, border) - 1) >= 0]
        if not any(begin < border < stop for begin, stop in around for border in (start, end)):
            telling = words.content[bisect_left(words.content, sentence.start) : bisect_left(words.content, sentence.end)]
            yield _Sentence(passage.span(start, end), Counter(words.terms[number] for number in telling))


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


def _keyphrases(body: Sequence[_Words]) -> list[Keyphrase]:
    weights = _word_ranks(body)
    phrases: dict[tuple[str, ...], list[str]] = {}
    for words in body:
        doc, lemmas = words.passage.doc, words.terms
        for run in _runs(words):
            phrases.setdefault(tuple([lemmas[number] for number in run]), []).append(" ".join([doc[number].text for number in run]))
    # A phrase is worth its words, and more where it comes again.
    scores = {terms: sum(weights[term] for term in dict.fromkeys(terms)) * (1 + log(len(texts))) for terms, texts in phrases.items()}
    chosen: list[tuple[str, ...]] = []
    for terms in sorted(scores, key=lambda terms: -round(scores[terms], 9)):
        if len(chosen) == KEYPHRASES:
            break
        if not any(set(terms) <= set(other) or set(other) <= set(terms) for other in chosen):
            chosen.append(terms)
    strongest = scores[chosen[0]] if chosen else 1.0
    return [Keyphrase(text=Counter(phrases[terms]).most_common(1)[0][0], score=round(scores[terms] / strongest, 3)) for terms in chosen]


def _word_ranks(body: Sequence[_Words]) -> dict[str, float]:
    """PageRank over the graph of words that stand within a few words of each other."""
    numbers: dict[str, int] = {}
    edges = [_neighbours(words, numbers) for words in body]
    ranks = np.full(len(numbers), 1.0)
    if edges:
        rows, columns = np.concatenate(edges).T
        out = np.maximum(np.bincount(columns, minlength=len(numbers)), 1)
        for _ in range(_ROUNDS):
            ranks = (1 - _DAMPING) + _DAMPING * np.bincount(rows, (ranks / out)[columns], minlength=len(numbers))
    return dict(zip(numbers, ranks.tolist(), strict=True))


def _neighbours(words: _Words, numbers: dict[str, int]) -> NDArray[np.intp]:
    """The pairs of different words that are neighbours, both ways; words that are new are given the next numbers."""
    places = words.topical
    own = np.array([numbers.setdefault(words.terms[place], len(numbers)) for place in places.tolist()], dtype=np.intp)
    pairs = [np.empty((0, 2), dtype=np.intp)]
    for distance in range(1, _WINDOW + 1):
        one, other = own[distance:], own[:-distance]
        near = (places[distance:] - places[:-distance] <= _WINDOW) & (one != other)
        pairs += [np.stack((one[near], other[near]), axis=1), np.stack((other[near], one[near]), axis=1)]
    return np.concatenate(pairs)


def _runs(words: _Words) -> Iterator[list[int]]:
    """Adjectives and nouns that stand together and end in a noun, by their numbers: the last few where there are many."""
    begins = {sentence.start for sentence in words.passage.sentences.spans}
    run: list[int] = []
    for place in [*words.topical.tolist(), None]:
        if run and (place != run[-1] + 1 or place in begins):
            while run and words.adjective[run[-1]]:
                run.pop()
            if run:
                yield run[-_PHRASE_WORDS:]
            run = []
        if place is not None:
            run.append(place)
