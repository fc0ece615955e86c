"""Acts over bars: where what was done holds, and the same act over other bars, as its task counts them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engine.planner.offline.conversation.level_over_bars import held
from engine.planner.offline.conversation.reading import row_of
from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.sentence.apart.focus import tracks_of
from engine.planner.offline.sentence.apart.place import Bars
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.scope.lying import with_bars
from engine.planner.offline.sentence.scope.song_parts import song_end
from engine.planner.offline.slots.clause import number
from engine.planner.offline.steps.spots import EXCLUSIVE
from engine.tasks.plan import Step

_NO_SPAN = ("fade_in", "fade_out", "trim", "cut", "split", "loop")
_OF_THE_WHOLE = ("set_track", "route", "separate_stems", "freeze", "plugin", "audio_to_midi", "separate_speakers")
_WHOLE_KINDS = ("rename", "solo", "unsolo")
OF_THE_WHOLE = "That holds for all of it; it cannot be had in some bars only."
GONE = "The clip is gone as a whole; take that back first, then say which bars of it should go."


def never_over_bars(acts: Sequence[Frame]) -> list[Step] | None:
    """What is said where all that was done has no bars: a colour, a group, stems; or where nothing is left."""
    if acts and all((one.tool, one.kind) == ("arrange", "delete") for one in acts):
        return [Step("ask", {"text": GONE})]
    if acts and all(
        one.tool in _OF_THE_WHOLE
        and one.kind not in ("send", "sidechain")
        or one.kind in _WHOLE_KINDS
        and one.tool != "marker"
        for one in acts
    ):
        return [Step("refuse", {"text": OF_THE_WHOLE})]
    return None


def held_by(act: Frame, said: Said) -> Bars | None:
    """The bars over which an act holds; of the whole of a clip or of the song where none are told."""
    start, end = act.args.get("start_bar"), act.args.get("end_bar")
    if isinstance(start, int | float) and isinstance(end, int | float):
        return float(start), float(end) + (0 if _ends_before(act) else 1)
    if _over(act, said) is None:
        return None
    lying = [with_bars(view, said).bars for one in act.clips() if (view := said.scene.clip(one))]
    known = [one for one in lying if one]
    if act.tool in ("mix", "automate") or not known:
        return 1.0, song_end(said)
    return min(one[0] for one in known), max(one[1] for one in known)


def acted_over(act: Frame, bars: Bars, said: Said) -> Step | None:
    """The same over these bars; None where it has none."""
    if (made := _over(act, said)) is None:
        return None
    tool, args = made
    end = bars[1] if tool in EXCLUSIVE or "to_bpm" in args else max(bars[1] - 1, bars[0])
    return Step(tool, {**args, "start_bar": _counted(bars[0], tool), "end_bar": _counted(end, tool)})


def _counted(bar: float, tool: str) -> float:
    return number(bar) if tool in EXCLUSIVE else int(bar) if bar == int(bar) else number(bar)


def _ends_before(act: Frame) -> bool:
    return act.tool in EXCLUSIVE or "to_bpm" in act.args


def _over(act: Frame, said: Said) -> tuple[str, dict[str, Any]] | None:
    """The act as one that is done over some bars."""
    tracks = tracks_of(act)
    if act.tool == "mix":
        if len(tracks) != 1:
            return None
        level = held(act, said.state)
        known = {"gain": ("volume", level), "mute": ("mute", 1), "pan": ("pan", act.args.get("value"))}
        parameter, value = known.get(act.kind, ("", None))
        if value is None:
            return None
        return "automate", {"track": tracks[0], "parameter": parameter, "from": value, "to": value}
    row = row_of(act.tool)
    if row is None or act.tool == "arrange" or not {"start_bar", "end_bar"} <= {arg.name for arg in row.args}:
        return None
    if act.tool == "edit_clip" and act.kind in _NO_SPAN or act.kind in ("set_meter", "play", "locate", "stop"):
        return None
    if act.kind == "set_tempo" and "to_bpm" not in act.args:
        return None
    return act.tool, {k: v for k, v in act.args.items() if k not in ("start", "end", "start_bar", "end_bar")}
