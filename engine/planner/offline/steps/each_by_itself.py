"""Each by itself: two requests in one sentence that need nothing of each other are read one after the other.

"Delete the BVs in verse 2 and make the strings darker": each has its own command, its own things and its own place.
Where one of them leans on the other, shares its verb, or is not clear alone, the sentence is read as one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from engine.planner.offline.reading.dialogue_state import REPLIES, DialogueState
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.around import WORDS_FOLLOW, is_command
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

_JOINT = regex(
    r"(?P<sign>\s*[;.!]\s+|\s*,\s*)?(?P<word>(?<![\w'-])(?:and (?:then |also |after that )?|then |but (?:also )?|plus "
    r"|also |after that,? )+)?",
    re.IGNORECASE,
)
_FIRST = regex(r"^\W*first,? (?!\w+ (?:bars?|half|notes?|chorus|verse)\b)", re.IGNORECASE)
_LEANS = regex(
    r"\b(?:it|its|it's|them|they|their|those|these|that|this|there|here|same|too|also|as well|both|again|instead|ones?"
    r"|rest|others?|else|half|part|copy|copies|result|new|first|second|third|last(?! (?:\w+ )?bars?\b)|back|twice|each"
    r"|every\w*|all|whole|entire|original|song|together|while|when|until|till|if|unless|except|without|not|don'?t|so|because|like|than)\b",
    re.IGNORECASE,
)
NEEDS_NO_THING = ("transport", "marker", "export", "generate_audio", "generate_midi")
_IN_PLACE = ("apply_effect", "edit_clip", "edit_notes", "change_tempo_key", "denoise", "enhance_speech")
_ON_TRACKS = ("mix", "automate", "route", "set_track", "plugin", "freeze")
_STEP = regex(r"\$(\d+)")
Read = Callable[[str, DialogueState], list[Step]]


def each_by_itself(text: str, scene: DialogueState, read: Read) -> list[Step] | None:
    """The steps of both; None for any other request."""
    parts = parts_by_themselves(text, scene, read)
    return in_a_row([steps for _, steps in parts]) if parts else None


def parts_by_themselves(text: str, scene: DialogueState, read: Read) -> list[tuple[str, list[Step]]]:
    """The two requests of a sentence, each with its steps; [] for any other sentence."""
    simple = plain(text)
    if '"' in simple or "?" in simple or len(simple) != len(text) or WORDS_FOLLOW.search(simple):
        return []
    begin = found.end() if (found := _FIRST.match(simple)) else 0
    for joint in _JOINT.finditer(simple, begin):
        if not joint[0].strip(" ,") or joint.start() <= begin:
            continue
        left, right = text[begin : joint.start()], text[joint.end() :]
        if is_command(left) and is_command(right):
            both = _both(left, right, scene, read)
            if both or _LEANS.search(right):
                return both
    return []


def _both(left: str, right: str, scene: DialogueState, read: Read) -> list[tuple[str, list[Step]]]:
    if _LEANS.search(left) or _LEANS.search(right):
        return []
    first = read(left, DialogueState.of(scene.context))
    if not _is_clear(first, left, scene):
        return []
    second = read(right, DialogueState.of(scene.context))
    if not _is_clear(second, right, scene) or in_a_row([first, second]) is None:
        return []
    return [(left, first), (right, second)]


def in_a_row(each: Sequence[Sequence[Step]]) -> list[Step] | None:
    """The steps of all; what a later one does to a clip it does to what came of it. None where several came of it."""
    made: list[Step] = []
    for steps in each:
        before, became = len(made), dict[str, str]()
        for number, step in enumerate(made, 1):
            if (clip := step.args.get("clip")) and step.task not in _ON_TRACKS and not _leaves_it(step):
                became[str(clip)] = f"${number}" if _is_in_place(step) else ""
        for step in steps:
            args = _behind(dict(step.args), before)
            clips = [args["clip"]] if "clip" in args else list(args.get("clips") or ())
            if any(became.get(str(one)) == "" for one in clips):
                return None
            for name in ("clip", "clips"):
                if name in args:
                    args[name] = _as_it_became(args[name], became)
            made = [*made, replace(step, args=args)]
    return made


def _leaves_it(step: Step) -> bool:
    """Is the clip afterwards what it was?"""
    is_beside = step.task == "arrange" and step.args.get("action") in ("duplicate", "rename")
    return is_beside or step.row.on_session in ("adds", "measures")


def _is_in_place(step: Step) -> bool:
    return step.task in _IN_PLACE and step.args.get("action") != "split"


def _as_it_became(value: Any, became: dict[str, str]) -> Any:
    return [became.get(one, one) for one in value] if isinstance(value, list) else became.get(value, value)


def _named(text: str, scene: DialogueState) -> set[str]:
    return {one for thing in things(text, scene) for one in (*thing.tracks, *thing.clips)}


def _is_clear(steps: Sequence[Step], text: str, scene: DialogueState) -> bool:
    """Is it done by itself, with what it names?"""
    if not steps or any(step.task in (*REPLIES, "undo", "redo") or step.op != "fresh" for step in steps):
        return False
    return bool(_named(text, scene)) or steps[0].task in NEEDS_NO_THING


def _behind(value: Any, count: int) -> Any:
    """The same with the numbers of steps as they are behind so many others."""
    if isinstance(value, str):
        return _STEP.sub(lambda match: f"${int(match[1]) + count}", value) if value.startswith("$") else value
    if isinstance(value, list | tuple):
        return [_behind(one, count) for one in value]
    return {name: _behind(one, count) for name, one in value.items()} if isinstance(value, dict) else value
