"""What is said behind something that was made, copied, taken apart or faded: of that thing and nothing beside it."""

from __future__ import annotations

from typing import Any

import pytest

from engine.planner.context import Call, CallResult, ClipInfo, Context, Exchange, TrackInfo
from engine.planner.offline.conversation.state import State
from engine.planner.offline.reading.dialogue_state import DialogueState
from tests.engine.planner.session import calls
from tests.engine.planner.singing.test_harmonies import with_harmony

_TUNE = ClipInfo("tune", "hook", "Tune", "midi", 24, 8, bars=(13, 17))
_ALT = ClipInfo("alt", "hook b", "Alt", "midi", 48, 8, bars=(25, 29))
_BEAT = ClipInfo("beat", "vs beat", "Drum Loop", "audio", 8, 16, ("drums",), bars=(5, 13))
_FLIP = ClipInfo("flip", "flip", "Flip", "audio", 48, 16, ("song",), bars=(25, 33))
_VOX = ClipInfo("vox", "take one", "Vox", "audio", 8, 8, bars=(5, 9))
_MARKERS = (("Verse", 1.0), ("Chorus", 13.0), ("Bridge", 21.0), ("Outro", 33.0))


def _behind(text: str, *done: tuple[dict[str, Any], CallResult], clips: tuple[ClipInfo, ...] = ()) -> Context:
    """After one turn; `clips` are what came of it."""
    lying = (_TUNE, _ALT, _BEAT, _FLIP, _VOX, *clips)
    tracks = tuple(dict.fromkeys(str(one.track) for one in lying))
    turn = Exchange(text, tuple(call for call, _ in done), tuple(result for _, result in done), number=1)
    views = tuple(TrackInfo(one, "audio") for one in tracks)
    out = done[0][1].out
    history = (Call(1, done[0][0]["tool"], done[0][0]["args"], out, 1),)
    return Context(
        tempo=120, clips=lying, tracks=tracks, track_views=views, dialogue=(turn,), markers=_MARKERS,
        last=out[0] if out else "", history=history,
    )  # fmt: skip


def _call(tool: str, **args: Any) -> dict[str, Any]:
    return {"tool": tool, "args": args}


COPIED = _behind(
    "copy the hook to bar 25",
    (_call("arrange", action="duplicate", clip="tune", bar=25), CallResult(0, True, ("copy",))),
    clips=(ClipInfo("copy", "hook", "Tune", "midi", 48, 8, bars=(25, 29)),),
)
DOUBLED = _behind(
    "double the vox",
    (_call("arrange", action="duplicate", track="Vox"), CallResult(0, True, ("twin",))),
    clips=(ClipInfo("twin", "take one", "Vox 2", "audio", 8, 8, bars=(5, 9)),),
)
TAKEN_OUT = _behind(
    "take the drums out of the flip",
    (_call("separate_stems", clip="flip", stems=["drums"]), CallResult(0, True, ("fd", "fr"))),
    (_call("mix", clip="$1.drums", action="mute"), CallResult(1, True)),
    clips=(
        ClipInfo("fd", "flip drums", "flip drums", "audio", 48, 16, ("drums",), bars=(25, 33)),
        ClipInfo("fr", "flip rest", "flip rest", "audio", 48, 16, bars=(25, 33)),
    ),
)
FADED = _behind(
    "fade the take out over 2 bars",
    (_call("edit_clip", clip="vox", action="fade_out", duration=4.0), CallResult(0, True, ("vox",))),
)
WRITTEN = _behind(
    "a 4 bar melody in the bridge",
    (_call("generate_midi", kind="melody", bars=4), CallResult(0, True, ("mel",))),
    (_call("arrange", action="place", clip="$1", bar=21), CallResult(1, True, ("mel",))),
    clips=(ClipInfo("mel", "Melody", "Melody", "midi", 40, 8, bars=(21, 25)),),
)
SUNG_ALONE = _behind(
    "sing the hook",
    (_call("sing", midi="tune"), CallResult(0, True, ("song",))),
    clips=(ClipInfo("song", "Vocal", "Vocal", "audio", 24, 8, bars=(13, 17)),),
)
EXPORTED = _behind("export the vox as a wav", (_call("export", what="tracks", format="wav", track="Vox"),
                                               CallResult(0, True)))  # fmt: skip


