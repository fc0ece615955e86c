"""Whisper in eight-bit numbers, for plain processors (https://github.com/SYSTRAN/faster-whisper)."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np

from engine.catalog.hub.checkpoint import Checkpoint
from engine.catalog.model import Licence
from engine.errors import ModelError
from models.checkpoint.device import Device
from models.speech.neural_transcriber import RATE_HZ, HeardWindow, Listening, NeuralTranscriber
from models.speech.whisper_gate import Attempt, best_attempt
from models.speech.whisper_languages import UNSPACED, WHISPER_LANGUAGES
from models.speech.word_times import pieces_of, words_of

_LOOK_S = 0.1
_FRAMES_PER_S, _TIMES_PER_S = 100, 50
_MOST_TOKENS = 224
_NEEDED = ("tokenizer.json", "config.json", "model.bin")


class FasterWhisperSmall(NeuralTranscriber):
    """The small size."""

    id = "faster-whisper-small"
    name = "faster-whisper small"
    checkpoints = (Checkpoint("Systran/faster-whisper-small", form="ctranslate2"),)
    packages = ("ctranslate2", "faster_whisper")
    licence = Licence(code="MIT")
    languages = tuple(sorted(WHISPER_LANGUAGES))
    codes = WHISPER_LANGUAGES
    wants_gpu = False
    limits = ("Speech in 100 languages, rarer ones with many errors; singing over music comes out with gaps, and it "
              "does not say who speaks.")
    quality = 2
    speed = 3

    def load(self, folders: Sequence[Path], device: Device) -> Any:
        """See CheckpointModel.load; CTranslate2's own file of numbers holds no code."""
        return _Ear(folders[0])

    def unload(self) -> None:
        """See Model."""
        ear, self._loaded = self._loaded, None
        if ear is not None:
            ear.close()
        super().unload()

    def hear(self, loaded: Any, samples: np.ndarray, how: Listening, look: Callable[[], None]) -> HeardWindow:
        """See NeuralTranscriber.hear."""
        heard: HeardWindow = loaded.hear(samples, how, look)
        return heard


class _Ear:
    """The loaded network; its work is done in a thread of its own, so that a cancel need not wait for it."""

    def __init__(self, folder: Path) -> None:
        import ctranslate2
        from faster_whisper.feature_extractor import FeatureExtractor
        from tokenizers import Tokenizer

        missing = [name for name in _NEEDED if not (folder / name).is_file()]
        if missing:
            raise ModelError(f"{folder} has no {missing[0]}; it is no Whisper for CTranslate2.")
        self._network = ctranslate2.models.Whisper(str(folder), device="cpu", compute_type="int8")
        self._features = FeatureExtractor(feature_size=self._network.n_mels)
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._thread = ThreadPoolExecutor(1, "faster-whisper")

    def close(self) -> None:
        """Give the network back when nothing hears with it any more, never while it works."""
        self._thread.shutdown(wait=True, cancel_futures=True)
        for _ in range(100):  # not while a batch counts as active, which it does a moment beyond its result
            self._network.unload_model()
            if not self._network.model_is_loaded:
                break
            time.sleep(0.01)

    def hear(self, samples: np.ndarray, how: Listening, look: Callable[[], None]) -> HeardWindow:
        """Understand float32 [shape=(n,)] at 16 kHz, at most 30 s."""
        work = self._thread.submit(self._heard, samples, how)
        while not work.done():
            time.sleep(_LOOK_S / 10)
            look()
        return work.result()

    def _heard(self, samples: np.ndarray, how: Listening) -> HeardWindow:
        import ctranslate2

        found = self._features(np.pad(samples, (0, max(0, 30 * RATE_HZ - len(samples)))))[:, : 30 * _FRAMES_PER_S]
        features = ctranslate2.StorageView.from_array(np.ascontiguousarray(found[None], np.float32))
        encoded = self._network.encode(features)
        code, probability = how.language, 1.0
        if not code:
            mark, probability = self._network.detect_language(encoded)[0][0]
            code = mark.strip("<|>")
        nobody: list[float] = []
        first = self._attempt(encoded, code, how, 0.0, nobody)
        best, is_doubtful = best_attempt(
            lambda heat: self._attempt(encoded, code, how, heat, nobody) if heat else first, nobody[0]
        )
        frames = round(len(samples) / RATE_HZ * _FRAMES_PER_S)
        words = self._words(encoded, best, code, how, frames) if best else ()
        return HeardWindow(words, code, float(probability), is_doubtful)

    def _attempt(self, encoded: Any, code: str, how: Listening, heat: float, nobody: list[float]) -> Attempt:
        import ctranslate2

        ctranslate2.set_random_seed(how.seed)
        prompt = [*self._start(code, how.task), self._id("<|notimestamps|>")]
        made = self._network.generate(
            encoded, [prompt], beam_size=1, sampling_temperature=heat or 1.0, sampling_topk=0 if heat else 1,
            max_length=_MOST_TOKENS, return_scores=True, return_no_speech_prob=True, length_penalty=1.0,
        )[0]
        tokens = tuple(made.sequences_ids[0])
        nobody.append(float(made.no_speech_prob))
        return Attempt(tokens, (), self._tokenizer.decode(list(tokens)), float(made.scores[0]))

    def _words(self, encoded: Any, best: Attempt, code: str, how: Listening, frames: int) -> Any:
        found = self._network.align(encoded, self._start(code, how.task), [list(best.tokens)], max(2, frames))[0]
        starts_s = np.zeros(len(best.tokens) + 1)
        for token, moment in reversed(found.alignments):
            starts_s[token] = moment / _TIMES_PER_S
        is_spaced = how.task == "translate" or code not in UNSPACED
        pieces = pieces_of(best.tokens, lambda tokens: str(self._tokenizer.decode(tokens)))
        return words_of(pieces, starts_s, list(found.text_token_probs), is_spaced=is_spaced)

    def _start(self, code: str, task: str) -> list[int]:
        return [self._id("<|startoftranscript|>"), self._id(f"<|{code}|>"), self._id(f"<|{task}|>")]

    def _id(self, mark: str) -> int:
        number = self._tokenizer.token_to_id(mark)
        if number is None:
            raise ModelError(f"This Whisper does not know '{mark.strip('<|>')}'.")
        return int(number)
