"""Notes played on a General MIDI soundfont through FluidSynth, where both are installed."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from engine.catalog.model import Licence
from engine.errors import ModelError
from models.sound.instruments import Instrument
from models.sound.note_player import PlayedNote, Tick
from models.sound.render_midi import NotePlayer

_FOLDERS = ("/usr/share/sounds/sf2", "/usr/share/sounds/sf3", "/usr/share/soundfonts", "/usr/local/share/soundfonts",
            "/opt/homebrew/share/soundfonts", "C:/soundfonts")
_BLOCK = 1 << 15
_GAIN = 0.4
_DRUM_CHANNEL, _DRUM_BANK = 9, 128
_END_FADE_S = 0.01
_PROGRAMS = {
    "piano": 0, "rhodes": 4, "organ": 16, "vibes": 11, "bell": 14, "crystal": 98, "nylon_guitar": 24,
    "steel_guitar": 25, "muted_guitar": 28, "power_guitar": 30, "lead_guitar": 29, "strings": 48, "low_strings": 42,
    "pad": 88, "warm_pad": 89, "dark_pad": 95, "stab": 62, "pluck": 45, "lead": 81, "soft_lead": 80, "flute": 73,
    "sax": 65, "trumpet": 56, "brass": 61, "horn": 60, "choir": 52, "finger_bass": 33, "pick_bass": 34,
    "slap_bass": 36, "upright_bass": 32, "saw_bass": 38, "acid_bass": 38, "reese": 39, "bass_808": 39, "sub_bass": 39,
}
"""Voice → General MIDI program, from 0."""


class SoundfontPlayer(NotePlayer):
    """render_midi with sampled instruments; as exact in length and loudness as the built-in ones."""

    id = "soundfont-player"
    name = "Soundfont"
    licence = Licence("GPL-3.0-or-later", "that of the soundfont installed")
    limits = ("One instrument plays all notes but the drums; there is no sustain pedal or pitch bend. Sounds as good "
              "as the soundfont that is installed.")
    quality = 2
    speed = 2
    is_default = False

    def ready(self) -> str:
        """Empty where FluidSynth and a soundfont are installed."""
        try:
            _fluidsynth()
        except (ImportError, AttributeError, OSError):
            return "FluidSynth is not installed; install it and run: pip install pyfluidsynth"
        return "" if _soundfont() else "no soundfont is installed; install one, such as FluidR3 or TimGM6mb"

    def sound(self, notes: Sequence[PlayedNote], frames: int, rate: int, instrument: Instrument, seed: int,
              tick: Tick) -> Iterator[np.ndarray]:
        """The piece in blocks, stereo float32 [shape=(2, n)]."""
        path = _soundfont()
        synth: Any = _fluidsynth().Synth(gain=_GAIN, samplerate=float(rate))
        try:
            font = synth.sfload(str(path))
            if path is None or font < 0:
                raise ModelError("The soundfont could not be loaded.")
            synth.program_select(0, font, 0, _PROGRAMS.get(instrument.voice, 0))
            synth.program_select(_DRUM_CHANNEL, font, _DRUM_BANK, 0)
            position = 0
            for at, number, is_on, one in _events(notes, frames):
                yield from _blocks(synth, position, at, frames, rate, tick)
                position = at
                channel = _DRUM_CHANNEL if one.is_drum else 0
                if is_on:
                    synth.noteon(channel, one.note.pitch, one.note.velocity)
                else:
                    synth.noteoff(channel, one.note.pitch)
                if number % 64 == 0:
                    tick(position)
            yield from _blocks(synth, position, frames, frames, rate, tick)
        finally:
            synth.delete()


def _fluidsynth() -> Any:
    """The package pyfluidsynth; when it is imported and a variable CI is set, it prints, but not among our answers."""
    with contextlib.redirect_stdout(io.StringIO()):
        import fluidsynth
    return fluidsynth


def _soundfont() -> Path | None:
    """The largest soundfont there is: the more samples, the better."""
    found = [path for folder in _FOLDERS for path in sorted(Path(folder).glob("*.sf[23]")) if path.is_file()]
    return max(found, key=lambda path: path.stat().st_size) if found else None


def _events(notes: Sequence[PlayedNote], frames: int) -> list[tuple[int, int, bool, PlayedNote]]:
    """(sample, number, is_on, note), ends before starts on one sample."""
    events = [(one.start, True, one) for one in notes] + [(min(one.end, frames), False, one) for one in notes]
    events.sort(key=lambda event: (event[0], event[1], event[2].note.pitch))
    return [(at, number, is_on, one) for number, (at, is_on, one) in enumerate(events) if at < frames or not is_on]


def _blocks(synth: Any, start: int, end: int, frames: int, rate: int, tick: Tick) -> Iterator[np.ndarray]:
    fade = max(1, round(_END_FADE_S * rate))
    for first in range(start, end, _BLOCK):
        count = min(_BLOCK, end - first)
        made = np.asarray(synth.get_samples(count), np.float32).reshape(-1, 2).T / 32768
        left = frames - first - np.arange(count)
        yield np.asarray(made * np.clip((left - 1) / fade, 0, 1), np.float32)
        tick(first + count)
