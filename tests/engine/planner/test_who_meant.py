"""Who is meant without a name: by what they do or are, where they stand, how they are set; the same for every act."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.planner.context import ClipInfo, Context, TrackInfo
from tests.engine.planner.session import after, calls

_THINGS = (
    *(("Drums", "audio", "drums"), ("Bass", "midi", "bass"), ("Rhodes", "midi", "keys"), ("Telecaster", "audio", "")),
    *(("Ana", "audio", "vocal"), ("BVs", "audio", "vocal"), ("Trumpet", "midi", "brass"), ("Tenor Sax", "midi", "")),
    *(
        ("Strings", "midi", "strings"),
        ("Host", "audio", "speech"),
        ("Rain", "audio", "ambience"),
        ("Spare", "audio", ""),
    ),
)
SONG = Context(
    tempo=96,
    clips=tuple(
        ClipInfo(f"c{number}", name, name, kind, 0, 90, (tag,) if tag else (), (1.0, 37.0))
        for number, (name, kind, tag) in enumerate(_THINGS[:-1])
    ),
    tracks=tuple(name for name, _, _ in _THINGS),
    track_views=tuple(
        TrackInfo(
            name,
            kind,
            mute=name in ("Rain", "Bass"),
            plugins=("Plate Reverb",) if name in ("Ana", "Strings") else (),
            group="Brass" if name in ("Trumpet", "Tenor Sax") else "",
            gain_db={"Drums": 2.0, "Host": -5.0}.get(name, 0.0),
        )
        for name, kind, _ in _THINGS
    ),
    markers=(("Intro", 1.0), ("Chorus", 13.0), ("Outro", 29.0)),
)
HORNS = {"Trumpet", "Tenor Sax"}
SUNG = {"Ana", "BVs"}
PLAYED = {"Drums", "Bass", "Rhodes", "Telecaster", "Strings", "Spare", *HORNS}
MIDI = {"Bass", "Rhodes", "Trumpet", "Tenor Sax", "Strings"}
MEANT = {
    "whoever talks": {"Host"},
    "the person speaking": {"Host"},
    "the spoken part": {"Host"},
    "our narrator": {"Host"},
    "anyone who sings": SUNG,
    "those singing": SUNG,
    "everybody who isn't singing": {name for name, _, _ in _THINGS} - SUNG,
    "the horns": HORNS,
    "the whole horn section": HORNS,
    "the guys on horns": HORNS,
    "the horns but not the trumpet": {"Tenor Sax"},
    "whoever plays the drums": {"Drums"},
    "the keyboard player": {"Rhodes"},
    "the rhythm section": {"Drums", "Bass"},
    "the instruments": PLAYED,
    "all the midi tracks": MIDI,
    "my midi parts": MIDI,
    "the track below the bass": {"Rhodes"},
    "the one right above the host": {"Strings"},
    "everything under the strings": {"Host", "Rain", "Spare"},
    "the first three tracks": {"Drums", "Bass", "Rhodes"},
    "the two tracks at the bottom": {"Rain", "Spare"},
    "tracks 2 to 4": {"Bass", "Rhodes", "Telecaster"},
    "channels 7 and 8": HORNS,
    "the muted tracks": {"Bass", "Rain"},
    "everything that has a reverb on it": {"Ana", "Strings"},
    "everything in the brass group": HORNS,
    "the loudest fader": {"Drums"},
    "the empty track": {"Spare"},
    "whoever speaks and the horns": {"Host", *HORNS},
}
ELSEWHERE = {
    "alle, die singen, 2 dB leiser": SUNG,
    "wer spricht, 2 dB lauter": {"Host"},
    "die Rhythmusgruppe 2 dB leiser": {"Drums", "Bass"},
    "alle Midi-Spuren 3 dB leiser": MIDI,
    "baisse ceux qui chantent de 3 dB": SUNG,
    "celui qui parle 2 dB plus fort": {"Host"},
    "les trois premières pistes 2 dB moins fort": {"Drums", "Bass", "Rhodes"},
    "baja a los que cantan 2 dB": SUNG,
    "baixa os que cantam 2 dB": SUNG,
    "quem fala 2 dB mais alto": {"Host"},
    "la sección rítmica 2 dB más baja": {"Drums", "Bass"},
    "la pista debajo del bajo 2 dB más baja": {"Rhodes"},
}


def _tracks(text: str, context: Context = SONG) -> set[str]:
    by_clip = {clip.id: str(clip.track) for clip in context.clips}
    found: set[str] = set()
    for call in calls(text, context):
        args = call["args"]
        found |= {args["track"]} if "track" in args else set()
        found |= set(args.get("tracks") or ()) | {by_clip[one] for one in args.get("clips") or ()}
        found |= {by_clip[args["clip"]]} if "clip" in args else set()
    return found


@pytest.mark.parametrize("act", ["turn {} down 2 dB", "mute {} in the chorus", "pan {} left", "colour {} red"])
@pytest.mark.parametrize("who", MEANT)
def test_whom_an_act_is_done_to(who: str, act: str) -> None:
    said = who.replace("track", "tracks") if who == "the empty track" else who
    assert _tracks(act.format(said)) == MEANT[who]


@pytest.mark.parametrize("said", ELSEWHERE)
def test_in_other_languages(said: str) -> None:
    assert _tracks(said) == ELSEWHERE[said]


@pytest.mark.parametrize("said", ["same for the horns", "and the horns too", "no, the horns", "not that, the horns"])
def test_a_correction_is_about_them_too(said: str) -> None:
    before = after(
        SONG, ("bring the strings down 3 dB", [("mix", {"track": "Strings", "action": "gain", "value_db": -3.0}, ())])
    )
    assert [call["args"]["value_db"] for call in calls(said, before)] == [-3.0, -3.0]
    assert _tracks(said, before) == HORNS


def test_the_track_below_it_is_below_what_was_spoken_of() -> None:
    before = after(SONG, ("mute the rhodes", [("mix", {"track": "Rhodes", "action": "mute"}, ())]))
    assert _tracks("mute the track below it too", before) == {"Telecaster"}


@pytest.mark.parametrize(
    "said",
    [
        "duck the horns whenever somebody talks",
        "let the horns dip under whoever speaks",
        "duck the horns under the talking",
    ],
)
def test_several_duck_under_one(said: str) -> None:
    (call,) = calls(said, SONG)
    assert call["args"]["action"] == "sidechain" and call["args"]["to"] == "Host"
    assert set(call["args"]["tracks"]) == HORNS


def test_the_end_of_a_name_is_no_figure() -> None:
    """ "Trombone" ends like a number in words."""
    band = replace(SONG, tracks=(*SONG.tracks, "Trombone"))
    before = after(
        band, ("bring the strings down 3 dB", [("mix", {"track": "Strings", "action": "gain", "value_db": -3.0}, ())])
    )
    assert [call["args"]["value_db"] for call in calls("same for the trombone", before)] == [-3.0]


def test_a_track_that_is_called_so_goes_before() -> None:
    called = replace(
        SONG, tracks=(*SONG.tracks, "Music"), clips=(*SONG.clips, ClipInfo("m", "Music", "Music", "audio"))
    )
    assert _tracks("mute the music", called) == {"Music"}


def test_a_part_of_a_recorded_mix_is_taken_out_of_it() -> None:
    with_mix = replace(SONG, clips=(*SONG.clips, ClipInfo("m", "monday mix", None, "audio", 0, 90, ("mix",))))
    (call,) = calls("separate the rhythm section of the monday mix", with_mix)
    assert call["tool"] == "separate_stems" and call["args"]["clip"] == "m"


def test_what_is_looked_for_in_a_recording_is_no_track() -> None:
    day = ClipInfo("d", "day recording", None, "audio", 0, 90)
    (call,) = calls("find the speech in the day recording", replace(SONG, clips=(*SONG.clips, day)))
    assert call["args"]["clip"] == "d"
