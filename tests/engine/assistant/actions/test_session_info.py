"""session_info: a few plain lines from the session, no ids, no dump."""

from dataclasses import replace

import pytest

from engine.daw import daw
from engine.errors import UserError
from engine.media.note import Note, TempoChange, TempoMap


@pytest.fixture
def song(act):
    keys, vox = act.session.user_track("Keys", "midi"), act.session.user_track("Lead Vox")
    act.session.user_notes(keys, [Note(p, float(i), 4 - i) for i, p in enumerate((65, 68, 72, 60))], 0.0, "chords")
    act.session.user_track("Hall", "bus")
    act.session._set_track(
        vox,
        gain_db=-3.0,
        mute=True,
        plugins=(
            daw.Plugin("p1", "Calf Compressor", parameters=(("ratio", 4.0),)),
            daw.Plugin("p2", "Dragonfly Hall", on=False),
        ),
        sends=(daw.Send(act.track("Hall").id, -12.0),),
    )
    hidden = act.session.user_track("Emptied")
    act.session._set_track(hidden, is_hidden=True)
    act("marker", action="add", name="Chorus", bar=9)
    return act


def test_an_overview(song):
    assert song("session_info").split("\n") == [
        "2 tracks (1 with sound, 1 with notes) and 1 bus, 96 bpm in 4/4, F minor.",
        "It is 0:02 long (1 bar).",
        "Markers: Chorus (bar 9).",
        "Muted: Lead Vox.",
    ]


def test_tracks_and_one_of_them(song):
    told = song("session_info", aspect="tracks")
    assert told.startswith("2 tracks (1 with sound, 1 with notes) and 1 bus: Keys, Lead Vox, Hall.")
    told = song("session_info", track="vox")
    assert "fader −3.0 dB, muted" in told and "Calf Compressor (ratio 4:1), Dragonfly Hall (bypassed)" in told
    assert "Sent to 'Hall' at −12.0 dB." in told and "id" not in told.split()


def test_a_track_is_told_with_all_that_is_set_on_it(song):
    song.session._set_track(song.track("Keys").id, monitor="on", output=song.track("Hall").id, color="#c04040")
    told = song("session_info", track="keys").split("\n")
    assert "The monitoring of 'Keys' is on." in told and "'Keys' goes to 'Hall'." in told
    assert not any("monitoring" in line or "goes to" in line for line in song("session_info", track="vox").split("\n"))


def test_plugins(song):
    assert song("session_info", aspect="plugins", track="keys") == "There is no effect on 'Keys'."
    assert "ratio 4" in song("session_info", aspect="plugins", track="vox")
    told = song("session_info", aspect="plugins")
    assert told == "'Lead Vox': Calf Compressor (ratio 4:1), Dragonfly Hall (bypassed)"


def test_tempo_and_meters(song):
    song("transport", action="set_meter", meter="3/4", bar=5)
    song("transport", action="set_tempo", bpm=120, bar=9)
    song.session.playhead_beats = 20.0
    told = song("session_info", aspect="tempo")
    assert "96 bpm in 3/4 at bar 6" in told
    assert "4/4 from bar 1, 3/4 from bar 5" in told and "120 bpm from bar 9" in told


def test_what_is_selected(song):
    assert "Nothing is selected; the playhead is at bar 1." in song("session_info", aspect="selection")
    song.session.select(song.region("chords").id)
    assert "1 clip: 'chords', 4 notes, on Keys" in song("session_info", aspect="selection")


def test_files_and_sound_that_is_gone(song):
    gone = song.folder / "gone.wav"
    region = daw.Region("r9", song.track("Lead Vox").id, "take", "audio", 0, 4, (gone,))
    song.session.regions.append(region)
    told = song("session_info", aspect="files")
    assert str(song.library.folder) in told and "'take' is missing" in told


def test_a_hundred_tracks_are_no_dump(song):
    for number in range(100):
        song.session.user_track(f"Track {number}")
    assert len(song("session_info", aspect="tracks")) < 300


def test_without_a_daw_it_says_so(song):
    snapshot = song.session.snapshot
    song.session.snapshot = lambda: replace(snapshot(), revision="")
    with pytest.raises(UserError, match="No DAW is connected"):
        song("session_info")


def test_what_goes_through_a_bus_and_lies_in_a_group(song):
    group = song.session.user_track("Band", "group")
    song.session._set_track(song.track("Keys").id, group=group)
    assert "Fed by 'Lead Vox' at −12.0 dB." in song("session_info", track="hall")
    assert "In it: Keys." in song("session_info", track="band")


def test_places(song):
    song.session.user_notes(song.track("Keys").id, [Note(60, 0.0, 4.0)], 36.0, "coda")
    assert song("session_info", aspect="places", start_bar=1, end_bar=9) == "Bars 1–8 are 8 bars long (0:20.0)."
    assert song("session_info", aspect="places", start_bar=9) == "'Chorus' is at bar 9, at 0:20.0."
    assert song("session_info", aspect="places", at=25) == "That is bar 11, at 0:25.0."
    assert song("session_info", aspect="length", start_bar=3, end_bar=4.5) == "Bars 3–4 are 6 beats long (0:03.8)."
    told = song("session_info", aspect="playing", start_bar=1, end_bar=2)
    assert told == "In bar 1: Keys (chords)."


def test_who_has_the_highest_of_all(song):
    song.session.user_notes(
        song.session.user_track("Flute", "midi"), [Note(84, 0.0, 1.0), Note(62, 1.0, 1.0)], 4.0, "air"
    )
    told = song("session_info", aspect="notes").split("\n")
    assert told[0] == "Of all, 'air' has the highest: C6 in bar 2; 'chords' the lowest: C4 in bar 1."
    assert "Of all" not in song("session_info", aspect="notes", start_bar=2, end_bar=3)


def test_empty_tracks(song):
    assert "Empty: Lead Vox." in song("session_info", aspect="tracks")


def test_a_tempo_that_glides_is_told_as_one(act):
    changes = (TempoChange(0.0, 100.0), TempoChange(8.0, 96.0, True), TempoChange(16.0, 120.0))
    act.session.tempo_map = TempoMap(changes)
    told = act("session_info", aspect="tempo")
    assert "Tempo: 100 bpm from bar 1, gliding from 96 bpm at bar 3, 120 bpm from bar 5." in told
