"""The wheel: what is in it, that it installs and starts, and that its names are its own."""

from __future__ import annotations

import ast
import configparser
import functools
import importlib.metadata
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

import engine
import tonmeister

ROOT = Path(tonmeister.__file__).resolve().parent
PACKAGES = ("bridge", "daw_scripts", "engine", "models", "ui")
DATA = (".lua", ".json", ".npz", ".md", ".svg", ".qss", ".txt", ".js")


def shipped_files() -> set[str]:
    """Every file of the five folders that has to be in the wheel."""
    found = (path for name in PACKAGES for path in (ROOT / name).rglob("*") if path.is_file())
    return {
        path.relative_to(ROOT).as_posix()
        for path in found
        if "__pycache__" not in path.parts and path.suffix in (".py", *DATA)
    }


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this tree, built in a copy so that nothing old gets in and nothing is left behind."""
    copy, out = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for name in PACKAGES:
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("setup.cfg", "pyproject.toml", "tonmeister.py", "LICENSE", "README.md"):
        shutil.copy(ROOT / name, copy)
    shutil.copytree(ROOT / "tests", copy / "tests", ignore=shutil.ignore_patterns("__pycache__"))
    pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", out, copy)
    return next(out.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scripts folder of a fresh environment with the wheel in it; libraries come from this one."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=False, symlinks=os.name != "nt")
    scripts = folder / ("Scripts" if os.name == "nt" else "bin")
    packages = Path(sysconfig.get_path("purelib", vars={"base": str(folder)}, scheme="venv"))
    (packages / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n")
    pip("--python", scripts / "python", "install", "--no-deps", "--no-index", wheel)
    return scripts


def pip(*arguments: str | Path) -> None:
    answer = start(sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments, cwd=Path("/"))
    assert answer.returncode == 0, answer.stderr


def start(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a command that is not to see the clone."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    words = [str(part) for part in command]
    return subprocess.run(words, cwd=cwd, env=environment, capture_output=True, text=True, check=False)


def test_wheel_holds_our_packages_with_their_data_and_nothing_else(wheel: Path) -> None:
    names = {name for name in zipfile.ZipFile(wheel).namelist() if not name.endswith("/")}
    info = f"tonmeister-{engine.__version__}.dist-info"
    assert {name.split("/")[0] for name in names} == {*PACKAGES, "tonmeister.py", info}
    assert {name for name in names if not name.startswith(info)} == shipped_files() | {"tonmeister.py"}
    assert f"{info}/licenses/LICENSE" in names


def test_wheel_says_what_it_is(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    info = f"tonmeister-{engine.__version__}.dist-info"
    metadata = archive.read(f"{info}/METADATA").decode()
    assert "\nLicense: GPL-3.0-or-later\n" in metadata or "\nLicense-Expression: GPL-3.0-or-later\n" in metadata
    assert "\nRequires-Python: >=3.11\n" in metadata
    extras = {"models", "cluster", "panel", "picture", "standin", "midi", "mcp", "soundfont", "keyring", "link", "dev"}
    extras.add("protools")
    assert set(re.findall(r"Provides-Extra: (\w+)", metadata)) == extras
    assert 'Requires-Dist: torch==2.13.0; extra == "models"' in metadata
    assert not re.search(r"Requires-Dist: torch\S*$", metadata, re.MULTILINE)
    assert "tonmeister = tonmeister:main" in archive.read(f"{info}/entry_points.txt").decode()


def test_installed_it_starts_from_any_folder(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "__init__.py").write_text("raise RuntimeError('a stranger')\n")
    for command in ("--help", "--version", "tasks --help"):
        answer = start(installed / "tonmeister", *command.split(), cwd=tmp_path)
        assert (answer.returncode, answer.stderr) == (0, ""), command
        assert "tonmeister" in answer.stdout
    answer = start(installed / "tonmeister", "test", cwd=tmp_path)
    assert answer.returncode == 1
    assert "works in a clone" in answer.stderr


def test_engine_starts_as_a_module(installed: Path, tmp_path: Path) -> None:
    answer = start(installed / "python", "-m", "engine", "--help", cwd=tmp_path)
    assert (answer.returncode, answer.stderr) == (0, "")
    assert "tasks" in answer.stdout


def test_installed_tasks_and_models_are_all_found(installed: Path, tmp_path: Path) -> None:
    script = (
        "from engine.catalog.registry import discover\nfrom engine.tasks.task import all_tasks\nfound = discover()\n"
        "print(sorted(all_tasks()), sorted(found.models), sorted(found.daws), found.problems)"
    )
    here = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    there = start(installed / "python", "-c", script, cwd=tmp_path)
    assert there.stdout == here.stdout
    assert there.stdout.endswith("[]\n"), there.stdout


def test_our_names_belong_to_us_alone() -> None:
    owners = importlib.metadata.packages_distributions()
    for name in (*PACKAGES, "tonmeister"):
        assert set(owners.get(name, [])) <= {"tonmeister"}


def test_everything_that_is_imported_is_declared() -> None:
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    rows = config["options"]["install_requires"].splitlines()
    optional = ("models", "panel", "picture", "standin", "midi", "mcp", "cluster", "soundfont", "keyring", "link")
    for extra in (*optional, "protools"):
        rows += config["options.extras_require"][extra].splitlines()
    declared = {plain(match[0]) for row in rows if (match := re.match(r"[\w.-]+", row.strip()))}
    owners = importlib.metadata.packages_distributions()
    ours = {*PACKAGES, "tonmeister"}
    for name in sorted(shipped_files()):
        if not name.endswith(".py") or name.startswith(("daw_scripts/", "models/external/programs/")):
            continue
        for module in imported_by(ROOT / name) - ours - sys.stdlib_module_names:
            sources = {plain(owner) for owner in owners.get(module, [module])}
            assert sources & declared, f"{name} imports {module}, which setup.cfg does not declare"


def test_scripts_inside_daws_stand_alone() -> None:
    for name in sorted(shipped_files()):
        if name.endswith(".py"):
            forbidden = {*PACKAGES, "tonmeister"} if name.startswith("daw_scripts/") else {"daw_scripts"}
            assert not imported_by(ROOT / name) & forbidden, name


@functools.cache
def imported_by(path: Path) -> set[str]:
    """Top-level names of everything a file imports, wherever in the file."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
