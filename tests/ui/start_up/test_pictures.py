"""Every scene looks as it did when it was last looked at: in each theme, at each width, with large letters."""

from __future__ import annotations

from pathlib import Path

import pytest
from PyQt6.QtGui import QImage
from PyQt6.QtWidgets import QApplication

from tests.ui.start_up.pictures import FONT, KEPT, VIEWS, differing, font_in_use, place, small
from ui.start_up.scenes import SCENES

ALLOWED = 0.06
"""Share of pixels that may differ in a tenth of the height: each version of Qt draws letters a little otherwise."""
REMAKE = "look at it with `tonmeister panel --screenshot`, then run `python -m tests.ui.start_up.pictures`"


@pytest.fixture(scope="module")
def kept() -> QImage:
    sheet = QImage(str(KEPT))
    assert sheet.text("scenes").split() == list(SCENES), f"there are other scenes than were kept: {REMAKE}"
    return sheet


@pytest.mark.parametrize("name", SCENES)
def test_a_scene_looks_as_it_did(app: QApplication, kept: QImage, name: str, tmp_path: Path) -> None:
    if font_in_use() != kept.text(FONT):
        pytest.skip(f"The pictures were made with {kept.text(FONT)}, which is not installed here.")
    for view in range(len(VIEWS)):
        now = small(name, view, tmp_path)
        share = differing(now, kept.copy(place(name, view)))
        assert share <= ALLOWED, f"{name} in {VIEWS[view]} differs in {share:.1%}; {REMAKE}"


def test_the_comparison_tells_scenes_apart(app: QApplication, kept: QImage) -> None:
    """Or it would say nothing."""
    pictures = {name: kept.copy(place(name, 0)) for name in SCENES}
    for name in ("empty", "plan", "library", "models", "talk"):
        nearest = min(differing(pictures[name], other) for one, other in pictures.items() if one != name)
        assert nearest > ALLOWED, name
    assert KEPT.stat().st_size < 1_000_000
