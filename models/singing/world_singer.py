"""Sings MIDI notes: spoken words, stretched and re-pitched by the WORLD vocoder. The embedded default."""

from __future__ import annotations

import functools
import importlib.util
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from engine.catalog.model import Brief, Facts, Licence, Model, Report, Result, Voice
from engine.errors import UserError
from engine.media.audio import Audio
from engine.media.clip import Clip, audio_clip
from models.singing import own_voice
from models.singing.aligner import why_missing
from models.singing.analysis import FRAME_S
from models.singing.breath import BREATH_REST_S, breath_before
from models.singing.ensemble import SungPart, said_of_parts, sung_parts, with_parts
from models.singing.finish import finished
from models.singing.harmony_notes import key_for
from models.singing.performance import PhraseSinger
from models.singing.preview import beside_the_sound, table_of, without_harmony
from models.singing.render import RenderedPhrase
from models.singing.song import Song, read_song, words_on_notes
from models.singing.style import SingingStyle, style_of, unknown_style_words
from models.singing.table import sung_again_told, with_phrases
from models.singing.vocal_line import SungSyllable, VocalPhrase, phrases_of, sung_line
from models.singing.voice import named_elsewhere, not_heard_in
from models.singing.voice_list import recorded, singing_voices
from models.speech.flite_program import installed_voices

_TAIL_S = 0.15
_FADE_S = 0.005


class WorldSinger(Model):
    """Clear pitch and timing with a synthetic timbre, in 100 languages, on any machine."""

    id = "world-singer"
    name = "WORLD singer"
    tasks = ("sing",)
    version = "2"
    licence = Licence(code="MIT (pyworld); speech by espeak-ng (GPL-3.0) or flite (BSD-like)", commercial=True)
    limits = ("Pitch and timing are exact, the words can mostly be understood, but the timbre is synthetic: good for "
              "guides, demos and effects, not for a human lead vocal. One voice at a time, best from C2 to C6.")
    memory_bytes = 400 << 20
    quality = 1
    speed = 3
    keeps_recordings = True

    def __init__(self) -> None:
        self.stage = PhraseSinger()

    def ready(self) -> str:
        """The vocoder has to be there; without a speech engine its own voice sings."""
        if importlib.util.find_spec("pyworld") is None:
            return "pyworld is not installed: run `pip install pyworld-prebuilt`."
        return ""

    def voices(self) -> tuple[Voice, ...]:
        """Those that can sing here, the usual one first, each with how well its words are understood."""
        return singing_voices(installed_voices())

    def recorded_voices(self) -> tuple[Voice, ...]:
        """The user's own, each with its note of consent."""
        return recorded()

    def keep_recording(self, voice_id: str, recording: Audio, words: str, consent: str) -> Voice:
        """Make a voice of a recording of English words; UserError when they cannot be found in it."""
        if missing := why_missing():
            raise UserError(missing)
        own_voice.keep_recording(voice_id, recording, words, consent)
        return next(voice for voice in recorded() if voice.id == voice_id)

    def remove_recording(self, voice_id: str) -> bool:
        """Delete a recorded voice; False when there is none with this id."""
        return own_voice.remove_recording(voice_id)

    def check(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief) -> None:
        """Raise UserError without notes, for something that is no MIDI, and for an unknown voice."""
        read_song(without_harmony(args)[0], inputs, brief)

    def run(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief,
            report: Report) -> dict[str, Result]:
        """Sing; returns `audio`, `table` (note ↔ syllable), `f0` (pitch every 10 ms), `singability`, and `score`
        where one is asked for. A preview has no sound.
        """
        args, parts = without_harmony(args)
        song = read_song(args, inputs, brief)
        speaker = song.speaker
        style = style_of(f"{args.get('style') or ''} {args.get('voice') or ''}")
        if strange := unknown_style_words(str(args.get("style") or "")):
            report.warn(f"The style words '{strange}' mean nothing to this singer, so they change nothing.")
        if other := named_elsewhere(str(args.get("voice") or ""), speaker.voice):
            report.warn(f"The voice '{other}' sings English only and needs the flite program; "
                        f"{speaker.voice.name} sings instead.")
        elif missing := not_heard_in(str(args.get("voice") or ""), speaker.voice):
            report.warn(f"No voice here is '{missing}'; the nearest there is sings, {speaker.voice.name}: "
                        f"{speaker.voice.sounds}.")
        allocation = words_on_notes(song)
        for sentence in (*song.score.warnings, *allocation.warnings):
            report.warn(sentence)
        line = sung_line(allocation, song.score.notes)
        results = beside_the_sound(song, line, style, args, brief, report)
        phrases = phrases_of(line)
        if args.get("preview"):
            known = [self.stage.knows(phrase, speaker, how, brief.seed, brief.sample_rate_hz)
                     for phrase, how in zip(phrases, style.along(len(phrases)), strict=True)]
            return results | {"table": with_phrases(table_of(song, line, 0.0, style), phrases, known)}
        self.stage.begin()
        sung = []
        for number, (phrase, how) in enumerate(zip(phrases, style.along(len(phrases)), strict=True)):
            doing = f"singing phrase {number + 1} of {len(phrases)}"
            on_step = functools.partial(report, number, len(phrases) + 1, doing)
            on_step()
            sung.append(self.stage.sing(phrase, speaker, how, brief.seed, brief.sample_rate_hz, on_step))
        report(len(phrases), len(phrases) + 1, "finishing the vocal")
        kept, (key, _) = self.stage.kept, key_for(None, brief.key, song.clip.midi().notes)
        beside = sung_parts(self.stage, song, line, parts, key, style, brief, lambda _: on_step())
        made = _results(song, style, line, phrases, sung, beside, brief)
        table = _with_what_is_new(made["table"], len(phrases), kept)
        return made | {"table": table} | {name: out for name, out in results.items() if name != "table"}

    def unload(self) -> None:
        """Forget the phrases sung so far."""
        self.stage.forget()


