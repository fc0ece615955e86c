"""Plain requests of a report: times of the clock, the playhead, one clip of several, an old figure and a new one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import Call, ClipInfo, Context, TrackInfo
from engine.planner.offline.doubts.asked_back import asked_back
from engine.planner.offline.planner import OfflinePlanner
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.tasks.plan import Step
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


NOTES = (("Theme", "theme", 1, 5), ("Theme", "theme", 5, 9), ("Beat", "Beat", 1, 9), ("Chords", "Chords", 1, 5))
SKETCH = Context(
    tempo=120,
    clips=tuple(
        ClipInfo(f"m{at}", name, track, "midi", (a - 1) * 2.0, (b - a) * 2.0, bars=(float(a), float(b)))
        for at, (track, name, a, b) in enumerate(NOTES, 1)
    ),
    tracks=("Theme", "Beat", "Chords", "Audio 4"),
    track_views=(*(TrackInfo(one, "midi") for one in ("Theme", "Beat", "Chords")), TrackInfo("Audio 4"),
                 TrackInfo("Master", "master")),
)  # fmt: skip
SWUNG = after(SKETCH, ("swing the beat", [("edit_notes", {"clip": "m3", "action": "swing", "amount": 0.2}, ("m3",))]))


@pytest.mark.parametrize(("words", "told"), [
    ("Set the velocity of the chords to sixty.", {"clip": "m4", "action": "velocity", "value": 60}),
    ("Lower the velocity of the beat by fifteen.", {"clip": "m3", "action": "velocity", "change": -15}),
    ("Shorten the notes of the chords by 20 percent", {"clip": "m4", "action": "length", "times": 0.8}),
])  # fmt: skip
def test_figures_of_notes_are_known_in_words(words: str, told: dict[str, Any]) -> None:
    assert args(words, SKETCH) == [told]


def test_a_note_in_a_bar_that_is_told_in_words() -> None:
    (edit,) = args("remove the last note in bar three of Theme", SKETCH)
    assert (edit["clip"], edit["note"], edit["start_bar"], edit["end_bar"]) == ("m1", -1, 3, 4)


@pytest.mark.parametrize("words", ["change the third chord to Dm", "make the third chord Dm"])
def test_a_chord_is_one_of_the_chords(words: str) -> None:
    (edit,) = args(words, SWUNG)
    assert (edit["clip"], edit["action"], edit["to"], edit["note"]) == ("m4", "chord", "Dm", 3)


@pytest.mark.parametrize("words", ["bounce the beat to audio", "convert the beat to audio", "print the beat as audio"])
def test_audio_is_no_track(words: str) -> None:
    assert args(words, SKETCH) == [{"track": "Beat", "action": "bounce"}]
    assert args("mute audio 4", SKETCH) == [{"track": "Audio 4", "action": "mute"}]


@pytest.mark.parametrize("words", [
    "repeat the chords so that they last twelve bars",
    "make the chords 12 bars long by looping them",
    "loop the chords until they are 12 bars long",
])  # fmt: skip
def test_so_that_it_lasts_is_a_length(words: str) -> None:
    assert args(words, SKETCH) == [{"clip": "m4", "action": "loop", "duration": 24}]


def test_a_line_is_sung_on_the_track_that_is_told() -> None:
    sung, put = args('sing the first four bars of Theme on Audio 4 with the words "over the sea"', SKETCH)
    assert sung == {"lyrics": "over the sea", "midi": "m1"}
    assert (put["clip"], put["track"], put["bar"]) == ("$1", "Audio 4", 1)


def test_chords_are_asked_about_by_their_bars() -> None:
    assert args("which chords are in bars 1 to 2?", SKETCH) == [{"clip": "m4", "aspect": "chords"}]


def test_a_ceiling_in_words() -> None:
    (put,) = args("put a limiter on the master with a ceiling of minus two dB", SKETCH)
    assert (put["track"], put["effect"], put["threshold_db"]) == ("Master", "limiter", -2)


def test_notes_of_several_clips_are_one_file() -> None:
    assert args("export Theme as midi", SKETCH) == [{"what": "notes", "format": "mid", "track": "Theme"}]
    assert len(args("export both theme clips as midi", SKETCH)) == 2


def test_the_empty_track_goes() -> None:
    assert args("delete the empty track", SKETCH) == [{"action": "delete", "track": "Audio 4"}]


def test_what_goes_along_with_a_line_goes_on_a_new_track() -> None:
    (made,) = args("add a bass line to the chords on a new track", SKETCH)
    assert (made["kind"], made["clip"]) == ("bass", "m4") and "track" not in made


@pytest.mark.parametrize(("words", "ratio"), [
    ("make that two percent instead", 1.02), ("no, only 2 percent", 1.02), ("another 2 percent", 1.07),
])  # fmt: skip
def test_another_percentage_of_a_pace(words: str, ratio: float) -> None:
    faster = after(REPORT, ("harp 5 percent faster", [("change_tempo_key", {"clip": "c6", "ratio": 1.05}, ())]))
    (step,) = OfflinePlanner(asks_back=False).plan(words, faster).steps
    assert (step.op, step.args["ratio"]) == ("fix", ratio)


def test_only_two_is_less_of_a_transposition() -> None:
    higher = after(REPORT, ("harp up three semitones", [("change_tempo_key", {"clip": "c6", "semitones": 3}, ())]))
    (step,) = ASKING.plan("no, only two", higher).steps
    assert (step.task, step.op, step.args["semitones"]) == ("change_tempo_key", "fix", 2)


@pytest.mark.parametrize(("words", "told"), [
    ("stretch the surf to twice its length", {"clip": "c5", "ratio": 0.5}),
    ("stretch the surf to half its length", {"clip": "c5", "ratio": 2}),
])  # fmt: skip
def test_times_as_long(words: str, told: dict[str, Any]) -> None:
    assert args(words) == [told]


@pytest.mark.parametrize(("words", "start", "to"), [
    ("insert four seconds of silence before the sailor's second clip", 14, 15),
    ("insert eight seconds of silence at 0:40", 11, 13),
    ("move everything after 0:40 four seconds later", 11, 12),
])  # fmt: skip
def test_silence_is_inserted_by_the_clock(words: str, start: float, to: float) -> None:
    (moved,) = args(words)
    assert (moved["action"], moved["start_bar"], moved["bar"]) == ("move", start, to)
    assert "clip" not in moved


def test_everything_behind_a_bar_goes() -> None:
    gone = {one["clip"]: one["action"] for one in args("delete everything from bar 12 on")}
    assert gone == {"c2": "trim", "c4": "delete", "c6": "trim"}


@pytest.mark.parametrize(("words", "calls_made"), [
    ("write down what the reporter says", [("transcribe", "c1"), ("transcribe", "c2")]),
    ("translate the sailor's first clip to Dutch", [("translate_speech", "c3")]),
])  # fmt: skip
def test_words_are_written_down_and_translated(words: str, calls_made: list[tuple[str, str]]) -> None:
    put = after(REPORT, ("compress the harp", [("apply_effect", {"clip": "c6", "effect": "compressor"}, ())]))
    assert [(one["tool"], one["args"]["clip"]) for one in calls(words, put)] == calls_made


def test_a_stem_out_of_a_mix_mutes_no_track() -> None:
    made = calls("take the drums out of the surf", replace(REPORT, tracks=(*REPORT.tracks, "Drums"), track_views=(
        *REPORT.track_views, TrackInfo("Drums"))))  # fmt: skip
    assert all((one["tool"], one["args"].get("track")) not in (("mix", "Drums"), ("mix", "Waves")) for one in made)


def test_a_marker_by_its_kind_is_a_place() -> None:
    marked = replace(REPORT, markers=(("Storm", 7.0),))
    assert args("add a gong at the marker Storm", marked)[1]["bar"] == 7
    assert args("split the harp at the Storm marker", marked) == [{"clip": "c6", "action": "split", "at": 24}]


def test_a_trim_ends_where_somebody_starts() -> None:
    (trim,) = args("trim the harp so that it ends where the sailor's first clip starts")
    assert (trim["clip"], trim["action"], trim["start_bar"], trim["end_bar"]) == ("c6", "trim", 1, 4)


def test_only_one_clip_is_exported() -> None:
    assert args("export only the sailor's second clip as an mp3") == [{"what": "clip", "format": "mp3", "clip": "c4"}]


def test_what_one_got_is_copied_to_another() -> None:
    put = after(REPORT, ("squash surf", [("apply_effect", {"clip": "c5", "effect": "compressor", "ratio": 3}, ())]))
    (call,) = calls("copy the compressor from the waves to the harp", put)
    assert (call["tool"], call["args"]) == ("apply_effect", {"clip": "c6", "effect": "compressor", "ratio": 3})
    faded = after(REPORT, ("fade in the surf", [("edit_clip", {"clip": "c5", "action": "fade_in", "duration": 2}, ())]))
    assert args("copy the surf's fade-in to the harp", faded) == [{"clip": "c6", "action": "fade_in", "duration": 2}]
    assert args("copy the surf to bar 9", put)[0]["action"] == "duplicate"


def test_one_leaves_its_group_and_a_group_is_dissolved() -> None:
    views = tuple(replace(one, group="Crew") if one.name in ("Reporter", "Sailor") else one
                  for one in REPORT.track_views)  # fmt: skip
    grouped = replace(REPORT, tracks=(*REPORT.tracks, "Crew"), track_views=(*views, TrackInfo("Crew", "group")))
    made = after(grouped, ("group the reporter and the sailor as crew", [
        ("route", {"action": "group", "tracks": ["Reporter", "Sailor"], "to": "Crew"}, ()),
    ]), ("crew down 1", [("mix", {"track": "Crew", "action": "gain", "value_db": -1}, ())]))  # fmt: skip
    made = replace(made, dialogue=tuple(replace(one, number=at) for at, one in enumerate(made.dialogue, 1)))
    assert args("remove the sailor from the crew group", made) == [{"action": "ungroup", "track": "Sailor"}]
    assert args("ungroup the crew", made) == [{"action": "ungroup", "track": "Crew"}]


@pytest.mark.parametrize("words", ["merge both clips of the sailor", "join the clips of the sailor"])
def test_clips_of_a_track_are_joined(words: str) -> None:
    put = after(REPORT, ("sailor up 1", [("mix", {"track": "Sailor", "action": "gain", "value_db": 1}, ())]))
    (step,) = ASKING.plan(words, put).steps
    assert (step.task, dict(step.args)) == ("edit_clip", {"clips": ["c3", "c4"], "action": "join"})


def test_the_gap_between_the_clips_of_one_track_is_closed() -> None:
    assert args("close the gap between the two sailor clips") == [{"action": "move", "clip": "c4", "bar": 8}]


@pytest.mark.parametrize(("words", "task"), [
    ("cut the silence out of the sailor", "ask"), ("play the sailor", "ask"), ("undo the sailor's compressor", "undo"),
])  # fmt: skip
def test_what_asks_for_an_edit_takes_nothing_back(words: str, task: str) -> None:
    scene = DialogueState.of(REPORT)
    assert asked_back(words, [Step("undo", {"target": "#1"})], scene, "", lambda: True)[0][0].task == task


def test_a_drum_is_no_whole_kit() -> None:
    assert all(one.get("action") != "delete" for one in args("delete all hi-hats from the beat", SKETCH))


def test_what_is_spared_may_stand_last() -> None:
    (moved,) = ASKING.plan("transpose everything up a semitone except the beat", SKETCH).steps
    assert (moved.task, moved.args) == ("change_tempo_key", {"clips": ["m1", "m2", "m4"], "semitones": 1})
