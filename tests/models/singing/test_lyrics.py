"""Lyrics in all the ways people write them."""

import pytest

from models.singing.espeak_speech import spoken_syllables
from models.singing.lyrics import Lyrics, clean_word, parse_lyrics
from models.singing.syllables import count_by_spelling, divide_spelling, syllable_range

VOICE = "gmw/en-US"


def in_english(word: str) -> tuple[int, int]:
    return syllable_range(word, lambda one: spoken_syllables(one, VOICE), is_english=True)


def parsed(text: str) -> Lyrics:
    return parse_lyrics(text, in_english)


def shown(text: str) -> str:
    return " ".join(syllable.text for syllable in parsed(text).syllables)


@pytest.mark.parametrize(
    "text",
    ["twin-kle star", "Twin- kle star", "twinkle star", "Twin - kle star", "Twin -- kle star", "“Twinkle”, star!"],
)
def test_every_way_to_divide_a_word_gives_the_same_syllables(text: str) -> None:
    assert [w.spoken for w in parsed(text).words] == ["twinkle", "star"]
    assert len(parsed(text).syllables) == 3


@pytest.mark.parametrize(
    "text, holds",
    [
        ("la__ lu", [2, 0]),
        ("la + + lu", [2, 0]),
        ("la ~ lu _", [1, 1]),
        ("star - la", [1, 0]),
        ("Glo + + + ry", [3, 0]),
        ("twinkle + star", [0, 0, 0]),
        ("won-der +", [0, 1]),
        ("blor- + + bing ~", [2, 1]),
        ("hal- le- + lu- jah", [0, 1, 0, 0]),
        ("oh — baby", [0, 0, 0]),
    ],
)
def test_holds(text: str, holds: list[int]) -> None:
    assert [syllable.holds for syllable in parsed(text).syllables] == holds


def test_a_broken_word_is_spoken_whole() -> None:
    assert parsed("Glo + + + ry").words[0].spoken == "glory"
    assert parsed("lo-o-ove").words[0].spoken == "love"
    assert len(parsed("lo-o-ove").syllables) == 3


def test_line_ends_breaths_and_hints() -> None:
    lyrics = parsed("one two (br) three\nfour word[w er d]")
    assert [s.ends_line for s in lyrics.syllables] == [False, False, True, False, True]
    assert [s.breath_before for s in lyrics.syllables] == [False, False, True, False, False]
    assert lyrics.words[-1].spoken == "[w er d]" and lyrics.syllables[-1].text == "word"


@pytest.mark.parametrize("text", ["", "   ", "😀 🎉", "... !! ?", "+ _ ~ -", "\n\n", "[]", "[[[", "“”"])
def test_nothing_to_sing_is_empty_and_never_fails(text: str) -> None:
    assert parsed(text).syllables == ()


@pytest.mark.parametrize(
    "text", ["a" * 5000, "]x[", "\0a\0", "x" * 40, "ŋ", "١٢٣", "e\u0301te\u0301", "--a--", "-a-b-", "a/b\\c"]
)
def test_strange_text_still_gives_syllables(text: str) -> None:
    assert parse_lyrics(text, lambda word: (1, 1)).syllables


def test_scripts_without_spaces_are_sung_a_character_a_note() -> None:
    kana = parse_lyrics("さくらー きゃ", lambda word: (1, 1))
    assert [word.spoken for word in kana.words] == ["さ", "く", "ら", "きゃ"]
    assert kana.syllables[2].holds == 1
    assert len(parse_lyrics("月亮代表", lambda word: (1, 1)).syllables) == 4


def test_words_that_are_often_sung_shorter_are_marked() -> None:
    assert in_english("fire") == (2, 1)
    assert in_english("every") == (3, 2)
    assert [s.can_drop for s in parsed("every").syllables].count(True) == 1


@pytest.mark.parametrize(
    "word, count",
    [
        ("wonder", 2),
        ("beautiful", 3),
        ("tonight", 2),
        ("a", 1),
        ("hallelujah", 4),
        ("rhythm", 2),
        ("strength", 1),
        ("away", 2),
        ("melody", 3),
        ("blorbing", 2),
        ("zyx", 1),
    ],
)
def test_syllables_are_counted_as_sung(word: str, count: int) -> None:
    usual, fewest = in_english(word)
    assert fewest <= count <= usual


def test_counting_by_spelling() -> None:
    assert [count_by_spelling(w) for w in ("twinkle", "stone", "xyz", "brrr", "")] == [2, 1, 1, 1, 1]


def test_spelling_is_divided_for_the_eye() -> None:
    assert divide_spelling("twinkle", 2) == ("twin", "kle")
    assert divide_spelling("silent", 2) == ("si", "lent")
    assert divide_spelling("21", 3) == ("21", "", "")
    assert "".join(divide_spelling("hallelujah", 4)) == "hallelujah"


def test_words_are_cleaned() -> None:
    assert clean_word("Don’t!") == "don't"
    assert clean_word("sooooo") == "soo"
    assert clean_word("…") == ""
    assert clean_word("hmmm") == "hum"


def test_pasted_lyrics_lose_what_nobody_sings() -> None:
    assert [w.spoken for w in parsed("[Verse 2]\nwalk on\n(Chorus)\nla la").words] == ["walk", "on", "la", "la"]
    assert [w.spoken for w in parsed("[00:12.30]hello <00:13.00>there").words] == ["hello", "there"]
    assert [w.spoken for w in parsed("bridge over water").words] == ["bridge", "over", "water"]
    assert [w.spoken for w in parsed("rock & roll—yeah").words] == ["rock", "and", "roll", "yeah"]


def test_a_slash_between_words_ends_a_line() -> None:
    assert [s.text for s in parsed("one two / three | four").syllables if s.ends_line] == ["two", "three", "four"]


def test_whole_words_between_hyphens_keep_their_syllables() -> None:
    assert len(parsed("merry-go-round").syllables) == 4
    assert len(parsed("twin-kle").syllables) == 2


@pytest.mark.parametrize(
    "word, parts",
    [
        ("triumphant", "tri um phant"),
        ("Gloria", "Glo ri a"),
        ("lion", "li on"),
        ("flying", "fly ing"),
        ("watching", "watch ing"),
    ],
)
def test_neighbouring_vowels_are_divided(word: str, parts: str) -> None:
    assert divide_spelling(word, len(parts.split())) == tuple(parts.split())
