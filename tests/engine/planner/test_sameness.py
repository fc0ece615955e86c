"""What an order means does not hang on what stands around it: courtesies, reasons, other orders, a word put right."""

from __future__ import annotations

import random
from typing import Any

import pytest

from bench.planner.sameness import means, orders, together, worded
from bench.planner.sameness_sessions import SESSIONS
from engine.planner.offline.planner import OfflinePlanner

ASKING = OfflinePlanner()
Means = list[tuple[str, dict[str, Any]]]


def meant(session: str, text: str) -> Means:
    return means(ASKING, text, SESSIONS[session])


def acts(session: str, text: str) -> list[str]:
    return [f"{task} {args.get('action', '')}".strip() for task, args in meant(session, text)]


# --- around an order ---

PLAIN = (
    ("loops", "throw a flanger on the clap"),
    ("loops", "sweep a high-pass on the stab from 100 Hz to 2 kHz in bars 17 to 20"),
    ("band", "group BV 1 and the organ"),
    ("band", "cycle bars 5 to 16"),
    ("band", "saturate the snare"),
    ("podcast", 'say "stay tuned" in a cheerful voice'),
    ("podcast", "silence the guest from bar 18 to 19"),
    ("foreign", "double the Chor an octave down"),
    ("likenamed", "lower the 808 by 2 dB"),
    ("numbers", "set audio 2 to -7 dB"),
)


@pytest.mark.parametrize("around", [
    "why don't we {}", "before we forget, {}", "{}, pretty please", "{} really quickly", "ok just {} for me",
    "good evening, {}", "I wonder if you might {}", "do me the favour and {}", "looking good so far, {}",
    "hi there, {}", "I need you to {}", "{} as soon as you can", "to start with, {}",
])  # fmt: skip
def test_what_stands_around_changes_nothing(around: str) -> None:
    for session, text in PLAIN:
        told = around.format(text)
        assert meant(session, told) == meant(session, text) != [("ask", {})], told


@pytest.mark.parametrize(("session", "text", "wanted"), [
    ("band", "before I forget, mute the snare", ["mix mute"]),
    ("sketch", "compose an arpeggio for 4 bars, pretty please and thanks", ["generate_midi"]),
    ("numbers", "my bassist left early. hide the metronome", ["refuse"]),
    ("numbers", "alright, actually, hide the click", ["refuse"]),
    ("band", "great to see you! cycle bars 5 to 8", ["transport loop"]),
    ("quartet", "rename the marker Theme to Opening since it sounds nicer", ["marker rename"]),
])  # fmt: skip
def test_no_act_comes_of_what_stands_around(session: str, text: str, wanted: list[str]) -> None:
    assert acts(session, text) == wanted


@pytest.mark.parametrize(("text", "name"), [
    ("rename the organ to Thanks", "Thanks"), ("call the organ Real Quick", "Real Quick"),
])  # fmt: skip
def test_a_name_is_no_courtesy(text: str, name: str) -> None:
    ((_, args),) = meant("band", text)
    assert args["name"] == name


@pytest.mark.parametrize("text", ["why is the snare muted?", "why don't we hear the organ?", "let's see"])
def test_no_order_is_made_of_a_question(text: str) -> None:
    assert not [one for one in acts("band", text) if one.split()[0] in ("mix", "automate", "arrange", "edit_clip")]


# --- beside other orders ---


@pytest.mark.parametrize(("session", "first", "second"), [
    ("band", "harmonize BV 1 a third below", "set the snare to -9 dB"),
    ("podcast", "generate a five second wind ambience", "level the guest to -20 LUFS"),
    ("podcast", "put a gate on the guest", "widen the music"),
    ("numbers", "separate the stems of audio 4", "pan audio 2 15 left"),
    ("likenamed", "put the bridge gtr in a group with the keys", "distort the beat"),
    ("loops", "cycle bars 9 to 16", "route the kick and the clap to a bus called Beats"),
    ("quartet", "write a slow bass line in D minor for 4 bars", "crescendo on the viola from bar 2 to bar 6"),
])  # fmt: skip
@pytest.mark.parametrize("joint", [" and ", ", after that ", "\n", ". also, "])
def test_two_orders_are_each_what_they_are_alone(session: str, first: str, second: str, joint: str) -> None:
    alone = [[task for task, _ in meant(session, one)] for one in (first, second)]
    if first.startswith("separate"):  # what comes behind a split may be of its parts, and is asked
        assert acts(session, f"{first}{joint}{second}") in (["ask"], ["separate_stems", "mix pan"])
        return
    assert [task for task, _ in meant(session, f"{first}{joint}{second}")] == [*alone[0], *alone[1]]


