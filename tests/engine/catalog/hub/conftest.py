"""A hub, and a computer without weights; models of another package that load what the hub offers."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from engine.catalog.hub.checkpoint import Checkpoint
from engine.cli.cli import main
from tests.engine.catalog.hub.hub_server import Hub, running_hub, safetensors

ROOT = Path(__file__).resolve().parents[4]
ONE = Checkpoint("tiny/one")
FILES = {
    "README.md": b"---\nlicense: mit\n---\nA tiny model.\n",
    "config.json": b'{"size": 3}',
    "model.safetensors": safetensors(300_000),
    "pytorch_model.bin": b"\x80\x04 a pickle",
    "modeling_tiny.py": b"open('/tmp/harm', 'w')",
}
_MODELS = '''
"""Models of another package, found by their entry points."""
from engine.config import data_folder
from engine.catalog.hub.checkpoint import Checkpoint
from engine.catalog.hub.record import installed
from engine.catalog.model import Facts, Licence, Model
from engine.catalog.outside_model import OutsideModel

class One(Model):
    """Says how large its weights are."""
    id, name, tasks = "one", "One", ("describe_music",)
    licence = Licence("MIT")
    is_default = False
    checkpoints = (Checkpoint("tiny/one"),)

    def ready(self):
        here = all(installed(one) for one in self.checkpoints)
        return "" if here else f"its weights are not here; run `tonmeister models get {self.id}`."

    def run(self, args, inputs, brief, report):
        return {"facts": Facts({"bytes": sum(installed(one).total_bytes for one in self.checkpoints)})}

class Two(One):
    id, name = "two", "Two"
    checkpoints = (Checkpoint("tiny/one"), Checkpoint("tiny/two"))

class Needy(One):
    id, name = "needy", "Needy"
    packages = ("a_package_that_is_nowhere",)

    def ready(self):
        return "it needs a_package_that_is_nowhere."

class Apart(OutsideModel):
    """Has an environment of its own: one file."""
    id, name, tasks = "apart", "Apart", ("describe_music",)
    licence = Licence("MIT")
    run = One.run

    def _mark(self):
        return data_folder() / "apart"

    def ready(self):
        return "" if self._mark().exists() else "its environment is not made yet."

    def consent(self):
        return ("installs the package apart 1.0, MIT,", f"into {self._mark()}.")

    def get(self, tell):
        tell(1, 2, "installing")
        self._mark().parent.mkdir(parents=True, exist_ok=True)
        self._mark().touch()

    def remove(self):
        was_there = self._mark().exists()
        self._mark().unlink(missing_ok=True)
        return was_there
'''


@pytest.fixture(scope="session")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of packages with those models."""
    folder = tmp_path_factory.mktemp("packages")
    info = folder / "tiny-1.0.dist-info"
    info.mkdir()
    (folder / "tiny_models.py").write_text(_MODELS)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: tiny\nVersion: 1.0\n")
    points = "".join(f"{name.lower()} = tiny_models:{name}\n" for name in ("One", "Two", "Needy", "Apart"))
    (info / "entry_points.txt").write_text(f"[tonmeister.models]\n{points}")
    return folder


@pytest.fixture
def hub() -> Iterator[Hub]:
    """A hub with one repository of a few hundred kilobytes."""
    with running_hub() as made:
        made.add(ONE.repo, dict(FILES))
        yield made


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty data folder."""
    folder = tmp_path / "home"
    monkeypatch.setenv("TONMEISTER_HOME", str(folder))
    monkeypatch.setenv("TONMEISTER_SETUP", "0")  # nothing is installed into the environment that the tests run in
    return folder


@pytest.fixture
def reached(hub: Hub, home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Hub]:
    """The hub, as the one that this process asks; its library has read its variables long ago."""
    from huggingface_hub import constants
    from huggingface_hub.utils import close_session

    monkeypatch.setenv("TONMEISTER_OFFLINE", "0")
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
    monkeypatch.setattr(constants, "ENDPOINT", hub.url)
    template = f"{hub.url}/{{repo_id}}/resolve/{{revision}}/{{filename}}"
    monkeypatch.setattr(constants, "HUGGINGFACE_CO_URL_TEMPLATE", template)
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(constants, "HF_HUB_DOWNLOAD_TIMEOUT", 1)
    monkeypatch.setattr("engine.catalog.hub.transfer._PAUSE_S", 0.01)
    yield hub
    close_session()


Started = Callable[..., "subprocess.Popen[str]"]
Commanded = Callable[..., tuple[int, str, str]]


@pytest.fixture
def command(
    reached: Hub, packages: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Commanded:
    """Runs a command in this process: exit code, output, errors."""
    monkeypatch.syspath_prepend(str(packages))

    def run(*words: str) -> tuple[int, str, str]:
        code = main(list(words))
        return (code, *capsys.readouterr())

    return run


@pytest.fixture
def started(hub: Hub, home: Path, packages: Path, tmp_path: Path) -> Started:
    """Starts the program as a user does; `started("models", "get", "one", HF_TOKEN="x")`."""

    def start(*words: str, **variables: str) -> subprocess.Popen[str]:
        environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(packages)]),
            "TONMEISTER_HOME": str(home),
            "TONMEISTER_OFFLINE": "0",
            "HF_HUB_OFFLINE": "0",
            "HF_ENDPOINT": hub.url,
            "HF_HOME": str(tmp_path / "hf"),
            "HF_HUB_DOWNLOAD_TIMEOUT": "2",
            **variables,
        }
        return subprocess.Popen(
            [sys.executable, "-P", "-m", "engine", *words],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    return start
