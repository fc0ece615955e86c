"""Send level: "turn the vox's send down 3", "guitar send to -6": the level of a send that is there, never the fader."""

from __future__ import annotations

import re
from dataclasses import dataclass

from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import Frame, State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.things import things
from engine.planner.offline.steps.amount_form import decibels
from engine.planner.offline.text.amount_words import with_amount_words
from engine.planner.offline.text.names import name_words
from engine.planner.offline.text.quantity import quantities
from engine.planner.offline.text.share_said import PART, share_of
from engine.planner.offline.text.words import plain
from engine.tasks.plan import Step

WHICH = "A send to which bus or track?"
_SEND = re.compile(r"\bsends?(?: levels?| amounts?| volumes?)?\b", re.IGNORECASE)
_MAY_BE = re.compile(r"\b(?:sends?|goes|going|sent)\b", re.IGNORECASE)
_GOES = re.compile(
    r"\b(?:how much(?: of)?|the amount of) (?P<what>[\w' -]+?) (?:goes|going|is sent|gets sent|sent|that goes)"
    r" (?:in)?to ",
    re.IGNORECASE,
)
_TO = re.compile(
    r"\bsends?(?: levels?| amounts?| volumes?)? (?:in)?to (?:the |my )?(?P<to>[a-z][\w' -]*?)"
    r"(?= (?:up|down|to|at|by|louder|quieter|lower|higher|a|an|way|much|\d)\b| [-+]\d|\W*$)",
    re.IGNORECASE,
)
_UP = re.compile(r"\b(?:up|raise|boost|increase|louder|higher|more|push|crank)\b", re.IGNORECASE)
_DOWN = re.compile(r"\b(?:down|lower|reduce|drop|cut|decrease|quieter|softer|less|back|off|pull)\b", re.IGNORECASE)
_FIXED = re.compile(r"\b(?:to|at|=)\s*(?:about |around )?$", re.IGNORECASE)
_SMALL = re.compile(r"\b(?:bit|hair|touch|tad|notch|smidge|little|slightly|smidgen|shade)\b", re.IGNORECASE)
_LARGE = re.compile(r"\b(?:way|lots?|much|far|loads)\b", re.IGNORECASE)
_KINDS = tuple(
    re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for words in ("reverbs?|verb|hall|plate|room|chamber|spring|space|ambience", "delays?|echo(?:es)?|slap(?:back)?")
)
"""What a bus does, by its name or by what it is called."""
_STEP_DB = 3.0
_USUAL_DB = -12.0
"""What a send has that was asked for without a level."""
_WORD = re.compile(r"[^\W\d_]+(?:'[a-z]+)?")
_WORDS = frozenset(
    "turn bring take push pull crank dial lower raise reduce boost increase decrease drop cut set put make have get up"
    " down louder quieter softer higher more less by to at of on from for the my our a an and bit touch hair tad notch"
    " little lot lots way much far some slightly please pls now just can could you would it its s db decibels off back"
    " in level about around want i'd like should be need needs ok also track bus return aux".split()
)


@dataclass(frozen=True)
class Send:
    """A send of a track, and the call that set it, where one did."""

    to: str
    level_db: float
    call: Frame | None = None


def send_level(text: str, scene: DialogueState) -> list[Step] | None:
    """The send with its new level; None where no send is turned."""
    if not _MAY_BE.search(text):
        return None
    simple = _GOES.sub(lambda match: f"the {match['what']} send to ", with_amount_words(plain(text)))
    noun = _SEND.search(simple)
    if noun is None or '"' in simple or "?" in simple:
        return None
    if not simple[: noun.start()].strip(" ,.!") and " " not in noun[0]:
        return None  # "send the vox to …"
    named_to = _TO.search(simple)
    left = f"{simple[: named_to.start()]} send {simple[named_to.end() :]}" if named_to else simple
    found = [one for one in things(left, scene) if one.tracks]
    spent = [(one.start, one.end) for one in found]
    tracks = list(dict.fromkeys(track for one in found for track in one.tracks))
    bus = named_to["to"] if named_to else ""
    before = re.search(r"(?P<bus>[a-z]+) $", left[: _start(left)], re.IGNORECASE)
    is_free = before is not None and not any(a <= before.start() < b for a, b in spent)
    if before and is_free and before["bus"].lower() not in (*_WORDS, "send"):
        bus, spent = bus or before["bus"], [*spent, before.span("bus")]
    figures = [one for one in quantities(left) if not any(a <= one.start < b for a, b in spent)]
    part = re.search(PART, left.lower())
    closed = [*spent, *((one.start, one.end) for one in figures), *([part.span()] if part else [])]
    words = [one for one in _WORD.finditer(left) if not any(a <= one.start() < b for a, b in closed)]
    if len(tracks) != 1 or len(figures) > 1 or not all(_is_known(one[0].lower()) for one in words):
        return None
    sends = sends_of(tracks[0], scene)
    meant = [one for one in sends if not bus or _is_called(one.to, bus)]
    way = (1 if _UP.search(left) else 0) - (1 if _DOWN.search(left) else 0)
    fixed = bool(figures) and (bool(_FIXED.search(left[: figures[0].start])) or not way)
    if fixed and not meant and bus:
        return [Step("route", {"action": "send", "track": tracks[0], "to": bus, "value_db": figures[0].value})]
    if len(meant) != 1 or not (way or figures):
        return [Step("ask", {"text": WHICH})]
    send = meant[0]
    if fixed:
        level_db = figures[0].value if figures[0].unit != "%" else decibels(max(0.01, figures[0].value / 100))
    elif part:
        level_db = send.level_db + decibels(max(0.05, 1 + way * share_of(part["part"])))
    else:
        degree = 0.5 if _SMALL.search(left) else 2.0 if _LARGE.search(left) else 1.0
        size = abs(figures[0].value) if figures else _STEP_DB * degree
        level_db = send.level_db + (way or 1) * size
    step = Step("route", {"action": "send", "track": tracks[0], "to": send.to, "value_db": round(level_db, 1)})
    return [told_as(step, "fix", send.call) if send.call else step]


def _start(left: str) -> int:
    found = _SEND.search(left)
    return found.start() if found else 0


def _is_known(word: str) -> bool:
    return word in _WORDS or word.endswith("'s") or _SEND.fullmatch(word) is not None or word in ("levels", "amount")


def _is_called(name: str, said: str) -> bool:
    kinds = [kind for kind in _KINDS if kind.search(said)]
    is_kind = any(kind.search(name) for kind in kinds)
    return is_kind or bool(set(name_words(said)) & set(name_words(name))) or said.lower() in name.lower()


def sends_of(track: str, scene: DialogueState) -> list[Send]:
    """The sends of a track with their levels, as far as the session or the conversation tells."""
    found: dict[str, Send] = {}
    for view in scene.context.track_views:
        if view.name == track:
            levels = (*view.send_db, *[_USUAL_DB] * (len(view.sends) - len(view.send_db)))
            found = {to: Send(to, level) for to, level in zip(view.sends, levels, strict=True)}
    state = State.of(scene)
    for call in state.frames:
        if (call.tool, call.kind, call.args.get("track"), call.state) == ("route", "send", track, "done"):
            to = str(call.args.get("to") or "")
            known = next((one for one in found if _is_called(one, to)), to)
            level = call.args.get("value_db", found[known].level_db if known in found else _USUAL_DB)
            found[known] = Send(known, float(level), call)
    return list(found.values())
