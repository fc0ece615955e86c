"""Words in a sound: found where they are heard, a little misheard too; said so where they are not, or twice."""

from __future__ import annotations

import numpy as np
import pytest

from engine.assistant.words_in_sound import located, places_of
from engine.catalog.model import Span
from engine.errors import UserError
from engine.media.audio import Audio
from engine.media.clip import audio_clip
from engine.tasks.plan import Step

HEARD = [
    Span(0.10, 0.40, "we"),
    Span(0.40, 0.90, "were"),
    Span(0.90, 1.50, "feeding"),
    Span(1.50, 1.65, "the"),
    Span(1.65, 2.20, "birds"),
    Span(2.30, 2.70, "again"),
]


class Ear:
    """Hears what it is told."""

    def __init__(self, spans: list[Span]) -> None:
        self.spans = spans

    def words(self, clip, language=""):
        return tuple(self.spans)


def test_words_are_found_from_the_first_to_the_last() -> None:
    assert places_of("feeding the birds", HEARD) == [(0.90, 2.23)]


@pytest.mark.parametrize("words", ["Feeding the bird!", "feedin' the birds", "feeding birds"])
def test_a_little_misheard_is_found_too(words: str) -> None:
    ((start, end),) = places_of(words, HEARD)
    assert (round(start, 2), round(end, 2)) == (0.90, 2.23)


def test_what_is_not_said_is_nowhere() -> None:
    assert places_of("the captain's table", HEARD) == []


def test_what_is_said_twice_is_found_twice() -> None:
    twice = [*HEARD, Span(3.0, 3.6, "birds")]
    assert len(places_of("birds", twice)) == 2


def _clip(tmp_path):
    return audio_clip(tmp_path, "widow", Audio(np.zeros((1, 96000), np.float32), 48000))


def test_an_edit_gets_the_seconds_of_its_words(tmp_path) -> None:
    step = located(Step("edit_clip", {"clip": "c", "action": "cut", "words": "the birds"}), _clip(tmp_path), Ear(HEARD))
    assert step.args == {"clip": "c", "action": "cut", "start": 1.5, "end": 2.23}


@pytest.mark.parametrize(("heard", "told"), [
    (HEARD, "“zebra” was not heard in 'widow'"),
    ([], "“zebra” was not heard in 'widow'"),
    ([*HEARD, Span(3.0, 3.4, "zebra"), Span(4.0, 4.4, "zebra")], "is heard more than once in 'widow', at 3.0 s, 4.0 s"),
])  # fmt: skip
def test_what_cannot_be_done_is_said_before_anything_changes(heard, told, tmp_path) -> None:
    with pytest.raises(UserError) as error:
        located(Step("edit_clip", {"clip": "c", "action": "cut", "words": "zebra"}), _clip(tmp_path), Ear(heard))
    assert told in str(error.value)