# --- a harmony ---


@pytest.mark.parametrize("said", ["softer", "a bit softer", "the harmony softer", "just the harmony a bit softer"])
def test_softer_behind_a_harmony_is_the_harmony(said: str) -> None:
    (call,) = calls(said, with_harmony())
    assert (call["tool"], call["args"]["track"], call["args"]["action"]) == ("mix", "Third above", "gain")
    assert call["args"]["value_db"] < 0


@pytest.mark.parametrize("said", ["only in the second half", "just the second half", "keep it only in bars 7 and 8"])
def test_a_part_behind_a_harmony_is_the_harmony(said: str) -> None:
    assert calls(said, with_harmony()) == [_call("edit_clip", clip="h1", action="trim", start_bar=7, end_bar=8)]


@pytest.mark.parametrize(
    ("said", "interval"),
    [
        ("not that one, a sixth", "sixth above"), ("make it a fifth instead", "fifth above"),
        ("a fifth rather", "fifth above"), ("below instead", "third below"), ("no, a sixth below", "sixth below"),
    ],
)  # fmt: skip
def test_another_interval_is_the_harmony_otherwise(said: str, interval: str) -> None:
    plan = calls(said, with_harmony())
    assert plan == [_call("harmonize", clip="v1", interval=interval)]


def test_other_words_behind_a_harmony_are_sung_by_both() -> None:
    line, beside = calls("make it aahs", with_harmony())
    assert (line["tool"], line["args"]["lyrics"]) == ("sing", "aah")
    assert beside == _call("harmonize", clip="$1", interval="third above")


def test_the_other_and_both_behind_a_harmony() -> None:
    assert calls("the other one louder", with_harmony())[0]["args"]["track"] == "Vocal"
    assert calls("both softer", with_harmony())[0]["args"]["tracks"] == ["Vocal", "Third above"]
    assert calls("mute the lead", with_harmony()) == [_call("mix", track="Vocal", action="mute")]


def test_another_one_follows_the_line_and_not_the_harmony() -> None:
    assert calls("another one a third below", with_harmony()) == [
        _call("harmonize", clip="v1", interval="third below")
    ]


@pytest.mark.parametrize(("said", "way"), [("a harmony above", "above"), ("add a harmony below it", "below")])
def test_a_harmony_above_what_was_sung_is_a_third(said: str, way: str) -> None:
    assert calls(said, SUNG_ALONE) == [_call("harmonize", clip="song", interval=f"third {way}")]


# --- a copy ---


def test_the_other_one_behind_a_copy_is_what_was_copied() -> None:
    assert calls("the other one an octave up", COPIED) == [_call("change_tempo_key", clip="tune", semitones=12.0)]
    assert calls("an octave down", COPIED) == [_call("change_tempo_key", clip="copy", semitones=-12.0)]
    (both,) = calls("both an octave down", COPIED)
    assert both["args"]["clips"] == ["tune", "copy"]


@pytest.mark.parametrize("said", ["kill it", "mute it", "kill it, keep the rest"])
def test_a_copy_that_is_muted_leaves_its_track_to_be_heard(said: str) -> None:
    (call,) = calls(said, COPIED)
    assert call["tool"] == "automate"
    assert (call["args"]["start_bar"], call["args"]["end_bar"]) == (25, 29)


def test_a_copy_on_another_track_instead() -> None:
    (call,) = calls("on the alt instead", COPIED)
    assert call["args"] == {"action": "duplicate", "clip": "tune", "bar": 25, "track": "Alt"}


def test_a_copy_is_lost_and_a_double_goes_down_alone() -> None:
    assert calls("lose it", COPIED) == [_call("undo")]
    (call,) = calls("an octave down", DOUBLED)
    assert call["args"]["clip"] == "twin"
    (both,) = calls("both an octave down", DOUBLED)
    assert sorted(both["args"]["clips"]) == ["twin", "vox"]


# --- earlier ---


