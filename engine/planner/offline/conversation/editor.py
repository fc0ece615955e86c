"""Editor: the door to conversation: what a turn means in the light of the turns before."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from engine.planner.offline.conversation.judge import scored
from engine.planner.offline.conversation.readings import CORRECTS, Reading, Turn, readings
from engine.planner.offline.conversation.state import State
from engine.planner.offline.conversation.treatment import treatments
from engine.planner.offline.reading.dialogue_state import REPLIES, DialogueState
from engine.planner.offline.steps.dialogue import RETRY
from engine.planner.offline.text.words import plain
from engine.tasks.plan import Step

_LOUD = re.compile(r"\b(?:lufs|loud\w*|level|match\w*|same|even)\b", re.IGNORECASE)
_BESIDE_IT = re.compile(
    r"\b(?:another|second|third|too|also|as well|both|more|one more|beside\w*|extra|additional|different|double\w*"
    r"|new track|on a|copy|keep)\b",
    re.IGNORECASE,
)
"""Words by which something is wanted beside what there is."""
_UNDO = re.compile(r"\W*(?:please\s+)?(?:undo|redo)\b", re.IGNORECASE)
LONGEST = 90
"""Words; a longer turn is a request of its own. "Try again" is nothing else either."""
MARGIN = {-1: 4.0, 0: 2.0, 1: 0.0}
"""So much likelier (log odds) than the rules' reading another one must be: most where edits make new clips, as those
conversations did that the rules were made for, least where they take effect in place (measured on both kinds)."""
_TAKES_BACK = re.compile(
    r"\b(?:undo\w*|undid|unmake|revert\w*|restore\w*|back|redo|re-do|again|off|out|away|remove\w*|lose|loose|drop|scrap\w*|scratch|without|gone|rid"
    r"|cancel\w*|nix|kill|bin|ditch|dry|as (?:it|they|that) (?:was|were)|like (?:it )?(?:was|before)|(?:as"
    r"|than|from) before|was better|before"
    r"|return|forget|shouldn'?t|should not|should have stayed|untouched|original|not the|leave|wasn'?t|nobody"
    r" asked|over|hadn'?t"
    r"|was (?:fine|right|good|better)|reinstate|bring|un\w+|remov\w+|reset|no longer|not (?:on|for|that)|only"
    r" (?:the|on)|regret|mistake)\b",
    re.IGNORECASE,
)
"""Nothing is undone or done again without a word that governs it."""


def edited(text: str, scene: DialogueState, rules: list[Step]) -> list[Step]:
    """The steps of the likeliest reading of a turn; the rules' own is one of them."""
    if len(text.split()) > LONGEST or RETRY.match(text) or _says_itself(text, scene, rules):
        return rules
    turn, found = turn_of(text, scene, rules)
    allowed = [one for one in found if _may(one, text) and not _is_silent(one, rules)]
    if not allowed:
        return rules
    if is_whole(rules):
        is_corrected = CORRECTS.search(turn.things.low)
        allowed = [one for one in allowed if is_corrected or len(one.steps) >= len(rules)] or allowed
    chances = scored(turn, allowed)
    best = int(chances.argmax())
    if allowed[0] is found[0] and chances[best] - chances[0] < MARGIN[turn.state.in_place]:
        best = 0  # the rules' own reading is always the first
    steps = _as_another_try(list(_settled(turn, allowed[best])), allowed[best], text)
    return in_their_places(steps) if turn.state.in_place == 1 else steps


def _says_itself(text: str, scene: DialogueState, rules: Sequence[Step]) -> bool:
    """Something is done with what is attached to this turn, or the words name what to undo: "undo everything"."""
    attached = {one.id for one in scene.context.files}
    if attached & {str(value) for step in rules for value in step.args.values()}:
        return True
    if len(rules) != 1 or rules[0].task not in ("undo", "redo"):
        return False
    is_far_back = str(rules[0].args.get("target", "")).startswith(("everything", "before "))
    return is_far_back or bool(_UNDO.match(text)) and bool(rules[0].args)


