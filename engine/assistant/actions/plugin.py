"""plugin: plugins that are on a track: taken off, bypassed, switched on, set."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from engine.assistant.actions.deed import Deed
from engine.assistant.actions.parameters import clamped, find_parameter, lacks, limits_of, rings, turned
from engine.assistant.actions.printed import Switched, switched
from engine.assistant.actions.session_access import SessionAccess
from engine.assistant.actions.targets import ALL, must, plugins_named, tracks_of, visible
from engine.daw import daw
from engine.daw.daw import Change, Plugin, Track
from engine.errors import UserError


def act(args: Mapping[str, Any], access: SessionAccess) -> Deed | str:
    """See the row `plugin` of the task table."""
    changes: list[Change] = []
    said: list[str] = []
    missing: list[str] = []
    tracks = _tracks(args, access)
    for track in tracks:
        plugins = _plugins(args, track)
        printed = _printed(args, track, plugins, access)
        if printed:
            changes += printed.changes
            said += printed.said
        elif not plugins:
            missing.append(lacks(track, str(args.get("plugin") or "plugin")))
        elif args["action"] == "set":
            _set(args, track, access, changes, said)
        elif args["action"] == "remove":
            must(access, "remove_plugin")
            changes += [daw.RemovePlugin(track.id, plugin.id) for plugin in plugins]
        else:
            _switch(args["action"] == "enable", track, plugins, access, changes, said)
    if missing and len(missing) == len(tracks):
        raise UserError(" ".join(missing))
    return Deed(changes, [*said, *missing]) if changes else " ".join([*said, *missing])


def _printed(
    args: Mapping[str, Any], track: Track, plugins: Sequence[Plugin], access: SessionAccess
) -> Switched | None:
    """An effect that is no plugin but in the clips: other takes of them are with it, or without."""
    if args["action"] == "set" or plugins and args.get("plugin"):
        return None
    found = switched(track, str(args.get("plugin") or ""), args["action"] == "enable", access)
    return found if found and (found.changes or not plugins) else None


def _tracks(args: Mapping[str, Any], access: SessionAccess) -> list[Track]:
    """The tracks that were named; else the one track that has such a plugin, else those selected."""
    if not (args.get("track") or args.get("tracks")) and args.get("plugin"):
        having = [track for track in visible(access) if plugins_named(track, str(args["plugin"]))]
        chosen = [track for track in having if track.id in access.snapshot.selection.tracks]
        if len(having) == 1 or chosen:
            return chosen or having
        if not having:
            raise UserError(f"No track has a {args['plugin']}.")
        names = ", ".join(f"'{track.name}'" for track in having)
        raise UserError(f"Say on which track: {names} have a {args['plugin']}.")
    return tracks_of(args, access)


def _plugins(args: Mapping[str, Any], track: Track) -> list[Plugin]:
    name = str(args.get("plugin") or "").strip()
    if name:
        found = plugins_named(track, name)
        return found if ALL.fullmatch(name) or args["action"] != "remove" or len(found) < 2 else found[-1:]
    if args["action"] == "set" and args.get("parameter"):
        return list(track.plugins)
    if len(track.plugins) > 1 and args["action"] in ("remove", "set"):
        there = ", ".join(plugin.name for plugin in track.plugins)
        raise UserError(f"Say which plugin of '{track.name}': {there}; or all of them.")
    return list(track.plugins)


def _switch(
    on: bool, track: Track, plugins: list[Plugin], access: SessionAccess, changes: list[Change], said: list[str]
) -> None:
    must(access, "set_plugin")
    changes += [daw.SetPlugin(track.id, plugin.id, on=on) for plugin in plugins if plugin.on != on]
    state = "on" if on else "bypassed"
    said += [f"{plugin.name} on '{track.name}' is {state} already." for plugin in plugins if plugin.on == on]


def _set(args: Mapping[str, Any], track: Track, access: SessionAccess, changes: list[Change], said: list[str]) -> None:
    figures = [name for name in ("value", "change", "times") if args.get(name) is not None]
    if not args.get("parameter") or not figures:
        raise UserError("Say which parameter of the plugin to set, and to what.")
    must(access, "set_plugin")
    plugin, name = find_parameter(track, str(args["parameter"]), str(args.get("plugin") or ""))
    low, high, unit = limits_of(name)
    now = dict(plugin.parameters)[name]
    value = turned(figures[0], float(args[figures[0]]), now, str(args["parameter"]), name)
    is_share = (high == 1 and low == 0) or (high is None and 0 < now <= 1 and re.search(r"(?i)mix|wet|amount", name))
    if is_share and figures[0] == "value" and 1 < value <= 100:
        value /= 100  # "30 percent" of a knob from 0 to 1
    value = clamped(value, low, high, unit, name.replace("_", " "), said)
    said += rings(str(args["parameter"]), name, value)
    if abs(value - now) < 1e-9:
        said.append(f"The {name} of {plugin.name} on '{track.name}' is at {now:g} already.")
    else:
        changes.append(daw.SetPlugin(track.id, plugin.id, ((name, value),)))
