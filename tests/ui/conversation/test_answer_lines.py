"""An answer leaves out what the cards below it show."""

from __future__ import annotations

import pytest

from engine.messages.message import said_in
from engine.wire.wire import ClipView, SpanView, StepView, TurnView
from ui.conversation.answer_lines import answer_lines

BEAT = ClipView("a", "House beat", "audio", key="C minor", bpm=124.0, loudness_lufs=-16.0)
FACTS = "4 bars at 124 bpm in C minor, −16.0 LUFS."
NO_DAW = "No DAW is connected; the result is in the library."


@pytest.mark.parametrize(
    ("answer", "clips", "said"),
    [
        (f"{FACTS}\n{NO_DAW}", (BEAT,), ""),
        (FACTS, (), FACTS),
        (NO_DAW, (), NO_DAW),
        (f"Here it is.\n{NO_DAW}", (BEAT,), "Here it is."),
        (f"{FACTS} The kick is soft.", (BEAT,), f"{FACTS} The kick is soft."),
        ("4 bars at 90 bpm.", (BEAT,), "4 bars at 90 bpm."),
        ("One.\n\nTwo.", (BEAT,), "One.\n\nTwo."),
        ("", (BEAT,), ""),
    ],
)
def test_no_line_says_what_the_card_says(answer: str, clips: tuple[ClipView, ...], said: str) -> None:
    assert answer_lines(TurnView(1, "x", "done", answer=answer, clips=clips))[0] == said


def test_what_lies_on_a_track_is_told_in_full() -> None:
    clip = ClipView("a", "Bass", "midi", track="Bass")
    assert answer_lines(TurnView(1, "x", "done", answer=NO_DAW, clips=(clip,)))[0] == NO_DAW


def test_an_undone_turn_does_not_say_that_its_result_is_there() -> None:
    assert answer_lines(TurnView(1, "x", "done", answer=NO_DAW, is_undone=True))[0] == ""


def test_notes_stand_apart() -> None:
    said, notes = answer_lines(TurnView(1, "x", "done", answer="Done.\nNote: simple masks.\nNote: it is mono."))
    assert said == "Done." and notes == ["simple masks.", "it is mono."]


def test_words_of_the_steps_stand_in_for_an_answer() -> None:
    steps = (StepView("a", "A", text="One."), StepView("b", "B"), StepView("c", "C", text="Two."))
    assert answer_lines(TurnView(1, "x", "done", steps=steps))[0] == "One.\nTwo."


@pytest.mark.parametrize("language", ["de", "fr", "es", "pt", "zh"])
def test_notes_stand_apart_once_in_the_language_of_the_answer(language: str) -> None:
    warnings = ("No style was named, so this is jazz.", "These words had no effect: 'foo'.")
    steps = (StepView("generate_audio", "Make", text=FACTS, warnings=warnings),)
    lines = [said_in(language, line) for line in (FACTS, *(f"Note: {one}" for one in warnings), NO_DAW)]
    turn = TurnView(1, "x", "done", answer="\n".join(lines), clips=(BEAT,), steps=steps)
    assert answer_lines(turn) == ("", [said_in(language, one) for one in warnings])


def test_a_note_that_the_answer_lacks_is_told_as_well() -> None:
    steps = (StepView("sing", "Sing", warnings=("Short.",)),)
    assert answer_lines(TurnView(1, "x", "done", answer="Done.", steps=steps)) == ("Done.", ["Short."])


@pytest.mark.parametrize(("state", "language"), [("partly", "en"), ("partly", "fr"), ("done", "en")])
def test_what_failed_is_told_by_its_step_and_the_card_below(state: str, language: str) -> None:
    steps = (StepView("arrange", "Place on a track", error="There is no track 'Foo'."), StepView("sing", "Sing"))
    line = said_in(language, "Place on a track: There is no track 'Foo'.")
    told = answer_lines(TurnView(1, "x", state, answer=f"{FACTS}\n{line}", clips=(BEAT,), steps=steps))[0]
    assert told == ("" if state == "partly" else line)


@pytest.mark.parametrize(("count", "said"), [
    (1, "It is a beat.\n0.00–0.05 s kick\n9.00–9.10 s dog"), (20, "20 × kick, dog\nIt is a beat."),
])  # fmt: skip
def test_many_places_that_were_found_are_counted_where_buttons_lead_to_them(count: int, said: str) -> None:
    kicks = tuple(SpanView(at / 2, at / 2 + 0.05, "kick", "a") for at in range(count))
    spans = (*kicks, SpanView(9.0, 9.1, "dog", "a"))
    lines = [f"{one.start_s:.2f}–{one.end_s:.2f} s {one.label}" for one in spans]
    turn = TurnView(1, "x", "done", steps=(StepView("detect_sounds", "Find", spans=spans),),
                    answer="\n".join(["It is a beat.", *lines]))  # fmt: skip
    assert answer_lines(turn)[0] == said
