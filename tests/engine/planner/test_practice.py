"""What players say while they work: gaps, noises at a time, a slower tempo to practise, parts of songs as places."""

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import ClipInfo, Context, TrackInfo
from tests.engine.planner.session import after, calls

BAR_S = 240 / 120


def clip(name: str, track: str, first: int, behind: int, kind: str = "audio") -> ClipInfo:
    start, length = (first - 1) * BAR_S, (behind - first) * BAR_S
    return ClipInfo(name, name, track, kind, start, length, bars=(first, behind))


TRIO = Context(
    tempo=120,
    clips=(
        clip("banjo take", "Banjo", 1, 25),
        clip("mandolin", "Mandolin", 1, 25, "midi"),
        clip("stomp", "Stomp", 9, 25),
        clip("clatter", "Break Loop", 1, 25),
    ),
    tracks=("Banjo", "Mandolin", "Stomp", "Break Loop"),
    markers=(("Verse", 1.0), ("Break", 9.0), ("Last Verse", 17.0)),
)


def only(text: str, context: Context = TRIO) -> dict[str, Any]:
    (call,) = calls(text, context)
    return {"tool": call["tool"], **call["args"]}


@pytest.mark.parametrize(
    ("text", "bars"),
    [
        ("leave a bar of nothing before the last verse, everyone stops", (16, 17)),
        ("two bars of silence right before the break", (7, 9)),
        ("let's have one bar of rest at bar 5", (5, 6)),
        ("two beats of silence before bar 9", (8.5, 9)),
    ],
)
def test_a_gap_mutes_everything_there(text, bars):
    made = calls(text, TRIO)
    assert {call["args"]["track"] for call in made} == set(TRIO.tracks)
    assert all((call["args"]["parameter"], call["args"]["from"]) == ("mute", 1) for call in made)
    assert {(call["args"]["start_bar"], call["args"]["end_bar"]) for call in made} == {bars}


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("there's a chair creak at about 12 seconds in the banjo, can you kill it", 11.8),
        ("take out the click at 3.5 s on the banjo", 3.3),
        ("the banjo has a thump at 7 seconds, cut it out", 6.8),
    ],
)
def test_a_noise_at_a_time_is_mended_and_nothing_is_cut(text, start):
    assert (only(text)["tool"], only(text)["start"]) == ("inpaint", start)


def test_slower_to_practise_is_the_tempo():
    looped = after(TRIO, ("loop the break", [("transport", {"action": "loop", "start_bar": 9, "end_bar": 17}, ())]))
    assert only("slower, say 84, just for practising", looped) == {
        "tool": "transport",
        "action": "set_tempo",
        "bpm": 84,
    }
    assert only("a bit slower, 100 bpm", looped)["bpm"] == 100


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("mandolin an octave lower in the break", {"tool": "change_tempo_key", "clip": "mandolin", "start_bar": 9}),
        ("banjo 2 dB down in the break", {"tool": "automate", "track": "Banjo", "start_bar": 9}),
        ("turn the break loop down 2 dB", {"tool": "mix", "track": "Break Loop"}),
    ],
)
def test_a_part_of_the_song_is_no_instrument(text, wanted):
    assert wanted.items() <= only(text).items()


def test_a_bare_figure_is_the_place():
    made = calls("give me a one bar fill at 24", TRIO)
    assert "bpm" not in made[0]["args"] and (made[1]["args"]["action"], made[1]["args"]["bar"]) == ("place", 24)
    assert calls("drum loop at 124", TRIO)[0]["args"]["bpm"] == 124
    made = calls("a pad at 9", TRIO)
    assert "bars" not in made[0]["args"] and made[1]["args"]["bar"] == 9


def test_not_all_the_way():
    assert only("quantize the mandolin to 16ths but not all the way")["amount"] == 0.6
    assert only("quantize the mandolin to 16ths all the way").get("amount", 1) == 1
    assert only("randomise the mandolin's velocities a bit")["action"] == "humanize"


