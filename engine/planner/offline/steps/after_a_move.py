"""After a move: "and the marker" goes there too, "put both back", "put it back and start it a bar earlier"."""

from __future__ import annotations

import re

from engine.planner.offline.conversation.acts import done_last
from engine.planner.offline.conversation.state import Frame, State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.clause import number
from engine.planner.offline.text.number_words import NUMBER_WORDS, spoken_number
from engine.planner.offline.text.polite import LEAD
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

_LEAD = rf"{LEAD}(?:(?:no|nope|oops|sorry|wait|hm+)\b\W*)*"
_MARKER = regex(
    rf"{LEAD}(?:(?:bring|move|take|put|shift) )?(?:the|its) marker"
    r"(?:,? (?:too|as well|also|along|with it|there))*[\s.!]*$",
    re.IGNORECASE,
)
_BOTH_BACK = regex(
    rf"{_LEAD}(?:put|move|bring|take) (?:both|them both|both of (?:them|those))(?: of them)? back"
    r"(?: (?:again|to where they were|where they were|please))*[\s.!]*$",
    re.IGNORECASE,
)
_BACK_AND = regex(
    rf"{_LEAD}(?:put|move|bring|take) (?:it|that|this) back,? (?:and|but|then|and then)"
    rf" (?:start|put|move|place|begin|have) (?:it )?(?P<n>\d+|an?|{NUMBER_WORDS}) (?P<unit>bar|beat)s?"
    r" (?P<way>earlier|sooner|before|later|further on)(?: (?:than (?:it was|before|that)|from there))?[\s.!]*$",
    re.IGNORECASE,
)


def after_a_move(text: str, scene: DialogueState) -> list[Step] | None:
    """The steps of such a turn; None for any other."""
    if not scene.context.dialogue or not scene.done or "?" in text:
        return None
    state, said = State.of(scene), plain(text).strip()
    frames = done_last(state)
    if not frames or any(one.kind != "move" or one.tool not in ("arrange", "marker") for one in frames):
        return None
    if _MARKER.match(said):
        return _with_its_marker(frames, scene)
    if _BOTH_BACK.match(said):
        before = [one for one in state.frames if one.turn == frames[0].turn - 1 and one.state == "done"]
        is_one = len(frames) == 1 and [one.kind for one in before] == ["move"]
        return [Step("undo", {"steps": 2} if is_one else {})] if is_one or len(frames) == 2 else None
    match = _BACK_AND.match(said)
    clip = frames[0].args.get("clip")
    if match is None or len(frames) != 1 or not isinstance(clip, str):
        return None
    word = match["n"].lower()
    count = float(word) if word.isdigit() else 1.0 if word in ("a", "an") else float(spoken_number(word) or 0)
    beats, unit = (int(one) for one in scene.context.time_signature.split("/"))
    by = count * (beats * 4 / unit if match["unit"].lower() == "bar" else 1.0)
    by = by if match["way"].lower() in ("later", "further on") else -by
    return [Step("undo", {}), Step("arrange", {"action": "move", "clip": clip, "offset_beats": number(by)})]


def _with_its_marker(frames: list[Frame], scene: DialogueState) -> list[Step] | None:
    """The marker that is called like the clip that was moved."""
    clip = scene.clip(frames[0].args.get("clip")) if len(frames) == 1 else None
    names = [name for name, _ in scene.context.markers if clip and name.lower() == clip.name.lower()]
    if len(names) != 1 or "bar" not in frames[0].args:
        return None
    return [Step("marker", {"action": "move", "name": names[0], "bar": frames[0].args["bar"]})]
