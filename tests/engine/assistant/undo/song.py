"""A song with a user and an assistant at work on it, and what it consists of by names and values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from engine.assistant.resolve import Resolver, region_audio
from engine.assistant.session_changes import SessionChanges
from engine.assistant.undo.undo import Undo
from engine.daw import daw
from engine.daw.daw import DawSession
from engine.errors import UserError
from engine.library.library import Library
from engine.library.turn import Turn
from engine.media.audio import Audio, write_audio
from tests.engine.assistant.undo.random_requests import NOTES
from tests.fakes import FakeDaw


class AtWork:
    """A DAW project and the library of the requests that are made in it."""

    def __init__(self, session: DawSession, folder: Path) -> None:
        self.session, self.folder, self.scratch = session, folder, folder / "scratch"
        self.scratch.mkdir(parents=True, exist_ok=True)
        self.library = Library(folder / "Tonmeister")

    def by_hand(self, change: daw.Change) -> None:
        """What the user does without us."""
        self.session.apply([change], expected_revision=self.session.snapshot().revision, label="")

    def restart(self) -> None:
        """Close the program and open it again."""
        self.library.close()
        self.library = Library(self.folder / "Tonmeister")

    def ask(self, changes: list[daw.Change]) -> Turn:
        """A request that makes these changes."""
        return self._request(lambda made, _: made.apply(changes))[0]

    def undo(self, target: str = "") -> tuple[Turn, str]:
        """The undo, and the error that it ended with."""
        return self._request(lambda _, undo: undo.back({"target": target} if target else {}))

    def redo(self, target: str = "") -> tuple[Turn, str]:
        """The redo, and the error that it ended with."""
        return self._request(lambda _, undo: undo.again({"target": target} if target else {}))

    def _request(self, do: Callable[[SessionChanges, Undo], Any]) -> tuple[Turn, str]:
        turn = self.library.begin_turn("do")
        resolver = Resolver(self.library, self.session.snapshot(), {}, self.scratch)
        changes = SessionChanges(turn, self.library, self.session, resolver, self.scratch)
        undo = Undo(self.library, turn.number, snapshot=lambda: resolver.snapshot, apply=changes.apply)
        error = ""
        try:
            do(changes, undo)
        except UserError as wrong:
            error = str(wrong)
        changes.refresh_fingerprints()
        turn = replace(
            turn,
            applied=tuple(changes.applied),
            state="failed" if error else "done",
            undoes=tuple(one.number for one in undo.undone),
            redoes=tuple(one.number for one in undo.redone),
        )
        self.library.save_turn(turn)
        return turn, error


class Song(AtWork):
    """A DAW project in memory and the library of its requests."""

    session: FakeDaw

    def __init__(self, folder: Path, *, makes_anew: bool) -> None:
        super().__init__(FakeDaw(folder), folder)
        self.sound = write_audio(folder / "s.wav", Audio(np.linspace(0.1, 0.6, 4800, dtype=np.float32)[None], 8000))
        self.session.makes_anew = makes_anew
        guitar = self.session.user_track("Guitar")
        self.session.user_sound(guitar, self.sound, 4.0, "Take", fade_out_s=0.05, gain_db=-1.0)
        self.session.user_notes(self.session.user_track("Lead", "midi"), NOTES, 8.0, "Tune")
        self.session.user_track("Hall", "bus")
        self.by_hand(daw.AddMarker("Intro", 0.0))
        self.by_hand(daw.AddPlugin(guitar, "amp", (("gain", 4.0), ("mix", 0.5)), "amp"))

    def content(self, *, with_faders: bool = True) -> list[Any]:
        """All that a musician would hear or see, without ids."""
        now = self.session.snapshot()
        names = {track.id: (track.name, track.kind) for track in now.tracks}
        rows: list[Any] = []
        for t in now.tracks:
            plugins = [(p.name, p.on, sorted(p.parameters), names.get(p.sidechain)) for p in t.plugins]
            lanes = sorted((lane.parameter, lane.points) for lane in t.automation if " " not in lane.parameter)
            sends = sorted((names.get(send.to), send.gain_db) for send in t.sends)
            fader = t.gain_db if with_faders else None
            values = (fader, t.pan, t.mute, t.solo, t.color, t.arm, t.monitor, t.position, t.is_frozen)
            clips = sorted((_clip(region) for region in now.regions_on(t.id)), key=repr)
            rows.append((t.name, t.kind, values, names.get(t.group), names.get(t.output), plugins, lanes, sends, clips))
        markers = sorted((one.name, one.at_beats) for one in now.markers)
        return [*sorted(rows, key=repr), *markers, *now.tempo_map.tempos, *now.tempo_map.meters]


def _clip(region: daw.Region) -> tuple[Any, ...]:
    notes = [(note.pitch, note.start_beats, note.length_beats) for note in region.notes]
    place = tuple(map(_short, (region.start_beats, region.length_beats, region.length_s)))
    fades = (round(region.fade_in_s, 3), round(region.fade_out_s, 3))
    return (region.name, region.kind, place, region.gain_db, region.mute, fades, notes or heard(region))


def heard(region: daw.Region) -> tuple[float, ...]:
    """Where in the song's sound, which only rises, a region begins and ends."""
    samples = region_audio(region).samples[0] if region.sources else (0.0, 0.0)
    return _short(samples[0]), _short(samples[-1])


def _short(value: float) -> float:
    """Two places; what lies between two of them, but for the last bit, is rounded the same way."""
    return round(float(value) + 1e-6, 2)
