"""What leans on earlier turns: the same bars, the earlier take, what a remark is about, what was partly undone."""

from dataclasses import replace

import pytest

from engine.planner.context import CallResult, Exchange, TrackInfo
from engine.planner.offline.conversation.state import State
from engine.planner.offline.planner import OfflinePlanner
from engine.planner.offline.reading.dialogue_state import DialogueState
from tests.engine.planner.session import after, calls
from tests.engine.planner.test_level_over_bars import SONG

DIPPED = after(
    SONG,
    ("bass down 4 from bar 9 to 15",
     [("automate", {"track": "Bass DI", "parameter": "volume", "from": -4, "to": -4, "start_bar": 9, "end_bar": 15},
       ())]),
)  # fmt: skip
CLEANED = after(SONG, ("denoise the old vox", [("denoise", {"clip": "r3"}, ("old vox",))]),
                ("mute the drums", [("mix", {"action": "mute", "track": "Drums"}, ())]))  # fmt: skip


@pytest.mark.parametrize(
    ("text", "tool", "end"),
    [
        ("mute the drums in those bars", "automate", 15),
        ("swell the vocal up by four over these six bars", "automate", 15),
        ("fade the drums in over the same bars", "automate", 15),
        ("loop those six bars", "transport", 14),
        ("export the same stretch", "export", 15),
    ],
)
def test_bars_that_were_told_before(text, tool, end):
    (made,) = calls(text, DIPPED)
    assert (made["tool"], made["args"]["start_bar"], made["args"]["end_bar"]) == (tool, 9, end)


@pytest.mark.parametrize(
    ("text", "number"),
    [("bring the original recording back", "1"), ("please restore the old take", "1"),
     ("go back to the first version", "1"),
     ("i want the previous recording back", "-1"), ("restore the earlier version", "-1")],
)  # fmt: skip
def test_an_earlier_take_is_played_again(text, number):
    (made,) = calls(text, CLEANED)
    assert (made["tool"], made["args"]["action"], made["args"]["number"]) == ("take", "use", number)


@pytest.mark.parametrize(
    ("text", "tool", "action"),
    [
        ("the drums are too busy, mute them", "mix", "mute"),
        ("the bass wants company, make a copy", "arrange", "duplicate"),
        ("the vocal feels dull. duplicate it", "arrange", "duplicate"),
        ("drums sound muffled, solo them", "mix", "solo"),
        ("the old vox is noisy, delete it", "arrange", "delete"),
    ],
)
def test_a_remark_is_the_reason_and_no_request(text, tool, action):
    (made,) = calls(text, SONG)
    assert (made["tool"], made["args"]["action"]) == (tool, action)


@pytest.mark.parametrize("text", ["the vocal is dull, open it up on top", "the drums are boomy, thin them out"])
def test_a_remark_that_says_what_to_do_stays(text):
    assert [call["tool"] for call in calls(text, SONG)] == ["apply_effect"]


@pytest.mark.parametrize("text", ["mute the bassoon", "turn the bassoon down 2 dB", "reverb on the bassoon"])
@pytest.mark.parametrize("context", [SONG, CLEANED], ids=["first", "later"])
def test_for_a_track_that_is_not_there_those_that_are_there_are_offered(text, context):
    plan = OfflinePlanner(asks_back=False).plan(text, context)
    assert [step.task for step in plan.steps] == ["ask"] and "bassoon" in plan.steps[0].args["text"]
    assert len(plan.choices) == 4
    offered = after(context, (text, []))
    choices = tuple(tuple({"tool": s.task, "args": dict(s.args)} for s in one) for one in plan.choices)
    last = replace(offered.dialogue[-1], calls=tuple(plan.calls()), choices=choices)
    offered = replace(offered, dialogue=(*offered.dialogue[:-1], last))
    chosen = [{"tool": step.task, "args": dict(step.args)} for step in plan.choices[3]]
    assert calls("the fourth", offered) == chosen


def test_a_call_that_was_taken_back_alone_stands_no_more():
    done = (
        {"tool": "mix", "args": {"track": "Drums", "action": "mute"}},
        {"tool": "mix", "args": {"track": "Bass DI", "action": "mute"}},
    )
    turn = Exchange(
        "mute drums and bass", done, (CallResult(0, True, undone=True), CallResult(1, True)), undone=False, number=1
    )
    context = replace(SONG, dialogue=(turn,), track_views=(TrackInfo("Drums"), TrackInfo("Bass DI", mute=True)))
    assert [one.state for one in State.of(DialogueState.of(context)).frames] == ["undone", "done"]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("halt everything for two beats before bar 9", 8.5, 9),
        ("total silence for the last beat of the intro", 4.75, 5),
        ("mute the drums for half a bar before the verse", 4.5, 5),
        ("everyone drops out for one beat before the verse", 4.75, 5),
        ("the whole band stops for a bar before the chorus", 12, 13),
    ],
)
def test_beats_before_a_place(text, start, end):
    made = calls(text, SONG)
    assert {
        (one["tool"], one["args"]["parameter"], one["args"]["start_bar"], one["args"]["end_bar"]) for one in made
    } == {("automate", "mute", start, end)}


@pytest.mark.parametrize(
    "text", ["double time feel from bar 9", "in the chorus go half time", "halftime groove from the verse on"]
)
def test_half_time_of_a_part_is_asked(text):
    (made,) = calls(text, SONG)
    assert made["tool"] == "ask" and "half or double time" in made["args"]["text"]


@pytest.mark.parametrize(
    ("text", "end"),
    [("mute the drums in bars 7 to 8", 9), ("mute the drums in bars 7 and 8", 9),
     ("mute the drums from bar 7 to bar 8", 8), ("mute the drums in bars 7 to 11", 11)],
)  # fmt: skip
def test_two_bars_that_are_named_are_both_meant(text, end):
    (made,) = calls(text, SONG)
    assert (made["args"]["start_bar"], made["args"]["end_bar"]) == (7, end)
