"""Files of tracks written again with some of them less or more; and no clip is stretched by a figure alone."""

from __future__ import annotations

import pytest

from tests.engine.planner.session import after, calls
from tests.engine.planner.test_counted_clips import SONG

ALL = after(SONG, ("stems please", [("export", {"what": "tracks", "format": "wav"}, ())]))
TWO = after(SONG, ("kick and bells as files", [("export", {"what": "tracks", "tracks": ["Kick", "Bells"]}, ())]))


@pytest.mark.parametrize(
    ("text", "tracks"),
    [
        ("without the kick, it isn't ours", ["Lead Vox", "Bells", "Harp", "Organ", "Organ 2"]),
        ("no, leave out the lead vox", ["Kick", "Bells", "Harp", "Organ", "Organ 2"]),
        ("but not the harp", ["Kick", "Lead Vox", "Bells", "Organ", "Organ 2"]),
    ],
)
def test_some_less(text, tracks):
    (call,) = calls(text, ALL)
    assert (call["tool"], call["args"]["tracks"], call["args"]["format"]) == ("export", tracks, "wav")


@pytest.mark.parametrize("text", ["forgot the harp, add that", "you missed the harp", "add the harp"])
def test_some_more(text):
    (call,) = calls(text, TWO)
    assert call == {"tool": "export", "args": {"what": "tracks", "tracks": ["Kick", "Bells", "Harp"]}}


MIX = after(SONG, ("export the song as mp3", [("export", {"what": "mix", "format": "mp3"}, ())]))
MASTER = after(SONG, ("master it for a podcast", [("export", {"what": "mix", "loudness_lufs": -16}, ())]))
_BUT_THE_KICK = ["Lead Vox", "Bells", "Harp", "Organ", "Organ 2"]


@pytest.mark.parametrize(
    ("text", "tracks", "form"),
    [
        ("and one without the kick", _BUT_THE_KICK, "mp3"),
        ("now without the kick please", _BUT_THE_KICK, "mp3"),
        ("same but no kick, as wav", _BUT_THE_KICK, "wav"),
        ("and another with just the bells and the harp", ["Bells", "Harp"], "mp3"),
        ("now only the kick", ["Kick"], "mp3"),
    ],
)
def test_a_mix_of_others_is_another_file(text, tracks, form):
    (call,) = calls(text, MIX)
    assert call == {"tool": "export", "args": {"what": "mix", "format": form, "tracks": tracks}}


@pytest.mark.parametrize(
    ("text", "lufs"),
    [
        ("louder, -11", -11),
        ("make it -12 lufs", -12),
        ("actually spotify", -14),
        ("no, for the radio", -23),
        ("a bit quieter", -17),
        ("louder", -14),
    ],
)
def test_a_master_is_as_loud_as_is_said(text, lufs):
    (call,) = calls(text, MASTER)
    assert call == {"tool": "export", "args": {"what": "mix", "loudness_lufs": lufs}}


@pytest.mark.parametrize("text", ["mute the kick", "kick down 11", "post it on spotify"])
def test_what_is_no_file_writes_none(text):
    assert all(call["tool"] != "export" for call in calls(text, MASTER))


def test_a_part_of_the_song_is_exported_with_some_tracks():
    said = "bounce bars 9 to 16, kick and bells only"
    (call,) = calls(said, SONG)
    assert call["args"]["tracks"] == ["Kick", "Bells"]
    assert (call["args"]["start_bar"], call["args"]["end_bar"]) == (9, 17)


@pytest.mark.parametrize("text", ["the bells can do 4 bars of that", "lead vox 120", "the harp, 75 is plenty"])
def test_a_figure_alone_stretches_nothing(text):
    faded = after(SONG, ("fade the kick in", [("edit_clip", {"clip": "k1", "action": "fade_in", "bars": 2}, ())]))
    assert "change_tempo_key" not in [call["tool"] for call in calls(text, faded)]


@pytest.mark.parametrize("text", ["stretch the bells to 4 bars", "make the harp fit 100 bpm", "harp 10 percent faster"])
def test_what_says_so_stretches(text):
    assert "change_tempo_key" in [call["tool"] for call in calls(text, SONG)]


def test_a_file_leans_on_the_one_before() -> None:
    """The format stays; what was left out comes back where it is said."""
    (call,) = calls("now just bars 5 to 8", MIX)
    assert call == {"tool": "export", "args": {"what": "mix", "format": "mp3", "start_bar": 5, "end_bar": 9}}
    (call,) = calls("and the bells on their own", MIX)
    assert call == {"tool": "export", "args": {"what": "mix", "format": "mp3", "tracks": ["Bells"]}}


def test_two_tracks_are_not_bounced_to_one() -> None:
    assert [call["tool"] for call in calls("bounce the kick and the bells to one audio track", SONG)] == ["ask"]
