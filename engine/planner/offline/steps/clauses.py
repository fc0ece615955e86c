"""The clauses of a request, the tasks they ask for, and what belongs together."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from engine.planner.offline.reading.dialogue_state import REPLIES, DialogueState
from engine.planner.offline.reading.kinds import OLD
from engine.planner.offline.reading.mentions import named_words
from engine.planner.offline.reading.previous_call import pending
from engine.planner.offline.reading.reading_cache import hear, pieces, within
from engine.planner.offline.reading.router import Route, best_routes, with_kinds
from engine.planner.offline.slots.clause import Clause
from engine.planner.offline.slots.edit import ENTERS
from engine.planner.offline.slots.ramp import tempi_at_bars
from engine.planner.offline.slots.set_track import COLOR
from engine.planner.offline.slots.things import things
from engine.planner.offline.steps.edits_said import faded, in_pieces
from engine.planner.offline.steps.leading_in import leading_in
from engine.planner.offline.steps.level import level_of_named, level_of_pointed, level_there, silent_there
from engine.planner.offline.steps.new_thing import PLAIN_NEW, new_thing, words_behind_colon
from engine.planner.offline.steps.one_more import in_front_of_one_more
from engine.planner.offline.steps.patterns import closed_form
from engine.planner.offline.steps.questions import asked_place
from engine.planner.offline.steps.safety import DELETES, asks_to_delete, is_deletion
from engine.planner.offline.steps.several_of import OWN
from engine.planner.offline.steps.tempo_shift import tempo_of_session
from engine.planner.offline.steps.tone import tone_of_named
from engine.planner.offline.text.dynamics import velocity_of
from engine.planner.offline.text.names import name_words
from engine.planner.offline.text.quantity import quantities
from engine.planner.offline.text.words import COMMANDS, plain, tokens

MAKERS = (
    "generate_audio",
    "generate_midi",
    "speak",
    "sing",
    "image_to_audio",
    "audio_to_midi",
    "harmonize",
    "translate_speech",
    "extract_sound",
    "separate_stems",
)


UNSURE_MAKER = 0.5
"""Below this chance of the likeliest maker, "a beat" by itself says that something is made."""
_RID = re.compile(
    r"^\W*(?:(?:please|now|ok|and|can you|could you|just)[\s,]+)*(?:delete|erase|get rid of|throw (?:away|out)"
    r"|bin|trash)\s+(.+?)(?:[\s,]+(?:please|for me|now|from the (?:session|timeline)))*\W*$",
    re.IGNORECASE,
)
_BESIDE = frozenset("the my our that this clip track lane take recording file".split())
_JOIN = re.compile(
    r"^(?:[\s,;:.!?>→]|-(?!\d))*"
    r"(?:(?:and|then|but|plus|also|after that|afterwards|finally|lastly|next|once|with)\b[\s,]*)*",
    re.IGNORECASE,
)


_PLACED = re.compile(
    r"[\s,]+(?:starting\s+|beginning\s+)?(?:at|on|from)\s+(?:bar|measure)\s+(\d+)(?!\s*(?:-|to\b|through|until|\d))",
    re.IGNORECASE,
)
_TIMED = re.compile(
    r"[\s,]+(?:starting\s+|beginning\s+)?(?:at|from)\s+(?:the\s+)?(?P<at>\d+:\d\d(?:\.\d+)?"
    r"|\d+(?:\.\d+)?(?: ?s|[\s-]sec(?:ond)?s?)(?: mark)?)\b(?!\s*(?:-|to\b|through|until|long|each))",
    re.IGNORECASE,
)
_AT_START = re.compile(
    r"[\s,]+(?:right )?(?:at|from|for) the (?:very )?(?:start|beginning|top)(?: of (?:the|this|our) (?:song"
    r"|session|episode"
    r"|show|piece|track|project))?(?! of\b)(?=\W|$)",
    re.IGNORECASE,
)
_POINTS_AT = re.compile(r"\b(?:this|it|that)\W*$", re.IGNORECASE)
_NEW = re.compile(
    r"\W*(?:please\s+)?(?:(?:put|add|drop|lay|stick|place|have|get|i (?:want|need))\s+)?(?:an?|another|some)\s",
    re.IGNORECASE,
)
"""What is placed there is new: "put a beat at bar 5"."""
_PUT = re.compile(
    r"^\W*(?:please\s+)?(?:put|drop|lay|stick|place|have|get)\s+(?=an?\b|another\b|some\b)", re.IGNORECASE
)
_ON_THE_CHORUS = re.compile(
    r"\b(?:put|place|drop|lay|stick|set)\b.*\b(?:on|in|at|under|over|into) the chorus\b", re.IGNORECASE
)
""" "The chorus" is a part of the song; the effect is "chorus", "a chorus"."""
_ONLY_BARS = re.compile(r"^[\s,]*(?:and|&)?\s*(?:(?:at|to|on)\s+)?bars?\s+\d+\W*$", re.IGNORECASE)
""" "… and bar 13": one more place of the step before."""
_LEADS_IN = re.compile(r"^\W*(?:and |then |but )*(?:(?:starting )?from|in|during)\b", re.IGNORECASE)
""" "From bar 9 — the vocals 3 dB quieter": where that begins, and no step of its own."""
_WHERE_ONLY = re.compile(
    r"^[\s,]*(?:in|during|over|for|throughout|across|from|between)\s+(?:(?:the\s+)?(?:first|last|next)\s+\w+\s+bars?"
    r"|(?:bars?|measures?)\s+\w+(?:\s*(?:-|–|to|and|through|thru|until|till)\s*(?:bar\s+)?\w+)?)"
    r"(?:\s+(?:on|onwards?|only))?\W*$",
    re.IGNORECASE,
)
"""Words that say where, and nothing to do."""
_AND_LENGTH = re.compile(r"^\W*and (?:the )?(?:same )?(?:key|length|tempo|bpm|speed|bars|duration)\W*$", re.IGNORECASE)
_BAR = re.compile(r"\bbars?\b", re.IGNORECASE)
_SAME_ON = re.compile(
    r"(?:^|[.;,]\s*)(?:and\s+)?(?:(?:do\s+)?(?:the\s+)?same\s+(?:thing\s+)?(?:on|for|to|with|goes for)\b"
    r"|(?:likewise|ditto)\b(?=\s+\w)|(?:the |my )?[\w'-]+(?: [\w'-]+)?\s(?:likewise|ditto|the same way)\b)",
    re.IGNORECASE,
)
_LISTED = 8
"""Words of one more thing in a list."""
_QUOTED = re.compile(r'"[^"]*"')


def is_one_turn(text: str, parts: Sequence[str], scene: DialogueState) -> bool:
    """Does a turn with commas only change the call before it?"""
    if not scene.done and not pending(scene):
        return False
    latest = scene.latest()
    last = latest.tool if latest else ""
    if not pending(scene) and ranked(text, scene)[0].task != last:
        return False
    heard = [ranked(part, scene)[0] for part in parts]
    firm = [best for best in heard if best.task not in (*REPLIES, last) and best.sure > 0.6]
    kinds = {best.kind for best in heard if best.sure > 0.8}
    return not firm and (len(parts) < 2 or len(kinds) < len(parts))


def parts_of(text: str, scene: DialogueState) -> list[str]:
    """The clauses of a request without the small talk between them; talk that names a clip stays with what follows."""
    asked = [one for piece in pieces(text, scene) for one in _questions(piece, scene)]
    found = [part for one in asked for part in _with_the_same(one, scene)]
    kept: list[str] = []
    told = ""
    for place, piece in enumerate(found):
        after = found[place + 1] if place + 1 < len(found) else ""
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


_LEADS_ON = re.compile(r"^\W*(?:(?:and|then|but)\W+)*from (?:the )?bar \d", re.IGNORECASE)
_REMARK = re.compile(
    r"^\W*(?:the|my|our|his|her)\s+(?P<what>[\w' -]{2,30}?)\s+(?:sounds?|feels?|is|are|seems?|looks?)\s+[^?]*$",
    re.IGNORECASE,
)
_ABOUT_IT = re.compile(r"\b(?:it|its|them|their|they|each of (?:its|the))\b", re.IGNORECASE)


def _leads(piece: str, after: str, scene: DialogueState) -> bool:
    """ "The organ sounds choppy to me;" before "could its notes be held?" only says what the request is about."""
    match = _REMARK.match(re.split(r"[.!]\s+", plain(piece).strip(" ,;:.!"))[-1])
    if not match or quantities(piece) or COMMANDS.intersection(token.low for token in tokens(piece)):
        return False
    return bool(_ABOUT_IT.search(after) and not things(after, scene) and things(match["what"], scene))


_ASKS = r"(?:(?:at|on|in|from|by) )?(?:which|what|where|how (?:many|much|fast|loud|long)|who|is there|are there)\b"
_TWO_QUESTIONS = re.compile(rf"^(?:\W*\w+!?){{0,2}}?\W*{_ASKS}.*?(?P<joint>,?\s+and\s+){_ASKS}", re.IGNORECASE)

_OF_THE_SAME = re.compile(
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
    match = _SAME_ON.search(plain(piece), 1)
    if not match or '"' in plain(piece) or not any(named_words(piece[match.start() :], scene)):
        return _without_tail(piece, scene)
    return [within(one, piece, scene) for one in (piece[: match.start()], piece[match.start() :])]


def _as_before(text: str, scene: DialogueState) -> Route | None:
    """ "The same on the guitar": the task of the step before."""
    if not scene.steps or not (_SAME_ON.match(text) or _is_one_more(text, scene)):
        return None
    task, args = scene.steps[-1]
    return Route(task, str(args.get("effect") or args.get("action") or ""), 0.95)


def _is_one_more(text: str, scene: DialogueState) -> bool:
    """ "Verse at 9 and chorus at 25", "drums blue, vox yellow": one more of what was just done, without a verb."""
    task, args = scene.steps[-1]
    if task == "marker" and args.get("action") == "add":
        return re.fullmatch(r"\W*(?:and |then )*[\w\"' ]+ (?:at|on|=) (?:bar )?\d+\W*", text, re.IGNORECASE) is not None
    if task == "marker" and args.get("action") == "rename":
        known = "|".join(re.escape(name) for name, _ in scene.context.markers)
        return re.fullmatch(rf"\W*(?:and |then )*(?:the )?(?:{known}) (?:to|as|into) .+", text, re.I) is not None
    words = [token.low for token in tokens(text) if token.low not in ("and", "then", ",", "the", "back")]
    if task not in OWN and args.get("action") != "set_meter" or not 1 < len(words) <= 7 or COMMANDS.intersection(words):
        return False
    if args.get("action") == "set_meter":
        return re.search(r"\b\d{1,2}/\d{1,2}\b", text) is not None
    if task == "set_track":
        return bool(COLOR.search(text)) and "color" in args
    return task == "route" and args.get("action") == "send" and bool(things(text, scene)) and bool(quantities(text))


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


_LAST_COMMAND = re.compile(
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


_GATHERS = re.compile(
    r"^\W*(?:\w+\W+){0,3}?(?:group|put|bundle|gather|route|collect|pack)\b(?!.*\b(?:folder|bus|into|called)\b)", re.I
)
_FOLDER = re.compile(r"\b(?:in|into|to|under|through)\s+(?:an?|the|one)\s+(?:\w+ )?(?:folder|group|bus)\b", re.I)


def _one_more_of_group(before: str, piece: str) -> bool:
    """ "Group the organ" — "and the horns into a folder": one more of what goes there."""
    first = tokens(_bare(piece))[:1]
    return bool(_GATHERS.match(before) and _FOLDER.search(piece) and first and first[0].low not in COMMANDS)


_NEEDS_MORE = re.compile(
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


_OVER_BARS = re.compile(
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
    place = f"bar {match[1] if match.re is _PLACED else 1}" if match.re is not _TIMED else match["at"]
    return [head, f"place it at {place}"] if head else [part]


def _made(head: str, scene: DialogueState) -> str:
    """The words that make something new, or ""."""
    best = next((one for one in ranked(head, scene, 3) if one.task not in REPLIES), None) if head else None
    if best and best.task in MAKERS:
        return head
    return ""


def ranked(text: str, scene: DialogueState, count: int = 6, *, inside: bool = True) -> list[Route]:
    """The likeliest tasks of a clause: a closed form first, then the reader's.

    `inside` reads it as a turn of the conversation, when there is one.
    """
    asked = (text, inside, scene.pointed, repr(scene.steps[-1:]))
    if asked not in scene.ranked:
        scene.ranked[asked] = _all_ranked(text, scene, inside)
    closed, found = scene.ranked[asked]
    return [*closed, *found[:count]]


def _all_ranked(text: str, scene: DialogueState, inside: bool) -> tuple[list[Route], list[Route]]:
    """The route of a closed form, if there is one, and those of the reader."""
    simple = plain(text).strip()
    barred = "" if asks_to_delete(simple) or _is_listed_with_deletion(simple, scene) else DELETES
    heard = hear(text, scene, inside=inside)
    found = with_kinds(best_routes(heard.labels, 40, barred), _kinds_here(heard.kinds, scene), 40)
    closed = _closed(simple, scene) or _named_deletion(text, scene) or _as_before(simple, scene)
    closed = closed or _by_the_session(text, scene)
    if closed is None and (found[0].task not in MAKERS or found[0].sure < UNSURE_MAKER):
        closed = words_behind_colon(text) or new_thing(text, scene)
    if _ON_THE_CHORUS.search(simple):
        found = [one for one in found if one.kind != "chorus"] or [Route("arrange", "place", found[0].sure)]
    return [closed] if closed else [], found


_VELOCITY = re.compile(
    r"\bvelocit(?:y|ies)\b(?: \w+){0,4}? (?<!/)\d{1,3}\b(?!\s*[%x])|\b\d{1,3} (?:of |in )?velocity\b", re.IGNORECASE
)

_HIT = re.compile(r"\b(?:hit|struck|strike)\b.*\b(?:harder|softer|gentler)\b.*\d", re.IGNORECASE | re.DOTALL)


def _struck(text: str, scene: DialogueState) -> Route | None:
    """ "The sopranos enter forte": the velocity of notes."""
    told = _VELOCITY.search(text) or _HIT.search(plain(text))
    if velocity_of(plain(text).lower()) is None and not told:
        return None
    kinds = {clip.kind for thing in things(text, scene) for clip in scene.clips if clip.id in thing.clips}
    is_selected = (
        told
        and not kinds
        and any((clip := scene.clip(one)) is not None and clip.kind == "midi" for one in scene.context.selected_clips)
    )
    return Route("edit_notes", "velocity", 0.95) if kinds == {"midi"} or is_selected else None


_HELD = re.compile(
    r"\bnotes?\b.*\b(?:held|hold|sustain\w*|ring(?:ing)?|last|connect\w*)\b.*\b(?:until|till|to|into|up"
    r" to)\b.*\bnext\b",
    re.IGNORECASE,
)


def _held(text: str, scene: DialogueState) -> Route | None:
    """ "Each note held until the next one begins": legato."""
    return Route("edit_notes", "legato", 0.95) if _HELD.search(plain(text)) else None


_EXITS = re.compile(
    r"\b(?:(?:should|must|has to|have to|needs? to|can|to) )(?:\w+ ){0,2}?(?:stop|end|finish|be over|cut (?:off"
    r"|out)|drop out|go out)"
    r"(?: playing)? (?:at|by|on|from) bar \d",
    re.IGNORECASE,
)


def _exit(text: str, scene: DialogueState) -> Route | None:
    """ "The bed should stop at bar 20": what lies behind goes."""
    if not _EXITS.search(plain(text)) or len([one for one in quantities(text) if one.unit == "bar"]) != 1:
        return None
    return Route("edit_clip", "trim", 0.95) if any(thing.clips for thing in things(text, scene)) else None


def _entrance(text: str, scene: DialogueState) -> Route | None:
    """ "The beat should only come in at bar 9": what lies before goes; a clip that begins later is moved there."""
    bars = [one for one in quantities(text) if one.unit == "bar"]
    if not ENTERS.search(plain(text)) or len(bars) != 1:
        return None
    clause = Clause(text, "edit_clip", "trim", scene)
    lying = [clip for thing in things(text, scene) for clip in scene.clips if clip.id in thing.clips]
    at = (bars[0].value - 1) * clause.bar_s
    if not lying:
        return None
    is_inside = lying[0].start < at - 0.01 and at < lying[0].start + lying[0].length - 0.01
    return Route("edit_clip", "trim", 0.95) if is_inside else Route("arrange", "move", 0.95)


_COMPLAINT = re.compile(
    r"\b(?:(?:is|are|sounds?|feels?|'s|too|less|so|bit|kind of|kinda|really|very|rather|quite|little) (?:\w+ ){0,2}?)"
    r"(?:muddy|boomy|boxy|nasal|honky|harsh|shrill|piercing|brittle|tinny|dull|muffled|woolly|bright|dark)\b"
    r"|\bopen (?:it|them|him|her|the \w+) up (?:on|at the) top\b",
    re.IGNORECASE,
)


def _complaint(text: str, scene: DialogueState) -> Route | None:
    """ "The lead is a bit dull": a small move of an equaliser on what is named."""
    if not _COMPLAINT.search(plain(text)) or quantities(text) or "?" in text:
        return None
    return Route("apply_effect", "eq", 0.95) if any(named_words(text, scene)) or things(text, scene) else None


_RENAMES = re.compile(
    r"\b(?:rename|relabel|retitle)\b|^\W*(?:(?:please|can you|could you|let'?s|we)\W+)*call\b", re.IGNORECASE
)
_NAMES_A_BAR = re.compile(
    r"^\W*(?:(?:please|can you|could you|let'?s)\W+)*(?:label|name|call|title|mark|tag|flag)\s+(?:bar|measure)\s+\d+"
    r"\s+(?!and\b|to\b|through\b|until\b)\w"
    r"|^\W*(?:(?:please|can you|could you|let'?s)\W+)*(?:add|set|put|make|new|drop|create)?\s*(?:chapters?"
    r"|markers?|cues?|flags?)"
    r"\s*[:,]?\s+\S+(?: \S+)? (?:at|on|=) (?:bar )?\d",
    re.IGNORECASE,
)


def _named_marker(text: str, scene: DialogueState) -> Route | None:
    """ "Rename Verse 1 to Strophe", where a marker and nothing else has that name; "label bar 40 Ad break"."""
    if _NAMES_A_BAR.match(plain(text)):
        return Route("marker", "add", 0.97)
    if not _RENAMES.search(plain(text)):
        return None
    words = f" {' '.join(name_words(text))} "
    known = [name for name, _ in scene.context.markers if f" {' '.join(name_words(name))} " in words]
    is_told = re.search(r"\b(?:marker|cue|locator)\b", text, re.IGNORECASE) and not things(text, scene)
    return Route("marker", "rename", 0.95) if is_told or known and not things(known[0], scene) else None


def closed_route(text: str, scene: DialogueState) -> Route | None:
    """The task of a request whose form and names say what it means; None for any other."""
    return _closed(text, scene) or _by_the_session(text, scene)


def _closed(text: str, scene: DialogueState) -> Route | None:
    """The task of a closed form; a question about "this" is about what is attached, where something is."""
    found = closed_form(text)
    is_of_file = found and found.kind == "get_tempo" and scene.context.files and _POINTS_AT.search(text)
    return None if is_of_file else found


_GIVES_WAY = re.compile(
    r"\b(?:bring|pull|turn|take|push|dip|drop|lower|get|duck|keep|go(?:es)?|want|should)\b[^.;]*?"
    r"\b(?:down|back|lower|quieter|softer|under|out of the way|duck(?:s|ed)?)\b[^.;]*"
    r"\b(?:when(?:ever)?|every time|each time|while|as soon as|any time)\s+(?P<who>[^,.;]+?)\s+(?:is\s+|are\s+)?"
    r"(?:talk|speak|sing|play|hit|kick|com|sound)(?:s|es?|ing)?\b",
    re.IGNORECASE,
)


def _gives_way(text: str, scene: DialogueState) -> Route | None:
    """ "Bring the bed down when the host talks": one track ducks under another."""
    match = _GIVES_WAY.search(plain(text))
    if not match or not things(match["who"], scene) or not things(text[: match.start("who")], scene):
        return None
    return Route("route", "sidechain", 0.95)


_MONO = re.compile(
    r"\b(?:make|sum|put|fold|turn|collapse|keep|have|want|narrow)\b[^,;.]*\bmono\b"
    r"|^\W*(?:\w+\W+){0,2}?mono(?:i[sz]e)?\b|\bmono please\b|\bin mono\W*$|\bto mono\W*$",
    re.IGNORECASE,
)
_NOT_MADE_MONO = re.compile(
    r"\b(?:export|bounce|render|print|file|wav|mp3|mono (?:synth|bass|lead|reverb|delay))\b", re.IGNORECASE
)


def _mono(text: str, scene: DialogueState) -> Route | None:
    """ "Mono the bass": no width at all."""
    simple = plain(text)
    if not _MONO.search(simple) or _NOT_MADE_MONO.search(simple) or not things(text, scene):
        return None
    return Route("apply_effect", "widen", 0.95)


_SPREAD = re.compile(
    r"\b(?:spread|split|pan|put|place|throw|push)\b[^,;.]*(?:\bleft and right\b|\bapart\b"
    r"|\bto (?:the|each|either|opposite) sides?\b|\bone (?:on )?each side\b|\bacross the stereo\b"
    r"|\bl ?(?:/|and|&) ?r\b)",
    re.IGNORECASE,
)


def _spread_apart(text: str, scene: DialogueState) -> Route | None:
    """ "Spread the two guitars left and right": one to each side."""
    if not _SPREAD.search(plain(text)):
        return None
    tracks = {track for thing in things(text, scene) for track in thing.tracks}
    return Route("mix", "pan", 0.95) if len(tracks) == 2 else None


def _by_the_session(text: str, scene: DialogueState) -> Route | None:
    forms = (
        *(_struck, _held, asked_place, _gives_way, _named_marker, _complaint, _entrance, _exit, _mono, _spread_apart),
        *(tempo_of_session, faded, in_pieces, level_of_pointed, level_there, silent_there, tone_of_named),
        level_of_named,
    )
    return next((route for form in forms if (route := form(text, scene))), None)


def _kinds_here(kinds: Mapping[str, float], scene: DialogueState) -> Mapping[str, float]:
    """In a conversation "extract it" may say enough: whether to ask is left to the network."""
    if not scene.context.dialogue:
        return kinds
    return {**kinds, OLD: kinds.get(OLD, 0.0) + kinds.get("ask", 0.0), "ask": 0.0}


def _is_listed_with_deletion(text: str, scene: DialogueState) -> bool:
    """ "Delete the pad" — "and the old click": one more of what is deleted."""
    last = scene.steps[-1] if scene.steps else ("", {})
    if not is_deletion(*last) or any(token.low in COMMANDS for token in tokens(text)):
        return False
    return any(named_words(text, scene)) and len(tokens(text)) <= _LISTED


def _named_deletion(text: str, scene: DialogueState) -> Route | None:
    """ "get rid of the pad": a word for deleting, and nothing else but the name of a clip or track."""
    match = _RID.match(plain(text))
    if not match:
        return None
    marks = named_words(match[1], scene)
    words = [(token, mark) for token, mark in zip(tokens(match[1]), marks, strict=True) if token.text[0].isalnum()]
    is_named = all(mark or token.low in _BESIDE for token, mark in words) and any(marks)
    return Route("arrange", "delete", 0.97) if is_named else None
