"""CSM with tiny random weights: sentences that follow each other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.catalog.hub.record import forget
from engine.errors import Cancelled, ModelError
from engine.media.clip import Clip
from engine.workers.inline import Inline
from models.speech.csm import Csm
from tests.models.checkpoint.shelf import put
from tests.models.checkpoint.speech_sounds import ordered, workplace

pytestmark = pytest.mark.model
ID, CHECKPOINT = Csm.id, Csm.checkpoints[0]
BEGIN, END, AUDIO, AUDIO_END = MARKS = ("<|begin_of_text|>", "<|end_of_text|>", "<|AUDIO|>", "<|audio_eos|>")
TEMPLATE = (
    "{% for message in messages %}<|begin_of_text|>[{{ message['role'] }}]{% for part in message['content'] %}"
    "{% if part['type'] == 'text' %}{{ part['text'] }}<|end_of_text|>{% else %}<|AUDIO|><|audio_eos|>{% endif %}"
    "{% endfor %}{% endfor %}"
)


def tiny_csm(folder: Path) -> None:
    import torch
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import (
        CsmConfig,
        CsmForConditionalGeneration,
        CsmProcessor,
        EncodecFeatureExtractor,
        MimiConfig,
        PreTrainedTokenizerFast,
    )

    pieces = ["<unk>", *" abcdefghijklmnopqrstuvwxyzGHTSN.,!?[]0123456789", *MARKS]
    ids = {piece: number for number, piece in enumerate(pieces)}
    whole = Tokenizer(models.BPE(vocab=ids, merges=[], unk_token="<unk>"))
    whole.pre_tokenizer = pre_tokenizers.Split("", "isolated")
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=whole, unk_token="<unk>", pad_token=END, bos_token=BEGIN, eos_token=END,
        extra_special_tokens={"audio_token": AUDIO, "audio_eos_token": AUDIO_END},
    )
    small: dict[str, Any] = {
        "hidden_size": 16, "intermediate_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2,
        "num_key_value_heads": 2, "head_dim": 8, "vocab_size": 8, "num_codebooks": 4,
    }
    codec = MimiConfig(
        num_quantizers=4, hidden_size=16, num_filters=4, num_hidden_layers=1, intermediate_size=16,
        num_attention_heads=2, num_key_value_heads=2, codebook_size=8, codebook_dim=8, head_dim=8,
        vector_quantization_hidden_dimension=8, upsample_groups=16, num_semantic_quantizers=1,
    )
    torch.manual_seed(0)
    network = CsmForConditionalGeneration(CsmConfig(
        **small, text_vocab_size=len(pieces), pad_token_id=ids[END], bos_token_id=ids[BEGIN],
        codebook_pad_token_id=7, codebook_eos_token_id=0, audio_token_id=ids[AUDIO],
        audio_eos_token_id=ids[AUDIO_END], codec_config=codec.to_dict(),
        depth_decoder_config={**small, "backbone_hidden_size": 16, "max_position_embeddings": 5},
    )).eval()
    with torch.no_grad():
        network.depth_decoder.codebooks_head.weight.zero_()  # so that every eighth frame is the last
        for name, weights in network.codec_model.named_buffers():
            if name.endswith(("embed_sum", "cluster_usage")):
                weights.copy_(torch.randn(weights.shape) if name.endswith("embed_sum") else torch.ones(weights.shape))
    network.generation_config._from_model_config = False
    network.generation_config.do_sample = True
    network.save_pretrained(folder)
    features = EncodecFeatureExtractor(feature_size=1, sampling_rate=24000)
    CsmProcessor(features, tokenizer, chat_template=TEMPLATE).save_pretrained(folder)


@pytest.fixture(scope="module")
def csm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Inline]:
    folder = tmp_path_factory.mktemp("csm")
    tiny_csm(folder)
    put(CHECKPOINT, folder)
    yield workplace()
    forget(CHECKPOINT)


def test_two_sentences_in_one_voice(csm: Inline, tmp_path: Path) -> None:
    args = {"text": "Hi. Go.", "voice": "csm 2"}
    made = ordered(ID, "speak", tmp_path, args, inline=csm, seed=3).results["audio"]
    again = ordered(ID, "speak", tmp_path, args, inline=csm, seed=3).results["audio"]
    other = ordered(ID, "speak", tmp_path, args, inline=csm, seed=13).results["audio"]
    assert isinstance(made, Clip) and isinstance(again, Clip) and isinstance(other, Clip)
    assert made.sha256 == again.sha256 != other.sha256
    audio = made.audio()
    assert audio.sample_rate_hz == 48000 and np.isfinite(audio.samples).all() and np.abs(audio.samples).max() > 0.02


def test_cancel_and_what_it_lacks(csm: Inline, tmp_path: Path) -> None:
    calls = iter(range(1000))

    def stop() -> None:
        if next(calls) == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        ordered(ID, "speak", tmp_path, {"text": "Hi. Go."}, inline=csm, on_progress=stop)
    with pytest.raises(ModelError, match="no voice for 'female'; there is csm-0"):
        ordered(ID, "speak", tmp_path, {"text": "Hi.", "voice": "female"}, inline=csm)
    assert ordered(ID, "speak", tmp_path, {"text": "Hi."}, inline=csm).results["audio"]
