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
    """For `upload`; `retention` are rules as JSON (`store.retention.RetentionRules`)."""

    intake_bucket: str
    results_bucket: str
    table: str
    retention: str


@dataclass(frozen=True)
class ConsumerSettings(Settings):
    """For a function that a queue feeds.

    `queue` is its address; `attempts` how often a message is delivered; `backoff` the seconds to wait after the first failure, the
    second and so on, joined by commas.
    """

    results_bucket: str
    table: str
    queue: str
    attempts: str
    backoff: str


@dataclass(frozen=True)
class ExtractSettings(ConsumerSettings):
    """For `extract`; `model` is the package name of the spaCy pipeline, `house_policy` the pack for articles that name none."""

    intake_bucket: str
    model: str
    house_policy: str


@dataclass(frozen=True)
class ReportSettings(ConsumerSettings):
    """For `report`."""


@dataclass(frozen=True)
class SweepSettings(Settings):
    """For `sweep`: what has not moved for `stuck_after` seconds is set in motion again, and given up after `sweeps` times."""

    intake_bucket: str
    results_bucket: str
    table: str
    extract_queue: str
    report_queue: str
    stuck_after: str
    sweeps: str


@dataclass(frozen=True)
class EraseSettings(ConsumerSettings):
    """For `erase`; the dead-letter queues are searched for messages about the article."""

    intake_bucket: str
    extract_dead_letters: str
    report_dead_letters: str


@dataclass(frozen=True)
class RetireSettings(Settings):
    """For `retire`; `retention` as for `upload`."""

    results_bucket: str
    table: str
    retention: str


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
