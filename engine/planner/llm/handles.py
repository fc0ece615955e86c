"""Handles: the short ids by which a language model speaks of clips, files and tracks, and what they stand for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from engine.errors import WrongUse
from engine.planner.context import Context
from engine.planner.llm.label import label
from engine.planner.regex import regex
from engine.tasks.plan import Step, step_reference
from engine.tasks.task import Arg

_PLAIN_ID = regex(r"[A-Za-z][A-Za-z0-9_-]{0,15}")
_KINDS = {"image": ("image",), "midi": ("midi",)}
_MAY_BE_HANDLES = ("to", "target")
"""Arguments in words that may name a track or a clip: where a send goes, what an undo is about."""
_OWN_TRACKS = {"mix": None, "history": None, "apply_effect": None, "arrange": ("delete", "rename")}
"""Tasks, with their actions, whose track must be there already; elsewhere a name makes a new one."""


@dataclass(frozen=True)
class Handles:
    """What each handle stands for in one request."""

    context: Context
    clips: Mapping[str, str] = field(default_factory=dict)
    """Handle → id of a clip."""
    tracks: Mapping[str, str] = field(default_factory=dict)
    """Handle → name of a track."""
    of_clip: Mapping[str, str] = field(default_factory=dict)
    """Id of a clip or file → its handle."""
    kinds: Mapping[str, str] = field(default_factory=dict)
    """Id of a clip or file → audio, midi, image …"""

    @classmethod
    def of(cls, context: Context) -> Handles:
        """Short ids stay as they are; long or odd ones get a number."""
        things = {one.id: one.kind for one in context.clips} | {one.id: one.kind for one in context.files}
        taken = {name for name in things if _PLAIN_ID.fullmatch(name) and not re.fullmatch(r"t\d+", name)}
        of_clip: dict[str, str] = {}
        number = 0
        for name in things:
            if name in taken:
                of_clip[name] = name
                continue
            number += 1
            while f"x{number}" in taken:
                number += 1
            of_clip[name] = f"x{number}"
        names = dict.fromkeys((*context.tracks, *(one.name for one in context.track_views)))
        tracks = {f"t{place}": name for place, name in enumerate(names, 1)}
        return cls(context, {handle: name for name, handle in of_clip.items()}, tracks, of_clip, things)

    def of_track(self, name: str | None) -> str:
        """The handle of a track, or ""."""
        return next((handle for handle, one in self.tracks.items() if one == name), "")

    def resolved(self, step: Step, before: Sequence[Step]) -> Step:
        """The step with real ids and names.

        Raises WrongUse with what there is when a clip, file or track does not exist.
        """
        args: dict[str, Any] = {}
        for name, value in step.args.items():
            arg = step.row.arg(name)
            if arg.type == "clips":
                args[name] = [real for one in value for real in self._several(step, arg, str(one))]
            elif arg.is_reference:
                args[name] = self._one(step, arg, str(value))
            elif arg.type == "track":
                args[name] = self._track(step, str(value), before)
            elif arg.type == "tracks":
                args[name] = [self._track(step, str(one), before) for one in value]
            elif name in _MAY_BE_HANDLES and isinstance(value, str):
                args[name] = self.tracks.get(value.strip()) or self.clips.get(value.strip()) or value
            else:
                args[name] = value
        return Step(step.task, args, step.op, self._base(step))

    def _base(self, step: Step) -> str:
        """The earlier call that a step is about; WrongUse with those that there are when it is none of them."""
        calls = [
            f"{turn.number or place}.{number}"
            for place, turn in enumerate(self.context.dialogue, 1)
            for number in range(1, len(turn.calls) + 1)
        ]
        if step.base and step.base not in calls:
            raise WrongUse(f"{step.task}: there is no call {step.base}; there were {', '.join(calls[-9:]) or 'none'}.")
        return step.base

    def _one(self, step: Step, arg: Arg, reference: str) -> str:
        found = self._several(step, arg, reference)
        if len(found) > 1:
            raise WrongUse(
                f"{step.task}: {len(found)} clips are selected; call it once for each of {', '.join(found)}."
            )
        return found[0]

    def _several(self, step: Step, arg: Arg, reference: str) -> list[str]:
        reference = reference.strip()
        if step_reference(reference):
            return [reference]
        if reference.lower() in ("selection", "selected", "the selection"):
            return self._selection(step)
        real = self._clip(reference.lstrip("@"))
        if real is None:
            ids = ", ".join(list(self.clips)[:12]) or "none"
            raise WrongUse(f"{step.task}: there is no clip {label(reference)!r}; the ids are {ids}.")
        kinds = _KINDS.get(arg.type)
        if kinds and self.kinds[real] not in kinds:
            raise WrongUse(f"{step.task}: {arg.name} must be {kinds[0]}; {label(reference)} is {self.kinds[real]}.")
        return [real]

    def _clip(self, reference: str) -> str | None:
        if reference in self.clips:
            return self.clips[reference]
        if reference in self.of_clip:
            return reference
        low = label(reference).lower()
        things = {one.id: one.name for one in self.context.clips} | {one.id: one.name for one in self.context.files}
        named = [one for one, name in things.items() if label(name).lower() == low]
        return named[0] if len(named) == 1 and low else None

    def _selection(self, step: Step) -> list[str]:
        chosen = [one for one in self.context.selected_clips if one in self.of_clip]
        if not chosen and self.context.selected_range is None:
            raise WrongUse(f"{step.task}: nothing is selected; name a clip by its id, or ask which one is meant.")
        return chosen or ["selection"]

    def _track(self, step: Step, said: str, before: Sequence[Step]) -> str:
        names = tuple(self.tracks.values())
        if said.strip() in names:
            return said.strip()
        low = label(said).lower()
        found = self.tracks.get(said.strip()) or next((name for name in names if label(name).lower() == low), None)
        if found:
            return found
        if re.fullmatch(r"t\d+", said.strip()):
            raise WrongUse(f"{step.task}: there is no track {said.strip()}; there are {self._track_list()}.")
        made = [str(one.args.get(name)) for one in before for name in ("track", "name")]
        actions = _OWN_TRACKS.get(step.task, ())
        must_exist = actions is None or str(step.args.get("action")) in actions
        if must_exist and names and said not in made:
            raise WrongUse(f"{step.task}: there is no track {label(said)!r}; there are {self._track_list()}.")
        return " ".join(said.split())[:120]

    def _track_list(self) -> str:
        return ", ".join(f"{handle} {label(name)!r}" for handle, name in list(self.tracks.items())[:20]) or "none"
