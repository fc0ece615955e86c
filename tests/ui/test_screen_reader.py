"""What a screen reader is told: the accessibility tree of whole scenes, read over AT-SPI as Orca reads it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bridge.hosts.hidden_screen import HiddenScreen
from ui.start_up.scenes import SCENES

ROOT = Path(__file__).resolve().parents[2]
NEEDED = ("Xvfb", "dbus-run-session")
CONTROLS = ("push button", "button menu", "check box", "radio button", "slider", "text", "label", "panel",
            "progress bar")
COVERED = ("models", "voices", "voice_offer", "keys")
"""Scenes of a page that covers the header."""
LISTS = ("Conversation", "Library", "All models", "All voices", "All keys")
"""Scrolled lists, which Qt tells as fillers; their rows have roles of their own."""
pytestmark = pytest.mark.skipif(
    any(shutil.which(name) is None for name in NEEDED) or not Path("/usr/libexec/at-spi-bus-launcher").exists(),
    reason="needs Xvfb, dbus-run-session and at-spi2-core",
)


@pytest.fixture(scope="module")
def trees(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, Any]]]:
    """The rows of each scene."""
    folder = tmp_path_factory.mktemp("a11y")
    screen = HiddenScreen((1200, 2000))
    environment = {**os.environ, "DISPLAY": screen.display, "HOME": str(folder), "PYTHONPATH": str(ROOT)}
    command = ["dbus-run-session", "--", sys.executable, "-m", "tests.ui.at_spi_walk", str(folder / "tree.json")]
    try:
        done = subprocess.run([*command, *SCENES], cwd=ROOT, env=environment, capture_output=True, text=True,
                              timeout=240)
    finally:
        screen.close()
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, list[dict[str, Any]]] = json.loads((folder / "tree.json").read_text("utf-8"))
    return found


def controls(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [row for row in rows if {"focusable", "showing"} <= set(row["states"])]


def named(rows: list[dict[str, Any]], name: str) -> dict[str, Any]:
    return next(row for row in rows if row["name"] == name)


@pytest.mark.parametrize("scene", SCENES)
def test_every_control_has_a_name_and_a_role(trees: dict[str, list[dict[str, Any]]], scene: str) -> None:
    found = controls(trees[scene])
    assert len(found) > 12
    assert [row for row in found if not row["name"]] == []
    assert [row for row in found if row["role"] not in CONTROLS and row["name"] not in LISTS] == []
    assert [row for row in trees[scene] if "\u200b" in row["name"]] == [], "invisible signs are spelt out"


@pytest.mark.parametrize("scene", [scene for scene in SCENES if scene not in COVERED])
def test_what_can_be_ticked_says_whether_it_is(trees: dict[str, list[dict[str, Any]]], scene: str) -> None:
    ticks = [row for row in controls(trees[scene]) if row["role"] in ("check box", "radio button")]
    assert ticks and all("checkable" in row["states"] for row in ticks)
    assert "checked" in named(trees[scene], f"{SCENES[scene]().tab.capitalize()} tab")["states"]


def test_the_piano_roll_says_where_it_stands(trees: dict[str, list[dict[str, Any]]]) -> None:
    roll = named(trees["sing"], "Piano roll, 14 notes, bars 5–9")
    assert roll["role"] == "slider" and roll["description"] == "note 1 of 14, A4: shine, bar 5"
    assert named(trees["sing"], "Lyrics")["role"] == "text"
    assert named(trees["sing"], "Voice: Rufus")["role"] == "button menu"


def test_choices_of_which_one_is_taken_are_radio_buttons(trees: dict[str, list[dict[str, Any]]]) -> None:
    taken = named(trees["settings"], "Prefer Best")
    assert taken["role"] == "radio button" and "checked" in taken["states"]
    assert "checked" not in named(trees["settings"], "Prefer Fast")["states"]
    takes = [row for row in trees["takes"] if row["name"].startswith("Take 4 of 4")]
    assert takes and takes[0]["role"] == "radio button"


def test_a_running_job_is_a_progress_bar(trees: dict[str, list[dict[str, Any]]]) -> None:
    assert any(row["role"] == "progress bar" and row["name"] for row in trees["busy"])
