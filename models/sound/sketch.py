"""Sketch: words to sound effects, ambiences and loops, by synthesis alone; needs no download."""

from __future__ import annotations

import math
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from engine.catalog.model import Brief, Licence, Model, Report, Result
from engine.errors import UserError
from engine.media.audio import Audio
from engine.media.clip import Clip, audio_clip, midi_clip
from engine.media.level import LOOP_LUFS, level_curve
from engine.media.note import Note
from models.sound.facts import effect_facts, music_facts
from models.sound.making.drum_pattern import is_pattern, make_pattern
from models.sound.making.one_shot import one_shot_gain
from models.sound.mix import make_stems
from models.sound.music.band import PARTS
from models.sound.piece import MAX_SECONDS, Piece, bars_to_beats, plan_piece, session_time
from models.sound.prompt.length import length_word
from models.sound.prompt.reader import read_prompt
from models.sound.prompt.request import PromptRequest
from models.sound.scene import is_loopable, make_bed, make_scene, natural_seconds
from models.sound.tile import tiled
from models.sound.timeline import Timeline

_SHORTEST_S = 0.05
_FADE_S = 1.5
_SAY_EVERY_S = 0.1


class Sketch(Model):
    """Generates sound from words: styles are composed and played, sounds are built from physical recipes."""

    id = "sketch"
    name = "Sketch"
    tasks = ("generate_audio",)
    licence = Licence("GPL-3.0-or-later")
    limits = (
        "Synthetic instruments and sounds only: no voices, no animals but birds, frogs, insects and a purring cat, "
        "English prompts; music longer than 24 bars repeats a section, and a song has no intro or ending."
    )
    memory_bytes = 400 << 20
    quality = 1
    speed = 3

    def check(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief) -> None:
        """The prompt must name something that can be made, of a length that is possible."""
        if args.get("lyrics") or "guide" in inputs:
            raise UserError("Singing lyrics and following a melody need a downloaded model: ACE-Step, MusicGen melody.")
        request = _read(args)
        if request.style:
            plan_piece(request, args, brief)
        else:
            _effect_length(request, args, brief)

    def run(
        self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief, report: Report
    ) -> dict[str, Result]:
        """Make the sound; music comes with its notes and a stem of each part, which sum to `audio`."""
        report(0, 1, "reading the prompt")
        request = replace(_read(args), text=str(args.get("prompt", "")))
        for remark in request.remarks:
            report.warn(remark)
        if request.unused:
            shown = ", ".join(f"'{word[:30]}'" for word in request.unused[:8])
            report.warn(f"These words had no effect: {shown}.")
        is_given = any(args.get(name) is not None for name in ("bars", "duration_s")) or request.bars or request.seconds
        if is_given and (said := length_word(str(args.get("prompt", "")))):
            report.warn(f"'{said}' had no effect: its length was given.")
        if request.style:
            return self._music(request, plan_piece(request, args, brief), brief, report)
        length, bars = _effect_length(request, args, brief), _bars(request, args)
        return self._effects(request, length, brief, report, bars, args.get("bpm"))

    def _effects(
        self, request: PromptRequest, length: int, brief: Brief, report: Report, bars: int | None, bpm: float | None
    ) -> dict[str, Result]:
        steps = _Steps(report, len(request.calls) + 2)
        is_struck = bool(bars) and is_pattern(request)
        if bars and is_struck:
            tempo_map, start, meter = session_time(brief, bpm or request.bpm, request.meter)
            beats = bars_to_beats(bars, tempo_map, start, meter)
            grid = Timeline(tempo_map, start, beats, brief.sample_rate_hz)
            sound = make_pattern(request.calls[0], grid, meter.bar_beats, request.tone, brief.seed, steps)
        else:
            sound = make_scene(request.calls, length, brief.sample_rate_hz, request.tone, brief.seed, steps)
        steps("setting the loudness")
        if is_loopable(request.calls):
            wanted = LOOP_LUFS + request.level_db
            sound = sound * level_curve(sound, brief.sample_rate_hz, target_lufs=wanted, is_loop=True, tick=steps)
        else:
            sound = sound * one_shot_gain(sound, request.level_db, report)
        name = " and ".join(dict.fromkeys(call.source for call in request.calls)).capitalize()
        facts = effect_facts(
            [call.source for call in request.calls],
            sound,
            brief.sample_rate_hz,
            is_loop=is_loopable(request.calls) or is_struck,
        )
        return {"audio": audio_clip(brief.folder, name[:80], _audio(sound, brief.sample_rate_hz)), "facts": facts}

    def _music(self, request: PromptRequest, piece: Piece, brief: Brief, report: Report) -> dict[str, Result]:
        steps = _Steps(report, 2 * len(piece.parts) + len(request.calls) + 5)
        if request.tempo_factor != 1 and piece.timeline.tempo_map is brief.tempo_map:
            report.warn(f"The session's tempo of {piece.timeline.bpm:g} bpm was kept; say a bpm for another.")
        steps("composing")
        sheet = piece.sheet()
        written = piece.write(sheet)
        stems = make_stems(written, sheet, piece.section, piece.tone, piece.players, steps)
        mix = np.sum(list(stems.values()), axis=0)
        for call in request.calls:
            steps(f"making the {call.source}")
            mix = mix + make_bed(call, piece.section.length, brief.sample_rate_hz, request.tone, brief.seed, steps)
            report.warn(f"The {call.source} is in the mix only; it has no stem of its own.")
        steps("setting the loudness")
        wanted = LOOP_LUFS + request.level_db
        gain = level_curve(mix, brief.sample_rate_hz, target_lufs=wanted, is_loop=True, tick=steps)
        if not piece.is_loop:
            report.warn(
                f"{piece.timeline.seconds:g} s is no whole number of bars at {piece.timeline.bpm:.4g} bpm, so the end "
                "is faded and does not loop; ask for bars to get a loop."
            )
        title = _title(piece, request.text)
        whole = _laid_out(piece, mix * gain)
        outputs: dict[str, Result] = {"audio": _placed(piece, whole, title, brief)}
        outputs["midi"] = midi_clip(
            brief.folder, title, _repeated(piece, written), piece.timeline.map_from_start(), piece.timeline.length_beats
        )
        for part in PARTS:
            if part in stems:
                steps(f"writing the {part}")
                outputs[part] = _placed(piece, _laid_out(piece, stems[part] * gain), f"{title} {part}", brief)
        steps("measuring")
        # a piece that repeats is as loud as its section
        outputs["facts"] = music_facts(piece, whole if len(piece.repeats()) == 1 else mix * gain)
        return outputs


