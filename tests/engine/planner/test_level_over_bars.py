"""A level that holds for some bars: how it is asked for, and how it is put right."""


import pytest

from engine.planner.context import ClipInfo, Context, TrackInfo
from tests.engine.planner.session import after, calls

BAR_S = 2.4
SONG = Context(
    tempo=100,
    clips=(
        ClipInfo("r1", "beat", "Drums", "audio", 0, 20 * BAR_S, ("drums",)),
        ClipInfo("r2", "bass", "Bass DI", "audio", 4 * BAR_S, 16 * BAR_S, ("bass",)),
        ClipInfo("r3", "vox scratch", "Old Vox", "audio", 12 * BAR_S, 4, ("speech",)),
        ClipInfo("r4", "Vocal", "Vocal", "audio", 12 * BAR_S, 2 * BAR_S, ("vocal",)),
    ),
    tracks=("Drums", "Bass DI", "Old Vox", "Vocal"),
    track_views=(TrackInfo("Drums", gain_db=-6.0), TrackInfo("Bass DI", gain_db=0.0)),
    markers=(("Intro", 1.0), ("Verse", 5.0), ("Chorus", 13.0)),
)


def held(track: str, level_db: float, start: float, end: float) -> list[dict[str, object]]:
    args = {"track": track, "parameter": "volume", "from": level_db, "to": level_db, "start_bar": start, "end_bar": end}
    return [{"tool": "automate", "args": args}]


@pytest.mark.parametrize(
    ("text", "level_db", "start", "end"),
    [
        ("drums down 3 dB in the verse", -9, 5, 13),
        ("bring the drums down by 3 during the verse", -9, 5, 13),
        ("drums to -9 in the verse", -9, 5, 13),
        ("drums 2 dB louder in the chorus", -4, 13, 21),
        ("drop the drums 4 dB for bars 9 to 12", -10, 9, 13),
    ],
)
def test_steps_count_from_the_fader_and_levels_from_nothing(text, level_db, start, end):
    assert calls(text, SONG) == held("Drums", level_db, start, end)


def test_what_takes_its_time_goes_from_one_level_to_another():
    args = calls("fade the drums up from -20 over bars 5 to 9", SONG)[0]["args"]
    assert (args["from"], args["to"]) == (-20, -6)


@pytest.mark.parametrize(
    ("text", "level_db"),
    [
        ("hmm make that 5", -11),
        ("no, 6 dB", -12),
        ("too much", -7.5),
        ("2 more", -11),
        ("2 dB less", -7),
        ("no, louder", -3),
    ],
)
def test_it_is_put_right_where_it_is(text, level_db):
    done = held("Drums", -9.0, 5.0, 13.0)[0]["args"]
    said = after(SONG, ("drums down 3 dB in the verse", [("automate", done, ())]))
    assert calls(text, said) == held("Drums", level_db, 5, 13)


def test_a_level_that_was_said_is_replaced_by_the_one_said_now():
    done = held("Drums", -9.0, 5.0, 13.0)[0]["args"]
    said = after(SONG, ("drums to -9 in the verse", [("automate", done, ())]))
    assert calls("no, -12", said) == held("Drums", -12, 5, 13)


def test_for_another_track_the_level_is_kept():
    bass = held("Bass DI", -3.0, 5.0, 13.0)[0]["args"]
    said = after(SONG, ("bass down 3 dB in the verse", [("automate", bass, ())]))
    assert calls("the vocal too", said) == held("Vocal", -3, 5, 13)


@pytest.mark.parametrize(("text", "value_db"), [("2 more", -2), ("one dB more", -1), ("2 less", 2)])
def test_more_goes_on_in_the_direction_of_before(text, value_db):
    said = after(SONG, ("bass down 3", [("mix", {"track": "Bass DI", "action": "gain", "value_db": -3.0}, ())]))
    assert calls(text, said)[0]["args"]["value_db"] == value_db


def test_a_name_that_has_all_the_words_wins_over_one_that_is_one_of_them():
    assert calls("mute the scratch vocal", SONG)[0]["args"]["track"] == "Old Vox"
    assert calls("mute the vocal", SONG)[0]["args"]["track"] == "Vocal"
