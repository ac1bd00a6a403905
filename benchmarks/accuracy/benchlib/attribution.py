"""Task ``attribution``: who is said to have said what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from .io import Json, Options, Pairs, objects
from .prf import Prf, percent
from .spans import (
    Span,
    gold_spans,
    match_one_to_one,
    quoted_regions,
    read_span,
    read_spans,
    words,
    words_inside,
)

DOC = """\
content   P/R/F1 of attributions; one is found where its content and a predicted
          content share at least half their words (word Jaccard >= 0.5, one to one).
exact     as content, but with the very same words (Jaccard 1).
joint     as content, and the sources agree (or neither has one): they share a word and the
          predicted one has at most twice the gold's words and three more.
source    accuracy of the source among found attributions that have a gold source;
          cue likewise.
tokens    P/R/F1 of the words that stand in any content.
direct, mixed, indirect
          the same split by whether the content's words stand all, partly or not
          at all in quotation marks: recall by gold, precision by predicted content.
"""

KINDS = ("direct", "mixed", "indirect")
_MIN_JACCARD = 0.5

Words = frozenset[int]


@dataclass(frozen=True)
class _Attribution:
    """One attribution as sets of word indexes."""

    content: Words
    source: Words
    cue: Words
    kind: str


def quoting_kind(content: Words, quoted: Words) -> str:
    """Say how much of a content stands in quotation marks."""
    inside = len(content & quoted)
    if inside == 0:
        return "indirect"
    return "direct" if inside == len(content) else "mixed"


class _Document:
    """A text's words, and attributions read against them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = words(text)
        self.quoted = words_inside(self.words, quoted_regions(text))

    def attribution(self, content: Sequence[Span], source: Sequence[Span], cue: Sequence[Span]) -> _Attribution | None:
        """Return an attribution, or ``None`` where its content has no word."""
        inside = words_inside(self.words, content)
        if not inside:
            return None
        return _Attribution(
            content=inside,
            source=words_inside(self.words, source),
            cue=words_inside(self.words, cue),
            kind=quoting_kind(inside, self.quoted),
        )

    def gold(self, item: Json) -> list[_Attribution]:
        """Return the gold attributions."""
        read = (self.attribution(*(gold_spans(raw[role]) for role in ("content", "source", "cue"))) for raw in item["attributions"])
        return [one for one in read if one]

    def predicted(self, item: Json, pairs: Pairs) -> list[_Attribution]:
        """Return the predicted attributions."""
        found = []
        for raw in objects(item, "attributions"):
            source = read_span(raw.get("source"), self.text, pairs)
            cue = read_span(raw.get("cue"), self.text, pairs)
            one = self.attribution(
                read_spans(objects(raw, "content"), self.text, pairs),
                [source] if source else [],
                [cue] if cue else [],
            )
            if one:
                found.append(one)
            else:
                pairs.warn("predicted attributions without a word of content")
        return found


def _match(gold: Sequence[_Attribution], predicted: Sequence[_Attribution]) -> dict[int, int]:
    scores = []
    for i, one in enumerate(gold):
        for j, other in enumerate(predicted):
            shared = len(one.content & other.content)
            if shared and shared / len(one.content | other.content) >= _MIN_JACCARD:
                scores.append((shared / len(one.content | other.content), i, j))
    return match_one_to_one(scores)


def agree(gold: Words, predicted: Words) -> bool:
    """Say whether a predicted source or cue is the gold one: a shared word, and not a whole passage around it."""
    return bool(gold & predicted) and len(predicted) <= 2 * len(gold) + 3


class _Tally:
    """Counts over all documents, whole or of one kind of content."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()

    def report(self) -> Json:
        """Return the metrics."""
        count = self.counts

        def figures(name: str) -> dict[str, float]:
            prf = Prf(count[f"p:{name}"], count["predicted"], count["gold"], count[f"r:{name}"])
            return prf.report()

        return {
            "content": figures("content"),
            "exact": figures("exact"),
            "joint": figures("joint"),
            "source_accuracy": percent(count["source_right"], count["source_asked"]),
            "cue_accuracy": percent(count["cue_right"], count["cue_asked"]),
        }


def score(pairs: Pairs, options: Options) -> Json:
    """Score attributions."""
    tallies = {kind: _Tally() for kind in ("all", *KINDS)}
    tokens = Prf()
    for item, prediction in pairs.items:
        document = _Document(item["text"])
        gold = document.gold(item)
        predicted = document.predicted(prediction, pairs)
        for one in gold:
            for kind in ("all", one.kind):
                tallies[kind].counts["gold"] += 1
        for one in predicted:
            for kind in ("all", one.kind):
                tallies[kind].counts["predicted"] += 1
        for i, j in _match(gold, predicted).items():
            _count_match(tallies, gold[i], predicted[j])
        in_gold = frozenset().union(*(one.content for one in gold))
        in_predicted = frozenset().union(*(one.content for one in predicted))
        tokens.add(len(in_gold & in_predicted), len(in_predicted), len(in_gold))
    report = tallies["all"].report()
    report["tokens"] = tokens.report()
    for kind in KINDS:
        report[kind] = tallies[kind].report()
    return report


def _count_match(tallies: dict[str, _Tally], gold: _Attribution, predicted: _Attribution) -> None:
    """Count a matched pair: recall under the gold kind, precision under the predicted."""
    sources_agree = agree(gold.source, predicted.source)
    won = ["content"]
    if gold.content == predicted.content:
        won.append("exact")
    if sources_agree or not (gold.source or predicted.source):
        won.append("joint")
    for name in won:
        for kind in ("all", gold.kind):
            tallies[kind].counts[f"r:{name}"] += 1
        for kind in ("all", predicted.kind):
            tallies[kind].counts[f"p:{name}"] += 1
    for kind in ("all", gold.kind):
        counts = tallies[kind].counts
        if gold.source:
            counts["source_asked"] += 1
            counts["source_right"] += sources_agree
        if gold.cue:
            counts["cue_asked"] += 1
            counts["cue_right"] += agree(gold.cue, predicted.cue)
