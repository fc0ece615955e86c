"""Extract: one sound out of a recording, and the rest; what cannot be told apart is said, never guessed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from engine.catalog.model import Brief, Licence, Model, Report, Result
from engine.catalog.subject import one_clip, place_of
from engine.errors import UserError
from engine.media.audio import AudioInfo
from engine.media.audio_stream import ClipWriter, sound_info
from engine.media.clip import Clip
from models.analysis.masks import MaskSeparator
from models.hearing.listener import listen
from models.sound.extraction.gate import gated
from models.sound.extraction.panning import extracted, find_places
from models.sound.extraction.target import SoundTarget, read_target

_WITHOUT = "without a downloaded model"
_OFFER = ("vocals, drums, bass, music without vocals, 'the guitar on the left', speech, noise or clicks can be got")


class SoundExtractor(Model):
    """extract_sound by stem masks, by place between left and right, and by time. Target and rest sum to the input."""

    id = "sound-extractor"
    name = "Sound extractor"
    tasks = ("extract_sound",)
    licence = Licence("GPL-3.0-or-later", "GPL-3.0-or-later")
    limits = ("Gets vocals, drums, bass, the music without vocals, one of two instruments panned apart, and speech, "
              "noise or clicks that come by turns; sounds on top of each other in one place stay together.")
    quality = 1
    memory_bytes = 600 << 20

    def check(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief) -> None:
        """UserError for a clip that cannot be read, or a target that is out of reach."""
        clip = one_clip(inputs, "get something out of")
        info = sound_info(clip)
        target = read_target(str(args.get("target", "")))
        if target.by == "unknown":
            raise UserError(f"'{target.name[:60]}' cannot be told from the rest {_WITHOUT}; {_OFFER}.")
        if target.by in ("side", "instrument") and info.channels != 2:
            has = "one channel" if info.channels == 1 else f"{info.channels} channels"
            raise UserError(f"'{clip.name}' has {has}, and instruments are told apart by where they lie between left "
                            f"and right; {_WITHOUT} that cannot be done.")
        if target.by == "instrument":
            raise UserError(f"Which sound is the {target.name} cannot be told {_WITHOUT}; say on which side it is, "
                            f"such as 'the {target.name} on the left'.")

    def run(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief,
            report: Report) -> dict[str, Result]:
        """Return `target` and `rest`."""
        clip = one_clip(inputs, "get something out of")
        target = read_target(str(args.get("target", "")))
        if target.by == "stem":
            made = MaskSeparator().run({"stems": [target.name]}, inputs, brief, report)
            return {"target": made[target.name], "rest": made["rest"]}
        info = sound_info(clip)
        parts = _by_side(clip, info, target, report) if target.by == "side" else _by_time(clip, info, target, report)
        return _written(parts, clip, info, target, brief)


def _by_side(
    clip: Clip, info: AudioInfo, target: SoundTarget, report: Report
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    places = find_places(clip, info, report)
    if places is None:
        raise UserError(f"The instruments of '{clip.name}' do not lie clearly apart between left and right, so they "
                        f"cannot be told apart {_WITHOUT}.")
    report.warn("Told apart by place alone: whatever else lies on that side comes with it.")
    return extracted(clip, info, places, target.name, report)


def _by_time(
    clip: Clip, info: AudioInfo, target: SoundTarget, report: Report
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    half = report.part(0, 0.5)
    spans = [span for span in listen(clip, info, half)[0] if span.label == target.name]
    if not spans:
        raise UserError(f"No {target.name} of its own was found in '{clip.name}'; what sounds together with something "
                        f"else cannot be got {_WITHOUT}.")
    report.warn(f"Cut out by time: what sounds together with the {target.name} comes with it.")
    return gated(clip, info, spans, report)


def _written(parts: Iterator[tuple[np.ndarray, np.ndarray]], clip: Clip, info: AudioInfo, target: SoundTarget,
             brief: Brief) -> dict[str, Result]:
    shape = (info.channels, info.sample_rate_hz, info.frames)
    with ClipWriter(brief.folder, *shape) as wanted, ClipWriter(brief.folder, *shape) as rest:
        for mix, sound in parts:
            wanted.write(sound)
            rest.write(mix - sound)
        name = f"{target.name} side" if target.by == "side" else target.name
        return {"target": wanted.finish(f"{clip.name} {name}", **place_of(clip)),
                "rest": rest.finish(f"{clip.name} without {name}", **place_of(clip))}

