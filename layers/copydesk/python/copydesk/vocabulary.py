"""Closed vocabularies: a value for programs, a label for editors, a meaning for both.

The JSON Schemas, the report and the documentation all take their words from here, so that they cannot disagree.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Self

from pydantic import GetJsonSchemaHandler
from pydantic_core import CoreSchema


class Vocabulary(StrEnum):
    """An enumeration whose members are declared as `NAME = "value", "label", "meaning"`."""

    label: str
    meaning: str

    def __new__(cls, value: str, label: str = "", meaning: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        member.meaning = meaning
        return member

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Publish each value with its label and meaning, which a plain `enum` cannot hold."""
        return {
            "title": cls.__name__,
            "description": (cls.__doc__ or "").strip().split("\n")[0],
            "oneOf": [{"const": m.value, "title": m.label, "description": m.meaning} for m in cls],
        }
