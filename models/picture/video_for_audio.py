"""A music video made from the sound itself: its spectrum and wave, pulsing on its beats."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import Any

import numpy as np

from engine.catalog.model import Brief, Licence, Report, Result
from engine.errors import UserError
from engine.media.audio import MAX_SECONDS, AudioInfo
from engine.media.audio_stream import frame_blocks, sound_info
from engine.media.clip import Clip
from models.analysis.listening import listen
from models.analysis.tempo import Tempo, find_tempo, onset_strength
from models.picture.picture_model import PictureModel
from models.picture.video_file import FRAMES_PER_S, SOUND_RATE_HZ, VideoWriter
from models.picture.video_scene import HEIGHT, WIDTH, WINDOW, VideoScene, look_of

_PULSE_FALL_S = 0.22
_ONSET_FALL = 0.8


@dataclass(frozen=True, eq=False)
class _Song:
    outline: np.ndarray
    """Highest sample of every column of the picture [shape=(WIDTH,)]."""
    tempo: Tempo | None
    hue: float


class SoundVideo(PictureModel):
    """video_for_audio: 1280 × 720, 25 pictures a second, H.264 and AAC in an MP4."""

    id = "sound-video"
    name = "Music video"
    tasks = ("video_for_audio",)
    licence = Licence("GPL-3.0-or-later")
    limits = ("Shows wave, spectrum, beat and position; it films nothing and writes no words. Takes about as long as "
              "the song lasts, or less.")
    quality = 2
    speed = 2
    memory_bytes = 500 << 20
    packages = ("av",)

    def check(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief) -> None:
        """UserError for a clip that is missing, unreadable or longer than three hours."""
        clip = _clip(inputs)
        if sound_info(clip).seconds > MAX_SECONDS:
            raise UserError(f"'{clip.name}' is longer than three hours; trim it first.")

    def run(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief,
            report: Report) -> dict[str, Result]:
        """Return the film as `video`."""
        self.check(args, inputs, brief)
        clip = _clip(inputs)
        info = sound_info(clip)
        song = _heard(clip, info, report)
        loudest = float(song.outline.max())
        if not loudest:
            report.warn(f"'{clip.name}' is silent, so little moves in the video.")
        scene = VideoScene(look_of(song.hue, song.outline / max(loudest, 1e-6)), SOUND_RATE_HZ, loudest)
        count = max(1, ceil(info.seconds * FRAMES_PER_S))
        step = SOUND_RATE_HZ // FRAMES_PER_S
        half, pulse = WINDOW // 2, 0.0
        behind = np.zeros((2, half), np.float32)
        with VideoWriter(brief.folder, WIDTH, HEIGHT, 2) as video:
            for number, (now, ahead) in enumerate(_moments(clip, info, count, step, half)):
                middle_s = (number + 0.5) / FRAMES_PER_S
                pulse = _pulse(song.tempo, middle_s, now, pulse)
                line = np.concatenate([behind, now, ahead], axis=1)
                around = line[:, half + step // 2 - half:half + step // 2 + half]
                video.picture(scene.picture(around, pulse, (number + 0.5) / count)[:, :, ::-1])
                video.sound(now if number + 1 < count else now[:, :_left(info, number, step)])
                behind = line[:, step:step + half]
                report(0.15 + 0.85 * (number + 1) / count, 1, "drawing")
            made = video.finish(f"{clip.name} video")
        return {"video": replace(made, start_beats=clip.start_beats, track=clip.track)}


def _clip(inputs: Mapping[str, Clip | Sequence[Clip]]) -> Clip:
    clip = inputs.get("clip")
    if not isinstance(clip, Clip):
        raise UserError("Name one sound to make a video of.")
    return clip


def _left(info: AudioInfo, number: int, step: int) -> int:
    """How much of the sound belongs to the last picture; never less than players want to decode."""
    return max(1024, round(info.seconds * SOUND_RATE_HZ) - number * step)


def _heard(clip: Clip, info: AudioInfo, report: Report) -> _Song:
    """One pass over the sound: its outline, its beat and how bright it is."""
    outline, position = np.zeros(WIDTH), 0
    for block in frame_blocks(clip.path, 0, info.frames, info.sample_rate_hz):
        columns = (position + np.arange(block.shape[1])) * WIDTH // info.frames
        np.maximum.at(outline, columns, np.abs(block).max(axis=0))
        position += block.shape[1]
        report(0.1 * position / info.frames, 1, "listening")
    if info.frames < WIDTH:
        outline = np.maximum.accumulate(outline)
    heard = listen(clip, info, report)
    tempo = None if heard.is_silent else find_tempo(onset_strength(heard.mono))
    steps = np.abs(np.diff(heard.mono)).mean() / (np.abs(heard.mono).mean() + 1e-9) if heard.mono.size > 1 else 0.0
    return _Song(outline, tempo, float(0.58 - 0.5 * min(1.0, float(steps))))


def _moments(clip: Clip, info: AudioInfo, count: int, step: int, ahead: int) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """For every picture its own sound and what comes next, stereo at 48 kHz [shape=(2, step) and (2, ahead)]."""
    import soxr

    resampler = soxr.ResampleStream(info.sample_rate_hz, SOUND_RATE_HZ, 2, quality="HQ")
    blocks = frame_blocks(clip.path, 0, info.frames, info.sample_rate_hz, 1 << 16)
    line, read = np.zeros((2, 0), np.float32), 0
    for _ in range(count):
        while line.shape[1] < step + ahead and read < info.frames:
            block = next(blocks)
            read += block.shape[1]
            fresh = resampler.resample_chunk(np.ascontiguousarray(_stereo(block).T), last=read == info.frames)
            line = np.concatenate([line, fresh.reshape(-1, 2).T], axis=1)
        if line.shape[1] < step + ahead:
            line = np.pad(line, ((0, 0), (0, step + ahead - line.shape[1])))
        yield line[:, :step], line[:, step:step + ahead]
        line = line[:, step:]


def _stereo(block: np.ndarray) -> np.ndarray:
    if block.shape[0] == 2:
        return block
    if block.shape[0] == 1:
        return np.repeat(block, 2, axis=0)
    return np.stack([block[0::2].mean(axis=0), block[1::2].mean(axis=0)])


def _pulse(tempo: Tempo | None, time_s: float, now: np.ndarray, before: float) -> float:
    """1 in the picture that holds a beat, then falling; without a tempo it follows the loudness."""
    if tempo is None:
        return max(float(np.sqrt(np.mean(now**2))) * 2, before * _ONSET_FALL)
    beat_s = 60 / tempo.bpm
    since_s = (time_s + 0.5 / FRAMES_PER_S - tempo.first_beat_s) % beat_s
    return float(np.exp(-max(0.0, since_s - 1 / FRAMES_PER_S) / _PULSE_FALL_S))
