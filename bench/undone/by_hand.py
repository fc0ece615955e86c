"""What the user does in the file with another program."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bridge.dawproject.dawproject import Dawproject
from engine.daw import daw
from engine.daw.daw import Change, DawSession, Snapshot
from engine.media.note import Note

_TUNE = (Note(60, 0.0, 1.0, 90), Note(64, 1.0, 1.0, 90))
_COLORS = ("#112233", "#445566")


@dataclass(frozen=True)
class Deed:
    """Something that can be done to a session, and to its twin in the same way."""

    what: str
    changes: Callable[[Snapshot], list[Change]]
    """For what is there now; [] where what it is about is not there."""

    def do(self, session: DawSession) -> bool:
        """Whether it was done."""
        now = session.snapshot()
        changes = self.changes(now)
        outcomes = session.apply(changes, expected_revision=now.revision, label="by hand") if changes else []
        return bool(outcomes) and all(one.is_done for one in outcomes)


def connected(path: Path) -> DawSession:
    """The file as another program opens it."""
    kind = Dawproject()
    found = kind.project_at(path)
    assert found
    return kind.connect(found)


def deed(chance: random.Random, first: Snapshot, number: int, *, is_rough: bool) -> Deed:
    """One of all kinds, about what was there at first or new; rough: that moves, renames and deletes as well."""
    track = chance.choice([one for one in first.tracks if one.kind in ("audio", "midi")])
    region = chance.choice(first.regions)
    value, beat, mine = float(chance.randint(-20, -10)), float(chance.randint(0, 15)), f"Mine {number}"
    kinds: list[tuple[str, list[Change], str]] = [
        (f"fader of {track.name} {value}", [daw.SetGain(track.id, value)], track.id),
        (f"pan of {track.name} {value / 20}", [daw.SetPan(track.id, value / 20)], track.id),
        (f"color of {track.name}", [daw.SetColor(track.id, chance.choice(_COLORS))], track.id),
        (f"marker {mine}", [daw.AddMarker(mine, beat)], ""),
        (f"track {mine}", [daw.NewTrack(mine, "midi", ref="t"), daw.PlaceMidi("t", _TUNE, beat, 4.0, mine)], ""),
        (f"gain of the clip {region.name}", [daw.SetRegionGain(region.id, value)], region.id),
    ]
    if is_rough:
        kinds += [
            (f"clip {region.name} moved", [daw.Move(region.id, 64.0 + beat)], region.id),
            (f"clip {region.name} deleted", [daw.RemoveRegion(region.id)], region.id),
            (f"clip {region.name} called {mine}", [daw.RenameRegion(region.id, mine)], region.id),
            (f"track {track.name} called {mine}", [daw.RenameTrack(track.id, mine)], track.id),
            (f"track {track.name} deleted", [daw.RemoveTrack(track.id)], track.id),
        ]
    what, changes, about = chance.choice(kinds)
    return Deed(what, lambda now: changes if not about or _is_there(now, about) else [])


def _is_there(now: Snapshot, about: str) -> bool:
    return any(one.id == about for one in (*now.tracks, *now.regions))
