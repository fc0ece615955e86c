"""Where sound goes besides its own output: sends, and what a plugin listens to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, ClassVar

from engine.daw.changes.change import Change, Keep, on_track, track_named
from engine.daw.claim import Claim, thing
from engine.daw.snapshot import Outcome, Snapshot
from engine.daw.words import decibels, named


@dataclass(frozen=True)
class SetSend(Change):
    """Send a share of a track to a bus, change how much, or end it."""

    capability: ClassVar[str] = "send"
    counted: ClassVar[tuple[str, str]] = ("1 send set", "{n} sends set")
    track: str
    to: str
    """Id of the bus."""
    gain_db: float | None
    """None = no send."""

    def inverse(self, outcome: Outcome, before: Snapshot, keep: Keep) -> tuple[Change, ...]:
        """As much as went there before."""
        return (replace(self, gain_db=_sent_db(before, self.track, self.to)),) if on_track(self, before) else ()

    def fingerprint(self, outcome: Outcome, after: Snapshot) -> dict[str, Any]:
        """How much goes there."""
        now = _sent_db(after, self.track, self.to)
        return {"send": None if now is None else round(now, 1)}

    def about(self, outcome: Outcome, snapshot: Snapshot) -> str:
        """Which send."""
        return f"the send from {track_named(self, snapshot)} to {self._bus(snapshot)}"

    def claims(self, outcome: Outcome, before: Snapshot) -> tuple[Claim, ...]:
        """How much goes there."""

        def read(snapshot: Snapshot, track: str) -> Any:
            return _sent_db(snapshot, track, self.to)

        return (Claim(self.track, f"send to {self._bus(before)}", self.gain_db, 0.06, "dB", read),)

    def told(self, after: Snapshot | None, before: Snapshot | None = None) -> str:
        """How much of what goes where."""
        on, bus = track_named(self, after, before), self._bus(after or before)
        if self.gain_db is None:
            return f"{on} is no longer sent to {bus}"
        return f"{on} is sent to {bus} at {decibels(self.gain_db)} dB"

    def _bus(self, snapshot: Snapshot | None) -> str:
        found = snapshot.track(self.to) if snapshot else None
        return named(found, "a bus")


@dataclass(frozen=True)
class SetSidechain(Change):
    """Let a plugin listen to another track."""

    capability: ClassVar[str] = "sidechain"
    counted: ClassVar[tuple[str, str]] = ("1 sidechain set", "{n} sidechains set")
    track: str
    plugin: str
    to: str
    """Id of the track it listens to; "" = to its own."""

    def inverse(self, outcome: Outcome, before: Snapshot, keep: Keep) -> tuple[Change, ...]:
        """It listens to what it listened to before."""
        return (replace(self, to=_heard(before, self.plugin)),)

    def fingerprint(self, outcome: Outcome, after: Snapshot) -> dict[str, Any]:
        """What it listens to."""
        return {"sidechain": _heard(after, self.plugin)}

    def about(self, outcome: Outcome, snapshot: Snapshot) -> str:
        """Which sidechain."""
        return f"the sidechain on {track_named(self, snapshot)}"

    def claims(self, outcome: Outcome, before: Snapshot) -> tuple[Claim, ...]:
        """What it listens to."""
        return (Claim(self.plugin, "sidechain", self.to),)

    def told(self, after: Snapshot | None, before: Snapshot | None = None) -> str:
        """Which plugin listens to which track."""
        plugin = thing(after, self.plugin) if after else None
        other = (after.track(self.to) if after else None) or (before.track(self.to) if before else None)
        listener = f"{plugin.name if plugin else 'the plugin'} on {track_named(self, after, before)}"
        if not self.to:
            return f"{listener} listens to its own track again"
        return f"{listener} listens to {named(other, 'another track')}"


def _sent_db(snapshot: Snapshot, track: str, to: str) -> float | None:
    found = snapshot.track(track)
    return next((send.gain_db for send in found.sends if send.to == to), None) if found else None


def _heard(snapshot: Snapshot, plugin: str) -> str:
    return str(getattr(thing(snapshot, plugin), "sidechain", ""))
