"""What a musician sees and hears in a session, without ids: a line for each thing."""

from __future__ import annotations

import hashlib

import numpy as np

from engine.assistant.mixdown.region_sound import region_sound
from engine.daw.daw import Region, Snapshot, Track

_LEVEL = 1e-3


def content(now: Snapshot) -> list[str]:
    """All of it, sorted."""
    names = {track.id: track.name for track in now.tracks} | {"": ""}
    lines = [f"tempo {now.tempo_map.tempos}", f"meter {now.tempo_map.meters}"]
    lines += [f"marker {one.name} at {one.at_beats:.3f}" for one in now.markers]
    lines += ["order " + ", ".join(one.name for one in now.tracks if one.kind in ("audio", "midi"))]
    for track in now.tracks:
        lines += _of_track(track, names)
        lines += [f"{track.name} ({track.kind}) {_of_region(region)}" for region in now.regions_on(track.id)]
    return sorted(lines)


def differences(wanted: list[str], found: list[str]) -> list[str]:
    """What is missing, and what is left over."""
    left = list(found)
    missing = [line for line in wanted if line not in left or left.remove(line)]
    return [*(f"- {line}" for line in missing), *(f"+ {line}" for line in left)]


def _of_track(track: Track, names: dict[str, str]) -> list[str]:
    head = f"{track.name} ({track.kind})"
    lines = [
        f"{head} gain {track.gain_db:.2f} pan {track.pan:.2f} mute {track.mute} solo {track.solo} color {track.color} "
        f"arm {track.arm} monitor {track.monitor} frozen {track.is_frozen} "
        f"group {names.get(track.group)} output {names.get(track.output)}"
    ]
    for one in track.plugins:
        state = "on" if one.on else "off"
        lines.append(f"{head} plugin {one.name} {state} {_rounded(one.parameters)} {names.get(one.sidechain)}")
    lines += [f"{head} send to {names.get(one.to)} {one.gain_db:.2f}" for one in track.sends]
    lines += [f"{head} lane {one.parameter} {_rounded(one.points)}" for one in track.automation]
    return lines


def _of_region(region: Region) -> str:
    notes = [(one.pitch, round(one.start_beats, 3), round(one.length_beats, 3), one.velocity, one.lyric)
             for one in region.notes]  # fmt: skip
    what = f"notes {notes}" if region.kind == "midi" else f"sound {_heard(region)}"
    return (f"clip {region.name} at {region.start_beats:.2f} for {region.length_beats:.2f} gain {region.gain_db:.2f} "
            f"mute {region.mute} fades {region.fade_in_s:.3f} {region.fade_out_s:.3f} {what}")  # fmt: skip


def _heard(region: Region) -> str:
    """The same for the same sound."""
    audio = region_sound(region)
    steps = np.round(np.asarray(audio.samples, dtype=np.float64) / _LEVEL).astype(np.int64) if region.sources else None
    return "none" if steps is None else f"{steps.shape} {hashlib.sha256(steps.tobytes()).hexdigest()[:8]}"


def _rounded(pairs: object) -> list[tuple[object, ...]]:
    return sorted(
        tuple(round(value, 3) if isinstance(value, float) else value for value in pair)
        for pair in pairs
    )
