"""A real Audacity: every Change is done, read back and taken back, or refused with its reason; it may hang or die."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bridge.audacity.session import AudacitySession
from bridge.hosts.audacity_rig import AudacityRig, why_not
from engine.daw import daw
from engine.daw.changes.change import Kept
from engine.daw.daw import Change, Outcome, Snapshot
from engine.errors import DawError
from tests.bridge.conformance.test_changes import MAKE, ON_WHAT_IS_GONE, region, told, track
from tests.daw.conftest import tone

pytestmark = pytest.mark.skipif(bool(why_not()), reason=why_not())
NAMES = ("<&>\"'", "../../etc/passwd", "ä ö 音 🎹", "x" * 200, "a/b\\c:d", "%s {0}", "CON=1 Text=2")


@pytest.fixture(scope="module")
def rig(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AudacityRig]:
    with AudacityRig(tmp_path_factory.mktemp("audacity")) as started:
        yield started


@pytest.fixture(scope="module")
def session(rig: AudacityRig, sounds: tuple[Path, Path]) -> AudacitySession:
    """Tracks 'Drums', 'Keys' and 'Spare', clips 'beat' and 'chords', markers 'Verse' and 'End'."""
    made = rig.session()
    changes = [daw.NewTrack(name, ref=name) for name in ("Drums", "Keys", "Spare")]
    places = (("Drums", 0.0, "beat"), ("Keys", 4.0, "chords"))
    changes += [daw.PlaceAudio(on, sounds[0], at, name, ref=name) for on, at, name in places]
    changes += [daw.AddMarker("Verse", 8.0), daw.AddMarker("End", 64.0)]
    assert states(do(made, made.snapshot(), *changes)) == {"done"}
    return made


@pytest.fixture(scope="module")
def sounds(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("sounds")
    return tone(folder / "tone.wav", seconds=1.0), tone(folder / "hook ü.wav", seconds=0.75, rate=44100, channels=1)


def do(session: AudacitySession, now: Snapshot, *changes: Change) -> list[Outcome]:
    return session.apply(changes, expected_revision=now.revision, label="test")


def states(outcomes: list[Outcome]) -> set[str]:
    return {one.state for one in outcomes}


def groups(hook: Path) -> Iterator[Callable[[Snapshot], list[Change]]]:
    """Every change that there is in Audacity; those of a group have nothing to do with each other."""
    yield lambda now: [
        daw.NewTrack("Strings", ref="x"), daw.SetGain(track(now, "Drums").id, -7.5),
        daw.SetPan(track(now, "Drums").id, -0.5), daw.SetMute(track(now, "Keys").id, True),
        daw.SetSolo(track(now, "Keys").id, True), daw.RenameTrack(track(now, "Keys").id, "Piano ü"),
        daw.AddMarker("Chorus", 16.0, ref="y"), daw.RenameMarker(now.markers[0].id, 'Intro "1"'),
    ]  # fmt: skip
    yield lambda now: [
        daw.PlaceAudio(track(now, "Drums").id, hook, 8.0, "hook", ref="x", lead_in_s=0.1),
        daw.Move(region(now, "beat").id, 12.0), daw.Duplicate(region(now, "chords").id, 20.0, ref="y"),
        daw.MoveMarker(now.markers[0].id, 12.0),
    ]  # fmt: skip
    yield lambda now: [daw.ReplaceContent(region(now, "beat").id, hook, ref="x"), daw.SetTempo(96.0)]
    yield lambda now: [
        daw.SetMeter(3, 4), daw.RemoveRegion(region(now, "chords").id), daw.RemoveMarker(now.markers[-1].id),
        daw.RemoveTrack(track(now, "Spare").id),
    ]  # fmt: skip


def test_done_read_back_and_taken_back(session: AudacitySession, sounds: tuple[Path, Path]) -> None:
    first = before = session.snapshot()
    back: list[Change] = []
    done = set()
    for group in groups(sounds[1]):
        changes = group(before)
        outcomes = do(session, before, *changes)
        after = session.snapshot()
        undo = list[Change]()
        for asked, outcome in zip(changes, outcomes, strict=True):
            change = asked.resolved(dict(outcome.made))
            assert outcome.is_done and change.broken(outcome, before, after) == "", (change, outcome)
            undo += change.inverse(outcome, before, lambda one: Kept(one.sources[0], one.offset_s))
            done.add(change.capability)
        back, before = undo + back, after
    assert done == before.capabilities
    outcomes = do(session, before, *back)
    assert states(outcomes) == {"done"}, [pair for pair in zip(back, outcomes, strict=True) if not pair[1].is_done]
    now = session.snapshot()
    assert told(now)[:2] == told(first)[:2] and told(now)[3:] == told(first)[3:]


def test_refused_with_the_reason_stale_and_gone(session: AudacitySession, sounds: tuple[Path, Path]) -> None:
    now = session.snapshot()
    missing = [make(now, sounds[0]) for name, make in MAKE.items() if name in now.cannot]
    beat = region(now, "beat")
    wrong = [
        *ON_WHAT_IS_GONE, daw.NewTrack("Notes", "midi", ref="n"), daw.SetGain(beat.track, -90.0),
        daw.PlaceAudio(beat.track, sounds[0], 1.0, "over it"), daw.Move(beat.id, -1.0),
        daw.RenameTrack(beat.track, "a\\"), daw.PlaceAudio("n", sounds[0], 1.0, "on nothing"), daw.SetTempo(90.0, 16.0),
    ]  # fmt: skip
    outcomes = do(session, now, *missing, *wrong)
    assert states(outcomes) == {"not_done"}, outcomes
    assert all(len(one.why) > 10 and one.why.endswith(".") for one in outcomes)
    after = session.snapshot()
    assert after.revision == now.revision
    do(session, after, daw.SetMute(beat.track, True))
    assert states(do(session, now, daw.SetMute(beat.track, False))) == {"not_done"}
    assert states(do(session, session.snapshot(), daw.SetMute(beat.track, False))) == {"done"}


def test_any_name_is_a_name(session: AudacitySession) -> None:
    now = session.snapshot()
    keys = track(now, "Keys").id
    outcomes = do(session, now, *(daw.RenameTrack(keys, name) for name in (*NAMES, "Keys")))
    assert states(outcomes) == {"done"} and not any(one.why for one in outcomes), outcomes


def test_edits_by_hand_keep_what_is_known(rig: AudacityRig, session: AudacitySession) -> None:
    before = session.snapshot()
    with session.view.pipe.turn():
        session.view.at(0)
        session.view.ask('SetTrackStatus: Name="By hand"')
        session.view.ask("SetClip: At=0.5 Start=7.25")
        session.view.ask("NewMonoTrack:")
    with_files = rig.session()
    now = with_files.snapshot()
    assert [one.id for one in now.tracks[:-1]] == [one.id for one in before.tracks]
    assert {one.id: one.sources for one in now.regions} == {one.id: one.sources for one in before.regions}
    assert (now.tracks[0].name, region(now, "beat").start_s) == ("By hand", 7.25)
    assert states(do(session, before, daw.RemoveTrack(before.tracks[0].id))) == {"not_done"}


def test_silence_and_death_are_told(
    rig: AudacityRig, session: AudacitySession, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last one: Audacity is gone after it."""
    monkeypatch.setattr("bridge.audacity.pipe.ANSWERS_S", 0.4)
    now = session.snapshot()
    os.kill(rig.pid, signal.SIGSTOP)
    (outcome,) = do(session, now, daw.NewTrack("Never"))
    os.kill(rig.pid, signal.SIGCONT)
    monkeypatch.undo()
    assert outcome.state == "not_done" and "does not answer" in outcome.why
    assert session.snapshot().revision == now.revision
    rig.kill()
    began = time.monotonic()
    assert states(do(session, now, daw.NewTrack("Never"))) == {"not_done"} and time.monotonic() - began < 1.0
    with pytest.raises(DawError, match="was closed"):
        session.snapshot()
