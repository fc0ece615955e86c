"""Sound as wav, flac, mp3 or aac, at a loudness that was asked for, under a true peak; what came out is measured."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine.errors import UserError
from engine.media.audio import Audio, resample, to_channels
from engine.media.export.place import written
from engine.media.limiter import CEILING_DBTP, PeakLimiter
from engine.media.loudness import Loudness, measure_loudness

SUFFIXES = {"wav": ".wav", "flac": ".flac", "mp3": ".mp3", "aac": ".m4a"}
_BLOCK = 1 << 18
_MP3_RATES_HZ = (32000, 44100, 48000, 16000, 22050, 24000, 8000, 11025, 12000)
_AAC_BITS_PER_S = 256_000
_TRIES = 4


@dataclass(frozen=True)
class Levelled:
    """Sounds made ready for a file, and by how much they were moved."""

    sounds: tuple[Audio, ...]
    gain_db: float = 0.0
    limited_db: float = 0.0
    """How much peaks were turned down at most (≥ 0)."""
    is_turned_down: bool = False
    """True when it would have clipped, without a loudness asked for."""


def measured(audio: Audio) -> Loudness:
    """Loudness and true peak of a sound."""
    blocks = (audio.samples[:, at : at + _BLOCK] for at in range(0, audio.frames, _BLOCK))
    return measure_loudness(blocks, audio.sample_rate_hz, audio.channels)


def levelled(sounds: Sequence[Audio], loudness_lufs: float | None = None) -> Levelled:
    """Sounds that fit into a file: each at the loudness with its peaks limited; without one all are turned down alike,
    and only if one of them would clip."""
    if loudness_lufs is None:
        peaks = [peak for one in sounds if (peak := measured(one).true_peak_dbtp) is not None]
        highest = max(peaks, default=CEILING_DBTP)
        gain_db = CEILING_DBTP - highest if highest > 0 else 0.0
        return Levelled(tuple(_turned(one, gain_db) for one in sounds), gain_db, 0.0, gain_db < 0)
    made = [_at_loudness(one, loudness_lufs) for one in sounds]
    return Levelled(
        tuple(audio for audio, _, _ in made), made[0][1] if made else 0.0, max((d for _, _, d in made), default=0.0)
    )


def write_sound(path: Path, audio: Audio) -> Path:
    """Write a sound in the format its name says; what exists already is never replaced."""
    if audio.frames < 1:
        raise UserError(f"{path.name} was not written: there is no sound in it.")
    if not np.isfinite(audio.samples).all():
        raise UserError(f"{path.name} was not written: the sound contains invalid samples.")
    return written(path, lambda fresh: _aac(fresh, audio) if path.suffix == ".m4a" else _plain(fresh, audio))


def _at_loudness(audio: Audio, wanted_lufs: float) -> tuple[Audio, float, float]:
    """The sound at a loudness, the gain it took and how deep its peaks were limited."""
    now = measured(audio).lufs
    if now is None:
        return audio, 0.0, 0.0
    gain_db, ceiling_db, deepest_db = wanted_lufs - now, CEILING_DBTP, 0.0
    made = audio
    for _ in range(_TRIES):
        limiter = PeakLimiter(audio.sample_rate_hz, ceiling_db=ceiling_db - 0.05)
        parts = [limiter.process(_turned(audio, gain_db).samples), limiter.flush()]
        made = Audio(np.concatenate([part for part in parts if part is not None], axis=1), audio.sample_rate_hz)
        deepest_db = -limiter.deepest_db
        found = measured(made)
        over_db = (found.true_peak_dbtp or -99.0) - CEILING_DBTP
        short_db = wanted_lufs - (found.lufs if found.lufs is not None else wanted_lufs)
        if over_db <= 0.0 and abs(short_db) < 0.1:
            break
        ceiling_db -= max(0.0, over_db)
        gain_db += min(3.0, max(-3.0, short_db))
    return made, gain_db, deepest_db


def _turned(audio: Audio, gain_db: float) -> Audio:
    if abs(gain_db) < 1e-9:
        return audio
    return Audio((audio.samples * np.float32(10 ** (gain_db / 20))).astype(np.float32), audio.sample_rate_hz)


def _plain(path: Path, audio: Audio) -> None:
    import soundfile

    if path.suffix == ".mp3":
        if audio.sample_rate_hz not in _MP3_RATES_HZ:
            audio = resample(audio, 48000 if audio.sample_rate_hz > 48000 else 44100)
        audio = to_channels(audio, min(2, audio.channels))
    form, subtype = {".wav": ("WAV", "PCM_24"), ".flac": ("FLAC", "PCM_24"), ".mp3": ("MP3", "MPEG_LAYER_III")}[
        path.suffix
    ]
    try:
        with soundfile.SoundFile(
            path,
            "w",
            audio.sample_rate_hz,
            audio.channels,
            subtype,
            format=form,
            **({"compression_level": 0.1, "bitrate_mode": "VARIABLE"} if form == "MP3" else {}),
        ) as file:
            for at in range(0, audio.frames, _BLOCK):
                file.write(np.clip(audio.samples[:, at : at + _BLOCK], -1, 1).T)
    except soundfile.LibsndfileError as error:
        raise _as_os_error(path, error) from error


def _as_os_error(path: Path, error: Exception) -> OSError:
    """libsndfile says "System error." where the disk is full or the folder is closed; a byte more tells which."""
    with open(path, "ab") as file:
        file.write(bytes(1 << 16))
        file.flush()
    return OSError(f"{error}".rstrip("."))


def _aac(path: Path, audio: Audio) -> None:
    import av

    audio = to_channels(audio, min(2, audio.channels))
    if audio.sample_rate_hz not in (44100, 48000):
        audio = resample(audio, 48000)
    layout = "mono" if audio.channels == 1 else "stereo"
    try:
        with av.open(str(path), "w", format="ipod") as file:
            stream = file.add_stream("aac", rate=audio.sample_rate_hz, layout=layout)
            stream.bit_rate = _AAC_BITS_PER_S
            for at in range(0, audio.frames, 1024):
                part = np.ascontiguousarray(np.clip(audio.samples[:, at : at + 1024], -1, 1))
                frame = av.AudioFrame.from_ndarray(part, "fltp", layout)
                frame.sample_rate, frame.pts = audio.sample_rate_hz, at
                file.mux(stream.encode(frame))
            file.mux(stream.encode(None))
    except av.error.FFmpegError as error:
        raise OSError(getattr(error, "errno", None) or 0, str(error.strerror or error)) from error
