"""Tempo turned: "half the tempo from bar 9", "10 percent slower", "a bit faster", "knock 6 bpm off"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.effects.effect_steps import words_left
from engine.planner.offline.sentence.effects.knob_ways import LARGE, SMALL
from engine.planner.offline.sentence.song.tempo import names_something, tempo
from engine.planner.offline.slots.clause import number
from engine.planner.offline.text.amount_words import number_of
from engine.planner.offline.text.number_words import NUMBER_WORDS
from engine.planner.offline.text.share_said import PART, share_of
from engine.planner.regex import regex
from engine.tasks.plan import Step

_PART = regex(PART)
_TIMES = regex(rf"\b(?P<times>twice|double|{NUMBER_WORDS}|\d+(?:\.\d+)?)(?P<half> and a half)?(?: times)? the\b")
_SLOWER = frozenset("slower slow down lower reduce drop decrease knock take shave off".split())
_FASTER = frozenset("faster quicker speed up higher raise boost increase add".split())
_TEMPO = frozenset("tempo bpm".split())
_PACE = frozenset("slower slow faster quicker speed".split())
"""Without the word tempo these are said of the song where nothing is named."""
_BESIDE = frozenset(
    "the of at to by it go make take bring play set have put push pull get nudge use song tune piece session project"
    " thing whole entire track a times and even still everything song's again".split()
)
_SONG = frozenset({"song", "the song", "whole song", "the whole song"})
""" "Slow the song down" is of no track that only sounds like one."""
_THE_SPEED = regex(r"\b(?:the|its|that|this|song'?s) (?:\w+ )?speed\b(?! up)")
_STEP = 0.04
_AT_A_SHARE = regex(
    r"(?:on(?:wards?)?,? )?(?:(?:it|we|that|the (?:song|tune|piece|whole thing)|everything)(?:'s|'re)?\b ?)?"
    r"(?:(?:is|are|goes?|plays?|runs?|drops?|switch(?:es)?|change[sd]?|make it|in|at|to|into|down|only|just|now) )*"
    r"(?:(?P<half>half|0\.5x?)|double|twice)(?: (?:the|its|that|of the))?[ -](?:speed|tempo|pace|time)"
    r"(?:[ ,]+(?:(?:so|that's|that is|which is|meaning|ie|i\.e\.|at|about)[ ,]+)*(?P<bpm>\d{2,3})(?: ?bpm)?)?"
)
""" "It's half speed, so 84", where a place says from where on."""


def tempo_turned(said: Said) -> list[Step] | None:
    """The tempo; None where none is turned, or not all is known."""
    last = said.last()
    if last and all((one.tool, one.kind) == ("transport", "set_tempo") for one in last):
        steps = _turned_there(said, last)
        if steps:
            return steps
    if steps := _at_a_share(said):
        return steps
    songs = _SONG if "song" not in {one.lower() for one in said.scene.context.tracks} else frozenset()
    if any(one.how != "all" and said.text[one.start : one.end] not in songs for one in said.things):
        return None
    if said.is_open or said.scene.context.selected_clips:
        return None
    if any(one.how not in ("from", "at", "in", "bare") for one in said.places):
        return None
    if re.search(r"\b(?:over|across|towards|into)\b", said.text):
        return None  # a tempo that glides has its own words
    part = _PART.search(said.text)
    if part and any(one.start < part.start() < one.end for one in said.amounts):
        part = None  # "three and a half"
    times = _TIMES.search(said.text) if not part or part.start() else None
    spans = [one.span() for one in (times or part,) if one]
    figures = [one for one in said.amounts if not any(a < one.end and one.start < b for a, b in spans)]
    words = set(words_left(said, spans)) - ({"speed"} if _THE_SPEED.search(said.text) else set())
    known = _SLOWER | _FASTER | _TEMPO | _BESIDE | SMALL | LARGE | {"somewhat"}
    is_song = re.search(r"\b(?:song|tune|piece|session|project|everything|whole thing)\b", said.text) is not None
    is_told = (
        _THE_SPEED.search(said.text) is not None
        or bool(words & _TEMPO)
        or any(one.unit == "bpm" for one in figures)
        or is_song
        and bool(words & _PACE)
    )
    if words - known or not is_told and (said.is_later or not words & _PACE):
        return None
    way = bool(words & _FASTER) - bool(words & _SLOWER)
    where = " ".join(said.text[one.start : one.end] for one in said.places)
    now = said.scene.context.tempo
    if figures:
        is_by = len(figures) == 1 and figures[0].unit == "bpm" and way and not spans and figures[0].value <= 30
        bpm = now + way * figures[0].value if is_by else 0.0
    elif times and not way:
        told = times["times"]
        bpm = now * ((2.0 if told in ("twice", "double") else number_of(told)) + (0.5 if times["half"] else 0.0))
    elif part and is_told | bool(way):
        bpm = now * (1 + way * share_of(part["part"]) if way else share_of(part["part"]))
    elif way and not spans:
        bpm = now + way * _step(now, words)
    else:
        return None
    if not 20 <= bpm <= 400:
        return None
    if where:
        return tempo(taken_apart(f"tempo to {round(bpm, 1):g} bpm {where}", said.scene))
    return [Step("transport", {"action": "set_tempo", "bpm": round(bpm, 1)})]


def _at_a_share(said: Said) -> list[Step] | None:
    """ "From bar 5 it's half speed": the song's tempo, for no clip has another from a bar on."""
    if len(said.places) != 1 or said.places[0].how not in ("from", "in", "at") or said.scene.context.selected_clips:
        return None
    place = said.places[0]
    match = _AT_A_SHARE.fullmatch(f"{said.text[: place.start]} {said.text[place.end :]}".strip(" ,."))
    if match is None or match[0].endswith("time") and not match["bpm"]:
        return None
    bpm = said.scene.context.tempo * (0.5 if match["half"] else 2.0)
    if match["bpm"] and abs(float(match["bpm"]) / bpm - 1) > _ROUNDED:
        return None  # which of the two is meant is not clear
    where = said.text[place.start : place.end]
    if said.there and re.search(r"\bthere\b", where):
        where = f"from bar {place.point:g}" if place.how == "from" else f"at bar {place.point:g}"
    told = f"tempo to {match['bpm'] or f'{round(bpm, 1):g}'} bpm {where}"
    return tempo(taken_apart(told, said.scene, focus=said.focus, there=said.there, before=said.before))


