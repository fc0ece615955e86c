"""The tracks that a conversation was about: "the copies", "those two", "both", what the last turn did something to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from engine.planner.offline.conversation.state import EDITS, Frame, State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.other_tracks import other_tracks
from engine.planner.offline.slots.set_track import COLORS
from engine.planner.regex import regex

NUMBERS = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "2": 2, "3": 3, "4": 4, "5": 5, "6": 6}
N = r"(?:two|three|four|five|six|[2-6])"
ADVERB = (
    r"(?=\s*(?:$|[,.;!?)+-]|\d|(?:up|down|back|a|an|to|on|off|in|at|by|left|right|hard|now|please|with|as|into|together"
    r"|and|again|too|also|less|more|go|goes|are|should|need|want|sound|\w+er|mute|solo|quiet|loud|half|slightly|apart"
    rf"|some|{COLORS})\b))"
)
NEW = regex(
    rf"\b(?:(?:the|those|these|both|all)\s+)+(?:(?P<n>{N})\s+)?(?:new\s+)?"
    rf"(?P<what>copies|copy|doubles?|duplicates?|harmon(?:y|ies)|(?<=new )(?:ones|tracks|parts|voices)){ADVERB}",
    re.IGNORECASE,
)


def are_clips(tracks: Sequence[str], scene: DialogueState) -> bool:
    """Was the conversation about some clips of these tracks, and not about the tracks?"""
    worked = {clip for one in _live(scene) for clip in (*one.out, *one.clips())}
    lying = [clip for clip in scene.clips if clip.track in tracks]
    return any(clip.id in worked for clip in lying) and any(clip.id not in worked for clip in lying)


def made_before(match: re.Match[str], scene: DialogueState) -> list[str]:
    """The tracks of what was copied, doubled, harmonized or made at all."""
    what = match["what"].lower()
    frames = [one for one in _live(scene) if one.out and one.tool not in EDITS or one.args.get("action") == "new_track"]
    if what.startswith("harmon"):
        frames = [one for one in frames if one.tool == "harmonize"]
    elif what.startswith(("cop", "dup")):
        frames = [one for one in frames if one.kind == "duplicate"]
    elif what.startswith("doub"):
        doubled = [one for one in frames if re.search(r"\bdoub", one.said, re.IGNORECASE)]
        frames = doubled or [one for one in frames if one.kind == "duplicate"]
    tracks = list(dict.fromkeys(track for one in frames for track in _tracks_of(one, scene)))
    if not what.endswith("s"):
        return tracks[-1:]
    if not match["n"]:
        return tracks
    return tracks[-NUMBERS[match["n"].lower()] :] if len(tracks) >= NUMBERS[match["n"].lower()] else []


def spoken_of(match: re.Match[str], scene: DialogueState) -> list[str]:
    """So many tracks as are counted, of the turns that came last; all of the session where there are so many."""
    said = next((match[name] for name in "abc" if match[name]), "both" if "both" in match[0].lower() else "")
    count = NUMBERS[said.lower()] if said else 0
    found: list[str] = []
    frames = _live(scene) if scene.context.dialogue else []
    for turn in sorted({one.turn for one in frames}, reverse=True):
        here = [track for one in frames if one.turn == turn for track in _tracks_of(one, scene)]
        found = list(dict.fromkeys((*here, *found)))
        if len(found) >= max(count, 2):
            break
        if not count:
            return []
    if len(found) == (count or len(found)) and len(found) > 1:
        return found
    everyone = other_tracks((), scene)
    return list(everyone) if count > 1 and len(everyone) == count else []


def tracks_of_turn(scene: DialogueState) -> set[str]:
    """The tracks of the last turn that did something, and of those before it that did the same."""
    frames = _live(scene)
    tracks: set[str] = set()
    for turn in sorted({one.turn for one in frames}, reverse=True):
        here = [one for one in frames if one.turn == turn]
        if {(one.tool, one.kind) for one in here} != {
            (one.tool, one.kind) for one in frames if one.turn == frames[-1].turn
        }:
            break
        tracks |= {track for one in here for track in _tracks_of(one, scene)}
    return tracks


def done_last_to(scene: DialogueState) -> set[tuple[str, str]]:
    """What the last turn that did something did: (task, kind)."""
    frames = _live(scene)
    return {(one.tool, one.kind) for one in frames if one.turn == frames[-1].turn}


def _live(scene: DialogueState) -> list[Frame]:
    tells = ("session_info", "history", "transport", "marker")
    return [one for one in State.of(scene).frames if one.is_live and one.tool not in tells]


def _tracks_of(frame: Frame, scene: DialogueState) -> Iterator[str]:
    """The tracks of what a call made; of what was changed where it made nothing."""
    args = frame.args
    if frame.out and frame.tool not in EDITS:
        yield from _known(scene.track_of(one) for one in frame.out)
    elif args.get("action") == "new_track":
        yield str(args.get("name") or "")
    else:
        tracks = args.get("tracks") or [args.get("track")]
        yield from _known(tracks if isinstance(tracks, list | tuple) else [tracks])
        yield from _known(scene.track_of(one) for one in frame.clips())


def _known(tracks: Iterable[object]) -> Iterator[str]:
    return (str(track) for track in tracks if track)
