"""Score terms of anonymity, their reasons and what passed a statement on against our own labels.

The labels (`labels/anonymity.jsonl`, rules in `labels/README.md`) are offsets into articles of corpora that may not be handed on:

    python benchmarks/accuracy/anonymity.py --corpora ../shared/corpora [--parts dev_read,train_measure] [--errors]
    python benchmarks/accuracy/anonymity.py --corpora … --analyses analyses.ndjson      (as `copydesk analyze --ndjson` writes them)

Without `--analyses` the installed copydesk analyses the articles first.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from copydesk.article import Article, Submission
from copydesk.nlp.analyser import Analyser, load

LABELS = Path(__file__).parent / "labels" / "anonymity.jsonl"
PARTS = ("dev_read", "dev_search", "train_tune", "train_measure", "other_measure")
CORPORA = (
    "attribution/polnear.dev",
    "attribution/polnear.train",
    "dates/tempeval3-aquaint.dev",
    "dates/tempeval3-timebank.dev",
    "entities/gum.dev",
    "entities/re3d.dev",
    "places/geowebnews.dev",
    "places/tr-news.dev",
    "wording/babe.dev",
)
"""Where the labelled articles are, under the folder of the corpora."""

RECEIVED = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
"""When every article is taken to have come in; nothing that is scored here depends on it."""

Range = tuple[int, int]


@dataclass
class Counts:
    """What was found, of what there is to find."""

    right: int = 0
    found: int = 0
    labelled: int = 0

    @property
    def precision(self) -> float:
        """Percent of what was found that is right; 100 where nothing was found."""
        return 100 * self.right / self.found if self.found else 100.0

    @property
    def recall(self) -> float:
        """Percent of what is labelled that was found; 100 where nothing is labelled."""
        return 100 * self.right / self.labelled if self.labelled else 100.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        return 2 * self.precision * self.recall / (self.precision + self.recall) if self.right else 0.0

    def report(self) -> dict[str, float]:
        """Return the figures as the other tasks of the scorer give them."""
        shares = {"p": self.precision, "r": self.recall, "f1": self.f1}
        return {name: round(value, 2) for name, value in shares.items()} | {"predicted": self.found, "gold": self.labelled}

    def __str__(self) -> str:
        figures = f"P {self.precision:5.1f}  R {self.recall:5.1f}  F1 {self.f1:5.1f}"
        return f"{figures}   ({self.right} right, {self.found} found, {self.labelled} labelled)"


@dataclass
class Scores:
    """The figures over some labelled articles, and what went wrong in them."""

    terms: Counts = field(default_factory=Counts)
    reasons: Counts = field(default_factory=Counts)
    boilerplate: Counter[bool] = field(default_factory=Counter)
    kinds: Counter[tuple[str, str]] = field(default_factory=Counter)
    via: Counts = field(default_factory=Counts)
    ordered: Counter[bool] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)

    @property
    def kind_accuracy(self) -> float:
        """Percent of the labelled sources that the analysis has whose kind is right."""
        seen = {pair: number for pair, number in self.kinds.items() if pair[1] != "missed"}
        return 100 * sum(number for (gold, found), number in seen.items() if gold == found) / max(1, sum(seen.values()))

    @property
    def boilerplate_accuracy(self) -> float:
        """Percent of the sources with the right terms of which it is rightly said whether the reason is boilerplate."""
        return 100 * self.boilerplate[True] / max(1, self.boilerplate.total())

    def report(self) -> dict[str, Any]:
        """Return the figures as the other tasks of the scorer give them; nothing labelled and nothing found is no figure."""
        counts = {"terms": self.terms, "reasons": self.reasons, "via": self.via}
        report: dict[str, Any] = {name: one.report() for name, one in counts.items() if one.labelled or one.found}
        if self.boilerplate:
            report["boilerplate_accuracy"] = round(self.boilerplate_accuracy, 2)
        return report | {"kind_accuracy": round(self.kind_accuracy, 2), "sources": self.kinds.total()}

    def __str__(self) -> str:
        lines = [
            f"terms        {self.terms}",
            f"reasons      {self.reasons}",
            f"boilerplate  accuracy {self.boilerplate_accuracy:5.1f}   ({self.boilerplate.total()} sources with the right terms)",
            f"kind         accuracy {self.kind_accuracy:5.1f}   "
            + ", ".join(f"{gold}→{found} {number}" for (gold, found), number in sorted(self.kinds.items())),
            f"via          {self.via}",
        ]
        return "\n".join(lines)


def labelled(corpora: Path, parts: Iterable[str] | None = None) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Yield the labels of each article with the article's line in the corpus. Raises `FileNotFoundError` where the corpus is absent."""
    lines: dict[str, dict[str, Any]] = {}
    wanted = set(parts) if parts else None
    labels = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
    labels = [label for label in labels if wanted is None or label["part"] in wanted]
    needed = {label["corpus"] for label in labels}
    for corpus in CORPORA:
        if corpus.partition("/")[2] not in needed:
            continue
        for line in (corpora / f"{corpus}.jsonl").read_text(encoding="utf-8").split("\n"):
            if line:
                article = json.loads(line)
                lines[hashlib.sha256(article["id"].encode()).hexdigest()[:16]] = article
    for label in labels:
        yield label, lines[label["document"]]


