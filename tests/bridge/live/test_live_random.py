"""Random sessions in Live: changes, the user's own edits, Live's undo and lost replies; nothing is told that is not so.

`LIVE_RANDOM_STEPS=20000 pytest tests/bridge/live/test_live_random.py` runs so many steps, each time others.
"""

from __future__ import annotations

import contextlib
import os
import random
from collections.abc import Callable
from pathlib import Path

from bridge.hosts.fake_live.host import FakeLive
from bridge.hosts.fake_live.listing import VERSIONS
from bridge.hosts.fake_live.world import World
from bridge.live.session import LiveSession
from engine.daw import daw
from engine.daw.changes.change import Kept
from engine.daw.daw import Change, Outcome, Region, Snapshot, Track
from engine.media.note import Note
from tests.bridge.live.conftest import Starts

STEPS = int(os.environ.get("LIVE_RANDOM_STEPS", "160"))
A_SESSION = 40
NAMES = ("Bass", "Lead ü", "a/b", "音", "x" * 80, "%s")


def notes(chance: random.Random) -> tuple[Note, ...]:
    found = {(chance.randint(30, 90), chance.randint(0, 7) * 0.5) for _ in range(chance.randint(0, 6))}
    return tuple(Note(pitch, start, 0.5, chance.randint(1, 127)) for pitch, start in sorted(found))


def a_change(chance: random.Random, snapshot: Snapshot, sound: Path) -> Change:
    """Some change of things that are there, at places that may be taken."""
    players = [track for track in snapshot.tracks if track.kind in ("audio", "midi")]
    track: Track = chance.choice(players)
    beat, level = chance.randint(0, 40) * 0.5, chance.choice([-120.0, -30.0, -7.5, 0.0, 4.0, 9.0])
    region: Region | None = chance.choice(snapshot.regions) if snapshot.regions else None
    name = chance.choice(NAMES)
    makes: list[Change] = [
        daw.NewTrack(name, chance.choice(["audio", "midi", "bus"]), ref="x"),
        daw.PlaceAudio(track.id, sound, beat, name, "x"),
        daw.PlaceMidi(track.id, notes(chance), beat, 4.0, name, "x"),
        daw.SetGain(track.id, level),
        daw.SetPan(track.id, chance.uniform(-1.0, 1.0)),
        daw.SetMute(track.id, chance.random() < 0.5),
        daw.RenameTrack(track.id, name),
        daw.SetArm(track.id, chance.random() < 0.5),
        daw.AddPlugin(track.id, chance.choice(["compressor", "reverb", "eq"]), (("ratio", 3.0),), "x"),
        daw.AddMarker(name, beat, "x"),
    ]
    if len(players) > 3:
        makes.append(daw.RemoveTrack(track.id))
    if track.plugins:
        makes.append(daw.RemovePlugin(track.id, chance.choice(track.plugins).id))
    if snapshot.markers:
        makes.append(daw.MoveMarker(chance.choice(snapshot.markers).id, beat))
        makes.append(daw.RemoveMarker(chance.choice(snapshot.markers).id))
    if region:
        start = region.start_beats
        makes += 2 * [
            daw.Move(region.id, beat),
            daw.Duplicate(region.id, beat, "x"),
            daw.Trim(region.id, start + chance.choice([0, 0.25]), start + chance.choice([0.5, 1.0, 3.0])),
            daw.Split(region.id, start + chance.choice([0.25, 0.5, 9.0]), "x"),
            daw.RemoveRegion(region.id),
            daw.RenameRegion(region.id, name),
            daw.SetRegionMute(region.id, chance.random() < 0.5),
            daw.SetRegionGain(region.id, chance.choice([-12.0, 0.0, 3.0])),
            daw.SetNotes(region.id, notes(chance)),
            daw.ReplaceContent(region.id, path=sound)
            if region.kind == "audio"
            else daw.ReplaceContent(region.id, notes=notes(chance), length_beats=4.0),
        ]
    return chance.choice(makes)


