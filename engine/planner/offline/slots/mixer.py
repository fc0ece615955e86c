"""Arguments of mixer moves."""

from __future__ import annotations

import re

from engine.planner.offline.slots.clause import Args, Clause, number
from engine.planner.offline.slots.direction import A_LITTLE, is_down, signed, strange_way, unsure_way
from engine.planner.offline.slots.things import things
from engine.planner.offline.slots.tracks import fill_track
from engine.planner.offline.text.fraction import share
from engine.planner.offline.text.words import compiled
from engine.planner.regex import regex


def mix(clause: Clause) -> Args:
    """track, action and how much."""
    action = _mix_action(clause)
    if not action and not clause.carries:
        clause.need("What should I change on the mixer: level, pan, mute or solo?")
    if action in _SWITCHES and not clause.has(r"\b(?:un-?\s?)?(?:mut|solo)") and (strange := strange_way(clause)):
        clause.need(f"I do not know the word “{strange}”; should I change the level, or mute it?")
    args: Args = {"action": action} if action else {}
    target = fill_track(clause)
    if clause.has(
        r"\b(?:all|every)\b.*\b(?:faders?|levels?|volumes?)\b|^\W*reset (?:the |my )?faders\b"
    ) and not things(clause.text, clause.scene):
        clause.missing.clear()
        target = {"tracks": list(clause.scene.context.tracks)}
    if action in ("unsolo", "unmute") and (
        clause.has(r"\b(?:everything|all|every)\b") or not target and clause.missing
    ):
        clause.missing.clear()
        target = _pressed(clause, action)
    elif action in ("unsolo", "unmute") and (down := _pressed_only(clause, action, target)):
        target = {"track": down}
    args = target | args
    if action == "gain":
        args |= _gain(clause)
    elif action == "pan":
        sides = _opposite(clause, target)
        if sides and "tracks" in args:
            args["track"] = args.pop("tracks")
        args |= sides or _pan(clause)
    return args


def _pressed(clause: Clause, action: str) -> Args:
    """The tracks whose button is pressed; all where the buttons are not known."""
    views = clause.scene.context.track_views
    down = [view.name for view in views if (view.solo if action == "unsolo" else view.mute)]
    tracks = down or list(clause.scene.context.tracks)
    return {"tracks": tracks} if len(tracks) > 1 else {"track": tracks[0]} if tracks else {}


_BUTTON = regex(r"\b(?:mute|solo)\b", re.IGNORECASE)
def _pressed_only(clause: Clause, action: str, target: Args) -> str:
    """ "Turn it back on": the one track whose button is pressed, where what "it" seems to mean has it up."""
    views = clause.scene.context.track_views
    down = [view.name for view in views if (view.solo if action == "unsolo" else view.mute)]
    is_named = any(thing.tracks for thing in things(clause.text, clause.scene))
    return down[0] if len(down) == 1 and not is_named and target.get("track") not in down else ""


_EACH_SIDE = regex(r"\b(left|right)\b.*?\b(left|right)\b")


def _opposite(clause: Clause, target: Args) -> Args:
    """ "Pan the pad left and the beat right": a side for each of two tracks."""
    sides = _EACH_SIDE.search(clause.low)
    tracks = target.get("tracks") or target.get("track")
    if not isinstance(tracks, list) or len(tracks) != 2:
        return {}
    if not sides and clause.has(r"\b(?:apart|(?:each|either|opposite|the) sides?|l ?/ ?r)\b"):
        sides = _EACH_SIDE.search("left right")
    if not sides or sides[1] == sides[2]:
        return {}
    amounts = [
        min(1.0, abs(one.value) / (100 if one.unit == "%" or abs(one.value) > 1 else 1)) for one in clause.of("%", "")
    ]
    sizes = amounts if len(amounts) == 2 else [amounts[0] if amounts else _pan_size("", clause.low)] * 2
    return {
        "value": [number(size if side == "right" else -size) for size, side in zip(sizes, sides.groups(), strict=True)]
    }


