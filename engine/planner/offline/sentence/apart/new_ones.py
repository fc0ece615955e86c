"""New ones: "the new double" is the copy that was made of it, not what it was made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from engine.planner.offline.making.last import MAKERS
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.apart.focus import Focus
from engine.planner.offline.sentence.apart.said import Named
from engine.planner.regex import regex

_NEW = regex(
    r"\b(?:the |that |those |these |both )*(?:new|copied|duplicated|pasted)(?: (?:copy|copies|one) of(?: the)?)? $"
)


_KINDS = {
    "speak": "vo voice voiceover speech guide line vocal announcement",
    "sing": "vo voice vocal vocals vox singing line singer guide",
    "harmonize": "harmony voice vocal double",
}


def _made_so(words: str, focus: Focus, scene: DialogueState) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """ "The new vo", once one was spoken: its track and its clip."""
    told = set(words.split())
    for act in focus.acts:
        if act.tool in _KINDS and told & set(_KINDS[act.tool].split()):
            views = [view for one in act.out if (view := scene.clip(one)) and view.track]
            if len(views) == 1:
                return (str(views[0].track),), (views[0].id,)
    return None


def _made_lately(named: Named, focus: Focus, scene: DialogueState) -> Named | None:
    """ "These new chords", once some were written: the clip of that name that was made last."""
    made = (one for act in focus.acts if act.tool in MAKERS for one in act.out)
    views = (view for one in made if (view := scene.clip(one)) and view.track)
    own = next((one for one in views if one.id in named.clips or one.track in named.tracks), None)
    if own is None:
        return None
    is_alone = all(one.track != own.track or one.id == own.id for one in scene.clips)
    return replace(named, tracks=(str(own.track),), clips=(own.id,), is_clip=not is_alone)


def of_those_taken_out(named: Named, focus: Focus) -> Named:
    """ "The drums", behind drums that were taken out of a mix: these alone."""
    cards, own = focus.state.cards, taken_out_among(named.tracks, focus)
    if not own:
        return named
    clips = tuple(one for one in named.clips if one in cards and cards[one].view.track == own)
    return replace(named, tracks=(own,), clips=clips)


def taken_out_among(tracks: Sequence[str], focus: Focus) -> str:
    """The one of several tracks that was just taken out of a mix; ""."""
    made = [act for act in focus.last() if act.tool in ("separate_stems", "extract_sound")]
    cards = focus.state.cards
    fresh = {cards[one].view.track for act in made for one in act.out if one in cards}
    own = [one for one in tracks if one in fresh]
    return own[0] if len(tracks) > 1 and len(own) == 1 else ""


def new_one(named: Named, text: str, focus: Focus, scene: DialogueState) -> Named:
    """The thing, or the copies of its clips that were made last where it is called new."""
    match = _NEW.search(text[: named.start])
    if match and (fresh := _made_so(text[named.start : named.end], focus, scene)):
        return replace(named, start=match.start(), tracks=fresh[0], clips=fresh[1], is_clip=False)
    if match and (own := _made_lately(named, focus, scene)):
        return replace(own, start=match.start())
    made = [act for act in focus.acts if act.tool == "arrange" and act.kind == "duplicate" and act.out]
    if match is None or len(named.tracks) != 1 or not made:
        return named
    out = [one for act in made if act.turn == made[0].turn for one in act.out]
    clips = tuple(one for one in out if (view := scene.clip(one)) and view.track == named.tracks[0])
    return replace(named, start=match.start(), clips=clips, is_clip=True) if clips else named
