"""Numbers, units, names and places read from words."""

import pytest

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.reading.mentions import named_words
from engine.planner.offline.reading.reading_cache import pieces
from engine.planner.offline.slots.languages import language_of_country, languages
from engine.planner.offline.slots.texts import chord_list, degrees, keys
from engine.planner.offline.text.fraction import share
from engine.planner.offline.text.names import fit
from engine.planner.offline.text.quantity import quantities, spoken_number
from tests.engine.planner.session import BAND


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("3 dB", 3, "dB"),
        ("minus three dB", -3, "dB"),
        ("a hundred and four bpm", 104, "bpm"),
        ("3.5k", 3500, "Hz"),
        ("half a minute", 30, "s"),
        ("1m20", 80, "s"),
        ("1:05", 65, "s"),
        ("a minute and a half", 90, "s"),
        ("two and a half seconds", 2.5, "s"),
        ("250 ms", 250, "ms"),
        ("-14 LUFS", -14, "LUFS"),
        ("bar thirty three", 33, "bar"),
        ("eight bars", 8, "bars"),
        ("twenty percent", 20, "%"),
        ("four to one", 4, "ratio"),
        ("an octave", 12, "semitones"),
        ("three half steps", 3, "semitones"),
        ("6x", 6, "x"),
        ("twice", 2, ""),
        ("45 degrees", 45, "deg"),
        ("12 bits", 12, "bits"),
        ("20 cm", 0.2, "m"),
        ("one minute four", 64, "s"),
        ("a db and a half", 1.5, "dB"),
        ("seven tenths of a second", 0.7, "s"),
        ("one fiftieth of a hertz", 0.02, "Hz"),
        ("two and three tenths", 2.3, ""),
        ("half and half", 0.5, ""),
        ("the opening minute and a half", 90, "s"),
        ("0:12 and a half", 12.5, "s"),
        ("half a dozen", 6, ""),
        ("minus two dozen", -24, ""),
        ("3k2", 3200, "Hz"),
        ("one k six", 1600, "Hz"),
        ("one hundred and one", 101, ""),
        ("a couple down", 2, ""),
    ],
)
def test_quantities(text: str, value: float, unit: str) -> None:
    found = quantities(text)
    assert [(round(one.value, 3), one.unit) for one in found] == [(value, unit)]


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("bars 2-4", 2, 4, "bar"),
        ("12.0-12.4 s", 12, 12.4, "s"),
        ("from 0:30 to 1:15", 30, 75, "s"),
        ("five minutes to six", 300, 360, "s"),
        ("between three and four point five", 3, 4.5, ""),
    ],
)
def test_ranges(text: str, low: float, high: float, unit: str) -> None:
    first, second = quantities(text)
    assert (first.value, second.value, first.unit, second.unit) == (low, high, unit, unit)
    assert first.low and second.high


def test_spoken_numbers() -> None:
    assert [
        spoken_number(words)
        for words in ("one eighteen", "two fifty", "fifteen hundred", "sixty four", "a hundred and four", "one oh four")
    ] == [118, 250, 1500, 64, 104, 104]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("100 no wait 104", 104, ""),
        ("at 150 no 180 Hz", 180, "Hz"),
        ("2 uh 3 semis", 3, "semitones"),
        ("minus 6, sorry, minus 7", -7, ""),
        ("8 dB, actually make it 5", 5, "dB"),
    ],
)
def test_a_number_taken_back(text: str, value: float, unit: str) -> None:
    assert [(one.value, one.unit) for one in quantities(text)] == [(value, unit)]


@pytest.mark.parametrize(
    "text", ["take_03 and gtr2 and 3rd", "a fifth above", "the 808 goes down", "two o'clock", "2nds"]
)
def test_names_are_no_numbers(text: str) -> None:
    assert quantities(text) == []


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("a third", 1 / 3),
        ("a fifth of it", 0.2),
        ("half and half", 0.5),
        ("halfway", 0.5),
        ("nearly full depth", 0.9),
        ("completely", 1),
        ("a third above", None),
        ("a bit", None),
    ],
)
def test_shares(words: str, value: float | None) -> None:
    assert share(words) == (None if value is None else pytest.approx(value, abs=1e-4))


def test_keys_and_chords() -> None:
    assert keys("a dark pad in G minor") == ["G minor"]
    assert keys("b flat major please") == ["Bb major"]
    assert keys("in A", loose=True) == ["A major"]
    assert keys("make a beat", loose=True) == []
    assert chord_list("make chords: Dm Bb F C") == ["Dm", "Bb", "F", "C"]
    assert chord_list("ii V I") == ["ii", "V", "I"]
    assert chord_list("play a note") == []


def test_degrees() -> None:
    assert degrees("six two five one", is_minor=False) == ["vi", "ii", "V", "I"]
    assert degrees("1-6-7", is_minor=True) == ["i", "VI", "VII"]
    assert degrees("bars 1 to 5", is_minor=False) == []


def test_the_language_of_a_country() -> None:
    assert language_of_country("for the people in Norway") == "norwegian"
    assert language_of_country("for the people next door") == ""


def test_languages() -> None:
    assert languages("from German into Brazilian Portuguese")[0][0] == "german"


def test_names_fit_what_is_said() -> None:
    assert fit("vox main", "vox_main.wav") > fit("vox main", "vox_main (eq)")
    assert fit("the lecturer's voice", "lecture.wav") > 0.75
    assert fit("the singer", "take 4", ("vocal",)) > 0.75
    assert fit("the trombone", "rhodes.wav", ("keys",)) == 0


def test_named_clips_are_known() -> None:
    scene = DialogueState.of(BAND)
    assert named_words("trim the sunday mix to bars 1-2", scene) == (0, 0, 1, 1, 0, 0, 0, 0, 0)
    assert not any(named_words("make a house loop", scene))
    assert named_words("let the grandma portrait talk", scene) == (0, 0, 2, 2, 0)


def test_requests_are_cut_where_a_new_step_begins() -> None:
    text = "denoise the vocal, then put a reverb on it and move it to bar 5"
    assert [piece.strip(" ,") for piece in pieces(text, DialogueState.of(BAND))] == [
        "denoise the vocal",
        "then put a reverb on it",
        "and move it to bar 5",
    ]
