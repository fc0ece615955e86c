import numpy as np
import pytest

from engine.catalog.model import Brief, Report
from engine.errors import Cancelled, UserError
from engine.media.key import Key, parse_key
from engine.media.note import MeterChange, TempoChange, TempoMap
from models.sound.music.style_table import STYLES
from models.sound.sketch import Sketch
from tests.models.sound.measure import (
    RATE,
    centroid,
    key_of_sound,
    kick_db,
    lufs,
    seam,
    share_in_scale,
    sketch,
    true_peak_db,
)

LOW_RATE = 22050
"""For what many loops are made for: nothing that is asked of them lies above."""
STEMS = ("drums", "bass", "chords", "melody")
# style, bars, bpm, key, seed: a spread that nothing was tuned on
SPREAD = [
    (
        name,
        2 + number % 3,
        67.3 + 11.9 * ((number * 7) % 11),
        str(Key((number * 7 + 2) % 12, ("minor", "major")[number % 2])),
        500 + number,
    )
    for number, name in enumerate(STYLES)
]


@pytest.fixture(scope="module")
def spread(tmp_path_factory):
    """One loop of every style, with its stems."""
    return {
        name: sketch(
            tmp_path_factory.mktemp("loop"), f"{name} loop", args={"bars": bars, "bpm": bpm, "key": key}, seed=seed,
            rate=LOW_RATE,
        )
        for name, bars, bpm, key, seed in SPREAD
    }


@pytest.mark.parametrize(("name", "bars", "bpm", "key", "seed"), SPREAD)
def test_a_loop_meets_every_gate(spread, name, bars, bpm, key, seed):
    made = spread[name]
    audio = made["audio"].audio()
    assert audio.sample_rate_hz == LOW_RATE and audio.channels == 2
    assert audio.frames == round(bars * 4 * 60 / bpm * LOW_RATE)
    assert abs(lufs(audio.samples, LOW_RATE) + 16) <= 0.3
    assert true_peak_db(audio.samples) <= -0.95
    assert np.abs(audio.samples.mean(axis=1)).max() < 1e-3
    stems = {part: made[part].audio().samples for part in STEMS if part in made}
    assert set(stems) >= ({"bass", "chords"} if name == "ambient" else {"drums", "bass", "chords"})
    rest = audio.samples - sum(stems.values())
    assert 20 * np.log10(np.sqrt((rest**2).mean()) / np.sqrt((audio.samples**2).mean()) + 1e-12) < -60
    assert seam(audio.samples) < 3
    for part, stem in stems.items():
        assert -45 < lufs(stem, LOW_RATE) < -14, part
    content = made["midi"].midi()
    assert content.length_beats == bars * 4 and made["midi"].length_beats == bars * 4
    assert share_in_scale(list(content.notes), parse_key(key)) == 1.0
    assert all(note.end_beats <= bars * 4 + 1e-6 for note in content.notes)


def test_the_key_is_heard_in_the_stems_without_drums(spread, tmp_path):
    right = []
    for name, _, bpm, key, seed in SPREAD:
        made, rate = spread[name], LOW_RATE
        if made["audio"].length_beats < 16:  # half a progression has no key of its own
            args, rate = {"bars": 4, "bpm": bpm, "key": key}, 8000  # nothing above 2 kHz is looked at
            made = sketch(tmp_path / name, f"{name} loop", args=args, seed=seed, rate=rate)
        pitched = sum(made[part].audio().samples for part in STEMS[1:] if part in made)
        right.append(key_of_sound(pitched, rate) == parse_key(key))
    assert np.mean(right) >= 0.8


def test_the_kick_is_felt_in_house_and_techno(tmp_path):
    for name, bpm in (("house", 123.0), ("techno", 133.0)):
        for seed in (71, 72):
            made = sketch(tmp_path / f"{name}{seed}", f"{name} loop", args={"bars": 2, "bpm": bpm}, seed=seed)
            assert kick_db(made["audio"].audio().samples, list(made["midi"].midi().notes), bpm) >= 5


@pytest.mark.parametrize("name", ["lo-fi", "house", "jazz", "cinematic", "ambient"])
def test_dark_is_darker_than_bright(tmp_path, name):
    args = {"bars": 1, "bpm": 110.0, "key": "D minor"}
    heights = [
        centroid(sketch(tmp_path, f"{mood} {name} loop", args=args, rate=LOW_RATE)["audio"].audio().samples, LOW_RATE)
        for mood in ("dark", "warm", "bright")
    ]
    assert heights[0] < heights[1] < heights[2]


