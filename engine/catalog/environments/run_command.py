"""One command that is run to its end, with what it says told on."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from engine.catalog.environments.process_group import OutputLine, ProcessGroup
from engine.errors import ModelError, UserError
from engine.machine.pip_failure import plain_reason

Tell = Callable[[float, float, str], None]
"""How far it is, of how much, and what is being done; may raise, to stop."""

_POLL_S = 0.1
_LOOK_EVERY_S = 1.0
_SPARE_BYTES = 256 << 20
"""Of the disk; an installation that leaves less is stopped, before other programs cannot save."""
_SILENCE_S = 1800.0
"""One large package may be unpacked without a word."""
_SHOWN = 100


def run_command(
    command: Sequence[str],
    *,
    name: str,
    folder: Path,
    environment: Mapping[str, str],
    log: Path,
    tell: Callable[[str], None],
) -> None:
    """Run a command of an installation; UserError with the reason when it fails.

    `tell` gets the newest line several times a second; when it raises, everything the command started is ended.
    All that is printed goes to the file `log`.
    """
    try:
        group = ProcessGroup(command, folder=folder, environment=environment)
    except ModelError as error:
        raise UserError(str(error)) from error
    said, looked_s = "", 0.0
    try:
        group.say_nothing()
        with open(log, "a", encoding="utf-8") as file:
            while not group.is_over:
                line = group.next_line(_POLL_S)
                if line is not None:
                    file.write(f"{line.text}\n")
                    said = _short(line) or said
                tell(said)
                if time.monotonic() - looked_s > _LOOK_EVERY_S:
                    looked_s = time.monotonic()
                    _look(group, name, folder)
    finally:
        group.end()
    if group.exit_code != 0:
        raise UserError(f"{name} could not be installed: {reason_of(log)} (all of it is in {log}).")


def reason_of(log: Path) -> str:
    """Why an installation failed, from what was printed."""
    text = log.read_text("utf-8", errors="replace")
    if plain := plain_reason(text):
        return plain
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    errors = [line for line in lines if "ERROR" in line or "Error" in line or line.startswith("fatal:")]
    return (errors or lines or ["no reason was given"])[-1][:300].rstrip(".")


def _look(group: ProcessGroup, name: str, folder: Path) -> None:
    if shutil.disk_usage(folder).free < _SPARE_BYTES:
        raise UserError(f"{name} could not be installed: the disk is nearly full; make room first.")
    if time.monotonic() - group.heard_s > _SILENCE_S:
        minutes = f"{_SILENCE_S / 60:.0f} minutes"
        raise UserError(f"{name} could not be installed: nothing happened for {minutes}; try again.")


def _short(line: OutputLine) -> str:
    """What a person wants to see of a line of pip's: what is fetched, and how far it is."""
    text = re.sub(r"https?://\S+/|[━╸╺]+", "", line.text).strip()
    return text[:_SHOWN] if re.search(r"\w", text) and not text.startswith("WARNING") else ""
