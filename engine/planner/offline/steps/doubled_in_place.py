"""Doubled in place: "double the line an octave below" gives each of its notes another one beside it, in the"
" same clip."""

from __future__ import annotations

import re

from engine.planner.offline.conversation.notes_in_hand import notes_in_hand
from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.clause import number
from engine.planner.offline.steps.single_note import clips_of, left_over, on, with_place
from engine.planner.offline.text.interval_moved import intervals_moved
from engine.planner.offline.text.words import plain
from engine.tasks.plan import Step

_DOUBLES = re.compile(r"\b(?:doubled?|thicken|reinforce)\b(?! (?:bass|time|track)\b)", re.IGNORECASE)
_BESIDE = re.compile(
    r"\b(?:with|by|at|whole|entire|same|midi|notes|part|line|melody|octaves?|itself|here)\b", re.IGNORECASE
)
_WAY = re.compile(
    r"^\W*(?:(?:no|nope|sorry|oops|wait|actually|i mean|i meant|rather|make it|an octave|the octave)\b\W*)*"
    r"(?:(?P<up>above|up|higher|over)|below|down|lower|under(?:neath)?)"
    r"(?:\W+(?:i mean|i meant|instead|rather|please|sorry|then|actually))*\W*$",
    re.IGNORECASE,
)


def doubled_in_place(text: str, scene: DialogueState) -> list[Step] | None:
    """The step of such a request, or of "above, I mean" behind one; None for any other. No word is left over."""
    said = plain(text).strip()
    hand = notes_in_hand(scene)
    if hand and hand.action == "double" and (way := _WAY.match(said)):
        frames = [(one, abs(float(one.args.get("change") or 12))) for one in hand.frames]
        return [told_as(Step("edit_notes", {**one.args, "change": number(by if way["up"] else -by)}), "fix", one)
                for one, by in frames]  # fmt: skip
    if '"' in said or not (doubles := _DOUBLES.search(said)):
        return None
    moved = intervals_moved(said)
    if len(moved) != 1 or not moved[0].has_way or moved[0].is_cents:
        return None
    first, last = sorted(((doubles.start(), doubles.end()), (moved[0].start, moved[0].end)))
    rest = f"{said[: first[0]]} {said[first[1] : last[0]]} {said[last[1] :]}"
    read = with_place({"action": "double", "change": number(moved[0].semitones)}, _BESIDE.sub(" ", rest), scene)
    if left_over(read.rest, read.named) or len({track for one in read.named for track in one.tracks}) > 1:
        return None
    clips = clips_of(read, scene)
    named = {clip for one in read.named for clip in one.clips}
    if not clips or any(view.kind != "midi" for view in scene.clips if view.id in named):
        return None
    return [Step("edit_notes", on(clips, read.over(clips, scene)))]
