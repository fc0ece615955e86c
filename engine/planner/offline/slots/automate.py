"""Arguments of automation: which track, which parameter, from what to what, over which bars."""

from __future__ import annotations

import re
from dataclasses import replace

from engine.planner.offline.slots.all_but import all_but
from engine.planner.offline.slots.bars import bar_of_playhead, bar_range, last_bar
from engine.planner.offline.slots.clause import Args, Clause, number
from engine.planner.offline.slots.direction import is_down
from engine.planner.offline.slots.meant import tracks_said
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.fraction import share
from engine.planner.offline.text.parameter_named import parameter_named
from engine.planner.offline.text.quantity import Quantity
from engine.planner.offline.text.words import compiled
from engine.planner.regex import regex

SILENT_DB = -60
SWELL_FROM_DB = -12
_CLEAR = regex(
    r"\b(?:clear|remove|delete|erase|wipe|get rid|drop|no more|lose|kill|take)\b.*\b(?:automation|curve"
    r"|envelope|ride|moves?)\b|\b(?:automation|curve) (?:off|out|away)\b|\bconstant again\b|\bflat again\b"
)
_PAN = regex(r"\bpan\w*|\bleft\b|\bright\b|\bletf\b|\brihgt\b|\bcent(?:er|re)\b|\bsides?\b")
_MUTE = regex(
    r"\b(?:out|gone|away|off|(?<!very )(?<!really )(?<!pretty )(?<!quite )(?<!rather )(?<!so )quiet)"
    r" (?=(?:in|for|during|between|over|through(?:out)?|from) (?:the )?bars?\b)"
    r"|\b(?:kill|silence) (?:the|my|our)\b|\b(?:drop|lose|cut) (?:the|my|our) (?!volume|level)[\w' -]+? (?:for"
    r"|from|in)\b"
    r"|\b(?:let|have)\b.*\b(?:rest|pause|tacet)\b"
    r"|\bmut(?:e|ed)\b|\bdrops? out\b|\bsilent\b|\b(?:is |be )?off (?=from|in|during|between|bars?)|\bonly \w+ alone\b"
)
_EFFECTS = (
    ("lowpass", "cutoff_hz", r"\bfilter\b|\blow-?pass\b|\blp\b|\bcutoff\b"),
    ("highpass", "cutoff_hz", r"\bhigh-?pass\b|\bhp\b"),
    ("reverb", "wet", r"\breverb\b|\bverb\b"),
    ("delay", "wet", r"\bdelay\b|\becho\b"),
    ("chorus", "wet", r"\bchorus effect\b"),
    ("distortion", "drive_db", r"\bdrive\b|\bdistortion\b"),
)
_PARAMETERS = (
    ("wet", r"\b(?:wet|mix|amount)\b"),
    ("size", r"\bsize\b"),
    ("feedback", r"\bfeedback\b"),
    ("cutoff_hz", r"\bcut-?off\b"),
    ("drive_db", r"\bdrive\b"),
)
_FROM_NOTHING = regex(
    r"\b(?:from|out of|outta) (?:almost |next to |just )?(?:nothing|silence|nowhere|a whisper)\b|\bfad(?:e"
    r"|ing)s?\b.*\b(?:in|up)\b|\bappear"
)
_TO_NOTHING = regex(
    r"\b(?:to|into) (?:nothing|silence)\b|\b(?:vanish|disappear|die|dying|fade|fading)\w*\b(?!.*\b(?:in|up)\b )"
    r"|\bfad(?:e\w*|ing) (?:away|out)\b"
)
_RISES = regex(
    r"\b(?:swell|rise|rising|build|grow|crescendo|climb|blossom|bloom|up|in|louder|raise|creep|bigger)\w*\b"
)
_FALLS = regex(
    r"\b(?:down|dwon|lower\w*|quieter|decrescendo|diminuendo|fall\w*|sink\w*|softer|dip|drop\w*|slide|less"
    r"|too loud)\b"
)
_GRADUAL = regex(
    r"\b(?:gradual\w*|slow\w*|swell\w*|fade\w*|sweep\w*|open\w*|crescendo|ride|creep\w*|grow\w*|build\w*"
    r"|rise\w*|climb\w*|ramp\w*|glide\w*|slide\w*|over|to|by|across|vanish\w*|blossom\w*)\b"
)


