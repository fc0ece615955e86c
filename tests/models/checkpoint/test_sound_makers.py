"""What all foundation models that make sound have in common, on tiny ones with random weights."""

from __future__ import annotations

import warnings
import weakref
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from engine.assistant.file_context import FileContext
from engine.assistant.job import Job
from engine.catalog.model import Brief, Model
from engine.catalog.registry import Registry
from engine.errors import Cancelled, ModelError, UserError
from engine.media.audio import Audio, probe_audio
from engine.media.clip import audio_clip
from engine.media.loudness import loudness_of
from engine.media.note import MeterChange, TempoChange, TempoMap
from engine.tasks.plan import Plan, Step
from engine.workers.inline import Inline
from models.checkpoint.pipeline import networks
from models.music.ace_step import AceStepBase, AceStepTurbo, AceStepXl
from models.music.musicgen import MusicGenMedium, MusicGenMelody, MusicGenSmall
from models.sound.audioldm2 import AudioLdm2
from models.sound.making.sound_maker import SoundMaker
from models.sound.sketch import Sketch
from models.sound.stable_audio import StableAudioOpen
from models.sound.stable_audio3 import StableAudio3Medium, StableAudio3Music, StableAudio3Sounds
from tests.models.checkpoint import tiny_makers
from tests.models.checkpoint.making import QUIET, band, must_be_same_outside, ordered, own_home, registered
from tests.models.checkpoint.shelf import put

pytestmark = [pytest.mark.model, *(pytest.mark.filterwarnings(one) for one in QUIET)]

ALL: tuple[type[SoundMaker], ...] = (
    AceStepBase, AceStepTurbo, AceStepXl, AudioLdm2, MusicGenMedium, MusicGenMelody, MusicGenSmall, StableAudioOpen,
    StableAudio3Medium, StableAudio3Music, StableAudio3Sounds)


class QuickLdm(AudioLdm2):
    """Fewer steps."""

    steps = 10


class QuickOpen(StableAudioOpen):
    """Fewer steps."""

    steps = 10


BUILT: tuple[type[SoundMaker], ...] = (AceStepTurbo, QuickLdm, MusicGenSmall, QuickOpen, StableAudio3Medium)
FILLING = tuple(kind for kind in BUILT if "inpaint" in kind.tasks)


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registry]:
    root = tmp_path_factory.mktemp("makers")
    with own_home(root / "home"), warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        put(AceStepTurbo.checkpoints[0], tiny_makers.ace_step(root / "ace"), licence="mit")
        put(AudioLdm2.checkpoints[0], tiny_makers.audioldm2(root / "ldm"), licence="cc-by-nc-sa-4.0")
        put(MusicGenSmall.checkpoints[0], tiny_makers.musicgen(root / "musicgen"), licence="cc-by-nc-4.0")
        put(StableAudioOpen.checkpoints[0], tiny_makers.stable_audio(root / "open"), licence="other")
        put(StableAudio3Medium.checkpoints[0], tiny_makers.stable_audio3(root / "three"), licence="other")
        yield registered(*BUILT)


@pytest.mark.parametrize("kind", BUILT)
def test_a_bed_has_the_sessions_rate_its_length_to_the_sample_and_the_loudness(
    kind: type[Model], registry: Registry, tmp_path: Path
) -> None:
    brief = Brief("generate_audio", tmp_path, sample_rate_hz=44100, seed=3)
    args = {"prompt": "funk drums", "duration_s": 1.7183}
    made = ordered(registry, kind.id, brief, args)
    sound = made.audio()
    assert (sound.sample_rate_hz, sound.frames) == (44100, round(1.7183 * 44100))
    assert np.isfinite(sound.samples).all()
    assert loudness_of(sound.samples, 44100) == pytest.approx(-16, abs=0.3)
    assert np.abs(sound.samples).max() <= 10 ** (-1 / 20)
    assert made.facts["loudness_lufs"] == pytest.approx(-16, abs=0.3)
    assert len(made.progress) > 4 and all(0 <= share <= 1 for share in made.progress)
    again = ordered(registry, kind.id, brief, args).audio()
    other = ordered(registry, kind.id, Brief("generate_audio", tmp_path, sample_rate_hz=44100, seed=4), args).audio()
    assert np.array_equal(again.samples, sound.samples)
    assert not np.array_equal(other.samples, sound.samples)


