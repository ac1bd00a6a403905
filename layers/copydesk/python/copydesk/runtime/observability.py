"""Structured logs and metrics, in one place, so that their makers can be exchanged.

A log line names articles by id and version. It never carries a title, a name or any of the text.
"""

from __future__ import annotations

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit

__all__ = ["MetricUnit", "logger", "metrics"]

logger = Logger()
metrics = Metrics()
