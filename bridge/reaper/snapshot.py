"""Turns what the script in REAPER reads into a Snapshot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bridge.scripted.selected import selection_of
from bridge.scripted.tempo import tempo_map_of
from bridge.scripted.units import gain_db
from engine.daw.daw import Lane, Marker, Plugin, Project, Region, Send, Snapshot, Track
from engine.media.note import Note

TICKS = 960
"""Places in a quarter note that the script counts in; REAPER's own notes have as many."""


def snapshot_of(
    raw: Mapping[str, Any], capabilities: frozenset[str], notes: Mapping[str, tuple[Note, ...]]
) -> Snapshot:
    """The project as the rest of Tonmeister sees it; `notes` by the keys that stand in the regions' rows."""
    state, transport, selected = raw["state"], raw["transport"], raw["selection"]
    regions = tuple(_region(row, notes.get(row.get("notes", ""), ())) for row in state["regions"])
    span = selected.get("range")
    return Snapshot(
        project=project_of(raw["session"], raw["path"], raw["id"]),
        revision=raw["revision"],
        tempo_map=tempo_map_of(_rows(state["tempos"]), _rows(state["meters"]), TICKS),
        tracks=tuple(_track(row) for row in state["tracks"]),
        regions=regions,
        selection=selection_of(
            selected["tracks"], selected["regions"], regions, (_beat(span[0]), _beat(span[1])) if span else None
        ),
        playhead_beats=_beat(transport["beat"]),
        sample_rate_hz=int(state["rate"]),
        capabilities=capabilities,
        is_playing=bool(transport["rolling"]),
        daw="REAPER",
        markers=tuple(Marker(row["id"], row["name"], _beat(row["ticks"] / TICKS)) for row in state["markers"]),
    )


def project_of(name: str, path: str, project_id: str) -> Project:
    """A project is a file; one that was never saved has no folder."""
    file = Path(path) if path else None
    return Project(project_id, name, file.parent if file else None, file)


def _beat(beat: float) -> float:
    """Without the last digits, which come from seconds and back."""
    return round(float(beat), 6)


def _rows(rows: Sequence[Sequence[Any]]) -> list[list[Any]]:
    return [[_beat(row[0] / TICKS) * TICKS, *row[1:]] for row in rows]


def _track(row: Mapping[str, Any]) -> Track:
    return Track(
        id=row["id"],
        name=row["name"],
        kind=row["kind"],
        gain_db=gain_db(row["gain"]),
        pan=round(row["pan"], 4),
        mute=bool(row["mute"]),
        solo=bool(row["solo"]),
        plugins=tuple(_plugin(plugin) for plugin in row["plugins"]),
        color=row["color"],
        arm=bool(row.get("arm")),
        monitor=row.get("monitor", "auto"),
        position=int(row["position"]),
        group=row["group"],
        output=row["output"],
        sends=tuple(Send(send["to"], gain_db(send["gain"])) for send in row["sends"]),
        automation=tuple(_lane(lane) for lane in row["automation"]),
        is_frozen=bool(row.get("frozen")),
    )


def _lane(row: Mapping[str, Any]) -> Lane:
    is_gain = row["parameter"].split(" ")[0] in ("volume", "send")
    points = tuple(
        (_beat(ticks / TICKS), gain_db(value) if is_gain else round(float(value), 6)) for ticks, value in row["points"]
    )
    return Lane(row["parameter"], points)


def _plugin(row: Mapping[str, Any]) -> Plugin:
    values = tuple((control[0], round(float(control[1]), 6)) for control in row["controls"])
    return Plugin(row["id"], row["name"], bool(row["on"]), values)


def _region(row: Mapping[str, Any], notes: tuple[Note, ...]) -> Region:
    is_midi = row["kind"] == "midi"
    return Region(
        row["id"],
        row["track"],
        row["name"],
        row["kind"],
        _beat(row["beat"]),
        _beat(row["length_beats"]),
        sources=() if is_midi else tuple(Path(path) for path in row["sources"]),
        offset_s=0.0 if is_midi else round(row["offset"], 9),
        length_s=round(row["length_s"], 9),
        notes=notes if is_midi else (),
        start_s=round(row["seconds"], 9),
        gain_db=gain_db(row["gain"]),
        mute=bool(row["mute"]),
        fade_in_s=round(row["fade_in"], 6),
        fade_out_s=round(row["fade_out"], 6),
        is_looped=bool(row.get("looped")),
        text=row["text"],
    )
