"""Like whom: "make the pad like Burial" names a sound that nobody can measure here; small moves are offered instead."""

from __future__ import annotations

from collections.abc import Sequence

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.which_part import Asked
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

QUESTION = "I know no records, so I can't tell how {} sounds; should it be darker, in a larger room or wider?"
_WORD = r"(?:\w|[.&+-]|['’](?!s\b))*"
_NAME = rf"[A-Z]{_WORD}(?: (?:of|the|and|&|de|da|du|von|van|[A-Z0-9]{_WORD}))*"
_LIKE = regex(
    r"^(?P<before>[^\"“”?]*?)"
    r"(?:\b(?i:like|in the (?:style|vein|manner|spirit) of|similar to)\s+|(?<!\w)(?i:[àa] la)\s+)"
    rf"(?i:the band |a )?(?P<who>{_NAME})(?:['’]s?)?(?: (?:records?|sounds?|music|songs?|albums?|does|do|would))?"
    r"(?i:,? (?:please|then|a bit|a little|maybe|do it|would do it))*[\s.!?]*$"
)
_OTHERWISE = ("arrange", "marker", "set_track", "generate_audio", "generate_midi", "export", "take", "undo")
"""What names somebody for another reason, or is answered already."""
_MOVES = (
    {"effect": "eq", "cutoff_hz": 6000.0, "gain_db": -3.0, "q": 0.7},
    {"effect": "reverb", "wet": 0.2},
    {"effect": "widen"},
)


def like_whom(text: str, scene: DialogueState, understood: Sequence[Step]) -> Asked | None:
    """The question with three small moves as its answers; None for any other request."""
    match = _LIKE.match(plain(text).strip())
    if match is None or any(step.task in _OTHERWISE or "imitate" in str(step.args.get("text")) for step in understood):
        return None
    if things(match["who"], scene) or _is_of_the_session(match["who"], scene):
        return None
    clip = _about(match["before"], scene)
    moves = tuple((Step("apply_effect", {"clip": clip, **move}),) for move in _MOVES) if clip else ()
    return [Step("ask", {"text": QUESTION.format(match["who"])})], moves


def whom(text: str) -> str:
    """Whom a request names as an example: "Brian Eno" of "a pad like Brian Eno"; "" for most."""
    match = _LIKE.match(plain(text).strip())
    return match["who"] if match else ""


def _is_of_the_session(name: str, scene: DialogueState) -> bool:
    context = scene.context
    known = (*context.tracks, *(marker for marker, _ in context.markers), *(clip.name for clip in context.clips))
    return any(name.casefold() == one.casefold() for one in known)


def _about(words: str, scene: DialogueState) -> str:
    """The one sound that is named, or else that "it" means; "" when that is not known."""
    named = {clip for thing in things(words, scene) for clip in thing.clips}
    named |= {clip.id for thing in things(words, scene) for clip in scene.clips if clip.track in thing.tracks}
    sounds = [clip.id for clip in scene.clips if clip.id in named and clip.kind == "audio"]
    if named:
        return sounds[0] if len(sounds) == 1 else ""
    return scene.focus(["audio"]) or ""
