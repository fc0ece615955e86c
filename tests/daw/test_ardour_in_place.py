"""Edits, corrections and takes on a real Ardour: one audible region, whatever was asked before."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from bridge.ardour.session import ArdourSession
from bridge.hosts.ardour_rig import ArdourRig
from engine.assistant.assistant import Assistant
from engine.assistant.resolve import region_audio
from engine.catalog.registry import Registry
from engine.daw.daw import PlaceAudio, SetFadeOut
from engine.library.library import Library
from engine.tasks.plan import Step
from models.edit.edit import Editor
from models.edit.effects import Effects
from tests.daw.conftest import done, tone
from tests.fakes import ScriptedPlanner


def test_an_edit_its_correction_and_its_takes(session: ArdourSession, track: str, tmp_path: Path) -> None:
    made = done(session, PlaceAudio(track, tone(tmp_path / "vox.wav"), 4.0, "vox", "r"))["r"]
    planner, models = ScriptedPlanner({}), (Editor(), Effects())
    library = Library(tmp_path / "Tonmeister")
    registry = Registry(models={model.id: model for model in models})
    assistant = Assistant(registry=registry, library=library, planner=planner, session=session)

    def ask(step: Step) -> np.ndarray:
        planner.script["x"] = [step]
        turn = assistant.ask("x", approve=lambda plan: True)
        assert turn.state == "done", turn.answer
        (region,) = session.snapshot().regions_on(track)
        assert region.start_beats == 4.0 and not region.mute
        return region_audio(region).samples

    lowpass = {"clip": f"region:{made}", "effect": "lowpass"}
    dull = ask(Step("apply_effect", {**lowpass, "cutoff_hz": 60.0}))
    assert np.abs(dull).max() < 0.15
    assert np.abs(ask(Step("apply_effect", {**lowpass, "cutoff_hz": 4000.0}, "fix", "1.1"))).max() > 0.25
    assert np.abs(ask(Step("take", {"clip": lowpass["clip"], "action": "use", "number": "2"}))).max() < 0.15
    assert np.abs(ask(Step("undo", {}))).max() > 0.25
    assert np.abs(ask(Step("undo", {}))).max() < 0.15
    assert np.abs(ask(Step("undo", {}))).max() > 0.28
    library.close()


def test_a_fade_that_was_not_saved_is_known_to_who_connects_later(
    session: ArdourSession, track: str, rig: ArdourRig, tmp_path: Path
) -> None:
    made = done(session, PlaceAudio(track, tone(tmp_path / "f.wav"), 0.0, "f", "r"))["r"]
    done(session, SetFadeOut(made, 1.5))
    later = rig.session()
    before, after = session.snapshot(), later.snapshot()
    region = after.region(made)
    assert region is not None and region.fade_out_s == 1.5
    assert after.revision == before.revision
    later.close()
