"""The drum part: a groove of the style with ghost notes, small changes and a fill, as General MIDI notes."""

from __future__ import annotations

import numpy as np

from engine.media.note import Note
from models.sound.music.grid import Grid
from models.sound.music.humanise import kept, played
from models.sound.music.sheet import Sheet

CHANNEL = 9
LANES = {
    "kick": 36,
    "rim": 37,
    "snare": 38,
    "ghost": 38,
    "clap": 39,
    "snap": 39,
    "hat": 42,
    "roll": 42,
    "pedal": 44,
    "open": 46,
    "low_tom": 45,
    "mid_tom": 47,
    "high_tom": 50,
    "crash": 49,
    "ride": 51,
    "shaker": 70,
    "tambourine": 54,
    "cowbell": 56,
    "bongo": 60,
    "conga": 63,
    "clave": 75,
    "woodblock": 76,
    "triangle": 81,
}
_BACKBEAT = ("snare", "clap", "snap", "rim")
_TIMEKEEPERS = ("hat", "ride", "shaker")
# 6/8 and its kin: one pulse is six sixteenths; low drum, backbeat and timekeeper of two pulses.
_COMPOUND = {"low": "9.........6.", "four": "9.....8.....", "back": "......8.....", "time": "8.5.6.7.5.6."}
_FILLS = {
    "snare": (("snare", 0, 5), ("snare", 1, 4), ("snare", 2, 7), ("snare", 3, 8)),
    "toms": (("high_tom", 0, 7), ("high_tom", 1, 6), ("mid_tom", 2, 8), ("low_tom", 3, 9)),
    "claps": (("clap", 2, 5), ("clap", 3, 7)),
    "rolls": (("roll", 0, 4), ("roll", 2, 6)),
    "taiko": (("mid_tom", 0, 5), ("mid_tom", 1, 6), ("mid_tom", 2, 7), ("mid_tom", 3, 9)),
}
_REPLACED_BY_FILL = ("kick", "snare", "ghost", "hat", "ride", "mid_tom")


def write_drums(sheet: Sheet) -> tuple[Note, ...]:
    """The drum part, or nothing for a style without drums."""
    style, grid = sheet.style, sheet.grid
    if not style.drums:
        return ()
    random = sheet.random("drums")
    lanes = {lane: variants[int(random.integers(len(variants)))] for lane, variants in style.drums.items()}
    notes: list[Note | None] = []
    for measure in range(grid.measures):
        is_last = measure == grid.measures - 1 and grid.measures > 1
        fill = _FILLS.get(style.fill, ()) if is_last and not grid.is_compound and grid.steps >= 8 else ()
        for lane, pattern in lanes.items():
            notes += _lane(
                sheet, random, lane, pattern, measure, bool(fill) and style.fill in ("snare", "toms", "taiko")
            )
        if measure % 2 and "kick" in lanes and not _is_four_on_floor(lanes["kick"]):
            notes += _extra_kick(sheet, random, measure)
        for lane, place, force in fill:
            step = grid.steps - 4 + place
            notes += _hits(sheet, random, lane, measure, step, force / 9)
    return kept(notes)


def _lane(
    sheet: Sheet, random: np.random.Generator, lane: str, pattern: str, measure: int, makes_room: bool
) -> list[Note | None]:
    grid = sheet.grid
    digits = _digits(lane, pattern, grid)
    notes: list[Note | None] = []
    for step, digit in enumerate(digits):
        if digit == ".":
            continue
        force = int(digit) / 9
        is_ghost = force < 0.5 and lane not in _TIMEKEEPERS
        chance = random.random()
        if (is_ghost and chance > 0.35 + 0.7 * sheet.busy) or (
            force < 0.6 and lane in _TIMEKEEPERS and not grid.is_strong(step) and chance > 0.45 + 1.1 * sheet.busy
        ):
            continue
        if makes_room and step >= grid.steps - 4 and lane in _REPLACED_BY_FILL:
            continue
        notes += _hits(sheet, random, lane, measure, step, force)
    return notes


def _hits(
    sheet: Sheet, random: np.random.Generator, lane: str, measure: int, step: int, force: float
) -> list[Note | None]:
    grid, style = sheet.grid, sheet.style
    late_s = style.late_s if lane in _BACKBEAT else 0.0
    start = grid.beat(measure, step)
    count = 1
    if lane == "roll":
        count = 3 if random.random() < 0.5 else 4
        force = 0.5
    width = 2 * grid.step_beats / count if count > 1 else grid.step_beats
    return [
        played(
            sheet,
            random,
            pitch=LANES[lane],
            start_beats=start + width * number,
            length_beats=min(width, grid.step_beats) * 0.9,
            strength=force + 0.1 * number,
            late_s=late_s,
            channel=CHANNEL,
        )
        for number in range(count)
    ]


def _extra_kick(sheet: Sheet, random: np.random.Generator, measure: int) -> list[Note | None]:
    steps = [step for step in (7, 11, 14) if step < sheet.grid.steps - 1]
    if not steps or sheet.grid.is_compound or random.random() > 0.1 + 0.45 * sheet.busy:
        return []
    return _hits(sheet, random, "kick", measure, int(random.choice(steps)), 0.6)


def _digits(lane: str, pattern: str, grid: Grid) -> str:
    if not grid.is_compound:
        return "".join(pattern[step] for step in grid.order)
    if not pattern.strip("."):
        return "." * grid.steps
    if lane == "kick":
        role = "four" if _is_four_on_floor(pattern) else "low"
    elif lane in ("snare", "clap", "snap", "mid_tom"):
        role = "back"
    else:
        role = "time" if lane in _TIMEKEEPERS else ""
    return (_COMPOUND[role] * 8)[: grid.steps] if role else "." * grid.steps


def _is_four_on_floor(pattern: str) -> bool:
    return all(pattern[step] != "." for step in (0, 4, 8, 12))
