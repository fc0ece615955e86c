"""What plays where, told in a line or two: who in some bars, and where a track does; what is muted is told apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from engine.assistant.actions.session_access import SessionAccess
from engine.assistant.actions.targets import bar_beats, region_of, track_named, visible
from engine.daw.daw import Region, Track
from engine.daw.words import bars_told
from engine.library.takes import Takes

_MOST = 16
_NEAR = 1e-3


def playing_told(args: Mapping[str, Any], access: SessionAccess) -> str:
    """Who plays in the bars, whether a track does, or where it does."""
    if args.get("clip"):
        region = region_of(str(args["clip"]), access)
        return f"'{region.name}' plays in {_bars(region, access)}{_muted(region, access)}."
    if args.get("track"):
        return _of_track(track_named(access, str(args["track"])), _stretch(args, access), access)
    start, end = _stretch(args, access) or (0.0, max((one.end_beats for one in access.snapshot.regions), default=0.0))
    there = _there(access.snapshot.regions, start, end)
    heard = [f"{_track(one, access)} ({_named(one, access)})" for one in there if not _muted(one, access)]
    silent = [f"{_track(one, access)} ({_named(one, access)})" for one in there if _muted(one, access)]
    where = bars_told(start, max(start, end - _NEAR), access.snapshot.tempo_map)
    lines = [f"In {where}: {_listed(heard)}." if heard else f"Nothing is heard in {where}."]
    return "\n".join([*lines, *([f"There, but muted: {_listed(silent)}."] if silent else [])])


def clips_told(args: Mapping[str, Any], access: SessionAccess) -> str:
    """The clips of a track, each with its bars."""
    if args.get("track") is None:
        count = len(access.snapshot.regions)
        return f"In all: {_some(count)}."
    track = track_named(access, str(args["track"]))
    lying = access.snapshot.regions_on(track.id)
    told = [f"'{one.name}' ({_bars(one, access)}{', muted' if one.mute else ''})" for one in lying]
    if not told:
        return f"There is no clip on '{track.name}'."
    return f"On '{track.name}' {'lies' if len(told) == 1 else 'lie'} {_some(len(told))}: {_listed(told)}."


def length_told(args: Mapping[str, Any], access: SessionAccess) -> str:
    """How long the song is, a clip, or a part of the song, in bars and on the clock."""
    snapshot = access.snapshot
    if args.get("clip"):
        region = region_of(str(args["clip"]), access)
        start, end, name = region.start_beats, region.end_beats, f"'{region.name}'"
    elif args.get("end_bar") is not None:
        start, end = bar_beats(args["start_bar"], access), bar_beats(args["end_bar"], access)
        name = bars_told(start, max(start, end - _NEAR), snapshot.tempo_map)
    else:
        start, end = 0.0, max((one.end_beats for one in snapshot.regions), default=0.0)
        name = "The song"
    if end <= start:
        return "There is nothing in the song yet."
    seconds = snapshot.tempo_map.seconds_at(end) - snapshot.tempo_map.seconds_at(start)
    clock = f"{int(seconds // 60)}:{seconds % 60:04.1f}"
    verb = "are" if name.startswith("bars ") else "is"
    at = f", {_bars_of(start, end, access)}" if name.startswith("'") else ""
    return f"{name[:1].upper()}{name[1:]} {verb} {_length(start, end, access)} long ({clock}){at}."


def _stretch(args: Mapping[str, Any], access: SessionAccess) -> tuple[float, float] | None:
    if args.get("at_s") is not None:
        at = access.snapshot.tempo_map.beats_at(float(args["at_s"]))
        bar, _ = access.snapshot.tempo_map.bar_at(at)
        return access.snapshot.tempo_map.bar_start(bar), access.snapshot.tempo_map.bar_start(bar + 1)
    if args.get("start_bar") is None or args.get("end_bar") is None:
        return None
    return bar_beats(args["start_bar"], access), bar_beats(args["end_bar"], access)


def _of_track(track: Track, stretch: tuple[float, float] | None, access: SessionAccess) -> str:
    held = {one.id for one in visible(access) if one.group == track.id}
    own = sorted(
        (one for one in access.snapshot.regions if one.track == track.id or one.track in held),
        key=lambda one: one.start_beats,
    )
    if not own:
        return f"'{track.name}' plays nowhere: no clip lies on it."
    if stretch is None:
        told = _listed([f"{_bars(one, access)} ('{one.name}'{_muted(one, access)})" for one in own])
        return f"'{track.name}' plays in {told}."
    start, end = stretch
    there = _there(own, start, end)
    where = bars_told(start, max(start, end - _NEAR), access.snapshot.tempo_map)
    if there and not all(_muted(one, access) for one in there):
        told = _listed([f"'{one.name}' ({_bars(one, access)}{_muted(one, access)})" for one in there])
        return f"Yes, '{track.name}' plays in {where}: {told}."
    if there:
        return f"No, in {where} '{there[0].name}' is muted."
    later = next((one for one in own if one.start_beats >= end - _NEAR), None)
    near = later or max(own, key=lambda one: one.end_beats)
    told = f"No, '{track.name}' does not play in {where}."
    bars = _bars(near, access)
    if later is None:
        return f"{told} It last plays in {bars} ('{near.name}')."
    if later is own[0]:
        return f"{told} It first plays in {bars} ('{near.name}')."
    return f"{told} It next plays in {bars} ('{near.name}')."


def _there(regions: Sequence[Region], start: float, end: float) -> list[Region]:
    return [one for one in regions if one.start_beats < end - _NEAR and one.end_beats > start + _NEAR]


def _muted(region: Region, access: SessionAccess) -> str:
    """ ", muted" where a clip, its track or its group is, or another track is soloed; else ""."""
    track = access.snapshot.track(region.track)
    group = access.snapshot.track(track.group) if track else None
    soloed = {one.id for one in visible(access) if one.solo}
    is_out = bool(soloed) and track is not None and not soloed & {track.id, track.group}
    is_muted = region.mute or bool(track and track.mute) or bool(group and group.mute) or is_out
    return ", muted" if is_muted else ""


def _named(region: Region, access: SessionAccess) -> str:
    """A clip by its name, with its take where there are several."""
    place = Takes(access.library).at(region.id)
    is_one = place is None or len(place.takes) < 2 or not place.number
    return region.name if is_one or place is None else f"{region.name}, take {place.number} of {len(place.takes)}"


def _track(region: Region, access: SessionAccess) -> str:
    track = access.snapshot.track(region.track)
    return track.name if track else "?"


def _bars(region: Region, access: SessionAccess) -> str:
    return _bars_of(region.start_beats, region.end_beats, access)


def _bars_of(start: float, end: float, access: SessionAccess) -> str:
    return bars_told(start, max(start, end - _NEAR), access.snapshot.tempo_map)


def _length(start: float, end: float, access: SessionAccess) -> str:
    """In bars where it begins and ends with one, else in beats."""
    (first, first_beat), (last, last_beat) = (access.snapshot.tempo_map.bar_at(one) for one in (start, end + _NEAR / 2))
    is_whole = first_beat < _NEAR and last_beat < _NEAR
    count, unit = (last - first, "bar") if is_whole else (round(end - start, 2), "beat")
    return f"{count:g} {unit}{'' if count == 1 else 's'}"


def _listed(told: Sequence[str]) -> str:
    return f"{', '.join(told[:_MOST])}{f' and {len(told) - _MOST} more' if len(told) > _MOST else ''}"


def _some(count: int) -> str:
    return f"{count} clip{'' if count == 1 else 's'}"
