"""The rest said: "altos up 4 dB, everybody else down 4": all tracks that the same request does not name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from engine.planner.offline.reading.dialogue_state import REPLIES, DialogueState
from engine.planner.offline.slots.other_tracks import other_tracks
from engine.planner.offline.slots.things import things
from engine.planner.offline.steps.replying import reply_step
from engine.planner.offline.text.words import plain
from engine.tasks.plan import Step
from engine.tasks.task import find_task

_OF_THEM = r"(?: of (?:the|my|our) (?:tracks|band|mix|choir|voices|instruments|group|session|kit|lot))?"
_REST = re.compile(
    r"(?<!\bto )(?<!\bwith )(?<!\bfrom )(?<!\blike )\b(?:(?:everyone|everybody|everything|all) (?:else|change|other)"
    rf"|(?:all(?: of)? )?the (?:others|rest{_OF_THEM}|remaining (?:tracks|ones|parts))"
    r"|(?:all(?: of)? |every )?(?:the |my |our )?others? (?:tracks|ones|parts|voices|instruments|channels)"
    r"|all(?: the)? others?|others|rest(?: tracks?)?)\b(?! (?:of|than|but|except|note|notes|bars?|bit)\b)",
    re.IGNORECASE,
)
_SPARED = re.compile(
    r"^\W*(?:(?:can|should|must|to|is|are|just|all)\s+)*(?:stays?|remains?|unchanged|untouched|alone|as is"
    r"|as (?:it|they)\b|like (?:it|they)\b|where (?:it|they)\b|the same\b"
    r"|how (?:it|they)\b|back\b|too\b|also\b|as well\b)",
    re.IGNORECASE,
)
_STAYS = re.compile(
    r"^\W*(?:(?:can|should|must|to|just|all)\s+)*(?:stays?|remains?|unchanged|untouched"
    r"|(?:is|are) (?:fine|good|ok(?:ay)?|(?:as|like|how)(?: (?:it|they))? (?:is|are|was|were)))\b"
    r"(?: (?:as|like|where|how) (?:it|they) (?:is|are|was|were)| put| there| untouched| unchanged| the same)?"
    r"(?=\W*(?:$|[,;.!?]))",
    re.IGNORECASE,
)
_JOINT = re.compile(r"(?:[\s,;.]|\b(?:and|but|then|while)\b)+$", re.IGNORECASE)
_SIDE = re.compile(
    r"\s+(?:a (?:bit|little) |hard |all )?(?:to |on )?(?:the )?(?:left|right|centre|center)\b", re.IGNORECASE
)
_LEFT = re.compile(
    r"\b(?:leave|keep|don'?t (?:touch|change|move)|not|without (?:touching|changing)|but not|undo|revert|delete"
    r"|remove|erase|cut|balance|blend|than|as)\s+(?:up\s+)?$",
    re.IGNORECASE,
)
_TASKS = ("mix", "set_track", "apply_effect", "plugin", "freeze", "edit_notes", "change_tempo_key", "automate", "route")
_TRIES = 3
Read = Callable[[str, DialogueState], list[Step]]


def of_the_rest(text: str, scene: DialogueState, read: Read) -> list[Step]:
    """The steps of a request that does something to named tracks and something to all others; [] for any other.

    It is read as if one of the others were named, and what is done to that one is done to all of them.
    """
    simple = plain(text)
    found = list(_REST.finditer(simple))
    if len(found) != 1 or '"' in simple:
        return []
    start, end = found[0].span()
    if _STAYS.match(simple[end:]) and not _LEFT.search(simple[:start]):
        return _without_the_rest(text, start, end, scene, read)
    if _SPARED.match(simple[end:]) or _LEFT.search(simple[:start]):
        return []
    named = {track for thing in things(simple, scene, [(start, end)]) for track in thing.tracks}
    others = other_tracks(named, scene) if named else ()
    for one in others[:_TRIES]:
        for apart in (f"{text[:start]}the {one}{text[end:]}",), _two(text, start, end, one):
            steps = [step for part in apart for step in read(part, DialogueState.of(scene.context))]
            if made := _done_to_all(steps, one, others, scene):
                return made
    return []


def _two(text: str, start: int, end: int, one: str) -> tuple[str, ...]:
    """The request in two, where the rest begins a clause: "drums to the left, the others to the right"."""
    head = _JOINT.sub("", text[:start])
    if head == text[:start] or not head.strip():
        return ()
    return head, f"{'pan ' if _SIDE.match(plain(text)[end:]) else ''}the {one}{text[end:]}"


def _without_the_rest(text: str, start: int, end: int, scene: DialogueState, read: Read) -> list[Step]:
    """The steps of what is said beside "the others stay as they are"."""
    behind = re.search(r"[,;.!?]\s+(?=\w)", text[end:])
    head, tail = _JOINT.sub("", text[:start]), text[end + behind.end() :] if behind else ""
    left = f"{head}, {tail}" if head.strip() and tail.strip() else head.strip() or tail.strip()
    if not left.strip():
        return [reply_step("chat", text, scene)]
    is_act = things(plain(left), scene) or re.search(r"\b(?:undo|revert)\b", left, re.IGNORECASE)
    return read(left, DialogueState.of(scene.context)) if is_act else []


def _done_to_all(steps: Sequence[Step], one: str, others: Sequence[str], scene: DialogueState) -> list[Step]:
    own = {clip.id for clip in scene.clips if clip.track == one}
    if any(step.task in REPLIES or step.depends_on() for step in steps):
        return []
    about = [step for step in steps if _is_about(step.args, {one, *own})]
    if not about or any(step.task not in _TASKS or step.args.get("to") == one for step in about):
        return []
    return [each for step in steps for each in (_spread(step, one, others, scene) if step in about else [step])]


def _is_about(args: Mapping[str, Any], names: set[str]) -> bool:
    return any(str(one) in names for value in args.values() for one in (value if isinstance(value, list) else [value]))


def _spread(step: Step, one: str, others: Sequence[str], scene: DialogueState) -> Iterator[Step]:
    rest = {name: value for name, value in step.args.items() if name not in ("track", "tracks", "clip", "clips")}
    if step.args.get("clip") or step.args.get("clips"):
        for clip in scene.clips:
            if clip.track in others:
                yield replace(step, args={"clip": clip.id, **rest})
        return
    several = step.args.get("tracks") or [step.args.get("track")]
    every = list(dict.fromkeys(each for name in several for each in (others if name == one else [str(name)])))
    if len(every) > 1 and any(arg.name == "tracks" for arg in find_task(step.task).args):
        yield replace(step, args={"tracks": every, **rest})
        return
    yield from (replace(step, args={"track": each, **rest}) for each in every)
