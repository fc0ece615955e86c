"""How far an edit of notes should have gone, or on which grid: "too stiff, 50 percent", "quarters is plenty"."""

from __future__ import annotations

import re

from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.notes.note_ways import grid_told, share_told, way_told
from engine.planner.offline.sentence.notes.notes import left_over
from engine.planner.offline.slots.clause import number
from engine.planner.regex import regex
from engine.tasks.plan import Step

DEFAULTS = {
    **{"quantize": 1.0, "swing": 0.6, "humanize": 0.3, "legato": 1.0, "staccato": 1.0, "strum": 0.25, "thin": 0.5},
}
"""How far each goes where nobody says how far."""
_HOW = (
    r"(?:stiff|robotic|tight|strict|hard|mechanical|perfect|rigid|square|straight|loose|sloppy|wild|drunk|much|strong"
    r"|short|choppy|long|thin|wonky|machine[ -]?like|quantized|even)"
)
_TOO_MUCH = regex(
    r"\b(?:(?:that|it|this|they|those)(?:'?s|'re| is| are| was| sounds?| feels?| got)?\s+)?(?:now\s+)?"
    rf"(?:a bit|a little|bit|way|far|much|still)?\s*\btoo\s+{_HOW}(?: now)?\b",
    re.IGNORECASE,
)
_LESS = regex(
    rf"\b(?:a (?:bit|little|lot|touch) |bit |much )?(?:less|not (?:quite )?(?:so|as|that|too))(?: {_HOW}\b)?"
    r"|\b(?:looser|gentler|lighter|softer)\b|\bback(?:ing)? (?:it |that )?off(?: (?:a (?:bit|little|touch)|some))?\b",
    re.IGNORECASE,
)
_MORE = regex(
    rf"\b(?:a (?:bit|little|lot|touch) |bit |much |even )?more(?: {_HOW}\b)?|\b(?:tighter|stricter|stiffer|harder)\b",
    re.IGNORECASE,
)
_BARE = regex(
    r"^\W*(?:(?:no|make it|to|try|about|around|like|say|more like|only|just|maybe)\b\W*)*(?P<share>\d{2,3})\W*$", re.I
)
_OF_THAT = regex(r"\bhalf (?:of )?(?:that|it|this)\b", re.IGNORECASE)
_KEEPS = regex(r",?\s*\b(?:i )?(?:still )?(?:want|like|wanna|need) to (?:keep|leave|hear) [\w ]+$", re.IGNORECASE)
_FROM_PLAYED = regex(
    r"[\s,;]*\b(?:(?:start(?:ing)?|begin|going|go|back|again|do it|and|but)\s+)*(?:from|to|of|on)\s+(?:"
    r"(?:how|what|the way|where)\s+(?:i|we|it|they)(?:'d|'ve| had| have| was| were)?\s*(?:played|recorded|had|did)?"
    r"(?:\s+(?:it|them|that|in|before|originally))*"
    r"|(?:the |my )?(?:original|unquanti[sz]ed)(?:\s+(?:timing|notes|playing|take|performance))?"
    r"|(?:the |my )(?:playing|performance)|scratch)",
    re.IGNORECASE,
)
""" "50 percent, from how I played it": as each of these goes from the notes of before anyway."""
_NOT_THAT = regex(r"[\s,;]*\b(?:and |but )?(?:not|instead of|rather than)\b(?P<old>[^,;]*)", re.IGNORECASE)
_BESIDE = frozenset(
    "only and but try make to at about around strength way notes that's that this it them so of with amount go keep"
    " some still leave set bring down up than before by like say rather instead was is swing quantize quantise"
    " humanize quantization thats feel groove little too should quantized on in grid plenty enough fine good them"
    " straight use is was were it's they're do instead only strength percent enough plenty start".split()
)


