"""The house rules that tools can check: layers, types and lint."""

import ast
import functools
import graphlib
import re
import subprocess
import sys
from collections.abc import Set
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.timeout(1200)  # the first time mypy reads everything; then it has a cache, .mypy_cache
@pytest.mark.parametrize(
    "command",
    [
        ["-c", "from importlinter.cli import lint_imports_command as main; main()"],
        pytest.param(["-m", "mypy"], marks=pytest.mark.slow),
        ["-m", "ruff", "check", "."],
    ],
    ids=["layers", "types", "lint"],
)
def test_tools_find_nothing(command):
    answer = subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_the_longest_files_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    """A report, no wall: a file that grows long may be one thing all the same, or two that want names of their own."""
    files = [path for folder in ("engine", "models", "bridge", "ui", "bench") for path in (ROOT / folder).rglob("*.py")]
    lengths = sorted(((len(path.read_text("utf-8").splitlines()), path) for path in files), reverse=True)
    with capsys.disabled():
        print("\nThe twenty longest files:")
        for lines, path in lengths[:20]:
            print(f"  {lines:5} {path.relative_to(ROOT)}")
    assert lengths


_MOST_NAMES_TWICE = 3


@functools.cache
def _top_level() -> list[tuple[str, list[ast.stmt]]]:
    """What stands at the top level of each of our files."""
    files = [path for folder in ("engine", "models", "bridge", "ui") for path in (ROOT / folder).rglob("*.py")]
    return [(path.relative_to(ROOT).as_posix(), ast.parse(path.read_text("utf-8")).body) for path in files]


@pytest.mark.slow
def test_a_class_name_stands_for_one_thing() -> None:
    """A few may stand for two in rooms far apart; where they grow many, nobody knows any longer which one is meant."""
    places: dict[str, list[str]] = {}
    for path, body in _top_level():
        for node in body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places.setdefault(node.name, []).append(path)
    twice = {name: found for name, found in places.items() if len(found) > 1}
    assert len(twice) <= _MOST_NAMES_TWICE, twice


@pytest.mark.slow
def test_a_name_is_given_once_in_a_file() -> None:
    """A second pattern or list of the same name, further down, takes the place of the first without a word."""
    twice = []
    for path, body in _top_level():
        seen: set[str] = set()
        for node in body:
            if isinstance(node, ast.Assign):
                names = {one.id for one in node.targets if isinstance(one, ast.Name)}
                used = {one.id for one in ast.walk(node.value) if isinstance(one, ast.Name)}
                twice += [f"{path}: {name}" for name in names & seen - used]
                seen |= names
    assert not twice


def _imports_of(body: list[ast.stmt], known: Set[str]) -> set[str]:
    """The modules of ours that a file names, in functions and for types alone as well."""
    found = set()
    for node in (one for statement in body for one in ast.walk(statement)):
        if isinstance(node, ast.ImportFrom) and node.module:
            inside = {f"{node.module}.{one.name}" for one in node.names}
            found |= inside & known or {node.module} & known
        elif isinstance(node, ast.Import):
            found |= {one.name for one in node.names} & known
    return found


@pytest.mark.slow
def test_no_file_imports_itself_round_a_corner() -> None:
    """Not for types either: two files that need each other's classes are one thing, or want a third below them."""
    files = {path.removesuffix(".py").removesuffix("/__init__").replace("/", "."): body for path, body in _top_level()}
    below = {name: _imports_of(body, files.keys() - {name}) for name, body in files.items()}
    try:
        graphlib.TopologicalSorter(below).prepare()
    except graphlib.CycleError as circle:
        pytest.fail(" → ".join(reversed(circle.args[1])))


_TOP = frozenset(
    ".ci .gitignore CHANGELOG.md LICENSE README.md bench bridge constraints.txt daw_scripts docs engine models"
    " pyproject.toml setup.cfg tests tonmeister.py ui".split()
)
_MACHINE = re.compile(rb"/(?:root|home/[\w.-]+)/\.[a-z]")
"""A hidden folder of somebody's home."""


def _tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a clone")
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name]


def test_nothing_lies_at_the_top_that_nobody_meant() -> None:
    """A file written by a slip of a command lies there, and is committed with the rest."""
    assert {path.relative_to(ROOT).parts[0] for path in _tracked()} <= _TOP


def test_no_file_tells_of_the_machine_it_was_made_on() -> None:
    told = [path for path in _tracked() if path.is_file() and _MACHINE.search(path.read_bytes())]
    assert not told
