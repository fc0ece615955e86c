"""Describing music: tempo, key, chords, loudness, length and sections, measured and never guessed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from engine.catalog.model import Brief, Facts, Licence, Model, Report, Result
from engine.errors import UserError
from engine.media.audio_stream import frame_blocks, sound_info
from engine.media.clip import Clip
from engine.media.loudness import Loudness, LoudnessMeter
from engine.media.note import TempoMap
from models.analysis import note_facts
from models.analysis.chords import TimedChord, chord_name, find_chords
from models.analysis.chroma import HOP_S, NoteStrengths, note_strengths
from models.analysis.keyfinder import FoundKey, find_key
from models.analysis.listening import LONGEST_S, AnalysedMusic, listen
from models.analysis.structure import find_sections
from models.analysis.tempo import Tempo, find_tempo, onset_strength

ASPECTS = ("tempo", "key", "chords", "loudness", "duration", "structure")
_HARMONIC = {"key", "chords", "structure"}
_NOTES_FROM = 0.31
"""Sound less concentrated on single notes is noise or drums."""
_UNSURE = 0.1
_SHORTEST_S = 0.5
"""Nothing musical can be told of less."""


class MusicDescriber(Model):
    """describe_music for recordings and notes.

    The values stand under the names of the aspects: `tempo` in bpm, `key` as text, `chords` and
    `structure` as lists with start_s and end_s, `loudness` in LUFS, `duration` in seconds; what
    cannot be told is null, with the reason under `unknown`.
    """

    id = "describer"
    name = "Music describer"
    tasks = ("describe_music",)
    licence = Licence("GPL-3.0-or-later")
    limits = ("Wants a steady tempo between 55 and 190 bpm (a slow song may be read at double tempo), and tells major "
              "and minor keys and triads only.")
    quality = 2
    memory_bytes = 600 << 20

    def check(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief) -> None:
        """UserError for a clip that is missing, unreadable, or neither sound nor notes."""
        clip = _clip(inputs)
        if clip.kind == "midi":
            clip.midi()
        else:
            sound_info(clip)

    def run(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief,
            report: Report) -> dict[str, Result]:
        """Return the facts asked for, all when no aspect is named. The session's own tempo and key are not used."""
        clip = _clip(inputs)
        wanted = (args["aspect"],) if args.get("aspect") else ASPECTS
        values = _of_notes(clip, wanted) if clip.kind == "midi" else _of_sound(clip, wanted, report)
        if wanted == ("duration",) and clip.start_beats is not None:
            values["bars"] = _bars(clip.start_beats, values["duration"], brief.tempo_map)
        return {"facts": Facts(values, _summary(clip, values, wanted))}


def _bars(start_beats: float, seconds: float, tempo_map: TempoMap) -> float:
    """How many bars of the session so many seconds from a beat on are."""
    end = tempo_map.beats_at(tempo_map.seconds_at(start_beats) + seconds)
    (first, past), (last, over) = tempo_map.bar_at(start_beats), tempo_map.bar_at(end)
    whole = last + over / tempo_map.meter_at(end).bar_beats
    return round(whole - first - past / tempo_map.meter_at(start_beats).bar_beats, 2)


def _clip(inputs: Mapping[str, Clip | Sequence[Clip]]) -> Clip:
    clip = inputs.get("clip")
    if not isinstance(clip, Clip):
        raise UserError("Name one clip to describe.")
    return clip


def _of_sound(clip: Clip, wanted: Sequence[str], report: Report) -> dict[str, Any]:
    info = sound_info(clip)
    values: dict[str, Any] = {}
    unknown: dict[str, str] = {}
    if "duration" in wanted:
        values["duration"] = round(info.seconds, 6)
    if set(wanted) & {"tempo", *_HARMONIC}:
        heard = listen(clip, info, report)
        if info.seconds > LONGEST_S:
            report.warn(f"Tempo, key and chords of '{clip.name}' were measured on its first "
                        f"{LONGEST_S / 60:.0f} minutes.")
        _measure_music(heard, wanted, values, unknown, report)
    if "loudness" in wanted:
        meter = LoudnessMeter(info.sample_rate_hz, info.channels)
        done = 0
        for block in frame_blocks(clip.path, 0, info.frames, info.sample_rate_hz):
            meter.add(block)
            done += block.shape[1]
            report(0.7 * info.frames + 0.3 * done, info.frames, "measuring loudness")
        _add_loudness(meter.result(), info.seconds, values, unknown)
    return _ordered(values, unknown, wanted)