_GROWS = regex(
    r"\b(?:up|upwards|louder|swell\w*|fade\w*|crescendo|grow\w*|build\w*|ris(?:e|es|ing)|climb\w*|ramp\w*|ride|loud)\b"
)
_SLIDES = regex(
    r"\b(?:gradual\w*|slow\w*|fad(?:e|es|ing)|swell\w*|slid(?:e|es|ing)|rid(?:e|es|ing)|crescendo|decrescendo"
    r"|diminuendo"
    r"|creep\w*|ramp\w*|glid\w*|grow\w*|build\w*|climb\w*|sink\w*|ris(?:e|es|ing)|fall(?:s|ing)?|over"
    r"|come (?:up|down))\b"
)
""" "Over bars 5 to 9", "by bar 9": what takes its time."""
_GRADUAL_RISE = regex(
    r"\b(?:gradual\w*|slow\w*|swell\w*|fad(?:e|es|ing)|crescendo|grow\w*|build\w*|ris(?:e|es|ing)|climb\w*|ramp\w*"
    r"|rid(?:e|es|ing)|creep\w*|automat\w*|towards?|over|into)\b"
)
_ENDS_AT = regex(r"\b(?:by|until|till) (?:the )?(?:start of )?bar\b(?!.*\bfrom bar)")
_LOUDER = regex(r"\b(?:up|louder|raise\w*|boost\w*|lift\w*|higher|hotter|more)\b")
_LEVEL = regex(r"\b(?:volume|level|fader|gain|loud\w*|quiet\w*|soft\w*)\b")
_AT = regex(r"\b(?:to|at)\s*(?:about |around |roughly )?$")
_BY = regex(r"\bby\s*(?:about |around |roughly )?$")


def automate(clause: Clause, track: str = "") -> Args:
    """track, parameter, from, to, start_bar, end_bar, action; a list of tracks where several are named.

    `track` is the one meant where the words name its clip.
    """
    effect, parameter = _parameter(clause)
    hidden = [
        (match.start(), match.end())
        for _, _, pattern in _EFFECTS
        for match in compiled(pattern).finditer(clause.low)
        if effect
    ]
    hidden += [(one.start, one.end) for one in clause.amounts]  # "down 2" is no "Vox 2"
    named = [track for thing in things(clause.text, clause.scene, hidden) for track in thing.tracks]
    named = all_but(clause.text, clause.scene) or named  # "everything but the lead"
    tracks = [track] if track else list(dict.fromkeys(named)) or tracks_said(clause, hidden)
    args: Args = {}
    if tracks:
        args["track"] = tracks if len(tracks) > 1 else tracks[0]
    elif not clause.carries:
        clause.need("The automation of which track?")
    if effect or parameter != "volume" or not clause.carries or _LEVEL.search(clause.low) or clause.of("dB"):
        args["parameter"] = parameter
    if _CLEAR.search(clause.low) or clause.kind == "clear":
        return args | {"action": "clear"}
    places = [one for one in clause.amounts if one.unit in ("bar", "bars")]
    values = [one for one in clause.amounts if one.unit not in ("bar", "bars", "beats", "s", "ms")]
    places, values = _bare_places(places, values, is_level=parameter in ("volume", "mute"))
    where = bar_range(clause, places)
    each = [_values(clause, parameter, values, fader_db(clause, one)) for one in tracks[1:]] if len(tracks) > 1 else []
    args |= _values(clause, parameter, values, fader_db(clause, tracks[0] if tracks else None))
    for name in ("from", "to"):  # a fade of several tracks goes from where each of them stands
        if name in args and any(one.get(name) != args[name] for one in each):
            args[name] = [args[name], *(one.get(name, args[name]) for one in each)]
    is_held = args.get("from") == args.get("to") and "end_bar" not in where and "start_bar" in where
    if is_held and clause.has(r"\bfrom (?:the )?bar\b") and not clause.of("s", "bars", "beats"):
        where = {**where, "end_bar": last_bar(clause)}  # "bass down 3 from bar 9": from there on
    return args | _span(clause, where)


