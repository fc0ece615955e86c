from __future__ import annotations

from pathlib import Path

from engine.catalog.model import Brief
from engine.media.clip import Clip
from engine.workers.time_limit import length_text, time_limit_s
from engine.workers.worker import Order
from tests.engine.workers.unruly import Unruly


def test_limit_grows_with_what_is_to_be_done(tone: Clip) -> None:
    def limit_s(seconds: float, **args: object) -> float:
        clip = Clip(tone.id, "audio", "x", tone.path, tone.sha256, seconds)
        return time_limit_s(Unruly(), Order("unruly", args, {"clips": [clip, clip]}, Brief("edit_clip", Path("."))))

    assert 60 <= limit_s(0) < limit_s(60) < limit_s(600)
    assert limit_s(60, duration_s=100) > limit_s(60)


def test_length_in_words() -> None:
    assert (length_text(0.5), length_text(90), length_text(600)) == ("0.5 seconds", "90 seconds", "10 minutes")