@pytest.mark.parametrize(("text", "wanted"), [
    ("mute the snare and pan it left", [{"track": "Snare", "action": "mute"},
                                        {"track": "Snare", "action": "pan", "value": -1.0}]),
    ("turn the organ up 2 dB, and the snare too", [{"track": "Organ", "action": "gain", "value_db": 2.0},
                                                   {"track": "Snare", "action": "gain", "value_db": 2.0}]),
])  # fmt: skip
def test_what_leans_on_the_order_before_it_still_does(text: str, wanted: list[dict[str, Any]]) -> None:
    assert [args for _, args in meant("band", text)] == wanted


def test_a_verb_without_its_object_shares_it() -> None:
    assert [args.get("clip") for _, args in meant("loops", "reverse and normalize the riser")] == ["c7", "c7"]


# --- put right ---


@pytest.mark.parametrize(("session", "text", "wanted"), [
    ("band", "mute the organ, scratch that, arm the snare", "arm the snare"),
    ("band", "solo the bass di, wait no, saturate the organ", "saturate the organ"),
    ("podcast", "mute the host, no, normalize the guest", "normalize the guest"),
    ("foreign", "solo the Klavier, I mean the Chor", "solo the Chor"),
    ("band", "take the delay off gtr r, sorry, gtr l", "take the delay off gtr l"),
    ("loops", "turn the pad, oops, the stab down 4 dB", "turn the stab down 4 dB"),
    ("band", "master the song to -9 LUFS, no, make that -11 LUFS", "master the song to -11 LUFS"),
    ("band", "master the song to minus eleven LUFS", "master the song to -11 LUFS"),
])  # fmt: skip
def test_the_last_word_counts(session: str, text: str, wanted: str) -> None:
    assert meant(session, text) == meant(session, wanted) != [("ask", {})]


def test_only_the_last_order_is_taken_back() -> None:
    assert acts("band", "pan the organ left and mute the snare, no wait, solo the snare") == ["mix pan", "mix solo"]


@pytest.mark.parametrize("text", ["mute the kick in, no, the snare is fine", "no kick in the chorus"])
def test_no_is_not_always_a_turn(text: str) -> None:
    assert acts("band", text) != ["mix solo"]


# --- names with numbers, parts called by a letter ---


@pytest.mark.parametrize(("text", "wanted"), [
    ("bring audio 3 to -5 dB", [("mix", {"track": "Audio 3", "action": "gain", "set_db": -5.0})]),
    ("turn audio 1 into midi", [("audio_to_midi", {"clip": "c1"})]),
    ("get me the stems of audio 4", [("separate_stems", {"clip": "c5"})]),
    ("mute audio 1 in A", [("automate", {"track": "Audio 1", "parameter": "mute", "from": 1.0, "to": 1.0,
                                         "start_bar": 1.0, "end_bar": 9.0})]),
])  # fmt: skip
def test_a_number_belongs_to_its_name(text: str, wanted: Means) -> None:
    assert meant("numbers", text) == wanted


def test_an_article_is_no_part_of_the_song() -> None:
    made = meant("numbers", "send audio 2 to a delay bus")
    assert [args["track"] for task, args in made if task == "route"] == ["Audio 2"] and "bar" not in str(made)


@pytest.mark.parametrize(("text", "wanted"), [
    ("compress 808", ("apply_effect", {"track": "808", "effect": "compressor"})),
    ("lower 808 by 3 dB", ("mix", {"track": "808", "action": "gain", "value_db": -3.0})),
    ("stretch the keys to half speed", ("change_tempo_key", {"clip": "c6", "ratio": 0.5})),
    ("stretch the keys to double speed", ("change_tempo_key", {"clip": "c6", "ratio": 2.0})),
])  # fmt: skip
def test_alone(text: str, wanted: tuple[str, dict[str, Any]]) -> None:
    assert meant("likenamed", text) == [wanted]


def test_a_fader_is_set_where_it_was_turned_before() -> None:
    """The last turn of that session turned the snare up 1 dB."""
    assert meant("band", "set the snare to -9 dB") == [("mix", {"track": "Snare", "action": "gain", "set_db": -9.0})]


# --- verbs of any kind ---


