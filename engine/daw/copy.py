"""A session as the changes that make it anew in an empty one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

from engine.daw import daw
from engine.daw.changes.unusual import unusual
from engine.daw.daw import Change, Region, Snapshot, Track

_KINDS: Mapping[str, Literal["audio", "midi", "bus", "group"]] = {
    "audio": "audio",
    "midi": "midi",
    "bus": "bus",
    "group": "group",
}
_NOT_OF_A_COPY = (
    daw.SetGain, daw.SetPan, daw.SetColor, daw.SetGroup, daw.SetPosition, daw.SetArm, daw.SetMonitor, daw.SetFrozen,
)  # fmt: skip
"""Values of a track that are set in any case, by the new track itself, or not on a second one."""


def copied(snapshot: Snapshot, can: frozenset[str]) -> tuple[list[Change], list[str]]:
    """The changes, those of `can` only, and what is left out, in words."""
    left: list[str] = []
    snapshot = _with_names_of_its_own(snapshot)
    tracks = [track for track in snapshot.tracks if track.kind in _KINDS and not track.is_hidden]
    changes: list[Change] = [daw.SetTempoMap(snapshot.tempo_map)]
    for track in sorted(tracks, key=lambda one: one.kind != "group"):
        changes.append(daw.NewTrack(track.name, _KINDS[track.kind], track.id, color=track.color, group=track.group))
    for track in tracks:
        changes += mixer_of(track)
        for region in snapshot.regions_on(track.id):
            changes += region_made(region, left)
        left += [
            f"{plugin.name} on '{track.name}'" for plugin in track.plugins if "instrument" not in plugin.name.lower()
        ]
    changes += [daw.AddMarker(marker.name, marker.at_beats, marker.id) for marker in snapshot.markers]
    return [change for change in changes if change.capability in can], left


def _with_names_of_its_own(snapshot: Snapshot) -> Snapshot:
    """The session with ids that no new session gives to anything: what is made anew is named by them meanwhile."""

    def name(id_: str) -> str:
        return f"copy of {id_}" if id_ else ""

    return replace(
        snapshot,
        tracks=tuple(
            replace(
                track,
                id=name(track.id),
                group=name(track.group),
                output=name(track.output),
                sends=tuple(replace(send, to=name(send.to)) for send in track.sends),
            )
            for track in snapshot.tracks
        ),
        regions=tuple(replace(one, id=name(one.id), track=name(one.track)) for one in snapshot.regions),
        markers=tuple(replace(one, id=name(one.id)) for one in snapshot.markers),
    )


def mixer_of(track: Track) -> Sequence[Change]:
    """Its fader, pan, output, sends, rides and all else that was set on it but what is of one track only."""
    made: list[Change] = [daw.SetGain(track.id, track.gain_db), daw.SetPan(track.id, track.pan)]
    made += unusual(track, but=_NOT_OF_A_COPY)
    made += [daw.SetSend(track.id, send.to, send.gain_db) for send in track.sends]
    made += [
        daw.SetAutomation(track.id, lane.parameter, lane.points)
        for lane in track.automation
        if lane.points and lane.parameter in ("volume", "pan", "mute")
    ]
    return made


def region_made(region: Region, left: list[str]) -> Sequence[Change]:
    """A region of these ids put on its track; what cannot be is added to `left`."""
    ref = region.id
    made: list[Change]
    if region.kind == "midi":
        made = [daw.PlaceMidi(region.track, region.notes, region.start_beats, region.length_beats, region.name, ref)]
    elif len(region.sources) == 1 and region.sources[0].is_file():
        length_s = region.length_s or None
        made = [
            daw.PlaceAudio(
                region.track,
                Path(region.sources[0]),
                region.start_beats,
                region.name,
                ref,
                offset_s=region.offset_s,
                length_s=length_s,
            )
        ]
    else:
        left.append(f"'{region.name}', whose sound is not in one file")
        return []
    return [*made, *unusual(region)]


def with_sound_in_one_file(snapshot: Snapshot, files: Mapping[str, Path]) -> Snapshot:
    """The session with regions of several files playing one, by their ids."""
    regions = tuple(replace(r, sources=(files[r.id],), offset_s=0.0) if r.id in files else r for r in snapshot.regions)
    return replace(snapshot, regions=regions)
