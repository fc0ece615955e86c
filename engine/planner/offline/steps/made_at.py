"""Made at: "a boom where the fight starts", "a riser into the drop": what is made lies where the words say."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.bars import last_bar
from engine.planner.offline.slots.clause import Clause, number
from engine.planner.offline.steps.spots import in_bars
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

_MAKERS = ("generate_audio", "generate_midi", "speak", "image_to_audio")
_BAR = r"(?:bar |measure )(?P<{}>\d+(?:\.\d+)?)"
_SPAN = regex(
    rf"\b(?:from|between|under|over|in|across|through) {_BAR.format('start')} (?:to|until|till?|and|-) "
    rf"{_BAR.format('end')}",
    re.IGNORECASE,
)
_UP_TO = regex(
    rf"\b(?:into|before|up to|leading (?:in)?to|ends? (?:at|on|in)|ending (?:at|on|in)) (?:the start of )?"
    rf"{_BAR.format('bar')}",
    re.IGNORECASE,
)
_AT = regex(rf"\b(?:at|on|in|from|for|to|under|over) (?:the start of )?{_BAR.format('bar')}", re.IGNORECASE)
_AT_FIGURE = regex(
    r"\b(?:at|on|from) (?P<bar>\d{1,3}(?:\.\d+)?)(?=\s*(?:$|[.,;!]|in an?\b|with\b|by\b|please\b))", re.IGNORECASE
)
""" "A voice saying this at 33"."""
_AT_THE_END = regex(
    r"\b(?:at|on|for|as) (?:the )?(?:very )?(?:end|close|last thing)(?: of (?:the |my |our |this )?(?:song|track|piece"
    r"|tune|session|whole thing|outro))?(?=\W*$|[,;]| (?:in an?|with|by)\b)",
    re.IGNORECASE,
)
_WHOLE_SONG = regex(
    r"\b(?:under(?:neath)?|over|through(?:out)?|across|behind|beneath|for|during) (?:all of )?(?:the|my"
    r"|our) (?:whole|entire|full|complete)"
    r" (?:song|track|tune|piece|thing|session|arrangement)\b",
    re.IGNORECASE,
)
_WORDS_PER_S = 2.5
_AGAIN = regex(
    r"^,? (?:and|&) (?:again |then |also |another )*(?:(?:one|once) )?(?:at |on |in )?(?:bar |measure )?"
    r"(?P<bar>\d+(?:\.\d+)?)(?!\s*(?:bars|beats|db|seconds|s)\b)",
    re.IGNORECASE,
)
_LASTS = regex(
    r"\b(?:under|over|through|throughout|during|across|whole|entire|all of|between|for (?:the|my|our)|from)\b",
    re.IGNORECASE,
)
"""It is to be heard as long as the stretch lasts, and not where that begins."""
_QUOTED = regex(r'"[^"]*"')


def made_at(steps: Sequence[Step], text: str, scene: DialogueState) -> list[Step]:
    """The steps; where they make one new thing and forget its place, with that."""
    made = [number for number, step in enumerate(steps, 1) if step.task in _MAKERS]
    if len(made) != 1 or made[0] != 1 or steps[0].op != "fresh":
        return list(steps)
    put = [step for step in steps if step.task == "arrange"]
    if any({"bar", "at"} & set(step.args) for step in steps if step not in put) or scene.context.files:
        return list(steps)
    told = _QUOTED.sub(" ", plain(in_bars(text, DialogueState.of(scene.context))))
    maker, places = _placed(steps[0], told, text, scene)
    if not places or put and not (len(places) > 1 and all(_puts_it(step) for step in put)):
        return list(steps)
    rest = [step for step in steps[1:] if step not in put]
    copies = [Step("arrange", {"action": "duplicate", "clip": "$1", "bar": bar}) for bar in places[1:]]
    return [maker, Step("arrange", {"action": "place", "clip": "$1", "bar": places[0]}), *rest, *copies]


def _puts_it(step: Step) -> bool:
    return step.args.get("clip") == "$1" and step.args.get("action") in ("place", "duplicate")


def _placed(maker: Step, told: str, text: str, scene: DialogueState) -> tuple[Step, list[float]]:
    """The step that makes it, as long as the stretch that is told, and the bars where it goes."""
    if span := _SPAN.search(told):
        start, end = float(span["start"]), float(span["end"])
        has_length = {"bars", "duration"} & set(maker.args) or maker.row.id == "speak"
        can = any(arg.name == "bars" for arg in maker.row.args) and end > start and _LASTS.search(text)
        lasting = maker if has_length or not can else replace(maker, args={**maker.args, "bars": end - start})
        return lasting, [start]
    if up_to := _UP_TO.search(told):
        length = _bars_of(maker, scene)
        start = float(up_to["bar"]) - length
        return maker, [start] if length and start >= 1 else []
    end = float(last_bar(Clause("", "", "", scene)))
    has_bars = any(arg.name == "bars" for arg in maker.row.args) and not {"bars", "duration"} & set(maker.args)
    if _WHOLE_SONG.search(told) and has_bars and scene.clips:
        return replace(maker, args={**maker.args, "bars": number(end - 1)}), [1.0]
    if _AT_THE_END.search(told):
        length = math.ceil(round(_bars_of(maker, scene), 3)) or 1
        return maker, [max(1.0, end - length)]
    at = _AT.search(told) or _AT_FIGURE.search(told)
    if at is None:
        return maker, []
    if maker.args.get("bars") == float(at["bar"]):  # "a crash for bar 13" is not 13 bars long
        maker = replace(maker, args={name: value for name, value in maker.args.items() if name != "bars"})
    again = _AGAIN.match(told[at.end() :])
    return maker, [float(at["bar"]), *([float(again["bar"])] if again else [])]


def _bars_of(maker: Step, scene: DialogueState) -> float:
    """How long it is asked to be, or what is spoken lasts, in bars; 0 where nothing says so."""
    if "bars" in maker.args:
        return float(maker.args["bars"])
    seconds = maker.args.get("duration")
    if maker.task == "speak":
        seconds = len(str(maker.args.get("text") or "").split()) / _WORDS_PER_S
    return round(float(seconds) / Clause("", "", "", scene).bar_s, 4) if seconds else 0.0
