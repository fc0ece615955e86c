"""The launcher: console script, and `python3 tonmeister.py …` from a clone, which sets itself up on first use.

Imports the standard library only. Old Pythons can run it as far as to say that they are too old.
"""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path

from engine.machine.requirements import COMMANDS

HERE = Path(__file__).resolve().parent
OLDEST_PYTHON = (3, 11)
NEWER_PYTHONS = ("python3.13", "python3.12", "python3.11")
PACKAGES = ("engine", "models", "bridge", "ui", "daw_scripts")


def main(argv: list[str] | None = None) -> int:
    """Run one command: 0 done, 1 failed, 2 wrong use, 130 stopped by Ctrl-C."""
    args = list(sys.argv[1:] if argv is None else argv)
    try:
        return _answer_at_once(args) if _needs_nothing(args) else _run(args)
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130


def _needs_nothing(args: list[str]) -> bool:
    """True for help, the version and wrong use: nothing has to be installed for them."""
    if not args or args[0] not in COMMANDS:
        return True
    return COMMANDS[args[0]].is_clone_only and args[1:] in (["--help"], ["-h"])


def _answer_at_once(args: list[str]) -> int:
    first = args[0] if args else ""
    if first in COMMANDS:
        print(f"tonmeister {first} {COMMANDS[first].usage}: {COMMANDS[first].does}.")
        return 0
    if first in ("--help", "-h", "help"):
        print(_help_text())
        return 0
    if first == "--version":
        print(f"tonmeister {_version()}")
        return 0
    return _fail(_unknown(first), 2) if first else _fail(_help_text(), 2)


def _help_text() -> str:
    lines = [f"  {name:<8} {command.does}" for name, command in COMMANDS.items()]
    return "\n".join(
        [
            "Tonmeister: an assistant beside your DAW. Ask in words, get clips on tracks.",
            "",
            "tonmeister COMMAND [ARGUMENTS]",
            "",
            *lines,
            "",
            "tonmeister COMMAND --help tells more. In a clone: python3 tonmeister.py COMMAND.",
        ]
    )


def _unknown(command: str) -> str:
    import difflib

    near = difflib.get_close_matches(command, COMMANDS, 1)
    hint = f"did you mean '{near[0]}'?" if near else "see `tonmeister --help`."
    return f"tonmeister: there is no command '{command}'; {hint}"


def _version() -> str:
    from engine import __version__

    return __version__


def _fail(text: str, code: int = 1) -> int:
    print(text, file=sys.stderr)
    return code


def _run(args: list[str]) -> int:
    command = args[0]
    if sys.version_info < OLDEST_PYTHON:
        return _run_on_newer_python(args)
    if COMMANDS[command].is_clone_only and not is_clone(HERE):
        return _fail(
            f"tonmeister: `{command}` works in a clone of the repository only, as python3 tonmeister.py {command}."
        )
    if reason := hidden_package(HERE):
        return _fail(f"tonmeister: {reason}")
    if is_clone(HERE) and not is_managed_elsewhere(HERE):
        from engine.machine import setup_marker

        wants_help = "--help" in args[1:] or "-h" in args[1:]
        is_done = setup_marker.is_done(HERE, command)
        if not is_done and not wants_help:
            if reason := _set_up(command):
                return _fail(f"tonmeister: {reason}")
            is_done = True
        if is_done and not setup_marker.is_inside(HERE):
            return become([str(setup_marker.python_of(HERE)), str(HERE / "tonmeister.py"), *args])
    return _dispatch(command, args[1:])


def _set_up(command: str) -> str:
    """Set the clone up for a command; returns "" or one sentence that says why that failed."""
    from engine.errors import UserError
    from engine.machine import set_up

    try:
        set_up.ensure(HERE, command)
    except UserError as error:
        return str(error)
    return ""


def _run_on_newer_python(args: list[str]) -> int:
    import shutil

    for name in NEWER_PYTHONS:
        if found := shutil.which(name):
            return become([found, str(HERE / "tonmeister.py"), *args])
    has = ".".join(map(str, sys.version_info[:3]))
    return _fail(f"tonmeister: this is Python {has}, and 3.11 or newer is needed; install one and start again with it.")


def _dispatch(command: str, rest: list[str]) -> int:
    """Hand a command to the module that carries it out."""
    wants_help = "--help" in rest or "-h" in rest
    told_later = f"tonmeister {command}: {COMMANDS[command].does}. Start it once to set it up; then --help tells more."
    if module := COMMANDS[command].module:
        if wants_help and importlib.util.find_spec("platformdirs") is None:  # nothing is installed yet
            print(told_later)
            return 0
        # -P: no folder named `models` in the current directory may hide ours.
        return become([sys.executable, "-P", "-m", module, *rest], in_clone=COMMANDS[command].is_clone_only)
    try:
        from engine.cli.cli import main as engine_main
    except ModuleNotFoundError as error:
        if wants_help:
            print(told_later)
            return 0
        return _fail(f"tonmeister: the package '{error.name}' is missing in {sys.prefix}; install Tonmeister again.")
    return engine_main([command, *rest])


def is_clone(here: Path) -> bool:
    """True in a clone of the repository; an installed launcher has no setup.cfg beside it."""
    return (here / "setup.cfg").is_file() and (here / "tests").is_dir()


def is_managed_elsewhere(here: Path) -> bool:
    """True when this Python's environment is not ours to set up.

    Either TONMEISTER_SETUP=0 says so, or the user has installed Tonmeister into an environment
    of their own (`pip install -e .`).
    """
    if os.environ.get("TONMEISTER_SETUP") == "0":
        return True
    if Path(sys.prefix).resolve() == (here / ".venv").resolve():
        return False
    import importlib.metadata

    return any(
        True
        for _ in importlib.metadata.distributions(
            name="tonmeister", path=[folder for folder in sys.path if Path(folder or ".").resolve() != here]
        )
    )


def hidden_package(here: Path) -> str:
    """Empty, or one sentence that names a foreign package which hides one of ours."""
    for name in PACKAGES:
        spec = importlib.util.find_spec(name)
        places = list(spec.submodule_search_locations or [spec.origin or ""]) if spec else []
        if places and Path(places[0]).resolve().parent != here:
            return (
                f"another package called '{name}' at {places[0]} hides Tonmeister's own; "
                "start Tonmeister from another folder, or install it into an environment of its own."
            )
    return ""


def become(command: list[str], *, in_clone: bool = False) -> int:
    """Go on as another program, in the clone's folder or where we are; returns its exit code on Windows only."""
    environment = dict(os.environ)
    if is_clone(HERE):
        kept = environment.get("PYTHONPATH", "")
        parts = [str(HERE), *[part for part in kept.split(os.pathsep) if part and part != str(HERE)]]
        environment["PYTHONPATH"] = os.pathsep.join(parts)
    if in_clone:
        os.chdir(HERE)
    sys.stdout.flush()
    sys.stderr.flush()
    if os.name == "posix":
        os.execve(command[0], command, environment)
    import subprocess

    with subprocess.Popen(command, env=environment) as child:
        while True:
            try:
                return child.wait()
            except KeyboardInterrupt:  # it was sent to the child too, which ends in its own way
                continue


if __name__ == "__main__":
    sys.exit(main())
