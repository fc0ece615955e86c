"""A song in memory with a real assistant beside it: what most attacks are made on."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bench.attacks.attack import Lost, clear
from engine.assistant.assistant import Assistant
from engine.catalog.registry import Registry
from engine.config import Settings
from engine.daw.daw import DawSession
from engine.library.library import Library
from engine.library.turn import Turn
from engine.media.audio import Audio, write_audio
from engine.media.note import Note
from engine.planner.context import Planner
from engine.planner.offline.planner import OfflinePlanner
from engine.tasks.plan import Step
from models.edit.edit import Editor
from models.edit.effects import Effects
from models.edit.tempo_key import TempoKey
from tests.fakes import FakeDaw, FakeDawKind, FakeModel

RATE_HZ = 48000
MELODY = (Note(60, 0.0, 1.0, 80, "moon"), Note(64, 1.0, 1.0, 90, "light"), Note(67, 2.0, 2.0, 70, "falls"))


def tone(path: Path, seconds: float = 1.0, hz: float = 220.0, **more: Any) -> Path:
    """A file with a quiet tone."""
    t = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    return write_audio(path, Audio((0.2 * np.sin(2 * np.pi * hz * t))[None].astype(np.float32), RATE_HZ), **more)


class Maker(FakeModel):
    """Makes new sound and notes; it edits nothing."""

    tasks = ("generate_audio", "generate_midi", "sing", "separate_stems", "speak")


class Room:
    """Tracks Drums with 'beat', Keys with 'chords'; both are the user's and must stay."""

    def __init__(self, folder: Path, *, planner: Planner | None = None, session: DawSession | None = None) -> None:
        self.folder = folder
        (folder / "song").mkdir(parents=True, exist_ok=True)
        self.sound = tone(folder / "beat.wav", 2.0, 110.0)
        self._content = _hash(self.sound)
        self.daw = FakeDaw(folder / "song")
        self.beat = self.daw.user_sound(self.daw.user_track("Drums"), self.sound, 0.0, "beat")
        self.chords = self.daw.user_notes(self.daw.user_track("Keys", "midi"), MELODY, 4.0, "chords")
        models = {model.id: model for model in (Editor(), Effects(), TempoKey(), Maker())}
        self.registry = Registry(models, {"fake": FakeDawKind(self.daw)})
        for model in models.values():
            model.others = self.registry.models_for
        self.library = Library(folder / "song" / "Tonmeister")
        self.assistant = Assistant(
            registry=self.registry,
            library=self.library,
            planner=planner or OfflinePlanner(),
            session=session or self.daw,
            settings=Settings(planner="offline"),
        )

    def ask(self, text: str, files: Sequence[Path] = (), **more: Any) -> Turn:
        """One request, whatever it deletes; its answer must be clear, and what is the user's still there."""
        turn = self.assistant.ask(text, files, approve=lambda plan: False, **more)
        self.kept()
        clear(turn.answer)
        return turn

    def does(self, task: str, files: Sequence[Path] = (), **args: Any) -> Turn:
        """One step without planning."""
        return self.ask(task, files, steps=[Step(task, args)])

    def plain(self) -> None:
        """The next plain request: a fader goes down and comes back."""
        before = self._gain()
        turn = self.ask("turn the drums down 3 dB")
        assert turn.state == "done" and abs(self._gain() - before + 3) < 0.1, f"{turn.state}: {turn.answer}"
        turn = self.ask("undo")
        assert turn.state == "done" and abs(self._gain() - before) < 0.1, f"{turn.state}: {turn.answer}"

    def kept(self) -> None:
        """`Lost` unless the user's own clips and files are as they were."""
        there = {region.id: region for region in self.daw.regions}
        if _hash(self.sound) != self._content:
            raise Lost("the user's sound file was changed")
        for made in (self.beat, self.chords):
            if made not in there:
                raise Lost(f"the user's clip {'beat' if made == self.beat else 'chords'} has gone")

    def tracks(self) -> list[str]:
        """Names of the tracks."""
        return [track.name for track in self.daw.tracks]

    def _gain(self) -> float:
        return next(track.gain_db for track in self.daw.tracks if track.name == "Drums")


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
