"""Captions that can be read, in the forms players know."""

import pytest

from engine.errors import UserError
from engine.media.export.words import Caption, ExportedWord, as_text, captions, write_words


def spoken(text, start_s=0.0, each_s=0.4, speaker=""):
    return [
        ExportedWord(start_s + i * each_s, start_s + (i + 0.9) * each_s, word, speaker)
        for i, word in enumerate(text.split())
    ]


def test_lines_break_at_sentences_pauses_speakers_and_before_they_are_too_long():
    words = [*spoken("Hello there. How are you"), *spoken("fine", 5.0), *spoken("me too", 5.5, speaker="Ann")]
    lines = captions(words)
    assert [line.text for line in lines] == ["Hello there.", "How are you", "fine", "me too"]
    long = captions(spoken("one two three four five six seven eight nine ten eleven twelve thirteen"))
    assert all(len(line.text) <= 42 for line in long)
    assert all(a.end_s <= b.start_s + 1e-9 for a, b in zip(long, long[1:], strict=False))


def test_forms():
    lines = [Caption(0.0, 1.5, "Hello <you>"), Caption(3661.25, 3663.0, "again", "Ann")]
    assert as_text(lines, "srt") == (
        "1\n00:00:00,000 --> 00:00:01,500\nHello <you>\n\n2\n01:01:01,250 --> 01:01:03,000\nAnn: again\n"
    )
    assert as_text(lines, "vtt").startswith("WEBVTT\n\n00:00:00.000 --> 00:00:01.500\nHello &lt;you&gt;\n")
    assert as_text(lines, "lrc") == "[00:00.00]Hello <you>\n[61:01.25]again\n"
    assert as_text(lines, "txt") == "Hello <you>\nAnn: again\n"


def test_nothing_is_written_without_words(tmp_path):
    with pytest.raises(UserError, match="no words"):
        write_words(tmp_path / "a.srt", " \n")
    assert list(tmp_path.iterdir()) == []
