"""Files of ours that somebody else has written on: read, or told in a sentence; never a bug."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from bridge.folder.state import FolderState, read_state, write_state
from engine.config import Settings, load_settings, save_settings
from engine.daw.daw import Track
from engine.errors import DawError, UserError
from engine.strict_json import read_json
from engine.wire.discovery import announced, discovery_file
from ui.conversation.input_history import load_history
from ui.window.window_state import WindowState, load_window_state

SPOILT = {
    "nested": b"[" * 100_000,
    "objects": b'{"a":' * 100_000,
    "half": b'{"prefer": "be',
    "bytes": bytes(range(256)),
    "list": b"[1, 2]",
    "text": b'"x"',
    "nan": b'{"llm_patience_s": NaN, "version": NaN}',
    "huge number": b'{"llm_patience_s": 1e999, "sample_rate_hz": ' + b"9" * 400 + b"}",
}


@pytest.mark.parametrize("content", SPOILT.values(), ids=SPOILT)
def test_what_is_spoilt_is_told_with_the_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    monkeypatch.setenv("TONMEISTER_HOME", str(tmp_path))
    for name in ("settings.json", "session.json", "engine.json", "panel.json", "history.json"):
        (tmp_path / name).write_bytes(content)
    with pytest.raises(UserError, match=r"settings\.json cannot be read .*; correct or delete the file"):
        load_settings()
    with pytest.raises(DawError, match=r"session\.json cannot be read .*; restore it, or move it away"):
        read_state(tmp_path)
    assert announced() is None and discovery_file().exists()
    assert load_window_state(tmp_path / "panel.json") == WindowState(has_begun=True)
    assert load_history(tmp_path / "history.json").messages == []


@pytest.mark.parametrize(
    ("name", "value"),
    [("daw", 5), ("planner", ["offline"]), ("sample_rate_hz", "48000"), ("sample_rate_hz", 1), ("folder_daw", None)],
)
def test_a_setting_of_another_kind_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: Any
) -> None:
    monkeypatch.setenv("TONMEISTER_HOME", str(tmp_path))
    (tmp_path / "settings.json").write_text(json.dumps({name: value}))
    with pytest.raises(UserError, match=f"setting {name}"):
        load_settings()


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("regions", 0, "anchor_beats"), "soon"),
        (("regions", 0, "kind"), "video"),
        (("regions", 0, "file"), 5),
        (("tracks", 0, "name"), ["x"]),
        (("tempos", 0, 1), -120),
        (("tempos",), []),
        (("next_id",), "x"),
        (("tracks",), {"id": 1}),
    ],
)
def test_a_flipped_value_of_a_folder_session_is_told(tmp_path: Path, place: tuple[Any, ...], value: Any) -> None:
    write_state(tmp_path, FolderState("folder-1", "Song", tracks=(Track("t1", "Lead"),)))
    stored = json.loads((tmp_path / "session.json").read_text())
    row = {"id": "r1", "track": "t1", "name": "x", "kind": "audio", "file": "x.wav", "anchor_beats": 0.0}
    stored["regions"] = [row]
    inner: Any = stored
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = value
    (tmp_path / "session.json").write_text(json.dumps(stored))
    with pytest.raises(DawError, match=r"session\.json cannot be read .*; restore it, or move it away"):
        read_state(tmp_path)


def test_a_file_of_ours_comes_back(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text('{"a": [1, 2.5, "é"]}', "utf-8")
    assert read_json(tmp_path / "x.json") == {"a": [1, 2.5, "é"]}


def test_a_token_that_no_header_can_hold_is_no_engine() -> None:
    discovery_file().parent.mkdir(parents=True, exist_ok=True)
    for token in ("a\r\nb: c", "é" * 40, "\x00"):
        discovery_file().write_text(json.dumps({"port": 1, "token": token, "pid": 1, "version": "1", "wire": 6}))
        assert announced() is None


def test_a_pipe_in_the_place_of_a_file_is_none(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.json")
    with pytest.raises(OSError, match="no file"):
        read_json(tmp_path / "pipe.json")


@pytest.mark.parametrize("what", ["null", "[]", "folder", "pipe"])
def test_settings_that_are_none_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    monkeypatch.setenv("TONMEISTER_HOME", str(tmp_path))
    place = tmp_path / "settings.json"
    if what == "folder":
        place.mkdir()
    elif what == "pipe":
        os.mkfifo(place)
    else:
        place.write_text(what)
    for act in (load_settings, lambda: save_settings(Settings(prefer="fast"))):
        with pytest.raises(UserError, match="settings in .* cannot be read") as caught:
            act()
        assert "object has no" not in str(caught.value)
