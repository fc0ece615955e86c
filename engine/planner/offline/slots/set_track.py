"""Arguments of a track's own settings: colour, arming, monitoring, place in the list."""

from __future__ import annotations

import re

from engine.planner.offline.slots.clause import Args, Clause, number
from engine.planner.offline.slots.meant import tracks_said
from engine.planner.offline.slots.things import things
from engine.planner.regex import regex

COLORS = (
    "red|green|blue|yellow|orange|purple|violet|pink|magenta|cyan|turquoise|teal|brown|black|white|gr[ea]y"
    "|gold|golden|silver|beige|mint"
    "|lilac|lavender|maroon|crimson|scarlet|navy|indigo|olive|lime|salmon|coral|peach|amber|aqua|tan|khaki"
    "|burgundy|plum|ochre|rose|cream|charcoal|emerald|mustard|bronze|copper|rust|sky"
)
COLOR = regex(
    rf"#[0-9a-f]{{6}}\b|\b(?:(?:light|dark|pale|bright|deep|royal|mint|sky|hot|baby|navy|forest|neon|pastel"
    rf"|blood|olive|lime)\s+)?(?:{COLORS})\b(?!\s+(?:noise|note))",
    re.IGNORECASE,
)
_ARM = regex(
    r"\barm(?:ed|ing)?\b|\brec(?:ord)?[ -]?(?:enable|arm)\w*|\b(?:wants?|needs?) to record\b"
    r"|\b(?:ready|prepared?) (?:(?:to|for) )?(?:be )?record\w*"
)
_DISARM = regex(
    r"\b(?:dis|un)-?arm\w*|\b(?:not|don'?t|no longer) (?:be )?arm\w*|\barm(?:ed|ing)? off\b|\bout of record\b"
)
_MONITOR = regex(
    r"\bmonitor\w*|\bhear (?:my\s?self|her|him|it|me|them|my)\b|\bheadphones?\b|\bdon'?t hear\b|\bthru (?:it|the)\b"
)
_OFF = regex(r"\b(?:off|no|stop|kill|without|disable|don'?t want)\b")
_TOP = regex(
    r"\b(?:to |at |on )?(?:the )?(?:very )?top\b|\bfirst\b|\babove (?:everything|all)\b|\bup at the top\b"
)
_BOTTOM = regex(r"\bbottom\b|\blast\b|\bbelow (?:everything|all)\b|\bunder everything\b|\bto the end\b")
_POSITION = regex(
    r"\b(?:position|place|number|slot|row)\s+(\d+|one|two|three|four|five|six|seven|eight)\b|\b(second|third"
    r"|fourth|fifth)\b"
)
_WORD = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
}


def set_track(clause: Clause) -> Args:
    """track or tracks, color, arm, monitor, position; a list of colours where each track has its own."""
    args: Args = {}
    colors = list(COLOR.finditer(clause.text))
    if each := _a_color_each(clause, colors):
        return each
    tracks = _group_made(clause) or tracks_said(clause, [match.span() for match in colors])
    if not tracks and not clause.carries:
        clause.need("Which track do you mean?")
    if tracks:
        args["tracks" if len(tracks) > 1 else "track"] = tracks if len(tracks) > 1 else tracks[0]
    if colors:
        args["color"] = re.sub(r"\s+", " ", colors[-1][0].lower())
    if _DISARM.search(clause.low):
        args["arm"] = False
    elif _ARM.search(clause.low):
        args["arm"] = True
    if _MONITOR.search(clause.low):
        without_arm = re.sub(r"\b(?:not|don'?t) (?:be )?arm\w*|\barm\w* off\b", " ", clause.low)
        args["monitor"] = (
            "auto"
            if clause.has(r"\bauto\b")
            else "off"
            if _OFF.search(without_arm) and not clause.has(r"\b(?:can'?t|don'?t|do not) hear\b")
            else "on"
        )
    if not args.keys() & {"color", "arm", "monitor"}:
        args |= _position(clause)
    if not args.keys() & {"color", "arm", "monitor", "position"} and not clause.carries:
        clause.need(
            "Which colour should it have?"
            if clause.has(r"\bcolou?r\w*|\bpaint|\btint")
            else "What should I set: colour, arming, monitoring or its place?"
        )
    return args


def _group_made(clause: Clause) -> list[str]:
    """ "… into a folder called Drums and colour it red": it is the folder."""
    task, args = clause.scene.steps[-1] if clause.scene.steps else ("", {})
    is_it = clause.has(r"\b(?:it|that|the (?:folder|group|bus))\b") and not things(clause.text, clause.scene)
    is_made = task == "route" and args.get("action") in ("group", "bus") and bool(args.get("to"))
    return [str(args["to"])] if is_it and is_made else []


def _position(clause: Clause) -> Args:
    told = _POSITION.search(clause.low)
    if told:
        word = told[1] or told[2]
        return {"position": int(word) if word.isdigit() else _WORD[word]}
    if _BOTTOM.search(clause.low):
        return {"position": -1}
    if _TOP.search(clause.low):
        return {"position": 1}
    bare = [one for one in clause.of("") if one.value >= 1]
    return {"position": number(bare[0].value)} if bare and clause.has(r"\b(?:position|place|to)\b") else {}


def _a_color_each(clause: Clause, colors: list[re.Match[str]]) -> Args:
    """ "Drums blue, vox yellow": the tracks named before each colour (after it, where the first name comes later)."""
    found = [one for one in things(clause.text, clause.scene, [match.span() for match in colors]) if one.tracks]
    if len(colors) < 2 or len(found) < 2:
        return {}
    first = found[0].start < colors[0].start()
    tracks: list[str] = []
    each: list[str] = []
    for place, color in enumerate(colors):
        low = (colors[place - 1].end() if place else 0) if first else color.end()
        high = color.start() if first else (colors[place + 1].start() if place + 1 < len(colors) else len(clause.text))
        for one in found:
            if low <= one.start < high:
                tracks += one.tracks
                each += [re.sub(r"\s+", " ", color[0].lower())] * len(one.tracks)
    return {"track": tracks, "color": each} if len(set(each)) > 1 else {}
