"""Bark with tiny random weights: its three stages, its voices and its limits."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.catalog.hub.record import forget
from engine.catalog.registry import discover
from engine.errors import Cancelled, ModelError
from engine.media.clip import Clip
from engine.workers.inline import Inline
from models.speech.bark import Bark
from tests.models.checkpoint.shelf import put
from tests.models.checkpoint.speech_sounds import ordered, workplace

pytestmark = pytest.mark.model
ID, CHECKPOINT = Bark.id, Bark.checkpoints[0]


def tiny_bark(folder: Path) -> None:
    """The layout of its ids is arithmetic over the real sizes, so only widths and depths shrink."""
    import torch
    from transformers import BarkConfig, BarkModel, BertTokenizer, EncodecConfig, GenerationConfig

    narrow: dict[str, Any] = {"hidden_size": 4, "num_heads": 2, "num_layers": 1, "block_size": 512, "bias": True}
    codec = EncodecConfig(
        sampling_rate=24000, num_filters=4, hidden_size=8, codebook_size=1024, codebook_dim=8,
        upsampling_ratios=[8, 5, 4, 2], target_bandwidths=[1.5, 3.0, 6.0], num_lstm_layers=1, kernel_size=3,
        last_kernel_size=3, compress=2,
    )
    torch.manual_seed(0)
    network = BarkModel(BarkConfig(
        semantic_config={"input_vocab_size": 10600, "output_vocab_size": 10048, **narrow},
        coarse_acoustics_config={"input_vocab_size": 12096, "output_vocab_size": 12096, **narrow},
        fine_acoustics_config={
            "input_vocab_size": 1056, "output_vocab_size": 1056, "n_codes_total": 8, "n_codes_given": 1, **narrow
        },
        codec_config=codec.to_dict(),
    )).eval()
    network.generation_config = GenerationConfig(
        semantic_config={
            "max_new_tokens": 24, "semantic_vocab_size": 10000, "max_input_semantic_length": 256,
            "eos_token_id": 10000, "do_sample": True, "text_encoding_offset": 200, "text_pad_token": 10500,
            "semantic_infer_token": 10501, "semantic_pad_token": 10000,
        },
        coarse_acoustics_config={
            "max_new_tokens": 768, "coarse_rate_hz": 75, "semantic_rate_hz": 49.9, "n_coarse_codebooks": 2,
            "coarse_semantic_pad_token": 12048, "coarse_infer_token": 12050, "max_coarse_input_length": 256,
            "max_coarse_history": 120, "sliding_window_len": 60, "codebook_size": 1024, "do_sample": True,
            "bos_token_id": 0, "eos_token_id": None, "pad_token_id": 12048,
        },
        fine_acoustics_config={
            "max_fine_history_length": 256, "max_fine_input_length": 512, "n_fine_codebooks": 8, "temperature": 0.5
        },
        sample_rate=24000, codebook_size=1024,
    )
    network.save_pretrained(folder)
    marks = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    letters = [form for letter in "abcdefghijklmnopqrstuvwxyz.,!?" for form in (letter, f"##{letter}")]
    BertTokenizer(vocab={piece: number for number, piece in enumerate(marks + letters)}).save_pretrained(folder)
    presets = folder / "speaker_embeddings" / "v2"
    presets.mkdir(parents=True)
    dice = np.random.default_rng(0)
    for voice in ("en_speaker_6", "en_speaker_9"):
        np.save(presets / f"{voice}_semantic_prompt.npy", dice.integers(0, 10000, 40))
        np.save(presets / f"{voice}_coarse_prompt.npy", dice.integers(0, 1024, (2, 60)))
        np.save(presets / f"{voice}_fine_prompt.npy", dice.integers(0, 1024, (8, 60)))


@pytest.fixture(scope="module")
def bark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Inline]:
    folder = tmp_path_factory.mktemp("bark")
    tiny_bark(folder)
    put(CHECKPOINT, folder, licence="mit")
    yield workplace()
    forget(CHECKPOINT)


def test_it_speaks_with_the_voice_that_is_named(bark: Inline, tmp_path: Path) -> None:
    args = {"text": "Hello there. Good night!"}
    made = ordered(ID, "speak", tmp_path, args, inline=bark).results["audio"]
    assert isinstance(made, Clip)
    audio = made.audio()
    assert audio.sample_rate_hz == 48000 and audio.seconds > 0.3 and float(np.abs(audio.samples).max()) > 0.02
    again = ordered(ID, "speak", tmp_path, args, inline=bark).results["audio"]
    args = {"text": "Hello.", "voice": "speaker 9"}
    other = ordered(ID, "speak", tmp_path, args, inline=bark, seed=4).results["audio"]
    assert isinstance(again, Clip) and isinstance(other, Clip) and made.sha256 == again.sha256 != other.sha256
    assert discover().choose("speak", voice="speaker 9")[0].id == ID


def test_voices_that_are_not_there(bark: Inline, tmp_path: Path) -> None:
    for args, told in [
        ({"voice": "speaker 3"}, "no speaker 3 here"), ({"language": "welsh"}, "does not speak Welsh"),
        ({"voice": "whisper"}, "no voice for 'whisper'; there is speaker-6"),
    ]:
        with pytest.raises(ModelError, match=told):
            ordered(ID, "speak", tmp_path, {"text": "Hello.", **args}, inline=bark)


def test_a_cancel_is_heard_within_a_sentence(bark: Inline, tmp_path: Path) -> None:
    calls = iter(range(1000))

    def stop() -> None:
        if next(calls) == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        ordered(ID, "speak", tmp_path, {"text": "Hello."}, inline=bark, on_progress=stop)
    assert ordered(ID, "speak", tmp_path, {"text": "Hello."}, inline=bark).results["audio"]
