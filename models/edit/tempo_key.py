"""Another tempo without another pitch, and another pitch without another tempo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from engine.catalog.model import Brief, Licence, Model, Report, Result
from engine.errors import UserError
from engine.media.audio import MAX_SECONDS, AudioInfo
from engine.media.audio_stream import ClipWriter, frame_blocks, sound_info
from engine.media.clip import Clip
from models.edit.tempo_key_notes import changed_notes
from models.edit.tempo_key_part import check_part, has_part, part_beats, part_frames, pitched_part
from models.edit.tempo_key_request import TempoKeyWish, check_wish, is_voice, wish_for
from models.edit.time_stretch import Stretch, stretched

_CEILING = 10 ** (-0.1 / 20)


class TempoKey(Model):
    """change_tempo_key for sound (Rubber Band) and notes.

    The length is exact to the sample: of `bars` from where the clip lies, else of the source divided by the
    speed. Voices keep their formants. A clip of notes keeps its beats when a tempo is asked for. Of some bars
    only the pitch is changed: the notes that begin in them; of a recording the rest stays the same to the sample.
    """

    id = "tempo-key"
    name = "Tempo and key"
    tasks = ("change_tempo_key",)
    licence = Licence("GPL-3.0-or-later")
    limits = ("A tempo or key that is not known is listened for, which wants a steady beat and clear notes; beyond "
              "30 % a stretch can be heard; major does not become minor.")
    quality = 3

    def check(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief) -> None:
        """UserError for clips that are missing, unreadable or without notes, and wishes that contradict each other."""
        check_wish(args)
        check_part(args)
        for clip in _clips(inputs):
            if clip.kind != "midi":
                info = sound_info(clip)
                if has_part(args):
                    part_frames(args, clip, info, brief)
            elif not clip.midi().notes:
                raise UserError(f"'{clip.name}' has no notes that could be changed.")
            else:
                _part(args, clip, brief)

    def run(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief,
            report: Report) -> dict[str, Result]:
        """Return the changed clip as `audio`; of several, the others as `audio_2`, `audio_3` and so on."""
        self.check(args, inputs, brief)
        clips = _clips(inputs)
        wishes = [wish_for(args, clip, brief, report) for clip in clips]
        for clip, wish in zip(clips, wishes, strict=True):
            if clip.kind == "audio":
                _frames(clip, sound_info(clip), wish, brief)
        made: dict[str, Result] = {}
        for number, (clip, wish) in enumerate(zip(clips, wishes, strict=True), 1):
            name = "audio" if number == 1 else f"audio_{number}"
            made[name] = (changed_notes(clip, wish, brief, report, _part(args, clip, brief)) if clip.kind == "midi"
                          else _changed_sound(clip, wish, brief, report, (number - 1, len(clips)), args))
        return made


def _clips(inputs: Mapping[str, Clip | Sequence[Clip]]) -> tuple[Clip, ...]:
    found: list[Clip] = []
    for name in ("clip", "clips"):
        value = inputs.get(name) or ()
        found += [value] if isinstance(value, Clip) else list(value)
    if not found:
        raise UserError("Name the clip whose tempo or key should change.")
    return tuple(found)


def _part(args: Mapping[str, Any], clip: Clip, brief: Brief) -> tuple[float, float] | None:
    return part_beats(args, clip, brief, clip.midi().length_beats) if has_part(args) else None


def _frames(clip: Clip, info: AudioInfo, wish: TempoKeyWish, brief: Brief) -> int:
    """Length of the result in samples; UserError when it is longer than can be handled."""
    frames = max(1, round(info.frames / wish.speed))
    if wish.length_beats is not None:
        start, rate = clip.start_beats or 0.0, info.sample_rate_hz
        tempo_map = brief.tempo_map
        lead_in = round(clip.lead_in_s / wish.speed * rate)
        frames = lead_in + tempo_map.sample_at(start + wish.length_beats, rate) - tempo_map.sample_at(start, rate)
    if frames > MAX_SECONDS * info.sample_rate_hz:
        raise UserError(f"'{clip.name}' would be longer than three hours; trim it first.")
    return max(1, frames)


def _changed_sound(clip: Clip, wish: TempoKeyWish, brief: Brief, report: Report, turn: tuple[int, int],
                   args: Mapping[str, Any]) -> Clip:
    info = sound_info(clip)
    frames = _frames(clip, info, wish, brief)
    keeps_formants = is_voice(clip)
    placing = _placing(clip, info, frames, brief)
    is_same = frames == info.frames and wish.semitones == 0
    if has_part(args) and not is_same:
        shift = Stretch(frames, wish.semitones, keeps_formants)
        return pitched_part(clip, info, part_frames(args, clip, info, brief), shift, brief, report, placing,
                            lambda share: report(turn[0] + share, turn[1], "stretching"))
    blocks = (frame_blocks(clip.path, 0, info.frames, info.sample_rate_hz) if is_same else
              stretched(clip, info, Stretch(frames, wish.semitones, keeps_formants),
                        lambda share: report(turn[0] + share, turn[1], "stretching")))
    dry_peak = 1.0
    with ClipWriter(brief.folder, info.channels, info.sample_rate_hz, frames) as writer:
        for block in blocks:
            writer.write(block)
            report(turn[0] + writer.frames / frames, turn[1], "stretching")
        made, peak = writer.finish(clip.name, **placing), writer.peak
    if peak > 1.0:
        blocks = frame_blocks(clip.path, 0, info.frames, info.sample_rate_hz)
        dry_peak = max(float(np.abs(block).max()) for block in blocks)
    if peak <= max(1.0, dry_peak):
        return made
    lower_db = 20 * np.log10(peak / _CEILING)
    report.warn(f"Its peaks would have clipped, so '{clip.name}' was turned down by {lower_db:.1f} dB.")
    return _turned_down(made, _CEILING / peak, brief, placing, report)


def _turned_down(made: Clip, gain: float, brief: Brief, placing: Mapping[str, Any], report: Report) -> Clip:
    info = sound_info(made)
    try:
        with ClipWriter(brief.folder, info.channels, info.sample_rate_hz, info.frames) as writer:
            for block in frame_blocks(made.path, 0, info.frames, info.sample_rate_hz):
                writer.write(block * np.float32(gain))
                report(writer.frames, info.frames, "setting the level")
            return writer.finish(made.name, **placing)
    finally:
        made.path.unlink(missing_ok=True)


def _placing(clip: Clip, info: AudioInfo, frames: int, brief: Brief) -> dict[str, Any]:
    """Where the source lies; what sounds before that place is stretched with the rest."""
    if clip.start_beats is None:
        return {"track": clip.track}
    lead_in_s = clip.lead_in_s * frames / info.frames
    tempo_map = brief.tempo_map
    end_s = tempo_map.seconds_at(clip.start_beats) - lead_in_s + frames / info.sample_rate_hz
    length_beats = max(0.0, tempo_map.beats_at(end_s) - clip.start_beats)
    return {"start_beats": clip.start_beats, "lead_in_s": lead_in_s, "length_beats": length_beats, "track": clip.track}
