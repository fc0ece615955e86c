"""Installed tiny banks, in a data folder of their own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.catalog.model import Brief, Report
from engine.media.clip import midi_clip
from engine.media.note import Note, TempoMap
from engine.voices.voice_bank import VoiceBank
from engine.voices.voice_install import install, look_into
from models.singing.diffsinger import session
from models.singing.diffsinger_singer import DiffSinger
from tests.models.singing.diffsinger.tiny_bank import PLAIN, Variant, build

THREE = (Note(60, 0, 1), Note(67, 1, 1), Note(64, 2, 2))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TONMEISTER_HOME", str(tmp_path / "home"))
    return tmp_path


@pytest.fixture
def installed(home: Path) -> Callable[..., VoiceBank]:
    """Builds a bank and installs it."""

    def make(variant: Variant = PLAIN, name: str = "Tiny", **values: Any) -> VoiceBank:
        source = build(home / f"source {name}", variant, name=name, **values)
        return install(look_into(source), source)

    return make


@pytest.fixture
def fed(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[dict[str, np.ndarray]]]:
    """What every model was fed, by its file."""
    seen: dict[str, list[dict[str, np.ndarray]]] = {}
    plain = session.OnnxNetwork.run

    def run(self: session.OnnxNetwork, offered: Any, seed: int) -> Any:
        seen.setdefault("/".join(self.path.parts[-2:]), []).append(
            {one.name: self._fitted(one, offered) for one in self._session.get_inputs()})
        return plain(self, offered, seed)

    monkeypatch.setattr(session.OnnxNetwork, "run", run)
    return seen


Sung = tuple[dict[str, Any], list[str]]


@pytest.fixture
def sing(home: Path) -> Callable[..., Sung]:
    """Sings notes with what is installed; (results, warnings)."""
    singer = DiffSinger()

    def run(notes: tuple[Note, ...] = THREE, lyrics: str = "ta kiss la", *, model: Any = None,
            tempo_map: TempoMap | None = None, start_beats: float | None = None, brief: dict[str, Any] | None = None,
            report: Report | None = None, **args: str) -> Sung:
        warnings: list[str] = []
        tempo_map = tempo_map or TempoMap.constant(120)
        clip = midi_clip(home, "melody", notes, tempo_map, max(n.end_beats for n in notes), start_beats=start_beats)
        told = Brief("sing", home, **{"tempo_map": tempo_map, **(brief or {})})
        given = {"lyrics": lyrics, **args}
        model = model or singer
        model.check(given, {"midi": clip}, told)
        return model.run(given, {"midi": clip}, told, report or Report(None, warnings.append)), warnings

    return run


def frequency(samples: np.ndarray, rate: int, start_s: float, end_s: float, near_hz: float) -> float:
    """Exact frequency of a sine between two times, by its phase."""
    piece = samples[round(start_s * rate):round(end_s * rate)]
    places = np.arange(len(piece)) / rate
    turned = piece * np.exp(-2j * np.pi * near_hz * places)
    window = np.hanning(round(0.03 * rate))
    phase = np.unwrap(np.angle(np.convolve(turned, window / window.sum(), "valid")))
    return near_hz + float(np.polyfit(np.arange(len(phase)) / rate, phase, 1)[0]) / (2 * np.pi)
