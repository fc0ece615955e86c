"""Doubt: how likely a plan is wrong, and the question that is asked where it is too likely.

A logistic regression over what is looked at, learned by bench/planner/train_doubts.py from how strangers' turns were
judged. The plan stays one word away: it is offered with the question.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from engine.planner.offline.conversation.acts import done_last
from engine.planner.offline.conversation.state import State
from engine.planner.offline.doubts.elsewhere import reaches_elsewhere
from engine.planner.offline.doubts.level_words import says_more_than_a_level
from engine.planner.offline.doubts.licensed import is_unlicensed
from engine.planner.offline.doubts.looked_at import done_to, is_new, looked_at
from engine.planner.offline.doubts.many_deleted import deletes_more_than_one
from engine.planner.offline.doubts.moved_end import moves_what_ends
from engine.planner.offline.doubts.other_way import goes_the_other_way
from engine.planner.offline.doubts.renamed_room import renames_where_it_goes
from engine.planner.offline.doubts.same_deed import are_the_same
from engine.planner.offline.doubts.scope_lost import scope_lost
from engine.planner.offline.doubts.speaker_deleted import deletes_who_speaks
from engine.planner.offline.doubts.unnamed_one import counts_what_is_not_here
from engine.planner.offline.doubts.unsaid import says_none_of_it
from engine.planner.offline.doubts.word_evidence import evidence
from engine.planner.offline.making.last import MAKERS
from engine.planner.offline.reading.dialogue_state import REPLIES, DialogueState, without_talk
from engine.planner.offline.slots.things import things
from engine.planner.offline.steps.routes import heard_otherwise
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

Reading = Callable[[str, DialogueState], list[Step]]
ASK_FROM = 0.5
"""From this chance on a plan that changes what is there is asked about: six in eight of those up to .6 were wrong."""
ASK_TO_ADD_FROM = 0.75
"""From this chance on a plan that only adds something of its own is asked about: it is heard, and one undo away."""
_HARMLESS = ("undo", "redo", "history", "session_info", "describe_music", "transport", "take")
"""What changes nothing, or is one word away from what was."""
_SUNG = ("sing", "speak")
_UNPLACED = (
    *("mix", "set_track", "route", "freeze", "plugin", "change_tempo_key", "apply_effect", "edit_notes", "automate"),
    *("edit_clip", "separate_stems", "transport", "denoise", "enhance_speech"),
)
_MOVES = regex(
    r"\b(?:mov\w*|shift\w*|put|bring|plac\w*|slide|drag|push|pull|nudge|start\w*|begin\w*|comes?|go(?:es)?|sits?|lies?"
    r"|enters?|delay)\b",
    re.IGNORECASE,
)
_POINTS = regex(r"\b(?:it|that|this|them|those|these|again|another|copy)\b", re.IGNORECASE)
_HANDFUL = 5
_INAUDIBLE_S = 0.001
_SAYS_MANY = regex(
    r"\b(?:all|every\w*|each|whole|entire|both|whole lot|song|session|mix|rest|others?|nothing|only|just|but|except"
    r"|without|apart|minus|solo|band|instruments|tracks|clips|files|markers)\b",
    re.IGNORECASE,
)


_MORE_OF_IT = regex(
    r"^\W*(?:(?:and|ok(?:ay)?|no|hm+|yes|yeah|now|still|maybe)\W+)*(?:(?:an?|one|two|three|\d+) more|another(?: one)?"
    r"|once more)(?: (?:db|semitones?|tones?|octaves?|bpm|percent|%|steps?))?(?: (?:up|down|higher|lower))?"
    r"(?:[\s,]+(?:please|then|still))*\W*$",
    re.IGNORECASE,
)
""" "One more": a step of what was just done, and nothing else."""


def chance_wrong(text: str, steps: Sequence[Step], scene: DialogueState, note: str = "") -> float:
    """How likely the plan does something else than what was said, 0–1."""
    known = evidence()
    found = looked_at(text, steps, scene, note)
    row = np.array([found.get(name, 0.0) for name in known.names], np.float32)
    return 1 / (1 + math.exp(-float((row - known.middle) / known.spread @ known.weights) - known.bias))


def is_doubtful(
    text: str, steps: Sequence[Step], scene: DialogueState, note: str = "", again: Reading | None = None
) -> bool:
    """Should the plan be asked about before it is done? `again` reads the request a second time."""
    if steps and (
        reaches_elsewhere(text, steps, scene) or says_none_of_it(text, steps, scene) or is_unlicensed(text, steps)
    ):
        return True
    if not steps or all(step.task in (*REPLIES, *_HARMLESS) for step in steps):
        return False
    if any(one(text, steps, scene) for one in _SPEAKS_AGAINST):
        return True
    if again is not None and leans_on_a_guess(text, steps, scene, again):
        return True
    if _MORE_OF_IT.match(plain(text)) and all(step.op in ("fix", "again") for step in steps):
        return False
    if chance_wrong(text, steps, scene, note) >= (ASK_TO_ADD_FROM if _only_adds(steps) else ASK_FROM):
        return True
    return again is not None and is_read_otherwise(text, steps, scene, again)


def _only_adds(steps: Sequence[Step]) -> bool:
    """Is something made or copied, and nothing else changed but that?"""
    return bool(steps) and all(step.op == "fresh" and (is_new(step) or step.depends_on()) for step in steps)


def leans_on_a_guess(text: str, steps: Sequence[Step], scene: DialogueState, again: Reading) -> bool:
    """Would the plan be another one without the conversation?

    What the readers of whole sentences do not know, and what is understood by the turns before, is done rightly once
    in three times (measured on sessions of many hands); a line that is sung or made again is, two times in three.
    """
    if not scene.context.dialogue or not scene.done:
        return False
    if all(step.task in (*REPLIES, *_HARMLESS, *_SUNG) or step.task in MAKERS and step.op == "fix" for step in steps):
        return False
    alone = again(text, DialogueState.of(without_talk(scene.context)))
    return not are_the_same(alone, steps, scene)


def is_read_otherwise(text: str, steps: Sequence[Step], scene: DialogueState, again: Reading) -> bool:
    """Do musicians mean another task with such words, and does a reading by what they mean end in another plan?

    Of such plans eight in nine are wrong (measured on hands that nothing was learned from).
    """
    tasks = {step.task for step in steps}
    if not heard_otherwise(text, tasks, scene):
        return False
    second = again(text, DialogueState.of(replace(scene.context, is_read_by_intents=True)))
    return {step.task for step in second} != tasks


def is_moved_unasked(text: str, steps: Sequence[Step], scene: DialogueState) -> bool:
    """ "Two bars later" behind what has no place: is the clip meant, or was it said of something else?"""
    if _is_placed_unnamed(text, steps, scene):
        return True
    is_move = len(steps) == 1 and (steps[0].task, steps[0].args.get("action")) == ("arrange", "move")
    if not is_move or steps[0].op != "fresh" or not scene.context.dialogue or _MOVES.search(plain(text)):
        return False
    if any(track for thing in things(plain(text), scene) for track in (*thing.tracks, *thing.clips)):
        return False
    frames = done_last(State.of(scene))
    return bool(frames) and all(one.tool in _UNPLACED for one in frames)


def _is_placed_unnamed(text: str, steps: Sequence[Step], scene: DialogueState) -> bool:
    """ "One right before the break": a clip that lies on a track already, and that no word names or points to."""
    step = steps[0] if len(steps) == 1 else None
    if step is None or (step.task, step.args.get("action")) != ("arrange", "place") or _MOVES.search(plain(text)):
        return False
    clip = scene.clip(step.args.get("clip"))
    if clip is None or not clip.track or _POINTS.search(plain(text)):
        return False
    named = things(plain(text), scene)
    return not any(clip.id in one.clips or clip.track in one.tracks for one in named)


def trims_nothing(text: str, steps: Sequence[Step], scene: DialogueState) -> bool:
    """Would all of a clip be left of a cut that was asked for?"""
    for step in steps:
        clip = scene.clip(step.args.get("clip"))
        if (step.task, step.args.get("action")) != ("edit_clip", "trim") or clip is None or not clip.length:
            continue
        start, end = step.args.get("start"), step.args.get("end")
        if any(step.args.get(name) is not None for name in ("start_bar", "end_bar")):
            continue
        if (start or 0) <= 0 and (end is None or end >= clip.length - _INAUDIBLE_S):
            return True
    return False


def is_done_to_many(text: str, steps: Sequence[Step], scene: DialogueState) -> bool:
    """Is something done to more than a handful of tracks where no word asks for so many?"""
    tracks = done_to(steps, scene)
    if len(tracks) <= _HANDFUL or _SAYS_MANY.search(plain(text)) or _is_of_the_same(steps, scene):
        return False
    named = {track for thing in things(plain(text), scene) for track in thing.tracks}
    return len(tracks - named) > len(tracks) / 2


_SPEAKS_AGAINST = (
    *(deletes_more_than_one, is_done_to_many, is_moved_unasked, scope_lost, trims_nothing),
    *(says_more_than_a_level, goes_the_other_way, renames_where_it_goes),
    *(moves_what_ends, counts_what_is_not_here, deletes_who_speaks),
)


def _is_of_the_same(steps: Sequence[Step], scene: DialogueState) -> bool:
    """ "One more": done to just those that the last turn worked on."""
    frames = done_last(State.of(scene)) if scene.context.dialogue else []
    before = done_to([Step(one.tool, one.args) for one in frames], scene)
    return bool(before) and done_to(steps, scene) <= before