@pytest.mark.parametrize("said", ["earlier", "a bit earlier", "that one earlier", "make it come in earlier"])
def test_earlier_is_no_undo(said: str) -> None:
    for context in (WRITTEN, COPIED, TAKEN_OUT):
        assert all(call["tool"] != "undo" for call in calls(said, context))


@pytest.mark.parametrize("said", ["it was better earlier", "like it was earlier", "back to how it was earlier"])
def test_how_it_was_earlier_is_one(said: str) -> None:
    assert [call["tool"] for call in calls(said, WRITTEN)] == ["undo"]


@pytest.mark.parametrize(
    ("said", "beats"), [("a bar earlier", -4), ("one bar earlier", -4), ("two beats later", 2), ("a beat earlier", -1)]
)
def test_so_much_earlier_moves_what_was_made(said: str, beats: float) -> None:
    for context, clip in ((WRITTEN, "mel"), (SUNG_ALONE, "song")):
        assert calls(said, context) == [_call("arrange", action="move", clip=clip, offset_beats=beats)]


# --- taken out of a mix ---


def test_which_stem_a_later_step_named() -> None:
    frames = State.of(DialogueState.of(TAKEN_OUT)).frames
    assert frames[1].args["clip"] == "fd"  # the first that was picked, though drums are the second of all four


@pytest.mark.parametrize("said", ["the drums softer", "mute the drums"])
def test_the_drums_that_were_taken_out_are_no_other_drums(said: str) -> None:
    (call,) = calls(said, TAKEN_OUT)
    assert call["args"]["track"] == "flip drums"


@pytest.mark.parametrize("said", ["not the drums, the bass", "the bass instead", "no, the bass instead"])
def test_another_stem_instead(said: str) -> None:
    undone, made, silent = calls(said, TAKEN_OUT)
    assert undone["tool"] == "undo"
    assert made == _call("separate_stems", clip="flip", stems=["bass"])
    assert silent == _call("mix", clip="$2.bass", action="mute")


@pytest.mark.parametrize("said", ["the bass too", "and the bass", "the bass as well"])
def test_another_stem_as_well(said: str) -> None:
    made = calls(said, TAKEN_OUT)
    assert made[1]["args"]["stems"] == ["drums", "bass"]
    assert [call["args"].get("clip") for call in made[2:]] == ["$2.drums", "$2.bass"]


def test_it_is_what_is_still_heard() -> None:
    assert calls("solo it", TAKEN_OUT)[0]["args"]["track"] == "flip rest"


# --- a fade, a file, a word ---


@pytest.mark.parametrize(
    ("said", "seconds"), [("a bar longer", 6), ("a beat shorter", 3.5), ("longer, 3 bars", 6), ("2 bars longer", 8)]
)
def test_so_much_longer_is_by_so_much(said: str, seconds: float) -> None:
    (call,) = calls(said, FADED)
    assert call["args"]["duration"] == pytest.approx(seconds)


def test_back_behind_a_fade_is_no_fade_at_the_back() -> None:
    assert calls("back", FADED) == [_call("undo")]
    assert [call["args"].get("action") for call in calls("fade in instead", FADED)] == [None, "fade_in"]


def test_bars_of_a_file_are_of_the_same_track() -> None:
    (call,) = calls("just bars 5 to 8", EXPORTED)
    assert call["args"] == {"what": "tracks", "format": "wav", "track": "Vox", "start_bar": 5, "end_bar": 9}


def test_not_that_voice_is_no_manner() -> None:
    assert [call["tool"] for call in calls("not that voice", SUNG_ALONE)] == ["ask"]


# --- only some of it, and in the same places ---

TWO_UP = _behind(
    "vox and tune up 3 db",
    (_call("mix", track="Vox", action="gain", value_db=3.0), CallResult(0, True)),
    (_call("mix", track="Tune", action="gain", value_db=3.0), CallResult(1, True)),
)


@pytest.mark.parametrize("said", ["vox back, only the tune", "put the vox back, just the tune", "not the vox"])
def test_one_of_two_goes_back(said: str) -> None:
    assert calls(said, TWO_UP) == [_call("undo", target="#1.1")]


