from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from engine.workers.memory import MemoryBudget, MemoryNeed, family_bytes, resident_bytes
from tests.engine.workers.unruly import Big, Carded

GB = 1 << 30


def test_largest_card_of_several_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tool = tmp_path / "nvidia-smi"
    tool.write_text("#!/bin/sh\necho 'Card A, 8192 MiB'\necho 'Card B, 24576 MiB'\n")
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    assert MemoryBudget.of_this_machine().vram_bytes == int(24 * GB * 0.9)


def test_driver_that_does_not_answer_is_no_card(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tool = tmp_path / "nvidia-smi"
    tool.write_text("#!/bin/sh\nexit 9\n")
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    assert MemoryBudget.of_this_machine().vram_bytes == 0


def test_model_for_a_card_needs_mostly_the_cards_memory() -> None:
    with_card, without = MemoryBudget(16 * GB, 24 * GB), MemoryBudget(16 * GB)
    assert with_card.need(Carded()) == MemoryNeed(2 * GB, 40 * GB)
    assert without.need(Carded()) == MemoryNeed(40 * GB)
    assert with_card.need(Big()) == MemoryNeed(300 << 20)


def test_both_memories_must_suffice() -> None:
    budget = MemoryBudget(16 * GB, 24 * GB)
    assert not budget.lacks(MemoryNeed(2 * GB, 12 * GB), MemoryNeed(2 * GB, 12 * GB))
    assert budget.lacks(MemoryNeed(2 * GB, 12 * GB), MemoryNeed(2 * GB, 13 * GB))
    assert budget.lacks(MemoryNeed(2 * GB, 1 * GB), MemoryNeed(15 * GB))


def test_memory_of_a_process() -> None:
    assert resident_bytes(os.getpid()) > 10 << 20
    assert resident_bytes(2**22 + 1) == 0


def test_memory_of_a_process_counts_what_it_started() -> None:
    code = "import time; held = bytearray(64 << 20); print(flush=True); time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as child:
        assert child.stdout and child.stdout.readline()
        assert family_bytes(os.getpid()) > resident_bytes(os.getpid()) + (64 << 20)
        child.kill()
    assert family_bytes(2**22 + 1) == 0
