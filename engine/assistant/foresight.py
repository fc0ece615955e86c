"""Foresight: what a plan that waits would do to the session, before and after; nothing is done to find out.

The steps that only speak of what is there now are asked for their changes, as when they are carried out, and the
changes are told instead of made. Steps that need a model, or the result of another step, are left out.
"""

from __future__ import annotations

import importlib
import logging
from collections.abc import Iterable, Sequence
from pathlib import Path

from engine.assistant.actions.deed import Deed
from engine.assistant.actions.part_of_session import has_part
from engine.assistant.actions.session_access import SessionAccess
from engine.assistant.resolve import Resolver
from engine.daw import daw
from engine.daw.daw import Change, Region, Snapshot
from engine.daw.words import bars_told, decibels
from engine.errors import TonmeisterError, UserError
from engine.library.library import Library
from engine.media.clip import Clip
from engine.tasks.plan import Step, step_reference
from engine.wire.wire import ForeseenView

log = logging.getLogger(__name__)

_LOOKED_AT = {
    "arrange": ("move", "delete", "duplicate", "rename"),
    "mix": ("gain", "pan", "mute", "unmute", "solo", "unsolo"),
    "transport": ("set_tempo",),
}
"""Actions whose changes follow from the session alone, and that write nothing to say them."""
_MOST = 24
"""Changes that are told; a plan with more is told by its steps."""


def foreseen(steps: Sequence[Step], snapshot: Snapshot | None, library: Library) -> tuple[ForeseenView, ...]:
    """A row for each change of these steps, as far as it can be known now."""
    if snapshot is None:
        return ()
    resolver = Resolver(library, snapshot, {}, Path())
    access = SessionAccess(snapshot, library, _no_clip, resolver.region)
    told: list[ForeseenView] = []
    for number, step in enumerate(steps, 1):
        told += [row for change in _changes(step, access) if (row := _row(number, change, snapshot))]
    return tuple(told) if len(told) <= _MOST else ()


def _no_clip(reference: str) -> Clip:
    raise UserError(f"'{reference}' is looked at when the plan runs")


def _changes(step: Step, access: SessionAccess) -> Iterable[Change]:
    needs_result = any(step_reference(text) for _, text in step.references())
    is_known = step.args.get("action") in _LOOKED_AT.get(step.task, ()) and "loudness_lufs" not in step.args
    if needs_result or not is_known or has_part(step.args):
        return ()
    try:
        done = importlib.import_module(f"engine.assistant.actions.{step.task}").act(step.args, access)
    except (TonmeisterError, KeyError, TypeError, ValueError) as error:
        log.debug("not foreseen: %s: %s", step.task, error)
        return ()
    return () if isinstance(done, str) else done.changes if isinstance(done, Deed) else done


def _row(step: int, change: Change, snapshot: Snapshot) -> ForeseenView | None:
    match change:
        case daw.RemoveRegion(region=region_id):
            return _of_region(step, "delete", snapshot.region(region_id), (), "deleted", snapshot)
        case daw.Move(region=region_id, start_beats=start):
            return _of_region(step, "edit", snapshot.region(region_id), (start,), "", snapshot)
        case daw.Duplicate(region=region_id, start_beats=start):
            found = snapshot.region(region_id)
            return _of_region(step, "add", found, (found.start_beats, start) if found else (), "", snapshot)
        case daw.RemoveTrack(track=track_id):
            track = snapshot.track(track_id)
            lies = _beats(region for region in snapshot.regions if region.track == track_id)
            if track is None:
                return None
            return ForeseenView(step, "delete", track.name, track.name, "", "deleted", before_beats=lies)
        case daw.SetTempo(bpm=bpm, at_beats=at):
            return ForeseenView(step, "edit", "Tempo", "", f"{snapshot.tempo_map.bpm_at(at):g} bpm", f"{bpm:g} bpm")
        case daw.SetGain() | daw.SetPan() | daw.SetMute() | daw.SetSolo() | daw.RenameTrack():
            track = snapshot.track(change.track)
            before, after = _said(change, change.now(snapshot)), _said(change, change.asked())
            return ForeseenView(step, "edit", track.name, track.name, before, after) if track else None
        case daw.RenameRegion(region=region_id):
            region = snapshot.region(region_id)
            return ForeseenView(step, "edit", region.name, "", region.name, str(change.asked())) if region else None
    return None


def _of_region(
    step: int, kind: str, region: Region | None, starts: tuple[float, ...], after: str, snapshot: Snapshot
) -> ForeseenView | None:
    """`starts`: where its content lies afterwards; empty = nowhere."""
    track = snapshot.track(region.track) if region else None
    if region is None or track is None:
        return None
    lies = [(start, start + region.length_beats) for start in starts]
    told = after or bars_told(*lies[-1], snapshot.tempo_map)
    others = (one for one in snapshot.regions if one.track == region.track and one.id != region.id)
    return ForeseenView(
        step,
        kind,
        region.name,
        track.name,
        bars_told(region.start_beats, region.end_beats, snapshot.tempo_map),
        told,
        _beats([region]),
        tuple(beat for one in lies for beat in one),
        _beats(others),
    )


def _beats(regions: Iterable[Region]) -> tuple[float, ...]:
    return tuple(beat for region in regions for beat in (region.start_beats, region.end_beats))


def _said(change: Change, value: object) -> str:
    match change:
        case daw.SetGain():
            return f"{decibels(float(value))} dB" if isinstance(value, int | float) else ""
        case daw.SetPan() if isinstance(value, int | float):
            side = "left" if value < 0 else "right"
            return f"{abs(value) * 100:.0f} % {side}" if abs(value) >= 0.005 else "in the middle"
        case daw.SetMute():
            return "muted" if value else "heard"
        case daw.SetSolo():
            return "solo" if value else "not solo"
    return str(value)
