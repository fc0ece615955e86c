"""Writes down English speech with PocketSphinx: no download, any length, each word with its time."""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np

from engine.catalog.model import Brief, Licence, Model, Report, Result, Span, Spans, Text
from engine.errors import ModelError
from engine.media.audio_range import clip_range
from engine.media.audio_stream import sound_info
from engine.media.clip import Clip
from models.hearing.chunks import RATE_HZ as HEARING_RATE_HZ
from models.hearing.kinds import KINDS
from models.hearing.listener import chances_in
from models.speech.chunked import sample_of, worked_on
from models.speech.espeak_languages import find_language
from models.speech.mono_sound import MonoSound, mono_sound
from models.speech.pocket_decoder import RATE_HZ, HeardWord, PocketDecoder
from models.speech.utterance import MARGIN_S, Utterance, frame_levels_db, utterances
from models.speech.voice_cleaner import cleaned
from models.speech.voicing import voiced_share
from models.speech.written_down import Part, part_of, recordings, written

_LEAST_VOICED = 0.1
_SURE, _SURE_WITHOUT_PITCH = 0.5, 0.7
"""Mean confidence that an utterance needs; what has no pitch (noise, a whisper) must be far surer."""
_FEWEST_WITHOUT_PITCH = 3
_LEAST_FILLED = 0.5
"""Share of an utterance that its words take; in music they are found here and there."""
_LONGEST_WORDS_S = 0.48
"""Words of three or more that are longer than this on average are notes."""
_CERTAIN, _MANY = 0.85, 4
_LIKE_A_VOICE = 0.25
"""Words that are few or not certain must sound more like a voice than this, to the ear that tells kinds of sound apart:
in drums and basses a word or two are found as well."""
_LEVELS_SHARE = 0.05
_NOISY_DB = 24.0
"""A voice that stands less than this above its noise is cleaned before it is listened to."""
_BETTER = "Whisper hears much better in noise; see `tonmeister models`."
_SURE_IN_NOISE = 0.4
"""What noise leaves of the confidence of words that are mostly right."""


class PocketTranscriber(Model):
    """The embedded recogniser."""

    id = "pocketsphinx"
    name = "PocketSphinx"
    tasks = ("transcribe",)
    licence = Licence(code="BSD-2-Clause", weights="BSD-2-Clause")
    languages = ("english",)
    limits = ("English only: clear speech with little noise comes out nearly right; singing, accents, several voices "
              "at once and speech over music come out full of wrong words.")
    memory_bytes = 350 << 20
    quality = 1
    speed = 2

    def __init__(self) -> None:
        self._decoder: PocketDecoder | None = None

    def ready(self) -> str:
        """Its package has to be there."""
        return "" if importlib.util.find_spec("pocketsphinx") else "it needs `pip install pocketsphinx`."

    def check(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief) -> None:
        """Raise UserError for what is no sound and for a range outside it; ModelError for other languages."""
        for clip in recordings(inputs):
            sound_info(clip)
            clip_range(args, clip, brief.tempo_map)
        named = str(args.get("language") or "").strip()
        if named and "english" not in find_language(named):
            raise ModelError(f"{self.name} understands English only; for {named.title()} choose a model that knows it, "
                             "such as Whisper.")

    def run(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief,
            report: Report) -> dict[str, Result]:
        """Write down `clip` or `clips`; returns `text` and `words`, timed from the beginning of their clip."""
        self.check(args, inputs, brief)
        clips = recordings(inputs)
        if self._decoder is None:
            report(0, 1, "loading the English model")
            self._decoder = PocketDecoder()
        texts, words = [], []
        for number, clip in enumerate(clips):
            start_s, end_s = clip_range(args, clip, brief.tempo_map)
            part = part_of(report, number, len(clips))
            quiet = _cleaned(clip, brief, part)
            lines, is_unsure = self._heard(mono_sound(quiet or clip, start_s, end_s), start_s, part, bool(quiet))
            if quiet:
                quiet.path.unlink()
            if not lines:
                why = f": it is too noisy for {self.name}. {_BETTER}" if quiet else "."
                report.warn(f"No words were understood in '{clip.name}'{why}")
            elif quiet and is_unsure:
                report.warn(f"'{clip.name}' is noisy, so words may be missing or wrong. {_BETTER}")
            text = written(lines, with_times=bool(args.get("timestamps")))
            texts.append(text if len(clips) == 1 else f"{clip.name}:\n{text}")
            words += [word for line in lines for word in line]
        return {"text": Text("\n\n".join(texts).strip(), tuple(words)), "words": Spans(tuple(words))}

    def unload(self) -> None:
        """Give back the model's memory."""
        self._decoder = None

    def _heard(self, sound: MonoSound, offset_s: float, part: Part, is_noisy: bool) -> tuple[list[list[Span]], bool]:
        """The words of each utterance in which some were understood; True where some were heard and not trusted."""
        assert self._decoder is not None
        is_unsure = False
        found = utterances(frame_levels_db(sound, lambda done: part(_LEVELS_SHARE * done, "looking for speech")))
        lines = []
        for utterance in found:
            done = _LEVELS_SHARE + (1 - _LEVELS_SHARE) * utterance.start_s / max(sound.seconds, 1e-9)
            samples = sound.part(utterance.start_s, utterance.end_s, RATE_HZ)
            heard = self._decoder.words(samples, partial(part, done, "listening"))
            if _is_speech(heard, samples, _SURE_IN_NOISE if is_noisy else _SURE):
                lines.append([_span(word, utterance, offset_s) for word in heard])
            is_unsure |= bool(heard) and _sureness(heard) < _SURE
        return lines, is_unsure