@pytest.mark.parametrize("kind", [MusicGenSmall, StableAudio3Medium, AceStepTurbo])
def test_bars_are_exact_on_the_sessions_tempo_map(kind: type[Model], registry: Registry, tmp_path: Path) -> None:
    tempo = TempoMap((TempoChange(0, 97), TempoChange(6, 111)), (MeterChange(0, 3, 4),))
    brief = Brief("generate_audio", tmp_path, tempo, "E minor", 48000, start_beats=3.0)
    made = ordered(registry, kind.id, brief, {"prompt": "waltz", "bars": 2})
    assert made.audio().frames == tempo.sample_at(9, 48000) - tempo.sample_at(3, 48000)
    clip = made.results["audio"]
    assert clip.length_beats == 6
    assert (made.facts["bars"], made.facts["key_asked"]) == (2, "E minor")
    assert made.facts["bpm"] == pytest.approx(103.5, abs=0.2)


def test_a_one_shot_is_brought_to_its_peak(registry: Registry, tmp_path: Path) -> None:
    brief = Brief("generate_audio", tmp_path)
    sound = ordered(registry, "stable-audio-3", brief, {"prompt": "door slam", "duration_s": 0.4}).audio()
    assert sound.frames == 19200
    assert np.abs(sound.samples).max() == pytest.approx(10 ** (-1 / 20), rel=0.06)


@pytest.mark.parametrize("kind", BUILT)
def test_a_cancel_is_heard_and_the_model_works_afterwards(
    kind: type[Model], registry: Registry, tmp_path: Path
) -> None:
    def stop(count: int, share: float) -> None:
        if count == 4:
            raise Cancelled

    brief, args = Brief("generate_audio", tmp_path, seed=1), {"prompt": "slow techno", "duration_s": 1.5}
    with pytest.raises(Cancelled):
        ordered(registry, kind.id, brief, args, on_progress=stop)
    assert not list(tmp_path.glob("*.wav"))
    assert ordered(registry, kind.id, brief, args).audio().frames == 72000
    loaded = registry.models[kind.id]._loaded
    pipe = getattr(loaded, "pipe", loaded)
    network = weakref.ref(getattr(loaded, "network", None) or networks(pipe)[0])
    del loaded, pipe
    registry.models[kind.id].unload()
    assert network() is None
    assert ordered(registry, kind.id, brief, args).audio().frames == 72000


@pytest.mark.parametrize("kind", FILLING)
@pytest.mark.parametrize(("rate", "channels", "gap"), [(44100, 2, (2.0, 3.1)), (22050, 1, (0.0, 0.9)),
                                                       (48000, 4, (4.5, 6.0))])
def test_outside_the_gap_every_sample_stays(
    kind: type[Model], rate: int, channels: int, gap: tuple[float, float], registry: Registry, tmp_path: Path
) -> None:
    clip = band(tmp_path, 6.0, rate, channels)
    brief = Brief("inpaint", tmp_path, sample_rate_hz=48000)
    made = ordered(registry, kind.id, brief, {"start_s": gap[0], "end_s": gap[1], "prompt": "a fill"},
                   inputs={"clip": clip})
    must_be_same_outside(clip, made.audio(), *gap)
    repaired = made.results["audio"]
    assert (repaired.start_beats, repaired.track) == (8.0, "Band")


