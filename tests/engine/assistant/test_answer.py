"""What is said at the end of a request."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.assistant.answer import answer_of, changes_told
from engine.assistant.step_output import StepResult
from engine.daw import daw
from engine.daw.daw import Snapshot
from engine.library.turn import Applied, StepRecord
from engine.media.clip import Clip
from engine.media.note import Note, TempoMap
from engine.tasks.plan import Step
from tests.fakes import FakeDaw


def made(*names: str) -> list[StepResult]:
    """One step that made these videos and put them nowhere."""
    outputs = {f"video of {name}": Clip(name, "video", name, Path(f"{name}.mp4"), "") for name in names}
    return [StepResult(Step("video_for_audio", {"clip": "c1"}), StepRecord("done"), dict(outputs))]


@pytest.mark.parametrize(
    ("names", "language", "told"),
    [
        (("Beat video",), "en", "'Beat video' was made; it is in the library."),
        (("A", "B"), "en", "'A' and 'B' were made; they are in the library."),
        (("Beat video",), "de", "„Beat video“ ist fertig und liegt in der Bibliothek."),
        (("A", "B"), "fr", "« A » et « B » sont prêts, dans la bibliothèque."),
        ((), "en", "Done."),
    ],
)
def test_what_lies_on_no_track_is_named(names: tuple[str, ...], language: str, told: str) -> None:
    assert answer_of(made(*names), [], Snapshot("song", "1"), language=language) == told


def test_a_copy_that_was_cut_on_its_way_is_told_where_it_is(tmp_path: Path) -> None:
    session = FakeDaw(tmp_path)
    track = session.user_track("Bass", "midi")
    session.user_notes(track, [Note(40, 0.0, 16.0)], 0.0, "walk")
    old = session.snapshot().regions[0].id
    copy, cut, move = daw.Duplicate(old, 16.0, "part"), daw.Trim("copy", 16.0, 20.0), daw.Move("copy", 24.0)
    applied = [
        Applied(copy, daw.Outcome("done", made=(("part", "copy"),)), told="'walk' was copied to bar 5"),
        Applied(cut, daw.Outcome("done"), told="'walk' goes from bar 5 to bar 6"),
        Applied(move, daw.Outcome("done"), told="'walk' was moved to bar 7"),
    ]
    assert changes_told(applied, session.snapshot()) == ["'walk' was copied to bar 7."]
    assert changes_told(applied[:2], session.snapshot())[1] == "'walk' goes from bar 5 to bar 6."


@pytest.mark.parametrize(
    ("back", "anew", "told"),
    [
        (
            daw.SetTempoMap(TempoMap.constant(96), "tempo"),
            daw.SetTempo(102.0),
            "The tempo is 102 bpm",
        ),
        (daw.SetSend("t1", "b1", None), daw.SetSend("t1", "b1", -9.0), "'Vox' is sent to 'Room' at −9.0 dB"),
        (daw.RemovePlugin("t1", "p1"), daw.AddPlugin("t1", "reverb"), "Reverb was put on 'Vox'"),
        (daw.RemoveMarker("m1"), daw.AddMarker("Solo", 20.0), "'Solo' is at bar 6"),
    ],
)
def test_a_correction_tells_what_stands_and_not_what_it_took_back(
    back: daw.Change, anew: daw.Change, told: str
) -> None:
    snapshot = Snapshot("song", "1", tracks=(daw.Track("t1", "Vox"), daw.Track("b1", "Room", "bus")))
    applied = [
        Applied(back, daw.Outcome("done"), told="it is as it was", is_way_back=True),
        Applied(anew, daw.Outcome("done")),
    ]
    (line,) = changes_told(applied, snapshot)
    assert line.startswith(told)
    assert len(changes_told(applied[:1], snapshot)) == 1


def test_an_undo_of_two_tempos_tells_the_one_that_stands() -> None:
    maps = [daw.SetTempoMap(TempoMap.constant(bpm), "tempo") for bpm in (96, 100)]
    lines = changes_told([Applied(one, daw.Outcome("done")) for one in maps], Snapshot("song", "1"))
    assert len(lines) == 1 and "100 bpm" in lines[0]


def test_what_a_new_track_has_anyway_is_not_told() -> None:
    snapshot = Snapshot("song", "1", tracks=(daw.Track("t9", "Keys audio"),))
    applied = [
        Applied(daw.NewTrack("Keys audio", ref="new"), daw.Outcome("done", made=(("new", "t9"),))),
        Applied(daw.SetGain("new", 0.0), daw.Outcome("done")),
        Applied(daw.SetPan("new", -0.5), daw.Outcome("done")),
        Applied(daw.SetMute("new", False), daw.Outcome("done")),
    ]
    assert changes_told(applied, snapshot) == ["'Keys audio' is panned 50% left."]
