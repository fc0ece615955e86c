"""Sound as wav, flac, mp3 or aac, at a loudness that was asked for, under a true peak; what came out is measured."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine.errors import UserError
from engine.media.audio import resample, to_channels
from engine.media.audio_stream import ClipWriter
from engine.media.disk_error import system_error
from engine.media.export.place import written
from engine.media.limiter import CEILING_DBTP, PeakLimiter
from engine.media.loudness import Loudness, measure_loudness
from engine.media.sound_blocks import FiledSound, HeldSound, SoundBlocks, TurnedSound

SUFFIXES = {"wav": ".wav", "flac": ".flac", "mp3": ".mp3", "aac": ".m4a"}
_MP3_RATES_HZ = (32000, 44100, 48000, 16000, 22050, 24000, 8000, 11025, 12000)
_AAC_BITS_PER_S = 256_000
_AAC_FRAME = 1024
_TRIES = 4


@dataclass(frozen=True)
class Levelled:
    """Sounds made ready for a file, and by how much they were moved."""

    sounds: tuple[SoundBlocks, ...]
    gain_db: float = 0.0
    limited_db: float = 0.0
    """How much peaks were turned down at most (≥ 0)."""
    is_turned_down: bool = False
    """True when it would have clipped, without a loudness asked for."""


def measured(sound: SoundBlocks) -> Loudness:
    """Loudness and true peak of a sound."""
    return measure_loudness(sound.blocks(), sound.sample_rate_hz, sound.channels)


def levelled(sounds: Sequence[SoundBlocks], folder: Path, loudness_lufs: float | None = None) -> Levelled:
    """Sounds that fit into a file: each at the loudness with its peaks limited; without one all are turned down alike,
    and only if one of them would clip. Passing files lie in `folder`."""
    if loudness_lufs is None:
        peaks = [peak for one in sounds if (peak := measured(one).true_peak_dbtp) is not None]
        highest = max(peaks, default=CEILING_DBTP)
        gain_db = CEILING_DBTP - highest if highest > 0 else 0.0
        turned = tuple(TurnedSound(one, gain_db) if gain_db else one for one in sounds)
        return Levelled(turned, gain_db, 0.0, gain_db < 0)
    made = [_at_loudness(one, folder, loudness_lufs) for one in sounds]
    return Levelled(
        tuple(sound for sound, _, _ in made), made[0][1] if made else 0.0, max((d for _, _, d in made), default=0.0)
    )


def write_sound(path: Path, sound: SoundBlocks) -> Path:
    """Write a sound in the format its name says; what exists already is never replaced."""
    if sound.frames < 1:
        raise UserError(f"{path.name} was not written: there is no sound in it.")
    if not all(np.isfinite(block).all() for block in sound.blocks()):
        raise UserError(f"{path.name} was not written: the sound contains invalid samples.")
    return written(path, lambda fresh: _aac(fresh, sound) if path.suffix == ".m4a" else _plain(fresh, sound))


def _at_loudness(sound: SoundBlocks, folder: Path, wanted_lufs: float) -> tuple[SoundBlocks, float, float]:
    """The sound at a loudness, the gain it took and how deep its peaks were limited."""
    now = measured(sound).lufs
    if now is None:
        return sound, 0.0, 0.0
    gain_db, ceiling_db, deepest_db = wanted_lufs - now, CEILING_DBTP, 0.0
    made: FiledSound | None = None
    for _ in range(_TRIES):
        if made is not None:
            made.path.unlink(missing_ok=True)
        limiter = PeakLimiter(sound.sample_rate_hz, ceiling_db=ceiling_db - 0.05)
        made = _limited(TurnedSound(sound, gain_db), limiter, folder)
        deepest_db = -limiter.deepest_db
        found = measured(made)
        over_db = (found.true_peak_dbtp or -99.0) - CEILING_DBTP
        short_db = wanted_lufs - (found.lufs if found.lufs is not None else wanted_lufs)
        if over_db <= 0.0 and abs(short_db) < 0.1:
            break
        ceiling_db -= max(0.0, over_db)
        gain_db += min(3.0, max(-3.0, short_db))
    return made or sound, gain_db, deepest_db


def _limited(sound: SoundBlocks, limiter: PeakLimiter, folder: Path) -> FiledSound:
    with ClipWriter(folder, sound.channels, sound.sample_rate_hz, sound.frames) as writer:
        for block in sound.blocks():
            writer.write(limiter.process(block))
        rest = limiter.flush()
        if rest is not None:
            writer.write(rest)
        return FiledSound(writer.finish("limited").path)


def _fitting(sound: SoundBlocks, rates_hz: Sequence[int]) -> SoundBlocks:
    """At most stereo, at one of these rates."""
    if sound.channels <= 2 and sound.sample_rate_hz in rates_hz:
        return sound
    audio = sound.whole()
    if audio.sample_rate_hz not in rates_hz:
        audio = resample(audio, 44100 if audio.sample_rate_hz < 48000 and 44100 in rates_hz else 48000)
    return HeldSound(to_channels(audio, min(2, audio.channels)))


def _plain(path: Path, sound: SoundBlocks) -> None:
    import soundfile

    if path.suffix == ".mp3":
        sound = _fitting(sound, _MP3_RATES_HZ)
    form, subtype = {".wav": ("WAV", "PCM_24"), ".flac": ("FLAC", "PCM_24"), ".mp3": ("MP3", "MPEG_LAYER_III")}[
        path.suffix
    ]
    try:
        with soundfile.SoundFile(
            path,
            "w",
            sound.sample_rate_hz,
            sound.channels,
            subtype,
            format=_large(form, sound),
            **({"compression_level": 0.1, "bitrate_mode": "VARIABLE"} if form == "MP3" else {}),
        ) as file:
            for block in sound.blocks():
                file.write(np.clip(block, -1, 1).T)
    except soundfile.LibsndfileError as error:
        raise system_error(path, error) from error


def _large(form: str, sound: SoundBlocks) -> str:
    """RF64 where a WAV would pass 4 GiB."""
    return "RF64" if form == "WAV" and sound.frames * sound.channels * 3 > 0xFFFFFFFF - (1 << 20) else form


def _aac(path: Path, sound: SoundBlocks) -> None:
    import av

    sound = _fitting(sound, (44100, 48000))
    layout = "mono" if sound.channels == 1 else "stereo"
    try:
        with av.open(str(path), "w", format="ipod") as file:
            stream = file.add_stream("aac", rate=sound.sample_rate_hz, layout=layout)
            stream.bit_rate = _AAC_BITS_PER_S
            at = 0
            for block in sound.blocks():
                for begin in range(0, block.shape[1], _AAC_FRAME):
                    part = np.ascontiguousarray(np.clip(block[:, begin : begin + _AAC_FRAME], -1, 1))
                    frame = av.AudioFrame.from_ndarray(part, "fltp", layout)
                    frame.sample_rate, frame.pts = sound.sample_rate_hz, at
                    at += part.shape[1]
                    file.mux(stream.encode(frame))
            file.mux(stream.encode(None))
    except av.error.FFmpegError as error:
        raise OSError(getattr(error, "errno", None) or 0, str(error.strerror or error)) from error
