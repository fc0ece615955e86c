"""The clauses of a request, and what belongs together."""

from __future__ import annotations

import re

from engine.planner.offline.reading.dialogue_state import REPLIES, DialogueState
from engine.planner.offline.reading.mentions import named_words
from engine.planner.offline.reading.reading_cache import hear, pieces, within
from engine.planner.offline.slots.ramp import tempi_at_bars
from engine.planner.offline.slots.things import things
from engine.planner.offline.steps.leading_in import leading_in
from engine.planner.offline.steps.new_thing import PLAIN_NEW
from engine.planner.offline.steps.one_more import in_front_of_one_more
from engine.planner.offline.steps.patterns import closed_form
from engine.planner.offline.steps.routes import MAKERS, SAME_ON, ranked
from engine.planner.offline.steps.several_of import OWN
from engine.planner.offline.text.quantity import quantities
from engine.planner.offline.text.reason import gives_reason
from engine.planner.offline.text.words import COMMANDS, plain, tokens
from engine.planner.regex import regex

_JOIN = regex(
    r"^(?:[\s,;:.!?>→]|-(?!\d))*"
    r"(?:(?:and|then|but|plus|also|after that|afterwards|finally|lastly|next|once|with)\b[\s,]*)*",
    re.IGNORECASE,
)
_PLACED = regex(
    r"[\s,]+(?:starting\s+|beginning\s+)?(?:at|on|from)\s+(?:bar|measure)\s+(\d+)(?!\s*(?:-|to\b|through|until|\d))",
    re.IGNORECASE,
)
_TIMED = regex(
    r"[\s,]+(?:starting\s+|beginning\s+)?(?:at|from)\s+(?:the\s+)?(?P<at>\d+:\d\d(?:\.\d+)?"
    r"|\d+(?:\.\d+)?(?: ?s|[\s-]sec(?:ond)?s?)(?: mark)?)\b(?!\s*(?:-|to\b|through|until|long|each))",
    re.IGNORECASE,
)
_AT_START = regex(
    r"[\s,]+(?:right )?(?:at|from|for) the (?:very )?(?:start|beginning|top)(?: of (?:the|this|our) (?:song"
    r"|session|episode"
    r"|show|piece|track|project))?(?! of\b)(?=\W|$)",
    re.IGNORECASE,
)
_NEW = regex(
    r"\W*(?:please\s+)?(?:(?:put|add|drop|lay|stick|place|have|get|i (?:want|need))\s+)?(?:an?|another|some)\s",
    re.IGNORECASE,
)
"""What is placed there is new: "put a beat at bar 5"."""
_PUT = regex(
    r"^\W*(?:please\s+)?(?:put|drop|lay|stick|place|have|get)\s+(?=an?\b|another\b|some\b)", re.IGNORECASE
)
_ONLY_BARS = regex(r"^[\s,]*(?:and|&)?\s*(?:(?:at|to|on)\s+)?bars?\s+\d+\W*$", re.IGNORECASE)
""" "… and bar 13": one more place of the step before."""
_LEADS_IN = regex(r"^\W*(?:and |then |but )*(?:(?:starting )?from|in|during)\b", re.IGNORECASE)
""" "From bar 9 — the vocals 3 dB quieter": where that begins, and no step of its own."""
_WHERE_ONLY = regex(
    r"^[\s,]*(?:in|during|over|for|throughout|across|from|between)\s+(?:(?:the\s+)?(?:first|last|next)\s+\w+\s+bars?"
    r"|(?:bars?|measures?)\s+\w+(?:\s*(?:-|–|to|and|through|thru|until|till)\s*(?:bar\s+)?\w+)?)"
    r"(?:\s+(?:on|onwards?|only))?\W*$",
    re.IGNORECASE,
)
"""Words that say where, and nothing to do."""
_AND_LENGTH = regex(r"^\W*and (?:the )?(?:same )?(?:key|length|tempo|bpm|speed|bars|duration)\W*$", re.IGNORECASE)
_BAR = regex(r"\bbars?\b", re.IGNORECASE)
_QUOTED = regex(r'"[^"]*"')