def test_the_same_seed_gives_the_same_bytes_and_another_seed_other_music(tmp_path):
    def run(seed, number):
        made = sketch(tmp_path / f"{seed}{number}", "boom bap beat", args={"bars": 1}, seed=seed)
        return {name: clip.sha256 for name, clip in made.items() if name != "facts"}

    first = run(5, 0)
    assert first == run(5, 1)
    other = run(6, 0)
    assert all(first[name] != other[name] for name in first if name in other)


def test_the_session_rules_tempo_key_and_place(tmp_path):
    tempo_map = TempoMap((TempoChange(0.0, 97.0), TempoChange(16.0, 121.3)), (MeterChange(0.0, 4, 4),))
    made = sketch(tmp_path, "rock loop", tempo_map=tempo_map, key="Eb major", start_beats=12.0, args={"bars": 3})
    frames = tempo_map.sample_at(24.0, RATE) - tempo_map.sample_at(12.0, RATE)
    assert made["audio"].audio().frames == frames
    content = made["midi"].midi()
    assert share_in_scale(list(content.notes), Key(3, "major")) == 1.0
    assert content.tempo_map.bpm_at(0) == pytest.approx(97, abs=0.01) and content.tempo_map.bpm_at(4) == pytest.approx(
        121.3, abs=0.01
    )
    kicks = [note.start_beats for note in content.notes if note.pitch == 36]
    assert min(kicks) < 0.05


@pytest.mark.parametrize(("numerator", "denominator"), [(3, 4), (6, 8), (5, 4), (7, 8), (12, 8)])
def test_other_meters(tmp_path, numerator, denominator):
    tempo_map = TempoMap.constant(104, numerator, denominator)
    made = sketch(tmp_path, "folk loop", tempo_map=tempo_map, args={"bars": 2})
    beats = 2 * numerator * 4 / denominator
    assert made["audio"].audio().frames == tempo_map.sample_at(beats, RATE)
    drums = [note for note in made["midi"].midi().notes if note.channel == 9]
    bar = beats / 2
    kicks = [note.start_beats / bar for note in drums if note.pitch == 36]
    assert {round(kick) for kick in kicks if abs(kick - round(kick)) < 0.02} >= {0, 1}


def test_a_meter_or_tempo_in_the_prompt(tmp_path):
    made = sketch(tmp_path, "rock drums in 3/4 at 90 bpm, 2 bars")
    assert made["audio"].audio().frames == round(6 * 60 / 90 * RATE)
    assert "melody" not in made and set(made) == {"audio", "midi", "drums", "facts"}


def test_length_in_seconds_is_exact_and_said(tmp_path):
    warnings: list[str] = []
    made = sketch(tmp_path, "pop loop", args={"duration_s": 5.3}, warnings=warnings)
    samples = made["audio"].audio().samples
    assert samples.shape[1] == round(5.3 * RATE)
    assert np.abs(samples[:, -20:]).max() < 0.01 and any("ask for bars" in warning for warning in warnings)
    whole = sketch(tmp_path / "whole", "pop loop", args={"duration_s": 4.0}, tempo_map=TempoMap.constant(120))
    assert whole["audio"].length_beats == 8


def test_bars_of_an_effect(tmp_path):
    tempo_map = TempoMap.constant(93.7)
    made = sketch(tmp_path, "rain", tempo_map=tempo_map, args={"bars": 3})
    assert made["audio"].audio().frames == tempo_map.sample_at(12, RATE) and set(made) == {"audio", "facts"}


@pytest.mark.parametrize(
    "prompt", ["rain", "vinyl crackle", "clock", "crowd", "footsteps on snow with distant thunder"]
)
def test_beds_have_the_loudness_of_a_bed(tmp_path, prompt):
    samples = sketch(tmp_path, prompt, args={"duration_s": 4.0})["audio"].audio().samples
    assert abs(lufs(samples) + 16) <= 0.3 and true_peak_db(samples) <= -0.95 and seam(samples) < 3


@pytest.mark.parametrize("prompt", ["impact", "button click", "thunder", "riser", "big explosion far away"])
def test_events_peak_at_minus_one(tmp_path, prompt):
    samples = sketch(tmp_path, prompt)["audio"].audio().samples
    assert -1.1 <= true_peak_db(samples) <= -0.98


def test_the_facts_of_a_loop_are_what_can_be_measured(tmp_path):
    made = sketch(tmp_path, "lo-fi loop", args={"bars": 2, "bpm": 96.0, "key": "G minor"}, rate=48000)
    samples, facts = made["audio"].audio().samples, made["facts"]
    assert facts.summary == "2 bars at 96 bpm in G minor, −16.0 LUFS."
    assert facts.values["loudness_lufs"] == pytest.approx(lufs(samples, 48000), abs=0.1)
    assert facts.values["true_peak_dbtp"] == pytest.approx(true_peak_db(samples), abs=0.3)
    assert {name: facts.values[name] for name in ("bpm", "key", "bars", "seconds", "style")} == {
        "bpm": 96.0,
        "key": "G minor",
        "bars": 2,
        "seconds": 5.0,
        "style": "lo-fi",
    }


