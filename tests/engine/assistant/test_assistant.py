"""The whole loop on a DAW in memory: plan, job, placing, read-back, undo in any order, redo, restart."""

from dataclasses import replace

import numpy as np
import pytest

from engine.assistant.assistant import Assistant
from engine.assistant.planner_context import build_context
from engine.catalog.model import Text
from engine.catalog.registry import Registry
from engine.daw import daw
from engine.errors import Cancelled
from engine.library.library import Library
from engine.library.take import steps_of_take
from engine.media.audio import Audio, write_audio
from engine.media.note import Note
from engine.planner.offline.planner import OfflinePlanner
from engine.tasks.plan import Step, validated
from tests.fakes import FakeDaw, FakeModel, ScriptedPlanner

MELODY = [Note(pitch, float(beat), 1.0) for beat, pitch in enumerate((67, 70, 74, 72, 70, 69, 67, 67))]

SCRIPT = {
    "beat": [
        Step("generate_audio", {"prompt": "lo-fi beat", "bars": 1}),
        Step("arrange", {"action": "place", "clip": "$1", "bar": 1}),
    ],
    "bass": lambda context: [Step("generate_midi", {"kind": "bass", "clip": context.last})],
    "sing": lambda context: [Step("sing", {"midi": context.selected_clips[0], "lyrics": "oh"})],
    "sing at bar 2": lambda context: [
        Step("sing", {"midi": context.selected_clips[0], "lyrics": "oh"}),
        Step("arrange", {"action": "place", "clip": "$1", "bar": 2}),
    ],
    "to bar 3": lambda context: [Step("arrange", {"action": "move", "clip": context.last, "bar": 3})],
    "again at bar 5": lambda context: [Step("arrange", {"action": "duplicate", "clip": context.last, "bar": 5})],
    "drums": [
        Step("generate_audio", {"prompt": "beat"}),
        Step("separate_stems", {"clip": "$1", "stems": ["drums"]}),
        Step("arrange", {"action": "place", "clip": "$2.drums", "track": "Only drums", "bar": 3}),
    ],
    "down": [
        Step("mix", {"track": "vocal", "action": "gain", "value_db": -3}),
        Step("mix", {"track": "vocal", "action": "pan", "value": -0.2}),
    ],
    "quieter": [Step("mix", {"track": "vocal", "action": "gain", "value_db": -3})],
    "undo": [Step("undo", {})],
    "undo bass": [Step("undo", {"target": "bass"})],
    "undo the volume": [Step("undo", {"target": "panning"})],
    "undo everything": [Step("undo", {"target": "everything"})],
    "redo": [Step("redo", {})],
    "delete": [Step("arrange", {"action": "delete", "track": "Melody"})],
    "delete melody": lambda context: [Step("arrange", {"action": "delete", "clip": context.selected_clips[0]})],
    "history": [Step("history", {})],
    "speak": [Step("speak", {"text": "hello"})],
    "chat": [Step("chat", {"text": "Hello."})],
    "letter": [
        Step("generate_audio", {"prompt": "beat"}),
        Step("mix", {"track": "Melody", "action": "mute"}),
        Step("transcribe", {"clip": "$1"}),
        Step("speak", {"text": "$3"}),
        Step("arrange", {"action": "place", "clip": "$4", "bar": 3}),
    ],
    "chain fails": [
        Step("generate_audio", {"prompt": "x"}),
        Step("describe_music", {"clip": "$1"}),
        Step("speak", {"text": "hi"}),
    ],
    "to the moon": [Step("mix", {"track": "Moon", "action": "mute"})],
}


@pytest.fixture
def song(tmp_path):
    session = FakeDaw(tmp_path)
    track = session.user_track("Melody", "midi")
    session.select(session.user_notes(track, MELODY, 8.0))
    return session


def assistant(session, tmp_path, *models):
    registry = Registry(models={m.id: m for m in models or (FakeModel(),)})
    return Assistant(
        registry=registry, library=Library(tmp_path / "Tonmeister"), planner=ScriptedPlanner(SCRIPT), session=session
    )


def names(session):
    return [track.name for track in session.tracks]


def test_a_clip_lands_where_the_plan_says_and_intermediate_ones_do_not(song, tmp_path):
    tonmeister = assistant(song, tmp_path)
    turn = tonmeister.ask("drums")
    assert turn.state == "done", turn.answer
    assert names(song) == ["Melody", "Only drums"]
    (region,) = [r for r in song.regions if r.track != song.tracks[0].id]
    assert region.start_beats == 8.0
    assert "bar 3" in turn.answer


def test_a_result_lies_beside_its_source(song, tmp_path):
    tonmeister = assistant(song, tmp_path)
    assert tonmeister.ask("sing").state == "done"
    assert names(song) == ["Melody", "Vocal"]
    assert song.regions[-1].start_beats == 8.0


