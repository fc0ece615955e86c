"""What a request has read of its conversation and its session is read once, however long both are."""

from __future__ import annotations

import pytest

from engine.planner.languages import detect
from engine.planner.languages.detect import language_of, languages_of
from engine.planner.offline.reading import dialogue_state
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.singing import stems
from engine.planner.offline.steps.own_names import with_own_names
from tests.engine.planner.session import BAND, after, calls

TALK = after(
    BAND,
    ("mute the pad", [("mix", {"track": "Pad", "action": "mute"}, ())]),
    ("reverb on the bass", [("apply_effect", {"clip": "c3", "effect": "reverb"}, ("bass line",))]),
    ("pan the melody left", [("mix", {"track": "Melody", "action": "pan", "value": -50}, ())]),
)


def test_a_conversation_is_read_once_for_a_request(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[object] = []
    real = dialogue_state._calls
    monkeypatch.setattr(dialogue_state, "_calls", lambda *turn: read.append(turn) or real(*turn))
    dialogue_state._READ.clear()
    context = TALK
    calls("turn the amb down 3 dB", context)
    assert len(read) <= 2 * len(context.dialogue)
    first, second = DialogueState.of(context), DialogueState.of(context)
    assert first.done == second.done and first.done is not second.done and len(first.done) == 3


@pytest.mark.parametrize("text", ["mute the pad", "transpose the melody up an octave", "marker called Part 3 at bar 9"])
def test_what_names_no_stem_is_not_taken_apart_for_stems(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[object] = []
    real = stems.taken_apart
    monkeypatch.setattr(stems, "taken_apart", lambda *said: taken.append(said) or real(*said))
    with_own_names(text, TALK)
    assert not taken


@pytest.mark.parametrize(
    "text",
    [
        "take the drums out of the sunday mix",
        "the sunday mix without the vocals",
        "only the bass of sunday_mix",
        "get me just the singing from the sunday mix",
        "pull the sunday mix apart",
        "rip the sunday mix to pieces",
        "split the sunday mix into stems",
        "split the sunday mix up",
        "put the drums of the sunday mix on their own track",
        "sunday mix: nothing but the drums",
        "sunday mix minus the vocals",
    ],
)
def test_what_may_be_about_stems_is(text: str) -> None:
    assert stems._may_be(text, DialogueState.of(BAND))


def test_behind_stems_any_words_may_be_about_them() -> None:
    made = ("drums of it", [("separate_stems", {"clip": "c7", "stems": ["drums"]}, ("drums", "rest"))])
    assert stems._may_be("not the drums, the bass", DialogueState.of(after(BAND, made)))
    assert not stems._may_be("mute the pad", DialogueState.of(BAND))


def test_languages_are_told_anew_only_where_the_names_matter() -> None:
    turns = ["mach die Drums leiser", "und das Klavier nach links", "mute the pad", "noch etwas lauter"]
    assert languages_of(turns, ["Pad"]) == ["de", "de", "en", "de"]
    detect._language.cache_clear()
    for n in range(20):
        languages_of(turns, ["Pad", *(f"Sound {one}" for one in range(n))])
    assert detect._language.cache_info().misses == len(turns)
    assert language_of("lee", ["mach lauter"], ["Lee Gtr"]) == "de" and language_of("lee", [], ["Lee Gtr"]) == "en"
