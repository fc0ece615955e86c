"""Plain requests of a report: times of the clock, the playhead, one clip of several, an old figure and a new one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import Call, ClipInfo, Context, TrackInfo
from engine.planner.offline.planner import OfflinePlanner
from tests.engine.planner.session import after, calls

CLIPS = (
    ("Reporter", "opening", 3, 9),
    ("Reporter", "farewell", 11, 13),
    ("Sailor", "tale 1", 5, 8),
    ("Sailor", "tale 2", 14, 20),
    ("Waves", "surf", 1, 5),
    ("Track 4", "harp", 1, 21),
    ("Track 5", "backing voices", 1, 3),
)
BAR_S = 4.0
REPORT = Context(
    tempo=60,
    playhead=18.0,
    clips=tuple(
        ClipInfo(f"c{at}", name, track, "audio", (a - 1) * BAR_S, (b - a) * BAR_S, bars=(float(a), float(b)))
        for at, (track, name, a, b) in enumerate(CLIPS, 1)
    ),
    tracks=tuple(dict.fromkeys(track for track, *_ in CLIPS)),
    track_views=tuple(TrackInfo(track) for track in dict.fromkeys(track for track, *_ in CLIPS)),
)
ASKING = OfflinePlanner()


def args(text: str, context: Context = REPORT) -> list[dict[str, Any]]:
    return [one["args"] for one in calls(text, context)]


def planned(text: str, context: Context = REPORT) -> list[str]:
    """The tasks of the plan of a planner that asks where it doubts."""
    return [one.task for one in ASKING.plan(text, context).steps]


@pytest.mark.parametrize(("words", "told"), [
    ("Divide the harp at the playhead.", {"clip": "c6", "action": "split", "at": 18}),
    ("Divide the harp here.", {"clip": "c6", "action": "split", "at": 18}),
    ("Slice the harp at 0:18", {"clip": "c6", "action": "split", "at": 18}),
    ("Cut the harp in two at 0:30.", {"clip": "c6", "action": "split", "at": 30}),
    ("Shift the surf to the play cursor", {"action": "move", "clip": "c5", "bar": 5.5}),
    ("Erase the harp after the playhead", {"clip": "c6", "action": "trim", "start": 0, "end": 18}),
    ("Loop the waves until 0:40", {"clip": "c5", "action": "loop", "duration": 40}),
    ("Set a marker called Harbour at the cursor", {"action": "add", "name": "Harbour", "bar": 5.5}),
])  # fmt: skip
def test_times_of_the_session_are_bars(words: str, told: dict[str, Any]) -> None:
    assert told in args(words)
    assert "ask" not in planned(words)


def test_a_time_is_of_the_session_and_not_of_the_clip() -> None:
    (split,) = args("split the reporter's first clip at 0:20")
    assert (split["clip"], split["at"]) == ("c1", 12)


def test_a_stretch_of_time_ends_where_it_says() -> None:
    (ride,) = args("harp 5 dB down from 0:08 to 0:20")
    assert (ride["parameter"], ride["start_bar"], ride["end_bar"]) == ("volume", 3, 6)


@pytest.mark.parametrize(("words", "told"), [
    ("Play from 0:20", {"action": "play", "at": 20}),
    ("Put the playhead at 0:12", {"action": "locate", "at": 12}),
])  # fmt: skip
def test_the_transport_goes_by_the_clock(words: str, told: dict[str, Any]) -> None:
    assert args(words) == [told]


@pytest.mark.parametrize(("words", "clip"), [
    ("Lower the sailor's second clip by 4 dB", "c4"),
    ("Reverse the last clip of the sailor", "c4"),
    ("Normalize the first clip on the reporter", "c1"),
    ("Denoise the sailor's first tale", "c3"),
    ("Rename the sailor's last tale to Storm", "c4"),
    ("Delete the first tale of the sailor", "c3"),
    ("Put a chorus on the reporter's second clip", "c2"),
])  # fmt: skip
def test_one_clip_of_several_is_told_by_its_number(words: str, clip: str) -> None:
    compressed = after(REPORT, ("compress the sailor", [("apply_effect", {"clip": "c3", "effect": "compressor"}, ())]))
    for context in (REPORT, compressed):
        (call,) = calls(words, context)
        assert call["args"]["clip"] == clip
        assert call["tool"] != "undo"


def test_a_first_bar_and_a_take_are_no_clip() -> None:
    assert all(one.get("clip") != "c3" or "start_bar" in one for one in args("mute the sailor's first bar"))
    assert "c4" not in str(args("cut the sailor's last word"))


@pytest.mark.parametrize(("words", "bar"), [
    ("Copy the surf to the end of the sailor's first clip", 8),
    ("Put a copy of the surf right after the sailor's last word", 20),
    ("Copy the surf to the start of the reporter's second clip", 11),
    ("Move the surf so that it starts right after the reporter's first clip", 9),
])  # fmt: skip
def test_the_end_of_another_clip_is_a_place(words: str, bar: float) -> None:
    (call,) = args(words)
    assert (call["clip"], call["bar"]) == ("c5", bar)


def test_what_is_made_goes_to_the_start_of_another_clip() -> None:
    made, put = args("add thunder at the start of the sailor's second clip")
    assert (made["prompt"], put["clip"], put["bar"]) == ("thunder", "$1", 14)


def test_all_clips_are_each_of_them() -> None:
    every = {f"c{at}" for at in range(1, 8)}
    assert {one["clip"] for one in args("shift all clips two bars later")} == every
    assert {one["clip"] for one in args("fade in every clip over 10 ms")} == every
    assert {one["clip"] for one in args("turn all clips on the sailor down 2 dB")} == {"c3", "c4"}
    moved = [one["clip"] for one in args("move all clips on the sailor 8 bars later")]
    assert moved == ["c4", "c3"]
    assert {one["clip"] for one in args("split everything at bar 4")} == {"c1", "c5", "c6"}


@pytest.mark.parametrize("words", ["move the sailor's second clip one bar later", "move the harp one bar later"])
def test_one_bar_is_no_name(words: str) -> None:
    (call,) = args(words)
    assert call["offset_beats"] == 4


def test_another_figure_of_a_move_stands_in_its_place() -> None:
    moved = after(REPORT, ("move the surf one bar later", [
        ("arrange", {"action": "move", "clip": "c5", "offset_beats": 4}, ("c5",)),
    ]))  # fmt: skip
    (step,) = OfflinePlanner(asks_back=False).plan("no, three bars later", moved).steps
    assert (step.op, step.args["offset_beats"]) == ("fix", 12)
    (step,) = OfflinePlanner(asks_back=False).plan("a bar later still", moved).steps
    assert step.op != "fix"


@pytest.mark.parametrize(("words", "told"), [
    ("lower the harp from 0 to -3 dB", {"track": "Track 4", "action": "gain", "set_db": -3}),
    ("change the tempo from 60 to 72", {"action": "set_tempo", "bpm": 72}),
    ("change the meter from 4/4 to 6/8", {"action": "set_meter", "meter": "6/8"}),
    ("stretch the surf from four bars to five", {"clip": "c5", "bars": 5}),
    ("squeeze the surf from 4 bars to 3", {"clip": "c5", "bars": 3}),
    ("stretch the surf to 6 bars", {"clip": "c5", "bars": 6}),
])  # fmt: skip
def test_of_an_old_and_a_new_figure_the_new_one_counts(words: str, told: dict[str, Any]) -> None:
    assert args(words) == [told]


def test_from_one_level_to_another_over_bars_is_a_way() -> None:
    (ride,) = args("lower the harp from 0 to -9 dB over bars 5 to 8")
    assert (ride["from"], ride["to"]) == (0, -9)


def test_tracks_are_named_after_their_clips() -> None:
    named = {one["track"]: one["name"] for one in args("Name the unnamed tracks after what is on them.")}
    assert named == {"Track 4": "harp", "Track 5": "backing voices"}
    assert args("give track 4 the name of its clip") == [{"action": "rename", "name": "harp", "track": "Track 4"}]
    renamed = Call(1, "arrange", {"action": "rename", "track": "Track 9", "name": "Waves"}, (), 1)
    others = args("rename the remaining tracks after their clips", replace(REPORT, history=(renamed,)))
    assert "Waves" not in {one["track"] for one in others}
    clips = args("name the clips after their tracks")
    assert {"action": "rename", "name": "Sailor", "clip": "c4"} in clips


def test_a_kind_before_a_name_is_no_other_thing() -> None:
    assert args("rename the track Sailor to Skipper") == [{"action": "rename", "name": "Skipper", "track": "Sailor"}]
    assert args("rename the clip harp to strings") == [{"action": "rename", "name": "strings", "clip": "c6"}]


@pytest.mark.parametrize(("words", "clips"), [
    ("remove the background noise from the harp", ["c6"]),
    ("denoise the backing voices", ["c7"]),
])  # fmt: skip
def test_background_noise_is_on_what_is_named(words: str, clips: list[str]) -> None:
    assert [one["clip"] for one in args(words)] == clips


def test_a_loudness_is_of_all_clips_of_a_track() -> None:
    assert [one["clip"] for one in args("bring the sailor to -18 LUFS")] == ["c3", "c4"]
    leveled = after(REPORT, ("bring the sailor to -18 LUFS", [
        ("edit_clip", {"clip": name, "action": "normalize", "loudness_lufs": -18}, (name,)) for name in ("c3", "c4")
    ]))  # fmt: skip
    made = args("now the reporter as well", leveled)
    assert [(one["clip"], one["loudness_lufs"]) for one in made] == [("c1", -18), ("c2", -18)]


def test_what_somebody_says_is_written_down() -> None:
    asked = calls('when does the sailor say "whale"?', REPORT)
    assert [(one["tool"], one["args"]["clip"]) for one in asked] == [("transcribe", "c3"), ("transcribe", "c4")]
    assert planned("when does the sailor come in?") == ["session_info"]


def test_a_level_in_words_holds_while_somebody_speaks() -> None:
    rides = args("lower the harp by six dB while the sailor is talking")
    assert [(one["start_bar"], one["end_bar"], one["to"]) for one in rides] == [(5, 8, -6), (14, 20, -6)]


def test_a_fade_is_taken_back_by_its_way() -> None:
    faded = after(
        REPORT,
        ("fade the harp in", [("edit_clip", {"clip": "c6", "action": "fade_in", "duration": 2}, ("c6",))]),
        ("fade the harp out at the end", [
            ("automate", {"track": "Track 4", "parameter": "volume", "from": 0, "to": -60, "start_bar": 19,
                          "end_bar": 21}, ()),
        ]),
    )  # fmt: skip
    numbered = replace(faded, dialogue=tuple(replace(one, number=at) for at, one in enumerate(faded.dialogue, 1)))
    assert args("undo the fade-in of the harp", numbered) == [{"target": "#1"}]
    assert args("undo the fade-out", numbered) == [{"target": "#2"}]


def test_the_only_compressor_is_meant_however_long_ago() -> None:
    put = ("compress the harp", [("apply_effect", {"clip": "c6", "effect": "compressor", "ratio": 3}, ("c6",))])
    muted = [(f"mute it {at}", [("mix", {"track": "Waves", "action": "mute"}, ())]) for at in range(7)]
    context = after(REPORT, put, *muted)
    numbered = replace(context, dialogue=tuple(replace(one, number=at) for at, one in enumerate(context.dialogue, 1)))
    (step,) = OfflinePlanner().plan("set the compressor's ratio to 5", numbered).steps
    assert (step.op, step.args["clip"], step.args["ratio"]) == ("fix", "c6", 5)


def test_a_text_file_has_the_words() -> None:
    assert args("write the words of the reporter's first clip to a text file") == [
        {"what": "transcript", "format": "txt", "clip": "c1"}
    ]
