"""What a turn makes: on which track it goes, what the same words give it, how much of it, and what it sings."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import CallResult, ClipInfo, Context, Exchange, FileInfo
from tests.engine.planner.session import calls

DUO = Context(
    clips=(
        ClipInfo("c1", "line", "Line", "midi", 0, 10),
        ClipInfo("c2", "cello", "Cello", "audio", 0, 10),
        ClipInfo("c3", "vox 1", "Vox Take 1", "audio", 0, 10),
        ClipInfo("c4", "vox 2", "Vox Take 2", "audio", 0, 10),
    ),
    tracks=("Line", "Cello", "Vox Take 1", "Vox Take 2"),
    selected_clips=("c1",),
)
SUNG = replace(
    DUO,
    clips=(*DUO.clips, ClipInfo("n1", "Ada", "Ada", "audio", 0, 10, ("vocal", "sung"))),
    tracks=(*DUO.tracks, "Ada"),
    selected_clips=(),
    dialogue=(
        Exchange(
            "…",
            ({"tool": "sing", "args": {"midi": "c1", "lyrics": "over the hills"}},),
            (CallResult(0, True, ("n1",)),),
            (),
            None,
            1,
        ),
    ),
)


@pytest.mark.parametrize(
    ("text", "scene", "task", "name"),
    [
        ('new track called Ada, she sings the line: "over the hills"', DUO, "sing", "Ada"),
        ('add a track named Ada who sings the line: "over the hills"', DUO, "sing", "Ada"),
        ('sing the line on a new track called Ada: "over the hills"', DUO, "sing", "Ada"),
        ("make a beat on a track named Kit", DUO, "generate_audio", "Kit"),
        ("and Eve: the same words, a third above Ada, on her own track", SUNG, "harmonize", "Eve"),
    ],
)
def test_what_is_made_goes_there(text: str, scene: Context, task: str, name: str) -> None:
    """Onto a track of the name that is told."""
    made, placed = calls(text, scene)
    assert made["tool"] == task
    assert placed == {"tool": "arrange", "args": {"action": "place", "clip": "$1", "track": name}}


@pytest.mark.parametrize("text", ["what does Ada sing?", "what is Ada singing now, word for word?"])
def test_what_is_sung_there(text: str) -> None:
    """The words, and no transcription."""
    assert calls(text, SUNG) == [{"tool": "chat", "args": {"text": "“over the hills”"}}]


GREEN = ("set_track", {"color": "green"})


@pytest.mark.parametrize(
    ("text", "name", "given"),
    [
        ("the vox takes into a folder called Lead, make it green", "Lead", [GREEN]),
        ("new track called Pads, green, at -4 dB", "Pads", [GREEN, ("mix", {"action": "gain", "set_db": -4.0})]),
        ("new audio track named Spare, muted", "Spare", [("mix", {"action": "mute"})]),
        ("die beiden Vox in einen Ordner namens Gesang, mach ihn grün", "Gesang", [GREEN]),
    ],
)
def test_what_is_given_to_it(text: str, name: str, given: list[tuple[str, dict[str, Any]]]) -> None:
    """Every clause behind what is made is done to it."""
    _, *rest = calls(text, DUO)
    assert [(call["tool"], call["args"]) for call in rest] == [(task, {"track": name, **args}) for task, args in given]


@pytest.mark.parametrize(
    "text",
    ["reverb on the cello, not too wet", "a delay on the cello but subtle"],
)
def test_a_little_of_an_effect(text: str) -> None:
    """It is put on, with little of it."""
    (call,) = calls(text, DUO)
    assert (call["tool"], call["args"]["clip"]) == ("apply_effect", "c2")
    assert 0 < call["args"]["wet"] < 0.3


def test_a_complaint_is_no_new_effect() -> None:
    """There is no reverb that could be too wet."""
    assert [call["tool"] for call in calls("the reverb on the cello is too wet", DUO)] == ["ask"]


JINGLE = replace(
    DUO,
    clips=(*DUO.clips, ClipInfo("f1", "jingle", None, "audio", 0, 4)),
    files=(FileInfo("f1", "jingle.wav", "audio"),),
    selected_clips=("f1",),
    dialogue=(
        Exchange("trim it", ({"tool": "ask", "args": {"text": "Which clip do you mean?"}},), (CallResult(0, True),)),
    ),
)


@pytest.mark.parametrize(
    "text",
    [
        "never mind. here's our jingle, on its own track at bar 7",
        "this goes on a new track at bar 7",
        "forget it, thanks. put the jingle at bar 7",
        "hier ist unser Jingle, auf eine eigene Spur in Takt 7",
    ],
)
def test_an_attached_file_is_placed(text: str) -> None:
    """Whatever was asked before."""
    assert calls(text, JINGLE) == [{"tool": "arrange", "args": {"action": "place", "clip": "f1", "bar": 7.0}}]


@pytest.mark.parametrize(
    "text",
    [
        "vox: bars 1 and 2 from take 2, 3 and 4 from take 1",
        "take 1 for bars 1-4 and take 2 for bars 5-8",
        "swap that, 1 first then 2",
    ],
)
def test_takes_are_not_put_together(text: str) -> None:
    """Said, and nothing is touched."""
    assert [call["tool"] for call in calls(text, DUO)] == ["refuse"]
