"""arrange: clips on tracks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from engine.assistant.actions.copied_track import copied_track
from engine.assistant.actions.deed import Deed
from engine.assistant.actions.part_of_session import copied, has_part, moved
from engine.assistant.actions.session_access import SessionAccess, free_name
from engine.assistant.actions.targets import region_of
from engine.daw import daw
from engine.daw.daw import Change, Region
from engine.errors import UserError


def act(args: Mapping[str, Any], access: SessionAccess) -> Sequence[Change] | Deed:
    """See the row `arrange` of the task table."""
    if args["action"] == "duplicate" and not args.get("clip") and args.get("track") and not has_part(args):
        return copied_track(access.track(str(args["track"])), args.get("name"), access)
    if has_part(args):
        return _PARTS.get(args["action"], _no_part)(args, _regions_in_part(args, access), access)
    return _ACTIONS[args["action"]](args, access)


def _place(args: Mapping[str, Any], access: SessionAccess) -> Sequence[Change]:
    if access.region(str(args.get("clip", ""))):
        return _move(args, access)  # it lies on a track already: "put the rain at bar 5" means that one
    clip = access.clip(_needed(args, "clip", "which clip to place"))
    otherwise = clip.start_beats if clip.start_beats is not None else access.here()
    return access.place(
        clip,
        _shifted(access.start_beats(args.get("bar"), args.get("at_s"), otherwise), args, access),
        args.get("track"),
    )


def _move(args: Mapping[str, Any], access: SessionAccess) -> Sequence[Change]:
    region = _region(args, access)
    now = _meant(args, region, access)
    start = _shifted(access.start_beats(args.get("bar"), args.get("at_s"), now), args, access)
    track = args.get("track")
    if track is None:
        if start == now:
            raise UserError(f"Say where '{region.name}' should go: a bar, a time or a track.")
        return [daw.Move(region.id, _later(start, -_lead_in_s(args, region, access), access))]
    return [*access.place(access.clip(args["clip"]), start, track), daw.RemoveRegion(region.id)]


def _duplicate(args: Mapping[str, Any], access: SessionAccess) -> Sequence[Change]:
    region, count = _region(args, access), int(args.get("count", 1))
    now = _meant(args, region, access)
    if args.get("track") is not None:
        start = access.start_beats(args.get("bar"), args.get("at_s"), now)
        return access.place(access.clip(args["clip"]), _shifted(start, args, access), args["track"])
    length = region.end_beats - now
    first = _shifted(access.start_beats(args.get("bar"), args.get("at_s"), region.end_beats), args, access)
    lead_in_s = _lead_in_s(args, region, access)
    starts = [_later(first + n * length, -lead_in_s, access) for n in range(count)]
    return [daw.Duplicate(region.id, start, f"copy {n} of {region.id}") for n, start in enumerate(starts, 1)]


def _delete(args: Mapping[str, Any], access: SessionAccess) -> Sequence[Change]:
    if "clip" in args:
        return [daw.RemoveRegion(_region(args, access).id)]
    return [daw.RemoveTrack(access.track(_needed(args, "track", "which clip or track to delete")).id)]


def _rename(args: Mapping[str, Any], access: SessionAccess) -> Sequence[Change]:
    name = _needed(args, "name", "the new name")
    if "clip" in args:
        return [daw.RenameRegion(_region(args, access).id, name)]
    return [daw.RenameTrack(access.track(_needed(args, "track", "which track or clip to rename")).id, name)]


def _new_track(args: Mapping[str, Any], access: SessionAccess) -> Sequence[Change]:
    name = args.get("name") or args.get("track") or "Track"
    return [daw.NewTrack(free_name(access.snapshot, name), args.get("kind") or "audio", f"new:{name}")]


_ACTIONS = {
    "place": _place,
    "move": _move,
    "duplicate": _duplicate,
    "delete": _delete,
    "rename": _rename,
    "new_track": _new_track,
}


_PARTS = {"place": moved, "move": moved, "duplicate": copied}


def _no_part(args: Mapping[str, Any], regions: Sequence[Region], access: SessionAccess) -> Sequence[Change]:
    raise UserError("Only moving and copying take a part from one bar to another; cut a part out of a clip instead.")


def _regions_in_part(args: Mapping[str, Any], access: SessionAccess) -> Sequence[Region]:
    """The region that is meant; all of the session where none is."""
    return [_region(args, access)] if args.get("clip") else access.snapshot.regions


def _region(args: Mapping[str, Any], access: SessionAccess) -> Region:
    return region_of(_needed(args, "clip", "which clip"), access)


def _lead_in_s(args: Mapping[str, Any], region: Region, access: SessionAccess) -> float:
    """How long before its first note a region begins: a singer's consonants come before it."""
    stored = access.library.record(args["clip"]) if region.offset_s == 0 else None
    return stored.lead_in_s if stored else 0.0


def _meant(args: Mapping[str, Any], region: Region, access: SessionAccess) -> float:
    """Where a region's first note is, in beats."""
    return _later(region.start_beats, _lead_in_s(args, region, access), access)


def _later(beats: float, seconds: float, access: SessionAccess) -> float:
    tempo_map = access.snapshot.tempo_map
    return max(0.0, tempo_map.beats_at(tempo_map.seconds_at(beats) + seconds)) if seconds else beats


def _shifted(start: float, args: Mapping[str, Any], access: SessionAccess) -> float:
    tempo_map = access.snapshot.tempo_map
    start += args.get("offset_beats", 0.0)
    if offset_s := args.get("offset_s", 0.0):
        start = tempo_map.beats_at(tempo_map.seconds_at(start) + offset_s)
    if start < 0:
        raise UserError("That would be before the start of the session; choose a later place.")
    return start


def _needed(args: Mapping[str, Any], name: str, what: str) -> str:
    if args.get(name) in (None, ""):
        raise UserError(f"Say {what}.")
    return str(args[name])
