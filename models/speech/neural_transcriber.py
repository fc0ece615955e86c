"""Transcribers made of a downloaded network: any length, a stretch between silences at a time."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

import numpy as np

from engine.catalog.model import Brief, Report, Result, Span, Spans, Text
from engine.errors import ModelError, UserError
from engine.media.audio_range import clip_range
from engine.media.audio_stream import sound_info
from engine.media.clip import Clip
from models.checkpoint.checkpoint_model import CheckpointModel
from models.speech.language_names import language_code
from models.speech.mono_sound import MonoSound, mono_sound
from models.speech.pocket_decoder import HeardWord
from models.speech.speech_windows import speech_windows
from models.speech.utterance import frame_levels_db, utterances
from models.speech.whisper_languages import UNSPACED
from models.speech.written_down import Part, part_of, recordings, written

RATE_HZ = 16000
_LEVELS_SHARE = 0.05
_SURE_OF_LANGUAGE = 0.7
"""From this probability on, the language that was heard is taken for the whole recording."""


@dataclass(frozen=True)
class HeardWindow:
    """What a network understood in one stretch."""

    words: tuple[HeardWord, ...] = ()
    """Timed from the beginning of the stretch; empty when nobody speaks, or nothing could be understood."""
    language: str = ""
    """Code of the language; empty = not told."""
    language_probability: float = 0.0
    is_doubtful: bool = False
    """True when there was something, but too unsure to be written down."""


@dataclass(frozen=True)
class Listening:
    """How a stretch is to be listened to."""

    task: str = "transcribe"
    """transcribe, or translate (into English)."""
    language: str = ""
    """Code; empty = find out."""
    seed: int = 0


class NeuralTranscriber(CheckpointModel):
    """Finds where somebody speaks, and has each stretch heard by `hear`."""

    tasks: ClassVar[tuple[str, ...]] = ("transcribe",)
    window_s: ClassVar[float] = 28.0
    """Longest stretch that the network takes at once."""
    codes: ClassVar[Mapping[str, str]] = {}
    """Lower-case English name → code of the languages that it understands."""

    @abstractmethod
    def hear(self, loaded: Any, samples: np.ndarray, how: Listening, look: Callable[[], None]) -> HeardWindow:
        """Understand float32 [shape=(n,)] at 16 kHz, at most `window_s` long; `look` raises Cancelled."""

    def check(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief) -> None:
        """Raise UserError for what is no sound and for a range outside it; ModelError for a language it lacks."""
        for clip in recordings(inputs):
            sound_info(clip)
            clip_range(args, clip, brief.tempo_map)
        self.code_of(str(args.get("language") or ""))

    def code_of(self, language: str) -> str:
        """Code of a named language; empty when none is named."""
        if not language.strip():
            return ""
        try:
            return language_code(language, self.codes)
        except UserError as error:
            raise ModelError(f"{self.name} does not understand {language.strip().title()}. {error}") from error

    def run(
        self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief, report: Report
    ) -> dict[str, Result]:
        """Write down `clip` or `clips`; returns `text` and `words`, timed from the beginning of their clip."""
        self.check(args, inputs, brief)
        clips = recordings(inputs)
        how = Listening("transcribe", self.code_of(str(args.get("language") or "")), brief.seed)
        texts, words = [], []
        for number, clip in enumerate(clips):
            start_s, end_s = clip_range(args, clip, brief.tempo_map)
            lines, code = self.listened(clip, start_s, end_s, how, report, part_of(report, number, len(clips)))
            text = written(lines, with_times=bool(args.get("timestamps")), between="" if code in UNSPACED else " ")
            texts.append(text if len(clips) == 1 else f"{clip.name}:\n{text}")
            words += [word for line in lines for word in line]
        return {"text": Text("\n\n".join(texts).strip(), tuple(words)), "words": Spans(tuple(words))}

    def listened(
        self, clip: Clip, start_s: float, end_s: float, how: Listening, report: Report, part: Part
    ) -> tuple[list[list[Span]], str]:
        """(the words of each stretch in which some were understood, code of the language)."""
        sound = mono_sound(clip, start_s, end_s)
        found = utterances(frame_levels_db(sound, lambda done: part(_LEVELS_SHARE * done, "looking for speech")))
        windows = speech_windows(found, self.window_s)
        loaded = self.loaded(report) if windows else None
        lines, language, doubtful = [], how.language, 0
        for window in windows:
            done = _LEVELS_SHARE + (1 - _LEVELS_SHARE) * window.start_s / max(sound.seconds, 1e-9)
            heard = self._heard(loaded, sound, window.start_s, window.end_s,
                                Listening(how.task, language, how.seed), partial(part, done, "listening"))
            doubtful += heard.is_doubtful
            if not how.language and heard.language_probability >= _SURE_OF_LANGUAGE:
                language = heard.language
            if heard.words:
                lines.append([_span(word, start_s + window.start_s, end_s) for word in heard.words])
        if not lines:
            report.warn(f"No words were understood in '{clip.name}'.")
        elif doubtful:
            report.warn(f"{doubtful} of {len(windows)} stretches of '{clip.name}' were too unclear to be written down.")
        part(1.0, "listening")
        return lines, language

    def _heard(
        self, loaded: Any, sound: MonoSound, start_s: float, end_s: float, how: Listening, look: Callable[[], None]
    ) -> HeardWindow:
        look()
        return self.hear(loaded, sound.part(start_s, end_s, RATE_HZ), how, look)


def _span(word: HeardWord, offset_s: float, end_s: float) -> Span:
    begin_s = min(offset_s + word.start_s, end_s)
    return Span(begin_s, min(max(begin_s, offset_s + word.end_s), end_s), word.word, word.confidence)
