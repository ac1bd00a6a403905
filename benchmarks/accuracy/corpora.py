"""The corpora that copydesk is measured on, and how their articles are sent in.

Each is a gold file, `TASK/NAME.jsonl`, under the folder that `COPYDESK_CORPORA` names (else `../shared/corpora` beside the repository),
in the form that `score.py` reads. None of them may be handed on, so none is here.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchlib.io import read_jsonl

from copydesk.article import Article, Submission

FOLDER = Path(os.environ.get("COPYDESK_CORPORA") or Path(__file__).parents[2].parent / "shared/corpora")

RECEIVED = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
"""When every article is taken to have come in: not a time that anything found depends on, but part of every article."""


@dataclass(frozen=True)
class Corpus:
    """A gold file. `texts` is the task whose file of the same name holds the articles, where it is not this one."""

    task: str
    name: str
    texts: str = ""

    def __str__(self) -> str:
        return f"{self.task}/{self.name}"

    @property
    def gold(self) -> Path:
        """Where the gold lies, if it is here."""
        return FOLDER / self.task / f"{self.name}.jsonl"

    @property
    def source(self) -> Corpus:
        """The corpus whose articles are analysed for this one."""
        return Corpus(self.texts, self.name) if self.texts else self

    @property
    def field(self) -> str:
        """The field of the analysis that the task is about."""
        return {"attribution": "attributions", "source_types": "attributions", "places": "entities"}.get(self.task, self.task)

    @property
    def sha256(self) -> str:
        """The hash of the gold file, by which one copy is told from another."""
        return hashlib.sha256(self.gold.read_bytes()).hexdigest()

    def articles(self) -> Iterator[tuple[str, Article]]:
        """Yield the articles with the ids that the gold gives them, without titles: its offsets count in the text alone."""
        for line in read_jsonl(self.source.gold):
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
