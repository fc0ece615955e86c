"""A section that is to grow: "lift the chorus", "more energy in bars 5 to 8" offers a small move before it is made."""

from __future__ import annotations

from dataclasses import replace

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.read import read
from engine.planner.offline.sentence.which_part import Asked
from engine.planner.offline.text.words import plain
from engine.tasks.plan import Step

STEP_DB = 1.5
LOUDER = "Did I get that right: all tracks {} dB louder from bar {} to the end of bar {}?"
QUIETER = "Did I get that right: all tracks {} dB quieter from bar {} to the end of bar {}?"
_GROWS = frozenset(
    "bigger huge larger stronger harder louder grander fuller explode lift grow raise boost build pump beef energise"
    " energize intensify energy power impact punch drive excitement force weight powerful energetic epic exciting"
    " lively hit hits open push".split()
)
_CALMS = frozenset("smaller calmer calm intimate quieter softer gentler quieten soften tame".split())
_SMALL = frozenset("small weak flat lame thin quiet".split())
_LARGE = frozenset("big loud busy strong large intense".split())
_BESIDE = frozenset(
    "make let have get give put add do in into for to of at up down more less much some bit lot little touch tad even"
    " slightly somewhat still too so is are be it's sound sounds feel feels become again further needs need wants"
    " should must has could lacks lacking not enough very really there part section whole thing that it".split()
)


def section_lift(text: str, scene: DialogueState) -> Asked | None:
    """The question with what it offers; None for any other request."""
    said = taken_apart(plain(text).strip(), scene)
    spans = set(said.spans)
    if said.things or said.amounts or len(spans) != 1 or said.is_open or said.raw.rstrip().endswith("?"):
        return None
    if any(one.how not in ("in", "bare") for one in said.places):
        return None
    sign = _sign(frozenset(said.text.split()))
    if not sign or said.bag - _GROWS - _CALMS - _SMALL - _LARGE - _BESIDE:
        return None
    ((first, behind),) = spans
    start, last = round(first), max(round(first), round(behind) - 1)
    way = "up" if sign > 0 else "down"
    steps = read(f"everything {STEP_DB} dB {way} in bars {start} to {last}", scene) or []
    if not steps or any(step.task != "automate" for step in steps):
        return None
    made = [replace(step, args={**step.args, "start_bar": start, "end_bar": last + 1}) for step in steps]
    if not {"automation", "replace_content"} & set(scene.context.capabilities):
        return made, ()  # which is refused with the reason
    told = (LOUDER if sign > 0 else QUIETER).format(STEP_DB, start, last)
    return [Step("ask", {"text": told})], (tuple(made),)


def _sign(bag: frozenset[str]) -> int:
    """1 for up, -1 for down, 0 for neither."""
    if bag & _LARGE:
        return 1 if "more" in bag else -1 if bag & {"less", "too", "so"} else 1 if bag & {"make", "should"} else 0
    if bag & _GROWS:
        return -1 if "less" in bag else 1
    return -1 if bag & _CALMS else 1 if bag & _SMALL and "more" not in bag else 0
