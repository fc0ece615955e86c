"""Qwen3-ASR, a tiny one in which each word brings the next."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.catalog.hub.record import forget
from engine.errors import Cancelled, ModelError
from engine.workers.inline import Inline
from models.speech.qwen3_asr import Qwen3Asr
from tests.models.checkpoint.shelf import put
from tests.models.checkpoint.speech_sounds import clip_of, ordered, talk, workplace

pytestmark = pytest.mark.model
ID, CHECKPOINT = Qwen3Asr.id, Qwen3Asr.checkpoints[0]
END, AUDIO = "<|im_end|>", "<|audio_pad|>"
MARKS = ["<|endoftext|>", "<|im_start|>", END, "<|audio_start|>", "<|audio_end|>", AUDIO]
CHAIN = ["Ċ", "language", "ĠGerman", "<asr_text>", "Ġhello", "Ġbig", "Ġworld", END]
"""A line break opens the answer; a forced language ends with the mark before the words."""
TEMPLATE = (
    "{% for message in messages %}<|im_start|>{{ message['role'] }}\n{% for part in message['content'] %}"
    "{% if part['type'] == 'audio' %}<|audio_start|><|audio_pad|><|audio_end|>{% else %}{{ part['text'] }}{% endif %}"
    "{% endfor %}<|im_end|>\n{% endfor %}"
)


def tiny_qwen3_asr(folder: Path) -> None:
    import torch
    from tokenizers import AddedToken
    from tokenizers.pre_tokenizers import ByteLevel
    from transformers import (
        Qwen2Tokenizer,
        Qwen3ASRConfig,
        Qwen3ASRFeatureExtractor,
        Qwen3ASRForConditionalGeneration,
        Qwen3ASRProcessor,
    )

    pieces = dict.fromkeys([*sorted(ByteLevel.alphabet()), *CHAIN[1:3], *CHAIN[4:7]])
    tokenizer = Qwen2Tokenizer(
        vocab={piece: number for number, piece in enumerate(pieces)}, merges=[],
        extra_special_tokens={"audio_token": AUDIO, "audio_bos_token": "<|audio_start|>",
                              "audio_eos_token": "<|audio_end|>"},
    )
    tokenizer.add_tokens([AddedToken(mark, special=True) for mark in MARKS])
    tokenizer.add_tokens([AddedToken("<asr_text>", special=False)])
    ids: dict[str, int] = {mark: tokenizer.convert_tokens_to_ids(mark) for mark in (*MARKS, *CHAIN)}
    text: dict[str, Any] = {
        "vocab_size": len(tokenizer), "hidden_size": 16, "intermediate_size": 16, "num_hidden_layers": 1,
        "num_attention_heads": 2, "num_key_value_heads": 2, "head_dim": 8, "tie_word_embeddings": False,
    }
    audio = {"num_mel_bins": 80, "encoder_layers": 1, "encoder_attention_heads": 2, "encoder_ffn_dim": 16,
             "d_model": 16, "output_dim": 16, "downsample_hidden_size": 8}
    torch.manual_seed(0)
    network: Any = Qwen3ASRForConditionalGeneration(Qwen3ASRConfig(
        audio_config=audio, text_config=text, audio_token_id=ids[AUDIO], pad_token_id=ids["<|endoftext|>"],
        eos_token_id=[ids[END]], tie_word_embeddings=False,
    )).eval()
    with torch.no_grad():
        for name, weights in network.named_parameters():
            if name.endswith(("o_proj.weight", "down_proj.weight")):
                weights.zero_()  # each token alone decides what follows it
        meanings = torch.nn.functional.normalize(torch.randn(len(tokenizer), 16), dim=1)
        network.get_input_embeddings().weight.copy_(meanings)
        network.lm_head.weight.zero_()
        for before, after in zip(CHAIN, CHAIN[1:], strict=False):
            network.lm_head.weight[ids[after]] = meanings[ids[before]]
    network.save_pretrained(folder)
    features = Qwen3ASRFeatureExtractor(feature_size=80)
    Qwen3ASRProcessor(features, tokenizer, chat_template=TEMPLATE).save_pretrained(folder)


@pytest.fixture(scope="module")
def qwen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Inline]:
    folder = tmp_path_factory.mktemp("qwen")
    tiny_qwen3_asr(folder)
    put(CHECKPOINT, folder)
    yield workplace()
    forget(CHECKPOINT)


@pytest.mark.parametrize("args", [{}, {"language": "german"}])
def test_phrases_with_times(qwen: Inline, tmp_path: Path, args: dict[str, str]) -> None:
    clip = clip_of(tmp_path, talk(33))
    made = ordered(ID, "transcribe", tmp_path, args | {"timestamps": True}, {"clip": clip}, inline=qwen)
    lines = made.results["text"].text.splitlines()
    assert len(lines) >= 3 and lines[0] == "[0:00.0] hello big world" and not made.warnings
    spans = made.results["words"].spans
    assert all(span.label == "hello big world" for span in spans)
    assert all(one.end_s <= other.start_s + 1e-6 for one, other in zip(spans, spans[1:], strict=False))


def test_silence_languages_and_cancel(qwen: Inline, tmp_path: Path) -> None:
    silent = clip_of(tmp_path, np.zeros((1, 32000)))
    assert ordered(ID, "transcribe", tmp_path, {}, {"clip": silent}, inline=qwen).results["text"].text == ""
    clip, calls = clip_of(tmp_path, talk(20)), iter(range(1000))
    with pytest.raises(ModelError, match="does not understand Welsh"):
        ordered(ID, "transcribe", tmp_path, {"language": "welsh"}, {"clip": clip}, inline=qwen)

    def stop() -> None:
        if next(calls) == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        ordered(ID, "transcribe", tmp_path, {}, {"clip": clip}, inline=qwen, on_progress=stop)
    assert "hello" in ordered(ID, "transcribe", tmp_path, {}, {"clip": clip}, inline=qwen).results["text"].text
