"""A project in the newest Bitwig, and in others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from bridge.hosts.fake_bitwig.host import FakeBitwig
from engine.media.audio import Audio, write_audio

Starts = Callable[..., FakeBitwig]


@pytest.fixture
def starts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Starts]:
    """Starts a Bitwig; what the script did against Bitwig's rules fails the test, unless it was looked at."""
    monkeypatch.setenv("TONMEISTER_HOME", str(tmp_path / "home"))
    hosts: list[FakeBitwig] = []

    def start(**options: object) -> FakeBitwig:
        host = FakeBitwig(tmp_path / f"Bitwig {len(hosts)}", **options)
        hosts.append(host)
        return host.start()

    yield start
    for host in hosts:
        host.stop()
        assert host.offences == []


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    """One second."""
    wave = 0.2 * np.sin(np.arange(48000) * 0.05).astype(np.float32)
    return write_audio(tmp_path / "one second.wav", Audio(np.stack([wave, wave]), 48000))
