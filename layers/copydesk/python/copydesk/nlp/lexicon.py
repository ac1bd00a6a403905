"""Read the language data: YAML files that state where they come from and under which licence."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"

HEADER = ("title", "description", "origin", "licence")
"""What every file states before its `lists`."""


@cache
def lists(name: str) -> dict[str, Any]:
    """Return what `data/{name}.yaml` lists, as it stands there."""
    from srsly import yaml_loads  # noqa: PLC0415 - comes with spaCy, which is not imported before it is needed

    content: dict[str, Any] = yaml_loads((DATA / f"{name}.yaml").read_text(encoding="utf-8"))
    found: dict[str, Any] = content["lists"]
    return found


@cache
def lexicon(name: str) -> dict[str, frozenset[str]]:
    """Return the lists of `data/{name}.yaml` by their names, where they are lists of words."""
    return {key: frozenset(words) for key, words in lists(name).items()}
