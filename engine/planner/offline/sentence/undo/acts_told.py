"""Acts told: acts that are named by no deed: by their figure, by what a clip is called since, by its first sound."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.offline.conversation.acts import things_of
from engine.planner.offline.conversation.figures import UNITS
from engine.planner.offline.conversation.state import Frame, State
from engine.planner.offline.conversation.treatment import treatments
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.undo.deeds import deed_spans, is_deed
from engine.planner.offline.sentence.undo.taken_back import is_making, with_corrections
from engine.planner.offline.slots.thing import Thing
from engine.planner.offline.slots.things import is_a_name
from engine.planner.offline.text.quantity import quantities
from engine.planner.regex import regex

SMALL = frozenset(
    "the a an that this those these my our your his her its their on of in at from for over to with and both all"
    " every track clip part line bar bars by you we i did do done made make put had added s t as well too again so"
    " far".split()
)
ACT = frozenset("thing things stuff bit change changes move moves edit edits act request tweak business".split())
""" "The snare thing"."""


_RAW = frozenset("raw dry unprocessed untreated uncleaned noisy hissy unedited sound recording version".split())
_TREATS = ("apply_effect", "denoise", "enhance_speech", "style_transfer", "master")


def untreated(
    what: str, said: Sequence[Thing], ids: Sequence[set[str]], live: Sequence[Frame], state: State
) -> list[Frame]:
    """ "The raw memo": all that was done to its sound."""
    left = left_of(what, said)
    if not ids or not left or left - _RAW or not left - {"sound", "recording", "version"}:
        return []
    return [one for one in live if one.tool in _TREATS and any(each & things_of(one, state) for each in ids)]


_NEAR = 0.01
_OF_WHOM = frozenset(
    "on of from for in to at db decibels semitones octaves octave percent bars beats cents bpm".split()
)


def by_its_figure(
    what: str, said: Sequence[Thing], ids: Sequence[set[str]], live: Sequence[Frame], state: State
) -> list[Frame]:
    """ "The 3 dB on the choir": the newest act that has such a figure, on what is named."""
    found = quantities(what)
    if len(found) != 1 or not found[0].unit or found[0].unit not in UNITS:
        return []
    one = found[0]
    if not re.search(r"\d|\b(?:one|two|three|four|five|six|ten|twenty)\b", what[one.start : one.end]):
        return []
    if left_of(what, said, [(one.start, one.end)]) - _OF_WHOM:
        return []
    values = [(name, abs(one.value) * scale) for name, scale in UNITS[one.unit]]
    about = [act for act in live if not ids or any(each & things_of(act, state) for each in ids)]
    told = [
        act
        for act in about
        for name, value in values
        if isinstance(act.args.get(name), int | float) and abs(abs(act.args[name]) - value) < _NEAR
    ]
    return [other for act in told[-1:] for other in with_corrections(act, live)]


_BECAME = regex(
    r"(?:the |that |my )?(?P<word>[a-z-]{4,})(?: (?:ones?|version|copy|clip|thing|bit))?(?P<of> (?:of|on) (?:the"
    r"|my) .+)?"
)
_EDITS = ("edit_clip", "apply_effect", "change_tempo_key", "edit_notes")


_AND = regex(r"(?:\s*,\s*|\s+)(?:and|n|&|\+|plus|both)\s+(?=the |that |my |our )|\s*,\s*(?=the |that )")


_BARE_AND = regex(r"\s*,\s*(?:and )?|\s+(?:and|n|&|\+|plus) ")
_NEW = regex(r"\b(?:new|latest|recent|changed)\s+(?=[a-z])")


def without_new(what: str) -> str:
    """ "The new name" is the name, where a deed is called so."""
    bare = _NEW.sub("", what)
    return bare if bare != what and deed_spans(f"the {bare}") else what


def several_deeds(what: str, scene: DialogueState) -> list[str]:
    """ "The pan and the delay", each by itself; [] where they are not all told by what they did."""
    parts = [re.sub(r"^both ", "", one) for one in _AND.split(what)]
    bare = [re.sub(r"^(?:the|that|my) ", "", one) for one in _BARE_AND.split(what)]
    parts = bare if len(bare) > 1 and all(is_deed(one) for one in bare) else parts
    is_several = len(parts) > 1 and all(deed_spans(f"the {one}") for one in parts) and not is_a_name(what, scene)
    return parts if is_several else []


def called_since(
    what: str, said: Sequence[Thing], ids: Sequence[set[str]], live: Sequence[Frame], state: State
) -> Frame | None:
    """ "The backwards one": the newest edit after which a clip is called so."""
    match = _BECAME.fullmatch(what)
    words = {match["word"]} if match else left_of(what, said) - {"one", "version", "copy"}
    if len(words) != 1 or any(deed_spans(f"the {word}") for word in words) or match and match["of"] and not said:
        return None
    found = [one for one in live if one.tool in _EDITS and words <= treatments(one.tool, one.args)]
    found = [one for one in found if not ids or any(each & things_of(one, state) for each in ids)]
    return found[-1] if found else None


def with_its_copy(frame: Frame, live: Sequence[Frame]) -> list[Frame]:
    """An edit with what made the clip that it was done to, and all else that was done to that; else by itself."""
    made = [one for one in live if (is_making(one) or one.kind == "duplicate") and {*one.out} & {*frame.clips()}]
    own = {out for one in made[-1:] for out in one.out}
    return [one for one in live if one is frame or one in made[-1:] or own & {*one.clips()}]


def left_of(what: str, said: Sequence[Thing], spans: Sequence[tuple[int, int]] = ()) -> set[str]:
    """The words that no thing, and none of these spans, holds."""
    for start, end in sorted([*((one.start, one.end) for one in said), *spans], reverse=True):
        what = what[:start] + " " * (end - start) + what[end:]
    return set(re.findall(r"[a-z0-9]+", what.replace("'", " "))) - SMALL
