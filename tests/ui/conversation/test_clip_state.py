"""What a clip card says, a button sends, and a header shows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.tasks.task import find_task
from engine.wire.wire import ClipView, Remedy, SelectionView, SessionView, StepView, TrackView, TurnView
from ui.connection import request_bodies
from ui.conversation.clip_state import bars_of, clip_card, provenance, spans_alike
from ui.conversation.item import ClipItem
from ui.conversation.session_state import ENGINE_WORDS, examples_for, header_of, hello

SESSION = SessionView("p", "Night Drive", "Ardour", bpm=97.5, key="A minor", place="bar 5.1")
SOURCE = ClipView("src", "Guitar", "audio", 32.0, path="/x/Guitar.wav")
CLIP = ClipView(
    "a",
    "Vocals",
    "audio",
    32.0,
    16.0,
    64.0,
    "bar 5",
    path="/x/Vocals.wav",
    source="src",
    key="A minor",
    bpm=120.0,
    loudness_lufs=-18.2,
    task="separate_stems",
    model="Demucs",
    seed=7,
    licence="MIT",
    args={"clip": "src", "stems": ["vocals"]},
)


def card(
    clip: ClipView = CLIP,
    *,
    is_undone: bool = False,
    session: SessionView | None = SESSION,
    source: ClipView | None = SOURCE,
    target: str = "",
):
    return clip_card(ClipItem(clip, is_undone), session, source, target=target)


def test_a_finished_clip() -> None:
    made = card()
    assert (made.title, made.badge, made.is_commercial) == ("Vocals", "MIT", True)
    assert made.chips == ("A minor", "120 bpm", "−18.2 LUFS")
    assert (made.main, made.is_placed, made.can_place, made.can_play) == ("To a new track", False, True, True)
    assert made.can_compare and (made.first_bar, made.bars) == (5, 16)
    assert card(target="Vocals").main == "To “Vocals”"


def test_while_its_request_runs_nobody_puts_it_anywhere() -> None:
    """It is put on its track in a moment: a click would put it on a second one."""
    assert not clip_card(ClipItem(CLIP, is_unfinished=True), SESSION, SOURCE).can_place


def test_a_placed_clip_and_one_that_was_taken_back() -> None:
    placed = replace(CLIP, track="Vocals")
    assert card(placed).main == "On “Vocals”, bar 5" and card(placed).is_placed
    assert not card(placed, is_undone=True).is_placed and card(placed, is_undone=True).main == "To a new track"


def test_a_clip_whose_file_is_gone_cannot_be_heard_or_placed() -> None:
    lost = card(replace(CLIP, is_missing=True))
    assert not lost.can_play and not lost.can_place and not lost.can_compare and "not there" in lost.why_silent
    assert not lost.is_wave


def test_a_clip_that_is_not_finished_says_so() -> None:
    assert "not finished" in card(replace(CLIP, path="")).why_silent


@pytest.mark.parametrize("source", [None, replace(SOURCE, is_missing=True), replace(SOURCE, path="")])
def test_without_its_source_a_clip_cannot_be_compared(source: ClipView | None) -> None:
    made = card(source=source)
    assert not made.can_compare and "source" in made.why_not_compare and made.can_play


def test_what_may_not_be_sold_is_marked() -> None:
    made = card(replace(CLIP, is_commercial=False, licence="CC-BY-NC"))
    assert (made.badge, made.is_commercial) == ("non-commercial", False)
    assert card(replace(CLIP, licence="none")).badge == ""


def test_without_a_daw_the_file_is_shown_instead() -> None:
    assert card(session=replace(SESSION, daw="")).main == "Show the file"


def test_notes_have_no_waveform_and_are_not_played_here() -> None:
    notes = card(replace(CLIP, kind="midi"))
    assert not notes.is_wave and not notes.can_play and not notes.can_compare and notes.can_place


@pytest.mark.parametrize(
    ("meter", "wanted"), [("4/4", (5, 16)), ("3/4", (6, 21)), ("6/8", (6, 21)), ("7/8", (5, 18)), ("?", (5, 16))]
)
def test_bars_follow_the_metre(meter: str, wanted: tuple[int, int]) -> None:
    assert bars_of(CLIP, replace(SESSION, meter=meter)) == wanted


def test_a_clip_on_no_grid_has_no_bars() -> None:
    assert bars_of(replace(CLIP, length_beats=None), SESSION) == (1, 0)


def test_a_source_of_another_length_is_not_drawn_behind() -> None:
    assert spans_alike(CLIP, SOURCE) and not spans_alike(CLIP, replace(SOURCE, seconds=40.0))
    assert not spans_alike(CLIP, None)


def test_how_it_was_made() -> None:
    rows = dict(provenance(ClipItem(CLIP, made_at="2026-11-20T13:02:00Z", took_s=38.0), SOURCE))
    assert (rows["Task"], rows["Model"], rows["From"], rows["Seed"]) == ("Separate stems", "Demucs", "Guitar", "7")
    assert rows["Licence"] == "MIT: commercial use is fine" and rows["Settings"] == "stems vocals"
    assert rows["Made"].endswith("about 38 s") and rows["File"] == "/x/Vocals.wav"
    assert "From" not in dict(provenance(ClipItem(CLIP), None))


@pytest.mark.parametrize(
    ("weights", "code", "is_commercial", "told"),
    [
        ("CC-BY-NC-4.0", "MIT", False, "code MIT, weights CC-BY-NC-4.0: it may not be sold"),
        ("Apache-2.0", "GPL-3.0", True, "code GPL-3.0, weights Apache-2.0: commercial use is fine"),
        ("MIT", "", True, "MIT: commercial use is fine"),
        ("none", "GPL-3.0", True, "Commercial use is fine"),
    ],
)
def test_the_licences_of_code_and_weights_are_told_apart(
    weights: str, code: str, is_commercial: bool, told: str
) -> None:
    clip = ClipView("a", "A", "audio", licence=weights, code_licence=code, is_commercial=is_commercial)
    assert dict(provenance(ClipItem(clip), None))["Licence"] == told



STEP = StepView("separate_stems", "Separate", clips={"vocals": "a"})
TURN = TurnView(7, "Take the vocals out", "done", clips=(CLIP,), steps=(STEP,))


@pytest.mark.parametrize(
    "body",
    [
        request_bodies.place(CLIP),
        request_bodies.place(CLIP, "Lead"),
        request_bodies.undo(TURN),
        request_bodies.redo(TURN),
    ],
)
def test_what_buttons_send_is_in_the_task_table(body: dict) -> None:
    assert body["text"]
    for step in body["steps"]:
        find_task(step["tool"]).check(step["args"])


def test_what_buttons_send() -> None:
    assert request_bodies.place(CLIP, "Lead")["steps"] == [
        {"tool": "arrange", "args": {"action": "place", "clip": "a", "track": "Lead"}}
    ]
    assert request_bodies.again(TURN) == {"text": "Again: Take the vocals out", "again": 7}
    assert (
        request_bodies.again(replace(TURN, text="Again: Take the vocals out"))["text"] == "Again: Take the vocals out"
    )
    assert request_bodies.undo(TURN)["steps"] == [{"tool": "undo", "args": {"target": "#7"}}]
    assert request_bodies.redo(TURN)["steps"] == [{"tool": "redo", "args": {"target": "#7"}}]
    assert request_bodies.remedy(Remedy("Try", "again", ({"tool": "sing", "args": {}},))) == {
        "text": "again", "steps": [{"tool": "sing", "args": {}}],
    }  # fmt: skip
    assert request_bodies.remedy(Remedy("Try", "again")) == {"text": "again"}
    assert request_bodies.approve(None) == {} and request_bodies.approve([{"tool": "x", "args": {}}]) == {
        "steps": [{"tool": "x", "args": {}}]
    }


def test_the_header_of_a_connected_daw() -> None:
    header = header_of(SESSION, "ready")
    assert (header.daw, header.project, header.is_connected, header.is_well) == ("Ardour", "Night Drive", True, True)
    assert header.chips == ("97.5 bpm", "A minor", "4/4", "bar 5.1") and header.engine == "Engine ready"


def test_the_header_of_a_daw_that_does_not_answer() -> None:
    header = header_of(replace(SESSION, is_connected=False, why_not="It was closed."), "ready")
    assert not header.is_connected and not header.is_well and header.engine == "Ardour: no answer"
    assert "bar 5.1" not in header.chips and header.why_not == "It was closed."


def test_the_header_without_a_daw_and_without_a_session() -> None:
    assert header_of(replace(SESSION, daw=""), "ready").daw == "No DAW"
    assert header_of(replace(SESSION, daw=""), "ready").is_well
    assert header_of(None, "starting").daw == "Tonmeister"
    for state in ENGINE_WORDS:
        assert header_of(None, state).engine == ENGINE_WORDS[state]
    assert not header_of(SESSION, "lost").is_well


def test_examples_fit_what_is_selected() -> None:
    def first(kind: str) -> str:
        return examples_for(replace(SESSION, selection=SelectionView("x", kind)))[0].text

    assert "selected clip" in first("audio") and "Sing the selected notes" in first("midi")
    tracks = (TrackView("Guitar"), TrackView("Lead", "midi"), TrackView("x" * 200))
    texts = [example.text for example in examples_for(replace(SESSION, tracks=tracks))]
    assert texts[:2] == ["Take Guitar apart into stems", "Play the notes of Lead on a rhodes"] and len(texts) == 3
    assert len(examples_for(None)) == 3
    assert "Ardour" in hello(SESSION) and "library" in hello(None)


def test_the_sound_of_a_picture_is_varied_by_the_words_it_was_made_by() -> None:
    sound = ClipView("s", "sunset: strong wind", "audio", 10.0, None, None, "", "", "s.wav", task="image_to_audio")
    assert request_bodies.vary(sound) == "Make the sound of strong wind"
    assert request_bodies.vary(replace(sound, task="generate_audio")) == "Vary sunset: strong wind: "
