"""S3's notifications, as they arrive through a queue.

Read with our own few lines: the key is form-encoded (a space is "+"), and the parsers at hand leave that to the caller in some
places and not in others.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote_plus

from copydesk.errors import Rejected


@dataclass(frozen=True)
class StoredObject:
    """An object that S3 says was created."""

    bucket: str
    key: str


def stored_objects(body: str) -> list[StoredObject]:
    """Read the objects of one notification; none for the test event that S3 sends when a notification is set up.

    Raises `Rejected` for a message that is no notification.
    """
    try:
        message: Any = json.loads(body)
        if message.get("Event") == "s3:TestEvent":
            return []
        return [
            StoredObject(record["s3"]["bucket"]["name"], unquote_plus(record["s3"]["object"]["key"]))
            for record in message["Records"]
            if record["eventName"].startswith("ObjectCreated:")
        ]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Rejected("the message is not a notification of S3", code="foreign_message") from error
