"""Whether a turn's results can be heard as they were meant."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.assistant import audible_proof
from engine.assistant.audible_proof import heard_as_meant
from engine.daw import daw
from engine.daw.daw import Change
from engine.library.turn import Applied
from engine.media.audio import Audio, write_audio
from engine.media.note import Note
from engine.tasks.plan import Step
from tests.fakes import FakeDaw
from tests.work import calls_of

NOTES = (Note(60, 0, 1), Note(64, 1, 1))


@pytest.fixture
def session(tmp_path: Path) -> FakeDaw:
    return FakeDaw(tmp_path)


def noise(path: Path, seconds: float = 4.0, seed: int = 1, gain: float = 0.3) -> Path:
    made = gain * np.random.default_rng(seed).uniform(-1, 1, (2, round(48000 * seconds)))
    return write_audio(path, Audio(made.astype(np.float32), 48000))


def proof(session: FakeDaw, *changes: Change) -> str:
    before = session.snapshot()
    outcomes = session.apply(changes, expected_revision=before.revision, label="")
    applied = [Applied(change, outcome) for change, outcome in zip(changes, outcomes, strict=True)]
    return heard_as_meant((), applied, before, session.snapshot())


def test_a_placed_sound_is_heard(session: FakeDaw, tmp_path: Path) -> None:
    placed = (daw.NewTrack("Vox", ref="v"), daw.PlaceAudio("v", noise(tmp_path / "a.wav"), 4.0, "line", ref="c"))
    assert proof(session, *placed) == ""


def test_a_muted_track_and_anothers_solo_are_told(session: FakeDaw, tmp_path: Path) -> None:
    track, other = session.user_track("Vox"), session.user_track("Bass")
    sound = noise(tmp_path / "a.wav")
    session._set_track(track, mute=True)
    assert "the track 'Vox' is muted" in proof(session, daw.PlaceAudio(track, sound, 0.0, "line", ref="c"))
    session._set_track(track, mute=False)
    session._set_track(other, solo=True)
    assert "'Bass' is soloed" in proof(session, daw.PlaceAudio(track, sound, 0.0, "line", ref="d"))


def test_a_second_copy_in_the_same_place_is_told(session: FakeDaw, tmp_path: Path) -> None:
    track, sound = session.user_track("Vox"), noise(tmp_path / "a.wav")
    session.user_sound(track, sound, 4.0, "dry")
    quieter = noise(tmp_path / "b.wav", gain=0.1)
    said = proof(session, daw.NewTrack("Vox 2", ref="v"), daw.PlaceAudio("v", quieter, 4.0, "wet", ref="c"))
    assert said == "'wet' sounds twice: 'dry' plays the same at the same place."


def test_two_that_played_alike_before_are_no_copy(session: FakeDaw, tmp_path: Path) -> None:
    """A distortion on one of two guitars that play the same; what became like another one is told."""
    left, right = session.user_track("Gtr L"), session.user_track("Gtr R")
    sound, other = noise(tmp_path / "a.wav"), noise(tmp_path / "other.wav", seed=2)
    edited = session.user_sound(left, sound, 4.0, "one")
    session.user_sound(right, sound, 4.0, "two")
    assert proof(session, daw.ReplaceContent(edited, noise(tmp_path / "b.wav", gain=0.2))) == ""
    assert proof(session, daw.ReplaceContent(edited, other)) == ""
    assert "sounds twice" in proof(session, daw.ReplaceContent(edited, noise(tmp_path / "c.wav", gain=0.1)))


def test_a_copy_or_a_move_onto_its_own_double_is_told(session: FakeDaw, tmp_path: Path) -> None:
    track, sound = session.user_track("Vox"), noise(tmp_path / "a.wav")
    first, second = session.user_sound(track, sound, 0.0, "one"), session.user_sound(track, sound, 16.0, "two")
    assert "sounds twice" in proof(session, daw.Duplicate(first, 16.0, ref="c"))
    assert proof(session, daw.Duplicate(first, 32.0, ref="d")) == ""
    assert "sounds twice" in proof(session, daw.Move(second, 0.0))
    session._set_track(track, mute=True)
    assert proof(session, daw.Move(second, 64.0)) == ""


@pytest.mark.slow
def test_thirty_tracks_beside_it_cost_little(session: FakeDaw, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(30):
        other = noise(tmp_path / f"{number}.wav", 20.0, seed=10 + number)
        session.user_sound(session.user_track(f"T{number}"), other, 0.0, f"t{number}")
    read: list[float] = []
    whole = audible_proof.read_audio

    def counted(path: Path, *, start_s: float = 0.0, end_s: float | None = None) -> Audio:
        found = whole(path, start_s=start_s, end_s=end_s)
        read.append(found.seconds)
        return found

    monkeypatch.setattr(audible_proof, "read_audio", counted)
    region = session.user_sound(session.user_track("New"), noise(tmp_path / "a.wav", 20.0), 0.0, "line")
    applied = [Applied(daw.ReplaceContent(region, tmp_path / "a.wav"), daw.Outcome("done"))]
    assert heard_as_meant((), applied, None, session.snapshot()) == ""
    assert sum(read) < 80.0


def test_other_sounds_beside_it_and_copies_elsewhere_are_right(session: FakeDaw, tmp_path: Path) -> None:
    track, sound = session.user_track("Vox"), noise(tmp_path / "a.wav")
    session.user_sound(track, noise(tmp_path / "b.wav", seed=2), 4.0, "other")
    session.user_sound(track, sound, 40.0, "later")
    assert proof(session, daw.NewTrack("New", ref="v"), daw.PlaceAudio("v", sound, 4.0, "line", ref="c")) == ""


def test_the_users_own_doubling_is_not_ours(session: FakeDaw, tmp_path: Path) -> None:
    track, sound = session.user_track("Vox"), noise(tmp_path / "a.wav")
    for name in ("left", "right"):
        session.user_sound(track, sound, 4.0, name)
    region = session.regions[0].id
    before = session.snapshot()
    applied = [Applied(daw.ReplaceContent(region, sound), daw.Outcome("done"))]
    assert heard_as_meant((), applied, before, session.snapshot()) == ""


def test_what_comes_back_lies_beside_what_it_lay_beside(session: FakeDaw, tmp_path: Path) -> None:
    sound = noise(tmp_path / "a.wav")
    session.user_sound(session.user_track("Kick"), sound, 0.0, "kick")
    hats = session.user_track("Hats")
    before = session.snapshot()
    placed = daw.PlaceAudio(hats, sound, 0.0, "hats", ref="c")
    (outcome,) = session.apply([placed], expected_revision=before.revision, label="")
    applied = [Applied(placed, outcome)]
    assert heard_as_meant((Step("undo", {}),), applied, before, session.snapshot()) == ""
    assert "sounds twice" in heard_as_meant((), applied, before, session.snapshot())


def test_another_content_than_was_made_is_told(session: FakeDaw, tmp_path: Path) -> None:
    track = session.user_track("Vox")
    region = session.user_sound(track, noise(tmp_path / "a.wav"), 4.0, "line")
    meant = noise(tmp_path / "b.wav", seed=2)
    applied = [Applied(daw.ReplaceContent(region, meant), daw.Outcome("done"))]
    said = heard_as_meant((), applied, session.snapshot(), session.snapshot())
    assert said == "'line' does not play what was made for it."


def test_silence_where_it_should_sound_is_told(session: FakeDaw, tmp_path: Path) -> None:
    track = session.user_track("Vox")
    silent = write_audio(tmp_path / "s.wav", Audio(np.zeros((2, 48000), np.float32), 48000))
    region = session.user_sound(track, silent, 4.0, "line")
    applied = [Applied(daw.ReplaceContent(region, noise(tmp_path / "b.wav", 1.0)), daw.Outcome("done"))]
    assert "is silent where it should sound" in heard_as_meant((), applied, None, session.snapshot())
    applied = [Applied(daw.ReplaceContent(region, silent), daw.Outcome("done"))]
    assert heard_as_meant((), applied, None, session.snapshot()) == ""


def test_a_level_over_full_scale_is_told(session: FakeDaw, tmp_path: Path) -> None:
    track, sound = session.user_track("Vox"), noise(tmp_path / "a.wav", gain=0.9)
    session.user_sound(track, sound, 4.0, "line")
    session.regions[0] = replace(session.regions[0], gain_db=12.0)
    applied = [Applied(daw.ReplaceContent(session.regions[0].id, sound), daw.Outcome("done"))]
    assert "dB over full scale" in heard_as_meant((), applied, session.snapshot(), session.snapshot())


def test_the_same_notes_twice_on_a_track_are_told(session: FakeDaw) -> None:
    track = session.user_track("Keys", "midi")
    session.user_notes(track, NOTES, 4.0, "first")
    said = proof(session, daw.PlaceMidi(track, NOTES, 4.0, 2.0, "second", ref="c"))
    assert said == "'second' sounds twice: 'first' has the same notes at the same place."


def test_a_minute_is_proven_in_as_many_steps_as_six_seconds(tmp_path: Path) -> None:
    def work(seconds: float) -> int:
        folder = tmp_path / str(seconds)
        folder.mkdir()
        session = FakeDaw(folder)
        track, sound = session.user_track("Vox"), noise(folder / "a.wav", seconds)
        session.user_sound(track, noise(folder / "b.wav", seconds, seed=2), 0.0, "other")
        region = session.user_sound(session.user_track("New"), sound, 0.0, "line")
        applied = [Applied(daw.ReplaceContent(region, sound), daw.Outcome("done"))]
        assert heard_as_meant((), applied, None, session.snapshot()) == ""
        return calls_of(lambda: heard_as_meant((), applied, None, session.snapshot()))

    assert work(60.0) <= work(6.0)


@pytest.mark.parametrize(
    ("silencing", "why"),
    [
        (daw.SetGain("track", -80.0), "the fader of 'Vox' is all the way down"),
        (daw.SetRegionGain("region", -72.0), "the gain of the clip is all the way down"),
        (daw.SetRegionMute("region", True), "the clip itself is muted"),
        (daw.SetAutomation("track", "volume", ((0.0, -90.0), (40.0, -90.0))), "automated all the way down"),
    ],
)
def test_an_edit_of_what_cannot_be_heard_says_so(session: FakeDaw, tmp_path: Path, silencing: Change, why: str) -> None:
    track = session.user_track("Vox")
    session.user_sound(track, noise(tmp_path / "a.wav"), 4.0, "line")
    region = session.snapshot().regions[0].id
    edit = daw.ReplaceContent(region, noise(tmp_path / "b.wav", seed=2), ref="c")
    silenced = silencing.resolved({"track": track, "region": region})
    session.apply([silenced], expected_revision=session.snapshot().revision, label="")
    assert why in proof(session, edit)


def test_what_the_turn_itself_silences_was_asked_for(session: FakeDaw, tmp_path: Path) -> None:
    track = session.user_track("Vox")
    session.user_sound(track, noise(tmp_path / "a.wav"), 4.0, "line")
    region = session.snapshot().regions[0].id
    edit = daw.ReplaceContent(region, noise(tmp_path / "b.wav", seed=2), ref="c")
    assert proof(session, edit, daw.SetRegionGain(region, -80.0)) == ""


def test_an_edit_that_leaves_nothing_to_hear_is_told(session: FakeDaw, tmp_path: Path) -> None:
    track = session.user_track("Vox")
    session.user_sound(track, noise(tmp_path / "a.wav"), 4.0, "line")
    region = session.snapshot().regions[0].id
    gone = daw.ReplaceContent(region, noise(tmp_path / "b.wav", gain=1e-4), ref="c")
    assert proof(session, gone) == "'line' is as good as silent now."
    still = daw.ReplaceContent(region, noise(tmp_path / "c.wav", gain=1e-4, seed=3), ref="d")
    assert proof(session, still) == ""


def test_a_lead_in_that_a_slot_cuts_off_is_no_other_sound(session: FakeDaw, tmp_path: Path) -> None:
    """A clip of a launcher begins with its scene: what should sound before the beat is not there."""
    track, sound = session.user_track("Vox"), noise(tmp_path / "a.wav")
    before = session.snapshot()
    change = daw.PlaceAudio(track, sound, 4.0, "line", ref="c", lead_in_s=0.2)
    outcomes = session.apply([change], expected_revision=before.revision, label="")
    after = session.snapshot()
    (region,) = after.regions
    start_s = after.tempo_map.seconds_at(4.0)
    on_beat = replace(region, start_beats=4.0, start_s=start_s, offset_s=0.2, length_s=3.8)
    applied = [Applied(change, outcomes[0])]
    assert heard_as_meant((), applied, before, replace(after, regions=(on_beat,))) == ""
    later = replace(on_beat, offset_s=1.0, length_s=3.0)
    assert "does not play what was made" in heard_as_meant((), applied, before, replace(after, regions=(later,)))


def test_an_undo_of_what_could_not_be_heard_before_is_done(session: FakeDaw, tmp_path: Path) -> None:
    track, other = session.user_track("Vox"), session.user_track("Bass")
    clip = session.user_sound(track, noise(tmp_path / "a.wav"), 0.0, "line")
    session._set_track(other, solo=True)
    before = session.snapshot()
    change = daw.ReplaceContent(clip, noise(tmp_path / "b.wav", seed=2))
    (outcome,) = session.apply([change], expected_revision=before.revision, label="")
    done = [Applied(change, outcome)]
    assert heard_as_meant([Step("undo", {})], done, before, session.snapshot()) == ""
    assert "'Bass' is soloed" in heard_as_meant([], done, before, session.snapshot())