def _read(args: Mapping[str, Any]) -> PromptRequest:
    """The prompt, understood; bars, a tempo or a key beside it say that words of mood alone mean music."""
    wants_music = any(args.get(name) is not None for name in ("bars", "bpm", "key"))
    return read_prompt(str(args.get("prompt", "")), wants_music=wants_music)


class _Steps:
    """Counts what has been done, for the progress bar; asks often whether the user has cancelled."""

    def __init__(self, report: Report, count: int) -> None:
        self.report, self.count, self.seen = report, count, 0
        self.last, self.said_s = "", 0.0

    def __call__(self, what: str) -> None:
        if what == self.last and time.monotonic() - self.said_s < _SAY_EVERY_S:
            return
        if what != self.last and what != "making the sound":
            self.seen, self.last = self.seen + 1, what
        self.said_s = time.monotonic()
        self.report(min(self.seen, self.count), self.count, self.last or what)


def _laid_out(piece: Piece, section: np.ndarray) -> np.ndarray:
    """The section, repeated as often as the piece needs; faded at the end where it is no loop."""
    timeline = piece.timeline
    starts = [timeline.sample(beat) for beat in piece.repeats()]
    sound = section if len(starts) == 1 and piece.is_loop else tiled(section, starts, timeline.length)
    if not piece.is_loop:
        count = min(int(_FADE_S * timeline.rate), timeline.length // 4)
        sound[:, -count:] *= np.cos(np.linspace(0, np.pi / 2, count, dtype=np.float32)) ** 2
    return sound


def _placed(piece: Piece, sound: np.ndarray, name: str, brief: Brief) -> Clip:
    timeline = piece.timeline
    return audio_clip(brief.folder, name, _audio(sound, timeline.rate), length_beats=timeline.length_beats)


def _bars(request: PromptRequest, args: Mapping[str, Any]) -> int | None:
    """How many bars are asked for; None where it is seconds, or nothing."""
    return args.get("bars") or (request.bars if not args.get("duration_s") else None)


def _effect_length(request: PromptRequest, args: Mapping[str, Any], brief: Brief) -> int:
    """Length in samples: bars on the session's grid, seconds, or what is natural for the sound."""
    if bars := _bars(request, args):
        tempo_map, start, meter = session_time(brief, args.get("bpm") or request.bpm, request.meter)
        seconds = 0.0
        timeline = Timeline(tempo_map, start, bars_to_beats(bars, tempo_map, start, meter), brief.sample_rate_hz)
        length = timeline.length
    else:
        seconds = float(args.get("duration_s") or request.seconds or 0) or (
            natural_seconds(request.calls) * request.length_factor
        )
        if not math.isfinite(seconds) or seconds < _SHORTEST_S:
            raise UserError(f"{seconds:g} s is too short; ask for at least {_SHORTEST_S:g} s.")
        length = round(min(seconds, 2 * MAX_SECONDS) * brief.sample_rate_hz)
    if length > MAX_SECONDS * brief.sample_rate_hz:
        raise UserError("That is longer than 10 minutes; at most 10 minutes are made at once.")
    return length


def _title(piece: Piece, prompt: str) -> str:
    """The user's own words where they are short, else what it is."""
    if 0 < len(prompt.strip()) <= 30:
        return prompt.strip()[0].upper() + prompt.strip()[1:]
    what = piece.parts[0] if len(piece.parts) == 1 else "loop" if piece.is_loop else "music"
    return f"{piece.style.name} {what}".capitalize() if not piece.style.name.startswith("r&b") else f"R&B {what}"


def _repeated(piece: Piece, written: Mapping[str, Sequence[Note]]) -> list[Note]:
    notes = []
    for begin in piece.repeats():
        for part in written.values():
            for note in part:
                start = begin + note.start_beats
                length = min(note.length_beats, piece.timeline.length_beats - start)
                if length > 0:
                    notes.append(Note(note.pitch, start, length, note.velocity, None, note.channel))
    return notes


def _audio(sound: np.ndarray, rate: int) -> Audio:
    return Audio(np.ascontiguousarray(np.nan_to_num(sound), np.float32), rate)
