"""What an effect on the tone tells: what was measured of the spectrum, or that nothing of it changed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.catalog.model import Brief, Facts, Report
from engine.media.audio import Audio
from engine.media.audio_stream import sound_info
from engine.media.clip import Clip, audio_clip
from engine.media.note import TempoMap
from models.edit.effects import Effects
from models.edit.tone_told import tone_facts

RATE_HZ = 48000


def noise(folder: Path, seconds: float = 4.0) -> Clip:
    chance = np.random.default_rng(5).standard_normal((2, round(seconds * RATE_HZ)))
    return audio_clip(folder, "Vox", Audio((0.1 * chance).astype(np.float32), RATE_HZ))


@pytest.mark.parametrize(
    ("effect", "told", "sign"),
    [
        ({"effect": "eq", "freq_hz": 350.0, "gain_db": -4.0}, "250–500 Hz", "−"),
        ({"effect": "eq", "freq_hz": 180.0, "gain_db": 3.0}, "120–250 Hz", "+"),
        ({"effect": "lowpass", "cutoff_hz": 6000.0}, "5000–16000 Hz", "−"),
        ({"effect": "highpass", "cutoff_hz": 100.0}, "30–120 Hz", "−"),
    ],
)
def test_what_changed_is_told_with_its_figure(effect: dict[str, Any], told: str, sign: str, tmp_path: Path) -> None:
    facts = _facts(effect, noise(tmp_path), tmp_path)
    assert facts.summary.startswith(f"'Vox': {told} {sign}") and "against the rest" in facts.summary
    figures = facts.values["against_the_rest_db"]
    assert (figures[told.replace("–", "-")] > 0.3) == (sign == "+")


def test_where_nothing_sounds_nothing_is_claimed(tmp_path: Path) -> None:
    """A hum has no top end that could be turned up."""
    t = np.arange(4 * RATE_HZ) / RATE_HZ
    hum = audio_clip(tmp_path, "Hum", Audio((0.3 * np.sin(2 * np.pi * 100 * t))[None].astype(np.float32), RATE_HZ))
    made = audio_clip(tmp_path, "Hum eq", Audio((0.31 * np.sin(2 * np.pi * 100 * t))[None].astype(np.float32), RATE_HZ))
    facts = tone_facts(hum, made, sound_info(hum), 0, len(t))
    assert facts and facts.summary == "'Hum': the spectrum measures as before."


def test_an_effect_that_is_not_about_the_tone_tells_no_spectrum(tmp_path: Path) -> None:
    assert "facts" not in _outputs({"effect": "reverb"}, noise(tmp_path), tmp_path)


def _facts(effect: dict[str, Any], clip: Clip, folder: Path) -> Facts:
    facts = _outputs(effect, clip, folder)["facts"]
    assert isinstance(facts, Facts)
    return facts


def _outputs(effect: dict[str, Any], clip: Clip, folder: Path) -> Mapping[str, Any]:
    brief = Brief("apply_effect", folder / "out", TempoMap.constant(120))
    return Effects().run(effect, {"clip": clip}, brief, Report())
