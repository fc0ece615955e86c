"""The song mastered: "master it for streaming" in a session of many tracks is its mix as a file, as loud as wished."""

from __future__ import annotations

import re

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.clause import number
from engine.planner.offline.text.platform import PLATFORM, STREAMED_LUFS, platform_lufs
from engine.planner.offline.text.polite import LEAD
from engine.planner.offline.text.words import plain
from engine.tasks.plan import Step

_FORM = re.compile(
    rf"{LEAD}master (?:it|this|that|everything|(?:(?:the|this|my|our) )?(?:whole |entire )?"
    r"(?:song|mix|track|tune|thing|session|project|show|episode))"
    rf"(?: (?:for|to) (?:release|online|the web|{PLATFORM}"
    r"|(?:about |around )?(?P<lufs>[-−]?\d+(?:\.\d+)?)(?: ?(?:lufs|db))?))?"
    r"(?:[\s,]+(?:now|please|pls|then|as well))*[\s.!?]*$",
    re.IGNORECASE,
)
_MIX = ("mix", "song", "master")


def mastered_song(text: str, scene: DialogueState) -> list[Step] | None:
    """The step; None for other words, where one clip is the song, and where the last thing made is a mix of it."""
    match = _FORM.match(plain(text))
    clips = [one for one in scene.clips if one.track]
    if match is None or '"' in text or len({one.track for one in clips}) < 2:
        return None
    if any(set(_MIX) & {*one.tags, *one.name.lower().replace("_", " ").split()} for one in scene.clips):
        return None
    told = match["lufs"]
    lufs = -abs(float(told.replace("−", "-"))) if told else platform_lufs(match) or STREAMED_LUFS
    return [Step("export", {"what": "mix", "loudness_lufs": number(lufs)})]
