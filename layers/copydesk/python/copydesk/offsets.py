"""Offsets for readers that count in UTF-16 units, as JavaScript does, instead of code points."""

from __future__ import annotations

from typing import Any


def in_utf16(analysis: dict[str, Any]) -> dict[str, Any]:
    """Convert every offset of an analysis (as plain data, with its text) to UTF-16 code units."""
    body = _units_before(analysis.get("text") or "")
    title = _units_before(analysis["article"].get("title") or "")

    def convert(value: Any) -> Any:
        if isinstance(value, list):
            return [convert(one) for one in value]
        if not isinstance(value, dict):
            return value
        converted = {name: convert(one) for name, one in value.items()}
        if isinstance(value.get("start"), int) and isinstance(value.get("end"), int):
            units = title if value.get("in") == "title" else body
            converted |= {"start": units[value["start"]], "end": units[value["end"]]}
        return converted

    converted: dict[str, Any] = convert(analysis)
    for name in ("sentences", "paragraphs"):
        converted["document"][name] = [[body[start], body[end]] for start, end in analysis["document"][name]]
    return converted


def _units_before(text: str) -> list[int]:
    """For every offset in code points, how many UTF-16 units lie before it."""
    units = [0]
    for character in text:
        units.append(units[-1] + (2 if ord(character) > 0xFFFF else 1))
    return units
