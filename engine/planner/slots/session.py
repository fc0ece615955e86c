"""Arguments of the session tasks: arrange, mix, transport, undo, redo, history."""

from __future__ import annotations

import re

from engine.planner.quantity import Quantity
from engine.planner.slots.clause import Args, Clause, number, tidy
from engine.planner.slots.direction import is_down, signed
from engine.planner.slots.places import bar_or_time, seconds
from engine.planner.slots.targets import fill_clip, fill_track, it, reference
from engine.planner.slots.texts import span_text

_NEW_TRACK = re.compile(
    r"\b(?:called|named|name it|call it|titled|labell?ed)\s+[\"']?([^,;:.!?\"']+?)[\"']?(?=\s+(?:at|from|and|then|on|in|please|with)\b|[,;:.!?\"']|$)", re.IGNORECASE)
_TRACK = re.compile(r"\b(?:on|to|onto|into|in)\s+(?:(?:a|the|its|their|my)\s+)?(?P<new>new\s+|own\s+new\s+|own\s+|fresh\s+|separate\s+)*(?P<name>[\w &+#'/-]+?)?\s*(?:track|lane|channel)\b", re.IGNORECASE)


def mix(clause: Clause) -> Args:
    """track, action and how much."""
    action = _mix_action(clause)
    if not action and not clause.carries:
        clause.need("What should I change on the mixer: level, pan, mute or solo?")
    args: Args = {"action": action} if action else {}
    target = fill_track(clause)
    if action == "unsolo" and not target and clause.missing:
        clause.missing.clear()
        target = {"tracks": list(clause.scene.context.tracks)}
    args = target | args
    if action == "gain":
        args |= _gain(clause)
    elif action == "pan":
        args |= _pan(clause)
    return args


def _mix_action(clause: Clause) -> str:
    plain_words = (("unmute", r"\bun-?\s?mute\b|\bback (?:on|in)\b"), ("unsolo", r"\bun-?\s?solo\b|\bsolo off\b"), ("mute", r"\bmute\b"), ("solo", r"\bsolo\b(?! (?:take|clip|idea|from|in\b))"), ("pan", r"\bpan(?:ned|ning)?\b"))
    named = next((action for action, pattern in plain_words if re.search(pattern, clause.low)), "")
    if named in ("mute", "solo", "unmute", "unsolo", "pan") and not (named == "unmute" and "mute" not in clause.low and clause.kind):
        return named
    if clause.kind:
        return clause.kind
    return "gain" if clause.of("dB", "LUFS") else "pan" if clause.has(r"\bleft\b|\bright\b") and clause.amounts else ""


def _gain(clause: Clause) -> Args:
    level = clause.of("LUFS")
    if level:
        return {"loudness_lufs": number(-abs(level[0].value))}
    amounts = clause.tagged("value_db", "set_db") + clause.of("dB") + [one for one in clause.of("") if not one.low]
    if not amounts:
        down, up = is_down(clause.low), clause.has(r"\b(?:up|louder|more|raise|boost|push|forward|buried|bump|lift|crank|quiet|hotter)\b")
        if not (down or up):
            clause.need("Louder or quieter, and by how many dB?") if not clause.carries else None
            return {}
        size = 1 if clause.has(r"\b(?:hair|smidge|tiny|touch|tad|notch)\b") else 6 if clause.has(r"\b(?:a lot|much|way|loads|far)\b") else 3
        return {"value_db": -size if down else size}
    one = amounts[0]
    before = clause.before(one, 16)
    fixed = re.search(r"\b(?:to|at|=)\s*(?:about |around |exactly )?$", before) and not re.search(r"\bby\s*$", before) and not re.match(r"\s*(?:d\s?bs?\s*)?(?:down|up|louder|quieter|lower|higher|more|less)\b", clause.low[one.end:])
    if fixed and (one.signed or one in clause.tagged("set_db") or not re.search(r"\b(?:closer)\b", clause.low)) or (one in clause.tagged("set_db") and clause.has(r"\bfader\b")):
        return {"set_db": number(-abs(one.value) if not one.signed and one.value > 6 and one in clause.tagged("set_db") else one.value)}
    return {"value_db": number(signed(clause, one))}


