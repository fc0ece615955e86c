"""Notes as musicians tell of them: lined up, loosened, evened out, swelling, by steps of a scale, all but one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import CallResult, ClipInfo, Context, Exchange
from engine.planner.offline.planner import OfflinePlanner

PLANNER = OfflinePlanner()
BARS = (1.0, 9.0)
SONG = Context(
    tempo=96,
    clips=(
        ClipInfo("f", "flute", "Flute", "midi", 0, 20, (), BARS),
        ClipInfo("c", "clarinet", "Clarinet", "midi", 0, 20, (), BARS),
        ClipInfo("s", "stabs", "Stabs", "midi", 0, 20, (), BARS),
        ClipInfo("v", "vox", "Vox", "audio", 0, 20, (), BARS),
    ),
    tracks=("Flute", "Clarinet", "Stabs", "Vox"),
    markers=(("Verse", 1.0), ("Refrain", 5.0)),
)


def after(*turns: tuple[str, dict[str, Any]], context: Context = SONG) -> Context:
    """The song behind turns of one call each."""
    made = [
        Exchange(said, ({"tool": args.pop("tool", "edit_notes"), "args": args},), (CallResult(0, True, ()),), number=at)
        for at, (said, args) in enumerate(((said, dict(args)) for said, args in turns), 1)
    ]
    return replace(context, dialogue=tuple(made))


def planned(text: str, context: Context = SONG) -> list[dict[str, Any]]:
    """The arguments of the edits of notes, and other calls by their task."""
    return [one["args"] if one["tool"] == "edit_notes" else {one["tool"]: one["args"]}
            for one in PLANNER.plan(text, context).calls()]  # fmt: skip


FLUTE = {"clip": "f"}
QUANTIZED = {**FLUTE, "action": "quantize"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("line the flute's notes up with the quarter-note beats", {**QUANTIZED, "grid": "1/4"}),
        ("line up the flute's notes with the eighth notes", {**QUANTIZED, "grid": "1/8"}),
        ("align the flute to the beat", {**QUANTIZED, "grid": "1/4"}),
        ("flute: 1/8 grid, 80%", {**QUANTIZED, "grid": "1/8", "amount": 0.8}),
        ("lock the flute to straight 8ths", {**QUANTIZED, "grid": "1/8"}),
        ("make the flute straight eighths", {**QUANTIZED, "grid": "1/8"}),
        ("the timing of the flute is off, fix it to 16ths", {**QUANTIZED, "grid": "1/16"}),
        ("clean up the timing on the flute", QUANTIZED),
        ("i played the flute half asleep and it's sloppy. quantise it to 1/16, 100%",
         {**QUANTIZED, "grid": "1/16", "amount": 1}),
        ("loosen the timing of the flute, leave the velocities", {**FLUTE, "action": "humanize", "of": "timing"}),
        ("humanise the flute velocities, timing stays", {**FLUTE, "action": "humanize", "of": "velocity"}),
        ("loosen up the flute", {**FLUTE, "action": "humanize"}),
        ("let the flute play staccato from beginning to end", {**FLUTE, "action": "staccato"}),
        ("the flute should be played legato throughout", {**FLUTE, "action": "legato"}),
        ("turn the flute upside down", {**FLUTE, "action": "invert"}),
        ("even out the hits of the flute, all of them at 90", {**FLUTE, "action": "velocity", "value": 90}),
        ("smooth the flute's dynamics, everything around 80", {**FLUTE, "action": "velocity", "value": 80}),
        ("raise the flute velocities 10%", {**FLUTE, "action": "velocity", "times": 1.1}),
        ("the refrain should be a proper forte on the flute, let us say velocity 105",
         {**FLUTE, "action": "velocity", "value": 105, "start_bar": 5, "end_bar": 9}),
        ("a crescendo for the flute over bars 5 to 8, from velocity 55 at the start of bar 5 up to 110 in bar 8",
         {**FLUTE, "action": "velocity", "value": 55, "to_value": 110, "start_bar": 5, "end_bar": 9}),
        ("fade the flute's velocities down to 40 in the last bar",
         {**FLUTE, "action": "velocity", "to_value": 40, "start_bar": 8, "end_bar": 9}),
        ("make the stab notes half so long, same places", {"clip": "s", "action": "length", "times": 0.5}),
        ("make the notes of the flute 20% shorter", {**FLUTE, "action": "length", "times": 0.8}),
        ("cut the flute notes down to 1/8", {**FLUTE, "action": "length", "beats": 0.5}),
        ("let the final note of the flute ring for the whole bar",
         {**FLUTE, "note": -1, "action": "length", "beats": 4}),
        ("the flute's second note in bar 2 is too long. half of it",
         {**FLUTE, "note": 2, "action": "length", "times": 0.5, "start_bar": 2, "end_bar": 3}),
        ("flute in the last 4 bars: halve every note, the first 4 stay long",
         {**FLUTE, "action": "length", "times": 0.5, "start_bar": 5, "end_bar": 9}),
        ("stabs: shift all chords but the first up an octave",
         {"clip": "s", "action": "pitch", "change": 12, "only": "not note 1"}),
        ("let the flute play staccato, but the last note must be held",
         {**FLUTE, "action": "staccato", "only": "not note -1"}),
        ("the flute a third higher, staying in G major",
         {**FLUTE, "action": "pitch", "steps": 2, "key": "G major"}),
        ("shift the flute up by one step in the scale", {**FLUTE, "action": "pitch", "steps": 1}),
        ("please put the flute on the grid, but not hundred percent, maybe the half", {**QUANTIZED, "amount": 0.5}),
        ("the kids in the flutes rush like mad, so pull their notes onto the eighths, three quarters is plenty",
         {**QUANTIZED, "grid": "1/8", "amount": 0.75}),
        ("flute 1/16 quant, 60", {**QUANTIZED, "grid": "1/16", "amount": 0.6}),
        ("leave the first four bars of the flute alone but quantise the rest of it to eighths",
         {**QUANTIZED, "grid": "1/8", "start_bar": 5, "end_bar": 9}),
        ("the flute's notes are too clipped. let each reach the next one", {**FLUTE, "action": "legato"}),
        ("swing the flute a lil, 55%", {**FLUTE, "action": "swing", "amount": 0.55}),
        ("flute all at 90 pls", {**FLUTE, "action": "velocity", "value": 90}),
        ("accent the backbeats of the flute", {**FLUTE, "only": "beat 2 and 4", "action": "velocity", "change": 15}),
        ("would you swell the flute from bar 5 to the downbeat of bar 8, 60 up to 110?",
         {**FLUTE, "action": "velocity", "value": 60, "to_value": 110, "start_bar": 5, "end_bar": 9}),
        ("last flute note should ring out a bar longer", {**FLUTE, "note": -1, "action": "length", "change": 4}),
        ("shorten the stabs to an eighth", {"clip": "s", "action": "length", "beats": 0.5}),
        ("the low tones under C3 in the flute away please", {**FLUTE, "only": "below C3", "action": "delete"}),
        ("all the F naturals in the flute need to be F sharps",
         {**FLUTE, "only": "F", "action": "pitch", "to": "F#"}),
        ("the flute's high E in bar 6 to a D",
         {**FLUTE, "only": "E", "action": "pitch", "to": "D", "start_bar": 6, "end_bar": 7}),
        ("the last note of every bar in the flute softer, 60",
         {**FLUTE, "only": "last of bar", "action": "velocity", "value": 60}),
    ],
)  # fmt: skip
def test_notes_are_edited_as_they_are_told(text: str, wanted: dict[str, Any]) -> None:
    assert planned(text) == [wanted]


def test_all_notes_and_some_of_them_otherwise() -> None:
    told = "flute velocities all on 96, only the first note of every bar on 120 as accent"
    assert planned(told) == [
        {**FLUTE, "action": "velocity", "value": 96},
        {**FLUTE, "only": "first of bar", "action": "velocity", "value": 120},
    ]


def test_a_second_voice_is_a_copy_by_steps_of_the_scale() -> None:
    told = "write a second voice to the flute, in thirds below and staying in F major, on a new track called Low Voice"
    assert planned(told) == [
        {"arrange": {"action": "duplicate", "clip": "f", "track": "Low Voice"}},
        {"clip": "$1", "action": "pitch", "steps": -2, "key": "F major"},
    ]
    assert planned("a harmony for the flute, a minor third above, on its own track")[1] == {
        "clip": "$1", "action": "pitch", "change": 3,
    }  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "clarinet's too high once the refrain comes in, drop it an octave from there to the end. verse stays as played",
        "clarinet sits too high once the refrain comes in, an octave down from there on",
    ],
)
def test_from_there_is_where_it_was_told(text: str) -> None:
    moved = {"clip": "c", "semitones": -12, "start_bar": 5, "end_bar": 9}
    assert planned(text) == [{"change_tempo_key": moved}]


SNAPPED = after(("quantise the flute", {**QUANTIZED, "grid": "1/16"}))
EVEN = after(("flute all at 96", {**FLUTE, "action": "velocity", "value": 96}))
LOWER = after(("flute an octave down", {"tool": "change_tempo_key", **FLUTE, "semitones": -12}))
SHORT = after(("let the flute play staccato", {**FLUTE, "action": "staccato"}))
SOFTER = after(("flute 15 softer", {**FLUTE, "action": "velocity", "change": -15}))
SWELLING = after(("swell", {**FLUTE, "action": "velocity", "value": 60, "to_value": 110, "start_bar": 5, "end_bar": 9}))


@pytest.mark.parametrize(
    ("context", "text", "wanted"),
    [
        (SNAPPED, "hmm no, now all the life is gone. do it with 50% strength instead, from how i played it",
         {**QUANTIZED, "grid": "1/16", "amount": 0.5}),
        (SNAPPED, "only the flute's second half", {**QUANTIZED, "grid": "1/16", "start_bar": 5, "end_bar": 9}),
        (SNAPPED, "same on the clarinet but 1/8", {"clip": "c", "action": "quantize", "grid": "1/8"}),
        (SHORT, "the same for the clarinet, but only in bars 5 to 7; the final note in bar 8 must be held",
         {"clip": "c", "action": "staccato", "start_bar": 5, "end_bar": 8}),
        (SHORT, "the last note should be long though", {**FLUTE, "action": "staccato", "only": "not note -1"}),
        (EVEN, "rather 84 than 96", {**FLUTE, "action": "velocity", "value": 84}),
        (EVEN, "bars 1 to 4 at 80", {**FLUTE, "action": "velocity", "value": 80, "start_bar": 1, "end_bar": 5}),
        (EVEN, "bring the clarinet's refrain back to 85",
         {"clip": "c", "action": "velocity", "value": 85, "start_bar": 5, "end_bar": 9}),
        (EVEN, "accent the ones though, 110", {**FLUTE, "only": "beat 1", "action": "velocity", "value": 110}),
        (EVEN, "in bars 5 to 8 ten more",
         {**FLUTE, "action": "velocity", "change": 10, "start_bar": 5, "end_bar": 9}),
        (SOFTER, "this is too less, 20", {**FLUTE, "action": "velocity", "change": -20}),
        (SOFTER, "less, five will do", {**FLUTE, "action": "velocity", "change": -5}),
        (SOFTER, "the last bar of these not",
         {**FLUTE, "action": "velocity", "change": -15, "start_bar": 1, "end_bar": 8}),
        (SNAPPED, "lovely. clarinet the same but only half way",
         {"clip": "c", "action": "quantize", "grid": "1/16", "amount": 0.5}),
        (SHORT, "not the last one, it should stop where it is written",
         {**FLUTE, "action": "staccato", "only": "not note -1"}),
        (EVEN, "the clarinet can't reach the high notes, everything above D5 down an octave please",
         {"clip": "c", "only": "above D5", "action": "pitch", "change": -12}),
        (SWELLING, "only up to 100", {**FLUTE, "action": "velocity", "value": 60, "to_value": 100, "start_bar": 5,
                                      "end_bar": 9}),
        (SWELLING, "start at 40 instead", {**FLUTE, "action": "velocity", "value": 40, "to_value": 110, "start_bar": 5,
                                           "end_bar": 9}),
        (LOWER, "no, the last note stays", {**FLUTE, "action": "pitch", "change": -12, "only": "not note -1"}),
    ],
)  # fmt: skip
def test_what_is_said_of_such_an_edit(context: Context, text: str, wanted: dict[str, Any]) -> None:
    assert planned(text, context) == [wanted]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("the same for the clarinet but only in bars 5 to 7",
         {"clip": "c", "semitones": -12, "start_bar": 5, "end_bar": 8}),
        ("the clarinet as well but a fifth", {"clip": "c", "semitones": -7}),
        ("put the flute back where it was and let the clarinet go down an octave there instead",
         {"clip": "c", "semitones": -12}),
        ("it is a fifth below what is written, not an octave. would you put that right?",
         {"clip": "f", "semitones": -7}),
    ],
)  # fmt: skip
def test_what_is_said_of_a_transposition(text: str, wanted: dict[str, Any]) -> None:
    assert planned(text, LOWER) == [{"change_tempo_key": wanted}]


RITARDANDO = after(("rit", {"tool": "transport", "action": "set_tempo", "bpm": 96, "to_bpm": 72, "start_bar": 7,
                            "end_bar": 9}))  # fmt: skip


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("let it come to rest at 84 rather than 72", {"to_bpm": 84}),
        ("that slowing down is more than a dancing couple can follow. let it end at 84", {"to_bpm": 84}),
        ("72 is too slow. 86", {"to_bpm": 86}),
        ("start the slowing a bar later", {"start_bar": 8}),
        ("make it 4 bars long", {"start_bar": 5}),
        ("one bar earlier it should begin", {"start_bar": 6}),
    ],
)
def test_a_ritardando_otherwise(text: str, changed: dict[str, Any]) -> None:
    before = {"action": "set_tempo", "bpm": 96, "to_bpm": 72, "start_bar": 7, "end_bar": 9}
    assert planned(text, RITARDANDO) == [{"transport": {**before, **changed}}]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("flute an octave up in G major", {"change_tempo_key": {"clip": "f", "semitones": 12}}),
        ("bars 5 to 8 of the flute up an octave", {"change_tempo_key": {"clip": "f", "semitones": 12, "start_bar": 5,
                                                                        "end_bar": 9}}),
        ("invert the flute chords", {**FLUTE, "only": "bottom", "action": "pitch", "change": 12}),
        ("the first beat of every bar in the flute louder", {**FLUTE, "only": "beat 1", "action": "velocity",
                                                              "change": 15}),
        ("a rit in bar 8 to 60", {"transport": {"action": "set_tempo", "bpm": 96, "to_bpm": 60, "start_bar": 8,
                                                "end_bar": 9}}),
    ],
)  # fmt: skip
def test_what_only_looks_like_it(text: str, wanted: dict[str, Any]) -> None:
    assert planned(text) == [wanted]


@pytest.mark.parametrize(
    "text",
    [
        "crescendo on the flute over bars 5 to 8",  # of the fader: no velocity is told
        "make the vox notes half as long",
        "loop bars 5 to 8 instead of 1 to 4",
        "the verse stays as it is",
    ],
)
def test_no_notes_are_edited(text: str) -> None:
    assert not any("action" in one and "clip" in one for one in planned(text))


def test_of_what_is_taken_back_in_the_middle_the_rest_is_read() -> None:
    told = "flute: same velocity as the clarinet.. no wait, leave the velocity, only one octave down"
    assert planned(told) == [{"change_tempo_key": {"clip": "f", "semitones": -12}}]


def test_whether_each_note_is_to_be_so_long_is_asked() -> None:
    plan = PLANNER.plan("make the stabs half as long", SONG)
    assert plan.steps[0].task == "ask"
    assert [one[0].task for one in plan.choices] == ["edit_notes", "change_tempo_key"]


def test_undo_and_more() -> None:
    told = "nah straight kills it, swing was the whole point. undo n just even out the hits instead, all of em at 90"
    assert planned(told, SNAPPED) == [{"undo": {}}, {**FLUTE, "action": "velocity", "value": 90}]


def test_no_figure_is_taken_for_another_kind() -> None:
    """A loop that nobody asked for, a compressor at so many hertz."""
    first = planned("squash the vox a bit, everything around 80")[0]
    assert "apply_effect" not in first or "cutoff_hz" not in first["apply_effect"]
    assert "transport" not in planned("and in bars 5 to 8 something else")[0]
