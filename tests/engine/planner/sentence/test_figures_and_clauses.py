"""Figures in words, and where one clause of a sentence ends and the next begins."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import ClipInfo, Context, TrackInfo
from engine.planner.languages.detect import language_of
from tests.engine.planner.session import calls

NAMES = ("Harp", "Lead Vox", "Lead Vox dbl", "Horn", "Flute", "Tuba Low")
CLIPS = (
    *((f"c{place}", name.lower(), name, "audio", 1.0, 33.0) for place, name in enumerate(NAMES, 1)),
    ("d2", "dbl ch2", "Lead Vox dbl", "audio", 33.0, 41.0),
    ("o1", "harp outro", "Harp", "audio", 33.0, 41.0),
    ("k2", "keys v2", "Keys", "midi", 17.0, 25.0),
)
SONG = Context(
    tempo=120,
    clips=tuple(ClipInfo(a, b, c, d, (e - 1) * 2, (f - e) * 2, bars=(e, f)) for a, b, c, d, e, f in CLIPS),
    tracks=(*NAMES, "Keys"),
    track_views=(*(TrackInfo(one) for one in NAMES), TrackInfo("Keys", "midi"), TrackInfo("Hall", "bus")),
    markers=(("Verse 1", 1.0), ("Verse 2", 17.0), ("Outro", 33.0)),
)


_SOLOED = ("solo", "Flute", None), ("solo", "Horn", None)
_MUTED = ("mute", "Flute", None), ("mute", "Horn", None)


def told(said: str) -> list[tuple[Any, ...]]:
    """What is done to what, and by how much."""
    made: list[tuple[Any, ...]] = []
    for one in calls(said, SONG):
        args = one["args"]
        value = next(
            (args[name] for name in ("value_db", "set_db", "value", "bpm", "duration", "name") if name in args), None
        )
        where = args.get("tracks") or [args.get("track") or args.get("clip")]
        made += [(args.get("action"), each, value) for each in where]
    return sorted(made, key=str)


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("harp up two and a half", 2.5),
        ("harp up a db and a half", 1.5),
        ("harp down one and a half db", -1.5),
        ("harp up 1 1/2 db", 1.5),
        ("harp up 2½ dB", 2.5),
        ("harp down half a db", -0.5),
        ("harp down half a decibel", -0.5),
        ("harp up a good 3 db", 3),
        ("harp down a solid two", -2),
        ("ease the harp down 2 db", -2),
        ("the harp could use 2 db more", 2),
        ("trim the harp 2 db down", -2),
        ("dial the harp back by 2 db", -2),
        ("move the fader of the harp down 4 db", -4),
    ],
)
def test_a_level_goes_by_its_whole_figure(said: str, value: float) -> None:
    assert told(said) == [("gain", "Harp", value)]


def test_a_share_of_a_level_stays_one() -> None:
    assert told("harp down by half") == [("gain", "Harp", -6)]


def test_a_tempo_goes_by_its_whole_figure() -> None:
    assert told("tempo up three and a half") == [("set_tempo", None, 123.5)]
    assert told("slow the song down by three bpm") == [("set_tempo", None, 117)]


def test_a_step_is_no_part_of_a_name() -> None:
    assert told("lead vox up 2 dbl down 3") == [("gain", "Lead Vox dbl", -3), ("gain", "Lead Vox", 2)]


def test_a_figure_behind_a_name_keeps_its_half() -> None:
    (call,) = calls("nudge keys v2 half a bar later", SONG)
    assert (call["args"]["clip"], call["args"]["offset_beats"]) == ("k2", 2)


def test_a_way_begins_no_name() -> None:
    assert {one["args"].get("clip") for one in calls("fade out harp over two seconds", SONG)} != {"o1"}


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("solo horn and flute, also harp down 2 db", [("gain", "Harp", -2), *_SOLOED]),
        ("solo horn and flute and then pull the harp down by 2 db",
         [("gain", "Harp", -2), *_SOLOED]),
        ("mute the horn and the flute. turn the harp up 2", [("gain", "Harp", 2), *_MUTED]),
        ("turn the harp up 2 db while you're at it solo the horn", [("gain", "Harp", 2), ("solo", "Horn", None)]),
        ("harp up 2 db + the horn and the flute 20% right",
         [("gain", "Harp", 2), ("pan", "Flute", 0.2), ("pan", "Horn", 0.2)]),
        ("mute the horn and solo the flute and the harp", [_MUTED[1], _SOLOED[0], ("solo", "Harp", None)]),
        ("take the horn and the flute out", [*_MUTED]),
    ],
)  # fmt: skip
def test_each_clause_keeps_its_things(said: str, wanted: list[tuple[Any, ...]]) -> None:
    assert told(said) == wanted


@pytest.mark.parametrize(
    ("said", "track", "name"),
    [
        ("label the horn Tuba Left", "Horn", "Tuba Left"),
        ("rename the harp Keys", "Harp", "Keys"),
        ("rename the flute Vox 2", "Flute", "Vox 2"),
        ("change the name of the horn to Brass", "Horn", "Brass"),
    ],
)
def test_a_new_name_may_sound_like_another_track(said: str, track: str, name: str) -> None:
    (call,) = calls(said, SONG)
    assert call["args"] == {"action": "rename", "track": track, "name": name}


def test_a_bare_goal_is_a_move_and_its_beat_counts() -> None:
    (call,) = calls("harp outro to bar 20 beat 3", SONG)
    assert call["args"] == {"action": "move", "clip": "o1", "bar": 20.5}


def test_so_much_of_a_bus_is_a_send() -> None:
    (call,) = calls("-9 dB of hall on the horn", SONG)
    assert call["args"] == {"action": "send", "track": "Horn", "to": "Hall", "value_db": -9}


@pytest.mark.parametrize("said", ["half a decibel more", "a decibel of it", "sorry, 30 cents"])
def test_units_are_english(said: str) -> None:
    assert language_of(said) == "en"


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("harp off and horn needs 6 db more", [("gain", "Horn", 6), ("mute", "Harp", None)]),
        ("harp up 2 db. i want the horn hard left", [("gain", "Harp", 2), ("pan", "Horn", -1)]),
        ("take the harp out. move the horn 20 left", [("mute", "Harp", None), ("pan", "Horn", -0.2)]),
        ("harp to the middle and the horn out", [("mute", "Horn", None), ("pan", "Harp", 0)]),
        ("mute the harp and listen to the horn by itself", [("mute", "Harp", None), ("solo", "Horn", None)]),
        ("turn the harp down 2 db, the horn needs 2 db more", [("gain", "Harp", -2), ("gain", "Horn", 2)]),
        ("harp down 2 db, the horn is too quiet, up two", [("gain", "Harp", -2), ("gain", "Horn", 2)]),
        ("i don't want to hear the harp", [("mute", "Harp", None)]),
        ("2 db more on the harp", [("gain", "Harp", 2)]),
        ("the harp one and a half db quieter", [("gain", "Harp", -1.5)]),
        ("harp L40", [("pan", "Harp", -0.4)]),
        ("this is still muddy, harp off", [("mute", "Harp", None)]),
    ],
)
def test_each_sentence_means_what_it_says(said: str, wanted: list[tuple[Any, ...]]) -> None:
    assert told(said) == wanted


def test_ducked_by_a_figure_is_a_level_and_without_one_asks_under_whom() -> None:
    assert told("duck the harp 6 db") == [("gain", "Harp", -6)]
    (call,) = calls("duck the harp", SONG)
    assert call["tool"] == "ask"


def test_a_verb_is_no_part_of_the_song() -> None:
    dropped = replace(SONG, markers=(("Drop 1", 1.0), ("Drop 2", 17.0)))
    (call,) = calls("drop the horn 2", dropped)
    assert call["args"] == {"track": "Horn", "action": "gain", "value_db": -2}
