"""What a function must be told by its environment: one frozen dataclass a function, its fields the variables in lower case.

A test holds these classes and `template.yaml` together.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Self

from copydesk.errors import CopydeskError


class MissingSetting(CopydeskError):
    """Raised when a function starts without a variable that it needs: the deployment is at fault, not the request."""

    code = "missing_setting"


@dataclass(frozen=True)
class Settings:
    """The base: reads every field from the environment variable of its name."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Self:
        """Read the settings. Raises `MissingSetting` naming every variable that is missing or empty."""
        names = [field.name for field in fields(cls)]
        missing = [name.upper() for name in names if not environment.get(name.upper())]
        if missing:
            raise MissingSetting(f"environment variables missing: {', '.join(missing)}")
        return cls(**{name: environment[name.upper()] for name in names})


@dataclass(frozen=True)
class UploadSettings(Settings):
    """For `upload`."""

    intake_bucket: str
    results_bucket: str
    table: str


@dataclass(frozen=True)
class ExtractSettings(Settings):
    """For `extract`; `model` is the package name of the spaCy pipeline."""

    intake_bucket: str
    results_bucket: str
    table: str
    model: str


@dataclass(frozen=True)
class ReportSettings(Settings):
    """For `report`."""

    results_bucket: str
    table: str


@dataclass(frozen=True)
class ReadSettings(Settings):
    """For `read`; `link_secret` is the ARN of the secret that signs report links."""

    results_bucket: str
    table: str
    link_secret: str


@dataclass(frozen=True)
class AuthorizeSettings(Settings):
    """For `authorize`."""

    table: str
