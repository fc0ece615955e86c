"""Says the same in another style or voice: pitch, melody, speed, resonances and breath are changed."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from engine.catalog.model import Brief, Licence, Model, Report, Result
from engine.errors import UserError
from engine.media.audio_stream import ClipWriter, sound_info
from engine.media.clip import Clip
from models.speech.espeak import EspeakSpeech
from models.speech.mono_sound import MonoSound, mono_sound
from models.speech.style_words import VoiceStyle, style_of
from models.speech.utterance import frame_levels_db
from models.speech.voice_style import VoicePortrait, portrait, restyled

_LONGEST_PART_S = 10.0
_SHORTEST_S = 0.1
_LISTENED_S = 12.0
_MOST_TONE_DB = 9.0
_RATE_LIMITS_HZ = 16000, 48000
"""Rates at which voices are taken apart; others are brought to the nearest."""


@dataclass(frozen=True)
class _Wish:
    style: VoiceStyle
    middle_hz: float
    tone_db: np.ndarray | None = None


class VoiceStylist(Model):
    """The WORLD vocoder with styles as numbers."""

    id = "world-style"
    name = "WORLD voice styles"
    tasks = ("style_transfer",)
    licence = Licence(code="MIT")
    limits = ("For one clear voice without music: it changes pitch, melody, speed, voice size and breath; a reference "
              "lends its pitch, liveliness and tone, not its identity. The result is mono.")
    memory_bytes = 400 << 20
    quality = 1
    speed = 2

    def ready(self) -> str:
        """Its package has to be there."""
        return "" if importlib.util.find_spec("pyworld") else "it needs `pip install pyworld-prebuilt`."

    def check(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief) -> None:
        """Raise UserError for what is no sound, an unknown style, and when neither style nor reference is given."""
        clip, reference = _one(inputs, "clip"), _one(inputs, "reference")
        if clip is None and not str(args.get("text") or "").strip():
            raise UserError("Name the recording whose voice is to change, or the words to say.")
        for given in (clip, reference):
            if given is not None:
                sound_info(given)
        if args.get("style"):
            style_of(str(args["style"]))
        elif reference is None:
            raise UserError("Name a style, such as whisper, robot or older, or a recording to take it from.")

    def run(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief,
            report: Report) -> dict[str, Result]:
        """Change `clip`, or `text` as it is spoken here; returns `audio`, mono."""
        self.check(args, inputs, brief)
        clip = _one(inputs, "clip") or _spoken(str(args["text"]), brief, report)
        sound, rate = mono_sound(clip), _rate(clip)
        levels = frame_levels_db(sound, lambda done: report(0.05 * done, 1, "listening"))
        own = _portrait(sound, rate)
        wish = _Wish(style_of(str(args["style"])) if args.get("style") else VoiceStyle(), own.pitch_hz)
        if (reference := _one(inputs, "reference")) is not None:
            wish = _like(wish, own, _portrait(mono_sound(reference), rate))
        if own.pitch_hz <= 0:
            report.warn(f"No pitch was found in '{clip.name}', so only its speed, tone and breath can change.")
        name = f"{clip.name} {args.get('style') or 'restyled'}"[:60]
        made = _changed(sound, rate, levels, wish, brief, name, lambda done: report(
            0.1 + 0.9 * done, 1, "changing the voice"))
        made = _at_rate_of(clip, made, wish.style.rate, brief)
        return {"audio": replace(made, track=clip.track, start_beats=clip.start_beats)}


def _at_rate_of(clip: Clip, made: Clip, speed: float, brief: Brief) -> Clip:
    """What was made, at the rate of its source; as long as that where its speed stays."""
    wanted, info = sound_info(clip), sound_info(made)
    rate = wanted.sample_rate_hz
    if rate == info.sample_rate_hz:
        return made
    frames = wanted.frames if speed == 1.0 else max(1, round(info.seconds * rate))
    with ClipWriter(brief.folder, 1, rate, frames) as writer:
        for block in mono_sound(made).blocks(rate):
            writer.write(block[None, :frames - writer.frames])
        writer.write(np.zeros((1, frames - writer.frames), np.float32))
        made.path.unlink()
        return writer.finish(made.name, tags=made.tags)


def _changed(sound: MonoSound, rate: int, levels: np.ndarray, wish: _Wish, brief: Brief, name: str,
             tick: Callable[[float], None]) -> Clip:
    gain = 10 ** (wish.style.gain_db / 20)
    with ClipWriter(brief.folder, 1, rate, round(sound.seconds * rate / wish.style.rate)) as writer:
        for start_s, end_s in _parts(levels, sound.seconds):
            done = start_s / max(sound.seconds, 1e-9)
            share = (end_s - start_s) / max(sound.seconds, 1e-9)
            samples = sound.part(start_s, end_s, rate).astype(np.float64)
            made = samples

            def told(part: float, done: float = done, share: float = share) -> None:
                tick(done + part * share)

            if len(samples) >= _SHORTEST_S * rate and np.abs(samples).max() > 1e-5:
                made = restyled(samples, rate, wish.style, wish.middle_hz,
                                told, tone_db=wish.tone_db)
            elif wish.style.rate != 1.0:
                made = np.zeros(max(1, round(len(samples) / wish.style.rate)))
            tick(done)
            made = made * gain
            peak = float(np.abs(made).max(initial=0.0))
            writer.write((made * min(1.0, 0.98 / max(peak, 1e-9)))[None].astype(np.float32))
        return writer.finish(name, tags=("speech",))


def _parts(levels: np.ndarray, seconds: float) -> Iterator[tuple[float, float]]:
    """The whole sound in parts of at most 10 s that meet where it is quietest."""
    start, frames, longest = 0, len(levels), round(_LONGEST_PART_S * 100)
    while frames - start > longest:
        cut = start + longest // 2 + int(np.argmin(levels[start + longest // 2:start + longest]))
        yield start / 100, cut / 100
        start = cut
    yield start / 100, seconds


def _like(wish: _Wish, own: VoicePortrait, other: VoicePortrait) -> _Wish:
    """Bring pitch, liveliness and tone to those of another voice."""
    if other.pitch_hz <= 0:
        raise UserError("No voice with a pitch was found in the reference; give a clear recording of somebody "
                        "speaking.")
    style = wish.style
    if own.pitch_hz > 0:
        semitones = 12 * np.log2(other.pitch_hz / own.pitch_hz)
        spread = float(np.clip(other.range_semitones / max(own.range_semitones, 0.3), 0.3, 2.5))
        style = style.and_also(VoiceStyle(float(semitones), spread, 1.0, float(2 ** (np.clip(semitones, -9, 9) / 60))))
    tone = np.clip((other.tone - other.tone.mean()) - (own.tone - own.tone.mean()), -_MOST_TONE_DB, _MOST_TONE_DB)
    return replace(wish, style=style, tone_db=tone)


def _portrait(sound: MonoSound, rate: int) -> VoicePortrait:
    """The 12 s in the middle say how somebody speaks."""
    middle = max(0.0, sound.seconds / 2 - _LISTENED_S / 2)
    samples = sound.part(middle, middle + _LISTENED_S, rate).astype(np.float64)
    if len(samples) < _SHORTEST_S * rate or np.abs(samples).max() < 1e-5:
        return VoicePortrait(0.0, 0.0, np.zeros(24))
    return portrait(samples, rate)


def _rate(clip: Clip) -> int:
    low, high = _RATE_LIMITS_HZ
    return int(np.clip(sound_info(clip).sample_rate_hz, low, high))


def _spoken(text: str, brief: Brief, report: Report) -> Clip:
    made = EspeakSpeech().run({"text": text}, {}, brief, report)["audio"]
    assert isinstance(made, Clip)
    return made


def _one(inputs: Mapping[str, Clip | Sequence[Clip]], name: str) -> Clip | None:
    clip = inputs.get(name)
    return clip if isinstance(clip, Clip) else None
