"""Buttons of a question say what tells them apart."""

from __future__ import annotations

import pytest

from engine.service.offer_labels import offer_labels
from engine.tasks.plan import Step

NAMES = {"region:7": "Riser on FX, bar 7", "region:9": "Riser on FX, bar 15"}


def labels(*choices: tuple[Step, ...]) -> list[str]:
    return offer_labels(choices, lambda args: {key: name for key, name in NAMES.items() if key in args.values()})


@pytest.mark.parametrize(("one", "other", "wanted"), [
    ({"track": "Guitar L"}, {"track": "Guitar R"}, ["Guitar L", "Guitar R"]),
    ({"track": "Pad", "value_db": -3.0}, {"track": "Pad", "value_db": -6.0}, ["−3 dB", "−6 dB"]),
    ({"track": ["Kick", "Snare"]}, {"track": ["Kick", "Hat"]}, ["Kick, Snare", "Kick, Hat"]),
])  # fmt: skip
def test_the_same_act_is_told_apart_by_what_it_is_done_to(one: dict, other: dict, wanted: list[str]) -> None:
    assert labels((Step("mix", {"action": "gain", **one}),), (Step("mix", {"action": "gain", **other}),)) == wanted


def test_ids_are_called_as_people_call_them() -> None:
    choices = [(Step("arrange", {"action": "delete", "clip": clip}),) for clip in NAMES]
    assert labels(*choices) == list(NAMES.values())


def test_other_acts_keep_their_titles_and_only_twins_say_more() -> None:
    first, second = (Step("mix", {"action": "mute", "track": name}) for name in ("Bass", "Sub"))
    third = Step("speak", {"text": "hello"})
    found = labels((first,), (second,), (third,))
    assert found[0].endswith(": Bass") and found[1].endswith(": Sub") and ":" not in found[2]
    assert len(set(found)) == 3
