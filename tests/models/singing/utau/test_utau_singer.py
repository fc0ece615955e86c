"""UTAU voices: oto.ini read as UTAU reads it, consonants before the beat, pitch exact, any lyrics answered."""

import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.catalog.model import Brief, Report
from engine.errors import ModelError, UserError
from engine.media.clip import midi_clip
from engine.media.note import Note, TempoMap
from engine.voices.voice_bank import VoiceBank
from engine.voices.voice_install import install, look_into
from models.singing.utau import bank as utau_bank
from models.singing.utau.kana import hiragana, morae, romaji, vowel_of
from models.singing.utau.oto import Oto, read_oto
from models.singing.utau_singer import UtauSinger
from tests.models.singing.diffsinger.conftest import frequency
from tests.models.singing.utau.tiny_voice import CONSONANT_S, build

Sing = Callable[..., tuple[Any, list[str]]]
FOUR = (Note(57, 0, 1), Note(60, 1, 1), Note(64, 2, 1), Note(62, 3, 2))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TONMEISTER_HOME", str(tmp_path / "home"))
    return tmp_path


@pytest.fixture
def installed(home: Path) -> Callable[..., VoiceBank]:
    def make(name: str = "Mine", **values: Any) -> VoiceBank:
        source = build(home / f"source {name}", name=name, **values)
        return install(look_into(source), source)

    return make


@pytest.fixture
def sing(home: Path) -> Sing:
    return singing(UtauSinger(), home)


@pytest.fixture(scope="module")
def mine(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, UtauSinger]:
    """A home with the usual bank, and a singer that listens to each of its recordings once."""
    home = tmp_path_factory.mktemp("mine")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TONMEISTER_HOME", str(home))
        source = build(tmp_path_factory.mktemp("source"))
        install(look_into(source), source)
    return home, UtauSinger()