_ROUNDED = 0.05


def _step(now: float, words: set[str]) -> int:
    return max(1, round(now * _STEP * (0.5 if words & SMALL else 2.0 if words & LARGE else 1.0)))


_BEHIND = frozenset("there too still even that's that was hm not so quite again rather now please than".split())


def _turned_there(said: Said, last: Sequence[Frame]) -> list[Step] | None:
    """ "A bit slower there", behind a tempo for a part of the song: that part alone."""
    act = last[0]
    bar = act.args.get("bar")
    if bar is None or len(last) > 2 or any("to_bpm" in one.args for one in last) or names_something(said):
        return None
    if any(abs(span[0] - float(bar)) > 1e-3 for one in said.places for span in one.spans) or said.is_open:
        return None
    if len(said.amounts) > 1 or any(one.unit not in ("bpm", "") or not 0 < one.value <= 30 for one in said.amounts):
        return None
    words = set(words_left(said, ()))
    if words - _SLOWER - _FASTER - _TEMPO - _BESIDE - SMALL - LARGE - _BEHIND - {"fast", "somewhat"}:
        return None
    way = bool(words & (_FASTER | {"fast"})) - bool(words & _SLOWER)
    way = -way if words & {"too", "not"} and words & {"fast", "slow"} else way
    if not way or words & _FASTER and words & _SLOWER:
        return None
    now = float(act.args["bpm"])
    bpm = now + way * (said.amounts[0].value if said.amounts else _step(now, words))
    return [told_as(Step("transport", {**act.args, "bpm": number(bpm)}), "fix", act)]
