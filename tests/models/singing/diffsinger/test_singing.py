"""The neural singer as it is used: place, timing, memory, cancel, licences."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.catalog.model import Report
from engine.errors import Cancelled, ModelError, UserError
from engine.media.note import Note, TempoChange, TempoMap
from models.singing.diffsinger_singer import DiffSinger
from tests.models.singing.diffsinger.conftest import THREE
from tests.models.singing.diffsinger.test_variants import cents_off
from tests.models.singing.diffsinger.tiny_bank import Variant, build, build_vocoder

TWO_PHRASES = (Note(60, 0, 1), Note(62, 1, 1), Note(64, 4, 1), Note(65, 5, 1))
TAIL_S = 0.15


def test_in_a_file_sample_0_is_tick_0(installed: Any, sing: Any) -> None:
    installed()
    for rate in (44100, 48000):
        clip = sing(brief={"sample_rate_hz": rate})[0]["audio"]
        assert clip.lead_in_s == 0
        assert clip.audio().frames == round((2.0 + TAIL_S) * rate)


def test_in_a_session_the_consonants_come_before_the_beat(installed: Any, sing: Any) -> None:
    installed()
    results, _ = sing(start_beats=8.0)
    clip = results["audio"]
    frame_s = 512 / 44100
    assert clip.lead_in_s == pytest.approx((6 + 8) * frame_s, abs=1e-3)  # t and the silence around a phrase
    assert clip.start_beats == 8.0 and clip.audio().frames == round((clip.lead_in_s + 2.0 + TAIL_S) * 48000)
    rows = results["table"].values["phonemes"]
    assert [row["phoneme"] for row in rows] == "t aa k iy s l aa".split()
    on_s = {place: clip.lead_in_s + seconds for place, seconds in ((1, 0.0), (3, 0.5), (6, 1.0))}
    for place, wanted in on_s.items():
        assert rows[place]["start_s"] == pytest.approx(wanted, abs=1e-3)
    assert rows[0]["start_s"] == pytest.approx(8 * frame_s, abs=1e-3)
    assert rows[-1]["end_s"] == pytest.approx(clip.lead_in_s + 2.0, abs=1e-3)
    early = sing(start_beats=0.0)[0]["audio"]
    assert early.lead_in_s == 0 and early.audio().frames == round((2.0 + TAIL_S) * 48000)


def test_consonants_take_their_time_from_the_note_before(installed: Any, sing: Any) -> None:
    installed()
    rows = sing()[0]["table"].values["phonemes"]
    aa, k = rows[1], rows[2]
    assert k["end_s"] == pytest.approx(0.5, abs=1e-3)
    share = (k["end_s"] - k["start_s"]) / (k["end_s"] - aa["start_s"])
    assert share == pytest.approx(5 / 35, abs=0.01)


def test_the_tempo_map_is_followed(installed: Any, sing: Any) -> None:
    installed()
    tempo_map = TempoMap((TempoChange(0, 120), TempoChange(1, 60)))
    results, _ = sing(tempo_map=tempo_map)
    assert results["audio"].audio().frames == round((0.5 + 3 + TAIL_S) * 48000)
    hz, times = np.array(results["f0"].values["hz"]), np.array(results["f0"].values["times_s"])
    for start_s, end_s, pitch in ((0.1, 0.4, 60), (0.6, 1.4, 67), (1.6, 3.3, 64)):
        heard = hz[(times > start_s) & (times < end_s)]
        assert np.allclose(1200 * np.log2(heard / 440), 100 * (pitch - 69), atol=1)


@pytest.mark.parametrize("lyrics, notes, said", [
    ("tata", (Note(60, 0, 1), Note(62, 1, 1)), "t aa t aa"),
    ("la ~ ta", THREE, "l aa t aa"),
    ("tata[t aa w iy] la", THREE, "t aa w iy l aa"),
    ("twa ta la", THREE, "t w aa t aa l aa"),
    ("on no on", THREE, "aa n n uw aa n"),
    ("sad kiss la", THREE, "s aa t k iy s l aa"),
    ("la ta", (Note(60, 0, 1), Note(62, 1.4, 1)), "l aa SP t aa"),
])
def test_which_phonemes_are_sung(lyrics: str, notes: Any, said: str, installed: Any, sing: Any) -> None:
    installed()
    results, warnings = sing(notes, lyrics)
    assert [row["phoneme"] for row in results["table"].values["phonemes"]] == said.split()
    assert warnings == []
    assert max(map(abs, cents_off(results, notes))) <= 2


def test_a_glide_after_a_consonant_begins_on_the_beat(installed: Any, sing: Any) -> None:
    installed()
    rows = sing(lyrics="la twa la")[0]["table"].values["phonemes"]
    assert rows[3]["phoneme"] == "w" and rows[3]["start_s"] == pytest.approx(0.5, abs=1e-3)


def test_a_breath_is_sung_where_there_is_room(installed: Any, sing: Any) -> None:
    installed()
    rows = sing(TWO_PHRASES, "la ta (br) la ta")[0]["table"].values["phonemes"]
    place = [row["phoneme"] for row in rows].index("AP")
    assert 0.12 <= rows[place]["end_s"] - rows[place]["start_s"] <= 0.36
    assert rows[place + 1]["phoneme"] == "l" and rows[place]["start_s"] > 1.0


def test_the_same_seed_gives_the_same_bytes_even_with_noise(installed: Any, sing: Any, monkeypatch: Any,
                                                            tmp_path: Path) -> None:
    installed(Variant(noise=True))
    mels: list[Any] = []
    from models.singing.diffsinger import phrase_singer

    plain = phrase_singer.sound_of
    monkeypatch.setattr(phrase_singer, "sound_of", lambda mel, *rest: (mels.append(mel), plain(mel, *rest))[1])
    for number, seed in enumerate((1, 1, 2)):
        monkeypatch.setattr("models.singing.phrase_cache.PhraseCache.folder", tmp_path / f"cache {number}")
        sing(TWO_PHRASES, "la ta la ta", model=DiffSinger(), brief={"seed": seed})
    assert len(mels) == 6 and np.ptp(mels[0]) > 0.1
    for one, two, other in zip(mels[:2], mels[2:4], mels[4:], strict=True):
        assert np.array_equal(one, two) and not np.array_equal(one, other)


def test_only_the_changed_phrase_is_sung_again(installed: Any, sing: Any) -> None:
    installed()
    singer = DiffSinger()
    first, _ = sing(TWO_PHRASES, "la ta la ta", model=singer)
    assert first["table"].values["sung_again"] == 2
    again, _ = sing(TWO_PHRASES, "la ta la ta", model=DiffSinger())
    assert again["table"].values["sung_again"] == 0 and again["audio"].sha256 == first["audio"].sha256
    changed = (*TWO_PHRASES[:3], replace(TWO_PHRASES[3], pitch=67))
    assert sing(changed, "la ta la ta", model=singer)[0]["table"].values["sung_again"] == 1


def test_cancel_comes_through_between_models(installed: Any, sing: Any) -> None:
    installed()
    seen: list[str] = []

    def progress(done: float, of: float, what: str) -> None:
        seen.append(what)
        assert 0 <= done <= of
        if "sound" in what:
            raise Cancelled

    with pytest.raises(Cancelled):
        sing(report=Report(progress))
    assert any("pitch" in what for what in seen) and not any("wave" in what for what in seen)


def test_velocities_are_heard(installed: Any, sing: Any) -> None:
    installed()
    notes = (Note(60, 0, 2, velocity=45), Note(60, 2, 2, velocity=120))
    samples = sing(notes, "la la")[0]["audio"].audio().samples[0]
    parts = (samples[round(a * 48000):round(b * 48000)] for a, b in ((0.2, 0.8), (1.3, 1.8)))
    soft, loud = (np.sqrt(np.mean(part**2)) for part in parts)
    assert 20 * np.log10(loud / soft) == pytest.approx(20 * np.log10(120 / 45), abs=0.5)


def test_unload_and_again(installed: Any, sing: Any) -> None:
    installed()
    singer = DiffSinger()
    sing(model=singer)
    singer.unload()
    assert sing(lyrics="la la la", model=singer)[0]["audio"].seconds > 1


def test_a_vocoder_package_is_found_by_name(home: Path, installed: Any, sing: Any) -> None:
    from engine.voices.voice_bank import installed_banks
    from engine.voices.voice_install import install, look_into

    bank = installed(Variant(vocoder_inside=False))
    assert bank.vocoder == "tiny_vocoder" and "needs the vocoder 'tiny_vocoder'" in DiffSinger().ready()
    with pytest.raises(UserError, match="needs the vocoder 'tiny_vocoder'"):
        sing(voice="tiny")
    source = build_vocoder(home / "package", Variant(), {"sample_rate": 44100, "hop_size": 512, "num_mel_bins": 16})
    install(look_into(source), source)
    assert [bank.name for bank in installed_banks("vocoder")] == ["tiny_vocoder"]
    assert DiffSinger().ready() == ""
    assert max(map(abs, cents_off(sing(voice="tiny")[0]))) <= 2
    (source / "LICENSE").write_text("CC BY-NC-SA 4.0", "utf-8")
    install(look_into(source), source, replaces=True)
    results, warnings = sing(voice="tiny")
    assert "vocoder tiny_vocoder: CC BY-NC-SA 4.0" in results["audio"].recipe.licence
    assert "non-commercial" in results["audio"].tags and any("non-commercial use only" in one for one in warnings)
    assert [voice.commercial for voice in DiffSinger().voices()] == [False]


def test_a_graphics_card_that_fails_is_left_alone(installed: Any, sing: Any, monkeypatch: Any) -> None:
    import onnxruntime

    started: list[list[str]] = []
    plain = onnxruntime.InferenceSession

    class Card:
        """A session on a card that is out of memory."""

        def __init__(self, inner: Any) -> None:
            self._inner = inner

        def __getattr__(self, name: str) -> Any:
            return getattr(self._inner, name)

        def get_providers(self) -> list[str]:
            return ["CUDAExecutionProvider", "CPUExecutionProvider"]

        def run(self, *args: Any) -> Any:
            raise RuntimeError("CUDA out of memory")

    def start(path: str, options: Any, providers: list[str]) -> Any:
        started.append(providers)
        session = plain(path, options, providers=["CPUExecutionProvider"])
        return Card(session) if "CUDAExecutionProvider" in providers else session

    monkeypatch.setattr(onnxruntime, "InferenceSession", start)
    monkeypatch.setattr(onnxruntime, "get_available_providers",
                        lambda: ["CUDAExecutionProvider", "CPUExecutionProvider"])
    installed()
    assert max(map(abs, cents_off(sing()[0]))) <= 2
    assert started.count(["CPUExecutionProvider"]) == started.count(
        ["CUDAExecutionProvider", "CPUExecutionProvider"]) == 8
    started.clear()
    monkeypatch.setenv("TONMEISTER_ONNX", "cpu")
    sing(model=DiffSinger(), lyrics="la la la")
    assert started == [["CPUExecutionProvider"]] * 8


def test_what_may_not_be_sold_is_marked_on_the_clip(installed: Any, sing: Any) -> None:
    installed(licence="Licensed under CC BY-NC-SA 4.0.")
    results, warnings = sing()
    clip = results["audio"]
    assert "non-commercial" in clip.tags and "CC BY-NC-SA 4.0" in clip.recipe.licence
    assert any("non-commercial use only" in sentence for sentence in warnings)
    assert results["table"].values["commercial"] is False
    with pytest.raises(UserError, match="not for commercial-safe work: CC BY-NC-SA 4.0"):
        sing(voice="tiny", brief={"licence_policy": "commercial-safe"})
    with pytest.raises(ModelError, match="known to allow commercial use"):
        sing(brief={"licence_policy": "commercial-safe"})


def test_terms_that_say_nothing_are_said_to_say_nothing(installed: Any, sing: Any) -> None:
    installed(licence="Have fun.")
    results, warnings = sing()
    assert results["audio"].tags == ("licence unclear",)
    assert any("do not say whether" in sentence for sentence in warnings)
    with pytest.raises(ModelError, match="known to allow commercial use"):
        sing(brief={"licence_policy": "commercial-safe"})


def test_a_free_bank_is_commercial_safe(installed: Any, sing: Any) -> None:
    installed()
    results, warnings = sing(brief={"licence_policy": "commercial-safe"})
    assert warnings == [] and results["audio"].tags == ()


def test_which_bank_is_meant(installed: Any, sing: Any, home: Path) -> None:
    installed(name="Aki")
    installed(name="Bea Bright")
    assert [voice.id for voice in DiffSinger().voices()] == ["aki", "bea-bright"]
    assert sing(voice="the voice of Bea Bright, softly")[0]["table"].values["voice"] == "bea-bright"
    assert sing(voice="bea bright")[0]["audio"].sha256 == sing(voice="bea-bright")[0]["audio"].sha256
    assert sing(voice="aki")[0]["table"].values["voice"] == "aki"
    assert sing(voice="a soft female voice")[0]["table"].values["voice"] == "aki"
    with pytest.raises(ModelError, match="No installed voice bank is called 'teto'"):
        sing(voice="teto")
    with pytest.raises(ModelError, match="sings German"):
        sing(voice="a German voice", lyrics="schöne neue Welt")


def test_edits_of_the_pitch_are_kept(home: Path, installed: Any) -> None:
    from engine.voices.voice_bank import installed_banks
    from models.singing.diffsinger.bank import dictionary_of, open_bank
    from models.singing.diffsinger.expression import Expression
    from models.singing.diffsinger.networks import Networks
    from models.singing.diffsinger.pitch import predicted_pitch
    from models.singing.diffsinger.timing import TimedPhoneme, in_frames
    from models.singing.score import SungNote

    bank = open_bank(installed(), installed_banks("vocoder"))
    phonemes = [TimedPhoneme("l", -0.1, 0.0, 60), TimedPhoneme("aa", 0.0, 1.0, 60)]
    frames = in_frames(phonemes, 512 / 44100)
    kept = np.full(frames.count, np.nan)
    kept[30:40] = 61.5
    _, pitch = predicted_pitch(phonemes, [SungNote(0, 0.0, 1.0, 60, 90)], bank, Networks(bank),
                               dictionary_of(bank, "english"), Expression(), 0, kept)
    assert (pitch[30:40] == 61.5).all() and (np.delete(pitch, range(30, 40)) == 60).all()


def test_tone_shift_reaches_only_the_acoustic_model(home: Path, installed: Any, fed: Any) -> None:
    from engine.voices.voice_bank import installed_banks
    from models.singing.diffsinger.acoustic import mel_of, sound_of
    from models.singing.diffsinger.bank import open_bank
    from models.singing.diffsinger.expression import Expression
    from models.singing.diffsinger.networks import Networks
    from models.singing.diffsinger.timing import TimedPhoneme, in_frames

    bank = open_bank(installed(Variant(pitch_controllable=True, variance=False)), installed_banks("vocoder"))
    phonemes = [TimedPhoneme("aa", 0.0, 0.5, 69)]
    frames = in_frames(phonemes, 512 / 44100)
    pitch, networks = np.full(frames.count, 69.0), Networks(bank)
    mel = mel_of(phonemes, frames, pitch, {}, bank, networks, Expression(tone_shift_semitones=12.0), 0)
    assert len(sound_of(mel, pitch, bank, networks, 0)) == 512 * frames.count
    assert np.allclose(fed["tiny/acoustic.onnx"][0]["f0"], 880)
    assert np.allclose(fed["dsvocoder/model.onnx"][0]["f0"], 440)


def test_building_is_honest(tmp_path: Path) -> None:
    assert (build(tmp_path / "bank") / "dsvariance" / "variance.onnx").is_file()
