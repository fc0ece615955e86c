"""Makes recorded speech clean and even: noise and hum down, rumble off, quiet phrases up."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from engine.clip import Clip
from engine.model import Brief, Licence, Model, Report, Result
from engine.stream import sound_info
from models.speech.chunked import worked_on
from models.speech.denoiser import clip_of
from models.speech.mono_sound import mono_sound
from models.speech.phrase_level import LevelCurve, level_curve
from models.speech.utterance import frame_levels_db
from models.speech.voice_cleaner import Cleaned, cleaned

_LISTENING_SHARE = 0.1
_HARD_DB = 3.0


class SpeechEnhancer(Model):
    """Classical signal processing, nothing to download."""

    id = "clean-voice"
    name = "Clean voice"
    tasks = ("enhance_speech",)
    licence = Licence(code="GPL-3.0-or-later")
    limits = ("Takes out steady noise and hum and evens the level; echo of the room, clipping, and other people's "
              "voices stay.")
    memory_bytes = 300 << 20
    quality = 2
    speed = 3

    def check(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief) -> None:
        """Raise UserError for what is no sound."""
        sound_info(clip_of(inputs))

    def run(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief,
            report: Report) -> dict[str, Result]:
        """Clean `clip`; returns `audio` of the same rate, channels and length."""
        clip = clip_of(inputs)
        info = sound_info(clip)
        rate = info.sample_rate_hz
        levels = frame_levels_db(mono_sound(clip), lambda done: report(_LISTENING_SHARE * done, 1, "listening"))
        steps: list[Cleaned] = []

        def work(samples: np.ndarray, tick: Callable[[float], None]) -> np.ndarray:
            steps.append(cleaned(samples, rate, tick))
            return steps[-1].samples

        made = worked_on(clip, brief.folder, f"{clip.name} enhanced", work, lambda done: report(
            _LISTENING_SHARE + 0.8 * done, 1, "cleaning the voice"))
        curve = level_curve(levels)
        if curve is not None:
            made = _evened(made, brief, curve, rate, report)
        _tell(clip, steps, curve, report)
        return {"audio": made}


def _evened(clip: Clip, brief: Brief, curve: LevelCurve, rate: int, report: Report) -> Clip:
    from engine.stream import ClipWriter, frame_blocks

    info = sound_info(clip)
    position = 0
    with ClipWriter(brief.folder, info.channels, rate, info.frames) as writer:
        for block in frame_blocks(clip.path, 0, info.frames, rate):
            report(0.9 + 0.1 * position / info.frames, 1, "evening the level")
            writer.write(block * curve.gain(position, block.shape[1], rate))
            position += block.shape[1]
        even = writer.finish(clip.name, track=clip.track, start_beats=clip.start_beats)
    clip.path.unlink()
    return even


def _tell(clip: Clip, steps: Sequence[Cleaned], curve: LevelCurve | None, report: Report) -> None:
    worst = min(step.noise_db for step in steps)
    if any(step.has_less_noise for step in steps) and worst < _HARD_DB:
        report.warn(f"The noise in '{clip.name}' is as loud as the voice, so some of both is left.")
    if curve is None and not any(step.has_less_noise or step.hum_lines for step in steps):
        report.warn(f"'{clip.name}' is clean and even already, so it was left as it is.")
