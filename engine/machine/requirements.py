"""What each command does and needs: the one table that launcher, set-up, command line and `doctor` read.

The standard library only, and nothing else of ours: `tonmeister --help` reads it before anything is installed.
"""

from __future__ import annotations

import configparser
from pathlib import Path
from typing import NamedTuple

QT = (
    *("libegl1", "libgl1", "libxkbcommon0", "libxkbcommon-x11-0", "libxcb-cursor0", "libxcb-icccm4"),
    *("libxcb-keysyms1", "libxcb-shape0", "libfontconfig1", "libpulse0", "libglib2.0-bin", "fonts-inter"),
)
"""Debian packages that the panel's PyQt6 links, and the font it is drawn for."""
QT_LIBRARIES = (
    *("libEGL.so.1", "libGL.so.1", "libxkbcommon.so.0", "libxkbcommon-x11.so.0", "libxcb-cursor.so.0"),
    *("libxcb-icccm.so.4", "libxcb-keysyms.so.1", "libxcb-shape.so.0", "libfontconfig.so.1", "libpulse.so.0"),
)
"""The same as a running system knows them."""
SONGS = ("libfluidsynth3", "timgm6mb-soundfont")
"""What plays the songs that stems and descriptions are measured on."""
ARDOUR = ("ardour", "xvfb", "x11-utils", "imagemagick")
AUDACITY = ("audacity", "xvfb")
VOICE = ("flite",)
TRANSLATION = (
    *("apertium", "apertium-eng-spa", "apertium-eng-cat"),
    *("apertium-fr-es", "apertium-es-pt", "apertium-spa-ita"),
)
"""English to Spanish and Catalan, and by way of Spanish to French, Portuguese and Italian (10 MB)."""
EFFECTS = ("libatomic1",)
"""What the wheel of pedalboard takes for granted."""

EXTRAS = {
    "models": ("torch", "transformers", "diffusers", "safetensors"),
    "panel": ("PyQt6",),
    "cluster": ("ray",),
    "picture": ("opencv-python-headless", "av"),
    "midi": ("python-rtmidi",),
    "protools": ("grpcio", "protobuf"),
    "link": ("aalink",),
    "keyring": ("keyring",),
    "mcp": ("mcp",),
}
"""What `doctor` looks for of the extras that a user may have."""
FIRST_AND_ALONE = "torch"
"""Goes in before all else, so that nothing pulls in another build of it."""
WEIGHTS_ALONE = "basic-pitch==0.4.0"
"""Apache-2.0. Goes in without what it depends on: only the small network in its wheel is read, by onnxruntime."""
FREE_GB = {True: 5.0, False: 1.5}
"""Disk space that a set-up needs, with and without the foundation models' libraries."""
CONSTRAINTS = "constraints.txt"
"""Versions that the tests have passed with."""


class ProgramCommand(NamedTuple):
    """One command of the program."""

    does: str
    """What it is for, on one line."""
    extras: tuple[str, ...] = ()
    """Extras of setup.cfg that it needs besides the core."""
    debian: tuple[str, ...] = ()
    """Debian packages that wheels cannot replace."""
    module: str = ""
    """Run as `python -m`; empty: one of the engine's own, in engine/cli."""
    usage: str = ""
    """Of those that are modules: what comes behind the name."""
    is_clone_only: bool = False


_ALL = ("panel", "models", "picture", "standin", "midi", "cluster", "mcp", "dev")
_SOUND = (*VOICE, *TRANSLATION, *EFFECTS)