def _undone(button: str) -> str:
    """A pattern: the button is let go ("release the solo", "out of solo", "solo off")."""
    return (
        rf"\b(?:release|undo|clear|lift|cancel|disengage|kill|end|drop|lose|remove|(?:turn|switch|take) off)"
        rf" (?:the |that |its |his |her )?{button}(?: button)?(?=\s*(?:$|[,.;!?]|(?:on|for|from|of|again|now"
        rf"|please|and)\b))|\b(?:out of|off|from) (?:the )?{button}\b"
        rf"|\b{button}(?: button)? (?:is )?(?:off|out|gone|over)\b"
    )


def _without_names(clause: Clause) -> str:
    """The words without track names of several words: "Solo Guitar down 3" solos nothing."""
    low = clause.low
    for name in clause.scene.context.tracks if _BUTTON.search(low) else ():
        if _BUTTON.search(name) and len(name.split()) > 1:
            low = compiled(rf"(?<!\w){re.escape(name.lower())}(?!\w)").sub(" ", low)
    return low


def _mix_action(clause: Clause) -> str:
    plain_words = (
        ("unmute", rf"\bun-?\s?mute\b|\bback (?:on|in)\b|{_undone('mute')}"),
        ("unsolo", rf"\bun-?\s?solo\b|{_undone('solo')}"),
        ("mute", r"\bmute\b"),
        ("solo", r"\bsolo\b(?! (?:take|clip|idea|from|in\b))"),
        ("pan", r"\bpan(?:ned|ning)?\b"),
    )
    low = _without_names(clause)
    named = next((action for action, pattern in plain_words if compiled(pattern).search(low)), "")
    if not named and clause.kind in ("mute", "solo") and clause.kind in clause.low and clause.kind not in low:
        if re.search(r"\b(?:left|right|cent(?:re|er))\b", low):
            return "pan"
        if clause.amounts or re.search(
            r"\b(?:up|down|loud\w*|quiet\w*|soft\w*|level|volume|fader|back|lower|raise)\b", low
        ):
            return "gain"
    if (named or clause.kind) == "mute" and clause.of("dB"):
        return "gain"
    if named in ("mute", "solo", "unmute", "unsolo", "pan") and not (
        named == "unmute" and "mute" not in clause.low and clause.kind
    ):
        return named
    if clause.kind == "mute" and (_MADE_QUIET.search(clause.low) or _MADE_QUIETER.search(clause.low)):
        return "gain"
    if clause.kind == "solo" and clause.has(_WISHED_QUIET):
        return "gain"
    if clause.kind == "mute" and _SWITCHED_ON.search(clause.low):
        return "unmute"
    if clause.kind == "solo" and _MADE_LOUDER.search(clause.low):
        return "gain"
    if clause.kind:
        return clause.kind
    return "gain" if clause.of("dB", "LUFS") else "pan" if clause.has(r"\bleft\b|\bright\b") and clause.amounts else ""


