"""What a file holds is told by its name and its head, without reading all of it."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

import engine.media.clip as module
from engine.assistant.planner_context import build_context
from engine.errors import UserError
from engine.library.library import Library
from engine.media.clip import readable_kind


def huge(path: Path) -> Path:
    """Ten gigabytes of silence that take no room on the disk."""
    head = struct.pack("<IHHIIHH", 16, 1, 2, 48000, 192000, 4, 16)
    with open(path, "wb") as file:
        file.write(b"RIFF" + b"\xff" * 4 + b"WAVEfmt " + head + b"data" + b"\xf0\xff\xff\xff")
        file.truncate(10 * 1024**3)
    return path


def test_a_request_with_a_huge_file_is_planned_without_reading_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_all(path: Path) -> str:
        raise AssertionError("all of it was read")

    monkeypatch.setattr(module, "sha256_of", read_all)
    path = huge(tmp_path / "huge take.wav")
    assert readable_kind(path) == "audio"
    library = Library(tmp_path / "song")
    try:
        context = build_context(library, None, {"f1": path}, "how loud is this?")
    finally:
        library.close()
    assert [(one.id, one.kind) for one in context.files] == [("f1", "audio")]


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("lyrics.wav", b"la la la", "not a sound file"), ("empty.wav", b"", "is empty"),
        ("notes.xyz", b"x", "not handled"),
    ],
)  # fmt: skip
def test_what_its_head_tells_is_told_at_once(tmp_path: Path, name: str, content: bytes, why: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UserError, match=why):
        readable_kind(tmp_path / name)
