import numpy as np
import pytest

from engine.errors import UserError
from models.sound.mix import MixTone
from models.sound.prompt.phrases import vocabulary
from models.sound.prompt.players import INSTRUMENTS, STAND_INS
from models.sound.prompt.reader import read_prompt
from models.sound.prompt.words import STYLE_WORDS
from models.sound.scene import make_scene, natural_seconds
from models.sound.sources.table import SOURCES
from models.sound.synth.voice_table import VOICES

ALL = ("drums", "bass", "chords", "melody")


def names(prompt):
    return {call.source for call in read_prompt(prompt).calls}


@pytest.mark.parametrize(
    ("prompt", "sources"),
    [
        ("rain on a tin roof with distant thunder", {"rain", "thunder"}),
        ("heavy rain and wind", {"rain", "wind"}),
        ("crackling campfire at night", {"fire", "crickets"}),
        ("footsteps on gravel", {"footsteps"}),
        ("a car passing by", {"car passing by"}),
        ("police siren far away", {"siren"}),
        ("big cinematic impact", {"impact"}),
        ("reverse cymbal", {"reverse cymbal"}),
        ("sub drop", {"sub drop"}),
        ("old telephone ringing", {"telephone"}),
        ("glass breaking", {"glass breaking"}),
        ("wind chimes", {"chimes"}),
        ("church bell", {"bell"}),
        ("a thunderstorm, 8 seconds", {"rain", "thunder"}),
        ("birds singing by a river", {"birds", "stream"}),
        ("someone knocking on a door", {"knock"}),
        ("techno riser", {"riser"}),
        ("industrial hum", {"mains hum"}),
        ("engine noise", {"engine"}),
        ("noise", {"white noise"}),
        ("typing on a keyboard", {"keyboard typing"}),
        ("gentle waves on the beach", {"sea waves"}),
        ("fire truck siren", {"siren"}),
        ("rain without thunder", {"rain"}),
    ],
)
def test_effects(prompt, sources):
    request = read_prompt(prompt)
    assert request.style is None and names(prompt) == sources


@pytest.mark.parametrize(
    ("prompt", "style", "parts"),
    [
        ("a lo-fi beat", "lo-fi", ALL),
        ("dark techno loop in F minor 132 bpm", "techno", ALL),
        ("house drum loop", "house", ("drums",)),
        ("a funky bass line", "funk", ("bass",)),
        ("drums only, rock", "rock", ("drums",)),
        ("lofi drums and bass", "lo-fi", ("drums", "bass")),
        ("jungle drum and bass 174 bpm", "drum & bass", ALL),
        ("hip hop beat without drums", "boom bap", ALL[1:]),
        ("techno with heavy bass", "techno", ALL),
        ("ambient pad in D", "ambient", ("pad",)),
        ("saxophone jazz trio", "jazz", ALL),
        ("soft piano jazz ballad 90 bpm in Eb major", "jazz", ALL),
        ("a beat with no drums and no bass", "lo-fi", ("chords", "melody")),
        ("epic orchestral trailer music", "cinematic", ALL),
        ("80s synth lead", "synthwave", ("melody",)),
        ("reggae chord progression", "reggae", ("chords",)),
        ("bossa nova in C major", "bossa nova", ALL),
        ("a 90s hip hop beat", "boom bap", ALL),
        ("waltz", "folk", ALL),
        ("trap drums", "trap", ("drums",)),
        ("disco groove 4 bars", "funk", ALL),
        ("retrowave arpeggio", "synthwave", ("arpeggio",)),
    ],
)
def test_music(prompt, style, parts):
    request = read_prompt(prompt)
    assert (request.style, request.parts) == (style, parts)


def test_numbers_are_read():
    request = read_prompt("chill house loop, 8 bars, 122.5 bpm in F# minor")
    assert (request.bars, request.bpm, request.key) == (8, 122.5, "F# minor")
    assert read_prompt("an eight-bar reggae groove").bars == 8
    assert read_prompt("rain for 2 minutes").seconds == 120
    assert read_prompt("rain, 60s").seconds == 60
    assert read_prompt("an 80s synth pop song").seconds is None
    assert read_prompt("rock in 6/8").meter == (6, 8)
    assert read_prompt("jazz waltz").meter == (3, 4)
    assert read_prompt("funk in A").key == "A" and read_prompt("funk in Bbm").key == "Bb minor"
    assert read_prompt("birds in a forest").key is None


def test_words_belong_to_the_sound_they_stand_before():
    rain, thunder = read_prompt("heavy rain with distant thunder").calls
    assert rain.intensity == 0.95 and rain.distance == 0 and thunder.distance > 0.5 and thunder.gain_db < -5
    assert read_prompt("heavy rain with distant thunder").tone.brightness == 0.5
    assert read_prompt("rain on a tin roof").calls[0].surface == "tin"
    assert read_prompt("walking in snow").calls[0].surface == "snow"


