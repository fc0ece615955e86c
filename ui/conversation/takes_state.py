"""Takes state: which takes of a clip have a button, which one is in use, and what a take is compared with."""

from __future__ import annotations

from dataclasses import dataclass, replace

from engine.wire.wire import ClipView

_NOT_FROM_SOUND = ("sing", "render_midi", "image_to_audio")
"""Tasks that make a sound of notes or a picture: there is nothing to hear of what it was made from."""
MOST_SHOWN = 7
"""The original and the newest ones have a button; the others are reached with words."""


@dataclass(frozen=True)
class TakeButton:
    """One take as a button."""

    clip: str
    """Id of its clip."""
    number: int
    label: str
    name: str
    is_shown: bool
    is_active: bool


@dataclass(frozen=True)
class Strip:
    """The takes of one place."""

    takes: tuple[TakeButton, ...]
    said: str
    """In words: "Take 3 of 4, in use"."""
    number: int
    """The shown one."""
    can_use: bool
    """True when the shown one is not the one in use."""


def strip_of(clip: ClipView) -> Strip | None:
    """The strip of a clip's card; None when there is only one take."""
    count = len(clip.takes)
    if count < 2 or clip.id not in clip.takes:
        return None
    numbers = list(range(1, count + 1))
    if count > MOST_SHOWN:
        numbers = [1, *numbers[1 - MOST_SHOWN :]]
        shown = clip.takes.index(clip.id) + 1
        if shown not in numbers:
            numbers[1] = shown
    buttons = tuple(_button(clip, number, count) for number in numbers)
    number = clip.takes.index(clip.id) + 1
    can_use = bool(clip.active_take) and clip.active_take != clip.id
    used = clip.takes.index(clip.active_take) + 1 if clip.active_take in clip.takes else 0
    said = f"Take {number} of {count}" + (f"; take {used} is in use" if can_use and used else "")
    return Strip(buttons, said if can_use or not used else f"{said}, in use", number, can_use)


def of_same_place(clip: ClipView, place: ClipView) -> ClipView:
    """A take as its place knows it now: what was asked for earlier may tell an older active one."""
    if clip.id not in place.takes or place.takes == ():
        return clip
    return replace(clip, takes=place.takes, take_number=place.takes.index(clip.id) + 1, active_take=place.active_take)


def rival_of(clip: ClipView) -> str:
    """Id of what a clip is compared with: the take in use, else what it was made from, else the take before it."""
    if clip.id in clip.takes:
        if clip.active_take and clip.active_take != clip.id:
            return clip.active_take
        at = clip.takes.index(clip.id)
        return _source_heard(clip) or (clip.takes[at - 1] if at else "")
    return _source_heard(clip)


def _source_heard(clip: ClipView) -> str:
    return "" if clip.task in _NOT_FROM_SOUND else clip.source


def sides_of(clip: ClipView) -> tuple[str, str]:
    """What A and B are called."""
    rival = rival_of(clip)
    if rival in clip.takes:
        return _called(clip, rival), _called(clip, clip.id)
    return "Source", "Result"


def _called(clip: ClipView, take: str) -> str:
    number = clip.takes.index(take) + 1
    return "Original" if number == 1 else f"Take {number}"


def _button(clip: ClipView, number: int, count: int) -> TakeButton:
    take = clip.takes[number - 1]
    is_active = take == clip.active_take
    name = f"Take {number} of {count}" + (", the original" if number == 1 else "") + (", in use" if is_active else "")
    return TakeButton(take, number, "Original" if number == 1 else str(number), name, take == clip.id, is_active)
