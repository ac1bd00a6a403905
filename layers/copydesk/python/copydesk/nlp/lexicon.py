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
    import yaml  # noqa: PLC0415 - not imported before it is needed

    # libyaml reads all lists in 20 ms; in Python alone it takes ten times as long.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    content: dict[str, Any] = yaml.load((DATA / f"{name}.yaml").read_text(encoding="utf-8"), loader)  # noqa: S506 - safe ones, both
    found: dict[str, Any] = content["lists"]
    return found


@cache
def lexicon(name: str) -> dict[str, frozenset[str]]:
    """Return the lists of `data/{name}.yaml` by their names, where they are lists of words."""
    return {key: frozenset(words) for key, words in lists(name).items()}
