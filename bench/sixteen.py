"""Runs the sixteen tasks of AudioGPT through the `run` command and draws what came of each.

    python -m bench.sixteen [FOLDER]

Every input is made on the spot. FOLDER gets one folder of results and one picture a task: spectra before and after,
spans, words, frames. It is meant to be looked at; the exit code only says whether each command did its work.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from bench.sheet import sheet
from bench.song_maker import RATE as SONG_RATE
from bench.song_maker import make_song
from engine.media.audio import Audio, read_audio, resample, write_audio
from engine.media.midi_file import write_midi
from engine.media.note import Note, TempoMap
from tests.models.picture.drawn_face import drawn_face

LAUNCHER = Path(__file__).parent.parent / "tonmeister.py"
RATE = 48000
WORDS = "The quick brown fox jumps over the lazy dog, and then the band begins to play."


@dataclass(frozen=True)
class Run:
    """One command: a task, its inputs by file name, its arguments."""

    task: str
    inputs: tuple[str, ...] = ()
    args: Mapping[str, str] | None = None


RUNS = (
    Run("transcribe", ("speech.wav",), {"timestamps": "true"}),
    Run("translate_speech", ("speech.wav",), {"target_language": "spanish", "speak": "true"}),
    Run("style_transfer", ("speech.wav",), {"style": "whisper"}),
    Run("enhance_speech", ("noisy.wav",)),
    Run("separate_speakers", ("two_voices.wav",)),
    Run("binauralize", ("speech.wav",), {"motion": "circle"}),
    Run("inpaint", ("song.wav",), {"start": "4.0", "end": "4.04"}),
    Run("extract_sound", ("song.wav",), {"target": "drums"}),
    Run("detect_target_sound", ("day.wav",), {"target": "speech"}),
    Run("detect_sounds", ("day.wav",)),
    Run("talking_head", ("speech.wav", "face.png")),
    Run("speak", (), {"text": "Take 3 at 96.5 BPM, Dr. Miller: the chorus begins in bar 17."}),
    Run("generate_audio", (), {"prompt": "lo-fi hip hop loop", "bars": "4", "bpm": "84", "key": "D minor"}),
    Run("caption_audio", ("day.wav",)),
    Run("image_to_audio", ("beach.png",), {"duration": "6"}),
    Run("sing", ("tune.mid",), {"lyrics": "over the river and under the stars I am singing for you"}),
)


def main() -> None:
    """Make the inputs, run everything, draw it."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else tempfile.mkdtemp(prefix="sixteen-")).resolve()
    made = folder / "inputs"
    made.mkdir(parents=True, exist_ok=True)
    make_inputs(made)
    failed = [run.task for number, run in enumerate(RUNS, 1) if not _try(number, run, made, folder)]
    print(f"Pictures and results are in {folder}.")
    if failed:
        sys.exit(f"not done: {', '.join(failed)}")


def _try(number: int, run: Run, made: Path, folder: Path) -> bool:
    """Run one task; print a line, draw a picture."""
    out = folder / f"{number:02d}_{run.task}"
    out.mkdir(exist_ok=True)
    command = [sys.executable, str(LAUNCHER), "run", run.task, "--json", "--out", str(out)]
    for name in run.inputs:
        command += ["--in", str(made / name)]
    for name, value in (run.args or {}).items():
        command += ["--arg", f"{name}={value}"]
    began = time.monotonic()
    done = subprocess.run(command, capture_output=True, text=True)
    seconds = time.monotonic() - began
    report: dict[str, Any] = json.loads(done.stdout) if done.returncode == 0 else {}
    said = report.get("text") or (report.get("facts") or {}).get("summary") or done.stderr.strip()
    spans = report.get("spans") or []
    print(f"{number:2d} {run.task:20} {'done' if report else 'FAILED':7} {seconds:6.1f} s  {str(said)[:160]}")
    for span in spans[:12]:
        print(f"      {span['start']:6.2f} {span['end']:6.2f}  {span['label']} {span['confidence']:.2f}")
    for warning in report.get("warnings", ()):
        print(f"      Note: {warning}")
    paths = [Path(output["path"]) for output in (report.get("outputs") or {}).values() if output.get("path")]
    cv2.imwrite(str(folder / f"{out.name}.png"), sheet([made / name for name in run.inputs], paths, spans))
    return bool(report)


def make_inputs(folder: Path) -> None:
    """Speech, a song, a day of sounds, two voices, noise, a face, a beach and a tune."""
    speech = _said(folder, WORDS, "male")
    other = _said(folder, "We were away a year ago, when the long road ran along the river.", "female")
    count = min(speech.frames, other.frames)
    noise = np.random.default_rng(1).standard_normal(speech.frames).astype(np.float32)
    _write(folder / "speech.wav", speech.samples)
    _write(folder / "noisy.wav", speech.samples + noise * 0.4 * speech.samples.std())
    pan = np.array([[0.9, 0.3], [0.3, 0.9]], np.float32)
    _write(folder / "two_voices.wav", pan @ np.vstack([speech.samples[:, :count], other.samples[:, :count]]))
    song = resample(Audio(make_song(77).mix.astype(np.float32), SONG_RATE), RATE).samples[:, : 12 * RATE]
    _write(folder / "song.wav", song)
    quiet = np.zeros(2 * RATE, np.float32)
    hiss = 0.05 * np.random.default_rng(2).standard_normal(3 * RATE).astype(np.float32)
    day = np.concatenate([quiet, speech.samples[0], quiet[:RATE], song.mean(axis=0)[: 6 * RATE], quiet[:RATE], hiss])
    _write(folder / "day.wav", day[None])
    cv2.imwrite(str(folder / "face.png"), drawn_face())
    cv2.imwrite(str(folder / "beach.png"), _beach())
    pitches = (60, 62, 64, 65, 67, 65, 64, 62, 60, 64, 67, 72, 71, 67)
    notes = tuple(Note(pitch, 0.75 * number, 0.7, 90) for number, pitch in enumerate(pitches))
    write_midi(folder / "tune.mid", notes, TempoMap(), 12.0)


def _said(folder: Path, text: str, voice: str) -> Audio:
    """Spoken by the product itself."""
    path = folder / f".{voice}.wav"
    command = [sys.executable, str(LAUNCHER), "run", "speak", "--arg", f"text={text}", "--arg", f"voice={voice}"]
    subprocess.run([*command, "--out", str(path)], check=True, capture_output=True)
    return resample(read_audio(path), RATE)


def _write(path: Path, samples: np.ndarray) -> None:
    write_audio(path, Audio(np.ascontiguousarray(samples, np.float32), RATE))


def _beach() -> np.ndarray:
    """A blue sky over a bright sea with waves, above sand; uint8 [shape=(480, 640, 3)], BGR."""
    random = np.random.default_rng(3)
    picture = np.zeros((480, 640, 3), np.float32)
    picture[:200] = (235, 190, 120)
    rows = np.arange(200, 360)[:, None]
    wave = 30 * np.sin(rows / 4 + 3 * np.sin(np.arange(640)[None] / 40))
    picture[200:360] = np.array((190, 140, 40)) + wave[..., None]
    picture[360:] = (150, 205, 230)
    picture += random.normal(0, 6, picture.shape)
    cv2.circle(picture, (520, 80), 40, (200, 250, 255), -1)
    return np.clip(picture, 0, 255).astype(np.uint8)


if __name__ == "__main__":
    main()
