"""Parakeet with tiny random weights: letters with times."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from engine.catalog.hub.record import forget
from engine.errors import Cancelled, ModelError
from engine.workers.inline import Inline
from models.speech.parakeet import Parakeet
from tests.models.checkpoint.shelf import put
from tests.models.checkpoint.speech_sounds import clip_of, ordered, talk, workplace

pytestmark = pytest.mark.model
ID, CHECKPOINT = Parakeet.id, Parakeet.checkpoints[0]


def tiny_parakeet(folder: Path) -> None:
    import torch
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers
    from transformers import (
        ParakeetFeatureExtractor,
        ParakeetForTDT,
        ParakeetProcessor,
        ParakeetTDTConfig,
        ParakeetTokenizer,
    )

    pieces = ["<unk>", *"▁abcdefghijklmnopqrstuvwxyz'", "<pad>", "<blank>"]
    vocabulary = {piece: number for number, piece in enumerate(pieces)}
    whole = Tokenizer(models.BPE(vocab=vocabulary, merges=[], unk_token="<unk>"))
    whole.pre_tokenizer, whole.decoder = pre_tokenizers.Metaspace(), decoders.Metaspace()
    tokenizer = ParakeetTokenizer(tokenizer_object=whole, unk_token="<unk>", pad_token="<pad>")
    torch.manual_seed(0)
    network = ParakeetForTDT(ParakeetTDTConfig(
        vocab_size=len(pieces), pad_token_id=vocabulary["<pad>"], blank_token_id=vocabulary["<blank>"],
        decoder_hidden_size=16, num_decoder_layers=1,
        encoder_config={
            "hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 16,
            "subsampling_conv_channels": 8, "num_mel_bins": 80, "conv_kernel_size": 9,
        },
    )).eval()
    settings = network.generation_config
    settings._from_model_config = False
    settings.decoder_start_token_id = vocabulary["<blank>"]
    settings.suppress_tokens = list(range(len(pieces), len(pieces) + 5))  # the durations stand behind the tokens
    network.save_pretrained(folder)
    ParakeetProcessor(ParakeetFeatureExtractor(feature_size=80), tokenizer, decoder_type="tdt").save_pretrained(folder)


@pytest.fixture(scope="module")
def parakeet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Inline]:
    folder = tmp_path_factory.mktemp("parakeet")
    tiny_parakeet(folder)
    put(CHECKPOINT, folder, licence="cc-by-4.0")
    yield workplace()
    forget(CHECKPOINT)


def test_words_with_times(parakeet: Inline, tmp_path: Path) -> None:
    clip = clip_of(tmp_path, talk(33))
    made = ordered(ID, "transcribe", tmp_path, {"language": "german"}, {"clip": clip}, inline=parakeet)
    spans = made.results["words"].spans
    starts = [span.start_s for span in spans]
    assert spans and starts == sorted(starts) and all(span.end_s <= clip.seconds for span in spans)
    assert made.results["text"].text and max(made.progress) == 1


def test_silence_languages_and_cancel(parakeet: Inline, tmp_path: Path) -> None:
    silent = clip_of(tmp_path, np.zeros((1, 32000)))
    assert ordered(ID, "transcribe", tmp_path, {}, {"clip": silent}, inline=parakeet).results["text"].text == ""
    clip, calls = clip_of(tmp_path, talk(20)), iter(range(1000))
    with pytest.raises(ModelError, match="does not understand Japanese"):
        ordered(ID, "transcribe", tmp_path, {"language": "japanese"}, {"clip": clip}, inline=parakeet)

    def stop() -> None:
        if next(calls) == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        ordered(ID, "transcribe", tmp_path, {}, {"clip": clip}, inline=parakeet, on_progress=stop)
    assert ordered(ID, "transcribe", tmp_path, {}, {"clip": clip}, inline=parakeet).results["text"].text
