"""Finishing a mix: its loudness, its true peaks, and its tone after a record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from engine.catalog.model import Brief, Facts, Licence, Model, Report, Result
from engine.errors import UserError
from engine.media.audio import AudioInfo
from engine.media.audio_stream import frame_blocks, sound_info
from engine.media.clip import Clip
from engine.media.limiter import CEILING_DBTP
from engine.media.loudness import SHORTEST_S, Loudness
from models.edit.loudness_goal import Blocks, Goal, Reached, brought_to, measured
from models.edit.tone_match import ToneCurve, bands_hz, difference_db, gains_towards, tone_of, toned

USUAL_LUFS, USUAL_CEILING_DB = -14.0, CEILING_DBTP
_MISSED_LU = 0.3
_MUCH_DB = 6.0
_UNHEARD_DB = 0.25


class Master(Model):
    """master: −14 LUFS under −1 dBTP when nothing else is asked for.

    The tone is left alone unless a reference is given; then a linear-phase filter of at most 6 dB brings every
    third of an octave nearer to it. What was measured before and after stands in the facts.
    """

    id = "master"
    name = "Mastering"
    tasks = ("master",)
    licence = Licence("GPL-3.0-or-later")
    limits = ("Sets loudness, peaks and tone of a finished mix; it does not mend the balance of the instruments, and "
              "limits by at most 12 dB.")
    quality = 2

    def check(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief) -> None:
        """UserError for clips that are missing or unreadable."""
        for clip in (*_clips(inputs), *_reference(inputs)):
            sound_info(clip)

    def run(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief,
            report: Report) -> dict[str, Result]:
        """Return the master as `audio` (of several, the others as `audio_2` …) and the report as `facts`."""
        self.check(args, inputs, brief)
        goal = Goal(_told(args, "loudness_lufs", USUAL_LUFS), _told(args, "ceiling_db", USUAL_CEILING_DB))
        tone = _heard_reference(inputs, report)
        made: dict[str, Result] = {}
        reports: list[Facts] = []
        for number, clip in enumerate(_clips(inputs), 1):
            reached, facts = _mastered(clip, goal, tone, brief, report)
            made["audio" if number == 1 else f"audio_{number}"] = reached.clip
            reports.append(facts)
        made["facts"] = reports[0] if len(reports) == 1 else Facts(
            {"masters": [dict(facts.values) for facts in reports]}, " ".join(facts.summary for facts in reports))
        return made


def _told(args: Mapping[str, Any], name: str, usual: float) -> float:
    value = args.get(name)
    return usual if value is None else float(value)


def _clips(inputs: Mapping[str, Clip | Sequence[Clip]]) -> tuple[Clip, ...]:
    found: list[Clip] = []
    for name in ("clip", "clips"):
        value = inputs.get(name) or ()
        found += [value] if isinstance(value, Clip) else list(value)
    if not found:
        raise UserError("Name the mix to master.")
    return tuple(found)


def _reference(inputs: Mapping[str, Clip | Sequence[Clip]]) -> tuple[Clip, ...]:
    reference = inputs.get("reference")
    return (reference,) if isinstance(reference, Clip) else ()


def _heard_reference(inputs: Mapping[str, Clip | Sequence[Clip]], report: Report) -> ToneCurve | None:
    for clip in _reference(inputs):
        tone = _tone(clip, sound_info(clip), report)
        if tone is None:
            raise UserError(f"'{clip.name}' is silent; choose another record as the reference.")
        return tone
    return None


def _tone(clip: Clip, info: AudioInfo, report: Report) -> ToneCurve | None:
    def blocks() -> Iterator[np.ndarray]:
        done = 0
        for block in frame_blocks(clip.path, 0, info.frames, info.sample_rate_hz):
            yield block
            done += block.shape[1]
            report(done, info.frames, "listening to the tone")

    return tone_of(blocks(), info.sample_rate_hz)


def _mastered(clip: Clip, goal: Goal, reference: ToneCurve | None, brief: Brief,
              report: Report) -> tuple[Reached, Facts]:
    info = sound_info(clip)

    def plain() -> Iterator[np.ndarray]:
        return frame_blocks(clip.path, 0, info.frames, info.sample_rate_hz)

    before = measured(plain, info, report)
    if before.true_peak_dbtp is None:
        raise UserError(f"'{clip.name}' is silent; there is nothing to master.")
    blocks: Blocks = plain
    gains_db: np.ndarray | None = None
    own = _tone(clip, info, report) if reference else None
    if own and reference:
        gains = gains_db = gains_towards(own, reference)

        def blocks() -> Iterator[np.ndarray]:
            return toned(plain(), gains, info.sample_rate_hz)

    placing = {"start_beats": clip.start_beats, "length_beats": clip.length_beats, "lead_in_s": clip.lead_in_s,
               "track": clip.track}
    reached = brought_to(goal, blocks, info, brief.folder, f"{clip.name} master", placing, report,
                         before if gains_db is None else None)
    _warn(clip, goal, reached, report)
    values = _values(before, reached, goal)
    if own and reference and gains_db is not None:
        values["tone"] = _tone_facts(own, reference, gains_db, reached.clip, report)
    return reached, Facts(values, _summary(clip, values))


def _warn(clip: Clip, goal: Goal, reached: Reached, report: Report) -> None:
    now = reached.loudness
    if now.lufs is None:
        report.warn(f"'{clip.name}' is too quiet or shorter than {SHORTEST_S} s, so it has no loudness; its peak was "
                    f"set to {goal.ceiling_db:g} dB.".replace("-", "−"))
    elif abs(now.lufs - goal.lufs) > _MISSED_LU:
        report.warn(f"{goal.lufs:.1f} LUFS cannot be reached under {goal.ceiling_db:g} dB without distortion; "
                    f"{now.lufs:.1f} LUFS is as near as it gets.".replace("-", "−"))
    elif reached.limited_db > _MUCH_DB:
        report.warn(f"Peaks were turned down by up to {reached.limited_db:.1f} dB; if it sounds flat, ask for less.")


def _values(before: Loudness, reached: Reached, goal: Goal) -> dict[str, Any]:
    return {"before": _levels(before), "after": _levels(reached.loudness),
            "goal": {"lufs": goal.lufs, "ceiling_dbtp": goal.ceiling_db},
            "gain_db": round(reached.gain_db, 2), "limited_db": round(reached.limited_db, 2)}


def _levels(found: Loudness) -> dict[str, float | None]:
    values = {"lufs": found.lufs, "range_lu": found.range_lu, "true_peak_dbtp": found.true_peak_dbtp}
    return {name: None if value is None else round(value, 2) for name, value in values.items()}


def _tone_facts(
    own: ToneCurve, reference: ToneCurve, gains_db: np.ndarray, made: Clip, report: Report
) -> dict[str, Any]:
    """How far the tone was from the reference (root mean square over the bands) before and after."""
    info = sound_info(made)
    after = _tone(made, info, report)
    far = [float(np.sqrt(np.mean(difference_db(tone, reference) ** 2))) for tone in (own, after or own)]
    moved = {f"{hz:.0f} Hz": round(float(gain), 1) for hz, gain in zip(bands_hz(), gains_db, strict=True)
             if abs(gain) > _UNHEARD_DB}
    return {"distance_before_db": round(far[0], 2), "distance_after_db": round(far[1], 2), "eq_db": moved}


def _summary(clip: Clip, values: Mapping[str, Any]) -> str:
    before, after = values["before"], values["after"]

    def said(value: float | None, unit: str) -> str:
        return f"no {unit}" if value is None else f"{value:.1f} {unit}"

    parts = [f"{said(before['lufs'], 'LUFS')} → {said(after['lufs'], 'LUFS')}",
             f"true peak {said(before['true_peak_dbtp'], 'dBTP')} → {said(after['true_peak_dbtp'], 'dBTP')}"]
    if values["limited_db"] >= 0.1:
        parts.append(f"peaks limited by up to {values['limited_db']:.1f} dB")
    if "tone" in values:
        tone = values["tone"]
        parts.append(f"tone {tone['distance_before_db']:.1f} → {tone['distance_after_db']:.1f} dB from the reference")
    return f"'{clip.name}': {', '.join(parts)}.".replace("-", "−")
