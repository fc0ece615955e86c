from __future__ import annotations

from typing import Any

import pytest

from engine.errors import ModelError
from models.external.filling import arguments, commands, unheard
from models.external.recipe import ModelCall


def call(*parts: Any, **more: Any) -> ModelCall:
    return ModelCall.model_validate({"outputs": {"audio": "a.wav"}, "commands": [parts], **more})


def test_each_value_stays_one_argument_whatever_is_in_it() -> None:
    made = commands(call("say", "{text}", "--to={out}", "{a b}"), {"text": "a b; rm -rf $HOME", "out": "/o"}, "Tiny")
    assert made == [["say", "a b; rm -rf $HOME", "--to=/o", "{a b}"]]


def test_a_part_without_its_value_is_left_out_and_a_needed_one_is_missed() -> None:
    parts = call("say", ["--rate", "{rate}"], "{text}")
    assert commands(parts, {"text": "x"}, "Tiny") == [["say", "x"]]
    assert commands(parts, {"text": "x", "rate": 1.5}, "Tiny") == [["say", "--rate", "1.5", "x"]]
    with pytest.raises(ModelError, match="Tiny needs text"):
        commands(parts, {}, "Tiny")


def test_no_value_becomes_an_option() -> None:
    with pytest.raises(ModelError, match="cannot take a text that begins with a hyphen"):
        commands(call("say", "{text}"), {"text": "--out=/etc/passwd"}, "Tiny")
    assert commands(call("say", "--text={text}", "{rate}"), {"text": "--x", "rate": -3}, "Tiny")[0][1:] == [
        "--text=--x",
        "-3",
    ]


def test_values_are_renamed_bounded_and_given_defaults() -> None:
    made = call("say", "{language}", values={"language": {"english": "en"}}, bounds={"rate": [0.5, 2]})
    assert arguments(made, {"language": "English", "rate": 1}, "Tiny") == {"language": "en", "rate": 1}
    with pytest.raises(ModelError, match="Tiny knows no language 'french'; there is english"):
        arguments(made, {"language": "french"}, "Tiny")
    with pytest.raises(ModelError, match=r"Tiny can do rate from 0\.5 to 2, not 3"):
        arguments(made, {"rate": 3}, "Tiny")
    assert arguments(call("x", defaults={"voice": "low"}), {}, "Tiny") == {"voice": "low"}
    assert unheard(made, {"language": "x", "rate": 1, "style": "soft"}) == ["style"]
