"""Python packages that a model needs: named, installed by the launcher's set-up, or told how."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from engine.catalog import packages
from engine.machine import debian, set_up, setup_marker


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
    packages.install()
    assert [call[-1] for call in calls] == ["torch==2.13.0", f"{clone}[models,panel]", set_up.WEIGHTS_ALONE]
    assert setup_marker.is_done(clone, "[models]")
    packages.install()
    assert len(calls) == 3, "it is done once"


def test_elsewhere_the_command_is_told(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONMEISTER_SETUP", "0")
    assert not packages.can_install()
    monkeypatch.delenv("TONMEISTER_SETUP")
    monkeypatch.setattr(sys, "prefix", str(clone / "another"))
    assert not packages.can_install()
    pip = f'"{sys.executable}" -m pip install'
    assert packages.command_line() == f'{pip} torch==2.13.0 && {pip} "transformers[serving]>=5.0"'
