"""A batch of messages: each object is handled by itself, and what fails waits longer from attempt to attempt.

An attempt that fails leaves its reason in the register. The last one writes `failed`, in the ledger too, and lets the message go to the
dead letters, from where a redrive brings it back.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from copydesk.article import VersionKey
from copydesk.errors import CopydeskError, Gone, Rejected
from copydesk.runtime.observability import count_by_reason, logger
from copydesk.runtime.s3_events import StoredObject, stored_objects
from copydesk.runtime.settings import ConsumerSettings
from copydesk.store.ledger import Ledger, Reason
from copydesk.store.queues import Queue
from copydesk.store.register import Register


def each_object(
    event: dict[str, Any],
    context: LambdaContext,
    settings: ConsumerSettings,
    handle: Callable[[StoredObject], None],
    version_of: Callable[[str], VersionKey],
) -> PartialItemFailureResponse:
    """Call `handle` with every object that the batch announces, and tell SQS which messages must come again.

    A `Rejected` is settled: coming again would not help. After any other error the message comes again, later each time.
    `version_of` reads the version from an object's key.
    """

    def each_record(record: SQSRecord) -> None:
        stored: StoredObject | None = None
        try:
            for stored in stored_objects(record.body):
                handle(stored)
        except (Rejected, Gone) as error:
            logger.warning("message settled without effect", extra={"code": error.code, "message_id": record.message_id})
        except Exception as error:
            attempt = int(record.attributes.approximate_receive_count)
            last = attempt >= int(settings.attempts)
            logger.warning(
                "message failed for good" if last else "message goes back to the queue",
                extra={"error": type(error).__name__, "attempt": attempt, "message_id": record.message_id},
            )
            if stored:
                _tell(settings, version_of(stored.key), error, last=last)
            Queue(settings.queue).put_off(record.receipt_handle, 0 if last else _wait(settings.backoff, attempt))
            raise
        finally:
            logger.remove_keys(["article_id", "version"])  # they are this record's, not the next one's

    processor = BatchProcessor(event_type=EventType.SQS, raise_on_entire_batch_failure=False)
    return process_partial_response(event=event, record_handler=each_record, processor=processor, context=context)


def fail(settings: ConsumerSettings, key: VersionKey, reason: Reason) -> None:
    """Record that a version failed for good."""
    now = datetime.now(UTC)
    if Register(settings.table).failed(key, reason, now=now):
        Ledger(settings.results_bucket).note_failure(key, reason, now=now)
        count_by_reason("Failed", reason.code)


def _tell(settings: ConsumerSettings, key: VersionKey, error: Exception, *, last: bool) -> None:
    """Leave the reason of a failed attempt where a person will look for it."""
    code = error.code if isinstance(error, CopydeskError) else CopydeskError.code
    if last:
        fail(settings, key, Reason(code, f"It failed {settings.attempts} times ({type(error).__name__}). Post it again, or redrive it."))
    else:
        reason = Reason(code, f"An attempt failed ({type(error).__name__}); it will be repeated.")
        Register(settings.table).stumbled(key, reason, now=datetime.now(UTC))


def _wait(backoff: str, attempt: int) -> int:
    """The seconds to wait after the attempt of that number, the first being 1."""
    seconds = [int(part) for part in backoff.split(",")]
    return seconds[min(attempt, len(seconds)) - 1]