@pytest.mark.parametrize(
    ("text", "lufs"),
    [
        ("export it for Spotify", -14),
        ("bounce the song for youtube please", -14),
        ("render the show for the radio", -23),
    ],
)
def test_an_export_for_a_platform(text, lufs):
    assert only(text) == {"tool": "export", "what": "mix", "loudness_lufs": lufs}


def test_nothing_is_uploaded():
    assert only("upload it to youtube")["tool"] == "refuse"


def test_markers_every_so_many_bars():
    made = calls("put a marker every 4 bars", TRIO)
    assert [call["args"]["bar"] for call in made] == [5, 13, 21]
    assert made[0]["args"]["name"] == "Bar 5"
    assert only("a marker on every bar please", replace(TRIO, clips=(clip("long", "Banjo", 1, 200),)))["tool"] == "ask"


def test_down_and_not_muted():
    there = {"track": "Stomp", "parameter": "mute", "from": 1, "to": 1, "start_bar": 9, "end_bar": 17}
    muted = after(TRIO, ("mute the stomp in the break", [("automate", there, ())]))
    assert {"tool": "automate", "parameter": "volume", "from": -6, "start_bar": 9}.items() <= only(
        "no wait, half volume rather than mute", muted
    ).items()
    muted = after(TRIO, ("mute the stomp", [("mix", {"track": "Stomp", "action": "mute"}, ())]))
    made = calls("not muted, just 4 dB down", muted)
    assert [call["tool"] for call in made] == ["undo", "mix"] and made[1]["args"]["value_db"] == -4


def test_a_figure_while_another_plays_is_a_level():
    said = only("turn the banjo down 4 dB while the stomp plays")
    assert {"tool": "automate", "track": "Banjo", "from": -4, "start_bar": 9, "end_bar": 25}.items() <= said.items()


def test_a_bus_called_like_an_effect():
    hall = replace(TRIO, track_views=(TrackInfo("Hall", "bus"),))
    assert only("hall 3 dB less", hall) == {"tool": "mix", "track": "Hall", "action": "gain", "value_db": -3}


@pytest.mark.parametrize(
    ("text", "db", "bars"),
    [
        ("the banjo in bars 5 to 8 a bit quieter", -1.5, (5, 9)),
        ("banjo bars 3 and 4 2 dB down", -2, (3, 5)),
        ("banjo bars 3-4 -2 dB", -2, (3, 5)),
        ("stomp break 3 dB down", -3, (9, 17)),
    ],
)
def test_a_level_behind_its_bars(text, db, bars):
    assert only(text) == {
        **{"tool": "automate", "track": "Stomp" if "stomp" in text else "Banjo", "parameter": "volume"},
        **{"from": db, "to": db, "start_bar": bars[0], "end_bar": bars[1]},
    }


def test_a_thing_and_bars_alone_change_nothing():
    assert only("the banjo in bars 5 to 8")["tool"] == "ask"


def test_the_same_bars():
    made = calls("mandolin bars 9-12 an octave lower, banjo same bars 2 dB up", TRIO)
    assert [(call["tool"], call["args"]["start_bar"]) for call in made] == [("change_tempo_key", 9), ("automate", 9)]


@pytest.mark.parametrize(
    ("text", "lufs"),
    [
        ("master it for streaming", -14),
        ("master the song to -10 LUFS", -10),
        ("can you master this now?", -14),
        ("master it for Apple Music", -16),
        ("master the whole song for the radio please", -23),
    ],
)
def test_a_song_of_many_tracks_is_mastered_as_a_file(text, lufs):
    turned = after(TRIO, ("stomp down 2", [("mix", {"track": "Stomp", "action": "gain", "value_db": -2}, ())]))
    for context in (TRIO, turned):
        assert only(text, context) == {"tool": "export", "what": "mix", "loudness_lufs": lufs}


def test_one_clip_is_mastered_by_its_name():
    assert only("master the banjo take")["tool"] == "master"
    mix = replace(TRIO, clips=(*TRIO.clips, ClipInfo("m", "final mix", None, "audio", 0, 50, ("mix",))))
    assert only("master the mix", mix) == {"tool": "master", "clip": "m"}
