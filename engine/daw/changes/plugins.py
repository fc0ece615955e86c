"""Plugins on a track."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, ClassVar

from engine.daw.changes.change import RESTORED, Change, Keep, made_ids, on_track, track_named
from engine.daw.changes.routing import SetSidechain
from engine.daw.claim import Claim, there, thing
from engine.daw.snapshot import Outcome, Plugin, Snapshot


@dataclass(frozen=True)
class AddPlugin(Change):
    """Insert one of our effects as a plugin of the DAW, at the end of a track's chain unless a place is named."""

    capability: ClassVar[str] = "add_plugin"
    counted: ClassVar[tuple[str, str]] = ("1 plugin added", "{n} plugins added")
    track: str
    effect: str
    """The effect's name in the task table: reverb, compressor, eq …; of a plugin that comes back, its own name."""
    parameters: tuple[tuple[str, float], ...] = ()
    """Argument names of `apply_effect` with their values; of a plugin that comes back, its own names."""
    ref: str = ""
    position: int | None = None
    """From 0 in the chain; None = the end."""
    on: bool = True
    was: str = ""
    """Of a plugin that comes back: the id it had; its DAW may know what it was then. "" = it is a new one."""

    def inverse(self, outcome: Outcome, before: Snapshot, keep: Keep) -> tuple[Change, ...]:
        """It goes."""
        return tuple(RemovePlugin(self.track, made) for made in made_ids(outcome))

    def fingerprint(self, outcome: Outcome, after: Snapshot) -> dict[str, Any]:
        """Its knobs as they were read back: a plugin whose knobs the user has turned is theirs."""
        found = [_plugin(after, self.track, made) for made in made_ids(outcome)]
        return {"plugin": [{"on": one.on, **_knobs(one)} for one in found if one]}

    def about(self, outcome: Outcome, snapshot: Snapshot) -> str:
        """Which plugin."""
        return f"the {self.effect.replace('_', ' ')} on {track_named(self, snapshot)}"

    def claims(self, outcome: Outcome, before: Snapshot) -> tuple[Claim, ...]:
        """It is there; what its knobs must read only its DAW can say, unless it comes back."""
        found = [there(made) for made in made_ids(outcome)]
        if self.was:
            found += [_reads(made, name, value) for made in made_ids(outcome) for name, value in self.parameters]
        return tuple(found)

    def told(self, after: Snapshot | None, before: Snapshot | None = None) -> str:
        """What was put where."""
        return f"{self.effect.replace('_', ' ')} was put on {track_named(self, after, before)}"


@dataclass(frozen=True)
class SetPlugin(Change):
    """Set parameters of a plugin on a track, or switch it on or off (bypass)."""

    capability: ClassVar[str] = "set_plugin"
    counted: ClassVar[tuple[str, str]] = ("1 plugin set", "{n} plugins set")
    track: str
    plugin: str
    parameters: tuple[tuple[str, float], ...] = ()
    """The plugin's own parameter names with their values."""
    on: bool | None = None

    def inverse(self, outcome: Outcome, before: Snapshot, keep: Keep) -> tuple[Change, ...]:
        """Its knobs go back."""
        old = _plugin(before, self.track, self.plugin)
        if old is None:
            return ()
        names = {name for name, _ in self.parameters}
        on = None if self.on is None else old.on
        return (replace(self, on=on, parameters=tuple(p for p in old.parameters if p[0] in names)),)

    def fingerprint(self, outcome: Outcome, after: Snapshot) -> dict[str, Any]:
        """The knobs it set."""
        plugin, names = _plugin(after, self.track, self.plugin), {name for name, _ in self.parameters}
        if plugin is None:
            return {"plugin": None}
        knobs = {name: value for name, value in _knobs(plugin).items() if name in names}
        switch = {} if self.on is None else {"on": plugin.on}
        return {"plugin": {**switch, **knobs}}

    def about(self, outcome: Outcome, snapshot: Snapshot) -> str:
        """Which plugin."""
        plugin = _plugin(snapshot, self.track, self.plugin)
        return f"{plugin.name if plugin else 'the plugin'} on {track_named(self, snapshot)}"

    def claims(self, outcome: Outcome, before: Snapshot) -> tuple[Claim, ...]:
        """Each knob reads as asked."""
        switch = [] if self.on is None else [Claim(self.plugin, "on", self.on)]
        return (*switch, *(_reads(self.plugin, name, float(value)) for name, value in self.parameters))

    def told(self, after: Snapshot | None, before: Snapshot | None = None) -> str:
        """What it is set to."""
        plugin = _plugin(after, self.track, self.plugin) or _plugin(before, self.track, self.plugin)
        named = f"{plugin.name if plugin else 'the plugin'} on {track_named(self, after, before)}"
        if self.parameters:
            return f"{named}: " + ", ".join(f"{name} {value:g}" for name, value in self.parameters)
        return f"{named} is {'on' if self.on else 'bypassed'}"


@dataclass(frozen=True)
class RemovePlugin(Change):
    """Take a plugin off a track."""

    capability: ClassVar[str] = "remove_plugin"
    counted: ClassVar[tuple[str, str]] = ("1 plugin removed", "{n} plugins removed")
    track: str
    plugin: str

    def inverse(self, outcome: Outcome, before: Snapshot, keep: Keep) -> tuple[Change, ...]:
        """It comes back to its place with its settings, and hears what it heard."""
        track = on_track(self, before)
        found = [n for n, one in enumerate(track.plugins) if one.id == self.plugin] if track else []
        if not track or not found:
            return ()
        old, can = track.plugins[found[0]], before.capabilities
        back = restored_plugin(old, self.track, found[0])
        hears = old.sidechain and (not can or SetSidechain.capability in can)
        return (back, SetSidechain(self.track, back.ref, old.sidechain)) if hears else (back,)

    def claims(self, outcome: Outcome, before: Snapshot) -> tuple[Claim, ...]:
        """It is gone."""
        return (there(self.plugin, False),)

    def told(self, after: Snapshot | None, before: Snapshot | None = None) -> str:
        """What was taken off what."""
        old = _plugin(before, self.track, self.plugin)
        return f"{old.name if old else 'the plugin'} was taken off {track_named(self, after, before)}"


def restored_plugin(old: Plugin, track: str, position: int) -> AddPlugin:
    """The change that puts a removed plugin back."""
    return AddPlugin(track, old.name, old.parameters, RESTORED + old.id, position, old.on, old.id)


def _plugin(snapshot: Snapshot | None, track: str, plugin: str) -> Plugin | None:
    found = snapshot.track(track) if snapshot else None
    return next((one for one in found.plugins if one.id == plugin), None) if found else None


def _knobs(plugin: Plugin) -> dict[str, Any]:
    return {name: float(f"{value:.4g}") for name, value in plugin.parameters}


def _reads(plugin: str, name: str, value: float) -> Claim:
    def read(snapshot: Snapshot, thing_id: str) -> Any:
        return dict(getattr(thing(snapshot, thing_id), "parameters", ())).get(name)

    return Claim(plugin, name, value, max(1e-3, abs(value) * 5e-3), read=read)
