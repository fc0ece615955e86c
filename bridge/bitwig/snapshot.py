"""Turns what the script in Bitwig reads into a Snapshot."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bridge.bitwig.grid import Known
from bridge.scripted.selected import selection_of
from engine.daw.daw import Marker, Plugin, Project, Region, Send, Snapshot, Track
from engine.media.note import MeterChange, TempoChange, TempoMap

RATE_HZ = 48000
"""Bitwig tells scripts nothing of its sample rate, and takes files of any; places are exact in beats."""


def snapshot_of(
    raw: Mapping[str, Any],
    capabilities: frozenset[str],
    *,
    known: Known,
    cannot: Mapping[str, str],
    limits: Mapping[str, str],
) -> Snapshot:
    """The project as the rest of Tonmeister sees it; `known` tells exactly where notes lie."""
    state, transport = raw["state"], raw["transport"]
    tempo_map = TempoMap(
        (TempoChange(0.0, float(state["tempo"])),),
        (MeterChange(0.0, int(state["numerator"]), int(state["denominator"])),),
    )
    regions = tuple(_region(row, tempo_map, known) for row in state["clips"])
    groups = frozenset(str(row["id"]) for row in state["tracks"] if row["kind"] == "group")
    chosen = raw["selection"]
    return Snapshot(
        project=project_of(raw),
        revision=str(raw["revision"]),
        tempo_map=tempo_map,
        tracks=tuple(_track(row, groups) for row in state["tracks"]),
        regions=regions,
        markers=tuple(Marker(id_, name, float(beat)) for id_, name, beat in state.get("markers", ())),
        selection=selection_of(chosen["tracks"], chosen["clips"], regions, None),
        playhead_beats=float(transport["beat"]),
        sample_rate_hz=RATE_HZ,
        capabilities=capabilities,
        is_playing=bool(transport["rolling"]),
        daw="Bitwig",
        cannot=dict(cannot),
        limits=_limits(limits, int(raw.get("unseen") or 0)),
    )


def project_of(raw: Mapping[str, Any]) -> Project:
    """A project; Bitwig tells scripts its name, not where it lies."""
    return Project(str(raw["project"]), str(raw["name"]) or "Untitled", None)


def _limits(limits: Mapping[str, str], unseen: int) -> dict[str, str]:
    if not unseen:
        return dict(limits)
    more = f"{unseen} tracks or scenes of this project lie beyond what Tonmeister sees in Bitwig (64 of each)."
    return dict(limits) | {name: f"{limits[name]} {more}" for name in ("new_track", "place_audio", "place_midi")}


def _track(row: Mapping[str, Any], groups: frozenset[str]) -> Track:
    inside = str(row.get("group") or "")
    return Track(
        id=row["id"],
        name=row["name"],
        kind=row["kind"],
        gain_db=float(row["gain_db"]),
        pan=float(row["pan"]),
        mute=bool(row["mute"]),
        solo=bool(row["solo"]),
        plugins=tuple(Plugin(one["id"], one["name"], bool(one["on"])) for one in row["devices"]),
        color=row["color"],
        arm=bool(row["arm"]),
        monitor=row["monitor"],
        position=int(row["position"]),
        group=inside if inside in groups else "",
        sends=tuple(Send(to, float(gain_db)) for to, gain_db in row["sends"]),
    )


def _region(row: Mapping[str, Any], tempo_map: TempoMap, known: Known) -> Region:
    start, length = float(row["beat"]), max(0.0, float(row["end"]) - float(row["start"]))
    start_s = tempo_map.seconds_at(start)
    common: dict[str, Any] = {
        "id": row["id"],
        "track": row["track"],
        "name": row["name"],
        "start_beats": start,
        "length_beats": length,
        "start_s": start_s,
    }
    if row["kind"] == "midi":
        notes = known.heard(str(row["key"]), row["notes"], float(row["start"]), length)
        return Region(kind="midi", notes=notes, **common)
    length_s = tempo_map.seconds_at(start + length) - start_s
    return Region(kind="audio", length_s=length_s, sources=(Path(row["file"]),) if row["file"] else (), **common)
