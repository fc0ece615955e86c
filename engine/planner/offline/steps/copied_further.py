"""Copied further: "and again right after", "once more 8 bars later, both", "bring the ahs along" behind copies.

Copies that were made turn after turn at one place go on together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.context import ClipInfo
from engine.planner.offline.conversation.acts import done_last
from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import Frame, State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.clause import number
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.number_words import NUMBER_WORDS, spoken_number
from engine.planner.offline.text.polite import LEAD
from engine.planner.offline.text.words import plain
from engine.tasks.plan import Step

_AGAIN = (
    r"(?:again|once more|one more(?: time| copy)?|another(?: one| copy| time)?|a (?:second|third) (?:time|copy)"
    r"|(?:copy|repeat|duplicate|do|put) (?:it|them|that|both|those)(?: again| once more)?|the same(?: again)?)"
)
_BEHIND = (
    r"(?:(?:right|straight|directly|immediately|just) )?(?:after(?:wards?| (?:that|it|them|those))?"
    r"|behind(?: (?:that|it|them|those))?|next to (?:it|that))"
)
_N = rf"(?P<n>\d+|an?|{NUMBER_WORDS})"
_LATER = rf"{_N} bars? (?:later|further(?: on)?|on|after(?:wards?| (?:that|it|them|those))?)"
_ALL = r"(?:,? (?:both|all(?: three| four)?)(?: of them)?)?"
_FORM = re.compile(rf"{LEAD}(?:both |all )?{_AGAIN}{_ALL},? (?:{_LATER}|{_BEHIND}){_ALL}[\s.!]*$", re.IGNORECASE)
_ALONG = re.compile(
    rf"{LEAD}(?:bring|take|move|copy) (?P<what>(?:the |my )?[^,;:.?]{{1,40}}?) (?:along|with (?:it|them))"
    r"(?:,? (?:too|as well))?[\s.!]*$",
    re.IGNORECASE,
)
_NEAR_BARS = 0.01


def copied_further(text: str, scene: DialogueState) -> list[Step] | None:
    """The steps of such a turn; None for any other."""
    said = plain(text).strip()
    if not scene.context.dialogue or not scene.done or '"' in said or "?" in said:
        return None
    state = State.of(scene)
    frames = [one for one in done_last(state) if one.tool == "arrange" and one.kind in ("duplicate", "move")]
    if not frames or len(frames) < len(done_last(state)):
        return None
    if along := _ALONG.match(said):
        return _brought_along(along["what"], frames, scene)
    match = _FORM.match(said)
    copies = _with_those_before(frames, state) if match and frames[0].kind == "duplicate" else []
    if match is None or not copies or any("bar" not in one.args or one.args.get("start_bar") for one in copies):
        return None
    word = (match["n"] or "").lower()
    count = float(word) if word.isdigit() else 1.0 if word in ("a", "an") else float(spoken_number(word) or 0)
    steps = []
    for frame in copies:
        clip = scene.clip(frame.args.get("clip"))
        if clip is None or clip.bars is None:
            return None
        bar = float(frame.args["bar"]) + (count if word else round(clip.bars[1] - clip.bars[0], 3))
        steps.append(Step("arrange", {"action": "duplicate", "clip": clip.id, "bar": number(bar)}))
    return steps


def _with_those_before(frames: Sequence[Frame], state: State) -> list[Frame]:
    """The copies and those of the turns just before that went to the same bar."""
    found = list(frames)
    for one in reversed([frame for frame in state.frames if frame.turn < frames[0].turn]):
        is_same = (one.tool, one.kind, one.args.get("bar")) == ("arrange", "duplicate", frames[0].args.get("bar"))
        if not is_same or one.state != "done" or one.turn < found[0].turn - 1:
            break
        if one.args.get("clip") not in [other.args.get("clip") for other in found]:
            found.insert(0, one)
    return found


def _brought_along(what: str, frames: Sequence[Frame], scene: DialogueState) -> list[Step] | None:
    """What lies beside the clip that was copied or moved goes as far."""
    found = things(what, scene)
    bare = re.sub(r"^(?:the|my)\s+", "", what.strip(), flags=re.IGNORECASE)
    was = scene.clip(frames[0].args.get("clip"))
    start = _began(frames[0], was)
    if len(found) != 1 or found[0].end - found[0].start < len(bare) or was is None or start is None or not was.bars:
        return None
    by = float(frames[0].args["bar"]) - start
    end = start + was.bars[1] - was.bars[0]
    clips = [clip for clip in scene.clips if clip.id in found[0].clips and clip.id not in frames[0].out]
    beside = [clip for clip in clips if clip.bars and clip.bars[0] < end - _NEAR_BARS and start < clip.bars[1]]
    return [
        told_as(
            Step("arrange", {"action": frames[0].kind, "clip": clip.id, "bar": number(clip.bars[0] + by)}),
            "again",
            frames[0],
        )
        for clip in beside
        if clip.bars
    ] or None


def _began(frame: Frame, clip: ClipInfo | None) -> float | None:
    """The bar at which the clip lay before; None where only its new place is known."""
    if clip is None or clip.bars is None or "bar" not in frame.args:
        return None
    return clip.bars[0] if frame.kind == "duplicate" else None
