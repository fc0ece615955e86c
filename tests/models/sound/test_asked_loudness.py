"""A stated loudness and a stated length have their effect, or are told."""

import numpy as np
import pytest

from models.sound.prompt.length import length_factor
from models.sound.prompt.loudness import asked_level_db
from models.sound.prompt.reader import read_prompt
from tests.models.sound.measure import RATE, compose, lufs, sketch, true_peak_db


@pytest.mark.parametrize(
    ("prompt", "level_db"),
    [
        ("a pad", 0), ("a quiet pad", -8), ("a very quiet pad", -14), ("rain, barely audible", -14), ("loud techno", 4),
        ("not too loud a beat", -4), ("a soft pad", 0),  # soft is a tone of its own
        ("loud thunder over quiet rain", 0), ("a lo-fi beat with quiet rain", 0),
        ("a very quiet lo-fi beat with rain", -14),
    ],
)  # fmt: skip
def test_what_is_said_of_the_whole(prompt, level_db):
    assert asked_level_db(prompt) == level_db
    assert not {"quiet", "loud", "audible", "barely"} & {*read_prompt(prompt).unused}


def test_a_loop_a_bed_and_a_hit_are_as_loud_as_asked(tmp_path):
    for number, prompt in enumerate(("very quiet pad", "very quiet rain")):
        args = {"bars": 2} if "pad" in prompt else {"duration_s": 6.0}
        made = sketch(tmp_path / str(number), prompt, args=args)
        assert abs(lufs(made["audio"].audio().samples) + 30) < 0.5
    bell = sketch(tmp_path / "bell", "a quiet bell")["audio"].audio().samples
    assert abs(true_peak_db(bell) + 9) < 0.3


def test_what_cannot_be_louder_is_told(tmp_path):
    said = []
    made = sketch(tmp_path, "a loud kick", warnings=said)
    assert abs(true_peak_db(made["audio"].audio().samples) + 1) < 0.3
    assert any("cannot be louder" in one for one in said)


def test_short_and_long_are_lengths_unless_one_is_given(tmp_path):
    assert [length_factor(one) for one in ("a short hit", "a very short hit", "a long drone", "rain")] == [
        0.5, 0.25, 2.0, 1.0
    ]  # fmt: skip
    plain, short = (
        sketch(tmp_path / name, name)["audio"].audio().frames / RATE for name in ("a bell", "a short bell")
    )
    assert short == pytest.approx(plain / 2, abs=0.01)
    said = []
    sketch(tmp_path / "given", "a short pad", args={"bars": 2}, warnings=said)
    assert any("'short' had no effect" in one for one in said)


def test_notes_are_played_as_loud_as_asked(tmp_path):
    velocities = [
        np.mean([note.velocity for note in compose(tmp_path / str(number), kind="bass", style=style).midi().notes])
        for number, style in enumerate(("very quiet", "pop", "loud"))
    ]
    assert velocities[0] < 0.6 * velocities[1] < 0.6 * velocities[2]
