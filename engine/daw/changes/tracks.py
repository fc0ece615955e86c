"""Tracks that come and go."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from engine.daw.changes.automation import SetAutomation
from engine.daw.changes.change import RESTORED, Change, Keep, made_ids, on_track, track_named
from engine.daw.changes.launcher import restored_slot
from engine.daw.changes.placing import restored_region
from engine.daw.changes.plugins import restored_plugin
from engine.daw.changes.region_print import region_print
from engine.daw.changes.removing import Remove
from engine.daw.changes.routing import SetSend, SetSidechain
from engine.daw.changes.unusual import unusual
from engine.daw.changes.value import SetFrozen, SetGain, SetGroup, SetMute, SetOutput, SetPan, SetPosition
from engine.daw.claim import NAME, Claim, is_there, there
from engine.daw.snapshot import Outcome, Region, Snapshot, Track
from engine.daw.words import named


@dataclass(frozen=True)
class NewTrack(Change):
    """Add a track at the end."""

    capability: ClassVar[str] = "new_track"
    counted: ClassVar[tuple[str, str]] = ("1 track added", "{n} tracks added")
    name: str
    kind: Literal["audio", "midi", "bus", "group"] = "audio"
    ref: str = ""
    """Name by which later changes of the same list mean this track."""
    channels: int = 2
    instrument: bool = True
    """A MIDI track gets an instrument that can be heard."""
    color: str = ""
    """As #rrggbb; "" = the DAW chooses."""
    group: str = ""
    """Id or `ref` of the group it lies in."""

    def inverse(self, outcome: Outcome, before: Snapshot, keep: Keep) -> tuple[Change, ...]:
        """It goes."""
        return tuple(RemoveTrack(made) for made in made_ids(outcome))

    def fingerprint(self, outcome: Outcome, after: Snapshot) -> dict[str, Any]:
        """The regions that lie on it."""
        rows = [
            [is_there(after, made), *(region_print(one) for one in after.regions_on(made))]
            for made in made_ids(outcome)
        ]
        inside = sorted(one.id for one in after.tracks if one.group and one.group in made_ids(outcome))
        return {"track": rows, "inside": inside} if inside else {"track": rows}

    def about(self, outcome: Outcome, snapshot: Snapshot) -> str:
        """Which track."""
        found = [snapshot.track(made) for made in made_ids(outcome)]
        return f"the track {named(found[0] if found else None, repr(self.name))}"

    def claims(self, outcome: Outcome, before: Snapshot) -> tuple[Claim, ...]:
        """It is there and of the kind that was asked for."""
        found: list[Claim] = []
        for made in made_ids(outcome):
            found += [there(made), Claim(made, NAME, self.name), Claim(made, "kind", self.kind)]
            found += [Claim(made, "group", self.group)] if self.group else []
        return tuple(found)

    def told(self, after: Snapshot | None, before: Snapshot | None = None) -> str:
        """Its name."""
        kind = {"bus": "bus", "group": "group"}.get(self.kind, "track")
        return f"there is a new {kind} '{self.name}'"


@dataclass(frozen=True)
class RemoveTrack(Remove):
    """Take a track away (a DAW that cannot: empty and hide it, and say so)."""

    target: ClassVar[str] = "track"
    capability: ClassVar[str] = "remove_track"
    counted: ClassVar[tuple[str, str]] = ("1 track removed", "{n} tracks removed")
    track: str

    def inverse(self, outcome: Outcome, before: Snapshot, keep: Keep) -> tuple[Change, ...]:
        """It comes back with all that was on it, as far as this DAW can."""
        old = on_track(self, before)
        if old is None:
            return ()
        can = before.capabilities
        return tuple(change for change in _restored(old, before, keep) if not can or change.capability in can)

    def lost(self, before: Snapshot) -> tuple[Region, ...]:
        """All that lies on it."""
        return before.regions_on(self.track)

    def claims(self, outcome: Outcome, before: Snapshot) -> tuple[Claim, ...]:
        """It is gone, and so is what lay on it."""
        return (*super().claims(outcome, before), *(there(one.id, False) for one in before.regions_on(self.track)))

    def about(self, outcome: Outcome, snapshot: Snapshot) -> str:
        """Which track."""
        return f"the track {track_named(self, snapshot)}"


def _restored(old: Track, before: Snapshot, keep: Keep) -> Iterator[Change]:
    """A removed track, its content, its mixer, and what others had to do with it; what is usual is left out."""
    ref = RESTORED + old.id
    kind = old.kind if old.kind != "master" else "bus"
    shows_plugins = "add_plugin" in before.capabilities  # then none means none: what it had is put back below
    yield NewTrack(old.name, kind, ref, 2, not old.plugins and not shows_plugins, old.color, old.group)
    for number, plugin in enumerate(old.plugins):
        yield restored_plugin(plugin, ref, number)
    for region in before.regions_on(old.id):
        yield from restored_region(region, ref, keep)
    for one in before.slots:
        if one.track == old.id:
            yield restored_slot(one, ref)
    yield SetGain(ref, old.gain_db)
    yield SetPan(ref, old.pan)
    yield SetMute(ref, old.mute)
    yield from unusual(old, ref=ref, but=_IN_THEIR_PLACE)
    if old.output:
        yield SetOutput(ref, old.output)
    for send in old.sends:
        yield SetSend(ref, send.to, send.gain_db)
    for plugin in old.plugins:
        if plugin.sidechain:
            heard = ref if plugin.sidechain == old.id else plugin.sidechain
            yield SetSidechain(ref, RESTORED + plugin.id, heard)
    for lane in old.automation:
        yield SetAutomation(ref, _of_restored(lane.parameter), lane.points)
    for other in before.tracks:
        if other.group == old.id:
            yield SetGroup(other.id, ref)
        if other.output == old.id:
            yield SetOutput(other.id, ref)
        for send in other.sends:
            if send.to == old.id:
                yield SetSend(other.id, ref, send.gain_db)
        for plugin in other.plugins:
            if plugin.sidechain == old.id:
                yield SetSidechain(other.id, plugin.id, ref)
    if any(track.position for track in before.tracks):
        yield SetPosition(ref, old.position, is_about=True)
    if old.is_frozen:
        yield SetFrozen(ref, True)


_IN_THEIR_PLACE = (SetGain, SetPan, SetMute, SetOutput, SetGroup, SetPosition, SetFrozen)
"""Values of a track that come back where it is made anew, or after what they need."""


def _of_restored(parameter: str) -> str:
    """A parameter of a plugin that comes back too has that plugin's new id: it is named by the ref."""
    kind, _, rest = parameter.partition(" ")
    plugin, _, name = rest.partition(" ")
    return f"plugin {RESTORED}{plugin} {name}" if kind == "plugin" else parameter
