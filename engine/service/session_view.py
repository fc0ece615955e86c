"""The open project as clients show it: tempo, key, place, tracks and what is selected."""

from __future__ import annotations

from dataclasses import replace

from engine.daw.daw import Snapshot
from engine.daw.session_key import session_key
from engine.daw.words import bars_told, where
from engine.wire.wire import SelectionView, SessionView, TrackView


def session_view(before: SessionView, snapshot: Snapshot | None, planner: str) -> SessionView:
    """The state after a look at the session; what a look is too costly for is kept while nothing changed."""
    if snapshot is None:
        return replace(before, is_connected=True, why_not="", planner=planner)
    meter = snapshot.tempo_map.meter_at(max(0.0, snapshot.playhead_beats))
    is_same = snapshot.revision == before.revision
    folder = snapshot.project.folder
    return SessionView(
        before.project,
        snapshot.project.name,
        snapshot.daw,
        True,
        "",
        str(folder) if folder else "",
        round(snapshot.tempo_map.bpm_at(max(0.0, snapshot.playhead_beats)), 3),
        f"{meter.numerator}/{meter.denominator}",
        before.key if is_same else session_key(snapshot) or "",
        where(snapshot.playhead_beats, snapshot) if not snapshot.is_playing else _bar(snapshot),
        snapshot.is_playing,
        tuple(TrackView(track.name, track.kind) for track in snapshot.tracks if track.kind not in ("bus", "master")),
        _selection(snapshot),
        snapshot.revision,
        planner,
    )


def _bar(snapshot: Snapshot) -> str:
    """While it plays the bar is enough."""
    return f"bar {snapshot.tempo_map.bar_at(max(0.0, snapshot.playhead_beats))[0]}"


def _selection(snapshot: Snapshot) -> SelectionView:
    chosen = snapshot.selection
    regions = [region for region_id in chosen.regions if (region := snapshot.region(region_id))]
    start, end = chosen.start_beats, chosen.end_beats
    if regions and (start is None or end is None):
        start, end = min(r.start_beats for r in regions), max(r.end_beats for r in regions)
    tracks = list(dict.fromkeys(name for track_id in chosen.tracks if (name := _track_name(track_id, snapshot))))
    if not regions and (start is None or end is None or end <= start):
        return SelectionView()
    notes = sum(len(region.notes) for region in regions if region.kind == "midi") or len(chosen.notes)
    kinds = {region.kind for region in regions}
    kind = kinds.pop() if len(kinds) == 1 else "midi" if notes and not regions else "range"
    what = regions[0].name if len(regions) == 1 else f"{len(regions)} regions" if regions else ", ".join(tracks[:2])
    parts = [what or "Range", _bars(start, end, snapshot)]
    if kind == "midi":
        parts.append(f"{notes} note{'' if notes == 1 else 's'}")
    return SelectionView(", ".join(parts), kind, tuple(tracks), start, end, notes)


def _bars(start: float | None, end: float | None, snapshot: Snapshot) -> str:
    return "" if start is None or end is None else bars_told(start, end, snapshot.tempo_map)


def _track_name(track_id: str, snapshot: Snapshot) -> str:
    track = snapshot.track(track_id)
    return track.name if track else ""
