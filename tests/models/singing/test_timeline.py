"""Sounds laid on the beat: vowels first, consonants from the note before, any length of note."""

import numpy as np
import pytest

from models.singing.breath import breath_before
from models.singing.lyrics import Word
from models.singing.phone import Phone, Speech, kind_of_arpabet, kind_of_ipa, with_exact_borders
from models.singing.score import SungNote
from models.singing.syllable_fit import fit_syllables, words_of
from models.singing.timeline import SongPiece, timeline_of
from models.singing.vocal_line import SungSyllable, VocalPhrase


def phones(text: str, *, length_s: float = 0.1) -> list[Phone]:
    """`s t aa r | ay` → phones of 100 ms; a bar begins the next word."""
    made, word = [], 0
    for name in text.split():
        if name == "|":
            word += 1
        else:
            made.append(Phone(name, len(made) * length_s, (len(made) + 1) * length_s, kind_of_arpabet(name), word))
    return made


def syllable(word: int, on_s: float, off_s: float, part: int = 0, parts: int = 1) -> SungSyllable:
    text = f"w{word}"
    return SungSyllable(text, Word(text, (text,) * parts), word, part, parts, (SungNote(0, on_s, off_s, 60, 90),))


def laid_out(phrase: VocalPhrase, spoken: list[Phone]) -> list[SongPiece]:
    return timeline_of(phrase, fit_syllables(phrase, spoken))


def vowel_starts(pieces: list[SongPiece]) -> list[float]:
    return [
        p.start_s
        for before, p in zip([None, *pieces], pieces, strict=False)
        if p.kind == "vowel" and (before is None or before.kind != "vowel" or before.syllable != p.syllable)
    ]


@pytest.mark.parametrize("length_s", [0.12, 0.3, 1.0, 8.0])
@pytest.mark.parametrize("gap_s", [0.0, 0.05, 0.2])
def test_vowels_start_on_the_beat_and_nothing_overlaps(length_s: float, gap_s: float) -> None:
    step = length_s + gap_s
    phrase = VocalPhrase(tuple(syllable(i, 1 + i * step, 1 + i * step + length_s) for i in range(3)))
    pieces = laid_out(phrase, phones("s t aa r | l ay t | g ow z"))
    assert vowel_starts(pieces) == pytest.approx([1 + i * step for i in range(3)])
    assert all(p.end_s >= p.start_s and p.to_s >= p.from_s for p in pieces)
    assert all(after.start_s >= before.end_s - 1e-9 for before, after in zip(pieces, pieces[1:], strict=False))
    assert pieces[-1].end_s <= phrase.off_s + 0.1


def test_consonants_take_less_than_half_of_the_note_before() -> None:
    phrase = VocalPhrase((syllable(0, 0, 0.3), syllable(1, 0.3, 0.9)))
    pieces = laid_out(phrase, phones("aa r k s | s t r ay"))
    between = [p for p in pieces if p.kind != "vowel" and p.end_s <= 0.3 + 1e-9]
    assert between[0].start_s >= 0.3 * 0.55 - 1e-9 and between[-1].end_s == pytest.approx(0.3)


def test_a_word_spoken_on_more_vowels_than_it_is_sung_on() -> None:
    fitted = fit_syllables(VocalPhrase((syllable(0, 0, 1),)), phones("f ay er"))
    assert fitted[0].glides and fitted[0].name == "ay er" and [p.name for p in fitted[0].onset] == ["f"]


def test_a_word_spoken_on_fewer_vowels_than_it_is_sung_on() -> None:
    phrase = VocalPhrase(tuple(syllable(0, i, i + 1, i, 3) for i in range(3)))
    fitted = fit_syllables(phrase, phones("l ah v"))
    assert [f.continues for f in fitted] == [False, True, True]
    assert [len(f.coda) for f in fitted] == [0, 0, 1]
    assert words_of(phrase) == ["w0"]


def test_a_word_without_a_vowel_is_sung_on_its_longest_sonorant() -> None:
    assert fit_syllables(VocalPhrase((syllable(0, 0, 1),)), phones("hh m"))[0].name == "m"


@pytest.mark.parametrize(
    "ipa, kind",
    [
        ("ɪ", "vowel"),
        ("aɪ", "diphthong"),
        ("əl", "diphthong"),
        ("ɑːɹ", "diphthong"),
        ("n̩", "vowel"),
        ("uː", "vowel"),
        ("ɑ̃", "vowel"),
        ("ŋ", "sonorant"),
        ("dʒ", "voiced"),
        ("tʃ", "unvoiced"),
        ("ʔ", "unvoiced"),
    ],
)
def test_kinds_of_ipa(ipa: str, kind: str) -> None:
    assert kind_of_ipa(ipa) == kind


def test_borders_move_to_where_the_voice_sets_in() -> None:
    rate = 16000
    sound = np.zeros(rate // 2)
    sound[4000:] = 0.3 * np.sign(np.sin(2 * np.pi * 120 * np.arange(4000) / rate))
    sound[3200:3300] += 0.2 * np.random.default_rng(0).standard_normal(100)
    spoken = (Phone("t", 0.1, 0.28, "unvoiced", 0), Phone("aa", 0.28, 0.45, "vowel", 0))
    closure, release, vowel = with_exact_borders(Speech(sound, rate, spoken)).phones
    assert vowel.start_s == pytest.approx(0.25, abs=0.01)
    assert release.kind == "release" and release.start_s == pytest.approx(0.2, abs=0.006)
    assert closure.end_s == release.start_s and release.end_s == vowel.start_s


def test_a_breath_fits_into_the_room_before_the_phrase() -> None:
    phrase = 0.1 * np.ones(4800)
    breath = breath_before(phrase, 0.5, 48000, 1)
    assert 0.05 < len(breath) / 48000 <= 0.5 and 0 < np.abs(breath).max() < 0.05
    assert len(breath_before(phrase, 0.05, 48000, 1)) == 0
