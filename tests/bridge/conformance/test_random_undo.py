"""Full sessions in files, every request taken back in random order: nothing is left over but what the user did.

`TONMEISTER_UNDO_TEST_SESSIONS` says how many, `TONMEISTER_UNDO_TEST_SEED` which one.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bench.daw_faults.random_session import drawn
from engine.daw import daw
from engine.daw.daw import Snapshot
from engine.media.audio import Audio, write_audio
from tests.bridge.conformance.daws import DAWS, Row, furnished
from tests.bridge.conformance.test_changes import told
from tests.engine.assistant.undo.song import AtWork, heard

SESSIONS = int(os.environ.get("TONMEISTER_UNDO_TEST_SESSIONS", "0"))
STEADY = (3, 932481737)
STEPS = 24
FILES = [row for row in DAWS if row.name in ("dawproject", "folder")]


@pytest.fixture(params=FILES, ids=lambda row: row.name)
def row(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Row:
    monkeypatch.setenv("TONMEISTER_HOME", str(tmp_path / "home"))
    found: Row = request.param
    return found


def test_in_random_order_nothing_is_left_over(row: Row, tmp_path: Path) -> None:
    for seed in seeds():
        folder = tmp_path / str(seed)
        folder.mkdir()
        work = AtWork(furnished(row.open(folder), rising(folder / "beat.wav", 1.0)), folder)
        try:
            in_random_order(work, random.Random(seed), rising(folder / "hook.wav", 2.0), f"seed {seed}")
        finally:
            work.library.close()
            work.session.close()


def in_random_order(work: AtWork, chance: random.Random, sound: Path, about: str) -> None:
    """A full session with a user who adds a track now and then, and restarts; then all requests are taken back."""
    first, mine = all_of(work.session.snapshot()), list[str]()
    for step in range(STEPS):
        kind = chance.random()
        if kind < 0.05:
            mine.append(f"Mine {step}")
            work.by_hand(daw.NewTrack(mine[-1], "audio", "mine"))
        elif kind < 0.1:
            work.restart()
        elif kind < 0.2:
            _, said = work.undo()
            assert not said or "nothing to undo" in said, f"{about}: {said}"
        else:
            turn = work.ask(drawn(work.session, chance, sound))
            assert all(one.outcome.state != "unknown" for one in turn.applied), about
    left = [turn.number for turn in work.library.turns() if turn.can_be_undone]
    chance.shuffle(left)
    for number in left:
        _, said = work.undo(f"#{number}")
        assert not said or any(text in said for text in ("is not left", "nothing left to undo")), f"{about}: {said}"
        done = work.library.turn(number)
        assert done is None or done.undone or not done.can_be_undone, f"{about}: {number} {said}"
    now = all_of(work.session.snapshot(), but=mine)
    assert now == first, f"{about}: {differences(first, now)}"


def all_of(snapshot: Snapshot, but: list[str] | None = None) -> list[Any]:
    """What a musician sees, and the sound of each region; without the tracks that the user has added."""
    tracks, regions, order, markers, tempo_map = told(snapshot)
    hidden = {track.name for track in snapshot.tracks if track.is_hidden} | set(but or ())
    kept = [row for row in tracks if row[0] not in hidden]
    audio = [one for one in snapshot.regions if one.kind == "audio"]
    sounds = sorted((one.name, round(one.start_beats, 2), *heard(one)) for one in audio)
    shown = [one for one in order if one not in hidden]
    shown = shown if "set_position" in snapshot.capabilities else []
    return [kept, regions, shown, markers, tempo_map, sounds]


def differences(one: list[Any], other: list[Any]) -> list[Any]:
    """What is in one only."""
    pairs = zip(one, other, strict=True)
    return [(a, b) for a, b in pairs if a != b]


def seeds() -> Iterator[int]:
    """The same two each run, and as many others as are asked for, printed."""
    wanted = os.environ.get("TONMEISTER_UNDO_TEST_SEED")
    any_number = random.SystemRandom()
    more = [any_number.randrange(1_000_000_000) for _ in range(SESSIONS)]
    for seed in [int(wanted)] if wanted else [*STEADY, *more]:
        print("seed", seed)
        yield seed


def rising(path: Path, seconds: float) -> Path:
    """A sound of which any stretch tells where it was taken from."""
    return write_audio(path, Audio(np.linspace(0.1, 0.6, round(48000 * seconds), dtype=np.float32)[None], 48000))
