"""The rules' word lists: `data/*.yaml`, which state where they come from and under which licence, as the language data do."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

DATA = Path(__file__).parent / "data"


@cache
def lists(name: str) -> dict[str, list[str]]:
    """Return what `data/{name}.yaml` lists, by the names of the lists."""
    content = yaml.safe_load((DATA / f"{name}.yaml").read_text(encoding="utf-8"))
    found: dict[str, list[str]] = content["lists"]
    return found
