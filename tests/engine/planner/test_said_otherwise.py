"""Tracks and clips in people's words: abbreviations, ordinals, pairs, plurals, and clips by some of their words."""

from __future__ import annotations

import pytest

from engine.planner.context import ClipInfo, Context, TrackInfo
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.things import things
from tests.engine.planner.session import calls


def song(*tracks: tuple[str, str, str, str], markers: tuple[tuple[str, float], ...] = ()) -> Context:
    """A session of (track, kind, group, names of its clips), each clip four bars long."""
    clips = []
    for name, kind, _, names in tracks:
        for place, clip in enumerate(filter(None, names.split(", "))):
            bars = (1.0 + 4 * place, 5.0 + 4 * place)
            kind_of_clip = "midi" if kind == "midi" else "audio"
            clips.append(
                ClipInfo(f"c{len(clips)}", clip, name, kind_of_clip, 8.0 * place, 8.0, bars=bars),
            )
    return Context(
        clips=tuple(clips),
        tracks=tuple(name for name, kind, _, _ in tracks if kind != "bus"),
        track_views=tuple(TrackInfo(name, kind, group=group) for name, kind, group, _ in tracks),
        markers=markers,
    )


SCORE = song(
    ("Picc", "midi", "", "picc trill"),
    ("Bsn I", "midi", "", "bsn1 low"),
    ("Bsn II", "midi", "", "bsn2 low"),
    ("Tba", "midi", "", "tba oompah"),
    ("Vn 1", "midi", "Strings", "vn1 tune, vn1 echo"),
    ("Vn 2", "midi", "Strings", "vn2 inner"),
    ("Vlc", "midi", "Strings", "vlc drone, vlc tune"),
    ("DB", "midi", "Strings", "db pizz"),
    ("Strings", "group", "", ""),
    ("Cathedral", "bus", "", ""),
)
STAGE = song(
    ("BD", "audio", "Kit", "bd"),
    ("Sn Top", "audio", "Kit", "sn top"),
    ("Sn Btm", "audio", "Kit", "sn btm"),
    ("OH L", "audio", "Kit", "oh l"),
    ("OH R", "audio", "Kit", "oh r"),
    ("Kit", "group", "", ""),
    ("AGtr", "audio", "", "agtr strum, agtr picked"),
    ("Gtr L", "audio", "", "gtr l"),
    ("Gtr R", "audio", "", "gtr r"),
    ("Ld Gtr", "audio", "", "lead fill, lead bends"),
    ("Ld Vox", "audio", "", "vox v1, vox ch1"),
    ("BGV", "audio", "", "bgv oohs, bgv stack"),
    ("Slap Dly", "bus", "", ""),
    markers=(("Verse 1", 1.0), ("Chorus 1", 5.0)),
)
RADIO = song(
    ("DX Ruth", "audio", "", "ruth hall, ruth stairs"),
    ("DX Paul", "audio", "", "paul hall"),
    ("VO", "audio", "", "vo open"),
    ("Fol", "audio", "", "fol keys, fol coat"),
    ("Mx", "audio", "", "mx tense"),
)


def told(text: str, context: Context) -> set[str]:
    return {track for one in things(text, DialogueState.of(context)) for track in one.tracks}


