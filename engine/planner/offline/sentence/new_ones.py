"""New ones: "the new double" is the copy that was made of it, not what it was made of."""

from __future__ import annotations

from dataclasses import replace

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.focus import Focus
from engine.planner.offline.sentence.said import Named
from engine.planner.regex import regex

_NEW = regex(
    r"\b(?:the |that |those |these |both )*(?:new|copied|duplicated|pasted)(?: (?:copy|copies|one) of(?: the)?)? $"
)


def new_one(named: Named, text: str, focus: Focus, scene: DialogueState) -> Named:
    """The thing, or the copies of its clips that were made last where it is called new."""
    match = _NEW.search(text[: named.start])
    made = [act for act in focus.acts if act.tool == "arrange" and act.kind == "duplicate" and act.out]
    if match is None or len(named.tracks) != 1 or not made:
        return named
    out = [one for act in made if act.turn == made[0].turn for one in act.out]
    clips = tuple(one for one in out if (view := scene.clip(one)) and view.track == named.tracks[0])
    return replace(named, start=match.start(), clips=clips, is_clip=True) if clips else named
