"""What is made, and how it is wanted otherwise right afterwards: longer, slower, by another voice."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.planner.context import CallResult, ClipInfo, Context, Exchange
from engine.planner.offline.planner import OfflinePlanner
from engine.planner.offline.steps.same_again import HOW_LONG

PLANNER = OfflinePlanner(asks_back=False)
EMPTY = Context()
BAND = Context(
    clips=(
        ClipInfo("c1", "melody", "Melody", "midi", 0.0, 10.0),
        ClipInfo("c2", "take", "Lead Vox", "audio", 0.0, 10.0),
        ClipInfo("c3", "theme", "Music", "audio", 0.0, 10.0),
        ClipInfo("c4", "beat", "Drums", "audio", 0.0, 10.0),
    ),
    tracks=("Melody", "Lead Vox", "Music", "Drums"),
)


def calls(text: str, context: Context = BAND) -> list[dict[str, object]]:
    """The planned calls."""
    return PLANNER.plan(text, context).calls()


def one(tool: str, **args: object) -> dict[str, object]:
    """A call."""
    return {"tool": tool, "args": args}


def after(call: dict[str, object], said: str = "make it") -> Context:
    """The session after a turn that made a clip."""
    kind = "midi" if call["tool"] == "generate_midi" else "audio"
    made = ClipInfo("n1", "new one", "New one", kind, 0.0, 8.0)
    turn = Exchange(said, (call,), (CallResult(0, True, ("n1",)),))
    return replace(BAND, clips=(*BAND.clips, made), tracks=(*BAND.tracks, "New one"), dialogue=(turn,), last="n1")


@pytest.mark.parametrize(
    ("text", "prompt"),
    [
        ("make a beat", "beat"),
        ("give me three kick sounds", "three kick sounds"),
        ("write me a waltz", "waltz"),
        ("a beep", "beep"),
        ("make me a snare sound, tight", "snare sound, tight"),
    ],
)
def test_what_is_asked_for_with_a_is_made(text: str, prompt: str) -> None:
    assert calls(text, EMPTY) == [one("generate_audio", prompt=prompt)]


@pytest.mark.parametrize("text", ["generate a sound effect of wind, 3 seconds", "create a sound of wind, 3 seconds"])
def test_another_sound_is_no_remark_beside_the_length_of_the_last_one(text: str) -> None:
    context = after(one("generate_audio", prompt="rain", duration=3.0))
    assert calls(text, context) == [one("generate_audio", prompt="wind", duration=3.0)]


@pytest.mark.parametrize("text", ["copy it to bar 13", "copy that to bar 13", "put a copy at bar 13"])
def test_a_copy_leaves_what_was_made_where_it_is(text: str) -> None:
    (call,) = calls(text, after(one("generate_audio", prompt="lo-fi beat")))
    assert call == one("arrange", clip="n1", action="duplicate", bar=13)


@pytest.mark.parametrize("text", ["send a copy to the bus", "add a marker at bar 5", "is there a beat in it?"])
def test_other_things_with_a_are_not_made(text: str) -> None:
    assert "generate_audio" not in [call["tool"] for call in calls(text)]


def test_key_and_tempo_said_behind_belong_to_what_is_made() -> None:
    assert calls("a synth lead, plucky, in f minor 110 bpm", EMPTY) == [
        one("generate_audio", prompt="synth lead, plucky", bpm=110.0, key="F minor")
    ]


@pytest.mark.parametrize(
    ("call", "text", "changed"),
    [
        (one("generate_audio", prompt="house loop", bars=8, bpm=124.0), "slower", {"bpm": 105}),
        (one("generate_audio", prompt="rain", duration=20.0), "no, twice as long", {"duration": 40.0}),
        (one("generate_midi", kind="chords", bars=4), "double the length", {"bars": 8}),
        (one("generate_midi", kind="bass"), "more notes in it please", {"style": "more notes"}),
        (one("speak", text="good evening"), "a bit slower please", {"rate": 0.85}),
        (one("speak", text="good evening", voice="male"), "now with a deep female voice", {"voice": "deep female"}),
        (one("sing", midi="c1", lyrics="oh", style="breathy"), "with more vibrato", {"style": "breathy, more vibrato"}),
        (one("sing", midi="c1", lyrics="oh"), "now as a choir", {"voice": "choir"}),
    ],
)
def test_what_was_made_is_made_otherwise(call: dict[str, object], text: str, changed: dict[str, object]) -> None:
    args = call["args"]
    assert isinstance(args, dict)
    plan = PLANNER.plan(text, after(call))
    assert plan.calls() == [one(str(call["tool"]), **{**args, **changed})]
    assert plan.steps[0].base == "1.1"


@pytest.mark.parametrize(
    ("call", "text", "question"),
    [
        (one("generate_audio", prompt="808 kick"), "longer", HOW_LONG),
        (one("sing", midi="c1", lyrics="oh", voice="female", style="breathy"), "lower", "Lower in pitch, or quieter?"),
    ],
)
def test_a_wish_that_would_only_repeat_is_asked_about(call: dict[str, object], text: str, question: str) -> None:
    assert calls(text, after(call)) == [one("ask", text=question)]


def test_again_is_no_wish_for_something_else() -> None:
    call = one("generate_audio", prompt="808 kick")
    assert calls("again", after(call)) == [call]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("turn down the music", -3.0),
        ("turn the music down a bit", -1.5),
        ("turn the music down a touch", -1.0),
        ("bring the drums up slightly", 1.5),
        ("the music is too loud", -3.0),
        ("make the drums louder", 3.0),
        ("bring the lead vox up 2 db", 2.0),
    ],
)
def test_louder_or_quieter_of_a_name_is_its_fader(text: str, value: float) -> None:
    call = calls(text)[0]
    assert (call["tool"], call["args"]["action"], call["args"]["value_db"]) == ("mix", "gain", value)


def test_quieter_in_a_second_clause_does_not_mute() -> None:
    assert calls("clean up the vocals and turn down the music")[-1] == one(
        "mix", track="Music", action="gain", value_db=-3.0
    )


@pytest.mark.parametrize(
    "text",
    [
        "turn everything up but the vocals by 2 db",
        "everything up 2 db except the lead vox",
        "turn everything but the vocals up by 2 db",
    ],
)
def test_everything_but_one_leaves_that_one(text: str) -> None:
    assert calls(text) == [one("mix", tracks=["Melody", "Music", "Drums"], action="gain", value_db=2.0)]


def test_another_stem_is_taken_out_of_the_same_clip() -> None:
    call = one("separate_stems", clip="c3", stems=["drums"])
    assert calls("and the bass too", after(call)) == [one("separate_stems", clip="c3", stems=["bass"])]


def test_higher_of_what_was_sung_is_asked_about() -> None:
    assert calls("higher", after(one("sing", midi="c1", lyrics="oh")))[0]["tool"] == "ask"


@pytest.mark.parametrize("text", ["actually no", "no, better not", "rather not", "on second thought, no"])
def test_what_is_not_wanted_after_all_is_undone(text: str) -> None:
    assert calls(text, after(one("edit_clip", clip="c4", action="reverse"))) == [one("undo")]


def test_where_a_level_changes_moves_no_clip() -> None:
    assert "arrange" not in [call["tool"] for call in calls("from bar 9 the vocals 3 dB quieter")]


def test_everything_switched_on_again_is_not_muted() -> None:
    muted = after(one("mix", tracks=["Melody", "Drums"], action="mute"))
    assert "mute" not in [call["args"].get("action") for call in calls("turn everything on again", muted)]


@pytest.mark.parametrize("text", ["group drums and music", "group the drums and the music"])
def test_what_is_grouped_is_no_name(text: str) -> None:
    assert calls(text) == [one("route", action="group", tracks=["Drums", "Music"])]


def test_it_is_the_track_that_was_just_made() -> None:
    turn = Exchange("new track", (one("arrange", action="new_track", name="Choir"),), (CallResult(0, True),))
    context = replace(BAND, tracks=(*BAND.tracks, "Choir"), dialogue=(turn,))
    assert calls("make it blue", context) == [one("set_track", track="Choir", color="blue")]


def test_new_things_beside_a_sound_are_sounds_too() -> None:
    prompts = [str(call["args"]["prompt"]) for call in calls("two gunshots and a scream", EMPTY)]
    assert "gunshots" in " ".join(prompts)
    assert "scream" in " ".join(prompts)


def test_what_was_made_with_something_is_made_without_it() -> None:
    beat = one("generate_audio", prompt="reggaeton beat with a cowbell", bars=8)
    assert calls("drop the cowbell", after(beat)) == [one("generate_audio", prompt="reggaeton beat", bars=8)]


@pytest.mark.parametrize(
    ("text", "tool", "words"),
    [
        ("speak: good morning everyone", "speak", "good morning everyone"),
        ("can you sing this line for me: i will wait for you", "sing", "i will wait for you"),
    ],
)
def test_words_behind_a_colon_are_said_or_sung(text: str, tool: str, words: str) -> None:
    (call,) = calls(text)
    assert call["tool"] == tool
    assert words in call["args"].values()


def test_how_it_is_said_follows_from_the_word_for_it() -> None:
    assert calls('have someone whisper "come closer"', EMPTY) == [one("speak", text="come closer", style="whisper")]


def test_what_was_taken_back_is_redone_and_not_made_anew() -> None:
    made = {"tool": "generate_audio", "args": {"prompt": "thunder"}}
    gone = Exchange("make thunder", (made,), (CallResult(0, True, ("n1",), undone=True),))
    broken = Exchange(
        "make a beat",
        ({"tool": "generate_audio", "args": {"prompt": "beat"}},),
        (CallResult(0, False, (), "it broke"),),
    )
    context = replace(BAND, dialogue=(gone, broken))
    assert [call["tool"] for call in calls("redo it", context)] == ["redo"]


SUNG = one("sing", midi="c1", lyrics="hold the line")


@pytest.mark.parametrize(
    "text",
    [
        "lovely! keep that one and add another version as well, on top of it as a double",
        "keep it, and add another take as a double",
        "another one on top of that please",
    ],
)
def test_what_is_kept_is_not_replaced(text: str) -> None:
    (step,) = PLANNER.plan(text, after(SUNG)).steps
    assert (step.task, step.op, step.args["lyrics"]) == ("sing", "again", "hold the line")


def test_one_of_two_that_were_made_beside_each_other_is_heard() -> None:
    second = ClipInfo("n2", "new two", "New two", "audio", 0.0, 8.0)
    first = after(SUNG)
    again = Exchange("keep it and add another", (SUNG,), (CallResult(0, True, ("n2",)),))
    both = replace(
        first,
        clips=(*first.clips, second),
        tracks=(*first.tracks, "New two"),
        dialogue=(*first.dialogue, again),
        last="n2",
    )
    assert calls("hm, too thick. only the second one now", both) == [one("mix", track="New one", action="mute")]
    assert calls("only the first one", both) == [one("mix", track="New two", action="mute")]
