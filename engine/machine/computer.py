"""What this computer has: graphics cards, shared libraries. Asked, never loaded."""

from __future__ import annotations

import importlib.util
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

_WAIT_S = 5


def graphics_cards() -> list[str]:
    """Names of the cards that models can run on; OSError when there is a driver that does not answer."""
    if sys.platform == "darwin" and platform.machine() == "arm64":
        return ["Apple Silicon (Metal)"]
    tool = shutil.which("nvidia-smi")
    if tool is None:
        return []
    command = [tool, "--query-gpu=name,memory.total", "--format=csv,noheader"]
    try:
        answer = subprocess.run(command, capture_output=True, text=True, timeout=_WAIT_S, check=False)
    except subprocess.TimeoutExpired as error:
        raise OSError("nvidia-smi does not answer") from error
    if answer.returncode:
        raise OSError(answer.stderr.strip() or answer.stdout.strip() or "nvidia-smi fails")
    return answer.stdout.strip().splitlines()


def is_accelerated() -> bool:
    """True when models run on a graphics card here; a quick look at what is installed, not a question to its driver.

    `TONMEISTER_DEVICE` (cpu, cuda, mps) overrides it.
    """
    if chosen := os.environ.get("TONMEISTER_DEVICE", "").strip().lower():
        return chosen != "cpu"
    if sys.platform == "darwin":
        return platform.machine() == "arm64"
    has_node = sys.platform != "linux" or any(map(os.path.exists, ("/dev/nvidia0", "/dev/dxg")))
    return has_node and shutil.which("nvidia-smi") is not None


def has_half_precision() -> bool:
    """True when weights are loaded in two bytes a number: on a card, but not on Apple's, where they stay whole."""
    is_apples = sys.platform == "darwin" or os.environ.get("TONMEISTER_DEVICE", "").strip().lower() == "mps"
    return is_accelerated() and not is_apples


def shared_libraries() -> frozenset[str] | None:
    """File names of all shared libraries the system knows; None where that cannot be asked."""
    tool = shutil.which("ldconfig") or shutil.which("/sbin/ldconfig")
    if sys.platform != "linux" or tool is None:
        return None
    answer = subprocess.run([tool, "-p"], capture_output=True, text=True, timeout=_WAIT_S, check=False)
    return frozenset(line.split()[0] for line in answer.stdout.splitlines()[1:] if line.strip())


def espeak_library() -> Path | None:
    """The eSpeak NG library that came with a wheel."""
    found = importlib.util.find_spec("espeakng_loader")
    if found is None or found.origin is None:
        return None
    libraries = (path for path in Path(found.origin).parent.iterdir() if path.suffix in (".so", ".dylib", ".dll"))
    return next((path for path in libraries if "espeak-ng" in path.stem), None)
