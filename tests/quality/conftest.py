"""What the tests of accuracy share: a corpus is analysed once in a session and scored by the scorer of `benchmarks/accuracy`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Measure = Callable[[str], dict[str, Any]]


@pytest.fixture(scope="session")
def metrics_of(analyser, tmp_path_factory) -> Measure:
    """The scorer's metrics on a corpus by its name, such as `dates/tempeval3-timebank.dev`; skips where the corpus is not here."""
    from corpora import CORPORA
    from measure import measure

    folder = tmp_path_factory.mktemp("analyses")
    by_name = {str(corpus.tested): corpus.tested for corpus in CORPORA}
    found: dict[str, dict[str, Any]] = {}

    def metrics(name: str) -> dict[str, Any]:
        corpus = by_name[name]
        for needed in {corpus, corpus.source}:
            if not needed.gold.is_file():
                pytest.skip(f"{needed.gold} is not here (COPYDESK_CORPORA)")
        if name not in found:
            found[name] = {str(one): report["metrics"] for one, report in measure([corpus], analyser, folder)}.get(name, {})
        return found[name]

    return metrics
