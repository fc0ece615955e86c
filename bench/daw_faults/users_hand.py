"""The user's hand in the DAW itself, in the middle of a request; and whether what it did, and what it left, stayed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Any

from bench.daw_faults.judgement import FalseSuccess, LostWork, must
from bridge.hosts.fake_ardour import FakeArdour
from bridge.hosts.fake_bitwig.host import FakeBitwig
from bridge.hosts.fake_bitwig.model import UNITY
from bridge.hosts.fake_bitwig.world import BitwigWorld
from bridge.hosts.fake_live.host import FakeLive
from bridge.hosts.fake_live.world import LiveWorld
from bridge.hosts.fake_reaper.host import FakeReaper
from bridge.hosts.fake_reaper.things import ReaperTrack
from engine.daw.daw import Change, RemoveTrack, Snapshot
from tests.bridge.conformance.daws import Host
from tests.bridge.conformance.test_changes import told, track

MINE = "Mine"
HANDS = ("a track in front", "a fader", "the other track away")


class Hand:
    """One thing that the user does between two turns of the DAW's own loop."""

    def __init__(self, host: Host, kind: str) -> None:
        self._host, self.kind = host, kind
        self._thread: threading.Thread | None = None
        self.failed: list[BaseException] = []

    def act(self) -> None:
        """Ask for it, from whichever thread: it is done at the DAW's next turn."""

        def done() -> None:
            try:
                _between_turns(self._host, _DOING[self.kind])
            except BaseException as error:
                self.failed.append(error)

        self._thread = threading.Thread(target=done, daemon=True)
        self._thread.start()

    def wait(self) -> None:
        """Until it is done."""
        if self._thread:
            self._thread.join(20)
        if self.failed:
            raise self.failed[0]

    def undo(self) -> None:
        """Take it back by hand, as far as that is possible."""
        if self._thread and self.kind in _UNDOING:
            _between_turns(self._host, _UNDOING[self.kind])

    def is_as_it_was(self, at: str, said: str, before: Snapshot, after: Snapshot) -> None:
        """Nothing else is there when all was told as not done."""
        if self.kind == "a track in front" or not self._thread:
            was, now = _others(before, {MINE}), _others(after, {MINE})
            must(now == was, FalseSuccess, f"{at}: told as not done: was {was}, is {now}: {said}")

    def judge(self, at: str, said: str, before: Snapshot, after: Snapshot, changes: Sequence[Change]) -> None:
        """What the user did is there, and what neither of them meant is as it was."""
        if not self._thread:
            return
        names = {one.name for one in after.tracks}
        if self.kind == "a track in front":
            must(MINE in names, LostWork, f"{at}: the user's track is gone: {said}")
            mine = track(after, MINE)
            is_clean = not after.regions_on(mine.id) and abs(mine.gain_db) < 0.01 and not mine.mute and not mine.solo
            must(is_clean, LostWork, f"{at}: the user's track was worked on: {mine}: {said}")
        meant = {one.name for one in before.tracks if one.id in _meant(before, changes)} | {MINE}
        if self.kind == "a fader":
            keys = track(after, "Keys")
            is_kept = keys.id == "none" or abs(keys.gain_db - track(before, "Keys").gain_db) > 1.0
            must(is_kept or "Keys" in meant, LostWork, f"{at}: the user's fader went back: {said}")
            meant.add("Keys")
        if self.kind == "the other track away":
            is_away = "Keys" not in names or any(isinstance(one, RemoveTrack) for one in changes)
            must(is_away or "Keys" in meant, LostWork, f"{at}: what the user removed is back: {said}")
            meant.add("Keys")
        kept = [(one, _others(before, meant)) for one in _others(before, meant) if one not in _others(after, meant)]
        must(not kept, LostWork, f"{at}: changed, and not meant: {kept}; is {_others(after, meant)}: {said}")


def _meant(before: Snapshot, changes: Sequence[Change]) -> set[str]:
    on = {getattr(change, "track", "") for change in changes}
    regions = {getattr(change, "region", "") for change in changes}
    slots = {getattr(change, "slot", "") for change in changes}
    return on | {one.track for one in (*before.regions, *before.slots) if one.id in regions | slots}


def _others(seen: Snapshot, meant: set[str]) -> list[object]:
    tracks, regions, *_ = told(seen)
    rows: list[Any] = [*tracks, *regions]
    return [row for row in rows if row[0] not in meant and row[1] not in meant]


def _between_turns(host: Host, doing: Callable[[Any], None]) -> None:
    if isinstance(host, FakeReaper):
        host.edit(doing, "by hand")
    elif isinstance(host, FakeLive | FakeBitwig):
        host.by_user(doing)
    else:
        assert isinstance(host, FakeArdour)


def _tracks(world: Any) -> list[Any]:
    if isinstance(world, LiveWorld):
        world.about_to_change()
        return world.song.tracks
    if isinstance(world, BitwigWorld):
        return list(world.project.tracks)
    return list(world.now.tracks)


def _in_front(world: Any) -> None:
    if isinstance(world, LiveWorld):
        world.about_to_change()
        world.new_track("audio", MINE, 0)
    elif isinstance(world, BitwigWorld):
        world.project.new_track("Audio", MINE, 0)
    else:
        made = ReaperTrack(texts={"P_NAME": MINE})
        world.now.tracks.insert(0, made)


def _fader(world: Any) -> None:
    for one in _tracks(world):
        if isinstance(one, ReaperTrack):
            if one.texts["P_NAME"] == "Keys":
                one.values["D_VOL"] = 0.5
        elif one.name == "Keys":
            if isinstance(world, LiveWorld):
                one.mixer.volume.value = 0.5
            else:
                one.volume = 0.5


def _away(world: Any) -> None:
    if isinstance(world, LiveWorld):
        world.about_to_change()
        world.song.tracks[:] = [one for one in world.song.tracks if one.name != "Keys"]
    elif isinstance(world, BitwigWorld):
        world.project.tracks[:] = [one for one in world.project.tracks if one.name != "Keys"]
    else:
        world.now.tracks[:] = [one for one in world.now.tracks if one.texts["P_NAME"] != "Keys"]


def _fader_back(world: Any) -> None:
    for one in _tracks(world):
        if isinstance(one, ReaperTrack):
            if one.texts["P_NAME"] == "Keys":
                one.values["D_VOL"] = 1.0
        elif one.name == "Keys":
            if isinstance(world, LiveWorld):
                one.mixer.volume.value = 0.85
            else:
                one.volume = UNITY


def _mine_away(world: Any) -> None:
    if isinstance(world, LiveWorld):
        world.about_to_change()
        world.song.tracks[:] = [one for one in world.song.tracks if one.name != MINE]
    elif isinstance(world, BitwigWorld):
        world.project.tracks[:] = [one for one in world.project.tracks if one.name != MINE]
    else:
        world.now.tracks[:] = [one for one in world.now.tracks if one.texts["P_NAME"] != MINE]


_UNDOING: dict[str, Callable[[Any], None]] = {"a track in front": _mine_away, "a fader": _fader_back}
_DOING: dict[str, Callable[[Any], None]] = {
    "a track in front": _in_front,
    "a fader": _fader,
    "the other track away": _away,
}
