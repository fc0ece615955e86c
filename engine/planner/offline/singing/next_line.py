"""Next line: "the next line is: …" behind a sung line: the same voice goes on behind it; and its notes muted."""

from __future__ import annotations

import math
import re

from engine.planner.offline.conversation.state import State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.singing.last import voiced_below
from engine.planner.offline.slots.clause import number
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

_NEXT = regex(
    r"^\W*(?:(?:and|ok|now|then|so|great|cool)\b[\s,]*)*(?:the |sing the |her |his )?(?:next|second|2nd) line"
    r"(?: (?:is|goes|should be|would be|says))?\s*[:,-]?\s*[\"']?(?P<words>[^\"]+?)[\"']?[\s.!]*$",
    re.IGNORECASE,
)
_SILENT_NOTES = regex(
    r"^\W*(?:(?:and|ok|now|then|just|so)\b[\s,]*)*(?:mute|kill|silence|turn off|switch off|lose) (?:the |that |its )?"
    r"(?:midi(?: (?:notes|track|clip|one|version|guide))?|notes|synth notes|guide notes)"
    r"(?: (?:now|then|too|again|please))*\W*$",
    re.IGNORECASE,
)
_OFF = regex(r"^\W*(?:(?:and|ok|now|then|just|so)\b[\s,]*)*(?:the )?(?:midi|notes)(?: track)? off\W*$", re.IGNORECASE)
_LONGEST = 24
_RINGS_BARS = 1.0
"""A line may ring so far behind its last note."""


def next_line(text: str, scene: DialogueState) -> list[Step] | None:
    """What is sung behind the line that was sung last; None for anything else."""
    match = _NEXT.match(plain(text))
    sung = voiced_below(State.of(scene)) if match and scene.done else None
    if match is None or sung is None or sung.tool != "sing" or not 1 < len(match["words"].split()) <= _LONGEST:
        return None
    line = next((clip for one in sung.out if (clip := scene.clip(one))), None)
    if line is None or line.bars is None or not line.track:
        return None
    kept = {name: value for name, value in sung.args.items() if name in ("midi", "voice", "style", "key")}
    notes = scene.clip(sung.args.get("midi"))
    end = notes.bars[1] if notes and notes.bars and line.bars[1] - notes.bars[1] < _RINGS_BARS else line.bars[1]
    put = {"action": "place", "clip": "$1", "track": line.track, "bar": number(float(math.ceil(end - 0.01)))}
    return [Step("sing", {"lyrics": match["words"].strip(), **kept}), Step("arrange", put)]


def notes_muted(text: str, scene: DialogueState) -> list[Step] | None:
    """ "Mute the midi", behind a line that was sung: the notes that it was sung from, and no others."""
    simple = plain(text)
    sung = voiced_below(State.of(scene)) if scene.done and (_SILENT_NOTES.match(simple) or _OFF.match(simple)) else None
    track = scene.track_of(sung.args.get("midi")) if sung and sung.tool == "sing" else None
    return [Step("mix", {"track": track, "action": "mute"})] if track else None
