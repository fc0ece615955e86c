"""The process of a hosted language model: `transformers serve`, which ends when the engine does.

    python -m engine.planner.llm_server FOLDER PORT DEVICE

The engine keeps the other end of standard input; when that closes, however the engine ended, so does this.
"""

from __future__ import annotations

import os
import sys
import threading


def main() -> None:
    """Serve until standard input ends."""
    folder, port, device = sys.argv[1:4]
    threading.Thread(target=_end_with_the_engine, daemon=True).start()
    from transformers.cli.transformers import main as transformers

    dtype = "float32" if device == "cpu" else "bfloat16"
    where = ["--host", "127.0.0.1", "--port", port, "--device", device, "--dtype", dtype]
    sys.argv = ["transformers", "serve", folder, *where]
    transformers()


def _end_with_the_engine() -> None:
    while os.read(0, 4096):
        pass
    os._exit(0)


if __name__ == "__main__":
    main()