def _measure_music(heard: AnalysedMusic, wanted: Sequence[str], values: dict[str, Any], unknown: dict[str, str],
                   report: Report) -> None:
    musical = [name for name in wanted if name in {"tempo", *_HARMONIC}]
    if heard.is_silent:
        unknown.update(dict.fromkeys(musical, "it is silent"))
        return
    if heard.seconds < _SHORTEST_S:
        unknown.update(dict.fromkeys(musical, "it is too short"))
        return
    tempo = find_tempo(onset_strength(heard.mono))
    if "tempo" in wanted:
        _add_tempo(tempo, heard.seconds, values, unknown)
    report(0.15, 1, "measuring")
    if not _HARMONIC & set(wanted):
        return
    notes = note_strengths(heard.samples, lambda share: report(0.15 + 0.55 * share, 1, "listening for notes"))
    if notes.concentration < _NOTES_FROM:
        reason = "no notes of a definite pitch were found"
        unknown.update({name: reason for name in ("key", "chords") if name in wanted})
    else:
        chords = find_chords(notes.chroma, notes.bass_chroma, HOP_S, *_beat_grid(tempo, heard.seconds))
        key = find_key(notes.chroma.sum(axis=1), notes.bass_chroma.sum(axis=1), chords)
        _add_harmony(key, chords, wanted, values, unknown)
        values["tuning_cents"] = round(100 * notes.tuning_semitones)
    if "structure" in wanted:
        _add_structure(notes, heard, tempo, values, unknown)


def _beat_grid(tempo: Tempo | None, seconds: float) -> tuple[np.ndarray, int]:
    """Borders of the beats and beats in a bar; without a tempo half seconds."""
    if tempo is None:
        count = max(1, round(seconds / 0.5))
        return np.linspace(0, seconds, count + 1), 1
    beat_s = 60 / tempo.bpm
    first_s = tempo.first_beat_s - (beat_s if tempo.first_beat_s > 0.5 * beat_s else 0.0)
    beats = np.maximum(np.arange(first_s, seconds, beat_s), 0.0)
    if seconds - beats[-1] > 0.5 * beat_s or len(beats) == 1:
        beats = np.append(beats, seconds)
    return beats, 4


def _add_tempo(tempo: Tempo | None, seconds: float, values: dict[str, Any], unknown: dict[str, str]) -> None:
    if tempo is None:
        unknown["tempo"] = "it is too short" if seconds < 2.5 else "no steady beat was found"
        return
    values["tempo"] = round(tempo.bpm, 2)
    values["tempo_confidence"] = round(tempo.confidence, 2)
    values["first_beat_s"] = round(tempo.first_beat_s, 3)


def _add_harmony(key: FoundKey | None, chords: Sequence[TimedChord], wanted: Sequence[str], values: dict[str, Any],
                 unknown: dict[str, str]) -> None:
    if "key" in wanted:
        if key is None:
            unknown["key"] = "too few different notes sound"
        else:
            values["key"] = str(key.key)
            values["key_confidence"] = round(key.confidence, 2)
            values["key_rival"] = str(key.rival)
    if "chords" in wanted:
        if key is None:
            unknown["chords"] = "too few different notes sound"
        else:
            values["chords"] = [{"start_s": round(chord.start_s, 3), "end_s": round(chord.end_s, 3),
                                 "chord": chord_name(chord.label), "confidence": round(chord.confidence, 2)}
                                for chord in chords]


def _add_structure(notes: NoteStrengths, heard: AnalysedMusic, tempo: Tempo | None, values: dict[str, Any],
                   unknown: dict[str, str]) -> None:
    beats, per_bar = _beat_grid(tempo, heard.seconds)
    bars_s = beats[::per_bar] if tempo else np.arange(0, heard.seconds + 2, 2.0)
    if len(bars_s) < 9:
        unknown["structure"] = "it is too short to have sections"
        return
    level = notes.upper.sum(axis=0, keepdims=True), notes.bass.sum(axis=0, keepdims=True)
    features = np.concatenate([notes.chroma, notes.bass_chroma, *(np.repeat(row, 6, axis=0) for row in level)])
    values["structure"] = [
        {"start_s": round(section.start_s, 3), "end_s": round(section.end_s, 3), "label": section.label}
        for section in find_sections(features, HOP_S, bars_s)]


