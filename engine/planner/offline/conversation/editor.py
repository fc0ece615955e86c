"""Editor: the door to conversation: what a turn means in the light of the turns before."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from engine.planner.offline.conversation.alone import names_all
from engine.planner.offline.conversation.argument_names import NAMES
from engine.planner.offline.conversation.edits import CORRECTS
from engine.planner.offline.conversation.judge import scored
from engine.planner.offline.conversation.reading import Reading
from engine.planner.offline.conversation.readings import readings
from engine.planner.offline.conversation.state import Frame, State
from engine.planner.offline.conversation.things import Things
from engine.planner.offline.conversation.treatment import treatments
from engine.planner.offline.conversation.turn import TurnRead
from engine.planner.offline.reading.dialogue_state import REPLIES, DialogueState
from engine.planner.offline.reading.previous_call import KIND_OF
from engine.planner.offline.steps.dialogue import RETRY
from engine.planner.offline.steps.tempo_shift import tempo_of_session
from engine.planner.offline.text.asked_first import HALF_TIME, HOW_LOUD_EACH, NO_SINGLE_HITS
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

_LOUD = regex(r"\b(?:lufs|loud\w*|level|match\w*|same|even)\b", re.IGNORECASE)
_BESIDE_IT = regex(
    r"\b(?:another|second|third|too|also|as well|both|more|one more|beside\w*|extra|additional|different|double\w*"
    r"|new track|on a|copy|keep)\b",
    re.IGNORECASE,
)
"""Words by which something is wanted beside what there is."""
_UNDO = regex(
    r"\W*(?:(?:please|actually|ok(?:ay)?|no|hm+|wait|oh|sorry|then|and|just|whoops|oops|well|can you|could"
    r" you)\W+)*(?:undo|redo)\b",
    re.IGNORECASE,
)
_CERTAIN = ("At which bar does", "Bars count from", HALF_TIME, HOW_LOUD_EACH, NO_SINGLE_HITS)
"""Questions that no earlier call answers."""
_BARE_OBJECT = regex(
    r"^\W*(?:(?:please|now|ok|and|then|just|can you|could you)\W+)*(?:un)?(?:mute|solo|pan|delete|remove|erase"
    r"|reverse|bounce|freeze|arm)"
    r"\s+(?:the|my|our)\s+(?!(?:one|first|second|third|last|other|others|rest|same|new|old|take|clip|track|result"
    r"|lot)\b)[a-z'-]{3,}\W*$"
)
""" "Mute the trombone", where there is none."""
_THAN = regex(r"\b(?:more|less|higher|lower|louder|quieter|further) than (?:that|it|this|before)\b")
LONGEST = 90
"""Words; a longer turn is a request of its own. "Try again" is nothing else either."""
MARGIN = {-1: 4.0, 0: 2.0, 1: 0.5}
"""So much likelier (log odds) than the rules' reading another one must be: most where edits make new clips, as those
conversations did that the rules were made for, least where they take effect in place (measured on both kinds)."""
_TAKES_BACK = regex(
    r"\b(?:undo\w*|undid|unmake|revert\w*|restore\w*|back|redo|re-do|again|off|out|away|remove\w*|lose|loose|drop"
    r"|scrap\w*|scratch|without|gone|rid"
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
    allowed = [one for one in found if _may(one, turn) and not _is_silent(one, rules)]
    allowed = [one for one in allowed if _keeps_new_name(one.steps, rules, text)]
    if not allowed:
        return rules
    if is_whole(rules):
        is_corrected = CORRECTS.search(turn.things.low)
        allowed = [one for one in allowed if is_corrected or len(one.steps) >= len(rules)] or allowed
    chances = scored(turn, allowed)
    best = int(chances.argmax())
    if allowed[0] is found[0] and chances[best] - chances[0] < MARGIN[turn.state.in_place]:
        best = 0  # the rules' own reading is always the first
    steps = [_at_one_place(step) for step in _as_another_try(list(_settled(turn, allowed[best])), allowed[best], text)]
    return in_their_places(steps) if turn.state.in_place == 1 else steps


def _at_one_place(step: Step) -> Step:
    """ "Go to the bridge", "two bars earlier": the bar that was said, no longer the marker."""
    if step.task != "transport" or not {"bar", "marker"} <= set(step.args):
        return step
    return replace(step, args={name: value for name, value in step.args.items() if name != "marker"})


def _keeps_new_name(steps: Sequence[Step], rules: Sequence[Step], text: str) -> bool:
    """Whether a new name that the request says is in the reading; one of an earlier request is not what was said."""
    said = [str(step.args["name"]) for step in rules if step.args.get("name")]
    made = {str(step.args.get("name", "")) for step in steps}
    return all(name in made for name in said if name.lower() in text.lower())


def _says_itself(text: str, scene: DialogueState, rules: Sequence[Step]) -> bool:
    """All is named and nothing pointed to, something is done with an attachment, or it is said what to undo."""
    if names_all(text, rules, scene) or _asks_for_certain(text, scene, rules):
        return True
    attached = {one.id for one in scene.context.files}
    if attached & {str(value) for step in rules for value in step.args.values()}:
        return True
    if len(rules) != 1 or rules[0].task not in ("undo", "redo"):
        return False
    is_far_back = str(rules[0].args.get("target", "")).startswith(("everything", "before "))
    return is_far_back or bool(_UNDO.match(text)) and bool(rules[0].args)


def _asks_for_certain(text: str, scene: DialogueState, rules: Sequence[Step]) -> bool:
    """A question that no earlier call answers: where a part of the song is, what a strange name means."""
    if [step.task for step in rules] != ["ask"]:
        return False
    named = _BARE_OBJECT.match(plain(text).lower())
    is_strange = named is not None and not Things(text, State.of(scene)).mentions
    if tempo_of_session(text, scene):
        return True
    return is_strange or str(rules[0].args.get("text", "")).startswith(_CERTAIN)


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


def put_right(steps: list[Step], text: str, state: State) -> list[Step]:
    """A sound that takes its words from the one made before, and not from the request, is that one put right.

    "Make it warmer" behind a lo-fi beat is a warmer lo-fi beat in its place, never a second one beside it.
    """
    if _BESIDE_IT.search(text):
        return steps
    return [_put_right(step, text, state) for step in steps]


_JOINTS = frozenset("a an the of in on with and for to at by".split())


def _put_right(step: Step, text: str, state: State) -> Step:
    made = [frame for frame in state.frames if frame.tool == step.task and frame.is_live]
    if step.op != "fresh" or step.task != "generate_audio" or not made:
        return step
    old, new = (set(plain(str(args.get("prompt", ""))).lower().split()) for args in (made[-1].args, step.args))
    is_carried = bool(old & new - set(re.findall(r"[\w-]+", plain(text).lower())) - _JOINTS)
    return replace(step, op="fix", base=made[-1].name) if is_carried else step


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


def _settled(turn: TurnRead, one: Reading) -> tuple[Step, ...]:
    """A request that says by itself what to do, with what and how much, corrects nothing unless its words say so."""
    base = one.base
    if one.op != "fix" or base is None:
        return one.steps
    if any(_kind(step) != base.kind for step in one.steps) and not _share_a_thing(turn, base, one.steps):
        return tuple(replace(step, op="fresh", base="") for step in one.steps)  # other work on something else
    if CORRECTS.search(turn.things.low):
        return one.steps
    things = {*base.clips(), *base.out, f"track:{base.args.get('track')}"}
    is_named = any(things & set(mention.ids) for mention in turn.things.mentions)
    said = {word.low for word in turn.things.words}
    is_told = bool(said & treatments(one.steps[0].task, one.steps[0].args))
    if one.change.why.startswith("other kind") or is_named and is_told and _is_alike(turn.rules, one.steps):
        return tuple(replace(step, op="fresh", base="") for step in one.steps)
    return one.steps


def _share_a_thing(turn: TurnRead, base: Frame, steps: Sequence[Step]) -> bool:
    """Is a step about something that an earlier call was about?"""
    about = {*base.clips(), *base.out, str(base.args.get("track"))}
    about |= {str(card.view.track) for thing in about if (card := turn.state.cards.get(thing))}
    return any(str(step.args.get(name)) in about for step in steps for name in ("clip", "midi", "track"))


def _kind(step: Step) -> str:
    return str(step.args.get(KIND_OF.get(step.task, ""), "") or "")


def _is_alike(rules: Sequence[Step], steps: Sequence[Step]) -> bool:
    return [(one.task, dict(one.args)) for one in rules] == [(one.task, dict(one.args)) for one in steps]


def turn_of(text: str, scene: DialogueState, rules: Sequence[Step]) -> tuple[TurnRead, list[Reading]]:
    """A turn with all its readings."""
    turn = TurnRead(text, DialogueState(scene.context, list(scene.done)), State.of(scene), tuple(rules))
    return turn, readings(turn)


def _is_about_another(turn: TurnRead, one: Reading) -> bool:
    """A turn that names something else, and corrects nothing, is no correction of what was done to this."""
    base, mentions = one.base, turn.things.mentions
    if base is None or not mentions or CORRECTS.search(turn.things.low):
        return False
    about = {*base.clips(), *base.out, f"track:{base.args.get('track')}"}
    about |= {f"track:{name}" for name in base.args.get("tracks") or ()}
    cards = [card for thing in about if (card := turn.state.cards.get(thing))]
    about |= {f"track:{card.view.track}" for card in cards}
    named = [set(mention.ids) for mention in mentions if mention.ids]
    return bool(named) and not any(about & ids for ids in named)


def _may(one: Reading, turn: TurnRead) -> bool:
    """Hard limits that no chance outweighs."""
    text = turn.text
    if any(step.task in ("undo", "redo") for step in one.steps):
        return _TAKES_BACK.search(plain(text)) is not None
    if one.op == "fix" and _is_about_another(turn, one):
        return False
    if one.base is not None and _adds_a_number(one, one.base, turn):
        return False
    is_than = bool(turn.figures) and _THAN.search(turn.things.low) is not None
    if is_than and one.op != "rules" and not one.change.why.startswith("further"):
        return False
    was_loudness = one.op == "rules" or (one.base is not None and "loudness_lufs" in one.base.args)
    if any("loudness_lufs" in step.args for step in one.steps) and not was_loudness and not _LOUD.search(text):
        return False
    if any(step.args.get("action") == "delete" for step in one.steps) and one.op not in ("rules", "fresh"):
        return one.base is not None and one.base.args.get("action") == "delete"
    return not all(step.task in REPLIES for step in one.steps) or one.op in ("rules", "talk")


_NAMED = dict(NAMES)


def _adds_a_number(one: Reading, base: Frame, turn: TurnRead) -> bool:
    """A figure without a unit is no setting that an earlier call did not have, unless the words name it."""
    if not turn.figures or any(figure.unit for figure in turn.figures):
        return False
    new = [name for name, value in one.change.args if isinstance(value, int | float) and name not in base.args]
    return any(name in _NAMED and not _NAMED[name].search(turn.things.low) for name in new)


def _is_silent(one: Reading, rules: Sequence[Step]) -> bool:
    """Small talk for an answer where the words ask a question about the session."""
    return one.op == "talk" and any(step.task in ("session_info", "transport", "marker", "take") for step in rules)
