from __future__ import annotations

import io
import pickle
import struct
from pathlib import Path

import numpy as np
import pytest

from engine.catalog.model import Facts, Span, Spans, Text
from engine.errors import ModelError
from engine.media.clip import Clip
from engine.workers.message import MAX_FRAME_BYTES, Done, OrderProgress, pack, pack_result, read_answer, read_result
from engine.workers.progress_throttle import ProgressThrottle
from tests.engine.workers.unruly import Private


def test_messages_follow_each_other_on_a_pipe() -> None:
    said, done = OrderProgress(1, 2, "half"), Done(7, b"xyz")
    pipe = io.BytesIO(pack(said) + pack(done))
    assert [read_answer(pipe), read_answer(pipe), read_answer(pipe)] == [said, done, None]


@pytest.mark.parametrize(
    "frame",
    [
        b"",
        b"\0\0\0",
        pack(OrderProgress(1, 2, "half"))[:-1],
        struct.pack(">Q", 1 << 60) + b"x",
        struct.pack(">Q", 4) + b"junk",
        struct.pack(">Q", len(pickle.dumps(print))) + pickle.dumps(print),
        struct.pack(">Q", len(pickle.dumps("text"))) + pickle.dumps("text"),
    ],
)
def test_what_is_no_message_is_the_end(frame: bytes) -> None:
    assert read_answer(io.BytesIO(frame)) is None


def test_results_keep_their_values(tone: Clip) -> None:
    outputs = {
        "audio": tone,
        "text": Text("hm"),
        "spans": Spans((Span(0.0, 1.0, "dog"),)),
        "facts": Facts({"n": np.float32(1.5), "list": [1, (2, {3})], "path": Path("x")}),
    }
    assert read_result(pack_result(outputs, "Model"), "Model") == outputs


def test_results_of_foreign_classes_and_giants_are_refused() -> None:
    with pytest.raises(ModelError, match=r"^Model gave something that cannot be handed over: .*Private"):
        read_result(pack_result({"facts": Facts({"x": Private("x")})}, "Model"), "Model")
    with pytest.raises(ModelError, match="cannot be handed over"):
        read_result(pickle.dumps({"facts": Facts({"x": print})}), "Model")
    with pytest.raises(ModelError, match="Model gave 64 MB of facts"):
        pack_result({"facts": Facts({"x": b"x" * MAX_FRAME_BYTES})}, "Model")


def _named(module: str, name: str) -> bytes:
    """A pickle of protocol 4 that asks for a name in a module."""
    parts = b"".join(b"\x8c" + bytes([len(part)]) + part.encode() for part in (module, name))
    return b"\x80\x04" + parts + b"\x93."


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("engine.workers.worker_process", "subprocess.Popen"),  # through a module of ours into one that it imported
        ("engine.workers.worker_process", "Path"),
        ("engine.media.clip", "TempoMap"),  # ours, under a name that is not its own
        ("pathlib", "Path.cwd"),
        ("builtins", "set.union"),
        ("engine.workers.worker_process", "os.system"),
    ],
)
def test_only_whole_names_of_our_own_classes_are_made(module: str, name: str) -> None:
    with pytest.raises(ModelError, match="is not a plain value"):
        read_result(_named(module, name), "Model")


def test_teller_says_the_last_word_even_when_closed_at_once() -> None:
    heard: list[object] = []
    throttle = ProgressThrottle(heard.append, lambda: False)
    for number in range(1000):
        throttle(number, 1000, "on")
    throttle(1000, 1000, "done")
    throttle.close()
    assert heard[-1] == OrderProgress(1000.0, 1000.0, "done") and len(heard) < 500
