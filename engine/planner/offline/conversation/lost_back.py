"""What was lost comes back: "I liked the gaps in the celli, bring them back" takes back what tied its notes."""

from __future__ import annotations

import re

from engine.planner.offline.conversation.acts import is_about
from engine.planner.offline.conversation.named_undo import taken_back
from engine.planner.offline.conversation.state import Frame, State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.words import plain
from engine.tasks.plan import Step

_LOST = (
    (r"gaps?|rests?|silences?|pauses?|breaths?|holes?|staccato|spaces?", "edit_notes", ("legato",)),
    (r"gaps?|rests?|silences?|pauses?|breaths?|holes?", "edit_clip", ("cut", "trim")),
    (r"long notes?|lengths?|sustain|legato", "edit_notes", ("staccato", "length")),
    (r"looseness|human feel|feel|groove|timing|swing|slop", "edit_notes", ("quantize",)),
    (r"straightness|straight feel|tightness", "edit_notes", ("swing", "humanize")),
    (r"dynamics|accents|louds? and softs?|punch", "edit_notes", ("velocity",)),
    (r"dynamics|transients|punch|peaks", "apply_effect", ("compressor", "limiter")),
    (r"highs?|top(?: end)?|treble|air|sparkle|brightness|sheen", "apply_effect", ("lowpass", "eq", "deesser")),
    (r"lows?|low end|bottom(?: end)?|bass|weight|body|warmth", "apply_effect", ("highpass", "eq")),
    (r"hiss|noise|hum|air|room|ambience|atmosphere", "denoise", ("",)),
    (r"vibrato|slides|scoops|natural pitch|out-of-tune \w+", "apply_effect", ("autotune",)),
    (r"tails?|endings?|last notes?|fade", "edit_clip", ("fade_out", "trim", "cut")),
    (r"starts?|beginnings?|first notes?|intro", "edit_clip", ("fade_in", "trim", "cut")),
)
_WANTS = re.compile(
    r"\b(?:bring|get|want|need|give|put|have|let|like) (?:me |us )?(?P<what>[\w' ,-]{2,40}?) back\b(?! (?:to|on|at"
    r"|in|into) )"
    r"|\b(?:bring|give|put|get) back (?P<then>[\w' -]{2,40})"
    r"|\bi(?:'d)? (?:really |actually |kind of |sort of )?(?:liked?|loved?|preferred|prefer|missed|miss|want|wanted)"
    r" (?P<liked>[\w' -]{2,40})",
    re.IGNORECASE,
)
_BACK = re.compile(r"\bback\b|\bagain\b|\bmiss\b|\bpreferred\b|\bliked\b", re.IGNORECASE)


def lost_back(text: str, scene: DialogueState) -> list[Step] | None:
    """An undo of the newest act that took away what is wished back; None for any other turn."""
    said = plain(text)
    if '"' in said or not _BACK.search(said):
        return None
    wished = " . ".join(match[name] for match in _WANTS.finditer(said) for name in match.groupdict() if match[name])
    state = State.of(scene)
    live = [one for one in state.frames if one.is_live and one.request]
    named = {
        one for thing in things(said, scene) for one in (*thing.clips, *(f"track:{track}" for track in thing.tracks))
    }
    took = [one for one in live if _took(one, wished.lower()) and (not named or is_about(one, named, state))]
    return taken_back(took[-1:], live) if took else None


def _took(frame: Frame, wished: str) -> bool:
    kind = str(frame.args.get("effect") or "") if frame.tool == "apply_effect" else frame.kind
    return any(
        frame.tool == tool
        and kind in kinds
        and re.search(
            rf"\b(?:the|those|these|its|their|his|her|that|some)(?: \w+)?"
            rf" (?:{words})\b",
            wished,
        )
        for words, tool, kinds in _LOST
    )