def _cleaned(clip: Clip, brief: Brief, part: Part) -> Clip | None:
    """A noisy recording without most of its noise; None for one that is clean enough."""
    rate = sound_info(clip).sample_rate_hz
    if cleaned(sample_of(clip), rate).noise_db >= _NOISY_DB:
        return None
    return worked_on(clip, brief.folder, clip.name, lambda samples, tick: cleaned(samples, rate, tick).samples,
                     lambda done: part(_LEVELS_SHARE * done, "taking the noise out"))


def _sureness(heard: Sequence[HeardWord]) -> float:
    return float(np.mean([word.confidence for word in heard]))


def _is_speech(heard: Sequence[HeardWord], samples: np.ndarray, sure: float = _SURE) -> bool:
    """False for the words that a recogniser finds in noise and music."""
    if not heard:
        return False
    spoken_s = sum(word.end_s - word.start_s for word in heard)
    if spoken_s < _LEAST_FILLED * (len(samples) / RATE_HZ - 2 * MARGIN_S):
        return False
    if len(heard) >= 3 and spoken_s > _LONGEST_WORDS_S * len(heard):
        return False
    sureness = _sureness(heard)
    if (len(heard) < _MANY or sureness < _CERTAIN) and _likeness_to_a_voice(samples) < _LIKE_A_VOICE:
        return False
    if voiced_share(samples, RATE_HZ) >= _LEAST_VOICED:
        return sureness >= sure
    return sureness >= _SURE_WITHOUT_PITCH and len(heard) >= _FEWEST_WITHOUT_PITCH


def _likeness_to_a_voice(samples: np.ndarray) -> float:
    """How likely float32 [shape=(n,)] is speech or singing, 0–1."""
    import soxr

    sound = np.asarray(soxr.resample(samples, RATE_HZ, HEARING_RATE_HZ), np.float32)
    chances = chances_in(sound, 0, len(sound)).mean(axis=0)
    return float(chances[KINDS.index("speech")] + chances[KINDS.index("singing")])


def _span(word: HeardWord, utterance: Utterance, offset_s: float) -> Span:
    begin_s = offset_s + utterance.start_s
    return Span(begin_s + word.start_s, begin_s + word.end_s, word.word, word.confidence)
