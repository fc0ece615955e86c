"""Every scene looks as it did when it was last looked at: in each theme, at each width, with large letters."""

from __future__ import annotations

import pytest
from PyQt6.QtGui import QImage
from PyQt6.QtWidgets import QApplication

from tests.ui.start_up.pictures import FONT, KEPT, LOOKS, VIEWS, differing, font_in_use, place, small
from ui.start_up.scenes import SCENES

ALLOWED = 0.06
"""Share of pixels that may differ in a tenth of the height: each version of Qt draws letters a little otherwise."""
REMAKE = "look at it with `tonmeister panel --screenshot`, then run `python -m tests.ui.start_up.pictures`"


@pytest.fixture(scope="module")
def kept() -> QImage:
    sheet = QImage(str(KEPT))
    assert sheet.text("scenes").split() == list(SCENES), f"there are other scenes than were kept: {REMAKE}"
    return sheet


@pytest.mark.parametrize(("theme", "text"), LOOKS)
def test_every_scene_looks_as_it_did(app: QApplication, kept: QImage, theme: str, text: float) -> None:
    if font_in_use() != kept.text(FONT):
        pytest.skip(f"The pictures were made with {kept.text(FONT)}, which is not installed here.")
    shares = {(name, VIEWS[view][1]): differing(now, kept.copy(place(name, view)))
              for view, name, now in small(theme, text)}
    others = [f"{name} differs in {share:.1%} at {width} px" for (name, width), share in shares.items()
              if share > ALLOWED]
    assert {name for name, _ in shares} == set(SCENES) and not others, f"{others}; {REMAKE}"


def test_the_comparison_tells_scenes_apart(app: QApplication, kept: QImage) -> None:
    """Or it would say nothing."""
    pictures = {name: kept.copy(place(name, 0)) for name in SCENES}
    for name in ("empty", "plan", "library", "models", "talk"):
        nearest = min(differing(pictures[name], other) for one, other in pictures.items() if one != name)
        assert nearest > ALLOWED, name
    assert KEPT.stat().st_size < 1_000_000
