"""The round trip behind `daw test`: does what Tonmeister asks for really arrive in this DAW?"""

from __future__ import annotations

import tempfile
import uuid
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from engine.daw.daw import (
    Change,
    Check,
    DawSession,
    NewTrack,
    Outcome,
    PlaceAudio,
    PlaceMidi,
    RemoveRegion,
    RemoveTrack,
    SetGain,
    Snapshot,
)
from engine.errors import TonmeisterError
from engine.media.audio import Audio, write_audio
from engine.media.note import Note

SECONDS = 1.0
START_BEATS = 4.0
NOTES = (Note(60, 0.0, 1.0, 90), Note(64, 1.0, 1.0, 70), Note(67, 2.0, 2.0, 110))


def round_trip(session: DawSession) -> list[Check]:
    """Put a tone and three notes on new tracks, read them back, and take them away again; never raises."""
    found: list[Check] = []
    try:
        before = session.snapshot()
    except TonmeisterError as error:
        return [Check("read the session", False, str(error))]
    found.append(
        Check(
            "read the session",
            True,
            f"'{before.project.name}': {len(before.tracks)} tracks, "
            f"{before.tempo_map.bpm_at(0):g} bpm, {before.sample_rate_hz} Hz",
        )
    )
    with tempfile.TemporaryDirectory(prefix="tonmeister-test-") as folder:
        try:
            _try_all(session, before, Path(folder), found)
        except TonmeisterError as error:
            found.append(Check("go on", False, str(error)))
    return found


def _try_all(session: DawSession, before: Snapshot, folder: Path, found: list[Check]) -> None:
    mark = uuid.uuid4().hex[:6]
    tone = _tone(folder / f"tone {mark}.wav", before.sample_rate_hz)
    wanted: list[Change] = [
        NewTrack(f"Tonmeister test {mark}", ref="audio"),
        PlaceAudio("audio", tone, START_BEATS, f"tone {mark}", ref="tone"),
    ]
    if "place_midi" in before.capabilities:
        wanted += [
            NewTrack(f"Tonmeister test {mark} notes", "midi", ref="midi"),
            PlaceMidi("midi", NOTES, START_BEATS, 4.0, f"notes {mark}", ref="notes"),
        ]
    if "set_gain" in before.capabilities:
        wanted.append(SetGain("audio", -6.0))
    possible = [change for change in wanted if change.capability in before.capabilities]
    if not any(isinstance(change, NewTrack) for change in possible):  # e.g. a folder, which has no tracks
        possible = [PlaceAudio("", tone, START_BEATS, f"tone {mark}", ref="tone")]
    made = _apply(session, before.revision, possible, found)
    _look(session, before, made, found)
    _clean_up(session, made, found)


def _apply(session: DawSession, revision: str, changes: Sequence[Change], found: list[Check]) -> dict[str, str]:
    outcomes = session.apply(changes, expected_revision=revision, label="test")
    for change, outcome in zip(changes, outcomes, strict=True):
        found.append(_check(change, outcome))
    return {ref: made for outcome in outcomes for ref, made in outcome.made if ref}


def _check(change: Change, outcome: Outcome) -> Check:
    return Check(change.capability.replace("_", " "), outcome.is_done, outcome.why or outcome.state.replace("_", " "))


def _look(session: DawSession, before: Snapshot, made: dict[str, str], found: list[Check]) -> None:
    after = session.snapshot()
    region = after.region(made.get("tone", ""))
    if region:
        first = before.tempo_map.sample_at(START_BEATS, before.sample_rate_hz)
        off = round(region.start_s * before.sample_rate_hz) - first
        short = round(region.length_s * before.sample_rate_hz) - round(SECONDS * before.sample_rate_hz)
        found.append(
            Check(
                "the tone's place and length",
                off == 0 and short == 0,
                f"{off:+d} and {short:+d} samples from what was asked for",
            )
        )
    region = after.region(made.get("notes", ""))
    if region:
        same = [(n.pitch, n.velocity, round(n.start_beats, 3), round(n.length_beats, 3)) for n in region.notes] == [
            (n.pitch, n.velocity, n.start_beats, n.length_beats) for n in NOTES
        ]
        found.append(Check("the notes", same, f"{len(region.notes)} of {len(NOTES)} read back"))


def _clean_up(session: DawSession, made: dict[str, str], found: list[Check]) -> None:
    now = session.snapshot()
    changes: list[Change] = [RemoveTrack(made[name]) for name in ("audio", "midi") if name in made]
    if not changes:
        changes = [RemoveRegion(made["tone"])] if "tone" in made else []
    changes = [change for change in changes if change.capability in now.capabilities]
    if not changes:
        return
    _apply(session, now.revision, changes, found)
    left = [region.name for region in session.snapshot().regions if region.id in made.values()]
    found.append(Check("nothing is left behind", not left, f"still there: {', '.join(left)}" if left else "all gone"))


def _tone(path: Path, rate: int) -> Path:
    wave = 0.2 * np.sin(2 * np.pi * 440 * np.arange(round(SECONDS * rate)) / rate)
    return write_audio(path, Audio(np.tile(wave.astype(np.float32), (2, 1)), rate))
