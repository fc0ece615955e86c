"""Second of it: "a 2nd frog a third above, own track, call it Toad", behind a frog: a copy of it, and no voice."""

from __future__ import annotations

import re

from engine.planner.offline.conversation.state import State
from engine.planner.offline.making.last import made_last
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.text.interval_moved import intervals_moved
from engine.planner.offline.text.names import name_words
from engine.planner.offline.text.usual_names import singular
from engine.planner.regex import regex

_SECOND = regex(
    r"^\W*(?:(?:and|now|then|ok|add|make|put|give me|i want|i need|need|want)\b[\s,]*)*(?:an?|the)? ?"
    r"(?:2nd|second|another|other|one more|further) (?P<what>[\w' ]{2,24}?)[ ,]+(?P<rest>(?:an?|one|two|up|down)\b.*)$",
    re.IGNORECASE,
)
_TRACK = regex(
    r"[ ,]*\b(?:on )?(?:(?:its|an?|it's) )?(?:own|new|separate)(?: new)? track\b"
    r"(?:[ ,]*(?:and )?(?:call(?:ed)?|name[d]?)?(?: it)? ?\"?(?P<name>[^\W\d_][\w ]{0,20})\"?)?[ .!]*$",
    re.IGNORECASE,
)


def with_second_of_it(text: str, scene: DialogueState) -> str:
    """The same as a copy that is moved by the interval; the text as it is where that was not made last."""
    match = _SECOND.match(text)
    made = made_last(State.of(scene)) if match and scene.done else None
    clip = scene.clip(made.out[0]) if made and made.tool == "generate_audio" and made.out else None
    if match is None or clip is None or not clip.track:
        return text
    words = {singular(one) for one in name_words(match["what"])}
    told = (*name_words(clip.name), *name_words(clip.track), *_prompt(made.args.get("prompt") if made else ""))
    own = {singular(one) for one in told}
    track = _TRACK.search(match["rest"])
    interval = match["rest"][: track.start()] if track else match["rest"]
    if not words or not words <= own or len(intervals_moved(interval)) != 1:
        return text
    called = f" called {track['name'].strip()}" if track and track["name"] else ""
    return f"a copy of {clip.track} {interval.strip(' ,')}" + (f" on a new track{called}" if track else "")


def _prompt(prompt: object) -> list[str]:
    return re.findall(r"[a-z]+", str(prompt or "").lower())
