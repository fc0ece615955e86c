"""Scores for OpenUtau (`.ustx`): notes with lyrics, tempo and meter, as YAML."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from engine.media.note import TempoMap
from models.singing.style import SingingStyle
from models.singing.vocal_line import SungSyllable

TICKS_PER_BEAT = 480
_HOLD, _NEXT_SYLLABLE = "+~", "+"


def ustx_text(line: Sequence[SungSyllable], style: SingingStyle, *, name: str, tempo_map: TempoMap, start_beats: float,
              beats_at: Callable[[float], float]) -> str:
    """A project with one track; a word stands on its first note, `+` takes its next syllable, `+~` holds one."""
    import yaml

    notes = [_note(syllable, place, style, beats_at) for syllable in line for place in range(len(syllable.notes))]
    part = {"name": name, "comment": "", "track_no": 0, "position": _ticks(start_beats), "notes": notes, "curves": []}
    project = {
        "name": name, "comment": "", "output_dir": "Vocal", "cache_dir": "UCache", "ustx_version": "0.6",
        "resolution": TICKS_PER_BEAT, "bpm": tempo_map.tempos[0].bpm,
        "beat_per_bar": tempo_map.meters[0].numerator, "beat_unit": tempo_map.meters[0].denominator,
        "time_signatures": [{"bar_position": tempo_map.bar_at(meter.beat)[0] - 1, "beat_per_bar": meter.numerator,
                             "beat_unit": meter.denominator} for meter in tempo_map.meters],
        "tempos": [{"position": _ticks(tempo.beat), "bpm": tempo.bpm} for tempo in tempo_map.tempos],
        "tracks": [{"singer": "", "phonemizer": "OpenUtau.Core.DefaultPhonemizer", "track_name": name, "mute": False,
                    "solo": False, "volume": 0.0, "pan": 0.0}],
        "voice_parts": [part], "wave_parts": [],
    }
    return str(yaml.safe_dump(project, allow_unicode=True, sort_keys=False))


def _note(
    syllable: SungSyllable, place: int, style: SingingStyle, beats_at: Callable[[float], float]
) -> dict[str, Any]:
    note = syllable.notes[place]
    start = _ticks(beats_at(note.on_s))
    half_ms = round(500 * style.portamento_s, 1)
    curve = [{"x": -half_ms, "y": 0.0, "shape": "io"}, {"x": half_ms, "y": 0.0, "shape": "io"}]
    is_long = note.length_s >= 0.45 and style.vibrato_cents > 0
    vibrato = {"length": 50 if is_long else 0, "period": round(1000 / style.vibrato_hz, 1),
               "depth": style.vibrato_cents, "in": 30, "out": 20, "shift": 0, "drift": 0, "vol_link": 0}
    return {"position": start, "duration": max(1, _ticks(beats_at(note.off_s)) - start), "tone": note.pitch,
            "lyric": _lyric(syllable, place), "pitch": {"data": curve, "snap_first": True}, "vibrato": vibrato,
            "phoneme_expressions": [], "phoneme_overrides": []}


def _lyric(syllable: SungSyllable, place: int) -> str:
    if place or syllable.vowel_only:
        return _HOLD
    if syllable.part:
        return _NEXT_SYLLABLE
    word = "".join(syllable.word.parts)
    hint = syllable.word.spoken
    return f"{word}{hint}" if hint.startswith("[") else word


def _ticks(beats: float) -> int:
    return round(beats * TICKS_PER_BEAT)