@pytest.mark.parametrize(("session", "first", "second"), [
    ("loops", "plaster the clap with a big reverb", "tint the hats yellow"),
    ("band", "steer gtr r 30 percent to the left", "pummel the snare with a compressor"),
    ("numbers", "shred audio 2 with distortion", "even out audio 1"),
    ("likenamed", "douse the keys in delay", "wrench the bridge gtr to bar 25"),
])  # fmt: skip
@pytest.mark.parametrize("joint", [" and ", ", then ", "\n", "; "])
def test_a_verb_that_no_list_has_begins_an_order(session: str, first: str, second: str, joint: str) -> None:
    alone = [task for one in (first, second) for task, _ in meant(session, one)]
    assert alone and [task for task, _ in meant(session, f"{first}{joint}{second}")] == alone


@pytest.mark.parametrize(("session", "done", "lost"), [
    ("loops", "mute the stab", "season the hats with cinnamon"),
    ("band", "solo the organ", "befriend BV 2"),
    ("podcast", "mute the room", "befriend the guest"),
    ("quartet", "pan the viola 20 left", "serenade the cello"),
])  # fmt: skip
@pytest.mark.parametrize("joint", [" and ", ", then ", ". also, ", "\n"])
def test_no_order_is_lost_without_a_word(session: str, done: str, lost: str, joint: str) -> None:
    for text in (f"{done}{joint}{lost}", f"{lost}{joint}{done}"):
        plan = ASKING.plan(text, SESSIONS[session])
        assert plan.is_reply or plan.choices or f"“{lost}”" in plan.note, text
        assert plan.is_reply or means(ASKING, text, SESSIONS[session]) == meant(session, done), text


@pytest.mark.parametrize(("session", "text"), [
    ("band", "mute the snare and pan it left"),
    ("loops", "make a simple drum beat for 8 bars, only kick and clap"),
    ("band", "the snare lost all its bite, turn it up 2 dB"),
    ("loops", "reverse and normalize the riser"),
    ("band", "turn the organ up 2 dB, and the snare too"),
    ("numbers", "put audio 1 and audio 3 in a group"),
    ("likenamed", "I like the keys, mute the beat"),
    ("band", "hold the organ 6 dB lower from bar 17 to bar 20, then bring it back"),
])  # fmt: skip
def test_what_is_done_is_not_said_to_be_lost(session: str, text: str) -> None:
    plan = ASKING.plan(text, SESSIONS[session])
    assert not plan.is_reply and "Not done" not in plan.note


@pytest.mark.parametrize("around", ["good evening, {}", "I really like it so far but {}", "try this: {}"])
@pytest.mark.parametrize(("session", "text"), [
    ("band", "cluster BV 1 and BV 2"), ("loops", "spank the clap with a compressor"), ("numbers", "even out audio 2"),
])  # fmt: skip
def test_what_stands_around_any_verb_changes_nothing(around: str, session: str, text: str) -> None:
    assert meant(session, around.format(text)) == meant(session, text)


def test_what_is_taken_back_is_not_done_where_the_other_is_asked_about() -> None:
    assert "mix" not in [task for task, _ in meant("band", "mute the snare, no wait, bookmark bar 13 as Fill")]


@pytest.mark.parametrize(("text", "wanted"), [
    ("halve the length of the beat", ("change_tempo_key", {"clip": "c7", "ratio": 2.0})),
    ("triple the duration of the bridge gtr", ("change_tempo_key", {"clip": "c5", "ratio": 0.3333})),
    ("give the keys more bass", ("apply_effect", {"track": "Keys", "effect": "eq", "freq_hz": 90.0, "gain_db": 3.0,
                                                  "q": 0.6})),
    ("the keys need a bit less bass", ("apply_effect", {"track": "Keys", "effect": "eq", "freq_hz": 90.0,
                                                        "gain_db": -2.1, "q": 0.6})),
])  # fmt: skip
def test_a_length_is_changed_and_bass_is_no_fader(text: str, wanted: tuple[str, dict[str, Any]]) -> None:
    assert meant("likenamed", text) == [wanted]


@pytest.mark.parametrize("text", ["double the length of the keys", "prolong the hook", "extend the beat"])
def test_what_is_to_be_longer_is_not_only_measured(text: str) -> None:
    assert acts("likenamed", text) == ["ask"]


def test_a_verb_without_a_way_turns_nothing_up() -> None:
    assert acts("band", "bloop the snare by 3 dB") == ["ask"]


# --- a slice of the bench ---


def test_a_slice_of_the_bench_is_the_same() -> None:
    rng = random.Random(7)
    some = {session: rng.sample(its, 4) for session, its in orders().items()}
    alone = {session: {text: meant(session, text) for text in its} for session, its in some.items()}
    cases = [*rng.sample([*worded(alone)], 40), *[*together(alone, rng, 1)][:10]]
    differ = [case.text for case in cases if meant(case.session, case.text) != case.wanted]
    assert len(differ) <= 1, differ
