"""How well the production tasks do: tempo and key, playing notes, mastering, writing down notes, music videos."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bench.quality.row import Row
from engine.catalog.model import Brief, Facts, Model, Report
from engine.media.audio import Audio
from engine.media.clip import Clip, audio_clip, midi_clip
from engine.media.loudness import measure_loudness
from engine.media.note import Note, TempoMap
from models.edit.master import Master
from models.edit.tempo_key import TempoKey
from models.music.audio_to_midi import BasicPitch, NoteTracker
from models.picture.video_for_audio import SoundVideo
from models.sound.render_midi import NotePlayer

RATE, BPM = 44100, 100.0
BEAT_S = 60 / BPM


def rows() -> Iterator[Row]:
    """Every figure, measured on made material; the same every time."""
    with tempfile.TemporaryDirectory() as name:
        for part in (_tempo_key, _played, _mastered, _written, _filmed, _memory):
            yield from part(Path(name))


def _made(model: Model, folder: Path, args: dict[str, Any], **inputs: Clip) -> dict[str, Any]:
    brief = Brief(model.tasks[0], folder, TempoMap.constant(BPM), None, RATE)
    return dict(model.run(args, inputs, brief, Report()))


def _sound(folder: Path, samples: np.ndarray, name: str = "take") -> Clip:
    return audio_clip(folder, name, Audio(np.atleast_2d(samples).astype(np.float32), RATE))


def _tone(hz: float, seconds: float) -> np.ndarray:
    return 0.3 * np.sin(2 * np.pi * hz * np.arange(round(seconds * RATE)) / RATE)


def _clicks(bpm: float, seconds: float) -> np.ndarray:
    line, random = np.zeros(round(seconds * RATE)), np.random.default_rng(2)
    for start in np.arange(0.1, seconds - 0.1, 60 / bpm):
        at = round(start * RATE)
        line[at:at + 1500] += 0.3 * random.standard_normal(1500) * np.exp(-np.arange(1500) / 250)
    return line


def _loudest_hz(samples: np.ndarray) -> float:
    level = np.abs(np.fft.rfft(samples * np.hanning(len(samples)), 8 * len(samples)))
    return float(level.argmax() * RATE / (8 * len(samples)))


def _tempo_key(folder: Path) -> list[Row]:
    model, lengths, cents = TempoKey(), [], []
    for ratio, semitones in ((0.7, 0), (0.9, -4), (1.1, 3), (1.3, 7), (1.0, 5)):
        source = _sound(folder, _tone(330, 3))
        made = _made(model, folder, {"ratio": ratio, "semitones": semitones}, clip=source)["audio"]
        samples = made.audio().samples[0]
        lengths.append(abs(len(samples) - round(3 * RATE / ratio)))
        wanted = 330 * 2 ** (semitones / 12)
        cents.append(abs(1200 * np.log2(_loudest_hz(samples[8000:-8000]) / wanted)))
    late = []
    for ratio in (0.8, 1.22):
        made = _made(model, folder, {"ratio": ratio}, clip=_sound(folder, _clicks(BPM, 50)))["audio"]
        level = np.abs(made.audio().samples[0])
        for beat in range(80):
            at = round((0.1 + beat * BEAT_S) / ratio * RATE)
            low = max(0, at - 2000)
            near = level[low:at + 2000]
            late.append(1000 * abs(low + int(np.argmax(near > 0.3 * near.max())) - at) / RATE)
    heard = [abs(_made(model, folder, {"bpm": 120.0}, clip=_sound(folder, _clicks(bpm, 12)))["audio"].seconds
                 / (12 * bpm / 120) - 1) for bpm in (84.0, 96.0, 107.0, 126.0)]
    name = model.id
    return [Row("change_tempo_key", name, "length error, samples", "5 stretches and shifts", str(max(lengths)), "≤ 0"),
            Row("change_tempo_key", name, "pitch error, cents", "sines, worst", f"{max(cents):.2f}", "≤ 5"),
            Row("change_tempo_key", name, "beats late or early, ms", "50 s of clicks, 95 %", str(_percentile(late)),
                "≤ 10"),
            Row("change_tempo_key", name, "tempo error, %", "heard, to 120 bpm, worst", f"{100 * max(heard):.2f}",
                "≤ 1")]


def _percentile(values: Sequence[float]) -> float:
    return round(float(np.percentile(values, 95)), 1)


def _line(seed: int) -> list[Note]:
    random, pitch, beat, notes = np.random.default_rng(seed), 60, 0.0, []
    while beat < 20:
        length = float(random.choice([0.25, 0.5, 0.5, 1]))
        pitch = int(np.clip(pitch + random.integers(-5, 6), 48, 79))
        notes.append(Note(pitch, beat, 0.95 * length, int(random.integers(60, 110))))
        beat += length
    return notes


def _chords(seed: int) -> list[Note]:
    """Two to five notes at a time, some of them held over the next ones."""
    random, notes, beat = np.random.default_rng(seed), [], 0.0
    while beat < 20:
        root = int(random.integers(45, 60))
        for step in random.choice([0, 3, 4, 7, 12, 16], int(random.integers(1, 4)), replace=False):
            notes.append(Note(root + int(step), beat, float(random.choice([0.45, 0.95, 1.45])),
                              int(random.integers(60, 110))))
        if random.random() < 0.7:
            notes.append(Note(int(random.integers(77, 88)), beat, 0.45, int(random.integers(60, 110))))
        beat += float(random.choice([0.5, 0.5, 1]))
    return notes


def _beat(seed: int) -> list[Note]:
    random, notes = np.random.default_rng(seed), []
    for bar in range(6):
        hats = [bar * 4 + eighth / 2 for eighth in range(8) if random.random() < 0.9]
        kicks = [bar * 4.0, bar * 4 + 2.0, *([bar * 4 + 2.5] if random.random() < 0.6 else [])]
        for pitch, beats in ((42, hats), (36, kicks), (38, [bar * 4 + 1.0, bar * 4 + 3.0])):
            notes += [Note(pitch, beat, 0.2, int(random.integers(80, 115)), channel=9) for beat in beats]
    return notes


def _recorded(folder: Path, notes: Sequence[Note], instrument: str, name: str = "take") -> Clip:
    clip = midi_clip(folder, name, notes, TempoMap.constant(BPM), 26)
    made = _made(NotePlayer(), folder, {"instrument": instrument}, midi=clip)["audio"]
    return audio_clip(folder, name, made.audio())


def _played(folder: Path) -> list[Row]:
    loudness, frames, peaks = [], [], []
    for instrument in ("piano", "rhodes", "strings", "upright bass", "pad", "lead", "pluck", "organ", "909 kit"):
        audio = _recorded(folder, _line(1), instrument).audio()
        found = measure_loudness([audio.samples], RATE, 2)
        loudness.append(abs((found.lufs or 0.0) + 16))
        peaks.append(found.true_peak_dbtp or 0.0)
        frames.append(abs(audio.frames - round(26 * BEAT_S * RATE)))
    loud = round(max(loudness), 2)
    return [Row("render_midi", "note-player", "loudness error, LU", "9 instruments, worst", str(loud), "≤ 0.3"),
            Row("render_midi", "note-player", "true peak, dBTP", "9 instruments, highest", f"{max(peaks):.2f}", "≤ -1"),
            Row("render_midi", "note-player", "length error, samples", "9 instruments", str(max(frames)), "≤ 0")]


def _mastered(folder: Path) -> list[Row]:
    missed, over = [], []
    notes = {"piano": _chords(3), "909 kit": _beat(3), "finger bass": _line(3)}
    parts = [_recorded(folder, part, name).audio().samples for name, part in notes.items()]
    song = 0.2 * np.sum(parts, axis=0)
    for lufs, ceiling_db in ((-14.0, -1.0), (-9.0, -1.0), (-11.0, -0.3), (-16.0, -2.0), (-23.0, -1.0)):
        made = _made(Master(), folder, {"loudness_lufs": lufs, "ceiling_db": ceiling_db}, clip=_sound(folder, song))
        found = measure_loudness([made["audio"].audio().samples], RATE, 2)
        missed.append(abs((found.lufs or 0.0) - lufs))
        over.append((found.true_peak_dbtp or 0.0) - ceiling_db)
    record = _sound(folder, np.apply_along_axis(lambda line: np.convolve(line, [0.6, 0.3, 0.1], "same"), 1, song))
    facts = _made(Master(), folder, {}, clip=_sound(folder, song), reference=record)["facts"]
    assert isinstance(facts, Facts)
    tone = facts.values["tone"]
    left = tone["distance_after_db"] / tone["distance_before_db"]
    return [Row("master", "master", "loudness error, LU", "5 goals, −23 … −9 LUFS, worst", f"{max(missed):.2f}",
                "≤ 0.3"),
            Row("master", "master", "true peak over the ceiling, dB", "5 goals, worst", f"{max(over):.2f}", "≤ 0"),
            Row("master", "master", "tone off the reference, share that is left", "a duller record", f"{left:.2f}",
                "≤ 0.5")]


def _f1(notes: Sequence[Note], found: Sequence[Note]) -> float:
    """Of onsets with their pitch, within 50 ms."""
    left, hits = list(found), 0
    for note in notes:
        near = [other for other in left if other.pitch == note.pitch
                and abs(other.start_beats - note.start_beats) * BEAT_S <= 0.05]
        if near:
            left.remove(min(near, key=lambda other: abs(other.start_beats - note.start_beats)))
            hits += 1
    return 2 * hits / (len(notes) + len(found))


def _written(folder: Path) -> list[Row]:
    found: list[Row] = []
    models: list[Model] = [model for model in (BasicPitch(), NoteTracker()) if not model.ready()]

    def score(model: Model, make: Callable[[int], list[Note]], instruments: Sequence[str]) -> float:
        scores = []
        for instrument in instruments:
            for seed in (11, 12):
                notes = make(seed)
                made = _made(model, folder, {}, clip=_recorded(folder, notes, instrument))["midi"]
                scores.append(_f1(notes, made.midi().notes))
        return round(float(np.mean(scores)), 3)

    for model in models:
        if isinstance(model, BasicPitch):
            for instrument in ("piano", "rhodes", "nylon guitar"):
                found.append(Row("audio_to_midi", model.id, "onset F1", f"chords, {instrument}",
                              str(score(model, _chords, [instrument])), "≥ .84"))
        lines = ("piano", "flute", "lead", "finger bass", "sax")
        found.append(Row("audio_to_midi", model.id, "onset F1", "single lines, 5 instruments",
                         str(score(model, _line, lines)), "≥ .9"))
        found.append(Row("audio_to_midi", model.id, "onset F1", "single line, slow strings",
                      str(score(model, _line, ["strings"])), "goal ≥ .9"))
    return found + _drums(folder, models[0])


def _drums(folder: Path, model: Model) -> list[Row]:
    kits, notes = ("drums", "909 kit", "rock kit", "dusty kit", "808 kit", "80s kit", "dnb kit"), _beat(5)
    heard = [_made(model, folder, {}, clip=_recorded(folder, notes, kit, "drum loop"))["midi"].midi().notes
             for kit in kits]
    rows_: list[Row] = []
    for pitch, name, bar in ((36, "kick", "≥ .93"), (38, "snare", "≥ .8"), (42, "hat", "≥ .9")):
        scores = [_f1([n for n in notes if n.pitch == pitch], [n for n in one if n.pitch == pitch]) for one in heard]
        mean = round(float(np.mean(scores)), 3)
        rows_.append(Row("audio_to_midi", model.id, f"{name} F1", f"{len(kits)} kits, mean", str(mean), bar))
    return rows_


def _filmed(folder: Path) -> list[Row]:
    import av

    made = _made(SoundVideo(), folder, {}, clip=_sound(folder, _clicks(BPM, 8)))["video"]
    with av.open(str(made.path)) as file:
        pictures = [frame.to_ndarray(format="gray") for frame in file.decode(video=0)]
    ring = np.array([float(picture[180:200, 600:680].mean()) for picture in pictures])
    with av.open(str(made.path)) as file:
        parts = list(file.decode(audio=0))
    early = max(0, round(-float(parts[0].time or 0) * 48000))
    heard = np.concatenate([part.to_ndarray()[0] for part in parts])[early:]
    seen, late = [], []
    for beat in range(1, 12):
        at_s = 0.1 + beat * BEAT_S
        frame = int(at_s * 25)
        seen.append(abs(int(ring[frame - 6:frame + 7].argmax()) - 6))
        around = np.abs(heard[round(at_s * 48000) - 4000:][:8000])
        late.append(abs(int(np.argmax(around > 0.3 * around.max())) - 4000) / 48)
    how, model = "11 beats, worst", "sound-video"
    return [Row("video_for_audio", model, "pulse off the beat, pictures", how, str(max(seen)), "≤ 1"),
            Row("video_for_audio", model, "sound off the picture, ms", how, f"{max(late):.1f}", "≤ 40")]


_MEASURE = """
import sys, tempfile
from pathlib import Path
import numpy as np
from engine.catalog.model import Brief, Report
from engine.media.note import TempoMap
from engine.media.audio_stream import ClipWriter
from models.edit.master import Master
from models.edit.tempo_key import TempoKey
folder, minutes = Path(tempfile.mkdtemp()), float(sys.argv[2])
random = np.random.default_rng(1)
with ClipWriter(folder, 1, 22050, 1) as writer:
    for _ in range(round(minutes * 12)):
        writer.write(0.1 * random.standard_normal((1, 5 * 22050)).astype(np.float32))
    clip = writer.finish("noise")
model, args = {"master": (Master(), {}), "tempo-key": (TempoKey(), {"ratio": 1.05})}[sys.argv[1]]
model.run(args, {"clip": clip}, Brief(model.tasks[0], folder, TempoMap()), Report())
# the highest of this process alone: what getrusage tells begins with the parent's
lines = Path("/proc/self/status").read_text().splitlines()
print(next(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM")))
import shutil; shutil.rmtree(folder)
"""


def _memory(folder: Path) -> list[Row]:
    """Peak memory of a long sound against that of a short one, each in a process of its own."""
    found: list[Row] = []
    for task, model in (("master", "master"), ("change_tempo_key", "tempo-key")):
        peaks = [int(subprocess.run([sys.executable, "-c", _MEASURE, model, minutes], capture_output=True, text=True,
                                    check=True, timeout=300).stdout) for minutes in ("2", "10")]
        found.append(Row(task, model, "peak memory at 10 minutes against 2", f"{peaks[0]} → {peaks[1]} MB",
                         f"{peaks[1] / peaks[0]:.2f}", "≤ 1.2"))
    return found
