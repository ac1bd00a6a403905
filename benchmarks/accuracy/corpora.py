"""The corpora that copydesk is measured on, and how their articles are sent in.

Each is a gold file, `TASK/NAME.jsonl`, under the folder that `COPYDESK_CORPORA` names (else `../shared/corpora` beside the repository),
in the form that `score.py` reads. None of them may be handed on, so none is here.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from benchlib.io import Json, read_jsonl

from copydesk.article import Article, Submission

FOLDER = Path(os.environ.get("COPYDESK_CORPORA") or Path(__file__).parents[2].parent / "shared/corpora")

RECEIVED = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
"""When every article is taken to have come in: not a time that anything found depends on, but part of every article."""


PART = 6
"""Of corpora of sentences the tests take one in so many, chosen by the hashes of their ids: all would double the time of the tests."""


@dataclass(frozen=True)
class Corpus:
    """A gold file, or a part of it: one in `every` articles.

    `texts` is the task whose file of the same name holds the articles, where it is not this one.
    """

    task: str
    name: str
    texts: str = ""
    every: int = 1

    def __str__(self) -> str:
        return f"{self.task}/{self.name}" + (f", one in {self.every}" if self.every > 1 else "")

    @property
    def gold(self) -> Path:
        """Where the gold lies, if it is here."""
        return FOLDER / self.task / f"{self.name}.jsonl"

    @property
    def source(self) -> Corpus:
        """The corpus whose articles are analysed for this one."""
        return replace(self, task=self.texts, texts="") if self.texts else self

    @property
    def tested(self) -> Corpus:
        """What the tests take of it: the whole, or of sentences a part."""
        return replace(self, every=PART) if self.task in {"claims", "wording"} else self

    @property
    def field(self) -> str:
        """The field of the analysis that the task is about."""
        return {"attribution": "attributions", "source_types": "attributions", "places": "entities"}.get(self.task, self.task)

    @property
    def sha256(self) -> str:
        """The hash of the gold file, by which one copy is told from another."""
        return hashlib.sha256(self.gold.read_bytes()).hexdigest()

    def lines(self) -> Iterator[Json]:
        """Yield the gold's lines: of a part, those about its articles."""
        for line in read_jsonl(self.gold):
            digest = hashlib.sha1(str(line["doc_id" if self.texts else "id"]).encode(), usedforsecurity=False).digest()
            if digest[-1] % self.every == 0:
                yield line

    def articles(self) -> Iterator[tuple[str, Article]]:
        """Yield the articles with the ids that the gold gives them, without titles: its offsets count in the text alone."""
        for line in self.source.lines():
            day = str(line.get("published_at") or "")[:10]
            # Sentences are too short for their language to be identified: the sender says that they are English.
            submission = Submission(
                id=line["id"],
                text=line["text"],
                language="en",
                published_at=f"{day}T12:00:00Z" if re.fullmatch(r"\d{4}-\d\d-\d\d", day) else None,
            )
            yield line["id"], Article.of(submission, received_at=RECEIVED)


CORPORA = (
    Corpus("attribution", "polnear.dev"),
    Corpus("source_types", "polnear.dev", texts="attribution"),
    Corpus("entities", "gum.dev"),
    Corpus("entities", "re3d.dev"),
    Corpus("places", "geowebnews.dev"),
    Corpus("places", "tr-news.dev"),
    Corpus("dates", "tempeval3-timebank.dev"),
    Corpus("dates", "tempeval3-aquaint.dev"),
    Corpus("quantities", "newsquant.dev"),
    Corpus("claims", "claimbuster.dev"),
    Corpus("claims", "checkthat2024.dev"),
    Corpus("wording", "babe.dev"),
)
