"""session: the open session as we see it."""

from __future__ import annotations

import argparse
import json
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.errors import UserError

if TYPE_CHECKING:
    from engine.daw.daw import Marker, Region, Snapshot, Track
    from engine.library.takes import Takes
    from engine.media.note import TempoMap

_IN_THE_LINE = ("gain_db", "pan", "mute", "solo", "arm", "group", "output", "color")
"""Values of a track that the line of its mixer has in its own way; its colour is in the JSON."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--daw", default="", help="which DAW")
    parser.add_argument("--project", type=Path, help="folder of the project, or its file")
    parser.add_argument("--json", action="store_true", help="print the session as JSON")


def run(options: argparse.Namespace) -> int:
    """Print tempo and meter, markers, and each track with mixer, plugins, sends, automation, regions and takes."""
    from engine.catalog.registry import discover
    from engine.config import load_settings
    from engine.library.library import Library
    from engine.library.takes import Takes
    from engine.service.connect import library_folder, open_session

    session = open_session(discover(), options.daw or load_settings().daw, options.project)
    if session is None:
        raise UserError("No project is open in a DAW; start one, or name it with --daw and --project.")
    try:
        snapshot = session.snapshot()
    finally:
        session.close()
    folder = library_folder(snapshot.project)
    library = Library(folder) if (folder / "library.sqlite").is_file() else None
    try:
        told = facts(snapshot, Takes(library) if library else None)
    finally:
        if library:
            library.close()
    if options.json:
        print(json.dumps(told, indent=2, ensure_ascii=False))
    else:
        print("\n".join(lines(told)))
    return 0


def facts(snapshot: Snapshot, takes: Takes | None = None) -> dict[str, Any]:
    """The session as plain values; places in bars (from 1, with fractions) and beats."""
    names = {track.id: track.name for track in snapshot.tracks}
    project = snapshot.project
    return {
        "name": project.name,
        "daw": snapshot.daw,
        "place": str(project.file or project.folder or ""),
        "sample_rate_hz": snapshot.sample_rate_hz,
        "tempo": [
            {"bar": _bar(snapshot.tempo_map, t.beat), "beat": t.beat, "bpm": round(t.bpm, 3), "glides": t.glides}
            for t in snapshot.tempo_map.tempos
        ],
        "meter": [
            {"bar": _bar(snapshot.tempo_map, one.beat), "beat": one.beat, "meter": f"{one.numerator}/{one.denominator}"}
            for one in snapshot.tempo_map.meters
        ],
        "markers": [
            _with_values(
                {"name": one.name, "bar": _bar(snapshot.tempo_map, one.at_beats), "beat": one.at_beats}, one, snapshot
            )
            for one in snapshot.markers
        ],
        "tracks": [_track(one, snapshot, names, takes) for one in snapshot.tracks if not one.is_hidden],
        "cannot": dict(sorted(snapshot.cannot.items())),
        "limits": dict(sorted(snapshot.limits.items())),
    }


def _track(track: Track, snapshot: Snapshot, names: dict[str, str], takes: Takes | None) -> dict[str, Any]:
    found = {
        "name": track.name,
        "kind": track.kind,
        "gain_db": round(track.gain_db, 2),
        "pan": round(track.pan, 3),
        "mute": track.mute,
        "solo": track.solo,
        "arm": track.arm,
        "color": track.color,
        "group": names.get(track.group, ""),
        "output": names.get(track.output, ""),
        "plugins": [{"name": p.name, "on": p.on, "parameters": dict(p.parameters)} for p in track.plugins],
        "sends": [{"to": names.get(s.to, ""), "gain_db": round(s.gain_db, 2)} for s in track.sends],
        "automation": [
            {"of": _automated(lane.parameter, track, names), "points": [list(point) for point in lane.points]}
            for lane in track.automation
        ],
        "regions": [_region(one, snapshot, takes) for one in snapshot.regions_on(track.id)],
    }
    return _with_values(found, track, snapshot)


def _region(region: Region, snapshot: Snapshot, takes: Takes | None) -> dict[str, Any]:
    place = takes.at(region.id) if takes else None
    found: dict[str, Any] = {
        "name": region.name,
        "kind": region.kind,
        "bar": _bar(snapshot.tempo_map, region.start_beats),
        "end_bar": _bar(snapshot.tempo_map, region.end_beats),
        "start_beats": round(region.start_beats, 4),
        "length_beats": round(region.length_beats, 4),
        "gain_db": round(region.gain_db, 2),
        "mute": region.mute,
        "fade_in_s": round(region.fade_in_s, 4),
        "fade_out_s": round(region.fade_out_s, 4),
        "take": place.number if place else 1,
        "takes": len(place.takes) if place else 1,
    }
    if region.kind == "midi":
        found["notes"] = len(region.notes)
    if region.text:
        found["text"] = region.text
    return _with_values(found, region, snapshot)


def _with_values(found: dict[str, Any], thing: Track | Region | Marker, snapshot: Snapshot) -> dict[str, Any]:
    """The facts, and every other value of the thing by the rows of `engine/daw/changes/value.py`; by names for ids."""
    from engine.daw.changes.unusual import values_of

    for row in values_of(type(thing)):
        value = getattr(thing, row.of)
        if row.knows_others:
            other = snapshot.track(value)
            value = other.name if other else ""
        if row.of != "position":  # which is where it stands in the list
            found.setdefault(row.of, round(value, 4) if isinstance(value, float) else value)
    return found


def _told(found: dict[str, Any], thing: type[Track | Region | Marker], told: Collection[str]) -> list[str]:
    """The values that are not as usual, without those that are `told`: "monitoring on", "gain -3 dB", "frozen"."""
    from engine.daw.changes.unusual import is_usual, values_of

    said = []
    for row, usual in values_of(thing).items():
        value = found.get(row.of, usual)
        if row.of in told or is_usual(value, usual):
            continue
        told_as = f"'{value}'" if "'{value}'" in row.sentence else f"{value:g}" if isinstance(value, float) else value
        named = f"{row.thing.removeprefix('the ')} {told_as} {row.unit}".strip()
        said.append(row.of.removeprefix("is_") if value is True else named)
    return said


def lines(told: dict[str, Any]) -> list[str]:
    """The same for people, a line each."""
    from engine.daw.daw import Marker, Region, Track

    found = [f"{told['name']} ({told['daw']}) · {told['sample_rate_hz']} Hz"]
    found += [f"bar {_said(one['bar'])}: {one['bpm']:g} bpm{', gliding' * one['glides']}" for one in told["tempo"]]
    found += [f"bar {_said(one['bar'])}: {one['meter']}" for one in told["meter"]]
    for one in told["markers"]:
        found.append(", ".join([f"bar {_said(one['bar'])}: marker {one['name']}", *_told(one, Marker, ())]))
    for track in told["tracks"]:
        flags = [name for name in ("mute", "solo", "arm") if track[name]]
        where = [f"in {track['group']}"] * bool(track["group"]) + [f"to {track['output']}"] * bool(track["output"])
        mixer = [f"{track['gain_db']:+g} dB", *([f"pan {track['pan']:+g}"] if track["pan"] else []), *flags, *where]
        mixer += _told(track, Track, _IN_THE_LINE)
        found.append(f"{track['name']} ({track['kind']}): {', '.join(mixer)}")
        found += [f"  plugin {one['name']}{'' if one['on'] else ' (off)'}" for one in track["plugins"]]
        found += [f"  send to {one['to']} at {one['gain_db']:+g} dB" for one in track["sends"]]
        found += [f"  automation of {one['of']}: {len(one['points'])} points" for one in track["automation"]]
        for one in track["regions"]:
            extra = [f"take {one['take']} of {one['takes']}"] if one["takes"] > 1 else []
            extra += _told(one, Region, ())
            place = f"bars {_said(one['bar'])} to {_said(one['end_bar'])}"
            found.append("  " + ", ".join([f"{one['name']}: {place}", *extra]))
    return found


def _automated(parameter: str, track: Track, names: dict[str, str]) -> str:
    """A parameter by names for ids."""
    kind, _, rest = parameter.partition(" ")
    if kind == "send":
        return f"send to {names.get(rest, '')}"
    if kind == "plugin":
        plugin, _, knob = rest.partition(" ")
        return f"{next((p.name for p in track.plugins if p.id == plugin), '')} {knob}"
    return parameter


def _bar(tempo_map: TempoMap, beat: float) -> float:
    bar, passed = tempo_map.bar_at(max(0.0, beat))
    return round(bar + passed / tempo_map.meter_at(max(0.0, beat)).bar_beats, 4)


def _said(bar: float) -> str:
    return f"{bar:.3f}".rstrip("0").rstrip(".")
