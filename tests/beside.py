"""Which tests run beside which: whole files, and what becomes of them when a test brings its worker down."""

from __future__ import annotations

import contextlib
import importlib
import threading
import time
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

ALONE = ("tests/daw/", "tests/engine/workers/test_ray.py")
"""What needs much of the machine: never two of them beside each other."""

TOGETHER = {
    "torch": ("tests/models/checkpoint/", "tests/engine/planner/test_llm_transformers.py"),
    "environment": ("tests/engine/catalog/environments/", "tests/models/external/"),
}
"""What is dear to have, and had once where its tests are one file: torch, transformers and diffusers take a worker
twenty seconds of a core to import; the environment of external models takes five to make."""

WAITS = (
    *("alone", "environment", "tests/engine/service/", "tests/engine/workers/", "tests/engine/cli/"),
    *("tests/ui/test_screen_reader.py", "tests/ui/connection/", "tests/test_packaging.py", "tests/test_launcher.py"),
    *("tests/test_beside.py", "tests/bridge/protools/", "tests/bridge/test_mailbox.py", "tests/bridge/reaper/"),
    *("tests/bridge/bitwig/test_bitwig_script.py", "tests/bridge/live/test_live_script.py"),
    *("tests/engine/catalog/hub/", "tests/ui/talk/", "tests/bridge/conformance/test_each_call.py"),
)
"""What mostly waits, for another program or for time to pass, in the order in which it is to come."""


class Files(LoadScopeScheduling):
    """Files run beside each other, never tests of one, which share an engine; what needs the machine is one file, as is
    what shares heavy imports.

    `--dist loadgroup` would be the way, but xdist 3.8 writes its groups where pytest 9.2 no longer reads them.
    A test that kills its process has failed, once: as xdist has it, it was tried again with each new worker, and
    a file given back after the others had gone home was waited for without end.
    One worker does what waits, one such file after the other, while the others use the cores: where all of them
    waited at the same time, a quarter of the machine had nothing to do.
    """

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.split("::")[0]
        if file.startswith(ALONE):
            return "alone"
        return next((group for group, starts in TOGETHER.items() if file.startswith(starts)), str(file))

    def _assign_work_unit(self, node: Any) -> None:
        """Give a worker the first file of its kind, or of the other kind when there is none left."""
        waits = node is next(iter(self.assigned_work))
        self.workqueue.move_to_end(first_of(tuple(self.workqueue), waits=waits), last=False)
        super()._assign_work_unit(node)

    def remove_node(self, node: Any) -> str | None:
        """Take a worker out; what it has not done goes to the others. Returns the test that brought it down."""
        files = self.assigned_work.pop(node)
        begun = next((tests for tests in files.values() if not all(tests.values())), None)
        if begun is None:
            return None
        crashed = next(test for test, is_done in begun.items() if not is_done)
        begun[crashed] = True
        self.workqueue.update({file: tests for file, tests in files.items() if not all(tests.values())})
        for other in self.assigned_work:
            self._reschedule(other)
        return crashed

    def _pending_of(self, workload: dict[str, dict[str, bool]]) -> int:
        """How many tests are to come. Files that are done are forgotten: to count them again after each test of the
        suite took three seconds of a core."""
        for file in [file for file, tests in workload.items() if all(tests.values())]:
            del workload[file]
        return super()._pending_of(workload)

    def _reschedule(self, node: Any) -> None:
        """Give a worker its next file, and one more behind a single test: it begins none before it knows the next."""
        if node not in self.registered_collections:
            return  # one that has only just come: it is given work when it has read the tests
        super()._reschedule(node)
        if self._pending_of(self.assigned_work[node]) == 1:
            super()._reschedule(node)


def first_of(files: Sequence[str], *, waits: bool) -> str:
    """Which of these files comes next for the worker that does what waits, or for one of the others.

    Who has none left of its own kind helps the other: with what waits from its end on.
    """
    if waits:
        return min(files, key=_wait_rank)
    return next((file for file in files if _wait_rank(file) == len(WAITS)), "") or max(files, key=_wait_rank)


@cache
def _wait_rank(file: str) -> int:
    """When something that waits is to come; behind all of that for what works."""
    return next((rank for rank, start in enumerate(WAITS) if file.startswith(start)), len(WAITS))


def import_share(files: Sequence[Path], root: Path, number: int, count: int) -> None:
    """Import every so manieth file of tests, before all of them are collected.

    Where nothing is compiled yet, each worker would else compile the same files at the same moment: a dozen seconds
    of a core each. What cannot be imported says so when it is collected.
    """
    for file in files[number::count]:
        with contextlib.suppress(Exception, pytest.skip.Exception):
            importlib.import_module(".".join(file.relative_to(root).with_suffix("").parts))


def tell_less(config: pytest.Config) -> None:
    """Let a worker keep to itself that a test began, was prepared and was cleared away: half of all that was told.

    Each message costs both ends a tenth of a millisecond or two, for sixteen thousand tests. Whoever wants to know
    how long each part took, or writes reports, is told all.
    """
    plugins = config.pluginmanager.get_plugins()
    worker: Any = next((one for one in plugins if type(one).__name__ == "WorkerInteractor"), None)  # xdist's own
    if worker is None or config.option.durations is not None or config.option.xmlpath:
        return
    tell = worker.sendevent

    def tell_what_counts(name: str, **told: Any) -> None:
        data = told.get("data", {}) if name == "testreport" else {}
        if name != "logstart" and not (data.get("outcome") == "passed" and data.get("when") != "call"):
            tell(name, **told)

    worker.sendevent = tell_what_counts


class Silence:
    """Ends a worker that has told nothing for longer than any test may take: one that hangs while it dies, say.

    A time limit of its own cannot do that, since it needs the process to go on; the test then counts as crashed.
    """

    def __init__(self, longest_s: float, look_s: float = 5.0) -> None:
        self._longest_s, self._look_s = longest_s, look_s
        self._heard: dict[Any, float] = {}
        self._is_over = threading.Event()

    def pytest_sessionstart(self) -> None:
        threading.Thread(target=self._watch, daemon=True, name="silent workers").start()

    def pytest_sessionfinish(self) -> None:
        self._is_over.set()

    def pytest_testnodeready(self, node: Any) -> None:
        self._heard[node] = time.monotonic()

    def pytest_testnodedown(self, node: Any) -> None:
        self._heard.pop(node, None)

    @pytest.hookimpl
    def pytest_runtest_logreport(self, report: Any) -> None:
        node = getattr(report, "node", None)
        if node in self._heard:
            self._heard[node] = time.monotonic()

    def _watch(self) -> None:
        while not self._is_over.wait(self._look_s):
            for node, heard in list(self._heard.items()):
                if time.monotonic() - heard > self._longest_s:
                    self._heard.pop(node, None)
                    node.gateway._io.popen.kill()
