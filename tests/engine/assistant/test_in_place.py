"""Edits, corrections and takes on a DAW in memory: one audible result in each place, whatever was asked before."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from engine.assistant.assistant import Assistant
from engine.assistant.planner_context import build_context
from engine.catalog.registry import Registry
from engine.daw import daw
from engine.library.library import Library
from engine.library.takes import Takes
from engine.media.audio import Audio, read_audio, write_audio
from engine.media.clip import audio_clip
from engine.media.note import Note
from engine.tasks.plan import Step
from models.edit.edit import Editor
from models.edit.effects import Effects
from models.edit.tempo_key import TempoKey
from tests.fakes import FakeDaw, FakeModel, ScriptedPlanner

MELODY = [Note(pitch, float(beat), 1.0) for beat, pitch in enumerate((67, 70, 74, 72, 70, 69, 67, 67))]
SECONDS = 4.0


class Voice(FakeModel):
    """Sings a tone whose pitch says how it was asked for; takes sounds apart into tones."""

    tasks = ("sing", "separate_stems", "generate_audio", "generate_midi", "harmonize")
    lead_in_s = 0.0

    def run(self, args, inputs, brief, report):
        self.briefs.append(brief)
        source = next(iter(inputs.values()), None)
        placing = {"start_beats": source.start_beats} if source else {}
        if brief.task == "generate_midi":
            return super().run(args, inputs, brief, report)
        if brief.task == "separate_stems":
            sound = source.audio()
            names = args.get("stems") or ["vocals", "drums", "bass", "other"]
            parts = {name: tone(100 + 50 * n, sound.seconds) for n, name in enumerate([*names, "rest"])}
            return {name: audio_clip(brief.folder, name.title(), part, **placing) for name, part in parts.items()}
        told = f"{args.get('lyrics')}{args.get('style')}{args.get('prompt')}{brief.seed}"
        t = np.arange(48000 * 2) / 48000
        sung = 0.2 * np.sin(2 * np.pi * (200 + sum(map(ord, told))) * t)
        name = "Vocal" if brief.task == "sing" else "Beat" if brief.task == "generate_audio" else "Harmony"
        lead_in = {"lead_in_s": self.lead_in_s} if brief.task == "sing" else {}
        sound = Audio(sung[None].astype(np.float32), 48000)
        return {"audio": audio_clip(brief.folder, name, sound, **placing, **lead_in)}


class Room:
    """A session with a recorded vocal and a melody, and what is asked of it."""

    def __init__(self, folder, **options):
        self.folder = folder
        self.session = FakeDaw(folder, **options)
        self.path = write_audio(folder / "vox.wav", tone(330, SECONDS))
        self.vox_track = self.session.user_track("Lead Vox")
        self.vox = self.session.user_sound(self.vox_track, self.path, 4.0, "vocal", fade_in_s=0.1)
        self.melody = self.session.user_notes(self.session.user_track("Melody", "midi"), MELODY, 8.0)
        self.voice = Voice()
        self.open()

    def open(self):
        models = {m.id: m for m in (self.voice, Editor(), Effects(), TempoKey())}
        self.library = Library(self.folder / "Tonmeister")
        self.planner = ScriptedPlanner({})
        self.assistant = Assistant(
            registry=Registry(models=models), library=self.library, planner=self.planner, session=self.session
        )

    def reopen(self):
        self.library.close()
        self.open()

    def ask(self, *steps, text=""):
        text = text or f"request {len(self.library.turns()) + 1}"
        self.planner.script[text] = list(steps)
        turn = self.assistant.ask(text, approve=lambda plan: True)
        assert turn.state == "done", turn.answer
        return turn

    def undo(self):
        return self.ask(Step("undo", {}))

    def redo(self):
        return self.ask(Step("redo", {}))

    def region(self, track="Lead Vox"):
        (found,) = self.regions(track)
        return found

    def regions(self, track):
        ids = {one.id for one in self.session.tracks if one.name == track}
        return [region for region in self.session.snapshot().regions if region.track in ids]

    def audible(self):
        silent = {track.id for track in self.session.tracks if track.mute}
        return [r for r in self.session.regions if not r.mute and r.track not in silent and r.kind == "audio"]

    def sound(self, track="Lead Vox"):
        region = self.region(track)
        end_s = region.offset_s + region.length_s
        return read_audio(region.sources[0], start_s=region.offset_s, end_s=end_s).samples

    def names(self):
        return [track.name for track in self.session.tracks]

    def view(self):
        return build_context(self.library, self.session.snapshot(), {}, "")


def pitch_of(samples):
    return int(np.argmax(np.abs(np.fft.rfft(samples[0]))))


def tone(pitch_hz, seconds):
    t = np.arange(round(48000 * seconds)) / 48000
    return Audio((0.2 * np.sin(2 * np.pi * pitch_hz * t))[None].astype(np.float32), 48000)


@pytest.fixture(params=[False, True], ids=["same region", "made anew"])
def room(tmp_path, request):
    room = Room(tmp_path)
    room.session.makes_anew = request.param
    return room


def vox(room):
    return f"region:{room.vox}"


def reverb(room, wet, **more):
    return Step("apply_effect", {"clip": vox(room), "effect": "reverb", "wet": wet}, **more)


def eq(room, freq_hz, gain_db, **more):
    args = {"clip": vox(room), "effect": "eq", "freq_hz": freq_hz, "gain_db": gain_db, "q": 0.7}
    return Step("apply_effect", args, **more)


def heard(room, *effects):
    """How much louder effects make the vocal, each on its own."""
    found = 0.0
    for one in effects:
        room.ask(eq(room, *one))
        found += level(room)
        room.undo()
    return pytest.approx(found, abs=0.1)


def level(room):
    """How much louder the vocal is than it was."""
    return 20 * np.log10(rms(room.sound()) / rms(tone(330, SECONDS).samples))


def rms(samples):
    return np.sqrt(np.mean(np.square(samples[:, 4800:-4800])))


def sing(room, lyrics="oh", **more):
    args = {"midi": f"region:{room.melody}", "lyrics": lyrics, **more.pop("args", {})}
    return Step("sing", args, **more)


def test_an_edit_replaces_what_it_works_on_and_can_be_taken_back(room):
    before = room.sound()
    turn = room.ask(reverb(room, 0.4))
    region = room.region()
    assert room.names() == ["Lead Vox", "Melody"] and len(room.audible()) == 1
    assert (region.name, region.start_beats, region.fade_in_s) == ("vocal", 4.0, 0.1)
    assert not np.array_equal(room.sound()[:, : before.shape[1]], before) and "take 2 of 2" in turn.answer
    room.undo()
    assert np.array_equal(room.sound(), before)
    room.redo()
    assert not np.array_equal(room.sound()[:, : before.shape[1]], before)


def test_an_edit_that_tells_nothing_is_told_in_figures(room):
    assert "'vocal': 4.0 s → 8.0 s" in room.ask(Step("change_tempo_key", {"clip": vox(room), "ratio": 0.5})).answer
    room.undo()
    louder = room.ask(Step("apply_effect", {"clip": vox(room), "effect": "distortion", "drive_db": 30})).answer
    assert louder.startswith("'vocal': −") and " LUFS → −" in louder and " s → " not in louder
    assert " → " not in room.undo().answer


def test_what_is_edited_keeps_its_id_for_the_planner(room):
    shown = {clip.id for clip in room.view().clips}
    room.ask(reverb(room, 0.4))
    context = room.view()
    assert {clip.id for clip in context.clips} == shown and context.last == vox(room)
    assert context.history[0].out == (vox(room),) and context.dialogue[0].results[0].out == (vox(room),)
    room.undo()
    room.redo()
    assert {clip.id for clip in room.view().clips} == shown


def test_a_correction_starts_from_what_the_corrected_call_had_worked_on(room):
    room.ask(reverb(room, 0.9))
    for number, wet in enumerate((0.5, 0.2, 0.3), 1):
        room.ask(reverb(room, wet, op="fix", base=f"{number}.1"))
    corrected = room.sound()
    for _ in range(4):
        room.undo()
    room.ask(reverb(room, 0.3))
    assert np.array_equal(room.sound(), corrected)


def test_five_corrections_of_one_sung_line_leave_one_audible(room):
    room.ask(sing(room))
    for number in range(1, 6):
        turn = room.ask(sing(room, f"oh {number}", op="fix", base=f"{number}.1"))
    assert room.names() == ["Lead Vox", "Melody", "Vocal"]
    assert len(room.regions("Vocal")) == 1 and "take 6 of 6" in turn.answer
    assert len({brief.seed for brief in room.voice.briefs}) == 1, "what was not said stays as it was"
    first = room.library.turn(1).clip_ids[0]
    assert [clip.id for clip in room.view().clips if clip.track == "Vocal"] == [first]


def test_another_try_is_another_take_in_the_same_place(room):
    room.ask(sing(room))
    room.ask(sing(room, op="fix", base="1.1"))
    assert len(room.regions("Vocal")) == 1
    assert len({brief.seed for brief in room.voice.briefs}) == 2


def test_an_edit_after_a_sung_line_is_made_again_on_its_correction(room):
    room.ask(sing(room))
    vocal = room.library.turn(1).clip_ids[0]
    room.ask(Step("edit_clip", {"clip": vocal, "action": "reverse"}))
    turn = room.ask(sing(room, "ah", op="fix", base="1.1"))
    assert [step.task for step in turn.plan.steps] == ["sing", "edit_clip"]
    made = room.library.clip(turn.steps[0].clips["audio"]).audio().samples
    assert np.allclose(room.sound("Vocal"), made[:, ::-1], atol=0.01) and len(room.regions("Vocal")) == 1


def test_a_correction_of_an_early_call_keeps_the_corrections_of_others(room):
    room.ask(sing(room))
    vocal = room.library.turn(1).clip_ids[0]
    lowpass = {"clip": vocal, "effect": "lowpass"}
    room.ask(Step("apply_effect", {**lowpass, "cutoff_hz": 200.0}))
    room.ask(sing(room, "ah", op="fix", base="1.1"))
    room.ask(Step("apply_effect", {**lowpass, "cutoff_hz": 4000.0}, op="fix", base="2.1"))
    sung = room.library.clip(room.library.turn(3).steps[0].clips["audio"]).audio().samples
    assert np.abs(room.sound("Vocal")).max() > 0.15, "the first lowpass is gone"
    assert pitch_of(room.sound("Vocal")) == pitch_of(sung), "the corrected words are there"
    turn = room.ask(sing(room, "uh", op="fix", base="1.1"))
    assert turn.plan.steps[1].args["cutoff_hz"] == 4000.0 and len(turn.plan.steps) == 2


def test_a_second_voice_is_added_when_it_is_asked_for(room):
    room.ask(sing(room))
    room.ask(sing(room, op="again", base="1.1"))
    assert room.names() == ["Lead Vox", "Melody", "Vocal", "Vocal 2"]
    assert len({brief.seed for brief in room.voice.briefs}) == 2


def test_what_is_sung_again_is_sung_in_its_place(room):
    room.ask(sing(room))
    room.ask(sing(room, "la"))
    assert room.names() == ["Lead Vox", "Melody", "Vocal"] and len(room.regions("Vocal")) == 1


def test_a_correction_of_what_was_undone_stands_alone(room):
    room.ask(reverb(room, 0.9))
    room.undo()
    room.ask(reverb(room, 0.3, op="fix", base="1.1"))
    corrected = room.sound()
    room.undo()
    room.ask(reverb(room, 0.3))
    assert np.array_equal(room.sound(), corrected)


def test_a_correction_that_means_another_clip_takes_the_first_back(room):
    bass = write_audio(room.folder / "bass.wav", tone(60, 2.0))
    region = room.session.user_sound(room.session.user_track("Bass"), bass, 0.0, "bass")
    before = room.sound()
    room.ask(reverb(room, 0.5))
    args = {"clip": f"region:{region}", "effect": "reverb", "wet": 0.5}
    room.ask(Step("apply_effect", args, op="fix", base="1.1"))
    assert np.array_equal(room.sound(), before)
    assert not np.array_equal(room.sound("Bass")[:, :96000], tone(60, 2.0).samples)


def test_an_effect_for_all_clips_of_notes_of_a_track_is_one_plugin(room):
    """A plugin lies on the track, however many clips were named; corrected, it is still one."""
    track = room.region("Melody").track
    second = room.session.user_notes(track, MELODY, 24.0)
    clips = [f"region:{room.melody}", f"region:{second}"]

    def effect(**more):
        args = {"effect": "eq", "freq_hz": 300.0, **more}
        again = [{"op": "fix", "base": f"1.{number}"} if more else {} for number in (1, 2)]
        return [Step("apply_effect", {"clip": clip, **args}, **op) for clip, op in zip(clips, again, strict=True)]

    room.ask(*effect())
    assert [plugin.name for plugin in room.session.snapshot().track(track).plugins] == ["eq"]
    room.ask(*effect(gain_db=-3.0))
    (eq,) = room.session.snapshot().track(track).plugins
    assert dict(eq.parameters)["gain_db"] == -3.0
    room.undo()
    room.undo()
    assert not room.session.snapshot().track(track).plugins


def test_a_corrected_mix_starts_from_the_level_of_before(room):
    room.ask(Step("mix", {"track": "Lead Vox", "action": "gain", "value_db": -3.0}))
    room.ask(Step("mix", {"track": "Lead Vox", "action": "gain", "value_db": -2.0}, op="fix", base="1.1"))
    room.ask(Step("mix", {"track": "Lead Vox", "action": "gain", "value_db": -4.0}, op="fix", base="2.1"))
    assert room.session.tracks[0].gain_db == pytest.approx(-4.0)
    room.undo()
    assert room.session.tracks[0].gain_db == pytest.approx(-2.0)
    room.undo()
    room.undo()
    assert room.session.tracks[0].gain_db == 0.0


def test_a_fade_is_heard(room):
    args = {"clip": vox(room), "action": "fade_out", "duration": 2.0}
    room.ask(Step("edit_clip", args))
    assert room.region().fade_out_s == 2.0 and len(room.audible()) == 1
    room.ask(Step("edit_clip", {**args, "duration": 1.0}, op="fix", base="1.1"))
    assert room.region().fade_out_s == 1.0
    room.undo()
    assert room.region().fade_out_s == 2.0


def test_what_was_cut_off_by_mistake_may_lie_in_what_is_cut_instead(room):
    """The clip lies in bars 2 and 3; bar 2 is cut off, and then it was bar 3 that was meant."""
    whole = room.region()
    args = {"clip": vox(room), "action": "cut"}
    room.ask(Step("edit_clip", {**args, "start_bar": 2, "end_bar": 2}))
    assert (room.region().start_beats, room.region().end_beats) == (8.0, pytest.approx(whole.end_beats))
    turn = room.ask(Step("edit_clip", {**args, "start_bar": 3, "end_bar": 3}, op="fix", base="1.1"))
    assert turn.steps[0].state == "done", turn.steps[0].error
    assert (room.region().start_beats, room.region().end_beats) == (4.0, pytest.approx(8.0))
    room.undo()
    assert room.region().start_beats == 8.0
    room.undo()
    assert (room.region().start_beats, room.region().end_beats) == (4.0, pytest.approx(whole.end_beats))


@pytest.mark.parametrize("makes_anew", [False, True])
def test_what_the_daw_cut_is_faded_in_its_place_where_it_cannot_fade(tmp_path, makes_anew):
    """Also what it split: the part that is edited next is that part, not a copy on a track of its own."""
    room = Room(tmp_path, capabilities=daw.CAPABILITIES - {"fade_out"})
    room.session.makes_anew = makes_anew
    before = room.sound()
    fade = Step("edit_clip", {"clip": "$1", "action": "fade_out"})
    room.ask(Step("edit_clip", {"clip": vox(room), "action": "trim", "start": 0.0, "end": 2.0}), fade)
    assert (room.names(), len(room.audible())) == (["Lead Vox", "Melody"], 1)
    assert room.region().length_s == pytest.approx(2.0) and abs(room.sound()[0, -100:]).max() < 0.01
    room.undo()
    assert np.allclose(room.sound(), before, atol=1e-4), "what was cut off is there again"
    part = Step("edit_clip", {"clip": "$1.part_2", "action": "fade_out"})
    room.ask(Step("edit_clip", {"clip": vox(room), "action": "split", "at": 1.0}), part)
    assert room.names() == ["Lead Vox", "Melody"]
    assert sorted(one.length_s for one in room.audible()) == pytest.approx([1.0, 3.0])


def test_what_was_trimmed_and_then_edited_comes_back_whole(room):
    before = room.sound()
    room.ask(Step("edit_clip", {"clip": vox(room), "action": "trim", "start": 0.0, "end": 2.0}))
    room.ask(reverb(room, 0.4))
    room.undo()
    assert room.region().length_s == pytest.approx(2.0) and np.allclose(room.sound(), before[:, :96000], atol=1e-4)
    room.undo()
    assert np.allclose(room.sound(), before, atol=1e-4)


@pytest.mark.parametrize(("where", "begins", "lasts_s"), [((0.0, 1.0), 5.6, 3.0), ((3.0, 4.0), 4.0, 3.0)])
def test_what_is_cut_off_an_end_leaves_the_rest_where_it_is(room, where, begins, lasts_s):
    room.ask(Step("edit_clip", {"clip": vox(room), "action": "cut", "start": where[0], "end": where[1]}))
    region = room.region()
    assert (region.start_beats, region.length_s) == (pytest.approx(begins), pytest.approx(lasts_s))
    room.undo()
    assert (room.region().start_beats, room.region().length_s) == (pytest.approx(4.0), pytest.approx(4.0))


def test_bars_cut_out_of_a_region_leave_a_gap(tmp_path):
    room = Room(tmp_path)
    path = write_audio(tmp_path / "rain.wav", tone(220, 8.0))
    rain = room.session.user_sound(room.session.user_track("Rain"), path, 0.0, "rain")
    before = [(one.start_beats, one.length_s) for one in room.regions("Rain")]
    room.ask(Step("edit_clip", {"clip": f"region:{rain}", "action": "cut", "start_bar": 2, "end_bar": 2}))
    assert sorted((one.start_beats, one.length_s) for one in room.regions("Rain")) == [(0.0, 2.5), (8.0, 3.0)]
    room.undo()
    assert [(one.start_beats, one.length_s) for one in room.regions("Rain")] == before


def test_a_fade_is_printed_where_the_daw_has_none(tmp_path):
    room = Room(tmp_path, capabilities=daw.CAPABILITIES - {"fade_out"})
    room.ask(Step("edit_clip", {"clip": vox(room), "action": "fade_out", "duration": 2.0}))
    assert np.abs(room.sound()[:, -480:]).max() < 0.01 and len(room.audible()) == 1


def test_a_daw_that_cannot_replace_gets_one_region_for_the_other(tmp_path):
    room = Room(tmp_path, capabilities=daw.CAPABILITIES - {"replace_content"})
    before = room.sound()
    room.ask(reverb(room, 0.4))
    assert len(room.regions("Lead Vox")) == 1 and room.names() == ["Lead Vox", "Melody"]
    room.ask(reverb(room, 0.2, op="fix", base="1.1"))
    assert len(room.regions("Lead Vox")) == 1
    assert [clip.id for clip in room.view().clips if clip.track == "Lead Vox"] == [vox(room)]
    room.undo()
    room.undo()
    assert np.allclose(room.sound(), before, atol=1e-6)
    assert [clip.id for clip in room.view().clips if clip.track == "Lead Vox"] == [vox(room)]
    assert Takes(room.library).place(vox(room)).number == 1


def test_where_nothing_can_be_replaced_a_sung_line_comes_back_without_its_effect(tmp_path):
    room = Room(tmp_path, capabilities=daw.CAPABILITIES - {"replace_content"})
    room.ask(sing(room))
    sung, vocal = room.sound("Vocal"), room.library.turn(1).clip_ids[0]
    room.ask(Step("edit_clip", {"clip": vocal, "action": "reverse"}))
    assert len(room.regions("Vocal")) == 1
    room.undo()
    assert np.array_equal(room.sound("Vocal"), sung)
    room.redo()
    assert len(room.regions("Vocal")) == 1 and not np.array_equal(room.sound("Vocal"), sung)
    assert Takes(room.library).place(vocal).number == 2


def test_notes_fade_by_the_volume_of_their_track(room):
    room.ask(Step("edit_clip", {"clip": f"region:{room.melody}", "action": "fade_in", "start_bar": 3, "end_bar": 3}))
    ((lane,),) = [track.automation for track in room.session.tracks if track.name == "Melody"]
    assert lane.parameter == "volume" and lane.points == ((8.0, -120.0), (12.0, 0.0))


def test_a_split_makes_regions_and_its_parts_can_be_worked_on(room):
    turn = room.ask(
        Step("edit_clip", {"clip": vox(room), "action": "split", "at": 1.0}),
        Step("arrange", {"action": "move", "clip": "$1.part_2", "bar": 5}),
    )
    starts = sorted(region.start_beats for region in room.regions("Lead Vox"))
    assert starts == [4.0, 16.0] and room.names() == ["Lead Vox", "Melody"]
    assert set(turn.steps[0].clips) == {"part_1", "part_2"}
    room.undo()
    assert room.region().length_s == pytest.approx(SECONDS)


@pytest.mark.parametrize(
    "first",
    [
        {"action": "duplicate", "bar": 5},
        {"action": "duplicate", "bar": 5, "track": "Vox copy"},
        {"action": "move", "bar": 5},
        {"action": "move", "bar": 5, "track": "Vox copy"},
    ],
)
def test_a_later_step_works_on_what_was_copied_or_moved(room, first):
    before = room.sound()
    turn = room.ask(
        Step("arrange", {"clip": vox(room), **first}),
        Step("edit_clip", {"clip": "$1", "action": "gain", "value_db": -6.0}),
        Step("change_tempo_key", {"clip": "$1", "semitones": 2}),
    )
    assert turn.state == "done", turn.answer
    levels = {region.start_beats: region.gain_db for region in room.audible() if region.kind == "audio"}
    assert levels == {**({4.0: 0.0} if first["action"] == "duplicate" else {}), 16.0: -6.0}
    room.undo()
    assert np.allclose(room.sound(), before, atol=1e-4) and room.names() == ["Lead Vox", "Melody"]


def test_what_lies_on_a_track_is_put_on_another_one_once(room):
    before = room.sound()
    room.ask(Step("arrange", {"action": "place", "clip": vox(room), "track": "Walk"}))
    assert len(room.audible()) == 1 and not room.regions("Lead Vox")
    assert [region.start_beats for region in room.regions("Walk")] == [4.0]
    room.undo()
    assert np.allclose(room.sound(), before, atol=1e-4) and room.names() == ["Lead Vox", "Melody"]


def test_a_clip_is_not_crossfaded_with_itself(room):
    before = room.sound()
    with pytest.raises(AssertionError, match="needs different clips; 'vocal' was named twice"):  # it is not done
        room.ask(Step("edit_clip", {"clips": [vox(room), vox(room)], "action": "crossfade"}))
    assert np.array_equal(room.sound(), before) and len(room.audible()) == 1


def test_a_trim_moves_the_borders_only(room):
    room.ask(Step("edit_clip", {"clip": vox(room), "action": "trim", "start": 1.0, "end": 3.0}))
    region = room.region()
    assert region.start_beats == pytest.approx(4.0 + 1.6) and region.end_beats == pytest.approx(4.0 + 4.8)


def test_a_stretched_clip_is_as_long_as_its_content(room):
    room.ask(Step("change_tempo_key", {"clip": vox(room), "ratio": 0.5}))
    assert room.region().length_s == pytest.approx(2 * SECONDS, abs=0.01) and room.region().start_beats == 4.0


def test_a_loop_goes_on_in_place_and_a_join_leaves_one(room):
    room.ask(Step("edit_clip", {"clip": vox(room), "action": "loop", "count": 3}))
    assert room.region().length_s == pytest.approx(3 * SECONDS, abs=0.01)
    second = room.session.user_sound(room.vox_track, room.path, 60.0, "end")
    room.ask(Step("edit_clip", {"clips": [vox(room), f"region:{second}"], "action": "join"}))
    assert room.region().length_s == pytest.approx(4 * SECONDS, abs=0.01)


def test_an_effect_on_a_track_is_printed_where_the_daw_has_no_plugins(tmp_path):
    room = Room(tmp_path, capabilities=daw.CAPABILITIES - {"add_plugin"})
    room.session.user_sound(room.vox_track, room.path, 60.0, "end")
    room.ask(Step("apply_effect", {"track": "Lead Vox", "effect": "lowpass", "cutoff_hz": 100.0}))
    assert len(room.regions("Lead Vox")) == 2 and room.names() == ["Lead Vox", "Melody"]
    for region in room.regions("Lead Vox"):
        assert np.abs(read_audio(region.sources[0]).samples).max() < 0.1


def test_an_edit_that_changes_nothing_places_nothing(room):
    turn = room.ask(Step("apply_effect", {"clip": vox(room), "effect": "eq", "freq_hz": 1000.0, "gain_db": 0.0}))
    assert turn.applied == () and "nothing was changed" in turn.answer


def test_a_second_step_that_changes_nothing_keeps_what_the_first_did(tmp_path):
    room = Room(tmp_path, capabilities=daw.CAPABILITIES - {"trim"})
    trim = {"action": "trim", "start": 0.0, "end": 2.0}
    turn = room.ask(Step("edit_clip", {"clip": vox(room), **trim}), Step("edit_clip", {"clip": "$1", **trim}))
    assert room.region().length_s == pytest.approx(2.0, abs=0.01) and "already" not in turn.answer


def test_steps_of_one_request_give_one_new_content(room):
    room.ask(
        Step("edit_clip", {"clip": vox(room), "action": "reverse"}),
        Step("apply_effect", {"clip": "$1", "effect": "reverb", "wet": 0.3}),
    )
    place = Takes(room.library).place(vox(room))
    assert len(room.audible()) == 1 and len(place.takes) == 2


def test_two_effects_on_one_place_in_a_request_are_both_heard_and_corrected_alone_or_together(room):
    asked = (200.0, 6.0), (330.0, -12.0)
    wanted = heard(room, *asked)
    turn = room.ask(*(eq(room, *one) for one in asked))
    assert level(room) == wanted and len(Takes(room.library).place(vox(room)).takes) == 4
    first, second = {"op": "fix", "base": f"{turn.number}.1"}, {"op": "fix", "base": f"{turn.number}.2"}
    room.ask(eq(room, 330.0, -6.0, **second))
    corrected = level(room)
    room.ask(eq(room, 200.0, 3.0, **first))
    again = level(room)
    room.ask(eq(room, 200.0, 9.0, **first), eq(room, 330.0, -9.0, **second))
    together = level(room)
    for _ in range(4):
        room.undo()
    assert corrected == heard(room, (200.0, 6.0), (330.0, -6.0))
    assert again == heard(room, (200.0, 3.0), (330.0, -6.0))
    assert together == heard(room, (200.0, 9.0), (330.0, -9.0))


def test_what_was_moved_between_two_edits_of_it_stays_there(room):
    wanted = heard(room, (200.0, 6.0), (330.0, -12.0))
    move = Step("arrange", {"action": "move", "clip": vox(room), "bar": 4})
    room.ask(eq(room, 200.0, 6.0), move, eq(room, 330.0, -12.0))
    assert level(room) == wanted and room.region().start_beats == 12.0


def test_what_goes_elsewhere_is_not_what_a_later_edit_works_on(room):
    wanted = heard(room, (330.0, -12.0))
    place = Step("arrange", {"action": "place", "clip": "$1", "track": "Echo", "bar": 9})
    room.ask(eq(room, 200.0, 6.0), place, eq(room, 330.0, -12.0))
    assert level(room) == wanted


def test_what_was_just_made_is_edited_before_it_is_placed(room):
    room.ask(
        Step("generate_audio", {"prompt": "beat"}),
        Step("edit_clip", {"clip": "$1", "action": "reverse"}),
        Step("mix", {"clip": "$2", "action": "mute"}),
    )
    assert room.names() == ["Lead Vox", "Melody", "Beat reversed"] and room.session.tracks[-1].mute
    assert len(room.regions("Beat reversed")) == 1


def test_stems_silence_their_source_and_undo_brings_it_back(room):
    before = room.session.snapshot()
    room.ask(Step("separate_stems", {"clip": vox(room)}))
    assert room.names()[2:] == ["vocal parts", "Vocals", "Drums", "Bass", "Other"]
    group = room.session.tracks[2].id
    assert all(track.group == group and track.color for track in room.session.tracks[3:])
    assert room.region().mute and {r.start_beats for r in room.audible()} == {4.0} and len(room.audible()) == 4
    room.undo()
    after = room.session.snapshot()
    assert (after.tracks, after.regions) == (before.tracks, before.regions)


def test_one_stem_leaves_its_rest_so_that_all_is_still_heard(room):
    room.ask(Step("separate_stems", {"clip": vox(room), "stems": ["vocals"]}))
    assert [r.name for r in room.audible()] == ["Vocals", "Rest"] and room.region().mute


def test_the_music_without_the_voice_is_an_edit(room):
    room.ask(Step("separate_stems", {"clip": vox(room), "stems": ["instrumental"]}))
    assert len(room.audible()) == 1 and room.names() == ["Lead Vox", "Melody"]


def test_a_stem_wanted_elsewhere_is_added_and_the_source_plays_on(room):
    turn = room.ask(
        Step("separate_stems", {"clip": vox(room), "stems": ["drums"]}),
        Step("arrange", {"action": "place", "clip": "$1.drums", "track": "Only drums"}),
    )
    assert room.names() == ["Lead Vox", "Melody", "Only drums"] and not room.region().mute
    assert "still plays" in turn.answer


def test_a_stem_that_is_edited_and_placed_elsewhere_is_there_once(room):
    room.ask(
        Step("separate_stems", {"clip": vox(room), "stems": ["drums"]}),
        Step("edit_clip", {"clip": "$1.drums", "action": "reverse"}),
        Step("arrange", {"action": "place", "clip": "$2", "track": "Only drums"}),
    )
    assert room.names() == ["Lead Vox", "Melody", "Only drums"] and not room.region().mute


def test_an_edit_split_then_stems_then_undo_leaves_nothing_over(room):
    before = room.session.snapshot()
    room.ask(Step("edit_clip", {"clip": vox(room), "action": "split", "at": 1.0}))
    room.ask(Step("separate_stems", {"clip": vox(room)}))
    room.undo()
    room.undo()
    after = room.session.snapshot()
    assert after.tracks == before.tracks
    assert [(r.start_beats, r.length_beats, r.mute) for r in after.regions] == [
        (r.start_beats, r.length_beats, r.mute) for r in before.regions
    ]


def test_effect_correction_undo_and_redo(room):
    dry = room.sound()
    room.ask(reverb(room, 0.9))
    loud = room.sound()
    room.ask(reverb(room, 0.2, op="fix", base="1.1"))
    soft = room.sound()
    room.undo()
    assert np.array_equal(room.sound(), loud)
    room.redo()
    assert np.array_equal(room.sound(), soft)
    room.undo()
    room.undo()
    assert np.array_equal(room.sound(), dry)


def test_takes_are_told_used_and_kept_after_a_restart(room):
    dry = room.sound()
    room.ask(reverb(room, 0.9))
    room.ask(Step("edit_clip", {"clip": vox(room), "action": "reverse"}))
    room.session._set_track(room.vox_track, name="Voice")
    room.session._edits += 1
    room.reopen()
    told = room.ask(Step("take", {"clip": vox(room), "action": "list"})).answer
    assert "1" in told and "3" in told and "active" in told
    asked = room.ask(Step("session_info", {"aspect": "takes", "track": "Voice"})).answer
    assert asked == told, "each of them, however it was asked for"
    turn = room.ask(Step("take", {"clip": vox(room), "action": "use", "number": "1"}))
    assert np.array_equal(room.sound("Voice"), dry) and "take 1 of 3" in turn.answer
    room.ask(Step("take", {"track": "Voice", "action": "use", "number": "last"}))
    assert not np.array_equal(room.sound("Voice"), dry)
    room.ask(Step("take", {"track": "Voice", "action": "use", "number": "-1"}))
    place = Takes(room.library).place(vox(room))
    assert place.number == 2 and len(place.takes) == 3
    room.undo()
    assert Takes(room.library).place(vox(room)).number == 3
    room.ask(Step("take", {"clip": vox(room), "action": "delete", "number": "2"}))
    assert len(Takes(room.library).place(vox(room)).takes) == 2
    assert "LUFS" in room.ask(Step("take", {"clip": vox(room), "action": "compare"})).answer


def test_a_take_whose_file_has_gone_is_told_so_and_cannot_be_used(room):
    room.ask(reverb(room, 0.9))
    room.ask(Step("edit_clip", {"clip": vox(room), "action": "reverse"}))
    heard = room.sound()
    room.library.record(Takes(room.library).place(vox(room)).takes[1].clip).path.unlink()
    lines = room.ask(Step("take", {"clip": vox(room), "action": "list"})).answer.splitlines()
    assert ["gone" in line for line in lines] == [False, False, True, False]
    use = [Step("take", {"clip": vox(room), "action": "use", "number": "2"})]
    turn = room.assistant.ask("use it", steps=use, approve=lambda plan: True)
    assert turn.state == "failed" and "has gone" in turn.answer and "blobs" not in turn.answer
    assert np.array_equal(room.sound(), heard)


def test_a_deleted_take_comes_back_with_the_undo_that_follows(room):
    room.ask(reverb(room, 0.9))
    loud = room.sound()
    room.ask(Step("edit_clip", {"clip": vox(room), "action": "reverse"}))
    heard, before = room.sound(), Takes(room.library).place(vox(room))
    deleted = room.ask(Step("take", {"clip": vox(room), "action": "delete", "number": "2"}))
    assert "Take 2 of" in deleted.answer and deleted.can_be_undone
    room.reopen()
    undone = room.undo()
    assert undone.state == "done" and undone.undoes == (deleted.number,)
    assert Takes(room.library).place(vox(room)) == before
    assert np.array_equal(room.sound(), heard)
    room.redo()
    assert len(Takes(room.library).place(vox(room)).takes) == 2
    room.undo()
    room.ask(Step("take", {"clip": vox(room), "action": "use", "number": "2"}))
    assert np.array_equal(room.sound(), loud)


def test_a_deleted_take_that_was_cleaned_away_is_told_as_gone(room):
    room.ask(reverb(room, 0.9))
    room.ask(Step("edit_clip", {"clip": vox(room), "action": "reverse"}))
    file = room.library.record(Takes(room.library).place(vox(room)).takes[1].clip).path
    room.ask(Step("take", {"clip": vox(room), "action": "delete", "number": "2"}))
    heard = room.sound()
    file.unlink()
    undone = room.undo()
    assert "Gone already" in undone.answer and np.array_equal(room.sound(), heard)
    assert room.ask(Step("take", {"clip": vox(room), "action": "list"})).state == "done"


def test_notes_are_edited_in_place_and_their_takes_come_back(room):
    melody = f"region:{room.melody}"
    room.ask(Step("change_tempo_key", {"clip": melody, "semitones": 12.0}))
    assert [note.pitch for note in room.region("Melody").notes] == [note.pitch + 12 for note in MELODY]
    room.ask(Step("edit_notes", {"clip": melody, "action": "velocity", "value": 40.0}))
    place = Takes(room.library).place(melody)
    assert len(place.takes) == 3 and place.number == 3
    room.ask(Step("take", {"clip": melody, "action": "use", "number": "1"}))
    assert [note.pitch for note in room.region("Melody").notes] == [note.pitch for note in MELODY]
    room.undo()
    assert room.region("Melody").notes[0].velocity == 40


def test_without_a_daw_takes_lie_in_the_library(tmp_path):
    room = Room(tmp_path)
    room.assistant.session = None
    room.ask(Step("generate_audio", {"prompt": "beat"}))
    clip = room.library.turn(1).clip_ids[0]
    which = Step("session_info", {"aspect": "takes", "clip": clip})
    assert "the only one" in room.ask(which).answer
    move = [Step("arrange", {"action": "move", "clip": clip, "bar": 3})]
    assert "No DAW is connected" in room.assistant.ask("move it", steps=move, approve=lambda plan: True).answer
    room.ask(Step("edit_clip", {"clip": clip, "action": "reverse"}))
    assert "has 2 takes" in room.ask(which).answer
    room.ask(Step("generate_audio", {"prompt": "other beat"}, op="fix", base="1.1"))
    context = build_context(room.library, None, {}, "")
    assert [one.id for one in context.clips] == [clip]
    assert len(Takes(room.library).place(clip).takes) >= 3


def test_a_moved_result_is_corrected_where_it_lies(room):
    room.ask(sing(room))
    region = room.region("Vocal")
    room.session._set_region(region.id, start_beats=20.0)
    room.session._edits += 1
    room.ask(sing(room, "ah", op="fix", base="1.1"))
    assert room.region("Vocal").start_beats == 20.0


def test_notes_that_the_user_wrote_are_not_given_up_for_a_sound(room):
    room.assistant.registry.models["fake"] = FakeModel()
    room.ask(Step("apply_effect", {"clip": f"region:{room.melody}", "effect": "reverb", "model": "fake"}))
    assert len(room.regions("Melody")) == 1 and len(room.names()) == 3


def test_an_effect_on_notes_is_a_plugin_of_their_track(room):
    wet = {"clip": f"region:{room.melody}", "effect": "reverb", "wet": 0.3}
    assert room.ask(Step("apply_effect", wet)).state == "done"
    track = next(one for one in room.session.tracks if one.name == "Melody")
    assert [one.name.lower() for one in track.plugins] == ["reverb"] and room.names() == ["Lead Vox", "Melody"]
    room.ask(Step("undo", {}))
    assert not next(one for one in room.session.tracks if one.name == "Melody").plugins
    room.planner.script["in a bar"] = [Step("apply_effect", {**wet, "start_bar": 3, "end_bar": 3})]
    told = room.assistant.ask("in a bar")
    assert told.state == "failed" and "all of its track" in told.answer


def test_the_words_of_a_sung_line_are_known(room):
    room.ask(sing(room, "oh my ba- by ~"))
    vocal = room.library.turn(1).clip_ids[0]
    room.ask(Step("edit_clip", {"clip": vocal, "action": "reverse"}))
    assert room.ask(Step("transcribe", {"clip": vocal})).answer == "oh my baby"


def test_a_failed_step_leaves_the_take_that_was_there(room):
    room.ask(sing(room))
    room.voice.fails = True
    before = replace(room.region("Vocal"))
    room.planner.script["bad"] = [Step("sing", {"midi": "region:none", "lyrics": "x"}, op="fix", base="1.1")]
    assert room.assistant.ask("bad").state == "failed"
    assert room.region("Vocal") == before


def test_an_effect_for_a_bus_where_no_script_puts_effects_is_told_with_the_way_that_works(room):
    room.session.capabilities -= {"add_plugin"}
    made = room.session.apply(
        [daw.NewTrack("Plate", "bus", ref="b")], expected_revision=room.session.snapshot().revision, label=""
    )
    assert made[0].is_done
    room.planner.script["a plate on the bus"] = [Step("apply_effect", {"track": "Plate", "effect": "reverb"})]
    turn = room.assistant.ask("a plate on the bus", approve=lambda plan: True)
    assert turn.state == "failed"
    assert "lets no script put an effect there" in turn.answer


def test_planners_are_shown_automation_takes_and_where_the_time_changes(room):
    room.ask(reverb(room, 0.3))
    ride = {"track": "Lead Vox", "parameter": "volume", "from": -3.0, "to": -3.0, "start_bar": 2, "end_bar": 3}
    room.ask(Step("automate", ride))
    shown = room.view()
    (vocal,) = [one for one in shown.clips if one.track == "Lead Vox"]
    assert vocal.take == (2, 2)
    lanes = {one.name: one.lanes for one in shown.track_views}
    ((parameter, points),) = lanes["Lead Vox"]
    assert parameter == "volume" and (2.0, -3.0) in points and (3.0, -3.0) in points and lanes["Melody"] == ()
    assert shown.time_changes == ()
    room.ask(Step("transport", {"action": "set_tempo", "bpm": 90.0, "bar": 5}))
    assert room.view().time_changes == ((1.0, "96 bpm"), (5.0, "90 bpm"))


def test_a_sung_clip_is_shown_where_its_first_note_is(room):
    """Its consonants come before that; whoever puts something "where it begins" means the note."""
    room.voice.lead_in_s = 0.2
    room.ask(sing(room))
    region = next(one for one in room.session.snapshot().regions if one.id not in (room.vox, room.melody))
    clip = room.library.record(next(iter(room.library.turns()[-1].steps[0].clips.values())))
    shown = next(one for one in room.view().clips if one.track not in ("Lead Vox", "Melody") and one.track)
    start_s = room.session.snapshot().tempo_map.seconds_at(region.start_beats)
    assert clip.lead_in_s == 0.2 and shown.start == pytest.approx(start_s + 0.2)
    assert shown.bars[0] == pytest.approx(3.0, abs=0.01)
