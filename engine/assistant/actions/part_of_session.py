"""A part of the session, from one bar to another, moved or copied: of one region, or of all that lies there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from engine.assistant.actions.session_access import SessionAccess, find_track
from engine.daw import daw
from engine.daw.daw import Change, Region
from engine.errors import UserError

_EDGE_BEATS = 1e-3
_PICKUP_BEATS = 0.5
"""What begins so shortly before the first bar belongs to it: an upbeat, a singer's consonant."""


def has_part(args: Mapping[str, Any]) -> bool:
    """Do the arguments tell of bars that something is taken from?"""
    return args.get("start_bar") is not None or args.get("end_bar") is not None


@dataclass(frozen=True)
class _Piece:
    """What of a region lies between the bars."""

    region: Region
    start_beats: float
    end_beats: float

    @property
    def is_cut_in_front(self) -> bool:
        return self.start_beats > self.region.start_beats + _EDGE_BEATS

    @property
    def is_cut_behind(self) -> bool:
        return self.end_beats < self.region.end_beats - _EDGE_BEATS


def copied(args: Mapping[str, Any], regions: Sequence[Region], access: SessionAccess) -> list[Change]:
    """Copies of what lies between the bars, `count` in a row from the place that is told, else right behind.

    What lies there on the same track makes room for a part of one region. UserError where nothing lies between the
    bars, where all of the session would cover something, and for a region that repeats itself. With a track, the part
    of one region lies on that track, in the same bars where no others are told.
    """
    if args.get("track") is not None:
        return _copied_onto(args, regions, access)
    start, end, pieces = _part(args, regions, access)
    to, count = _to(args, end, access), int(args.get("count", 1))
    laters = [to - start + number * (end - start) for number in range(count)]
    room = _room(args, pieces, laters, access)
    behind = max(one.end_beats for one in access.snapshot.regions)
    made: list[Change] = []
    moves: list[Change] = []
    behind = max(behind, to + count * (end - start))
    for number, later in enumerate(laters, 1):
        for piece in pieces:
            one, ref = piece.region, f"part {number} of {piece.region.id} at {to:g}"
            made.append(daw.Duplicate(one.id, behind, ref))  # where it is in nobody's way until it is cut to length
            if piece.is_cut_in_front or piece.is_cut_behind:
                ends = (_as_far(one, piece.start_beats, behind, access), _as_far(one, piece.end_beats, behind, access))
                made.append(daw.Trim(ref, *ends))
            moves.append(daw.Move(ref, piece.start_beats + later))
    return [*made, *room, *moves]


def _copied_onto(args: Mapping[str, Any], regions: Sequence[Region], access: SessionAccess) -> list[Change]:
    start, _, pieces = _part(args, regions, access)
    if len(pieces) != 1:
        raise UserError("Say which clip's part should lie on the other track.")
    piece, track = pieces[0], str(args["track"])
    to = access.start_beats(args.get("bar"), args.get("at_s"), start) - start + piece.start_beats
    *new_track, whole = access.place(access.clip(str(args["clip"])), to, track)
    found = find_track(access.snapshot.tracks, track, exact=True)
    there = [replace(piece, region=replace(piece.region, track=found.id))] if found else []
    return [*new_track, *_room(args, there, [to - piece.start_beats], access), _cut(whole, piece, to, access)]


def _cut(whole: Change, piece: _Piece, to: float, access: SessionAccess) -> Change:
    """The change that places a clip, of which only a piece is placed."""
    if isinstance(whole, daw.PlaceMidi):
        first, last = piece.start_beats - piece.region.start_beats, piece.end_beats - piece.region.start_beats
        inside = [one for one in whole.notes if first - _EDGE_BEATS <= one.start_beats < last - _EDGE_BEATS]
        lengths = [min(one.length_beats, last - one.start_beats) for one in inside]
        notes = tuple(
            replace(one, start_beats=one.start_beats - first, length_beats=length)
            for one, length in zip(inside, lengths, strict=True)
        )
        return replace(whole, notes=notes, start_beats=to, length_beats=last - first)
    assert isinstance(whole, daw.PlaceAudio)
    begins, start, end = (
        access.snapshot.tempo_map.seconds_at(beats)
        for beats in (piece.region.start_beats, piece.start_beats, piece.end_beats)
    )
    return replace(whole, lead_in_s=0.0, offset_s=whole.offset_s + start - begins, length_s=end - start)


