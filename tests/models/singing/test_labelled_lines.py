"""Syllables on the right notes, and counted as they are sung: measured on lines and words labelled by hand."""

import pytest

from models.singing.allocation import allocate
from models.singing.espeak_speech import spoken_syllables
from models.singing.lyrics import parse_lyrics
from models.singing.syllables import is_word, syllable_range
from models.singing.vocal_line import sung_line
from tests.models.singing.labelled_lines import LINES, Line
from tests.models.singing.lyric_words import COUNTED

WORDS = [(word, count) for count, words in COUNTED.items() for word in words.split()]


def in_english(word: str) -> tuple[int, int]:
    return syllable_range(word, lambda one: spoken_syllables(one, "gmw/en-US"), is_english=True)


def starts(line: Line, text: str) -> list[int]:
    """On which note each syllable begins."""
    notes = line.notes()
    sung = sung_line(allocate(parse_lyrics(text, in_english), notes), notes)
    return [syllable.notes[0].index for syllable in sung if not syllable.vowel_only]


def wanted_starts(line: Line) -> list[int]:
    return [place for place, label in enumerate(line.wanted) if label != "~"]


def test_nineteen_of_twenty_syllables_are_on_the_right_note() -> None:
    right = total = 0
    for line in LINES:
        wanted, got = wanted_starts(line), starts(line, line.words)
        assert len(got) == len(wanted), line.name
        total += len(wanted)
        right += sum(a == b for a, b in zip(wanted, got, strict=True))
    assert len(LINES) >= 20 and total >= 250
    assert right / total >= 0.95


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.name)
def test_what_is_written_out_is_sung_exactly_so(line: Line) -> None:
    assert starts(line, line.labels.replace(" / ", "\n")) == wanted_starts(line)


def test_syllables_of_224_words() -> None:
    wrong = []
    for word, count in WORDS:
        syllables = parse_lyrics(word, in_english).syllables
        if not len(syllables) - sum(one.can_drop for one in syllables) <= count <= len(syllables):
            wrong.append(word)
    assert len(WORDS) == 224
    assert sum(not is_word(word) for word, _ in WORDS) >= 40, "many words that are in no dictionary"
    assert len(wrong) / len(WORDS) <= 0.02, wrong
