"""Bring back: what was deleted and is wanted after all, the earlier take, and before something was asked for."""

from __future__ import annotations

import re

from engine.planner.context import Exchange
from engine.planner.offline.conversation.acts import done_last
from engine.planner.offline.conversation.named_undo import taken_back, with_corrections
from engine.planner.offline.conversation.reading import row_of
from engine.planner.offline.conversation.state import State
from engine.planner.offline.reading.dialogue_state import DialogueState, plain_value
from engine.planner.offline.text.names import content_words, name_words
from engine.planner.offline.text.words import plain
from engine.tasks.plan import Step

_WHAT = r"(?:the |my |our |that |those )?(?P<what>[\w'-]+(?: [\w'-]+){0,3}?)"
_BACK = tuple(
    re.compile(words, re.IGNORECASE)
    for words in (
        rf"\b(?:want|need|bring|get|give me|put|have|like) (?:to have )?{_WHAT} back\b",
        rf"\bbring back {_WHAT}(?=\W*(?:$|[,.;!?]|please\b|again\b|now\b))",
        rf"\b(?:still|do|did|actually|really) (?:do )?(?:need|want|like) {_WHAT}(?=\W*(?:$|[,.;!?]|after all\b"
        rf"|though\b))",
        rf"\b{_WHAT} (?:should|can|may|must|has to) (?:come back|stay)\b",
        rf"\b(?:need|want|keep) {_WHAT} after all\b",
    )
)
_BEFORE = re.compile(
    r"\b(?:go|take (?:it|us|me|everything)|get|put (?:it|everything)|bring (?:it|everything|us)|return|rewind"
    r"|roll(?: it)?|undo everything|revert)"
    r"(?: \w+)? (?:back )?(?:to )?(?:how (?:it|things|everything) (?:was|were|sounded) )?(?:before|until before)\s+"
    r"(?:(?:i|we|you) (?:asked for|asked|said|did|made|added|put on|put in|put|wanted|had) )?(?P<what>[^,.;!?]+)",
    re.IGNORECASE,
)
_NOT_AFTER_ALL = re.compile(
    r"^\W*(?:no|hm+|ok)?\W*(?:(?:actually|better|rather)(?:,? (?:actually|rather))?,? (?:no|not)"
    r"|on second thoughts?,? (?:no|not)|(?:maybe|perhaps|rather|better) not|not after all)\W*$",
    re.IGNORECASE,
)
""" "Actually, no": what was just done is not wanted."""
_IT_BACK = re.compile(
    r"^\W*(?:(?:no|nah|oh|ok(?:ay)?|please|hm+|and|then|now|actually|wait|jk|sorry|oops|can you|could you|better|just"
    r"|well)\W+)*(?:put|bring|get|set|have|want|i want|i need|give me) (?:it|that|them|him|her|those) back"
    r"(?: in| again| please| pls| then| after all| now)*\W*$",
    re.IGNORECASE,
)
_DELETING = ("delete", "remove")
_EARLIER_TAKE = re.compile(
    r"^\W*(?:(?:no|ok(?:ay)?|please|hm+|and|then|now|actually|can you|could you|let'?s)\W+)*"
    r"(?:restore|bring|get|put|give me|i(?:'d)? (?:want|need|prefer|like)|(?:go|switch|return|revert)(?: back)? to"
    r"|use|play)"
    r"\s+(?:back\s+)?(?:the |my |that |her |his )?"
    r"(?:(?P<old>old|original|first|very first)|earlier|previous|former)\s+"
    r"(?:recording|take|version|performance|sound|(?P<sung>singing|singer|vocalist|voice))(?:\s+(?:back|again"
    r"|instead|please|now|of it|from"
    r" before))*\W*$",
    re.IGNORECASE,
)


_EARLIER = r"(?:old|original|(?:very )?first|earlier|previous|former)"
_WAS_BETTER = re.compile(
    r"^\W*(?:(?:no|nah|hm+|ok(?:ay)?|actually|i think|sorry|and|but)\W+)*(?:"
    rf"the (?P<a>{_EARLIER}) (?:one|version|take|try) (?:was|is|sounded|had been) "
    r"(?:(?:much|way|more|a lot|far|actually|clearly|still) )*"
    r"(?:better|nicer|cooler|best|good|beautiful|fine|great|fitting)"
    rf"|i (?:like|liked|prefer|preferred|want|take|loved?) the (?P<b>{_EARLIER}) (?:one|version|take|try)"
    r"(?: (?:more|better|best|back))*)(?: (?:actually|though|tho|please|after all|than this))*\W*$",
    re.IGNORECASE,
)
""" "The first one was nicer": of what was made anew."""


