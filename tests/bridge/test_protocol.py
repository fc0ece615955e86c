"""Commands and replies as data."""

from __future__ import annotations

import json
import math
import time

import pytest

from bridge.protocol import VERSION, command, read_hello, read_reply
from engine.errors import DawError


def test_a_command_carries_all_that_the_script_checks() -> None:
    asked = command("apply", {"changes": []}, token="t", timeout_s=5, notice_port=1234)
    fields = json.loads(asked.encoded())
    assert (
        fields["version"] == VERSION
        and fields["op"] == "apply"
        and fields["token"] == "t"
        and fields["notice_port"] == 1234
    )
    assert 0 < fields["deadline"] - time.time() <= 5
    assert asked.id != command("apply", token="t", timeout_s=5).id


@pytest.mark.parametrize("value", [math.nan, math.inf, object(), b"bytes"])
def test_what_is_not_data_is_refused(value: object) -> None:
    with pytest.raises(DawError, match="cannot be written as data"):
        command("apply", {"x": value}, token="t", timeout_s=1).encoded()


def test_a_reply_is_read() -> None:
    reply = read_reply(b'{"id":"a1","ok":false,"error":"no","state":"unknown","ms":1.5}', "a1")
    assert (reply.ok, reply.error, reply.state, reply.ms) == (False, "no", "unknown", 1.5)


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[]", b'{"id":"other","ok":true}', b'{"id":"a1"}', b'{"id":"a1","ok":1}', b"[" * 100_000]
)
def test_a_damaged_reply_is_an_error(data: bytes) -> None:
    with pytest.raises(DawError):
        read_reply(data, "a1")


def test_a_damaged_hello_is_none() -> None:
    for data in (b"", b"{}", b"[]", b'{"key":1}', b"[" * 100_000, b"\xff\xfe"):
        assert read_hello(data) is None
