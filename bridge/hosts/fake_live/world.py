"""The set that is open, and the rules under which scripts touch it: one thread, ticks, undo, what is seen later."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Sequence
from typing import Any

from bridge.hosts.fake_live.catalog import new_clip_slot, new_mixer
from bridge.hosts.fake_live.listing import Member, listing
from bridge.hosts.fake_live.model import LiveSet, SetClip, SetScene, SetTrack

LAST_BEAT = 1_576_800.0
_HAIR = 1e-3
"""Beats by which clips may meet."""


class LiveWorld:
    """One set in one version of Live."""

    def __init__(
        self, version: str, *, path: str = "", tempo: float = 120.0, trouble: Callable[[str], str] | None = None
    ) -> None:
        """`trouble` is asked before an object is touched; a sentence is an error that the script meets there."""
        self.version, self.path, self._trouble = version, path, trouble
        self._members = listing(version)
        self._count = itertools.count(1000)
        self._index: dict[int, Any] = {}
        self.getters: dict[tuple[type, str], Callable[[Any, Any], Any]] = {}
        """How properties are read that this version is known to have."""
        self.song = LiveSet(self.number(), self._plain_track("main", "Main"), tempo=tempo)
        self.song.scenes = [SetScene(self.number()) for _ in range(2)]
        self.new_track("midi", "1-MIDI", -1)  # a set of Live has one track at least
        self.selected_track = self.song.main.ptr
        self.detail_clip = 0
        self.is_playing = self.is_recording = self.metronome = False
        self.time = 0.0
        self.thread = 0
        self.is_in_tick = self.is_notifying = False
        self.offences: list[str] = []
        """What a script did that Live would not have survived, or that only looks as if it worked."""
        self.misses: list[str] = []
        """Names asked for that this version does not have."""
        self._undo: list[tuple[str, LiveSet]] = []
        self._redo: list[LiveSet] = []
        self.is_step_open = self._is_step_kept = False
        self._shown: dict[int, list[int]] = {}
        self._later: list[Callable[[], None]] = []
        self.listeners: dict[int, list[Callable[[], None]]] = {}

    # --- what every use of an object goes through ---

    def lets_in(self) -> bool:
        """Whether a script may touch something now, and no trouble is wanted: then nothing need be asked."""
        return self._trouble is None and self.is_in_tick and threading.get_ident() == self.thread

    def enter(self, what: str) -> None:
        """A script touches something: only in Live's own thread, only while Live lets it."""
        if threading.get_ident() != self.thread or not self.is_in_tick:
            self.offences.append(f"{what} was touched outside of Live's thread")
            raise RuntimeError("Live's objects must not be touched outside of its main thread.")
        if self._trouble and (why := self._trouble(what)):
            raise RuntimeError(why)

    def member(self, kind: str, name: str) -> Member | None:
        """What the listing of this version says of a name."""
        found = self._members.get(kind, {}).get(name)
        if found is None:
            self.misses.append(f"{kind}.{name}")
        return found

    def node(self, ptr: int) -> Any:
        """The thing with this number; stale objects raise."""
        found = self._index.get(ptr)
        if found is None:
            self._index = {one.ptr: one for one in self.song.everything()}
            found = self._index.get(ptr)
        if found is None:
            raise RuntimeError("This object is not in the set any more.")
        return found

    def about_to_change(self) -> None:
        """Before something of the set changes: not from a listener; one undo step, or part of the open one."""
        if self.is_notifying:
            raise RuntimeError("Changes cannot be triggered by notifications. You will need to defer your response.")
        if not self.is_step_open or not self._is_step_kept:
            self._undo.append(("", self.song.copied()))
            self._redo.clear()
            self._is_step_kept = True

    def number(self) -> int:
        """A number for a new thing."""
        return next(self._count)

    def changed(self) -> None:
        """Things came or went."""
        self._index = {}

    # --- undo ---

    def begin_step(self) -> None:
        """What follows is one undo step."""
        self.is_step_open, self._is_step_kept = True, False

    def end_step(self) -> None:
        """The step is whole."""
        self.is_step_open = self._is_step_kept = False

    @property
    def undo_steps(self) -> int:
        """How many there are to take back."""
        return len(self._undo)

    def undo(self) -> None:
        """Take the last step back; what comes back has new numbers."""
        if self._undo:
            _, before = self._undo.pop()
            self._redo.append(self.song.copied())
            self._return_to(before)

    def redo(self) -> None:
        """Make it again."""
        if self._redo:
            self._undo.append(("", self.song.copied()))
            self._return_to(self._redo.pop())

    def _return_to(self, other: LiveSet) -> None:
        there = {one.ptr for one in self.song.everything()}
        for one in other.everything():
            if one.ptr not in there:
                one.ptr = self.number()
        self.song = other
        self.changed()

    # --- ticks ---

    def begin_tick(self) -> None:
        """What was done before is seen from now on."""
        for act in self._later:
            act()
        self._later = []
        self._shown = {track.ptr: [clip.ptr for clip in track.clips] for track in self.song.tracks}
        self.is_in_tick = True

    def end_tick(self) -> None:
        """Live goes on with its own work."""
        self.is_in_tick = False

    def later(self, act: Callable[[], None]) -> None:
        """Seen from the next tick on."""
        self._later.append(act)

    def shown_clips(self, track: SetTrack) -> list[SetClip]:
        """Clips in the arrangement as they were when the tick began, without those that are gone."""
        shown = set(self._shown.get(track.ptr, ()))
        return sorted((clip for clip in track.clips if clip.ptr in shown), key=lambda clip: clip.start)

    def notify(self, ptr: int) -> None:
        """Call those who listen."""
        self.is_notifying = True
        try:
            for listener in list(self.listeners.get(ptr, ())):
                listener()
        finally:
            self.is_notifying = False

    # --- tracks and clips ---

    def track_of(self, clip: SetClip) -> SetTrack:
        """The track that a clip lies on."""
        return next(t for t in self.song.tracks if clip in t.clips or any(clip is slot.clip for slot in t.slots))

    def new_track(self, kind: str, name: str, position: int) -> SetTrack:
        """A track among the others; −1 = at the end."""
        track = self._plain_track(kind, name)
        track.slots = [new_clip_slot(self.number) for _ in self.song.scenes]
        tracks = self.song.tracks
        tracks.insert(len(tracks) if position < 0 else position, track)
        self.changed()
        return track

    def put(self, track: SetTrack, clip: SetClip, start: float, *, from_arrangement: bool = False) -> SetClip:
        """Lay a clip into the arrangement: it takes the place of what lies there, as in Live."""
        if not 0 <= start <= LAST_BEAT:
            raise RuntimeError("The time is out of range.")
        clip.start = start
        end = start + clip.beats(self.song.tempo)
        kept = []
        for old in track.clips:
            old_end = old.start + old.beats(self.song.tempo)
            if old_end <= start + _HAIR or old.start >= end - _HAIR:
                kept.append(old)
                continue
            self.offences.append(f"'{clip.name}' was put onto '{old.name}' on '{track.name}'")
            if from_arrangement:
                raise SystemExit("Live has crashed: an arrangement clip was copied onto an occupied place.")
            if old.start < start:
                old.loop_end = old.loop_start + (start - old.start) * (
                    1 if old.is_midi or old.is_warped else 60 / self.song.tempo
                )
                kept.append(old)
        track.clips = [*kept, clip]
        self.changed()
        return clip

    def follow_tempo(self, bpm: float) -> None:
        """Beats stay where they are."""
        self.song.tempo = bpm

    def _plain_track(self, kind: str, name: str) -> SetTrack:
        song: LiveSet | None = getattr(self, "song", None)
        sends: Sequence[SetTrack] = song.returns if song and kind not in ("main",) else ()
        return SetTrack(self.number(), kind, name, new_mixer(self.number, len(sends)))
