"""One stretch of sound through a Whisper of transformers: language, words, their times and how sure they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from engine.errors import ModelError
from models.checkpoint.device import Device
from models.speech.neural_transcriber import RATE_HZ, HeardWindow, Listening
from models.speech.pocket_decoder import HeardWord
from models.speech.whisper_gate import Attempt, best_attempt
from models.speech.whisper_languages import UNSPACED
from models.speech.word_times import pieces_of, token_frames, words_of

_FRAME_S = 0.02


@dataclass(frozen=True)
class _Sound:
    encoded: Any
    seconds: float


class WhisperEar:
    """Holds the loaded network; use it from one thread."""

    def __init__(self, folder: Path, device: Device) -> None:
        from transformers import WhisperFeatureExtractor, WhisperForConditionalGeneration, WhisperTokenizer

        self._features = WhisperFeatureExtractor.from_pretrained(folder, local_files_only=True)
        self._tokenizer = WhisperTokenizer.from_pretrained(folder, local_files_only=True)
        network: Any = WhisperForConditionalGeneration.from_pretrained(
            folder, attn_implementation="eager", **device.loading
        )
        self.network = network.to(device.name).eval()
        self._device = device
        self._settings = self.network.generation_config
        if not getattr(self._settings, "lang_to_id", None):
            raise ModelError("This Whisper does not say which languages it knows.")
        self._codes = {number: mark.strip("<|>") for mark, number in self._settings.lang_to_id.items()}

    def hear(self, samples: np.ndarray, how: Listening, look: Callable[[], None]) -> HeardWindow:
        """Understand float32 [shape=(n,)] at 16 kHz, at most 30 s; `look` is called at each token."""
        import torch

        with torch.inference_mode():
            sound = _Sound(self._encoded(samples), len(samples) / RATE_HZ)
            look()
            code, probability, nobody = self._first_look(sound, how.language)
            prompt = self._prompt(code, how.task)
            best, is_doubtful = best_attempt(
                lambda temperature: self._attempt(sound, prompt, temperature, how.seed, look), nobody
            )
            words = self._words(sound, best, prompt, code) if best else ()
            return HeardWindow(words, code, probability, is_doubtful)

    def _encoded(self, samples: np.ndarray) -> Any:
        features = self._features(samples, sampling_rate=RATE_HZ, return_tensors="pt").input_features
        return self.network.get_encoder()(features.to(self._device.name, self._device.dtype)).last_hidden_state

    def _first_look(self, sound: _Sound, wanted: str) -> tuple[str, float, float]:
        """(language, its probability, probability that nobody speaks), from the first token."""
        start = self.network.config.decoder_start_token_id
        shares = self._logits(sound, [start], None)[0].float().softmax(-1)
        nobody = float(shares[self._tokenizer.convert_tokens_to_ids(self._no_speech_mark())])
        if wanted:
            return wanted, 1.0, nobody
        among = {number: float(shares[number]) for number in self._codes}
        best = max(among, key=lambda number: among[number])
        return self._codes[best], among[best] / max(sum(among.values()), 1e-12), nobody

    def _no_speech_mark(self) -> str:
        known = self._tokenizer.get_vocab()
        return "<|nospeech|>" if "<|nospeech|>" in known else "<|nocaptions|>"

    def _prompt(self, code: str, task: str) -> list[int]:
        settings = self._settings
        if f"<|{code}|>" not in settings.lang_to_id or task not in settings.task_to_id:
            does = "translate" if task == "translate" else "write down"
            raise ModelError(f"This Whisper cannot {does} '{code}'.")
        start = self.network.config.decoder_start_token_id
        return [start, settings.lang_to_id[f"<|{code}|>"], settings.task_to_id[task], settings.no_timestamps_token_id]

    def _logits(self, sound: _Sound, tokens: Sequence[int], past: Any) -> tuple[Any, Any]:
        """(logits of the next token, what has been computed so far)."""
        import torch

        out = self.network(
            encoder_outputs=(sound.encoded,),
            decoder_input_ids=torch.tensor([list(tokens)], device=self._device.name),
            past_key_values=past,
            use_cache=True,
        )
        return out.logits[0, -1], out.past_key_values

    def _attempt(
        self, sound: _Sound, prompt: list[int], temperature: float, seed: int, look: Callable[[], None]
    ) -> Attempt:
        import torch

        dice = torch.Generator().manual_seed(seed)
        end = self.network.config.eos_token_id
        tokens: list[int] = []
        logs: list[float] = []
        given, past = prompt, None
        for _ in range(self.network.config.max_target_positions // 2 - len(prompt)):
            look()
            logits, past = self._logits(sound, given, past)
            logs_of = self._allowed(logits.float().cpu(), is_first=not tokens).log_softmax(-1)
            token = int(logs_of.argmax())
            if temperature:
                token = int(torch.multinomial((logs_of / temperature).softmax(-1), 1, generator=dice))
            logs.append(float(logs_of[token]))
            if token == end:
                break
            tokens.append(token)
            given = [token]
        text = self._tokenizer.decode(tokens, skip_special_tokens=True)
        probabilities = tuple(float(np.exp(log)) for log in logs[: len(tokens)])
        return Attempt(tuple(tokens), probabilities, text, float(np.mean(logs)))

    def _allowed(self, logits: Any, *, is_first: bool) -> Any:
        """Without what must not be written: marks, times, and what the checkpoint itself suppresses."""
        settings, end = self._settings, self.network.config.eos_token_id
        logits[list(settings.suppress_tokens or ())] = -float("inf")
        if is_first:
            logits[list(settings.begin_suppress_tokens or ())] = -float("inf")
        logits[settings.no_timestamps_token_id + 1 :] = -float("inf")
        logits[[number for number in (*self._codes, *settings.task_to_id.values()) if number != end]] = -float("inf")
        return logits

    def _words(self, sound: _Sound, best: Attempt, prompt: list[int], code: str) -> tuple[HeardWord, ...]:
        starts_s = self._times(sound, [*prompt, *best.tokens], len(prompt))
        is_spaced = prompt[2] == self._settings.task_to_id["translate"] or code not in UNSPACED
        return words_of(pieces_of(best.tokens, self._tokenizer.decode), starts_s, best.probabilities,
                        is_spaced=is_spaced)

    def _times(self, sound: _Sound, tokens: list[int], begin: int) -> np.ndarray:
        """When each token after the prompt begins, and the last ends, in seconds [shape=(tokens + 1,)]."""
        import torch

        ids = torch.tensor([[*tokens, self.network.config.eos_token_id]], device=self._device.name)
        decoder = self.network.get_decoder()
        out = decoder(input_ids=ids, encoder_hidden_states=sound.encoded, output_attentions=True)
        frames = max(1, min(int(sound.seconds / _FRAME_S), sound.encoded.shape[1]))
        heads = getattr(self._settings, "alignment_heads", None) or _upper_half(self.network.config)
        looks = torch.stack([out.cross_attentions[layer][0, head] for layer, head in heads])
        # What the decoder looks at in a token's place is where the next one is said.
        found = token_frames(looks[:, begin - 1 : -1, :frames].float().cpu().numpy())
        return found * _FRAME_S


def _upper_half(config: Any) -> list[tuple[int, int]]:
    """All heads of the upper layers, for a checkpoint that does not name those that follow the sound."""
    layers = range(config.decoder_layers // 2, config.decoder_layers)
    return [(layer, head) for layer in layers for head in range(config.decoder_attention_heads)]
