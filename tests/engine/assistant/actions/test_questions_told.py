"""What a question of the session is answered: a line or two that hold what was asked, and nothing else."""

import pytest

from engine.daw import daw
from engine.media.note import Note


@pytest.fixture
def song(act):
    keys, vox = act.session.user_track("Keys", "midi"), act.session.user_track("Lead Vox")
    act.session.user_notes(keys, [Note(p, float(i), 1) for i, p in enumerate((65, 68, 72, 60))], 8.0, "chords")
    act.session.user_track("Hall", "bus")
    act.session._set_track(vox, gain_db=-3.0, pan=-0.4, mute=True, sends=(daw.Send(act.track("Hall").id, -12.0),))
    return act


@pytest.mark.parametrize(
    ("args", "told"),
    [
        ({"aspect": "level", "track": "vox"}, "The fader of 'Lead Vox' is at −3.0 dB, muted."),
        ({"aspect": "pan", "track": "vox"}, "'Lead Vox' is panned 40% left."),
        ({"aspect": "pan", "track": "keys"}, "'Keys' is in the centre."),
        ({"aspect": "mute"}, "Muted: Lead Vox."),
        ({"aspect": "mute", "track": "keys"}, "No, 'Keys' is not muted."),
        ({"aspect": "solo"}, "No track is soloed."),
        ({"aspect": "heard", "track": "vox"}, "No, 'Lead Vox' is muted."),
        ({"aspect": "sends", "track": "hall"}, "'Lead Vox' at −12.0 dB goes to 'Hall'."),
        ({"aspect": "sends", "track": "keys", "to": "hall"}, "No, 'Keys' is not sent to 'Hall'."),
        ({"aspect": "playing", "track": "keys"}, "'Keys' plays in bar 3 ('chords')."),
        ({"aspect": "clips", "track": "keys"}, "On 'Keys' lies 1 clip: 'chords' (bar 3)."),
        ({"aspect": "plugins", "track": "vox", "knob": "limiter"}, "No, there is no limiter on 'Lead Vox'."),
        (
            {"aspect": "level", "track": "keys", "to": "vox"},
            "'Keys' is 3.0 dB louder than 'Lead Vox' by the faders (0.0 and −3.0 dB).",
        ),
        (
            {"aspect": "playing", "track": "keys", "start_bar": 1, "end_bar": 2},
            "No, 'Keys' does not play in bar 1. It first plays in bar 3 ('chords').",
        ),
    ],
)
def test_a_line_holds_what_was_asked(song, args, told):
    answer = song("session_info", **args).split("\n")
    assert answer[0] == told


@pytest.mark.parametrize(
    ("note", "when", "told"),
    [
        ("F4", "after", "After F4 comes Ab4, 1 beat long, at bar 3 beat 2."),
        ("2", "before", "Before Ab4 comes F4, 1 beat long, at bar 3."),
        ("-1", "after", "C4 is the last note of 'chords'."),
        ("B4", "after", "'chords' has no note 'B4'."),
    ],
)
def test_the_note_beside_another(song, note, when, told):
    assert song("session_info", aspect="notes", clip=f"region:{song.region('chords').id}", note=note, when=when) == told
