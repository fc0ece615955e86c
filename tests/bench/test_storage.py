"""What the storage bench counts."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bench import storage


def test_a_file_under_two_names_counts_once(tmp_path: Path) -> None:
    for name in ("song/a.wav", "song/Removed/b.wav", "song/Tonmeister/blobs/ab/c.wav", "home/settings.json"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"12345678")
    os.link(tmp_path / "song/Tonmeister/blobs/ab/c.wav", tmp_path / "song/Tonmeister/c.wav")
    kinds = storage.weighed(tmp_path)
    assert sum(kinds.values()) == 4 * 8 and set(kinds.values()) == {8, 0}


def test_the_song_is_the_users_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONMEISTER_HOME", str(tmp_path / "home"))
    own = storage.song(tmp_path, "dawproject")
    assert own == sum(storage.weighed(tmp_path).values()) > 5e6


def test_there_are_as_many_requests_as_told() -> None:
    assert len(storage.REQUESTS.splitlines()) == 68 and storage.__doc__ and "68 requests" in storage.__doc__
