"""Sings MIDI notes: spoken words, stretched and re-pitched by the WORLD vocoder. The embedded default."""

from __future__ import annotations

import importlib.util
import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.audio import Audio
from engine.clip import Clip, audio_clip
from engine.errors import UserError
from engine.model import Brief, Facts, Licence, Model, Report, Result
from engine.note import TempoMap, pitch_name
from models.singing.allocation import Allocation, allocate
from models.singing.analysis import FRAME_S
from models.singing.breath import breath_before
from models.singing.finish import finished
from models.singing.language import ENGLISH, language_of
from models.singing.line import SungPhrase, SungSyllable, phrases_of, sung_line
from models.singing.lyrics import parse_lyrics
from models.singing.note_lyrics import has_lyrics, lyrics_of_notes
from models.singing.performance import Speaker, Stage
from models.singing.render import RenderedPhrase
from models.singing.score import Score, SungNote, counted, read_score
from models.singing.style import Style, style_of, unknown_style_words
from models.singing.voice import choose_voice, named_elsewhere
from models.speech.espeak_library import why_missing
from models.speech.flite_program import installed_voices

_TAIL_S = 0.15
_FADE_S = 0.005
LONGEST_S = 1200.0


@dataclass(frozen=True)
class _Clock:
    """Ties the beats of a clip to seconds from its start."""

    tempo_map: TempoMap
    start_beats: float
    earliest_s: float
    """How much sound may lie before the clip's start: 0 or less."""

    def seconds_at(self, beat: float) -> float:
        """Seconds from the start of the clip to one of its beats."""
        return self.tempo_map.seconds_at(self.start_beats + beat) - self.tempo_map.seconds_at(self.start_beats)

    def beats_at(self, seconds: float) -> float:
        """The beat of the clip at a time from its start."""
        return self.tempo_map.beats_at(self.tempo_map.seconds_at(self.start_beats) + seconds) - self.start_beats


class WorldSinger(Model):
    """Clear pitch and timing with a synthetic timbre, in 100 languages, on any machine."""

    id = "world-singer"
    name = "WORLD singer"
    tasks = ("sing",)
    version = "1"
    licence = Licence(code="MIT (pyworld); speech by espeak-ng (GPL-3.0) or flite (BSD-like)", commercial=True)
    limits = ("Pitch and timing are exact, the words can mostly be understood, but the timbre is synthetic: good for "
              "guides, demos and effects, not for a human lead vocal. One voice at a time, best from C2 to C6.")
    memory_bytes = 400 << 20
    quality = 1
    speed = 3

    def __init__(self) -> None:
        self.stage = Stage()

    def ready(self) -> str:
        """The vocoder and the speech library have to be there."""
        if importlib.util.find_spec("pyworld") is None:
            return "pyworld is not installed: run `pip install pyworld-prebuilt`."
        return why_missing()

    def check(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief) -> None:
        """Raise UserError without notes, for something that is no MIDI, and for an unknown voice."""
        self._prepared(args, inputs, brief)

    def run(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief,
            report: Report) -> dict[str, Result]:
        """Sing; returns `audio`, `table` (note ↔ syllable) and `f0` (pitch every 10 ms)."""
        clip, clock, score = self._prepared(args, inputs, brief)
        style = style_of(f"{args.get('style') or ''} {args.get('voice') or ''}")
        if strange := unknown_style_words(str(args.get("style") or "")):
            report.warn(f"The style words '{strange}' mean nothing to this singer, so they change nothing.")
        speaker = _speaker(args, score)
        if other := named_elsewhere(str(args.get("voice") or ""), speaker.voice):
            report.warn(f"The voice '{other}' sings English only and needs the flite program; "
                        f"{speaker.voice.id} sings instead.")
        allocation = _allocated(str(args.get("lyrics") or ""), score.notes, speaker)
        for sentence in (*score.warnings, *allocation.warnings):
            report.warn(sentence)
        line = sung_line(allocation, score.notes)
        phrases = phrases_of(line)
        sung = []
        for number, phrase in enumerate(phrases):
            report(number, len(phrases) + 1, f"singing phrase {number + 1} of {len(phrases)}")
            sung.append(self.stage.sing(phrase, speaker, style, brief.seed, brief.sample_rate_hz))
        report(len(phrases), len(phrases) + 1, "finishing the vocal")
        return _results(clip, clock, speaker, style, line, phrases, sung, brief)

    def unload(self) -> None:
        """Forget the phrases sung so far."""
        self.stage.forget()

    def _prepared(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]],
                  brief: Brief) -> tuple[Clip, _Clock, Score]:
        given = inputs.get("midi")
        clip = given if isinstance(given, Clip) or not given else given[0]
        if not isinstance(clip, Clip):
            raise UserError("Sing needs notes: select a MIDI region, or give a MIDI file.")
        content = clip.midi()
        clock = _Clock(content.tempo_map, 0.0, 0.0)
        if clip.start_beats is not None:
            clock = _Clock(brief.tempo_map, clip.start_beats, -max(0.0, brief.tempo_map.seconds_at(clip.start_beats)))
        score = read_score(content.notes, clock.seconds_at)
        if score.notes[-1].off_s > LONGEST_S:
            raise UserError(f"The notes last {score.notes[-1].off_s / 60:.0f} minutes; at most "
                            f"{LONGEST_S / 60:.0f} are sung at once. Select fewer bars.")
        _speaker(args, score)
        return clip, clock, score