def note_strength(said: Said) -> list[Step] | None:
    """The same edit from the notes of before, so far, or on the grid, as is said; None for any other turn."""
    text = _FROM_PLAYED.sub(" ", _KEEPS.sub("", said.raw))
    frames = _meant(said, text)
    action = frames[-1].kind if frames else ""
    if action == "length":
        return _less_long(text, frames, said)
    if action not in DEFAULTS:
        return None
    if action in ("quantize", "swing") and (on_grid := _other_grid(text, frames, said)):
        return on_grid
    bare = _BARE.match(text)
    is_less = _LESS.search(text) is not None and not re.search(r"\d|\bhalf\b", text)  # "not so hard"
    share = share_told(text) if _NOT_FAR.search(text) is None and not is_less else None
    told = share_told(f"{bare['share']} %") if bare else share
    left = _TOO_MUCH.sub(" ", told[1] if told else text)
    was = [float(frame.args.get("amount") or DEFAULTS[action]) for frame in frames]
    if told:
        amounts = [told[0] * (one if _OF_THAT.search(text) else 1.0) for one in was]
        left = _LESS.sub(" ", left)
    elif _LESS.search(left) or (left != text and not _MORE.search(left)):
        amounts, left = [0.6 * one for one in was], _LESS.sub(" ", left)
    elif _MORE.search(left):
        amounts, left = [min(1.0, 1.5 * one) for one in was], _MORE.sub(" ", left)
    else:
        return None
    if not _is_all(left, frames, said):
        return None
    pairs = zip(frames, amounts, strict=True)
    return [told_as(Step("edit_notes", {**frame.args, "amount": number(round(one, 2))}), "fix", frame)
            for frame, one in pairs]  # fmt: skip


_NOT_FAR = regex(r"\b(?:bit|little|touch|tad|hair)\b", re.IGNORECASE)
""" "A bit less" is less of it."""


def _meant(said: Said, text: str) -> list[Frame]:
    """The edits that the turn may be about: the last ones, or those of their kind on what is named."""
    last = said.last()
    named = {clip for one in said.things if not one.is_pointed for clip in one.clips}
    if named and (way := way_told(text, said)):
        kind = way.args["action"]
        alike = [one for one in said.focus.acts if one.tool == "edit_notes" and one.kind == kind]
        return [one for one in alike[:1] if set(one.clips()) <= named]
    spoken = named or {clip for one in said.before for clip in one.clips if not _BARE.match(text)}
    if spoken and last and not any(spoken & set(one.clips()) for one in last):
        theirs = [one for one in said.focus.acts if one.tool == "edit_notes" and set(one.clips()) <= spoken]
        return theirs[:1]
    return last if all(one.tool == "edit_notes" and one.kind == last[-1].kind for one in last) else []


def _is_all(left: str, frames: list[Frame], said: Said) -> bool:
    """Is every word of what is left known?"""
    apart = taken_apart(left, said.scene, focus=said.focus)
    own = {clip for one in frames for clip in one.clips()}
    strange = any(not set(one.clips) <= own for one in apart.things if not one.is_pointed)
    return not left_over(apart, _BESIDE) and not strange and not apart.places


def _other_grid(text: str, frames: list[Frame], said: Said) -> list[Step] | None:
    """ "Quarters is plenty", "sixteenths, not eighths"."""
    text = _NOT_THAT.sub(" ", text)
    grid = grid_told(text)
    if grid is None:
        return None
    share = share_told(grid[1])
    amount = {"amount": share[0]} if share else {}
    if not _is_all(_TOO_MUCH.sub(" ", share[1] if share else grid[1]), frames, said):
        return None
    return [told_as(Step("edit_notes", {**one.args, "grid": grid[0], **amount}), "fix", one) for one in frames]


def _less_long(text: str, frames: list[Frame], said: Said) -> list[Step] | None:
    """ "Not so short", behind notes made shorter: something between."""
    times = frames[-1].args.get("times")
    is_more = _MORE.search(text) is not None and not re.search(r"\d", text)
    if is_more and isinstance(times, int | float) and times != 1 and _is_all(_MORE.sub(" ", text), frames, said):
        return _so_long(frames, times * (0.8 if times < 1 else 1.25))
    way = _LESS.search(text) or _TOO_MUCH.search(text)
    if not isinstance(times, int | float) or way is None:
        return None
    is_long = re.search(r"\blong\b", way[0], re.IGNORECASE)
    if is_long and times < 1 or not _is_all(_TOO_MUCH.sub(" ", _LESS.sub(" ", text)), frames, said):
        return None
    return _so_long(frames, times + (1 - times) * 0.4)


def _so_long(frames: list[Frame], times: float) -> list[Step]:
    between = number(round(times, 2))
    return [told_as(Step("edit_notes", {**one.args, "times": between}), "fix", one) for one in frames]
