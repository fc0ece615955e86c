"""How long recordings may be: time and peak memory of every task at two minutes, ten minutes and three hours.

    python -m bench lengths [--only=TASK,…] [--most=SECONDS]

A task that is refused prints its sentence. Where ten minutes took longer than `--most` (60), three hours get half a
minute to be refused; their time is then a guess from the other two.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import psutil
import soundfile

from models.speech.espeak_library import speak
from tests.models.picture.drawn_face import drawn_face

RATE = 8000
LENGTHS_S = (120, 600, 3 * 3600)
_REFUSED_WITHIN_S = 30
_TEXT = "The weather was cold this morning, but the sun came out in the afternoon. "

CALLS: dict[str, tuple[str, ...]] = {
    "transcribe": (), "translate_speech": ("target_language=spanish",), "style_transfer": ("style=deeper",),
    "enhance_speech": (), "separate_speakers": (), "binauralize": ("motion=circle",),
    "inpaint": ("start=60", "end=60.4"), "extract_sound": ("target=vocals",), "detect_target_sound": ("target=speech",),
    "detect_sounds": (), "talking_head": ("image={face}",), "caption_audio": (), "denoise": (), "separate_stems": (),
    "audio_to_midi": (), "apply_effect": ("effect=reverb",), "master": (), "change_tempo_key": ("semitones=2",),
    "edit_clip": ("action=reverse",), "describe_music": (), "video_for_audio": (), "harmonize": ("interval=third",),
    "generate_midi": ("kind=bass", "clip={clip}"),
}
"""Arguments of each task that takes a recording."""


@dataclass(frozen=True)
class Measured:
    """What one run took."""

    seconds: float
    peak_mb: float
    said: str
    """Why it was refused; empty when it was done."""
    is_stopped: bool = False
    """True when it ran past its limit."""


def main() -> None:
    """Print the table."""
    options = dict(word[2:].split("=", 1) for word in sys.argv[1:] if word.startswith("--") and "=" in word)
    wanted = options["only"].split(",") if "only" in options else list(CALLS)
    print(f"{'task':20} {'sound':>8} {'time':>8} {'peak':>8}", flush=True)
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        cv2.imwrite(str(folder / "face.png"), drawn_face())
        clips = {seconds: _recording(folder / f"{seconds} s.wav", seconds) for seconds in LENGTHS_S}
        for task in wanted:
            _measure(task, clips, folder, float(options.get("most", 60)))


def _measure(task: str, clips: dict[int, Path], folder: Path, most_s: float) -> None:
    took: list[float] = []
    for seconds, clip in clips.items():
        limit_s = _REFUSED_WITHIN_S if len(took) > 1 and took[-1] > most_s else None
        found = _run(task, clip, folder, limit_s)
        row = f"{task:20} {_length(seconds):>8} {found.seconds:6.1f} s {found.peak_mb:5.0f} MB"
        if found.is_stopped:
            guess_s = took[-1] + (took[-1] - took[0]) * (seconds - LENGTHS_S[1]) / (LENGTHS_S[1] - LENGTHS_S[0])
            row = f"{task:20} {_length(seconds):>8} {guess_s:6.0f} s   a guess, not run"
        print(f"{row}   {found.said}".rstrip(), flush=True)
        took.append(found.seconds)


def _run(task: str, clip: Path, folder: Path, limit_s: float | None) -> Measured:
    """One task as a process of its own, with what it starts counted in."""
    arguments = [word.format(face=folder / "face.png", clip=clip) for word in CALLS[task]]
    has_clip = any(str(clip) in word for word in arguments)
    command = [sys.executable, "-m", "engine", "run", task, *([] if has_clip else ["--in", str(clip)])]
    command += [word for argument in arguments for word in ("--arg", argument)]
    with tempfile.TemporaryDirectory(dir=folder) as out, tempfile.TemporaryFile("w+") as said:
        began = time.perf_counter()
        process = subprocess.Popen([*command, "--out", out, "--json"], stdout=subprocess.DEVNULL, stderr=said,
                                   env={**os.environ, "TMPDIR": out, "TONMEISTER_HOME": str(folder / "home")})
        peak, is_stopped = 0, False
        for held in _resident(process):
            peak = max(peak, held)
            if limit_s and time.perf_counter() - began > limit_s:
                is_stopped = True
                process.kill()
        seconds = time.perf_counter() - began
        said.seek(0)
        sentence = " ".join(said.read().split()) if process.returncode and not is_stopped else ""
        return Measured(seconds, peak / 2**20, sentence, is_stopped)


def _resident(process: subprocess.Popen[bytes]) -> Iterator[int]:
    """Bytes held by a process and its children, again and again until it ends."""
    parent = psutil.Process(process.pid)
    while process.poll() is None:
        try:
            yield sum(one.memory_info().rss for one in (parent, *parent.children(recursive=True)))
        except psutil.Error:
            continue
        time.sleep(0.05)


def _recording(path: Path, seconds: int) -> Path:
    """Speech over a slow beat, mono, 8 bit, so that three hours take 86 MB; written block by block."""
    spoken = speak(_TEXT, "gmw/en-US", rate_wpm=150)
    step = np.linspace(0, len(spoken.samples) - 1, round(8.0 * RATE))
    block = 0.4 * np.interp(step, np.arange(len(spoken.samples)), spoken.samples / np.abs(spoken.samples).max())
    beat = np.arange(RATE // 2) / RATE
    block += np.tile(0.4 * np.exp(-20 * beat) * np.sin(2 * np.pi * 110 * beat), len(block) // len(beat))
    with soundfile.SoundFile(path, "w", RATE, 1, "PCM_U8") as file:
        for _ in range(seconds // 8):
            file.write(block)
    return path


def _length(seconds: int) -> str:
    return f"{seconds // 3600} h" if seconds >= 3600 else f"{seconds // 60} min"


if __name__ == "__main__":
    main()
