"""What the sing card says."""

from __future__ import annotations

from dataclasses import replace

from engine.wire.wire import ClipView, PhraseView, SongNoteView, SongView, StepView, SyllableView, TurnView
from ui.conversation.sing_state import SingState, sung_phrases, voice_lines

NOTES = tuple(SongNoteView(60 + at, float(at), 1.0) for at in range(4))
WORDS = ("run", "to", "the", "sea")
SONG = SongView(
    "region:3", "Melody", "Lead", "bar 3", NOTES,
    tuple(SyllableView(at, word, 3) for at, word in enumerate(WORDS, 1)),
    (PhraseView(1, 2, "run to"), PhraseView(3, 4, "the sea")), lyrics="run to the sea", words_from="asked", sings="max",
)  # fmt: skip


def state(**values: object) -> SingState:
    return SingState("region:3", song=SONG, text="run to the sea", **values)


def sung(*which: int) -> SongView:
    return replace(SONG, phrases=tuple(replace(one, is_sung=at in which) for at, one in enumerate(SONG.phrases)))


def test_before_the_first_take_everything_is_sung() -> None:
    one = state()
    assert (one.title, one.main, one.said, one.changed) == ("Vocal for “Lead”", "Sing", "2 phrases", ())
    assert one.fit == ("ok", "4 syllables on 4 notes") and one.can_sing


def test_after_it_only_what_changed() -> None:
    one = replace(state(), song=sung(0))
    assert one.changed == (1,) and one.changed_notes == {3, 4}
    assert one.said == "1 of 2 phrases changed: only that is sung again" and one.main == "Sing changed phrase"


def test_what_is_sung_already_gives_another_take() -> None:
    one = replace(state(), song=sung(0, 1))
    assert one.is_sung and one.main == "Another take" and "another take" in one.request()["text"]


def test_words_that_do_not_fit_say_where() -> None:
    rows = (*SONG.syllables, SyllableView(4, "side", 3, is_split=True))
    assert replace(state(), song=replace(SONG, syllables=rows)).fit == (
        "warn", "5 syllables on 4 notes: some share a note in bar 3")
    held = (*SONG.syllables[:3], SyllableView(4, "~", 3, is_held=True))
    assert replace(state(), song=replace(SONG, syllables=held)).fit == ("ok", "3 syllables on 4 notes, 1 held")
    bare = replace(SONG, words_from="nothing")
    assert replace(state(), song=bare).fit == ("warn", "No words yet: 4 notes on “la”")


def test_a_request_names_the_notes_the_words_and_what_was_chosen() -> None:
    one = state(voice="slt", style="soft")
    assert one.request() == {"text": "Sing “run to the sea”", "steps": [{"tool": "sing", "args": {
        "midi": "region:3", "lyrics": "run to the sea", "voice": "slt", "style": "soft"}}]}
    pinned = replace(one, song=replace(SONG, midi="selection", selection={"bars": [3, 4]}))
    assert pinned.request()["selection"] == {"bars": [3, 4]}


def test_the_first_question_takes_what_was_sung_before() -> None:
    assert SingState("region:3").asked() == {"midi": "region:3"}
    assert state(voice="").asked() == {"midi": "region:3", "lyrics": "run to the sea", "voice": ""}


def test_words_from_the_notes() -> None:
    notes = (replace(NOTES[0], lyric="oh "), *NOTES[1:])
    assert replace(state(), song=replace(SONG, notes=notes)).from_notes == "oh ~ ~ ~"
    assert state().from_notes == ""


def test_each_phrase_is_heard_where_it_lies_in_the_clip() -> None:
    rows = [{"note": at, "start_s": 0.5 * at, "length_s": 0.5} for at in range(1, 5)]
    step = StepView("sing", "Sing", state="done", facts={"table": {"rows": rows}})
    clip = ClipView("v", "Vocal", "audio", path="/v.wav")
    found = sung_phrases(TurnView(1, "sing", "done", steps=(step,), clips=(clip,)), SONG)
    assert [(one.clip, round(one.start_s, 2), round(one.end_s, 2)) for one in found] == [("v", 0.25, 1.7),
                                                                                       ("v", 1.25, 2.7)]
    assert sung_phrases(TurnView(1, "sing", "done", steps=(step,)), SONG) == ()


def test_voices_that_sing_those_that_can_first() -> None:
    rows = [
        {"id": "a", "name": "A", "tasks": ["sing"], "kind": "female", "languages": ["english"], "commercial": None,
         "why_not": "not here"},
        {"id": "b", "name": "B", "tasks": ["sing"], "languages": ["x", "y"], "commercial": True},
        {"id": "c", "name": "C", "tasks": ["speak"]},
    ]  # fmt: skip
    assert [line.words for line in voice_lines(rows)] == ["B · 2 languages", "A · female, English, licence unclear"]