def test_moods_shift_the_tone():
    dark, bright = read_prompt("dark techno"), read_prompt("bright techno")
    assert dark.tone.brightness < 0.5 < bright.tone.brightness and dark.mode == "minor"
    assert read_prompt("sparse techno").tone.busy < read_prompt("busy techno").tone.busy
    assert read_prompt("dreamy techno").tone.space > read_prompt("dry techno").tone.space


def test_a_bed_lies_under_music():
    request = read_prompt("lo-fi beat with vinyl crackle and rain")
    assert request.style == "lo-fi" and names("lo-fi beat with vinyl crackle and rain") == {"vinyl crackle", "rain"}


def test_an_event_in_a_loop_keeps_the_music():
    request = read_prompt("techno loop with a riser")
    assert request.style == "techno" and [call.source for call in request.calls] == ["riser"]


def test_what_was_not_used_is_said():
    assert read_prompt("lo-fi beat with whale song").unused == ("whale",)
    assert read_prompt("thundr").remarks == ("'thundr' was read as 'thunder'.",)
    assert any("lo-fi" in remark for remark in read_prompt("a beat please").remarks)


@pytest.mark.parametrize("prompt", ["dog barking", "a cat meowing", "purple elephant feelings", "opera singer"])
def test_unknown_things_name_three_that_are_near(prompt):
    with pytest.raises(UserError, match="nearest that can be made are") as caught:
        read_prompt(prompt)
    offered = str(caught.value).split("can be made are ")[1].rstrip(".").replace(" and ", ", ").split(", ")
    known = {*SOURCES, *STYLE_WORDS, "drum & bass"}
    assert len([name for name in offered if name in known]) >= 3 or "drum" in str(caught.value)
    assert len(str(caught.value)) < 220


@pytest.mark.parametrize("prompt", ["xylqz", "x" * 400, "purple feelings"])
def test_nonsense_is_told_what_can_be_made(prompt):
    with pytest.raises(UserError, match="what can be made are sounds of weather, nature") as caught:
        read_prompt(prompt)
    assert len(str(caught.value)) < 240


@pytest.mark.parametrize(
    ("prompt", "style"),
    [
        ("something dusty and mellow, eight bars", "lo-fi"),
        ("a chill loop", "lo-fi"),
        ("moody, 8 bars", "r&b"),
        ("uplifting music", "pop"),
        ("an epic loop", "cinematic"),
        ("aggressive beat", "rock"),
        ("sleazy loop", "funk"),
        ("dreamy music", "ambient"),
        ("dreamy beat", "lo-fi"),
    ],
)
def test_a_mood_alone_chooses_a_fitting_style(prompt, style):
    request = read_prompt(prompt)
    assert request.style == style and request.parts == ALL and not request.unused
    assert style == "cinematic" or f"No style was named, so this is {style}." in request.remarks


def test_bars_beside_the_prompt_mean_music():
    assert read_prompt("something dusty and mellow", wants_music=True).style == "lo-fi"
    assert read_prompt("rain", wants_music=True).style is None
    with pytest.raises(UserError, match="says how, not what"):
        read_prompt("something dusty and mellow")


def test_a_jig_is_folk_in_six_eight():
    jig = read_prompt("irish jig in 6/8 with fiddle")
    assert (jig.style, jig.meter, jig.parts, jig.voices["melody"]) == ("folk", (6, 8), ALL, "strings")
    assert jig.remarks == ("There is no fiddle here; a string section plays instead.",)
    assert read_prompt("a jig").meter == (6, 8) and read_prompt("a celtic reel, 8 bars").style == "folk"
    assert read_prompt("a fiddle tune").style == "folk"
    assert read_prompt("crowded irish pub").style is None


@pytest.mark.parametrize("prompt", ["make a trap beat with 808s, 4 bars", "trap beat, 808s", "trap with 909s, 4 bars"])
def test_drum_machines_are_no_lengths(prompt):
    request = read_prompt(prompt)
    assert (request.style, request.parts, request.seconds) == ("trap", ALL, None)
    assert request.voices == ({"bass": "bass_808"} if "808" in prompt else {})
    assert read_prompt("rain, 80s").seconds == 80


def test_a_walking_bass_brings_no_footsteps():
    request = read_prompt("a jazz beat with a walking bass")
    assert (request.style, request.calls, request.voices["bass"]) == ("jazz", (), "upright_bass")


