from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from engine.catalog.model import Brief, Model, Report
from engine.errors import UserError
from models.edit.edit import Editor
from models.edit.effects import Effects
from tests.models.edit.bad_clips import BAD

CALLS: list[tuple[Model, dict[str, Any]]] = [
    (Effects(), {"effect": "reverb"}), (Effects(), {"effect": "limiter"}), (Effects(), {"effect": "autotune"}),
    (Editor(), {"action": "reverse"}), (Editor(), {"action": "normalize"}), (Editor(), {"action": "loop"}),
]


@pytest.mark.parametrize("bad", BAD)
@pytest.mark.parametrize(("model", "args"), CALLS, ids=[str(args) for _, args in CALLS])
def test_bad_input_is_refused_in_one_sentence_and_leaves_nothing(tmp_path: Path, bad: str, model: Model,
                                                                 args: dict[str, Any]) -> None:
    make, said = BAD[bad]
    (tmp_path / "in").mkdir()
    clip = make(tmp_path / "in")
    with pytest.raises(UserError, match=said) as raised:
        model.run(args, {"clip": clip}, Brief(model.tasks[0], tmp_path / "out"), Report())
    assert "\n" not in str(raised.value)
    assert not (tmp_path / "out").exists() or not list((tmp_path / "out").iterdir())


def test_a_damaged_second_clip_leaves_nothing(tmp_path: Path) -> None:
    import numpy as np

    from engine.media.audio import Audio
    from engine.media.clip import audio_clip

    good = audio_clip(tmp_path, "good", Audio(np.full((1, 4800), 0.1, np.float32), 44100))
    bad = BAD["nan"][0](tmp_path)
    for action in ("join", "crossfade"):
        with pytest.raises(UserError, match="invalid samples"):
            Editor().run({"action": action}, {"clips": [good, bad]}, Brief("edit_clip", tmp_path / "out"), Report())
        assert not list((tmp_path / "out").iterdir())


@pytest.mark.parametrize(("model", "args", "said"), [
    (Effects(), {"effect": "reverb"}, "Name one clip"), (Editor(), {"action": "trim"}, "Name the clip"),
])
def test_no_clip(tmp_path: Path, model: Model, args: dict[str, Any], said: str) -> None:
    with pytest.raises(UserError, match=said):
        model.check(args, {}, Brief(model.tasks[0], tmp_path))
