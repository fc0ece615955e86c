from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.catalog.model import Brief, Facts, Text
from engine.errors import ModelError
from engine.media.clip import Clip
from engine.workers.remote_order import (
    RemoteAnswer,
    missing,
    pack_answer,
    pack_order,
    prune_blobs,
    put_blob,
    unpack_answer,
    unpack_order,
)
from engine.workers.worker import Order


def folder(tmp_path: Path, name: str) -> Path:
    (tmp_path / name).mkdir(exist_ok=True)
    return tmp_path / name


def test_order_goes_and_comes_without_a_path(tmp_path: Path, tone: Clip) -> None:
    brief = Brief("edit_clip", tmp_path / "here")
    remote, places = pack_order(Order("m", {"gain_db": 3}, {"clip": tone, "clips": [tone, tone]}, brief))
    assert str(tmp_path) not in repr(remote)
    assert list(places.values()) == [tone.path]
    cache = tmp_path / "cache"
    assert missing(remote, cache) == list(remote.blobs) == [f"{tone.sha256}.wav"]
    for name in missing(remote, cache):
        put_blob(cache, name, np.memmap(places[name], dtype=np.uint8, mode="r"))
    assert missing(remote, cache) == []
    order = unpack_order(remote, cache, tmp_path / "there")
    assert order.brief.folder == tmp_path / "there" and order.args == {"gain_db": 3}
    clip = order.inputs["clip"]
    assert isinstance(clip, Clip) and np.array_equal(clip.audio().samples, tone.audio().samples)
    assert [type(one) for one in order.inputs["clips"]] == [Clip, Clip]


def test_damaged_or_misnamed_content_is_not_shelved(tmp_path: Path, tone: Clip) -> None:
    content = tone.path.read_bytes()
    for name, sent in ((f"{tone.sha256}.wav", content[:-1]), (f"../{tone.sha256}.wav", content)):
        with pytest.raises(ModelError, match="damaged"):
            put_blob(tmp_path / "cache", name, sent)
    assert not (tmp_path / "cache").exists()


def test_results_come_as_bytes_and_lie_in_the_callers_folder(tmp_path: Path, tone: Clip) -> None:
    outputs = {"audio": replace(tone, name="made"), "facts": Facts({"n": np.float64(1.5)}), "text": Text("hm")}
    answer = pack_answer(outputs, "Model")
    assert str(tmp_path).encode() not in answer.outputs
    back = unpack_answer(answer, folder(tmp_path, "back"), "Model")
    made = back["audio"]
    assert isinstance(made, Clip) and made.path.parent == tmp_path / "back" and made.name == "made"
    assert made.path.read_bytes() == tone.path.read_bytes()
    assert (back["facts"], back["text"]) == (outputs["facts"], outputs["text"])


def test_damaged_results_leave_no_file(tmp_path: Path, tone: Clip) -> None:
    answer = pack_answer({"audio": tone}, "Model")
    back = folder(tmp_path, "back")
    with pytest.raises(ModelError, match="damaged on its way"):
        unpack_answer(RemoteAnswer(answer.outputs, dict.fromkeys(answer.blobs, b"x")), back, "Model")
    with pytest.raises(ModelError, match="sent no sound for audio"):
        unpack_answer(RemoteAnswer(answer.outputs, {}), back, "Model")
    assert list(back.iterdir()) == []


def test_shelf_forgets_what_was_used_longest_ago(tmp_path: Path) -> None:
    for number in range(4):
        (tmp_path / f"{number}").write_bytes(b"x" * 100)
        os.utime(tmp_path / f"{number}", (number, number))
    prune_blobs(tmp_path, 250)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["2", "3"]
