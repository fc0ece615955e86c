"""Several tracks at once: all but some, all of a kind, the rest, and what the conversation was about."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import CallResult, ClipInfo, Context, Exchange, TrackInfo
from tests.engine.planner.session import PLANNER, calls


def song(**kinds: str) -> Context:
    """A session with one clip on each track; `Snare_Drum="audio"` is a track called Snare Drum."""
    names = [name.replace("_", " ") for name in kinds]
    told = list(zip(names, kinds.values(), strict=True))
    return Context(
        clips=tuple(
            ClipInfo(f"c{at}", name.lower(), name, kind, 0, 32, bars=(1.0, 17.0))
            for at, (name, kind) in enumerate(told, 1)
        ),
        tracks=tuple(names),
        track_views=tuple(TrackInfo(name, kind) for name, kind in told),
    )


WINDS = song(Trumpet="midi", Alto_Horn="midi", Trombone="midi", Snare_Drum="midi")
UPPER = "Trumpet, Alto Horn, Trombone"
ROCK = song(Kick="audio", Toms="audio", Bass="audio", Gtr_L="audio", Gtr_R="audio", Organ="midi", Vocals="audio")
QUARTET = song(Violin_1="midi", Violin_2="midi", Viola="midi", Cello="midi", Harp="midi")
SHOW = song(Anna="audio", Ben="audio", Music="audio", Street="audio")


def about(made: list[dict[str, Any]], context: Context) -> set[str]:
    """The tracks that a plan does something to."""
    names = {clip.id: str(clip.track) for clip in context.clips}
    found: set[str] = set()
    for call in made:
        for key in ("track", "tracks", "clip", "clips"):
            value = call["args"].get(key, [])
            found |= {names.get(one, one) for one in (value if isinstance(value, list | tuple) else [value])}
    return found


@pytest.mark.parametrize(
    ("text", "context", "task", "tracks"),
    [
        ("the whole band a tone higher, but not the snare drum", WINDS, "change_tempo_key", UPPER),
        ("everyone down a fourth. Not the trombone of course", WINDS, "change_tempo_key", "Trumpet, Alto Horn"),
        ("except for the trumpet, everything up an octave", WINDS, "change_tempo_key", "Alto Horn, Trombone"),
        ("everybody up a third; the trumpet stays where it is", WINDS, "change_tempo_key", "Alto Horn, Trombone"),
        ("nimm die ganze Band einen Ton tiefer, außer der Snare Drum", WINDS, "change_tempo_key", UPPER),
        ("monte tout le groupe d'un ton, sauf la Snare Drum", WINDS, "change_tempo_key", UPPER),
        ("all 3 dB down apart from the vocals and the organ", ROCK, "mix", "Kick, Toms, Bass, Gtr L, Gtr R"),
        ("mute all except the guitars", ROCK, "mix", "Kick, Toms, Bass, Organ, Vocals"),
        ("mute all except the gtr", ROCK, "mix", "Kick, Toms, Bass, Organ, Vocals"),
        ("baja todo 2 dB menos las voces", ROCK, "mix", "Kick, Toms, Bass, Gtr L, Gtr R, Organ"),
        ("除了贝斯以外全部静音", ROCK, "mix", "Kick, Toms, Gtr L, Gtr R, Organ, Vocals"),
        ("solo the drums without the toms", ROCK, "mix", "Kick"),
        ("all the guitars 20% to the left", ROCK, "mix", "Gtr L, Gtr R"),
        ("the strings, not the viola, up 2 dB", QUARTET, "mix", "Violin 1, Violin 2, Cello"),
        ("both violins an octave up", QUARTET, "change_tempo_key", "Violin 1, Violin 2"),
        ("the harp up 2 dB and the rest of the strings stays", QUARTET, "mix", "Harp"),
        ("quantize all strings but not the cello to 1/16", QUARTET, "edit_notes", "Violin 1, Violin 2, Viola"),
        ("all four 2 dB down", SHOW, "mix", "Anna, Ben, Music, Street"),
        ("denoise everything but the music", SHOW, "denoise", "Anna, Ben, Street"),
        ("Anna and Ben 2 dB up, the other two 3 down", SHOW, "mix", "Anna, Ben, Music, Street"),
        ("trumpet and trombone stay, everyone else an octave up", WINDS, "change_tempo_key", "Alto Horn"),
        ("mute all the tracks bar the organ", ROCK, "mix", "Kick, Toms, Bass, Gtr L, Gtr R, Vocals"),
        ("organ and both guitars 3 dB down", ROCK, "mix", "Gtr L, Gtr R, Organ"),
        ("the guitars a bit quieter, but not the left one", ROCK, "mix", "Gtr R"),
        ("die Gitarren etwas leiser, aber nicht die linke", ROCK, "mix", "Gtr R"),
        ("group everyone except Anna as Rest", SHOW, "route", "Ben, Music, Street"),
    ],
)  # fmt: skip
def test_all_that_are_meant(text: str, context: Context, task: str, tracks: str) -> None:
    """Each of them, and nothing that is excepted."""
    made = calls(text, context)
    assert {call["tool"] for call in made} == {task}, made
    assert about(made, context) == set(tracks.split(", ")), made


@pytest.mark.parametrize(
    ("text", "context", "tracks"),
    [
        ("the whole bass down 2 dB", ROCK, {"Bass"}),
        ("vocals up 2 dB, not the organ", ROCK, {"Vocals"}),
        ("not the bass, the organ up 2", ROCK, {"Organ"}),
        ("kick and toms up a semitone", ROCK, {"Kick", "Toms"}),
        ("mute gtr l", ROCK, {"Gtr L"}),
        ("the trumpet an octave up", WINDS, {"Trumpet"}),
    ],
)
def test_what_is_no_group(text: str, context: Context, tracks: set[str]) -> None:
    """One thing, or those that are named."""
    assert about(calls(text, context), context) == tracks


def test_nothing_is_done_to_what_is_excepted_alone() -> None:
    """Where nothing is called "synths", the organ is not the one that is meant."""
    assert [call["tool"] for call in calls("reverb on all synths, not the organ", ROCK)] == ["ask"]


@pytest.mark.parametrize("text", ["the whole band up a tone", "transpose the whole song down 2 semitones"])
def test_drums_have_no_key(text: str) -> None:
    """They are left as they are, and that is told; named, they are moved."""
    plan = PLANNER.plan(text, ROCK)
    assert about(plan.calls(), ROCK) == {"Bass", "Gtr L", "Gtr R", "Organ", "Vocals"}
    assert plan.note == "Left as they are, because they have no key: Kick, Toms."


@pytest.mark.parametrize(
    "text",
    [
        "whole song up a tone",
        "song up 2 semitones",
        "raise the song by a tone",
        "key change: whole song up a tone",
        "whole song up a tone, not the kick or the toms",
    ],
)
def test_the_song_is_all_that_has_a_key(text: str) -> None:
    """With an article or without."""
    made = calls(text, ROCK)
    assert about(made, ROCK) == {"Bass", "Gtr L", "Gtr R", "Organ", "Vocals"}
    assert {call["args"]["semitones"] for call in made} == {2}


def test_everything_but_drums_can_be_said_as_well() -> None:
    """Then nothing is left to be told."""
    plan = PLANNER.plan("everything up a tone but not the drums", ROCK)
    assert (about(plan.calls(), ROCK), plan.note) == ({"Bass", "Gtr L", "Gtr R", "Organ", "Vocals"}, "")


def later(context: Context, *turns: tuple[str, list[tuple[str, dict[str, Any], str]]]) -> Context:
    """The context after turns of (words, [(task, args, the new track that it made)])."""
    for text, done in turns:
        results = []
        for at, (_, _, track) in enumerate(done):
            out = (f"n{len(context.clips)}",) if track else ()
            made = tuple(ClipInfo(one, track.lower(), track, "midi", 0, 32, bars=(1.0, 17.0)) for one in out)
            tracks = (*context.tracks, *((track,) if track else ()))
            context = replace(context, clips=(*context.clips, *made), tracks=tracks)
            results.append(CallResult(at, True, out))
        planned = tuple({"tool": tool, "args": args} for tool, args, _ in done)
        context = replace(context, dialogue=(*context.dialogue, Exchange(text, planned, tuple(results))))
    return context


COPIES = later(
    WINDS,
    ("copy the trumpet to a new track, Top", [("arrange", {"action": "duplicate", "clip": "c1"}, "Top")]),
    ("and the trombone to one called Floor", [("arrange", {"action": "duplicate", "clip": "c3"}, "Floor")]),
)
TOUCHED = later(
    ROCK,
    (
        "kick and bass up 1",
        [
            ("mix", {"track": "Kick", "action": "gain", "value_db": 1}, ""),
            ("mix", {"track": "Bass", "action": "gain", "value_db": 1}, ""),
        ],
    ),
)


@pytest.mark.parametrize(
    ("text", "context", "tracks"),
    [
        ("those two 3 dB down", COPIES, {"Top", "Floor"}),
        ("mute the copies", COPIES, {"Top", "Floor"}),
        ("mute everything but the copies", COPIES, {"Trumpet", "Alto Horn", "Trombone", "Snare Drum"}),
        ("pan the two new ones left", COPIES, {"Top", "Floor"}),
        ("group the two of them", COPIES, {"Top", "Floor"}),
        ("solo both", TOUCHED, {"Kick", "Bass"}),
        ("put both of them a bit left", TOUCHED, {"Kick", "Bass"}),
        ("colour those two red", TOUCHED, {"Kick", "Bass"}),
        ("everyone else 2 dB down", TOUCHED, {"Toms", "Gtr L", "Gtr R", "Organ", "Vocals"}),
        ("mute the other five", TOUCHED, {"Toms", "Gtr L", "Gtr R", "Organ", "Vocals"}),
        ("both guitars down 2", TOUCHED, {"Gtr L", "Gtr R"}),
    ],
)
def test_what_the_conversation_was_about(text: str, context: Context, tracks: set[str]) -> None:
    """What was made or worked on, by number and kind."""
    assert about(calls(text, context), context) == tracks, calls(text, context)


HALVES = replace(
    ROCK,
    clips=(
        *ROCK.clips,
        *(replace(clip, id=f"{clip.id}b", start=40, bars=(21.0, 37.0)) for clip in ROCK.clips if clip.track == "Organ"),
    ),
)
FADED = later(
    HALVES,
    (
        "fade out the bass and the second organ clip over a second",
        [
            ("edit_clip", {"clip": "c3", "action": "fade_out", "duration": 1}, ""),
            ("edit_clip", {"clip": "c6b", "action": "fade_out", "duration": 1}, ""),
        ],
    ),
)


def test_what_was_done_to_clips_is_put_right_for_these() -> None:
    """Not for all that lies on their tracks."""
    clips = {call["args"].get("clip") for call in calls("twice as long for both of them", FADED)}
    assert "c6" not in clips
