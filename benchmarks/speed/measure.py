"""Measure what each stage of the analysis costs: `make speed ARTICLES=articles.ndjson`.

The measure is a ratio: a stage's processor time over that of the bare pipeline (`copydesk.nlp.analyser.MODEL` with all its default
components) on the same texts, in the same process, in the same batches. Both take turns, batch by batch, so that a machine that
slows down slows both. Every round reads all articles once; printed is the median of the rounds, and the spread.

A stage is a name and the functions that it consists of; while one of another stage runs within it, its own clock stands still. What no
stage holds and the bare pipeline does not need is `other`: language, statistics, our tokenizer, the models of the result.
"""

from __future__ import annotations

import argparse
import gc
import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any, TypeVar

import spacy

from copydesk import desk
from copydesk.article import Article, Submission
from copydesk.nlp import analyser
from copydesk.nlp.attribution.component import AttributionComponent
from copydesk.nlp.windows import LIMIT

STAGES: dict[str, list[tuple[Any, str]]] = {
    "attributions and sources": [(AttributionComponent, "__call__"), (analyser, "who_says_what"), (analyser, "sourcing")],
    "names and places": [(analyser, "entities"), (analyser, "about")],
    "dates and quantities": [(analyser, "dates"), (analyser, "quantities")],
    "claims": [(analyser, "claims")],
    "wording": [(analyser, "wording")],
    "summary": [(analyser, "summarise")],
    "checks": [(desk, "findings")],
}
"""What is timed: attributes of modules and classes, as they are looked up when they are called."""

BARE, OTHER, ALL = "the bare pipeline", "other", "the whole analysis"
RECEIVED = datetime(2026, 1, 1, tzinfo=UTC)

Result = TypeVar("Result")


def main() -> None:
    """Print the ratio of each stage."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("articles", type=Path, help="NDJSON, each line an object with a `text`")
    parser.add_argument("--limit", type=int, default=60, help="articles that are read (60)")
    parser.add_argument("--batch", type=int, default=20, help="articles in a batch (20)")
    parser.add_argument("--rounds", type=int, default=5, help="times that all are read (5)")
    arguments = parser.parse_args()
    articles = list(read(arguments.articles))[: arguments.limit]
    ours, bare, clock = desk.open_desk(), spacy.load(analyser.MODEL), Clock()
    for stage, functions in STAGES.items():
        for owner, name in functions:
            setattr(owner, name, clock.timed(stage, getattr(owner, name)))
    measure(articles[: arguments.batch], ours, bare, clock, arguments.batch)  # the first time, caches fill
    rounds = [measure(articles, ours, bare, clock, arguments.batch) for _ in range(arguments.rounds)]
    characters = sum(len(article.text) for article in articles)
    print(f"{len(articles)} articles, {characters:,} characters; the bare pipeline takes {median(each[BARE] for each in rounds):.2f} s")
    for stage in [*STAGES, OTHER, ALL]:
        ratios = [each[stage] / each[BARE] for each in rounds]
        print(f"{stage:28}{median(ratios):7.3f}   ({min(ratios):.3f} to {max(ratios):.3f})")


def read(path: Path) -> Iterator[Article]:
    """Yield the articles that are parsed in one piece; English is taken for granted."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            text = json.loads(line)["text"]
            if text.strip() and len(text) <= LIMIT:
                yield Article.of(Submission(text=text, language="en"), received_at=RECEIVED)


def measure(articles: Sequence[Article], ours: desk.Desk, bare: spacy.Language, clock: Clock, batch: int) -> dict[str, float]:
    """Return the seconds of every stage for one reading of the articles."""
    clock.seconds.clear()
    whole, alone = clock.timed(ALL, lambda batch: list(ours.read_many(batch))), clock.timed(BARE, parse)
    for first in range(0, len(articles), batch):
        taken = articles[first : first + batch]
        for turn in (whole, alone):
            gc.collect()  # no one pays for the other's rubbish
            turn(taken) if turn is whole else turn(bare, [article.text for article in taken])
    seconds = dict(clock.seconds)
    # What is left of the analysis when its stages are taken off is the pipeline and the rest.
    rest = seconds.pop(ALL)
    seconds[OTHER] = rest - seconds[BARE]
    seconds[ALL] = rest + sum(seconds[stage] for stage in STAGES)
    return seconds


def parse(nlp: spacy.Language, texts: Sequence[str]) -> None:
    """Parse a batch with a pipeline as it is."""
    for _ in nlp.pipe(texts, batch_size=len(texts)):
        pass


class Clock:
    """Adds up the processor time of functions, each without that of the timed functions within it."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._stack: list[str] = []
        self._since = 0.0

    def timed(self, stage: str, function: Callable[..., Result]) -> Callable[..., Result]:
        """Return a function whose time counts for a stage."""

        @wraps(function)
        def counted(*args: Any, **kwargs: Any) -> Result:
            self._switch()
            self._stack.append(stage)
            try:
                return function(*args, **kwargs)
            finally:
                self._switch()
                self._stack.pop()

        return counted

    def _switch(self) -> None:
        """Book the time since the last change for the stage that runs."""
        now = process_time()
        if self._stack:
            self.seconds[self._stack[-1]] += now - self._since
        self._since = now


if __name__ == "__main__":
    main()
