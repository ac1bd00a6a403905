"""Figures, dates and languages as an editor reads them."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from functools import cache
from importlib import resources
from urllib.parse import urlsplit


def number(value: int) -> str:
    """Write a whole number with a comma at the thousands."""
    return f"{value:,}"


def percent(share: float) -> str:
    """Write a share (0 to 1) in whole percent; what is not nothing never reads as 0 %, nor what is not all as 100 %."""
    if 0 < share < 0.01:
        return "under 1 %"
    if 0.99 < share < 1:
        return "over 99 %"
    return f"{share:.0%}".replace("%", " %")


def duration(seconds: int) -> str:
    """Write a time to read: seconds below a minute, else minutes, rounded."""
    if seconds < 60:
        return f"{seconds} s"
    return f"{number(round(seconds / 60))} min"


def counted(count: int, singular: str, plural: str | None = None) -> str:
    """Write a number with its noun: "1 source", "1,200 sources"."""
    return f"{number(count)} {singular if count == 1 else plural or singular + 's'}"


def where(paragraph: int | None) -> str:
    """Say where something stands: "paragraph 3"; without a paragraph it is the headline."""
    return f"paragraph {paragraph}" if paragraph else "headline"


def moment(value: datetime) -> str:
    """Write a time as "4 March 2026, 09:30 UTC"."""
    utc = value.astimezone(UTC)
    return f"{utc.day} {utc:%B %Y, %H:%M} UTC"


def day(value: str) -> str:
    """Write an ISO 8601 date as "4 March 2026"; what is none stays as it is."""
    try:
        parsed = date.fromisoformat(value)
    except ValueError:
        return value
    return f"{parsed.day} {parsed:%B %Y}"


def language(tag: str) -> str:
    """Name a language in English by the first part of its BCP 47 tag: "uk" is Ukrainian, not the United Kingdom."""
    return _languages().get(tag.replace("_", "-").split("-")[0].lower(), tag)


@cache
def _languages() -> dict[str, str]:
    table = resources.files("copydesk.report").joinpath("data", "languages.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in table.splitlines() if not line.startswith("#"))
    return {row["code"]: row["name"] for row in rows}


def web_address(url: str | None) -> str | None:
    """Return an address that a page may link to; None for any other scheme, which could be a script."""
    if url is None:
        return None
    try:
        scheme = urlsplit(url).scheme.lower()
    except ValueError:
        return None
    return url if scheme in ("http", "https") else None


CONTROLS = {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\t\n\r"} | {0x7F: 0x2421}
"""C0 controls and their pictures in Unicode. HTML forbids them and a terminal obeys them; an editor should see them."""


def visible(text: str) -> str:
    """Show control characters as their pictures (U+2400 block): a NUL is ␀."""
    return text.translate(CONTROLS)


FILTERS = {function.__name__: function for function in (counted, day, duration, language, moment, number, percent, where)}
"""What templates of every format write with."""