class Consonants(FakeModel):
    """Sings a consonant of a quarter of a second before the first note."""

    def run(self, args, inputs, brief, report):
        return {name: replace(clip, lead_in_s=0.25) for name, clip in super().run(args, inputs, brief, report).items()}


def test_a_sung_clip_keeps_its_first_note_on_the_bar_when_moved_and_copied(song, tmp_path):
    tonmeister = assistant(song, tmp_path, Consonants())
    for text in ("sing at bar 2", "to bar 3", "again at bar 5"):
        assert tonmeister.ask(text).state == "done"
    early = song.tempo_map.beats_at(0.25)
    starts = sorted(region.start_beats for region in song.snapshot().regions if region.kind == "audio")
    assert starts == pytest.approx([8 - early, 16 - early])


def test_key_comes_from_the_notes_of_the_session(song, tmp_path):
    model = FakeModel()
    assistant(song, tmp_path, model).ask("beat")
    assert model.briefs[0].key == "G minor"
    assert model.briefs[0].tempo_map.bpm_at(0) == 96


def test_undo_in_any_order_and_redo_after_a_restart(song, tmp_path):
    tonmeister = assistant(song, tmp_path)
    for text in ("beat", "bass", "sing", "down"):
        assert tonmeister.ask(text).state == "done", text
    assert names(song) == ["Melody", "Lo-fi beat", "Bass line", "Vocal"]
    turn = tonmeister.ask("undo bass")
    assert turn.state == "done" and turn.undoes == (2,)
    assert names(song) == ["Melody", "Lo-fi beat", "Vocal"]
    tonmeister.library.close()
    again = assistant(song, tmp_path)
    assert again.ask("redo").state == "done"
    assert names(song) == ["Melody", "Lo-fi beat", "Vocal", "Bass line"]
    assert again.ask("undo").undoes == (2,), "what was made again is the last thing done"
    assert names(song) == ["Melody", "Lo-fi beat", "Vocal"]
    assert again.ask("undo").undoes == (4,)
    vocal = next(t for t in song.tracks if t.name == "Vocal")
    assert (vocal.gain_db, vocal.pan) == (0.0, 0.0)
    assert again.ask("redo").redoes == (4,)
    assert again.ask("undo the volume").undoes == (4,)
    assert again.ask("undo everything").undoes == (4, 3, 1), "its panning was taken back, the level was left"
    assert names(song) == ["Melody"]
    assert again.ask("redo").redoes == (1, 3, 4)
    assert names(song) == ["Melody", "Lo-fi beat", "Vocal"]


def test_undo_is_refused_when_the_user_has_edited_since(song, tmp_path):
    tonmeister = assistant(song, tmp_path)
    tonmeister.ask("beat")
    region = song.regions[-1]
    song._set_region(region.id, start_beats=4.0)
    song._edits += 1
    turn = tonmeister.ask("undo")
    assert turn.state == "failed" and "changed since" in turn.answer
    assert names(song) == ["Melody", "Lo-fi beat"]


def test_deleting_what_the_user_made_wants_approval_and_can_be_undone(song, tmp_path):
    tonmeister = assistant(song, tmp_path)
    assert tonmeister.ask("delete melody").state == "refused"
    assert len(song.regions) == 1
    assert tonmeister.ask("delete melody", approve=lambda plan: True).state == "done"
    assert song.regions == []
    assert tonmeister.ask("undo").state == "done"
    assert [n.pitch for n in song.regions[0].notes] == [n.pitch for n in MELODY]


def test_a_daw_that_dies_in_the_middle_is_not_called_done(song, tmp_path):
    tonmeister = assistant(song, tmp_path)
    song.dies_after = 1
    turn = tonmeister.ask("beat")
    assert turn.state == "partly"
    assert [a.outcome.state for a in turn.applied] == ["done", "unknown"]
    assert "Not known" in turn.answer


def test_a_failing_model_hands_over_to_the_next(song, tmp_path):
    turn = assistant(
        song, tmp_path, FakeModel(fails=True, model_id="best", quality=3), FakeModel(model_id="plain")
    ).ask("speak")
    assert turn.state == "done"
    assert turn.steps[0].model == "plain"
    assert "Fake failed; done with Fake instead." in turn.answer


def test_what_the_task_does_not_give_is_no_result(song, tmp_path):
    class Other(FakeModel):
        def run(self, args, inputs, brief, report):
            return {"sound": next(iter(super().run(args, inputs, brief, report).values()))}

    turn = assistant(song, tmp_path, Other(model_id="best", quality=3), FakeModel(model_id="plain")).ask("speak")
    assert turn.steps[0].model == "plain"
    assert "Fake gave sound, and speak gives audio; done with Fake instead." in turn.answer


def test_finished_steps_stay_when_a_later_one_fails(song, tmp_path):
    turn = assistant(song, tmp_path).ask("chain fails")
    assert [record.state for record in turn.steps] == ["done", "failed", "done"]
    assert turn.state == "partly"
    assert "Nothing here carries out describe_music yet" in turn.answer


