"""Harmonies and doubles: of a sung clip from its notes and words, of any recorded voice by moving its pitch."""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from engine.catalog.model import Brief, Facts, Licence, Model, Report, Result
from engine.errors import UserError
from engine.media.audio import Audio, to_channels
from engine.media.clip import Clip, audio_clip
from engine.media.key import Key
from engine.media.loudness import measure_loudness
from engine.media.note import pitch_name
from models.singing.ensemble import TAIL_S, mono_mix, panned, place_said, sung_parts
from models.singing.finish import finished
from models.singing.harmony_notes import harmony_pitch, key_for
from models.singing.harmony_part import HarmonyPart, parts_of
from models.singing.performance import PhraseSinger
from models.singing.preview import without_harmony
from models.singing.score import counted
from models.singing.song import read_song, words_on_notes
from models.singing.style import style_of
from models.singing.vocal_line import sung_line
from models.singing.voice_shift import Melody, melody_of, shifted, smooth_moves
from models.singing.world_singer import WorldSinger
from models.speech.espeak_library import why_missing

UNDER_LU = 6.0
"""How far harmonies lie under the lead, both played on two speakers; 3 where a DAW turns mono sound down by 3 dB."""
_LEAST_VOICED = 0.05
_LONGEST_S = 1200.0


class Harmonizer(Model):
    """Thirds, octaves, doubles and choirs that stay in the key."""

    id = "world-harmonizer"
    name = "WORLD harmonizer"
    tasks = ("harmonize",)
    version = "1"
    licence = Licence(code="MIT (pyworld); speech by espeak-ng (GPL-3.0) or flite (BSD-like)", commercial=True)
    limits = ("One voice or melody instrument at a time: in a recording with chords or several voices the notes cannot "
              "be told apart. Far intervals of a recording sound processed.")
    memory_bytes = 600 << 20
    quality = 1
    speed = 3

    def __init__(self) -> None:
        self.stage = PhraseSinger()

    def ready(self) -> str:
        """The vocoder and the speech library have to be there."""
        if importlib.util.find_spec("pyworld") is None:
            return "pyworld is not installed: run `pip install pyworld-prebuilt`."
        return why_missing()

    def check(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief) -> None:
        """Raise UserError for words that name no harmony and for a clip that is no sound."""
        parts_of(str(args.get("interval") or ""), args.get("voices"))
        clip = _clip_of(inputs)
        if clip.kind != "audio":
            raise UserError(f"'{clip.name}' is {clip.kind}; harmonies are made of a sound: sing the notes first.")
        if clip.seconds > _LONGEST_S:
            raise UserError(f"'{clip.name}' lasts {clip.seconds / 60:.0f} minutes; at most {_LONGEST_S / 60:.0f} are "
                            "harmonized at once. Cut it first.")

    def run(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief,
            report: Report) -> dict[str, Result]:
        """Make the parts, without the voice they go with; returns `audio` and `facts`."""
        self.check(args, inputs, brief)
        parts = parts_of(str(args.get("interval") or ""), args.get("voices"))
        recipe = _clip_of(inputs).recipe
        # What another singer sang is moved in pitch instead: its voice is not here to sing the parts.
        if inputs.get("midi") and (recipe is None or recipe.model == WorldSinger.id):
            return self._from_notes(args, inputs, brief, report, parts)
        return self._from_sound(args, _clip_of(inputs), brief, report, parts)

    def unload(self) -> None:
        """Forget the phrases sung so far."""
        self.stage.forget()

    def _from_notes(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief,
                    report: Report, parts: Sequence[HarmonyPart]) -> dict[str, Result]:
        args, _ = without_harmony(args)
        song = read_song(args, inputs, brief)
        line = sung_line(words_on_notes(song), song.score.notes)
        notes = song.clip.midi().notes
        key, source = key_for(args.get("key"), brief.key, notes)
        style = style_of(f"{args.get('style') or ''} {args.get('voice') or ''}")
        count = len(parts)
        sung = sung_parts(self.stage, song, line, parts, key, style, brief,
                          lambda place: report(place, count + 1, f"singing part {place + 1} of {count}"))
        if not any(one.sounds for one in sung):
            raise UserError("The chords of these notes have no voice under the melody; ask for a third or an octave.")
        rate = brief.sample_rate_hz
        first = min(sound.start_s for one in sung for sound in one.sounds)
        lead = round(max(0.0, -max(first, song.clock.earliest_s)) * rate)
        frames = lead + round((line[-1].off_s + TAIL_S) * rate)
        voices = [finished(mono_mix(one.sounds, lead=lead, frames=frames, sample_rate_hz=rate), rate,
                           style.loudness_lufs) for one in sung]
        audio = _under(Audio(panned(voices, parts), rate), _clip_of(inputs))
        clip = audio_clip(brief.folder, _name(parts), audio, start_beats=song.clip.start_beats, lead_in_s=lead / rate,
                          length_beats=song.clock.beats_at(audio.seconds - lead / rate))
        return {"audio": clip, "facts": _facts(parts, [one.pitches for one in sung], key, source)}

    def _from_sound(self, args: Mapping[str, Any], clip: Clip, brief: Brief, report: Report,
                    parts: Sequence[HarmonyPart]) -> dict[str, Result]:
        sound = clip.audio()
        report(0, 3, "hearing the melody")
        mono = sound.samples.mean(axis=0, dtype=np.float64)
        melody = melody_of(mono, sound.sample_rate_hz)
        if (melody.hz > 0).mean() < _LEAST_VOICED or not melody.notes:
            raise UserError(f"No melody was heard in '{clip.name}'; harmonies need one clear voice or instrument.")
        key, source = key_for(args.get("key"), brief.key, melody.notes)
        if key is None:
            report.warn("The key is not known, so the intervals are the usual ones; say the key for others.")
        report(1, 3, f"singing {counted(len(parts), 'part')}")
        moves = [_moves(melody, part, key, brief.seed) for part in parts]
        voices = shifted(mono, sound.sample_rate_hz, melody, moves, [part.formant for part in parts])
        report(2, 3, "mixing")
        voices = [_delayed(voice, round(part.delay_s * sound.sample_rate_hz))
                  for voice, part in zip(voices, parts, strict=True)]
        audio = _under(Audio(panned(voices, parts), sound.sample_rate_hz), clip)
        made = audio_clip(brief.folder, _name(parts), audio, start_beats=clip.start_beats, lead_in_s=clip.lead_in_s,
                          length_beats=clip.length_beats)
        sung = [[harmony_pitch(note.pitch, part, key) for note in melody.notes] for part in parts]
        return {"audio": made, "facts": _facts(parts, sung, key, source)}


