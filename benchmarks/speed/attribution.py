"""How much time attributions and sources add to the bare pipeline, in one process: `python benchmarks/speed/attribution.py TEXTS.jsonl`.

TEXTS is NDJSON with a `text` in each line. Processor time is measured, not the clock, because other programs run beside; the parts take
turns, and the median of the rounds is told. One thread: set `OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1` before.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import spacy

from copydesk.analysis import Part
from copydesk.nlp import attribution, gazetteer, pipeline
from copydesk.nlp.analyser import MODEL
from copydesk.nlp.attribution.component import AttributionComponent
from copydesk.nlp.entities import entities
from copydesk.nlp.passages import Passage
from copydesk.nlp.sources import who_says_what


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description="Measure what attributions and sources cost.")
    parser.add_argument("texts", type=Path)
    parser.add_argument("--articles", type=int, default=30)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--batch", type=int, default=16)
    options = parser.parse_args()
    with options.texts.open(encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in islice(lines, options.articles)]
    bare, ours = spacy.load(MODEL), spacy.load(MODEL)
    pipeline.extend(ours)
    ours.remove_pipe(attribution.NAME)
    component, places = AttributionComponent("learned"), gazetteer.installed()
    docs = list(ours.pipe(texts, batch_size=options.batch))
    named = [entities([Passage(component(doc), 0, Part.TEXT)], places) for doc in docs]

    def sources() -> None:
        for doc, entity in zip(docs, named, strict=True):
            who_says_what([Passage(doc, 0, Part.TEXT)], entity)

    parts: dict[str, Callable[[], object]] = {
        "bare pipeline": lambda: list(bare.pipe(texts, batch_size=options.batch)),
        "attributions": lambda: [component(doc) for doc in docs],
        "sources": sources,
    }
    rounds = [{name: _seconds(part) for name, part in parts.items()} for _ in range(options.rounds)]
    tokens = sum(map(len, docs))
    for name in parts:
        seconds = statistics.median(one[name] for one in rounds)
        share = statistics.median(one[name] / one["bare pipeline"] for one in rounds)
        print(f"{name:14} {seconds / tokens * 1e6:7.1f} µs a token  {share:.3f} × the bare pipeline")
    added = statistics.median((one["attributions"] + one["sources"]) / one["bare pipeline"] for one in rounds)
    print(f"added          {added:.3f} × the bare pipeline ({len(texts)} articles, {tokens} tokens, {options.rounds} rounds)")


def _seconds(part: Callable[[], object]) -> float:
    began = time.process_time()
    part()
    return time.process_time() - began


if __name__ == "__main__":
    main()