def _as_another_try(steps: list[Step], one: Reading, text: str) -> list[Step]:
    """What is made once more of the same replaces what was made, unless the words want one beside it."""
    base = one.base
    if one.op != "again" or base is None or _BESIDE_IT.search(text):
        return steps
    return [replace(step, op="fix") if _is_same_thing(step, base.args) else step for step in steps]


def _is_same_thing(step: Step, old: Mapping[str, Any]) -> bool:
    if step.task in REPLIES or step.row.on_session != "adds":
        return False
    references = [arg.name for arg in step.row.args if arg.is_reference]
    return all(step.args.get(name) == old.get(name) for name in references)


def in_their_places(steps: Sequence[Step]) -> list[Step]:
    """Where edits take effect in place, what an edit made is called by the id of the clip it changed."""
    same: dict[str, str] = {}
    told: list[Step] = []
    for number, step in enumerate(steps, 1):
        args = {name: _placed(value, same) for name, value in step.args.items()}
        told.append(replace(step, args=args))
        clip = args.get("clip")
        is_edit = step.task == "edit_notes" or (step.task not in REPLIES and step.row.on_session == "edits")
        if is_edit and isinstance(clip, str) and not clip.startswith("$"):
            same[f"${number}"] = clip
    return told


def _placed(value: Any, same: Mapping[str, str]) -> Any:
    if isinstance(value, list | tuple):
        return [_placed(one, same) for one in value]
    return same.get(value, value) if isinstance(value, str) else value


def is_whole(rules: Sequence[Step]) -> bool:
    """A request of several steps that all have what they need: a reading with fewer of them loses some."""
    return len(rules) > 1 and not any(step.task in REPLIES for step in rules)


def _settled(turn: Turn, one: Reading) -> tuple[Step, ...]:
    """A request that says by itself what to do, with what and how much, corrects nothing unless its words say so."""
    base = one.base
    if one.op != "fix" or base is None or CORRECTS.search(turn.things.low):
        return one.steps
    things = {*base.clips(), *base.out, f"track:{base.args.get('track')}"}
    is_named = any(things & set(mention.ids) for mention in turn.things.mentions)
    said = {word.low for word in turn.things.words}
    is_told = bool(said & treatments(one.steps[0].task, one.steps[0].args))
    if one.change.why.startswith("other kind") or is_named and is_told and _is_alike(turn.rules, one.steps):
        return tuple(replace(step, op="fresh", base="") for step in one.steps)
    return one.steps


def _is_alike(rules: Sequence[Step], steps: Sequence[Step]) -> bool:
    return [(one.task, dict(one.args)) for one in rules] == [(one.task, dict(one.args)) for one in steps]


def turn_of(text: str, scene: DialogueState, rules: Sequence[Step]) -> tuple[Turn, list[Reading]]:
    """A turn with all its readings."""
    turn = Turn(text, DialogueState(scene.context, list(scene.done)), State.of(scene), tuple(rules))
    return turn, readings(turn)


def _may(one: Reading, text: str) -> bool:
    """Hard limits that no chance outweighs."""
    if any(step.task in ("undo", "redo") for step in one.steps):
        return _TAKES_BACK.search(plain(text)) is not None
    was_loudness = one.op == "rules" or (one.base is not None and "loudness_lufs" in one.base.args)
    if any("loudness_lufs" in step.args for step in one.steps) and not was_loudness and not _LOUD.search(text):
        return False
    if any(step.args.get("action") == "delete" for step in one.steps) and one.op not in ("rules", "fresh"):
        return one.base is not None and one.base.args.get("action") == "delete"
    return not all(step.task in REPLIES for step in one.steps) or one.op in ("rules", "talk")


def _is_silent(one: Reading, rules: Sequence[Step]) -> bool:
    """Small talk for an answer where the words ask a question about the session."""
    return one.op == "talk" and any(step.task in ("session_info", "transport", "marker", "take") for step in rules)
