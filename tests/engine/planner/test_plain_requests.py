"""Plain requests in sessions that are built otherwise: loops everywhere, parts called like tracks, two of a kind."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import ClipInfo, Context, Exchange, TrackInfo
from engine.planner.offline.planner import OfflinePlanner
from tests.engine.planner.session import after, calls

ASKING = OfflinePlanner()


def _song(tracks: dict[str, tuple[str, ...]], *, midi: tuple[str, ...] = (), **more: Any) -> Context:
    """Each track with its clips, eight bars each, one behind the other."""
    clips, at = [], 0
    for track, names in tracks.items():
        for place, name in enumerate(names):
            at += 1
            kind = "midi" if track in midi else "audio"
            start = 1.0 + 8 * place
            clips.append(ClipInfo(f"c{at}", name, track, kind, (start - 1) * 2, 16, bars=(start, start + 8)))
    views = tuple(TrackInfo(name, "midi" if name in midi else "audio") for name in tracks)
    return Context(tempo=120, clips=tuple(clips), tracks=tuple(tracks), track_views=views, **more)


LOOPS = _song(
    {"Kick": ("kick loop",), "Clap": ("clap loop",), "Organ": ("organ loop",), "Lead": ("lead loop",)},
    midi=("Kick", "Clap", "Organ", "Lead"),
    markers=(("Drop", 9.0),),
)
RAP = _song(
    {"Snare": ("snare a", "snare b"), "Refrain": ("refrain a", "refrain b"), "Verse Vox": ("vox a", "vox b")},
    markers=(("Verse 1", 1.0), ("Refrain 1", 9.0), ("Refrain 2", 17.0)),
)
BRASS = _song({"Tubas": ("call", "answer"), "Tubas 2": ("low call", "low answer")}, midi=("Tubas", "Tubas 2"))


def steps(text: str, context: Context) -> list[tuple[str, dict[str, Any]]]:
    return [(one["tool"], one["args"]) for one in calls(text, context)]


# --- a loop is no drums ---


@pytest.mark.parametrize("text", ["mute the drums", "silence the drums please"])
def test_loops_of_other_instruments_are_no_drums(text: str) -> None:
    assert steps(text, LOOPS) == [("mix", {"tracks": ["Kick", "Clap"], "action": "mute"})]


def test_a_song_of_loops_is_moved_without_its_drums() -> None:
    plan = OfflinePlanner(asks_back=False).plan("the whole song down three semitones", LOOPS)
    ((_, args),) = [(one.task, one.args) for one in plan.steps]
    assert args == {"clips": ["c3", "c4"], "semitones": -3}
    assert plan.note == "Left as they are, because they have no key: Kick, Clap."


# --- properties by their names ---


@pytest.mark.parametrize(("text", "task", "args"), [
    ("change the organ's colour to green", "set_track", {"track": "Organ", "color": "green"}),
    ("change the name of the organ to Hammond", "arrange",
     {"action": "rename", "name": "Hammond", "track": "Organ"}),
    ("adjust the volume of the lead to minus eight dB", "mix", {"track": "Lead", "action": "gain", "set_db": -8}),
    ("change the pan of the clap to hard right", "mix", {"track": "Clap", "action": "pan", "value": 1}),
    ("decrease the velocity of the lead by twelve", "edit_notes", {"clip": "c4", "action": "velocity", "change": -12}),
])  # fmt: skip
def test_a_property_is_set_by_its_name(text: str, task: str, args: dict[str, Any]) -> None:
    assert steps(text, LOOPS) == [(task, args)]


WORKED_ON = after(LOOPS, ("mute the organ", [("mix", {"track": "Organ", "action": "mute"}, ())]))


@pytest.mark.parametrize(("text", "args"), [
    ("set its panning to 30 left", {"track": "Organ", "action": "pan", "value": -0.3}),
    ("change its level to -4", {"track": "Organ", "action": "gain", "set_db": -4}),
])  # fmt: skip
def test_its_property_is_of_what_was_worked_on(text: str, args: dict[str, Any]) -> None:
    assert steps(text, WORKED_ON) == [("mix", args)]


def test_two_values_are_two_acts() -> None:
    made = steps("set the organ's level to -6 and pan it left", LOOPS)
    assert [args["action"] for _, args in made] == ["gain", "pan"]


# --- more bars ---


@pytest.mark.parametrize(("text", "seconds"), [
    ("loop the organ for four more bars", 24), ("repeat the organ loop for another two bars", 20),
    ("loop the organ for 12 bars", 24),
])  # fmt: skip
def test_more_bars_are_put_behind_what_is_there(text: str, seconds: float) -> None:
    assert steps(text, LOOPS) == [("edit_clip", {"clip": "c3", "action": "loop", "duration": seconds})]


def test_more_bars_of_one_part() -> None:
    (made,) = steps("loop the snare of refrain 1 for two more bars", RAP)
    assert made == ("edit_clip", {"clip": "c2", "action": "loop", "duration": 20})


# --- parts that are called like tracks ---


@pytest.mark.parametrize("text", ["add a reverb to the refrain", "put a reverb on the refrain"])
def test_an_effect_goes_on_the_track_of_that_name(text: str) -> None:
    assert {args.get("clip") for _, args in steps(text, RAP)} == {"c3", "c4"}


def test_in_that_part_is_a_place() -> None:
    made = steps("mute the snare in refrain 1", RAP)
    assert made == [("automate", {
        "track": "Snare", "parameter": "mute", "from": 1, "to": 1, "start_bar": 9, "end_bar": 17,
    })]  # fmt: skip


def test_the_refrain_vocals_are_the_refrain() -> None:
    assert steps("mute the refrain vocals", RAP) == [("mix", {"track": "Refrain", "action": "mute"})]


# --- one of a track's clips ---


@pytest.mark.parametrize(("text", "clip"), [
    ("transpose the second tubas clip up an octave", "c2"),
    ("transpose the first tubas clip up an octave", "c1"),
    ("transpose tubas 2 up an octave", None),
])  # fmt: skip
def test_a_counted_clip_is_of_the_track_that_is_named(text: str, clip: str | None) -> None:
    ((task, args),) = steps(text, BRASS)
    assert task == "change_tempo_key" and args["semitones"] == 12
    assert args.get("clip") == clip and (clip or args["clips"] == ["c3", "c4"])


def test_a_counted_clip_is_muted_over_its_bars() -> None:
    ((task, args),) = steps("mute the second tubas clip", BRASS)
    assert (task, args["track"], args["start_bar"], args["end_bar"]) == ("automate", "Tubas", 9, 17)


# --- what is selected ---


@pytest.mark.parametrize(("text", "task", "args"), [
    ("mute the selected track", "mix", {"track": "Lead", "action": "mute"}),
    ("make the selected notes staccato", "edit_notes", {"clip": "c4", "action": "staccato"}),
    ("copy the selected clip to bar 25", "arrange", {"action": "duplicate", "clip": "c4", "bar": 25}),
])  # fmt: skip
@pytest.mark.parametrize("is_new", [True, False])
def test_the_selected_one_is_what_is_selected(text: str, task: str, args: dict[str, Any], is_new: bool) -> None:
    chosen = replace(WORKED_ON, selected_clips=("c4",), is_newly_selected=is_new)
    assert steps(text, chosen) == [(task, args)]


# --- "it" behind a question ---


def test_it_is_not_what_was_worked_on_before_a_question() -> None:
    step = {"tool": "arrange", "args": {"action": "place", "bar": 9}}
    question = {"tool": "ask", "args": {"text": "Did I get that right: Place on a track: bar 9?"}}
    asked = Exchange("a maraca from bar 9", (question,), (), choices=((step,),))
    context = replace(WORKED_ON, dialogue=(*WORKED_ON.dialogue, asked))
    plan = ASKING.plan("turn it down 9 dB", context)
    assert [one.task for one in plan.steps] == ["ask"]
    assert [one.args.get("track") for one in plan.choices[0]] == ["Organ"]
    assert [one.task for one in ASKING.plan("turn the organ down 9 dB", context).steps] == ["mix"]


# --- parts that are made ---


@pytest.mark.parametrize(("text", "kind", "track"), [
    ("write chords in E minor for bars 9 to 16 on the Organ track", "chords", "Organ"),
    ("write a melody for bars 9 to 16 on the lead", "melody", "Lead"),
    ("write a bass line for the drop and call it Deep", "bass", "Deep"),
])  # fmt: skip
def test_what_is_made_goes_on_the_track_that_is_named(text: str, kind: str, track: str) -> None:
    (_, made), (_, put) = steps(text, LOOPS)
    assert made["kind"] == kind and "clip" not in made
    assert (put["action"], put["track"], put["bar"]) == ("place", track, 9)


@pytest.mark.parametrize(("text", "style"), [
    ("write an offbeat shaker from bar 1 to bar 8", "only shaker every offbeat"),
    ("write a snare on two and four for bars 1 to 8", "only snare on 2 and 4"),
    ("add a ride in eighth notes for bars 1 to 8", "only ride every 8th"),
])  # fmt: skip
def test_one_drum_is_written_where_it_falls(text: str, style: str) -> None:
    (_, made), (_, put) = steps(text, LOOPS)
    assert (made["kind"], made["bars"], made["style"], put["bar"]) == ("drums", 8, style, 1)


@pytest.mark.parametrize("text", [
    "write chords: D, A, B minor, G", "write a bass line over D, A, B minor, G", "chords D A B minor G at bar 1",
])  # fmt: skip
def test_a_chord_in_words_stands_in_its_row(text: str) -> None:
    assert steps(text, LOOPS)[0][1]["chords"] == ["D", "A", "Bm", "G"]


def test_em_is_a_chord_and_no_pronoun() -> None:
    made = steps("write a bass line over Em D G", WORKED_ON)[0][1]
    assert made["chords"] == ["Em", "D", "G"] and "clip" not in made


MELODY = after(LOOPS, ("write a melody in D minor", [
    ("generate_midi", {"kind": "melody", "key": "D minor", "bars": 8}, ("Melody",)),
]))  # fmt: skip


@pytest.mark.parametrize("text", ["give me a different version of that melody", "another take of the melody"])
def test_another_version_takes_its_place(text: str) -> None:
    (step,) = OfflinePlanner(asks_back=False).plan(text, MELODY).steps
    assert (step.task, step.op, step.args["key"]) == ("generate_midi", "fix", "D minor")


NAMED = replace(MELODY, clips=(*LOOPS.clips, replace(MELODY.clips[-1], track="Melody", kind="midi")),
                tracks=(*LOOPS.tracks, "Melody"))  # fmt: skip


@pytest.mark.parametrize(("text", "args"), [
    ("name this new track Theme", {"action": "rename", "name": "Theme", "track": "Melody"}),
    ("call that new melody track Theme", {"action": "rename", "name": "Theme", "track": "Melody"}),
])  # fmt: skip
def test_new_is_no_part_of_the_name(text: str, args: dict[str, Any]) -> None:
    assert steps(text, NAMED) == [("arrange", args)]


def test_the_new_one_is_the_one_that_was_made() -> None:
    ((task, args),) = steps("set the velocity of the new melody to 64", NAMED)
    assert (task, args) == ("edit_notes", {"clip": "n5", "action": "velocity", "value": 64})


# --- the rest ---


def test_so_many_bars_in_words() -> None:
    ((_, args),) = steps("export the first six bars as a wav", LOOPS)
    assert args == {"what": "mix", "format": "wav", "start_bar": 1, "end_bar": 7}


@pytest.mark.parametrize("text", ["no, three down", "no, down three instead"])
def test_a_bare_figure_takes_the_unit_of_the_act(text: str) -> None:
    moved = after(LOOPS, (
        "transpose the organ up four semitones", [("change_tempo_key", {"clip": "c3", "semitones": 4}, ())],
    ))  # fmt: skip
    (step,) = OfflinePlanner(asks_back=False).plan(text, moved).steps
    assert (step.task, step.op, step.args) == ("change_tempo_key", "fix", {"clip": "c3", "semitones": -3})


def test_both_solos_go() -> None:
    views = tuple(replace(one, solo=one.name in ("Kick", "Lead")) for one in LOOPS.track_views)
    (made,) = steps("switch both solos off", replace(LOOPS, track_views=views))
    assert made == ("mix", {"tracks": ["Kick", "Lead"], "action": "unsolo"})


def test_a_filter_goes_from_one_bar_to_another() -> None:
    _, (task, way) = steps("put a low-pass on the organ that opens from 400 Hz at bar 1 to 6 kHz at bar 5", LOOPS)
    told = {name: way[name] for name in ("from", "to", "start_bar", "end_bar")}
    assert (task, told) == ("automate", {"from": 400, "to": 6000, "start_bar": 1, "end_bar": 5})


def test_the_bus_is_the_one_of_the_same_message() -> None:
    made = steps("put kick and clap on a bus called Beat, and pull the bus down 2 dB", LOOPS)
    assert made[-1] == ("mix", {"track": "Beat", "action": "gain", "value_db": -2})


@pytest.mark.parametrize(("text", "track"), [
    ("turn the nylon guitar down 2 dB", "Nylon"), ("turn the steel guitar down 2 dB", "Steel"),
])  # fmt: skip
def test_a_guitar_by_its_strings(text: str, track: str) -> None:
    duo = _song({"Nylon": ("plucked",), "Steel": ("strummed",)})
    assert steps(text, duo) == [("mix", {"track": track, "action": "gain", "value_db": -2})]


def test_a_guitar_that_is_not_here_is_asked_for() -> None:
    duo = _song({"Nylon": ("plucked",), "Voice": ("sung",)})
    assert ASKING.plan("turn the electric guitar down 2 dB", duo).is_reply


def test_an_effect_that_is_not_to_be_too_wet_is_put_on() -> None:
    ((task, args),) = steps("slapback delay as an insert on the lead, not too wet", LOOPS)
    assert (task, args["track"], args["effect"]) == ("apply_effect", "Lead", "delay")


# --- what looks like something else ---


MUTED_THERE = after(LOOPS, ("no organ in bars 5 to 8, silence", [
    ("automate", {"track": "Organ", "parameter": "mute", "from": 1, "to": 1, "start_bar": 5, "end_bar": 9}, ()),
]))  # fmt: skip


def test_strip_silence_takes_no_mute_back() -> None:
    assert [task for task, _ in steps("strip silence on the organ", MUTED_THERE)] == ["refuse"]


def test_to_be_shown_a_lane_clears_it_not() -> None:
    plan = ASKING.plan("show me the volume automation lane of the lead", MUTED_THERE)
    assert all(one.args.get("action") != "clear" for one in plan.steps)


def test_a_screenshot_is_nothing_to_hear() -> None:
    assert all(task != "generate_audio" for task, _ in steps("make a drum roll screenshot", LOOPS))


@pytest.mark.parametrize(("text", "player"), [
    ("change the instrument of the lead to a flute", "flute"), ("use a marimba for the lead", "marimba"),
])  # fmt: skip
def test_who_is_to_play_is_given_on(text: str, player: str) -> None:
    ((task, args),) = steps(text, LOOPS)
    assert task == "render_midi" and player in args["instrument"]


DUCKED = after(LOOPS, ("duck the organ with the kick", [
    ("route", {"action": "sidechain", "track": "Organ", "to": "Kick"}, ()),
]))  # fmt: skip


def test_stop_stops_what_plays() -> None:
    assert steps("stop", DUCKED) == [("transport", {"action": "stop"})]


def test_to_repeat_the_drop_takes_no_copy_back() -> None:
    copied = after(LOOPS, ("copy the lead to the drop", [
        ("arrange", {"action": "duplicate", "clip": "c4", "bar": 9}, ("lead loop",)),
    ]))  # fmt: skip
    assert all(task != "undo" for task, _ in steps("repeat the drop", copied))


def test_the_loop_of_one_track_is_not_that_of_the_song() -> None:
    plan = ASKING.plan("loop the first bars of the organ until bar 17", DUCKED)
    assert all(one.task != "transport" for one in plan.steps)


def test_it_is_copied_to_both_bars() -> None:
    bars = [args["bar"] for _, args in steps("copy it to bars 9 and 17", DUCKED)]
    assert bars == [9, 17]


# --- two orders, and courtesy around one ---


@pytest.mark.parametrize("join", [" and ", ", then ", ". ", "; ", ", and "])
@pytest.mark.parametrize(("first", "second"), [
    ("add a delay to the lead", "group the kick and the clap"),
    ("write a bass line for bars 9 to 16", "quantize the lead to eighths"),
    ("mute the organ", "high-pass the lead at 90 Hz"),
    ("send the lead to a reverb bus", "group the kick and the clap"),
])  # fmt: skip
def test_two_orders_are_two(first: str, second: str, join: str) -> None:
    made = steps(first, LOOPS)
    assert [task for task, _ in steps(first + join + second, LOOPS)] == [
        task for task, _ in (*made, *steps(second, LOOPS))
    ]


@pytest.mark.parametrize("text", ["go ahead and mute the organ", "please go ahead and mute the organ",
                                  "feel free to mute the organ"])  # fmt: skip
def test_to_go_ahead_takes_nothing_back(text: str) -> None:
    assert steps(text, WORKED_ON) == steps("mute the organ", WORKED_ON)


def test_how_to_undo_is_told_and_nothing_undone() -> None:
    assert [task for task, _ in steps("how can I undo that", WORKED_ON)] == ["chat"]
    assert [task for task, _ in steps("can you undo that", WORKED_ON)] == ["undo"]


def test_the_meter_is_told() -> None:
    assert steps("what's the time signature", LOOPS) == [("session_info", {"aspect": "tempo"})]


def test_a_reason_takes_no_bar_away() -> None:
    ((_, args),) = steps("mute the organ in bars 5 to 7 because it sounds better", LOOPS)
    assert (args["start_bar"], args["end_bar"]) == (5, 8)


CHOIR = _song({"Sop": ("s",), "Alto": ("a",), "Ten": ("t",), "Bass": ("b",), "Organ": ("o",)})


def test_bass_and_tenor_are_voices_of_a_choir() -> None:
    assert steps("mute all the voices", CHOIR) == [
        ("mix", {"tracks": ["Sop", "Alto", "Ten", "Bass"], "action": "mute"})
    ]
    band = _song({"Vocal": ("v",), "Alto Vocal": ("a",), "Bass": ("b",), "Drums": ("d",)})
    assert "Bass" not in str(steps("mute all the voices", band))


def test_a_track_and_what_is_written_on_it() -> None:
    made = steps("create a track called Strings and write the chords Cm, Ab, Eb and Bb on it for bars 1 to 8", LOOPS)
    assert made[0][1]["chords"] == ["Cm", "Ab", "Eb", "Bb"]
    assert made[-1] == ("arrange", {"action": "place", "clip": "$1", "bar": 1, "track": "Strings"})


def test_an_effect_for_a_track_made_and_called() -> None:
    assert steps("add a track called Pad 2 and put a reverb on it", LOOPS) == [
        ("arrange", {"action": "new_track", "name": "Pad 2"}),
        ("apply_effect", {"track": "Pad 2", "effect": "reverb"}),
    ]


def test_a_clip_by_what_it_is_called() -> None:
    made = steps("quantize the clip called organ loop to eighths", LOOPS)
    assert made == [("edit_notes", {"clip": "c3", "action": "quantize", "grid": "1/8"})]


def test_the_same_on_a_new_track_is_a_copy() -> None:
    ((task, args), *_) = steps("put the same lead on a new track called Bells", LOOPS)
    assert (task, args["action"], args["name"]) == ("arrange", "duplicate", "Bells")


def test_right_out_to_the_sides_is_both_sides() -> None:
    pair = _song({"Gtr L": ("l",), "Gtr R": ("r",)})
    assert [args["value"] for _, args in steps("the guitars right out to the sides", pair)] == [-1, 1]


@pytest.mark.parametrize("text", ["delete all markers", "lösche alle Marker", "remove every marker"])
def test_all_markers_go_whoever_set_them(text: str) -> None:
    marked = after(RAP, ("a marker called Coda at bar 25", [
        ("marker", {"action": "add", "name": "Coda", "bar": 25}, ()),
    ]))  # fmt: skip
    marked = replace(marked, markers=(*RAP.markers, ("Coda", 25.0)))
    names = ["Verse 1", "Refrain 1", "Refrain 2", "Coda"]
    assert steps(text, marked) == [("marker", {"action": "delete", "name": name}) for name in names]


@pytest.mark.parametrize(("text", "args"), [
    ("rename the selected track to Foo", {"action": "rename", "name": "Foo", "track": "Lead"}),
    ("call it Selected", {"action": "rename", "name": "Selected", "track": "Lead"}),
])  # fmt: skip
def test_the_selected_one_gets_a_name(text: str, args: dict[str, Any]) -> None:
    chosen = replace(WORKED_ON, selected_tracks=("Lead",), is_newly_selected=True)
    assert steps(text, chosen) == [("arrange", args)]
