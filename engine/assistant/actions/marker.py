"""marker: named places of the session."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from engine.assistant.actions.deed import Deed
from engine.assistant.actions.session_access import SessionAccess
from engine.assistant.actions.targets import marker_named, must, place
from engine.daw import daw
from engine.daw.daw import Marker
from engine.daw.words import where
from engine.errors import UserError

_SAME_BEATS = 1e-3


def act(args: Mapping[str, Any], access: SessionAccess) -> Deed | str:
    """See the row `marker` of the task table."""
    match args["action"]:
        case "list":
            return _list(access)
        case "add":
            return _add(args, access)
        case "rename":
            return _rename(args, access)
        case "move":
            return _move(args, access)
    must(access, "remove_marker")
    return Deed([daw.RemoveMarker(_meant(args, access, place(args, access)).id)])


def _meant(args: Mapping[str, Any], access: SessionAccess, at: float | None = None) -> Marker:
    """The marker of that name; UserError where several have it and none of them lies at that beat."""
    found = marker_named(access, _name(args, access))
    same = [one for one in access.snapshot.markers if one.name.casefold() == found.name.casefold()]
    here = [one for one in same if at is not None and abs(one.at_beats - at) < _SAME_BEATS]
    if len(same) == 1 or here:
        return (here or same)[0]
    listed = _listed(same, access)
    raise UserError(f"There are {len(same)} markers called '{found.name}': {listed}. Name the bar of the one you mean.")


def _list(access: SessionAccess) -> str:
    if not access.snapshot.markers:
        return "There are no markers in this session."
    return f"Markers: {_listed(access.snapshot.markers, access)}."


def _listed(markers: Iterable[Marker], access: SessionAccess) -> str:
    in_order = sorted(markers, key=lambda marker: marker.at_beats)
    return ", ".join(f"{one.name} ({where(one.at_beats, access.snapshot)})" for one in in_order)


def _add(args: Mapping[str, Any], access: SessionAccess) -> Deed | str:
    at = place(args, access)
    at = access.snapshot.playhead_beats if at is None else at
    taken = {marker.name.casefold(): marker for marker in access.snapshot.markers}
    name = " ".join(str(args.get("name") or "").split()) or _free(taken)
    old = taken.get(name.casefold())
    if old and abs(old.at_beats - at) < _SAME_BEATS:
        return f"The marker '{old.name}' is at {where(at, access.snapshot)} already."
    if old:
        raise UserError(
            f"There is a marker '{old.name}' at {where(old.at_beats, access.snapshot)} already; "
            f"move it, or give this one another name, such as '{_numbered(name, taken)}'."
        )
    must(access, "add_marker")
    return Deed([daw.AddMarker(name, at, f"marker {name}")])


def _rename(args: Mapping[str, Any], access: SessionAccess) -> Deed | str:
    marker = _meant(args, access, place(args, access))
    fresh = " ".join(str(args.get("new_name") or "").split())
    if not fresh:
        raise UserError(f"Say what '{marker.name}' should be called.")
    if fresh == marker.name:
        return f"It is called '{fresh}' already."
    if any(one.name.casefold() == fresh.casefold() and one is not marker for one in access.snapshot.markers):
        raise UserError(f"There is a marker '{fresh}' already; choose another name.")
    must(access, "rename_marker")
    return Deed([daw.RenameMarker(marker.id, fresh)])


def _move(args: Mapping[str, Any], access: SessionAccess) -> Deed | str:
    marker = _meant(args, access)
    to = place(args, access)
    to = access.snapshot.playhead_beats if to is None else to
    if abs(to - marker.at_beats) < _SAME_BEATS:
        return f"'{marker.name}' is at {where(to, access.snapshot)} already."
    must(access, "move_marker")
    return Deed([daw.MoveMarker(marker.id, to)])


def _name(args: Mapping[str, Any], access: SessionAccess) -> str:
    if args.get("name"):
        return str(args["name"])
    markers = access.snapshot.markers
    if len(markers) == 1:
        return markers[0].name
    raise UserError(f"Say which marker. {_list(access)}")


def _free(taken: Mapping[str, object]) -> str:
    return next(name for number in range(1, len(taken) + 2) if (name := f"Marker {number}").casefold() not in taken)


def _numbered(name: str, taken: Mapping[str, object]) -> str:
    return next(one for number in range(2, len(taken) + 3) if (one := f"{name} {number}").casefold() not in taken)
