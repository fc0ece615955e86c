"""Words of tone move the spectrum the right way, a little."""

import numpy as np
import pytest

from engine.planner.tone_wish import tone_move, with_tone
from engine.tasks.plan import Step, validated


def planned(text, effect="eq", **more):
    (step,) = with_tone(validated([Step("apply_effect", {"clip": "vox", "effect": effect, **more})]), text).steps
    return dict(step.args)


@pytest.mark.parametrize(
    "text, low, high",
    [
        ("make the vocal warmer", 1, 0),
        ("more warmth please", 1, 0),
        ("the guitar sounds muddy", -1, 0),
        ("less boomy", -1, 0),
        ("get rid of the mud", -1, 0),
        ("the lead is a bit dull, open it up on top", 0, 1),
        ("brighten the keys", 0, 1),
        ("too bright", 0, -1),
        ("darker", 0, -1),
        ("it's thin", 1, 0),
        ("more air on the vocal", 0, 1),
        ("a bit harsh", 0, -1),
        ("mach die Stimme wärmer", 1, 0),
        ("too warm", -1, 0),
        ("less bright", 0, -1),
    ],
)
def test_the_spectrum_moves_where_the_word_points(text, low, high):
    """Measured through the real effect on noise: below 500 Hz, and from 2 to 12 kHz."""
    from engine.media.note import TempoMap
    from models.edit.effect_table import EFFECTS, EffectContext, settings_of

    args = planned(text)
    rate = 48000
    noise = (0.05 * np.random.default_rng(0).standard_normal((1, 4 * rate))).astype(np.float32)
    effect = EFFECTS["eq"].build(settings_of("eq", args), EffectContext(rate, 1, TempoMap(), 0.0, 0.0))
    after = effect.process(noise)
    hz = np.fft.rfftfreq(noise.shape[1], 1 / rate)
    ratio = np.abs(np.fft.rfft(after[0])) ** 2, np.abs(np.fft.rfft(noise[0])) ** 2

    def moved_db(first, last):
        inside = (hz >= first) & (hz < last)
        return 10 * np.log10(ratio[0][inside].sum() / ratio[1][inside].sum())

    for wanted, by_db in ((low, moved_db(60, 500)), (high, moved_db(2000, 12000))):
        assert by_db * wanted > 0.5 if wanted else abs(by_db) < 0.7, (text, args, by_db)
        assert abs(by_db) < 5


def test_an_effect_that_was_asked_for_keeps_its_settings():
    assert planned("put an eq on the vocal, warmer") == {"clip": "vox", "effect": "eq"}
    assert planned("warmer", gain_db=1.0) == {"clip": "vox", "effect": "eq", "gain_db": 1.0}
    assert planned("add distortion to make it dirty", "distortion") == {"clip": "vox", "effect": "distortion"}
    assert planned("warm it up with tape saturation", "distortion") == {"clip": "vox", "effect": "distortion"}
    assert planned("a warm hall on the vocal", "reverb") == {"clip": "vox", "effect": "reverb"}


def test_a_muddy_sound_is_not_distorted():
    assert planned("everything sounds kind of muddy :(", "distortion")["effect"] == "eq"


def test_how_much():
    assert (
        abs(tone_move("a bit warmer")["gain_db"])
        < abs(tone_move("warmer")["gain_db"])
        < abs(tone_move("much warmer")["gain_db"])
    )
    assert tone_move("put the vocal at bar 3") is None


@pytest.mark.parametrize(
    ("text", "hz", "wanted"),
    [
        ("take the highs off the guitar above 7 kHz", 7000, {"effect": "lowpass", "cutoff_hz": 7000}),
        ("remove what is above 9k", 9000, {"effect": "lowpass", "cutoff_hz": 9000}),
        ("take the rumble off below 80 Hz", 80, {"effect": "highpass", "cutoff_hz": 80}),
        ("take some out at 400 Hz", 400, {"effect": "eq", "freq_hz": 400, "gain_db": -4.0}),
        ("too much at 3 kHz", 3000, {"effect": "eq", "freq_hz": 3000, "gain_db": -4.0}),
        ("notch 2k on the vocal", 2000, {"effect": "eq", "freq_hz": 2000, "gain_db": -4.0}),
        ("nimm bei 400 Hz etwas weg", 400, {"effect": "eq", "freq_hz": 400, "gain_db": -4.0}),
        ("boost 3 kHz", 3000, {"effect": "eq", "freq_hz": 3000}),
        ("a bit more at 200 Hz, less would be dull", 200, {"effect": "eq", "freq_hz": 200}),
    ],
)
def test_what_is_taken_off_at_a_frequency_is_never_turned_up(text, hz, wanted):
    """An EQ without decibels turns its frequency up by 3 dB."""
    assert planned(text, freq_hz=hz) == {"clip": "vox", **wanted}


@pytest.mark.parametrize(
    ("said", "hz"),
    [
        ("lead is a bit dull, open it up on top", 5000),
        ("the vocal sounds muffled, open up the top", 4000),
        ("open the lead up on top", 8000),
        ("brighten the lead", 8000),
    ],
)
def test_what_is_dull_is_opened_where_it_still_has_something(said, hz):
    bright = {"clip": "c1", "effect": "eq", "cutoff_hz": 8000.0, "gain_db": 3.0, "q": 0.7}
    (step,) = with_tone(validated([Step("apply_effect", bright)], planner="test"), said).steps
    assert step.args["cutoff_hz"] == hz and step.args["gain_db"] == 3.0
