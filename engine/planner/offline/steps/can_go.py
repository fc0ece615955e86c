"""What can go: "the scratch vocal can go", "actually lose the rain then"; of what is not here it is asked."""

from __future__ import annotations

import re

from engine.planner.offline.conversation.state import State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.deeds import is_deed
from engine.planner.offline.slots.things import things
from engine.planner.offline.steps.no_such_thing import NO_SUCH_THING
from engine.planner.offline.text.words import plain
from engine.tasks.plan import Step

_LEAD = r"^\W*(?:(?:ok(?:ay)?|now|and|but|so|good|great|thanks|please|actually|hm+|oh|right|well|then|fine)[\s,.!]+)*"
_WHAT = r"(?P<what>(?!it\b|that\b|this\b|they\b|both\b|all\b|everything\b|bars?\b)[\w'&-]+(?: [\w'&-]+){0,3}?)"
_TAIL = (
    r"(?:[\s,]+(?:then|now|again|after all|please|too|as well|for good))*"
    r"(?:[\s,;.]+(?:the )?[\w ]{3,24}?(?:'s| is| are)?(?: \w+)? (?:enough|plenty))?[\s.!]*$"
)
_CAN_GO = re.compile(
    rf"{_LEAD}(?:the |my |our |that )?{_WHAT} (?:can|could|should|must|may|has to|needs to)"
    rf" go{_TAIL}",
    re.IGNORECASE,
)
_LOSE = re.compile(
    rf"{_LEAD}(?:lose|drop|ditch|scrap|bin|get rid of|throw out|chuck) (?:the |that |my )?{_WHAT}{_TAIL}", re.IGNORECASE
)
_ELSEWHERE = re.compile(
    r"\b(?:up|down|left|right|back|first|last|faster|slower|to|in|on|at|higher"
    r"|lower)\b",
    re.IGNORECASE,
)


def can_go(text: str, scene: DialogueState) -> list[Step] | None:
    """The deletion, or the question which; None for any other request."""
    said = plain(text).strip()
    if '"' in said or "?" in said:
        return None
    match = _CAN_GO.match(said)
    loses = None if match else _LOSE.match(said)
    words = (match or loses or {"what": ""})["what"]
    if not words or _ELSEWHERE.search(words) or is_deed(words.lower().split()[-1]):
        return None
    found = things(words, scene)
    tracks = list(dict.fromkeys(track for one in found for track in one.tracks))
    if not found:
        return [Step("ask", {"text": NO_SUCH_THING.format(words)})] if match else None
    lying = [one for one in scene.clips if one.track in tracks] if tracks else []
    made = {out for frame in State.of(scene).frames if frame.is_live for out in frame.out}
    clips = [one for one in lying if one.id in made] or lying
    if len(tracks) != 1 or loses and not any(one.id in made for one in lying):
        return None
    if len(clips) == 1:
        return [Step("arrange", {"action": "delete", "clip": clips[0].id})]
    return [Step("arrange", {"action": "delete", "track": tracks[0]})] if len(clips) > 1 else None
