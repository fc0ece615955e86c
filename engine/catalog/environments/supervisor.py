"""Runs a command, and ends it with all it started when Tonmeister is gone: `supervisor.py LIFELINE COMMAND …`.

LIFELINE is the number of an open pipe that nobody writes to: it closes when its other end's owner ends,
however that happens. Started as the leader of a process group of its own; POSIX only. The standard library only.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading

CANNOT_START = 127


def main() -> None:
    """Exit as the command does: with its code, or 128 + n when signal n ended it."""
    lifeline = int(sys.argv[1])
    try:
        child = subprocess.Popen(sys.argv[2:])
    except OSError as error:
        sys.stderr.write(f"{sys.argv[2]} cannot be started: {error.strerror}\n")
        sys.stderr.flush()
        os._exit(CANNOT_START)
    threading.Thread(target=_end_all_with, args=(lifeline,), daemon=True).start()
    code = child.wait()
    os._exit(code if code >= 0 else 128 - code)


def _end_all_with(lifeline: int) -> None:
    os.read(lifeline, 1)
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    main()
