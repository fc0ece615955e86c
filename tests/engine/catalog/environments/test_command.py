from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from engine.catalog.environments.command import run_command
from engine.catalog.environments.folder import EnvironmentFolder
from engine.catalog.environments.program import Patience
from engine.errors import Cancelled, ModelError


def run(tiny: EnvironmentFolder, place: Path, code: str, said: list[float], silence_s: float = 60, **more: Any) -> None:
    run_command(
        [str(tiny.python), "-c", code],
        tiny,
        name="Tiny",
        place=place,
        progress=re.compile(r"(\S+)%"),
        patience=Patience(silence_s=silence_s),
        may_download=False,
        tell=more.get("tell", lambda done, of, what: said.append(done)),
    )


def test_percents_are_progress_wherever_they_are_printed(tiny: EnvironmentFolder, tmp_path: Path) -> None:
    said: list[float] = []
    code = "import sys; sys.stderr.write('at 25%\\rat 75%\\rnone%\\r'); print('5000%'); open('made', 'w').write('x')"
    run(tiny, tmp_path, code, said)
    assert {25.0, 75.0} <= set(said) and max(said) <= 100 and (tmp_path / "made").read_text() == "x"


def test_a_failure_is_said_with_the_last_line(tiny: EnvironmentFolder, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="^Tiny failed with exit code 1: no card$"):
        run(tiny, tmp_path, "import sys; sys.exit('no card')", [])


def test_nobody_answers_questions(tiny: EnvironmentFolder, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="EOFError"):
        run(tiny, tmp_path, "input('Do you agree?')", [])


def test_silence_and_a_cancel_end_it(tiny: EnvironmentFolder, tmp_path: Path) -> None:
    def cancel(done: float, of: float, what: str) -> None:
        raise Cancelled

    with pytest.raises(ModelError, match=r"said nothing for 0\.2 seconds"):
        run(tiny, tmp_path, "import time; time.sleep(60)", [], silence_s=0.2)
    with pytest.raises(Cancelled):
        run(tiny, tmp_path, "import time; time.sleep(60)", [], tell=cancel)
