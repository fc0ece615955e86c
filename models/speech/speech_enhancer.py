"""Makes recorded speech clean and even: no clicks, less noise and hum, no rumble, a usual tone, quiet phrases up."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from engine.catalog.model import Brief, Licence, Model, Report, Result
from engine.media.audio_stream import sound_info
from engine.media.clip import Clip
from models.speech.chunked import sample_of, worked_on
from models.speech.denoiser import clip_of
from models.speech.mono_sound import mono_sound
from models.speech.phrase_level import LevelCurve, level_curve
from models.speech.utterance import frame_levels_db
from models.speech.voice_cleaner import Cleaned, cleaned
from models.speech.voice_tone import rumbles, tone_filter, toned, without_rumble

_LISTENING_SHARE = 0.1
_HARD_DB = 3.0


class SpeechEnhancer(Model):
    """Classical signal processing, nothing to download."""

    id = "clean-voice"
    name = "Clean voice"
    tasks = ("enhance_speech",)
    licence = Licence(code="GPL-3.0-or-later")
    limits = ("Takes out steady noise, hum, rumble and clicks, evens the level and mends a very dull or thin tone; "
              "echo of the room, clipping, and other people's voices stay.")
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
        steps: list[Cleaned] = []

        def work(samples: np.ndarray, tick: Callable[[float], None]) -> np.ndarray:
            step = cleaned(samples, rate, tick)
            steps.append(replace(step, samples=np.zeros((0, 0))))
            return step.samples

        made = worked_on(clip, brief.folder, f"{clip.name} enhanced", work, lambda done: report(
            0.7 * done, 1, "cleaning the voice"))
        made, is_toned = _toned(made, brief, lambda done: report(0.7 + 0.1 * done, 1, "balancing the tone"))
        curve = level_curve(frame_levels_db(mono_sound(made), lambda done: report(
            0.8 + _LISTENING_SHARE * done, 1, "listening")))
        if curve is not None:
            made = _evened(made, brief, curve, rate, report)
        _tell(clip, steps, is_toned or curve is not None, report)
        return {"audio": made}


def _evened(clip: Clip, brief: Brief, curve: LevelCurve, rate: int, report: Report) -> Clip:
    from engine.media.audio_stream import ClipWriter, frame_blocks

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


def _toned(clip: Clip, brief: Brief, tick: Callable[[float], None]) -> tuple[Clip, bool]:
    """The clip without rumble and with a usual tone; True when something was changed."""
    rate = sound_info(clip).sample_rate_hz
    heard = sample_of(clip)
    is_rumbling, taps = rumbles(heard, rate), tone_filter(heard, rate)
    if not is_rumbling and taps is None:
        return clip, False

    def work(samples: np.ndarray, tick: Callable[[float], None]) -> np.ndarray:
        tick(0.1)
        made = without_rumble(samples, rate) if is_rumbling else samples
        return made if taps is None else toned(made, taps)

    made = worked_on(clip, brief.folder, clip.name, work, tick)
    clip.path.unlink()
    return made, True


def _tell(clip: Clip, steps: Sequence[Cleaned], is_changed: bool, report: Report) -> None:
    worst = min(step.noise_db for step in steps)
    if any(step.has_less_noise for step in steps) and worst < _HARD_DB:
        report.warn(f"The noise in '{clip.name}' is as loud as the voice, so some of both is left.")
    if not is_changed and not any(step.has_less_noise or step.hum_lines or step.clicks for step in steps):
        report.warn(f"'{clip.name}' is clean and even already, so it was left as it is.")
