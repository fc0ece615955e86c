"""A screen that nobody sees (Xvfb), for programs with windows."""

from __future__ import annotations

import contextlib
import ctypes
import os
import re
import shutil
import signal
import subprocess
from collections.abc import Mapping

from engine.errors import DawError


class HiddenScreen:
    """An X server of its own, on a display number that it finds itself."""

    def __init__(self, size: tuple[int, int], *, beside_px: int = 0) -> None:
        """`size` is what the DAW fills; `beside_px` is room on its right for another window."""
        self.size = size
        reading, writing = os.pipe()
        screen = f"{size[0] + beside_px}x{size[1]}x24"
        self._process = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", screen, "-nolisten", "tcp"],
            pass_fds=[writing],
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(writing)
        with os.fdopen(reading) as pipe:  # open until the number is there: closing early ends Xvfb
            number = pipe.readline().strip()
        if not number:
            raise DawError("The hidden screen (Xvfb) did not start.")
        self.display = f":{number}"

    def close(self) -> None:
        """End it."""
        end(self._process)

    def fill(self, env: Mapping[str, str]) -> None:
        """Make Ardour's main window as large as the screen, as there is no window manager to do it."""
        if shutil.which("xwininfo") is None:
            return
        shown = subprocess.run(
            ["xwininfo", "-root", "-tree"], env=dict(env), capture_output=True, text=True, check=False
        ).stdout
        found = re.search(r'(0x[0-9a-f]+) "[^"]* - Ardour": \("ardour', shown)
        if not found:
            return
        try:
            x11 = ctypes.CDLL("libX11.so.6")
        except OSError:
            return
        x11.XOpenDisplay.restype = ctypes.c_void_p
        display = x11.XOpenDisplay(env["DISPLAY"].encode())
        if display:
            x11.XMoveResizeWindow(ctypes.c_void_p(display), ctypes.c_ulong(int(found[1], 16)), 0, 0, *self.size)
            x11.XCloseDisplay(ctypes.c_void_p(display))


def end(process: subprocess.Popen[bytes]) -> None:
    """End a program and what it started: asked first, then told."""
    if process.poll() is not None:
        return
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(8)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(8)
