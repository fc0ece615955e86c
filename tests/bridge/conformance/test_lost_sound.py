"""What is cut and then deleted comes back whole, in any DAW: no sound and no note is lost between two undos."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from engine.assistant.resolve import region_audio
from engine.daw import daw
from engine.daw.daw import Change, Region, Snapshot
from engine.media.audio import Audio, write_audio
from engine.media.note import Note
from tests.bridge.conformance.daws import DAWS, Row, furnished
from tests.engine.assistant.undo.song import AtWork

RISING = np.linspace(0.0, 0.9, 48000, dtype=np.float32)
HOOK = (Note(72, 0.0, 0.5),)


@pytest.fixture(params=DAWS, ids=lambda row: row.name)
def work(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AtWork]:
    """A DAW with a second of sound and a region of two notes."""
    monkeypatch.setenv("TONMEISTER_HOME", str(tmp_path / "home"))
    row: Row = request.param
    session = row.open(tmp_path)
    yield AtWork(furnished(session, sound(tmp_path / "rising.wav")), tmp_path)
    session.close()


def sound(path: Path) -> Path:
    return write_audio(path, Audio(np.stack([RISING, -RISING]), 48000))


def named(snapshot: Snapshot, name: str) -> Region:
    return min((one for one in snapshot.regions if one.name.startswith(name)), key=lambda one: one.start_beats)


def can(snapshot: Snapshot, *changes: Change) -> bool:
    """Whether this DAW can do all of them: one whose regions show no parts of what they hold has nothing to lose."""
    return {change.capability for change in changes} <= snapshot.capabilities


def track_of(snapshot: Snapshot, name: str) -> str:
    return named(snapshot, name).track


CUTS: dict[str, Callable[[Region], Change]] = {
    "split": lambda r: daw.Split(r.id, r.start_beats + r.length_beats / 4, "half"),
    "end": lambda r: daw.Trim(r.id, r.start_beats, r.start_beats + r.length_beats / 4),
    "front": lambda r: daw.Trim(r.id, r.start_beats + r.length_beats / 4, r.end_beats),
}
GOES: dict[str, Callable[[Snapshot, str, Path], Change]] = {
    "its track": lambda s, name, path: daw.RemoveTrack(track_of(s, name)),
    "itself": lambda s, name, path: daw.RemoveRegion(named(s, name).id),
    "its content": lambda s, name, path: (
        daw.ReplaceContent(named(s, name).id, sound(path / "other.wav"), length_s=0.1)
        if name == "beat"
        else daw.ReplaceContent(named(s, name).id, notes=HOOK)
    ),
}


def test_a_cut_is_taken_back_after_what_was_cut_was_deleted(work: AtWork, tmp_path: Path) -> None:
    for name, cut, gone in itertools.product(("beat", "chords"), CUTS, GOES):
        _cut_is_taken_back(work, name, cut, gone, tmp_path)


def _cut_is_taken_back(work: AtWork, name: str, cut: str, gone: str, tmp_path: Path) -> None:
    before = work.session.snapshot()
    if not can(before, CUTS[cut](named(before, name)), GOES[gone](before, name, tmp_path)):
        return
    first = work.ask([CUTS[cut](named(before, name))])
    after_cut = told(work.session.snapshot(), name)
    second = work.ask([GOES[gone](work.session.snapshot(), name, tmp_path)])
    assert all(one.outcome.is_done for turn in (first, second) for one in turn.applied), (first, second)
    assert work.undo(f"#{second.number}")[1] == ""
    assert told(work.session.snapshot(), name) == after_cut, (name, cut, gone)
    assert work.undo(f"#{first.number}")[1] == ""
    assert told(work.session.snapshot(), name) == told(before, name), (name, cut, gone)


def test_a_cut_and_a_deletion_are_taken_back_in_the_other_order(work: AtWork) -> None:
    for name in ("beat", "chords"):
        _are_taken_back_in_the_other_order(work, name)


def _are_taken_back_in_the_other_order(work: AtWork, name: str) -> None:
    before = work.session.snapshot()
    if not can(before, CUTS["split"](named(before, name)), GOES["its track"](before, name, Path())):
        return
    first = work.ask([CUTS["split"](named(before, name))])
    second = work.ask([GOES["its track"](work.session.snapshot(), name, Path())])
    assert work.undo(f"#{first.number}")[1] == ""
    assert work.undo(f"#{second.number}")[1] == ""
    assert told(work.session.snapshot(), name) == told(before, name), name


def told(snapshot: Snapshot, name: str) -> list[object]:
    """What is heard of the regions of this name, one after the other."""
    rows: list[object] = []
    for one in sorted((r for r in snapshot.regions if r.name.startswith(name)), key=lambda r: r.start_beats):
        place = (round(one.start_beats, 3), round(one.length_beats, 3))
        if one.kind == "midi":
            rows.append((*place, [(note.pitch, round(note.start_beats, 3)) for note in one.notes]))
        else:
            samples = region_audio(one).samples
            rows.append((*place, samples.shape, [round(float(at), 2) for at in (*samples[:, 0], *samples[:, -1])]))
    return rows
