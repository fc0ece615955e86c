"""Back in the scale: "i hit a wrong key in bar 2, we're in E minor, put it right": what lies outside moves into it."""

from __future__ import annotations

import re

from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.notes.notes import left_over, named_clips
from engine.planner.offline.sentence.scope.over_bars import over
from engine.planner.offline.slots.texts import keys
from engine.planner.offline.text.reason import pieces
from engine.planner.regex import regex
from engine.tasks.plan import Step

_BAD = r"(?:wrong|bum|bad|dud|duff|sour|false|stray|weird|dodgy|clashing|odd|off)"
_SLIPPED = regex(
    rf"\b(?:an?|some|one|two|a few|the|that|this|my|couple of)? ?{_BAD} (?:notes?|keys?|ones?|pitch(?:es)?|chords?)\b"
    r"|\b(?:out of|outside|not in|aren'?t in|isn'?t in|off) (?:the |that |its )?(?:key|scale)\b"
    r"|\b(?:one|some) of (?=.*\bnotes\b)|\b(?:my )?fingers? slipped\b|\bslipped\b|\bfluff(?:ed)?\b",
    re.IGNORECASE,
)
_KEY_NAME = r"[a-g](?:[ -]?(?:sharp|flat)|#|b|♯|♭)?[ -](?:major|minor|dorian|mixolydian|phrygian|lydian)\b(?: scale)?"
_IN_KEY = regex(
    rf"(?:\b(?:in|into|to|onto|of|is|key:?|scale:?|should be)|'s|'re) (?:the key of |the scale of"
    rf" )?(?P<key>{_KEY_NAME})",
    re.IGNORECASE,
)
_TELLS_KEY = regex(
    r"(?:(?:the|this|that|our|my|it|we|all|whole|song|tune|piece|track|thing|key|scale|is|it's|its|that's|we're|are"
    r"|in|of|so"
    r"|because|cos|since|everything|else|should|be|supposed|meant|to)[\s']*)*",
    re.IGNORECASE,
)
_MENDS = regex(
    r"\b(?P<verb>put|get|bring|pull|move|nudge|snap|drag|push|fix|correct|mend|set|shift|tidy|clean|repair|force)\b",
    re.IGNORECASE,
)
_SCALE = regex(r"\b(?:in|into|to|onto|inside|with) (?:the |that |its |our )?(?:right )?(?:key|scale)\b", re.IGNORECASE)
_BESIDE = frozenset(
    "hit played play got one have has had there's there with in on at of to from put get bring pull move nudge snap"
    " drag push fix"
    " correct mend set shift tidy clean repair force back up right it that them those this note notes into please again"
    " sounds sound is was are were think believe somewhere slipped must by mistake accident wrong off".split()
)


def back_in_scale(said: Said) -> list[Step] | None:
    """The notes of what is named moved into the scale; None where none is told wrong, or it is not all known."""
    parts = pieces(said.raw)
    if not _SLIPPED.search(said.raw) or not any(_MENDS.search(one) or _IN_KEY.search(one) for one in parts):
        return None
    key, is_scale, rest = "", False, []
    for part in parts:
        if named := _IN_KEY.search(part):
            key = (keys(named["key"], loose=True) or [""])[0]
            part = f"{part[: named.start()]} {part[named.end() :]}"
        is_scale |= _SCALE.search(part) is not None
        part = _SCALE.sub(" ", _SLIPPED.sub(" ", part)).strip()
        rest += [part] if not _TELLS_KEY.fullmatch(part) else []
    if not key and not is_scale:
        return None
    apart = taken_apart(", ".join(rest), said.scene, focus=said.focus, there=said.there, before=said.before)
    if left_over(apart, _BESIDE):
        return None
    clips = named_clips(apart, said)
    key = key or str(said.scene.context.key or "")
    args = {"action": "snap_to_scale", **({"key": key} if key else {})}
    return over("edit_notes", args, clips, apart) if clips else None