def _speaker(args: Mapping[str, Any], score: Score) -> Speaker:
    words = f"{args.get('voice') or ''}"
    lyrics = str(args.get("lyrics") or " ".join(note.lyric or "" for note in score.notes))
    language = language_of(lyrics, f"{words} {args.get('style') or ''}")
    median_pitch = statistics.median(note.pitch for note in score.notes)
    voice = choose_voice(words.lower().replace(language, ""), median_pitch, installed_voices(),
                         is_english=language == ENGLISH)
    return Speaker(voice, language)


def _allocated(lyrics: str, notes: Sequence[SungNote], speaker: Speaker) -> Allocation:
    """Words from the request, else from the notes, else `la`."""
    if lyrics.strip():
        parsed = parse_lyrics(lyrics, speaker.syllable_range)
        if parsed.syllables:
            return _with_unsayable_words(allocate(parsed, notes), speaker)
        why = "There is nothing to sing in the lyrics"
    elif has_lyrics(notes):
        return _with_unsayable_words(lyrics_of_notes(notes, speaker.syllable_range), speaker)
    else:
        why = "No lyrics were given and the notes carry none"
    parsed = parse_lyrics(" ".join(["la"] * len(notes)), speaker.syllable_range)
    allocation = allocate(parsed, notes)
    return Allocation(allocation.lyrics, allocation.by_note, (f"{why}, so the melody is sung on 'la'.",))


def _with_unsayable_words(allocation: Allocation, speaker: Speaker) -> Allocation:
    words = dict.fromkeys(word.spoken for word in allocation.lyrics.words)
    strange = [word for word in words if not speaker.can_say(word)]
    if not strange:
        return allocation
    if all(word.startswith("[") for word in strange):
        said = "Pronunciations in brackets are followed by the espeak voices only (try voice 'max' or 'anna')"
    else:
        said = f"This voice cannot say {', '.join(strange[:5])}"
    return Allocation(allocation.lyrics, allocation.by_note, (*allocation.warnings, f"{said}: 'la' is sung instead."))


def _results(clip: Clip, clock: _Clock, speaker: Speaker, style: Style, line: Sequence[SungSyllable],
             phrases: Sequence[SungPhrase], sung: Sequence[tuple[RenderedPhrase, np.ndarray]],
             brief: Brief) -> dict[str, Result]:
    rate = brief.sample_rate_hz
    first = min(phrase.on_s - rendered.lead_s for phrase, (rendered, _) in zip(phrases, sung, strict=True))
    lead = round(max(0.0, -max(first, clock.earliest_s)) * rate)
    lead_in_s = lead / rate
    frames = lead + round((line[-1].off_s + _TAIL_S) * rate)
    mix, f0 = np.zeros(frames), np.zeros(int((frames / rate) / (2 * FRAME_S)) + 1)
    silent_from = 0
    for phrase, (rendered, samples) in zip(phrases, sung, strict=True):
        start = lead + round(phrase.on_s * rate) - round(rendered.lead_s * rate)
        if phrase.syllables[0].breath_before or style.has_breaths:
            breath = breath_before(samples, (start - silent_from) / rate, rate, brief.seed)
            _add(mix, breath, start - len(breath), rate)
        _add(mix, samples, start, rate)
        _add_pitch(f0, rendered, start / rate)
        silent_from = start + len(samples)
    vocal = Audio(finished(mix, rate, style.loudness_lufs)[None, :], rate)
    audio = audio_clip(brief.folder, "Vocal", vocal, start_beats=clip.start_beats, lead_in_s=lead_in_s,
                       length_beats=clock.beats_at(vocal.seconds - lead_in_s))
    return {"audio": audio, "table": _table(line, speaker, lead_in_s, clock.beats_at),
            "f0": Facts({"times_s": [round(2 * FRAME_S * i, 3) for i in range(len(f0))], "hz": f0.round(2).tolist()})}


def _add(mix: np.ndarray, samples: np.ndarray, start: int, rate: int) -> None:
    """Mix a phrase in; what lies before the first sample is cut with a short fade."""
    if start < 0:
        samples, start = samples[-start:].copy(), 0
        fade = min(len(samples), round(_FADE_S * rate))
        samples[:fade] *= np.linspace(0, 1, fade, endpoint=False)
    room = samples[:max(0, len(mix) - start)]
    mix[start:start + len(room)] += room


def _add_pitch(f0: np.ndarray, rendered: RenderedPhrase, start_s: float) -> None:
    places = np.arange(len(f0)) * 2 * FRAME_S - start_s
    frames = np.round(places / FRAME_S).astype(int)
    inside = (frames >= 0) & (frames < len(rendered.f0_hz))
    values = rendered.f0_hz[frames[inside]]
    f0[inside] = np.where(values > 0, values, f0[inside])


def _table(line: Sequence[SungSyllable], speaker: Speaker, lead_in_s: float,
           beats_at: Callable[[float], float]) -> Facts:
    rows = []
    for syllable in line:
        for place, note in enumerate(syllable.notes):
            rows.append({"note": note.index + 1, "syllable": syllable.text if place == 0 else "~",
                         "pitch": pitch_name(note.pitch), "start_s": round(lead_in_s + note.on_s, 4),
                         "length_s": round(note.length_s, 4), "start_beats": round(beats_at(note.on_s), 4)})
    voice = speaker.voice
    notes = len({row["note"] for row in rows})
    summary = f"{counted(len(line), 'syllable')} on {counted(notes, 'note')}, sung by {voice.id} ({voice.sounds})."
    return Facts({"rows": rows, "voice": voice.id, "language": speaker.language}, summary)
