"""How much is to change is understood however it is told: as a share, as a span, in words, by another's."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import ClipInfo, Context, TrackInfo
from tests.engine.planner.session import after, calls

TRACKS = (("Drums", "audio", 0.0), ("Bass", "midi", -1.0), ("Rhodes", "midi", 0.0), ("Vox", "audio", -4.0))
SONG = Context(
    tempo=96,
    clips=tuple(
        ClipInfo(name[0].lower(), name.lower(), name, kind, 0, 90, (tag,), bars=(1.0, 37.0))
        for (name, kind, _), tag in zip(TRACKS, ("drums", "bass", "keys", "vocal"), strict=True)
    ),
    tracks=(*(name for name, _, _ in TRACKS), "Hall"),
    track_views=(
        *(TrackInfo(name, kind, gain_db=level) for name, kind, level in TRACKS[:3]),
        TrackInfo("Vox", gain_db=-4.0, sends=("Hall",), send_db=(-12.0,)),
        TrackInfo("Hall", "bus"),
    ),
    markers=(("Verse", 5.0), ("Chorus", 13.0), ("Break", 21.0), ("Outro", 29.0)),
)
GAIN = {"action": "gain"}
TEMPO = {"action": "set_tempo"}
VELOCITY = {"action": "velocity"}
SAID: dict[str, tuple[str, dict[str, Any]]] = {
    "turn the bass down by a third": ("mix", {**GAIN, "value_db": -3.5}),
    "bass up by 50 percent": ("mix", {**GAIN, "value_db": 3.5}),
    "make the bass a quarter as loud": ("mix", {**GAIN, "value_db": -12}),
    "turn the bass down to half": ("mix", {**GAIN, "value_db": -6}),
    "bass at half volume": ("mix", {**GAIN, "value_db": -6}),
    "bass volume at 80%": ("mix", {**GAIN, "set_db": -1.9}),
    "bass down 2 to 3 dB": ("mix", {**GAIN, "value_db": -2.5}),
    "bring the bass down between 2 and 4 dB": ("mix", {**GAIN, "value_db": -3}),
    "bass down a dB or two": ("mix", {**GAIN, "value_db": -1.5}),
    "half the tempo from bar 9": ("transport", {**TEMPO, "bpm": 48, "bar": 9}),
    "half tempo from the chorus": ("transport", {**TEMPO, "bpm": 48, "bar": 13}),
    "tempo up 10 percent": ("transport", {**TEMPO, "bpm": 105.6}),
    "10 percent slower": ("transport", {**TEMPO, "bpm": 86.4}),
    "one and a half times the tempo": ("transport", {**TEMPO, "bpm": 144}),
    "a couple of bpm faster": ("transport", {**TEMPO, "bpm": 98}),
    "tempo a hair faster": ("transport", {**TEMPO, "bpm": 98}),
    "knock 6 bpm off": ("transport", {**TEMPO, "bpm": 90}),
    "slow the vox down by a third": ("change_tempo_key", {"clip": "v", "ratio": 0.6667}),
    "speed the vox up 20 percent": ("change_tempo_key", {"clip": "v", "ratio": 1.2}),
    "rhodes down two and a half steps": ("change_tempo_key", {"clip": "r", "semitones": -5}),
    "rhodes up a tone and a half": ("change_tempo_key", {"clip": "r", "semitones": 3}),
    "all rhodes hits at 120": ("edit_notes", {**VELOCITY, "clip": "r", "value": 120}),
    "make every rhodes note 100": ("edit_notes", {**VELOCITY, "clip": "r", "value": 100}),
    "rhodes notes 20 percent softer": ("edit_notes", {**VELOCITY, "clip": "r", "change": -20}),
    "pan the rhodes at 2 o'clock": ("mix", {"action": "pan", "value": 0.4}),
    "vox three sixteenths later": ("arrange", {"action": "move", "clip": "v", "offset_beats": 0.75}),
    "vox late by 30": ("arrange", {"action": "move", "clip": "v", "offset": 0.03}),
    "vox a hair later": ("arrange", {"action": "move", "clip": "v", "offset": 0.01}),
    "long fade out on the vox": ("edit_clip", {"action": "fade_out", "clip": "v", "duration": 4}),
    "undo a couple of steps": ("undo", {"steps": 2}),
    "lows down 3 on the drums": ("apply_effect", {"effect": "eq", "freq_hz": 90, "gain_db": -3}),
    "vox mids up 2": ("apply_effect", {"effect": "eq", "freq_hz": 1000, "gain_db": 2}),
    "take 2 dB out of the vox at 250": ("apply_effect", {"effect": "eq", "freq_hz": 250, "gain_db": -2}),
    "cut the vox between 200 and 400 by 3": ("apply_effect", {"effect": "eq", "freq_hz": 283, "gain_db": -3}),
    "a hair of reverb on the drums": ("apply_effect", {"effect": "reverb", "wet": 0.15}),
    "loads of reverb on the drums": ("apply_effect", {"effect": "reverb", "wet": 0.55}),
    "drown the drums in reverb": ("apply_effect", {"effect": "reverb", "wet": 0.55}),
    "turn the send of the vox down": ("route", {"action": "send", "track": "Vox", "to": "Hall", "value_db": -15}),
    "vox reverb send up 2 dB": ("route", {"action": "send", "track": "Vox", "to": "Hall", "value_db": -10}),
    "set the vox send to -6": ("route", {"action": "send", "track": "Vox", "to": "Hall", "value_db": -6}),
    "cut the vox send in half": ("route", {"action": "send", "track": "Vox", "to": "Hall", "value_db": -18}),
    "send half of the drums to the hall": ("route", {"action": "send", "track": "Drums", "value_db": -6}),
    "make the bass as loud as the vox": ("mix", {**GAIN, "track": "Bass", "set_db": -4}),
    "bring the bass to where the vox is": ("mix", {**GAIN, "track": "Bass", "set_db": -4}),
    "put the rhodes 2 dB below the vox": ("mix", {**GAIN, "track": "Rhodes", "set_db": -6}),
    "put the drums below the rhodes": ("set_track", {"track": "Drums", "position": 3}),
    "move the vox track above the bass": ("set_track", {"track": "Vox", "position": 2}),
    "Bass um 10 Prozent leiser": ("mix", {**GAIN, "value_db": -0.9}),
    "mach den Bass halb so laut": ("mix", {**GAIN, "value_db": -6}),
    "halbes Tempo ab Takt 9": ("transport", {**TEMPO, "bpm": 48, "bar": 9}),
    "ganz viel Hall auf die Drums": ("apply_effect", {"effect": "reverb", "wet": 0.55}),
    "baisse la basse de 2 à 3 dB": ("mix", {**GAIN, "value_db": -2.5}),
    "baisse la basse de 10 pour cent": ("mix", {**GAIN, "value_db": -0.9}),
    "la moitié du tempo à partir de la mesure 9": ("transport", {**TEMPO, "bpm": 48, "bar": 9}),
    "el bajo a la mitad de volumen": ("mix", {**GAIN, "value_db": -6}),
    "baja el bajo entre 2 y 3 dB": ("mix", {**GAIN, "value_db": -2.5}),
    "no drums in the break, back on the outro": ("automate", {"parameter": "mute", "start_bar": 21, "end_bar": 29}),
    "no drums in the chorus, back on the outro": ("automate", {"parameter": "mute", "start_bar": 13, "end_bar": 29}),
}


@pytest.mark.parametrize("said", SAID)
def test_an_amount_is_a_figure(said: str) -> None:
    task, args = SAID[said]
    (call,) = calls(said, SONG)
    assert (call["tool"], {**call["args"], **args}) == (task, call["args"])


@pytest.mark.parametrize(
    "said",
    [
        "drums as loud as the rhodes",
        "bass send down 4",
        "turn the bass's reverb send up a touch",
        "move the vox forward by three",
    ],
)
def test_what_nobody_can_know_is_asked(said: str) -> None:
    assert [call["tool"] for call in calls(said, SONG)] == ["ask"]


def test_a_send_is_turned_on_from_what_was_asked_for() -> None:
    sent = {"action": "send", "track": "Bass", "to": "plate", "value_db": -10}
    done = after(SONG, ("send the bass to the plate at -10", [("route", sent, ())]))
    (call,) = calls("bring the bass send up 3", done)
    assert call["args"] == {**sent, "value_db": -7}


@pytest.mark.parametrize(
    ("said", "task", "changed"),
    [
        ("pan the rhodes three quarters to the right", "mix", {"value": 0.75}),
        ("rhodes up a third", "change_tempo_key", {"semitones": 4}),
        ("automate the bass from -6 to 0 between bar 5 and 13", "automate", {"from": -6, "to": 0}),
        ("low pass the vox at 4k", "apply_effect", {"cutoff_hz": 4000}),
        ("fade the vox in over 2 bars", "edit_clip", {"duration": 5}),
    ],
)
def test_what_is_plain_stays(said: str, task: str, changed: dict[str, Any]) -> None:
    (call,) = calls(said, replace(SONG, markers=()))
    assert (call["tool"], {**call["args"], **changed}) == (task, call["args"])
