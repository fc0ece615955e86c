"""Captions: every word of them was measured."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.catalog.model import Brief, Facts, Report, Span, Text
from engine.errors import Cancelled, UserError
from models.sound.caption import FactCaptioner, caption
from tests.models.edit.bad_clips import BAD
from tests.models.music.made_song import made_song
from tests.models.sound.clips import RATE, clip_of, noise, run


def told(folder: Path, samples: np.ndarray, rate: int = RATE) -> tuple[str, dict[str, object]]:
    made = run(FactCaptioner(), folder, clip_of(folder, samples, rate))
    text, facts = made["text"], made["facts"]
    assert isinstance(text, Text)
    assert isinstance(facts, Facts)
    return text.text, dict(facts.values)


def test_music(tmp_path: Path) -> None:
    song = made_song(((0, "", "C"), (9, "m", "Am"), (5, "", "F"), (7, "", "G")), (0, 2, 4, 5, 7, 9, 11), 104, bars=6)
    text, facts = told(tmp_path, song.stems["drums"] + song.stems["bass"] + song.stems["other"])
    assert "104 bpm" in text
    assert str(facts["key"]) in text
    assert "LUFS" in text
    assert text.endswith(".")
    assert text.count(". ") == 0


def test_noise_has_no_tempo_and_no_key(tmp_path: Path) -> None:
    text, _ = told(tmp_path, noise(5))
    assert text.startswith("Measured: noise, 5.0 s")
    assert "bpm" not in text
    assert "major" not in text
    assert "minor" not in text


def test_silence(tmp_path: Path) -> None:
    assert told(tmp_path, np.zeros(3 * RATE))[0] == "Measured: silence, 3.0 s."
    assert told(tmp_path, np.zeros(1))[0] == "Measured: silence, less than a millisecond."


def facts_of(seconds: float, **more: object) -> dict[str, object]:
    return {"duration": seconds, "tempo": 96.2, "tempo_confidence": 0.9, "key": "G minor", "key_confidence": 0.4,
            "key_rival": "Bb major", "loudness": -18.2, **more}


def test_one_after_the_other() -> None:
    spans = [Span(0, 4, "speech", 0.9), Span(4, 12, "music", 0.8)]
    said = "Measured: speech, then music, 12.0 s in all, at 96 bpm in G minor, −18.2 LUFS."
    assert caption(spans, facts_of(12)) == said


def test_nothing_unsure_is_claimed() -> None:
    spans = [Span(0, 9, "tonal", 0.4)]
    said = caption(spans, facts_of(9, tempo_confidence=0.1, key_confidence=0.02, loudness=None))
    assert said == "Measured: what is probably tones, 9.0 s, in G minor or Bb major."
    assert "bpm" not in caption([Span(0, 9, "speech", 0.9)], facts_of(9))
    assert "minor" not in caption([Span(0, 9, "drums", 0.9)], facts_of(9))


def test_many_changes_are_told_as_shares() -> None:
    spans = [Span(at, at + 1.0, ("speech", "noise")[at % 2], 0.9) for at in range(10)]
    assert caption(spans, facts_of(10)).startswith("Measured: by turns speech 50 %, noise 50 %, 10.0 s in all")


def test_several_clips(tmp_path: Path) -> None:
    clips = (clip_of(tmp_path, noise(2), name="rain"), clip_of(tmp_path, np.zeros(RATE), name="gap"))
    made = FactCaptioner().run({}, {"clips": clips}, Brief("caption_audio", tmp_path), Report())
    assert isinstance(made["text"], Text)
    assert made["text"].text.startswith("'rain': noise")
    assert "'gap': silence, 1.0 s." in made["text"].text
    assert isinstance(made["facts"], Facts)
    assert [part["name"] for part in made["facts"].values["clips"]] == ["rain", "gap"]


def test_nothing_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="Name a recording"):
        FactCaptioner().check({}, {}, Brief("caption_audio", tmp_path))


@pytest.mark.parametrize("bad", BAD)
def test_bad_input(tmp_path: Path, bad: str) -> None:
    make, said = BAD[bad]
    with pytest.raises(UserError, match=said):
        run(FactCaptioner(), tmp_path, make(tmp_path))


def test_cancel(tmp_path: Path) -> None:
    def stop(done: float, of: float, what: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        FactCaptioner().run({}, {"clip": clip_of(tmp_path, noise(1))}, Brief("caption_audio", tmp_path), Report(stop))
