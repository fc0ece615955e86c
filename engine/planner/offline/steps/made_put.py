"""What was just made, put otherwise by a turn that says no more: "only in the chorus", "on the guitar track".

Of what describes its sound it is made anew (see `remade`); a place, a track, a key, a length and a loop are none.
"""

from __future__ import annotations

import re

from engine.planner.context import ClipInfo
from engine.planner.offline.conversation.reading import row_of, told_as
from engine.planner.offline.conversation.state import Frame, State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.clause import Clause, number
from engine.planner.offline.slots.spans_said import spans_said
from engine.planner.offline.slots.things import things
from engine.planner.offline.steps.remade import made_last
from engine.planner.offline.text.words import plain
from engine.tasks.plan import Step

_LEAD = (
    r"^\W*(?:(?:ok(?:ay)?|now|and|but|no|nope|good|great|nice|perfect|lovely|cool|thanks|so|please|can you|could"
    r" you|just"
    r"|actually|hm+|oh)[\s,.!]+)*"
)
_END = r"(?:[\s,]+(?:please|thanks|then|instead|now|too))*[\s.!]*$"
_IT = r"(?:it|that|this|them)"
_PUT = rf"(?:(?:put|have|use|want|i want|place|play|leave|keep) {_IT} )?"
_PLACE = re.compile(rf"{_LEAD}{_PUT}(?:only |just )?(?:in|at|for|during|over|from) §{_END}", re.IGNORECASE)
_TRACK = re.compile(
    rf"{_LEAD}(?:put {_IT} |move {_IT} |have {_IT} )?(?:on|onto|to) (?:the |my"
    rf" )?¤(?: track)?{_END}",
    re.IGNORECASE,
)
_WITH = re.compile(
    rf"{_LEAD}(?:(?:make|let|have) {_IT} )?(?:it (?:should|must) )?(?:starts?|begins?|comes? in|enters?)"
    rf" (?:together )?with (?:the |my )?¤{_END}",
    re.IGNORECASE,
)
_STARTS = re.compile(
    rf"{_LEAD}(?:(?:make|let|have) {_IT} )?(?:start|begin|come in|enter|starts|begins|bring {_IT} in) (?:{_IT} )?"
    rf"(?P<much>(?:\d+|an?|one|two|three|four|half a) (?:bars?|beats?)) (?P<way>later|earlier|sooner){_END}",
    re.IGNORECASE,
)
_LOOPS = re.compile(rf"{_LEAD}(?:loop {_IT}|{_IT} (?:should |can )?loop|make {_IT} (?:a )?loop){_END}", re.IGNORECASE)
_BETTER_BEFORE = re.compile(rf"{_LEAD}(?:(?:it|that) (?:was|sounded) )?better (?:before|without){_END}", re.IGNORECASE)
_KEY = re.compile(
    rf"{_LEAD}(?:make {_IT} |{_IT} should be )?in (?P<key>(?-i:[A-G])(?:#|b|♯|♭|[ -](?:sharp|flat))?(?: ?(?:major"
    rf"|minor|maj|min|m))?){_END}",
    re.IGNORECASE,
)
_LONG = re.compile(
    rf"{_LEAD}(?:make {_IT} )?(?:(?P<twice>twice|double)|(?P<half>half)) (?:as long|the"
    rf" length){_END}",
    re.IGNORECASE,
)
_WHOLE_BARS = 0.1
_COUNTS = {"half a": 0.5, "a": 1.0, "an": 1.0, "one": 1.0, "two": 2.0, "three": 3.0, "four": 4.0}


def made_put(text: str, scene: DialogueState) -> list[Step] | None:
    """The steps of such a turn; None for any other."""
    said = plain(text).strip()
    frame = made_last(State.of(scene)) if '"' not in said and "?" not in said else None
    clip = scene.clip(frame.out[0]) if frame and frame.out else None
    if frame is None or clip is None:
        return None
    if _BETTER_BEFORE.match(said):
        return [Step("undo", {})]
    if _LOOPS.match(said):
        return [Step("edit_clip", {"clip": clip.id, "action": "loop"})]
    if starts := _STARTS.match(said):
        return _moved(starts, clip, scene)
    return _anew(said, frame, clip, scene) or _placed(said, clip, scene)


def _moved(starts: re.Match[str], clip: ClipInfo, scene: DialogueState) -> list[Step]:
    count, unit = starts["much"].rsplit(" ", 1)
    beats, note = (int(one) for one in scene.context.time_signature.split("/"))
    size = _COUNTS.get(count.lower()) or float(count)
    size *= beats * 4 / note if unit.lower().startswith("bar") else 1
    offset = size if starts["way"].lower() == "later" else -size
    return [Step("arrange", {"action": "move", "clip": clip.id, "offset_beats": number(float(offset))})]


def _anew(said: str, frame: Frame, clip: ClipInfo, scene: DialogueState) -> list[Step] | None:
    """Another key, or another length."""
    row = row_of(frame.tool)
    names = {arg.name for arg in row.args} if row else set()
    if (key := _KEY.match(said)) and "key" in names:
        named = key["key"] if re.search(r"m(?:aj|in|ajor|inor)?$", key["key"]) else f"{key['key']} major"
        return [told_as(Step(frame.tool, {**frame.args, "key": named}), "fix", frame)]
    if (long := _LONG.match(said)) and "bars" in names and not {"bars", "duration"} & set(frame.args):
        bars = clip.length / Clause("", "", "", scene).bar_s * (2 if long["twice"] else 0.5)
        if abs(bars - round(bars)) < _WHOLE_BARS and bars >= 1:
            return [told_as(Step(frame.tool, {**frame.args, "bars": round(bars)}), "fix", frame)]
    return None


def _placed(said: str, clip: ClipInfo, scene: DialogueState) -> list[Step] | None:
    """At the bars that are said, on the track, or where another thing begins."""
    spans = spans_said(said, scene, edges=True)
    if spans and len(spans) == 1 and _PLACE.match(f"{said[: spans[0].at]}§{said[spans[0].to :]}"):
        return [Step("arrange", {"action": "move", "clip": clip.id, "bar": number(spans[0].first)})]
    named = [one for one in things(said, scene) if len(one.tracks) == 1]
    if len(named) != 1:
        return None
    form = f"{said[: named[0].start]}¤{said[named[0].end :]}"
    if _TRACK.match(form) and named[0].tracks[0] != clip.track:
        return [Step("arrange", {"action": "move", "clip": clip.id, "track": named[0].tracks[0]})]
    if _WITH.match(form):
        lying = [one.start for one in scene.clips if one.track == named[0].tracks[0] and one.id != clip.id]
        bar = min(lying, default=0.0) / Clause("", "", "", scene).bar_s + 1
        return [Step("arrange", {"action": "move", "clip": clip.id, "bar": number(round(bar, 3))})] if lying else None
    return None
