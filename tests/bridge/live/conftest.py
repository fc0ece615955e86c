"""A set in the newest Live, and in each of its versions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from bridge.hosts.fake_live.host import FakeLive
from bridge.hosts.fake_live.listing import VERSIONS
from engine.media.audio import Audio, write_audio

Starts = Callable[..., FakeLive]


@pytest.fixture
def starts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Starts]:
    """Starts a Live; what it did against Live's rules fails the test, unless it was looked at."""
    monkeypatch.setenv("TONMEISTER_HOME", str(tmp_path / "home"))
    hosts: list[FakeLive] = []

    def start(**options: object) -> FakeLive:
        host = FakeLive(tmp_path / "Set", **options)
        hosts.append(host)
        return host.start()

    yield start
    for host in hosts:
        host.stop()
        assert host.offences == []


@pytest.fixture(params=VERSIONS)
def live(request: pytest.FixtureRequest, starts: Starts) -> FakeLive:
    return starts(version=request.param)


@pytest.fixture
def newest(starts: Starts) -> FakeLive:
    return starts()


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    """One second."""
    wave = 0.2 * np.sin(np.arange(48000) * 0.05).astype(np.float32)
    return write_audio(tmp_path / "one second.wav", Audio(np.stack([wave, wave]), 48000))
