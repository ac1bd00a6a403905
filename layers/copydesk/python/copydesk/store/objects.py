"""Objects in S3: the truth from which everything else can be rebuilt."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from typing import Any

from copydesk.errors import Conflict
from copydesk.store import aws


@dataclass(frozen=True)
class Bucket:
    """One bucket, reached by keys from `store.keys`."""

    name: str

    def put(self, key: str, body: bytes, *, content_type: str, only_if_absent: bool = False) -> bool:
        """Write an object; say False where `only_if_absent` holds and it was there already."""
        condition: dict[str, Any] = {"IfNoneMatch": "*"} if only_if_absent else {}
        encoding: dict[str, Any] = {"ContentEncoding": "gzip"} if key.endswith(".gz") else {}
        try:
            with aws.own_errors():
                aws.s3().put_object(Bucket=self.name, Key=key, Body=body, ContentType=content_type, **condition, **encoding)
        except Conflict:
            return False
        return True

    def get(self, key: str) -> bytes:
        """Read an object. Raises `NotFound` where there is none."""
        with aws.own_errors():
            return aws.s3().get_object(Bucket=self.name, Key=key)["Body"].read()

    def signed_address(self, key: str, *, seconds: int, content_type: str) -> str:
        """Make an address from which anybody can read the object for that time."""
        wanted = {"Bucket": self.name, "Key": key, "ResponseContentType": content_type}
        return aws.s3().generate_presigned_url("get_object", Params=wanted, ExpiresIn=seconds)


def packed(body: bytes) -> bytes:
    """Compress, with the same bytes for the same input: no time of day in the header."""
    return gzip.compress(body, compresslevel=6, mtime=0)


def unpacked(body: bytes) -> bytes:
    """Undo `packed`."""
    return gzip.decompress(body)
