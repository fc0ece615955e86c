"""Deletions: "delete the room tone and the beep", "throw out the old guide and the piano", "bin the shaker track"."""

from __future__ import annotations

from engine.planner.offline.sentence.apart.said import Said
from engine.planner.regex import regex
from engine.tasks.plan import Step

_VERBS = frozenset("delete deleted remove removed erase erased trash bin binned".split())
_OF_A_TRACK = frozenset("lose ditch scrap dump chuck nuke kill drop".split())
""" "Lose that track"."""
_OUT = regex(
    r"\b(?:throw|chuck|bin|kick)\b.*\b(?:out|away)\b|\bget rid of\b|\b(?:can|must|has to|have to) go(?: for good)?$"
)
_OUT_WORDS = frozenset("throw chuck bin kick get rid out away of can must has have go for good".split())
_BESIDE = frozenset(
    "both all completely altogether entirely whole clip clips region regions track tracks too also that this these"
    " those"
    " old stupid silly unused useless dead spare awful terrible horrible annoying bloody".split()
)


def deletion(said: Said) -> list[Step] | None:
    """What is named goes: its clip, or the track where one is told or nothing lies on it."""
    is_out = _OUT.search(said.text) is not None
    own = _OF_A_TRACK if said.bag & {"track", "tracks"} else frozenset()
    if not (said.bag & (_VERBS | own) or is_out) or not said.things or said.places or said.amounts:
        return None
    if said.bag - _VERBS - _BESIDE - own - (_OUT_WORDS if is_out else frozenset()):
        return None
    if any(one.is_pronoun or one.is_pointed or one.how or not (one.tracks or one.clips) for one in said.things):
        return None
    is_track = bool(said.bag & {"track", "tracks"})
    targets: list[tuple[str, str]] = []
    for one in said.things:
        lying = [clip.id for clip in said.scene.clips if clip.track in one.tracks]
        clips = () if is_track and not one.is_clip else one.clips or lying
        if not is_track and not one.is_clip and len(clips) > 1:
            return None  # the track, or what lies on it?
        targets += [("clip", clip) for clip in clips] or [("track", track) for track in one.tracks]
    return [Step("arrange", {"action": "delete", kind: name}) for kind, name in dict.fromkeys(targets)]
