"""The part that a voice is asked for by, in other languages: it is sung by that one, not by whichever comes first."""

from __future__ import annotations

import pytest

from tests.engine.planner.session import calls


@pytest.mark.parametrize(
    ("text", "voice"),
    [
        ('sing die Akkorde mit einer Altstimme: "la la la la"', "alto"),
        ('sing die Melodie mit einer Tenorstimme: "bleib bei mir"', "tenor"),
        ('sing die Melodie mit einer Sopranstimme: "bleib bei mir"', "soprano"),
        ('sing die Melodie mit einer Bassstimme: "bleib bei mir"', "bass"),
        ('chante la mélodie avec une voix de ténor : "reste avec moi"', "tenor"),
        ('chante la mélodie avec une voix d\'alto : "reste avec moi"', "alto"),
        ('chante la mélodie avec une voix de basse : "reste avec moi"', "bass"),
        ('canta la melodía con voz de contralto: "quédate"', "alto"),
        ('canta a melodia com voz de contralto: "fica"', "alto"),
    ],
)
def test_the_part_is_the_voice(text: str, voice: str) -> None:
    (call,) = calls(text)
    assert call["tool"] == "sing" and call["args"]["voice"].removesuffix(" voice") == voice


@pytest.mark.parametrize("text", ["mach den Bass lauter", "baisse la basse de 2 dB", "sube el bajo 2 dB"])
def test_a_bass_is_no_voice(text: str) -> None:
    assert [call["tool"] for call in calls(text)] == ["mix"]
