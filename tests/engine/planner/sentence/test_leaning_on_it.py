"""Sentences that lean on what was done before, of what is selected, of another clip, and what files are called."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import CallResult, Context, Exchange
from engine.planner.offline.planner import OfflinePlanner
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.idioms import said_straight
from engine.planner.offline.text.takes_by_name import with_takes_by_name
from tests.engine.planner.sentence.quartet import SONG, after, steps

ROOM = after("put a reverb on the hall")
SENT = after("send the accordion to the hall at -10", ROOM)


def _selected(context: Context, track: str, bars: tuple[float, float] | None = None) -> Context:
    return replace(context, selected_tracks=(track,), selected_bars=bars, is_newly_selected=True)


def _planned(text: str, context: Context) -> list[dict[str, Any]]:
    return [{"tool": one["tool"], **one["args"]} for one in OfflinePlanner().plan(text, context).calls()]


@pytest.mark.parametrize(
    ("text", "before", "level_db"),
    [
        ("send this there at -10", ROOM, -10), ("this goes there, -10", ROOM, -10),
        ("run this into it, -10", ROOM, -10),
        ("this too", SENT, -10), ("same for this", SENT, -10), ("this one as well, -14", SENT, -14),
        ("this too but 3 hotter", SENT, -7),
    ],
)  # fmt: skip
def test_this_is_what_is_selected_and_there_is_the_bus(text: str, before: Context, level_db: float) -> None:
    """The bus was turned, or the track that was sent before."""
    told = _planned(text, _selected(before, "Marimba"))
    assert told == [{"tool": "route", "action": "send", "track": "Marimba", "to": "Hall", "value_db": level_db}]


@pytest.mark.parametrize(
    "text", ["bit of marimba in there, -10", "and the marimba there at -10", "put the marimba in there, -10"]
)
def test_there_is_the_bus_and_no_fader_is_turned(text: str) -> None:
    before = ROOM if text.startswith(("bit", "put")) else SENT
    (told,) = _planned(text, before)
    assert (told["action"], told["track"], told["to"], told["value_db"]) == ("send", "Marimba", "Hall", -10)


def test_the_bus_by_its_name_is_its_fader() -> None:
    """Behind a send to it, too; a track that is "dry again" is sent no more, and not unmuted."""
    assert _planned("hall down 2", SENT) == [{"tool": "mix", "track": "Hall", "action": "gain", "value_db": -2}]


@pytest.mark.parametrize("text", ["put a long reverb on the hall", "the hall needs a reverb, dark and long"])
def test_how_an_effect_is_names_no_track(text: str) -> None:
    """ "Long" is no part of Str Long; "the long ones" are."""
    song = replace(SONG, tracks=(*SONG.tracks, "Str Long"))
    assert [call.get("track") for call in _planned(text, song)] == ["Hall"]


@pytest.mark.parametrize(
    ("text", "args"),
    [
        ("bounce it, wav, demo_03", {"format": "wav", "name": "demo_03"}),
        ('export the mix as "Rough Mix", mp3', {"format": "mp3", "name": "Rough Mix"}),
        ("a flac called final_v2", {"format": "flac", "name": "final_v2"}),
        ("bounce it, wav", {"format": "wav"}),
        ("mp3 at -16 lufs", {"format": "mp3", "loudness_lufs": -16}),
    ],
)
def test_a_file_is_called_as_was_asked(text: str, args: dict[str, Any]) -> None:
    (told,) = _planned(text, SONG)
    assert {name: told.get(name) for name in (*args, "name")} == {"name": None, **args}


def test_an_ending_goes_behind_the_name_of_before() -> None:
    before = after("bounce the mix, wav, demo_03")
    (told,) = steps("and one without the cajon, same name with _nodrums", before)
    assert told["args"]["name"] == "demo_03_nodrums"


def test_another_clip_of_the_same_track_is_another_one() -> None:
    """A move by so much is done to it as well: the first was moved by its number."""
    song = replace(SONG, clips=tuple(replace(one, name=f"adlib {n}") for n, one in enumerate(SONG.clips, 1)))
    moved = after("move adlib 1 a beat later", song)
    for text in ("adlib 2 too", "and adlib 2", "same with adlib 2"):
        (told,) = steps(text, moved)
        assert (told["args"]["clip"], told["args"]["offset_beats"]) == (song.clips[1].id, 1), text


def test_toned_down_is_less_and_no_tone() -> None:
    assert said_straight("tone it down") == "less"
    assert said_straight("rein the delay in a bit") == "a bit less the delay"
    for said in ("a tone down", "take the sopranos one tone down", "half a tone down"):
        assert said_straight(said) == said


def test_a_count_of_beats_names_no_track() -> None:
    song = replace(SONG, tracks=(*SONG.tracks, "Beat"))
    for text in ("one more beat", "half a beat later", "two beats"):
        assert not things(text, after("marimba down 2", song) and _scene(song)), text
    assert [one.tracks for one in things("mute the beat", _scene(song))] == [("Beat",)]


def _scene(context: Context) -> Any:
    from engine.planner.offline.reading.dialogue_state import DialogueState

    return DialogueState.of(context)


@pytest.mark.parametrize("text", ["this one's a bit shy, +2", "this is too quiet, up 2"])
def test_an_opinion_beside_it_keeps_the_selected_bars(text: str) -> None:
    """The fader of the whole track was turned."""
    (told,) = _planned(text, _selected(SONG, "Cajon", (13.0, 17.0)))
    assert (told["tool"], told["start_bar"], told["end_bar"]) == ("automate", 13, 17)


def test_parts_of_the_song_go_together_and_by_what_is_said_of_them() -> None:
    for text in ("lose stanza 1 and the refrain", "stanza 2 can go", "cut the two bars before the refrain"):
        told = [one["args"] for one in steps(text)]
        assert any(one.get("action") in ("move", "delete", "cut") for one in told), text
    assert {"action": "move", "name": "Stanza 2", "bar": 5} in [
        one["args"] for one in steps("lose stanza 1 and the refrain")
    ]


@pytest.mark.parametrize("text", ["marimba fade out over the refrain", "fade out the marimba over the refrain"])
def test_a_track_fades_over_a_part_of_the_song(text: str) -> None:
    """It was asked which of its clips; of another track it is from its own fader."""
    (told,) = steps(text)
    level = {"parameter": "volume", "from": -2, "to": -60, "start_bar": 13, "end_bar": 21}
    assert told["args"] == {"track": "Marimba", **level}
    (other,) = steps("accordion too", after(text))
    assert other["args"] == {"track": "Accordion", **level, "from": -6}


def test_the_second_half_is_none_of_a_bar() -> None:
    """ "A bar later" was half a bar."""
    halves = tuple(
        replace(one, name="shaker", bars=(start, start + 4.0), id=f"s{n}", start=(start - 1) * 2.0, length=8.0)
        for n, (start, one) in enumerate(((13.0, SONG.clips[-1]), (17.0, SONG.clips[-1])))
    )
    song = replace(SONG, clips=(*SONG.clips[:-1], *halves))
    call = {"tool": "edit_clip", "args": {"clip": "s0", "action": "split", "at": 8.0}}
    split = replace(song, dialogue=(Exchange("cut the shaker at 17", (call,), (CallResult(0, True, ("s0", "s1")),)),))
    (told,) = steps("second half a bar later", split)
    assert told["args"] == {"action": "move", "clip": "s1", "offset_beats": 4}


@pytest.mark.parametrize(
    ("text", "beats"), [("another beat", 1), ("one more", 2), ("another one", 2), ("a bar more", 4)]
)
def test_one_more_behind_a_move_goes_on(text: str, beats: int) -> None:
    (told,) = steps(text, after("move the shaker two beats later"))
    assert told["args"] == {"action": "move", "clip": "k613", "offset_beats": beats}


def test_a_pair_is_spread_and_half_the_speed_is_half_the_tempo() -> None:
    pans = {one["args"]["track"]: one["args"]["value"] for one in steps("both fiddles hard left and right")}
    assert pans == {"Fiddle L": -1, "Fiddle R": 1}
    assert [one["args"]["bpm"] for one in steps("half the speed")] == [60]


def test_a_question_takes_nothing_back() -> None:
    """ "How wet is the accordion?" took the reverb off."""
    told = _planned("how wet is the accordion", after("put a reverb on the accordion"))
    assert [one["tool"] for one in told] == ["session_info"]


def test_takes_are_tracks_that_are_called_so() -> None:
    names = ("Host Anna", "Anna tk2", "Guest")
    for said in ("mute anna's second take", "mute the second take of anna", "mute take 2 of anna"):
        assert with_takes_by_name(said, names) == "mute Anna tk2"
    for said in ("use the second take", "mute guest's second take", "anna's second take 3"):
        assert with_takes_by_name(said, names) == said


def test_what_ends_somewhere_is_not_moved_there_and_nobody_is_the_first_answer() -> None:
    """Both are asked about."""
    for text in ("the shaker should end at 15", "cut the first second off the first answer"):
        told = _planned(text, SONG)
        assert all(one["tool"] == "ask" or one.get("action") in ("trim", "cut") for one in told), told
    assert [one["tool"] for one in _planned("cut the first second off the first answer", SONG)] == ["ask"]


def test_a_group_is_normalised_clip_by_clip() -> None:
    told = steps("normalise the fiddles to -18 lufs")
    assert {one["args"]["clip"] for one in told} == {"k35", "k313", "k45", "k413"}
    assert {one["args"]["loudness_lufs"] for one in told} == {-18}


def _told_about(call: dict[str, Any], asked: str, context: Context = SONG) -> Context:
    turn = Exchange(asked, (call,), (CallResult(0, True),))
    return replace(context, dialogue=(turn,))


@pytest.mark.parametrize(
    ("asked", "call", "text", "wanted"),
    [
        ("what does it say", {"tool": "transcribe", "args": {"clip": "k213"}}, "that's the start. move it to bar 1",
         {"tool": "arrange", "clip": "k213", "bar": 1}),
        ("what does it say", {"tool": "transcribe", "args": {"clip": "k213"}}, "and 6 down",
         {"tool": "mix", "track": "Accordion", "value_db": -6}),
        ("anything on the hall?", {"tool": "session_info", "args": {"aspect": "plugins", "track": "Hall"}},
         "put a short reverb on it", {"tool": "apply_effect", "track": "Hall", "effect": "reverb"}),
    ],
)  # fmt: skip
def test_it_is_what_was_asked_about(asked: str, call: dict[str, Any], text: str, wanted: dict[str, Any]) -> None:
    """It was doubted or asked for a clip: what only tells was not spoken of."""
    (told,) = _planned(text, _told_about(call, asked))
    assert {name: told.get(name) for name in wanted} == wanted


def test_this_one_and_another() -> None:
    told = _planned("this one and fiddle r, hard out to the sides", _selected(SONG, "Fiddle L"))
    assert [(one["track"], one["value"]) for one in told] == [("Fiddle L", -1), ("Fiddle R", 1)]


def test_by_the_same_less_behind_more_and_a_fade_in_its_unit() -> None:
    up = after("marimba up 3")
    assert _planned("accordion up by the same", up)[0]["value_db"] == 3
    assert _planned("marimba 1 less", up)[0]["value_db"] == -1
    fade = {"tool": "edit_clip", "args": {"clip": "k613", "action": "fade_out", "duration": 4.0}}
    (told,) = steps("longer, 4", _told_about(fade, "fade the shaker out over 2 bars"))
    assert told["args"]["duration"] == 8


@pytest.mark.parametrize(
    ("text", "bars"),
    [("and chuck the second half", (13, 16)), (", bin the rest", (13, 16)), ("and delete the first half", (17, None))],
)
def test_cut_and_one_half_gone_is_trimmed(text: str, bars: tuple[int, int | None]) -> None:
    (told,) = steps(f"cut the shaker at 17 {text}")
    assert (told["args"]["action"], told["args"]["start_bar"], told["args"].get("end_bar")) == ("trim", *bars)


def test_back_to_back_takes_nothing_back_and_a_no_is_a_no() -> None:
    assert said_straight("4 times, back to back") == "4 times, in a row"
    for text in ("i want the shaker 3 times, back to back", "shaker 3 times back to back"):
        assert not any(one["tool"] == "undo" for one in _planned(text, after("marimba up 3"))), text
    panned = after("pan the cajon 40 left")
    assert _planned("nah other side", panned)[0]["value"] == 0.4


def test_a_name_is_corrected_by_a_name() -> None:
    renamed = after("rename the shaker to Tick")
    (told,) = _planned("no, Tock", renamed)
    assert (told["action"], told["name"]) == ("rename", "Tock")
    assert all(one.get("action") != "rename" for one in _planned("no, louder", renamed))


def test_who_speaks_is_not_deleted_and_a_sound_lies_once_in_its_place() -> None:
    """The bass went, and a sound lay twice at bar 1."""
    told = _planned("double bass player says delete the fiddle", SONG)
    gone = [f"{one.get('track')} {one.get('clip')}" for one in told if one["tool"] == "arrange"]
    assert not any("Double Bass" in one or "k1" in one for one in gone)
    made = _planned("make me some vinyl crackle on a new track, 4 bars from the top", SONG)
    assert [one.get("action", one["tool"]) for one in made] == ["generate_audio", "place"]
