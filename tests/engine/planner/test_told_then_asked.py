"""What a first clause states or complains of, a second orders with "it" and "there"; names as they are thumbed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import CallResult, ClipInfo, Context, Exchange, TrackInfo
from engine.planner.offline.planner import OfflinePlanner
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.read import read
from engine.planner.offline.sentence.undo.back import may_take_back
from engine.planner.offline.text.bar_words import with_bar_figures
from engine.planner.offline.text.name_is import with_name_is
from engine.planner.offline.text.names_in_a_row import with_names_parted
from engine.tasks.plan import Step
from tests.engine.planner.session import calls

LYING = {
    "marimba": ("midi", 1.0, 5.0), "303": ("midi", 1.0, 5.0), "tambo": ("audio", 1.0, 9.0), "organ": ("midi", 1.0, 9.0),
    "preacher": ("audio", 5.0, 7.0), "swoosh": ("audio", 8.0, 9.0), "lick": ("audio", 5.0, 9.0),
    "record": ("audio", 1.0, 13.0), "beat": ("audio", 1.0, 13.0),
}  # fmt: skip
SONG = Context(
    tempo=120,
    clips=tuple(
        ClipInfo(name, name, name, kind, 2 * (start - 1), 2 * (end - start), bars=(start, end))
        for name, (kind, start, end) in LYING.items()
    ),
    tracks=(*LYING, "LOW END"),
    track_views=(
        *(TrackInfo(name, kind=kind, gain_db=-6, pan=0.0) for name, (kind, _, _) in LYING.items()),
        TrackInfo("LOW END", kind="group", gain_db=0, pan=0.0),
    ),
    markers=(("verse", 1), ("chorus", 5), ("outro", 9)),
)


def _steps(text: str, context: Context = SONG) -> list[tuple[str, dict[str, Any]]]:
    return [(one["tool"], dict(one["args"])) for one in calls(text, context)]


def _after(tool: str, args: dict[str, Any], said: str, out: tuple[str, ...] = ()) -> Context:
    made = (CallResult(0, ok=True, out=out),)
    return replace(SONG, dialogue=(Exchange(said, ({"tool": tool, "args": args},), made, number=1),))


DELAYED = _after("apply_effect", {"clip": "preacher", "effect": "delay"}, "a delay on the preacher")


@pytest.mark.parametrize(
    ("text", "track", "level", "bars"),
    [
        ("beats eating the preacher in the chorus, take it down 4 there", "beat", -10, (5, 9)),
        ("marimba tramples all over the lick in the chorus, dip it 3 there", "marimba", -9, (5, 9)),
    ],
)  # fmt: skip
def test_the_place_and_the_subject_of_a_complaint_hold_for_its_order(
    text: str, track: str, level: float, bars: tuple[float, float]
) -> None:
    ((tool, args),) = _steps(text)
    assert (tool, args["track"], args["from"], args["to"]) == ("automate", track, level, level)
    assert (args["start_bar"], args["end_bar"]) == bars


def test_how_something_sits_moves_nothing() -> None:
    assert all(args.get("action") != "move" for _, args in _steps("lick sits behind the preacher, lift it 2"))


@pytest.mark.parametrize(
    "text", ["mute the organs", "the licks are at 5 and 9", "two beats later", "make some organs swelling"]
)
def test_a_plural_is_left_where_nothing_is_said_of_it(text: str) -> None:
    assert with_name_is(text, SONG.tracks) == text


@pytest.mark.parametrize(
    ("text", "missing"),
    [("cello's too loud, turn it down a bit", "cello"), ("trumpet's buried, lift it 2", "trumpet"),
     ("flutes too loud, turn it down 2", "flutes")],
)  # fmt: skip
def test_who_is_not_here_is_asked_for_and_nothing_else_is_turned(text: str, missing: str) -> None:
    """Behind a delay on another track, "it" is not that delay."""
    ((tool, args),) = _steps(text, DELAYED)
    assert tool == "ask"
    assert missing in args["text"]


@pytest.mark.parametrize(
    ("text", "clip", "bar"),
    [("preacher comes in a bar late, start him on 4", "preacher", 4),
     ("the lick comes in a bar too soon, start it on 6", "lick", 6), ("swoosh should come in on 7", "swoosh", 7)],
)  # fmt: skip
def test_a_bare_figure_is_the_bar_where_it_starts(text: str, clip: str, bar: float) -> None:
    assert _steps(text) == [("arrange", {"action": "move", "clip": clip, "bar": bar})]


def test_late_is_no_wish_for_later() -> None:
    assert _steps("the preacher comes in a bar late") != [
        ("arrange", {"action": "move", "clip": "preacher", "offset_beats": 4})
    ]


@pytest.mark.parametrize("text", ["the snaps land on 2 and 4", "the swell starts at 60%", "hits on 2 and 4"])
def test_beats_and_shares_are_no_bars(text: str) -> None:
    assert with_bar_figures(text) == text


@pytest.mark.parametrize(
    ("text", "clip", "seconds"),
    [("tambo just crashes in, it should come up slow over the first 2 bars", "tambo", 4),
     ("bring the organ up slow over 4 bars", "organ", 8),
     ("lick jumps in out of nowhere, ease it in over 1 bar", "lick", 2),
     ("preacher should fade in, not just start", "preacher", 2), ("fade the lick in over its first half", "lick", 4)],
)  # fmt: skip
def test_what_comes_in_abruptly_is_faded_in(text: str, clip: str, seconds: float) -> None:
    assert _steps(text) == [("edit_clip", {"clip": clip, "action": "fade_in", "duration": seconds})]


@pytest.mark.parametrize(
    ("text", "bars"),
    [
        ("move the swoosh to bar 3 n put another one right after", (3, 4)),
        ("move the preacher to the verse and copy it right behind", (1, 3)),
        ("copy the lick to the outro and stick another straight after so it runs on", (9, 13)),
    ],
)
def test_another_one_right_after_is_a_copy_where_the_first_ends(text: str, bars: tuple[float, float]) -> None:
    """Nothing new is made for it."""
    first, second = _steps(text)
    assert (first[1]["bar"], second[1]["action"], second[1]["bar"]) == (bars[0], "duplicate", bars[1])
    assert first[1]["clip"] == second[1]["clip"]


def test_another_sound_by_its_kind_is_made() -> None:
    """The near twin."""
    assert _steps("make another swoosh")[0][0] == "generate_audio"


@pytest.mark.parametrize(
    ("text", "tracks"),
    [("mute marimba 303 n tambo", ["marimba", "303", "tambo"]),
     ("organ 303 and lick down 2", ["organ", "303", "lick"])],
)  # fmt: skip
def test_names_side_by_side_are_several_though_one_is_a_number(text: str, tracks: list[str]) -> None:
    found = [args for _, args in _steps(text)]
    assert [name for one in found for name in one.get("tracks") or [one["track"]]] == tracks


def test_one_verb_loops_each_of_them() -> None:
    steps = _steps("ok loop marimba 303 n lick out to 8 bars like everything else")
    assert [(args["clip"], args["action"], args["duration"]) for _, args in steps] == [
        ("marimba", "loop", 16), ("303", "loop", 16), ("lick", "loop", 16)]  # fmt: skip


@pytest.mark.parametrize(
    "text", ["marimba is so robotic, mix up the velocities a bit", "switch the marimba velocities up a bit"]
)
def test_velocities_are_mixed_up(text: str) -> None:
    ((tool, args),) = _steps(text)
    assert (tool, args["clip"], args["action"], args["of"]) == ("edit_notes", "marimba", "humanize", "velocity")


def test_velocities_that_are_changed_to_a_figure_are_that() -> None:
    ((_, args),) = _steps("change the velocities of the marimba to 70")
    assert (args["action"], args["value"]) == ("velocity", 70)


SHORT = _after("change_tempo_key", {"clip": "marimba", "semitones": -12}, "marimba an octave down", ("marimba",))


@pytest.mark.parametrize("text", ["notes ring on too long, make em short", "make em shorter", "cut them short"])
def test_they_are_the_notes_of_what_was_worked_on(text: str) -> None:
    ((tool, args),) = _steps(text, SHORT)
    assert (tool, args["action"], args["times"]) == ("edit_notes", "length", 0.5)


@pytest.mark.parametrize(
    ("text", "clip", "bars"),
    [("actualy leave the first 2 bars of that empty", "marimba", (1, 2)),
     ("clear the last bar of it", "marimba", (4, 4)),
     ("keep the last bar of the lick free", "lick", (8, 8))],
)  # fmt: skip
def test_bars_that_are_to_be_empty_are_cut(text: str, clip: str, bars: tuple[int, int]) -> None:
    ((_, args),) = _steps(text, SHORT)
    assert (args["clip"], args["action"], args["start_bar"], args["end_bar"]) == (clip, "cut", *bars)


def test_bars_that_are_kept_stay() -> None:
    """The near twin."""
    ((_, args),) = _steps("keep the first 2 bars of the organ")
    assert args["action"] == "trim"


def test_a_place_that_is_told_holds_beside_where_it_was() -> None:
    plan = OfflinePlanner().plan("put the lick and the tambo back in the middle where they were tho", SONG)
    assert [(one.args["track"], one.args["action"], one.args["value"]) for one in plan.steps] == [
        ("lick", "pan", 0), ("tambo", "pan", 0)]  # fmt: skip


def test_the_whole_group_is_the_group() -> None:
    steps = read("the whole low end group up 3 db", DialogueState.of(SONG))
    assert steps == [Step("mix", {"track": "LOW END", "action": "gain", "value_db": 3})]


@pytest.mark.parametrize(
    ("text", "stems"),
    [("take the vocals out of the record n put em on their own track", ["vocals"]),
     ("rip the drums out of the record and give them a new track", ["drums"])],
)  # fmt: skip
def test_stems_that_are_taken_out_sound_once(text: str, stems: list[str]) -> None:
    """What is left sounds without them."""
    assert _steps(text) == [("separate_stems", {"clip": "record", "stems": stems})]


def test_stems_that_are_copied_leave_it_as_it_is() -> None:
    steps = _steps("copy the vocals of the record onto a new track")
    assert [tool for tool, _ in steps] == ["separate_stems", "arrange"]


@pytest.mark.parametrize("text", ["preacher has hiss on it, take it out", "preacher's got some hum, get rid of it"])
def test_it_is_the_hiss_and_not_who_has_it(text: str) -> None:
    assert _steps(text) == [("denoise", {"clip": "preacher"})]


def test_delete_no_just_mute_is_of_the_same() -> None:
    assert _steps("delete the lick... no, just mute it", DELAYED) == [("mix", {"track": "lick", "action": "mute"})]


def _asked() -> Context:
    """Behind a move, a request that was only answered by a question."""
    moved = DELAYED.dialogue[0]
    question = {"tool": "ask", "args": {"text": "Did I get that right: Edit notes: staccato?"}}
    choice = (({"tool": "edit_notes", "args": {"action": "staccato"}},),)
    return replace(SONG, dialogue=(moved, Exchange("short please", (question,), choices=choice)))


@pytest.mark.parametrize("text", ["eh no, long was better. back", "nah it was nicer long. back"])
def test_behind_a_question_nothing_is_taken_back(text: str) -> None:
    ((tool, _),) = _steps(text, _asked())
    assert tool == "chat"


def test_an_undo_that_no_word_asks_for_is_offered() -> None:
    assert not may_take_back("the tambo plods along, hurry it up")
    assert may_take_back("eh nah, like it was before")


def test_the_chords_there() -> None:
    song = replace(SONG, clips=(*SONG.clips, ClipInfo("ch", "chords", "chords", "midi", 0, 16, bars=(1.0, 9.0))),
                   tracks=(*SONG.tracks, "chords"))  # fmt: skip
    moved = _after("arrange", {"action": "move", "clip": "lick", "bar": 5}, "lick to 5")
    worked = replace(song, dialogue=moved.dialogue)
    assert _steps("which chords am i even playing there", worked) == [
        ("describe_music", {"clip": "ch", "aspect": "chords"})
    ]


def test_words_of_one_name_are_one() -> None:
    names = ("drum loop", "perc", "sub bass", "vox")
    assert with_names_parted("drum loop n perc are too much", names) == "drum loop n perc are too much"
    assert with_names_parted("mute perc vox and sub bass", names) == "mute perc, vox and sub bass"


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("lick's on the wrong beat, shove it half a bar later",
         [("arrange", {"action": "move", "clip": "lick", "offset_beats": 2})]),
        ("marimba goes up n down, even out the velocities",
         [("edit_notes", {"clip": "marimba", "action": "velocity", "amount": 1})]),
        ("swoosh comes a bar early, move it", [("arrange", {"action": "move", "clip": "swoosh", "offset_beats": 4})]),
        ("preacher is late, nudge it 40 ms forward",
         [("arrange", {"action": "move", "clip": "preacher", "offset": -0.04})]),
        ("tambo should come in on 3 not 1", [("arrange", {"action": "move", "clip": "tambo", "bar": 3})]),
    ],
)  # fmt: skip
def test_what_is_wrong_says_whose_and_which_way(text: str, steps: list[tuple[str, dict[str, Any]]]) -> None:
    assert _steps(text, DELAYED) == steps


def test_a_copy_into_a_part_is_no_longer_than_it() -> None:
    ((_, args),) = _steps("put the record in the outro too", replace(SONG, markers=(*SONG.markers, ("end", 13))))
    assert (args["action"], args["start_bar"], args["end_bar"]) == ("duplicate", 1, 5)


@pytest.mark.parametrize(("text", "track"), [("chorus should fade out", "lick"), ("fade the chorus out", "preacher")])
def test_a_part_fades_as_a_whole(text: str, track: str) -> None:
    """Whatever was worked on last."""
    steps = _steps(text, DELAYED)
    assert {(tool, args["to"], args["start_bar"], args["end_bar"]) for tool, args in steps} == {("automate", -60, 5, 9)}
    assert track in [args["track"] for _, args in steps]


def test_a_part_needs_a_sound() -> None:
    made, placed = _steps("chorus needs an impact at the start")
    assert (made[0], made[1]["prompt"], placed[1]["bar"]) == ("generate_audio", "impact", 5)


def test_a_part_that_needs_less_makes_nothing() -> None:
    assert all(tool != "generate_audio" for tool, _ in _steps("the chorus needs a fade"))


@pytest.mark.parametrize(
    ("text", "piece", "action"),
    [("split the lick in half n flip the second bit", "$1.part_2", "reverse"),
     ("cut the tambo in two and reverse the first half", "$1.part_1", "reverse")],
)  # fmt: skip
def test_what_is_done_to_a_piece_is_not_done_to_all(text: str, piece: str, action: str) -> None:
    first, second = _steps(text)
    assert (first[1]["action"], first[1]["count"]) == ("split", 2)
    assert (second[1]["clip"], second[1]["action"]) == (piece, action)


def test_half_of_it_is_silenced() -> None:
    _, muted = _steps("split the lick in half and mute the second half")
    assert (muted[1]["parameter"], muted[1]["start_bar"], muted[1]["end_bar"]) == ("mute", 7, 9)


@pytest.mark.parametrize(
    "text", ["make the lick mono... nah forget it", "mute the organ, never mind", "delete the swoosh, no leave it"]
)
def test_what_is_called_off_is_not_done(text: str) -> None:
    assert [tool for tool, _ in _steps(text)] == ["chat"]


def test_another_that_is_forgotten_calls_nothing_off() -> None:
    """The near twin."""
    assert _steps("forget the organ, mute the swoosh") == [("mix", {"track": "swoosh", "action": "mute"})]


@pytest.mark.parametrize("text", ["bus the organ n lick", "put the organ and the lick on a bus"])
def test_all_that_are_named_go_to_the_bus(text: str) -> None:
    assert _steps(text) == [("route", {"action": "bus", "tracks": ["organ", "lick"]})]


def test_a_level_eased_off_cuts_nothing() -> None:
    ((tool, args),) = _steps("ease the beat off 2 in the chorus")
    assert (tool, args["to"]) == ("automate", -8)


def test_what_ends_there_is_asked() -> None:
    assert _steps("preacher ends at 7 right?") == [("session_info", {"aspect": "playing", "track": "preacher"})]


def test_half_of_a_send_is_less() -> None:
    room = replace(SONG, tracks=(*SONG.tracks, "plate"),
                   track_views=(*SONG.track_views, TrackInfo("plate", kind="bus", gain_db=0, pan=0.0)))  # fmt: skip
    sent = _after("route", {"action": "send", "track": "preacher", "to": "plate", "value_db": -4}, "send him there")
    steps = _steps("preacher drowns in the plate, half as much of it", replace(room, dialogue=sent.dialogue))
    assert [(tool, args["to"], args["value_db"]) for tool, args in steps] == [("route", "plate", -10)]


def test_under_whom_is_who_else_was_told_of() -> None:
    """And not what was worked on last."""
    steps = _steps("organ covers the preacher, duck it 4 under him", SHORT)
    assert [(tool, args["track"], args["to"]) for tool, args in steps] == [("route", "organ", "preacher")]


@pytest.mark.parametrize(
    ("text", "clip"), [("marimba's boring, double the speed", "marimba"), ("organ is dull, double the speed", "organ")]
)
def test_the_speed_is_that_of_who_is_told_of(text: str, clip: str) -> None:
    assert _steps(text) == [("change_tempo_key", {"clip": clip, "ratio": 2})]


def test_the_speed_of_nobody_is_the_tempo() -> None:
    """The near twin."""
    assert _steps("double the speed") == [("transport", {"action": "set_tempo", "bpm": 240})]


def test_a_side_that_is_wrong_is_no_order() -> None:
    assert _steps("lick sits too far left, bring it to the middle", SHORT) == [
        ("mix", {"track": "lick", "action": "pan", "value": 0})
    ]


def test_there_is_the_bar_of_a_complaint() -> None:
    ((tool, args),) = _steps("licks poke out at 7, take em down 3 there")
    assert (tool, args["track"], args["start_bar"], args["end_bar"]) == ("automate", "lick", 7, 8)
