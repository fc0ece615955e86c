"""Fresh requests of a working session: names of markers, several things of a kind, levels over bars, questions."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import ClipInfo, Context, TrackInfo
from tests.engine.planner.session import calls, tools

_LANES = (
    ("Kick", "audio", 0, 40),
    ("Tele L", "audio", 0, 40),
    ("Tele R", "audio", 0, 40),
    ("Lead Voc", "audio", 8, 24),
    ("BV", "audio", 24, 8),
    ("909", "midi", 0, 40),
    ("Rhodes", "midi", 16, 16),
)
GIG = Context(
    tempo=120,
    clips=tuple(
        ClipInfo(f"c{i}", name.lower(), name, kind, start, length)
        for i, (name, kind, start, length) in enumerate(_LANES)
    ),
    tracks=tuple(name for name, *_ in _LANES),
    track_views=tuple(TrackInfo(name, kind, solo=name == "Kick") for name, kind, *_ in _LANES),
    markers=(("Verse 1", 5.0), ("Hook", 9.0), ("Verse 2", 13.0), ("Bridge", 17.0)),
)


@pytest.mark.parametrize(
    ("said", "args"),
    [
        ("the bridge marker is wrong, we call it the Middle Eight", {"name": "Bridge", "new_name": "Middle Eight"}),
        ("rename the hook marker. It should be named Chant", {"name": "Hook", "new_name": "Chant"}),
        ("rename the second marker to Shout", {"name": "Hook", "new_name": "Shout"}),
        ("rename the last marker to Tag", {"name": "Bridge", "new_name": "Tag"}),
        ("rename Verse 2 to Strophe", {"name": "Verse 2", "new_name": "Strophe"}),
        ("the marker at bar 9 should be called Refrain", {"name": "Hook", "new_name": "Refrain"}),
    ],
)
def test_a_marker_gets_the_name_that_is_said(said: str, args: dict[str, Any]) -> None:
    assert calls(said, GIG) == [{"tool": "marker", "args": {"action": "rename", **args}}]


@pytest.mark.parametrize(
    ("said", "name", "bar"),
    [
        ("set a marker where the rhodes starts playing", "Rhodes", 9),
        ("drop a marker at 19 and call it Quiet Bit", "Quiet Bit", 19),
        ("put a marker two bars before the hook named Fill", "Fill", 7),
        ("label bar 11 Shout section", "Shout section", 11),
    ],
)
def test_a_new_marker_has_its_name_and_place(said: str, name: str, bar: int) -> None:
    assert calls(said, GIG) == [{"tool": "marker", "args": {"action": "add", "name": name, "bar": bar}}]


def test_two_markers_are_renamed_in_one_sentence() -> None:
    found = [call["args"]["new_name"] for call in calls("rename Verse 1 to Dawn and Bridge to Dusk", GIG)]
    assert found == ["Dawn", "Dusk"]


@pytest.mark.parametrize(
    ("said", "tracks"),
    [
        ("mute the vocals", {"Lead Voc", "BV"}),
        ("mute the backing vocals", {"BV"}),
        ("mute the teles", {"Tele L", "Tele R"}),
        ("solo the lead voc and the BVs", {"Lead Voc", "BV"}),
    ],
)
def test_a_plural_means_all_of_its_kind(said: str, tracks: set[str]) -> None:
    found = [call["args"] for call in calls(said, GIG)]
    assert {name for args in found for name in args.get("tracks", [args.get("track")])} == tracks


def test_an_effect_on_a_plural_goes_on_each() -> None:
    assert [call["args"]["clip"] for call in calls("compress the teles", GIG)] == ["c1", "c2"]


@pytest.mark.parametrize(
    ("said", "values"),
    [
        ("pan the rhodes a bti to the left", [-0.25]),
        ("pan the rhodes a litle to the right", [0.25]),
        ("pan the rhodes a skosh to the left", [-0.25]),
        ("put the kick a touch to the left and the rhodes a touch to the right", [-0.25, 0.25]),
        ("pan the rhodes left", [-1]),
    ],
)
def test_a_little_to_a_side_is_never_all_the_way(said: str, values: list[float]) -> None:
    assert [call["args"]["value"] for call in calls(said, GIG)] == values


@pytest.mark.parametrize(
    ("said", "args"),
    [
        (
            "automate the 909 volume, start at -12 in bar 1 and ride it up to 0 by bar 9",
            {"track": "909", "from": -12, "to": 0, "start_bar": 1, "end_bar": 9},
        ),
        (
            "start the rhodes at minus 9 at bar 9 and let it climb to 0 by the second verse",
            {"track": "Rhodes", "from": -9, "to": 0, "start_bar": 9, "end_bar": 13},
        ),
        ("bring the BV down 4 dB during the verse 2", {"track": "BV", "from": -4, "to": -4, "start_bar": 13}),
        ("make the rhodes quieter in the bridge", {"from": -3, "to": -3, "start_bar": 17, "end_bar": 21}),
        ("fade the rhodes down over the bridge", {"from": 0, "start_bar": 17, "end_bar": 21}),
    ],
)
def test_a_level_over_bars(said: str, args: dict[str, Any]) -> None:
    (call,) = calls(said, GIG)
    assert call["tool"] == "automate"
    assert args.items() <= call["args"].items()


@pytest.mark.parametrize(
    ("said", "args"),
    [
        ("the kick should duck the rhodes", {"action": "sidechain", "track": "Rhodes", "to": "Kick"}),
        ("bring the rhodes down when the lead voc sings", {"action": "sidechain", "track": "Rhodes", "to": "Lead Voc"}),
        ("take the teles out of any group", {"action": "ungroup", "tracks": ["Tele L", "Tele R"]}),
    ],
)
def test_who_ducks_and_who_leaves_a_group(said: str, args: dict[str, Any]) -> None:
    assert calls(said, GIG) == [{"tool": "route", "args": args}]


def test_a_track_called_by_a_number_is_no_amount() -> None:
    (call,) = calls("909 an octave down", GIG)
    assert call == {"tool": "change_tempo_key", "args": {"clip": "c5", "semitones": -12}}


def test_a_part_told_by_a_marker_is_exported() -> None:
    (call,) = calls("export only the hook", GIG)
    assert (call["tool"], call["args"]["start_bar"], call["args"]["end_bar"]) == ("export", 9, 13)


@pytest.mark.parametrize(
    ("said", "aspect"),
    [
        ("who's louder, the rhodes or BV?", "level"),
        ("is the rhodes louder than the kick?", "level"),
        ("what's muted right now?", "mute"),
        ("how is the rhodes panned?", "pan"),
        ("does the rhodes get in the way of the teles?", "masking"),
        ("how many takes of the lead voc are there", "takes"),
        ("what have we got here?", "overview"),
    ],
)
def test_a_question_is_answered_from_the_session(said: str, aspect: str) -> None:
    (call,) = calls(said, GIG)
    assert (call["tool"], call["args"]["aspect"]) == ("session_info", aspect)


def test_a_question_changes_nothing_and_a_polite_request_does() -> None:
    assert tools("what would the rhodes sound like an octave lower?", GIG) == ["ask"]
    assert tools("could you turn the rhodes down 2 dB?", GIG) == ["mix"]


def test_a_selected_note_clip_gets_the_velocity_that_is_said() -> None:
    (call,) = calls("velocity 101 on every note", replace(GIG, selected_clips=("c6",)))
    assert call == {"tool": "edit_notes", "args": {"action": "velocity", "clip": "c6", "value": 101}}


@pytest.mark.parametrize(
    ("said", "maker", "bars", "bar"),
    [
        ("some hand claps in the hook", "generate_audio", 4, 9),
        ("strings under the bridge", "generate_audio", 4, 17),
        ("write a melody for the verse 2", "generate_midi", 4, 13),
        ("i need a conga groove in bars 5 to 8", "generate_audio", 4, 5),
    ],
)
def test_what_is_made_for_a_part_is_as_long_and_lies_there(said: str, maker: str, bars: int, bar: int) -> None:
    made, placed = calls(said, GIG)
    assert (made["tool"], made["args"]["bars"]) == (maker, bars)
    assert placed == {"tool": "arrange", "args": {"action": "place", "clip": "$1", "bar": bar}}


def test_what_is_made_for_the_start_lies_there() -> None:
    assert [call["args"].get("bar") for call in calls("add a jingle at the start, four bars", GIG)] == [None, 1]


@pytest.mark.parametrize(
    ("said", "args"),
    [
        (
            "the rhodes stays full up to bar 11, then ride it down to -15 by bar 13 and leave it there",
            {"track": "Rhodes", "parameter": "volume", "from": 0, "to": -15, "start_bar": 11, "end_bar": 13},
        ),
        (
            "bars 13 and 14 are a drum break, so the rhodes out there",
            {"track": "Rhodes", "parameter": "mute", "from": 1, "to": 1, "start_bar": 13, "end_bar": 15},
        ),
        (
            "drop the rhodes for two bars before the bridge",
            {"track": "Rhodes", "parameter": "mute", "from": 1, "to": 1, "start_bar": 15, "end_bar": 17},
        ),
        (
            "take the rhodes out of the bridge",
            {"track": "Rhodes", "parameter": "mute", "from": 1, "to": 1, "start_bar": 17, "end_bar": 21},
        ),
        (
            "the rhodes should be louder in the bridge",
            {"track": "Rhodes", "parameter": "volume", "from": 3, "to": 3, "start_bar": 17, "end_bar": 21},
        ),
    ],
)
def test_what_is_silent_or_changes_for_some_bars(said: str, args: dict[str, Any]) -> None:
    assert calls(said, GIG) == [{"tool": "automate", "args": args}]


@pytest.mark.parametrize(
    ("said", "tool", "args"),
    [
        ("set the velocity of the rhodes to 71", "edit_notes", {"action": "velocity", "clip": "c6", "value": 71}),
        (
            "The rhodes sounds choppy to me; could each of its notes be held until the next one begins?",
            "edit_notes",
            {"action": "legato", "clip": "c6"},
        ),
        ("humanise everything except the 909", "edit_notes", {"action": "humanize", "clip": "c6"}),
        ("turn off the reverb on the lead voc", "plugin", {"action": "bypass", "track": "Lead Voc"}),
        ("move the rhodes to bar 11 rather than bar 9", "arrange", {"action": "move", "clip": "c6", "bar": 11}),
        ("I can hardly hear the rhodes", "mix", {"action": "gain", "track": "Rhodes", "value_db": 3}),
    ],
)
def test_it_is_neither_turned_round_nor_lost(said: str, tool: str, args: dict[str, Any]) -> None:
    (call,) = calls(said, GIG)
    assert call["tool"] == tool
    assert args.items() <= call["args"].items()


@pytest.mark.parametrize(
    ("said", "reply"),
    [
        ("delete the trumpet", "ask"),
        ("delet trumpt", "ask"),
        ("stutter the lead voc at the hook", "ask"),
        ("cut out the silence in the lead voc", "refuse"),
        ("mute the four voices", "ask"),
    ],
)
def test_what_is_not_here_or_not_ours_changes_nothing(said: str, reply: str) -> None:
    assert tools(said, GIG) == [reply]


def test_words_of_other_languages_for_the_desk() -> None:
    assert calls("manda el Rhodes a Tele L a -12", GIG)[0]["args"] == {
        "action": "send",
        "track": "Rhodes",
        "to": "Tele L",
        "value_db": -12,
    }
    assert calls("Setz auf Takt 7 einen Marker, der Steigerung heißt", GIG)[0]["args"] == {
        "action": "add",
        "name": "Steigerung",
        "bar": 7,
    }
    assert calls("welche Spur ist am lautesten?", GIG)[0]["args"] == {"aspect": "loudness"}
    assert calls("súbele un poco al Rhodes", GIG)[0]["args"]["value_db"] > 0


def test_a_new_name_is_the_users_own_word() -> None:
    assert calls("Benenne den Marker Bridge in Gitarrensolo um", GIG)[0]["args"]["new_name"] == "Gitarrensolo"
    assert calls("Benenne die Spur Rhodes in Heimorgel um", GIG)[0]["args"]["name"] == "Heimorgel"


def test_a_level_without_bars_is_the_fader() -> None:
    assert calls("rhodes vloume to -6", GIG) == [
        {"tool": "mix", "args": {"track": "Rhodes", "action": "gain", "set_db": -6}}
    ]
    assert {call["tool"] for call in calls("freez the teles", GIG)} == {"freeze"}
