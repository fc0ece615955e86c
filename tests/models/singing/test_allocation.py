"""Which syllable lands on which note."""

from models.singing.allocation import allocate
from models.singing.lyrics import parse_lyrics
from models.singing.note_lyrics import has_lyrics, lyrics_of_notes
from models.singing.score import SungNote
from models.singing.syllables import count_by_spelling, syllable_range
from models.singing.vocal_line import LONGEST_PHRASE_S, phrases_of, sung_line


def count(word: str) -> tuple[int, int]:
    return syllable_range(word, count_by_spelling, is_english=True)


def line(
    pitches: list[int],
    lengths: list[float],
    rests: dict[int, float] | None = None,
    lyrics: list[str | None] | None = None,
) -> list[SungNote]:
    notes, at = [], 0.0
    for place, (pitch, length) in enumerate(zip(pitches, lengths, strict=True)):
        at += (rests or {}).get(place, 0.0)
        notes.append(SungNote(place, at, at + length, pitch, 90, lyrics[place] if lyrics else None))
        at += length
    return notes


TWINKLE = line([60, 60, 67, 67, 69, 69, 67, 65, 65, 64, 64, 62, 62, 60], ([0.5] * 6 + [1]) * 2, {7: 0.3})


def sung(text: str, notes: list[SungNote]) -> tuple[str, tuple[str, ...]]:
    allocation = allocate(parse_lyrics(text, count), notes)
    syllables = allocation.lyrics.syllables
    return " ".join(
        "|".join(syllables[i].text for i in group) or "~" for group in allocation.by_note
    ), allocation.warnings


def test_as_many_syllables_as_notes_go_one_on_each() -> None:
    text, warnings = sung("Twinkle twinkle little star\nHow I wonder what you are", TWINKLE)
    assert text == "Twin- kle twin- kle lit- tle star How I won- der what you are"
    assert warnings == ()


def test_too_many_syllables_are_shared_inside_their_own_line() -> None:
    text, warnings = sung("Twinkle twinkle little shiny star\nHow I wonder what you are", TWINKLE)
    assert text.split()[7:] == "How I won- der what you are".split()
    assert warnings[0] == "There are 16 syllables for 14 notes, so one note is shared by three."


def test_one_syllable_too_many_is_said_in_the_singular() -> None:
    _, warnings = sung("oh my love is like the red rose", line([60] * 7, [0.6] * 7))
    assert warnings == ("There are 8 syllables for 7 notes, so one note is shared by two.",)
    _, warnings = sung("oh my love", line([60], [2.0]))
    assert warnings == ("There are 3 syllables for 1 note, so they are sung fast, one after another.",)
    _, warnings = sung("ah", line([60, 62, 64], [0.3] * 3))
    assert warnings == ("There is only 1 syllable for 3 notes, so it is held over several.",)


def test_a_word_that_can_be_sung_shorter_is() -> None:
    text, warnings = sung("every twinkle twinkle star\nHow I wonder what you are", TWINKLE)
    assert text.split()[7:] == "How I won- der what you are".split()
    assert warnings == ()


def test_too_few_syllables_are_held_and_lines_stay_in_place() -> None:
    text, _ = sung("Twinkle little star\nHow I wonder", TWINKLE)
    assert text.split()[7] == "How" and text.count("~") == 5


def test_explicit_holds_are_kept() -> None:
    assert sung("Glo + + ry", TWINKLE[:4])[0] == "Glo- ~ ~ ry"


def test_far_too_few_words_are_repeated_phrase_by_phrase_and_said() -> None:
    text, warnings = sung("ah", TWINKLE)
    assert text.split()[0] == text.split()[7] == "ah"
    assert "2 times" in warnings[0]


def test_one_syllable_on_two_hundred_notes() -> None:
    text, warnings = sung("ah", line([60 + i % 5 for i in range(200)], [0.3] * 200))
    assert text.split() == ["ah"] + ["~"] * 199 and "held" in warnings[0]


def test_five_thousand_words_on_four_notes() -> None:
    text, warnings = sung("word " * 5000, line([60] * 4, [1.0] * 4))
    assert len(text.replace("|", " ").split()) == 48
    assert "5000" in warnings[0]


def test_syllables_are_never_lost_or_reordered() -> None:
    for words in (3, 9, 17, 30, 45):
        allocation = allocate(parse_lyrics("oh " * words, count), TWINKLE)
        assert [i for group in allocation.by_note for i in group] == list(range(len(allocation.lyrics.syllables)))


def from_notes(lyrics: list[str | None]) -> list[str]:
    notes = line([60] * len(lyrics), [0.5] * len(lyrics), None, lyrics)
    return [f"{s.text}/{s.word.spoken}/{len(s.notes)}" for s in sung_line(lyrics_of_notes(notes, count), notes)]


def test_lyric_events_with_hyphens() -> None:
    assert from_notes(["Twin-", "kle", "star", "-", None]) == ["Twin-/twinkle/1", "kle/twinkle/1", "star/star/3"]


def test_lyric_events_where_a_space_ends_the_word() -> None:
    assert from_notes(["Twin", "kle ", "star\r"]) == ["Twin-/twinkle/1", "kle/twinkle/1", "star/star/1"]


def test_a_plus_takes_the_next_syllable_and_then_holds() -> None:
    assert from_notes(["twinkle", "+", "+", "star"]) == ["twin-/twinkle/1", "kle/twinkle/2", "star/star/1"]


def test_a_whole_word_on_one_note_shares_it() -> None:
    assert from_notes(["twinkle", "star"]) == ["twin-/twinkle/1", "kle/twinkle/1", "star/star/1"]


def test_notes_before_the_first_word_get_la() -> None:
    assert from_notes([None, "star"]) == ["la/la/1", "star/star/1"]
    assert not has_lyrics(line([60], [1.0], None, ["+"]))


def test_long_lines_are_divided_into_breaths_at_word_ends() -> None:
    notes = line([60] * 40, [0.5] * 40)
    phrases = phrases_of(sung_line(allocate(parse_lyrics("twinkle " * 20, count), notes), notes))
    assert len(phrases) > 2 and all(p.off_s - p.on_s <= LONGEST_PHRASE_S for p in phrases)
    assert all(p.syllables[0].part == 0 for p in phrases)
    assert all(after.on_s - before.off_s >= 0.1 for before, after in zip(phrases, phrases[1:], strict=False))


def test_a_syllable_held_over_a_rest_takes_its_vowel_up_again() -> None:
    notes = line([60, 62], [1.0, 1.0], {1: 1.0})
    phrases = phrases_of(sung_line(allocate(parse_lyrics("star_", count), notes), notes))
    assert [p.syllables[0].vowel_only for p in phrases] == [False, True]
