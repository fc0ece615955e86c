"""No sentence of the engine tells a user of the panel what to type into a terminal where a button does the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PyQt6.QtWidgets import QApplication, QFileDialog

from engine.messages.catalogue import catalogue
from engine.wire.wire import StepView, TurnView
from tests.ui.fake_engine import FakeEngine
from tests.ui.live import live
from tests.ui.waiting import rest, until
from ui.language.language import LANGUAGES, choose, said
from ui.language.language import catalogue as panel_catalogue
from ui.language.own_way import _WAYS, OPENS, own_way, place_of

CODES = [code for _, code in LANGUAGES if code != "system"]
FOR_A_TERMINAL = {
    "recorded_say_words", "recorded_needs_consent", "recorded_taken_own", "recorded_taken", "bank_is_installed",
    "hub_offline", "hub_tonmeister_offline", "stable_audio_convert", "packages_missing",
}  # fmt: skip
"""The panel has a field for it and never gets it, or nothing but a terminal can do it."""
COMMANDS = ("tonmeister models get whisper", "tonmeister voices add FILE.zip", "pip install espeakng-loader")
_TYPED = re.compile(r"tonmeister [a-z]+|(?<![\w-])--[a-z]+|`voices add")


@pytest.mark.parametrize("code", CODES)
def test_every_sentence_of_the_engine_tells_the_panels_own_way(code: str) -> None:
    typed = []
    for key, sentence in catalogue(code).items():
        for command in COMMANDS if "{command}" in sentence else ("",):
            told = own_way(sentence.replace("{command}", command).replace("{name}", "live"), said)
            if _TYPED.search(told) and key not in FOR_A_TERMINAL:
                typed.append(f"{key}: {told}")
    assert not typed


@pytest.mark.parametrize(("text", "told", "place"), [
    ("No DAW is connected, so the session cannot be changed; start one, or use --daw folder.",
     "No DAW is connected, so the session cannot be changed; start one, or use a folder (under the DAW's name).",
     "folder"),
    ("it is not installed; run `tonmeister models get clap`.", "it is not installed; run “Get it” (⋯, Models).",
     "models"),
    ("The script is not installed in REAPER; run: tonmeister daw install reaper.",
     "The script is not installed in REAPER; run: “Install script” (Settings).", "settings"),
    ("No settings of REAPER are here; start REAPER once, or name a portable one: tonmeister daw install reaper "
     "--folder FOLDER.", "No settings of REAPER are here; start REAPER once, or name a portable one: "
     "“Choose the folder…” (Settings).", "settings"),
    ("no UTAU voice is installed: get or record one and run `tonmeister voices add FOLDER`.",
     "no UTAU voice is installed: get or record one and run “Add a voice” (⋯, Voices).", "voices"),
    ("There is no task 'x'; see `tonmeister tasks`.", "There is no task 'x'; see “/” in the message.", ""),
    ("It is not installed: run `pip install whisper`.", "It is not installed: run `pip install whisper`.", ""),
    ("The language model at x.org refused the key; write the right one in the settings, or in OPENAI_API_KEY.",
     "The language model at x.org refused the key; write the right one in the settings, or in OPENAI_API_KEY.",
     "settings"),
    ("The vocals -- all of them -- are louder.", "The vocals -- all of them -- are louder.", ""),
])  # fmt: skip
def test_a_command_is_a_button_here(text: str, told: str, place: str) -> None:
    assert own_way(text, said) == told and place_of(text) == place


@pytest.mark.parametrize("code", [code for code in CODES if code != "en"])
def test_the_ways_are_in_every_language(code: str) -> None:
    known = panel_catalogue(code)
    assert not [words for words in (*(way[1] for way in _WAYS), *OPENS.values()) if words not in known]


def test_the_button_of_a_failure_leads_there(
    app: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    engine = FakeEngine()
    no_daw = "No DAW is connected, so the session cannot be changed; start one, or use --daw folder."
    old = "The script in Live is another version; run: tonmeister daw install live, and start Live again."
    for number, why in ((1, old), (2, no_daw)):
        engine.turns[number] = TurnView(number, "mute it", "failed", steps=(StepView("mix", "Mute", error=why),))
    with live(tmp_path, engine) as one:
        card = one.card("1:error")
        assert "tonmeister" not in card.accessibleName()
        _button(card, "Open the settings").click()
        until(lambda: one.panel.tab == "settings")
        one.panel.show_tab("chat")
        rest()
        _button(one.card("2:error"), "Choose a folder…").click()
        until(lambda: engine.sent("/projects")[-1:] == [{"daw": "folder", "folder": str(tmp_path)}])


def test_the_words_are_in_the_users_language() -> None:
    choose("de")
    try:
        told = own_way("Es ist keine DAW verbunden; starte eine, oder nimm --daw folder.", said)
    finally:
        choose("en")
    assert told.endswith("oder nimm einen Ordner (unter dem Namen der DAW).")


def _button(card, words: str):
    from PyQt6.QtWidgets import QPushButton

    return next(one for one in card.findChildren(QPushButton) if one.accessibleName() == words or one.text() == words)
