"""An external model where it really runs: in a worker process, whose end is its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from engine.catalog.environments.folder import EnvironmentFolder
from engine.catalog.model import Brief, Report
from engine.errors import Cancelled
from engine.media.clip import Clip
from engine.workers.local import LocalWorkers
from engine.workers.memory import MemoryBudget
from engine.workers.worker import Order
from tests.engine.catalog.environments.test_program import gone
from tests.models.external.unruly_registry import SOURCE, registry


def test_it_has_a_worker_of_its_own_and_ends_with_it(tiny: EnvironmentFolder, talk: Clip, tmp_path: Path) -> None:
    workers = LocalWorkers(registry=registry(), source=SOURCE, budget=MemoryBudget(4 << 30), warm=())
    workers.start()

    def run(name: str, report: Report, **args: Any) -> Any:
        folder = tmp_path / name
        folder.mkdir()
        return workers.run(Order("tiny", args, {"clip": talk}, Brief("denoise", folder)), report)

    assert run("first", Report())["audio"].audio().frames == 44107
    assert [row["model"] for row in workers.status()].count("tiny") == 1

    def cancel(done: float, of: float, what: str) -> None:
        if what == "sleeping":
            raise Cancelled

    with pytest.raises(Cancelled):
        run("second", Report(cancel), do="sleep", path=str(tmp_path / "pids"))
    assert gone([int(pid) for pid in (tmp_path / "pids").read_text().split()])
    assert run("third", Report())["audio"].audio().frames == 44107
    workers.close()
