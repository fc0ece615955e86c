"""SpeechT5: the same words in another voice, with a tiny random one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from engine.catalog.hub.record import forget
from engine.catalog.registry import discover
from engine.errors import Cancelled, ModelError, UserError
from engine.media.clip import Clip
from engine.workers.inline import Inline
from models.speech.speecht5_voice import SpeechT5Voice
from tests.models.checkpoint.shelf import put
from tests.models.checkpoint.speech_sounds import RATE_HZ, clip_of, ordered, talk, workplace

pytestmark = pytest.mark.model
ID, CHECKPOINTS = SpeechT5Voice.id, SpeechT5Voice.checkpoints
AGREED = {"consent": "my own voice, Ann"}


def tiny_speecht5(folder: Path, *, speaker_size: int = 8) -> None:
    """Its three parts, in folders 0, 1 and 2."""
    import torch
    from transformers import (
        SpeechT5Config,
        SpeechT5FeatureExtractor,
        SpeechT5ForSpeechToSpeech,
        SpeechT5HifiGan,
        SpeechT5HifiGanConfig,
        Wav2Vec2FeatureExtractor,
        WavLMConfig,
        WavLMForXVector,
    )

    torch.manual_seed(1)
    SpeechT5ForSpeechToSpeech(SpeechT5Config(
        vocab_size=40, hidden_size=16, encoder_layers=1, encoder_attention_heads=2, encoder_ffn_dim=16,
        decoder_layers=1, decoder_ffn_dim=16, decoder_attention_heads=2, conv_dim=(16, 16), conv_stride=(5, 64),
        conv_kernel=(10, 64), num_feat_extract_layers=2, num_conv_pos_embeddings=16, num_conv_pos_embedding_groups=2,
        num_mel_bins=20, speech_decoder_prenet_units=16, speaker_embedding_dim=8, speech_decoder_postnet_units=16,
        speech_decoder_postnet_layers=2, reduction_factor=2, max_text_positions=100, max_speech_positions=4000,
    )).eval().save_pretrained(folder / "0")
    SpeechT5FeatureExtractor(num_mel_bins=20).save_pretrained(folder / "0")
    vocoder = SpeechT5HifiGan(SpeechT5HifiGanConfig(
        model_in_dim=20, upsample_initial_channel=16, upsample_rates=[16, 16], upsample_kernel_sizes=[32, 32],
        resblock_kernel_sizes=[3], resblock_dilation_sizes=[[1, 3]], normalize_before=False,
    )).eval()
    with torch.no_grad():
        for weights in vocoder.parameters():
            weights.mul_(20)  # else it can hardly be heard
    vocoder.save_pretrained(folder / "1")
    WavLMForXVector(WavLMConfig(
        hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16, conv_dim=(8, 8),
        conv_stride=(5, 64), conv_kernel=(10, 64), num_conv_pos_embeddings=16, num_conv_pos_embedding_groups=2,
        tdnn_dim=(16, 16), tdnn_kernel=(3, 1), tdnn_dilation=(1, 1), xvector_output_dim=speaker_size,
    )).eval().save_pretrained(folder / "2")
    Wav2Vec2FeatureExtractor().save_pretrained(folder / "2")


def shelve(folder: Path) -> None:
    for number, checkpoint in enumerate(CHECKPOINTS):
        put(checkpoint, folder / str(number), licence="mit")


@pytest.fixture(scope="module")
def voice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Inline]:
    folder = tmp_path_factory.mktemp("speecht5")
    tiny_speecht5(folder)
    shelve(folder)
    yield workplace()
    for checkpoint in CHECKPOINTS:
        forget(checkpoint)


@pytest.fixture()
def takes(tmp_path: Path) -> dict[str, Clip]:
    reference = clip_of(tmp_path, talk(4, rate_hz=48000), rate_hz=48000, name="Ann")
    return {"clip": clip_of(tmp_path, talk(12)), "reference": reference}


def test_a_part_that_is_missing_keeps_it_from_being_ready(tmp_path: Path) -> None:
    tiny_speecht5(tmp_path)
    put(CHECKPOINTS[0], tmp_path / "0")
    assert "models get speecht5-voice" in discover().models[ID].ready()
    forget(CHECKPOINTS[0])


def test_the_same_length_at_the_same_place(voice: Inline, takes: dict[str, Clip], tmp_path: Path) -> None:
    made = ordered(ID, "style_transfer", tmp_path, AGREED, takes, inline=voice)
    clip = made.results["audio"]
    assert isinstance(clip, Clip) and clip.name == "take like Ann"
    audio = clip.audio()
    assert (audio.sample_rate_hz, audio.channels) == (48000, 1) and np.isfinite(audio.samples).all()
    assert audio.seconds == pytest.approx(takes["clip"].seconds, abs=0.001) and np.abs(audio.samples).max() > 0.01
    again = ordered(ID, "style_transfer", tmp_path, AGREED, takes, inline=voice).results["audio"]
    assert isinstance(again, Clip) and again.sha256 == clip.sha256
    terms = discover().models[ID].terms()
    assert terms.weights == "mit" and terms.commercial


def test_words_instead_of_a_recording(voice: Inline, takes: dict[str, Clip], tmp_path: Path) -> None:
    args, inputs = AGREED | {"text": "Good morning."}, {"reference": takes["reference"]}
    assert isinstance(ordered(ID, "style_transfer", tmp_path, args, inputs, inline=voice).results["audio"], Clip)


def test_what_it_does_not_do(voice: Inline, takes: dict[str, Clip], tmp_path: Path) -> None:
    short, silent = clip_of(tmp_path, talk(1)), clip_of(tmp_path, np.zeros((1, 3 * RATE_HZ)))
    for args, inputs, error, told in [
        ({}, takes, ModelError, "note of consent"),
        (AGREED, {"clip": takes["clip"]}, ModelError, "a reference recording"),
        (AGREED | {"style": "whisper"}, takes, ModelError, "no style besides"),
        (AGREED, takes | {"reference": short}, UserError, "1.0 s long"),
        (AGREED, takes | {"clip": silent}, UserError, "Nobody was heard"),
        (AGREED, {"reference": takes["reference"]}, UserError, "Name the recording"),
    ]:
        with pytest.raises(error, match=told):
            ordered(ID, "style_transfer", tmp_path, args, inputs, inline=voice)


def test_cancel_and_parts_that_do_not_fit(voice: Inline, takes: dict[str, Clip], tmp_path: Path) -> None:
    out = tmp_path / "made"

    def stop() -> None:
        if any(out.glob("*")):  # a part of the result is written
            raise Cancelled

    with pytest.raises(Cancelled):
        ordered(ID, "style_transfer", out, AGREED, takes, inline=voice, on_progress=stop)
    assert not list(out.iterdir())
    voice._registry.models[ID].unload()
    assert ordered(ID, "style_transfer", tmp_path, AGREED, takes, inline=voice).results
    tiny_speecht5(tmp_path / "odd", speaker_size=5)
    shelve(tmp_path / "odd")
    with pytest.raises(ModelError, match="do not fit together"):
        ordered(ID, "style_transfer", tmp_path, AGREED, takes)
