"""A session in every DAW that takes part: the real script in a stand-in, a project file, a folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from bench.attacks.attack import Lost, clear
from bench.attacks.room import tone
from engine.daw import daw
from engine.daw.daw import Change, DawSession, Outcome
from tests.bridge.conformance.daws import DAWS, furnished
from tests.engine.assistant.undo.song import AtWork

NEWEST = tuple(row for row in DAWS if row.is_newest and row.name != "fake")


class Host:
    """An open session with what `furnished` puts there, which is the user's and must stay."""

    def __init__(self, name: str, session: DawSession, folder: Path) -> None:
        self.name, self.session = name, session
        self.sound = tone(folder / "hook.wav", 1.0, 330.0)
        self._work = AtWork(session, folder)

    def do(self, *changes: Change) -> list[Outcome]:
        """Make changes as a request does: each is done, or not for a reason that is told."""
        try:
            turn, error = self._work._request(lambda made, _: made.apply(list(changes)))
        finally:
            self.kept()
        outcomes = [one.outcome for one in turn.applied] or [Outcome("not_done", error) for _ in changes]
        for one in outcomes:
            assert one.state != "unknown", f"unknown: {one.why}"
            if one.state == "not_done" or one.why:
                clear(one.why)
        return outcomes

    def kept(self) -> None:
        """`Lost` unless what the user made is there."""
        now = self.session.snapshot()
        for name in ("Drums", "Keys"):
            if not any(track.name == name for track in now.tracks):
                raise Lost(f"the user's track {name} has gone")
        for name in ("beat", "chords"):
            if not any(region.name == name for region in now.regions):
                raise Lost(f"the user's clip {name} has gone")

    def plain(self) -> None:
        """The next plain change."""
        if "set_gain" in self.session.snapshot().capabilities:
            drums = self.track("Drums")
            for db in (-7.0, 0.0):
                (outcome,) = self.do(daw.SetGain(drums, db))
                assert outcome.is_done, outcome.why
        made = self.do(daw.NewTrack("Plain", "audio", ref="t"), daw.PlaceAudio("t", self.sound, 8.0, "plain", ref="r"))
        assert all(one.is_done for one in made), [one.why for one in made]
        self.clear_away(made)

    def clear_away(self, outcomes: list[Outcome]) -> None:
        """Take away the tracks that were made."""
        tracks = {track.id for track in self.session.snapshot().tracks}
        gone = [daw.RemoveTrack(made) for one in outcomes for _, made in one.made if made in tracks]
        if gone:
            self.do(*gone)

    def track(self, name: str) -> str:
        """Id of a track."""
        return next(track.id for track in self.session.snapshot().tracks if track.name == name)

    def region(self, name: str) -> str:
        """Id of a clip."""
        return next(region.id for region in self.session.snapshot().regions if region.name == name)


def hosts(folder: Path, ends: ExitStack) -> Iterator[Host]:
    """One of each kind, opened one after the other."""
    for row in NEWEST:
        own = folder / row.name
        own.mkdir()
        with ExitStack() as here:
            session = row.open(own)
            here.callback(session.close)
            yield Host(row.name, furnished(session, tone(own / "tone.wav")), own)