def _pan(clause: Clause) -> Args:
    text = clause.low
    span = clause.said("value")
    words = (span.text.lower() if span else text)
    left = re.search(r"\bleft\b|\bl\b|\blinks\b|\bl\d|\d+\s?%?\s?l\b|\besquerda\b|\bizquierda\b|\bgauche\b", words) or re.search(r"\bleft\b|\d\s?l\b|\bl\d", text)
    right = re.search(r"\bright\b|\br\b|\brechts\b|\br\d|\d+\s?%?\s?r\b|\bdireita\b|\bderecha\b|\bdroite\b", words) or re.search(r"\bright\b|\d\s?r\b|\br\d", text)
    sign = -1 if left else 1
    if re.search(r"\b(?:cent(?:er|re)d?|middle|recent(?:er|re)|mitte|mono)\b", text) and not (clause.amounts and (left or right)):
        return {"value": 0}
    amounts = clause.tagged("value") + clause.of("%", "deg") + clause.of("")
    lettered = re.search(r"\b([lr])\s?(\d{1,3})\b|\b(\d{1,3})\s?([lr])\b", text)
    if lettered and not clause.tagged("value"):
        side, size = (lettered[1], lettered[2]) if lettered[1] else (lettered[4], lettered[3])
        return {"value": number((-1 if side == "l" else 1) * min(1.0, int(size) / 100))}
    if amounts:
        value = abs(amounts[0].value)
        value = value if value <= 1 and amounts[0].unit != "%" else value / 100
        return {"value": number((-1 if amounts[0].value < 0 else sign) * min(1.0, value))}
    if not (left or right):
        if not clause.carries:
            clause.need("How far to which side?")
        return {}
    if re.search(r"\bthree quarters\b", text):
        size = 0.75
    elif re.search(r"\bhalf\b", text):
        size = 0.5
    elif re.search(r"\ba? ?(?:bit|little|lil|touch|slightly|tad|hair|smidge|nudge|gently)\b|\bslight", text):
        size = 0.25
    elif re.search(r"\b(?:way|far|mostly)\b", text):
        size = 0.9
    else:
        size = 1.0
    return {"value": number(sign * size)}


def arrange(clause: Clause) -> Args:
    """action, clip, track, bar/at, count, offset, name."""
    action = _arrange_action(clause)
    if not action:
        clause.need("Where should it go?")
        return {}
    args: Args = {"action": action}
    name = _new_name(clause)
    if action == "new_track":
        return args | ({"name": name} if name else {})
    if action == "rename":
        return args | _rename(clause, name)
    if action in ("delete", "duplicate") and clause.said("track") and not clause.said("clip"):
        args |= fill_track(clause)
    else:
        target = fill_clip(clause)
        args |= {"clip": target["clips"][0]} if target.get("clips") else target
    if action in ("place", "move", "duplicate"):
        args |= _destination(clause, name)
    if action in ("move", "duplicate"):
        args |= _offset(clause)
    if action == "duplicate":
        counts = [one for one in clause.tagged("count") + clause.of("x") if one.unit in ("", "x") and one.value >= 1]
        if counts:
            args["count"] = int(counts[0].value)
    if action == "move" and not clause.carries and not {"bar", "at", "offset", "offset_beats", "track"} & set(args):
        clause.need("To which bar or track should I move it?")
    if action == "place" and not clause.carries and not {"bar", "at", "track"} & set(args) and not clause.has(r"\btrack|\blane|\btimeline|\bsession|\bchannel|\bplayhead|\bhere\b"):
        clause.need("On which track, or at which bar?")
    return args


