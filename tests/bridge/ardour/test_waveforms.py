"""What takes a region away waits until Ardour has drawn the sounds that came last."""

from __future__ import annotations

import threading
import time
from pathlib import Path

from bridge.ardour import waveforms
from bridge.ardour.waveforms import Waveforms, waveform_files
from bridge.hosts.fake_ardour import FakeArdour
from engine.daw.daw import NewTrack, PlaceAudio, RemoveRegion, SetGain
from tests.daw.conftest import done, tone


def test_files_are_named_as_ardour_names_them(tmp_path: Path) -> None:
    sound = tmp_path / "interchange" / "Song" / "audiofiles" / "short-06f03fba.wav"
    left, right = waveform_files(sound, 2)
    assert left.parent == right.parent == tmp_path / "peaks"
    assert left.name == "ece967e9853ebab2bb65d308b041f970bdc6eef5.peak"
    assert right.name == "e2cb9703ee48173fbbab81f371099e9b193f2383.peak"


def sound_in(folder: Path, seconds: float) -> tuple[Path, Path]:
    """A sound in a session's own folder, and where its waveform comes."""
    (folder / "interchange" / "Song" / "audiofiles").mkdir(parents=True)
    (folder / "peaks").mkdir()
    sound = tone(folder / "interchange" / "Song" / "audiofiles" / "a.wav", seconds=seconds, channels=1)
    return sound, waveform_files(sound, 1)[0]


def test_it_waits_until_the_last_point_is_written(tmp_path: Path) -> None:
    sound, waveform = sound_in(tmp_path, 1.0)
    turns: list[float] = []
    drawing = Waveforms(lambda: turns.append(time.monotonic()))
    drawing.expect(sound)
    written: list[float] = []

    def draw() -> None:
        with waveform.open("wb") as file:
            for point in range(188):  # half a point stands for the rest of 48000 samples
                if point % 20 == 0:
                    time.sleep(0.02)
                file.write(b"\1" * 8)
                file.flush()
        written.append(time.monotonic())

    thread = threading.Thread(target=draw)
    thread.start()
    drawing.wait()
    thread.join()
    assert len(turns) == 1 and turns[0] > written[0]
    drawing.wait()
    assert len(turns) == 1


def test_silence_and_a_waveform_that_never_comes_are_not_waited_for_long(tmp_path: Path) -> None:
    silent, waveform = sound_in(tmp_path / "silent", 1.0)
    waveform.write_bytes(bytes(131_072))
    absent, _ = sound_in(tmp_path / "absent", 1.0)
    for sound, limit in ((silent, waveforms.QUIET_S), (absent, waveforms.ABSENT_S)):
        drawing = Waveforms(lambda: None)
        drawing.expect(sound)
        began = time.monotonic()
        drawing.wait()
        assert limit - 0.05 < time.monotonic() - began < limit + 5


def test_a_region_goes_when_it_is_drawn_and_not_before(tmp_path: Path) -> None:
    with FakeArdour(tmp_path / "Song", draws_s=0.4) as host:
        session = host.session()
        track = done(session, NewTrack("t", ref="t"))["t"]
        placed = done(session, PlaceAudio(track, tone(tmp_path / "a.wav"), 0.0, "a", ref="r"))["r"]
        peaks = host.folder / "peaks"
        assert not list(peaks.glob("*.peak"))
        done(session, PlaceAudio(track, tone(tmp_path / "b.wav"), 8.0, "b"))  # nothing goes: nothing is waited for
        assert not list(peaks.glob("*.peak"))
        done(session, RemoveRegion(placed))
        assert len(list(peaks.glob("*.peak"))) == 4
        done(session, SetGain(track, -3.0))
        session.close()
