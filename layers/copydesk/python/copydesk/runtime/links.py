"""Signed links: whoever holds one can read one report until it expires, without a key."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from datetime import datetime
from functools import cache

from copydesk.article import IDENTIFIER_DIGITS
from copydesk.errors import Gone, NotFound
from copydesk.store import aws

_ID_BYTES = IDENTIFIER_DIGITS // 2
_TIME_BYTES = 5  # seconds since 1970, good until the year 36812
_SIGNATURE_BYTES = 16  # half of a SHA-256, which RFC 2104 (section 5) allows


@cache
def secret(arn: str) -> bytes:
    """Read the signing secret, once for the life of the process."""
    with aws.own_errors():
        return aws.secrets().get_secret_value(SecretId=arn)["SecretString"].encode()


def sign(article_id: str, expires_at: datetime, key: bytes) -> str:
    """Make the token of a link to the current report of an article."""
    claim = bytes.fromhex(article_id) + int(expires_at.timestamp()).to_bytes(_TIME_BYTES, "big")
    return base64.urlsafe_b64encode(claim + _signature(claim, key)).decode().rstrip("=")


def verify(token: str, key: bytes, *, now: datetime) -> str:
    """Read the article's id from a token. Raises `NotFound` for a token that was not signed here, `Gone` when it has expired."""
    try:
        signed = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except (binascii.Error, ValueError):
        signed = b""
    claim, signature = signed[:-_SIGNATURE_BYTES], signed[-_SIGNATURE_BYTES:]
    if len(claim) != _ID_BYTES + _TIME_BYTES or not hmac.compare_digest(signature, _signature(claim, key)):
        raise NotFound("there is no such link", code="unknown_link")
    if now.timestamp() >= int.from_bytes(claim[_ID_BYTES:], "big"):
        raise Gone("the link has expired; ask the desk for a new one", code="link_expired")
    return claim[:_ID_BYTES].hex()


def _signature(claim: bytes, key: bytes) -> bytes:
    return hmac.new(key, b"report link\0" + claim, hashlib.sha256).digest()[:_SIGNATURE_BYTES]
