"""Which voice and style words mean."""

import pytest

from engine.errors import UserError
from models.singing.language import language_of
from models.singing.style import style_of, unknown_style_words
from models.singing.voice import VOICES, choose_voice, named_elsewhere, not_heard_in
from models.singing.voice_list import singing_voices

FLITE = frozenset({"rms", "slt", "awb", "kal16"})


def voice(words: str, pitch: float = 60, flite: frozenset[str] = FLITE, is_english: bool = True) -> str:
    return choose_voice(words, pitch, flite, is_english=is_english).id


@pytest.mark.parametrize(
    "words, chosen",
    [
        ("", "rms"),
        ("male", "rms"),
        ("deep male voice", "deep-rms"),
        ("a soft female voice", "slt"),
        ("female", "alto"),
        ("child", "kid"),
        ("max", "max"),
        ("AWB", "awb"),
        ("scottish man", "awb"),
        ("soprano", "slt"),
        ("breathy", "rms"),
        ("espeak woman", "anna"),
        ("a darker female voice", "clara"),
        ("a darker man", "deep-rms"),
        ("child's voice", "kid"),
        ("a woman's voice, dark", "clara"),
        ("women", "alto"),
        ("contralto", "clara"),
        ("a deeper voice", "deep-rms"),
        ("higher female voice", "slt"),
    ],
)
def test_words_choose_a_voice(words: str, chosen: str) -> None:
    assert voice(words) == chosen


def test_without_words_the_height_of_the_line_decides() -> None:
    assert voice("", 50) == "rms" and voice("", 70) == "alto"


def test_without_flite_or_in_other_languages_there_are_still_two_of_each() -> None:
    for chosen in (
        voice("male", flite=frozenset()),
        voice("deep male", is_english=False),
        voice("rms", flite=frozenset()),
    ):
        assert chosen in ("max", "bruno")
    kinds = [v.kind for v in VOICES if v.engine == "espeak"]
    assert kinds.count("male") >= 2 and kinds.count("female") >= 2


def test_an_unknown_voice_names_the_nearest() -> None:
    with pytest.raises(UserError, match="Did you mean 'anna'"):
        voice("annna")


def test_style_words_become_numbers() -> None:
    assert style_of("soft").loudness_lufs < style_of("").loudness_lufs < style_of("loud").loudness_lufs
    assert style_of("with no vibrato").vibrato_cents == 0
    assert style_of("more vibrato").vibrato_cents > 35 > style_of("less vibrato").vibrato_cents
    assert style_of("whispered").is_whispered and style_of("dark").tilt_db_per_octave < 0
    assert style_of("polka") == style_of("")
    assert unknown_style_words("soft, breathy and very polka") == "polka"


@pytest.mark.parametrize(
    "words, name, value",
    [
        ("clearer words", "consonant_db", 4.0),
        ("crisper consonants please", "consonant_db", 4.0),
        ("more feminine", "formant", 1.09),
        ("with a crescendo", "swell_db", 8.0),
        ("very expressive", "dynamics", 1.8),
        ("without breaths", "has_breaths", False),
        ("stronger vibrato", "vibrato_cents", 65.0),
        ("faster vibrato", "vibrato_hz", 6.4),
        ("no portamento", "portamento_s", 0.02),
    ],
)
def test_words_set_the_number_they_mean_and_leave_none_over(words: str, name: str, value: float) -> None:
    style = style_of(words)
    assert getattr(style, name) == value
    assert unknown_style_words(words) == ""
    changed = [field for field in vars(style) if getattr(style, field) != getattr(style_of(""), field)]
    assert set(changed) <= {name, "scoop_cents"}


def test_words_for_the_last_note_change_only_that_note() -> None:
    style = style_of("soft, more vibrato on the last note")
    assert style.vibrato_cents == 35 and style.on_last_note().vibrato_cents == 65
    assert style.breath == style.on_last_note().breath == style_of("soft").breath
    assert not style.inside().ending and not style_of("more vibrato").ending
    every = style_of("more vibrato on the last note of each line")
    assert every.inside().ending and unknown_style_words("more vibrato on the last note of each line") == ""


def test_the_list_of_voices_names_range_language_and_how_well_they_are_understood() -> None:
    listed = {one.id: one for one in singing_voices(FLITE)}
    assert set(listed) >= {"rms", "awb", "alto", "max", "anna"}
    assert listed["rms"].languages == ("english",) and len(listed["max"].languages) > 50
    assert all(one.low and one.high and one.low + 20 <= one.high for one in listed.values())
    assert "sung words right" in listed["rms"].description
    assert not {one.id for one in singing_voices(frozenset())} & {"rms", "alto", "slt"}


def test_at_least_two_women_and_two_men_can_be_understood() -> None:
    usable = [one.kind for one in VOICES if one.is_usable]
    assert usable.count("female") >= 2 and usable.count("male") >= 2


@pytest.mark.parametrize(
    "lyrics, words, language",
    [
        ("hello world", "", "english"),
        ("hello my love", "irish tenor", "english"),
        ("frère jacques dormez vous", "french woman", "french"),
        ("さくら", "", "japanese"),
        ("桜さくら", "", "japanese"),
        ("月亮", "", "chinese"),
        ("калинка", "", "russian"),
        ("", "", "english"),
    ],
)
def test_the_language_is_named_or_seen(lyrics: str, words: str, language: str) -> None:
    assert language_of(lyrics, words) == language


def test_a_named_voice_that_cannot_sing_here_is_said() -> None:
    chosen = choose_voice("rms", 60, frozenset(), is_english=True)
    assert named_elsewhere("rms", chosen) == "Rufus"
    assert named_elsewhere("deep male", chosen) == named_elsewhere("max", chosen) == ""


@pytest.mark.parametrize(
    "words, missing",
    [
        ("a darker female voice", ""),
        ("raspy woman", "raspy"),
        ("deep female voice", ""),
        ("soft female", ""),
        ("scottish woman", "scottish"),
        ("rms", ""),
        ("", ""),
        ("old deep man", ""),
    ],
)
def test_what_the_chosen_voice_has_not_is_known(words: str, missing: str) -> None:
    assert not_heard_in(words, choose_voice(words, 60, FLITE, is_english=True)) == missing
