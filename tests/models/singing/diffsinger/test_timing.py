"""Time in frames as banks were trained: borders rounded up, sums exact, words divided before their vowels."""

from pathlib import Path

import numpy as np
import pytest

from models.singing.diffsinger import phonemes as phonemes_file
from models.singing.diffsinger.config import BankConfig
from models.singing.diffsinger.expression import Expression, expression_of
from models.singing.diffsinger.phonemes import Dictionary
from models.singing.diffsinger.speaker import Subbank, embedded, index_of, mix_in
from models.singing.diffsinger.timing import TimedPhoneme, frames_of, in_frames, words_of
from models.singing.style import SingingStyle, style_of

NAMES = {"soft": "m.soft", "power": "m.power"}


def phonemes(*lengths_s: float) -> list[TimedPhoneme]:
    borders = np.concatenate([[0.0], np.cumsum(lengths_s)])
    return [TimedPhoneme("aa", float(a), float(b), 60) for a, b in zip(borders, borders[1:], strict=False)]


def test_borders_lie_on_the_first_frame_not_before_them() -> None:
    frames = in_frames(phonemes(0.010, 0.021, 0.0301), 0.010)
    assert frames.lengths.tolist() == [8, 1, 3, 3, 8] and frames.count == 23
    assert frames.start_s == pytest.approx(-0.08) and frames.times_s[8] == pytest.approx(0.0)


@pytest.mark.parametrize("seconds, total", [([0.5, 0.5], 100), ([0.5, 0.5], 60), ([0.001] * 9, 5), ([2.0], 3)])
def test_lengths_always_add_up(seconds: list[float], total: int) -> None:
    lengths = frames_of(seconds, 0.01, total)
    assert lengths.sum() == total and (lengths >= 0).all() and len(lengths) == len(seconds)


def test_words_are_divided_before_vowels() -> None:
    dictionary = Dictionary(Path("dsdict.yaml"), {"aa": "vowel", "t": "stop", "k": "stop"})
    division, frames = words_of(["SP", "t", "aa", "k", "t", "aa", "SP"], np.arange(1, 8), dictionary)
    assert division.tolist() == [2, 3, 2] and frames.tolist() == [3, 12, 13]
    division, frames = words_of(["SP", "t", "SP"], np.array([8, 3, 8]), dictionary)
    assert division.tolist() == [1, 2] and frames.tolist() == [8, 11]


def test_a_large_dictionary_is_read_fast_the_second_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "dsdict.yaml"
    rows = "\n".join(f"- {{grapheme: word{number}, phonemes: [aa, t]}}" for number in range(3000))
    path.write_text(f"symbols: [{{symbol: aa, type: vowel}}]\nentries:\n{rows}\n", "utf-8")
    first = phonemes_file.read_dictionary(path)
    read: list[str] = []
    monkeypatch.setattr(phonemes_file, "load_yaml", lambda text, where: read.append(where) or {})
    assert phonemes_file.read_dictionary(path) == first and read == [] and len(first.words) == 3000
    path.write_text(path.read_text("utf-8").replace("word7,", "other,"), "utf-8")
    phonemes_file.read_dictionary(path)
    assert len(read) == 1


@pytest.mark.parametrize("words, mix", [
    ("", ()), ("soft", (("m.soft", 1.0, 1.0),)), ("power 30%", (("m.power", 0.3, 0.3),)),
    ("30% power", (("m.power", 0.3, 0.3),)), ("0.5 soft + 0.25 power", (("m.soft", 0.5, 0.5), ("m.power", 0.25, 0.25))),
    ("soft and power", (("m.soft", 0.5, 0.5), ("m.power", 0.5, 0.5))),
    ("soft to power", (("m.soft", 1.0, 0.0), ("m.power", 0.0, 1.0))), ("softly powerful", ()),
])
def test_mixes_in_words(words: str, mix: object) -> None:
    assert mix_in(words, NAMES) == mix
    assert mix_in(words, {}) == ()


def test_mixes_always_weigh_one() -> None:
    config = BankConfig(Path("b/dsconfig.yaml"), speakers=("m.soft", "m.power"), hidden_size=2)
    table = np.array([[1.0, 0.0], [0.0, 1.0]], np.float32)
    for mix in ((), (("m.power", 0.3, 0.3),), (("m.power", 2.0, 5.0),), (("m.soft", 1.0, 0.0), ("m.power", 0.0, 1.0))):
        found = embedded(mix, ["m.soft"] * 5, config, table)
        assert found.shape == (1, 5, 2) and np.allclose(found.sum(axis=2), 1)


def test_parts_name_speakers_differently() -> None:
    assert index_of("dsmain/embeds/acoustic.Power", ("variance.soft", "variance.power")) == 1
    assert index_of("nobody", ("a", "b")) == 0
    assert Subbank("", "s", ((48, 60),)).covers(55) and not Subbank("", "s", ((48, 60),)).covers(61)


def test_words_for_expression() -> None:
    assert expression_of("", SingingStyle()) == Expression()
    soft = expression_of("soft", style_of("soft"))
    assert soft.curves["energy"] < 0 and soft.curves["tension"] < 0 and not soft.keeps_contour
    assert expression_of("more vibrato", style_of("more vibrato")).keeps_contour
    assert expression_of("younger", SingingStyle()).gender == -25
    assert expression_of("feminine", style_of("feminine")).gender < 0
    assert expression_of("clearer words", style_of("clearer words")).velocity == 80
