"""What a funk player's, a trap maker's and a sound editor's sentences showed: stretches, rows, ends, pairs, holes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import CallResult, ClipInfo, Context, Exchange, TrackInfo
from engine.planner.offline.text.lone_letters import with_letters_named
from engine.planner.offline.text.spared_bars import with_bars_spared
from tests.engine.planner.session import calls

PLACES = {
    "Banjo": (1.0, 9.0),
    "Kick": (1.0, 9.0),
    "Snare": (1.0, 9.0),
    "Lick": (1.0, 5.0),
    "Bell": (3.0, 4.0),
    "Talk": (6.0, 8.0),
    "Choir A": (1.0, 9.0),
    "Choir B": (1.0, 9.0),
}
VIEWS = tuple(TrackInfo(one, kind="midi" if one == "Lick" else "audio", gain_db=-6, pan=0.0) for one in PLACES)
SONG = Context(
    tempo=120,
    clips=tuple(
        ClipInfo(
            f"c{n}", name.lower(), name, "midi" if name == "Lick" else "audio",
            (bars[0] - 1) * 2, (bars[1] - bars[0]) * 2, bars=bars,
        )
        for n, (name, bars) in enumerate(PLACES.items(), 1)
    ),
    tracks=tuple(PLACES),
    track_views=tuple(replace(one, mute=one.name == "Choir B") for one in VIEWS),
    markers=(("Groove", 3), ("Outro", 7)),
)  # fmt: skip
Done = tuple[str, list[tuple[str, dict[str, Any]]]]


def after(*turns: Done) -> Context:
    said = []
    for number, (text, done) in enumerate(turns, 1):
        told = tuple({"tool": tool, "args": args} for tool, args in done)
        results = tuple(CallResult(at, True, (args["clip"],) if "clip" in args else ()) for at, (_, args) in
                        enumerate(done))  # fmt: skip
        said.append(Exchange(text, told, results, number=number))
    return replace(SONG, dialogue=tuple(said))


def hold(track: str, parameter: str, value: float, start: int, end: int) -> dict[str, Any]:
    span = {"start_bar": start, "end_bar": end}
    return {"track": track, "parameter": parameter, "from": value, "to": value, **span}


PAN: Done = ("snare left", [("mix", {"track": "Snare", "action": "pan", "value": -0.5})])
HOLE: Done = ("banjo out in bar 4", [("automate", hold("Banjo", "mute", 1, 4, 5))])
DIP: Done = ("banjo 6 down in bars 5 and 6", [("automate", hold("Banjo", "volume", -12, 5, 7))])
LOWER: Done = ("lick down a tone", [("change_tempo_key", {"clip": "c4", "semitones": -2})])
TURNED: Done = ("flip the banjo", [("edit_clip", {"clip": "c1", "action": "reverse"})])
PHONE: Done = (
    "let the talk come over the telephone",
    [
        ("apply_effect", {"clip": "c6", "effect": "highpass", "cutoff_hz": 300}),
        ("apply_effect", {"clip": "c6", "effect": "lowpass", "cutoff_hz": 3400}),
    ],
)
DUCKED = ("automate", hold("Banjo", "volume", -11, 5, 7))


def done(said: str, context: Context = SONG) -> list[tuple[str, dict[str, Any]]]:
    return [(one["tool"], one["args"]) for one in calls(said, context)]


@pytest.mark.parametrize(
    "said",
    [
        "banjo down 5 in bars 5 and 6, then back to where it was",
        "in bars 5 and 6 take 5 dB off the banjo so that the talk comes through, and afterwards be as before",
        "keep the banjo 5 dB lower from the start of bar 5 to the end of bar 6, then bring it back up",
        "banjo 5 dB quieter in bars 5 and 6, after that as loud as before",
    ],
)
def test_what_holds_over_bars_is_as_before_behind_them(said: str) -> None:
    assert done(said) == [DUCKED]


@pytest.mark.parametrize(
    "said",
    [
        "let the banjo hold its breath in bar 4, and then it carries on",
        "the banjo takes a breath in bar 4, then it plays on",
        "make the banjo skip bar 4",
        "leave a gap in the banjo in bar 4",
        "the banjo should be silent in bar 4 and then come back in",
    ],
)
def test_a_rest_is_silence_in_its_bars(said: str) -> None:
    assert done(said) == [("automate", hold("Banjo", "mute", 1, 4, 5))]


@pytest.mark.parametrize(
    "said",
    [
        "move the bell so that it is over when the talk begins",
        "slide the bell along so it stops right where the talk starts",
        "shift the bell so its end meets the start of the talk",
    ],
)
def test_what_is_to_end_somewhere_begins_before_it(said: str) -> None:
    assert done(said) == [("arrange", {"action": "move", "clip": "c5", "bar": 5})]


@pytest.mark.parametrize(
    "said",
    [
        "ditch the count on kick and snare, they begin at Groove",
        "cut the count-in off the kick and the snare, they should come in at the Groove marker",
        "kick and snare start at bar 3, nothing before that",
        "drop everything before Groove on kick and snare",
        "kick and snare should only come in at the Groove marker",
    ],
)
def test_what_comes_before_goes_and_the_rest_stays_where_it_lies(said: str) -> None:
    trimmed = {"action": "trim", "start_bar": 3}
    assert done(said) == [("edit_clip", {"clip": one, **trimmed}) for one in ("c2", "c3")]


@pytest.mark.parametrize("said", ["kick left, snare right, both 2 dB down", "kick left, snare right, the two down 2"])
def test_both_are_those_of_the_clauses_before(said: str) -> None:
    assert [(one["track"], one["value_db"]) for _, one in done(said)[2:]] == [("Kick", -2), ("Snare", -2)]


def test_both_before_a_name_is_no_pronoun() -> None:
    assert done("banjo up 2, mute both choir tracks")[1:] == [
        ("mix", {"tracks": ["Choir A", "Choir B"], "action": "mute"})
    ]


HEARD = [("mix", {"track": "Choir B", "action": "unmute"}), ("mix", {"track": "Choir A", "action": "mute"})]


@pytest.mark.parametrize(
    "said",
    [
        "choir B in place of A please",
        "let me hear choir B, not A",
        "switch from choir A to choir B",
        "we had two mics on the choir, just use B, A off",
        "play me choir B only, mute A",
    ],
)
def test_one_of_two_is_heard_and_the_other_is_not(said: str) -> None:
    assert done(said) == HEARD


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("mute choir a", "mute choir a"),
        ("choir B a bit louder", "choir B a bit louder"),
        ("choir A up 2 and B down 1", "choir A up 2 and choir B down 1"),
        ("chords: A, B and E", "chords: A, B and E"),
    ],
)
def test_a_letter_alone_is_a_track_where_only_it_differs(said: str, named: str) -> None:
    assert with_letters_named(said, PLACES) == named


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("lick down a tone, but hands off the fill in bar 4", "lick down a tone except in bar 4"),
        ("lick up an octave, leave the last bar alone", "lick up an octave except in the last bar"),
        ("swing the lick, bars 3 and 4 stay as they are", "swing the lick except in bars 3 and 4"),
        ("trim the lick, keep bars 2 to 3", "trim the lick, keep bars 2 to 3"),
        ("not bar 4", "not bar 4"),
    ],
)
def test_bars_that_a_clause_spares(said: str, plain: str) -> None:
    assert with_bars_spared(said) == plain


def test_spared_bars_keep_their_pitch_and_their_direction() -> None:
    lower = {"clip": "c4", "semitones": -2, "start_bar": 1, "end_bar": 4}
    assert done("lick a whole step lower but don't touch bar 4") == [("change_tempo_key", lower)]
    turned = {"clip": "c1", "action": "reverse", "start_bar": 1, "end_bar": 6}
    assert done("turn the banjo around but leave the last two bars") == [("edit_clip", turned)]


@pytest.mark.parametrize(
    "said", ["let the talk come three times in a row", "I want the talk 3 times, one right behind the other"]
)
def test_so_often_in_a_row_is_a_loop(said: str) -> None:
    assert done(said) == [("edit_clip", {"clip": "c6", "action": "loop", "count": 3})]


@pytest.mark.parametrize(
    "said",
    [
        "bell again on the downbeats of 5, 6 and 8",
        "copy the bell to bars 5, 6 and 8",
        "the bell on the one of 5, 6 and 8 as well",
    ],
)
def test_one_copy_at_each_bar_that_is_listed(said: str) -> None:
    assert [one["bar"] for _, one in done(said)] == [5, 6, 8]


@pytest.mark.parametrize(
    "said", ["run the lick on repeat through bar 8", "the lick is only 4 bars long, loop it so it fills 1 through 8"]
)
def test_a_loop_goes_on_through_its_last_bar(said: str) -> None:
    assert done(said) == [("edit_clip", {"clip": "c4", "action": "loop", "duration": 16})]


@pytest.mark.parametrize(
    ("said", "value_db"),
    [
        ("the kick is too bossy, about half as loud would be fine", -6),
        ("roughly half as loud on the kick", -6),
        ("kick twice as loud would be good", 6),
        ("kick up two and a half", 2.5),
    ],
)
def test_a_share_may_be_about_right(said: str, value_db: float) -> None:
    assert done(said) == [("mix", {"track": "Kick", "action": "gain", "value_db": value_db})]


def test_let_something_be_softer_is_no_ramp() -> None:
    softer = ("automate", hold("Banjo", "volume", -9, 5, 9))
    assert done("let the banjo be 3 dB softer from bar 5 to the end. the bars before that are right.") == [softer]


@pytest.mark.parametrize(
    "said",
    ["one hears the banjo under the talk, mute it there", "one can hear the banjo behind the talk, so mute it there"],
)
def test_what_is_heard_is_spoken_of_and_there_is_where_the_other_plays(said: str) -> None:
    assert done(said, after(PAN)) == [("automate", hold("Banjo", "mute", 1, 6, 8))]


@pytest.mark.parametrize(
    "said",
    [
        "give the talk a hall on a return of its own, fed at -9",
        "talk needs a reverb on a separate return, send it at -9",
        "send the talk at -9 into a new reverb return",
    ],
)
def test_a_return_is_made_with_its_effect_and_fed(said: str) -> None:
    made = done(said)
    assert [one for one, _ in made] == ["arrange", "apply_effect", "route"]
    assert made[2][1] == {"action": "send", "track": "Talk", "to": "Reverb", "value_db": -9}


@pytest.mark.parametrize("said", ["an mp3 to practise with, all but the kick", "a practice mp3, no kick on it"])
def test_what_a_file_is_for_is_not_in_it(said: str) -> None:
    ((task, told),) = done(said)
    assert (task, told["format"], "Kick" in told["tracks"]) == ("export", "mp3", False)


@pytest.mark.parametrize(
    ("said", "turns", "target"),
    [
        ("the hole in the banjo sounds wrong, fill it again, don't touch my other changes", (HOLE, PAN), "#1"),
        ("close the gap in the banjo again", (HOLE, DIP, PAN), "#1"),
        ("no pause in the banjo after all", (HOLE, PAN), "#1"),
        ("take the hole out of the banjo again", (HOLE, PAN), "#1"),
        ("banjo without the dip please", (DIP, PAN), "#1"),
        ("take the dip out of the banjo again, the rest stays", (HOLE, DIP, PAN), "#2"),
        ("lick notes back the way i played them", (LOWER, PAN), "#1"),
        ("put the notes of the lick back, keep all the other stuff", (LOWER, PAN), "#1"),
        ("he is in the room now: without the telephone", (PHONE, PAN), "#1"),
        ("take the telephone off the talk again", (PHONE, PAN), "#1"),
    ],
)
def test_a_hole_a_dip_and_a_telephone_are_taken_back_by_name(said: str, turns: tuple[Done, ...], target: str) -> None:
    assert done(said, after(*turns)) == [("undo", {"target": target})]


@pytest.mark.parametrize(
    "said", ["banjo the right way round again, leave the other stuff", "I liked the banjo forwards better"]
)
def test_the_right_way_round_is_no_side(said: str) -> None:
    assert done(said, after(TURNED, PAN)) == [("edit_clip", {"clip": "c1", "action": "reverse"})]


@pytest.mark.parametrize("said", ["one of them still pokes out, pull it back", "one of the two is too loud, 2 down"])
def test_it_is_asked_which_one_of_them(said: str) -> None:
    both = after(("kick and snare up 2", [("mix", {"tracks": ["Kick", "Snare"], "action": "gain", "value_db": 2})]))
    ((task, told),) = done(said, both)
    assert task == "ask"
    assert "Kick" in told["text"]
    assert "Snare" in told["text"]
