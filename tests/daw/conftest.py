"""A real Ardour for the tests of this folder: one for each module."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from bridge.ardour.session import ArdourSession
from bridge.hosts.ardour_rig import ArdourRig
from engine.daw.daw import Change, NewTrack, Outcome
from engine.media.audio import Audio, write_audio


@pytest.fixture(scope="module")
def rig(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ArdourRig]:
    """A private Ardour with an empty session at 96 bpm."""
    with ArdourRig(tmp_path_factory.mktemp("ardour"), name="Test é", bpm=96) as started:
        yield started


@pytest.fixture(scope="module")
def session(rig: ArdourRig) -> ArdourSession:
    """The open session."""
    return rig.session()


def apply(session: ArdourSession, *changes: Change) -> list[Outcome]:
    """Make changes at the session's present revision."""
    return session.apply(changes, expected_revision=session.snapshot().revision, label="test")


def done(session: ArdourSession, *changes: Change) -> dict[str, str]:
    """Make changes that must all succeed; the ids of what came to be, by ref."""
    outcomes = apply(session, *changes)
    assert all(outcome.is_done for outcome in outcomes), outcomes
    return {ref: made for outcome in outcomes for ref, made in outcome.made if ref}


@pytest.fixture
def track(session: ArdourSession, request: pytest.FixtureRequest) -> str:
    """A fresh audio track, named after the test."""
    return done(session, NewTrack(request.node.name[5:40], ref="track"))["track"]


@pytest.fixture
def melody(session: ArdourSession, request: pytest.FixtureRequest) -> str:
    """A fresh MIDI track, named after the test."""
    return done(session, NewTrack(request.node.name[5:38] + " m", "midi", ref="track"))["track"]


def tone(path: Path, *, seconds: float = 2.0, rate: int = 48000, channels: int = 2, pitch_hz: float = 220.0) -> Path:
    """A sine in a file."""
    wave = (0.3 * np.sin(2 * np.pi * pitch_hz * np.arange(round(seconds * rate)) / rate)).astype(np.float32)
    return write_audio(path, Audio(np.tile(wave, (channels, 1)), rate))