def _results(song: Song, style: SingingStyle, line: Sequence[SungSyllable], phrases: Sequence[VocalPhrase],
             sung: Sequence[tuple[RenderedPhrase, np.ndarray]], beside: Sequence[SungPart],
             brief: Brief) -> dict[str, Result]:
    clip, clock, rate = song.clip, song.clock, brief.sample_rate_hz
    first = min(phrase.on_s - rendered.lead_s for phrase, (rendered, _) in zip(phrases, sung, strict=True))
    lead = round(max(0.0, -max(first, clock.earliest_s)) * rate)
    lead_in_s = lead / rate
    frames = lead + round((line[-1].off_s + _TAIL_S) * rate)
    mix, f0 = np.zeros(frames), np.zeros(int((frames / rate) / (2 * FRAME_S)) + 1)
    silent_from, silent_s = 0, 0.0
    for phrase, (rendered, samples) in zip(phrases, sung, strict=True):
        start = lead + round(phrase.on_s * rate) - round(rendered.lead_s * rate)
        rests = phrase.on_s - silent_s >= BREATH_REST_S
        if phrase.syllables[0].breath_before or (style.has_breaths and rests):
            breath = breath_before(samples, (start - silent_from) / rate, rate, brief.seed)
            _add(mix, breath, start - len(breath), rate)
        _add(mix, samples, start, rate)
        _add_pitch(f0, rendered, start / rate)
        silent_from, silent_s = start + len(samples), phrase.off_s
    voice = finished(mix, rate, style.loudness_lufs)
    vocal = Audio(with_parts(voice, beside, lead=lead, sample_rate_hz=rate, loudness_lufs=style.loudness_lufs), rate)
    audio = audio_clip(brief.folder, "Vocal", vocal, start_beats=clip.start_beats, lead_in_s=lead_in_s,
                       length_beats=clock.beats_at(vocal.seconds - lead_in_s))
    return {"audio": audio, "table": table_of(song, line, lead_in_s, style, said_of_parts(beside)),
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


def _with_what_is_new(table: Result, phrases: int, kept: int) -> Facts:
    """The table, with how many phrases were sung and how many were known from before."""
    assert isinstance(table, Facts)
    fresh = phrases - kept
    said = " ".join(filter(None, (table.summary, sung_again_told(fresh, phrases))))
    return Facts({**table.values, "phrases": phrases, "sung_again": fresh}, said)