def fader_db(clause: Clause, track: object) -> float:
    """Where the fader of a track stands: what a fade that names no level starts from or ends at."""
    view = next((one for one in clause.scene.context.track_views if one.name == track), None)
    return number(view.gain_db) if view else 0


def _parameter(clause: Clause) -> tuple[str, str]:
    """(effect, parameter)."""
    for effect, usual, pattern in _EFFECTS:
        if compiled(pattern).search(clause.low):
            named = next((name for name, words in _PARAMETERS if compiled(words).search(clause.low)), usual)
            return effect, named
    if _PAN.search(clause.low):
        return "", "pan"
    name, start, end = parameter_named(clause.low)
    if name and not any(thing.start < end and start < thing.end for thing in things(clause.text, clause.scene)):
        return "", name  # of what an effect or instrument has: the fader is not moved for it
    is_muted = _MUTE.search(clause.low) and not clause.of("dB") and not clause.has(r"\bfad(?:e|es|ed|ing)\b")
    return ("", "mute") if is_muted else ("", "volume")


def _bare_places(
    places: list[Quantity], values: list[Quantity], *, is_level: bool
) -> tuple[list[Quantity], list[Quantity]]:
    """ "0 to -7, 61-69": of whole numbers that grow the last pair is bars; no level is above 12 dB."""
    known = any(one.unit == "bar" for one in places)
    for i in range(len(values) - 2, -1, -1):
        first, second = values[i], values[i + 1]
        pair = (first, second)
        whole = all(one.value == int(one.value) and one.value >= 1 and not one.unit and not one.signed for one in pair)
        if (
            whole
            and first.value < second.value
            and first.low
            and (is_level and second.value > 12 or len(values) > 2 and not known)
        ):
            return [*places, *(replace(one, unit="bar") for one in pair)], [*values[:i], *values[i + 2 :]]
    return places, values


def _values(clause: Clause, parameter: str, values: list[Quantity], fader_db: float) -> Args:
    low = _without_places(clause.low)
    if parameter == "mute":
        return {"from": 1, "to": 1}
    if parameter == "pan":
        return _pan(clause, values)
    scale = 0.01 if parameter in ("wet", "size", "feedback") else 1
    told = [one.value * (scale if one.value > 1 and scale < 1 else 1) for one in values]
    if parameter == "volume" and re.search(r"\bfull\b", low) and len(told) == 1:
        return {"from": number(told[0]), "to": fader_db}
    if len(told) >= 2:
        first, last = told[0], told[1]
        if parameter == "volume" and values[1].value > 6 and not values[1].signed and values[0].signed:
            last = -last
        return {"from": number(first), "to": number(last)}
    if parameter != "volume":
        if len(told) == 1:
            return {"to": number(told[0])}
        if not clause.carries:
            clause.need("From which value to which?")
        return {}
    if len(told) == 1:
        return _one_value(clause, values[0], fader_db)
    below = {fall: number(max(SILENT_DB, fader_db + fall)) for fall in (SWELL_FROM_DB, -3)}
    if _FROM_NOTHING.search(low):
        return {"from": SILENT_DB, "to": fader_db}
    if _TO_NOTHING.search(low):
        return {"from": fader_db, "to": SILENT_DB}
    if _FALLS.search(low):
        is_slow = _GRADUAL.search(low) or clause.scene.places.is_gradual
        return {"from": fader_db, "to": below[SWELL_FROM_DB]} if is_slow else {"from": below[-3], "to": below[-3]}
    if _LOUDER.search(low) and not _GRADUAL_RISE.search(low):
        return {"from": number(fader_db + 3), "to": number(fader_db + 3)}
    if clause.carries and not _GROWS.search(low):
        return {}  # "for the chorus instead": the values of before
    is_slow = _GRADUAL.search(low) or clause.scene.places.is_gradual
    if not is_slow and clause.has(r"\b(?:louder|raised?|higher|bigger|boost\w*|push\w*|lift\w*)\b"):
        return {"from": number(fader_db + 3), "to": number(fader_db + 3)}
    rises = _GROWS.search(low) or _RISES.search(_IN_BARS.sub(" ", low)) or _GRADUAL_RISE.search(low)
    if not clause.carries and not rises:
        clause.need(WHAT_THERE)
        return {}
    return {"from": below[SWELL_FROM_DB], "to": fader_db}


