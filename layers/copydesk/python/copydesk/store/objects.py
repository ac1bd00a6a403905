"""Objects in S3: the truth from which everything else can be rebuilt."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from copydesk.errors import Conflict, Transient
from copydesk.store import aws

_DELETE_AT_ONCE = 1000  # S3's limit for one call


class StoredKey(NamedTuple):
    """An object in a list: its key, and when it was last written."""

    key: str
    written_at: datetime


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

    def announce_again(self, key: str) -> None:
        """Write an object over itself, so that S3's event comes once more. Raises `NotFound` where there is none."""
        with aws.own_errors():
            found = aws.s3().get_object(Bucket=self.name, Key=key)
            self.put(key, found["Body"].read(), content_type=found["ContentType"])

    def list(self, prefix: str) -> Iterator[StoredKey]:
        """The objects whose keys begin so, in the order of their keys; read a thousand at a time."""
        page: dict[str, Any] = {"Bucket": self.name, "Prefix": prefix}
        while True:
            with aws.own_errors():
                answer = aws.s3().list_objects_v2(**page)
            for one in answer.get("Contents", []):
                yield StoredKey(one["Key"], one["LastModified"])
            if not answer.get("IsTruncated"):
                return
            page["ContinuationToken"] = answer["NextContinuationToken"]

    def folders(self, prefix: str) -> Iterator[str]:
        """The names one level below a prefix that ends in a slash."""
        page: dict[str, Any] = {"Bucket": self.name, "Prefix": prefix, "Delimiter": "/"}
        while True:
            with aws.own_errors():
                answer = aws.s3().list_objects_v2(**page)
            for one in answer.get("CommonPrefixes", []):
                yield one["Prefix"].removeprefix(prefix).rstrip("/")
            if not answer.get("IsTruncated"):
                return
            page["ContinuationToken"] = answer["NextContinuationToken"]

    def delete(self, wanted: Iterable[str]) -> None:
        """Delete objects; those that are gone already are none to complain about."""
        rest = [{"Key": key} for key in wanted]
        for start in range(0, len(rest), _DELETE_AT_ONCE):
            batch = rest[start : start + _DELETE_AT_ONCE]
            with aws.own_errors():
                answer = aws.s3().delete_objects(Bucket=self.name, Delete={"Objects": batch, "Quiet": True})  # type: ignore[typeddict-item]
            if answer.get("Errors"):
                raise Transient(f"DeleteObjects: {answer['Errors'][0].get('Code')}")

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
