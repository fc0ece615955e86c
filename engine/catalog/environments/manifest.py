"""Contents: what an environment is to hold. Data only; the same contents never need to be installed twice."""

from __future__ import annotations

import re
from dataclasses import dataclass

PLACEHOLDER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class GitSource:
    """A repository at one commit."""

    url: str
    commit: str
    """All forty digits: the name of a commit is the hash of its files."""


@dataclass(frozen=True)
class Manifest:
    """Everything that makes one environment."""

    id: str
    """Name of its folder: lower-case letters, digits and hyphens."""
    name: str
    """As people call what runs in it."""
    requirements: tuple[str, ...] = ()
    """As pip takes them, one each."""
    python: str = ""
    """The Python it has to be, e.g. "3.10"; empty = the one Tonmeister runs on."""
    source: GitSource | None = None
    requirements_file: str = ""
    """A file of requirements in the source."""
    steps: tuple[tuple[str, ...], ...] = ()
    """Commands that bring the weights, run in the source, with {python}, {source} and {weights}."""
    programs: tuple[str, ...] = ()
    """Programs of the system that have to be there, e.g. "ffmpeg"."""


def filled(command: tuple[str, ...], values: dict[str, str]) -> list[str]:
    """A command with its placeholders replaced; each stays one argument, whatever is in it."""
    return [PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), part) for part in command]