@pytest.mark.parametrize(
    ("text", "context", "tracks"),
    [
        ("mute the piccolo", SCORE, {"Picc"}),
        ("a touch less second bassoon", SCORE, {"Bsn II"}),
        ("both bassoons 2 db softer", SCORE, {"Bsn I", "Bsn II"}),
        ("the tuba is late", SCORE, {"Tba"}),
        ("first violins 3 db up", SCORE, {"Vn 1"}),
        ("celli and double basses down 2 db", SCORE, {"Vlc", "DB"}),
        ("the strings 3 db down", SCORE, {"Strings"}),
        ("bassooon 2 up", song(("Bsn", "midi", "", "bsn low")), {"Bsn"}),
        ("bass drum down 1", STAGE, {"BD"}),
        ("the snare up 2", STAGE, {"Sn Top", "Sn Btm"}),
        ("bottom snare mic off", STAGE, {"Sn Btm"}),
        ("overheads down 4 db", STAGE, {"OH L", "OH R"}),
        ("rhythm guitars up 1 db", STAGE, {"Gtr L", "Gtr R"}),
        ("left guitar up 1 db", STAGE, {"Gtr L"}),
        ("acoustic 2 db down", STAGE, {"AGtr"}),
        ("lead vocal up", STAGE, {"Ld Vox"}),
        ("background vocals down", STAGE, {"BGV"}),
        ("the vocals 2 db up", STAGE, {"Ld Vox", "BGV"}),
        ("the drum mics up 1 db", STAGE, {"Kit"}),
        ("pauls dialogue up 2", RADIO, {"DX Paul"}),
        ("voice over up 2", RADIO, {"VO"}),
        ("the music down 6", RADIO, {"Mx"}),
    ],
)
def test_a_name_in_another_form(text: str, context: Context, tracks: set[str]):
    assert told(text, context) == tracks


@pytest.mark.parametrize("text", ["up 3 db", "no tuba-like flute", "call it bassoon", "oh, one bar later"])
def test_what_is_no_name(text: str):
    assert not told(text, SCORE) - {"Tba"}


@pytest.mark.parametrize(
    ("text", "context", "name"),
    [
        ("mute the cello drone", SCORE, "vlc drone"),
        ("delete ruths stairs line", RADIO, "ruth stairs"),
        ("reverse the keys foley", RADIO, "fol keys"),
        ("the chorus vocal an octave up", STAGE, "vox ch1"),
        ("transpose the echo violin", SCORE, "vn1 echo"),
    ],
)
def test_a_clip_by_some_of_its_words(text: str, context: Context, name: str):
    found = [clip for one in things(text, DialogueState.of(context)) for clip in one.clips]
    assert found == [clip.id for clip in context.clips if clip.name == name]


@pytest.mark.parametrize(
    ("text", "context", "tracks"),
    [
        ("second violins down 2 db", SCORE, ["Vn 2"]),
        ("pan the piccolo 30 left", SCORE, ["Picc"]),
        ("both overheads 3 db quieter", STAGE, ["OH L", "OH R"]),
        ("solo the backing vocals", STAGE, ["BGV"]),
    ],
)
def test_it_is_done_to_what_is_meant(text: str, context: Context, tracks: list[str]):
    done = [call["args"] for call in calls(text, context)]
    assert [track for args in done for track in args.get("tracks") or [args["track"]]] == tracks


def test_a_level_of_a_clip_that_is_named_is_its_own():
    (made,) = calls("ruths stairs line down 3 db", RADIO)
    assert (made["tool"], made["args"]["clip"]) == ("edit_clip", "c1")


def test_a_send_goes_to_the_bus_that_is_called_so_in_short():
    (made,) = calls("send the lead vocal to the delay at -12 db", STAGE)
    assert (made["args"]["track"], made["args"]["to"]) == ("Ld Vox", "Slap Dly")


def test_a_word_that_several_are_called_is_asked_about():
    (made,) = calls("the lead down 2 db", STAGE)
    assert made["tool"] == "ask" and "“Ld Gtr” or “Ld Vox”" in made["args"]["text"]


def test_what_is_to_be_made_is_named_in_its_own_words():
    (made,) = calls("generate a melody for a cello and a bassoon", SCORE)
    assert "Vlc" not in str(made) and "Bsn" not in str(made)


@pytest.mark.parametrize("text", ["pull the speech out of the day recording", "find the speech in the day recording"])
def test_a_kind_of_sound_that_is_looked_for_is_no_name(text: str) -> None:
    names = ("Interview", "Hosts", "Day", "Hosts speaker 2")
    clips = tuple(ClipInfo(f"c{n}", name, name, "audio", 0, 8) for n, name in enumerate(names))
    (call,) = calls(text, Context(clips=clips, tracks=names))
    assert call["args"]["clip"] == "c2"