def _add_loudness(measured: Loudness, seconds: float, values: dict[str, Any], unknown: dict[str, str]) -> None:
    if measured.true_peak_dbtp is None:
        unknown["loudness"] = "it is silent"
        return
    values["true_peak_dbtp"] = round(measured.true_peak_dbtp, 2)
    if measured.lufs is None:
        unknown["loudness"] = "it is shorter than 0.4 s" if seconds < 0.4 else "it is too quiet"
        return
    values["loudness"] = round(measured.lufs, 2)
    if measured.range_lu is not None:
        values["loudness_range_lu"] = round(measured.range_lu, 2)


def _of_notes(clip: Clip, wanted: Sequence[str]) -> dict[str, Any]:
    content = clip.midi()
    values: dict[str, Any] = {}
    unknown: dict[str, str] = {}
    if "duration" in wanted:
        values["duration"] = round(content.tempo_map.seconds_at(content.length_beats), 3)
        values["length_beats"] = round(content.length_beats, 3)
    if "tempo" in wanted:
        values.update(note_facts.tempo_facts(content))
    if {"key", "chords"} & set(wanted):
        if content.notes:
            _add_harmony(*note_facts.harmony(content), wanted, values, unknown)
        else:
            unknown.update({name: "it has no notes" for name in ("key", "chords") if name in wanted})
    for name, reason in (("loudness", "notes have no loudness before they are played"),
                         ("structure", "sections are only looked for in recordings")):
        if name in wanted:
            unknown[name] = reason
    return _ordered(values, unknown, wanted)


def _ordered(values: dict[str, Any], unknown: dict[str, str], wanted: Sequence[str]) -> dict[str, Any]:
    """Every aspect asked for, null where unknown, then the details, then the reasons."""
    facts: dict[str, Any] = {name: values.get(name) for name in wanted}
    facts.update({name: value for name, value in values.items() if name not in facts})
    return {**facts, "unknown": unknown} if unknown else facts


def _length(seconds: float, *, is_asked: bool) -> str:
    """ "0:10"; where it is asked for with a tenth: "10.4 s", "1:10.4"."""
    if seconds < 1:
        return f"{seconds:.3f} s"
    tenths = round(seconds, 1)
    if not is_asked:
        return f"{int(seconds // 60)}:{int(seconds % 60):02d}"
    return f"{tenths:.1f} s" if tenths < 60 else f"{int(tenths // 60)}:{tenths % 60:04.1f}"


def _summary(clip: Clip, facts: Mapping[str, Any], wanted: Sequence[str]) -> str:
    """One sentence for people: "'demo': 96 bpm, G minor, −14.2 LUFS, 0:10."."""
    parts = []
    if facts.get("tempo"):
        parts.append(f"{round(facts['tempo'], 1):g} bpm")
    if facts.get("key"):
        unsure = facts["key_confidence"] < _UNSURE
        parts.append(f"{facts['key']} or {facts['key_rival']}" if unsure else facts["key"])
    if facts.get("loudness") is not None:
        parts.append(f"{facts['loudness']:.1f} LUFS".replace("-", "−"))
    if facts.get("duration") is not None:
        parts.append(_length(facts["duration"], is_asked=wanted == ("duration",)))
    if facts.get("bars"):
        parts.append(f"{facts['bars']:g} bar{'' if facts['bars'] == 1 else 's'}")
    if facts.get("chords") and len(wanted) <= 2:
        parts.append(" ".join(chord["chord"] for chord in facts["chords"][:16]))
    if facts.get("structure") and len(wanted) <= 2:
        parts.append(" ".join(section["label"] for section in facts["structure"]))
    text = ", ".join(parts)
    for name, reason in (facts.get("unknown") or {}).items():
        if len(wanted) == 1:
            text = f"the {name} cannot be told, because {reason}"
    return f"'{clip.name}': {text or 'nothing could be measured'}."