def parts_of(text: str, scene: DialogueState) -> list[str]:
    """The clauses of a request without the small talk between them; talk that names a clip stays with what follows."""
    asked = [one for piece in pieces(text, scene) for one in _questions(piece, scene)]
    found = [part for one in asked for part in _with_the_same(one, scene)]
    kept: list[str] = []
    told = ""
    for place, piece in enumerate(found):
        after = found[place + 1] if place + 1 < len(found) else ""
        if kept and (gives_reason(piece) or _comes_back(kept[-1], piece)):
            continue
        is_chat = ranked(piece, scene)[0].task == "chat" and not PLAIN_NEW.match(_bare(piece))
        if is_chat or _is_talk(piece) or _leads(piece, after, scene):
            told = told + piece if told or any(named_words(piece, scene)) else ""
        elif kept and after and not told and _LEADS_ON.match(piece) and _is_place(piece) and quantities(kept[-1]):
            told = piece  # "… at bar 5, and from bar 9 on" — "the pad is muted"
        elif (
            kept
            and not told
            and (
                _one_more_of_group(kept[-1], piece)
                or _one_more_object(kept[-1], piece, scene)
                or _one_more_bar(kept[-1], piece)
                or _says_how(kept[-1], piece)
                or _placed_by(kept[-1], piece, scene)
                or _goes_on(kept[-1], piece, scene)
                or not tempi_at_bars(piece.lower())
                and bool(tempi_at_bars(f"{kept[-1]}{piece}".lower()))
            )
        ):
            kept[-1] = within(kept[-1] + piece, text, scene)
        elif len(kept) == 1 and not told and _is_place(kept[0]) and _LEADS_IN.match(kept[0]):
            kept = [within(kept[0] + piece, text, scene)]
        else:
            kept.append(within(told + piece, text, scene) if told else piece)
            told = ""
    if len(found) == 1 or not kept:
        return [text]
    return [within(_bare(piece), piece, scene) if _bare(piece) else piece for piece in kept]


_COMES_BACK = regex(
    r"^\W*(?:(?:and|then|but|after that|afterwards)\W+)*(?:(?:it|they|he|she|that)(?:'s|\W+)?)?"
    r"(?:(?:slams?|comes?|drops?|goes|go|kicks?|bring (?:it|them)|slide|ride|fall|falls)\W+)?"
    r"(?:straight |right |slowly )?"
    r"back\b(?: (?:in|up|down|on|to (?:normal|where (?:it|they) (?:was|were)|full|unity|zero|0)))?"
    r"(?: again| after(?:wards)?)?"
    r"(?:,? (?:at|in|from|on|for|with) (?:the )?[\w' ]+)?[\s.!]*$",
    re.IGNORECASE,
)
_FOR_SOME_BARS = regex(
    r"\b(?:from bar [\d.]+ to bar|bars [\d.]+|in bar|at bar)\b.*|\b(?:in|for|over|during)\b.*\bbars?\b", re.IGNORECASE
)


def _comes_back(before: str, piece: str) -> bool:
    """ "Mute the hats in bars 5 to 8" — "then back in": what holds for some bars ends there anyway."""
    return (
        _FOR_SOME_BARS.search(before) is not None and _COMES_BACK.match(f"{plain(piece).strip()} ".rstrip()) is not None
    )


_LEADS_ON = regex(r"^\W*(?:(?:and|then|but)\W+)*from (?:the )?bar \d", re.IGNORECASE)
_REMARK = regex(
    r"^\W*(?:the|my|our|his|her)\s+(?P<what>[\w' -]{2,30}?)\s+(?:sounds?|feels?|is|are|seems?|looks?)\s+[^?]*$",
    re.IGNORECASE,
)
_ABOUT_IT = regex(r"\b(?:it|its|them|their|they|each of (?:its|the))\b", re.IGNORECASE)


