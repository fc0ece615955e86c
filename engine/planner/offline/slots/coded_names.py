"""Tracks by the code that their names begin with: "both L1 tracks" are L1_Strings and L1_Pulse."""

from __future__ import annotations

from collections.abc import Sequence

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.thing import Thing
from engine.planner.offline.text.words import Token
from engine.planner.regex import regex

_CODE = regex(r"(?=\w*[a-z])(?=\w*\d)[a-z\d]+|0\d+")
"""Letters with figures, or figures with a zero before them; any other figure counts something."""
_TRACKS = frozenset("track tracks layer layers stem stems channel channels".split())
_BETWEEN = regex(r"[\s_.-]+")


def by_code(words: Sequence[Token], scene: DialogueState) -> Thing | None:
    """The tracks that two words mean: the code, and "tracks" or another word for them."""
    if len(words) < 2 or words[1].low not in _TRACKS or not _CODE.fullmatch(words[0].low):
        return None
    own = [track for track in scene.context.tracks if _first_part(track) == words[0].low]
    if not own:
        return None
    meant = own if words[1].low.endswith("s") else own[:1]
    clips = tuple(clip.id for clip in scene.clips if clip.track in meant)
    others = tuple(one for one in own if one not in meant)
    return Thing(words[0].start, words[1].end, tuple(meant), clips, others=others)


def _first_part(name: str) -> str:
    return _BETWEEN.split(name.strip().lower(), maxsplit=1)[0]
