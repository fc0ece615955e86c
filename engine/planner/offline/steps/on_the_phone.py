"""On the phone: "make the host sound like he's on the phone" is a high pass and a low pass, as narrow as a line is."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.words import plain
from engine.tasks.plan import Step

_LEAD = (
    r"^\W*(?:(?:and|then|now|also|ok(?:ay)?|please|but|just|so|can you|could you|let'?s|i want|i'd like"
    r"|maybe)\b[\s,]*)*"
)
_END = r"(?P<rest>(?: (?:in|during|for|over|from|only|until) .*)?)(?:[\s,]+(?:please|now|then|too|as well|again))*\W*$"
_PHONE = r"(?:tele)?phone(?: (?:call|line|speaker))?|telephone line|landline"
_RADIO = r"(?:(?:old|small|cheap|am|transistor|vintage) )*radio|walkie-?\s?talkie|megaphone|intercom|tannoy|gramophone"
_DEVICE = rf"(?P<phone>{_PHONE})|(?P<radio>{_RADIO})"
_WHO = r"(?P<who>[\w' ,&-]+?)"
_FORMS = tuple(
    re.compile(_LEAD + form + _END, re.IGNORECASE)
    for form in (
        rf"(?:make|have|get|let) {_WHO} (?:sound|come across|seem) (?:like|as if|as though|as) (?:(?:he|she|it|they"
        rf"|we)(?:'s|'re| is"
        rf"| are| was| were)? )?(?:calling |coming |talking |speaking |singing |played |playing )?(?:(?:on|over"
        rf"|through|from|in|out of|via"
        rf"|into|down|by) )?(?:an? |the )?(?:{_DEVICE})",
        rf"(?:make|turn) {_WHO} into (?:an? |the )?(?:{_DEVICE})(?: voice| sound| effect)?",
        rf"(?:put |add |use )?(?:an? |the |some )?(?:{_DEVICE})(?: ?-?(?:effect|eq|filter|sound|voice|vibe))+ (?:on"
        rf"|for|to|over) {_WHO}",
        rf"(?:put|send|run) {_WHO} (?:through|on|over|down) (?:an? |the )?(?:{_DEVICE})(?: (?:effect|eq|filter))?",
    )
)
_BANDS_HZ = {"phone": (300, 3400), "radio": (400, 5000)}


def on_the_phone(
    text: str, scene: DialogueState, understand: Callable[[str, DialogueState], list[Step]]
) -> list[Step] | None:
    """The two filters; None where nothing is to sound so."""
    said = plain(text)
    if '"' in said or "?" in said:
        return None
    match = next((found for form in _FORMS if (found := form.match(said))), None)
    if match is None:
        return None
    who = match["who"]
    named = [one for one in things(who, scene) if one.tracks]
    left = who
    for one in reversed(named):
        left = f"{left[: one.start]} {left[one.end :]}"
    points = re.fullmatch(r"(?:it|that|him|her|them)", who.strip(), re.IGNORECASE)
    if not points and (not named or re.sub(r"\b(?:the|my|our|and|both)\b|\W", "", left.lower())):
        return None
    low_hz, high_hz = _BANDS_HZ["phone" if match["phone"] else "radio"]
    alone = scene if points else DialogueState.of(replace(scene.context, dialogue=(), history=()))
    steps = understand(f"high pass {who} at {low_hz} hz{match['rest']}", alone)
    if not all(step.task == "apply_effect" and step.args.get("effect") == "highpass" for step in steps):
        return None
    is_notes = {clip.id for clip in scene.context.clips if clip.kind == "midi"}
    above = [
        replace(step, args=_above(step.args, number, high_hz, is_chained=step.args.get("clip") not in is_notes))
        for number, step in enumerate(steps, 1)
    ]
    return [*steps, *above]


def _above(args: Mapping[str, Any], number: int, high_hz: int, *, is_chained: bool) -> dict[str, Any]:
    """The other filter on what came of the first, or on the same track of notes."""
    where = {"clip": f"${number}"} if is_chained and "clip" in args else {}
    return {**args, **where, "effect": "lowpass", "cutoff_hz": float(high_hz)}
