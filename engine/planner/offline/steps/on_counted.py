"""On counted clips: what is asked for one clip of a track ("the second clap 3 dB louder") is not done to the others.

Fader, mute button and pan knob are of the whole track: of one clip they are its gain, or an automation of its bars.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from engine.planner.context import ClipInfo
from engine.planner.offline.conversation.acts import done_last
from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import State
from engine.planner.offline.reading.clips_counted import Counted
from engine.planner.offline.reading.dialogue_state import REPLIES, DialogueState
from engine.planner.offline.slots.things import things
from engine.planner.offline.steps.of_its_track import DONE_TO_EACH
from engine.planner.offline.text.words import plain
from engine.tasks.plan import Step

_NEAR_BARS = 0.1
WHICH_OF_THEM = "Which of them do you mean? I can do that to one clip at a time."
_BARE = re.compile(
    r"^\W*(?:(?:now|and|then|next|ok|please|also|do)\W+)*(?:(?:the )?same (?:thing )?(?:for|on|to|with|in) )?"
    r"(?:the )?(?P<word>clip(?:alpha|beta|gamma|delta))"
    r"(?:\W+(?:too|also|as well|now|please|then))*\W*$",
    re.IGNORECASE,
)


def same_for_it(text: str, counted: Counted, scene: DialogueState) -> list[Step] | None:
    """ "Now the last one", "same for the second": what was done to another clip of its track."""
    bare = _BARE.match(plain(text)) if scene.done and scene.context.dialogue else None
    if not bare:
        return None
    ids = counted.clips.get(bare["word"].lower(), ())
    tracks = {clip.track for one in ids if (clip := scene.clip(one))}
    made: list[Step] = []
    for act in {(one.tool, one.kind): one for one in done_last(State.of(scene))}.values():
        old = scene.clip(act.args.get("clip"))
        if old is None or old.track not in tracks or act.tool not in DONE_TO_EACH:
            return None
        made += [told_as(Step(act.tool, {**act.args, "clip": one}), "again", act) for one in ids if one != old.id]
    return made or None


def on_counted(steps: Sequence[Step], text: str, counted: Counted, scene: DialogueState) -> list[Step]:
    """The steps, done to the clips that are counted."""
    if any(step.task in REPLIES for step in steps):
        return list(steps)
    ids = [one for meant in counted.clips.values() for one in meant]
    tracks = {clip.track for one in ids if (clip := scene.clip(one))}
    made: list[Step] = []
    for step in steps:
        on = {str(step.args.get("track")), *map(str, step.args.get("tracks") or ())}
        meant = [clip for one in ids if (clip := scene.clip(one)) and clip.track in on]
        is_of_clips = bool(meant) and step.task == "mix" and on - {"None"} <= tracks
        if is_of_clips and len(counted.clips) > 1 and len(steps) > 1:
            return [Step("ask", {"text": WHICH_OF_THEM})]
        counted_one = step.args.get("clip") in ids and step.task == "mix" and len(counted.clips) == 1
        if counted_one and not is_of_clips:
            meant = [clip for one in ids if (clip := scene.clip(one))]
        made += _of_clips(step, meant) if is_of_clips or counted_one else [step]
    if any(_clips(step) & {*ids} or step.task == "automate" for step in made):
        elsewhere = {clip.id for clip in scene.clips if clip.track in tracks} - {*ids}
        made = [step for step in made if not _clips(step) or not _clips(step) <= elsewhere]
    else:
        made = _aimed(made, text, ids, scene)
    return [step for place, step in enumerate(made) if step not in made[:place] or step.depends_on()]


def _clips(step: Step) -> set[str]:
    listed = step.args.get("clips")
    told = {str(step.args[name]) for name in ("clip", "midi") if isinstance(step.args.get(name), str)}
    return told | {str(one) for one in listed} if isinstance(listed, list) else told


def _of_clips(step: Step, clips: Sequence[ClipInfo]) -> list[Step]:
    """A move of a track's fader, button or knob as what it is for one clip."""
    made: list[Step] = []
    for clip in clips:
        action, value = step.args.get("action"), step.args.get("value_db")
        where = {"start_bar": _bar(clip.bars[0]), "end_bar": _bar(clip.bars[1])} if clip.bars else None
        over = {"track": clip.track, **(where or {})}
        if action == "gain" and value is not None and clip.kind == "audio":
            made.append(Step("edit_clip", {"clip": clip.id, "action": "gain", "value_db": value}))
        elif action == "gain" and value is not None and where:
            made.append(Step("automate", {**over, "parameter": "volume", "from": value, "to": value}))
        elif action == "mute" and where:
            made.append(Step("automate", {**over, "parameter": "mute", "from": 1, "to": 1}))
        elif action == "pan" and where and not isinstance(step.args.get("value"), list):
            level = step.args.get("value", 0)
            made.append(Step("automate", {**over, "parameter": "pan", "from": level, "to": level}))
        else:
            return [step]
    return made or [step]


def _bar(bar: float) -> float:
    """A bar as it is told; the last note of a clip may end a little before it."""
    return float(round(bar)) if abs(bar - round(bar)) < _NEAR_BARS else bar


def _aimed(steps: Sequence[Step], text: str, ids: Sequence[str], scene: DialogueState) -> list[Step]:
    """One step that goes to a clip nobody named goes to the one that is counted."""
    if len(steps) != 1 or len(ids) != 1 or "clip" not in steps[0].args and "midi" not in steps[0].args:
        return list(steps)
    named = {clip for thing in things(plain(text), scene) for clip in thing.clips}
    name = "clip" if "clip" in steps[0].args else "midi"
    if steps[0].args[name] in named or str(steps[0].args[name]).startswith("$"):
        return list(steps)
    return [replace(steps[0], args={**steps[0].args, name: ids[0]})]
