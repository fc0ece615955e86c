"""freeze: by the DAW where it can; else printed in place, heard once, and taken back again."""

import numpy as np
import pytest

from engine.assistant.assistant import Assistant
from engine.assistant.mixdown.mixdown import mixdown
from engine.assistant.outboard import Outboard
from engine.catalog.registry import discover
from engine.daw import daw
from engine.daw.daw import CAPABILITIES
from engine.errors import UserError
from engine.library.library import Library
from engine.media.audio import Audio, read_audio, write_audio
from engine.media.note import Note
from engine.tasks.plan import Step
from engine.workers.inline import Inline
from tests.fakes import FakeDaw, ScriptedPlanner

WAYS = {
    "freeze keys": [Step("freeze", {"track": "Keys", "action": "freeze"})],
    "bounce keys": [Step("freeze", {"track": "Keys", "action": "bounce"})],
    "bounce vox": [Step("freeze", {"track": "Vox", "action": "bounce"})],
    "unfreeze keys": [Step("freeze", {"track": "Keys", "action": "unfreeze"})],
    "unfreeze vox": [Step("freeze", {"track": "Vox", "action": "unfreeze"})],
    "bounce all": [Step("freeze", {"track": "All", "action": "bounce"})],
    "unfreeze all": [Step("freeze", {"track": "All", "action": "unfreeze"})],
    "undo": [Step("undo", {})],
}


@pytest.fixture
def song(tmp_path):
    session = FakeDaw(tmp_path, capabilities=CAPABILITIES - {"freeze"})
    keys, vox = session.user_track("Keys", "midi"), session.user_track("Vox")
    session.user_notes(keys, [Note(60, 0.0, 2.0), Note(64, 2.0, 2.0)], 4.0, "chords")
    session._set_track(keys, gain_db=-3.0)
    noise = np.random.default_rng(1).standard_normal((1, 96000)).astype(np.float32) * 0.1
    session.user_sound(vox, write_audio(tmp_path / "v.wav", Audio(noise, 48000)), 0.0, "voice", gain_db=-2.0)
    return session


@pytest.fixture
def tonmeister(song, tmp_path):
    return Assistant(
        registry=discover(), library=Library(tmp_path / "Tonmeister"), planner=ScriptedPlanner(WAYS), session=song
    )


def tracks(session):
    return {track.name: track for track in session.tracks}


def test_a_daw_that_freezes_does_it_itself(song, tonmeister):
    song.capabilities = CAPABILITIES
    assert tonmeister.ask("freeze keys").state == "done"
    assert tracks(song)["Keys"].is_frozen and len(song.tracks) == 2
    assert "already" in tonmeister.ask("freeze keys").answer
    tonmeister.ask("unfreeze keys")
    assert not tracks(song)["Keys"].is_frozen


def test_notes_become_sound_at_the_same_place_heard_once_and_back(song, tonmeister):
    turn = tonmeister.ask("bounce keys")
    assert turn.state == "done", turn.answer
    made = tracks(song)["Keys audio"]
    (region,) = [r for r in song.regions if r.track == made.id]
    assert region.start_beats == 4.0 and region.length_beats == pytest.approx(4.0, abs=0.01)
    assert np.abs(read_audio(region.sources[0]).samples).max() > 0.05
    assert tracks(song)["Keys"].mute and made.gain_db == -3.0
    registry = discover()
    players = Outboard(registry, Inline(registry))
    assert np.abs(mixdown(song.snapshot(), tracks={made.id}, players=players).audio.samples).max() > 0.03
    assert "not frozen" in tonmeister.ask("unfreeze vox").answer
    assert tonmeister.ask("unfreeze keys").state == "done"
    assert list(tracks(song)) == ["Keys", "Vox"] and not tracks(song)["Keys"].mute
    assert "not frozen" in tonmeister.ask("unfreeze keys").answer


def test_what_is_printed_already_is_not_printed_on_top_of_it(song, tonmeister):
    tonmeister.ask("freeze keys")
    before = list(tracks(song))
    assert "already" in tonmeister.ask("bounce keys").answer
    assert list(tracks(song)) == before
    tonmeister.ask("unfreeze keys")
    assert tonmeister.ask("bounce keys").state == "done"
    assert list(tracks(song)) == before


def test_a_group_becomes_one_sound_and_is_heard_once_and_back(song, tonmeister):
    group = song.user_track("All", "group")
    for name in ("Keys", "Vox"):
        song._set_track(tracks(song)[name].id, group=group)
    song._set_track(group, gain_db=-4.0)
    before = mixdown(song.snapshot()).audio
    turn = tonmeister.ask("bounce all")
    assert turn.state == "done", turn.answer
    made = tracks(song)["All audio"]
    assert tracks(song)["All"].mute and made.gain_db == -4.0 and not made.group
    (region,) = [r for r in song.regions if r.track == made.id]
    assert region.start_beats == 0.0
    after = mixdown(song.snapshot()).audio
    assert np.abs(after.samples[:, 4800:48000] - before.samples[:, 4800:48000]).max() < 1e-3
    assert tonmeister.ask("unfreeze all").state == "done"
    assert sorted(tracks(song)) == ["All", "Keys", "Vox"] and not tracks(song)["All"].mute


def test_effects_are_printed_in_place_and_bypassed(song, tonmeister):
    vox = tracks(song)["Vox"]
    song._set_track(
        vox.id, plugins=(daw.Plugin("p", "lowpass", parameters=(("cutoff_hz", 200.0),)), daw.Plugin("q", "Serum FX"))
    )
    before = mixdown(song.snapshot(), tracks={vox.id}).audio
    turn = tonmeister.ask("bounce vox")
    assert turn.state == "done", turn.answer
    assert "Serum FX" in turn.answer
    (region,) = [r for r in song.regions if r.track == vox.id]
    assert region.name == "voice" and region.gain_db == -2.0 and region.start_beats == 0.0
    printed = read_audio(region.sources[0])
    assert np.abs(printed.samples).std() < 0.5 * np.abs(before.samples).std()
    assert [plugin.on for plugin in tracks(song)["Vox"].plugins] == [False, True]
    tonmeister.ask("unfreeze vox")
    assert [plugin.on for plugin in tracks(song)["Vox"].plugins] == [True, True]
    (back,) = [r for r in song.regions if r.track == vox.id]
    assert np.allclose(
        read_audio(back.sources[0]).samples, read_audio(song.project.folder / "v.wav").samples, atol=1e-6
    )


def test_undo_takes_a_bounce_back(song, tonmeister):
    tonmeister.ask("bounce keys")
    tonmeister.ask("undo")
    assert list(tracks(song)) == ["Keys", "Vox"] and not tracks(song)["Keys"].mute


def test_nothing_to_print_is_said(song, tonmeister):
    assert "nothing to print" in tonmeister.ask("bounce vox").answer
    song._set_track(tracks(song)["Vox"].id, plugins=(daw.Plugin("q", "Serum FX"),))
    turn = tonmeister.ask("bounce vox")
    assert turn.state == "failed" and "freeze 'Vox' there" in turn.answer


def test_a_group_is_not_bounced(act):
    act.session.user_track("Room", "bus")
    act.session.capabilities = CAPABILITIES - {"freeze"}
    assert "bounce the tracks that go through it" in act("freeze", track="Room", action="bounce")
    with pytest.raises(UserError, match="no track"):
        act("freeze", track="Rooom hall", action="bounce")
