"""doctor: every finding has a remedy when it is not ok, problems are seen, and nothing heavy is imported."""

from __future__ import annotations

import configparser
import json
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import pytest

from engine.cli import doctor
from engine.cli.doctor import Finding, examine
from engine.config import Settings, save_settings
from engine.errors import UserError
from engine.machine.requirements import EXTRAS
from engine.planner.llm import local
from tests.engine.planner.local_server import Asked, ollama, serving


def finding(what: str) -> Finding:
    return next(one for one in examine() if one.what.startswith(what))


def test_every_problem_has_a_remedy_and_nothing_else_has() -> None:
    findings = examine()
    assert len(findings) > 12
    for one in findings:
        assert one.what and one.detail
        assert bool(one.remedy) is not one.ok, one
    assert json.loads(json.dumps([asdict(one) for one in findings]))


def test_it_imports_no_model_library() -> None:
    script = (
        "import sys\nfrom engine.cli.doctor import examine\nexamine()\n"
        "print([m for m in ('torch', 'transformers', 'librosa', 'PyQt6', 'scipy', 'pedalboard') if m in sys.modules])"
    )
    answer = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=Path(doctor.__file__).parents[2]
    )
    assert answer.stdout == "[]\n"


def test_a_data_folder_that_cannot_be_made_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("TONMEISTER_HOME", str(tmp_path / "file" / "home"))
    found = finding("data folder")
    assert not found.ok
    assert "TONMEISTER_HOME" in found.remedy


def test_broken_settings_are_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONMEISTER_HOME", str(tmp_path))
    assert finding("settings").ok
    (tmp_path / "settings.json").write_text("{")
    assert not finding("settings").ok


def test_offline_and_language_model_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONMEISTER_OFFLINE", "0")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:1234/v1")
    assert finding("offline").detail == "off"
    assert "127.0.0.1:1234" in finding("planner").detail and "never audio" in finding("planner").detail
    monkeypatch.setenv("TONMEISTER_OFFLINE", "1")
    assert finding("offline").detail.startswith("on")
    assert finding("planner").detail.startswith("the built-in one"), "offline forbids it"


def test_a_language_model_that_answers_here_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("OPENAI_BASE_URL", "OPENAI_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TONMEISTER_HOME", str(tmp_path))
    monkeypatch.setenv("TONMEISTER_OFFLINE", "0")
    alone = "the built-in one; nothing leaves this computer"
    asked: list[Asked] = []
    with serving(ollama("qwen3:14b"), asked) as port:
        monkeypatch.setattr(local, "SERVERS", (("Ollama", port),))
        assert finding("planner").detail == (
            f"{alone}. Ollama answers at http://127.0.0.1:{port}/v1: choose it in the settings, or set OPENAI_BASE_URL"
        )
        asked.clear()
        monkeypatch.setenv("TONMEISTER_OFFLINE", "1")
        assert finding("planner").detail == alone
        monkeypatch.setenv("TONMEISTER_OFFLINE", "0")
        save_settings(Settings(planner="offline"))
        assert finding("planner").detail == alone, "it was chosen"
        assert asked == [], "nobody is asked then"
        save_settings(Settings())
    assert finding("planner").detail == alone


def test_missing_programs_and_little_space_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name, **_: None)
    monkeypatch.setattr("shutil.disk_usage", lambda path: type("Usage", (), {"free": 5e8}))
    assert not finding("flite").ok
    assert not finding("disk space").ok


def test_a_check_that_breaks_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    def _a_check() -> list[Finding]:
        raise RuntimeError("out of luck")

    monkeypatch.setattr(doctor, "_CHECKS", (_a_check,))
    assert examine() == [Finding("a check", False, "RuntimeError: out of luck", "Please report this as a bug.")]


def _asks_for(monkeypatch: pytest.MonkeyPatch, *rows: str) -> Finding:
    monkeypatch.setattr("importlib.metadata.requires", lambda name: list(rows))
    return finding("core packages")


def test_a_healthy_environment_is_called_healthy(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = ["numpy>=2.0", "opencv-python-headless<5,>=4.9", 'ray[client]>=2; extra == "cluster"']
    found = _asks_for(monkeypatch, *rows, 'x; sys_platform == "no"')
    assert found.ok and found.detail == "2 packages present"


def test_what_is_missing_or_too_old_comes_with_a_command_to_paste(monkeypatch: pytest.MonkeyPatch) -> None:
    found = _asks_for(monkeypatch, "numpy>=99,<100", "no-such-package>=1")
    assert not found.ok and "missing: no-such-package; not the right version: numpy" in found.detail
    assert found.remedy == f'{sys.executable} -m pip install "numpy<100,>=99" "no-such-package>=1"'


def test_settings_that_cannot_be_read_are_no_bug(monkeypatch: pytest.MonkeyPatch) -> None:
    def _settings() -> list[Finding]:
        raise UserError("settings.json cannot be read; correct or delete the file.")

    monkeypatch.setattr(doctor, "_CHECKS", (_settings,))
    (found,) = examine()
    assert "correct or delete" in found.detail and "bug" not in found.remedy


def test_each_extra_that_a_musician_may_want_is_looked_for() -> None:
    setup = configparser.ConfigParser()
    setup.read(Path(__file__).parents[3] / "setup.cfg")
    of_developers = {"dev", "standin", "soundfont"}
    assert set(EXTRAS) == set(setup["options.extras_require"]) - of_developers
    for extra, names in EXTRAS.items():
        assert all(name in setup["options.extras_require"][extra] for name in names), extra
