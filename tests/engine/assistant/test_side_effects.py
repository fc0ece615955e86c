"""What a turn did besides: over full scale, over another clip."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from engine.assistant.side_effects import side_effects
from engine.daw import daw
from engine.daw.daw import Change, Outcome
from engine.library.turn import Applied
from engine.tasks.plan import Step
from tests.engine.assistant.test_audible_proof import noise
from tests.fakes import FakeDaw


@pytest.fixture
def session(tmp_path: Path) -> FakeDaw:
    """A guitar that peaks at −1.9 dBFS, and a bass."""
    made = FakeDaw(tmp_path)
    made.user_sound(made.user_track("Guitar"), noise(tmp_path / "a.wav", gain=0.8), 0.0, "guitar")
    made.user_sound(made.user_track("Bass"), noise(tmp_path / "b.wav", seed=2), 32.0, "bass")
    return made


def besides(session: FakeDaw, *changes: Change, steps: Sequence[Step] = ()) -> list[str]:
    before = session.snapshot()
    outcomes = session.apply(changes, expected_revision=before.revision, label="")
    applied = [Applied(change, outcome) for change, outcome in zip(changes, outcomes, strict=True)]
    return side_effects(steps, applied, before, session.snapshot())


def test_a_level_that_pushes_a_sound_over_full_scale_is_told_once(session: FakeDaw) -> None:
    guitar, region = session.snapshot().tracks[0].id, session.snapshot().regions[0].id
    assert besides(session, daw.SetGain(guitar, 1.0)) == []
    (told,) = besides(session, daw.SetGain(guitar, 5.0))
    assert told.startswith("'guitar' goes 3.") and told.endswith("dB over full scale; turn it down.")
    assert besides(session, daw.SetGain(guitar, 6.0)) == []  # it was over already
    session._set_track(guitar, gain_db=0.0)
    assert "over full scale" in besides(session, daw.SetRegionGain(region, 12.0))[0]


def test_a_clip_over_another_one_is_told(session: FakeDaw, tmp_path: Path) -> None:
    guitar, bass = (one.id for one in session.snapshot().regions)
    assert besides(session, daw.Move(bass, 64.0)) == []
    session._set_track(session.snapshot().tracks[0].id, gain_db=0.0)
    over = daw.PlaceAudio(session.snapshot().tracks[0].id, noise(tmp_path / "c.wav", seed=3), 0.0, "lick", ref="c")
    assert besides(session, over) == ["'lick' lies over 'guitar' on 'Guitar': many DAWs play only the upper one."]
    assert session.snapshot().region(guitar) is not None


def test_what_comes_back_is_not_told(session: FakeDaw) -> None:
    guitar = session.snapshot().tracks[0].id
    assert besides(session, daw.SetGain(guitar, 6.0), steps=[Step("undo", {})]) == []


def test_a_marker_that_the_daw_keeps_at_its_second_is_told(session: FakeDaw) -> None:
    """Ardour does so, and a stretch that is named by it begins in another bar from then on."""
    before = session.snapshot()
    made = [daw.AddMarker("Drop", 16.0, ref="a"), daw.AddMarker("Verse", 0.0, ref="b")]
    session.apply(made, expected_revision=before.revision, label="")
    assert besides(session, daw.SetTempo(150.0)) == []
    then, now = session.snapshot(), session.snapshot()
    markers = tuple(replace(one, at_beats=one.at_beats * 1.25) for one in now.markers)
    done = [Applied(daw.SetTempo(150.0), Outcome("done"))]
    told = side_effects([], done, then, replace(now, markers=markers))
    assert told == ["The marker 'Drop' keeps its time, and stands at bar 6 now."]
    assert side_effects([Step("undo", {})], done, then, replace(now, markers=markers)) == []
