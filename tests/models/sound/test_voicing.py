import itertools

import numpy as np
import pytest

from engine.media.key import Key
from models.sound.music.chord import scale_chord
from models.sound.music.style_table import STYLES
from models.sound.music.voicing import HIGHEST, LOWEST, lead_voices

CASES = [
    (style, mode, progression)
    for style in STYLES.values()
    if style.size != "power"
    for mode, table in (("minor", style.minor), ("major", style.major))
    for progression in table
]


def chords_of(style, mode, progression):
    return [scale_chord(int(degree) - 1, Key(7, mode), style.size) for degree in progression.split()]


def pairs(voicings):
    for before, after in zip(voicings, voicings[1:] + voicings[:1], strict=True):
        count = min(len(before), len(after))
        yield np.array(before[-count:]), np.array(after[-count:])


def test_voices_move_little_and_not_in_parallel():
    motion, top, parallels = [], [], []
    for style, mode, progression in CASES:
        voicings = lead_voices(chords_of(style, mode, progression), is_rootless=style.is_rootless, tonic=7)
        motion.append(np.mean([np.abs(b - a).mean() for a, b in pairs(voicings)]))
        top += [abs(int(b[-1] - a[-1])) for a, b in pairs(voicings)]
        parallels.append(
            sum(
                (a[high] - a[low]) % 12 in (0, 7)
                and (a[high] - a[low]) % 12 == (b[high] - b[low]) % 12
                and a[low] != b[low]
                for a, b in pairs(voicings)
                for low, high in itertools.combinations(range(len(a)), 2)
            )
        )
    assert np.mean(motion) <= 1.5
    assert max(top) <= 5
    assert np.mean(parallels) <= 0.25 and max(parallels) <= 2


@pytest.mark.parametrize("seed", range(6))
def test_every_tone_that_matters_is_there(seed):
    random = np.random.default_rng(seed)
    chords = [scale_chord(int(degree), Key(int(random.integers(12))), "seventh") for degree in random.integers(0, 7, 4)]
    for chord, voicing in zip(chords, lead_voices(chords), strict=True):
        assert {pitch % 12 for pitch in voicing} == set(chord.pitch_classes)
        assert list(voicing) == sorted(set(voicing)) and voicing[0] >= LOWEST and voicing[-1] <= HIGHEST


def test_the_same_chords_have_the_same_voicings():
    chords = [scale_chord(degree, Key(2), "ninth") for degree in (0, 5, 3, 4)]
    assert lead_voices(chords) == lead_voices(chords)
