"""Where: the bars that are told, of an open part of the song those where the named tracks play."""

from __future__ import annotations

from collections.abc import Sequence

from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.apart.place import Bars
from engine.planner.offline.sentence.apart.said import Named, Said
from engine.planner.offline.slots.automate import SILENT_DB, fader_db
from engine.planner.offline.slots.clause import Clause, number
from engine.planner.regex import regex
from engine.tasks.plan import Step

_IS = regex(r"\s*(?:is|are|'s|was|were|feels?|sounds?|seems?|needs?|gets?)\b")


def bars_told(said: Said, tracks: Sequence[str]) -> list[Bars] | None:
    """Stretches for something that holds over bars; None where they are not clear."""
    order = "".join(letter for letter in said.form.split() if letter in ("T", "P"))
    if "TPTP" in order or "PTPT" in order:
        return None  # each has its own place
    found: list[Bars] = []
    for place in said.places:
        spans = list(place.spans)
        if place.is_open:
            spans = [one for one in spans if any(plays(track, one, said.scene) for track in tracks)]
            if len(spans) != 1:
                return None
        if place.how == "at" and said.text.startswith(("after ", "behind "), place.start):
            end = max([one.bars[1] for one in said.scene.clips if one.track in tracks and one.bars], default=0.0)
            spans = [(start, end) for start, _ in spans]
        elif place.how in ("at", "before") or place.how == "bare" and _IS.match(said.text, place.end):
            return None  # "the hook is weak" tells no place
        if place.how == "from":
            ends = [one.bars[1] for one in said.scene.clips if one.track in tracks and one.bars]
            spans = [(start, max([end for end in ends if end > start], default=stop)) for start, stop in spans]
        found += [one for one in spans if one[1] > one[0]]
    return found


def plays(track: str, bars: Bars, scene: DialogueState) -> bool:
    """Does a clip of the track lie in these bars?"""
    lying = [one.bars for one in scene.clips if one.track == track and one.bars]
    return any(start < bars[1] - 1e-3 and end > bars[0] + 1e-3 for start, end in lying)


def is_silent(track: str, bars: Bars, said: Said) -> bool:
    """Was it silenced in just these bars?"""
    muted = {"track": track, "parameter": "mute", "from": 1, "start_bar": bars[0], "end_bar": bars[1]}
    return any(
        one.tool == "automate" and one.is_live and muted.items() <= one.args.items() for one in said.state.frames
    )


def fader_of(track: str, scene: DialogueState) -> float:
    """Where a fader stands, in dB."""
    return fader_db(Clause("", "automate", "", scene), track)


def level_there(track: str, level_db: float, bars: Bars) -> Step:
    """A level that holds over bars."""
    value = number(max(float(SILENT_DB), round(level_db, 4)))
    return over(track, "volume", value, bars)


def over(track: str, parameter: str, value: float, bars: Bars) -> Step:
    """A parameter that holds a value over bars."""
    span = {"start_bar": number(bars[0]), "end_bar": number(bars[1])}
    return Step("automate", {"track": track, "parameter": parameter, "from": value, "to": value, **span})


def mixed(things: Sequence[Named], action: str, **values: float) -> list[Step]:
    """A move on the mixer for each thing that is told, of several tracks where it is told by one word."""
    seen: set[str] = set()
    made = []
    for one in things:
        tracks = [track for track in one.tracks if track not in seen]
        seen.update(tracks)
        made += [mix(tracks, action, **values)] if tracks else []
    return made


def mix(tracks: Sequence[str], action: str, **values: float) -> Step:
    """One move on the mixer, of one track or of several."""
    return Step("mix", {**listed(tracks), "action": action, **values})


def listed(tracks: Sequence[str]) -> dict[str, str | list[str]]:
    """One track or several, as arguments."""
    return {"track": tracks[0]} if len(tracks) == 1 else {"tracks": list(tracks)}


def level_by(act: Frame, said: Said) -> float | None:
    """By how much an act moved a level; None where it did none, or silenced it."""
    if (act.tool, act.kind) == ("mix", "gain") and isinstance(act.args.get("value_db"), int | float):
        return float(act.args["value_db"])
    value = act.args.get("from")
    is_level = act.tool == "automate" and act.args.get("parameter") == "volume" and value == act.args.get("to")
    if not is_level or value is None or float(value) <= SILENT_DB:
        return None
    return round(float(value) - fader_of(str(act.args.get("track")), said.scene), 4)
