"""Names in quotes: 'call the dbl one "vox double"', 'rename riser to "uplifter" and make it teal'.

What stands in quotes is a name whatever its words mean elsewhere, so a word without a meaning stands for it while the
sentence is read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.text.given_name import in_own_words
from engine.planner.regex import regex
from engine.tasks.plan import Step

_QUOTED = regex(r"(?<![\w\"])\"(?P<name>[^\"]{1,60})\"(?![\w\"])")
_NAMES = regex(r"\b(?:call|called|name|named|rename|re-name|label|labell?ed|titled?|marker|mark|markers)\b")
_STANDS_FOR = ("Zubrova", "Kelmanto", "Ostravin")
_NAMING = ("name", "to")
"""Arguments in which a name is given."""
_GIVES = frozenset(("rename", "new_track", "add", "group", "bus", "duplicate"))


def with_quoted_names(
    simple: str, scene: DialogueState, read: Callable[[str, DialogueState], list[Step] | None]
) -> list[Step] | None:
    """The steps of a sentence that gives names in quotes; None for any other."""
    quoted = [match["name"].strip() for match in _QUOTED.finditer(simple)]
    known = {name.lower() for name in (*scene.context.tracks, *(clip.name for clip in scene.clips))}
    if not quoted or len(quoted) > len(_STANDS_FOR) or not _NAMES.search(simple.lower()):
        return None
    if any(not name or name.lower() in known for name in quoted):
        return None
    stands = dict(zip(_STANDS_FOR, quoted, strict=False))
    words = iter(stands)
    text = _QUOTED.sub(lambda _: next(words), simple)
    steps = _one_by_one(text, stands, scene, read) or read(text, scene)
    if not steps or any(one.task in ("ask", "chat", "refuse") for one in steps):
        return None
    given = [
        one.args[name] for one in steps if one.args.get("action") in _GIVES for name in _NAMING if name in one.args
    ]
    if any(given.count(one) == 0 for one in stands):
        return None
    return [replace(one, args=in_own_words(dict(one.args), stands)) for one in steps]


_JOINT = regex(r"\s*(?:[,;.]\s*(?:and |then )*|\s(?:and then|and|then|&)\s)")
_BARE = regex(
    r"^(?P<first>(?:call|name|rename) [^,;]+?)(?:, (?:and )?| and )(?P<second>(?:call |name )?(?:the|my|our|that)"
    r" [^,;]+)$"
)
""" 'Call riser uplifter and the bounced one "pad wide"'."""
_ALL_OF_THEM = regex(r"^(?:make |colou?r |paint )?(?:both|all|them|both of them|all of them|it|they)\b")


def _one_by_one(
    text: str, stands: Mapping[str, str], scene: DialogueState, read: Callable[[str, DialogueState], list[Step] | None]
) -> list[Step] | None:
    """'Call riser "uplifter" and the pad "wide", both teal': a name ends where its quotes do."""
    pieces: list[str] = []
    at = 0
    for stand in stands:
        end = text.find(stand) + len(stand)
        pieces, at = [*pieces, text[at:end]], end
        at += len(joint[0]) if (joint := _JOINT.match(text, at)) else 0
    rest = text[at:].strip(" .!")
    renames: list[Step] = []
    first = pieces[0] if pieces else ""
    if len(stands) == 1 and (match := _BARE.match(first)):  # 'riser uplifter and the pad "wide"'
        pieces = [match["first"], match["second"]]
    for place, piece in enumerate(pieces):
        steps = read(piece if not place or _NAMES.search(piece.lower()) else f"call {piece}", scene)
        if not steps or len(steps) != 1 or steps[0].args.get("action") != "rename":
            return None
        renames += steps
    tracks = [str(one.args["track"]) for one in renames if one.args.get("track")]
    if not rest:
        return renames if len(renames) > 1 else None
    who = " and ".join(tracks) if len(tracks) == len(renames) else ""
    more = (
        read(_ALL_OF_THEM.sub(lambda match: match[0].replace(match[0].split()[-1], who), rest, 1), scene)
        if who
        else None
    )
    return (
        [*more, *renames]
        if more and _ALL_OF_THEM.match(rest) and all(one.task == "set_track" for one in more)
        else None
    )
