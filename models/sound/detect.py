"""Detect sounds: what kinds of sound a recording holds, and when; and where a certain one occurs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from engine.catalog.model import Brief, Licence, Model, Report, Result, Span, Spans
from engine.catalog.subject import one_clip
from engine.errors import UserError
from engine.media.audio_stream import sound_info
from engine.media.clip import Clip
from models.analysis.drum_hits import DRUM_RATE_HZ, drum_hits
from models.analysis.drum_hits import FOREST as DRUMS
from models.hearing import example
from models.hearing.chunks import RATE_HZ, heard_in_chunks
from models.hearing.forest import is_there
from models.hearing.kinds import DRUMS_BY_PITCH, drum_of, kind_of, nearest_kinds
from models.hearing.listener import FOREST, listen

_CHUNK = 60 * RATE_HZ
_UNSURE = 0.5
_STRUCK_IN = ("drums", "music")
_HIT_S = 0.05
_MOST_HITS = 3000


class SoundFinder(Model):
    """detect_sounds by a forest of decision trees on measured features; detect_target_sound by word or example."""

    id = "sound-finder"
    name = "Sound finder"
    tasks = ("detect_sounds", "detect_target_sound")
    licence = Licence("GPL-3.0-or-later", "GPL-3.0-or-later")
    limits = ("Tells silence, speech, singing, music, drums, tones, noise and clicks apart, one at a time, and hears "
              "kick, snare and hat; any other sound is found by an example of it only.")
    quality = 2
    memory_bytes = 250 << 20

    def ready(self) -> str:
        """Its weights come with Tonmeister."""
        is_whole = is_there(FOREST) and is_there(DRUMS)
        return "" if is_whole else "The sound finder's weights are missing; install Tonmeister again."

    def check(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief) -> None:
        """UserError for clips that cannot be read, an unknown target, or an example that is too long."""
        sound_info(one_clip(inputs, "listen to"))
        if brief.task != "detect_target_sound":
            return
        if "reference" in inputs:
            reference = one_clip(inputs, "look for", "reference")
            if sound_info(reference).seconds > example.LONGEST_S:
                raise UserError(f"The example '{reference.name}' is too long; cut out one occurrence of at most "
                                f"{example.LONGEST_S:.0f} s.")
            return
        target = str(args.get("target", "")).strip()[:60]
        if kind_of(target) is None and drum_of(target) is None:
            raise UserError(f"'{target}' cannot be found by its name without a downloaded model; give an example clip "
                            f"of it, or one of {nearest_kinds(target)}.")

    def run(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief,
            report: Report) -> dict[str, Result]:
        """Return the spans, with every hit of a drum among them; none when the target does not occur."""
        clip = one_clip(inputs, "listen to")
        if brief.task == "detect_target_sound":
            return {"spans": Spans(tuple(self._target(clip, args, inputs, report)))}
        spans = listen(clip, sound_info(clip), report.part(0, 0.5))[0]
        if any(span.confidence < _UNSURE for span in spans):
            report.warn("Some of it is a mixture or unlike anything known; those spans have a low confidence.")
        hits = _hits(clip, spans, report.part(0.5, 1))
        if len(hits) > _MOST_HITS:
            report.warn(f"The {len(hits):,} drum hits are too many to list; ask where the kicks, snares or hats are.")
            hits = []
        return {"spans": Spans(tuple(sorted([*spans, *hits], key=lambda span: (span.start_s, -span.end_s))))}

    def _target(self, clip: Clip, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]],
                report: Report) -> list[Span]:
        if "reference" in inputs:
            reference = one_clip(inputs, "look for", "reference")
            found = _like_example(clip, reference, report)
            name = str(args.get("target") or reference.name)
            spans = [Span(start_s, end_s, name, sure) for start_s, end_s, sure in found]
        elif (drum := drum_of(str(args["target"]))) is not None:
            spans = _struck(clip, drum, str(args["target"]).strip(), report)
        else:
            kind = kind_of(str(args["target"]))
            spans = [span for span in listen(clip, sound_info(clip), report)[0] if span.label == kind]
        if not spans:
            report.warn(f"It was not found in '{clip.name}'.")
        return spans


def _struck(clip: Clip, drum: int, name: str, report: Report) -> list[Span]:
    """Every hit of one drum, wherever there are drums or music at all."""
    spans = listen(clip, sound_info(clip), report.part(0, 0.5))[0]
    return [replace(hit, label=name) for hit in _hits(clip, spans, report.part(0.5, 1))
            if hit.label == DRUMS_BY_PITCH[drum]]


def _hits(clip: Clip, spans: Sequence[Span], report: Report) -> list[Span]:
    """Kicks, snares and hats inside of the spans that hold drums or music."""
    places = [(span.start_s, span.end_s) for span in spans if span.label in _STRUCK_IN]
    if not places:
        return []
    info = sound_info(clip)
    chunks = heard_in_chunks(clip, info, report, frames=_CHUNK, margin=0, doing="listening for hits",
                             rate_hz=DRUM_RATE_HZ)
    hits = drum_hits(chunk.samples[chunk.before:] for chunk in chunks)
    begins = np.array([begin for begin, _ in places])
    inside = [places[max(0, int(np.searchsorted(begins, hit.time_s, "right")) - 1)] for hit in hits]
    return [Span(round(hit.time_s, 3), round(min(hit.time_s + _HIT_S, info.seconds), 3), DRUMS_BY_PITCH[hit.pitch],
                 round(hit.strength, 2)) for hit, (begin, end) in zip(hits, inside, strict=True)
            if begin <= hit.time_s < min(end, info.seconds)]


def _like_example(clip: Clip, reference: Clip, report: Report) -> list[tuple[float, float, float]]:
    """Start, end and likeness of every place that sounds like the example."""
    heard = [chunk.samples for chunk in heard_in_chunks(
        reference, sound_info(reference), Report(), frames=round((example.LONGEST_S + 1) * RATE_HZ), margin=0)]
    wanted = example.example_of(heard[0] if heard else np.zeros(1, np.float32))
    size = wanted.frames
    if size < 2:
        raise UserError(f"The example '{reference.name}' is silent or too short; give one that can be heard.")
    info = sound_info(clip)
    margin = (size + 8) * example.HOP
    frames = _CHUNK // example.HOP * example.HOP
    parts = []
    for chunk in heard_in_chunks(clip, info, report, frames=frames, margin=margin):
        first = chunk.before // example.HOP
        # An occurrence that the end of the recording cuts off is found as well.
        sound = np.pad(chunk.samples, (0, max(0, chunk.before + chunk.frames + margin - len(chunk.samples))))
        parts.append(example.likeness(sound, wanted)[first:first + -(-chunk.frames // example.HOP)])
    alike = np.concatenate(parts) if parts else np.zeros(0)
    step_s = example.HOP / RATE_HZ
    return [(round(max(0, at - wanted.lead) * step_s, 3), round(min((at + size) * step_s, info.seconds), 3),
             round(float(alike[at]), 2))
            for at in example.found_at(alike, size) if at * step_s < info.seconds]


