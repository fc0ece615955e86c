"""edit_clip by what the DAW has for regions: split, trimmed, faded, levelled, without a new content."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.daw import daw
from engine.daw.daw import Change, Outcome, Region, Snapshot
from engine.errors import UserError
from engine.media.audio_range import beat_range, clip_range, has_range
from engine.media.clip import Clip

OUT_OF_IT = "cut out"
"""Bars that are cut out of a region leave a gap: what is behind them stays where the song has it."""
_NEEDS = {
    **{"split": "split", OUT_OF_IT: "split", "trim": "trim"},
    **{"fade_in": "fade_in", "fade_out": "fade_out", "gain": "region_gain"},
}
_LONGEST_FADE_S = 3.0
_SLACK_S = 0.02
_MOST_PARTS = 64
_SILENT_DB = -120.0
_EDGE_BEATS = 0.005


@dataclass(frozen=True)
class SessionEdit:
    """One edit of one region."""

    args: Mapping[str, Any]
    region: Region
    snapshot: Snapshot

    @property
    def action(self) -> str:
        """What is to be done; what is cut off an end of a region is left out of it, and the rest stays."""
        action = str(self.args.get("action"))
        if action != "cut" or not has_range(self._named()):
            return action
        if self._kept_of_cut():
            return "trim"
        return OUT_OF_IT if self._is_told_in_bars and self._lies_inside() else action

    @property
    def is_possible(self) -> bool:
        """True when the DAW can do it without a new content."""
        if self.region.is_looped or self.action not in _NEEDS:
            return False
        has_it = _NEEDS[self.action] in self.snapshot.capabilities
        if self.action in ("split", "trim"):
            return has_it
        if self.action == OUT_OF_IT:
            return has_it and "remove_region" in self.snapshot.capabilities
        if self.region.kind != "audio":
            return self.action.startswith("fade") and self._can_automate
        if not has_it:
            return False
        if self.action == "gain":
            return "value_db" in self.args and not has_range(self._named())
        start_s, end_s = self._range_s()
        if self.action == "fade_out":
            return abs(end_s - self._length_s) < _SLACK_S
        return start_s < _SLACK_S

    def changes(self) -> list[Change]:
        """The changes, to be made one after the other; UserError for a place outside the region."""
        region = self.region
        match self.action:
            case "split" | "cut out":
                return [daw.Split(region.id, at, f"part of {region.id} at {at:g}") for at in reversed(self._cuts())]
            case "trim":
                start, end = self._kept_of_cut() or self._range_beats()
                return [daw.Trim(region.id, start, end)]
            case "gain":
                return [daw.SetRegionGain(region.id, round(region.gain_db + float(self.args["value_db"]), 2))]
            case "fade_in" | "fade_out" if region.kind == "midi":
                return [self._automated()]
            case "fade_in":
                return [daw.SetFadeIn(region.id, self._fade_s())]
        return [daw.SetFadeOut(region.id, self._fade_s())]

    def gone(self, parts: Sequence[str]) -> list[Change]:
        """What takes away the middle of the regions that it consists of, so that what is behind it stays."""
        return [daw.RemoveRegion(parts[1])] if self.action == OUT_OF_IT and len(parts) == 3 else []

    def parts(self, before: Sequence[str], outcomes: Sequence[Outcome]) -> list[str]:
        """The regions that it consists of, in order, after one more change."""
        made = [(ref, one) for outcome in outcomes for ref, one in outcome.made]
        became = {old: new for outcome in outcomes for old, new in outcome.became}
        if self.action not in ("split", OUT_OF_IT) or not made:
            return [became.get(one, one) for one in before]
        second = next((one for ref, one in made if not ref.endswith(".1")), "")
        first = next((one for ref, one in made if ref.endswith(".1")), became.get(before[0], before[0]))
        return [first, *([second] if second else []), *before[1:]]

    @property
    def _can_automate(self) -> bool:
        """True when a fade of notes can be written as the volume of their track."""
        track = self.snapshot.track(self.region.track)
        return track is not None and self._is_only_faded and "automation" in self.snapshot.capabilities

    @property
    def _volume(self) -> tuple[tuple[float, float], ...]:
        track = self.snapshot.track(self.region.track)
        lanes = track.automation if track else ()
        return next((lane.points for lane in lanes if lane.parameter == "volume"), ())

    @property
    def _is_only_faded(self) -> bool:
        """Does the volume of the track do nothing but fade this region at the same end, if anything?"""
        region, points = self.region, self._volume
        edge = region.end_beats if self.action == "fade_out" else region.start_beats
        first, last = region.start_beats - _EDGE_BEATS, region.end_beats + 2 * _EDGE_BEATS
        is_inside = all(first <= at <= last for at, _ in points)
        is_faded = any(abs(at - edge) < _EDGE_BEATS and value <= _SILENT_DB for at, value in points)
        return not points or is_inside and is_faded

    def _automated(self) -> Change:
        """Notes have no fades: the volume of their track rises or falls, and is back for what comes after."""
        track, region, tempo_map = self.snapshot.track(self.region.track), self.region, self.snapshot.tempo_map
        assert track is not None
        origin = tempo_map.seconds_at(region.start_beats)
        if self.action == "fade_in":
            end = tempo_map.beats_at(origin + self._fade_s())
            points = [(region.start_beats, _SILENT_DB), (end, track.gain_db)]
            return self._in_place_of_all(points)
        end = region.end_beats
        start = tempo_map.beats_at(tempo_map.seconds_at(end) - self._fade_s())
        points = [(start, track.gain_db), (end, _SILENT_DB)]
        if any(other.start_beats >= end - 1e-6 for other in self.snapshot.regions_on(track.id)):
            points.append((end + _EDGE_BEATS, track.gain_db))
        return self._in_place_of_all(points)

    def _in_place_of_all(self, points: Sequence[tuple[float, float]]) -> Change:
        """A fade in the place of one that was there."""
        beats = [at for at, _ in (*points, *self._volume)]
        return daw.SetAutomation(self.region.track, "volume", tuple(points), min(beats), max(beats))

    @property
    def _length_s(self) -> float:
        tempo_map = self.snapshot.tempo_map
        seconds = tempo_map.seconds_at(self.region.end_beats) - tempo_map.seconds_at(self.region.start_beats)
        return self.region.length_s or seconds

    def _named(self) -> dict[str, Any]:
        """The arguments by the names that models have for them."""
        seconds = {f"{name}_s": self.args[name] for name in ("start", "end", "at", "duration") if name in self.args}
        return {**self.args, **seconds}

    def _clip(self) -> Clip:
        region = self.region
        return Clip("", region.kind, region.name, Path(), "", self._length_s, region.start_beats, region.length_beats)

    def _range_s(self) -> tuple[float, float]:
        return clip_range(self._named(), self._clip(), self.snapshot.tempo_map)

    def _range_beats(self) -> tuple[float, float]:
        if not has_range(self._named()):
            raise UserError("Say what to keep: a start, an end or both, in seconds or bars.")
        region, tempo_map = self.region, self.snapshot.tempo_map
        if region.kind == "midi":
            start, end = beat_range(self._named(), self._clip(), tempo_map, region.length_beats)
            return region.start_beats + start, region.start_beats + end
        origin = tempo_map.seconds_at(region.start_beats)
        start_s, end_s = self._range_s()
        end = region.end_beats if end_s >= self._length_s - 1e-6 else tempo_map.beats_at(origin + end_s)
        return tempo_map.beats_at(origin + start_s), end

    @property
    def _is_told_in_bars(self) -> bool:
        return self.args.get("start_bar") is not None and self.args.get("end_bar") is not None

    def _lies_inside(self) -> bool:
        try:
            start, end = self._range_beats()
        except UserError:
            return False
        return self.region.start_beats + _EDGE_BEATS < start < end < self.region.end_beats - _EDGE_BEATS

    def _kept_of_cut(self) -> tuple[float, float] | None:
        """From which beat to which a region is left of which an end is cut off; None for any other edit."""
        if self.args.get("action") != "cut":
            return None
        try:
            start, end = self._range_beats()
        except UserError:
            return None
        first, last = self.region.start_beats, self.region.end_beats
        if start <= first + _EDGE_BEATS and end < last - _EDGE_BEATS:
            return end, last
        return (first, start) if end >= last - _EDGE_BEATS and start > first + _EDGE_BEATS else None

    def _fade_s(self) -> float:
        start_s, end_s = self._range_s()
        if self.args.get("duration") is not None:
            wanted = float(self.args["duration"])
        elif has_range(self._named()):
            wanted = end_s - start_s
        else:
            wanted = min(_LONGEST_FADE_S, self._length_s / 10)
        return round(min(wanted, self._length_s), 6)

    def _cuts(self) -> list[float]:
        """Where to split, in beats of the session, rising."""
        region, tempo_map, args = self.region, self.snapshot.tempo_map, self._named()
        count = int(args.get("count") or 0)
        says_where = args.get("at_s") is not None or has_range(args)
        if count > _MOST_PARTS:
            raise UserError(f"A clip can be split into 2 to {_MOST_PARTS} equal parts, not into {count}.")
        if count > 1 and not says_where:
            return [region.start_beats + region.length_beats * n / count for n in range(1, count)]
        if args.get("at_s") is not None:
            at_s = float(args["at_s"])
            at_s += self._length_s if at_s < 0 else 0.0
            cuts = [tempo_map.beats_at(tempo_map.seconds_at(region.start_beats) + at_s)]
        elif says_where:
            cuts = list(self._range_beats())
        else:
            raise UserError("Say where to split: at a time in seconds, or at the start of a bar.")
        inside = [at for at in cuts if region.start_beats + 1e-6 < at < region.end_beats - 1e-6]
        if not inside:
            raise UserError(f"A split must lie inside '{region.name}', which is {self._length_s:.2f} s long.")
        return inside
