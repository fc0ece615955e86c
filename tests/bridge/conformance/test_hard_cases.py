"""What goes wrong elsewhere, on every DAW: half-done lists, hostile names, long clips, changing tempo."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from engine.daw import daw
from engine.daw.daw import DawSession
from engine.daw.names import written
from engine.media.note import Note
from tests.bridge.conformance.daws import Row
from tests.bridge.conformance.test_changes import do, region, told, tone, track
from tests.bridge.conformance.test_changes import session as session

NAMES = (
    "a", "0", "-", "--help", ".", "..", "...", "a/b", "a\\b", "C:", "con", "NUL.wav", "aux ", " lead", "trail ",
    "tab\there", "line\nbreak", "bell\x07", "nul\x00byte", "quote\"", "it's", "`ls`", "$(id)", "%d%s%n", "{0}",
    "<b>&amp;", "]]>", "--[[ lua",
    "'; drop", "ünï", "音楽", "עברית", "🎹👩‍👩‍👧", "e\u0301", "\u202eevil", "x" * 255,
)  # fmt: skip
MANY = tuple(Note(36 + i % 48, i * 0.25, 0.25, 1 + i % 127) for i in range(10_000))


def is_in_memory(session: DawSession) -> bool:
    return "fake" in session.snapshot().project.id


def test_a_half_done_list_does_what_it_can_and_leaves_nothing_half(session: DawSession, tmp_path: Path) -> None:
    if is_in_memory(session):
        return
    before = session.snapshot()
    sound = tone(tmp_path / "hook.wav")
    outcomes = do(
        session,
        daw.NewTrack("Vox", "audio", ref="vox"),
        daw.PlaceAudio("vox", tmp_path / "not there.wav", 4.0, "lost", ref="lost"),
        daw.RenameRegion("lost", "found"),
        daw.PlaceAudio("nobody", sound, 4.0, "astray", ref="astray"),
        daw.PlaceAudio("vox", sound, 8.0, "kept", ref="kept"),
        daw.Move("astray", 12.0),
    )
    assert [one.state for one in outcomes] == ["done", "not_done", "not_done", "not_done", "done", "not_done"]
    assert all(one.why.endswith(".") for one in outcomes if not one.is_done)
    after = session.snapshot()
    assert {one.name for one in after.tracks} - {one.name for one in before.tracks} == {"Vox"}
    assert {one.name for one in after.regions} - {one.name for one in before.regions} == {"kept"}
    assert region(after, "kept").start_beats == pytest.approx(8.0)


def test_thirty_six_hostile_names(session: DawSession, tmp_path: Path) -> None:
    if is_in_memory(session):
        return
    sound = tone(tmp_path / "hook.wav")
    changes = [
        change
        for number, name in enumerate(NAMES)
        for change in (
            daw.NewTrack(name, "audio", ref=f"t{number}"),
            daw.PlaceAudio(f"t{number}", sound, 4.0 * number, name, ref=f"r{number}"),
        )
    ]
    outcomes = do(session, *changes)
    now, tracks = session.snapshot(), []
    for number, name in enumerate(NAMES):
        made = outcomes[2 * number : 2 * number + 2]
        assert all(one.is_done or one.why.endswith(".") for one in made), repr(name)
        if not all(one.is_done for one in made):
            assert not written(name) or "name" in made[0].why, repr(name)
            continue
        found = now.track(dict(made[0].made)[f"t{number}"])
        assert found and (found.name.split() == written(name).split() or made[0].why), repr(name)
        controls = {letter for letter in found.name if unicodedata.category(letter) == "Cc"}
        assert controls <= {"\t", "\n"}, repr(name)
        tracks.append(daw.RemoveTrack(found.id))
    do(session, *tracks)
    assert track(session.snapshot(), "Drums").id != "none" and not (tmp_path.parent / "b").exists()


def test_ten_thousand_notes(session: DawSession, request: pytest.FixtureRequest) -> None:
    row: Row = request.node.callspec.params["session"]
    if "place_midi" not in session.snapshot().capabilities:
        return
    many = MANY if row.is_newest else MANY[:1000]  # older versions of a DAW differ in what they have, not in how much
    length = len(many) / 4
    (placed,) = do(session, daw.PlaceMidi(track(session.snapshot(), "Keys").id, many, 16.0, length, "many", ref="r"))
    assert placed.is_done, placed.why
    found = region(session.snapshot(), "many")
    assert len(found.notes) == len(many)
    assert [(note.pitch, note.velocity) for note in found.notes] == [(note.pitch, note.velocity) for note in many]
    if "set_notes" not in session.snapshot().capabilities:
        return
    other = tuple(Note(note.pitch + 1, note.start_beats, note.length_beats, note.velocity) for note in many)
    (changed,) = do(session, daw.SetNotes(found.id, other))
    assert changed.is_done, changed.why
    assert [note.pitch for note in region(session.snapshot(), "many").notes] == [note.pitch for note in other]


def test_bars_stay_bars_when_tempo_and_meter_change(session: DawSession, tmp_path: Path) -> None:
    can = session.snapshot().capabilities
    if is_in_memory(session) or not {"set_tempo_map", "set_meter"} <= can:
        return
    assert all(one.is_done for one in do(session, daw.SetTempo(90.0, 8.0), daw.SetMeter(3, 4, 16.0)))
    now = session.snapshot()
    made = do(
        session,
        daw.PlaceMidi(track(now, "Keys").id, MANY[:8], 22.0, 2.0, "late", ref="r"),
        daw.PlaceAudio(track(now, "Drums").id, tone(tmp_path / "hook.wav"), 22.0, "late too", ref="s"),
    )
    assert all(one.is_done for one in made), [one.why for one in made]
    now = session.snapshot()
    late, sound = region(now, "late"), region(now, "late too")
    assert now.tempo_map.bar_at(22.0) == (7, pytest.approx(0.0))
    assert late.start_beats == pytest.approx(22.0) and sound.start_beats == pytest.approx(22.0, abs=1e-3)
    assert sound.start_s == pytest.approx(now.tempo_map.seconds_at(22.0), abs=1e-3) and sound.length_s == pytest.approx(
        1.0
    )
    before = told(now)
    assert all(one.is_done for one in do(session, daw.Move(late.id, 4.0), daw.Move(late.id, 22.0)))
    assert told(session.snapshot()) == before


def test_what_keeps_its_place_keeps_the_one_that_the_list_gave_it(session: DawSession, tmp_path: Path) -> None:
    now = session.snapshot()
    if is_in_memory(session) or not {"trim", "replace_content"} <= now.capabilities:
        return
    beat, chords = region(now, "beat"), region(now, "chords")
    outcomes = do(
        session,
        daw.Trim(beat.id, beat.start_beats + 0.5, beat.end_beats),
        daw.ReplaceContent(beat.id, tone(tmp_path / "hook.wav", 330.0), length_s=0.5),
        daw.Trim(chords.id, chords.start_beats + 1.0, chords.start_beats + 3.0),
        daw.ReplaceContent(chords.id, notes=(Note(72, 0.0, 1.0),)),
    )
    assert all(one.is_done for one in outcomes), [one.why for one in outcomes]
    after = session.snapshot()
    beat_now, chords_now = region(after, "beat"), region(after, "chords")
    assert beat_now.start_beats == pytest.approx(beat.start_beats + 0.5, abs=1e-3)
    assert beat_now.length_s == pytest.approx(0.5, abs=0.01)
    assert chords_now.start_beats == pytest.approx(chords.start_beats + 1.0)
    assert chords_now.length_beats == pytest.approx(2.0)