def score(pairs: Iterable[tuple[dict[str, Any], dict[str, Any]]], analyses: Iterable[dict[str, Any]]) -> Scores:
    """Score the analyses (as JSON objects) of `labelled` articles."""
    scores = Scores()
    for (label, article), analysis in zip(pairs, analyses, strict=True):
        _sources(scores, label, analysis)
        if "via" in label:
            _via(scores, label, article["attributions"], analysis)
    return scores


def _sources(scores: Scores, label: dict[str, Any], analysis: dict[str, Any]) -> None:
    text = analysis["text"]
    places: dict[str, list[Range]] = {}
    for attribution in analysis["attributions"]:
        if attribution["source"] and attribution["source_id"]:
            places.setdefault(attribution["source_id"], []).append(_range(attribution["source"]))
    stated = [source for source in analysis["sources"] if _kind(source) == "stated"]
    scores.terms.found += len(stated)
    taken: set[str] = set()
    for gold in label["sources"]:
        mentions = [tuple(mention) for mention in gold["mentions"]]
        near = {id_: sum(_shared(a, b) for a in at for b in mentions) for id_, at in places.items()}
        best = max(near, key=lambda id_: near[id_], default=None)
        source = next((one for one in analysis["sources"] if best and near[best] and one["id"] == best), None)
        if gold["kind"] != "ignore":
            kind = _kind(source) if source else "missed"
            scores.kinds[gold["kind"], kind] += 1
            if kind not in (gold["kind"], "missed"):
                words = source and source["description"]
                scores.errors.append(f"kind {gold['kind']} found {kind}: {text[slice(*mentions[0])]!r} as {words!r}")
        if gold["kind"] != "stated":
            continue
        scores.terms.labelled += 1
        terms = tuple(gold["terms"])
        right = next((one for one in stated if near.get(one["id"]) and one["id"] not in taken and _shared(_terms(one), terms)), None)
        if right is None:
            got = source and source["anonymity"]
            scores.errors.append(f"terms missed: {text[slice(*mentions[0])]!r} {text[slice(*terms)]!r} got {got}")
            continue
        taken.add(right["id"])
        scores.terms.right += 1
        _reason(scores, text, gold, right["anonymity"])
    for one in stated:
        if one["id"] not in taken:
            scores.errors.append(f"terms too many: {one['name'] or one['description']!r} {one['anonymity']['terms']!r}")


def _reason(scores: Scores, text: str, gold: dict[str, Any], found: dict[str, Any]) -> None:
    scores.boilerplate[gold["boilerplate"] == found["boilerplate"]] += 1
    scores.reasons.labelled += gold["reason"] is not None
    scores.reasons.found += found["reason"] is not None
    places = [_range(span) for span in found["spans"] if span["text"] == found["reason"]]
    right = gold["reason"] is not None and any(_shared(place, tuple(gold["reason"])) for place in places)
    scores.reasons.right += right
    if gold["boilerplate"] != found["boilerplate"] or right != (gold["reason"] is not None) or (found["reason"] and not gold["reason"]):
        words = gold["reason"] and text[slice(*gold["reason"])]
        scores.errors.append(f"reason {words!r} ({gold['boilerplate']}) found {found['reason']!r} ({found['boilerplate']})")


