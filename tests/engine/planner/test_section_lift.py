"""A part of the song that is to grow: where it is, or a small move that is told before it is made."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.planner.context import CallResult, Context, Exchange
from engine.planner.offline.doubts.asked_back import ASKS
from engine.planner.offline.planner import OfflinePlanner
from engine.tasks.plan import Plan
from tests.engine.planner.session import BAND

PLANNER = OfflinePlanner()
IN_PARTS = replace(BAND, markers=(("Verse", 1.0), ("Chorus", 5.0), ("Drop", 9.0)))
WHERE = "Where is the"


def asked(plan: Plan) -> str:
    """The question of a plan that asks; "" of any other."""
    (step, *more) = plan.steps
    return str(step.args["text"]) if step.task == "ask" and not more else ""


def after_question(text: str, context: Context) -> Context:
    """The context once something has been asked back."""
    plan = PLANNER.plan(text, context)
    choices = tuple(tuple({"tool": step.task, "args": step.args} for step in one) for one in plan.choices)
    exchange = Exchange(text, tuple(plan.calls()), (CallResult(0, True),), choices)
    return replace(context, dialogue=(*context.dialogue, exchange))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("lift the chorus", "chorus"),
        ("can you lift the chorus a little", "chorus"),
        ("our chorus lacks punch", "chorus"),
        ("the chorus should open up", "chorus"),
        ("more energy in the chorus please", "chorus"),
        ("chorus louder", "chorus"),
        ("chorus: bass up 2", "chorus"),
        ("make the bridge bigger", "bridge"),
        ("pull the bass down 2 dB in the bridge", "bridge"),
        ("mute the bass in the break", "break"),
        ("the break feels flat", "break"),
        ("let the drop hit harder", "drop"),
        ("bring the drop up 2 dB", "drop"),
        ("reverse the verse", "verse"),
        ("fade the pad out during the outro", "outro"),
        ("the intro is too quiet", "intro"),
        ("der Refrain soll größer werden", "chorus"),
        ("mehr Energie im Refrain", "chorus"),
        ("le refrain doit être plus grand", "chorus"),
        ("el estribillo tiene que sonar más grande", "chorus"),
    ],
)
def test_a_section_that_is_nowhere_is_asked_for(text: str, name: str) -> None:
    question = asked(PLANNER.plan(text, BAND))
    assert question.startswith(f"{WHERE} {name}?")
    assert "a marker called" in question and "bars" in question


@pytest.mark.parametrize(
    "text",
    [
        "put a chorus on the pad",
        "more chorus on the bass",
        "the chorus effect on the pad is too strong",
        "drop the bass 2 dB",
        "reverse the pad",
        "break the pad up at bar 3",
        "make a drop for the intro",
        "where is the chorus?",
        "a marker called Chorus at bar 5",
        "mute the bass in the break, bars 5 to 8",
        'sing "lift the chorus" on the melody',
    ],
)
def test_what_is_no_section_is_not_asked_for(text: str) -> None:
    assert WHERE not in asked(PLANNER.plan(text, BAND))


def test_what_is_called_so_is_meant() -> None:
    named = replace(BAND, tracks=(*BAND.tracks, "Break"))
    assert WHERE not in asked(PLANNER.plan("mute the break", named))
    assert WHERE not in asked(PLANNER.plan("mute the bass in the drop", IN_PARTS))


@pytest.mark.parametrize(
    "text", ["bars 5 to 8", "it's bars 5 to 8", "from bar 5 to bar 8", "the chorus is bars 5 to 8"]
)
def test_bars_answer_where_it_is(text: str) -> None:
    plan = PLANNER.plan(text, after_question("lift the chorus", BAND))
    assert asked(plan).endswith("all tracks 1.5 dB louder from bar 5 to the end of bar 8?")
    meant = {(step.task, step.args["start_bar"], step.args["end_bar"]) for step in plan.choices[0]}
    assert meant == {("automate", 5, 9)}


def test_bars_answer_for_a_track_there() -> None:
    (call,) = PLANNER.plan("bars 5 to 8", after_question("mute the bass in the break", BAND)).calls()
    assert call["args"].get("start_bar") == 5 and call["args"].get("track") == "Bass"


@pytest.mark.parametrize("text", ["the chorus is at bar 5", "bars 5 to 12 are the chorus", "chorus is bar 5"])
def test_where_it_is_may_be_told(text: str) -> None:
    (call,) = PLANNER.plan(text, BAND).calls()
    assert call == {"tool": "marker", "args": {"action": "add", "name": "Chorus", "bar": 5.0}}


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("lift the chorus", "louder"),
        ("make the chorus bigger", "louder"),
        ("the chorus needs more energy", "louder"),
        ("more power in the chorus", "louder"),
        ("the chorus should hit harder", "louder"),
        ("the chorus feels so small", "louder"),
        ("der Refrain soll größer werden", "louder"),
        ("make bars 5 to 8 bigger", "louder"),
        ("lift the chorus, bars 5 to 8", "louder"),
        ("make the chorus smaller", "quieter"),
        ("calm down the chorus", "quieter"),
    ],
)
def test_a_small_move_is_told_before_it_is_made(text: str, way: str) -> None:
    plan = PLANNER.plan(text, IN_PARTS)
    assert asked(plan).endswith(f"all tracks 1.5 dB {way} from bar 5 to the end of bar 8?")
    done = PLANNER.plan("yes", after_question(text, IN_PARTS)).calls()
    assert asked(plan).startswith(ASKS)
    assert {call["args"]["track"] for call in done} == set(BAND.tracks)
    assert {call["args"]["to"] for call in done} == {1.5 if way == "louder" else -1.5}


def test_where_a_line_can_be_printed_only_it_is_asked_all_the_same() -> None:
    live = replace(IN_PARTS, capabilities=IN_PARTS.capabilities - {"automation"})
    assert {step.task for step in PLANNER.plan("lift the chorus", live).steps} == {"ask"}


def test_where_levels_cannot_change_over_bars_nothing_is_offered() -> None:
    """The plan is refused with the DAW's reason; to be asked first would be in vain."""
    folder = replace(IN_PARTS, capabilities=IN_PARTS.capabilities - {"automation", "replace_content"})
    assert {step.task for step in PLANNER.plan("lift the chorus", folder).steps} == {"automate"}
