"""A place in the launcher that a request names: "into the session view, scene 3", "in den Clip-Launcher"."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

from engine.daw import daw
from engine.daw.daw import Change, Snapshot
from engine.tasks.plan import Plan
from engine.tasks.task import all_tasks

_IN = r"(?:\b(?:in|into|to|on|for|im|ins|auf|für|dans|pour|sur|en|al|a|para|na|no|em)\b|\bà|放到|放进|放在|在|到)\s*"
_THE = r"(?:(?:the|an?|den|dem|die|der|das|la|le|les|el|l['’]|o|os|as|ma|my|mein\w*)\s*)?"
_LAUNCHER = (
    r"(?:session[ -](?:view|ansicht)|(?:clip[ -]?)?launcher|(?:mode|vue) session|lanceur(?: de clips)?"
    r"|vista (?:de )?sesi[óo]n|lanzador(?: de clips)?|visualiza[çc][ãa]o (?:d[ea] )?sess[ãa]o"
    r"|lan[çc]ador(?: de clipes)?|片段启动器|启动器|会话视图)"
)
_WORD = r"(?:scene|slot|szene|sc[èe]ne|escena|cena|ranura|场景|插槽)\s*(?:n[o°.]\s*|number\s+|nummer\s+)?"
_OF = r"[\s,]*(?:of|in|von|vom|im|in der|de|del|du|dans|da|do|na|no|en|的|里的?)?\s*"
_PUT = r",?\s*(?:and\s+put\s+it\s+|und\s+leg\s+(?:ihn|sie|es)\s+)?"


def _scene(one: str, other: str) -> str:
    """A scene by its number, under one of two names."""
    return rf"(?:{_WORD}(?P<{one}>\d{{1,3}})|第(?P<{other}>\d{{1,3}})个?(?:场景|插槽))"


_SAID = re.compile(
    rf"{_PUT}{_IN}{_THE}"
    rf"(?:{_LAUNCHER}(?:[\s,]*(?:{_IN})?{_scene('a', 'b')})?|{_scene('c', 'd')}(?:{_OF}{_THE}{_LAUNCHER})?)里?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class LauncherPlace:
    """Where in the launcher, and the request without that."""

    scene: int | None
    """From 0; None = the first that is free."""
    rest: str


def launcher_place(text: str, markers: Collection[str] = ()) -> LauncherPlace | None:
    """The place that a request names; None when it names none, or a marker that is called so ("Scene 2")."""
    found = _SAID.search(text)
    if found is None:
        return None
    said = found[0].casefold()
    if not re.search(_LAUNCHER, said) and any(name.casefold() in said for name in markers):
        return None
    number = next((int(one) for one in found.groupdict().values() if one), 0)
    rest = f"{text[: found.start()]}{text[found.end() :]}".strip(" ,")
    return LauncherPlace(number - 1 if number else None, rest)


def planned_without(plan: Callable[[str], Plan], text: str, snapshot: Snapshot | None) -> Plan:
    """The plan for a request; the place in the launcher is left out of it where something is made."""
    place = launcher_place(text, _markers(snapshot))
    if place and place.rest:
        found, tasks = plan(place.rest), all_tasks()
        if any(step.task in tasks and tasks[step.task].on_session == "adds" for step in found.steps):
            return found
    return plan(text)


def in_launcher(changes: list[Change], text: str, snapshot: Snapshot) -> tuple[list[Change], str]:
    """What places something, in the launcher instead where the request says so; the reason where that cannot be."""
    place = launcher_place(text, _markers(snapshot))
    if place is None:
        return changes, ""
    if daw.PlaceInSlot.capability not in snapshot.capabilities:
        return changes, snapshot.cannot.get(daw.PlaceInSlot.capability, "")
    return [_in_slot(change, place.scene) for change in changes], ""


def _markers(snapshot: Snapshot | None) -> list[str]:
    return [one.name for one in snapshot.markers if one.name] if snapshot else []


def _in_slot(change: Change, scene: int | None) -> Change:
    if isinstance(change, daw.PlaceMidi):
        notes, length = change.notes, change.length_beats
        return daw.PlaceInSlot(change.track, change.name, scene, None, notes, length, change.ref)
    if isinstance(change, daw.PlaceAudio):
        return daw.PlaceInSlot(change.track, change.name, scene, change.path, ref=change.ref)
    return change
