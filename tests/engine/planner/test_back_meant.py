"""What goes back, by the deed, the thing or the time that is named, whatever was done since; and what goes nowhere."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import CallResult, ClipInfo, Context, Exchange, TrackInfo
from tests.engine.planner.session import calls

_TRACKS = ("Drums", "Bass", "Rhodes", "Lead Vox", "Trumpet", "Strings", "Rain", "Host")
SONG = Context(
    tempo=96,
    clips=tuple(
        ClipInfo(f"r{n}", name, name, "audio" if n in (1, 4, 7, 8) else "midi", 0, 90, bars=(1.0, 37.0))
        for n, name in enumerate(_TRACKS, 1)
    ),
    tracks=_TRACKS,
    track_views=tuple(map(TrackInfo, _TRACKS)),
    markers=(("Intro", 1.0), ("Verse", 5.0), ("Chorus", 13.0)),
)
Act = tuple[str, str, dict[str, Any], tuple[str, ...]]
ACTS: dict[str, Act] = {
    "level": ("drums down 3 dB", "mix", {"track": "Drums", "action": "gain", "value_db": -3}, ()),
    "pan": ("pan the rhodes half left", "mix", {"track": "Rhodes", "action": "pan", "value": -0.5}, ()),
    "reverb": ("some reverb on the lead vox", "apply_effect", {"clip": "r4", "effect": "reverb"}, ("r4",)),
    "low pass": (
        "low pass on the rain",
        "apply_effect",
        {"clip": "r7", "effect": "lowpass", "cutoff_hz": 900},
        ("r7",),
    ),
    "fade": ("fade out the rain", "edit_clip", {"clip": "r7", "action": "fade_out"}, ("r7",)),
    "transposition": ("trumpet up an octave", "change_tempo_key", {"clip": "r5", "semitones": 12}, ("r5",)),
    "swing": ("swing on the rhodes", "edit_notes", {"clip": "r3", "action": "swing", "amount": 0.5}, ("r3",)),
    "velocities": (
        "even velocities on the trumpet",
        "edit_notes",
        {"clip": "r5", "action": "velocity", "value": 90},
        ("r5",),
    ),
    "denoising": ("take the noise off the host", "denoise", {"clip": "r8"}, ("r8",)),
    "tempo change": ("tempo to 104", "transport", {"action": "set_tempo", "bpm": 104}, ()),
    "colour": ("make the strings blue", "set_track", {"track": "Strings", "color": "blue"}, ()),
    "swell": (
        "strings swell over the chorus",
        "automate",
        {"track": "Strings", "parameter": "volume", "from": -12, "to": 0, "start_bar": 13, "end_bar": 21},
        (),
    ),
    "ducking": ("duck the bass under the drums", "route", {"action": "sidechain", "track": "Bass", "to": "Drums"}, ()),
    "freeze": ("freeze the strings", "freeze", {"track": "Strings", "action": "freeze"}, ()),
    "shaker": ("make a shaker loop", "generate_audio", {"prompt": "shaker loop"}, ("+shaker loop",)),
    "octave bass": (
        "double the bass an octave up",
        "harmonize",
        {"clip": "r2", "interval": "octave"},
        ("+Bass octave",),
    ),
}
THING = {
    "level": "drums",
    "pan": "rhodes",
    "reverb": "lead vox",
    "fade": "rain",
    "transposition": "trumpet",
    "swell": "strings",
}
THING |= {"denoising": "host", "ducking": "bass", "tempo change": "tempo"}
MADE = ("shaker", "octave bass")


def after(*names: str) -> Context:
    context = SONG
    for name in names:
        said, tool, args, outs = ACTS[name]
        made = [one[1:] for one in outs if one.startswith("+")]
        new = tuple(ClipInfo(f"n{len(context.clips)}", one, one, "audio", 0, 20, bars=(1.0, 9.0)) for one in made)
        results = (CallResult(0, True, tuple(one.id for one in new) or outs),)
        turn = Exchange(said, ({"tool": tool, "args": args},), results, undone=False, number=len(context.dialogue) + 1)
        context = replace(
            context,
            clips=(*context.clips, *new),
            tracks=(*context.tracks, *made),
            track_views=(*context.track_views, *map(TrackInfo, made)),
            dialogue=(*context.dialogue, turn),
        )
    return context


def taken(text: str, context: Context) -> list[str]:
    """The numbers of the requests that an undo means; other calls by their task."""
    found: list[str] = []
    for call in calls(text, context):
        target = str(call["args"].get("target") or "") if call["tool"] == "undo" else call["tool"]
        found += [one.strip("# ") for one in (target or str(len(context.dialogue))).split(",")]
    return sorted(found)


_DEEDS = (
    "without the {} again",
    "lose the {} again",
    "forget the {}",
    "no {} after all",
    "the {} can go again",
    "take the {} off again",
    "i'd rather not have the {}",
    "changed my mind about the {}",
    "that {} was a bad idea",
    "skip the {}",
)


@pytest.mark.parametrize("since", [(), ("level",), ("level", "reverb", "colour")])
@pytest.mark.parametrize("name", [one for one in ACTS if one not in MADE])
def test_a_deed_goes_by_its_name(name: str, since: tuple[str, ...]) -> None:
    context = after(name, *(one for one in since if one != name))
    assert [taken(form.format(name), context) for form in _DEEDS] == [["1"]] * len(_DEEDS)


_THINGS = (
    "put the {} back how it was",
    "the {} was better before",
    "i preferred the {} before",
    "give me the old {} back",
    "undo what you did to the {}",
    "whatever you did to the {}, take it back",
    "the {} used to be better",
    "return the {} to its previous state",
)


@pytest.mark.parametrize("since", [(), ("velocities",), ("velocities", "shaker", "colour")])
@pytest.mark.parametrize("name", THING)
def test_of_a_thing_what_was_done_to_it_goes(name: str, since: tuple[str, ...]) -> None:
    others = [one for one in since if THING.get(name) != {"velocities": "trumpet", "colour": "strings"}.get(one)]
    context = after(name, *others)
    assert [taken(form.format(THING[name]), context) for form in _THINGS] == [["1"]] * len(_THINGS)


@pytest.mark.parametrize("name", MADE)
@pytest.mark.parametrize(
    "form",
    ["lose the {} again", "no {} after all", "the {} can go again", "undo the {}", "the {} you added can go"],
)
def test_what_was_made_goes(form: str, name: str) -> None:
    assert taken(form.format(name), after(name, "pan", "level")) == ["1"]


@pytest.mark.parametrize("form", ["go back to how it was before the {}", "take it back to before the {}"])
@pytest.mark.parametrize("name", ["ducking", "shaker", "transposition"])
def test_back_to_a_time(form: str, name: str) -> None:
    assert taken(form.format(name), after("pan", name, "level")) == ["2", "3"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("lose the shaker again and mute the rain", ["1", "mix"]),
        ("pan the strings left, and no fade after all", ["2", "mix"]),
        ("never mind the last one", ["3"]),
        ("timing stays, give me my own dynamics back", ["3"]),
        ("put the trumpet back how it was, keep the fade", ["3"]),
        ("nimm den Shaker wieder raus", ["1"]),
        ("der Rain war vorher besser", ["2"]),
    ],
)
def test_with_something_else_and_in_other_words(text: str, found: list[str]) -> None:
    assert taken(text, after("shaker", "fade", "velocities")) == found


def test_nothing_was_done_to_it() -> None:
    assert taken("the host was better before", after("pan", "level")) == ["ask"]
    assert taken("put the trumpet back how it was", after("pan")) == ["ask"]


@pytest.mark.parametrize(
    "text",
    [
        "take it back a notch",
        "take the edge off",
        "drop the level",
        "roll back the highs on the rain",
        "play that back",
        "a bit further back",
        "lean back on the snare",
        "forget it in the verse",
        "the drums were late",
        "lose everything but the drums",
        "bin the first bar of the rain",
        "delete bar 9",
        "drop the tempo",
        "lose a bit of low end on the bass",
        "cut me a bass line",
        "kill the lights in the verse",
    ],
)
@pytest.mark.parametrize("name", ["reverb", "transposition", "level"])
def test_nothing_goes_unasked(name: str, text: str) -> None:
    deletes = [call for call in calls(text, after("pan", name)) if call["args"].get("action") in ("delete", "rename")]
    assert "undo" not in [call["tool"] for call in calls(text, after("pan", name))]
    assert not deletes or text.startswith("lose everything")
