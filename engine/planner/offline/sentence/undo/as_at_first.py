"""As at first: "put the kick fader back how it was when I opened this, the rest I keep": all that was done to"
" it goes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.offline.conversation.acts import is_about
from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.sentence.apart.focus import tracks_of
from engine.planner.offline.sentence.undo.back_far import ALREADY_SO
from engine.planner.offline.sentence.undo.taken_back import is_making, taken_back
from engine.planner.offline.sentence.undo.talk import ActHistory
from engine.planner.offline.slots.clause import number
from engine.planner.offline.slots.things import things
from engine.planner.regex import regex
from engine.tasks.plan import Step

_WHEN = (
    r"(?:when (?:i|we) (?:first )?(?:opened|started|began|loaded|came|sat|got)(?: (?:this|it|in|here|up|down|out|the"
    r" (?:song|session|project|file|day)|today|tonight|all))*|originally|at (?:the )?(?:very )?(?:first|start|beginning"
    r"|outset)|in the (?:beginning|first place)|to (?:begin|start) with|before (?:i|we|you) (?:started|began|touched"
    r"(?: (?:it|them|anything))?|did anything)(?: (?:on|with|to) (?:it|this|them))?)"
)
_WAS = (
    r"(?:(?:exactly |just )?(?:how|where|what|the way|as|like) (?:it|they|he|she|that|those) (?:all )?(?:was|were|sat"
    r"|stood|had been|used to be|started|began))"
)
_HAD = r"(?:(?:exactly |just )?(?:how|where|what|the way|as|like) (?:i|we) (?:had|set|left|made|put) (?:it|them|that))"
_KNOB = r"(?P<knob>faders?|levels?|volumes?|gains?|pan|pans|panning|position|sends?|mutes?|eq|effects?)"
_ITS = (
    rf"(?:(?:its|their|the|his|her) (?:original|first|initial|starting) {_KNOB.replace('?P<knob>', '?P<own>')}"
    r"|(?:its|their|the) (?:original|first|initial|starting) (?:place|setting|settings|value|state))"
)
_WHO = (
    r"(?P<who>(?:the |my |our |both )*T(?:(?:,| and|, and| &) (?:the |my )?T)*|everything|all(?: of it"
    r"| of them)?|all)"
)
_LEAD = (
    r"(?:(?:so|and|ok|then|now|please|no|ah|forget (?:it|that)|never ?mind|can you|could you|i want|let'?s"
    r"|just)[\s,.;]+)*"
)
_STAYS = (
    r"(?:[\s,.;]+(?:and |but )?(?:(?:the |my )?(?:rest|others?|everything else|all else)(?: of (?:the|my|our"
    r"|those|these)"
    r" \w+)?(?: (?:i|we))?(?: (?:want to |will |can |should |may ))?(?: ?(?:keeps?|stays?|stay|remains?|is|are))"
    r"(?: (?:fine|as (?:it|they) (?:is|are)|there|put|good|it|them))?"
    r"|(?P<stays>(?:the |my )?T(?:(?:,| and|, and) (?:the |my )?T)* (?:stays?|can stay|(?:is|are) (?:fine|good|ok)))"
    r"|(?:keep|leave) (?:the |my )?(?:rest|others?|everything else|all else)(?: of (?:the|my|our|those|these) \w+)?"
    r"(?: (?:alone|as (?:it|they) (?:is|are)|there|in place))?))?"
)
_BACK = rf"(?:{_WAS} {_WHEN}|{_HAD}(?: {_WHEN})?|{_ITS}(?: {_WHEN})?|{_WHEN})"
_FORM = regex(
    rf"{_LEAD}(?:(?:put|set|bring|take|get|turn|move|return|reset|make|have|leave|restore|give|pull"
    rf"|push) )?(?:back )?{_WHO}"
    rf"(?:'s)?:?(?: {_KNOB})?(?: go(?:es)?)?(?: (?:back|up|down|over|in))*(?: to)? {_BACK}"
    r"(?: (?:except(?: for)?|but|apart from|not) (?P<but>(?:the |my )?T(?:(?:,| and|, and) (?:the |my )?T)*))?"
    rf"{_STAYS}(?:[\s,]+(?:please|pls|again|then))*\W*"
)
_OF_KNOB = {
    "gain": ("fader", "level", "volume", "gain"),
    "pan": ("pan", "panning", "position"),
    "send": ("send",),
    "mute": ("mute",),
    "eq": ("eq", "effect"),
}


def as_at_first(low: str, talk: ActHistory) -> list[Step] | None:
    """The undo of all that was done to it; None for anything else."""
    if not talk.is_numbered or not talk.live:
        return None
    named = things(low, talk.scene)
    text = low
    for one in reversed(named):
        text = f"{text[: one.start]}T{text[one.end :]}"
    match = _FORM.fullmatch(" ".join(text.split()))
    if match is None:
        return None
    count = len(re.findall(r"\bT\b", match["who"]))
    meant, spared = named[:count], named[count:]
    if count + len(re.findall(r"\bT\b", f"{match['but'] or ''} {match['stays'] or ''}")) != len(named):
        return None
    ids = {one for thing in meant for one in (*thing.clips, *(f"track:{track}" for track in thing.tracks))}
    kept = {one for thing in spared for one in (*thing.clips, *(f"track:{track}" for track in thing.tracks))}
    knob = (match["knob"] or match["own"] or "").rstrip("s")
    found = [
        one
        for one in talk.live
        if (not meant or is_about(one, ids, talk.state))
        and not (kept and is_about(one, kept, talk.state))
        and not (is_making(one) and meant)
        and (not knob or _turns(one, knob))
    ]
    if not found:
        return [Step("chat", {"text": ALREADY_SO})]
    if not meant and not kept and not knob:
        return [Step("undo", {"target": "everything"})]
    tracks = {track for thing in meant for track in thing.tracks}
    if meant and any(not set(tracks_of(one)) <= tracks for one in found):
        return _set_anew(found, tracks)
    return taken_back(found, talk.live)


def _turns(act: Frame, knob: str) -> bool:
    """Did it turn this?"""
    kind = next((kind for kind, words in _OF_KNOB.items() if knob in words), knob)
    if act.tool == "automate":
        return act.args.get("parameter") == {"gain": "volume"}.get(kind, kind)
    if kind == "eq":
        return act.tool in ("apply_effect", "plugin")
    return act.kind == kind or kind == "mute" and act.kind == "unmute"


def _set_anew(found: Sequence[Frame], tracks: set[str]) -> list[Step] | None:
    """What was done to others as well: where these stood before."""
    if any((one.tool, one.kind) not in (("mix", "gain"), ("mix", "pan")) for one in found):
        return None
    stood: dict[tuple[str, str], float] = {}
    for one in found:
        for track, what, value in one.was:
            if track in tracks and what in ("fader", "pan"):
                stood.setdefault((track, what), value)
    names = {"fader": ("gain", "set_db"), "pan": ("pan", "value")}
    steps = [
        Step("mix", {"track": track, "action": names[what][0], names[what][1]: number(value)})
        for (track, what), value in stood.items()
    ]
    return steps or None
