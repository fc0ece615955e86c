"""Takes steady hiss and hum off music or speech without eating it: what cannot be told from music stays."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from engine.catalog.model import Brief, Licence, Model, Report, Result
from engine.errors import UserError
from engine.media.audio_stream import sound_info
from engine.media.clip import Clip
from models.speech.chunked import worked_on
from models.speech.clicks import without_clicks
from models.speech.hum import without_hum
from models.speech.noise_profile import NoiseProfile, noise_profile
from models.speech.spectral_gain import clean_gain
from models.speech.voice_cleaner import channel_power, filtered

_CLEAN_DB = 22.0
_LEARNED_CLEAN_DB = 34.0
"""With less noise than this, taking it out would cost the music more than it wins."""
_CLEAN_BESIDE_HUM_DB = 20.0
"""What is left of a hum looks like noise; it is none that the music should pay for."""
_FLOOR, _STEADY = 0.15, 0.95
_LINES_SHARE, _LISTENING_SHARE = 0.4, 0.1


class Denoiser(Model):
    """A noise gate in each band, set by the recording's own noise."""

    id = "noise-profile"
    name = "Noise profile"
    tasks = ("denoise",)
    licence = Licence(code="GPL-3.0-or-later")
    limits = ("Takes out steady hiss, mains hum and single clicks, best when half a second of the noise can be heard "
              "alone; traffic, voices and other noise that changes stay.")
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
        rate = sound_info(clip).sample_rate_hz
        lines: list[int] = []

        def steady(samples: np.ndarray, tick: Callable[[float], None]) -> np.ndarray:
            whole, clicks = without_clicks(samples, rate)
            quiet, found = without_hum(whole, rate)
            lines.append(found + clicks)
            tick(1.0)
            return quiet

        name = f"{clip.name} clean"
        made = worked_on(clip, brief.folder, name, steady, lambda done: report(
            _LINES_SHARE * done, 1, "taking hum and clicks out"))
        # Learned without the hum: else the music would be gated as if it were still there.
        profile = noise_profile(made, lambda done: report(
            _LINES_SHARE + _LISTENING_SHARE * done, 1, "listening for noise"))
        clean_db = _LEARNED_CLEAN_DB if profile and profile.is_learned else _CLEAN_DB
        if profile and profile.below_db > (min(clean_db, _CLEAN_BESIDE_HUM_DB) if any(lines) else clean_db):
            profile = None
        if profile:
            found = profile
            begun = _LINES_SHARE + _LISTENING_SHARE
            quiet = worked_on(made, brief.folder, name, lambda samples, tick: _gated(samples, rate, found, tick),
                              lambda done: report(begun + (1 - begun) * done, 1, "taking the noise out"))
            made.path.unlink()
            made = quiet
        if not profile and not any(lines):
            report.warn(f"'{clip.name}' has hardly any hiss, hum or clicks, so it was left as it is.")
        return {"audio": made}


def clip_of(inputs: Mapping[str, Clip | Sequence[Clip]]) -> Clip:
    """The one recording of a request; UserError when none was named."""
    clip = inputs.get("clip")
    if not isinstance(clip, Clip):
        raise UserError("Name one recording to work on.")
    return clip


def _gated(samples: np.ndarray, rate: int, profile: NoiseProfile, tick: Callable[[float], None]) -> np.ndarray:
    if samples.shape[1] < profile.size:
        return samples
    power = channel_power(samples, rate, profile.size)
    noise = np.broadcast_to(profile.power[:, None], power.shape)
    gain = clean_gain(power, noise, floor=_FLOOR, is_weighted=False, steady=_STEADY, tick=lambda: tick(0.6))
    tick(0.9)
    return filtered(samples, rate, profile.size, gain)