def _arrange_action(clause: Clause) -> str:
    if clause.kind == "place" and clause.has(r"^\W*(?:\w+\W+){0,3}?(?:move|drag|shift|slide)\b"):
        return "move"
    return clause.kind or ("place" if clause.of("bar") or clause.has(r"\btrack\b") else "")


def _new_name(clause: Clause) -> str:
    tagged = span_text(clause, "name")
    match = _NEW_TRACK.search(clause.text)
    if match:
        return tidy(match[1])
    return tagged


def _rename(clause: Clause, name: str) -> Args:
    args: Args = {}
    if name:
        args["name"] = name
    elif clause.quotes():
        args["name"] = clause.quotes()[-1]
    elif match := re.search(r"\b(?:to|as|into)\s+(.+)$", clause.text):
        args["name"] = tidy(match[1])
    elif not clause.carries:
        clause.need("What should the new name be?")
    span = clause.said("track", "clip")
    phrase = span.text if span else ""
    track = clause.scene.track(phrase) if phrase else None
    if track and (clause.said("track") or clause.has(r"\btrack\b")):
        return args | {"track": track}
    found = reference(clause, phrase) if phrase else None
    if isinstance(found, str) and not (clause.said("track") and clause.has(r"\btrack\b")):
        return args | {"clip": found}
    if track:
        return args | {"track": track}
    if phrase and clause.said("track"):
        target = fill_track(clause)
        return args | target
    return args | fill_clip(clause)


def _destination(clause: Clause, name: str) -> Args:
    args = bar_or_time(clause)
    span = clause.said("track")
    new = clause.has(r"\b(?:new|fresh|own|separate)\b(?:\s+\w+){0,3}\s*(?:track|lane|channel)\b")
    match = _TRACK.search(clause.text)
    if name and (clause.has(r"\b(?:called|named|call|name|titled)\b") or new):
        args["track"] = _known(clause, name) or name
    elif span:
        phrase = re.sub(r"^(?:a |the |its own |own |my )?(?:new |fresh |own )*(?:track|lane|channel)\s*(?:called|named|,)?\s*|\b(?:track|lane|channel)s?$", "", tidy(span.text), flags=re.IGNORECASE).strip(" ,")
        phrase = re.sub(r"^(?:a|the|its|their|my)\s+(?:new\s+|fresh\s+|own\s+)*", "", phrase, flags=re.IGNORECASE)
        known = clause.scene.track(span.text) or clause.scene.track(phrase)
        if known and not new:
            args["track"] = known
        elif phrase and phrase.lower() not in ("new", "own", "fresh", "a", "the", "that", "another", "it", "separate", "one"):
            args["track"] = phrase
        elif known:
            args["track"] = known
    elif match and match["name"] and match["name"].lower() not in ("a", "the", "new", "own", "its", "another", "that", "this", "same"):
        args["track"] = _known(clause, match["name"]) or match["name"].strip()
    else:
        args |= _plain_track(clause)
    return args


def _known(clause: Clause, name: str) -> str | None:
    return next((track for track in clause.scene.context.tracks if track.lower() == name.lower()), None) or clause.scene.track(name) if not clause.has(r"\bnew\b") else None


def _plain_track(clause: Clause) -> Args:
    for name in clause.scene.context.tracks:
        if re.search(rf"\b(?:on|to|onto|into|in)\s+(?:the\s+)?{re.escape(name.lower())}(?!\w)", clause.low):
            return {"track": name}
    return {}


