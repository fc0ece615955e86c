"""Several repeated at one place: "repeat the four bars of all three voices from bar 5" copies what plays on each."""

from __future__ import annotations

import re

from engine.planner.context import ClipInfo
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.clause import Clause, number
from engine.planner.offline.steps.spots import in_bars
from engine.planner.offline.text.words import plain
from engine.tasks.plan import Step

WHICH = "Which tracks should be repeated: {}?"
_COUNT = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_FORM = re.compile(
    r"^(?:there (?:is|'s|are|will be)\b[^.;:!]*[.;:!]\s+|\W*(?:(?:please|now|and|then|ok|so|can you"
    r"|could you|let's)\W+)*)(?:please )?(?:repeat|copy|duplicate)\s+"
    r"(?:(?:the |those |these )?(?:(?:first|same) )?(?:\d+|two|three|four|six|eight"
    r"|twelve|sixteen) bars"
    r" (?:of|in|for|from) )?(?P<what>[^,.;:]*?(?:,[^,.;:]+?)*)\s*(?:once more |again "
    r"|once again )?(?:from|at|to|in|on|starting at)"
    r" (?:the )?bar (?P<bar>\d+)(?: on(?:wards)?| again| as well| too)*[\s.!]*(?:please[\s.!]*)?$",
    re.IGNORECASE,
)
_GROUP = re.compile(
    r"^(?:(?:all|each|every one)(?: of)?(?: the| my| our)?|both|the)?\s*(?:of the )?(?P<count>two|three"
    r"|four|five|six|both|\d)?\s*"
    r"(?:of the )?(?P<kind>voices?|singers|parts|tracks|vocals|instruments|choir|them)$"
    r"|^(?P<all>everything|it all|all of it|the (?:whole )?(?:lot|band|song))$",
    re.IGNORECASE,
)
_VOICE = re.compile(
    r"\b(?:sopran\w*|mezzos?|altos?|tenors?|baritones?|bass(?:es)?|men|women|ladies|choir|vocals?|vox"
    r"|voices?|lead|backing"
    r"|bvs?|harmon\w+|singers?|trebles?|sop|ten)\b",
    re.IGNORECASE,
)


def repeated_at(text: str, scene: DialogueState) -> list[Step] | None:
    """A copy of each clip that plays on the tracks that are meant; None for any other request."""
    if '"' in plain(text) or "?" in text:
        return None
    said = in_bars(plain(text).strip(), DialogueState.of(scene.context))
    match = _FORM.match(said)
    group = _GROUP.match(match["what"].strip()) if match else None
    if match is None or group is None:
        return None
    tracks = _of_group((group["kind"] or "tracks").lower(), scene)
    word = (group["count"] or "").lower()
    wanted = int(word) if word.isdigit() else _COUNT.get(word, 0)
    if not tracks or wanted and wanted != len(tracks):
        return [Step("ask", {"text": WHICH.format(", ".join(scene.context.tracks[:8]))})]
    return _copies([clip for clip in scene.clips if clip.track in tracks], int(match["bar"]), scene)


def _of_group(kind: str, scene: DialogueState) -> list[str]:
    tracks = [track for track in scene.context.tracks if any(clip.track == track for clip in scene.clips)]
    if kind in ("parts", "tracks", "instruments", "them"):
        return tracks if kind == "tracks" else []
    return [track for track in tracks if _VOICE.search(track)]


def _copies(clips: list[ClipInfo], bar: int, scene: DialogueState) -> list[Step] | None:
    """Each as far from that bar as it lies from the first one now."""
    bar_s = Clause("", "", "", scene).bar_s
    if not clips:
        return None
    starts = {clip.id: clip.bars[0] if clip.bars else clip.start / bar_s + 1 for clip in clips}
    first = int(min(starts.values()) + 1e-6)
    before = [clip for clip in clips if starts[clip.id] < bar - 1e-6]
    if not before:
        return None
    return [
        Step("arrange", {"action": "duplicate", "clip": one.id, "bar": number(round(bar + starts[one.id] - first, 4))})
        for one in before
    ]