def _clip_of(inputs: Mapping[str, Clip | Sequence[Clip]]) -> Clip:
    given = inputs.get("clip")
    clip = given if isinstance(given, Clip) or not given else given[0]
    if not isinstance(clip, Clip):
        raise UserError("Harmonies need a voice: select a vocal, or give a recording.")
    return clip


def _under(harmony: Audio, lead: Clip) -> Audio:
    """The harmony as much softer than the voice it goes with as a mixer sets it, so that the lead stays in front."""
    rate, voice = harmony.sample_rate_hz, lead.audio()
    its = measure_loudness([to_channels(voice, 2).samples], voice.sample_rate_hz, 2).lufs
    own = measure_loudness([to_channels(harmony, 2).samples], rate, 2).lufs
    if its is None or own is None:
        return harmony
    gain = 10 ** ((its - UNDER_LU - own) / 20)
    peak = float(np.abs(harmony.samples).max(initial=0.0))
    return Audio((harmony.samples * min(gain, 0.89 / max(peak, 1e-9))).astype(np.float32), rate)


def _moves(melody: Melody, part: HarmonyPart, key: Key | None, seed: int) -> np.ndarray:
    """Semitones to move each frame, with the small unrest of another singer."""
    from scipy.ndimage import gaussian_filter1d

    drift = gaussian_filter1d(np.random.default_rng([seed, part.place]).standard_normal(len(melody.pitch)), 40)
    drift *= 0.03 / max(float(drift.std()), 1e-9)
    return smooth_moves(melody.pitch, lambda note: harmony_pitch(note, part, key)) + part.cents / 100 + drift


def _delayed(voice: np.ndarray, samples: int) -> np.ndarray:
    moved = np.zeros_like(voice)
    if samples >= 0:
        moved[samples:] = voice[:len(voice) - samples]
    else:
        moved[:samples] = voice[-samples:]
    return moved


def _name(parts: Sequence[HarmonyPart]) -> str:
    if parts[0].is_choir:
        return "Choir"
    return parts[0].name.capitalize() if len({part.name for part in parts}) == 1 else "Harmony"


def _facts(parts: Sequence[HarmonyPart], sung: Sequence[Sequence[int]], key: Key | None, source: str) -> Facts:
    rows = [{"part": part.name, "pan": part.pan, "cents": part.cents, "delay_ms": round(1000 * part.delay_s, 1),
             "notes": [pitch_name(pitch) for pitch in pitches]} for part, pitches in zip(parts, sung, strict=True)]
    said = ", ".join(f"{part.name} ({place_said(part)})" for part in parts)
    where = f" in {key} ({source})" if key and any(part.steps is not None for part in parts) else ""
    return Facts({"parts": rows, "key": str(key) if key else None}, f"With {said}{where}.")
