"""On a real Ardour: what was cut and then deleted with its track comes back whole, sound and notes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bridge.ardour.session import ArdourSession
from bridge.hosts.ardour_rig import ArdourRig
from engine.assistant.resolve import region_audio
from engine.daw import daw
from engine.daw.daw import Region
from engine.media.audio import Audio, read_audio, write_audio
from engine.media.note import Note
from tests.daw.conftest import done
from tests.engine.assistant.undo.song import AtWork

TUNE = (Note(60, 0.0, 1.0), Note(64, 1.0, 1.0), Note(67, 2.5, 1.0), Note(72, 3.0, 1.0))


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    """A second in stereo that only rises on the left and falls on the right."""
    rising = np.linspace(0.0, 0.9, 48000, dtype=np.float32)
    return write_audio(tmp_path / "rising.wav", Audio(np.stack([rising, -rising]), 48000))


def regions(session: ArdourSession, name: str) -> list[Region]:
    found = [one for one in session.snapshot().regions if one.name.startswith(name)]
    return sorted(found, key=lambda one: one.start_beats)


def sounds(region: Region) -> list[float]:
    samples = region_audio(region).samples
    return [float(at) for at in (*samples[:, 0], *samples[:, -1])]


def near(*values: float) -> object:
    return pytest.approx(list(values), abs=2e-3)


def files(rig: ArdourRig) -> set[Path]:
    return set(rig.folder.rglob("*.wav"))


@pytest.mark.parametrize("order", [(2, 1), (1, 2)], ids=["last first", "first first"])
def test_sound(
    session: ArdourSession, rig: ArdourRig, track: str, sound: Path, tmp_path: Path, order: tuple[int, int]
) -> None:
    name = f"cut {order[0]}"
    placed = done(session, daw.PlaceAudio(track, sound, 4.0, name, "r"))["r"]
    work = AtWork(session, tmp_path)
    whole = regions(session, name)[0]
    first = work.ask([daw.Split(placed, 4.0 + whole.length_beats / 4, "half")])
    before = files(rig)
    second = work.ask([daw.RemoveTrack(track)])
    assert not regions(session, name)
    for number in order:
        assert work.undo(f"#{(first, second)[number - 1].number}")[1] == ""
        if number == 2 and order[0] == 2:
            assert [sounds(one)[0] for one in regions(session, name)] == near(0.0, 0.225)
    (back,) = regions(session, name)
    assert back.start_beats == 4.0 and round(back.length_s, 4) == 1.0
    assert sounds(back) == near(0.0, 0.0, 0.9, -0.9)
    assert len(back.sources) == 1 and {path.name for path in files(rig)} == {path.name for path in before}
    work.library.close()


def test_sound_that_ardour_has_forgotten(session: ArdourSession, track: str, sound: Path, tmp_path: Path) -> None:
    """As after the session was cleaned up: it is imported whole, and shows the part that it showed."""
    part = {"offset_s": 0.25, "length_s": 0.5}
    made = done(session, daw.PlaceAudio(track, sound, 4.0, "forgotten", "r", was="999999", **part))["r"]
    (region,) = regions(session, "forgotten")
    assert region.start_beats == 4.0 and sounds(region) == near(0.225, -0.225, 0.675, -0.675)
    done(session, daw.Trim(made, 4.0 - 0.25 * 1.6, 4.0 + 0.75 * 1.6))
    (region,) = regions(session, "forgotten")
    assert sounds(region) == near(0.0, 0.0, 0.9, -0.9)


def test_a_cut_is_taken_back_after_an_edit_of_what_was_left(
    session: ArdourSession, track: str, sound: Path, tmp_path: Path
) -> None:
    placed = done(session, daw.PlaceAudio(track, sound, 4.0, "edited", "r"))["r"]
    work = AtWork(session, tmp_path)
    first = work.ask([daw.Trim(placed, 4.4, 5.2)])
    second = work.ask([daw.ReplaceContent(placed, sound, length_s=0.1)])
    assert work.undo(f"#{second.number}")[1] == ""
    assert sounds(regions(session, "edited")[0]) == near(0.225, -0.225, 0.675, -0.675)
    assert work.undo(f"#{first.number}")[1] == ""
    (back,) = regions(session, "edited")
    assert back.start_beats == pytest.approx(4.0, abs=1e-3) and sounds(back) == near(0.0, 0.0, 0.9, -0.9)
    work.library.close()


@pytest.mark.parametrize("order", [(2, 1), (1, 2)], ids=["last first", "first first"])
@pytest.mark.parametrize("cut", ["split", "trim"])
def test_notes(session: ArdourSession, melody: str, tmp_path: Path, cut: str, order: tuple[int, int]) -> None:
    name = f"tune {cut} {order[0]}"
    placed = done(session, daw.PlaceMidi(melody, TUNE, 8.0, 4.0, name, "r"))["r"]
    work = AtWork(session, tmp_path)
    first = work.ask([daw.Split(placed, 10.0, "half") if cut == "split" else daw.Trim(placed, 10.0, 12.0)])
    second = work.ask([daw.RemoveTrack(melody)])
    assert not regions(session, name)
    for number in order:
        assert work.undo(f"#{(first, second)[number - 1].number}")[1] == ""
    (back,) = regions(session, name)
    assert (back.start_beats, back.length_beats) == (8.0, 4.0)
    assert [(note.pitch, note.start_beats) for note in back.notes] == [(n.pitch, n.start_beats) for n in TUNE]
    work.library.close()


def test_a_removed_track_of_notes_is_heard_again(session: ArdourSession, rig: ArdourRig, tmp_path: Path) -> None:
    quiet = [daw.SetGain(one.id, -120.0) for one in session.snapshot().tracks if one.kind not in ("bus", "master")]
    made = done(
        session,
        *quiet,
        daw.NewTrack("Comes back", "midi", ref="m"),
        daw.PlaceMidi("m", TUNE, 4.0, 4.0, "Comes back", "r"),
        daw.PlaceMidi("m", TUNE[:2], 12.0, 4.0, "Comes back too", "s"),
    )
    before = session.snapshot()
    had = before.track(made["m"])
    work = AtWork(session, tmp_path)
    work.ask([daw.RemoveTrack(made["m"])])
    assert not regions(session, "Comes back")
    assert work.undo()[1] == ""
    snapshot = session.snapshot()
    back = next(one for one in snapshot.tracks if one.name == "Comes back")
    assert had and [one.name for one in back.plugins] == [one.name for one in had.plugins] != []
    assert [(one.name, one.start_beats, one.length_beats, len(one.notes)) for one in snapshot.regions_on(back.id)] == [
        ("Comes back", 4.0, 4.0, 4), ("Comes back too", 12.0, 4.0, 2),
    ]  # fmt: skip
    mix = read_audio(rig.export(tmp_path / "mix.wav", end_beats=20.0))
    beat = 48000 * 60 // 96
    loud = np.abs(mix.samples).max(axis=0)
    assert loud[: 4 * beat - 10].max() < 1e-4
    assert loud[4 * beat : 8 * beat].max() > 0.01 < loud[12 * beat : 14 * beat].max()
    work.library.close()
