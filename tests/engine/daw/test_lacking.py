"""A value that a DAW has no row for is not promised, and its reason is there by itself in every language."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from engine.daw import daw
from engine.daw.changes.value import SetValue
from engine.daw.lacking import lacking, unset
from engine.messages.message import left_in_english, said_in

ROOT = Path(__file__).parents[3]
OWN_WORDS = {
    "dawproject": "the format has no place for it",
    "folder": "A folder has no place for that; set it in your DAW",
}
"""Of those who give one reason for whatever is not in their tables."""


def test_what_a_daw_does_not_say_is_said_for_it():
    reasons = lacking("Ardour", {"set_gain"}, {"freeze": "Why not."})
    values = {kind.capability for kind in SetValue.__subclasses__()}
    assert set(reasons) == values - {"set_gain"} and reasons["freeze"] == "Why not."
    assert reasons["set_pan"] == "Tonmeister cannot set the panner of a track in Ardour; do it there."
    assert reasons["region_gain"] == "Tonmeister cannot set the gain of a region in Ardour; do it there."


def test_what_is_no_value_needs_a_reason_of_the_daw():
    assert "split" not in lacking("Ardour", (), {}) and "send" not in lacking("Ardour", (), {})


@pytest.mark.parametrize("language", ("de", "fr", "es", "pt", "zh"))
@pytest.mark.parametrize("kind", SetValue.__subclasses__(), ids=lambda kind: kind.capability)
def test_each_language_names_each_value(kind, language):
    for name in ("Pro Tools", "Ardour"):
        why = unset(kind, name)
        assert left_in_english(language, why) == [], f"{language} has no word for {kind.thing}"
        assert name in said_in(language, why) and "Tonmeister cannot" not in said_in(language, why)


def test_the_sentence_is_whole_in_german():
    said = said_in("de", unset(daw.SetRegionGain, "Audacity"))
    assert said == "In Audacity lässt sich der Pegel einer Region mit Tonmeister nicht einstellen; mach es dort."


def test_no_daw_promises_a_new_value_by_accident():
    done = subprocess.run(
        [sys.executable, "-m", "tests.engine.daw.new_value"], cwd=ROOT, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["can"] == []
    names = {"bitwig": "Bitwig", "live": "Live", "protools": "Pro Tools", "reaper": "REAPER"}
    for name, why in told["why"].items():
        said = f"Tonmeister cannot set the humidity of a track in {names.get(name, name.title())}; do it there."
        assert why == OWN_WORDS.get(name, said), name
    assert len(told["why"]) == 8
    assert told["rows"] == [f"| set humidity |{' no |' * len(told['why'])}"]