def _leads(piece: str, after: str, scene: DialogueState) -> bool:
    """ "The organ sounds choppy to me;" before "could its notes be held?" only says what the request is about."""
    match = _REMARK.match(re.split(r"[.!]\s+", plain(piece).strip(" ,;:.!"))[-1])
    if not match or quantities(piece) or COMMANDS.intersection(token.low for token in tokens(piece)):
        return False
    return bool(_ABOUT_IT.search(after) and not things(after, scene) and things(match["what"], scene))


_ASKS = r"(?:(?:at|on|in|from|by) )?(?:which|what|where|how (?:many|much|fast|loud|long)|who|is there|are there)\b"
_TWO_QUESTIONS = regex(rf"^(?:\W*\w+\b!?){{0,2}}?\W*{_ASKS}.*?(?P<joint>,?\s+and\s+){_ASKS}", re.IGNORECASE)
_OF_THE_SAME = regex(
    rf"{_ASKS}\s*(?:bars?|measures?|beats?|seconds?)?\s*(?:is|are|do|does|was|were)\s+(?:it|they|that|those)\W*$",
    re.IGNORECASE,
)
""" "Which markers are there, and in what bar are they?" is answered by one list."""


def _questions(piece: str, scene: DialogueState) -> list[str]:
    """ "How fast is it and where is the bridge": two questions."""
    match = _TWO_QUESTIONS.match(plain(piece))
    if not match or '"' in plain(piece) or _OF_THE_SAME.match(piece[match.end("joint") :]):
        return [piece]
    return [within(one, piece, scene) for one in (piece[: match.start("joint")], piece[match.end("joint") :])]


def _with_the_same(piece: str, scene: DialogueState) -> list[str]:
    """ "A phaser on the vocal. Same for the guitar" is two steps."""
    if at := in_front_of_one_more(piece, scene):
        return [within(one, piece, scene) for one in (piece[:at], piece[at:])]
    match = SAME_ON.search(plain(piece), 1)
    if not match or '"' in plain(piece) or not any(named_words(piece[match.start() :], scene)):
        return _without_tail(piece, scene)
    return [within(one, piece, scene) for one in (piece[: match.start()], piece[match.start() :])]


_PLACE_WORDS = frozenset(
    "bar bars measure measures from to at on in over until till through between and the start of only please"
    " just beat beats"
    " up by end here - , . ; :".split()
)


def _is_place(piece: str) -> bool:
    """Nothing but bars: ", bars 5 to 9"."""
    found = quantities(piece)
    rest = [word.low for word in tokens(piece) if not any(one.start <= word.start < one.end for one in found)]
    return (
        bool(found) and set(rest) <= _PLACE_WORDS and bool({"bar", "bars"} & set(rest) or any(one.low for one in found))
    )


_LAST_COMMAND = regex(
    r"[\s,]*\b(?:and|then|and then)\s+(?P<tail>(?P<verb>\w+) (?:it|that|them))[\s.!]*$", re.IGNORECASE
)


def _without_tail(piece: str, scene: DialogueState) -> list[str]:
    """ "… and render it": a command on what was just made is a step of its own where it is clearly another task."""
    match = _LAST_COMMAND.search(plain(piece))
    if not match or match["verb"].lower() not in COMMANDS or '"' in plain(piece)[match.start() :]:
        return [piece]
    head, tail = piece[: match.start()], match["tail"]
    if not head.strip(" ,") or hear(piece, scene).labels.max() < 0.5:
        return [piece]
    first, last = ranked(piece, scene)[0], ranked(tail, scene, inside=False)[0]
    if last.task in (first.task, *REPLIES) or last.sure < 0.8 or ranked(head, scene)[0].task != first.task:
        return [piece]
    return [head, tail]