_SWITCHES = ("mute", "solo", "unmute", "unsolo")
_ALL_THE_WAY = regex(r"\ball the way\b|\bhard\b|\bfully\b|\bcompletely\b")
DOUBLE_DB = 6
"""Twice the level."""
_UNHEARD = regex(
    r"\b(?:up|louder|more|raise|boost|push|forward|buried|bump|lift|crank|quiet|hotter|inaudible|disappear\w*"
    r"|vanish\w*"
    r"|not exist|lost|swallowed|barely|faint|weak|(?:can(?:'?t| ?not)|don'?t|hardly|scarcely) (?:\w+ )?hear|goes"
    r" under)\b"
)
_WISHED_QUIET = (
    r"^(?!.*(?:\b(?:is|are|was|were|sounds?|seems?|feels?|gets?|got|too|solo\w*|only|alone)\b|['’](?:s|re)\b))"
    r".*\b(?:very|really|pretty|quite|rather|super|extremely|nice and) (?:quiet(?:ly)?|softly)\b"
)
""" "The pad very quiet": it is not silenced, and nobody complains."""
_MADE_QUIET = regex(
    rf"\b(?:make|keep|have|want|play|set|turn|bring|put)\b.*\b(?:quiet(?:ly)?|softly)\b|{_WISHED_QUIET}"
)
_MADE_QUIETER = regex(
    r"\bquieter\b|\b(?:turn|bring|pull|take|dial)(?:ing|s)? (?:\S+ ){0,4}?down\b"
    r"(?! (?:to (?:zero|nothing|silence|nil)|completely|entirely|all the way|fully|off))"
)
_SWITCHED_ON = regex(r"\b(?:turn|switch|put)(?:ing|s)? (?:\S+ ){1,4}?(?:back )?on\b(?! (?:mute|the))")
_MADE_LOUDER = regex(r"^(?!.*\b(?:only|just|alone|solo\w*|isolat\w*|by (?:it|them)sel\w+)\b).*\blouder\b")
""" "Everything louder": the others are not silenced."""
_TINY = r"\b(?:hair|smidge|tiny|touch|tad|notch|whisker|shade|sliver|hint)\b"
_A_LITTLE = rf"(?<!quite a )(?<!a good )(?:{A_LITTLE})"
_TOO_LOUD = regex(
    r"\b(?:(?:is|are|'s|'re|bit|little|hair|touch) (?:\w+ ){0,2}(?:loud|hot|keen|proud"
    r"|dominant))\b"
)


def _without_amount(clause: Clause) -> Args:
    """Louder or quieter by as much as the words sound like."""
    down = is_down(clause.low) or bool(_TOO_LOUD.search(clause.low) or _MADE_QUIET.search(clause.low))
    if not down and not _UNHEARD.search(clause.low):
        if not clause.carries:
            clause.need("Louder or quieter, and by how many dB?")
        return {}
    if clause.has(r"\bvery (?:quiet(?:ly)?|softly)\b") and _MADE_QUIET.search(clause.low):
        return {"value_db": -12}
    is_much = clause.has(r"\b(?:a lot|really quiet|(?<!too )much|way|loads|far)\b")
    size = 1 if clause.has(_TINY) else 6 if is_much else 1.5 if clause.has(_A_LITTLE) else 3
    return {"value_db": -size if down else size}


def _gain(clause: Clause) -> Args:
    level = clause.of("LUFS")
    if level:
        return {"loudness_lufs": number(-abs(level[0].value))}
    if as_loud := re.search(r"\b(half|twice|double) (?:as loud|the (?:volume|level|loudness))\b", clause.low):
        return {"value_db": -DOUBLE_DB if as_loud[1] == "half" else DOUBLE_DB}
    tagged = [one for one in clause.tagged("value_db", "set_db") if one.unit in ("", "dB")]
    in_db = [one for one in tagged if one.unit == "dB"] + clause.of("dB")
    amounts = in_db + tagged + [one for one in clause.of("") if not one.low]
    if clause.has(r"\bresets?\b|\bback to (?:zero|0|unity|normal)\b") and not [one for one in amounts if one.value]:
        return {"set_db": 0}
    if clause.has(r"\bunity\b") and not clause.has(r"\b(?:below|under|above|over) unity\b"):
        return {"set_db": 0}
    if not amounts:
        return _without_amount(clause)
    one = amounts[0]
    before = clause.before(one, 16)
    is_set = one in clause.tagged("set_db") and one not in clause.tagged("value_db")
    if re.match(r"\s*(?:d\s?bs?\s*)?(?:below|under) (?:zero|unity|nought)\b", clause.low[one.end :]):
        return {"set_db": number(-abs(one.value))}
    if is_set and one.signed and not clause.has(r"\b(?:by|up|down|louder|quieter|lower|higher|more|less|another)\b"):
        return {"set_db": number(one.value)}
    fixed = (
        re.search(r"\b(?:to|at|=)\s*(?:about |around |exactly )?$", before)
        and not re.search(r"\bby\s*$", before)
        and not re.match(
            r"\s*(?:d\s?bs?\s*)?(?:down|up|louder|quieter|lower|higher|more|less)\b", clause.low[one.end :]
        )
    )
    if (
        fixed
        and (one.signed or one in clause.tagged("set_db") or not re.search(r"\b(?:closer)\b", clause.low))
        or (one in clause.tagged("set_db") and clause.has(r"\bfader\b"))
    ):
        return {
            "set_db": number(
                -abs(one.value) if not one.signed and one.value > 6 and one in clause.tagged("set_db") else one.value
            )
        }
    if unsure := unsure_way(clause, one):
        clause.need(f"Louder or quieter? {unsure}")
        return {}
    return {"value_db": number(signed(clause, one))}