def _offset(clause: Clause) -> Args:
    early = clause.has(r"\b(?:earlier|early|back|sooner|forward|left|before|ahead)\b") and not clause.has(r"\b(?:later|late)\b")
    for one in clause.tagged("offset", "offset_beats") + [one for one in clause.amounts if re.match(r"\s*(?:\w+\s)?(?:later|earlier|early|late|sooner|back|forward|ahead|apart|to the)", clause.after(one))]:
        value = -abs(one.value) if early else one.value
        if one.unit == "beats":
            return {"offset_beats": number(value)}
        if one.unit == "bars":
            return {"offset_beats": number(value * clause.bar_s * clause.scene.context.tempo / 60)}
        if one.unit in ("s", "ms", ""):
            return {"offset": number(value / 1000 if one.unit == "ms" else value)}
    if clause.has(r"\b(?:sixteenth|16th)\b"):
        return {"offset_beats": -0.25 if early else 0.25}
    if clause.has(r"\b(?:eighth|8th)\b"):
        return {"offset_beats": -0.5 if early else 0.5}
    return {}


def transport(clause: Clause) -> Args:
    """action, bar/at, bpm, range, on."""
    action = clause.kind
    if not action:
        action = "set_tempo" if clause.of("bpm") else "locate" if clause.of("bar") else ""
    if clause.has(r"\bmetronome\b|\bclick\b"):
        action = "metronome"
    if not action:
        clause.need("Play, stop, record, or go where?")
        return {}
    if action == "set_tempo":
        return _tempo(clause)
    args: Args = {"action": action}
    if action == "metronome":
        off = clause.has(r"\b(?:off|no|stop|kill|without|disable|out|mute|lose|enough|silence|don'?t|aus|away)\b")
        return args | {"on": not off}
    if action == "loop":
        return args | _loop(clause)
    if action in ("play", "record", "locate"):
        where = bar_or_time(clause) or _bare_bar(clause)
        args |= where
        if action == "locate" and not where and not clause.carries:
            clause.need("To which bar or time?")
    return args


def _bare_bar(clause: Clause) -> Args:
    numbers = [one for one in clause.of("", "bars") if one.value >= 1]
    if clause.has(r"\bzero\b"):
        return {"at": 0}
    return {"bar": number(numbers[0].value)} if numbers else {}


def _tempo(clause: Clause) -> Args:
    amounts = clause.of("bpm") + clause.tagged("bpm") + [one for one in clause.of("") if one.value >= 20]
    amounts = [one for one in amounts if not re.search(r"\b(?:from|was|session was|it's|is)\s*$", clause.before(one)) or len(amounts) == 1] or amounts
    tempo = clause.scene.context.tempo
    shift = re.search(r"\b(?:by|up|down|faster|slower)\b", clause.low)
    if amounts and shift and amounts[0].value <= 30:
        return {"action": "set_tempo", "bpm": number(tempo - amounts[0].value if clause.has(r"\b(?:down|slower)\b") else tempo + amounts[0].value)}
    if amounts:
        return {"action": "set_tempo", "bpm": number(amounts[-1].value if amounts[-1] in clause.tagged("bpm") else amounts[0].value)}
    if clause.has(r"\bhalf|\bhalve"):
        return {"action": "set_tempo", "bpm": number(tempo / 2)}
    if clause.has(r"\bdouble|\btwice"):
        return {"action": "set_tempo", "bpm": number(tempo * 2)}
    if clause.has(r"\b(?:what|which|how fast|tell me)\b"):
        return {"action": "get_tempo"}
    if not clause.carries:
        clause.need("To how many bpm?")
    return {"action": "set_tempo"}


def _loop(clause: Clause) -> Args:
    args: Args = {}
    numbers: list[Quantity] = [one for one in clause.amounts if one.unit in ("bar", "bars", "")]
    first = re.search(r"\bfirst\s+$", clause.low[:numbers[0].start]) if numbers else None
    if len(numbers) >= 2:
        args = {"start_bar": int(numbers[0].value), "end_bar": int(numbers[1].value)}
    elif numbers and first:
        args = {"start_bar": 1, "end_bar": int(numbers[0].value)}
    elif numbers and numbers[0].unit == "bar":
        args = {"start_bar": int(numbers[0].value), "end_bar": int(numbers[0].value)}
    if clause.has(r"\b(?:off|stop loop\w*|no more loop|disable|end the loop|unloop|stop cycl\w+|stop repeating)\b"):
        args["on"] = False
    elif not args:
        timed = clause.of("s")
        if len(timed) >= 2:
            args = {"start_bar": int(seconds(clause, timed[0]) / clause.bar_s) + 1, "end_bar": max(1, round(seconds(clause, timed[1]) / clause.bar_s))}
        elif clause.has(r"\bselect|\bthis\b|\bon\b"):
            args["on"] = True
    return args


