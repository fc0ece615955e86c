"""Stretched to a length: "squeeze it to four seconds but don't make me a chipmunk", "stretch the pad to 8 bars"."""

from __future__ import annotations

import re

from engine.planner.context import ClipInfo
from engine.planner.offline.sentence.apart.said import Said, lettered
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.scope.lying import NOUNS, bar_s, beats_of_bar, clips_meant, meant_last
from engine.planner.offline.slots.clause import number
from engine.planner.regex import regex
from engine.tasks.plan import Step

_SAME_PITCH = regex(
    r"[\s,;]*(?:\b(?:but|and|just)\b )*(?:(?:don'?t|do not|without|not|never) (?:making|make|turn|turning|have|let)"
    r" (?:me|it|him|her|us|them)(?: (?:sound|into))?(?: like)?(?: an?| the)? (?:chipmunks?|mickey mouse|smurfs?|giant)"
    r"|(?:without|don'?t|do not|not) (?:changing|change|touching|touch|shifting|shift|moving|move) (?:the |its |my"
    r" )?pitch"
    r"|(?:keep|keeping|leave|with|at) (?:the |its |my )?(?:same |original )?pitch(?: (?:as (?:it )?is|the same))?"
    r"|no chipmunks?(?: please)?)(?: please)?"
)
_VERBS = frozenset("squeeze squash stretch timestretch condense speed slow fit tighten".split())
_BESIDE = frozenset("to into in it that this them up down so long exactly about only time clip whole by s all".split())
_BACK = regex(
    r"(?:(?:leave|put|keep|have|play|set) (?:it|that|this|T) )?(?:back )?(?:at|to|in|with) (?:the |its )?"
    r"(?:normal|old|original|first|usual|previous) (?:speed|length|tempo|pace)(?: (?:after all|again|then|please))*"
)


def stretched_to(said: Said) -> list[Step] | None:
    """The stretch; None where none is told, or not all of it is known."""
    last = said.last()
    is_stretched = bool(last) and all(
        one.tool == "change_tempo_key" and {"ratio", "bars"} & set(one.args) for one in last
    )
    if is_stretched and _BACK.fullmatch(said.text.strip()):
        return [Step("undo", {})]
    if times := _times_as_long(said):
        return times
    pitch = _SAME_PITCH.search(said.text)
    rest = f"{said.text[: pitch.start()]}{said.text[pitch.end() :]}" if pitch else said.text
    apart = taken_apart(rest, said.scene, focus=said.focus, there=said.there, before=said.before) if pitch else said
    is_long = bool(pitch) and re.search(r"\bmake\b.*\blong\b", apart.text) is not None
    if not (apart.bag & _VERBS or is_long) or len(apart.amounts) != 1 or apart.places or apart.is_open:
        return None
    one, clip = apart.amounts[0], _clip(apart)
    if clip is None or one.unit not in ("s", "bars", "beats") or one.signed or clip.length <= 0:
        return None
    if not is_long and not re.search(r"\b(?:to|into|in)(?: (?:about|exactly|only))?\s*$", apart.text[: one.start]):
        return None
    if apart.bag - _VERBS - _BESIDE - NOUNS - {"make"}:
        return None
    if one.unit != "s" and clip.bars:
        bars = one.value / (beats_of_bar(said) if one.unit == "beats" else 1.0)
        return [Step("change_tempo_key", {"clip": clip.id, "bars": number(bars)})]
    long_s = one.value * (1.0 if one.unit == "s" else bar_s(clip, said))
    return [Step("change_tempo_key", {"clip": clip.id, "ratio": number(round(clip.length / long_s, 4))})]


_TIMES = regex(
    r"(?:stretch|time-?stretch|squeeze|make) T (?:out |down )?(?:to (?:be )?)?(?P<how>twice|double|half|three"
    r" times|four times"
    r"|N)(?: (?:of|as|the|its|their|original|current|old))*(?: (?:length|duration|long|as long))(?: as (?:it is"
    r"|before))?"
)
_FACTORS = {"twice": 2.0, "double": 2.0, "half": 0.5, "three times": 3.0, "four times": 4.0}


def _times_as_long(said: Said) -> list[Step] | None:
    """ "Stretch the bass to twice its length", "… to 80 % of its length"."""
    spans = [(one.start, one.end, "T") for one in said.things]
    share = [one for one in said.amounts if one.unit == "%"]
    text = lettered(said.text, [*spans, *((one.start, one.end, "N") for one in share)])
    match = _TIMES.fullmatch(re.sub(r"\b(?:the|my|our) T", "T", text).strip(" .!"))
    clip = _clip(said) if match and not said.places else None
    if match is None or clip is None or said.text.startswith("make") and clip.kind == "midi":
        return None
    times = share[0].value / 100 if match["how"] == "N" and share else _FACTORS.get(match["how"], 0.0)
    return [Step("change_tempo_key", {"clip": clip.id, "ratio": number(round(1 / times, 4))})] if times > 0 else None


def _clip(said: Said) -> ClipInfo | None:
    """The one clip that is meant."""
    if not said.things:
        chosen = [view for one in said.scene.context.selected_clips if (view := said.scene.clip(one))]
        clips = chosen or meant_last(said)
    else:
        found = clips_meant(said, ()) or ()
        clips = [clip for one in found for clip in one.clips]
    return clips[0] if len(clips) == 1 else None