@pytest.mark.parametrize("kind", ALL)
def test_what_cannot_be_is_refused_before_anything_is_loaded(kind: type[Model], tmp_path: Path) -> None:
    model = kind()
    brief, gap = Brief("generate_audio", tmp_path), Brief("inpaint", tmp_path)
    for args in ({}, {"prompt": "  "}, {"prompt": "funk", "duration_s": 0.001}, {"prompt": "funk", "bpm": 4000.0},
                 {"prompt": "funk", "duration_s": float("nan")}):
        with pytest.raises(UserError):
            model.check(args, {}, brief)
    with pytest.raises(UserError, match="at most"):
        model.check({"prompt": "funk", "duration_s": 601.0}, {}, brief)
    if kind.only_music:
        with pytest.raises(UserError, match="music only"):
            model.check({"prompt": "a dog barks"}, {}, brief)
    if "inpaint" in kind.tasks:
        clip = band(tmp_path, 3.0)
        for start, end in ((2.0, 1.0), (5.0, 6.0), (0.0, 3.0), (1.0, 9.0)):
            with pytest.raises(UserError):
                model.check({"start_s": start, "end_s": end}, {"clip": clip}, gap)
        with pytest.raises(UserError, match="calculated"):
            model.check({"start_s": 1.0, "end_s": 1.02}, {"clip": clip}, gap)
        with pytest.raises(UserError):
            model.check({"start_s": 1.0, "end_s": 2.0}, {}, gap)
    assert model._loaded is None


def test_stable_audio_3_says_how_its_weights_get_here(tmp_path: Path) -> None:
    with own_home(tmp_path):
        model = StableAudio3Sounds()
        assert "convert" in model.ready() and "models get stable-audio-3-sounds --from FOLDER" in model.ready()
        original = tmp_path / "original"
        original.mkdir()
        (original / "model.safetensors").write_bytes(b"0")
        put(StableAudio3Sounds.checkpoints[0], original)
        assert "convert" in model.ready()


def test_what_has_no_effect_is_said(registry: Registry, tmp_path: Path) -> None:
    brief = Brief("generate_audio", tmp_path)
    args = {"prompt": "pop " + "song " * 90, "duration_s": 1.0, "takes": 3}
    said = " ".join(ordered(registry, "musicgen-small", brief, args).warnings)
    assert "first 80 words" in said and "models get clap" in said
    for model in (registry.models["musicgen-small"], Sketch()):
        with pytest.raises(UserError, match="lyrics"):
            model.check({"prompt": "pop song", "lyrics": "la la"}, {}, brief)
        with pytest.raises(UserError, match="follow"):
            model.check({"prompt": "pop song"}, {"guide": band(tmp_path, 1.0)}, brief)


def test_silence_and_noise_that_is_none_are_failures(registry: Registry, tmp_path: Path) -> None:
    class Broken(MusicGenSmall):
        id, value = "broken", 0.0

        def take(self, *args: object) -> Audio:
            return Audio(np.full((1, 64000), self.value, np.float32), 32000)

    registry.add(Broken, "test")
    for value, words in ((0.0, "silence"), (float("nan"), "invalid")):
        Broken.value = value
        with pytest.raises(ModelError, match=words):
            ordered(registry, "broken", Brief("generate_audio", tmp_path), {"prompt": "funk", "duration_s": 1.0})


def test_what_is_no_music_is_handed_on(registry: Registry) -> None:
    class OnThisComputer(AceStepTurbo):
        wants_gpu = False

    both = registered(Sketch, OnThisComputer)
    context = FileContext()
    plan = Plan((Step("generate_audio", {"prompt": "rain on a tin roof", "duration": 1.0, "lyrics": "la"}),))
    plan = Plan((*plan.steps, Step("generate_audio", {"prompt": "rain on a tin roof", "duration": 1.0})))
    with closing(context):
        sung, rain = Job(plan, registry=both, worker=Inline(both), context=context).run()
        assert (sung.record.state, sung.record.model) == ("done", "ace-step"), sung.record.warnings
        assert (rain.record.state, rain.record.model) == ("done", "sketch"), rain.record.error


def test_the_command_makes_a_file(registry: Registry, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from engine.__main__ import main

    audio_clip(tmp_path, "unused", Audio(np.zeros((1, 9), np.float32), 8000))
    out = tmp_path / "out.wav"
    code = main(["run", "generate_audio", "--arg", "prompt=lo-fi beat", "--arg", "bars=1", "--tempo", "120", "--model",
                 "stable-audio-3", "--out", str(out), "--rate", "44100", "--json"])
    assert code == 0, capsys.readouterr().err
    assert probe_audio(out).frames == 2 * 44100
