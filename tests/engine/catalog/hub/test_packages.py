"""Python packages that a model needs: named, installed by the launcher's set-up, or told how."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from engine.catalog import packages
from engine.errors import UserError
from engine.machine import debian, set_up, setup_marker
from engine.machine.requirements import requirements
from models.picture.talking_head import TalkingHead

ROOT = Path(__file__).parents[4]


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder like a clone whose environment the launcher has made, and this process runs in."""
    (tmp_path / "engine" / "machine").mkdir(parents=True)
    (tmp_path / "setup.cfg").write_text(
        "[options.extras_require]\nmodels =\n    torch == 2.13.0  # large\n    transformers[serving] >= 5.0\n"
        "panel =\n    PyQt6\n"
    )
    for name in ("set_up.py", "debian.py"):
        (tmp_path / "engine" / "machine" / name).write_text("# as it was\n")
    setup_marker.python_of(tmp_path).parent.mkdir(parents=True)
    setup_marker.python_of(tmp_path).touch()
    for name in ("[panel]", "models"):
        setup_marker.mark_done(tmp_path, name)
    monkeypatch.setattr(packages, "_HERE", tmp_path)
    monkeypatch.setattr(sys, "prefix", str(tmp_path / ".venv"))
    monkeypatch.delenv("TONMEISTER_SETUP", raising=False)
    return tmp_path


def test_those_that_cannot_be_imported_are_missing() -> None:
    assert packages.missing(("json", "a_package_that_is_nowhere")) == ("a_package_that_is_nowhere",)


def test_in_a_clone_set_up_installs_torch_first_and_keeps_the_environment(
    clone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[list[str]] = []
    monkeypatch.setattr(set_up, "_call", lambda command, here: calls.append(command))
    monkeypatch.setattr(debian, "is_debian_like", lambda: False)
    assert packages.can_install()
    packages.install("models")
    assert [call[-1] for call in calls] == ["torch==2.13.0", f"{clone}[models,panel]", set_up.WEIGHTS_ALONE]
    assert setup_marker.is_done(clone, "[models]")
    packages.install("models")
    assert len(calls) == 3, "it is done once"


def test_elsewhere_the_command_is_told(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONMEISTER_SETUP", "0")
    assert not packages.can_install()
    monkeypatch.delenv("TONMEISTER_SETUP")
    monkeypatch.setattr(sys, "prefix", str(clone / "another"))
    assert not packages.can_install()
    pip = f'"{sys.executable}" -m pip install'
    assert packages.command_line("models") == f'{pip} torch==2.13.0 && {pip} "transformers[serving]>=5.0"'


def test_what_a_picture_needs_comes_with_its_first_use_or_is_told(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (clone / "setup.cfg").open("a") as file:
        file.write("picture =\n    av >= 13\n")
    calls: list[list[str]] = []
    monkeypatch.setattr(set_up, "_call", lambda command, here: calls.append(command))
    monkeypatch.setattr(debian, "is_debian_like", lambda: False)
    packages.bring(("json",), "picture", "A picture")
    assert not calls, "it is here"
    packages.bring(("a_package_that_is_nowhere",), "picture", "A picture")
    assert [call[-1] for call in calls] == [f"{clone}[panel,picture]", set_up.WEIGHTS_ALONE]
    assert "--no-compile" in calls[0]
    monkeypatch.setenv("TONMEISTER_SETUP", "0")
    with pytest.raises(UserError, match=r'A picture needs a_package_that_is_nowhere, which comes with: .* "av>=13"$'):
        packages.bring(("a_package_that_is_nowhere",), "picture", "A picture")


def test_a_model_of_pictures_says_what_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    assert TalkingHead().ready() == ""
    monkeypatch.setattr(packages, "missing", tuple)
    assert TalkingHead().ready() == "it needs OpenCV and PyAV (about 100 MB); run `tonmeister models get jaw-warp`."
    assert [row.split(">")[0] for row in requirements(ROOT, TalkingHead.extra)] == ["opencv-python-headless", "av"]
