"""Some bars of a clip, or of the whole song, moved and copied."""

import numpy as np
import pytest

from engine.assistant.actions import part_of_session
from engine.daw import daw
from engine.errors import UserError
from engine.media.audio import Audio, write_audio
from engine.media.note import Note

WALK = [Note(40 + beat, float(beat), 1.0, 80) for beat in range(16)]


@pytest.fixture
def song(act):
    """A walking bass in bars 1 to 4 and a figure in bar 2; four beats a bar."""
    act.session.user_notes(act.session.user_track("Bass", "midi"), WALK, 0.0, "walk")
    act.session.user_notes(act.session.user_track("Oboe", "midi"), WALK[:4], 4.0, "figure")
    return act


def played(song, track="Bass"):
    """(beat, pitch) of all that a track plays, region for region."""
    here = song.track(track).id
    found = sorted((r for r in song.session.regions if r.track == here), key=lambda r: r.start_beats)
    return [
        (round(r.start_beats + n.start_beats, 3), n.pitch)
        for r in found
        for n in r.notes
        if 0 <= n.start_beats < r.length_beats
    ]


def test_a_part_is_copied_and_the_clip_stays(song):
    song("arrange", action="duplicate", clip="walk", start_bar=2, end_bar=3, bar=7)
    assert played(song) == [(float(b), 40 + b) for b in range(16)] + [(24.0 + b, 44 + b) for b in range(4)]


def test_a_part_is_moved_and_leaves_a_hole(song):
    song("arrange", action="move", clip="walk", start_bar=2, end_bar=3, bar=6)
    assert [beat for beat, _ in played(song)] == [0, 1, 2, 3, *range(8, 16), 20, 21, 22, 23]
    assert played(song)[-4:] == [(20.0 + b, 44 + b) for b in range(4)]


def test_a_part_is_moved_and_copied_by_so_much(song):
    """ "Push everything from bar 2 on back by a bar"; a copy counts from the end of the part."""
    song("arrange", action="move", clip="walk", start_bar=2, end_bar=3, offset_beats=16)
    assert played(song)[-4:] == [(20.0 + b, 44 + b) for b in range(4)]
    song("arrange", action="duplicate", clip="figure", start_bar=2, end_bar=3, offset_beats=4)
    assert played(song, "Oboe") == [(float(b), 36 + b) for b in range(4, 8)] + [(12.0 + b, 40 + b) for b in range(4)]
    with pytest.raises(UserError, match="before the start"):
        song("arrange", action="move", clip="walk", start_bar=1, end_bar=2, offset_beats=-4)


def test_what_it_falls_on_is_not_heard_as_well(song):
    song("arrange", action="duplicate", clip="walk", start_bar=1, end_bar=2, bar=3)
    pitches = [40, 41, 42, 43, 44, 45, 46, 47, 40, 41, 42, 43, 52, 53, 54, 55]
    assert played(song) == [(float(b), p) for b, p in enumerate(pitches)]


def test_a_part_moved_into_its_own_clip(song):
    song("arrange", action="move", clip="walk", start_bar=1, end_bar=2, bar=3)
    assert played(song) == [(float(b), 40 + b) for b in range(4, 8)] + [(8.0 + b, 40 + b) for b in range(4)] + [
        (float(b), 40 + b) for b in range(12, 16)
    ]


def test_all_tracks_several_times(song):
    song("arrange", action="duplicate", start_bar=2, end_bar=4, bar=5, count=2)
    assert [beat for beat, _ in played(song)] == list(range(32))
    assert [pitch for _, pitch in played(song)][16:] == list(range(44, 52)) * 2
    assert [beat for beat, _ in played(song, "Oboe")] == [*range(4, 8), *range(16, 20), *range(24, 28)]


def test_a_part_lies_on_another_track_in_the_same_bars(song):
    song("arrange", action="duplicate", clip="walk", start_bar=3, end_bar=4, track="Oboe")
    assert played(song, "Oboe") == [(4.0 + b, 40 + b) for b in range(4)] + [(8.0 + b, 48 + b) for b in range(4)]
    song("arrange", action="duplicate", clip="walk", start_bar=1, end_bar=2, bar=2, track="Oboe")
    assert played(song, "Oboe")[:4] == [(4.0 + b, 40 + b) for b in range(4)] and len(played(song, "Oboe")) == 8
    song("arrange", action="duplicate", clip="walk", start_bar=2, end_bar=5, track="Tuba")
    assert played(song, "Tuba") == [(float(b), 40 + b) for b in range(4, 16)]
    assert played(song) == [(float(b), 40 + b) for b in range(16)]


def test_a_part_of_a_sound_lies_on_another_track(song, tmp_path):
    wave = np.linspace(0.0, 0.5, 10 * 8000, dtype=np.float32)[None]
    path = write_audio(tmp_path / "rain.wav", Audio(wave, 8000))
    song.session.user_sound(song.session.user_track("Rain"), path, 0.0, "rain")
    song("arrange", action="duplicate", clip="rain", start_bar=2, end_bar=3, track="Rain 2")
    there = song.snapshot.regions_on(song.track("Rain 2").id)
    bar_s = song.snapshot.tempo_map.seconds_at(4.0)
    assert [(one.start_beats, one.end_beats) for one in there] == [(4.0, pytest.approx(8.0, abs=0.01))]
    assert there[0].offset_s == pytest.approx(bar_s, abs=0.01)
    clip = song.access().clip("rain")
    sung = daw.PlaceAudio("t", clip.path, 0.0, "sung", lead_in_s=0.05)  # its consonants lie in the region already
    piece = part_of_session._Piece(song.snapshot.regions_on(song.track("Rain").id)[0], 0.0, 16.0)
    assert part_of_session._cut(sung, piece, 0.0, song.access()).lead_in_s == 0.0


def test_an_upbeat_goes_along(song):
    song.session.user_notes(song.session.user_track("Flute", "midi"), WALK[:5], 7.75, "pickup")
    song("arrange", action="duplicate", clip="pickup", start_bar=3, end_bar=4, bar=9)
    assert [beat for beat, _ in played(song, "Flute")][5:] == [31.75, 32.75, 33.75, 34.75, 35.75]


@pytest.mark.parametrize(
    ("args", "why"),
    [
        ({"start_bar": 2, "end_bar": 3, "bar": 3}, "lies there already"),
        ({"clip": "walk", "start_bar": 9, "end_bar": 11, "bar": 20}, "Nothing lies"),
        ({"clip": "walk", "start_bar": 3, "end_bar": 2, "bar": 20}, "end behind"),
        ({"start_bar": 1, "end_bar": 3, "bar": 9, "track": "Oboe"}, "which clip's part"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_changes(song, args, why):
    before = song.snapshot
    with pytest.raises(UserError, match=why):
        song("arrange", action="duplicate", **args)
    assert song.snapshot.regions == before.regions


def test_deleting_takes_no_part(song):
    with pytest.raises(UserError, match="Only moving and copying"):
        song("arrange", action="delete", clip="walk", start_bar=2, end_bar=3)
