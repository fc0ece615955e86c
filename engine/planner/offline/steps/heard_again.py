"""Heard again: "add the rhodes back in" where it is muted, "clear solos", "no more mutes" for all of them."""

from __future__ import annotations

import re

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

_LEAD = (
    r"^\W*(?:(?:and|then|now|also|ok(?:ay)?|please|no|actually|but|just|so|can you|could you|let'?s|right"
    r"|alright)\b[\s,]*){0,8}"
)
_END = r"(?:[\s,]+(?:please|pls|again|now|then|too|as well|though|thanks|for now))*\W*$"
_ALL = regex(
    rf"{_LEAD}(?:(?:clear|kill|reset|remove|drop|lose|cancel|release|undo|take off|turn off|get rid of|no(?: more)?"
    rf"|end|stop)"
    r" (?:all )?(?:of )?(?:the |my |those )?|all )(?P<what>mut(?:e|es|ing)|solo(?:s|es|ing)?)(?: off| out)?"
    rf"(?: (?:on|from|of) (?:all|every|everything|all (?:the )?tracks))?{_END}"
    rf"|{_LEAD}(?:the |all )?(?P<off>mutes|solos|solo) off{_END}",
    re.IGNORECASE,
)
_BACK = regex(
    rf"{_LEAD}(?:(?:add|let|bring|put|have|get|give me|fade) (?P<who>[\w' ,&-]+?) (?:back(?: in| on)?|in again|again"
    rf"|come back)"
    rf"|(?P<who2>[\w' ,&-]+?) (?:back|back in|in again|can come back(?: in)?|comes back(?: in)?)"
    rf"|bring back (?P<who3>[\w' ,&-]+?)){_END}",
    re.IGNORECASE,
)


def heard_again(text: str, scene: DialogueState) -> list[Step] | None:
    """The tracks that are heard again; None where the words say anything else, or those are not muted."""
    said = plain(text)
    if '"' in said or "?" in said:
        return None
    views = {view.name: view for view in scene.context.track_views}
    if match := _ALL.match(said):
        is_solo = "solo" in (match["what"] or match["off"]).lower()
        on = [name for name, view in views.items() if (view.solo if is_solo else view.mute)]
        if not on:
            return None
        who = {"tracks": on} if len(on) > 1 else {"track": on[0]}
        return [Step("mix", {**who, "action": "unsolo" if is_solo else "unmute"})]
    match = _BACK.match(said)
    words = (match["who"] or match["who2"] or match["who3"]) if match else ""
    named = [one for one in things(words, scene) if one.tracks]
    left = words
    for one in reversed(named):
        left = f"{left[: one.start]} {left[one.end :]}"
    if not named or re.sub(r"\b(?:the|my|our|and|both|just)\b|\W", "", left.lower()):
        return None
    tracks = list(dict.fromkeys(track for one in named for track in one.tracks))
    if not all(track in views and views[track].mute for track in tracks):
        return None
    who = {"tracks": tracks} if len(tracks) > 1 else {"track": tracks[0]}
    return [Step("mix", {**who, "action": "unmute"})]
