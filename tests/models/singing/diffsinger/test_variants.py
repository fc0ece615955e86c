"""Every variant of a bank sings, in tune, and each model is fed exactly what it declares."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.voices.voice_install import install, look_into
from tests.models.singing.diffsinger.conftest import THREE, frequency
from tests.models.singing.diffsinger.tiny_bank import Variant, build, in_one_folder

VARIANTS = [
    Variant(continuous=continuous, speakers=speakers, languages=languages, mel_base=base,
            depth=(speakers + languages + (base == "10")) % 2 == 0, noise=not continuous and speakers)
    for continuous in (True, False)
    for speakers in (False, True)
    for languages in (False, True)
    for base in ("e", "10")
]
"""All of these with and without; every second one with a depth, so that each pair comes up."""
OTHERS = [
    Variant(dur=False), Variant(pitch=False), Variant(variance=False), Variant(predict_dur=False),
    Variant(expr=False, note_rest=False), Variant(glide=True), Variant(gender=False, velocity=False),
    Variant(curves=("breathiness", "tension")), Variant(old_depth_key=True), Variant(scalars_rank=1),
    Variant(continuous=False, scalars_rank=1, old_depth_key=True), Variant(sample_rate=24000, hop=128),
    Variant(sample_rate=48000, hop=480, predictor_hop=512), Variant(text_phonemes=True),
    Variant(pitch_controllable=True), Variant(mel_base="10", vocoder_base="10"),
    Variant(dur=False, pitch=False, variance=False, gender=False, velocity=False, depth=False),
]


def cents_off(results: dict[str, Any], notes: Any = THREE, bpm: float = 120) -> list[float]:
    """How far each note is from where it should be, over its middle."""
    audio = results["audio"].audio()
    lead_s = results["audio"].lead_in_s
    off = []
    for note in notes:
        on_s, off_s = (lead_s + beats * 60 / bpm for beats in (note.start_beats, note.end_beats))
        wanted = 440 * 2 ** ((note.pitch - 69) / 12)
        heard = frequency(audio.samples[0], audio.sample_rate_hz, on_s + 0.08, off_s - 0.08, wanted)
        off.append(1200 * np.log2(heard / wanted))
    return off


def _what_is_special(variant: Variant) -> str:
    plain = asdict(Variant())
    return " ".join(f"{name}={value}" for name, value in asdict(variant).items() if value != plain[name]) or "plain"


@pytest.mark.parametrize("variant", [*VARIANTS, *OTHERS], ids=_what_is_special)
def test_every_variant_sings_in_tune(variant: Variant, installed: Any, sing: Any) -> None:
    installed(variant)
    results, warnings = sing(style="robotic" if not variant.pitch else "")
    assert warnings == []
    assert max(map(abs, cents_off(results))) <= 2
    assert np.abs(results["audio"].audio().samples).max() <= 10 ** (-1 / 20)


def test_models_are_fed_by_the_contract(installed: Any, sing: Any, fed: Any) -> None:
    installed(Variant(speakers=True, languages=True))
    sing()
    assert set(fed) == {f"{part}/{name}.onnx" for part in ("dsdur", "dspitch", "dsvariance") for name in (
        "linguistic", part.removeprefix("ds"))} | {"tiny/acoustic.onnx", "dsvocoder/model.onnx"}
    kinds = {(name, one): value.dtype for name, feeds in fed.items() for one, value in feeds[0].items()}
    for (_, name), dtype in kinds.items():
        whole = name in ("tokens", "languages", "word_div", "word_dur", "ph_dur", "ph_midi", "note_dur", "durations",
                         "steps", "note_glide")
        assert dtype == (np.int64 if whole else np.bool_ if name in ("x_masks", "note_rest", "retake") else np.float32)
    acoustic = fed["tiny/acoustic.onnx"][0]
    frames = int(acoustic["durations"].sum())
    assert acoustic["f0"].shape == acoustic["energy"].shape == acoustic["gender"].shape == (1, frames)
    assert acoustic["spk_embed"].shape == (1, frames, 8) and acoustic["depth"].shape == acoustic["steps"].shape == ()
    assert acoustic["steps"] == 20 and acoustic["depth"] == pytest.approx(0.6)
    assert fed["dspitch/pitch.onnx"][0]["steps"] == 10
    assert (acoustic["languages"][0][[0, -1]] == 0).all() and (acoustic["languages"][0][1:-1] == 2).all()
    assert (acoustic["durations"][0][[0, -1]] == 8).all()
    assert fed["dsvocoder/model.onnx"][0]["mel"].shape == (1, frames, 16)


def test_words_and_notes_reach_the_predictors(installed: Any, sing: Any, fed: Any) -> None:
    installed()
    sing(lyrics="ta kiss la")
    names = ["SP", "AP", "aa", "iy", "uw", "t", "k", "s", "w", "l", "n"]
    said = [names[token] for token in fed["dsdur/linguistic.onnx"][0]["tokens"][0]]
    assert said == "SP t aa k iy s l aa".split()
    feed = fed["dsdur/linguistic.onnx"][0]
    assert feed["word_div"].tolist() == [[2, 2, 3, 1]]
    frame_s = 512 / 44100
    assert feed["word_dur"].sum() == int((0.5 + 2.0) / frame_s)
    assert fed["dsdur/dur.onnx"][0]["ph_midi"].tolist() == [[60, 60, 60, 60, 67, 67, 67, 64]]
    pitch = fed["dspitch/pitch.onnx"][0]
    assert pitch["note_midi"].tolist() == [[60, 60, 67, 64, 64]]
    assert pitch["note_rest"].tolist() == [[True, False, False, False, True]]
    assert pitch["note_dur"].sum() == pitch["ph_dur"].sum() == pitch["retake"].size
    assert (pitch["pitch"] == 60).all() and pitch["retake"].all() and (pitch["expr"] == 1).all()
    variance = fed["dsvariance/linguistic.onnx"][0]
    assert variance["word_div"].tolist() == [[2, 2, 3, 2]] and variance["word_div"].sum() == variance["tokens"].size
    assert variance["word_dur"].sum() == fed["dsvariance/variance.onnx"][0]["ph_dur"].sum()
    assert fed["dsvariance/variance.onnx"][0]["retake"].shape[-1] == 4


def test_old_step_schedules_divide(installed: Any, sing: Any, fed: Any) -> None:
    installed(Variant(continuous=False, max_depth=0.65))
    sing()
    acoustic = fed["tiny/acoustic.onnx"][0]
    assert acoustic["speedup"] == 32 and acoustic["depth"] == 640 and acoustic["depth"].dtype == np.int64
    assert fed["dspitch/pitch.onnx"][0]["speedup"] == 100
    assert fed["dsvariance/variance.onnx"][0]["speedup"] == 50


@pytest.mark.parametrize(
    "ours, theirs, wanted", [("10", "e", -np.log(10)), ("e", "10", -1 / np.log(10)), ("e", "e", -1)])
def test_the_base_of_the_mel_is_converted(ours: str, theirs: str, wanted: float, installed: Any, sing: Any,
                                          fed: Any) -> None:
    installed(Variant(mel_base=ours, vocoder_base=theirs))
    sing()
    assert np.allclose(fed["dsvocoder/model.onnx"][0]["mel"], wanted, atol=1e-5)


def test_curves_are_predicted_and_edited(installed: Any, sing: Any, fed: Any) -> None:
    installed()
    sing()
    sing(style="breathy")
    sing(style="whispered")
    plain, breathy, whispered = fed["tiny/acoustic.onnx"]
    middle = plain["f0"].shape[1] // 2
    pitch = 69 + 12 * np.log2(plain["f0"][0, middle] / 440)
    for number, name in enumerate(("energy", "breathiness", "voicing", "tension")):
        assert plain[name][0, middle] == pytest.approx(pitch - 100 - number, abs=0.01)
    assert np.allclose(breathy["breathiness"] - plain["breathiness"], 6.0, atol=1e-4)
    assert np.allclose(breathy["tension"] - plain["tension"], -1.0, atol=1e-4)
    assert np.allclose(whispered["voicing"] - plain["voicing"], -12.0, atol=1e-4)


def test_gender_and_velocity(installed: Any, sing: Any, fed: Any) -> None:
    installed()
    sing()
    sing(style="deeper, clearer words")
    plain, deeper = fed["tiny/acoustic.onnx"]
    assert (plain["gender"] == 0).all() and (plain["velocity"] == 1).all()
    assert np.allclose(deeper["gender"], -0.5) and np.allclose(deeper["velocity"], 2 ** -0.2)


def test_speakers_and_mixes(installed: Any, sing: Any, fed: Any) -> None:
    installed(Variant(speakers=True))
    for voice in ("", "power", "tiny power 30%", "tiny soft to power", "tiny 0.5 soft + 0.5 power"):
        sing(voice=voice)
    usual, power, third, ramp, half = (feed["spk_embed"][0, :, 0] for feed in fed["tiny/acoustic.onnx"])
    assert (usual == 0).all() and np.allclose(power, 1) and np.allclose(third, 0.3) and np.allclose(half, 0.5)
    assert np.allclose(fed["tiny/acoustic.onnx"][0]["tension"], fed["tiny/acoustic.onnx"][1]["tension"])
    assert ramp[0] == 0 and ramp[-1] == pytest.approx(1) and (np.diff(ramp) > 0).all()
    assert fed["dsdur/dur.onnx"][2]["spk_embed"][0, 0, 0] == pytest.approx(0.3)


def test_models_may_lie_in_one_folder(home: Path, sing: Any, fed: Any) -> None:
    source = in_one_folder(build(home / "source", Variant(speakers=True, languages=True)))
    install(look_into(source), source)
    results, _ = sing(voice="tiny power")
    assert max(map(abs, cents_off(results))) <= 2
    assert np.allclose(fed["acoustic/acoustic.onnx"][0]["spk_embed"], 1)
    assert np.allclose(fed["dsdur/dur.onnx"][0]["spk_embed"], 1)


def test_pitch_words_are_drawn_by_rule(installed: Any, sing: Any, fed: Any) -> None:
    installed()
    results, _ = sing(style="no vibrato, slide", lyrics="la la la")
    sing(style="more vibrato", lyrics="la la la")
    assert "dspitch/pitch.onnx" not in fed
    assert max(map(abs, cents_off(results))) <= 12
    plain, wide = (feed["f0"][0] for feed in fed["tiny/acoustic.onnx"])
    last = slice(-60, -20)
    assert np.ptp(1200 * np.log2(wide[last])) > np.ptp(1200 * np.log2(plain[last])) + 60
