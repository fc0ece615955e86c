"""Turns what the script in Live reads into a Snapshot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bridge.scripted.selected import selection_of
from engine.daw.daw import Marker, Plugin, Project, Region, Send, SlotClip, Snapshot, Track
from engine.daw.selection import Selection
from engine.media.note import MeterChange, Note, TempoChange, TempoMap

RATE_HZ = 48000
"""Live tells scripts nothing of its sample rate, and takes files of any; places are exact in beats."""
Rows = Mapping[str, Sequence[Sequence[float]]]


def snapshot_of(
    raw: Mapping[str, Any],
    capabilities: frozenset[str],
    *,
    notes: Rows,
    cannot: Mapping[str, str],
    limits: Mapping[str, str],
) -> Snapshot:
    """The set as the rest of Tonmeister sees it; `notes` by the keys that stand in the clips' rows."""
    state, transport = raw["state"], raw["transport"]
    tempo_map = TempoMap(
        (TempoChange(0.0, float(state["tempo"])),),
        (MeterChange(0.0, int(state["numerator"]), int(state["denominator"])),),
    )
    regions = tuple(_region(row, tempo_map, notes) for row in state["clips"])
    return Snapshot(
        project=project_of(str(raw["project"]), str(raw["path"])),
        revision=str(raw["revision"]),
        tempo_map=tempo_map,
        tracks=tuple(_track(row) for row in state["tracks"]),
        regions=regions,
        selection=_selection(raw["selection"], regions),
        playhead_beats=float(transport["beat"]),
        sample_rate_hz=RATE_HZ,
        capabilities=capabilities,
        is_playing=bool(transport["rolling"]),
        daw="Live",
        markers=tuple(Marker(id_, name, beat) for id_, name, beat in state["cues"]),
        cannot=dict(cannot),
        limits=dict(limits),
        slots=tuple(_slot(row, tempo_map, notes) for row in state.get("slots", ())),
    )


def project_of(project_id: str, path: str) -> Project:
    """A set; its folder holds what Tonmeister keeps, apart for each set in it."""
    file = Path(path) if path else None
    return Project(project_id, file.stem if file else "Untitled", file.parent if file else None, file)


def _track(row: Mapping[str, Any]) -> Track:
    return Track(
        id=row["id"],
        name=row["name"],
        kind=row["kind"],
        gain_db=float(row["gain_db"]),
        pan=float(row["pan"]),
        mute=bool(row["mute"]),
        solo=bool(row["solo"]),
        plugins=tuple(_plugin(one) for one in row["devices"]),
        color=row["color"],
        arm=bool(row["arm"]),
        monitor=row["monitor"],
        position=int(row["position"]),
        group=row["group"],
        sends=tuple(Send(to, float(gain_db)) for to, gain_db in row["sends"]),
        is_frozen=bool(row["frozen"]),
    )


def _plugin(row: Mapping[str, Any]) -> Plugin:
    knobs = tuple((name, round(float(value), 6)) for name, value, _, _ in row["knobs"])
    return Plugin(row["id"], row["name"], bool(row["on"]), knobs)


def _region(row: Mapping[str, Any], tempo_map: TempoMap, notes: Rows) -> Region:
    start, length = float(row["start"]), float(row["length"])
    start_s = tempo_map.seconds_at(start)
    common: dict[str, Any] = {
        "id": row["id"],
        "track": row["track"],
        "name": row["name"],
        "start_beats": start,
        "length_beats": length,
        "start_s": start_s,
        "mute": bool(row["mute"]),
        "is_looped": bool(row["looped"]),
    }
    if row["kind"] == "midi":
        return Region(kind="midi", notes=notes_in(notes.get(row["notes"], ()), float(row["offset"]), length), **common)
    length_s = tempo_map.seconds_at(start + length) - start_s if row["seconds"] is None else float(row["seconds"])
    offset_s = 0.0 if row["warped"] else float(row["offset"])
    sources = (Path(row["file"]),) if row["file"] else ()
    return Region(
        kind="audio",
        length_s=length_s,
        sources=sources,
        offset_s=offset_s,
        gain_db=float(row["gain_db"]),
        **common,
    )


def _slot(row: Mapping[str, Any], tempo_map: TempoMap, notes: Rows) -> SlotClip:
    """A clip of the session view; what is not warped tells its length in seconds."""
    length = float(row["length"])
    length = tempo_map.beats_at(length) if row.get("seconds") else length
    found = notes_in(notes.get(row["notes"], ()), 0.0, length) if row["kind"] == "midi" else ()
    path = Path(row["file"]) if row.get("file") else None
    return SlotClip(row["id"], row["track"], int(row["scene"]), row["name"], row["kind"], length, path, found)


def notes_in(rows: Sequence[Sequence[float]], offset: float, length: float) -> tuple[Note, ...]:
    """The notes that a clip plays: its content from `offset` on, for `length` beats; Live's notes have no channel."""
    found = [
        Note(int(pitch), round(start - offset, 6), duration, max(1, int(velocity)))
        for start, duration, pitch, velocity in rows
        if -1e-6 <= start - offset < length - 1e-6
    ]
    return tuple(sorted(found, key=lambda note: (note.start_beats, note.pitch)))


def _selection(raw: Mapping[str, Any], regions: Sequence[Region]) -> Selection:
    """What is open in Live's clip view; the notes chosen in it when some are."""
    return selection_of([one for one in raw["tracks"] if one], raw["clips"], regions, None)
