"""Queues: how long a failed message waits, what lies in one, and the way back from the dead letters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from copydesk.store import aws

if TYPE_CHECKING:
    from mypy_boto3_sqs.literals import QueueAttributeNameType

_AT_ONCE = 10  # SQS's limit for one call
LOOK_SECONDS = 1
"""How long a queue is asked for messages: without any wait SQS asks a part of its servers and may miss some (long polling)."""
_HELD_SECONDS = 60
_COUNTS: tuple[QueueAttributeNameType, ...] = (
    "ApproximateNumberOfMessages",
    "ApproximateNumberOfMessagesNotVisible",
    "ApproximateNumberOfMessagesDelayed",
)


@dataclass(frozen=True)
class Letter:
    """A message, held by us for a minute."""

    body: str
    receipt: str


@dataclass(frozen=True)
class Queue:
    """One queue, by its address."""

    url: str

    def put_off(self, receipt: str, seconds: int) -> None:
        """Let a message that failed come again after so many seconds."""
        with aws.own_errors():
            aws.sqs().change_message_visibility(QueueUrl=self.url, ReceiptHandle=receipt, VisibilityTimeout=seconds)

    def is_empty(self) -> bool:
        """Whether no message waits or is being worked on, as far as SQS can tell (its counts are approximate)."""
        with aws.own_errors():
            counts = aws.sqs().get_queue_attributes(QueueUrl=self.url, AttributeNames=[*_COUNTS])["Attributes"]
        return not any(int(counts.get(name, "0")) for name in _COUNTS)

    def send(self, body: str) -> None:
        """Put a message in."""
        with aws.own_errors():
            aws.sqs().send_message(QueueUrl=self.url, MessageBody=body)

    def letters(self) -> Iterator[Letter]:
        """Take messages until none is left that is not held. Whoever has dealt with one deletes it."""
        while True:
            with aws.own_errors():
                answer = aws.sqs().receive_message(
                    QueueUrl=self.url, MaxNumberOfMessages=_AT_ONCE, VisibilityTimeout=_HELD_SECONDS, WaitTimeSeconds=LOOK_SECONDS
                )
            messages = answer.get("Messages", [])
            if not messages:
                return
            for message in messages:
                yield Letter(message["Body"], message["ReceiptHandle"])

    def delete_about(self, article_id: str) -> None:
        """Delete the messages that name an article, and let go of the others."""
        kept = []
        for letter in self.letters():
            if article_id in letter.body:
                self.delete(letter.receipt)
            else:
                kept.append(letter.receipt)
        for receipt in kept:
            self.put_off(receipt, 0)

    def delete(self, receipt: str) -> None:
        """Take a message out for good."""
        with aws.own_errors():
            aws.sqs().delete_message(QueueUrl=self.url, ReceiptHandle=receipt)


def redrive(dead_letters: Queue, to: Queue) -> int:
    """Send everything that lies in a dead-letter queue through the chain again; return how many messages that were.

    A message is deleted only after it was sent, so one that is interrupted may come twice, which harms nothing.
    """
    moved = 0
    for letter in dead_letters.letters():
        to.send(letter.body)
        dead_letters.delete(letter.receipt)
        moved += 1
    return moved
