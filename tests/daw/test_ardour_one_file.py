"""On a real Ardour: what is placed lies on the disk once, and the session stands on its own."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np

from bridge.hosts.ardour_rig import ArdourRig
from engine.assistant.resolve import region_audio
from engine.daw import daw
from engine.media.audio import Audio, write_audio
from tests.daw.conftest import done


def test_a_sound_is_no_second_file_and_the_session_can_be_moved(tmp_path: Path) -> None:
    at = np.arange(48000) / 48000
    left, right = (0.3 * np.sin(2 * np.pi * pitch * at).astype(np.float32) for pitch in (220.0, 330.0))
    sound = write_audio(tmp_path / "two.wav", Audio(np.stack([left, right]), 48000))
    with ArdourRig(tmp_path / "first", name="Song") as rig:
        session = rig.session()
        done(session, daw.NewTrack("Two", ref="t"), daw.PlaceAudio("t", sound, 4.0, "two", ref="r"))
        (region,) = session.snapshot().regions
        assert [source.samefile(sound) for source in region.sources] == [True]
        assert list((rig.session_folder / "interchange").rglob("*.wav")) == list(region.sources)
        session.save()
        moved = tmp_path / "second" / "Song"
    shutil.copytree(rig.session_folder, moved)
    shutil.rmtree(tmp_path / "first")
    sound.unlink()
    with ArdourRig(tmp_path / "second", name="Song") as rig:
        (region,) = rig.session().snapshot().regions
        assert region.sources[0].is_relative_to(moved) and region.start_beats == 4.0
        np.testing.assert_allclose(region_audio(region).samples, [left, right], atol=1e-6)
        heard = rig.export(tmp_path / "mix.wav")
    mix = region_audio(daw.Region("", "", "", "audio", 0.0, 0.0, (heard,))).samples[:, 96000 : 96000 + 48000]
    for channel, own, other in ((0, left, right), (1, right, left)):
        assert np.corrcoef(mix[channel], own)[0, 1] > 0.99 > 0.1 > abs(np.corrcoef(mix[channel], other)[0, 1])
