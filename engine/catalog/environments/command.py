"""A command line of a model that knows no protocol: run to its end, its percents taken as progress."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Sequence
from pathlib import Path

from engine.catalog.environments.environment_vars import environment_vars
from engine.catalog.environments.folder import EnvironmentFolder
from engine.catalog.environments.process_group import ProcessGroup
from engine.catalog.environments.program import Patience
from engine.catalog.environments.run_command import Tell
from engine.errors import ModelError

log = logging.getLogger(__name__)

_POLL_S = 0.1


def run_command(
    command: Sequence[str],
    folder: EnvironmentFolder,
    *,
    name: str,
    place: Path,
    progress: re.Pattern[str] | None,
    patience: Patience,
    may_download: bool,
    tell: Tell,
) -> None:
    """Run it in `place` without any shell; ModelError when it fails, is silent for too long or cannot be started.

    The first group of `progress` is a percentage, looked for in every line. `tell` is called ten times a second; when
    it raises, the command is ended with all it started.
    """
    percent = 0.0
    group = ProcessGroup(command, folder=place, environment=environment_vars(folder, may_download=may_download))
    try:
        group.say_nothing()
        while not group.is_over:
            line = group.next_line(_POLL_S)
            if line is not None and progress is not None and (found := progress.search(line.text)):
                percent = _percent(found[1], percent)
            tell(percent, 100, f"{name} works")
            if time.monotonic() - group.heard_s > patience.silence_s:
                raise ModelError(f"{name} said nothing for {patience.silence_s:g} seconds and was ended.")
    finally:
        group.end()
    if group.exit_code != 0:
        log.info("%s printed:\n%s", name, "\n".join(group.tail()))
        last = f": {group.tail()[-1].strip()[:200]}" if group.tail() else "."
        raise ModelError(f"{name} failed with exit code {group.exit_code}{last}")


def _percent(text: str, before: float) -> float:
    try:
        return min(100.0, max(0.0, float(text)))
    except (ValueError, TypeError):
        return before