def by_user(chance: random.Random, world: World) -> None:
    """Something that the user does: an edit, or Ctrl+Z."""
    tracks = [track for track in world.song.tracks if track.clips]
    act = chance.choice(["undo", "rename", "delete", "redo", "gain", "nothing", "nothing"])
    if act == "undo":
        world.undo()
    elif act == "redo":
        world.redo()
    elif tracks and act != "nothing":
        world.about_to_change()
        track = chance.choice(tracks)
        if act == "rename":
            track.clips[0].name = "mine"
        elif act == "delete":
            del track.clips[0]
        else:
            track.mixer.volume.value = 0.5


def loses(session: LiveSession) -> Callable[[], None]:
    """The line is cut once, before the next reply is heard."""
    line = session._line
    receive = line.receive  # type: ignore[attr-defined]

    def cut(within_s: float) -> bytes | None:
        line.receive = receive  # type: ignore[attr-defined]
        frame: bytes | None = receive(within_s)
        if frame and b"picked_up" not in frame:
            line.close()
            return b"{"
        return frame

    return lambda: setattr(line, "receive", cut)


def seen(snapshot: Snapshot) -> tuple[object, ...]:
    """What a musician sees."""
    return snapshot.tracks, snapshot.regions, snapshot.markers, snapshot.tempo_map


def test_random_sessions(starts: Starts, sound: Path) -> None:
    seed = random.randrange(1 << 32) if "LIVE_RANDOM_STEPS" in os.environ else 7
    chance = random.Random(seed)
    for number in range(max(1, STEPS // A_SESSION)):
        host = starts(version=VERSIONS[number % len(VERSIONS)], name=f"Song {number}")
        with contextlib.closing(host.session()) as session:
            play(chance, host, session, sound, f"seed {seed}, session {number}")
        host.stop()
        assert host.offences == [], f"seed {seed}, session {number}"


def play(chance: random.Random, host: FakeLive, session: LiveSession, sound: Path, where: str) -> None:
    """Forty changes; each is judged by a look of its own."""
    first = [daw.NewTrack("Drums", "audio", ref="a"), daw.NewTrack("Keys", "midi", ref="k")]
    session.apply(first, expected_revision=session.snapshot().revision, label="")
    for step in range(A_SESSION):
        before = session.snapshot()
        change = a_change(chance, before, sound)
        at = f"{where}, step {step}: {change}"
        if chance.random() < 0.2:
            loses(session)()
        (outcome,) = session.apply([change], expected_revision=before.revision, label="random")
        after = session.snapshot()
        judge(change, outcome, before, after, at)
        if outcome.is_done and chance.random() < 0.3:
            take_back(session, change, outcome, before, at)
        elif chance.random() < 0.3:
            host.by_user(lambda world: by_user(chance, world))


def judge(change: Change, outcome: Outcome, before: Snapshot, after: Snapshot, at: str) -> None:
    """Done is done, and touched no clip besides; not done has a reason and changed nothing."""
    if outcome.is_done:
        real = change.resolved(dict(outcome.made))
        if not outcome.why:  # what had to be fitted does not read as it was asked for
            assert real.broken(outcome, before, after) == "", at
        if not isinstance(change, daw.RemoveTrack):
            meant = {getattr(change, "region", ""), *(made for _, made in outcome.made)}
            others = [[one for one in each.regions if one.id not in meant] for each in (before, after)]
            assert others[0] == others[1], at
    else:
        assert outcome.state == "not_done" and outcome.why.endswith("."), f"{at}: {outcome}"
        assert seen(after) == seen(before), f"{at}: {outcome.why}"


def take_back(session: LiveSession, change: Change, outcome: Outcome, before: Snapshot, at: str) -> None:
    """The inverse of a change is possible, and brings back as many tracks, clips and locators."""
    real = change.resolved(dict(outcome.made))
    back = real.inverse(outcome, before, lambda region: Kept(region.sources[0], region.offset_s))
    now = session.snapshot()
    outcomes = session.apply(back, expected_revision=now.revision, label="undo")
    assert all(one.is_done for one in outcomes), f"{at}: {[one.why for one in outcomes]}"
    after = session.snapshot()
    for kind in ("tracks", "regions", "markers"):
        assert len(getattr(after, kind)) == len(getattr(before, kind)), f"{at}: {kind}"
