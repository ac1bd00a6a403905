"""The policy packs that come with copydesk, by their names. Kept apart from reading them, for those who only ask whether there is one."""

from __future__ import annotations

from pathlib import Path

from copydesk.errors import InvalidRequest

HOUSE = "house"
_PACKS = Path(__file__).parent / "policies"


def names() -> list[str]:
    """Return the packs that come with copydesk."""
    return sorted(path.stem for path in _PACKS.glob("*.yaml"))


def source(name: str) -> str:
    """Return the YAML of a pack. Raises `InvalidRequest` with the code `unknown_policy` where none of that name comes with copydesk."""
    if name not in names():
        raise unknown(name, names())
    return (_PACKS / f"{name}.yaml").read_text(encoding="utf-8")


def unknown(name: str, known: list[str]) -> InvalidRequest:
    """Return what is said to whoever names a pack that is not there."""
    return InvalidRequest(f"There is no policy {name!r}; there are {', '.join(known)}.", code="unknown_policy")
