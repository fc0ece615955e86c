"""Times of the session as bars: "at the playhead", "split the piano here", "mute the host from 0:50 to 0:55"."""

from __future__ import annotations

import re
from collections.abc import Callable

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.clause import Clause
from engine.planner.offline.text.clock import clock_s
from engine.planner.offline.text.words import compiled
from engine.planner.regex import regex

_PLAYHEAD = (
    r"(?:the |my )?(?:(?:current |present )?(?:(?:play|edit|song)?[ -]?(?:head|cursor)|play(?:back|ing)? position"
    r"|song position|transport position)(?:'s)?(?: (?:position|is|stands|is (?:at )?now))?"
    r"|(?:current )position(?: of the (?:playhead|cursor))?|where (?:the )?(?:playhead|cursor) (?:is|stands"
    r"|sits)(?: now"
    r")?)"
)
_CLOCK = r"(?:\d{1,2}:)?\d{1,3}:\d{2}(?:\.\d+)?(?: min(?:utes?)?)?"
_TIME = rf"(?:{_PLAYHEAD}|(?:the )?{_CLOCK}(?: mark)?)"
_TIMES = regex(
    rf"\b(?:(?P<two>from|between)\s+)?(?P<a>{_TIME})\s*(?:to|till|until|up to|and|-|–)\s*(?P<b>{_TIME})(?![\w:])"
    rf"|\b(?P<how>at|from|after|before|until|till|up to|to|by|past|behind|since)\s+(?P<at>{_TIME})(?![\w:])"
    r"(?P<on> (?:on(?:wards?)?|onward|to the (?:very )?end)\b)?",
    re.IGNORECASE,
)
_HERE = regex(
    r"(?P<head>\b(?:split|divide|slice|chop|paste|insert|drop|cut)\b(?:(?!\b(?:and|then|but)\b)[^,;.])*?)"
    r"(?: (?:right|exactly|just))? here(?P<tail>\W*)$",
    re.IGNORECASE,
)
_TRANSPORT = regex(
    r"^\W*(?:(?:and|now|then|please|ok|let's|can you)\W+)*(?:play|start|stop|go|jump|locate|rewind|skip|record|move the"
    r" (?:playhead|cursor)|(?:put|set|place) the (?:playhead|cursor))\b",
    re.IGNORECASE,
)
""" "Play from 0:45" moves the playhead, which goes by the clock."""
_LENGTH = regex(r"\b(?:stretch|squeeze|fit|speed|slow|shorten|lengthen|long|last|short)\w*\b", re.IGNORECASE)
""" "Stretch it to 0:30" is how long it gets."""
_ANY = regex(rf"{_TIME}|\bhere\b", re.IGNORECASE)
_NEAR_S = 0.02


def in_clock_bars(text: str, scene: DialogueState) -> str:
    """The request with bars for the times it tells; as it stands where none is told, or bars go by no one tempo."""
    text = _at_markers(text, scene)
    if not _ANY.search(text) or _TRANSPORT.match(text):
        return text
    bar_s = Clause("", "", "", scene).bar_s
    told = [one for one in scene.clips if one.bars]
    if any(abs((one.bars[0] - 1) * bar_s - one.start) > _NEAR_S for one in told if one.bars):
        return text
    here = scene.context.playhead

    def bar(words: str) -> str:
        seconds = clock_s(words)
        return f"{round((here if seconds is None else seconds) / bar_s + 1, 4):g}"

    if not scene.context.is_newly_selected:
        text = _HERE.sub(lambda one: f"{one['head']} at bar {bar('')}{one['tail']}", text)
    return _TIMES.sub(lambda one: _told(one, text, bar), text)


def _at_markers(text: str, scene: DialogueState) -> str:
    """ "At the marker Interview", "from the Interview marker on"."""
    for name, bar in scene.context.markers:
        said = rf"(?:marker {re.escape(name)}|{re.escape(name)} marker)(?![\w'])"
        text = compiled(rf"\b(?P<how>{_HOW}) (?:the )?{said}", re.IGNORECASE).sub(rf"\g<how> bar {bar:g}", text)
    return text


_HOW = r"at|to|from|until|till|up to|before|by"


def _told(match: re.Match[str], text: str, bar: Callable[[str], str]) -> str:
    if match["a"]:
        return f"from bar {bar(match['a'])} till bar {bar(match['b'])}"
    how, at = match["how"].lower(), bar(match["at"])
    if how in ("after", "past", "behind", "since") or how == "from" and match["on"]:
        return f"from bar {at} on"
    if how == "to" and _LENGTH.search(text) and clock_s(match["at"]) is not None:
        return match[0]
    return f"{'until' if how == 'till' else how} bar {at}{match['on'] or ''}"