def test_the_facts_of_other_sounds(tmp_path):
    cut = sketch(tmp_path / "a", "rock drums", args={"duration_s": 3.3, "bpm": 100.0})["facts"]
    assert cut.summary.startswith("3.3 s at 100 bpm, −1") and not {"bars", "key"} & set(cut.values)
    hit = sketch(tmp_path / "b", "impact", args={"duration_s": 2.0})["facts"]
    assert hit.summary == "2.0 s, peak −1.0 dBTP." and hit.values["sources"] == ["impact"]
    rain = sketch(tmp_path / "c", "rain", args={"duration_s": 4.0}, rate=48000)["facts"]
    assert rain.summary.startswith("4.0 s, −16.0 LUFS, peak −")
    click = sketch(tmp_path / "d", "button click", args={"duration_s": 0.1})["facts"]
    assert "loudness_lufs" not in click.values and click.summary == "0.1 s, peak −1.0 dBTP."


def test_words_of_mood_with_bars_are_music(tmp_path):
    warnings: list[str] = []
    made = sketch(tmp_path, "something dusty and mellow", args={"bars": 1}, warnings=warnings)
    assert made["facts"].values["style"] == "lo-fi" and "No style was named, so this is lo-fi." in warnings


def test_long_music_repeats_and_fits_to_the_sample(tmp_path):
    made = sketch(tmp_path, "techno drums", args={"bars": 41, "bpm": 133.33}, rate=8000)
    audio = made["audio"].audio()
    assert audio.frames == round(41 * 4 * 60 / 133.33 * 8000)
    assert abs(lufs(audio.samples, 8000) + 16) < 0.4
    assert made["midi"].midi().notes[-1].start_beats > 40 * 4


def test_a_bed_in_the_mix_is_said(tmp_path):
    warnings: list[str] = []
    made = sketch(tmp_path, "lo-fi beat with rain", args={"bars": 1}, warnings=warnings)
    assert any("rain is in the mix only" in warning for warning in warnings)
    stems = sum(made[part].audio().samples for part in STEMS if part in made)
    difference = made["audio"].audio().samples - stems
    assert -45 < lufs(difference) < -20


def test_cancelling_stops_the_work(tmp_path):
    seen: list[str] = []

    def progress(done: float, of: float, what: str) -> None:
        assert 0 <= done <= of
        seen.append(what)
        if len(seen) == 6:
            raise Cancelled

    with pytest.raises(Cancelled):
        Sketch().run(
            {"prompt": "lo-fi beat"}, {}, Brief("generate_audio", tmp_path, sample_rate_hz=RATE), Report(progress)
        )
    assert not list(tmp_path.iterdir())
    assert len(set(seen)) >= 3


@pytest.mark.parametrize(
    ("prompt", "args", "message"),
    [
        ("techno", {"bars": 0, "bpm": 5.0}, "tempo must lie"),
        ("techno", {"bpm": 1000.0}, "tempo must lie"),
        ("techno", {"bars": 100_000}, "10 minutes"),
        ("techno", {"bars": 250, "bpm": 60.0}, "10 minutes"),
        ("rain", {"duration_s": 700.0}, "10 minutes"),
        ("rain", {"duration_s": 0.001}, "too short"),
        ("techno at 900 bpm", {}, "tempo must lie"),
        ("rock in 99/4", {}, "not a meter"),
        ("techno", {"key": "H minor"}, "not a key"),
        ("rain", {"duration_s": float("nan")}, "too short"),
        ("techno", {"duration_s": 601.0}, "10 minutes"),
    ],
)
def test_impossible_sizes_are_refused_before_work(tmp_path, prompt, args, message):
    with pytest.raises(UserError, match=message):
        Sketch().check({"prompt": prompt, **args}, {}, Brief("generate_audio", tmp_path))
    with pytest.raises(UserError, match=message):
        Sketch().run({"prompt": prompt, **args}, {}, Brief("generate_audio", tmp_path), Report())
    assert not list(tmp_path.iterdir())


def test_tiny_rates_and_single_bars_work(tmp_path):
    for number, (rate, bpm) in enumerate(((8000, 20.0), (8000, 400.0), (96000, 400.0))):
        made = sketch(tmp_path / str(number), "jazz loop", args={"bars": 1, "bpm": bpm}, rate=rate)
        audio = made["audio"].audio()
        assert audio.frames == round(240 / bpm * rate) and np.isfinite(audio.samples).all()
