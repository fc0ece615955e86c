"""Caption: one true sentence about a recording, put together from what was measured and nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from engine.catalog.model import Brief, Facts, Licence, Model, Report, Result, Span, Text
from engine.errors import UserError
from engine.media.audio_stream import sound_info
from engine.media.clip import Clip
from models.hearing.forest import is_there
from models.hearing.listener import FOREST, listen
from models.sound.describe import MusicDescriber

MEASURED = "Measured: "
"""How a caption begins that is about the only recording."""
_MUSICAL = ("music", "drums", "tonal", "singing")
_NOUNS = {"tonal": "tones", "clicks": "clicks", "music": "music", "drums": "drums"}
_MUSICAL_SHARE = 0.5
"""A tempo and a key are only told of a recording that is mostly music."""
_TEMPO_SURE, _KEY_SURE = 0.6, 0.1
_SURE = 0.5
_LEAST_S = 0.7
_MOST_PARTS = 4


class FactCaptioner(Model):
    """caption_audio from detected kinds of sound, tempo, key and loudness."""

    id = "fact-captioner"
    name = "Fact captioner"
    tasks = ("caption_audio",)
    licence = Licence("GPL-3.0-or-later", "GPL-3.0-or-later")
    limits = ("Says only what it measures: speech, singing, music, drums, tones, noise, clicks, tempo, key and "
              "loudness; not what is said or who plays.")
    quality = 1
    memory_bytes = 600 << 20

    def ready(self) -> str:
        """Its weights come with Tonmeister."""
        return "" if is_there(FOREST) else "The captioner's weights are missing; install Tonmeister again."

    def check(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief) -> None:
        """UserError for a missing clip or one that cannot be read."""
        for clip in _clips(inputs):
            sound_info(clip)

    def run(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief,
            report: Report) -> dict[str, Result]:
        """Return the sentence (one for each clip) and the facts behind it."""
        clips = _clips(inputs)
        sentences, facts = [], []
        for number, clip in enumerate(clips):
            part = report.part(number / len(clips), (number + 1) / len(clips))
            spans, _ = listen(clip, sound_info(clip), part)
            measured = _measured(clip, brief, part)
            facts.append({"name": clip.name, "spans": [_as_data(span) for span in spans], **measured})
            sentences.append(caption(spans, measured, clip.name if len(clips) > 1 else ""))
        text = " ".join(sentences)
        return {"text": Text(text), "facts": Facts(facts[0] if len(facts) == 1 else {"clips": facts}, text)}


def caption(spans: Sequence[Span], measured: Mapping[str, Any], name: str = "") -> str:
    """One sentence from spans that follow each other and the facts of `describe_music`: "Measured: speech, 4.0 s."."""
    seconds = float(measured["duration"])
    kinds = _shares(spans)
    begin = f"'{name}': " if name else MEASURED
    if set(kinds) <= {"silence"}:
        return f"{begin}silence, {_length(seconds)}."
    parts = [_course(spans, seconds)]
    musical = sum(kinds.get(kind, 0.0) for kind in _MUSICAL) / max(seconds, 1e-9)
    if musical > _MUSICAL_SHARE:
        parts[0] += _tempo_and_key(measured, kinds)
    if measured.get("loudness") is not None:
        parts.append(f"{measured['loudness']:.1f} LUFS".replace("-", "−"))
    return f"{begin}{', '.join(parts)}."


def _course(spans: Sequence[Span], seconds: float) -> str:
    """"speech, then music, 12 s in all", or the shares where it changes often."""
    shown = [span for span in spans if span.end_s - span.start_s >= min(_LEAST_S, 0.3 * seconds)]
    merged: list[Span] = []
    for span in shown or list(spans):
        if not merged or merged[-1].label != span.label:
            merged.append(span)
    if len(merged) == 1:
        return f"{_said(merged[0])}, {_length(seconds)}"
    if len(merged) <= _MOST_PARTS:
        return f"{', then '.join(_said(span) for span in merged)}, {_length(seconds)} in all"
    shares = sorted(_shares(spans).items(), key=lambda item: -item[1])
    listed = ", ".join(f"{_NOUNS.get(kind, kind)} {100 * share / seconds:.0f} %" for kind, share in shares
                       if share >= 0.02 * seconds)
    return f"by turns {listed}, {_length(seconds)} in all"


def _said(span: Span) -> str:
    noun = _NOUNS.get(span.label, span.label)
    return noun if span.confidence >= _SURE else f"what is probably {noun}"


def _tempo_and_key(measured: Mapping[str, Any], kinds: Mapping[str, float]) -> str:
    said = ""
    if measured.get("tempo") and measured.get("tempo_confidence", 0) >= _TEMPO_SURE:
        said += f" at {measured['tempo']:.0f} bpm"
    tuneful = sum(kinds.get(kind, 0.0) for kind in ("music", "tonal", "singing")) > kinds.get("drums", 0.0)
    if tuneful and measured.get("key"):
        rival = "" if measured["key_confidence"] >= _KEY_SURE else f" or {measured['key_rival']}"
        said += f" in {measured['key']}{rival}"
    return said and f",{said}"


def _shares(spans: Sequence[Span]) -> dict[str, float]:
    shares: dict[str, float] = {}
    for span in spans:
        shares[span.label] = shares.get(span.label, 0.0) + span.end_s - span.start_s
    return shares


def _length(seconds: float) -> str:
    if seconds < 1:
        return f"{1000 * seconds:.0f} ms" if seconds >= 0.001 else "less than a millisecond"
    return f"{seconds:.1f} s" if seconds < 60 else f"{int(seconds // 60)}:{int(seconds % 60):02d} min"


def _as_data(span: Span) -> dict[str, Any]:
    return {"start_s": span.start_s, "end_s": span.end_s, "label": span.label, "confidence": span.confidence}


def _measured(clip: Clip, brief: Brief, report: Report) -> dict[str, Any]:
    facts = MusicDescriber().run({}, {"clip": clip}, brief, report)["facts"]
    assert isinstance(facts, Facts)
    return {name: value for name, value in facts.values.items() if name != "chords"}


def _clips(inputs: Mapping[str, Clip | Sequence[Clip]]) -> tuple[Clip, ...]:
    given = inputs.get("clip") or inputs.get("clips")
    clips = (given,) if isinstance(given, Clip) else tuple(given or ())
    if not clips:
        raise UserError("Name a recording to describe.")
    return clips
