"""S3's notifications: keys are decoded once, foreign messages are refused."""

from __future__ import annotations

import json

import pytest

from copydesk.errors import Rejected
from copydesk.runtime.s3_events import StoredObject, stored_objects


def body(*keys, event="ObjectCreated:Put"):
    return json.dumps({"Records": [{"eventName": event, "s3": {"bucket": {"name": "b"}, "object": {"key": key}}} for key in keys]})


@pytest.mark.parametrize(
    ("sent", "meant"), [("a+b", "a b"), ("a%2Bb", "a+b"), ("100%25", "100%"), ("caf%C3%A9", "café"), ("a%2Fb", "a/b"), ("%ff", "\ufffd")]
)
def test_a_key_is_form_encoded(sent, meant):
    assert stored_objects(body(sent)) == [StoredObject("b", meant)]


def test_one_message_may_announce_several_objects_and_other_events_are_passed_over():
    assert [one.key for one in stored_objects(body("a", "b"))] == ["a", "b"]
    assert stored_objects(body("a", event="ObjectRemoved:Delete")) == []
    assert [one.key for one in stored_objects(body("a", event="ObjectCreated:CompleteMultipartUpload"))] == ["a"]


def test_the_test_event_announces_nothing():
    assert stored_objects('{"Service":"Amazon S3","Event":"s3:TestEvent"}') == []


@pytest.mark.parametrize("message", ["", "hello", "[]", "7", "null", '{"Records":[{}]}', '{"Records":7}', "{}", '{"Records":["x"]}'])
def test_anything_else_is_foreign(message):
    with pytest.raises(Rejected):
        stored_objects(message)
