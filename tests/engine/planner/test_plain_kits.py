"""Plain requests: bars in words, clips told by their bar, kits in a group, markers called like tracks."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import Call, CallResult, ClipInfo, Context, Exchange, TrackInfo
from engine.planner.offline.planner import OfflinePlanner
from tests.engine.planner.session import after, calls

MEMBERS = ("Timpani", "Congas")
SONG = Context(
    tempo=120,
    clips=(
        ClipInfo("c1", "timpani", "Timpani", "audio", 0, 32, bars=(1.0, 17.0)),
        ClipInfo("c2", "congas", "Congas", "audio", 0, 32, bars=(1.0, 17.0)),
        ClipInfo("c3", "tuba", "Tuba", "audio", 0, 32, bars=(1.0, 17.0)),
        ClipInfo("c4", "harp 1", "Harp", "midi", 0, 8, bars=(1.0, 5.0)),
        ClipInfo("c5", "harp 2", "Harp", "midi", 16, 8, bars=(9.0, 13.0)),
        ClipInfo("c6", "oboe 1 a", "Oboe 1", "midi", 0, 8, bars=(1.0, 5.0)),
        ClipInfo("c7", "oboe 1 b", "Oboe 1", "midi", 16, 8, bars=(9.0, 13.0)),
        ClipInfo("c8", "oboe 2", "Oboe 2", "midi", 0, 8, bars=(1.0, 5.0)),
        ClipInfo("c9", "solo voice", "Alto", "audio", 16, 8, bars=(9.0, 13.0)),
    ),
    tracks=("Percussion", *MEMBERS, "Tuba", "Harp", "Oboe 1", "Oboe 2", "Alto"),
    track_views=(
        TrackInfo("Percussion", "group"),
        *(TrackInfo(one, "audio", group="Percussion", gain_db=0.0) for one in MEMBERS),
        TrackInfo("Tuba", "audio", gain_db=0.0),
        *(TrackInfo(one, "midi", gain_db=0.0) for one in ("Harp", "Oboe 1", "Oboe 2")),
        TrackInfo("Alto", "audio", gain_db=0.0),
        TrackInfo("Woodwinds", "bus", gain_db=0.0),
    ),
    markers=(("Intro", 1.0), ("Refrain", 9.0), ("Tuba", 13.0)),
)


def _args(text: str, context: Context = SONG) -> list[dict[str, Any]]:
    return [one["args"] for one in calls(text, context)]


def _only(text: str, context: Context = SONG) -> dict[str, Any]:
    (args,) = _args(text, context)
    return args


@pytest.mark.parametrize(("text", "told"), [
    ("copy bars three to six of the tuba to bar eighteen", {"start_bar": 3, "end_bar": 7, "bar": 18}),
    ("move bars five and six of the tuba to bar twenty", {"start_bar": 5, "end_bar": 7, "bar": 20}),
])  # fmt: skip
def test_bars_in_words_of_a_track(text: str, told: dict[str, int]) -> None:
    assert told.items() <= _only(text).items()


@pytest.mark.parametrize(("text", "told"), [
    ("copy the harp clip at bar nine to bar seventeen", {"action": "duplicate", "clip": "c5", "bar": 17}),
    ("move the clip at bar 9 on the harp to bar 21", {"action": "move", "clip": "c5", "bar": 21}),
    ("delete the harp region that starts at bar nine", {"action": "delete", "clip": "c5"}),
    ("copy the second oboe 1 clip to bar 17", {"action": "duplicate", "clip": "c7", "bar": 17}),
    ("copy the harp from bar 9 to bar 17", {"action": "duplicate", "clip": "c5", "bar": 17}),
    ("put the oboe 2 clip at bar 9", {"action": "move", "clip": "c8", "bar": 9}),
])  # fmt: skip
def test_one_of_a_tracks_clips_is_told_by_its_bar(text: str, told: dict[str, Any]) -> None:
    assert _only(text) == told


@pytest.mark.parametrize(("text", "action", "told"), [
    ("copy bars 1 to 4 of the percussion to bar 21", "duplicate", {"start_bar": 1, "end_bar": 5, "bar": 21}),
    ("move the percussion to bar 5", "move", {"bar": 5}),
    ("reverse the percussion in bar 3", "reverse", {"start_bar": 3, "end_bar": 3}),
    ("trim the percussion to bars 1 to 8", "trim", {"start_bar": 1, "end_bar": 8}),
    ("delete bars 5 to 6 of the percussion", "cut", {"start_bar": 5, "end_bar": 6}),
    ("repeat bars 15 to 16 of the percussion three times", "duplicate", {"start_bar": 15, "bar": 17, "count": 2}),
    ("delete the percussion clips", "delete", {}),
])  # fmt: skip
def test_what_is_done_to_a_group_is_done_to_the_clips_in_it(text: str, action: str, told: dict[str, int]) -> None:
    made = _args(text)
    assert [one["clip"] for one in made] == ["c1", "c2"]
    assert all(one["action"] == action and told.items() <= one.items() for one in made)


@pytest.mark.parametrize(("text", "told"), [
    ("loop bars 15 to 16 of the tuba twice", {"start_bar": 15, "end_bar": 17, "bar": 17}),
    ("copy bar 4 of the tuba three times", {"start_bar": 4, "end_bar": 5, "bar": 5, "count": 3}),
])  # fmt: skip
def test_bars_are_repeated_and_not_all_of_the_clip(text: str, told: dict[str, int]) -> None:
    assert _only(text) == {"action": "duplicate", "clip": "c3", **told}
    assert _only("loop the tuba twice") == {"clip": "c3", "action": "loop", "count": 2}


def test_a_track_that_goes_from_a_part_is_heard_beside_it() -> None:
    silent = _only("remove the tuba from the intro")
    assert (silent["parameter"], silent["start_bar"], silent["end_bar"]) == ("mute", 1, 9)
    assert _only("remove the tuba from bar 9 on")["action"] == "trim"


def test_what_goes_in_some_bars_is_no_effect_of_before() -> None:
    gate = {"clip": "c3", "effect": "gate"}
    gated = after(SONG, ("gate the tuba", [("apply_effect", gate, ("tuba",))]))
    assert all("effect" not in one for one in _args("delete the tuba in bars 5 to 8", gated))


@pytest.mark.parametrize(("text", "first", "last"), [
    ("mute the alto in bar two of the refrain", 10, 11),
    ("mute the alto in bar 10 of the refrain", 10, 11),
    ("mute the tuba in bars 3 to 4 of the refrain", 11, 13),
])  # fmt: skip
def test_bars_of_a_part_are_counted_from_where_it_begins(text: str, first: int, last: int) -> None:
    args = _only(text)
    assert (args["start_bar"], args["end_bar"]) == (first, last)


def test_a_marker_is_no_track_of_its_name() -> None:
    args = _only("mute the alto from bar 9 to the marker Tuba")
    assert (args["track"], args["start_bar"], args["end_bar"]) == ("Alto", 9, 13)
    assert _only("move the tuba clip to the marker Refrain") == {"action": "move", "clip": "c3", "bar": 9}
    assert _only("rename the marker Tuba to Brass") == {"action": "rename", "name": "Tuba", "new_name": "Brass"}


def test_a_named_track_is_not_the_one_of_before() -> None:
    harp = after(SONG, ("harp down 2 dB", [("mix", {"track": "Harp", "action": "gain", "value_db": -2}, ())]))
    assert _only("mute the track Alto", harp) == {"track": "Alto", "action": "mute"}


@pytest.mark.parametrize(("text", "told"), [
    ("reverse this bar", {"action": "reverse", "start_bar": 6, "end_bar": 6}),
    ("delete this bar", {"action": "cut", "start_bar": 6, "end_bar": 6}),
    ("copy this bar to bar 20", {"action": "duplicate", "start_bar": 6, "end_bar": 7, "bar": 20}),
    ("normalize this bar", {"action": "normalize", "start_bar": 6, "end_bar": 6}),
    ("add a delay to this bar", {"effect": "delay", "start_bar": 6, "end_bar": 6}),
])  # fmt: skip
def test_this_bar_is_the_one_that_is_selected(text: str, told: dict[str, Any]) -> None:
    muted = {"track": "Tuba", "parameter": "mute", "from": 1, "to": 1, "start_bar": 9, "end_bar": 13}
    context = replace(
        after(SONG, ("mute the tuba in the refrain", [("automate", muted, ())])),
        selected_clips=("c3",), selected_tracks=("Tuba",), selected_bars=(6.0, 7.0), is_newly_selected=True,
    )  # fmt: skip
    assert {"clip": "c3", **told}.items() <= _only(text, context).items()


@pytest.mark.parametrize(("text", "change"), [
    ("raise the velocity of all the notes on the oboe 2 by twelve", 12),
    ("lower the oboe 2 velocities by 9", -9),
    ("turn the velocities on oboe 2 down by fifteen", -15),
])  # fmt: skip
def test_velocities_go_as_far_and_the_way_that_is_said(text: str, change: int) -> None:
    assert _only(text) == {"clip": "c8", "action": "velocity", "change": change}


@pytest.mark.parametrize("text", ["tune the alto to D minor", "correct the pitch of the alto in D minor"])
def test_a_voice_is_tuned_to_a_key(text: str) -> None:
    assert _only(text) == {"clip": "c9", "effect": "autotune", "key": "D minor"}
    assert _only("transpose the alto to D minor") == {"clip": "c9", "key": "D minor"}
    assert _only("tune the tuba down two semitones") == {"clip": "c3", "semitones": -2}


def test_listed_chords_fill_their_bars_on_the_track_that_is_named() -> None:
    made = calls("write the chords Dm, C, Bb and A on the harp in bars 17 to 24, one chord per bar", SONG)
    assert [one["tool"] for one in made] == ["generate_midi", "arrange"]
    assert made[0]["args"] == {"kind": "chords", "chords": ["Dm", "C", "Bb", "A"] * 2, "bars": 8}
    assert made[1]["args"] == {"action": "place", "clip": "$1", "bar": 17, "track": "Harp"}


def test_a_copied_track_is_transposed_and_its_source_is_not() -> None:
    made = calls("copy the track tuba to a new track called Low and transpose it down an octave", SONG)
    assert [one["args"] for one in made] == [
        {"action": "duplicate", "clip": "c3", "track": "Low"},
        {"clip": "$1", "semitones": -12},
    ]


def test_a_filter_is_called_one() -> None:
    views = tuple(
        replace(one, plugins=("Low-pass Filter",)) if one.name == "Tuba" else one for one in SONG.track_views
    )
    args = _only("remove the low-pass filter from the tuba", replace(SONG, track_views=views))
    assert args == {"action": "remove", "track": "Tuba", "plugin": "lowpass"}


def test_a_bus_is_called_one() -> None:
    assert _only("lower the woodwinds bus by 2 dB") == {"track": "Woodwinds", "action": "gain", "value_db": -2}


def test_a_loop_ends_where_it_is_told() -> None:
    assert _only("loop from bar 5 to bar 13") == {"action": "loop", "start_bar": 5, "end_bar": 12}
    assert _only("loop bars 5 to 12") == {"action": "loop", "start_bar": 5, "end_bar": 12}


@pytest.mark.parametrize(("text", "told"), [
    ("copy the first two bars of the harp to bar 21", {"clip": "c4", "start_bar": 1, "end_bar": 3, "bar": 21}),
    ("reverse the last bar of the alto", {"clip": "c9", "action": "reverse", "start_bar": 12, "end_bar": 12}),
    ("repeat the last two bars of the tuba", {"clip": "c3", "start_bar": 15, "end_bar": 17, "bar": 17}),
    ("reverse the last beat of the tuba", {"clip": "c3", "action": "reverse", "start": 31.5, "end": 32}),
])  # fmt: skip
def test_bars_at_an_end_of_a_track(text: str, told: dict[str, Any]) -> None:
    assert told.items() <= _only(text).items()
    assert _only("keep only the first two bars of the tuba")["action"] == "trim"


@pytest.mark.parametrize(("text", "done"), [
    ("delete the markers Intro and Refrain", [("delete", "Intro"), ("delete", "Refrain")]),
    ("remove the Intro and Tuba markers", [("delete", "Intro"), ("delete", "Tuba")]),
    ("move the marker Refrain back by two bars", [("move", "Refrain")]),
    ("put markers at bars 5 and 7", [("add", None), ("add", None)]),
])  # fmt: skip
def test_markers_in_the_plural_and_by_so_much(text: str, done: list[tuple[str, str | None]]) -> None:
    assert [(one["action"], one.get("name")) for one in _args(text)] == done
    assert _only("move the marker Refrain back by two bars")["bar"] == 7


def test_all_that_goes_into_a_bus_is_what_it_is() -> None:
    context = replace(SONG, track_views=tuple(
        replace(one, output="Woodwinds") if one.name.startswith("Oboe") else one for one in SONG.track_views
    ))  # fmt: skip
    assert _only("transpose the woodwinds up a tone", context) == {"clips": ["c6", "c7", "c8"], "semitones": 2}
    assert _only("mute the woodwinds", context) == {"track": "Woodwinds", "action": "mute"}


def test_two_of_a_kind_beside_a_copy_of_one() -> None:
    copied = replace(SONG, tracks=(*SONG.tracks, "Oboe 1 2"),
                     track_views=(*SONG.track_views, TrackInfo("Oboe 1 2", "midi")))  # fmt: skip
    assert [one["track"] for one in _args("mute both oboes", copied)] == ["Oboe 1", "Oboe 2"]


@pytest.mark.parametrize(("text", "done"), [
    ("transcribe the alto", [("transcribe", {"clip": "c9"})]),
    ("make the alto sound like a robot", [("style_transfer", {"clip": "c9", "style": "robot"})]),
    ("create a bus for both oboes", [("route", {"action": "bus", "tracks": ["Oboe 1", "Oboe 2"], "to": "Oboes"})]),
    ("turn the send of the alto to the reverb down by 2 dB", [
        ("ask", {"text": "“Alto” is not sent to “reverb”; at how many dB should it be?"}),
    ]),
    ("split the tuba at bar nine and mute the second half", [
        ("edit_clip", {"clip": "c3", "action": "split", "at": 16}),
        ("automate", {"track": "Tuba", "parameter": "mute", "from": 1, "to": 1, "start_bar": 9, "end_bar": 17}),
    ]),
    ("say good evening at bar five", [
        ("speak", {"text": "good evening"}), ("arrange", {"action": "place", "clip": "$1", "bar": 5}),
    ]),
])  # fmt: skip
def test_plain_orders_are_done(text: str, done: list[tuple[str, dict[str, Any]]]) -> None:
    assert [(one["tool"], one["args"]) for one in calls(text, SONG)] == done


def test_an_effect_of_long_ago_is_turned_and_not_put_on_twice() -> None:
    delay = Call(0, "apply_effect", {"clip": "c9", "effect": "delay", "delay_s": 0.5}, ("c9",), 1, "delay the alto")
    said = Exchange("mute the tuba", ({"tool": "mix", "args": {"track": "Tuba", "action": "mute"}},),
                    (CallResult(0, True),), number=20)  # fmt: skip
    (step,) = OfflinePlanner().plan("set the delay on the alto to an eighth note",
                                    replace(SONG, history=(delay,), dialogue=(said,))).steps  # fmt: skip
    assert (step.op, step.base, step.args["delay_s"]) == ("fix", "1.1", 0.25)


@pytest.mark.parametrize(("text", "done"), [
    ("mute the percussion except the congas", {"track": "Timpani", "action": "mute"}),
    ("remove the Percussion group", {"action": "ungroup", "track": "Percussion"}),
    ("go back to bar 5", {"action": "locate", "bar": 5}),
    ("master the song to minus 12 LUFS", {"what": "mix", "loudness_lufs": -12}),
])  # fmt: skip
def test_what_is_meant_and_nothing_beside_it(text: str, done: dict[str, Any]) -> None:
    assert _only(text) == done


def test_all_of_a_track_goes_later() -> None:
    assert [(one["clip"], one["offset_beats"]) for one in _args("move the harp two beats later")] == [
        ("c5", 2), ("c4", 2),
    ]  # fmt: skip


def test_switched_back_on_is_nothing_taken_back() -> None:
    gate = {"clip": "c3", "effect": "gate"}
    gated = after(SONG, ("gate the tuba", [("apply_effect", gate, ("tuba",))]))
    assert all(one["tool"] != "undo" for one in calls("turn the gate on the tuba back on", gated))


def test_a_name_to_be_looked_up_is_none() -> None:
    assert all(one["tool"] != "arrange" for one in calls("name the tracks after their players", SONG))


def test_back_up_is_as_far_as_it_went_down() -> None:
    down = Call(0, "mix", {"track": "Alto", "action": "gain", "value_db": -4.0}, (), 1, "alto down 4")
    said = Exchange("mute the tuba", ({"tool": "mix", "args": {"track": "Tuba", "action": "mute"}},),
                    (CallResult(0, True),), number=20)  # fmt: skip
    context = replace(SONG, history=(down,), dialogue=(said,))
    assert _only("turn the alto back up", context) == {"track": "Alto", "action": "gain", "value_db": 4}


def test_a_fade_of_notes_beside_a_ducking_is_a_ride() -> None:
    duck = Call(0, "route", {"action": "sidechain", "track": "Harp", "to": "Timpani"}, (), 1, "duck the harp")
    args = _only("fade the harp out over its last two bars", replace(SONG, history=(duck,)))
    assert (args["track"], args["to"], args["start_bar"], args["end_bar"]) == ("Harp", -60, 11, 13)
    assert _only("fade the harp out over its last two bars")["action"] == "fade_out"


def test_the_clip_on_a_track_is_named_and_not_the_track() -> None:
    assert _only("name the clip on Tuba Low Brass") == {"action": "rename", "clip": "c3", "name": "Low Brass"}
    assert _only("loop the tuba four times") == {"clip": "c3", "action": "loop", "count": 4}


def test_a_tempo_that_was_set_behind_it_stays() -> None:
    slower = {"action": "set_tempo", "bpm": 90.0, "bar": 9.0}
    context = after(SONG, ("90 from bar 9", [("transport", slower, ())]))
    assert _args("set the tempo to 100 in bars 5 to 8", context) == [{"action": "set_tempo", "bpm": 100, "bar": 5}]
    assert len(_args("set the tempo to 100 in bars 5 to 6", context)) == 2