COMMANDS: dict[str, ProgramCommand] = {
    "demo": ProgramCommand(
        "the main job on real input, in Ardour or in a folder: start here",
        ("panel",), (*QT, *_SOUND, *ARDOUR), "bridge.hosts.demo", "[--out DIR] [--daw ardour|folder]",
    ),
    "ask": ProgramCommand(
        "say what you want and get clips on tracks; without words: a chat", ("panel",), (*QT, *_SOUND)
    ),
    "run": ProgramCommand("one task on files, without planner or DAW", (), _SOUND),
    "plan": ProgramCommand("show what a request would do, or plan a whole file of requests"),
    "session": ProgramCommand("the open session as it is seen: tempo, markers, tracks, plugins, regions and takes"),
    "tasks": ProgramCommand("everything that can be asked for, and whether it is ready", (), (*VOICE, *TRANSLATION)),
    "models": ProgramCommand(
        "the models, and why one is not ready; get or remove one's weights", (), (*VOICE, *TRANSLATION)
    ),
    "panel": ProgramCommand("the chat panel beside your DAW", ("panel",), (*QT, *_SOUND), "ui", "[OPTIONS]"),
    "voices": ProgramCommand("the voices that can sing; install a voice bank"),
    "library": ProgramCommand("what clips and takes need on the disk; remove what nothing uses"),
    "engine": ProgramCommand("the service alone, for clients of any kind"),
    "mcp": ProgramCommand("the assistant as tools for other assistants (Model Context Protocol on stdio)", ("mcp",)),
    "play": ProgramCommand(
        "play notes in time into an armed track of any DAW, through a MIDI port", ("midi",), (), "bridge.midi.main",
        "FILE.mid … [--port NAME] [--after S] [--clock]",
    ),
    "daw": ProgramCommand("known and connected DAWs; install and test a DAW's script"),
    "doctor": ProgramCommand("what is installed, reachable and writable, each problem with its remedy", ("panel",)),
    "test": ProgramCommand(
        "the whole test suite, in a clone; takes pytest's arguments",
        _ALL, (*QT, *_SOUND, *ARDOUR, *AUDACITY, "git"), "tests", "[--fast] [PYTEST ARGUMENTS]", True,
    ),
    "bench": ProgramCommand(
        "ratios against raw libraries and peers, in a clone", _ALL, (*SONGS, *_SOUND, *ARDOUR), "bench", "[NAME …|all]",
        True,
    ),
}  # fmt: skip


def extras_of(command: str) -> tuple[str, ...]:
    """The extras of setup.cfg that a command needs; "[extra]" is what the engine sets up by itself."""
    if command[:1] == "[":
        return (command.strip("[]"),)
    return COMMANDS[command].extras if command in COMMANDS else ()


def debian_of(command: str) -> tuple[str, ...]:
    """The Debian packages that a command needs."""
    return COMMANDS[command].debian if command in COMMANDS else ()


def requirements(here: Path, extra: str = "") -> list[str]:
    """What setup.cfg asks for, in the core or an extra, without comments and spaces; empty without a setup.cfg."""
    config = configparser.ConfigParser()
    if not config.read(here / "setup.cfg", encoding="utf-8"):
        return []
    section, name = ("options.extras_require", extra) if extra else ("options", "install_requires")
    rows = config.get(section, name, fallback="").splitlines()
    return [plain for row in rows if (plain := row.split("#")[0].replace(" ", ""))]


def fingerprint(here: Path) -> bytes:
    """All that a set-up follows from: when it changes, the environment is brought up to date. Comments do not count."""
    config = configparser.ConfigParser()
    config.read(here / "setup.cfg", encoding="utf-8")
    extras = config.options("options.extras_require") if config.has_section("options.extras_require") else []
    rows = [f"{extra}: {' '.join(sorted(requirements(here, extra)))}" for extra in ("", *sorted(extras))]
    scripts = config.get("options.entry_points", "console_scripts", fallback="")
    return "\n".join([*rows, scripts, WEIGHTS_ALONE, *sorted(_constraints(here))]).encode()


def _constraints(here: Path) -> list[str]:
    try:
        text = (here / CONSTRAINTS).read_text("utf-8")
    except OSError:
        return []
    return [plain for row in text.splitlines() if (plain := row.split("#")[0].strip())]
