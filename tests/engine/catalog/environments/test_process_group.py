from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from engine.catalog.environments.process_group import OutputLine, ProcessGroup
from engine.errors import ModelError
from tests.engine.catalog.environments.test_program import gone

_ENGINE = """
import pathlib, sys, time
from engine.catalog.environments.process_group import ProcessGroup
path = pathlib.Path(sys.argv[1])
code = "import os, subprocess, sys, time; sleep = [sys.executable, '-c', 'import time; time.sleep(60)']; "
code += "child = subprocess.Popen(sleep); print(os.getpid(), child.pid, flush=True); time.sleep(60)"
group = ProcessGroup([sys.executable, "-c", code], folder=path, environment={})
print(group.next_line(30).text, flush=True)
time.sleep(60)
"""


def lines_of(code: str, folder: Path, **more: int) -> tuple[list[OutputLine], ProcessGroup]:
    group = ProcessGroup([sys.executable, "-c", code], folder=folder, environment=dict(os.environ), **more)
    lines = []
    while not group.is_over:
        if line := group.next_line(0.1):
            lines.append(line)
    return lines, group


def test_lines_end_with_either_return_and_long_ones_are_cut(tmp_path: Path) -> None:
    code = "import sys; sys.stdout.write('1%\\r2%\\n' + 'x' * 99 + '\\nlast'); sys.stderr.write('oh\\n'); sys.exit(4)"
    lines, group = lines_of(code, tmp_path, max_line_bytes=10)
    spoken = [(line.text, line.is_cut) for line in lines if line.is_spoken]
    assert spoken == [("1%", False), ("2%", False), ("x" * 10, True), ("last", False)]
    assert group.tail() == ["oh"] and group.exit_code == 4


def test_a_signal_is_told_in_the_exit_code(tmp_path: Path) -> None:
    _, group = lines_of("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", tmp_path)
    assert group.exit_code == 128 + signal.SIGSEGV


def test_what_cannot_be_started_is_said(tmp_path: Path) -> None:
    group = ProcessGroup([str(tmp_path / "nothing")], folder=tmp_path, environment={})
    while not group.is_over:
        group.next_line(0.1)
    assert group.exit_code == 127 and "nothing cannot be started: No such file or directory" in group.tail()[0]
    with pytest.raises(ModelError, match="cannot be started"):
        ProcessGroup(["true"], folder=tmp_path / "nowhere", environment={})


def test_a_program_does_not_outlive_an_engine_that_is_killed(tmp_path: Path) -> None:
    engine = subprocess.Popen([sys.executable, "-c", _ENGINE, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert engine.stdout
    pids = [int(pid) for pid in engine.stdout.readline().split()]
    assert len(pids) == 2
    engine.kill()
    engine.wait()
    engine.stdout.close()
    assert gone(pids)
