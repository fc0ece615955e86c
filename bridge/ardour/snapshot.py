"""Turns what the script in Ardour reads into a Snapshot."""

from __future__ import annotations

import hashlib
import math
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from engine.daw.daw import Lane, Marker, Plugin, Project, Region, Send, Snapshot, Track
from engine.daw.selection import Selection
from engine.media.note import MeterChange, Note, TempoChange, TempoMap

TICKS = 1920
"""Ardour's ticks in a quarter note."""
SILENCE_DB = -120.0


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
    tempo_map = tempo_map_of(state)
    regions = tuple(
        _region(row, tempo_map, rate, notes.get(row.get("notes", ""), ()), fades.get(row["id"], (0.0, 0.0)))
        for row in state["regions"]
    )
    transport = raw["transport"]
    return Snapshot(
        project=project_of(raw["session"], raw["snapshot"], raw["path"]),
        revision=raw["revision"],
        tempo_map=tempo_map,
        tracks=tuple(_track(row) for row in state["tracks"]),
        regions=regions,
        selection=_selection(raw["selection"], regions, tempo_map, rate),
        playhead_beats=beat_of_sample(transport["sample"], tempo_map, rate),
        sample_rate_hz=rate,
        capabilities=capabilities,
        is_playing=bool(transport["rolling"]),
        daw="Ardour",
        markers=tuple(Marker(row["id"], row["name"], row["ticks"] / TICKS) for row in state["markers"]),
        cannot=dict(cannot),
    )


def tempo_map_of(state: Mapping[str, Any]) -> TempoMap:
    """All tempo and meter changes; a ramp that is not a plain one comes as steps of a beat."""
    tempos: list[TempoChange] = []
    for ticks, bpm, glides in state["tempos"]:
        change = TempoChange(ticks / TICKS, _plain(float(bpm)), bool(glides))
        if not (tempos and _says_nothing_new(tempos, change)):
            tempos.append(change)
    tempos = _joined_glides(tempos)
    meters: list[MeterChange] = []
    for ticks, numerator, denominator in state["meters"]:
        meter = MeterChange(ticks / TICKS, round(numerator), round(denominator))
        if not meters or (meters[-1].numerator, meters[-1].denominator) != (meter.numerator, meter.denominator):
            meters.append(meter)
    if tempos:
        tempos[0] = replace(tempos[0], beat=0.0)
    if meters:
        meters[0] = replace(meters[0], beat=0.0)
    return TempoMap(tuple(tempos), tuple(meters))


def _says_nothing_new(tempos: Sequence[TempoChange], change: TempoChange) -> bool:
    """A steady tempo that held anyway: Ardour 7 takes none away again, so what was undone repeats the one before."""
    last = tempos[-1]
    return not last.glides and not change.glides and abs(last.bpm - change.bpm) <= 1e-6


def _joined_glides(tempos: Sequence[TempoChange]) -> list[TempoChange]:
    """Glides that go on in the same line as one."""
    kept: list[TempoChange] = []
    for here, after in zip(tempos, [*tempos[1:], None], strict=True):
        last = kept[-1] if kept else None
        if last and last.glides and here.glides and after:
            line = last.bpm + (after.bpm - last.bpm) * (here.beat - last.beat) / (after.beat - last.beat)
            if abs(line - here.bpm) < 1e-3:
                continue
        kept.append(here)
    return kept


def _plain(bpm: float) -> float:
    """Ardour keeps a tempo as a whole number of its clock, so 97 bpm reads back as 97.0000002."""
    rounded = round(bpm, 4)
    return rounded if abs(rounded - bpm) < 1e-5 else bpm


def beat_of_sample(sample: int, tempo_map: TempoMap, rate: int) -> float:
    """The beat of a sample: the tick that falls on it, when one does."""
    beat = tempo_map.beats_at(sample / rate)
    on_tick = round(beat * TICKS) / TICKS
    return on_tick if tempo_map.sample_at(on_tick, rate) == sample else beat


def gain_db(coefficient: float) -> float:
    """A fader's factor in dB, −120 for silence."""
    return SILENCE_DB if coefficient <= 1e-6 else round(20 * math.log10(coefficient), 4)


def project_of(session: str, snapshot: str, path: str) -> Project:
    """Name, folder, and the id that lies in the project's folder."""
    folder = Path(path)
    name = session if snapshot == session else f"{session} ({snapshot})"
    return Project(project_id(folder), name, folder)


def project_id(folder: Path) -> str:
    """The id in `<session>/Tonmeister/project-id`, made when missing; of the path where nothing can be written."""
    path = folder / "Tonmeister" / "project-id"
    try:
        known = path.read_text("ascii").strip()
        if known:
            return known[:64]
    except (OSError, UnicodeDecodeError):
        pass
    fresh = uuid.uuid4().hex
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(fresh + "\n", "ascii")
    except OSError:
        return hashlib.sha256(str(folder).encode("utf-8", "replace")).hexdigest()[:32]
    return fresh


def _track(row: Mapping[str, Any]) -> Track:
    return Track(
        row["id"],
        row["name"],
        row["kind"],
        gain_db(row["gain"]),
        round(2 * row.get("pan", 0.5) - 1, 4),
        bool(row["mute"]),
        bool(row["solo"]),
        tuple(_plugin(plugin) for plugin in row["plugins"]),
        row["color"],
        bool(row.get("arm")),
        row.get("monitor", "auto"),
        row["position"],
        row["group"],
        row["output"],
        tuple(Send(send["to"], gain_db(send["gain"])) for send in row["sends"]),
        tuple(_lane(lane) for lane in row["automation"] if lane["on"]),
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
    start_beats = beat_of_sample(start, tempo_map, rate)
    return Region(
        kind="audio",
        start_beats=start_beats,
        length_beats=beat_of_sample(start + samples, tempo_map, rate) - start_beats,
        sources=tuple(Path(path) for path in row["sources"]),
        offset_s=row["offset"] / rate,
        gain_db=gain_db(row["gain"]),
        fade_in_s=fades[0] if row["fade_in"] else 0.0,
        fade_out_s=fades[1] if row["fade_out"] else 0.0,
        **common,
    )


def notes_of(rows: Sequence[Sequence[int]]) -> tuple[Note, ...]:
    """Notes from rows of ticks, length, pitch, velocity, channel."""
    notes = [
        Note(pitch, ticks / TICKS, length / TICKS, velocity, None, channel)
        for ticks, length, pitch, velocity, channel in rows
    ]
    return tuple(sorted(notes, key=lambda note: (note.start_beats, note.pitch, note.channel)))


def _selection(raw: Mapping[str, Any], regions: Sequence[Region], tempo_map: TempoMap, rate: int) -> Selection:
    chosen = [region for region in regions if region.id in set(raw["regions"])]
    tracks, span = tuple(raw["tracks"]), raw.get("range")
    start = end = None
    if span:
        start, end = (beat_of_sample(sample, tempo_map, rate) for sample in span)
        if not chosen:  # a range drawn over tracks means what lies in it
            chosen = [
                region
                for region in regions
                if region.track in tracks and region.start_beats < end and region.end_beats > start
            ]
    elif chosen:
        start, end = min(r.start_beats for r in chosen), max(r.end_beats for r in chosen)
    notes = [
        replace(note, start_beats=note.start_beats + region.start_beats) for region in chosen for note in region.notes
    ]
    if span and start is not None and end is not None:
        notes = [note for note in notes if start - 1e-6 <= note.start_beats < end - 1e-6]
    notes.sort(key=lambda note: (note.start_beats, note.pitch))
    return Selection(tracks, tuple(raw["regions"]), start, end, tuple(notes))
