"""Playing the parts and mixing them: each part becomes a stem with its own effects; the stems sum to the mix."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from engine.media.loudness import loudness_of
from engine.media.note import Note
from models.sound.music.sheet import Sheet
from models.sound.music.style import MixRecipe
from models.sound.synth import effects
from models.sound.synth.circle import events, filtered, place, sections, shelf
from models.sound.synth.drum_kit import play_drums
from models.sound.synth.voice import make_note
from models.sound.synth.voice_table import VOICES
from models.sound.timeline import Timeline

_LEVELS_LUFS = {"drums": -16.0, "bass": -18.5, "chords": -18.5, "melody": -20.5}
_LOW_CUT_HZ = {"drums": 28.0, "bass": 30.0, "chords": 120.0, "melody": 180.0}
_SENDS = {"drums": 0.45, "bass": 0.0, "chords": 1.0, "melody": 1.0}
_KICK = 36
_SOFT_NOTE, _HARD_NOTE = 0.45, 0.75
Tick = Callable[[str], None]
"""Called often with what is being done; raises when the user has cancelled."""


@dataclass(frozen=True)
class MixTone:
    """How a piece or a sound should be, 0–1 each; 0.5 is the usual."""

    brightness: float = 0.5
    busy: float = 0.5
    space: float = 0.5


@dataclass(frozen=True)
class PartPlayers:
    """Who plays what: voices of the parts, and the drum kit."""

    voices: Mapping[str, str]
    kit: str
    levels_db: Mapping[str, float] = field(default_factory=dict)


def make_stems(
    parts: Mapping[str, Sequence[Note]],
    sheet: Sheet,
    timeline: Timeline,
    tone: MixTone,
    players: PartPlayers,
    tick: Tick,
) -> dict[str, np.ndarray]:
    """Stereo float32 [shape=(2, length)] of every part with notes; circular, before mastering."""
    recipe = sheet.style.mix
    kicks = [timeline.sample(note.start_beats) for note in parts.get("drums", ()) if note.pitch == _KICK]
    duck = effects.duck_curve(kicks, timeline.length, timeline.rate, recipe.duck) if recipe.duck and kicks else None
    response = effects.room(recipe.space_s, timeline.rate)
    stems = {}
    for part, notes in parts.items():
        if notes:
            tick(f"playing the {part}")
            dry = play_part(part, notes, sheet, timeline, tone, players, tick)
            tick(f"mixing the {part}")
            stems[part] = _treated(part, dry, recipe, timeline, tone, players, duck, response)
    if recipe.has_wow and stems:
        carrier = "drums" if "drums" in stems else next(iter(stems))
        stems[carrier] = stems[carrier] + _dust(sheet, timeline)
        stems = {part: effects.worn(stem, timeline.rate) for part, stem in stems.items()}
    return stems


def play_part(
    part: str, notes: Sequence[Note], sheet: Sheet, timeline: Timeline, tone: MixTone, players: PartPlayers, tick: Tick
) -> np.ndarray:
    """One part without effects, around the circle."""
    random = sheet.random(f"play {part}")
    starts = [timeline.sample(note.start_beats) for note in notes]
    if part == "drums":
        return play_drums(players.kit, notes, starts, timeline.length, timeline.rate, random)
    voice = VOICES[players.voices[part]]
    buffer = np.zeros((2, timeline.length), np.float32)
    takes: dict[tuple[int, float, float], np.ndarray] = {}
    for number, (note, start) in enumerate(zip(notes, starts, strict=True)):
        if number % 16 == 0:
            tick(f"playing the {part}")
        seconds = round((timeline.sample(note.end_beats) - start) / timeline.rate, 2)
        force = note.velocity / 112
        hardness = _SOFT_NOTE if force < 0.66 else _HARD_NOTE
        which = (note.pitch, hardness, seconds)
        if which not in takes:
            takes[which] = make_note(voice, note.pitch, seconds, hardness, tone.brightness, timeline.rate, random)
        place(buffer, takes[which], start, force)
    return buffer


def _treated(
    part: str,
    dry: np.ndarray,
    recipe: MixRecipe,
    timeline: Timeline,
    tone: MixTone,
    players: PartPlayers,
    duck: np.ndarray | None,
    response: np.ndarray,
) -> np.ndarray:
    rate = timeline.rate
    if part == "drums":
        dry = dry * effects.compressor_gain(dry, rate, threshold_db=-20, ratio=2.0, release_s=0.09)
    if part == "bass":
        middle = dry.mean(axis=0, keepdims=True)
        dry = middle + (dry - middle) * np.float32(0.3)
    dry = effects.saturated(dry, recipe.drive_db)
    filters = [
        sections("high", _LOW_CUT_HZ[part], rate),
        shelf("high", 3500, (tone.brightness - 0.5) * 14, rate),
        shelf("low", 180, (0.5 - tone.brightness) * 5, rate),
    ]
    if recipe.top_hz:
        filters.append(sections("low", recipe.top_hz, rate))
    sound = filtered(dry, np.vstack(filters), rate)
    sound = _levelled(part, sound, recipe, players, rate)
    if part == "chords":
        sound = effects.chorus(sound, rate, mix=0.5 if recipe.has_chorus else 0.3)
    if duck is not None and part != "drums":
        sound = sound * duck
    return _in_space(part, sound, recipe, timeline, tone, response)


def _levelled(part: str, sound: np.ndarray, recipe: MixRecipe, players: PartPlayers, rate: int) -> np.ndarray:
    loudness = loudness_of(sound, rate)
    if not np.isfinite(loudness):
        return sound
    wanted = _LEVELS_LUFS[part] + recipe.levels_db.get(part, 0.0) + players.levels_db.get(part, 0.0)
    return sound * np.float32(10 ** ((wanted - loudness) / 20))


def _in_space(
    part: str, sound: np.ndarray, recipe: MixRecipe, timeline: Timeline, tone: MixTone, response: np.ndarray
) -> np.ndarray:
    send = _SENDS[part] * 10 ** (recipe.space_db / 20) * (0.35 + 1.3 * tone.space)
    wet = sound
    if send:
        wet = sound + effects.reverb(sound, response, timeline.rate) * np.float32(send)
    if recipe.echo_beats and (part == "melody" or part == "chords" and recipe.echoes_chords):
        delay = round(recipe.echo_beats * 60 / timeline.bpm * timeline.rate)
        wet = wet + effects.echo(sound, delay, timeline.rate) * np.float32(0.5 * (0.35 + 1.3 * tone.space))
    return wet


def _dust(sheet: Sheet, timeline: Timeline) -> np.ndarray:
    """Clicks and hiss of an old record, quiet, around the circle."""
    random, rate = sheet.random("dust"), timeline.rate
    buffer = np.zeros((2, timeline.length), np.float32)
    width = int(0.0012 * rate)
    decay = np.exp(-np.arange(width) / (0.0002 * rate))
    for start in events(timeline.length, random, rate, 12):
        click = (random.standard_normal(width) * decay).astype(np.float32)
        place(buffer, click, int(start), 0.04 * random.random() ** 2, random.uniform(-0.8, 0.8))
    hiss = random.standard_normal(buffer.shape).astype(np.float32) * np.float32(0.0012)
    return filtered(buffer + hiss, np.vstack([sections("high", 900, rate, 1), sections("low", 7500, rate, 1)]), rate)
