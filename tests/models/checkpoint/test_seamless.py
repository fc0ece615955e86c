"""SeamlessM4T: speech into text and speech of another language, with a tiny random one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.catalog.hub.record import forget
from engine.catalog.model import Text
from engine.errors import Cancelled, UserError
from engine.media.clip import Clip
from engine.workers.inline import Inline
from models.speech.dub import Dub
from models.speech.seamless import Seamless
from models.speech.seamless_languages import SPEECH_LANGUAGES, TEXT_LANGUAGES
from tests.models.checkpoint.shelf import put
from tests.models.checkpoint.speech_sounds import RATE_HZ, clip_of, ordered, talk, workplace

pytestmark = pytest.mark.model
ID, CHECKPOINT = Seamless.id, Seamless.checkpoints[0]
CODES = ("eng", "fra", "deu")
SIZES: dict[str, Any] = {
    "vocoder_offset": 0, "t2u_vocab_size": 64, "hidden_size": 16, "encoder_layers": 1, "encoder_ffn_dim": 16,
    "encoder_attention_heads": 2, "decoder_layers": 1, "decoder_ffn_dim": 16, "decoder_attention_heads": 2,
    "speech_encoder_layers": 1, "speech_encoder_attention_heads": 2, "speech_encoder_intermediate_size": 16,
    "feature_projection_input_dim": 160, "t2u_encoder_layers": 1, "t2u_encoder_ffn_dim": 16,
    "t2u_encoder_attention_heads": 2, "t2u_decoder_layers": 1, "t2u_decoder_ffn_dim": 16,
    "t2u_decoder_attention_heads": 2, "char_vocab_size": 40, "num_adapter_layers": 1,
    "max_position_embeddings": 256, "unit_hifi_gan_vocab_size": 64, "unit_embed_dim": 16, "lang_embed_dim": 8,
    "spkr_embed_dim": 8, "vocoder_num_langs": 3, "vocoder_num_spkrs": 2, "upsample_initial_channel": 16,
    "upsample_rates": [5, 4], "upsample_kernel_sizes": [10, 8], "resblock_kernel_sizes": [3],
    "resblock_dilation_sizes": [[1, 3]], "t2u_variance_predictor_embed_dim": 16,
    "t2u_variance_predictor_hidden_dim": 16, "variance_predictor_kernel_size": 3, "pad_token_id": 0,
    "bos_token_id": 2, "eos_token_id": 3, "decoder_start_token_id": 3,
}


def tiny_seamless(folder: Path) -> None:
    import torch
    from transformers import (
        SeamlessM4TFeatureExtractor,
        SeamlessM4TProcessor,
        SeamlessM4TTokenizer,
        SeamlessM4Tv2Config,
        SeamlessM4Tv2Model,
    )

    pieces = ["<pad>", "<unk>", "<s>", "</s>", *"▁abcdefghijklmnopqrstuvwxyz.,'"]
    tokenizer = SeamlessM4TTokenizer(
        vocab={piece: number for number, piece in enumerate(pieces)}, merges=[],
        additional_special_tokens=[f"__{code}__" for code in CODES],
    )
    torch.manual_seed(0)
    network = SeamlessM4Tv2Model(SeamlessM4Tv2Config(vocab_size=len(tokenizer), **SIZES)).eval()
    _settle(network.generation_config, tokenizer)
    with torch.no_grad():
        network.lm_head.weight[:4] = -1.0  # letters only, so that something is said
    network.save_pretrained(folder)
    features = SeamlessM4TFeatureExtractor(feature_size=80, num_mel_bins=80, stride=2, padding_value=0.0)
    SeamlessM4TProcessor(features, tokenizer).save_pretrained(folder)




def _settle(settings: object, tokenizer: object) -> None:
    settings._from_model_config = False
    known = tokenizer.get_vocab()
    pieces = {number: piece for piece, number in known.items()}
    chars: dict[str, int] = {"<pad>": 0, "<unk>": 1, "<s>": 2, "</s>": 3}
    for piece in pieces.values():
        for sign in piece:
            chars.setdefault(sign, len(chars))
    for name, value in {
        "text_decoder_lang_to_code_id": {code: known[f"__{code}__"] for code in CODES},
        "t2u_lang_code_to_id": {code: number for number, code in enumerate(CODES)},
        "vocoder_lang_code_to_id": {code: number for number, code in enumerate(CODES)},
        "id_to_text": {str(number): piece for number, piece in pieces.items()},
        "char_to_id": {sign: min(number, 39) for sign, number in chars.items()},
        "max_new_tokens": 12,
    }.items():
        setattr(settings, name, value)


@pytest.fixture(scope="module")
def seamless(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Inline]:
    folder = tmp_path_factory.mktemp("seamless")
    tiny_seamless(folder)
    put(CHECKPOINT, folder, licence="cc-by-nc-4.0")
    yield workplace()
    forget(CHECKPOINT)


def test_text_and_speech_at_the_sources_pace(seamless: Inline, tmp_path: Path) -> None:
    clip = clip_of(tmp_path, talk(41, rate_hz=22050), rate_hz=22050)
    args = {"target_language": "French", "speak": True}
    made = ordered(ID, "translate_speech", tmp_path, args, {"clip": clip}, inline=seamless)
    text, speech = made.results["text"], made.results["speech"]
    assert isinstance(text, Text) and len(text.text.splitlines()) >= 3
    assert isinstance(speech, Clip) and speech.name == "take in French"
    audio = speech.audio()
    assert audio.sample_rate_hz == 48000 and audio.seconds == pytest.approx(clip.seconds, abs=0.001)
    assert 0.01 < float(np.abs(audio.samples).max()) < 1 and max(made.progress) > 0.6
    again = ordered(ID, "translate_speech", tmp_path, args, {"clip": clip}, inline=seamless).results["speech"]
    assert isinstance(again, Clip) and again.sha256 == speech.sha256


def test_text_alone_and_silence(seamless: Inline, tmp_path: Path) -> None:
    args = {"target_language": "deu"}
    made = ordered(ID, "translate_speech", tmp_path, args, {"clip": clip_of(tmp_path, talk(5))}, inline=seamless)
    assert set(made.results) == {"text"} and not list(tmp_path.glob(".*.tmp"))
    silent = clip_of(tmp_path, np.zeros((1, 3 * RATE_HZ)))
    quiet = ordered(ID, "translate_speech", tmp_path, args | {"speak": True}, {"clip": silent}, inline=seamless)
    assert quiet.results["text"] == Text("") and "Nobody was heard" in quiet.warnings[0]


def test_languages_that_it_lacks(seamless: Inline, tmp_path: Path) -> None:
    assert len(TEXT_LANGUAGES) == 98 and len(SPEECH_LANGUAGES) == 36
    clip = clip_of(tmp_path, talk(2))
    for args, told in [
        ({"target_language": "klingon"}, "No language 'klingon'"),
        ({"target_language": "germann"}, "did you mean German"),
        ({"target_language": "icelandic", "speak": True}, "written here, not spoken"),
        ({}, "into which language"),
    ]:
        with pytest.raises(UserError, match=told):
            ordered(ID, "translate_speech", tmp_path, args, {"clip": clip}, inline=seamless)


def test_a_cancel_leaves_nothing_behind(seamless: Inline, tmp_path: Path) -> None:
    clip, calls = clip_of(tmp_path, talk(40)), iter(range(1000))

    def stop() -> None:
        if next(calls) == 4:
            raise Cancelled

    args = {"target_language": "french", "speak": True}
    with pytest.raises(Cancelled):
        ordered(ID, "translate_speech", tmp_path / "made", args, {"clip": clip}, inline=seamless, on_progress=stop)
    assert not list((tmp_path / "made").iterdir())
    seamless._registry.models[ID].unload()
    again = ordered(ID, "translate_speech", tmp_path, {"target_language": "english"}, {"clip": clip}, inline=seamless)
    assert isinstance(again.results["text"], Text)


def test_what_is_too_long_is_said_faster_and_nothing_overlaps(tmp_path: Path) -> None:
    tone = (0.2 * np.sin(np.arange(4 * RATE_HZ) * 0.1)).astype(np.float32)
    with Dub(tmp_path, 48000, 6.0) as dub:
        dub.place(tone, RATE_HZ, 1.0, 3.0)
        dub.place(tone, RATE_HZ, 3.5, 5.0)
        made = dub.finish("dub", clip_of(tmp_path, talk(6)))
    samples = np.abs(made.audio().samples[0])
    loud = samples[: len(samples) // 480 * 480].reshape(-1, 480).max(axis=1) > 0.01
    first, last = np.flatnonzero(loud)[[0, -1]]
    assert first == pytest.approx(100, abs=3) and made.seconds == pytest.approx(1 + 2 * 4 / 1.5 + 0.1, abs=0.1)
    assert last == pytest.approx(made.seconds * 100, abs=3)
