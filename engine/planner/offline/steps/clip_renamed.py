"""A clip renamed: "rename the solo clip to gtr" renames no marker, and "the next one vx 2" the clip beside it."""

from __future__ import annotations

import re

from engine.planner.context import ClipInfo
from engine.planner.offline.reading.dialogue_state import DialogueState, side_by_side
from engine.planner.offline.slots.lying_there import lying_there
from engine.planner.offline.slots.things import things
from engine.planner.offline.steps.of_its_track import NTH
from engine.planner.offline.text.polite import LEAD
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

_RENAME = r"(?:rename|relabel|retitle|name|call|title|label)"
_NOUN = r"(?:clip|region)"
_NEW = r"(?P<quote>[\"']?)(?P<new>[^\",;:!?]+?)(?P=quote)[\s.!]*$"
_OF_NAMED = (
    regex(
        rf"{LEAD}{_RENAME} (?:(?:the|my|our) )?(?P<what>[^\",;:]+?) {_NOUN} (?:in|of|at|from) (?P<where>[\w' ]+?)"
        rf" (?:to|as|into) {_NEW}",
        re.I,
    ),
    regex(rf"{LEAD}{_RENAME} (?:(?:the|my|our) )?(?P<what>[^\",;:]+?) {_NOUN} (?:to |as |into )?{_NEW}", re.I),
    regex(rf"{LEAD}{_RENAME} (?:the |that )?{_NOUN} (?P<what>[^\",;:]+?) (?:to|as|into) {_NEW}", re.I),
)
_OF_IT = regex(rf"{LEAD}{_RENAME} (?:the|that|this) {_NOUN} (?:to |as )?{_NEW}", re.IGNORECASE)
_OF_BESIDE = regex(
    rf"{LEAD}(?:{_RENAME} )?the (?P<which>next|other|{'|'.join(NTH)}) (?:one|clip|region)"
    rf" (?:(?:to|as|is|should be) )?{_NEW}",
    re.IGNORECASE,
)
_WHICH = "Which one do you mean: {}?"


def clip_renamed(text: str, scene: DialogueState) -> list[Step] | None:
    """The step of such a request, or the question which of the clips of a track; None for any other."""
    said = plain(text).strip()
    if "?" in said:
        return None
    last = _last_renamed(scene)
    if last and (match := _OF_BESIDE.match(said)):
        clip = _beside(last, match["which"].lower(), scene)
        return [_named(clip.id, match["new"])] if clip else None
    match = next((hit for form in _OF_NAMED if (hit := form.match(said))), None)
    what = match["what"].strip() if match else ""
    whole = [one for one in things(f"the {what}", scene) if one.end - one.start >= len(what)]
    if match and whole and whole[0].clips:
        clips = [clip for clip in scene.clips if clip.id in whole[0].clips]
        if where := match.groupdict().get("where"):
            clips = lying_there(f"in {where}", clips, scene) or clips
        if len(clips) == 1:
            return [_named(clips[0].id, match["new"])]
        names = [f"“{clip.name}”" for clip in clips]
        if len(set(names)) < len(names) or match["new"].lower() in ("it", "them"):
            return None
        return [Step("ask", {"text": _WHICH.format(f"{', '.join(names[:-1])} or {names[-1]}")})]
    it = _OF_IT.match(said) if scene.context.dialogue and scene.done else None
    focus = scene.clip(scene.focus(("audio", "midi"))) if it else None
    return [_named(focus.id, it["new"])] if it and focus else None


def _named(clip: str, name: str) -> Step:
    return Step("arrange", {"action": "rename", "name": name.strip(), "clip": clip})


def _last_renamed(scene: DialogueState) -> ClipInfo | None:
    last = scene.last_turn()
    call = last[-1] if last else None
    is_name = call is not None and call.ok and call.tool == "arrange" and call.args.get("action") == "rename"
    return scene.clip(call.args.get("clip")) if call and is_name else None


def _beside(clip: ClipInfo, which: str, scene: DialogueState) -> ClipInfo | None:
    lying = side_by_side([one for one in scene.clips if one.track == clip.track and clip.track])
    at = next((at for at, one in enumerate(lying) if one.id == clip.id), None)
    if at is None:
        return None
    if which == "other":
        return lying[1 - at] if len(lying) == 2 else None
    place = at + 1 if which == "next" else NTH[which]
    return lying[place] if -len(lying) <= place < len(lying) else None
