"""Other figure: "90 is too low, give 120", "a sixth instead of a third": what an earlier call has gives way to it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from engine.planner.offline.conversation.acts import done_last
from engine.planner.offline.conversation.argument_names import SHARES
from engine.planner.offline.conversation.bare_words import is_bare
from engine.planner.offline.conversation.dials import limited
from engine.planner.offline.conversation.figures import UNITS
from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import Frame, State
from engine.planner.offline.conversation.things import Things
from engine.planner.offline.conversation.treatment import treatments
from engine.planner.offline.reading.dialogue_state import LOOKS_ONLY, REPLIES
from engine.planner.offline.reading.previous_call import numbers_of
from engine.planner.offline.text.intervals import INTERVAL
from engine.planner.offline.text.quantity import Quantity, quantities
from engine.planner.regex import regex
from engine.tasks.plan import Step

_BETWEEN = frozenset(
    "give use try take pick choose change changed from was were until value setting number replace swap exchange"
    " suits fits works work does prefer rather fine perfect right correct sounds works dont don't doesn't isn't wasn't"
    " didn't using used having keep above below higher lower interval harmony cutoff threshold ratio level"
    " amount".split()
)
"""Words between an old figure and a new one, besides the bare ones."""
_ON_TOP = regex(
    r"\b(?:more|less|up|down|louder|quieter|another|extra|again|as well|also|on top|too\W*$)\b(?! than\b)"
)
""" "Another 3 on top of the 2": no other figure."""
_TOO = regex(r"\btoo (?:far )?(?:much|little|low|high|loud|quiet|soft|up|down|far)(?: (?:up|down))?\b")
_CHANGED = regex(r"\b(?:chang\w+|from|turn|set|switch|swap|replace|go|went)\b")
_PAIRS = frozenset(("end", "end_bar", "to"))
""" "No, 3 to 4" of something from one place to another are both its ends."""
_CALLS_BACK = 6


def other_figure(text: str, state: State) -> list[Step] | None:
    """The call with the new figure in the place of the one that the turn names as its old; None for any other turn."""
    things = Things(text, state)
    if '"' in things.low or "?" in things.low or not state.frames:
        return None
    if steps := _other_interval(things, state):
        return steps
    figures = quantities(things.text)
    if len(figures) != 2 or _ON_TOP.search(_TOO.sub(" ", things.low)):
        return None
    is_range = figures[0].low and not _CHANGED.search(things.low)
    for frame in _calls(state):
        if is_range or figures[0].low and _PAIRS & set(numbers_of(frame.args)):
            continue
        found = [one for one in _replaced(frame, figures) if _says_no_more(things, frame, figures)]
        if len(found) == 1:
            name, value = found[0]
            new = {one: value for one in frame.args if one == name or _is_twin(frame, one, name)}
            return [told_as(Step(frame.tool, {**frame.args, **new}), "fix", frame)]
    return None


def _calls(state: State) -> Iterator[Frame]:
    """The calls of the last turn, then earlier ones that still stand."""
    last = done_last(state)
    yield from last
    live = [one for one in state.frames if one.state == "done" and one.tool not in (*LOOKS_ONLY, *REPLIES)]
    yield from [one for one in reversed(live) if one not in last][:_CALLS_BACK]


def _replaced(frame: Frame, figures: Sequence[Quantity]) -> Iterator[tuple[str, float]]:
    """Which numbers of a call one of two figures names, and what the other one makes of them."""
    for name, value in numbers_of(frame.args).items():
        if _is_first_of_twins(frame, name):
            continue
        scales = [_scale(name, value, one) for one in figures]
        for scale, other in ((scales[0], figures[1]), (scales[1], figures[0])):
            if scale and not all(scales) and _fits(name, other):
                new = other.value * scale
                new = abs(new) * math.copysign(1, other.value) if other.signed else new
                yield name, limited(frame, name, round(new, 4))


def _scale(name: str, value: float, figure: Quantity) -> float:
    """By what a figure has to be multiplied to be a number of a call; 0.0 where it is not that number."""
    if not figure.value or not _fits(name, figure):
        return 0.0
    factors = [1.0, -1.0] if not figure.signed else [1.0]
    if name in SHARES or name == "value" and abs(value) <= 1:
        factors += [0.01, -0.01]
    factors += [factor for one, factor in UNITS.get(figure.unit, ()) if one == name]
    return next((one for one in factors if math.isclose(figure.value * one, value, rel_tol=1e-6)), 0.0)


def _fits(name: str, figure: Quantity) -> bool:
    return not figure.unit or any(one == name for one, _ in UNITS.get(figure.unit, ()))


def _is_twin(frame: Frame, one: str, name: str) -> bool:
    """A level held over bars is told by both its ends."""
    return frame.tool == "automate" and {one, name} == {"from", "to"} and frame.args["from"] == frame.args["to"]


def _is_first_of_twins(frame: Frame, name: str) -> bool:
    return name == "from" and _is_twin(frame, "to", name) if "to" in frame.args else False


def _says_no_more(things: Things, frame: Frame, figures: Sequence[Quantity]) -> bool:
    """Is every other word one of correcting, for what was done, or for what it was done to?"""
    closed = [(one.start, one.end) for one in figures]
    own = {f"track:{frame.args.get('track')}", *frame.clips(), *frame.out}
    own |= {f"track:{card.view.track}" for one in own if (card := things.state.cards.get(one))}
    for one in things.mentions:
        if not own & set(one.ids):
            return False
        closed.append((things.words[one.first].start, things.words[one.last].end))
    done = treatments(frame.tool, frame.args)
    rest = [word for word in things.words if word.text[0].isalnum() and not any(a <= word.start < b for a, b in closed)]
    return all(is_bare(word.low) or word.low in _BETWEEN or word.low in done for word in rest)


def _other_interval(things: Things, state: State) -> list[Step] | None:
    """ "Make it a sixth instead of a third": of the voice that was added."""
    calls = [one for one in done_last(state) if isinstance(one.args.get("interval"), str)]
    said = list(INTERVAL.finditer(things.low)) if len(calls) == 1 else []
    if not 1 <= len(said) <= 2:
        return None
    frame, old = calls[0], str(calls[0].args["interval"])
    now = INTERVAL.search(old.lower())
    new = [one for one in said if now is None or one["name"].lower() != now["name"].lower()]
    spans = [Quantity(0, "", one.start(), one.end()) for one in said]
    if now is None or len(new) != 1 or not _says_no_more(things, frame, spans):
        return None
    interval = f"{old[: now.start()]}{new[0][0].strip()}{old[now.end() :]}"
    return [told_as(Step(frame.tool, {**frame.args, "interval": interval}), "fix", frame)]