_NO_SIDE = regex(
    r"\b(?:right (?:way|after|before|behind|at|when|where|now|away|up to|through|as)|all right|(?:was|were|is|are|not)"
    r" right(?= (?:before|the|as|how)\b|[,.;!]|$))\b"
)
""" "The right way round", "right after it"."""


def _pan(clause: Clause) -> Args:
    text = _NO_SIDE.sub(" ", clause.low)
    span = clause.said("value")
    words = _NO_SIDE.sub(" ", span.text.lower()) if span else text
    left = re.search(
        r"\bleft\b|\bl\b|\blinks\b|\bl\d|\d+\s?%?\s?l\b|\besquerda\b|\bizquierda\b|\bgauche\b", words
    ) or re.search(r"\bleft\b|\d\s?l\b|\bl\d", text)
    right = re.search(
        r"\bright\b|\br\b|\brechts\b|\br\d|\d+\s?%?\s?r\b|\bdireita\b|\bderecha\b|\bdroite\b", words
    ) or re.search(r"\bright\b|\d\s?r\b|\br\d", text)
    sign = -1 if left else 1
    if re.search(r"\b(?:cent(?:er|re)d?|middle|recent(?:er|re)|mitte|mono)\b", text) and not (
        (clause.amounts or _ALL_THE_WAY.search(text) or re.search(A_LITTLE, text)) and (left or right)
    ):
        return {"value": 0}
    amounts = clause.tagged("value") + clause.of("%", "deg") + clause.of("")
    lettered = re.search(r"\b([lr])\s?(\d{1,3})\b|\b(\d{1,3})\s?([lr])\b", text)
    if lettered and not clause.tagged("value"):
        side, size = (lettered[1], lettered[2]) if lettered[1] else (lettered[4], lettered[3])
        return {"value": number((-1 if side == "l" else 1) * min(1.0, int(size) / 100))}
    if amounts and not (left or right or amounts[0].signed or clause.carries):
        clause.need("To the left or to the right?")
        return {}
    if amounts:
        value = abs(amounts[0].value)
        value = value if value <= 1 and amounts[0].unit != "%" else value / 100
        return {"value": number((-1 if amounts[0].value < 0 else sign) * min(1.0, value))}
    if not (left or right):
        if not clause.carries:
            clause.need("How far to which side?")
        return {}
    return {"value": number(sign * _pan_size(words, text))}


_SOME_WAY = regex(r"\ban? (?:\w+ )?\w+ (?:further |more |over )*(?:to|towards?) (?:the )?(?:left|right)\b")
""" "A skosh to the left": what is counted is small, whatever the word."""


def _pan_size(words: str, text: str) -> float:
    """How far to a side without a figure, by the words of the argument or the whole clause: 0 to 1."""
    said = share(words)
    if said is not None and not _ALL_THE_WAY.search(text):
        return said
    if not _ALL_THE_WAY.search(text) and (re.search(A_LITTLE, text) or _SOME_WAY.search(text)):
        return 0.25
    return 0.9 if re.search(r"\b(?:way|mostly)\b", text) and not _ALL_THE_WAY.search(text) else 1.0
