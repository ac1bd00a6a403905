"""How many units, and the TIMEX3 value of that."""

from __future__ import annotations

from copydesk.nlp.dates.match import Match


def count_of(match: Match) -> float | None:
    """Return how many units are meant; `None` for "several", "a few"."""
    if "few" in match:
        return None
    if "couple" in match:
        return 2
    if "slash" in match:  # 2 1/2
        whole, over, under = (float(token.value) for token in match.tokens if isinstance(token.value, (int, float)))
        return whole + over / under
    for token in match.tokens:
        if token.kind in {"number", "day", "integer", "decimal", "year"} and isinstance(token.value, (int, float)):
            return token.value
    return 1


def length(count: float | None, unit: str, *, halved: bool = False) -> str:
    """Return the TIMEX3 value of a duration: `P3M`, `PT1H30M`, `PXW`; decades are ten years."""
    if unit in {"E", "C", "L", "FN"} and count is not None:
        count, unit = count * {"E": 10, "C": 100, "L": 1000, "FN": 2}[unit], "W" if unit == "FN" else "Y"
    time = "T" if unit in {"H", "MIN", "S"} else ""
    letter = {"MIN": "M", "FN": "W"}.get(unit, unit)
    if count is None:
        return f"P{time}X{letter}"
    if halved:
        count += 0.5 if count else 0
    below = {"Y": ("", "M", 12), "H": ("", "M", 60), "MIN": ("", "S", 60)}.get(unit)
    whole, part = int(count), count - int(count)
    if part and below:
        first = f"{whole}{letter}" if whole else ""
        return f"P{time}{first}{round(part * below[2])}{below[1]}"
    return f"P{time}{whole if not part else count:g}{letter}" if count < 1e6 else f"P{time}{whole}{letter}"
