"""The house rules that tools can check: layers, types and lint."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize(
    "command",
    [
        ["-c", "from importlinter.cli import lint_imports_command as main; main()"],
        ["-m", "mypy"],
        ["-m", "ruff", "check", "."],
    ],
    ids=["layers", "types", "lint"],
)
def test_tools_find_nothing(command):
    answer = subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_files_are_small():
    files = [path for folder in ("engine", "models", "bridge", "ui", "bench") for path in (ROOT / folder).rglob("*.py")]
    too_long = {
        str(path.relative_to(ROOT)): lines
        for path in files
        if (lines := len(path.read_text("utf-8").splitlines())) > 300
    }
    assert too_long == {}
