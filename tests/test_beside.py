"""A test that kills its process costs the suite that test, and no more."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.beside import first_of, import_share

CONFTEST = """
from tests.beside import Files, Silence


def pytest_configure(config):
    if config.getoption("numprocesses", None) and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Silence(8, 0.5))


def pytest_xdist_make_scheduler(config, log):
    return Files(config, log)
"""
FILE = """
import os
import signal

import pytest


@pytest.mark.parametrize("number", range(4))
def test_it(number):
    if {dies_at} == number:
        os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_killed_worker_costs_one_test(tmp_path: Path) -> None:
    """The rest is run once each, also what its file still had, and the run comes to its end."""
    (tmp_path / "conftest.py").write_text(CONFTEST)
    for name, dies_at in (("test_one", None), ("test_two", 1), ("test_three", 2), ("test_four", None)):
        (tmp_path / f"{name}.py").write_text(FILE.format(dies_at=dies_at))
    told = subprocess.run(
        [sys.executable, "-m", "pytest", "-n", "2", "-p", "no:cacheprovider", f"--rootdir={tmp_path}", str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    ).stdout
    assert "2 failed, 14 passed" in told, told
    assert "crashed while running 'test_two.py::test_it[1]'" in told
    assert "crashed while running 'test_three.py::test_it[2]'" in told


def test_a_worker_that_hangs_is_ended(tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text(CONFTEST)
    for name, stops_at in (("test_one", None), ("test_two", 1)):
        (tmp_path / f"{name}.py").write_text(FILE.format(dies_at=stops_at).replace("SIGKILL", "SIGSTOP"))
    told = subprocess.run(
        [sys.executable, "-m", "pytest", "-n", "2", "-p", "no:cacheprovider", f"--rootdir={tmp_path}", str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    ).stdout
    assert "1 failed, 7 passed" in told, told
    assert "crashed while running 'test_two.py::test_it[1]'" in told


def test_each_worker_begins_with_files_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it cannot import is left to be collected, which says why."""
    monkeypatch.syspath_prepend(str(tmp_path))
    files = [tmp_path / f"test_share_{name}.py" for name in ("a", "b", "c", "d", "e")]
    for file in files:
        file.write_text("import pytest\npytest.importorskip('not_there')" if file.stem.endswith("c") else "")
    files[3].write_text("1 / 0")
    seen = []
    for number in range(2):
        before = set(sys.modules)
        import_share(files, tmp_path, number, 2)
        seen.append({name for name in set(sys.modules) - before if name.startswith("test_share_")})
    assert seen == [{"test_share_a", "test_share_e"}, {"test_share_b"}]


def test_one_worker_does_what_waits_and_the_others_what_works() -> None:
    """Each goes on with the other kind where its own is done."""
    files = ["tests/engine/planner/test_x.py", "tests/engine/service/test_x.py", "tests/ui/test_x.py", "alone"]
    assert _order(files, waits=True) == ["alone", files[1], files[0], files[2]]
    assert _order(files, waits=False) == [files[0], files[2], files[1], "alone"]


def _order(files: list[str], *, waits: bool) -> list[str]:
    left, order = list(files), list[str]()
    while left:
        order.append(first_of(left, waits=waits))
        left.remove(order[-1])
    return order