WHAT_THERE = "What should its volume do there: go up, go down, or to which level?"
_IN_BARS = regex(r"\b(?:in|over|into) (?=(?:the )?bars?\b)")
_PLACE = regex(
    r"\b(?:from|to|until|till|by|through|in|at|on|between|and)\s+(?:the\s+)?(?:start of\s+)?bars?\s+[\d.]+"
    r"(?:\s*(?:-|–|to|and)\s*(?:bars?\s+)?[\d.]+)?"
)


def _without_places(low: str) -> str:
    """The words without places in bars, whose "from" and "to" are no level's."""
    return _PLACE.sub(" ", low)


def _one_value(clause: Clause, one: Quantity, fader_db: float) -> Args:
    low, before = _without_places(clause.low), clause.before(one)
    begins = re.search(r"\b(?:start at|from|starting at)\s*(?:about )?$", before)
    if _FROM_NOTHING.search(low) and not begins:
        return {"from": SILENT_DB, "to": number(one.value)}
    if begins:
        return {"from": number(one.value), "to": SILENT_DB if _TO_NOTHING.search(low) else fader_db}
    if _TO_NOTHING.search(low) and re.search(r"\b(?:nothing|silence|away|out)\b", low):
        return {"from": number(one.value), "to": SILENT_DB}
    falls = one.value < 0 or is_down(low) or bool(_FALLS.search(low))
    size = number(-abs(one.value) if falls else abs(one.value))
    is_step = _BY.search(before) or is_down(low) or _FALLS.search(low) or _LOUDER.search(low)
    if is_step and not one.signed and not _AT.search(before):
        size = number(max(SILENT_DB, fader_db + size))  # "3 dB down" counts from where the fader stands
    slides = _SLIDES.search(low) or _ENDS_AT.search(clause.low)
    return {"from": fader_db, "to": size} if slides else {"from": size, "to": size}


def _pan(clause: Clause, values: list[Quantity]) -> Args:
    sides = [
        (match.start(), {"l": -1.0, "r": 1.0, "c": 0.0, "m": 0.0}[match[0][0]])
        for match in re.finditer(r"\b(?:left|letf|right|rihgt|cent(?:er|re)|middle)\b", clause.low)
    ]
    if len(sides) < 2:
        if sides:
            return {"from": 0, "to": sides[0][1]}
        if not clause.carries:
            clause.need("From which side to which?")
        return {}
    made = []
    for place, side in sides[:2]:
        near = clause.low[max(0, place - 16) : place + 24]
        figure = next((one for one in values if abs(one.start - place) < 14), None)
        size = (
            abs(figure.value) / (100 if abs(figure.value) > 1 else 1)
            if figure
            else share(near) or (0.4 if re.search(r"\ba (?:bit|little|touch)\b", near) else 1)
        )
        made.append(number(side * min(1.0, size)))
    return {"from": made[0], "to": made[1]}


def _span(clause: Clause, where: Args) -> Args:
    """Both ends; the one that was not said is the playhead, four bars before the end, or the end of everything."""
    start, end = where.get("start_bar"), where.get("end_bar")
    if start is None and end is None:
        return {}
    if start is None:
        here = bar_of_playhead(clause)
        start = here if here < float(end or 0) and not clause.has(r"\binto\b") else max(1, float(end or 0) - 4)
    if end is None:
        seconds = clause.of("s")
        end = start + (max(1, round(seconds[0].value / clause.bar_s)) if seconds else 4)
        if clause.has(r"\bin bar\b"):
            end = start + 1
        elif clause.has(r"\b(?:to the end|onwards?|from there on)\b"):
            end = last_bar(clause)
    return {"start_bar": number(float(start)), "end_bar": number(float(end))}
