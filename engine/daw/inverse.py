"""How a change is taken back, and how we know that nobody has touched its result since."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from engine.daw import daw
from engine.daw.daw import Change, Outcome, Region, Snapshot

Keep = Callable[[Region], Path]
"""Saves the sound of an audio region before it is removed and returns the file."""


def resolved(change: Change, made: Mapping[str, str]) -> Change:
    """The same change with refs of earlier changes replaced by the ids the DAW gave them."""
    named = {name: str(getattr(change, name, "")) for name in ("track", "region", "plugin")}
    names = {name: made[value] for name, value in named.items() if value in made}
    return replace(change, **names) if names else change


def inverse_of(change: Change, outcome: Outcome, before: Snapshot, keep: Keep) -> tuple[Change, ...]:
    """The changes that take this one back, in order; empty when there is nothing to take back.

    `change` carries real ids (see `resolved`), `before` is the session before it.
    """
    if not outcome.is_done:
        return ()
    made = [made_id for _, made_id in outcome.made]
    track = before.track(getattr(change, "track", ""))
    region = before.region(getattr(change, "region", ""))
    match change:
        case daw.NewTrack():
            return tuple(daw.RemoveTrack(made_id) for made_id in made)
        case daw.PlaceAudio() | daw.PlaceMidi() | daw.Duplicate():
            return tuple(daw.RemoveRegion(made_id) for made_id in made)
        case daw.Split() if region:
            parts = [made_id for made_id in made if made_id != region.id]
            first = parts[0] if len(parts) > 1 else region.id
            return (
                (
                    daw.RemoveRegion(parts[-1]),
                    daw.Trim(first, region.start_beats, region.end_beats),
                    daw.RenameRegion(first, region.name),
                )
                if parts
                else ()
            )
        case daw.AddPlugin():
            return tuple(daw.RemovePlugin(change.track, made_id) for made_id in made)
        case daw.SetTempo():
            return (daw.SetTempo(before.tempo_map.bpm_at(change.at_beats), change.at_beats),)
        case daw.RemoveRegion() if region:
            return (restore(region, region.track, keep),)
        case daw.RemoveTrack() if track:
            return _restore_track(track, before, keep)
    return _old_value(change, track, region)


def _old_value(change: Change, track: daw.Track | None, region: Region | None) -> tuple[Change, ...]:
    match change:
        case daw.Move() if region:
            return (daw.Move(region.id, region.start_beats),)
        case daw.Trim() if region:
            return (daw.Trim(region.id, region.start_beats, region.end_beats),)
        case daw.RenameRegion() if region:
            return (daw.RenameRegion(region.id, region.name),)
        case daw.SetNotes() if region:
            return (daw.SetNotes(region.id, region.notes),)
        case daw.RenameTrack() if track:
            return (daw.RenameTrack(track.id, track.name),)
        case daw.SetGain() if track:
            return (daw.SetGain(track.id, track.gain_db),)
        case daw.SetPan() if track:
            return (daw.SetPan(track.id, track.pan),)
        case daw.SetMute() if track:
            return (daw.SetMute(track.id, track.mute),)
        case daw.SetSolo() if track:
            return (daw.SetSolo(track.id, track.solo),)
        case daw.SetPlugin() if track:
            old = next((p for p in track.plugins if p.id == change.plugin), None)
            names = {name for name, _ in change.parameters}
            return (
                (replace(change, on=old.on, parameters=tuple(p for p in old.parameters if p[0] in names)),)
                if old
                else ()
            )
    return ()


def restore(region: Region, track: str, keep: Keep) -> Change:
    """The change that puts a removed region back."""
    if region.kind == "midi":
        return daw.PlaceMidi(
            track, region.notes, region.start_beats, region.length_beats, region.name, f"restored {region.id}"
        )
    return daw.PlaceAudio(track, keep(region), region.start_beats, region.name, f"restored {region.id}")


def _restore_track(track: daw.Track, before: Snapshot, keep: Keep) -> tuple[Change, ...]:
    ref = f"restored {track.id}"
    mixer = (daw.SetGain(ref, track.gain_db), daw.SetPan(ref, track.pan), daw.SetMute(ref, track.mute))
    return (
        daw.NewTrack(track.name, "midi" if track.kind == "midi" else "audio", ref),
        *(restore(region, ref, keep) for region in before.regions_on(track.id)),
        *mixer,
    )


def lost(changes: Sequence[Change], before: Snapshot) -> list[Region]:
    """The regions that the changes take away, so that their sound can be kept first."""
    regions = [before.region(change.region) for change in changes if isinstance(change, daw.RemoveRegion)]
    tracks = [change.track for change in changes if isinstance(change, daw.RemoveTrack)]
    return [region for region in regions if region] + [r for track in tracks for r in before.regions_on(track)]


def fingerprint(change: Change, outcome: Outcome, after: Snapshot) -> dict[str, Any]:
    """What the change touched, as the session shows it now; only what taking it back would destroy.

    `change` carries real ids. Two fingerprints of the same change are equal exactly when
    nothing that matters to it has been edited in between.
    """
    if not outcome.is_done:
        return {}
    made = [made_id for _, made_id in outcome.made]
    match change:
        case daw.NewTrack():
            return {f"track '{change.name}'": _regions(after, made)}
        case daw.PlaceAudio() | daw.PlaceMidi() | daw.Duplicate() | daw.Split():
            return {"region": [_region(after.region(made_id)) for made_id in made]}
        case daw.Move() | daw.Trim() | daw.SetNotes():
            return {"region": _region(after.region(change.region))}
        case daw.RenameRegion():
            found = after.region(change.region)
            return {"region name": found and found.name}
        case daw.SetTempo():
            return {"tempo": round(after.tempo_map.bpm_at(change.at_beats), 3)}
    return _track_values(change, after)


def _track_values(change: Change, after: Snapshot) -> dict[str, Any]:
    track = after.track(getattr(change, "track", ""))
    match change:
        case daw.RenameTrack():
            return {"track name": track and track.name}
        case daw.SetGain():
            return {"gain": track and round(track.gain_db, 1)}
        case daw.SetPan():
            return {"pan": track and round(track.pan, 2)}
        case daw.SetMute():
            return {"mute": track and track.mute}
        case daw.SetSolo():
            return {"solo": track and track.solo}
        case daw.RemoveRegion() | daw.AddPlugin() | daw.SetPlugin():
            return {"track": track is not None}
    return {}


def _regions(after: Snapshot, tracks: Sequence[str]) -> list[Any]:
    return [[track in {t.id for t in after.tracks}, *(_region(r) for r in after.regions_on(track))] for track in tracks]


def _region(region: Region | None) -> Any:
    """Notes lie at beats; sound keeps its seconds or its beats when the tempo changes, so either may stay."""
    if region is None:
        return None
    beats = [round(region.start_beats, 3), round(region.length_beats, 3)]
    if region.kind == "midi":
        notes = [[n.pitch, round(n.start_beats, 2), round(n.length_beats, 2)] for n in region.notes]
        return {"id": region.id, "beats": beats, "notes": notes}
    seconds = [round(region.start_s, 3), round(region.length_s, 3)]
    return {"id": region.id, "beats": beats, "seconds": seconds, "offset_s": round(region.offset_s, 3)}


def same(then: Any, now: Any) -> bool:
    """Whether two fingerprints say that nothing has been edited in between."""
    if isinstance(then, Mapping) and isinstance(now, Mapping):
        keys = set(then) | set(now)
        moved = keys & {"beats", "seconds"}
        stayed = not moved or any(_close(then.get(key), now.get(key)) for key in moved)
        return stayed and all(same(then.get(key), now.get(key)) for key in keys - moved)
    if isinstance(then, list | tuple) and isinstance(now, list | tuple):
        return len(then) == len(now) and all(same(a, b) for a, b in zip(then, now, strict=True))
    return bool(then == now)


def _close(then: Any, now: Any) -> bool:
    return bool(then) and bool(now) and all(abs(a - b) < 0.0015 for a, b in zip(then, now, strict=True))
