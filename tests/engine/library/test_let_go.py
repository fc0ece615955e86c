"""What was taken back long ago goes from the disk; what anything still wants stays."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.assistant.assistant import Assistant
from engine.catalog.registry import Registry
from engine.library import let_go as lets_go
from engine.library.cold import handed_out, pack_cold
from engine.library.let_go import KEPT_REQUESTS, let_go
from engine.library.library import Library
from engine.library.turn import Turn
from engine.media.audio import Audio, read_audio, write_audio
from engine.media.clip import Clip
from engine.tasks.plan import Step
from models.edit.effects import Effects
from tests.fakes import FakeDaw, FakeModel, ScriptedPlanner


class Room:
    """A session with one sound, and what is asked of it."""

    def __init__(self, folder: Path) -> None:
        self.session, self.library = FakeDaw(folder), Library(folder / "Tonmeister")
        noise = np.random.default_rng(1).uniform(-0.4, 0.4, (1, 48000)).astype(np.float32)
        self.sound = write_audio(folder / "vox.wav", Audio(noise, 48000))
        self.vox = self.session.user_sound(self.session.user_track("Vox"), self.sound, 0.0, "vox")
        models = {"effects": Effects(), "fake": FakeModel()}
        self.assistant = Assistant(
            registry=Registry(models=models), library=self.library, planner=ScriptedPlanner({}), session=self.session
        )

    def ask(self, task: str, state: str = "done", **args: object) -> Turn:
        turn = self.assistant.ask(f"{task} {args}", steps=[Step(task, args)], approve=lambda plan: True)
        assert turn.state == state, turn.answer
        return turn

    def effect(self, cutoff_hz: float) -> Clip:
        turn = self.ask("apply_effect", clip=f"region:{self.vox}", effect="lowpass", cutoff_hz=cutoff_hz)
        clip = self.library.clip(turn.clip_ids[0])
        assert clip is not None
        return clip

    def wait(self) -> None:
        for _ in range(KEPT_REQUESTS):
            self.ask("chat", state="answered", text="mm")

    def at_rest(self) -> int:
        playing = [source for region in self.session.snapshot().regions for source in region.sources]
        pack_cold(self.library, playing=playing)
        return let_go(self.library)

    def lies(self, clip: Clip) -> bool:
        return clip.path.exists() or clip.path.with_suffix(".flac").exists()


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Room:
    monkeypatch.setattr("engine.library.cold._LEAST_BYTES", 0)
    return Room(tmp_path)


def test_what_was_taken_back_goes_after_so_many_requests_and_not_before(room: Room) -> None:
    kept, gone = room.effect(4000.0), room.effect(2000.0)
    room.ask("undo")
    for _ in range(KEPT_REQUESTS - 1):
        room.ask("chat", state="answered", text="mm")
    assert room.at_rest() == 0
    assert room.lies(gone)
    room.ask("chat", state="answered", text="mm")
    assert room.at_rest() > 0
    assert not room.lies(gone)
    assert room.lies(kept)
    assert not list((room.library.folder / "Clips").glob("*2000*")), "nor under another name"
    assert "redo" in room.ask("redo", state="failed").answer, "told, not half done"
    assert room.at_rest() == 0, "once"


def test_the_session_and_the_takes_are_as_they_were(room: Room) -> None:
    room.effect(4000.0)
    room.effect(2000.0)
    room.ask("undo")
    room.wait()
    before = read_audio(room.session.snapshot().regions[0].sources[0]).samples
    assert room.at_rest() > 0
    assert np.array_equal(read_audio(room.session.snapshot().regions[0].sources[0]).samples, before)
    assert "take 1 of 2" in room.ask("take", action="use", clip=f"region:{room.vox}", number="1").answer
    assert "take 2 of 2" in room.ask("take", action="use", clip=f"region:{room.vox}", number="2").answer
    room.ask("undo", target="everything")
    assert np.array_equal(
        read_audio(room.session.snapshot().regions[0].sources[0]).samples, read_audio(room.sound).samples
    )


def test_a_take_that_was_used_since_stays(room: Room) -> None:
    clip = room.effect(4000.0)
    room.ask("undo")
    room.ask("take", action="use", clip=f"region:{room.vox}", number="2")
    room.wait()
    room.at_rest()
    assert room.lies(clip)
    assert room.library.clip(clip.id) is not None


def test_what_was_made_again_stays(room: Room) -> None:
    clip = room.effect(4000.0)
    room.ask("undo")
    room.ask("redo")
    room.wait()
    room.at_rest()
    assert room.lies(clip)


def test_what_a_kept_clip_was_made_from_stays(room: Room) -> None:
    made = room.ask("generate_audio", prompt="rain", duration=1.0)
    room.ask("arrange", action="duplicate", clip=made.clip_ids[0], bar=9)
    copied = room.session.snapshot().regions[-1].id
    room.ask("apply_effect", clip=f"region:{copied}", effect="lowpass", cutoff_hz=900.0)
    room.ask("undo", target=f"#{made.number}")
    room.wait()
    room.at_rest()
    clip = room.library.record(made.clip_ids[0])
    assert clip is not None
    assert room.lies(clip)


def test_what_was_dragged_out_or_is_played_stays(room: Room) -> None:
    dragged, played = room.effect(4000.0), room.effect(2000.0)
    room.ask("undo", steps=2)
    handed_out(room.library, dragged.id)
    room.wait()
    pack_cold(room.library, playing=[played.path])
    assert let_go(room.library) == 0
    assert room.lies(dragged)
    assert room.lies(played)
    assert room.at_rest() > 0, "when it is played no longer"
    assert room.lies(dragged)
    assert not room.lies(played)


def test_a_program_that_ends_in_between_loses_nothing_that_is_wanted(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, gone = room.effect(4000.0), room.effect(2000.0)
    room.ask("undo")
    room.wait()
    with monkeypatch.context() as broken:
        broken.setattr(lets_go, "_unused", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            room.at_rest()
    assert room.lies(kept)
    assert room.lies(gone)
    assert room.ask("undo").answer


def test_a_step_on_the_way_goes_and_is_made_again_for_a_correction(room: Room) -> None:
    clip = f"region:{room.vox}"
    steps = [Step("apply_effect", {"clip": clip, "effect": "lowpass", "cutoff_hz": hz}) for hz in (6000.0, 3000.0)]
    turn = room.assistant.ask("duller", steps=steps)
    on_the_way, made = (room.library.record(one.clips["audio"]) for one in turn.steps)
    assert on_the_way and made and turn.state == "done"
    for _ in range(KEPT_REQUESTS - 1):
        room.ask("chat", state="answered", text="mm")
    assert room.at_rest() == 0
    room.ask("chat", state="answered", text="mm")
    assert room.at_rest() > 0 and not room.lies(on_the_way) and room.lies(made)
    assert room.at_rest() == 0, "once"
    room.ask("apply_effect", clip=clip, effect="eq", freq_hz=1000.0, gain_db=6.0)
    step = replace(steps[1], args={**steps[1].args, "cutoff_hz": 1500.0}, op="fix", base=f"{turn.number}.2")
    corrected = room.assistant.ask("duller still", steps=[step])
    assert corrected.state == "done"
    assert [one.args.get("cutoff_hz") for one in corrected.plan.steps] == [6000.0, 1500.0, None]
    (region,) = room.session.snapshot().regions
    now = read_audio(region.sources[0]).samples
    room.ask("undo")
    room.ask("undo")
    room.ask("undo")
    room.assistant.ask("all at once", steps=[steps[0], replace(step, op="fresh", base="")])
    room.ask("apply_effect", clip=clip, effect="eq", freq_hz=1000.0, gain_db=6.0)
    (region,) = room.session.snapshot().regions
    assert np.abs(read_audio(region.sources[0]).samples - now).max() < 1e-3


def test_a_step_on_the_way_that_was_spoken_of_since_stays(room: Room) -> None:
    clip = f"region:{room.vox}"
    steps = [Step("apply_effect", {"clip": clip, "effect": "lowpass", "cutoff_hz": hz}) for hz in (6000.0, 3000.0)]
    on_the_way = room.assistant.ask("duller", steps=steps).steps[0].clips["audio"]
    room.ask("arrange", action="place", clip=on_the_way, track="Vox 2", bar=9)
    room.wait()
    room.at_rest()
    kept = room.library.record(on_the_way)
    assert kept and room.lies(kept)
