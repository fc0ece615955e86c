"""A language model that the engine serves itself, where the user has a graphics card and asks for it."""

from __future__ import annotations

import logging
import os
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request

from engine.catalog.hub.checkpoint import Checkpoint
from engine.catalog.hub.record import installed
from engine.config import Settings, data_folder
from engine.machine.computer import graphics_cards
from engine.planner.llm.endpoint import Endpoint

log = logging.getLogger(__name__)

START_S = 300.0
"""How long it may take to load."""
IDLE_S = 900.0
"""Without a request for this long it gives the card's memory back."""
_TICK_S = 0.2


class LlmHost:
    """One server process; every method may be called from any thread and none waits for the model."""

    def __init__(self, settings: Settings, *, idle_s: float = IDLE_S) -> None:
        self._settings = settings
        self._idle_s = idle_s
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._endpoint: Endpoint | None = None
        self._asked_at = time.monotonic()
        self._failure = ""

    def endpoint(self) -> Endpoint | None:
        """Where it answers; None while it does not, and then it is started unless `why_not` says why it cannot be."""
        with self._lock:
            self._asked_at = time.monotonic()
            if self._process is None and not self._failure and not self._impossible():
                self._start()
            return self._endpoint

    def why_not(self) -> str:
        """One sentence on why there is no endpoint now; empty when there is one."""
        with self._lock:
            if self._endpoint:
                return ""
            return self._impossible() or self._failure or "The hosted language model is still being loaded."

    def close(self) -> None:
        """End the process."""
        with self._lock:
            process, self._process, self._endpoint = self._process, None, None
        if process:
            _end(process)

    # Below, the lock is held.

    def _impossible(self) -> str:
        repo = self._settings.llm_host
        if installed(Checkpoint(repo)) is None:
            return f"{repo} is not on this computer; run `tonmeister models get planner`."
        if not self._device():
            return "Hosting a language model needs a graphics card; TONMEISTER_DEVICE=cpu hosts a small one without."
        return ""

    def _device(self) -> str:
        if chosen := os.environ.get("TONMEISTER_DEVICE", "").strip().lower():
            return chosen
        try:
            cards = graphics_cards()
        except OSError:
            return ""
        return ("mps" if sys.platform == "darwin" else "cuda") if cards else ""

    def _start(self) -> None:
        record = installed(Checkpoint(self._settings.llm_host))
        assert record
        port = _free_port()
        hub = data_folder() / "hosted" / "hub"  # the server lists its models from here
        hub.mkdir(parents=True, exist_ok=True)
        environment = {**os.environ, "HF_HUB_OFFLINE": "1", "HF_HOME": str(hub.parent)}
        environment["PYTHONPATH"] = os.pathsep.join(place for place in sys.path if place)
        command = [sys.executable, "-P", "-m", "engine.planner.llm.server", record.folder, str(port), self._device()]
        with open(data_folder() / "language-model.log", "wb") as output:
            self._process = subprocess.Popen(
                command, env=environment, stdin=subprocess.PIPE, stdout=output, stderr=output
            )
        endpoint = Endpoint(
            f"http://127.0.0.1:{port}/v1",
            record.folder,
            silent_s=min(60.0, self._settings.llm_patience_s),
            total_s=self._settings.llm_patience_s,
        )
        watch = threading.Thread(target=self._watch, args=(self._process, endpoint), name="language-model", daemon=True)
        watch.start()

    # Without the lock.

    def _watch(self, process: subprocess.Popen[bytes], endpoint: Endpoint) -> None:
        """Note when it answers, when it ends, and when nobody has needed it for long."""
        until = time.monotonic() + START_S
        while process.poll() is None:
            if self._endpoint is None:
                if _answers(endpoint.base_url.removesuffix("/v1") + "/health"):
                    self._note(process, endpoint)
                elif time.monotonic() > until:
                    self._note(process, None, f"The hosted language model was not ready after {START_S:.0f} s.")
                    break
            elif time.monotonic() - self._asked_at > self._idle_s:
                self._note(process, None)
                break
            time.sleep(_TICK_S)
        else:
            where = data_folder() / "language-model.log"
            log.error("the hosted language model ended with exit code %s", process.returncode)
            self._note(process, None, f"The hosted language model has ended; {where} says why.")
        _end(process)

    def _note(self, process: subprocess.Popen[bytes], endpoint: Endpoint | None, failure: str = "") -> None:
        with self._lock:
            if process is self._process:
                self._endpoint, self._failure = endpoint, failure
                if endpoint is None:
                    self._process = None


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=1):
            return True
    except (urllib.error.URLError, OSError):
        return False


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.stdin:
        process.stdin.close()
    process.kill()
    process.wait()
