"""Sentences in the user's language: whole, cut where sentences end, with lists, names and keys."""

import pytest

from engine.messages.catalogue import catalogue, placeholders
from engine.messages.key_name import key_in
from engine.messages.message import left_in_english, said_in

LANGUAGES = ("de", "fr", "es", "pt", "zh")


@pytest.mark.parametrize(
    ("english", "german"),
    [
        ("'Bass' is muted.", "„Bass“ ist stumm."),
        (
            "No, nothing clips. The mix peaks at −1.0 dBTP.",
            "Nein, nichts übersteuert. Der Mix hat die Spitze bei −1.0 dBTP.",
        ),
        ("5 tracks (3 with sound, 2 with notes): Lead, Bass.", "5 Spuren (3 mit Klang, 2 mit Noten): Lead, Bass."),
        ("1 track and 2 buses, 96 bpm in 4/4, C minor.", "1 Spur und 2 Busse, 96 bpm im 4/4-Takt, c-Moll."),
        ("There is no track 'X' or 'Y'; there is 'A', 'B'.", "Es gibt keine Spur „X“ oder „Y“; es gibt „A“, „B“."),
        ("On 'Bass' are: eq, Calf Reverb (bypassed).", "Auf „Bass“ liegen: EQ, Calf Reverb (umgangen)."),
        (
            "Markers: Verse, slow (bar 1), Chorus (bar 9 beat 2).",
            "Marker: Verse, slow (Takt 1), Chorus (Takt 9, Schlag 2).",
        ),
        (
            "The ratio of comp of 'Bass' is 4 from bar 1 to bar 5.",
            "Ratio von comp von „Bass“ ist 4 von Takt 1 bis Takt 5.",
        ),
        (
            "Note: Demucs failed (Demucs ran out of memory); done with Stem masks instead.",
            "Hinweis: Demucs ist gescheitert (Demucs ging der Speicher aus); stattdessen mit Stem masks gemacht.",
        ),
        (
            "Note: Bark changes music, and this is about a voice; Demucs ran out of memory; done with Masks instead.",
            "Hinweis: Bark verändert Musik, und hier geht es um eine Stimme; Demucs ging der Speicher aus; "
            "stattdessen mit Masks gemacht.",
        ),
        (
            "Separate vocals, drums: Demucs failed (Demucs ran out of memory); Masks ran out of memory.",
            "Trennen (Gesang, Schlagzeug): Demucs ist gescheitert (Demucs ging der Speicher aus); "
            "Masks ging der Speicher aus.",
        ),
        (
            "ACE-Step does not sing in 'Elvish'; it sings in Arabic, Brazilian Portuguese.",
            "ACE-Step singt nicht in der Sprache „Elvish“; es singt in diesen: Arabisch, "
            "Brasilianisches Portugiesisch.",
        ),
    ],
)
def test_a_line_is_said_in_german(english: str, german: str) -> None:
    assert said_in("de", english) == german
    assert left_in_english("de", english) == []


def test_names_stay_as_they_are() -> None:
    assert said_in("de", "'Don't stop. Now' is muted.") == "„Don't stop. Now“ ist stumm."
    assert said_in("fr", "'is muted' is soloed.") == "« is muted » est en solo."
    assert said_in("zh", "'the mix' has no plugins.") == "“the mix”没有插件。"


def test_a_word_that_is_known_by_chance_does_not_translate_half_a_sentence() -> None:
    for text in ("The paint ran short of memory", "The paint ran short of memory."):
        assert said_in("de", text) == text
        assert left_in_english("de", text) == [text]


def test_what_stays_english_is_told() -> None:
    assert left_in_english("de", "'Bass' is muted. Nobody has translated this.") == ["Nobody has translated this."]
    assert left_in_english("es", "Note: the moon is made of cheese.") == ["the moon is made of cheese."]
    assert said_in("zh", "Note: nobody says this; it stays.") == "提示：nobody says this; it stays."
    assert said_in("de", "Nobody has translated this. 'Bass' is muted.").endswith("„Bass“ ist stumm.")
    assert left_in_english("de", "'voice': it has something new, −14.0 LUFS.") != []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_key_is_called_as_musicians_call_it(language: str) -> None:
    said = {"de": "h-Moll", "fr": "Si mineur", "es": "Si menor", "pt": "Si menor", "zh": "B小调"}
    assert key_in(language, "B minor") == said[language]
    flats = {"de": "Es-Dur", "fr": "Mi bémol majeur", "es": "Mi bemol mayor", "pt": "Mi bemol maior", "zh": "降E大调"}
    assert key_in(language, "Eb major") == flats[language]
    assert key_in(language, "Eb majorly") == key_in("en", "Eb major") == ""


def test_german_keys_have_german_letters() -> None:
    keys = ("Bb major", "F# minor", "Ab minor", "C# major", "D dorian")
    assert [key_in("de", key) for key in keys] == ["B-Dur", "fis-Moll", "as-Moll", "Cis-Dur", "D-Dorisch"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_each_sentence_with_the_same_placeholders(language: str) -> None:
    english, told = catalogue("en"), catalogue(language)
    assert (sorted(set(english) - set(told)), sorted(set(told) - set(english))) == ([], []), "missing, and of no use"
    assert [key for key in told if placeholders(told[key]) != placeholders(english[key])] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_sentences_are_the_same_and_none_is_english(language: str) -> None:
    english, told = catalogue("en"), catalogue(language)
    assert len(set(english.values())) == len(english)
    long = [key for key in english if len(english[key].split()) > 4]
    assert [key for key in long if told[key] == english[key]] == []
