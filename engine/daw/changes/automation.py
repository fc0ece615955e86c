"""Automation: values that change along a track."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from engine.daw.changes.change import Change, Keep, on_track, track_named
from engine.daw.claim import BEATS, Claim
from engine.daw.snapshot import Outcome, Snapshot
from engine.daw.words import decibels, where

Points = tuple[tuple[float, float], ...]


_EDGE_BEATS = 0.02
"""Points so close together are a jump."""


@dataclass(frozen=True)
class SetAutomation(Change):
    """Write the points of one parameter of a track between two beats; what lies there is replaced."""

    capability: ClassVar[str] = "automation"
    counted: ClassVar[tuple[str, str]] = ("1 automation written", "{n} automations written")
    track: str
    parameter: str
    """volume (dB), pan (−1 … 1), mute (0 or 1), `send ID` (dB), or `plugin ID NAME` in the plugin's own unit."""
    points: Points
    """(beat, value), rising; values between two points go in a line. None = cleared there."""
    start_beats: float = 0.0
    end_beats: float | None = None
    """None = to the end."""

    def resolved(self, made: Mapping[str, str]) -> Change:
        """Also the bus or plugin that the parameter is of."""
        parameter = self.parameter
        for ref, made_id in made.items():
            if parameter == f"send {ref}":
                parameter = f"send {made_id}"
            elif parameter.startswith(f"plugin {ref} "):
                parameter = f"plugin {made_id} {parameter.removeprefix(f'plugin {ref} ')}"
        return super(SetAutomation, replace(self, parameter=parameter)).resolved(made)

    def inverse(self, outcome: Outcome, before: Snapshot, keep: Keep) -> tuple[Change, ...]:
        """The points that lay there."""
        return (replace(self, points=self._points(before)),) if on_track(self, before) else ()

    def fingerprint(self, outcome: Outcome, after: Snapshot) -> dict[str, Any]:
        """The points that lie there now."""
        points = [[round(beat, 2), round(value, 2)] for beat, value in self._points(after)]
        return {"automation": points}

    def about(self, outcome: Outcome, snapshot: Snapshot) -> str:
        """Which automation it is."""
        return f"the automation of the {self._parameter_named(snapshot)} of {track_named(self, snapshot)}"

    def claims(self, outcome: Outcome, before: Snapshot) -> tuple[Claim, ...]:
        """The line passes through each of the points; a cleared one has none."""

        def read(snapshot: Snapshot, track: str) -> Any:
            lies = replace(self, track=track)._points(snapshot)
            if not self.points:
                return [] if not lies else list(lies[:4])
            return [[beat, value_at(lies, beat)] for beat, _ in self.points] if lies else None

        top = max((abs(value) for _, value in self.points), default=0.0)
        wanted = [[beat, value] for beat, value in self.points]
        end = float("inf") if self.end_beats is None else self.end_beats
        inside = 0.01 if end - self.start_beats > 2 * _EDGE_BEATS else -0.01  # rides may meet; an edge is of both
        span, room = (self.start_beats + inside, end - inside), max(0.05, top * 0.01)
        return (Claim(self.track, f"{self.parameter} automation", wanted, room, read=read, span=span),)

    def told(self, after: Snapshot | None, before: Snapshot | None = None) -> str:
        """Which value of which track goes from where to where."""
        what, on = self._parameter_named(after, before), track_named(self, after, before)
        if not self.points:
            return f"the automation of the {what} of {on} is cleared"
        points = self._without_edges()
        (first, start), (last, end) = points[0], points[-1]
        said = [self._said(value) for value in (start, end)]
        if start == end and len(points) < 3 and self.parameter == "mute":
            return f"{on} is {'muted' if start >= 0.5 else 'heard'} from {where(first, after)} to {where(last, after)}"
        if start == end and len(points) < 3:
            return f"the {what} of {on} is {said[0]} from {where(first, after)} to {where(last, after)}"
        return f"the {what} of {on} goes from {said[0]} at {where(first, after)} to {said[1]} at {where(last, after)}"

    def _without_edges(self) -> Points:
        """The points without those that only keep what is before and after them as it was."""
        points = self.points
        if len(points) > 2 and points[1][0] - points[0][0] < _EDGE_BEATS:
            points = points[1:]
        if len(points) > 2 and points[-1][0] - points[-2][0] < _EDGE_BEATS:
            points = points[:-1]
        return points

    def _said(self, value: float) -> str:
        if self.parameter == "volume" or self.parameter.startswith("send "):
            return f"{decibels(value)} dB"
        if self.parameter == "pan":
            return "the centre" if abs(value) < 0.005 else f"{abs(value):.0%} {'left' if value < 0 else 'right'}"
        return f"{value:g}"

    def _parameter_named(self, *snapshots: Snapshot | None) -> str:
        kind, _, rest = self.parameter.partition(" ")
        thing_id, _, name = rest.partition(" ")
        for snapshot in snapshots:
            track = on_track(self, snapshot)
            if snapshot and track and kind == "plugin":
                plugin = next((p for p in track.plugins if p.id == thing_id), None)
                return f"{name} of {plugin.name}" if plugin else name
            if snapshot and kind == "send":
                bus = snapshot.track(thing_id)
                return f"send to {bus.name}" if bus else "send"
        return name if kind == "plugin" else kind

    def _points(self, snapshot: Snapshot) -> Points:
        track = on_track(self, snapshot)
        lane = next((lane for lane in track.automation if lane.parameter == self.parameter), None) if track else None
        end = float("inf") if self.end_beats is None else self.end_beats + BEATS
        return tuple(p for p in lane.points if self.start_beats - BEATS <= p[0] <= end) if lane else ()


def value_at(points: Points, beat: float) -> float:
    """The value of a line through points at a beat; before the first and after the last it stays."""
    if beat <= points[0][0]:
        return points[0][1]
    for (left, low), (right, high) in zip(points, points[1:], strict=False):
        if left <= beat <= right:
            # two points on one beat are a jump: what is asked for there is where it jumps to or from
            return high if right - left < BEATS else low + (high - low) * (beat - left) / (right - left)
    return points[-1][1]
