"""A disk that is really full: one sentence that says so, and nothing is left of what was begun."""

from __future__ import annotations

import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from engine.media.disk_error import not_written

SCRIPT = """
import errno, sys
from pathlib import Path
import numpy as np
from engine.errors import UserError
from engine.media.audio_stream import ClipWriter
try:
    with ClipWriter(Path(sys.argv[1]), 2, 48000, 480000) as writer:
        for _ in range(10):
            writer.write(np.zeros((2, 48000), np.float32))
        writer.finish("x")
    print("written")
except UserError as error:
    print(error)
"""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
def test_the_system_tells_that_the_disk_is_full() -> None:
    said = not_written(Path("/dev/full"), RuntimeError("System error."))
    assert said == "The sound could not be written because the disk is full; make room and ask again."


def test_what_else_the_system_refuses_is_told_in_its_words(tmp_path: Path) -> None:
    assert not_written(tmp_path, RuntimeError("System error.")) == "The sound could not be written: Is a directory."
    assert not_written(tmp_path / "x", RuntimeError("Odd.")) == "The sound could not be written: Odd."


@pytest.mark.skipif(sys.platform != "linux", reason="limits the size of files as Linux does")
def test_a_file_that_may_grow_no_further_leaves_nothing(tmp_path: Path) -> None:
    def limited() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(tmp_path)], capture_output=True, text=True, check=False, preexec_fn=limited
    )
    assert done.stdout == "The sound could not be written: File too large.\n", done.stderr
    assert list(tmp_path.iterdir()) == []
