"""What tests of every level share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from copydesk.article import Article, Submission

if TYPE_CHECKING:
    from copydesk.nlp.analyser import Analyser

MakeArticle = Callable[..., Article]


@pytest.fixture(scope="session")
def analyser() -> Analyser:
    """The loaded pipeline: loading takes seconds, so all tests share one."""
    from copydesk.nlp.analyser import load

    return load()


@pytest.fixture(scope="session")
def make_article() -> MakeArticle:
    """Make an article of a text, received at a fixed time."""

    def make(text: str, **fields: Any) -> Article:
        return Article.of(Submission(text=text, **fields), received_at=datetime(2026, 3, 2, 9, 30, tzinfo=UTC))

    return make
