"""The likeliest tasks of a clause: closed forms first, then what the network hears in it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace

from engine.planner.offline.reading.dialogue_state import REPLIES, DialogueState
from engine.planner.offline.reading.intents import label_of
from engine.planner.offline.reading.kinds import OLD
from engine.planner.offline.reading.mentions import named_words
from engine.planner.offline.reading.reader import Segment
from engine.planner.offline.reading.reading_cache import hear
from engine.planner.offline.reading.router import Route, best_routes, with_intents, with_kinds
from engine.planner.offline.slots.set_track import COLOR
from engine.planner.offline.slots.things import things
from engine.planner.offline.steps.named_forms import named_form
from engine.planner.offline.steps.new_thing import new_thing, words_behind_colon
from engine.planner.offline.steps.patterns import closed_form
from engine.planner.offline.steps.safety import DELETES, asks_to_delete, is_deletion
from engine.planner.offline.steps.several_of import OWN
from engine.planner.offline.text.quantity import quantities
from engine.planner.offline.text.transport_said import says_transport
from engine.planner.offline.text.words import COMMANDS, plain, tokens
from engine.planner.regex import regex

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
_RID = regex(
    r"^\W*(?:(?:please|now|ok|and|can you|could you|just)[\s,]+)*(?:delete|erase|get rid of|throw (?:away|out)"
    r"|bin|trash)\s+(.+?)(?:[\s,]+(?:please|for me|now|from the (?:session|timeline)))*\W*$",
    re.IGNORECASE,
)
_BESIDE = frozenset("the my our that this clip track lane take recording file".split())
_POINTS_AT = regex(r"\b(?:this|it|that)\W*$", re.IGNORECASE)
_ON_THE_CHORUS = regex(
    r"\b(?:put|place|drop|lay|stick|set)\b.*\b(?:on|in|at|under|over|into) the chorus\b", re.IGNORECASE
)
""" "The chorus" is a part of the song; the effect is "chorus", "a chorus"."""
SAME_ON = regex(
    r"(?:^|[.;,]\s*)(?:and\s+)?(?:(?:do\s+)?(?:the\s+)?same\s+(?:thing\s+)?(?:on|for|to|with|goes for)\b"
    r"|(?:likewise|ditto)\b(?=\s+\w)|(?:the |my )?[\w'-]+(?: [\w'-]+)?\s(?:likewise|ditto|the same way)\b)",
    re.IGNORECASE,
)
_LISTED = 8
"""Words of one more thing in a list."""


def _as_before(text: str, scene: DialogueState) -> Route | None:
    """ "The same on the guitar": the task of the step before."""
    if not scene.steps or not (SAME_ON.match(text) or _is_one_more(text, scene)):
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
    if scene.context.is_read_by_intents:
        found = _by_intents(found, heard, scene, barred, inside)
    closed = _closed(simple, scene) or _named_deletion(text, scene) or _as_before(simple, scene)
    closed = closed or named_form(text, scene)
    if closed is None and (found[0].task not in MAKERS or found[0].sure < UNSURE_MAKER):
        closed = words_behind_colon(text) or new_thing(text, scene)
    if _is_no_transport(simple, scene):
        found = _without_playhead(found)
        closed = None if closed and _moves_playhead(closed) else closed
    if _ON_THE_CHORUS.search(simple):
        found = [one for one in found if one.kind != "chorus"] or [Route("arrange", "place", found[0].sure)]
    return [closed] if closed else [], found


def _by_intents(found: list[Route], heard: Segment, scene: DialogueState, barred: str, inside: bool) -> list[Route]:
    said = {label: chance for label, chance in heard.intents.items() if label != barred}
    return with_intents(found, said, _labels_before(scene) if inside else [], 40)


def heard_otherwise(text: str, tasks: Collection[str], scene: DialogueState) -> bool:
    """Do musicians mean another task with such words than these?"""
    found, barred = ranked(text, scene, 40), "" if asks_to_delete(plain(text).strip()) else DELETES
    return _by_intents(found, hear(text, scene), scene, barred, inside=True)[0].task not in tasks


def _labels_before(scene: DialogueState) -> list[str]:
    """What was done in the turn before."""
    calls = scene.context.dialogue[-1].calls if scene.context.dialogue else ()
    done = [label_of(str(call.get("tool", "")), call.get("args") or {}) for call in calls]
    return list(dict.fromkeys(label for label in done if label.partition("/")[0] not in REPLIES))


_BARS = frozenset(("start_bar", "end_bar", "bar"))
_PLAYHEAD = ("play", "locate", "loop")


def _moves_playhead(route: Route) -> bool:
    return route.task == "transport" and route.kind in _PLAYHEAD


def _without_playhead(found: list[Route]) -> list[Route]:
    """Where the playhead would have been moved, anything else is less sure than it looks."""
    barred = sum(one.sure for one in found if _moves_playhead(one))
    if not barred:
        return found
    rest = [replace(one, sure=one.sure * (1 - barred)) for one in found if not _moves_playhead(one)]
    asks = [one for one in rest if one.task == "ask"]
    rest = [one for one in rest if one.task != "ask"]
    asked = Route("ask", "", barred + sum(one.sure for one in asks))
    return sorted([asked, *rest], key=lambda one: -one.sure)


def _is_no_transport(text: str, scene: DialogueState) -> bool:
    """ "And in the break, too" after something that was done: no word of it moves the playhead."""
    turn = scene.whole or scene
    if not turn.context.dialogue:
        return False
    latest = turn.latest()
    if latest and latest.tool == "transport" and latest.args.get("action") in (*_PLAYHEAD, "stop", "record"):
        return False
    return not says_transport(text, has_bars=latest is not None and not _BARS.isdisjoint(latest.args))


def closed_route(text: str, scene: DialogueState) -> Route | None:
    """The task of a request whose form and names say what it means; None for any other."""
    return _closed(text, scene) or named_form(text, scene)


def _closed(text: str, scene: DialogueState) -> Route | None:
    """The task of a closed form; a question about "this" is about what is attached, where something is."""
    found = closed_form(text)
    is_of_file = found and found.kind == "get_tempo" and scene.context.files and _POINTS_AT.search(text)
    return None if is_of_file else found


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
