"""A batch of messages: each object is handled by itself, and only what may succeed later goes back to the queue."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from copydesk.errors import Rejected
from copydesk.runtime.observability import logger
from copydesk.runtime.s3_events import StoredObject, stored_objects


def each_object(event: dict[str, Any], context: LambdaContext, handle: Callable[[StoredObject], None]) -> PartialItemFailureResponse:
    """Call `handle` with every object that the batch announces, and tell SQS which messages must come again.

    A `Rejected` is settled: coming again would not help. Any other error leaves its message in the queue.
    """

    def each_record(record: SQSRecord) -> None:
        try:
            for stored in stored_objects(record.body):
                handle(stored)
        except Rejected as error:
            logger.warning("message settled without effect", extra={"code": error.code, "message_id": record.message_id})
        except Exception as error:
            logger.warning("message goes back to the queue", extra={"error": type(error).__name__, "message_id": record.message_id})
            raise
        finally:
            logger.remove_keys(["article_id", "version"])  # they are this record's, not the next one's

    processor = BatchProcessor(event_type=EventType.SQS, raise_on_entire_batch_failure=False)
    return process_partial_response(event=event, record_handler=each_record, processor=processor, context=context)