def test_a_track_that_does_not_exist_is_named_and_nothing_happens(song, tmp_path):
    turn = assistant(song, tmp_path).ask("to the moon")
    assert turn.state == "failed"
    assert "There is no track 'Moon'" in turn.answer


def test_a_daw_without_the_capability_gives_a_refusal_with_a_way(tmp_path):
    session = FakeDaw(tmp_path, capabilities=daw.CAPABILITIES - {"set_gain"})
    turn = assistant(session, tmp_path).ask("quieter")
    assert turn.state == "refused" and "set gain" in turn.answer


def test_without_a_daw_the_result_is_in_the_library_and_said(tmp_path):
    tonmeister = assistant(None, tmp_path)
    turn = tonmeister.ask("speak")
    assert turn.state == "done" and "library" in turn.answer
    clip = tonmeister.library.clip(turn.clip_ids[0])
    assert clip.path.exists() and clip.recipe.task == "speak"


def test_cancel_keeps_what_is_finished(song, tmp_path):
    tonmeister = assistant(song, tmp_path)

    def cancel_in_the_second_step(progress):
        if progress.step == 2:
            tonmeister.cancel()

    turn = tonmeister.ask("drums", on_progress=cancel_in_the_second_step)
    assert turn.state == "cancelled"
    assert turn.steps[0].state == "done" and turn.steps[1].state in ("cancelled", "done")
    assert str(Cancelled()) in turn.answer


def test_history_tells_what_it_cannot_read(song, tmp_path):
    tonmeister = assistant(song, tmp_path)
    tonmeister.ask("beat")
    tonmeister.library.database.execute("update turn set body = '{' where number = 1")
    told = tonmeister.ask("history").answer
    assert told.startswith("1. “beat” → What came of this cannot be read any more")


def test_history_tells_requests_and_models(song, tmp_path):
    tonmeister = assistant(song, tmp_path)
    tonmeister.ask("beat")
    told = tonmeister.ask("history").answer
    assert "“beat” → 'Lo-fi beat' lies on 'Lo-fi beat' at bar 1." in told and "fake" in told
    assert "generate_audio" not in told
    for _ in range(12):
        tonmeister.ask("beat")
    told = tonmeister.ask("history").answer
    assert len(told.split("\n")) < 12 and "the last 8 of 13" in told


def test_a_turn_that_was_cut_off_is_marked_at_the_next_start(song, tmp_path):
    tonmeister = assistant(song, tmp_path)
    tonmeister.library.begin_turn("never finished")
    tonmeister.library.close()
    (turn,) = Library(tmp_path / "Tonmeister").mark_interrupted()
    assert turn.state == "interrupted" and turn.text == "never finished"


def test_the_planner_sees_placed_clips_once_and_the_selection(song, tmp_path):
    tonmeister = assistant(song, tmp_path)
    tonmeister.ask("beat")
    tonmeister.ask("chat")
    context = tonmeister.planner.contexts[-1]
    assert [clip.name for clip in context.clips] == ["Lo-fi beat", "Melody"]
    assert context.clips[0].track == "Lo-fi beat" and context.last == context.clips[0].id
    assert context.selected_clips == (context.clips[1].id,)
    assert context.tempo == 96 and context.key == "G minor"
    assert replace(context.dialogue[0], results=()).user == "beat"


def test_what_is_attached_is_what_this_means(tmp_path):
    loop = write_audio(tmp_path / "Guitar loop.wav", Audio(np.zeros((1, 4800), np.float32), 48000))
    tonmeister = assistant(FakeDaw(tmp_path), tmp_path)
    tonmeister.ask("drums")
    context = build_context(tonmeister.library, tonmeister.session.snapshot(), {"f1": loop}, "")
    for text in ("what is the tempo of this?", "separate this into drums and rest"):
        assert OfflinePlanner().plan(text, context).steps[0].args["clip"] == "f1"


class Hears(FakeModel):
    """Hears the same words in everything."""

    tasks = (*FakeModel.tasks, "transcribe")

    def run(self, args, inputs, brief, report):
        if brief.task == "transcribe":
            return {"text": Text("dear all")}
        return super().run(args, inputs, brief, report)


def test_words_of_a_step_are_said_and_kept_for_another_take(song, tmp_path):
    model = Hears()
    tonmeister = assistant(song, tmp_path, model)
    turn = tonmeister.ask("letter")
    assert turn.state == "done", turn.answer
    assert turn.plan.steps[3].args["text"] == "dear all"
    assert model.briefs[-1].start_beats == song.regions[-1].start_beats == 8.0
    take = steps_of_take(replace(turn, plan=validated(SCRIPT["letter"])))
    assert [step.args.get("text") for step in take] == [None, None, "$2"]
