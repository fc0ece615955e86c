"""The mix of a private Ardour holds every track that must be heard."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from bridge.hosts.ardour_export import export_mix
from bridge.hosts.ardour_rig import ArdourRig
from engine.daw.daw import Change, NewTrack, PlaceAudio, PlaceMidi, SetMute
from engine.errors import DawError
from engine.media.audio import Audio, read_audio, write_audio
from engine.media.note import Note
from tests.daw.conftest import done, tone

FOUR_NOTES = (Note(60, 0, 1), Note(62, 1, 1), Note(64, 2, 1), Note(65, 3, 1))
BAR = 2 * 48000


def test_every_midi_track_is_in_the_mix_beside_many_audio_tracks(tmp_path: Path) -> None:
    """The audio is muted: what sounds are the notes in bars 1, 3, 5."""
    with ArdourRig(tmp_path, name="Full") as rig:
        session = rig.session()
        changes: list[Change] = []
        for number in range(3):
            at = 8.0 * number
            name = f"Notes {number}"
            changes += [NewTrack(name, "midi", ref=name), PlaceMidi(name, FOUR_NOTES, at, 4.0, name)]
        for number in range(4):
            name = f"Sound {number}"
            path = tone(tmp_path / f"{number}.wav", seconds=6.0 + number)
            changes += [NewTrack(name, ref=name), PlaceAudio(name, path, 8.0 + number, name), SetMute(name, True)]
        done(session, *changes)
        mixed(rig, tmp_path)
        session.save()
        rig.stop()
        mixed(rig, tmp_path)


def mixed(rig: ArdourRig, folder: Path) -> None:
    """Assert that the notes are in bars 1, 3, 5, each from its first one on."""
    mix = read_audio(rig.export(folder / "mix.wav"))
    level = [np.sqrt((mix.samples[:, bar * BAR : (bar + 1) * BAR] ** 2).mean()) for bar in range(6)]
    assert all(level[bar] > 0.005 for bar in (0, 2, 4)), level
    first_notes = [np.abs(mix.samples[:, bar * BAR : bar * BAR + BAR // 4]).max() for bar in (0, 2, 4)]
    assert min(first_notes) > 0.01 and max(first_notes) < 1.2 * min(first_notes), first_notes


@pytest.mark.parametrize(
    ("peak_db", "sound_from", "words"),
    [
        ("-1000.0", 0, "the notes of the track 'Top' are not in the mix"),
        ("-20.0", BAR, r"note of the track 'Top' at 0\.00 s is not in the mix"),
    ],
)
def test_a_mix_without_its_notes_is_an_error(tmp_path: Path, peak_db: str, sound_from: int, words: str) -> None:
    samples = np.full((2, 4 * BAR), 0.1, np.float32)
    samples[:, :sound_from] = 0
    env = stand_in(tmp_path, Audio(samples, 48000), f"note\tTop\t0\t24000\ntrack\tTop\t{peak_db}\n")
    with pytest.raises(DawError, match=words):
        export_mix(tmp_path / "session", "s", tmp_path / "out" / "mix.wav", env)
    assert list((tmp_path / "out").iterdir()) == []


def test_a_mix_with_its_notes_is_taken(tmp_path: Path) -> None:
    samples = np.full((2, 4 * BAR), 0.1, np.float32)
    env = stand_in(tmp_path, Audio(samples, 48000), "note\tTop\t0\t24000\ntrack\tTop\t-20.0\n")
    assert export_mix(tmp_path / "session", "s", tmp_path / "mix.wav", env).exists()


def stand_in(folder: Path, mix: Audio, rows: str) -> dict[str, str]:
    """An environment in which Ardour's export answers with this mix and these rows."""
    (folder / "session").mkdir()
    (folder / "home").mkdir()
    (folder / "bin").mkdir()
    write_audio(folder / "ready.wav", mix)
    (folder / "rows.txt").write_text(f"range\t0\t{mix.frames}\n{rows}done\n", "utf-8")
    tool = folder / "bin" / "ardour7-lua"
    tool.write_text(f'#!/bin/sh\ncp "{folder}/ready.wav" "$4/mix.wav"\ncp "{folder}/rows.txt" "$5"\n', "utf-8")
    tool.chmod(0o755)
    return {"HOME": str(folder / "home"), "PATH": f"{folder / 'bin'}:{os.environ['PATH']}"}