@pytest.fixture
def sing_mine(mine: tuple[Path, UtauSinger], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Sing:
    """Sings with the usual bank."""
    monkeypatch.setenv("TONMEISTER_HOME", str(mine[0]))
    return singing(mine[1], tmp_path)


def singing(singer: UtauSinger, folder: Path) -> Sing:
    def run(lyrics: str, notes: tuple[Note, ...] = FOUR, *, start_beats: float | None = None, policy: str = "any",
            voice: str = "mine", **args: str) -> tuple[Any, list[str]]:
        warnings: list[str] = []
        clip = midi_clip(folder, "melody", notes, TempoMap(), max(n.end_beats for n in notes), start_beats=start_beats)
        brief, given = Brief("sing", folder, licence_policy=policy), {"lyrics": lyrics, "voice": voice, **args}
        singer.check(given, {"midi": clip}, brief)
        return singer.run(given, {"midi": clip}, brief, Report(None, warnings.append)), warnings

    return run


@pytest.mark.parametrize("lyrics", ["さくら の", "sakura no", "sa ku ra no", "サクラ ノ", "さ く ら の"])
def test_kana_and_romaji_are_sung_in_tune(lyrics: str, sing_mine: Any) -> None:
    results, warnings = sing_mine(lyrics, style="robotic")
    assert warnings == []
    assert [row["phoneme"] for row in results["table"].values["phonemes"]] == list("さくらの")
    audio = results["audio"].audio()
    for note in FOUR:
        wanted = 440 * 2 ** ((note.pitch - 69) / 12)
        heard = frequency(_low(audio.samples[0], wanted), 48000, note.start_beats / 2 + 0.15, note.end_beats / 2 - 0.12,
                          wanted)
        assert abs(1200 * np.log2(heard / wanted)) <= 2


def _low(samples: np.ndarray, hz: float) -> np.ndarray:
    from scipy.signal import butter, sosfiltfilt

    return sosfiltfilt(butter(4, [0.7 * hz, 1.4 * hz], "band", fs=48000, output="sos"), samples)


def test_length_and_pre_roll(sing_mine: Any) -> None:
    alone = sing_mine("か か か か")[0]["audio"]
    assert alone.lead_in_s == 0 and alone.audio().frames == round((2.5 + 0.15) * 48000)
    clip = sing_mine("か か か か", start_beats=4.0)[0]["audio"]
    assert CONSONANT_S <= clip.lead_in_s <= CONSONANT_S + 0.02
    assert clip.audio().frames == round((clip.lead_in_s + 2.5 + 0.15) * 48000)
    rows = sing_mine("か か か か", start_beats=4.0)[0]["table"].values["phonemes"]
    for row, on_s in zip(rows, (0, 0.5, 1.0, 1.5), strict=True):
        assert row["start_s"] == pytest.approx(clip.lead_in_s + on_s - CONSONANT_S, abs=2e-3)


def test_vowels_begin_on_the_beat(sing_mine: Any) -> None:
    clip = sing_mine("か き さ く", start_beats=4.0, style="robotic")[0]["audio"]
    samples = clip.audio().samples[0]
    low = np.convolve(_low(samples, 250) ** 2, np.ones(480) / 480, "same")
    for beat in (1, 3):
        on = round((clip.lead_in_s + beat / 2) * 48000)
        inside = low[on - 2400:on + 4800]
        level = np.median(low[on + 4800:on + 14400])
        begins = np.nonzero(inside < 0.25 * level)[0]
        assert abs((begins[-1] - 2400) / 48 if len(begins) else -50) <= 25


def test_the_consonant_is_fixed_and_the_vowel_stretched(sing_mine: Any) -> None:
    clip = sing_mine("さ", (Note(60, 0, 8),), start_beats=4.0, style="robotic")[0]["audio"]
    samples = clip.audio().samples[0]
    level = np.sqrt(np.convolve(samples**2, np.ones(960) / 960, "same"))
    held = level[round((clip.lead_in_s + 0.2) * 48000):round((clip.lead_in_s + 3.8) * 48000)]
    assert held.min() > 0.5 * np.median(held)
    high = np.abs(np.diff(samples, 2))
    hiss = high[round(0.02 * 48000):round((clip.lead_in_s - 0.02) * 48000)].mean()
    assert hiss > 2 * high[round((clip.lead_in_s + 1) * 48000):round((clip.lead_in_s + 2) * 48000)].mean()


@pytest.mark.parametrize("lyrics", ["あ い あ い", "あ あ あ あ", "ら ~ ~ ~"])
def test_vowels_are_joined_without_a_dip(lyrics: str, sing_mine: Any) -> None:
    clip = sing_mine(lyrics, style="robotic")[0]["audio"]
    level = 10 * np.log10(np.convolve(clip.audio().samples[0] ** 2, np.ones(480) / 480, "same") + 1e-12)
    usual = np.median(level[4800:90_000])
    for join in (24_000, 48_000, 72_000):
        assert level[join - 4800:join + 2400].min() > usual - 4


def test_fast_notes_shorten_the_leads(sing_mine: Any) -> None:
    fast = tuple(Note(60 + i % 3, i / 8, 1 / 8) for i in range(8))
    results, _ = sing_mine("か き く ら か き く ら", fast)
    rows = results["table"].values["phonemes"]
    assert all(before["start_s"] < row["start_s"] for before, row in zip(rows, rows[1:], strict=False))
    assert np.isfinite(results["audio"].audio().samples).all()


def test_holds_and_held_vowels(sing_mine: Any) -> None:
    results, _ = sing_mine("か ~ き ~")
    assert [row["syllable"] for row in results["table"].values["rows"]] == ["か", "~", "き", "~"]
    rested = (Note(60, 0, 1), Note(62, 2, 1), Note(64, 3, 1))
    results, _ = sing_mine("か ~ き", rested)
    assert [row["phoneme"] for row in results["table"].values["phonemes"]] == ["か", "あ", "き"]


@pytest.mark.parametrize("lyrics, said", [
    ("hello world", "cannot read hello, world"), ("", "sung on 'la'"), ("🙂", "nothing to sing"), ("か 漢 き く", "漢"),
])
def test_any_lyrics_are_answered(lyrics: str, said: str, sing_mine: Any) -> None:
    results, warnings = sing_mine(lyrics)
    assert any(said in sentence for sentence in warnings)
    assert results["audio"].seconds > 2


def test_hints_name_recordings(sing_mine: Any) -> None:
    results, _ = sing_mine("love[ra ka] の い")
    assert [row["phoneme"] for row in results["table"].values["phonemes"]] == ["ら", "か", "の", "い"]
    with pytest.raises(UserError, match="The syllable 'xx' .* was not recorded for the voice 'Mine'"):
        sing_mine("love[xx] la")


def test_a_voice_of_ones_own_in_any_language(installed: Any, sing: Any) -> None:
    """A user who recorded `la` and `doo` sings `lala doo`."""
    installed(files={"la": "ra", "doo": "ku"}, encoding="utf-8")
    results, warnings = sing("lala doo la")
    assert [row["phoneme"] for row in results["table"].values["phonemes"]] == ["la", "la", "doo", "la"]
    assert warnings == []


def test_suffixes_by_pitch(home: Path, sing: Any) -> None:
    source = home / "two"
    build(source / "low", suffix="_L", hz=165)
    build(source / "high", suffix="_H", hz=330)
    (source / "character.txt").write_text("name=Mine", "utf-8")
    names = [f"{step}{octave}" for octave in range(1, 8) for step in "C C# D D# E F F# G G# A A# B".split()]
    (source / "prefix.map").write_text(
        "\n".join(f"{name}\t\t{'_L' if int(name[-1]) < 4 else '_H'}" for name in names), "utf-8")
    install(look_into(source), source)
    results, _ = sing("か か か か")
    assert [row["phoneme"] for row in results["table"].values["phonemes"]] == ["か_L", "か_H", "か_H", "か_H"]


def test_vowel_consonant_vowel_aliases_are_preferred(home: Path) -> None:
    source = build(home / "vcv", encoding="utf-8", files={"か": "ka", "あ": "a"}, oto=(
        "か.wav=- か,0,120,-560,80,15\nか.wav=a か,0,120,-560,80,15\nか.wav=か,0,120,-560,80,15\n"))
    bank = utau_bank.open_bank(install(look_into(source), source))
    assert [found.alias if (found := bank.find("か", 60, before)) else "" for before in ("", "か", "き")] == [
        "- か", "a か", "か"]
    assert bank.find("あ", 60) and not bank.find("き", 60)


def test_oto_lines(home: Path) -> None:
    folder = build(home / "oto", encoding="cp932", files={"か": "ka", "き": "ki", "く": "ku"}, oto=(
        "か.wav=,10,20,30,40,5\n\nき.wav=キ,1\nき.wav=ki long,1,2,-300,4,-5,9\nnowhere.wav=x,1,2,3,4,5\nnonsense\n"))
    found = {oto.alias: oto for oto in read_oto(folder, "")}
    assert set(found) == {"か", "キ", "ki long", "く"}
    assert found["か"] == Oto("か", folder / "か.wav", 0.01, 0.02, 0.03, 0.04, 0.005)
    assert found["キ"].preutterance_s == 0 and found["ki long"].overlap_s == -0.005
    assert found["か"].end_s(1.0) == pytest.approx(0.97) and found["ki long"].end_s(1.0) == pytest.approx(0.301)
    (folder / "oto.ini").write_bytes("#Charset:utf-8\nか.wav=か,ten,1,2,3,4".encode())
    with pytest.raises(UserError, match="oto.ini line 2: 'ten' is not a number of milliseconds"):
        read_oto(folder, "cp932")


def test_decomposed_file_names(home: Path) -> None:
    folder = home / "mac"
    build(folder, encoding="utf-8", files={"か": "ka"}, oto="が.wav=が,0,10,-500,5,5")
    (folder / "か.wav").rename(folder / unicodedata.normalize("NFD", "が.wav"))
    assert [oto.alias for oto in read_oto(folder, "utf-8")] == ["が"]


@pytest.mark.parametrize("oto, sentence", [
    ("か.wav=か,9000,10,0,5,5", "no sound between the times that oto.ini gives for 'か'"),
    ("か.wav=か,0,10,0,x,5", "oto.ini line 1: 'x' is not a number"),
])
def test_a_broken_oto_is_one_sentence(oto: str, sentence: str, installed: Any, sing: Any) -> None:
    installed(files={"か": "ka"}, oto=oto, encoding="utf-8")
    with pytest.raises(UserError, match=sentence):
        sing("か か か か")


def test_missing_and_damaged_recordings(installed: Any, sing: Any) -> None:
    bank = installed(files={"か": "ka"}, encoding="utf-8")
    (bank.folder / "か.wav").write_bytes(b"RIFFjunk")
    with pytest.raises(UserError, match="か.wav is not a sound file"):
        sing("か")
    (bank.folder / "か.wav").unlink()
    with pytest.raises(UserError, match="has no recordings that its oto.ini names"):
        clip = midi_clip(bank.folder, "m", FOUR, TempoMap(), 5)
        UtauSinger().check({"lyrics": "か", "voice": "mine"}, {"midi": clip}, Brief("sing", bank.folder))


def test_licence_and_choice(installed: Any, sing: Any) -> None:
    installed(terms="商用利用禁止")
    results, warnings = sing("か き く ら")
    assert "non-commercial" in results["audio"].tags and any("non-commercial use only" in one for one in warnings)
    with pytest.raises(UserError, match="not for commercial-safe work"):
        sing("か", policy="commercial-safe")
    with pytest.raises(ModelError, match="No installed voice bank sings English"):
        sing("the water is wide", voice="")
    with pytest.raises(ModelError, match="called 'max'"):
        sing("か", voice="max")
    assert "no UTAU voice" not in UtauSinger().ready()
    assert [voice.id for voice in UtauSinger().voices()] == ["mine"]


def test_only_the_changed_phrase_is_sung_again(installed: Any, sing: Any) -> None:
    installed()
    notes = (*FOUR, Note(60, 8, 1), Note(62, 9, 1))
    first = sing("か き く ら か き", notes)[0]
    assert first["table"].values["sung_again"] == 2
    again = sing("か き く ら か き", notes)[0]
    assert again["table"].values["sung_again"] == 0 and again["audio"].sha256 == first["audio"].sha256
    assert sing("か き く ら か く", notes)[0]["table"].values["sung_again"] == 1


@pytest.mark.parametrize("word, expected", [
    ("sakura", "さ く ら"), ("サクラ", "さ く ら"), ("らー", "ら あ"), ("kyou", "きょ う"), ("n", "ん"),
    ("konnichiwa", "こ ん に ち わ"), ("shin'you", "し ん よ う"), ("matte", "ま て"), ("world", ""),
    ("きょうは", "きょ う は"), ("chotto", "ちょ と"),
])
def test_morae(word: str, expected: str) -> None:
    assert " ".join(morae(word)) == expected


def test_kana_tables() -> None:
    assert [romaji(one) for one in ("か", "シャ", "づ", "x")] == ["ka", "sha", "zu", "x"]
    assert [vowel_of(one) for one in ("か", "しょ", "ん")] == ["あ", "お", "ん"]
    assert hiragana("カラオケ") == "からおけ"
