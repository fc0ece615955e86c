"""Asks: what the buttons of a card say to the engine; bodies of `POST /projects/ID/turns`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engine.wire.wire import ClipView, NoticeView, Remedy, TurnView
from ui.conversation.item import Notice


def place(clip: ClipView, track: str = "") -> dict[str, Any]:
    """Put a clip on a track, at its own bar; without a track on a new one of its name."""
    args = {"action": "place", "clip": clip.id} | ({"track": track} if track else {})
    where = f"“{track}”" if track else "a new track"
    return {"text": f"Put “{clip.name}” on {where}", "steps": [{"tool": "arrange", "args": args}]}


def use(clip: ClipView, number: int) -> dict[str, Any]:
    """Let another take be heard in a clip's place."""
    args = {"action": "use", "clip": clip.id, "number": str(number)}
    return {"text": f"Use take {number} of “{clip.name}”", "steps": [{"tool": "take", "args": args}]}


def sound_of(clip: ClipView) -> dict[str, Any]:
    """What a picture sounds like."""
    step = {"tool": "image_to_audio", "args": {"image": clip.id}}
    return {"text": f"Make the sound of “{clip.name}”", "steps": [step]}


def again(turn: TurnView) -> dict[str, Any]:
    """Another take of a turn."""
    return {"text": f"Again: {turn.text.removeprefix('Again: ')}", "again": turn.number}


def undo(turn: TurnView) -> dict[str, Any]:
    """Take a turn back."""
    return {"text": f"Undo: {turn.text}", "steps": [{"tool": "undo", "args": {"target": _target(turn)}}]}


def redo(turn: TurnView) -> dict[str, Any]:
    """Make a turn again that was taken back."""
    return {"text": f"Redo: {turn.text}", "steps": [{"tool": "redo", "args": {"target": _target(turn)}}]}


def remedy(chosen: Remedy) -> dict[str, Any]:
    """What a remedy's button sends."""
    body: dict[str, Any] = {"text": chosen.text}
    return body | ({"steps": [dict(step) for step in chosen.steps]} if chosen.steps else {})


def notice(line: Notice | NoticeView) -> dict[str, Any]:
    """What the button of a line at the top sends."""
    return {"text": line.request}


def approve(steps: Sequence[dict[str, Any]] | None) -> dict[str, Any]:
    """The body of an approval; with steps when the plan was edited."""
    return {"steps": list(steps)} if steps is not None else {}


def vary(clip: ClipView) -> str:
    """The beginning of a message that says what should change; of a picture's sound the words that it was made by."""
    if clip.task == "image_to_audio" and ": " in clip.name:
        return f"Make the sound of {clip.name.rpartition(': ')[2]}"
    return f"Vary {clip.name}: "


def harmony(clip: ClipView) -> str:
    """The beginning of a message that asks for a second voice."""
    return f"Add a third above {clip.name}"


def _target(turn: TurnView) -> str:
    """What the undo of the task table finds exactly this turn by."""
    return f"#{turn.number}"
