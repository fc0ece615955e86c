"""Hearing: reads a request once, with what the session and the conversation know, and remembers its parts."""

from __future__ import annotations

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.reading.mentions import named_words
from engine.planner.offline.reading.reader import Segment, context_words, read

_KINDS = ("effect", "action", "kind", "aspect")


def hear(text: str, scene: DialogueState, *, inside: bool = True) -> Segment:
    """What was read of a text; a part of the request is heard within it, anything else by itself.

    `inside` reads it as a turn of the conversation, when there is one.
    """
    if text not in scene.heard:
        before = _before(scene) if inside else ""
        scene.heard[text] = Segment(read(text, named_words(text, scene), before), 0, len(text))
    return scene.heard[text]


def pieces(text: str, scene: DialogueState) -> list[str]:
    """The stretches of a text that ask for one step each."""
    whole = hear(text, scene)
    found = [step for step in whole.reading.steps if whole.start <= step.start < whole.end]
    made = []
    for step in found:
        piece = whole.reading.text[step.start : step.end]
        if len(found) > 1:
            scene.heard[piece] = Segment(whole.reading, step.start, step.end, step.is_before)
            scene.ranked.clear()
        made.append(piece)
    return made if len(made) > 1 else [text]


def within(part: str, piece: str, scene: DialogueState) -> str:
    """Remember words that stand inside a piece that was heard; gives them back."""
    whole = hear(piece, scene)
    at = whole.reading.text.find(part, whole.start, whole.end)
    if at >= 0 and part not in scene.heard:
        scene.heard[part] = Segment(whole.reading, at, at + len(part), whole.is_before)
    return part


def _before(scene: DialogueState) -> str:
    """What the network is told about the turn before."""
    dialogue = scene.context.dialogue
    if not dialogue:
        return ""
    last = scene.latest()
    label = last.tool if last else ""
    if last:
        kind = next((str(last.args[name]) for name in _KINDS if last.args.get(name)), "")
        label = f"{label}/{kind}" if kind else label
    asked = bool(dialogue[-1].calls) and dialogue[-1].calls[0].get("tool") == "ask"
    return context_words(asked, label, dialogue[-1].user)
