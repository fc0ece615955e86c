"""Notes to sing: "Which notes should be sung?" offers each clip of notes, and what is done then is sung on it."""

from __future__ import annotations

import re
from dataclasses import replace

from engine.planner.context import ClipInfo
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.steps.closed_question import MOST, Read, Readings, would_do
from engine.planner.regex import regex
from engine.tasks.plan import Step

QUESTION = "Which notes should be sung?"
_BARE = regex(
    r"\W*(?:please )?sing(?: (?:it|this|that|them|these|those|(?:the|these|those|my|some) (?:notes|melody|tune)))?"
    r"(?: please)?\W*",
    re.IGNORECASE,
)
""" "Sing the notes": whatever words they carry."""


def notes_offered(text: str, steps: list[Step], scene: DialogueState, read: Read) -> tuple[list[Step], Readings]:
    """The question, and what the request does with each clip of notes, the first ones; as it was where it is another.

    A session that cannot tell what is selected (a file) is not asked to select.
    """
    if len(steps) != 1 or steps[0].task != "ask" or not str(steps[0].args.get("text") or "").startswith(QUESTION):
        return steps, ()
    found = [_sung_on(clip, text, scene, read) for clip in _melodies(scene)[:MOST]]
    offered = tuple(made for made in found if made)
    return ([Step("ask", {"text": QUESTION})] if offered else steps), offered


def _melodies(scene: DialogueState) -> list[ClipInfo]:
    """The clips of notes; drums only where there is nothing else."""
    notes = [clip for clip in scene.clips if clip.kind == "midi"]
    return [clip for clip in notes if "drums" not in clip.tags] or notes


def _sung_on(clip: ClipInfo, text: str, scene: DialogueState, read: Read) -> tuple[Step, ...]:
    if _BARE.fullmatch(text):
        return (Step("sing", {"midi": clip.id}),)
    made = read(text, DialogueState.of(replace(scene.context, selected_clips=(clip.id,))))
    sung = [step.args.get("midi") for step in made if step.task == "sing"]
    if not sung or not set(sung) <= {clip.id, "selection"} or not would_do(made, (), scene):
        return ()
    return tuple(_on(clip.id, step) for step in made)


def _on(clip_id: str, step: Step) -> Step:
    """On that clip, whatever is selected by the time it is done."""
    return replace(step, args={**step.args, "midi": clip_id}) if step.task == "sing" else step