_COUNTED = re.compile(r"\b(?:last|previous|past|first)?\s*(two|three|four|five|six|seven|eight|nine|ten|\d+)\b(?!\s*(?:db|bars?|seconds?|%|hz))")
_ALL = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
_GENERIC = re.compile(
    r"^(?:(?:please|that|it|this|the|last|latest|previous|step|steps|thing|change|one|move|action|edit|what|you|i|we|did|just|done|my|back|again|all|of|to|was|before|things|changes|take|undo|redo|two|three|four|five|six|\d+|once|twice|"
    r"time|times|actions|moves|edits|mistake|request|ops|operation|so|now|ok|okay|no|hm+|wait|actually|oh|pls|for me|go|stuff|everything|how|way|state)[\s,.!]*)+$")
_UNDO_OBJECT = re.compile(r"\b(?:undo|revert|take back|roll back|scrap|forget|remove|lose|drop|kill|unwind|reverse|redo|reapply|bring back|restore|put back)\s+(.+?)(?:\s+(?:please|back|again|pls|for me))?[.!]?$", re.IGNORECASE)


def undo(clause: Clause) -> Args:
    """steps or target."""
    args: Args = {}
    counts = clause.tagged("steps")
    match = _COUNTED.search(clause.low)
    if counts and counts[0].value >= 1:
        args["steps"] = int(counts[0].value)
    elif match and (not clause.said("target") or re.match(r"\s*(?:changes|steps|things|actions|edits|moves|times|ops|operations)", clause.low[match.end():])):
        args["steps"] = _ALL.get(match[1]) or max(1, min(1000, int(match[1]) if match[1].isdigit() else 1))
    elif clause.has(r"\btwice\b|\bboth\b"):
        args["steps"] = 2
    elif said := re.search(r"\b(one|once|a single|1) ?(?:step|time|move|edit|change|action)?\b", clause.low):
        args["steps"] = 1 if not re.search(r"\bthe (?:one|first one|last one|other one)|\bone (?:where|with|that)\b|\bthat one\b|\bthis one\b", clause.low) and said else None
    target = span_text(clause, "target")
    if not target and "steps" not in args:
        found = _UNDO_OBJECT.search(clause.text)
        target = found[1] if found else ""
    target = re.sub(r"^(?:the|that|those|my|this)\s+", "", tidy(target), flags=re.IGNORECASE)
    if not target and "steps" not in args and (blamed := re.search(r"\b(?:the|that) ([\w -]+?) (?:was|is) (?:a mistake|wrong|bad|no good|awful|too much)\b", clause.low)):
        target = blamed[1]
    if target and not _GENERIC.match(target.lower()):
        args["target"] = target
    return args


def history(clause: Clause) -> Args:
    """clip, query."""
    span = clause.said("clip")
    args: Args = {}
    found = reference(clause, span.text) if span else None
    if found is None and clause.has(r"\b(?:to|on|of|with|did|happened to|for)\b"):
        whole = clause.scene.matches(clause.text)
        found = whole[0][1] if whole and whole[0][0] >= 2.0 else None
    if found is None and clause.has(r"\b(?:mak\w+|made|to|on|with) (?:it|that|this)\b"):
        found = it(clause)
    if isinstance(found, str):
        args["clip"] = found
    query = span_text(clause, "query")
    if query and not re.fullmatch(r"(?:what (?:did|have) (?:you|we) (?:do|done).*|so far|what)", query.lower()):
        args["query"] = query
    return args
