"""Some gone: of the clips of a track those go that are told: "lose the ones in bars 5 and 6", "bin the last adlib".

What stays may be told instead, "just keep the first one", or beside it: "the other two can stay".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.context import ClipInfo
from engine.planner.offline.sentence.apart.place import ORDINALS
from engine.planner.offline.sentence.apart.said import Named, Said, lettered
from engine.planner.offline.sentence.scope.lying import covers, in_order
from engine.planner.regex import regex
from engine.tasks.plan import Step

_COUNTS = {"two": 2, "three": 3, "four": 4, "2": 2, "3": 3, "4": 4}
_N = "|".join(_COUNTS)
_NTH = "|".join(ORDINALS)
_LEAD = r"(?:(?:and|so|ok|now|please|just|can you|could you|let'?s|we can|you can|i want to|then|but|no)\W+)*"
_GOES = (
    r"(?:delete|remove|lose|bin|ditch|scrap|erase|chuck(?: out)?|trash|throw (?:out|away)|take (?:out|away)|get rid of"
    r"|drop|kill|cut(?: out)?)"
)
_STAYS = (
    r"(?:(?:,|;|\.|,? and|,? but| -)? *(?:(?:keep|leave) (?:the )?(?:other|rest)\w*(?: \w+)?(?: alone| in| as (?:is"
    r"|they are))?"
    rf"|(?:the )?(?:other|rest)s?(?: (?:{_N}))?(?: ones?)? (?:can|should|may|must|do)?(?: all)? ?(?:stays?|remain"
    rf"|keep going"
    r"|are (?:fine|ok|good))))?"
)
_SET = (
    rf"(?:(?:both |all )?(?:the |those |these |my )?(?:(?P<edge>first|last) (?P<count>{_N}) |(?P<nth>{_NTH}) "
    r"|(?P<every>every (?:other|second) )|(?P<all>)))"
)
_OF = r"(?P<of>T|ones?|of them|clips?)(?: (?:clips?|ones?|takes?))?(?P<where> (?:that (?:is|are) )?P)?"
_GONE = (
    regex(rf"{_LEAD}{_GOES} {_SET}{_OF}(?: again| please| too)*{_STAYS}"),
    regex(rf"{_LEAD}{_SET}{_OF} (?:can |should |must |has to |have to |needs to )?(?:go|come out|be deleted){_STAYS}"),
)
_REST_GOES = (
    r"(?:,? (?:and |only )?(?:the )?(?:rest|others?|other ones?) (?:can |should |must |has to |have to )?go(?:es)?)"
)
_KEPT = (
    regex(rf"{_LEAD}(?:only |just )?(?:keep|leave) (?:only |just )?{_SET}{_OF}{_REST_GOES}?"),
    regex(rf"{_LEAD}(?:only |just ){_SET}{_OF} (?:can |should |may )?(?:stays?|remains?){_REST_GOES}?"),
    regex(rf"{_LEAD}(?:only |just ){_SET}{_OF}{_REST_GOES}"),
)
_NEAR = 0.05
_ONLY = regex(r"\b(?:only|just)\b|\b(?:rest|others)\b.*\bgo")


def some_gone(said: Said) -> list[Step] | None:
    """The deletions; None where no clips of one track are told, or not all of them would lie in the bars told."""
    if said.amounts and any(one.unit for one in said.amounts) or said.is_open:
        return None
    named = [one for one in said.things if not one.is_pointed]
    if len(named) < len(said.things):
        return None
    spans = [(one.start, one.end, "T") for one in named if one.end > one.start]
    text = lettered(said.text, [*spans, *((one.start, one.end, "P") for one in said.places)])
    text = re.sub(r"\bthe T\b", "T", " ".join(text.split())).strip(" .!,")
    for forms, is_kept in ((_GONE, False), (_KEPT, True)):
        for form in forms:
            match = form.fullmatch(text)
            if match and (not is_kept or _ONLY.search(text)):
                return _deleted(match, named, said, is_kept=is_kept)
    return None


def _deleted(match: re.Match[str], named: Sequence[Named], said: Said, *, is_kept: bool) -> list[Step] | None:
    clips = _clips(match, named, said)
    told = _told(match, named, clips, said, is_kept=is_kept) if clips else []
    gone = [one for one in clips if one not in told] if is_kept else told
    if not told or not gone or len(gone) == len(clips):
        return None
    return [Step("arrange", {"action": "delete", "clip": one.id}) for one in gone]


def _clips(match: re.Match[str], named: Sequence[Named], said: Said) -> list[ClipInfo]:
    """All clips of the track that is named, or that was spoken of; [] where it is not one, or has but one."""
    tracks = {track for one in named for track in one.tracks}
    if not tracks and match["of"] != "T" and said.is_later:
        tracks = {track for act in said.last() for track in said.focus.tracks_about(act)}
    clips = in_order(tracks.pop(), said) if len(tracks) == 1 else []
    return clips if len(clips) > 1 and all(one.bars for one in clips) else []


def _told(
    match: re.Match[str], named: Sequence[Named], clips: Sequence[ClipInfo], said: Said, *, is_kept: bool
) -> list[ClipInfo]:
    if match["where"]:
        inside = [one for one in clips if any(covers(one, bars) for bars in said.spans)]
        is_many = match["of"] != "T" or is_kept or _is_told_as_many(named, said)
        return inside if is_many and all(_is_within(one, said) for one in inside) else []
    if match["edge"]:
        count = _COUNTS[match["count"]]
        return list(clips[:count] if match["edge"] == "first" else clips[-count:]) if count < len(clips) else []
    if match["every"]:
        return list(clips[1::2])
    if match["nth"]:
        place = ORDINALS[match["nth"]]
        return [clips[place]] if -len(clips) <= place < len(clips) else []
    own = {clip for one in named if one.is_clip for clip in one.clips}
    return [one for one in clips if one.id in own]


def _is_within(clip: ClipInfo, said: Said) -> bool:
    """Does it not go on beyond the bars that are told?"""
    return any(clip.bars and a - _NEAR <= clip.bars[0] and clip.bars[1] <= b + _NEAR for a, b in said.spans)


def _is_told_as_many(named: Sequence[Named], said: Said) -> bool:
    """ "The adlibs in bar 5", of several; "the vox in the hook" is what sounds there."""
    return any(said.text[one.start : one.end].rstrip().endswith("s") for one in named) and len(named) == 1
