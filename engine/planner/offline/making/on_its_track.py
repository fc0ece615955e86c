"""On its track: what a request makes has a track, and the rest of the request can speak of it: "a pad on a new track
called Air, 6 dB down, panned left", "make me a copy of the bass, muted"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from engine.planner.context import ClipInfo, TrackInfo
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.apart.said import Named
from engine.planner.offline.slots.clause import Clause
from engine.planner.offline.steps.each_by_itself import in_a_row
from engine.tasks.plan import Step

_MADE = "made here"
_SPEAK_OF_IT = ("mix", "set_track", "route", "automate", "apply_effect", "edit_clip")
_OF_NOTES = ("change_tempo_key", "edit_notes")
_IN_PLACE = ("fade_in", "fade_out", "gain", "reverse")
Read = Callable[[str, DialogueState, Named], list[Step] | None]


@dataclass(frozen=True)
class MadeTrack:
    """A track that the steps make."""

    steps: tuple[Step, ...]
    """The steps with its name told."""
    name: str
    clip: str
    """What lies on it, as a reference; "" for an empty track or a copy of one."""
    scene: DialogueState
    """The session as it is then, nothing said before."""
    by_clip: MadeTrack | None = None
    """The same with a copy of the one clip that lies on the source."""

    @property
    def is_copy(self) -> bool:
        """Is it made by copying what is there?"""
        return self.steps[0].args.get("action") == "duplicate"

    def spoken_of(self, clauses: list[str], read: Read) -> list[Step] | None:
        """All steps, with those of clauses that speak of the new track; None where one is not known."""
        found = self._spoken_of(clauses, read)
        return found or (self.by_clip._spoken_of(clauses, read) if self.by_clip else None)

    def _spoken_of(self, clauses: list[str], read: Read) -> list[Step] | None:
        named = Named(0, 0, (self.name,), (_MADE,) if self.clip else ())
        each: list[list[Step]] = [list(self.steps)]
        for clause in clauses:
            steps = read(clause, self.scene, named)
            if not steps or not all(self._is_about_it(one) for one in steps):
                return None
            each.append(steps)
        steps = in_a_row(each)
        return [_with_clip(one, self.clip) for one in steps] if steps else None

    def _is_about_it(self, step: Step) -> bool:
        if step.base or step.task not in (*_SPEAK_OF_IT, *(_OF_NOTES if self.clip and self.is_copy else ())):
            return False
        if step.task == "edit_clip" and step.args.get("action") not in _IN_PLACE:
            return False
        tracks = [step.args.get("track"), *(step.args.get("tracks") or ())]
        return {one for one in tracks if one} <= {self.name} and step.args.get("clip") in (None, _MADE)


def new_track(steps: list[Step], scene: DialogueState) -> MadeTrack | None:
    """The track that these steps make; None where they make none, or more than one."""
    first = steps[0]
    if first.task == "arrange" and "clip" in first.args:
        return _of_a_copy(steps, scene)
    if first.task == "arrange" and len(steps) == 1:
        return _of_arrange(first, scene)
    if first.task not in ("generate_midi", "generate_audio") or any(one.task != "arrange" for one in steps[1:]):
        return None
    put = next((n for n, one in enumerate(steps) if one.args.get("action") == "place"), 0)
    told = str(steps[put].args.get("track") or "")
    taken = {view.name for view in scene.context.track_views}
    if told in taken or any(one.args.get("track") not in (None, told) for one in steps):
        return None
    name = told or _free(_called(first), scene)
    bar = steps[put].args.get("bar")
    made = [*steps[:put], replace(steps[put], args={**steps[put].args, "track": name}), *steps[put + 1 :]]
    kind = "midi" if first.task == "generate_midi" else "audio"
    length = float(first.args.get("bars") or 4)
    bars = (float(bar), float(bar) + length) if isinstance(bar, int | float) else None
    bar_s = Clause("", "", "", scene).bar_s
    begins = (bars[0] - 1) * bar_s if bars else 0.0
    lying = ClipInfo(_MADE, name, name, kind, begins, length * bar_s, (), bars)
    return MadeTrack(tuple(made), name, "$1", _with(TrackInfo(name, kind, pan=0.0), scene, lying))


def _of_arrange(step: Step, scene: DialogueState) -> MadeTrack | None:
    views = {view.name: view for view in scene.context.track_views}
    if step.args.get("action") == "new_track":
        name = str(step.args.get("name") or step.args.get("track") or "")
        if not name or name in views:
            return None
        return MadeTrack((step,), name, "", _with(TrackInfo(name, str(step.args.get("kind") or "audio")), scene))
    source = views.get(str(step.args.get("track") or ""))
    if step.args.get("action") != "duplicate" or source is None or "bar" in step.args or "start_bar" in step.args:
        return None
    name = str(step.args.get("name") or _free(source.name, scene))
    made = replace(step, args={**step.args, "name": name})
    lying = [one for one in scene.clips if one.track == source.name]
    by_clip = _of_clip(lying[0], name, scene) if len(lying) == 1 else None
    return MadeTrack((made,), name, "", _with(replace(source, name=name), scene), by_clip)


def _of_clip(clip: ClipInfo, name: str, scene: DialogueState) -> MadeTrack:
    """ "Copy the bass to a new track called Sub, and transpose it": the clip goes there, and is worked on there."""
    step = Step("arrange", {"action": "duplicate", "clip": clip.id, "track": name})
    lying = replace(clip, id=_MADE, track=name)
    return MadeTrack((step,), name, "$1", _with(TrackInfo(name, clip.kind, gain_db=0.0, pan=0.0), scene, lying))


def _of_a_copy(steps: list[Step], scene: DialogueState) -> MadeTrack | None:
    """The copy of one clip on a track that is not there yet, higher or lower than it was."""
    step = steps[0]
    if any(one.task not in ("change_tempo_key", "edit_notes") or one.args.get("clip") != "$1" for one in steps[1:]):
        return None
    name, clip = str(step.args.get("track") or ""), scene.clip(step.args.get("clip"))
    views = {view.name: view for view in scene.context.track_views}
    source = views.get(str(clip.track)) if clip and clip.track else None
    if step.args.get("action") != "duplicate" or not name or name in views or source is None:
        return None
    fresh = TrackInfo(name, source.kind, gain_db=0.0, pan=0.0)
    return MadeTrack(tuple(steps), name, "", _with(fresh, scene))


def _with(view: TrackInfo, scene: DialogueState, *clips: ClipInfo) -> DialogueState:
    shown = scene.context
    return DialogueState.of(
        replace(
            shown,
            dialogue=(),
            history=(),
            tracks=(*shown.tracks, view.name),
            track_views=(*shown.track_views, view),
            clips=(*shown.clips, *clips),
        )
    )


def _called(step: Step) -> str:
    """What it is called after: "soft pad", "House drums"."""
    told = str(step.args.get("prompt") or f"{step.args.get('style') or ''} {step.args.get('kind') or ''}")
    words = re.sub(r"\s+", " ", told.split(",")[0]).strip()
    return words[:1].upper() + words[1:30]


def _free(name: str, scene: DialogueState) -> str:
    taken = {view.name.casefold() for view in scene.context.track_views}
    fresh, n = name, 1
    while fresh.casefold() in taken:
        n += 1
        fresh = f"{name} {n}"
    return fresh


def _with_clip(step: Step, clip: str) -> Step:
    return replace(step, args={name: clip if value == _MADE else value for name, value in step.args.items()})
