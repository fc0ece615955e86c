"""The command line's entry: finds the command, turns errors into one sentence and an exit code."""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import logging
import sys
from pathlib import Path
from typing import NoReturn

from engine import __version__
from engine.cli.plain_output import plain_output
from engine.machine.file_name import is_text
from engine.machine.requirements import COMMANDS

OWN = {name: command.does for name, command in COMMANDS.items() if not command.module}
"""The commands that lie in this folder."""
FAILED, WRONG_USE, NEEDS_APPROVAL, STOPPED = 1, 2, 3, 130


def main(argv: list[str] | None = None) -> int:
    """Run one command; returns the exit code: 0 done and verified, 1 not, 2 wrong use, 3 needs approval."""
    with plain_output():
        return _main(sys.argv[1:] if argv is None else argv)


def _main(argv: list[str]) -> int:
    if garbled := next((word for word in argv if not is_text(word) or "\0" in word), ""):
        shown = garbled.encode("utf-8", "replace").decode().replace("\0", "?")
        print(f"tonmeister: '{shown[-60:]}' is not written in UTF-8; rename the file, then ask again.", file=sys.stderr)
        return WRONG_USE
    parser = _Parser(
        "tonmeister", description="An assistant beside your DAW: clips on the right track, at the right bar."
    )
    parser.add_argument("--version", action="version", version=f"tonmeister {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    for name, help_text in OWN.items():
        command = commands.add_parser(name, help=help_text, description=f"{help_text[0].upper()}{help_text[1:]}.")
        if name in argv[:1]:
            importlib.import_module(f"engine.cli.{name}").arguments(command)
    options = parser.parse_args(argv)
    if not options.command:
        parser.print_help()
        return WRONG_USE
    code = _run(options)
    try:
        sys.stdout.flush()
    except OSError as error:  # a full disk, or a pipe that was closed
        print(f"tonmeister: The answer could not be written: {error.strerror}.", file=sys.stderr)
        return FAILED
    return code


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence, as everything here does, instead of repeating all options."""

    def error(self, message: str) -> NoReturn:
        """See argparse."""
        self.exit(WRONG_USE, f"tonmeister: {message[:1].upper()}{message[1:]}; see `{self.prog} --help`.\n")


def _run(options: argparse.Namespace) -> int:
    from engine.errors import TonmeisterError, WrongUse

    try:
        return int(importlib.import_module(f"engine.cli.{options.command}").run(options))
    except WrongUse as error:
        print(f"tonmeister: {error}", file=sys.stderr)
        return WRONG_USE
    except TonmeisterError as error:
        print(f"tonmeister: {error}", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        print("tonmeister: stopped.", file=sys.stderr)
        return STOPPED
    except BrokenPipeError:
        return FAILED
    except OSError as error:
        print(
            f"tonmeister: {error.filename or 'Something'} cannot be read or written: {error.strerror}.", file=sys.stderr
        )
        return FAILED
    except ModuleNotFoundError as error:
        if importlib.util.find_spec("platformdirs") is not None:
            return _bug(error)
        missing = f"The package '{error.name}' is missing in {sys.prefix}"
        print(f"tonmeister: {missing}; start Tonmeister with the Python that has its packages.", file=sys.stderr)
        return FAILED
    except Exception as error:  # a bug: one sentence here, the traceback in the log
        return _bug(error)


def log_to_file() -> Path:
    """Keep errors and warnings of libraries in a file, away from the answers; returns its path. Raises OSError."""
    from engine.config import data_folder

    path = data_folder() / "tonmeister.log"
    path.parent.mkdir(parents=True, exist_ok=True)
    handler = logging.FileHandler(path, encoding="utf-8", delay=True)
    logging.basicConfig(handlers=[handler], format="%(asctime)s %(levelname)s %(name)s %(message)s")
    logging.captureWarnings(True)
    return path


def _bug(error: Exception) -> int:
    """Log what nobody foresaw and say where the log is."""
    try:
        path = log_to_file()
        logging.getLogger("tonmeister").error("bug", exc_info=error)
        where = f"The details are in {path}."
    except OSError:
        where = "The log could not be written either."
    print(f"tonmeister: That is a bug ({type(error).__name__}: {error}). {where}", file=sys.stderr)
    return FAILED