def _placed_by(before: str, piece: str, scene: DialogueState) -> bool:
    """A stretch of bars only belongs to what the session's own tasks do before it."""
    return _is_place(piece) and ranked(before, scene)[0].task in OWN | {"transport"}


def _is_talk(piece: str) -> bool:
    """Small talk of a closed form, whatever joins it to the rest: ", okay, "."""
    closed = closed_form(plain(_bare(piece)).strip(" ,.!?"))
    return closed is not None and closed.task == "chat"


_GATHERS = regex(
    r"^\W*(?:\w+\W+){0,3}?(?:group|put|bundle|gather|route|collect|pack)\b(?!.*\b(?:folder|bus|into|called)\b)", re.I
)
_FOLDER = regex(r"\b(?:in|into|to|under|through)\s+(?:an?|the|one)\s+(?:\w+ )?(?:folder|group|bus)\b", re.I)


def _one_more_of_group(before: str, piece: str) -> bool:
    """ "Group the organ" — "and the horns into a folder": one more of what goes there."""
    first = tokens(_bare(piece))[:1]
    return bool(_GATHERS.match(before) and _FOLDER.search(piece) and first and first[0].low not in COMMANDS)


_NEEDS_MORE = regex(
    r"^\W*(?:(?:please|now|ok(?:ay)?|and|then|can you|could you)\W+)*(?:fade|swell|bring|pull|push|turn|take|pan"
    r"|cut|drop|dip"
    r"|raise|lower|duck|send|ride)\s+(?P<what>[^,.;]+?)[\s,]*$",
    re.IGNORECASE,
)


def _one_more_object(before: str, piece: str, scene: DialogueState) -> bool:
    """ "Fade the viola" — "and the bongo out over bar 3": both are faded out there."""
    match = _NEEDS_MORE.match(plain(before))
    rest = plain(_bare(piece))
    found = things(rest, scene)
    article = re.match(r"the |my |our |", rest)
    if not match or not found or not article or article.end() != found[0].start:
        return False
    named = things(match["what"], scene)
    is_alone = len(named) == 1 and re.fullmatch(r"(?:the |my |our )?", match["what"][: named[0].start], re.IGNORECASE)
    return bool(is_alone and named[0].end >= len(match["what"].rstrip()) and rest[found[0].end :].strip(" .!"))


def _one_more_bar(before: str, piece: str) -> bool:
    """ "Copy it to bar 5" — "and bar 13"; "in the same key" — "and length"."""
    goes_on = _AND_LENGTH.match(piece) and re.search(r"\bsame\b", before)
    return bool(goes_on or _WHERE_ONLY.match(piece) or _ONLY_BARS.match(piece) and _BAR.search(before))


_HOW = regex(
    r"^\s*(?:an? (?:(?:little|tiny|good) )?(?:bit|touch|tad|little|hair|lot|notch|shade|smidge|semitone|(?:whole )?tone"
    r"|(?:half|whole) (?:step|tone)|(?:minor |major )?third|fourth|fifth)|an octave|(?:one|two|three|\d+(?:\.\d+)?) ?"
    r"(?:dB|semitones?|octaves?|tones?|cents?)|much|way|far|slightly|somewhat|quite a bit)\b",
    re.IGNORECASE,
)
_MORE_BARS = regex(
    r"^\s*(?:and\s+)?\d+(?!\s*(?:dB|%|bpm|semi|octave|tone|cent|beat|bar|\.\d|s\b|ms\b))\b", re.IGNORECASE
)


def _says_how(before: str, piece: str) -> bool:
    """ "The piano in bars 5 to 8" — "a bit quieter"; "mandolin bars 3" — "and 4 softer": no act stands before it."""
    if _MORE_BARS.match(piece) and re.search(r"\bbars \d+\s*$", before, re.IGNORECASE):
        return True
    has_act = any(token.low in COMMANDS for token in tokens(before))
    return bool(_HOW.match(piece)) and not has_act and not re.search(r"[,;.!?]\s*$", before)


