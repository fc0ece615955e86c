"""Tracks told by their number: "gtr 1 hard left, 2 hard right", "01 the same", "1 too" behind Piano 2."""

from __future__ import annotations

import re

from engine.planner.offline.conversation.state import State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.apart.focus import Focus
from engine.planner.regex import regex

_NUMBERED = regex(r"^(?P<stem>.*[a-z]) ?(?P<number>\d+)$", re.IGNORECASE)
_IS_TOLD = (
    r"(?= ?(?:(?:hard|full|all the way|to the|panned|a bit|slightly|muted|soloed|off|left|right|l\b|r\b|cent(?:er"
    r"|re))\b"
    r"|(?:up|down|at|by|-|\+)\s?-?\d|\d+ ?%|$|[,.;]|and \d))"
)


def with_next_number(text: str, scene: DialogueState) -> str:
    """The text with the whole name for each bare number of another track that is called alike."""
    text = _with_notes(_with_the_end(_of_the_other(_with_zero(text, scene), scene), scene), scene)
    numbered = [match for name in scene.context.tracks if (match := _NUMBERED.match(name))]
    stems = {match["stem"].lower() for match in numbered}
    for stem in sorted(stems, key=len, reverse=True):
        numbers = {match["number"] for match in numbered if match["stem"].lower() == stem}
        if len(numbers) < 2:
            continue
        first = re.search(rf"(?<!\w){re.escape(stem)} ?(?:{'|'.join(numbers)})\b", text, re.IGNORECASE)
        if first is None:
            continue
        form = rf"(?P<joint>(?:,|;|\band\b|&) ?)(?P<number>{'|'.join(sorted(numbers))}){_IS_TOLD}"
        head, rest = text[: first.end()], text[first.end() :]
        name = stem.replace("\\", r"\\")
        text = head + re.sub(form, rf"\g<joint>{name} \g<number>", rest)
    return text


_WITH_ZERO = regex(r"(?<![\w.:,/-])0\d(?![\w.:%/-])")
_TOO = regex(
    r"^\W*(?:and |also |now )*(?P<number>\d{1,2})(?=,? (?:too|as well|also|likewise|the same|same|again|half as"
    r" much)\b)",
    re.IGNORECASE,
)


def _with_zero(text: str, scene: DialogueState) -> str:
    """ "01 the same amount": the one track that begins or ends with it."""

    def own(match: re.Match[str]) -> str:
        number = match[0]
        called = [one for one in scene.context.tracks if re.search(rf"^{number}(?!\w)|(?<!\w){number}$", one)]
        if len(called) != 1:
            return match[0]
        before, behind = called[0].partition(number)[::2]
        is_begun = bool(behind) and text[match.end() :].lower().startswith(behind.lower())
        is_ended = bool(before) and text[: match.start()].lower().endswith(before.lower())
        return match[0] if is_begun or is_ended else called[0]

    return _WITH_ZERO.sub(own, text)


def _of_the_other(text: str, scene: DialogueState) -> str:
    """ "1 too", behind what Piano 2 was given: Piano 1; behind what was done in bars it is a bar."""
    match = _TOO.match(text) if scene.done else None
    focus = Focus.of(State.of(scene)) if match else None
    if match is None or focus is None or focus.bars:
        return text
    about = {track for act in focus.last() for track in focus.tracks_about(act)}
    stems = {one["stem"] for track in about if (one := _NUMBERED.match(track))}
    named = [f"{stem}{gap}{match['number']}" for stem in stems for gap in (" ", "")]
    found = [one for one in named if one in scene.context.tracks and one not in about]
    if len(found) != 1:
        return text
    return f"{text[: match.start('number')]}{found[0]}{text[match.end('number') :]}"


_AND_IT = regex(r"\W*(?:and|also|now)\W+", re.IGNORECASE)
_AT_THE_END = regex(
    r"\bthe (?:other )?(?:one|clip) (?:(?:right )?at|from) the (?:very )?(?P<which>end|start|beginning)\b(?! of\b)",
    re.IGNORECASE,
)


def _with_the_end(text: str, scene: DialogueState) -> str:
    """ "And the one at the end", behind one of several clips of a track: its last one, by its name."""
    match = _AT_THE_END.search(text) if scene.done else None
    tracks, clips, _ = Focus.of(State.of(scene)).it() if match else ((), (), False)
    lying = sorted((one for one in scene.clips if one.track and one.track in tracks), key=lambda one: one.start)
    if match is None or len(tracks) != 1 or len(clips) != 1 or len(lying) < 2:
        return text
    name = lying[-1 if match["which"].lower() == "end" else 0].name
    is_alone = [one.name for one in lying].count(name) == 1
    if _AND_IT.fullmatch(text[: match.start()]) and text[match.end() :].startswith(","):
        name = f"{name} as well"
    return f"{text[: match.start()]}{name}{text[match.end() :]}" if is_alone else text


_ONE_OF_THEM = regex(r"\bthe (?:very )?(?P<which>first|second|third|fourth|last) one\b", re.IGNORECASE)
_OF_AN_ACT = regex(
    r"\b(?:never ?mind|undo|forget|scrap|revert|back|keep|leave|restore|redo|was|better)\b", re.IGNORECASE
)
""" "Never mind the last one" is what was done last."""
_SO_MANY_LEFT = regex(
    r",? so (?:that )?there(?:'s| is| are|re| will be) (?:only |just )?(?:\d+|one|two|three|four|five|six|seven)"
    r"(?: left| of them)?\W*$",
    re.IGNORECASE,
)
_OF_NOTES = ("change_tempo_key", "edit_notes")


def _with_notes(text: str, scene: DialogueState) -> str:
    """ "Drop the first one so there's three", behind all notes of the one clip of a track: its first note."""
    if not scene.done or not _ONE_OF_THEM.search(text) or _OF_AN_ACT.search(text):
        return text
    focus = Focus.of(State.of(scene))
    last = focus.last()
    tracks, clips, _ = focus.it()
    lying = [one for one in scene.clips if one.track and one.track in tracks]
    if not last or any(one.tool not in _OF_NOTES for one in last) or len(clips) != 1 or len(lying) != 1:
        return text
    if lying[0].kind != "midi":
        return text
    return _ONE_OF_THEM.sub(lambda match: f"the {match['which'].lower()} note", _SO_MANY_LEFT.sub("", text))
