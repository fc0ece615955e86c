"""What a client is told of a turn: only remedies that can work."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from engine.catalog.model import Voice
from engine.catalog.registry import Registry
from engine.daw.changes.placing import PlaceMidi
from engine.daw.daw import Outcome
from engine.library.library import Library
from engine.library.turn import Applied, StepRecord, Turn
from engine.media.clip import midi_clip
from engine.media.note import Note, TempoMap
from engine.service.clip_view import ClipViewer
from engine.service.turn_view import TurnProgress, turn_view
from engine.tasks.plan import Plan, Step
from tests.fakes import FakeModel


@pytest.mark.parametrize(("record", "labels"), [
    (StepRecord("failed", error="'Melody' is midi; a sound is needed here.", is_final=True), []),
    (StepRecord("failed", error="It sings up to 30 s.", is_final=True, model="one"), ["With Fake"]),
    (StepRecord("failed", error="It crashed.", model="one"), ["Try again", "With Fake"]),
])  # fmt: skip
def test_another_model_is_offered_where_one_was_tried(tmp_path: Path, record: StepRecord, labels: list[str]) -> None:
    models = {name: FakeModel(model_id=name) for name in ("one", "two")}
    library = Library(tmp_path / "library")
    turn = Turn(1, "sing it", Plan((Step("sing", {"midi": "m1"}),)), (record,), state="failed")
    view = turn_view(turn, ClipViewer(library, Registry(models, {})), TurnProgress())
    assert [remedy.label for remedy in view.remedies] == labels
    library.close()


def test_an_answer_is_sent_as_words(tmp_path: Path) -> None:
    library = Library(tmp_path / "library")
    asked = Plan((Step("ask", {"text": "Which effect?"}),), answers=(("reverb", "put a reverb on it"),))
    view = turn_view(Turn(1, "put an effect on it", asked, state="answered"),
                     ClipViewer(library, Registry({}, {})), TurnProgress())
    assert [(one.label, one.text, one.steps) for one in view.remedies] == [("reverb", "put a reverb on it", ())]
    library.close()


VOICES = (Voice("rms", "Rms", "male", description="a clear tenor; reads 90 % right"), Voice("awb", "Awb", "male"),
          Voice("slt", "Slt", "female", description="a light soprano"))  # fmt: skip


class Singer(FakeModel):
    """Sings with three voices."""

    def voices(self) -> tuple[Voice, ...]:
        return VOICES


@pytest.mark.parametrize(("task", "labels", "ids"), [
    ("sing", ["Rms · a clear tenor", "Slt · a light soprano", "Awb · male"], ["rms", "slt", "awb"]),
    ("speak", ["a woman's voice", "a man's voice", "a child's voice"], ["female", "male", "child"]),
])  # fmt: skip
def test_a_voice_that_there_is_not_offers_those_that_there_are(
    tmp_path: Path, task: str, labels: list[str], ids: list[str]
) -> None:
    library = Library(tmp_path / "library")
    wrong = Step(task, {"lyrics" if task == "sing" else "text": "hello", "voice": "bocelli"})
    after = Step("arrange", {"action": "place", "clip": "$1", "bar": 2})
    failed = StepRecord("failed", error="There is no voice 'bocelli'. Say male.", is_final=True, model="one")
    models = Registry({"one": Singer(model_id="one") if task == "sing" else FakeModel(model_id="one")}, {})
    turn = Turn(1, "sing it as bocelli", Plan((wrong, after)), (failed, StepRecord("not_run")), state="failed")
    offers = turn_view(turn, ClipViewer(library, models), TurnProgress()).remedies
    assert [one.label for one in offers] == labels
    assert [one.steps[0]["args"]["voice"] for one in offers] == ids and all(len(one.steps) == 2 for one in offers)
    done = replace(turn, steps=(failed, StepRecord("done")))
    assert labels[0] not in [one.label for one in turn_view(done, ClipViewer(library, models), TurnProgress()).remedies]
    library.close()


@pytest.mark.parametrize(("later", "is_placed", "shown"), [
    ("generate_midi", True, ["Chords", "Bass"]), ("generate_midi", False, ["Bass"]), ("edit_clip", True, ["Bass"]),
])  # fmt: skip
def test_what_lies_on_a_track_is_shown_beside_what_was_added_to_it(
    tmp_path: Path, later: str, is_placed: bool, shown: list[str]
) -> None:
    library = Library(tmp_path / "library")
    number = library.begin_turn("chords and a bass line").number
    notes = [library.adopt(midi_clip(tmp_path, name, [Note(60, 0.0, 1.0)], TempoMap(), 4.0), turn=number)
             for name in ("Chords", "Bass")]
    steps = (Step("generate_midi", {"kind": "chords"}), Step(later, {"kind": "bass", "clip": "$1"}))
    records = tuple(StepRecord("done", clips={"midi": clip.id}) for clip in notes)
    place = PlaceMidi("track", (Note(60, 0.0, 1.0),), 0.0, 4.0, "Chords")
    applied = (Applied(place, Outcome("done"), step=1),) if is_placed else ()
    turn = Turn(number, "chords and a bass line", Plan(steps), records, applied, state="done")
    view = turn_view(turn, ClipViewer(library, Registry({}, {})), TurnProgress())
    assert [clip.name for clip in view.clips] == shown
    library.close()
