"""Nothing that a file or a DAW is called can command the terminal."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile

from engine.cli.cli import main
from engine.cli.plain_output import CLEAR_LINE, plain_output


def test_commands_are_taken_out_and_our_own_line_of_progress_stays(capsys: pytest.CaptureFixture[str]) -> None:
    before = sys.stdout
    with plain_output():
        print("a\x1b]0;title\x07b\x9bc\u202ed\te\ufffe")
        print(f"{CLEAR_LINE}50 %\rx", file=sys.stderr)
    said = capsys.readouterr()
    assert said.out == "a\ufffd]0;title\ufffdb\ufffdc\ufffdd\te\ufffd\n"
    assert said.err == f"{CLEAR_LINE}50 %\ufffdx\n" and sys.stdout is before


def test_the_name_of_a_result_is_words_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TONMEISTER_HOME", str(tmp_path / "home"))
    name = "a\x1b[31mred\x07.wav"
    soundfile.write(name, np.zeros(4800, np.float32) + 0.1, 48000)
    for arguments in (["--out", f"{name}.wav"], ["--out", f"{name}.xyz"], ["--arg", f"effect={name}"]):
        main(["run", "edit_clip", "--in", name, "--arg", "action=reverse", *arguments])
    said = capsys.readouterr()
    assert not {"\x1b", "\x07"} & {*said.out, *said.err.replace(CLEAR_LINE, "")} and "red" in said.out
