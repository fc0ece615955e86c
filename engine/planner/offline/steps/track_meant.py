"""Track meant: words for the track that was just made, copied or put in its place, as its name.

after "new track called Shaker"     "put it under the drums"   → "put the Shaker track under the drums"
after "duplicate the guitar track"  "pan the two apart"        → "pan Lead Guitar and Lead Guitar 2 apart"
after "lead vox to the top"         "bvs right below"          → "move the bvs track right below the Lead Vox track"
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from engine.planner.offline.reading.dialogue_state import DialogueState, DoneCall
from engine.planner.offline.slots.things import things
from engine.planner.offline.steps.amount_form import LEAD, is_named
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex

_IT = regex(
    r"(?<!call )(?<!name )(?<!title )(?<!rename )(?<!label )\b(?:it|(?:that|this|the new) (?:one|track))\b"
    r"(?!\s+(?:is|was|sounds?|would|should|has|'s|out\b|all\b|back\b|the other)\b)(?!')",
    re.IGNORECASE,
)
_ONTO = regex(
    r"\b(?P<prep>(?:on|in)to|on) (?:it|that|there|this|that one|this one|(?:that|this|the new) track)\b", re.IGNORECASE
)
_RENAMES = regex(
    rf"{LEAD}(?:(?:no|actually|sorry|rather|better|wait)[\s,]+)*(?:re)?(?:name|label|call|title)"
    r" (?:it|that|this|the (?:new )?track|the copy|the duplicate)(?: to| as)? [\"']?(?P<name>[^\"',.;!?]{1,40}?)[\"']?"
    r"(?P<rest>(?: instead| rather| please| now)?\W*|,? and .*)$",
    re.IGNORECASE,
)
_COPY = regex(
    r"\b(?:the |that |this |its )(?:new )?(?:copy|duplicate|double|clone|new one)\b(?: track)?", re.IGNORECASE
)
_ORIGINAL = regex(r"\bthe (?:original|old one|first one|source)\b(?: (?:track|one))?", re.IGNORECASE)
_BOTH = regex(
    r"(?<=\bpan )(?:them|these|those)\b(?: (?:two|both))?|\b(?:both(?: of (?:them|those|these))?|(?:the|those"
    r"|these) (?:two|pair)"
    r"(?: of (?:them|those|these))?|the two(?: of them)?|each of them)\b(?! (?:bars?|beats?|clips?|sides?|of the))",
    re.IGNORECASE,
)
_LEVEL = regex(r"^\W*(?:at |to )?(?P<db>[-+−]\s?\d+(?:\.\d+)?) ?d ?b\W*$", re.IGNORECASE)
_NEXT_TO = regex(
    rf"{LEAD}(?:(?:put|move|place|with) )?(?P<what>(?:the |my |our )?(?:[\w'&-]+ ){{0,3}}?[\w'&-]+?) "
    r"(?P<how>directly |right |just |straight )?(?P<way>below|above|under(?:neath)?|beneath)"
    r"(?: (?:it|that|them|this|those|there|that one))?\W*$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Made:
    """The track that the last turn was about."""

    name: str
    source: str = ""
    """The track that it is a copy of."""
    is_moved: bool = False
    """Was it only put in its place among the others?"""
    is_holder: bool = False
    """Was it made to hold a copy, which "it" may as well be?"""


def with_track_meant(text: str, scene: DialogueState) -> str:
    """The text with the track by its name; unchanged where the last turn made and moved none."""
    said = plain(text)
    made = (
        _made(scene) if scene.context.dialogue and scene.done and '"' not in said and len(said) == len(text) else None
    )
    if made is None:
        return text
    name = f"the {made.name} track"
    if made.is_holder:
        return _of_holder(said, made) or text
    if (made.is_moved or _is_order(scene)) and (match := _NEXT_TO.match(said)) and _is_track(match["what"], scene):
        return f"move the {_bare(match['what'])} track {match['how'] or ''}{match['way']} {name}"
    if not made.is_moved and (renaming := _RENAMES.match(said)):
        rest = _IT.sub(f"the {renaming['name']} track", renaming["rest"], count=1)
        return f"rename {name} to {renaming['name']}{rest}"
    if made.source:
        two = f"{made.source} and {made.name}"
        told = _BOTH.sub(two, _ORIGINAL.sub(f"the {made.source} track", _COPY.sub(name, text)))
        if told != text:
            return told
    if made.is_moved:
        return text
    if level := _LEVEL.match(said):
        return f"{made.name} {level['db']} dB"
    if any(clip.track == made.name for clip in scene.clips) and not made.source:
        return text
    told = _ONTO.sub(rf"\g<prep> {_bare(name)}", text)
    return told if told != text else _IT.sub(name, text, count=1)


_PUT_BESIDE = regex(
    r"\b(?:put|move|place) (?:it|that)(?P<how> (?:right |directly |just )?(?:below|above|under(?:neath)?|beneath)) "
    r"(?P<by>(?:the |my )?[\w' &-]+?)(?: track)?\W*$",
    re.IGNORECASE,
)


def _of_holder(said: str, made: Made) -> str:
    """ "Name it Low and put it under Trumpet", of the track on which a copy lies: under a track goes a track."""
    beside = _PUT_BESIDE.search(said)
    if beside is None:
        return ""
    renaming = _RENAMES.match(said)
    new = renaming["name"].strip() if renaming else made.name
    order = f"move the {made.name} track{beside['how']} {beside['by']} in the track list"
    return order if new == made.name else f"{order}. Rename the {made.name} track to {new}"


def _bare(words: str) -> str:
    return re.sub(r"^(?:the|my|our) ", "", words.strip(), flags=re.IGNORECASE).removesuffix(" track")


def _is_track(words: str, scene: DialogueState) -> bool:
    named = words if words.lower().startswith("the ") else f"the {words}"
    return is_named(words, scene) and len({track for one in things(named, scene) for track in one.tracks}) == 1


def _is_order(scene: DialogueState) -> bool:
    return any("position" in one.args for one in scene.last_turn())


def _made(scene: DialogueState) -> Made | None:
    """The track that the last turn with anything done was about, where the conversation made or moved it."""
    last = scene.last_turn()
    if not last or last[0].turn < len(scene.context.dialogue) - 1 and not _only_asked(scene, last[0].turn):
        return None
    names = {name for one in last if (name := _track_of(one, scene))}
    if len(names) != 1 or any(not one.ok for one in last):
        return None
    name = names.pop()
    if name not in scene.context.tracks:
        return None
    for one in reversed(scene.done):
        if _track_of(one, scene) != name or one.tool != "arrange":
            continue
        if one.args.get("action") == "duplicate" and "clip" in one.args and len(_lying_on(name, scene)) == 1:
            return Made(name, is_holder=True)
        if one.args.get("action") == "new_track":
            return Made(name)
        if one.args.get("action") == "duplicate" and "clip" not in one.args:
            return Made(name, str(one.args["track"]))
    return Made(name, is_moved=True) if all("position" in one.args for one in last) else None


def _only_asked(scene: DialogueState, turn: int) -> bool:
    """Did no later turn do anything but ask or tell?"""
    return all(
        call.get("tool") in ("ask", "chat", "refuse")
        for one in scene.context.dialogue[turn + 1 :]
        for call in one.calls
    )


def _track_of(call: DoneCall, scene: DialogueState) -> str:
    """The track that a call made or worked on, as it is called."""
    args = call.args
    if call.tool == "arrange" and args.get("action") == "new_track":
        return _as_numbered(str(args.get("name") or args.get("track") or "Track"), scene)
    if call.tool == "arrange" and args.get("action") == "duplicate" and "clip" not in args:
        return _as_numbered(str(args.get("name") or args.get("track")), scene, is_copy="name" not in args)
    if call.tool == "arrange" and args.get("action") == "rename" and "clip" not in args:
        return str(args.get("name"))
    if call.tool in ("undo", "redo"):
        return ""
    return str(args.get("track") or scene.track_of(args.get("clip")) or "")


def _lying_on(track: str, scene: DialogueState) -> list[str]:
    return [clip.id for clip in scene.clips if clip.track == track]


def _as_numbered(name: str, scene: DialogueState, *, is_copy: bool = False) -> str:
    """A name that was taken already has a number: the highest there is."""
    numbered = [one for one in scene.context.tracks if re.fullmatch(rf"{re.escape(name)} \d+", one)]
    return max(numbered, key=lambda one: int(one.rsplit(" ", 1)[1])) if numbered and is_copy else name
