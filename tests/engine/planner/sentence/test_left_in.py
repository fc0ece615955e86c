"""Files with some left in, for somebody's show, and of what is not here."""

from __future__ import annotations

from typing import Any

import pytest

from tests.engine.planner.sentence.test_figures_and_clauses import SONG
from tests.engine.planner.session import BAND, after, calls

ALL = list(SONG.tracks)
WITHOUT = [one for one in ALL if one not in ("Harp", "Horn")]
MADE = {"what": "mix", "format": "wav", "tracks": WITHOUT}
SPARE = after(SONG, ("the song without harp and horn as wav", [("export", MADE, ())]))
SUNG = after(BAND, ('sing "home by the sea"', [("sing", {"lyrics": "home by the sea", "midi": "c1"}, ("Vocal",))]))


def _files(said: str, context: Any = SONG) -> list[dict[str, Any]]:
    return [one["args"] for one in calls(said, context) if one["tool"] == "export"]


@pytest.mark.parametrize(
    "said",
    [
        "one with just the harp left in",
        "and one with only the harp kept in",
        "another with the harp back in",
        "one more with just the harp still in",
        "and one with the harp put back in, for the tv show",
    ],
)
def test_what_was_left_out_comes_back_beside_the_rest(said: str) -> None:
    assert [set(one["tracks"]) for one in _files(said, SPARE)] == [{*WITHOUT, "Harp"}]
    assert all("loudness_lufs" not in one for one in _files(said, SPARE))


@pytest.mark.parametrize(
    "said", ["one with just the flute left in", "and one with only the flute", "now only the flute"]
)
def test_what_was_in_it_is_alone(said: str) -> None:
    assert [one["tracks"] for one in _files(said, SPARE)] == [["Flute"]]


def test_without_a_file_before_it_is_alone() -> None:
    assert [one.get("tracks", [one.get("track")]) for one in _files("an mp3 with just the harp left in")] == [["Harp"]]


@pytest.mark.parametrize(
    ("said", "lufs"),
    [
        ("mp3 for the tv show", None),
        ("a wav for the radio people", None),
        ("mp3 for the podcast guys", None),
        ("mp3 for the radio edit", None),
        ("a wav for the radio", -23.0),
        ("an mp3 for tv", -23.0),
        ("mp3 for the podcast", -16.0),
        ("wav of the mix for broadcast, please", -23.0),
    ],
)
def test_whom_it_is_for_is_no_loudness(said: str, lufs: float | None) -> None:
    assert [one.get("loudness_lufs") for one in _files(said)] == [lufs]


@pytest.mark.parametrize(
    "said",
    [
        "mp3 with only the alto on it, for practicing at home",
        "mp3 of just the tuba",
        "wav of the violas please",
        "flac with nothing but the marimba",
        "only the tenor as mp3",
    ],
)
@pytest.mark.parametrize("context", [BAND, SUNG])
def test_what_is_not_here_is_asked_for(said: str, context: Any) -> None:
    assert [one["tool"] for one in calls(said, context)] == ["ask"]


def test_words_of_a_line_still_change() -> None:
    (sung,) = calls("sea should be lake", SUNG)
    assert sung["args"]["lyrics"] == "home by the lake"
