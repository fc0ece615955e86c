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


def test_the_longest_files_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    """A report, no wall: a file that grows long may be one thing all the same, or two that want names of their own."""
    files = [path for folder in ("engine", "models", "bridge", "ui", "bench") for path in (ROOT / folder).rglob("*.py")]
    lengths = sorted(((len(path.read_text("utf-8").splitlines()), path) for path in files), reverse=True)
    with capsys.disabled():
        print("\nThe twenty longest files:")
        for lines, path in lengths[:20]:
            print(f"  {lines:5} {path.relative_to(ROOT)}")
    assert lengths
