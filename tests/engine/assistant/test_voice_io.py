"""A spoken request is only acted on at once when its words were heard clearly."""

from engine.assistant.voice_io import is_sure
from engine.catalog.model import Span


def words(*sure: float) -> list[Span]:
    return [Span(i, i + 1, "word", one) for i, one in enumerate(sure)]


def test_clear_words_are_acted_on_and_doubtful_ones_shown() -> None:
    assert is_sure(words(0.9, 0.7, 1.0)) and is_sure(())
    assert not is_sure(words(0.06, 0.14, 0.91)) and not is_sure(words(0.9, 0.9, 0.02))
