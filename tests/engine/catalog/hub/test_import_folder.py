"""Weights from another computer, in whatever folder they were carried."""

from __future__ import annotations

import pickle
import shutil
from pathlib import Path

import pytest

from engine.catalog.hub.cache_dir import remove
from engine.catalog.hub.checkpoint import Checkpoint
from engine.catalog.hub.import_folder import adopt, find_source
from engine.catalog.hub.record import Installed, installed
from engine.errors import Cancelled, UserError
from tests.engine.catalog.hub.conftest import FILES, ONE
from tests.engine.catalog.hub.hub_server import safetensors


def silent(done: float, of: float, what: str) -> None:
    """Hears nothing."""


def carried(folder: Path, files: dict[str, bytes] = FILES) -> Path:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def taken(folder: Path) -> Installed:
    return adopt(ONE, folder, silent)


def test_a_folder_is_taken_in_and_stays_as_it_is(home: Path, tmp_path: Path) -> None:
    source = carried(tmp_path / "stick")
    done = taken(source)
    assert installed(ONE) == done and done.revision.startswith("local-") and done.licence == "mit"
    assert set(done.files) == {"README.md", "config.json", "model.safetensors"}, "no pickles, no code"
    shutil.rmtree(source)
    assert (Path(done.folder) / "model.safetensors").read_bytes() == FILES["model.safetensors"]


def test_the_revision_follows_from_the_content(home: Path, tmp_path: Path) -> None:
    first = taken(carried(tmp_path / "a"))
    assert taken(carried(tmp_path / "b")).revision == first.revision
    assert taken(carried(tmp_path / "c", {**FILES, "config.json": b"{}"})).revision != first.revision


def test_removed_here_it_stays_there(home: Path, tmp_path: Path) -> None:
    source = carried(tmp_path / "stick")
    done = taken(source)
    assert remove(ONE) > 300_000
    assert installed(ONE) is None and not Path(done.folder).exists()
    assert (source / "model.safetensors").read_bytes() == FILES["model.safetensors"]


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"config.json": b"{}"}, "has no safetensors weights"),
        ({"model.bin": b"x"}, "model.bin could run code"),
        ({"model.safetensors": pickle.dumps([1] * 99)}, "is not what its name says"),
        ({"model.safetensors": safetensors(100)[:-1]}, "do not fill it exactly"),
        ({"a.safetensors": safetensors(9), "a.safetensors.index.json": b'{"weight_map": {"w": "b.safetensors"}}'},
         "names b.safetensors, which is not there"),
        ({"a.safetensors": safetensors(9), "a.safetensors.index.json": b'{"weight_map": {"w": "../../b"}}'},
         r"names ../../b, which is not there"),
        ({"a.safetensors": safetensors(9), "a.safetensors.index.json": b"[]"}, "names no parts"),
    ],
)  # fmt: skip
def test_what_cannot_be_loaded_is_refused(home: Path, tmp_path: Path, files: dict[str, bytes], words: str) -> None:
    with pytest.raises(UserError, match=words):
        taken(carried(tmp_path / "stick", files))
    assert installed(ONE) is None and not (home / "weights").exists()


def test_a_cancel_leaves_nothing(home: Path, tmp_path: Path) -> None:
    def cancel(done: float, of: float, what: str) -> None:
        raise Cancelled

    source = carried(tmp_path / "stick")
    with pytest.raises(Cancelled):
        adopt(ONE, source, cancel)
    assert installed(ONE) is None and not list(home.rglob("*.safetensors"))
    taken(source)


@pytest.mark.parametrize(
    "inside", ["", "tiny--one", "one", "tiny/one", "tiny--one/" + "a" * 40, "models--tiny--one/snapshots/" + "a" * 40]
)
def test_the_folder_is_found_where_people_put_it(tmp_path: Path, inside: str) -> None:
    folder = carried(tmp_path / "stick" / inside)
    assert find_source(tmp_path / "stick", ONE, is_only=True) == folder
    if inside:
        assert find_source(tmp_path / "stick", ONE, is_only=False) == folder


def test_a_folder_of_other_models_is_not_taken_for_one(tmp_path: Path) -> None:
    carried(tmp_path / "another")
    with pytest.raises(UserError, match="has no folder tiny--one or one with the weights of tiny/one"):
        find_source(tmp_path, ONE, is_only=True)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="There is no folder"):
        find_source(tmp_path / "nowhere", ONE, is_only=True)
    with pytest.raises(UserError, match="has no folder tiny--two or two with the weights of tiny/two"):
        find_source(tmp_path, Checkpoint("tiny/two"), is_only=False)
