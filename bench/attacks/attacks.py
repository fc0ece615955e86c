"""Some two thousand attacks and faults in groups: how many hold, are slow, fail, or lose work (`--group NAME …`).

Each group runs in a process of its own, so that one that crashes or hangs is counted and the others go on.
"""

from __future__ import annotations

import argparse
import json
import os
import pkgutil
import queue
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path

from bench.attacks import groups
from bench.attacks.attack import HANG_S, KINDS, Verdict

_MOST_CRASHES = 5
"""Of one group; then the rest of it counts as failed."""
_ROOT = Path(__file__).resolve().parents[2]


def group_names() -> list[str]:
    """All groups there are."""
    return [info.name for info in pkgutil.iter_modules(groups.__path__)]


def verdicts_of(group: str) -> list[Verdict]:
    """Make all attacks of a group, going on behind one that ended the process."""
    found: list[Verdict] = []
    for _ in range(_MOST_CRASHES):
        came, last = _from_process(group, len(found))
        found += came
        if not last:
            return found
        found.append(Verdict(last, "failed", "it ended or hung the process", 0.0))
    return found


def _from_process(group: str, skip: int) -> tuple[list[Verdict], str]:
    """What one process made of the attacks from a number on, and the attack that it died of."""
    with tempfile.TemporaryDirectory(prefix="attacks-") as folder:
        command = [sys.executable, "-m", "bench.attacks.made", group, "--skip", str(skip), "--folder", folder]
        process = subprocess.Popen(
            command,
            cwd=_ROOT,
            env=_environment(Path(folder)),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        errors: list[str] = []
        assert process.stderr
        threading.Thread(target=lambda told=process.stderr: errors.extend(told), daemon=True).start()
        found: list[Verdict] = []
        running, is_over = "", False
        for line in _lines(process):
            if line.startswith("begin "):
                running = line[6:].strip()
            elif line.startswith("verdict "):
                found.append(Verdict(**json.loads(line[8:])))
                running = ""
            elif line.startswith("over"):
                is_over = True
        process.kill()
        process.wait()
        _writable(Path(folder))
    if is_over:
        return found, ""
    if not running:
        tail = " ".join("".join(errors[-3:]).split())[-300:]
        found.append(Verdict("the group itself", "failed", f"it ended: {tail}", 0.0))
        return found, ""
    return found, running


def _lines(process: subprocess.Popen[str]) -> Iterator[str]:
    """What it prints, until it ends or says nothing for too long."""
    waiting: queue.Queue[str] = queue.Queue()
    assert process.stdout

    def read() -> None:
        assert process.stdout
        for line in process.stdout:
            waiting.put(line)
        waiting.put("")

    threading.Thread(target=read, daemon=True).start()
    while True:
        try:
            line = waiting.get(timeout=2.5 * HANG_S)
        except queue.Empty:
            return
        if not line:
            return
        yield line


def _environment(folder: Path) -> dict[str, str]:
    """A home of its own, no model hubs, no language models, no threads that fight for two cores."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("OPENAI", "HF_", "TONMEISTER"))}
    one = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    home = {"TONMEISTER_HOME": str(folder / "home"), "TONMEISTER_OFFLINE": "1", "HF_HUB_OFFLINE": "1"}
    return {**kept, **one, **home, "TONMEISTER_SETUP": "0", "PYTHONPATH": str(_ROOT)}


def _writable(folder: Path) -> None:
    """What an attack has locked, so that it can be cleared away."""
    for path in (folder, *folder.rglob("*")):
        if path.is_dir() and not path.is_symlink():
            path.chmod(0o700)


def told(group: str, verdicts: list[Verdict], seconds: float) -> str:
    """A row of the table, and under it what did not hold."""
    counted = Counter(one.kind for one in verdicts)
    row = f"{group:20} {len(verdicts):5} " + " ".join(f"{counted[kind]:6}" for kind in KINDS) + f" {seconds:7.1f}"
    return "\n".join([row, *(f"    {one.kind}: {one.name}: {one.why[:300]}" for one in verdicts if one.kind != "held")])


def main() -> None:
    """Make the attacks and print what came of them; exit code 1 where one did not hold."""
    parser = argparse.ArgumentParser(prog="tonmeister bench attacks", description=__doc__)
    parser.add_argument("--group", nargs="+", default=[], metavar="NAME", help="only these")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write every verdict")
    parser.add_argument("--jobs", type=int, default=2, help="groups beside each other (2)")
    options = parser.parse_args()
    if unknown := [name for name in options.group if name not in group_names()]:
        sys.exit(f"There is no group {unknown[0]}; there is {', '.join(group_names())}.")
    print(f"{'group':20} {'made':>5} " + " ".join(f"{kind:>6}" for kind in KINDS) + "       s", flush=True)
    everything: dict[str, list[Verdict]] = {}

    def one(group: str) -> None:
        started = time.monotonic()
        everything[group] = verdicts_of(group)
        print(told(group, everything[group], time.monotonic() - started), flush=True)

    with ThreadPoolExecutor(options.jobs) as pool:
        list(pool.map(one, options.group or group_names()))
    sys.exit(0 if _summed(everything, options.json) else 1)


def _summed(everything: dict[str, list[Verdict]], file: Path | None) -> bool:
    """Print the sum; True where all held."""
    counted = Counter(one.kind for verdicts in everything.values() for one in verdicts)
    held = sum(all(one.kind == "held" for one in verdicts) for verdicts in everything.values())
    sums = ", ".join(f"{kind} {counted[kind]}" for kind in KINDS)
    print(f"{held} of {len(everything)} groups held; {counted.total()} attacks: {sums}.")
    if file:
        listed = {group: [asdict(one) for one in verdicts] for group, verdicts in everything.items()}
        file.write_text(json.dumps(listed, indent=1), "utf-8")
    return counted.total() == counted["held"]


if __name__ == "__main__":
    main()
