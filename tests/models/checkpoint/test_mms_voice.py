"""The voices of Massively Multilingual Speech, with a tiny VITS."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from engine.catalog.hub.record import forget
from engine.catalog.registry import discover
from engine.cli.cli import main
from engine.errors import Cancelled, ModelError, UserError
from engine.media.audio import Audio
from engine.media.clip import Clip
from engine.media.loudness import loudness_of
from engine.workers.inline import Inline
from models.speech.mms_voice import LANGUAGES
from models.speech.number_words import numbers_in_words
from tests.models.checkpoint.shelf import put
from tests.models.checkpoint.speech_sounds import clip_of, ordered, talk, workplace

pytestmark = pytest.mark.model
ENGLISH, GERMAN = "mms-english", "mms-german"


def tiny_vits(folder: Path, *, is_uroman: bool = False) -> None:
    import torch
    from transformers import VitsConfig, VitsModel, VitsTokenizer

    signs = "_abcdefghijklmnopqrstuvwxyz '-?.,äöüß"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "vocab.json").write_text(json.dumps({s: n for n, s in enumerate(signs)} | {"<unk>": len(signs)}))
    tokenizer = VitsTokenizer(str(folder / "vocab.json"), phonemize=False, is_uroman=is_uroman, pad_token="_")
    torch.manual_seed(3)
    config = VitsConfig(
        vocab_size=len(tokenizer), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, ffn_dim=16,
        flow_size=16, spectrogram_bins=17, prior_encoder_num_flows=1, prior_encoder_num_wavenet_layers=1,
        posterior_encoder_num_wavenet_layers=1, duration_predictor_num_flows=1, duration_predictor_flow_bins=4,
        duration_predictor_filter_channels=16, depth_separable_num_layers=1, upsample_initial_channel=16,
        upsample_rates=[8, 8], upsample_kernel_sizes=[16, 16], resblock_kernel_sizes=[3],
        resblock_dilation_sizes=[[1, 3]], wavenet_kernel_size=3, sampling_rate=16000,
    )
    VitsModel(config).eval().save_pretrained(folder)
    tokenizer.save_pretrained(folder)


@pytest.fixture(scope="module")
def voices(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Inline]:
    folder = tmp_path_factory.mktemp("vits")
    tiny_vits(folder)
    models = discover().models
    used = [models[one].checkpoints[0] for one in (ENGLISH, GERMAN)]
    for checkpoint in used:
        put(checkpoint, folder, licence="cc-by-nc-4.0")
    yield workplace()
    for checkpoint in used:
        forget(checkpoint)


def sound(made: object) -> Audio:
    assert isinstance(made, Clip)
    return made.audio()


def test_there_is_one_for_each_language() -> None:
    models = discover().models
    assert {f"mms-{language}" for language in LANGUAGES} <= set(models)
    assert "models get mms-dutch" in models["mms-dutch"].ready()


@pytest.mark.usefixtures("voices")
def test_results_may_not_be_sold() -> None:
    terms = discover().models[ENGLISH].terms()
    assert terms.weights == "cc-by-nc-4.0" and not terms.commercial


def test_a_text_is_said_at_the_sessions_rate_and_a_sensible_level(voices: Inline, tmp_path: Path) -> None:
    args = {"text": "It costs $5. Dr. Smith came at 10:30!\n\nGood night."}
    made = ordered(ENGLISH, "speak", tmp_path, args, inline=voices)
    audio = sound(made.results["audio"])
    assert audio.sample_rate_hz == 48000 and audio.channels == 1 and np.isfinite(audio.samples).all()
    assert -22 < loudness_of(audio.samples[0].astype(np.float64), 48000) < -15
    assert float(np.abs(audio.samples).max()) <= 10 ** (-0.9 / 20) and max(made.progress) == 1
    again = ordered(ENGLISH, "speak", tmp_path, args, inline=voices).results["audio"]
    other = ordered(ENGLISH, "speak", tmp_path, args, inline=voices, seed=5).results["audio"]
    first = made.results["audio"]
    assert isinstance(first, Clip) and isinstance(again, Clip) and isinstance(other, Clip)
    assert first.sha256 == again.sha256 != other.sha256 and first.name == "It costs $5. Dr. Smith"


def test_rate_and_pauses(voices: Inline, tmp_path: Path) -> None:
    text = "One two three four five six. Seven eight nine ten."

    def seconds(**more: float) -> float:
        made = ordered(ENGLISH, "speak", tmp_path, {"text": text, **more}, inline=voices)
        return sound(made.results["audio"]).seconds

    normal = seconds()
    assert seconds(rate=0.5) > 1.6 * normal > 1.6 * seconds(rate=2.0)
    assert seconds(pauses=4.0) > normal + 0.5 and seconds(pitch=5.0) == pytest.approx(normal, abs=0.2)


def test_what_it_cannot_say_is_left_to_others(voices: Inline, tmp_path: Path) -> None:
    reference = {"reference": clip_of(tmp_path, talk(4))}
    for args, inputs, error, told in [
        ({"text": "hallo", "language": "english"}, {}, ModelError, "does not speak English"),
        ({"text": "hallo"}, {}, ModelError, "speaks German; name the language"),
        ({"text": "hallo", "language": "german", "voice": "robot"}, {}, ModelError, "no voice for 'robot'"),
        ({"text": "hallo", "language": "german", "voice": "Günther"}, {}, ModelError, "it has one voice only"),
        ({"text": "hallo", "language": "german"}, reference, ModelError, "cannot imitate"),
        ({"text": " … "}, {}, UserError, "no words"),
        ({"text": "a" * 20_001}, {}, UserError, "at most 20,000"),
    ]:
        with pytest.raises(error, match=told):
            ordered(GERMAN, "speak", tmp_path, args, inputs, inline=voices)


def test_a_cancel_between_sentences(voices: Inline, tmp_path: Path) -> None:
    text, calls = "A sentence. " * 30, iter(range(1000))

    def stop() -> None:
        if next(calls) == 7:
            raise Cancelled

    with pytest.raises(Cancelled):
        ordered(ENGLISH, "speak", tmp_path, {"text": text}, inline=voices, on_progress=stop)
    voices._registry.models[ENGLISH].unload()
    assert ordered(ENGLISH, "speak", tmp_path, {"text": "Hello."}, inline=voices).results["audio"]


def test_what_must_be_romanised_first_is_refused(tmp_path: Path) -> None:
    tiny_vits(tmp_path / "roman", is_uroman=True)
    checkpoint = discover().models["mms-finnish"].checkpoints[0]
    put(checkpoint, tmp_path / "roman")
    with pytest.raises(ModelError, match="romanised"):
        ordered("mms-finnish", "speak", tmp_path, {"text": "hei", "language": "finnish"})
    forget(checkpoint)


def test_digits_are_read_in_english_and_told_of_elsewhere(voices: Inline, tmp_path: Path) -> None:
    assert numbers_in_words("take 12, −1,250.5, the 3rd, 20% and mp3") == (
        "take twelve, minus one thousand two hundred fifty point five, the third, twenty percent and mp three ")
    assert not ordered(ENGLISH, "speak", tmp_path, {"text": "It is 5 o'clock."}, inline=voices).warnings
    args = {"text": "Es ist 5 Uhr.", "language": "german"}
    assert "leaves out digits" in ordered(GERMAN, "speak", tmp_path, args, inline=voices).warnings[0]


@pytest.mark.usefixtures("voices")
def test_from_the_command_line(tmp_path: Path) -> None:
    out = tmp_path / "out.wav"
    options = ["--arg", "text=Guten Morgen.", "--arg", "language=german", "--model", GERMAN, "--out", str(out)]
    assert main(["run", "speak", *options]) == 0 and out.stat().st_size > 1000
