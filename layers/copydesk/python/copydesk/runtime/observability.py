"""Structured logs and metrics, in one place, so that their makers can be exchanged.

A log line names articles by id and version. It never carries a title, a name or any of the text.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from aws_lambda_powertools import Logger, Metrics, single_metric
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext

__all__ = ["MetricUnit", "count_by_reason", "logger", "metrics", "observed"]

Handler = Callable[[dict[str, Any], LambdaContext], Any]

logger = Logger()
metrics = Metrics()


def count_by_reason(name: str, reason: str) -> None:
    """Count one event of a kind by its reason, apart from the metrics of the invocation, which have no such dimension."""
    with single_metric(name=name, unit=MetricUnit.Count, value=1) as metric:
        metric.add_dimension("reason", reason)


def observed(handler: Handler) -> Handler:
    """Give a Lambda handler its log context, and write the metrics that it counted, if any, in CloudWatch's embedded format."""

    @logger.inject_lambda_context(clear_state=True)
    def with_context(event: dict[str, Any], context: LambdaContext) -> Any:
        try:
            return handler(event, context)
        finally:
            if metrics.metric_set:
                metrics.flush_metrics()

    return functools.wraps(handler)(with_context)
