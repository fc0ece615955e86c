"""What is asked of "it" with a verb of its own is read as if its name were said: "trim it", "pan that left"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from engine.planner.offline.reading.dialogue_state import REPLIES, DialogueState
from engine.planner.offline.slots.clause import Clause
from engine.planner.offline.slots.fill import fill
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.polite import LEAD
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

_DONE_TO_WHAT_IS_THERE = (
    r"mute|un-?mute|solo|un-?solo|pan|cent(?:er|re)|colou?r|rename|arm|disarm|freeze|un-?freeze|group|send|route|duck"
    r"|bypass|trim|shorten|cut|chop|slice|split|fade|crossfade|reverse|flip|loop|repeat|duplicate|copy|move|shift|nudge"
    r"|slide|swap|delete|remove|erase|get rid of|normali[sz]e|transpose|quanti[sz]e|humani[sz]e|compress|gate|distort"
    r"|saturate|widen|brighten|darken|filter|high-?pass|low-?pass|limit|de-?ess|describe"
)
_IT = r"(?:(?:that|this) (?:one|clip|thing|part|track)|it|that|this|them)"
_FORM = regex(rf"{LEAD}(?:{_DONE_TO_WHAT_IS_THERE}) (?P<it>{_IT})\b(?! (?:too|again|back|instead))", re.IGNORECASE)
_ELSEWHERE = regex(
    rf"{LEAD}(?:put|place|stick|start|drop|have) (?P<it>{_IT})(?= (?:at|on|to|into|in|from) (?:bar|beat|measure)\b)",
    re.IGNORECASE,
)
_ON_IT = regex(
    rf"{LEAD}(?:(?:add|give|put) )?(?:(?:some|a bit|a little|a touch)(?: of)? )?(?:more |less )?(?:bass|lows?|low end"
    rf"|treble|top(?: end)?|highs?|mids?|air|warmth|body|punch|presence) (?:on|to|in|for) (?P<it>{_IT})(?=\W*$)",
    re.IGNORECASE,
)
_AT_LEVEL = regex(
    rf"{LEAD}(?:set|put|bring|get) (?P<it>{_IT})(?= (?:(?:back )?(?:up|down|back) )?(?:to|at|on) -\s?\d+(?:\.\d+)?"
    r"(?: ?db)?\W*$)",
    re.IGNORECASE,
)
_BY_SO_MUCH = regex(
    rf"{LEAD}(?:turn|bring|push|pull|take|put|move) (?P<it>{_IT})(?= (?:up|down)(?: by)? \d+(?:\.\d+)? ?"
    r"(?:db|decibels?)\W*$)",
    re.IGNORECASE,
)
_IN_A_PLACE = regex(
    rf"{LEAD}(?:turn|bring|push|pull|take) (?P<it>{_IT})(?= (?:up|down)\b(?! (?:to|an?|\d+ (?:semi|st))\b"
    r"(?! (?:bit|little|touch|tad|notch|hair)\b)).{0,40}? (?:in|during|for|over|throughout|from|until|at) )",
    re.IGNORECASE,
)
_TONED = regex(
    rf"{LEAD}make (?P<it>{_IT})(?= (?:a (?:bit|little|touch|tad) |much |slightly |way |a lot |even )?"
    r"(?:bright|dark|warm|thinn?|full|crisp|dull|harsh|muddi|smooth|punchi|fatt?)er\W*$)",
    re.IGNORECASE,
)
_LEFT_AS_IT_SOUNDS = ("mix", "set_track", "freeze", "automate", "arrange", "route", "edit_notes", "marker", "transport")
"""After these "brighter" is no other try of what was done."""
_AND_IT = regex(rf"\b(?P<it>{_IT}) (?:and|with) (?:the |my |our )?(?=\w)", re.IGNORECASE)
_ASKED_OF_IT = regex(
    rf"{LEAD}(?:which|what|list|show|tell)\b[^,.;]*\b(?:takes?|versions?|plug-?ins?|effects?|inserts?|sends?)\b[^,.;]*?"
    rf"\b(?:of|on|does|do|has|have) (?P<it>{_IT})(?= (?:have|has|got)\b|\W*$)",
    re.IGNORECASE,
)
_BECOMES = regex(
    rf"{LEAD}(?:make|turn|put|paint) (?P<it>{_IT})(?= (?:in )?(?P<so>mono|red|orange|yellow|green|blue|purple|violet"
    r"|pink|brown|gr[ae]y|white|black|teal|cyan|magenta|turquoise)\W*$)",
    re.IGNORECASE,
)
_OF_IT = regex(
    rf"{LEAD}(?:cut|trim|chop|take|lop|shave)\b(?:[^,.;]*?\boff"
    r"|(?: off| out| away)? (?:the|its) (?:(?:first|last|opening) )(?:[\w.]+ )?(?:bars?|beats?|seconds?))\W*$",
    re.IGNORECASE,
)
_NOT_ANEW = regex(
    r"\b(?:again|instead|rather|another|not|no|same|too|as well|like before|also|like (?:it|that|the))\b", re.IGNORECASE
)
_BESIDE = regex(r"[\s,]+(?:too|as well|also)(?: (?:please|thanks|pls))?\W*$", re.IGNORECASE)
""" "Make it green as well" is another deed, beside the one before it."""
_ONCE_MORE = regex(r"(?<!^)\b(?:it|that|them|these|those|this)\b(?! (?:is|are|was)\b)", re.IGNORECASE)
_PLAIN_NAME = regex(r"[A-Za-z][A-Za-z-]*(?: [A-Za-z0-9][A-Za-z0-9-]*){0,2}")
_OF_TRACKS = regex(
    rf"{LEAD}(?:(?:un-?)?(?:mute|solo|freeze)|pan|cent|col|arm|disarm|group|send|route|duck|bypass|make)",
    re.IGNORECASE,
)


def with_its_name(text: str, scene: DialogueState) -> tuple[str, str, str]:
    """The request with a name for "it", the id of the clip and the name of the track that are meant; "" for others."""
    simple = plain(text)
    if len(simple) == len(text) and (beside := _BESIDE.search(simple)):
        text = simple = simple[: beside.start()].rstrip(" ,")
    if len(simple) != len(text) or _NOT_ANEW.search(simple):
        return "", "", ""
    last = scene.done[-1].tool if scene.done else ""
    forms = (
        *(_FORM, _ELSEWHERE, _ON_IT, _ASKED_OF_IT, _BECOMES, _IN_A_PLACE),
        *(() if _has_levels(scene) else (_AT_LEVEL,)),
        *(() if last == "automate" else (_BY_SO_MUCH,)),
        *((_TONED,) if last in _LEFT_AS_IT_SOUNDS else ()),
    )
    found = _beside_a_name(simple, scene) or next((match for form in forms if (match := form.match(simple))), None)
    off = None if found else _OF_IT.match(simple)
    if not found and not off:
        return "", "", ""
    rest = simple[found.end() :] if found else ""
    if _ONCE_MORE.search(rest):
        return "", "", ""
    clip, track = _meant(found["it"] if found else "it", scene)
    name = track if _OF_TRACKS.match(simple) else _own_name(clip, scene) or track
    if not name or not _PLAIN_NAME.fullmatch(name):
        return "", "", ""
    if off:
        return f"{text.rstrip(' .!?')} the {name}", clip, track
    assert found is not None
    if found.re == _BECOMES:
        return f"make the {name} {found['so']}", clip, track
    return f"{text[: found.start('it')]}the {name}{text[found.end('it') :]}", clip, track


def _has_levels(scene: DialogueState) -> bool:
    """Was the last thing done with a level of its own, such as a threshold, that "set it to -20" may mean?"""
    last = scene.done[-1] if scene.done else None
    return last is not None and last.tool != "mix" and any(name.endswith("_db") for name in last.args)


def _beside_a_name(text: str, scene: DialogueState) -> re.Match[str] | None:
    """ "Group it and the piano": what is named beside "it" is not all that is meant."""
    match = _AND_IT.search(text)
    return match if match and any(one.start == match.end() for one in things(text, scene)) else None


def _meant(pronoun: str, scene: DialogueState) -> tuple[str, str]:
    """What "it" or "this" is by the rules for what is not named: a clip, and the track that it lies on."""
    args = fill(Clause(f"reverse {pronoun}", "edit_clip", "reverse", scene))
    clip = scene.clip(args.get("clip")) if isinstance(args.get("clip"), str) else None
    return (clip.id, clip.track or "") if clip is not None else ("", "")


def _own_name(clip_id: str, scene: DialogueState) -> str:
    """A clip's name, when no other clip and no other track has it."""
    clip = scene.clip(clip_id)
    if clip is None:
        return ""
    others = [one.name.lower() for one in scene.clips if one.id != clip_id]
    others += [one.lower() for one in scene.context.tracks if one != clip.track]
    return clip.name if clip.name.lower() not in others else ""


def is_done_to(steps: Sequence[Step], clip: str, track: str) -> bool:
    """Are these steps that lack nothing, the first of them about this clip or its track?"""
    if not steps or any(step.task in (*REPLIES, "undo", "redo", "history") for step in steps):
        return False
    args = steps[0].args
    about = [args.get("clip"), args.get("track"), *(args.get("clips") or ()), *(args.get("tracks") or ())]
    return clip in about or (bool(track) and track in about)


def unsaid(scene: DialogueState) -> DialogueState:
    """The session as if nothing had been said yet, with nothing selected."""
    return DialogueState.of(replace(scene.context, dialogue=(), history=(), selected_clips=(), last=None))