def brought_back(text: str, scene: DialogueState) -> list[Step] | None:
    """An undo of just what is named; None where nothing of that name was deleted or asked for in the conversation."""
    simple = plain(text)
    if '"' in simple or not scene.context.dialogue:
        return None
    if _NOT_AFTER_ALL.match(simple) and scene.done:
        return [Step("undo", {})]
    if _IT_BACK.match(simple) and done_last(State.of(scene)) and not any(one.tool == "undo" for one in scene.done):
        return [Step("undo", {})]
    for pattern in _BACK:
        match = pattern.search(simple)
        what = match["what"] if match else ""
        deleting = [turn for turn in scene.context.dialogue if _deletes(turn)]
        if what and not _is_here(what, scene) and any(_speaks_of(turn, what) for turn in deleting):
            return [_deletion_undone(what, scene), *_at_its_level(what, simple[match.end() :] if match else "", scene)]
    if earlier := _EARLIER_TAKE.match(simple):
        return _earlier_take(scene, is_first=earlier["old"] is not None, is_sung=earlier["sung"] is not None)
    if better := _WAS_BETTER.match(simple):
        is_first = (better["a"] or better["b"]).lower().endswith(("first", "old", "original"))
        if again := _before_it_was_put_right(scene, is_first=is_first):
            return again
    before = _BEFORE.search(simple)
    if not before or _is_marker(before["what"], scene):
        return None
    if any(_speaks_of(turn, before["what"]) for turn in scene.context.dialogue):
        return [Step("undo", {"target": f"before {before['what'].strip().lower()}"})]
    return None


def _deletion_undone(what: str, scene: DialogueState) -> Step:
    """An undo of the deletion alone, where its turn did something else as well: that stays."""
    live = [one for one in State.of(scene).frames if one.is_live and one.request]
    words = set(content_words(what.lower())) - set(_EARLIER_WORDS)
    deleted = [
        one
        for one in live
        if one.kind in _DELETING and any(_alike(word, other) for word in words for other in name_words(one.said))
    ]
    beside = deleted and [one for one in live if one.request == deleted[-1].request and one.kind not in _DELETING]
    return taken_back(deleted[-1:], live)[0] if beside else Step("undo", {"target": what.lower()})


def _at_its_level(what: str, rest: str, scene: DialogueState) -> list[Step]:
    """ "… and its fader at -10": of the track that it lay on, where that is still there."""
    told = _FADER.search(rest)
    words = [word for word in content_words(what.lower()) if word not in _EARLIER_WORDS]
    tracks = [one for one in scene.context.tracks if words and set(name_words(one)) & set(words)]
    if told is None or len(tracks) != 1:
        return []
    value = float(told["db"].replace("−", "-").replace(",", "."))
    return [Step("mix", {"track": tracks[0], "action": "gain", "set_db": value})]


_EARLIER_WORDS = ("old", "original", "first", "earlier", "previous", "former", "back")
_FADER = re.compile(
    r"\b(?:fader|level|volume)(?: it)? (?:at|to|on)"
    r" (?P<db>[-+−]?\d+(?:[.,]\d+)?)(?: ?db)?\b", re.IGNORECASE)


def _earlier_take(scene: DialogueState, *, is_first: bool, is_sung: bool) -> list[Step] | None:
    """ "Restore the old recording": of what got another content last; None where nothing did."""
    if scene.context.dialogue and _deletes(scene.context.dialogue[-1]):
        return [Step("undo", {})]
    frames = State.of(scene).frames
    for one in reversed(frames):
        row = row_of(one.tool)
        alike = {other.out for other in frames if other.is_live and other.tool == one.tool and other.out}
        if row and row.on_session == "adds" and len(alike) > 1:
            return None  # two that lie beside each other are no takes of one
        made = [*one.out, *one.clips()]
        if is_sung and one.tool not in ("sing", "speak", "harmonize"):
            continue
        if one.is_live and row and row.on_session in ("edits", "adds") and made:
            return [Step("take", {"action": "use", "clip": made[0], "number": "1" if is_first else "-1"})]
    return None


def _before_it_was_put_right(scene: DialogueState, *, is_first: bool) -> list[Step] | None:
    """The content or setting that the last call took the place of; None where it took the place of none."""
    frames = [one for one in State.of(scene).frames if one.is_live]
    row = row_of(frames[-1].tool) if frames and frames[-1].corrects else None
    if row is None:
        return None
    if row.on_session in ("adds", "edits"):
        return _earlier_take(scene, is_first=is_first, is_sung=False)
    chain = with_corrections(frames[-1], frames)
    return [Step("undo", {})] if len({one.turn for one in chain}) == 2 else None


def _is_here(what: str, scene: DialogueState) -> bool:
    found = scene.matches(what)
    return bool(found) and found[0][0] >= 4


def _deletes(turn: Exchange) -> bool:
    return any(str(plain_value((call.get("args") or {}).get("action"))) in _DELETING for call in turn.calls)


def _speaks_of(turn: Exchange, what: str) -> bool:
    """Does a turn of the user name it?"""
    said = set(name_words(turn.user))
    words = [word for word in content_words(what.lower()) if word not in ("back", "after", "all", "one")]
    return bool(words) and all(any(_alike(word, other) for other in said) for word in words)


def _alike(a: str, b: str) -> bool:
    short, long = sorted((a, b), key=len)
    return short == long or len(short) >= 4 and long.startswith(short)


def _is_marker(what: str, scene: DialogueState) -> bool:
    words = name_words(re.sub(r"^(?:the|our|my)\s+", "", what.strip(), flags=re.IGNORECASE))
    return any(name_words(name) == words for name, _ in scene.context.markers)