FADED_RISER = _behind(
    "fade the flip in over 2 bars",
    (_call("edit_clip", clip="flip", action="fade_in", duration=4.0), CallResult(0, True, ("flip",))),
)


@pytest.mark.parametrize(
    "said",
    ["not sure about the flip. kill it, keep the rest", "kill it, keep the rest", "mute the flip, leave the rest"],
)
def test_what_is_killed_is_the_thing_and_not_what_was_done_to_it_last(said: str) -> None:
    (call,) = calls(said, FADED_RISER)
    assert (call["tool"], call["args"]["action"], call["args"].get("track")) == ("mix", "mute", "Flip")


def test_an_undo_that_keeps_the_rest_is_one() -> None:
    assert calls("undo the fade, keep the rest", FADED_RISER)[0]["tool"] == "undo"


@pytest.mark.parametrize("said", ["put the vox in the same place", "copy the vox to the same spot too"])
def test_the_same_places_are_those_of_the_copies(said: str) -> None:
    assert calls(said, COPIED) == [_call("arrange", action="duplicate", clip="vox", bar=25)]


def test_both_halves_are_done_or_neither() -> None:
    assert [call["tool"] for call in calls("unmute the vox and put it in the same place", COPIED)] == ["mix", "arrange"]
    assert [call["tool"] for call in calls("unmute the vox and put it in the same two places", FADED)] == ["ask"]


def test_what_was_copied_is_copied_once_more_and_its_copy_not_too() -> None:
    beat = ClipInfo("again", "vs beat", "Drum Loop", "audio", 48, 16, ("drums",), bars=(25, 33))
    copied = _behind(
        "copy the vs beat to bar 25",
        (_call("arrange", action="duplicate", clip="beat", bar=25), CallResult(0, True, ("again",))),
        clips=(beat,),
    )
    (call,) = calls("copy vs beat to bar 37 as well", copied)
    assert (call["args"]["action"], call["args"]["bar"]) == ("duplicate", 37)


# --- names, intervals, feel, nobody ---


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("call the vox Cold and Wet", "Cold and Wet"), ("call the vox cold and wet", "cold and wet"),
        ("the vox is called Rise and Fall now", "Rise and Fall"), ("label the vox Mute and Solo", "Mute and Solo"),
    ],
)  # fmt: skip
def test_a_name_of_two_words(said: str, name: str) -> None:
    assert calls(said, FADED) == [_call("arrange", action="rename", name=name, track="Vox")]


def test_a_name_ends_where_more_is_asked_for() -> None:
    named, muted = calls("call the vox Cold and mute it", FADED)
    assert (named["args"]["name"], muted["args"]["action"]) == ("Cold", "mute")
    named, coloured = calls("label the vox Cold and Wet, colour it blue", FADED)
    assert (named["args"]["name"], coloured["args"]["color"]) == ("Cold and Wet", "blue")


@pytest.mark.parametrize(
    ("said", "semitones"),
    [("tune up a minor 3rd", 3), ("tune down a 5th", -7), ("tune up a maj 3rd", 4), ("tune a 4th higher", 5)],
)
def test_intervals_in_figures(said: str, semitones: float) -> None:
    assert calls(said, FADED) == [_call("change_tempo_key", clip="tune", semitones=semitones)]


@pytest.mark.parametrize(
    ("said", "args"),
    [
        ("tighten the tune up but leave some feel", {"amount": 0.6}),
        ("tighten the tune up to 8ths but leave some feel, 70%", {"grid": "1/8", "amount": 0.7}),
        ("quantize the tune but keep its groove", {"amount": 0.6}),
        ("tighten the tune up", {}),
    ],
)
def test_some_feel_is_left(said: str, args: dict[str, Any]) -> None:
    assert calls(said, FADED) == [_call("edit_notes", clip="tune", action="quantize", **args)]


@pytest.mark.parametrize("said", ["all of em down 3", "mute all of them", "softer too, all of em down 10"])
def test_all_of_nobody_is_asked_about(said: str) -> None:
    nothing_done = Context(clips=(_TUNE, _BEAT), tracks=("Tune", "Drum Loop"), markers=_MARKERS)
    assert [call["tool"] for call in calls(said, nothing_done)] == ["ask"]
    assert calls("tune and drum loop, all of em down 3", nothing_done)[0]["tool"] == "mix"


