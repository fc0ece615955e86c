"""Parts that are asked for in one breath: "chords and a bass line in G minor", "drums, bass and pads" are all made."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.regex import regex
from engine.tasks.plan import Step

Understand = Callable[[str, DialogueState], list[Step]]
_MAKES = ("generate_midi", "generate_audio")
_CHORDS = regex(r"\bchords?\b", re.IGNORECASE)
_ON_CHORDS = ("bass", "melody", "arpeggio", "pad")
"""What follows the chords that are asked for with it."""
_HEAD = regex(
    r"(?:please )?(?:(?:can|could|would) you )?(?:please )?"
    r"(?:(?:make|write|add|create|generate|compose|give|do|play|put in|lay down|i need|i want|i'd like|let's have)"
    r"(?: me| us)? )?",
    re.IGNORECASE,
)
_NOUN = (
    r"(?:chord progressions?|chords|walking bass|bass[ -]?lines?|sub[ -]?bass|bass|drum (?:part|pattern|groove|loop)s?"
    r"|drums|beat|groove|melody|melodies|lead(?: line)?|top[ -]?line|hook|riff|arp(?:eggio)?s?|pads?)"
)
_NO_LOOK = (
    r"(?:the|my|our|this|that|these|those|its|over|under|on|for|with|to|of|in|at|from|as|like|behind|beneath|below|above"
    r"|against|around|and|or|then|no|not|without|more|less|another|same)\b"
)
_PART = regex(rf"(?:(?:an?|some|matching|new) )?(?:(?!{_NO_LOOK})[\w-]+ ){{0,2}}{_NOUN}", re.IGNORECASE)
_LIST = regex(
    rf"(?P<parts>{_PART.pattern}(?:, (?:and )?{_PART.pattern})*(?:,? (?:and then|and|&|plus|then) ){_PART.pattern})"
    r"(?P<tail>(?:,? (?:in|at|for|from|with \d+)\b|, )[^.;]*)?",
    re.IGNORECASE,
)
_BETWEEN = regex(r",? (?:and then|and|&|plus|then) |, ", re.IGNORECASE)
_MORE = regex(r"\b(?:and|then|but|under|over|with the|to the|of the)\b", re.IGNORECASE)


def parts_together(text: str, steps: Sequence[Step], scene: DialogueState, understand: Understand) -> list[Step]:
    """The steps; where they make something of a list of parts, each of these with all that is said behind the list."""
    bare = text.strip().rstrip(".!").strip()
    head = _HEAD.match(bare)
    start = head.end() if head else 0
    listed = _LIST.fullmatch(bare[start:])
    if listed is None or _MORE.search(listed["tail"] or "") or not _only_makes(steps):
        return list(steps)
    made: list[Step] = []
    for part in sorted(_BETWEEN.split(listed["parts"]), key=lambda part: not _CHORDS.search(part)):
        named = re.sub(r"\bbass$", "bass line", part, flags=re.IGNORECASE)
        read = understand(f"{bare[:start] or 'make '}{named}{listed['tail'] or ''}", scene)
        if not _only_makes(read) or sum(step.task in _MAKES for step in read) > 1:
            return list(steps)
        made += [_further(step, made) for step in read]
    kinds = [(step.args.get("kind"), step.args.get("prompt")) for step in made if step.task in _MAKES]
    return made if len(set(kinds)) == len(kinds) else list(steps)


def _only_makes(steps: Sequence[Step]) -> bool:
    """Is something made, and nothing done but that it is placed?"""
    others = [step for step in steps if step.task not in _MAKES]
    return len(others) < len(steps) and all(one.args.get("action") == "place" for one in others)


def _further(step: Step, before: Sequence[Step]) -> Step:
    """The step behind others: "$1" is its own first, and it follows the chords that are made before it."""
    moved = partial(re.sub, r"^\$(\d+)", lambda match: f"${int(match[1]) + len(before)}")
    args = {name: moved(value) if isinstance(value, str) else value for name, value in step.args.items()}
    if before and before[0].args.get("kind") == "chords" and args.get("kind") in _ON_CHORDS:
        args.setdefault("clip", "$1")
    return replace(step, args=args)
