"""Music there: "the interview music", "the music under the interview" is the bed that plays in that part of the song.

    "the music under the interview 4 down"             → "Bed 1 4 down"
    "the weather one by the same", behind Bed 1        → "Bed 2 by the same"
    "can the bed dip whenever one of us talks"         → "duck the bed under Talk"
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.offline.conversation.state import State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.apart.focus import Focus
from engine.planner.offline.slots.part_said import sections
from engine.planner.offline.text.names import name_words
from engine.planner.regex import regex

_NOUN = r"(?:music|bed|underscore|backing music|background music)"
_UNDER = regex(
    rf"\b(?:the|our|my) {_NOUN} (?:(?:that'?s |playing |lying )?(?:under|underneath|beneath|behind|below|during|in))"
    r" (?:the |our |my )?(?P<part>[\w']+(?: \d+)?)",
    re.IGNORECASE,
)
_OF_PART = regex(rf"\b(?:the|our|my) (?P<part>[\w']+(?: \d+)?) {_NOUN}\b(?! (?:track|bus|group)s?\b)", re.IGNORECASE)
_ONE = regex(r"\bthe (?P<part>[\w']+(?: \d+)?) one\b", re.IGNORECASE)
_BEDS = frozenset("bed beds music score underscore backing background musik".split())
_TALKS = regex(
    r"^(?:(?:please|can|could|would|let|make|have|get|you|we) )*(?P<who>(?:the |my |our )?[\w' ]{2,30}?)"
    r" (?:to )?(?:dips?|ducks?|drops?(?: down)?|goes? (?:down|under)|goes? quieter|gets? quieter|steps? back)"
    r"(?: (?:a bit|a little|down))?,? (?:whenever|when|every time|each time|as soon as|while)"
    r" (?:one of us|any of us|any ?one|any ?body|some ?one|some ?body|we|people|they|there'?s|the speakers?)"
    r" (?:talks?|speaks?|talking|speaking|says? (?:something|anything)|is (?:talking|speaking))"
    r"(?:,? and (?:(?:then )?(?:comes?|goes?|gets?) )?(?:back )?(?:up|back)(?: again)?"
    r"(?: (?:in between|after(?:wards)?|again|between|when (?:we|they) (?:stop|don'?t)))*)?[\s?.!]*$",
    re.IGNORECASE,
)
_SPEAKERS = frozenset("talk talking speech voices voice dialog dialogue speakers narration vo".split())
_NUMBER = regex(r"\s*\d+$")


def with_music_named(text: str, scene: DialogueState) -> str:
    """The request with the name of the one bed that is meant so; as it is where none is, or several."""
    if '"' in text or not scene.context.markers:
        return text
    text = _UNDER.sub(lambda match: _bed(match, scene), text)
    text = _OF_PART.sub(lambda match: _bed(match, scene), text)
    text = _ONE.sub(lambda match: _sibling(match, scene), text) if scene.done else text
    match, talk = _TALKS.match(text), _speakers(scene)
    return f"duck {match['who'].strip()} under {talk}" if match and talk else text


def _bed(match: re.Match[str], scene: DialogueState) -> str:
    beds = [name for name in scene.context.tracks if _BEDS & {*name_words(name)}]
    found = _there(match["part"], beds, scene)
    return found[0] if len(found) == 1 else match[0]


def _sibling(match: re.Match[str], scene: DialogueState) -> str:
    """ "The weather one", behind Bed 1: the other bed, where that is what plays there."""
    if match["part"].lower() not in (part.lower() for part in sections(scene)):
        return match[0]
    focus = Focus.of(State.of(scene))
    worked = [track for act in focus.acts for track in focus.tracks_about(act)]
    stems = {_NUMBER.sub("", one) for one in worked if _NUMBER.search(one)}
    alike = [one for one in scene.context.tracks if _NUMBER.search(one) and _NUMBER.sub("", one) in stems]
    found = _there(match["part"], alike, scene) if len(alike) > 1 else []
    return found[0] if len(found) == 1 else match[0]


def _there(part: str, tracks: Sequence[str], scene: DialogueState) -> list[str]:
    """Those of the tracks that play in a part of the song, mostly there."""
    spans = [span for name, span in sections(scene).items() if name.lower() == part.lower()]
    if len(spans) != 1:
        return []
    start, end = spans[0]

    def is_there(track: str) -> bool:
        lying = [one.bars for one in scene.clips if one.track == track and one.bars]
        inside = sum(max(0.0, min(b, end) - max(a, start)) for a, b in lying)
        return inside * 2 >= sum(b - a for a, b in lying) > 0

    return [one for one in tracks if is_there(one)]


def _speakers(scene: DialogueState) -> str:
    """The one group that is called like speech; "" where there is none."""
    groups = [view.name for view in scene.context.track_views if view.kind == "group"]
    found = [one for one in groups if _SPEAKERS & {*name_words(one)}]
    return found[0] if len(found) == 1 else ""
