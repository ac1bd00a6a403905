"""The rules' word lists: YAML files that state where they come from and under which licence."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).parent / "data"


@cache
def lists(name: str) -> dict[str, Any]:
    """Return what `data/{name}.yaml` lists, as it stands there."""
    content: dict[str, Any] = yaml.load((DATA / f"{name}.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    found: dict[str, Any] = content["lists"]
    return found


@cache
def pattern(name: str, key: str) -> re.Pattern[str]:
    """Return a pattern that finds the entries of one list as whole words, in any case, with any white space between their words."""
    entries = sorted(lists(name)[key], key=len, reverse=True)
    words = "|".join(r"\s+".join(map(re.escape, entry.split())) for entry in entries)
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)
