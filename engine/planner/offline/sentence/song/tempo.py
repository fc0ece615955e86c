"""Tempo: "try it at 138", "split the difference", "137 from there on", "a rit over the last two bars"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.scope.song_parts import InSong, in_song, song_end
from engine.planner.offline.slots.clause import number
from engine.planner.offline.text.counts import COUNT, counted
from engine.planner.offline.text.quantity import Quantity
from engine.planner.regex import regex
from engine.tasks.plan import Step

_TEMPO = frozenset("tempo bpm speed".split())
_GLIDES = frozenset(
    "slowdown rit ritard ritardando rall rallentando accel accelerando gradually slowly ramp ramps glide"
    " slowing".split()
)
_EASES = frozenset(
    "ease eases easing wind winds winding drop drops fall falls sink sinks sinking relax relaxes slacken broaden"
    " sag".split()
)
""" "Ease off to 90 over the outro" glides."""
_SLOWER = frozenset("slower slow slows rushes rush rushing rushed".split())
_FASTER = frozenset("faster quicker fast push pushes speed drags drag dragging dragged".split())
_WORDS = frozenset(
    "the a an it that this song track whole tune to at in on from of is set make let have try go goes take put us"
    " we be can could should"
    " down up bit touch little more like about around only just part section last first over bars bar as with and then"
    " rather nicer better instead want need please for has feels here there back lot way too would slightly again"
    " again its"
    " works maybe say tad until by end ending start starts off now same keep through towards into during across"
    " bump bumps nudge crank knock"
    " drop drops raise raises lift lifts bring brings pull pulls jump jumps kick kicks change changes come comes lower"
    " onwards return returns run runs running play plays marker"
    " one land lands landing ending ease eases easing off wind winds winding settle settles settling slowly right"
    " let's lets round give gives slowdown sink sinks sinking relax relaxes slacken broaden sag"
    " even do like say so i i'd ish roughly approx bars' quite nice piece music everything session"
    " project".split()
)
_TELLS_WHERE = frozenset("over there here last first section part bars bar start end ending until just only".split())
_FEW = regex(
    rf"(?:(?:make|let|it|that|just|only|over|for|rather|do) )*(?:the )?last (?P<count>{COUNT})(?: bars?)?"
)
_STAYS = regex(
    r"(?:keep|hold|leave|stay at|stay on|stay with|stick with) (?:it|that|this|the)(?: (?:tempo|speed|pace))?(?:"
    r" (?:there"
    r"|so|that way|like that|as it is))?"
    r"(?: (?:till|until|to|up to|right to|all the way to) the (?:very )?end(?: of the song)?| (?:from (?:there"
    r"|then) )?on"
    r"(?:wards?)?| for the rest(?: of the song)?)+"
)
_AS_BEFORE = regex(
    r"\b(?:back to (?:where it was|normal|the (?:old|original|first|previous) (?:tempo|speed|one)|what it was|how"
    r" it was)"
    r"|(?:the )?(?:old|original) (?:tempo|speed) again|as (?:it was )?before)\b"
)
_LOWEST, _HIGHEST = 30, 300


_LETS_GO = regex(r"\W*(?:(?:ok|okay|and|now|right|then)\W+)*(?P<bpm>\d{2,3})(?: bpm)?[ ,]+let'?s go\W*")
""" "190 lets go", whatever was turned before."""


_TRIES = regex(r"(?:(?:let's |lets |can we )?try|go|how about|what about) (?P<bpm>\d{2,3})(?: instead| now)?")
_REMARKED = regex(
    r"(?:(?P<more>.*\b(?:drags?|dragging|slow|sluggish|sleepy|lazy)\b)|.*\b(?:rush(?:es|ing)?|fast|hectic|hurried)\b)"
    r"[^,.;:]*[,.;:]+\s*(?:(?:so|try|make it|say|maybe|please|let's|do|go|at|more like|take it to)\W+)*"
    r"(?P<bpm>\d{2,3})(?: bpm)?(?:[\s,]*(?:please|pls|instead|then|rather))*\W*"
)
""" "We always drag this one.. 76 pls"."""
_NO_FIGURES = ("generate_audio", "generate_midi", "arrange", "marker", "route", "sing", "speak", "take")
_AS_A_SIDE = 100


def _tried(bpm: float, said: Said) -> list[Step] | None:
    """ "Try 136", where that is near the tempo and nothing that was done last takes such a figure."""
    last = said.last()
    is_figure = any((one.tool, one.kind) == ("transport", "set_tempo") for one in last)
    if not last or is_figure or said.things or abs(bpm - said.scene.context.tempo) > 0.3 * said.scene.context.tempo:
        return None
    if bpm <= _AS_A_SIDE and any(one.tool not in _NO_FIGURES for one in last):
        return None
    return [Step("transport", {"action": "set_tempo", "bpm": number(bpm)})]


def tempo(said: Said) -> list[Step] | None:
    """The steps; None where it tells no tempo, or not all of it is known."""
    if match := _LETS_GO.fullmatch(said.typed.lower()):
        return [Step("transport", {"action": "set_tempo", "bpm": number(float(match["bpm"]))})]
    if match := _TRIES.fullmatch(said.text):
        return _tried(float(match["bpm"]), said)
    if (match := _REMARKED.fullmatch(said.text)) and all(one.is_pointed for one in said.things):
        bpm, now = float(match["bpm"]), said.scene.context.tempo
        if 0.6 <= bpm / now <= 1.7 and (bpm > now) == bool(match["more"]):
            return [Step("transport", {"action": "set_tempo", "bpm": number(bpm)})]
    done = [one for one in said.last() if one.kind != "get_tempo"]
    last = done if all((one.tool, one.kind) == ("transport", "set_tempo") for one in done) else []
    if last and re.fullmatch(
        r"(?:(?:let's |lets |ok |just |and |then )*(?:split|halve) the diff(?:erence)?|(?:somewhere |halfway "
        r"|right )?in between"
        r"|(?:somewhere )?half ?way(?: then| between (?:the two|them|those(?: two)?|both))?|(?:meet )?in the middle"
        r"|half of (?:that|it)|only half(?: of (?:that|it))?|half as (?:much|fast|slow)|half the (?:change|difference))"
        r"(?: please| then| maybe)*",
        said.text.strip(),
    ):
        return _between(said, last)
    if last and (match := _FEW.fullmatch(said.text.strip())) and "to_bpm" in last[-1].args:
        return _ramp_over(said, last[-1], float(counted(match["count"])))
    if last and _STAYS.fullmatch(said.text.strip()):
        return _stays(last)
    if last and _AS_BEFORE.search(said.text) and (back := _back_there(said, last)):
        return back
    figures = [
        one for one in said.amounts if one.unit in ("bpm", "") and _LOWEST <= one.value <= _HIGHEST and not one.signed
    ]
    others = [one for one in said.amounts if one not in figures and one.unit != "bars"]
    if not figures or others or len(figures) > 2 or names_something(said):
        return None
    place = in_song(said)
    words = (place.words if place else frozenset(re.findall(r"[a-z']+", said.text))) - _spoken(figures, said)
    words = words - {"slow"} if len(figures) == 2 else words
    if words - _TEMPO - _GLIDES - _SLOWER - _FASTER - _WORDS or place is None and (said.places or words & _TELLS_WHERE):
        return None
    is_part = place is not None and place.how in ("in", "bare", "edge")
    is_over = is_part and bool(words & {"over", "across", "into", "towards"})
    is_over |= is_part and ({"slow", "down"} <= words or {"speed", "up"} <= words)
    is_over |= is_part and bool(words & _EASES) and "over" in said.text.split()
    is_ramp = is_over or bool(words & _GLIDES) or len(figures) == 2 and bool(words & {"to", "down", "up", "from"})
    if not is_ramp and (len(figures) != 1 or not _is_tempo(said, words, figures[0], place, last, done)):
        return None
    now = said.scene.context.tempo
    if (
        words & _SLOWER
        and figures[-1].value >= now
        and not is_ramp
        or words & _FASTER - {"speed"}
        and figures[-1].value <= now
        and not is_ramp
    ):
        return None
    steps = _ramp(said, figures, place) if is_ramp else _plain(said, figures[0].value, place, words, last)
    if steps and last and not any(one.base for one in steps) and _corrects(said, words, steps, last):
        return [told_as(steps[0], "fix", last[-1]), *steps[1:]] if len(last) == 1 else None
    return steps


def _back_there(said: Said, last: Sequence[Frame]) -> list[Step] | None:
    """ "Back to where it was for the last 4 bars"."""
    rest = _AS_BEFORE.sub(" ", said.text)
    place = in_song(said, rest) if rest.strip() else None
    start = last[0].args.get("bar") or last[0].args.get("start_bar")
    if (
        place is None
        or not start
        or place.words - {"go", "for", "the", "and", "in", "from", "it"}
        or said.amounts
        and len(said.amounts) > 1
    ):
        return None
    if place.how not in ("in", "bare", "from", "at", "edge") or place.bars[0] <= float(start):
        return None
    before = number(tempo_at(float(start), said))
    return [Step("transport", {"action": "set_tempo", "bpm": before, "bar": number(place.bars[0])})]


def _stays(last: Sequence[Frame]) -> list[Step] | None:
    """ "Keep that speed till the end": it does not go back behind its part."""
    if len(last) != 2 or any("to_bpm" in one.args or one.args.get("bar") is None for one in last):
        return None
    return [told_as(Step("transport", {**last[1].args, "bpm": last[0].args["bpm"]}), "fix", last[1])]


def tempo_at(bar: float, said: Said) -> float:
    """The tempo that holds before a bar, as far as the conversation set it."""
    told = _tempos_set(said)
    before = [one for one in told if one < bar]
    return told[max(before)] if before else float(said.scene.context.tempo)


def _tempos_set(said: Said) -> dict[float, float]:
    """By the bar from which each holds, also those of long ago."""
    shown = [one.number for one in said.scene.context.dialogue if one.number]
    older = [one.args for one in said.scene.context.history if shown and one.stands and 0 < one.turn < min(shown)
             and one.tool == "transport" and one.args.get("action") == "set_tempo"]  # fmt: skip
    acts = [act.args for act in said.state.frames if act.state == "done" and act.tool == "transport"]
    told: dict[float, float] = {}
    for args in (*older, *(one for one in acts if one.get("action") == "set_tempo")):
        if "bpm" not in args:
            continue
        start = float(args.get("bar") or args.get("start_bar") or 1)
        told[start] = float(args["bpm"])
        if "to_bpm" in args:
            told[float(args.get("end_bar") or start)] = float(args["to_bpm"])
    return told


def names_something(said: Said) -> bool:
    """Is a track or a clip named, and no part of the song?"""
    parts = {name.lower() for name, _ in said.scene.context.markers}
    for one in said.things:
        words = said.text[one.start : one.end].strip()
        if not words or one.is_pointed or one.how == "all" or words in parts or words == "song":
            continue
        if not any(words in part.split() for part in parts):
            return True
    return False


def _spoken(figures: Sequence[Quantity], said: Said) -> frozenset[str]:
    return frozenset(word for one in figures for word in re.findall(r"[a-z']+", said.text[one.start : one.end]))


def _is_tempo(
    said: Said,
    words: frozenset[str],
    figure: Quantity,
    place: InSong | None,
    last: Sequence[Frame],
    done: Sequence[Frame],
) -> bool:
    """ "Try it at 138" is one, "25" is none."""
    is_near = 0.6 <= figure.value / said.scene.context.tempo <= 1.7
    if words & _TEMPO or figure.unit == "bpm":
        return True
    if done and not last and not words & (_SLOWER | _FASTER) and not (place and place.how == "from"):
        return False
    return is_near and bool(words & (_SLOWER | _FASTER | {"try", "at"}) or place or last)


def _plain(
    said: Said, bpm: float, place: InSong | None, words: frozenset[str], last: Sequence[Frame]
) -> list[Step] | None:
    if place is None and len(last) == 2 and all(one.args.get("bar") and "to_bpm" not in one.args for one in last):
        return [told_as(Step("transport", {**last[0].args, "bpm": number(bpm)}), "fix", last[0])]
    if place is None and len(last) == 1 and "to_bpm" in last[0].args:
        return _rides_to(bpm, last[0])
    if place is None:
        spoken = last[-1].args.get("bar") if len(last) == 1 else None
        where = {"bar": spoken} if spoken else {}
        return [Step("transport", {"action": "set_tempo", "bpm": number(bpm), **where})]
    start, end = place.bars
    made = [Step("transport", {"action": "set_tempo", "bpm": number(bpm), "bar": number(start)})]
    if place.how == "to" or place.how == "edge" and start == 1.0:
        return None
    if place.how in ("in", "bare") and end < song_end(said) - 1e-3 and not words & {"starting"}:
        now = tempo_at(end, said)
        if now != bpm and end not in _tempos_set(said) and not ("back" in words and bpm == said.scene.context.tempo):
            made.append(Step("transport", {"action": "set_tempo", "bpm": number(now), "bar": number(end)}))
    return made


def _ramp(said: Said, figures: Sequence[Quantity], place: InSong | None) -> list[Step] | None:
    glides = said.bag & (_GLIDES | _EASES) or len(figures) == 2
    if place is None or place.how in ("at", "to") or place.how == "from" and not glides:
        return None
    start, end = place.bars
    first = figures[0].value if len(figures) == 2 else tempo_at(start, said)
    if start != int(start) or end != int(end) or first == figures[-1].value:
        return None
    if said.bag & {"rit", "ritardando", "rall"} and figures[-1].value > first:
        return None
    args = {"action": "set_tempo", "bpm": number(first), "to_bpm": number(figures[-1].value)}
    return [Step("transport", {**args, "start_bar": int(start), "end_bar": int(end)})]


def _rides_to(bpm: float, act: Frame) -> list[Step] | None:
    """ "Even slower, 80", behind a ritardando: that is where it ends."""
    start, end = float(act.args["bpm"]), float(act.args["to_bpm"])
    if (bpm < start) != (end < start):
        return None
    return [told_as(Step("transport", {**act.args, "to_bpm": number(bpm)}), "fix", act)]


def _ramp_over(said: Said, act: Frame, bars: float) -> list[Step] | None:
    end = song_end(said)
    return [told_as(Step("transport", {**act.args, "start_bar": int(end - bars), "end_bar": int(end)}), "fix", act)]


def _corrects(said: Said, words: frozenset[str], steps: Sequence[Step], last: Sequence[Frame]) -> bool:
    """Is it the last tempo otherwise, and not another one besides?"""
    is_other = bool(said.corrects or words & {"rather", "nicer", "better", "instead", "make"})
    same = steps[0].args.get("bar") == last[-1].args.get("bar") and "to_bpm" not in steps[0].args
    return is_other and not same


def _between(said: Said, last: Sequence[Frame]) -> list[Step] | None:
    """Between the tempo of now and the one before it."""
    act = last[-1]
    dialogue = said.scene.context.dialogue
    before = dialogue[act.turn - 1].tempo_before if 0 < act.turn <= len(dialogue) else None
    now = act.args.get("bpm")
    if len(last) != 1 or before is None or not isinstance(now, int | float) or "to_bpm" in act.args:
        return None
    where = {"bar": act.args["bar"]} if act.args.get("bar") else {}
    return [Step("transport", {"action": "set_tempo", "bpm": number((before + float(now)) / 2), **where})]
