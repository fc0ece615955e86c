"""Back, changed: "bring it back but muted", "put it back, 6 dB lower", "back to normal, then a bar earlier"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from engine.planner.offline.conversation.state import Frame, State
from engine.planner.offline.reading.dialogue_state import DialogueState, without_talk
from engine.planner.offline.sentence.apart.focus import tracks_of
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.undo.back import back
from engine.planner.offline.sentence.undo.talk import last_of, talk_of
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.amount_words import with_amount_words
from engine.planner.offline.text.quantity import quantities
from engine.planner.regex import regex
from engine.tasks.plan import Step

ENDS_DB = -120
_FORM = regex(
    r"^(?P<back>[^,.;]*(?:\b(?:no|ok|oh|hm+|sorry|wait|nah)[,.] ?)*[^,.;]*\bback\b"
    r"(?: in| on| again| to normal| (?:how|where|as) it was)*)"
    r"(?:\s*[,;]\s*(?:(?:but|and|only|then|just) )*|\s+(?:(?:but|and|only|then) )+|\s+(?=at [-+\d]))(?P<more>.+?)\W*$",
    re.IGNORECASE,
)
_PADDING = regex(
    r"\b(?:keep|leave|make|have) (?=(?:it|them|him|her)\b)|\b(?:this time|then|please)\b", re.IGNORECASE
)
_THAN = regex(r"\s*\bthan (?:it|they|before)(?: (?:was|were))?(?: before)?\b", re.IGNORECASE)
_IT = regex(r"\b(?:it|that|them|him|her)\b", re.IGNORECASE)
_STATES = frozenset("muted silent soloed panned".split())
_DOWN = regex(r"\b(?:lower|quieter|softer|down|less|below|under)\b")
_UP = regex(r"\b(?:higher|louder|up|more|above)\b")
_LEVEL = frozenset(
    "a bit touch little it at by to turn set make them lower quieter softer down less higher louder up db of".split()
)
_SMALL_DB, _USUAL_DB = 1.5, 3.0
Read = Callable[[str, DialogueState], list[Step] | None]


def back_changed(text: str, scene: DialogueState, read: Read) -> list[Step] | None:
    """The undo, and what is to be done to what it brings back; None for any other turn."""
    match = _FORM.match(text)
    if match is None or not scene.done:
        return None
    gone = back(taken_apart(match["back"], scene))
    if not gone or [one.task for one in gone] != ["undo"]:
        return None
    acts = _meant(gone[0], scene)
    if _AT_A_LEVEL.match(match["more"]) and not all(_may_have_gone(one) for one in acts):
        return None  # "put the lead back at -3", of which only the noise was taken
    more = _PADDING.sub("", _THAN.sub("", match["more"])).strip()
    if not acts or not more:
        return None
    undone = [Step("undo", {"target": f"#{acts[0].request}"})] if not gone[0].args and acts[0].request else gone
    if all(_is_ended_send(one) for one in acts):
        level = _level(more)
        return [*undone, *(Step("route", {**_where(one), **level}) for one in acts)] if level else None
    name, inside = _its_name(acts, scene)
    words = _IT.sub(f"the {name}", more, count=1) if _IT.search(more) else f"the {name} {more}"
    steps = read(words, inside) if name and not things(more, inside) else None
    if not steps or any(one.task in ("ask", "chat", "undo") or one.base for one in steps):
        return None
    return [*undone, *steps]


def _meant(gone: Step, scene: DialogueState) -> list[Frame]:
    talk = talk_of(scene, State.of(scene))
    numbers = {int(one) for one in re.findall(r"#(\d+)", str(gone.args.get("target") or ""))}
    found = [one for one in talk.live if one.request in numbers] if numbers else talk.live
    return last_of(found) if found else []


def _its_name(acts: list[Frame], scene: DialogueState) -> tuple[str, DialogueState]:
    """What they were done to, by its name, and the session without the talk, with that in it."""
    context = without_talk(scene.context)
    tracks = list(dict.fromkeys(track for one in acts for track in tracks_of(one)))
    clips = [view for one in acts for clip in one.clips() if (view := scene.clip(clip))]
    said = " ".join(one.said.lower() for one in acts)
    named = [one for one in context.tracks if re.search(rf"(?<!\w){re.escape(one.lower())}(?!\w)", said)]
    names = tracks or [one.name for one in clips] or named
    if len(set(names)) != 1:
        return "", scene
    if tracks and tracks[0] not in context.tracks:
        context = replace(context, tracks=(*context.tracks, tracks[0]))
    return names[0], DialogueState.of(context)


_AT_A_LEVEL = regex(r"at [-+]?\d")


def _may_have_gone(frame: Frame) -> bool:
    return frame.tool in ("mix", "route", "automate") or frame.kind in ("delete", "cut", "trim")


def _is_ended_send(frame: Frame) -> bool:
    value = frame.args.get("value_db")
    return frame.tool == "route" and frame.kind == "send" and isinstance(value, int | float) and value <= ENDS_DB


def _level(more: str) -> dict[str, float]:
    """The level of a send that comes back; {} where none is told, or more than that."""
    low = with_amount_words(more.lower())
    figures = quantities(low)
    rest = low
    for one in reversed(figures):
        rest = f"{rest[: one.start]} {rest[one.end :]}"
    way = (1 if _UP.search(rest) else 0) - (1 if _DOWN.search(rest) else 0)
    is_known = not set(re.findall(r"[a-z]+", rest)) - _LEVEL and all(one.unit in ("", "dB") for one in figures)
    if not is_known or len(figures) > 1 or not figures and not way:
        return {}
    usual_db = _SMALL_DB if re.search(r"\b(?:bit|touch|little)\b", rest) else _USUAL_DB
    size_db = abs(figures[0].value) if figures else usual_db
    return {"change_db": way * size_db} if way else {"value_db": figures[0].value}


def _where(frame: Frame) -> dict[str, object]:
    return {name: frame.args[name] for name in ("action", "track", "tracks", "to") if name in frame.args}
