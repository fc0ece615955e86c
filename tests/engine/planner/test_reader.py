"""The reader network: word pieces, steps, arguments, and what cannot be read."""

import numpy as np
import pytest

from engine.planner.offline.reading.network import MOST_PIECES, network
from engine.planner.offline.reading.reader import context_words, read
from engine.planner.offline.reading.router import routes
from engine.planner.offline.reading.wordpiece import Pieces

SMALL = Pieces(["[UNK]", "[CLS]", "[SEP]", "loop", "##er", "##s", "-", "3", "vox", "_"])


def test_words_are_taken_apart_by_the_longest_piece() -> None:
    assert SMALL.of("Loopers") == (3, 4, 5)
    assert SMALL.of("-3") == (6, 7)
    assert SMALL.of("vóx_loop") == (8, 9, 3)


def test_what_is_unknown_is_one_piece() -> None:
    assert SMALL.of("zzz") == (0,)
    assert SMALL.of("") == (0,)


def test_every_step_is_read_with_its_arguments() -> None:
    text = "turn the vocal down 3 dB and reverse the snare"
    reading = read(text)
    assert [text[step.start : step.end].strip() for step in reading.steps] == [
        "turn the vocal down 3 dB",
        "and reverse the snare",
    ]
    first, second = reading.steps
    said = {span.name: span.text for span in reading.spans(first.start, first.end, "mix")}
    assert "vocal" in said["track"] and "3" in said["value_db"]
    assert any("snare" in span.text for span in reading.spans(second.start, second.end, "edit_clip"))


def test_the_turn_before_changes_the_reading() -> None:
    alone = read("half wet").labels(0, 8)
    after = read("half wet", (), context_words(False, "apply_effect/reverb", "put a reverb on the kit")).labels(0, 8)
    labels = [label.partition("/")[0] for label in network().labels]
    is_effect = np.array([label == "apply_effect" for label in labels])
    assert after[is_effect].sum() > 0.5
    assert after[is_effect].sum() >= alone[is_effect].sum()


@pytest.mark.parametrize("text", ["", "🎹🎹🎹", "…", "\u200d", "word " * 900])
def test_anything_can_be_read(text: str) -> None:
    reading = read(text)
    assert len(reading.words) <= MOST_PIECES
    assert reading.steps[0].start == 0
    assert reading.spans(0, len(text), "mix") is not None


def test_the_router_names_tasks_by_chance() -> None:
    found = routes("how fast is the drum loop", 5)
    assert found[0].task == "describe_music" and found[0].kind == "tempo"
    assert [route.sure for route in found] == sorted((route.sure for route in found), reverse=True)
