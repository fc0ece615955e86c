"""Whose it is: "her Zoom line is hissy", "the hats you made": the name alone says what is meant."""

from __future__ import annotations

import re

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex

_OWNER = regex(r"(?<!\w)(?:her|his|their)\s+(?=\w)", re.IGNORECASE)
_HANDS = regex(
    r"\b(?:give|gives|gave|send|sends|get|gets|put|puts|add|bring|play|hand|make|turn|pan|move|let|keep|have)\s+$",
    re.IGNORECASE,
)
""" "Give her reverb" hands it to her."""


def with_owner_as_article(text: str, scene: DialogueState) -> str:
    """The request with "the" before a name that is told by whose it is."""
    simple = plain(text)
    if len(simple) != len(text) or '"' in simple or not _OWNER.search(simple):
        return text
    kinds = {one.name: one.kind for one in scene.context.track_views}
    begins = {
        one.start: any(kinds.get(track) == "bus" for track in one.tracks)
        for one in things(_OWNER.sub(lambda match: " " * (len(match[0])), simple), scene)
    }
    for match in reversed(list(_OWNER.finditer(simple))):
        is_bus = begins.get(match.end())
        if is_bus is None or is_bus and _HANDS.search(simple[: match.start()]):
            continue
        text = f"{text[: match.start()]}the {text[match.end() :]}"
    return text


_MADE = regex(
    r" (?:(?:that|which) )?(?:you|u|we|i)(?:'ve|'d| have| had)? (?:just )?(?:made|added|did|wrote|generated|created"
    r"|put in|came up with|gave me|built)(?: (?:for me|me|before|earlier|just now|last))*(?=\s+\w)"
    r"(?! (?:a|an|the|for|from|out of|with|in|on|at)\b)",
    re.IGNORECASE,
)


_GOES = regex(
    r"\b(?:can go|must go|gone|remove|delete|lose|ditch|kill|undo|redo|back|off|out|away|forget|scrap|bin)\b",
    re.IGNORECASE,
)
""" "The shaker you added can go": what was made is taken back."""


def without_who_made(text: str, scene: DialogueState) -> str:
    """ "Turn the hats you made down": where one track or clip is called so, who made it is no matter."""
    simple = plain(text)
    if len(simple) != len(text) or '"' in simple or _GOES.search(simple):
        return text
    for match in reversed(list(_MADE.finditer(simple))):
        named = [one for one in things(simple[: match.start()], scene) if one.end == match.start()]
        if len(named) == 1 and len(named[0].tracks) == 1:
            text = f"{text[: match.start()]}{text[match.end() :]}"
    return text
