"""Focus: what "it", "them", "that group", "the copy" and "there" mean after what was done last."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from engine.planner.offline.conversation.acts import ONLY_TELLS
from engine.planner.offline.conversation.state import Frame, State

Bars = tuple[float, float]
Meant = tuple[tuple[str, ...], tuple[str, ...], bool]
"""Tracks, clips, and whether the clips are meant."""


@dataclass
class Focus:
    """What was worked on, the newest first."""

    state: State
    acts: list[Frame] = field(default_factory=list)
    """What was done and stands, newest turn first, in its order."""
    bars: tuple[Bars, ...] = ()

    @classmethod
    def of(cls, state: State) -> Focus:
        """Read off the conversation."""
        standing = [one for one in state.frames if one.state == "done" and one.tool not in ONLY_TELLS]
        turns = sorted({one.turn for one in standing}, reverse=True)
        acts = [one for turn in turns for one in standing if one.turn == turn]
        return cls(state, acts, _of_copies(acts, state) or _bars(acts))

    def last(self) -> list[Frame]:
        """The calls of the newest turn that did something."""
        return [one for one in self.acts if one.turn == self.acts[0].turn] if self.acts else []

    def it(self, *, is_many: bool = False, count: int = 0) -> Meant:
        """What a pronoun means; of several things only "them" means all, "those two" two of the last requests."""
        spoken = self.state.context
        if spoken.is_newly_selected or not self.acts and spoken.selected_clips:
            return self._selected()
        if spoken.spoken_track or spoken.spoken:
            card = self.state.cards.get(spoken.spoken)
            track: str = spoken.spoken_track or (str(card.view.track or "") if card else "")
            pointed: tuple[str, ...] = (spoken.spoken,) if card else ()
            return ((track,) if track else ()), pointed, bool(card) and not spoken.spoken_track
        last = self.last()
        if (count == 2 or is_many and not count) and (pair := self._copy_and_original(last)):
            return pair
        if heard := self.heard_of_stems(last):
            return heard
        if {one.kind for one in last} == {"mute", "unmute"}:
            last = [one for one in last if one.kind == "unmute"]  # the one is heard now instead of the other
        found = [one for act in last if any((one := self._about(act))[:2])]
        if count > 1 and len({one[0] for one in found}) == 1:
            found = self._further_back(count) or found
        if not found:
            return (), (), False
        tracks = tuple(dict.fromkeys(track for one in found for track in one[0]))
        clips = tuple(dict.fromkeys(clip for one in found for clip in one[1]))
        if len(tracks) > 1 and not is_many and not self._is_one_request() or count and len(tracks) != count:
            return (), (), False
        return tracks, clips, all(one[2] for one in found)

    def heard_of_stems(self, last: Sequence[Frame]) -> Meant | None:
        """ "It", behind drums that were taken out of a mix: what is still heard of it."""
        made = [one for one in last if one.tool == "separate_stems"]
        silent = {clip for one in last if (one.tool, one.kind) == ("mix", "mute") for clip in one.clips()}
        heard = [one for act in made for one in act.out if one not in silent and one in self.state.cards]
        views = [self.state.cards[one].view for one in heard]
        if len(made) != 1 or not silent or len(views) != 1 or not views[0].track:
            return None
        return (str(views[0].track),), (views[0].id,), False

    def tracks_about(self, act: Frame) -> tuple[str, ...]:
        """The tracks that a call was about."""
        return tuple(tracks_of(act)) or self._about(act)[0]

    def _selected(self) -> Meant:
        clips = tuple(self.state.context.selected_clips)
        if self.state.context.files:
            return (), clips, bool(clips)  # what is attached goes before it
        on = tuple(dict.fromkeys(str(card.view.track) for one in clips if (card := self.state.cards.get(one))))
        return on or tuple(self.state.context.selected_tracks), clips, bool(clips)

    def _further_back(self, count: int) -> list[Meant]:
        """The things of as many requests of the same kind as are counted."""
        kind = (self.acts[0].tool, self.acts[0].kind)
        found: dict[tuple[str, ...], Meant] = {}
        for act in self.acts:
            if (act.tool, act.kind) != kind:
                break
            about = self._about(act)
            found.setdefault(about[0], about)
        return list(found.values())[:count] if len(found) >= count else []

    def _is_one_request(self) -> bool:
        kinds = {(one.tool, one.kind) for one in self.last()}
        return len(kinds) == 1

    def of_noun(self, noun: str, words: str) -> Meant | None:
        """What "that group", "the copy", "the new track" mean."""
        noun = noun.rstrip("s") if not noun.startswith("bus") else "bus"
        views = {view.name: view for view in self.state.context.track_views}
        if noun in ("group", "folder", "bus", "return", "aux"):
            if made := self._room_made(words):
                return (made,), (), False
            kind = "group" if noun in ("group", "folder") else "bus"
            for act in self.acts:
                for name in (act.args.get("to"), act.args.get("name"), act.args.get("track")):
                    if name in views and views[str(name)].kind == kind:
                        return (str(name),), (), False
            alone = [view.name for view in views.values() if view.kind == kind]
            return ((alone[0],), (), False) if len(alone) == 1 else None
        if noun in ("copy", "copie", "duplicate", "dupe", "double"):
            return self._copies(is_all=words.rstrip().endswith("s"))
        if noun == "original":
            return self._copied()
        if noun in ("bounce", "freeze"):
            printed = next((act for act in self.acts if act.tool == "freeze" and act.kind != "unfreeze"), None)
            return self._about(printed) if printed else None
        if noun in ("one", "part", "clip", "region") and (piece := self._piece(words)):
            return piece
        if noun == "one" and words == "the other one" and (other := self._copied() or self._sung_line()):
            return other if self._is_near(other) else None
        if noun in ("one", "part") and "new" not in words:
            return self.it() if words.startswith(("that", "this")) and noun == "one" else None
        meant = self.it(is_many=words.startswith(("those", "these")))
        if noun in ("clip", "region") and meant[1]:
            return meant[0], meant[1], True
        if noun in ("track", "one", "part") and meant[0]:
            return meant[0], (), False
        return None

    def _piece(self, words: str) -> Meant | None:
        """ "The second part" of what was split last."""
        splits = [one for one in self.acts if one.tool == "edit_clip"]
        splits = list(itertools.takewhile(lambda one: one.kind == "split", splits))
        out = [clip for act in splits for clip in act.out if clip in self.state.cards]
        was = [clip for act in splits for clip in act.clips() if clip in self.state.cards]
        own = dict.fromkeys(out if len(out) > 1 else (*was, *out))
        pieces = sorted(own, key=lambda one: self.state.cards[one].view.start)
        counted = {"first": 0, "1st": 0, "second": 1, "2nd": 1, "last": -1, "middle": len(pieces) // 2}
        place = next((counted[word] for word in words.split() if word in counted), None)
        if place is None or not -len(pieces) <= place < len(pieces) or len(pieces) < 2:
            return None
        clip = self.state.cards[pieces[place]].view
        return ((str(clip.track),) if clip.track else ()), (clip.id,), True

    def _room_made(self, words: str) -> str:
        """What the last request grouped or bussed, whichever of the two it is called afterwards; ""."""
        views = {view.name for view in self.state.context.track_views}
        made = [one for one in self.last() if one.tool == "route" and one.kind in ("group", "bus")]
        rooms = {str(one.args.get("to")) for one in made} & views
        return rooms.pop() if len(rooms) == 1 and words.startswith(("that", "this", "the")) else ""

    def _copies(self, *, is_all: bool) -> Meant | None:
        made = [one for one in self.acts if one.tool == "arrange" and one.kind == "duplicate" and one.out]
        if not made:
            return None
        meant = made if is_all else [one for one in made if one.turn == made[0].turn]
        out = tuple(dict.fromkeys(one for act in meant for one in act.out if one in self.state.cards))
        tracks = tuple(dict.fromkeys(str(self.state.cards[one].view.track) for one in out))
        is_track = all(card.view.id in out for card in self.state.cards.values() if card.view.track in tracks)
        return (tracks, out, not is_track) if out else None

    def _copy_and_original(self, last: list[Frame]) -> Meant | None:
        """ "Both", behind a copy or a voice beside a line: it and what it was made of."""
        copies = [_is_beside(one) for one in self.acts[:2]]
        if len(last) != 1 or copies[:1] != [True] or all(copies[1:2]) and copies[1:]:
            return None  # of two copies these are meant
        of_it = [str(self.state.cards[one].view.track or "") for one in last[0].clips() if one in self.state.cards]
        tracks = tuple(dict.fromkeys(filter(None, (*of_it, *tracks_of(last[0]), *self._about(last[0])[0]))))
        if len(tracks) == 1 and (clips := self._two_clips(last[0])):
            return tracks, clips, True
        return (tracks, (), False) if len(tracks) == 2 else None

    def _two_clips(self, act: Frame) -> tuple[str, ...]:
        """A clip and its only copy."""
        clips = tuple(dict.fromkeys(one for one in (*act.clips(), *act.out) if one in self.state.cards))
        return clips if len(clips) == 2 else ()

    def voices(self) -> Meant | None:
        """ "The harmonies": the voices that were put beside a line."""
        made = [one for one in self.acts if one.tool == "harmonize"]
        views = [card.view for act in reversed(made) for one in act.out if (card := self.state.cards.get(one))]
        tracks = tuple(dict.fromkeys(str(one.track) for one in views if one.track))
        return (tracks, tuple(one.id for one in views), False) if tracks else None

    def _sung_line(self) -> Meant | None:
        """ "The other one", behind a single harmony: the line that it follows."""
        made = [one for one in self.acts if one.tool == "harmonize"]
        return self.line_below() if len(made) == 1 and self.acts[0] is made[0] else None

    def line_below(self) -> Meant | None:
        """The line that the harmonies follow."""
        made = next((one for one in self.acts if one.tool == "harmonize"), None)
        views = [card.view for one in made.clips() if (card := self.state.cards.get(one))] if made else []
        tracks = tuple(dict.fromkeys(str(one.track) for one in views if one.track))
        return (tracks, tuple(one.id for one in views), False) if len(tracks) == 1 else None

    def _copied(self) -> Meant | None:
        """ "The original", behind a copy: what it was made of."""
        made = next((one for one in self.acts if (one.tool, one.kind) == ("arrange", "duplicate")), None)
        if made is None:
            return None
        clips = tuple(one for one in made.clips() if one in self.state.cards)
        on = tuple(dict.fromkeys(str(self.state.cards[one].view.track or "") for one in clips))
        tracks = tuple(tracks_of(made)) or tuple(one for one in on if one)
        return (tracks, clips, bool(clips)) if tracks or clips else None

    def _is_near(self, other: Meant) -> bool:
        """Was the last request about the copy of it, or about something on its track?"""
        lately = {track for act in self.last() for track in (*self._about(act)[0], *tracks_of(act))}
        made = next((one for one in self.acts if (one.tool, one.kind) == ("arrange", "duplicate")), None)
        out = [one for one in made.out if one in self.state.cards] if made else []
        copies = {str(self.state.cards[one].view.track) for one in out}
        return bool(lately & {*other[0], *copies}) or not made

    def _about(self, act: Frame) -> Meant:
        """What a call was about, as a pronoun means it: what it made, else what it was done to."""
        args: dict[str, Any] = dict(act.args)
        known = {*self.state.context.tracks, *(view.name for view in self.state.context.track_views)}
        if act.tool == "freeze" and act.kind != "unfreeze" and f"{args.get('track')} audio" in known:
            return (f"{args['track']} audio",), (), False
        if act.tool == "route" and act.kind in ("group", "bus") and args.get("to") in known:
            return (str(args["to"]),), (), False
        if act.tool == "arrange" and act.kind in ("new_track", "rename") and args.get("name") in known:
            return (str(args["name"]),), (), False
        tracks = [one for one in tracks_of(act) if one in known]
        out = act.out[:1] if act.tool in ("separate_stems", "extract_sound") and _is_one(act) else act.out
        clips = [one for one in out if one in self.state.cards] or [
            one for one in act.clips() if one in self.state.cards
        ]
        on = [str(self.state.cards[one].view.track) for one in clips if self.state.cards[one].view.track]
        if (act.tool, act.kind) == ("arrange", "duplicate") and tracks and on:
            tracks = on  # what a track was doubled onto
        if tracks:
            return tuple(dict.fromkeys(tracks)), tuple(clips), False
        return tuple(dict.fromkeys(on)), tuple(dict.fromkeys(clips)), bool(clips)


def repeated(act: Frame) -> Bars | None:
    """The bars of the copy that a part of the song was given."""
    start, end, bar = (act.args.get(one) for one in ("start_bar", "end_bar", "bar"))
    is_copy = (act.tool, act.kind) == ("arrange", "duplicate") and not act.clips()
    if not is_copy or not all(isinstance(one, int | float) for one in (start, end, bar)):
        return None
    return float(str(bar)), float(str(bar)) + float(str(end)) - float(str(start))


def _is_beside(act: Frame) -> bool:
    """Does it put a copy or another voice beside something?"""
    return act.tool == "harmonize" or (act.tool, act.kind) == ("arrange", "duplicate")


def _is_one(act: Frame) -> bool:
    """Was one sound taken out, the rest beside it?"""
    return act.tool == "extract_sound" or len(act.args.get("stems") or ()) == 1


def tracks_of(act: Frame) -> list[str]:
    """The tracks that a call names."""
    return [str(one) for one in (act.args.get("track"), *(act.args.get("tracks") or ())) if one]


def _of_copies(acts: list[Frame], state: State) -> tuple[Bars, ...]:
    """ "There", right behind a copy of a clip: where the copy lies."""
    last = [one for one in acts if one.turn == acts[0].turn]
    if not last or any((one.tool, one.kind) != ("arrange", "duplicate") or not one.clips() for one in last):
        return ()
    found = [card.view.bars for one in last for made in one.out if (card := state.cards.get(made))]
    return tuple(dict.fromkeys((float(one[0]), float(one[1])) for one in found if one))


def _bars(acts: list[Frame]) -> tuple[Bars, ...]:
    """The bars of what was done last that had any."""
    if not acts:
        return ()
    turns = [list(group) for _, group in itertools.groupby(acts, key=lambda one: one.turn)]
    behind_markers = [one for one in turns if any(act.tool != "marker" for act in one)]
    if behind_markers and (copies := [one for act in behind_markers[0] if (one := repeated(act))]):
        return tuple(dict.fromkeys(copies))
    found: list[Bars] = []
    for act in acts:
        if act.turn != acts[0].turn and found:
            break
        start, end, bar = (act.args.get(name) for name in ("start_bar", "end_bar", "bar"))
        if (act.tool, act.kind) == ("arrange", "move") and not act.clips() and isinstance(bar, int | float):
            end = bar if isinstance(start, int | float) and bar > start else None  # the bars that were opened
        if isinstance(start, int | float) and isinstance(end, int | float) and end > start:
            found.append((float(start), float(end) + (act.tool == "edit_clip")))
        elif act.turn != acts[0].turn:
            break
    return tuple(dict.fromkeys(found))
