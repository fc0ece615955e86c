"""Random sessions with faults on every DAW: false successes, lost work, what does not come back (`--daw --steps`).

    tonmeister bench daw_faults [--daw reaper …] [--steps 1000] [--seed N] [--beside 2]
    tonmeister bench daw_faults --each-call 10 [--minutes 5] [--daw reaper …] [--seed N]

Sessions of fifty requests: answers lost, late, twice; errors inside the DAW; the user's hand and another panel
meanwhile; a DAW that hangs, dies and comes back with another project; for files, a full disk, no right to write, a
sound that is gone, another program that saves, a process that is killed. Each session is told by its seed, which plays
it again. With `--each-call` it is no session, but each change by itself, with a fault at so many of the calls that its
script makes on the way.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from bench.daw_faults.each_call import Walk
from bench.daw_faults.judgement import KINDS, kind_of
from bench.daw_faults.random_session import session_of
from tests.bridge.conformance.daws import DAWS

STEPS = 50
NAMES = ("ardour", "reaper", "live-11.3.25", "live-12.3.0", "bitwig-17", "bitwig-25", "dawproject", "folder")
ROWS = {row.name: row for row in DAWS if row.name in NAMES}
TITLES = ("false successes", "lost work", "undo-all differences", "anything else")


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(prog="tonmeister bench daw_faults", description=__doc__.splitlines()[0])
    parser.add_argument("--daw", choices=sorted(ROWS), action="append", help="only this one; may be said again")
    parser.add_argument("--steps", type=int, default=1000, help="of each DAW")
    parser.add_argument("--seed", type=int, help="this one session, and where it went wrong")
    parser.add_argument("--beside", type=int, default=2, help="so many DAWs at a time")
    parser.add_argument("--each-call", type=int, metavar="N", help="each change, with a fault at N of its calls")
    parser.add_argument("--minutes", type=float, default=5.0, help="of each DAW, with --each-call")
    asked = parser.parse_args()
    names = asked.daw or list(ROWS)
    if asked.each_call:
        walked = [_walked(name, asked.each_call, asked.minutes, asked.seed or 0) for name in names if ROWS[name].start]
        sys.exit(any(walked))
    if asked.seed is not None or len(names) == 1:
        wrong = [_played(name, asked.steps, asked.seed) for name in names]
        sys.exit(any(wrong))
    sys.exit(_beside(names, asked.steps, asked.beside))


def _beside(names: list[str], steps: int, beside: int) -> bool:
    """Each DAW in a process of its own; a DAW's threads mostly wait."""
    left, running, wrong = names[::-1], list[subprocess.Popen[bytes]](), False
    while left or running:
        while left and len(running) < beside:
            one = ["--daw", left.pop(), "--steps", str(steps)]
            running.append(subprocess.Popen([sys.executable, "-m", "bench.daw_faults.daw_faults", *one]))
        for process in [one for one in running if one.poll() is not None]:
            running.remove(process)
            wrong |= process.returncode != 0
        time.sleep(0.2)
    return wrong


def _played(name: str, steps: int, seed: int | None) -> bool:
    """One DAW; whether anything was wrong."""
    began, found, faults, count = time.monotonic(), Counter[type[AssertionError]](), Counter[str](), 0
    ours = 0
    with tempfile.TemporaryDirectory(prefix="tonmeister faults ", ignore_cleanup_errors=True) as folder:
        for one in _seeds(steps, seed):
            os.environ["TONMEISTER_HOME"] = str(Path(folder) / str(one) / "home")
            session = session_of(ROWS[name], Path(folder) / str(one), one)
            try:
                try:
                    session.play(STEPS)
                finally:
                    session.close()
            except Exception as error:
                found[kind_of(error)] += 1
                print(
                    f"{name}, seed {one}: {kind_of(error).__name__}: {str(error)[:2500]}", file=sys.stderr, flush=True
                )
                if seed is not None or not isinstance(error, AssertionError):
                    traceback.print_exc()
            count += STEPS
            faults.update(session.line.met)
            ours += session.is_ours
    said = ", ".join(f"{found[kind]} {title}" for kind, title in zip(KINDS, TITLES, strict=True))
    pace = count / (time.monotonic() - began)
    print(
        f"{name}: {count} steps ({pace:.1f} a second), {sum(faults.values())} faults, {ours} sessions only ours: {said}"
    )
    print(f"   {', '.join(f'{fault} {times}' for fault, times in sorted(faults.items()))}", flush=True)
    return bool(found)


def _walked(name: str, most: int, minutes: float, seed: int) -> bool:
    """One DAW with a fault at its calls; whether anything was wrong."""
    with tempfile.TemporaryDirectory(prefix="tonmeister faults ", ignore_cleanup_errors=True) as folder:
        os.environ["TONMEISTER_HOME"] = str(Path(folder) / "home")
        walk = Walk(ROWS[name], Path(folder), most, seed)
        try:
            walk.walk(time.monotonic() + 60 * minutes)
        finally:
            walk.close()
    for error in walk.found:
        print(f"{kind_of(error).__name__}: {str(error)[:2500]}", file=sys.stderr, flush=True)
    found = Counter(kind_of(error) for error in walk.found)
    said = ", ".join(f"{found[kind]} {title}" for kind, title in zip(KINDS, TITLES, strict=True))
    print(f"{name}: a fault at {sum(walk.states.values())} calls, {len(walk.offences)} offences: {said}")
    print(f"   {', '.join(f'{state} {times}' for state, times in sorted(walk.states.items()))}", flush=True)
    return bool(walk.found or walk.offences)


def _seeds(steps: int, seed: int | None) -> Iterator[int]:
    if seed is not None:
        yield seed
        return
    yield from (random.SystemRandom().randrange(1_000_000) for _ in range(-(-steps // STEPS)))


if __name__ == "__main__":
    main()
