"""What a script can be asked to prove beyond what a change itself claims: exact samples, knobs, the transport."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bridge.scripted.audio import Prepared
from engine.daw.claim import Claim
from engine.daw.daw import ReplaceContent, Snapshot, Transport


def replaced(change: ReplaceContent, made: str, file: Prepared | None, before: Snapshot) -> list[Claim]:
    """A region with another content keeps its name, mute and gain, and sound lies at exact samples."""
    old = before.region(change.region)
    if old is None:
        return []
    kept = [Claim(made, "name", old.name), Claim(made, "mute", old.mute), Claim(made, "gain_db", old.gain_db, 0.05)]
    if file is None:
        return kept
    is_kept = change.start_beats is None and not change.lead_in_s
    start = round(old.start_s * before.sample_rate_hz) if is_kept else file.sample
    return kept + at_samples(made, start, start + file.frames)


def at_samples(region: str, start: int, end: int) -> list[Claim]:
    """A region begins and ends at these samples of the session."""

    def read_start(snapshot: Snapshot, region_id: str) -> Any:
        found = snapshot.region(region_id)
        return round(found.start_s * snapshot.sample_rate_hz) if found else None

    def read_end(snapshot: Snapshot, region_id: str) -> Any:
        found = snapshot.region(region_id)
        return round((found.start_s + found.length_s) * snapshot.sample_rate_hz) if found else None

    return [
        Claim(region, "first sample", start, 0.5, "samples", read_start),
        Claim(region, "last sample", end, 0.5, "samples", read_end),
    ]


def knob(plugin: str, label: str, value: float) -> Claim:
    """A plugin's control stands there."""

    def read(snapshot: Snapshot, plugin_id: str) -> Any:
        found = [one for track in snapshot.tracks for one in track.plugins if one.id == plugin_id]
        return dict(found[0].parameters).get(label) if found else None

    return Claim(plugin, label, value, max(1e-4, 1e-3 * abs(value)), read=read)


def transport_wrong(change: Transport, now: Mapping[str, Any], after: Snapshot, daw: str) -> str:
    """Empty when the transport does what was asked, else a sentence."""

    def sample(beat: float | None) -> int | None:
        return None if beat is None else after.tempo_map.sample_at(beat, after.sample_rate_hz)

    at, end = sample(change.at_beats), sample(change.end_beats)
    is_counted_in = change.action == "record" and change.count_in_bars > 0  # it rolls after the click
    if change.action in ("play", "record") and change.on and not now["rolling"] and not is_counted_in:
        return f"{daw}'s transport does not roll."
    if change.action == "stop" and now["rolling"]:
        return f"{daw}'s transport still rolls."
    if change.action == "record" and now["record"] != change.on:
        return f"{daw}'s record button did not follow; arm a track first."
    if change.action == "locate" and not now["rolling"] and now["sample"] != at:
        return f"{daw}'s playhead is at sample {now['sample']}, not {at}."
    if change.action == "loop" and bool(now["looping"]) != change.on:
        return f"{daw}'s loop did not follow."
    if change.action == "loop" and change.on and at is not None and now.get("loop") != [at, end]:
        return f"{daw}'s loop lies at samples {now.get('loop')}, not [{at}, {end}]."
    if change.action == "metronome" and now["click"] != change.on:
        return f"{daw}'s click did not follow."
    return ""
