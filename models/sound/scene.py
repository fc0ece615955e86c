"""Sound effects of a request, layered: ambiences side by side, events placed over them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engine.media.loudness import loudness_of
from models.sound.mix import MixTone, Tick
from models.sound.music.sheet import random_stream
from models.sound.prompt.request import SourceCall
from models.sound.sources.building import far_away, in_room_once
from models.sound.sources.source import Source, SourceContext
from models.sound.sources.table import SOURCES
from models.sound.synth.circle import place
from models.sound.tile import looped_to

_TEXTURE_LUFS, _EVENT_LUFS, _BED_LUFS = -20.0, -16.0, -29.0
_LONGEST_TEXTURE_S = 24.0
_SILENT = 1e-3
_ENDS_WITH_THE_BAR = ("riser", "reverse cymbal")


def natural_seconds(calls: Sequence[SourceCall]) -> float:
    """How long these sounds are when nobody says it."""
    events = [sum(_stage_seconds(calls).values())] if not all(SOURCES[call.source].is_texture for call in calls) else []
    textures = [SOURCES[call.source].seconds for call in calls if SOURCES[call.source].is_texture]
    return max([*(seconds + 2 for seconds in events), *textures]) if textures else max(events)


def _stage_seconds(calls: Sequence[SourceCall]) -> dict[int, float]:
    """How long each stage of events takes by nature, in order: "a riser into an impact" has two."""
    stages: dict[int, float] = {}
    for call in sorted(calls, key=lambda call: call.stage):
        if not SOURCES[call.source].is_texture:
            seconds = SOURCES[call.source].seconds * call.count
            stages[call.stage] = max(stages.get(call.stage, 0.0), seconds)
    return stages


def _stretches(calls: Sequence[SourceCall], length: int) -> dict[int, tuple[int, int]]:
    """First sample and length of each stage, in proportion to what it takes by nature."""
    stages = _stage_seconds(calls)
    whole, at = sum(stages.values()), 0.0
    found: dict[int, tuple[int, int]] = {}
    for stage, seconds in stages.items():
        first, last = round(at / whole * length), round((at + seconds) / whole * length)
        found[stage], at = (first, max(1, last - first)), at + seconds
    return found


def is_loopable(calls: Sequence[SourceCall]) -> bool:
    """True when an ambience is among them, so that the whole can go on for ever."""
    return any(SOURCES[call.source].is_texture for call in calls)


def make_scene(calls: Sequence[SourceCall], length: int, rate: int, tone: MixTone, seed: int, tick: Tick) -> np.ndarray:
    """All sounds together, stereo float32 [shape=(2, length)], not yet mastered; circular when `is_loopable`."""
    scene = np.zeros((2, length), np.float32)
    has_bed = is_loopable(calls)
    random = random_stream(seed, "scene")
    stretches = _stretches(calls, length)
    for number, call in enumerate(calls):
        tick(f"making the {call.source}")
        source = SOURCES[call.source]
        if source.is_texture:
            _add(scene, make_texture(call, length, rate, tone, seed, tick), rate, _TEXTURE_LUFS + call.gain_db)
        else:
            first, frames = stretches[call.stage]
            is_repeated = has_bed and len(stretches) == 1 and call.count == 1
            for turn in range(call.count):
                seconds = None if has_bed else frames / call.count / rate
                event = make_event(call, seconds, rate, tone, seed + turn, tick)
                start = first + frames * turn // call.count
                _place_event(scene, event, rate, call, random, number, start, repeats=is_repeated)
    return scene


def make_bed(
    call: SourceCall, length: int, rate: int, tone: MixTone, seed: int, tick: Tick = lambda what: None
) -> np.ndarray:
    """A sound to lie under music, quiet, circular; stereo float32 [shape=(2, length)]."""
    bed = np.zeros((2, length), np.float32)
    if SOURCES[call.source].is_texture:
        _add(bed, make_texture(call, length, rate, tone, seed, tick), rate, _BED_LUFS + call.gain_db)
        return bed
    event = make_event(call, None, rate, tone, seed, tick)
    start = length - event.shape[1] if call.source in _ENDS_WITH_THE_BAR else 0
    gain = 10 ** ((_EVENT_LUFS - 4 + call.gain_db - loudness_of(event, rate)) / 20)
    place(bed, event[:, -length:] if start < 0 else event, max(0, start), gain)
    return bed


def make_texture(
    call: SourceCall, length: int, rate: int, tone: MixTone, seed: int, tick: Tick = lambda what: None
) -> np.ndarray:
    """One ambience of any length, a loop without a seam."""
    from scipy.fft import next_fast_len

    repeats = -(-length // int(_LONGEST_TEXTURE_S * rate))
    count = length if repeats == 1 else next_fast_len(-(-length // repeats), real=True)
    sound = _made(SOURCES[call.source], call, count, rate, tone, seed, tick)
    return looped_to(far_away(sound, call.distance, rate).astype(np.float32), length, rate)


def make_event(
    call: SourceCall, seconds: float | None, rate: int, tone: MixTone, seed: int, tick: Tick = lambda what: None
) -> np.ndarray:
    """One event at its natural length, or in `seconds`; it starts and ends in silence."""
    source = SOURCES[call.source]
    count = round((seconds or source.seconds) * rate)
    sound = _made(source, call, count, rate, tone, seed, tick)
    if np.abs(sound).max() < _SILENT:  # too short for anything to happen: cut the moment out of the whole
        whole = _made(source, call, round(source.seconds * rate), rate, tone, seed + 1, tick)
        loudest = int(np.abs(whole).max(axis=0).argmax())
        sound = np.take(whole, np.arange(count) + loudest - count // 8, axis=1, mode="wrap")
    if call.distance and call.source != "thunder":
        scene = SourceContext(count, rate, random_stream(seed, call.source, "room"))
        sound = in_room_once(scene, far_away(sound, call.distance, rate), 2.0, 0.4)
    fade = min(count // 4, int(0.004 * rate))
    if fade:
        sound[:, -fade:] *= np.linspace(1, 0, fade)
    return sound.astype(np.float32)


def _made(source: Source, call: SourceCall, count: int, rate: int, tone: MixTone, seed: int, tick: Tick) -> np.ndarray:
    intensity = tone.busy if call.intensity is None else call.intensity
    scene = SourceContext(
        count, rate, random_stream(seed, source.name), intensity, tone.brightness, call.distance, call.surface, tick
    )
    sound = np.asarray(source.recipe(scene), float)
    if sound.ndim == 1:
        sound = np.stack([sound, sound])
    sound = sound[:, :count]
    sound = np.nan_to_num(sound) - sound.mean(axis=1, keepdims=True) * source.is_texture
    return sound * (0.89 / (np.abs(sound).max() + 1e-9))


def _add(scene: np.ndarray, sound: np.ndarray, rate: int, wanted_lufs: float) -> None:
    loudness = loudness_of(sound[:, : int(_LONGEST_TEXTURE_S * rate)], rate)
    if np.isfinite(loudness):
        scene += sound * np.float32(10 ** ((wanted_lufs - loudness) / 20))


def _place_event(
    scene: np.ndarray,
    event: np.ndarray,
    rate: int,
    call: SourceCall,
    random: np.random.Generator,
    number: int,
    start: int,
    *,
    repeats: bool,
) -> None:
    loudness = loudness_of(event, rate)
    gain = 10 ** ((_EVENT_LUFS + call.gain_db - loudness) / 20) if np.isfinite(loudness) else 1.0
    if not repeats:
        place(scene, event[:, : scene.shape[1] - start], start, gain)
        return
    seconds = scene.shape[1] / rate
    times = max(1, round(seconds / max(6.0, event.shape[1] / rate * 1.3)))
    for turn in range(times):
        moment = (0.12 + 0.07 * number + turn + random.uniform(0, 0.15)) * seconds / times
        place(scene, event, int(moment * rate), gain * random.uniform(0.75, 1.0))