def _goes_on(before: str, piece: str, scene: DialogueState) -> bool:
    """Does a stretch only add arguments to the step before: the same task, and nothing said twice?"""
    first, second = (ranked(one, scene)[0] for one in (before, piece))
    if (first.task, first.kind) != (second.task, second.kind):
        return False
    if any(token.low in COMMANDS for token in tokens(_bare(piece))[:1]):
        return False
    said = [{span.name for span in hear(one, scene).spans(first.task)} for one in (before, piece)]
    return not said[0] & said[1] and not (said[0] | said[1]) <= {"action"}


def _bare(piece: str) -> str:
    join = _JOIN.match(piece)
    return piece[join.end() :] if join else piece


def with_place(part: str, scene: DialogueState) -> list[str]:
    """ "… on a new track at bar 9" after something that is made is a step of its own."""
    if over_bars := _made_over_bars(part, scene):
        return over_bars
    best = ranked(part, scene)[0].task
    if best not in (*MAKERS, *REPLIES) and not (best == "arrange" and _NEW.match(part)):
        return [part]
    return _with_place_inside(part, scene)


_OVER_BARS = regex(
    r"[\s,]+(?:from |in |over |for |between )?bars? (?P<first>\d+)\s*(?:to|-|–|until|through|and)\s*(?:bars?"
    r" )?(?P<last>\d+)\b",
    re.IGNORECASE,
)


def _made_over_bars(part: str, scene: DialogueState) -> list[str]:
    """ "Strings from bar 9 to bar 13" is made as long as that and placed there; [] for anything else."""
    match = _OVER_BARS.search(plain(part))
    head = f"{part[: match.start()]}{part[match.end() :]}".strip(" ,") if match else ""
    is_new = re.search(r"\b(?:an?|some|another|new)\s+\w", head, re.IGNORECASE) is not None
    if not match or not head or '"' in plain(part) or things(head, scene) and not is_new:
        return []
    head = head if len(head.split()) > 2 else f"add {head}"
    likely = (ranked(one, scene)[0] for one in (head, part))
    if not any(one.task in ("generate_audio", "generate_midi") and one.sure >= 0.4 for one in likely):
        return []
    first, last = int(match["first"]), int(match["last"])
    bars = last - first + (float(last) not in scene.places.ends)
    told = head if _BAR.search(head) or bars < 1 else f"{head}, {bars} bars"
    return [told, f"place it at bar {first}"]


def _with_place_inside(part: str, scene: DialogueState) -> list[str]:
    """ "four chords at bar 5: Am F C G" places what it makes, too."""
    simple = plain(part)
    if (led := leading_in(part)) and _made(led[0], scene):
        return list(led)
    match = _PLACED.search(simple) or _AT_START.search(simple) or _TIMED.search(simple)
    if not match or any(a < match.start() < b for a, b in (one.span() for one in _QUOTED.finditer(simple))):
        return [part]
    if re.search(r"\b(?:and|then)\b|[,;]", simple[match.end() :]) and len(pieces(part, scene)) > 1:
        return [part]
    if not _NEW.match(part) and not _made(part, scene):
        return [part]
    made = f"{part[: match.start()]}{part[match.end() :]}".strip()
    head = _made(_PUT.sub("make ", made), scene) or _made(made, scene)
    place = f"bar {match[1] if match.re == _PLACED else 1}" if match.re != _TIMED else match["at"]
    return [head, f"place it at {place}"] if head else [part]


def _made(head: str, scene: DialogueState) -> str:
    """The words that make something new, or ""."""
    best = next((one for one in ranked(head, scene, 3) if one.task not in REPLIES), None) if head else None
    if best and best.task in MAKERS:
        return head
    return ""
