"""Making again what a later request still held."""

from __future__ import annotations

from pathlib import Path

from engine.assistant.session_changes import SessionChanges
from engine.assistant.undo.undo import Undo
from engine.daw import daw
from tests.engine.assistant.undo.random_requests import NOTES
from tests.engine.assistant.undo.song import Song


def test_a_front_that_was_cut_twice_and_a_tail_cut_since(tmp_path: Path) -> None:
    """The way back of the first trim has the same move in it twice; both are fetched back from the second."""
    song = Song(tmp_path, makes_anew=False)
    region = song.session.regions[0]
    first = song.ask([daw.Trim(region.id, region.start_beats + 0.48, region.end_beats)])
    song.undo(f"#{first.number}")
    song.redo(f"#{first.number}")
    second = song.ask([daw.Trim(region.id, region.start_beats + 0.48, region.start_beats + 0.72)])
    song.undo(f"#{second.number}")
    song.redo(f"#{second.number}")
    before = song.content()
    song.undo(f"#{first.number}")
    assert song.redo(f"#{first.number}")[1] == ""
    assert song.content() == before
    song.library.close()


def test_what_another_request_removed_is_not_removed_twice(tmp_path: Path) -> None:
    """Two requests removed the same marker, one after the other was taken back: it comes back once."""
    song = Song(tmp_path, makes_anew=True)
    first = song.content()
    removed = song.ask([daw.RemoveMarker(song.session.markers[0].id)]).number
    assert song.undo(f"#{removed}")[1] == ""
    again = song.ask([daw.RemoveMarker(song.session.markers[0].id)]).number
    assert "is gone" in song.redo(f"#{removed}")[1]
    song.undo(f"#{removed}")
    assert song.undo(f"#{again}")[1] == "" and song.content() == first
    song.library.close()


def test_what_cannot_be_taken_back_or_made_again_is_not_told_as_done(tmp_path: Path) -> None:
    song = Song(tmp_path, makes_anew=True)
    turn = song.ask([daw.ReplaceContent(song.session.regions[0].id, song.sound)])
    song.session.refuses = "replace_content"
    said = song.undo(f"#{turn.number}")[1]
    assert said.startswith("Not done: ") and "was changed in place (The DAW refused.)" in said
    song.session.refuses = ""
    assert song.undo(f"#{turn.number}")[1] == ""
    song.session.refuses = "replace_content"
    assert song.redo(f"#{turn.number}")[1].startswith("Not done: ")
    song.library.close()


def test_what_was_moved_since_is_not_cut_where_it_was(tmp_path: Path) -> None:
    """A cut was taken back and the region moved: made again, the cut would pull it back, before its own sound."""
    song = Song(tmp_path, makes_anew=True)
    region = song.session.regions[0]
    cut = song.ask([daw.Split(region.id, (region.start_beats + region.end_beats) / 2, "half")]).number
    assert song.undo(f"#{cut}")[1] == ""
    song.ask([daw.Move(song.session.regions[0].id, region.start_beats + 25)])
    before = song.content()
    assert song.redo(f"#{cut}")[1].endswith("what it was about lies elsewhere now.")
    assert song.content() == before
    song.library.close()


def test_what_was_made_again_in_part_is_taken_back_though_the_rest_cannot_come(tmp_path: Path) -> None:
    """A group of two tracks, taken back; one track goes. Made again twice, the group still stands for one undo."""
    song = Song(tmp_path, makes_anew=False)
    guitar, lead = (track.id for track in song.session.tracks[:2])
    without = {track.name for track in song.session.tracks} - {song.session.tracks[1].name}
    band = [daw.NewTrack("Band", "group", ref="b"), daw.SetGroup(guitar, "b"), daw.SetGroup(lead, "b")]
    grouped = song.ask(band).number
    assert song.undo(f"#{grouped}")[1] == ""
    song.ask([daw.RemoveTrack(lead)])
    for _ in range(2):
        assert "what it was about is gone" in song.redo(f"#{grouped}")[1]
    assert song.undo(f"#{grouped}")[1] == ""
    assert {track.name for track in song.session.tracks} == without
    assert not any(track.group for track in song.session.tracks)
    song.library.close()


def test_notes_are_not_written_behind_the_end_of_what_was_cut_since(tmp_path: Path) -> None:
    song = Song(tmp_path, makes_anew=True)
    first = song.content()
    tune = next(region for region in song.session.regions if region.kind == "midi")
    changed = song.ask([daw.SetNotes(tune.id, NOTES[:2])]).number
    assert song.undo(f"#{changed}")[1] == ""
    cut = song.ask([daw.Trim(tune.id, tune.start_beats, tune.start_beats + 0.5)]).number
    assert song.redo(f"#{changed}")[1].endswith("what it was about is shorter now.")
    assert song.undo(f"#{cut}")[1] == "" and song.content() == first
    assert song.redo(f"#{changed}")[1] == ""
    assert song.undo(f"#{changed}")[1] == "" and song.content() == first
    song.library.close()


def test_a_part_goes_with_what_the_same_request_has_laid_over_it(tmp_path: Path) -> None:
    """A clip was cut, then a fade was printed into it: without the cut there is nothing for the fade to end."""
    song = Song(tmp_path, makes_anew=False)
    region, before = song.session.regions[0], song.content(with_faders=False)

    def work(made: SessionChanges, _: Undo) -> None:
        made.apply([daw.SetGain(region.track, -7.0)], 1)
        made.apply([daw.Trim(region.id, region.start_beats, region.start_beats + 0.5)], 2)
        made.apply([daw.ReplaceContent(region.id, song.sound, length_s=0.2)], 3)

    turn, _ = song._request(work)
    assert song.content(with_faders=False) != before
    assert song.undo(f"#{turn.number}.2")[1] == "" and song.content(with_faders=False) == before
    kept = song.session.snapshot().track(region.track)
    assert kept and kept.gain_db == -7.0
    song.library.close()
