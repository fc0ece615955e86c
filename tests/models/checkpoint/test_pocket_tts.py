"""Pocket TTS with tiny random weights: a voice from a reference, with consent only."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from engine.catalog.hub.record import forget
from engine.errors import Cancelled, ModelError, UserError
from engine.media.clip import Clip
from engine.workers.inline import Inline
from models.speech.pocket_tts import PocketTTS
from tests.models.checkpoint.shelf import put
from tests.models.checkpoint.speech_sounds import clip_of, ordered, talk, workplace

pytestmark = pytest.mark.model
ID, CHECKPOINTS = PocketTTS.id, PocketTTS.checkpoints
AGREED = {"text": "Hello there. Good night!", "consent": "my own voice, Ann"}
MARKS = {"audio_prompt_bos_token": "<|prompt_bos|>", "audio_prompt_token": "<|prompt|>",
         "audio_latent_token": "<|latent|>", "audio_bos_token": "<|audio_bos|>"}
TEMPLATE = (
    "{% for message in messages %}{% for part in message['content'] %}{% if part['type'] == 'audio' %}"
    "<|prompt_bos|><|prompt|>{% else %}{{ part['text'] }}{% endif %}{% endfor %}{% endfor %}<|audio_bos|>"
)


def tiny_pocket_tts(folder: Path) -> None:
    """Network and codec, in folders 0 and 1."""
    import torch
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import (
        PocketTTSAudioTokenizerConfig,
        PocketTTSAudioTokenizerModel,
        PocketTTSConfig,
        PocketTTSFeatureExtractor,
        PocketTTSForConditionalGeneration,
        PreTrainedTokenizerFast,
    )

    pieces = ["<unk>", "<pad>", *" abcdefghijklmnopqrstuvwxyzGH.,!?", *MARKS.values()]
    vocabulary = {piece: number for number, piece in enumerate(pieces)}
    whole = Tokenizer(models.BPE(vocab=vocabulary, merges=[], unk_token="<unk>"))
    whole.pre_tokenizer = pre_tokenizers.Split("", "isolated")
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=whole, unk_token="<unk>", pad_token="<pad>", extra_special_tokens=MARKS
    )
    torch.manual_seed(0)
    network = PocketTTSForConditionalGeneration(PocketTTSConfig(
        vocab_size=len(pieces), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16,
        latent_dim=4, pad_token_id=vocabulary["<pad>"],
        flow_head_config={"hidden_size": 16, "num_hidden_layers": 1, "latent_dim": 4, "condition_dim": 16,
                          "frequency_embedding_size": 8},
        **{f"{name}_id": vocabulary[mark] for name, mark in MARKS.items()},
    )).eval()
    network.save_pretrained(folder / "0")
    tokenizer.save_pretrained(folder / "0")
    PocketTTSFeatureExtractor().save_pretrained(folder / "0")
    (folder / "0" / "chat_template.jinja").write_text(TEMPLATE)
    codec = PocketTTSAudioTokenizerModel(PocketTTSAudioTokenizerConfig(
        hidden_size=16, num_filters=2, upsample_groups=16, num_hidden_layers=1, intermediate_size=16,
        num_attention_heads=2, num_key_value_heads=2, latent_dim=4,
    )).eval()
    codec.save_pretrained(folder / "1")


@pytest.fixture(scope="module")
def pocket(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Inline]:
    folder = tmp_path_factory.mktemp("pocket")
    tiny_pocket_tts(folder)
    for number, checkpoint in enumerate(CHECKPOINTS):
        put(checkpoint, folder / str(number), licence="cc-by-4.0")
    yield workplace()
    for checkpoint in CHECKPOINTS:
        forget(checkpoint)


@pytest.fixture()
def ann(tmp_path: Path) -> dict[str, Clip]:
    return {"reference": clip_of(tmp_path, talk(4, rate_hz=44100), rate_hz=44100, name="Ann")}


def test_it_speaks_as_somebody_who_agreed(pocket: Inline, ann: dict[str, Clip], tmp_path: Path) -> None:
    made = ordered(ID, "speak", tmp_path, AGREED, ann, inline=pocket).results["audio"]
    assert isinstance(made, Clip)
    audio = made.audio()
    assert audio.sample_rate_hz == 48000 and np.isfinite(audio.samples).all() and np.abs(audio.samples).max() > 0.02
    again = ordered(ID, "speak", tmp_path, AGREED, ann, inline=pocket).results["audio"]
    assert isinstance(again, Clip) and again.sha256 == made.sha256


def test_nobody_is_imitated_without_consent(pocket: Inline, ann: dict[str, Clip], tmp_path: Path) -> None:
    short = {"reference": clip_of(tmp_path, talk(1))}
    for args, inputs, error, told in [
        ({"text": "Hello."}, ann, UserError, "note of consent"),
        (AGREED, {}, ModelError, "name one as the reference"),
        (AGREED, short, UserError, "1.0 s long"),
        (AGREED | {"language": "french"}, ann, ModelError, "does not speak French"),
    ]:
        with pytest.raises(error, match=told):
            ordered(ID, "speak", tmp_path, args, inputs, inline=pocket)


def test_cancel(pocket: Inline, ann: dict[str, Clip], tmp_path: Path) -> None:
    calls = iter(range(1000))

    def stop() -> None:
        if next(calls) == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        ordered(ID, "speak", tmp_path, AGREED, ann, inline=pocket, on_progress=stop)
    assert ordered(ID, "speak", tmp_path, AGREED, ann, inline=pocket).results["audio"]