def _via(scores: Scores, label: dict[str, Any], corpus: list[dict[str, Any]], analysis: dict[str, Any]) -> None:
    text = analysis["text"]
    found = [
        (attribution, via)
        for attribution in analysis["attributions"]
        for via in attribution["via"]
        if not _is_around(corpus, attribution, via)
    ]
    scores.via.found += len(found)
    taken: set[int] = set()
    for gold in label["via"]:
        at: list[int] = []
        for place in map(tuple, gold["via"]):
            scores.via.labelled += 1
            hits = [
                number
                for number, (attribution, via) in enumerate(found)
                if number not in taken and _shared(_range(via["span"]), place) and _overlap(attribution["content"], gold["content"])
            ]
            if hits:
                taken.add(hits[0])
                at.append(hits[0])
                scores.via.right += 1
            else:
                ours = [one["content"][0]["text"][:40] for one in analysis["attributions"] if _overlap(one["content"], gold["content"])]
                near = text[max(0, place[0] - 60) : place[1] + 40]
                scores.errors.append(f"via missed: {text[slice(*place)]!r} in {near!r}; statements there: {ours}")
        if len(gold["via"]) > 1:
            scores.ordered[len(at) == len(gold["via"]) and at == sorted(at)] += 1
    for number, (attribution, via) in enumerate(found):
        if number not in taken:
            source = attribution["source"] and attribution["source"]["text"]
            near = text[max(0, via["span"]["start"] - 60) : via["span"]["end"] + 40]
            scores.errors.append(f"via too many: {via['span']['text']!r} ({via['terms']!r}) for {source!r} in {near!r}")


def _is_around(corpus: list[dict[str, Any]], attribution: dict[str, Any], via: dict[str, Any]) -> bool:
    """Say whether the corpus has these words as the source of a wider statement around this one: it nests none, so it cannot tell."""
    own = _range(attribution["source"]) if attribution["source"] else (0, 0)
    for wider in corpus:
        sources = [(start, end) for start, end in wider["source"]]
        passed_on = any(_shared(_range(via["span"]), source) and not _shared(own, source) for source in sources)
        if passed_on and _overlap(attribution["content"], wider["content"]):
            return True
    return False


def _kind(source: dict[str, Any]) -> str:
    return source["anonymity"]["kind"] if source["anonymity"] else "none"


def _terms(source: dict[str, Any]) -> Range:
    """Where the terms of a source stand: `spans` holds those of the reason too."""
    terms = source["anonymity"]["terms"]
    return next((_range(span) for span in source["anonymity"]["spans"] if span["text"] == terms), (0, 0))


def _range(span: dict[str, Any]) -> Range:
    return (span["start"], span["end"]) if span.get("in", "text") == "text" else (0, 0)


def _shared(one: Range, other: Range) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def _overlap(spans: Iterable[dict[str, Any]], ranges: Iterable[list[int]]) -> bool:
    return any(_shared(_range(span), (start, end)) for span in spans for start, end in ranges)


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--parts", type=lambda value: value.split(","), default=None)
    parser.add_argument("--analyses", type=Path)
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    pairs = list(labelled(options.corpora, options.parts))
    if options.analyses:
        by_id = {line["article"]["id"]: line for line in map(json.loads, options.analyses.read_text(encoding="utf-8").splitlines())}
        found = [by_id[article["id"]] for _, article in pairs]
    else:
        found = analysed([article for _, article in pairs], load())
    scores = score(pairs, found)
    print(f"{len(pairs)} articles")
    print(scores)
    if options.errors:
        print("\n".join(scores.errors))


def analysed(articles: Sequence[dict[str, Any]], analyser: Analyser) -> list[dict[str, Any]]:
    """Analyse the articles of a corpus, without their titles, as JSON objects."""
    sent = [Article.of(Submission(text=each["text"], id=each["id"], language="en"), received_at=RECEIVED) for each in articles]
    found = [json.loads(analysis.to_json()) for analysis in analyser.analyse_many(sent)]
    return [one | {"article": one["article"] | {"id": each["id"]}} for one, each in zip(found, articles, strict=True)]


if __name__ == "__main__":
    main()
