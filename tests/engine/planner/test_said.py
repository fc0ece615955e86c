"""A task that the networks were never shown is understood by the forms in its row, with nothing else added."""

from __future__ import annotations

import pytest

from engine.errors import UserError
from engine.planner.context import Context
from engine.planner.offline.planner import OfflinePlanner
from engine.planner.offline.steps.reply import question_of
from engine.tasks.task import Arg, Output, Task, all_tasks, find_task

CLOSE_GAPS = Task(
    "close_gaps",
    "session",
    "Push the clips of a track together.",
    (
        Arg("track", "track", "the track", required=True),
        Arg("gap_beats", "number", "leave so much between them", "beats", low=0, high=64),
        Arg("order", "choice", "which way", choices=("forward", "backward")),
        Arg("fade", "boolean", "fade over the joins"),
    ),
    (Output("changes", "changes"),),
    said=(
        "close the gaps on {track} but leave {gap_beats}",
        "close the gaps on {track} going {order}",
        "close the gaps on {track}, fades {fade}",
        "close the gaps on {track}",
        "close all the gaps",
    ),
)
TRACKS = ("Drums", "Lead Vocal")


@pytest.fixture(autouse=True)
def row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(all_tasks(), "close_gaps", CLOSE_GAPS)


def planned(text: str, tracks: tuple[str, ...] = TRACKS) -> list[tuple[str, dict[str, object]]]:
    plan = OfflinePlanner(asks_back=False).plan(text, Context(tracks=tracks))
    return [(step.task, dict(step.args)) for step in plan.steps]


@pytest.mark.parametrize(
    ("text", "args"),
    [
        ("close the gaps on the drums", {"track": "Drums"}),
        ("Please close  the gaps on the lead vocal, thanks!", {"track": "Lead Vocal"}),
        ("could you close the gaps on drums but leave two beats", {"track": "Drums", "gap_beats": 2}),
        ("close the gaps on the drums but leave 1.5", {"track": "Drums", "gap_beats": 1.5}),
        ("close the gaps on the vocal going Backward", {"track": "Lead Vocal", "order": "backward"}),
        ("close the gaps on the drums, fades off", {"track": "Drums", "fade": False}),
    ],
)
def test_the_forms_of_a_row_are_understood(text: str, args: dict[str, object]) -> None:
    assert planned(text) == [("close_gaps", args)]


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("close the gaps on the trombone", "track"),
        ("please close all the gaps", "track"),
        ("close the gaps on the drums but leave 3 dB", "beats"),
        ("close the gaps on the drums but leave 500 beats", "0 to 64 beats"),
        ("close the gaps on the drums going sideways", "forward"),
    ],
)
def test_what_does_not_fit_is_asked(text: str, asks: str) -> None:
    ((task, args),) = planned(text)
    assert task == "ask" and asks in str(args["text"])


@pytest.mark.parametrize("words", ["the trombone", "trombone", "the vocoder track"])
def test_a_track_that_is_not_there_never_means_the_only_one(words: str) -> None:
    ((task, args),) = planned(f"close the gaps on {words}", ("Drums",))
    assert task == "ask" and "track" in str(args["text"])


def test_one_that_is_only_pointed_at_is_the_only_one() -> None:
    assert planned("close the gaps on that track", ("Drums",)) == [("close_gaps", {"track": "Drums"})]


def test_several_are_not_put_in_the_place_of_one() -> None:
    assert planned("close the gaps on all tracks")[0][0] == "ask"
    assert planned("close the gaps on all tracks", ("Drums",)) == [("close_gaps", {"track": "Drums"})]


def test_what_only_begins_like_it_is_not_taken_for_it() -> None:
    assert planned("close the session")[0][0] != "close_gaps"


def test_it_stands_in_a_chain() -> None:
    steps = planned("close the gaps on the drums and then mute the lead vocal")
    assert [task for task, _ in steps] == ["close_gaps", "mix"]


@pytest.mark.parametrize(
    ("task", "args", "asked"),
    [
        ("transport", {"action": "record", "count_in": 9}, "9 does not work there: it can be 0 to 8 bars."),
        ("master", {"clip": "c", "loudness_lufs": 40}, "40 does not work there"),
        ("mix", {"track": "Drums", "action": "louder"}, "'louder' does not work there: it is one of gain, pan"),
    ],
)
def test_what_a_task_does_not_take_is_told_with_what_it_takes(task: str, args: dict[str, object], asked: str) -> None:
    with pytest.raises(UserError) as raised:
        find_task(task).check(args)
    assert question_of(str(raised.value)).startswith(asked)
