"""Only from there on: "the congas only from verse 2 on", "no kick before the drop" are silent up to there."""

from __future__ import annotations

import re

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.clause import Clause, number
from engine.planner.offline.slots.things import Thing
from engine.planner.offline.steps.form_of_track import form_of_track
from engine.planner.offline.text.polite import LEAD
from engine.tasks.plan import Step

_N = r"(?P<bar>\d+(?:\.\d+)?)"
_THERE = rf"(?:the )?(?:start of )?bar {_N}(?:\s+(?:on(?:wards?)?|and on|forward))?"
_WHAT = r"(?P<what>[^,.;:]+?)"
_COMES = (
    r"(?:(?:should |must |to |has to |needs to |can )?(?:only )?(?:come|comes|coming|play|plays"
    r"|start|starts|enter|enters|be|is)(?: in| there)? )?"
)
_FORMS = tuple(
    re.compile(rf"{LEAD}{body}[\s.!]*(?:please[\s.!]*)?$", re.IGNORECASE)
    for body in (
        rf"(?:(?:let|have|i want|want|play|keep) )?{_WHAT},? {_COMES}(?:only|first|just|not until"
        rf"|not before|only) (?:{_COMES})(?:(?:from|as of|at|starting"
        rf"|starting (?:from|at|with)|beginning (?:at|with)|after|there) )*{_THERE}",
        rf"(?:(?:let|have|i want|want|play|keep) )?{_WHAT} {_COMES}(?:from|as of|starting (?:from"
        rf"|at)) {_THERE},? only",
        rf"(?:(?:let|have|make) )?{_WHAT} (?:should |must )?not (?:to )?(?:come in|play|start|enter"
        r"|be there|sound|be heard)?"
        rf"\s*(?:before|until|till) {_THERE}",
        rf"(?:there (?:should|must) be )?no {_WHAT} (?:before|until|till|up to) {_THERE}",
        rf"only (?:have|let|bring in|play) {_WHAT} (?:in )?(?:from|as of|at) {_THERE}",
    )
)


def enters_late(text: str, scene: DialogueState) -> list[Step] | None:
    """The clip trimmed to that place, or its track muted up to there where more lies on it; None for other requests."""
    found = form_of_track(text, _FORMS, scene)
    if found is None or _is_stretch(found[0][0]):
        return None
    match, thing = found
    return _silent_before(thing, float(match["bar"]), scene)


def _is_stretch(said: str) -> bool:
    """ "From bar 9 to bar 13" has an end of its own."""
    return len(re.findall(r"\bbar \d", said)) > 1 and not re.search(r"\b(?:before|until|till)\b", said, re.IGNORECASE)


def _silent_before(thing: Thing, bar: float, scene: DialogueState) -> list[Step] | None:
    bar_s = Clause("", "", "", scene).bar_s
    lying = [clip for clip in scene.clips if clip.id in thing.clips or clip.track in thing.tracks]
    spans = [(clip, clip.start / bar_s + 1, (clip.start + clip.length) / bar_s + 1) for clip in lying]
    early = [(clip, a, b) for clip, a, b in spans if a < bar - 0.01]
    if not early or all(b <= bar + 0.01 for _, _, b in spans):
        return None
    if len(early) == 1 and early[0][2] > bar + 0.01 and bar == int(bar):
        return [Step("edit_clip", {"clip": early[0][0].id, "action": "trim", "start_bar": int(bar)})]
    first = max(1.0, min(a for _, a, _ in early))
    args = {"track": thing.tracks[0], "parameter": "mute", "from": 1, "to": 1, "start_bar": number(first)}
    return [Step("automate", {**args, "end_bar": number(bar)})]