def test_the_same_send_as_none_is_asked_about() -> None:
    assert [call["tool"] for call in calls("same send for the vox but 6 lower", FADED)] == ["ask"]


# --- a cut, words that are sung, a beat ---

SPLIT = _behind(
    "split the flip at bar 29",
    (_call("edit_clip", clip="flip", action="split", at=8.0), CallResult(0, True, ("flip", "rest"))),
    clips=(ClipInfo("rest", "flip", "Flip", "audio", 56, 8, ("song",), bars=(29, 33)),),
)


@pytest.mark.parametrize(
    "said", ["put them back together", "join them again", "glue it back together", "make it one clip again"]
)
def test_a_cut_is_joined_again(said: str) -> None:
    assert calls(said, SPLIT) == [_call("undo")]


def test_a_piece_is_panned_in_its_bars() -> None:
    (call,) = calls("pan the second one left", SPLIT)
    assert (call["tool"], call["args"]["start_bar"], call["args"]["parameter"]) == ("automate", 29, "pan")
    assert calls("pan the flip left", SPLIT) == [_call("mix", track="Flip", action="pan", value=-1.0)]


SPOKEN = _behind(
    "say side a, track three",
    (_call("speak", text="side a, track three"), CallResult(0, True, ("vo",))),
    clips=(ClipInfo("vo", "side a", "VO", "audio", 0, 4, bars=(1, 3)),),
)


@pytest.mark.parametrize("said", ["the last word louder", "make the last word softer", "the last word a bit slower"])
def test_how_a_word_is_said_is_no_word(said: str) -> None:
    for call in calls(said, SPOKEN):
        assert call["args"].get("text", "").lower() not in ("side a, track louder", "side a, track softer")
        assert "slower" not in str(call["args"].get("text", ""))
    assert calls("the last word should be four", SPOKEN)[0]["args"]["text"] == "side a, track four"


@pytest.mark.parametrize("said", ["come home instead of come back", "at the end say around instead of down"])
def test_words_of_notes_are_not_guessed(said: str) -> None:
    assert [call["tool"] for call in calls(said, SUNG_ALONE)] == ["ask"]


def test_one_voice_instead_of_another() -> None:
    assert calls("a man instead of a woman", SUNG_ALONE)[0]["args"]["voice"] == "man"


@pytest.mark.parametrize("said", ["only there", "there only", "just there"])
def test_there_is_no_word_that_is_sung(said: str) -> None:
    assert all(call["tool"] != "sing" for call in calls(said, SUNG_ALONE))


BEAT = _behind(
    "a drum beat for the bridge",
    (_call("generate_midi", kind="drums", bars=4, style="half time"), CallResult(0, True, ("drums",))),
    (_call("arrange", action="place", clip="$1", bar=21), CallResult(1, True, ("drums",))),
    clips=(ClipInfo("drums", "Drums", "Drums", "midi", 40, 8, ("drums",), bars=(21, 25)),),
)


def test_a_beat_is_so_much_longer_and_moves_for_no_part_of_it() -> None:
    assert calls("a bar longer", BEAT)[0]["args"]["bars"] == 5
    assert all(call["tool"] != "arrange" for call in calls("kick only in the second half", BEAT))


def test_other_chords_instead() -> None:
    chords = _behind(
        "chords Am F C G at bar 33",
        (_call("generate_midi", kind="chords", chords=["Am", "F", "C", "G"]), CallResult(0, True, ("ch",))),
        (_call("arrange", action="place", clip="$1", bar=33), CallResult(1, True, ("ch",))),
        clips=(ClipInfo("ch", "Chords", "Chords", "midi", 64, 8, bars=(33, 37)),),
    )
    (call,) = calls("not that, dm f c g", chords)
    assert call["args"]["chords"] == ["Dm", "F", "C", "G"]


def test_softer_behind_what_was_taken_out_is_what_is_heard() -> None:
    assert calls("softer", TAKEN_OUT) == [_call("mix", track="flip rest", action="gain", value_db=-3.0)]
