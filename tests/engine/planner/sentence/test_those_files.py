"""Files of what was worked on, and of the same tracks in another form."""

from __future__ import annotations

from typing import Any

import pytest

from tests.engine.planner.sentence.test_figures_and_clauses import SONG
from tests.engine.planner.session import after, calls

DOWN = after(
    SONG,
    ("harp and horn down 2", [
        ("mix", {"track": "Harp", "action": "gain", "value_db": -2.0}, ()),
        ("mix", {"track": "Horn", "action": "gain", "value_db": -2.0}, ()),
    ]),
)  # fmt: skip
FILED = after(SONG, ("the flute as wav", [("export", {"what": "tracks", "format": "wav", "track": "Flute"}, ())]))


def _files(said: str, context: Any) -> list[dict[str, Any]]:
    return [one["args"] for one in calls(said, context) if one["tool"] == "export"]


@pytest.mark.parametrize("said", ["both as flac", "flac of those two", "just those as flac", "all of them as flac"])
def test_of_what_was_worked_on(said: str) -> None:
    assert _files(said, DOWN) == [{"what": "tracks", "format": "flac", "tracks": ["Harp", "Horn"]}]


@pytest.mark.parametrize("said", ["flac of it", "flac of the song", "export the mix as flac"])
def test_of_the_song(said: str) -> None:
    assert _files(said, DOWN) == [{"what": "mix", "format": "flac"}]


@pytest.mark.parametrize("said", ["mp3 as well", "and as mp3", "mp3 instead"])
def test_of_the_same_tracks(said: str) -> None:
    assert _files(said, FILED) == [{"what": "tracks", "format": "mp3", "track": "Flute"}]


@pytest.mark.parametrize("said", ["export every track separately", "each track as its own file"])
def test_of_every_track(said: str) -> None:
    assert [one["what"] for one in _files(said, SONG)] == ["tracks"]