def moved(args: Mapping[str, Any], regions: Sequence[Region], access: SessionAccess) -> list[Change]:
    """What lies between the bars, cut out and put at the place that is told; see `copied`."""
    start, end, pieces = _part(args, regions, access)
    to = _to(args, None, access, start)
    cuts: list[Change] = []
    parts: list[tuple[str, _Piece]] = []
    left: dict[str, list[tuple[str, float, float]]] = {}
    for piece in pieces:
        one, part = piece.region, piece.region.id
        stays = left.setdefault(one.id, [])
        if piece.is_cut_behind:
            cuts.append(daw.Split(one.id, piece.end_beats, f"behind the part of {one.id}"))
            stays.append((f"behind the part of {one.id}", piece.end_beats, one.end_beats))
        if piece.is_cut_in_front:
            part = f"part of {one.id}"
            cuts.append(daw.Split(one.id, piece.start_beats, part))
            stays.append((one.id, one.start_beats, piece.start_beats))
        parts.append((part, piece))
    room = _room(args, pieces, [to - start], access, left)
    return [*cuts, *room, *(daw.Move(part, to + piece.start_beats - start) for part, piece in parts)]


def _part(
    args: Mapping[str, Any], regions: Sequence[Region], access: SessionAccess
) -> tuple[float, float, list[_Piece]]:
    """From where to where, in beats, and what lies there."""
    start = access.start_beats(args.get("start_bar"), None, min((one.start_beats for one in regions), default=0.0))
    end = access.start_beats(args.get("end_bar"), None, max((one.end_beats for one in regions), default=0.0))
    if end <= start:
        raise UserError("A part must end behind the bar that it begins at.")
    found = [
        _Piece(one, max(one.start_beats, start) if one.start_beats < start - _PICKUP_BEATS else one.start_beats,
               min(one.end_beats, end))
        for one in regions
        if one.end_beats > start + _EDGE_BEATS and one.start_beats < end - _EDGE_BEATS
    ]  # fmt: skip
    if not found:
        raise UserError("Nothing lies between these bars, so there is nothing to move or copy.")
    if looped := next((one.region for one in found if one.region.is_looped and one.is_cut_in_front), None):
        raise UserError(f"'{looped.name}' repeats itself, so no part of it can be taken; bounce it first.")
    return start, end, found


def _to(args: Mapping[str, Any], otherwise: float | None, access: SessionAccess, start: float = 0.0) -> float:
    """Where the part is to begin: at a place, else so much later than where it begins now, or than `otherwise`."""
    later, later_s = float(args.get("offset_beats", 0.0)), float(args.get("offset_s", 0.0))
    if args.get("track") is not None:
        raise UserError("A part of a clip stays on its track; split the clip, then move that piece to the other track.")
    if args.get("bar") is None and args.get("at_s") is None and otherwise is None and not (later or later_s):
        raise UserError("Say at which bar the part should begin.")
    to = access.start_beats(args.get("bar"), args.get("at_s"), start if otherwise is None else otherwise) + later
    tempo_map = access.snapshot.tempo_map
    to = tempo_map.beats_at(tempo_map.seconds_at(to) + later_s) if later_s else to
    if to < 0:
        raise UserError("That would be before the start of the session; choose a later place.")
    return to


def _as_far(region: Region, at_beats: float, copy_beats: float, access: SessionAccess) -> float:
    """The beat of a copy that begins at `copy_beats` where the region is at `at_beats`."""
    tempo_map = access.snapshot.tempo_map
    if region.kind == "midi" or region.follows_tempo:
        return copy_beats + at_beats - region.start_beats
    inside_s = tempo_map.seconds_at(at_beats) - tempo_map.seconds_at(region.start_beats)
    return tempo_map.beats_at(tempo_map.seconds_at(copy_beats) + inside_s)


def _room(
    args: Mapping[str, Any],
    pieces: Sequence[_Piece],
    laters: Sequence[float],
    access: SessionAccess,
    left: Mapping[str, Sequence[tuple[str, float, float]]] | None = None,
) -> list[Change]:
    """Changes by which nothing is heard twice where pieces come to lie, each so much later.

    `left` is what remains of regions that were cut.
    """
    made: list[Change] = []
    for piece in pieces:
        hole = (piece.start_beats + laters[0], piece.end_beats + laters[-1])
        for one in access.snapshot.regions_on(piece.region.track):
            whole = [(one.id, one.start_beats, one.end_beats)]
            for region, start, end in (left or {}).get(one.id, whole):
                made += _out_of(region, (start, end), hole)
    if made and not args.get("clip"):
        raise UserError("Something lies there already; copy it to where the song ends, or name the clip that is meant.")
    return made


def _out_of(region: str, reach: tuple[float, float], hole: tuple[float, float]) -> Iterator[Change]:
    """The region without what lies in the hole."""
    (start, end), (begins, ends) = reach, hole
    if end <= begins + _EDGE_BEATS or start >= ends - _EDGE_BEATS:
        return
    is_before, is_behind = start < begins - _EDGE_BEATS, end > ends + _EDGE_BEATS
    if is_before and is_behind:
        yield daw.Split(region, ends, f"{region} behind {ends:g}")
    if is_before:
        yield daw.Trim(region, start, begins)
    elif is_behind:
        yield daw.Trim(region, ends, end)
    else:
        yield daw.RemoveRegion(region)