@pytest.mark.parametrize(
    ("prompt", "message"),
    [
        ("darker", "says how, not what"),
        ("brighter and busier", "says how, not what"),
        ("", "no words"),
        ("   ", "no words"),
        ("🎸🎸🔥", "no words"),
        ("雨の音", "no words"),
        ("120 bpm", "names no sound"),
        ("rain, 0 seconds", "length 0"),
        ("techno, 0 bars", "length 0"),
        ("beat without drums, bass, chords and melody", "nothing is left"),
    ],
)
def test_prompts_that_ask_for_nothing(prompt, message):
    with pytest.raises(UserError, match=message):
        read_prompt(prompt)


def test_a_very_long_prompt_is_cut_and_said():
    request = read_prompt("techno " + "and so on " * 1000)
    assert request.style == "techno" and any("2000 characters" in remark for remark in request.remarks)


def test_a_stand_in_is_said():
    assert "There is no ukulele here; a nylon guitar plays instead." in read_prompt("a ukulele song").remarks
    assert {voice for _, voice, _ in STAND_INS.values()} <= set(VOICES)


def test_plain_adjectives_are_no_styles_without_music():
    assert read_prompt("epic thunder").style is None
    assert read_prompt("80s funk beat").style == "funk"
    with pytest.raises(UserError, match="projector"):
        read_prompt("old film projector running")
    with pytest.raises(UserError, match="whale"):
        read_prompt("whale song")


@pytest.mark.parametrize(
    ("prompt", "sources"),
    [
        ("Lagerfeuer", {"fire"}),
        ("a busy café", {"crowd"}),
        ("car door closing", {"door"}),
        ("glass", {"glass breaking"}),
        ("a kick drum one-shot", {"kick drum"}),
        ("boots on gravel", {"footsteps"}),
        ("white noise riser", {"riser"}),
        ("horse galloping", {"galloping horse"}),
        ("creaks and drips", {"door", "dripping water"}),
    ],
)
def test_ways_of_saying_it(prompt, sources):
    assert names(prompt) == sources


def test_every_phrase_finds_its_own():
    for phrase, wanted in vocabulary("source").items():
        assert set(wanted) <= names(phrase), phrase
    for phrase, wanted in vocabulary("style").items():
        assert read_prompt(f"{phrase} music").style == wanted[0], phrase


def test_every_instrument_exists():
    assert {voice for _, voice in INSTRUMENTS.values()} <= set(VOICES)


@pytest.mark.parametrize("prompt", ["driving techno with an acid bassline", "jazz trio, walking bass",
                                    "a saw bass line over house", "funk featuring a bass line"])
def test_what_is_with_something_is_not_it_alone(prompt: str) -> None:
    assert set(read_prompt(prompt).parts) == {"drums", "bass", "chords", "melody"}


def test_ringing_is_what_the_bell_does() -> None:
    assert [call.source for call in read_prompt("an old church bell ringing slowly").calls] == ["bell"]
    assert [call.source for call in read_prompt("ringing").calls] == ["telephone"]


@pytest.mark.parametrize("prompt, subject", [("a dog barking in the street", "dog"), ("a goat near a river", "goat"),
                                             ("a donkey braying at the market", "donkey")])
def test_a_place_is_not_what_was_asked_for(prompt: str, subject: str) -> None:
    with pytest.raises(UserError, match=subject):
        read_prompt(prompt)


@pytest.mark.parametrize("prompt, count", [("a laser firing three times", 3), ("two gunshots", 2), ("a laser", 1),
                                           ("a gunshot twice", 2), ("gunshot 4 times", 4)])
def test_times(prompt: str, count: int) -> None:
    assert [call.count for call in read_prompt(prompt).calls] == [count]


def test_a_riser_into_an_impact_ends_with_the_impact() -> None:
    calls = read_prompt("cinematic riser into an impact").calls
    assert [(call.source, call.stage) for call in calls] == [("riser", 0), ("impact", 1)]
    rate = 16000
    length = round(natural_seconds(calls) * rate)
    sound = make_scene(calls, length, rate, MixTone(), 1, lambda what: None)
    rise = round(length * SOURCES["riser"].seconds / (SOURCES["riser"].seconds + SOURCES["impact"].seconds))
    low = np.abs(np.fft.rfft(sound.mean(axis=0)[rise:rise + rate]))[:100].sum()
    before = np.abs(np.fft.rfft(sound.mean(axis=0)[:rate]))[:100].sum()
    assert low > 5 * before


def test_three_shots_are_three_attacks() -> None:
    calls = read_prompt("three gunshots").calls
    frames = round(natural_seconds(calls) * 8000)
    sound = np.abs(make_scene(calls, frames, 8000, MixTone(), 3, lambda what: None)).max(axis=0)
    third = len(sound) // 3
    assert all(sound[n * third:n * third + third // 3].max() > 0.3 * sound.max() for n in range(3))
