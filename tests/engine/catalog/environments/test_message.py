from __future__ import annotations

import os
from pathlib import Path

import pytest

from engine.catalog.environments.message import (
    ProgramDone,
    ProgramFailed,
    ProgramProgress,
    ProgramReady,
    ProgramWarned,
    file_below,
    read_message,
)
from engine.errors import ModelError


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"ready": 1}', ProgramReady()),
        ('{"id": 3, "progress": [1, 2.5, "x\\ny"]}', ProgramProgress(3, 1.0, 2.5, "x y")),
        ('{"id": 3, "warning": "Careful."}', ProgramWarned(3, "Careful.")),
        ('{"id": 3, "failed": "Oh."}', ProgramFailed(3, "Oh.")),
        ('{"id": 3, "done": {"audio": "a.wav"}}', ProgramDone(3, {"audio": "a.wav"})),
        ("Loading weights: 100%", None),
        ("[1, 2]", None),
    ],
)
def test_messages(line: str, message: object) -> None:
    assert read_message(line) == message


@pytest.mark.parametrize(
    "line",
    [
        '{"ready": 2}',
        '{"id": true, "done": {}}',
        '{"id": 1, "done": []}',
        '{"id": 1, "failed": " "}',
        '{"id": 1, "progress": [1, 2]}',
        '{"id": 1, "progress": [1, Infinity, "x"]}',
        '{"id": 1, "progress": [1, 2, "x"], "done": {}}',
        '{"id": 1, "done": {"x": ' + "[" * 40 + "]" * 40 + "}}",
    ],
)
def test_wrong_messages_are_refused(line: str) -> None:
    with pytest.raises(ValueError):
        read_message(line)


def test_results_are_plain_files_below_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "a.wav").write_bytes(b"x")
    (tmp_path / "secret").write_bytes(b"x")
    (folder / "link").symlink_to(tmp_path / "secret")
    os.mkfifo(folder / "pipe")
    assert file_below(folder, "a.wav", "Tiny") == file_below(folder, str(folder / "a.wav"), "Tiny") == folder / "a.wav"
    for outside in ("../secret", str(tmp_path / "secret"), "link", "/etc/passwd", ".", "pipe"):
        with pytest.raises(ModelError, match="lies outside its folder"):
            file_below(folder, outside, "Tiny")
    for nothing in ("b.wav", "", None, 3, "a\0b", "x" * 5000):
        with pytest.raises(ModelError, match="no result|no file"):
            file_below(folder, nothing, "Tiny")
