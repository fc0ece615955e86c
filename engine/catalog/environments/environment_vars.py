"""The environment variables that a foreign program gets: places of its own, none of our secrets."""

from __future__ import annotations

import os
import re

from engine.catalog.environments.folder import EnvironmentFolder
from engine.config import is_offline

_SECRET = re.compile(r"TOKEN|SECRET|PASSWORD|API_?KEY|CREDENTIAL", re.IGNORECASE)
_OURS = ("PYTHONPATH", "PYTHONHOME", "PYTHONSTARTUP", "VIRTUAL_ENV", "__PYVENV_LAUNCHER__")
_ALWAYS = {
    "GIT_TERMINAL_PROMPT": "0",
    "PIP_USER": "0",
    "PYTHONIOENCODING": "utf-8",
    "PYTHONNOUSERSITE": "1",
    "PYTHONUNBUFFERED": "1",
}
_HUB_TOKEN = "HF_TOKEN"
_HUB_OFFLINE = ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE")


def bare_environment_vars() -> dict[str, str]:
    """Ours, without what would lead another Python to our packages, and without secrets."""
    kept = {name: value for name, value in os.environ.items() if name not in _OURS and not _SECRET.search(name)}
    return {**kept, **_ALWAYS}


def environment_vars(folder: EnvironmentFolder, *, may_download: bool) -> dict[str, str]:
    """For a program of this environment: its downloads stay in its folder.

    Only one that may download sees the user's token for the model hub, and speaks to the hub at all.
    """
    places = {
        "HF_HOME": folder.weights / "huggingface",
        "TORCH_HOME": folder.weights / "torch",
        "XDG_CACHE_HOME": folder.weights / "cache",
        "TONMEISTER_WEIGHTS": folder.weights,
        "TONMEISTER_SOURCE": folder.source,
    }
    values = {**bare_environment_vars(), **{name: str(path) for name, path in places.items()}}
    values["PATH"] = os.pathsep.join([str(folder.python.parent), values.get("PATH", os.defpath)])
    values.update(HF_HUB_DISABLE_TELEMETRY="1", HF_HUB_DISABLE_PROGRESS_BARS="1", ORT_DISABLE_TELEMETRY="1")
    if may_download and not is_offline():
        for name in _HUB_OFFLINE:
            values.pop(name, None)
        if token := os.environ.get(_HUB_TOKEN):
            values[_HUB_TOKEN] = token
    else:
        values.update(dict.fromkeys(_HUB_OFFLINE, "1"))
    return values
