"""route: sends, buses, groups and sidechains by the DAW's own routing."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from engine.assistant.actions.deed import Deed
from engine.assistant.actions.ducking import DEPTH_DB, ducked
from engine.assistant.actions.printed_line import INSTEAD, printed_line
from engine.assistant.actions.session_access import NEW, SessionAccess, find_track, free_name
from engine.assistant.actions.targets import (
    can,
    find_bus,
    is_master,
    must,
    own_words,
    track_named,
    tracks_of,
    visible,
)
from engine.assistant.plugin_kind import kind_of
from engine.daw import daw
from engine.daw.daw import Change, Track
from engine.errors import UserError

_ABOVE_DB = 18.0
"""A trigger at −12 dB over a threshold of −30."""
SEND_DB = -12.0
"""How much goes to a send when nothing is said."""
_ON_A_BUS = {
    "reverb": "reverb",
    "delay": "delay",
    "chorus": "chorus",
    "compressor": "compressor",
    "distortion": "distortion",
    "flanger": "flanger",
    "phaser": "phaser",
}
"""Kinds whose effect a new bus of that name gets."""

_DRUMS = frozenset(
    "kick snare hat hats hihat tom toms oh overhead overheads ride cymbal clap perc percussion drum drums rim".split()
)


def act(args: Mapping[str, Any], access: SessionAccess) -> Deed | str:
    """See the row `route` of the task table."""
    return _ACTIONS[args["action"]](args, access)


def _send(args: Mapping[str, Any], access: SessionAccess) -> Deed | str:
    tracks = tracks_of(args, access)
    bus, made = _bus(str(args.get("to") or ""), access, tracks, "send")
    changes: list[Change] = list(made)
    said: list[str] = []
    for track in tracks:
        if track.id == bus:
            raise UserError(f"'{track.name}' cannot be sent to itself.")
        old = next((send for send in track.sends if send.to == bus), None)
        level = args.get("value_db")
        if level is None and args.get("change_db") is not None:
            level = (SEND_DB if old is None else old.gain_db) + float(args["change_db"])
        if old is not None and (level is None or abs(old.gain_db - level) < 0.05):
            said.append(f"'{track.name}' is sent there at {old.gain_db:g} dB already.")
        elif level is not None and level <= -120:
            if old is None:
                said.append(f"'{track.name}' has no send there.")
            else:
                changes.append(daw.SetSend(track.id, bus, None))
        else:
            changes.append(daw.SetSend(track.id, bus, SEND_DB if level is None else float(level)))
    if any(isinstance(change, daw.SetSend) for change in changes):
        must(access, "send")
        return Deed(changes, [*said, *_dry(str(args.get("to") or ""), bus, changes, access)])
    return " ".join(said)


def _dry(asked: str, bus: str, changes: Sequence[Change], access: SessionAccess) -> Sequence[str]:
    """What is said of a bus that is called after an effect and has none; nothing where it gets one."""
    track = access.snapshot.track(bus)
    fresh = next((one.name for one in changes if isinstance(one, daw.NewTrack) and one.ref == bus), "")
    name = track.name if track else fresh
    is_meant = bool(kind_of(asked) or kind_of(name))
    has_one = bool(track and track.plugins) or any(isinstance(one, daw.AddPlugin) for one in changes)
    if not is_meant or has_one or not (fresh or (track and track.kind == "bus")):
        return []
    if can(access, "add_plugin"):
        return [f"There is no effect on '{name}' yet: what is sent there comes back dry."]
    here = access.snapshot.daw or "This DAW"
    return [
        f"There is no effect on '{name}' yet: what is sent there comes back dry. "
        f"{here} lets no script put one there; do it in {here}."
    ]


def _to_bus(args: Mapping[str, Any], access: SessionAccess) -> Deed | str:
    tracks = tracks_of(args, access)
    if is_master(str(args.get("to") or ""), access):
        return _to_master(tracks, access)
    bus, made = _bus(str(args.get("to") or _common(tracks, "Bus")), access, tracks, "set_output")
    there = [track for track in tracks if track.output == bus]
    moved = [daw.SetOutput(track.id, bus) for track in tracks if track not in there and track.id != bus]
    said = [f"'{track.name}' goes through that bus already." for track in there]
    return Deed([*made, *moved], said) if moved else " ".join(said) or "A bus cannot go through itself."


def _to_master(tracks: Sequence[Track], access: SessionAccess) -> Deed | str:
    must(access, "set_output")
    moved = [daw.SetOutput(track.id, "") for track in tracks if track.output]
    said = [f"'{track.name}' goes to the master already." for track in tracks if not track.output]
    return Deed(moved, said) if moved else " ".join(said)


def _group(args: Mapping[str, Any], access: SessionAccess) -> Deed | str:
    tracks = tracks_of(args, access)
    name = str(args.get("to") or "").strip()
    groups = [track for track in visible(access) if track.kind == "group"]
    found = find_bus(groups, name, kinds=("group",)) if name else None
    must(access, "set_group")
    if found is None and len(tracks) == 1 and tracks[0].kind == "group":
        return f"'{tracks[0].name}' is a group already."
    changes: list[Change] = []
    if found is None:
        must(access, "new_track")
        fresh = free_name(access.snapshot, name or _common(tracks, "Group"))
        changes.append(daw.NewTrack(fresh, "group", NEW + fresh))
    group = found.id if found else NEW + fresh
    said = [f"'{track.name}' is in that group already." for track in tracks if found and track.group == group]
    moved = [daw.SetGroup(track.id, group) for track in tracks if track.group != group and track.id != group]
    return Deed([*changes, *moved], said) if moved else " ".join(said) or "Say which tracks to group."


def _ungroup(args: Mapping[str, Any], access: SessionAccess) -> Deed | str:
    named = args.get("track") or args.get("tracks") or ([args["to"]] if args.get("to") else None)
    chosen = tracks_of({"tracks": [named] if isinstance(named, str) else named} if named else {}, access)
    members = [
        track
        for one in chosen
        for track in ([t for t in visible(access) if t.group == one.id] if one.kind == "group" else [one])
    ]
    grouped = [track for track in members if track.group]
    if not grouped:
        names = ", ".join(f"'{track.name}'" for track in chosen)
        return f"{names} {'is' if len(chosen) == 1 else 'are'} in no group; nothing was changed."
    must(access, "set_group")
    return Deed([daw.SetGroup(track.id, "") for track in grouped])


def _sidechain(args: Mapping[str, Any], access: SessionAccess) -> Deed | str:
    tracks = tracks_of(args, access)
    if not args.get("to"):
        raise UserError(f"Say what '{tracks[0].name}' should duck under: the kick, say.")
    trigger = track_named(access, str(args["to"]))
    changes: list[Change] = []
    if any(track.id == trigger.id for track in tracks):
        raise UserError(f"'{trigger.name}' cannot duck under itself; say which other track triggers it.")
    depth_db = abs(float(args.get("value_db") or DEPTH_DB))
    if not can(access, "sidechain"):
        return _by_automation(tracks, trigger, access, depth_db)
    for track in tracks:
        there = next((plugin for plugin in track.plugins if kind_of(plugin.name) in ("compressor", "gate")), None)
        if there is None:
            must(access, "add_plugin")
            ref = f"compressor on {track.id}"
            ratio = 6.0 if args.get("value_db") is None else _ratio(depth_db)
            settings = (("threshold_db", -30.0), ("ratio", ratio), ("attack_ms", 1.0), ("release_ms", 120.0))
            changes += [
                daw.AddPlugin(track.id, "compressor", settings, ref),
                daw.SetSidechain(track.id, ref, trigger.id),
            ]
        else:
            changes.append(daw.SetSidechain(track.id, there.id, trigger.id))
    return Deed(changes)


def _ratio(depth_db: float) -> float:
    """The ratio that takes so much off what stands as far above the threshold as a loud trigger does."""
    return round(min(100.0, _ABOVE_DB / max(0.2, _ABOVE_DB - depth_db)), 2)


def _by_automation(
    tracks: Sequence[Track], trigger: Track, access: SessionAccess, depth_db: float = DEPTH_DB
) -> Deed:
    """Where plugins cannot listen to another track: the volume goes down at each hit, in the clips if need be."""
    is_of_notes = any(one.kind == "midi" for track in tracks for one in access.snapshot.regions_on(track.id))
    if not can(access, "automation") and (is_of_notes or not can(access, INSTEAD)):
        must(access, "sidechain")
    made = [(track, *ducked(track, trigger, access, depth_db)) for track in tracks]
    if not can(access, "automation"):
        lines = [(track, change) for track, change, _ in made]
        downs = [
            f"'{track.name}' goes {depth_db:g} dB down at each of the {hits} hits of '{trigger.name}'."
            for track, _, hits in made
        ]
        return printed_line(lines, access, downs)
    said = [
        f"Plugins cannot listen to another track here, so the volume of '{track.name}' is automated: "
        f"{depth_db:g} dB down at each of the {hits} hits of '{trigger.name}'."
        for track, _, hits in made
    ]
    return Deed([change for _, change, _ in made], said)


_ACTIONS: Mapping[str, Callable[[Mapping[str, Any], SessionAccess], Deed | str]] = {
    "send": _send,
    "bus": _to_bus,
    "group": _group,
    "ungroup": _ungroup,
    "sidechain": _sidechain,
}


def _bus(name: str, access: SessionAccess, tracks: Sequence[Track], capability: str) -> tuple[str, list[Change]]:
    """The id of a bus by its name, or the ref of a new one, with what makes it."""
    must(access, capability)
    buses = [track for track in visible(access) if track.kind == "bus"]
    if not name:
        if len(buses) != 1:
            there = ", ".join(f"'{bus.name}'" for bus in buses) or "none yet"
            raise UserError(
                f"Say where '{tracks[0].name}' should go: to which bus (there is {there}), or to a new one."
            )
        return buses[0].id, []
    found = find_bus(buses, name, kinds=("bus",))
    if found:
        return found.id, []
    kind = kind_of(name)
    of_kind = [
        bus
        for bus in buses
        if kind and (kind_of(bus.name) == kind or any(kind_of(plugin.name) == kind for plugin in bus.plugins))
    ]
    if own_words(name) <= {kind, "verb", "echo"} and len(of_kind) == 1:
        return of_kind[0].id, []  # "the reverb" is the one there is, whatever its name
    other = find_track(visible(access), name, exact=True)
    if other and other.kind != "group":
        raise UserError(f"'{other.name}' is a track, not a bus; say another name for the bus.")
    if other:
        return other.id, []
    return _new_bus(name, kind, access)


def _new_bus(name: str, kind: str, access: SessionAccess) -> tuple[str, list[Change]]:
    must(access, "new_track")
    fresh = free_name(access.snapshot, _titled(name))
    ref = NEW + fresh
    changes: list[Change] = [daw.NewTrack(fresh, "bus", ref)]
    effect = _ON_A_BUS.get(kind)
    if effect and "add_plugin" in access.snapshot.capabilities:
        settings = (("wet", 1.0),) if effect in ("reverb", "delay", "chorus", "flanger", "phaser") else ()
        changes.append(daw.AddPlugin(ref, effect, settings, f"{effect} on {ref}"))
    return ref, changes


def _titled(name: str) -> str:
    bare = re.sub(r"^(?i:a|an|the|my|new)\s+", "", " ".join(name.split()))
    return bare[:1].upper() + bare[1:]


def _common(tracks: Sequence[Track], otherwise: str) -> str:
    """A name for several tracks: the words they share, else the usual one."""
    words = [re.findall(r"[^\W\d_]+", track.name) for track in tracks]
    shared = [word for word in words[0] if all(word.casefold() in [w.casefold() for w in other] for other in words)]
    if not shared and words and all(any(word.casefold() in _DRUMS for word in one) for one in words):
        return "Drums" if otherwise == "Group" else "Drum Bus"
    return f"{' '.join(shared)}{'' if otherwise == 'Group' else ' Bus'}" if shared else otherwise
