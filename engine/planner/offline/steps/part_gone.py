"""Part gone: "I only wanted the first 4 bars gone" behind a deletion, taken back or not, deletes those bars alone."""

from __future__ import annotations

import re

from engine.planner.offline.conversation.state import State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.bars_said import bars_called
from engine.planner.offline.slots.clause import Args, Clause, number
from engine.planner.offline.text.number_words import NUMBER_WORDS, spoken_number
from engine.planner.offline.text.section_names import with_section_names
from engine.planner.offline.text.words import plain
from engine.tasks.plan import Step

_LEAD = (
    r"^\W*(?:(?:no|nope|oh|oops|sorry|wait|hang on|well|but|actually|ah|ok(?:ay)?|and|not (?:all of (?:it|that)"
    r"|the whole (?:thing|clip|lot)|everything))\b\W*)*"
)
_MEANT = r"(?:(?:i|we) )?(?:only |just )?(?:meant?|want(?:ed)?)\b(?: you)?(?: to)?(?: (?:delete|remove|cut|lose))?"
_PART = (
    r"(?P<part>(?:the |its )?(?:(?P<edge>first|last|final|opening) (?:(?P<n>\d+|an?|"
    rf"{NUMBER_WORDS}) )?bars?|bars? \d+(?: ?(?:to|-|–|until|through|and) ?(?:bar )?\d+)?|[\w' ]+?))"
)
_GONE = r"(?: (?:(?:to )?be )?(?:gone|out|deleted|removed|off|away|cut))?"
_FORM = re.compile(
    rf"{_LEAD}(?:{_MEANT}|(?=(?:just|only)\b)) ?(?:only |just )?{_PART}"
    rf"(?: of (?:it|that|this|the [\w' ]+?))?{_GONE}[\s.!]*$",
    re.IGNORECASE,
)


def part_gone(text: str, scene: DialogueState) -> list[Step] | None:
    """The step of such a turn; None for any other."""
    match = _FORM.match(plain(text).strip()) if scene.context.dialogue and scene.done and "?" not in text else None
    state = State.of(scene) if match else None
    frames = [one for one in state.frames if one.turn == state.last_turn] if state else []
    if match is None or len(frames) != 1 or (frames[0].tool, frames[0].kind) != ("arrange", "delete"):
        return None
    is_back = frames[0].state == "undone"
    between = scene.context.dialogue[frames[0].turn :] if is_back else scene.context.dialogue[frames[0].turn :][:1]
    if any(call.get("tool") not in ("undo", "ask", "chat") for one in between for call in one.calls):
        return None
    clip, where = frames[0].args.get("clip"), _where(match, scene)
    if not isinstance(clip, str) or where is None or not is_back and frames[0].state != "done":
        return None
    cut = Step("edit_clip", {"clip": clip, "action": "cut", **where})
    return [cut] if is_back else [Step("undo", {}), cut]


def _where(match: re.Match[str], scene: DialogueState) -> Args | None:
    if match["edge"]:
        word = (match["n"] or "one").lower()
        count = float(word) if word.isdigit() else 1.0 if word in ("a", "an") else float(spoken_number(word) or 0)
        length_s = number(count * Clause("", "", "", scene).bar_s)
        return {"start": 0, "end": length_s} if match["edge"].lower() in ("first", "opening") else {"start": -length_s}
    part = with_section_names(f"in {match['part']}", scene.context.markers).removeprefix("in ")
    bars = bars_called(part, scene)
    return {"start_bar": int(bars[0]), "end_bar": int(bars[1]) - 1} if bars else None
