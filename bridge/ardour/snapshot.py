"""Turns what the script in Ardour reads into a Snapshot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bridge.scripted.project import folder_project
from bridge.scripted.selected import selection_of
from bridge.scripted.tempo import tempo_map_of
from bridge.scripted.units import beat_of_sample, gain_db
from engine.daw.daw import Lane, Marker, Plugin, Region, Send, Snapshot, Track
from engine.daw.selection import Selection
from engine.media.note import Note, TempoMap

TICKS = 1920
"""Ardour's ticks in a quarter note."""


def snapshot_of(
    raw: Mapping[str, Any],
    capabilities: frozenset[str],
    *,
    notes: Mapping[str, tuple[Note, ...]],
    fades: Mapping[str, tuple[float, float]],
    cannot: Mapping[str, str],
) -> Snapshot:
    """The project as the rest of Tonmeister sees it; `notes` by the keys that stand in the regions' rows."""
    state = raw["state"]
    rate = int(state["rate"])
    tempo_map = tempo_map_of(state["tempos"], state["meters"], TICKS)
    regions = tuple(
        _region(row, tempo_map, rate, notes.get(row.get("notes", ""), ()), fades.get(row["id"], (0.0, 0.0)))
        for row in state["regions"]
    )
    transport = raw["transport"]
    return Snapshot(
        project=folder_project(raw["session"], raw["snapshot"], raw["path"]),
        revision=raw["revision"],
        tempo_map=tempo_map,
        tracks=tuple(_track(row) for row in state["tracks"]),
        regions=regions,
        selection=_selection(raw["selection"], regions, tempo_map, rate),
        playhead_beats=beat_of_sample(transport["sample"], tempo_map, rate, TICKS),
        sample_rate_hz=rate,
        capabilities=capabilities,
        is_playing=bool(transport["rolling"]),
        daw="Ardour",
        markers=tuple(Marker(row["id"], row["name"], row["ticks"] / TICKS) for row in state["markers"]),
        cannot=dict(cannot),
    )


def _track(row: Mapping[str, Any]) -> Track:
    return Track(
        id=row["id"],
        name=row["name"],
        kind=row["kind"],
        gain_db=gain_db(row["gain"]),
        pan=round(2 * row.get("pan", 0.5) - 1, 4),
        mute=bool(row["mute"]),
        solo=bool(row["solo"]),
        plugins=tuple(_plugin(plugin) for plugin in row["plugins"]),
        color=row["color"],
        arm=bool(row.get("arm")),
        monitor=row.get("monitor", "auto"),
        position=row["position"],
        group=row["group"],
        output=row["output"],
        sends=tuple(Send(send["to"], gain_db(send["gain"])) for send in row["sends"]),
        automation=tuple(_lane(lane) for lane in row["automation"] if lane["on"]),
    )


def _lane(row: Mapping[str, Any]) -> Lane:
    kind = row["parameter"].split(" ")[0]
    value = {"volume": gain_db, "send": gain_db, "pan": lambda raw: round(2 * raw - 1, 4)}.get(kind, _six)
    return Lane(row["parameter"], tuple((ticks / TICKS, value(raw)) for ticks, raw in row["points"]))


def _six(value: float) -> float:
    return round(float(value), 6)


def _plugin(row: Mapping[str, Any]) -> Plugin:
    values = tuple((label, round(float(value), 6)) for label, value, _, _ in row["controls"])
    return Plugin(row["id"], row["name"], bool(row["on"]), values, row.get("sidechain", ""))


def _region(
    row: Mapping[str, Any], tempo_map: TempoMap, rate: int, notes: tuple[Note, ...], fades: tuple[float, float]
) -> Region:
    start, samples = row["sample"], row["samples"]
    common = {
        "id": row["id"],
        "track": row["track"],
        "name": row["name"],
        "start_s": start / rate,
        "length_s": samples / rate,
        "mute": bool(row["mute"]),
    }
    if row["kind"] == "midi":
        return Region(
            kind="midi",
            start_beats=row["ticks"] / TICKS,
            length_beats=row["length_ticks"] / TICKS,
            notes=notes,
            **common,
        )
    start_beats = beat_of_sample(start, tempo_map, rate, TICKS)
    return Region(
        kind="audio",
        start_beats=start_beats,
        length_beats=beat_of_sample(start + samples, tempo_map, rate, TICKS) - start_beats,
        sources=tuple(Path(path) for path in row["sources"]),
        offset_s=row["offset"] / rate,
        gain_db=gain_db(row["gain"]),
        fade_in_s=fades[0] if row["fade_in"] else 0.0,
        fade_out_s=fades[1] if row["fade_out"] else 0.0,
        **common,
    )


def _selection(raw: Mapping[str, Any], regions: Sequence[Region], tempo_map: TempoMap, rate: int) -> Selection:
    samples = raw.get("range")
    span = [beat_of_sample(sample, tempo_map, rate, TICKS) for sample in samples] if samples else None
    return selection_of(raw["tracks"], raw["regions"], regions, (span[0], span[1]) if span else None)
