"""A whole session by keyboard: what goes over the wire, and what is on screen; no mouse."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QApplication, QWidget

from engine.wire.wire import ClipView, Remedy, SessionView, StepView, TrackView, TurnView
from tests.ui.fake_engine import FakeEngine
from tests.ui.live import Live, live
from tests.ui.waiting import rest, until
from ui.start_up.scene import SESSION
from ui.theme.active_theme import look
from ui.theme.theme import DARK

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier,
)  # fmt: skip
Key = Qt.Key
STEPS = (
    StepView("separate_stems", "Separate the vocals", {"clip": "selection"}, model="Demucs"),
    StepView("apply_effect", "Add a reverb", {"clip": "$1.vocals", "effect": "reverb", "wet": 0.25}),
)


def vocals(folder: Path, take: int = 1) -> ClipView:
    path = folder / f"Vocals take {take}.wav"
    path.write_bytes(b"RIFF")
    return ClipView(
        f"vox{take}",
        "Vocals",
        "audio",
        32.0,
        0.0,
        64.0,
        "bar 1",
        path=str(path),
        source="src",
        key="A minor",
        takes=("vox1", "vox2"),
        licence="MIT",
    )


def engine_with(folder: Path, session: SessionView = SESSION) -> FakeEngine:
    engine = FakeEngine(session)
    source = folder / "Guitar.wav"
    source.write_bytes(b"RIFF")
    engine.clips = {
        "src": ClipView("src", "Guitar+Vox", "audio", 32.0, 0.0, 64.0, path=str(source)), "vox2": vocals(folder, 2),
    }  # fmt: skip
    engine.peaks = {"vox1": b"\x90\x70" * 664, "src": b"\x81\x7f" * 664}
    return engine


def done(folder: Path) -> TurnView:
    return TurnView(
        1,
        "take the vocals out",
        "done",
        steps=STEPS,
        clips=(vocals(folder),),
        answer="Done.",
        changes=("New track Vocals.",),
        undo="1 track added",
    )


def test_a_session_by_keyboard(app: QApplication, tmp_path: Path) -> None:
    engine = engine_with(tmp_path)
    engine.on_request = lambda turn, body: replace(
        turn, state="approval" if turn.number == 1 else "queued", steps=STEPS
    )
    with live(tmp_path, engine) as one:
        one.press(Key.Key_L, CTRL)
        assert QApplication.focusWidget() is one.panel.composer.message
        one.type("take the vocals out")
        one.press(Key.Key_Return)
        until(lambda: "1:plan" in one.rows())
        assert engine.sent() == [{"text": "take the vocals out"}]
        assert one.panel.composer.message.toPlainText() == ""

        one.press(Key.Key_Return, CTRL)
        until(lambda: engine.sent("/approve") == [{}])
        one.say("turn", done(tmp_path))
        until(lambda: "1:clip:vox1" in one.rows())

        one.press(Key.Key_Up, ALT)
        one.press(Key.Key_Up, ALT)
        card = one.panel.transcript.content_of(one.panel.transcript.index_of("1:clip:vox1"))
        assert card.isAncestorOf(QApplication.focusWidget())
        until(lambda: _again(one).state.can_compare and _again(one).isAncestorOf(QApplication.focusWidget()))
        one.press(Key.Key_A)
        assert _again(one).compare.index() == 0
        one.press(Key.Key_B)
        assert _again(one).compare.index() == 1
        one.press(Key.Key_2)
        until(lambda: _again(one).clip.id == "vox2")

        one.press(Key.Key_T, CTRL)
        until(lambda: len(engine.sent()) == 2)
        place = {"action": "place", "clip": "vox2", "track": "Vocals"}
        assert engine.sent()[-1]["steps"] == [{"tool": "arrange", "args": place}]

        one.press(Key.Key_Z, CTRL)
        until(lambda: len(engine.sent()) == 3)
        assert engine.sent()[-1]["steps"] == [{"tool": "undo", "args": {"target": "#1"}}]
        one.say("turn", replace(done(tmp_path), is_undone=True))
        one.press(Key.Key_Z, CTRL | SHIFT)
        until(lambda: len(engine.sent()) == 4)
        assert engine.sent()[-1]["steps"] == [{"tool": "redo", "args": {"target": "#1"}}]


def _again(one: Live):
    transcript = one.panel.transcript
    assert transcript is not None
    return transcript.content_of(transcript.index_of("1:clip:vox1"))


def test_single_keys_of_a_clip(app: QApplication, tmp_path: Path) -> None:
    engine = engine_with(tmp_path)
    engine.turns[1] = done(tmp_path)
    with live(tmp_path, engine) as one:
        card = one.card("1:clip:vox1")
        one.press(Key.Key_I)
        assert card.provenance is not None and card.provenance.isVisible() and card.provenance.hasFocus()
        assert "Licence: MIT" in card.provenance.accessibleDescription()
        until(lambda: _is_in_sight(one, card.provenance))
        one.press(Key.Key_I)
        assert card.provenance is None and card.card.hasFocus()
        one.press(Key.Key_C, CTRL)
        mime = QApplication.clipboard().mimeData()
        assert [url.toLocalFile() for url in mime.urls()] == [str(tmp_path / "Vocals take 1.wav")]
        one.press(Key.Key_R)
        until(lambda: engine.sent())
        assert engine.sent() == [{"text": "Again: take the vocals out", "again": 1}]
        one.card("1:clip:vox1")
        one.press(Key.Key_V)
        assert one.panel.composer.message.toPlainText() == "Vary Vocals: "
        assert QApplication.focusWidget() is one.panel.composer.message


def _is_in_sight(one: Live, part: QWidget) -> bool:
    """Its beginning, that is."""
    view = one.panel.transcript.viewport()
    return 0 <= part.mapTo(view, part.rect().topLeft()).y() < view.height() - 40


def test_at_twice_the_size_too_how_it_was_made_comes_into_sight(app: QApplication, tmp_path: Path) -> None:
    look().apply(DARK.scaled(2.0))
    engine = engine_with(tmp_path)
    engine.turns[1] = done(tmp_path)
    with live(tmp_path, engine) as one:
        one.panel.resize(320, 900)
        card = one.card("1:clip:vox1")
        one.press(Key.Key_I)
        until(lambda: _is_in_sight(one, card.provenance))


def test_a_plan_is_edited_by_keyboard(app: QApplication, tmp_path: Path) -> None:
    engine = engine_with(tmp_path)
    engine.turns[1] = TurnView(1, "x", "approval", steps=STEPS)
    with live(tmp_path, engine) as one:
        card = one.card("1:plan")
        one.press(Key.Key_E)
        assert card._open == 0
        card.edit(1)
        rest()
        field = next(one for one in card.steps[1].editors if one.accessibleName() == "wet")
        field.setFocus()
        field.selectAll()
        one.type("0.5")
        one.press(Key.Key_Return, CTRL)
        until(lambda: engine.sent("/approve"))
        assert engine.sent("/approve") == [{"steps": [
            {"tool": "separate_stems", "args": {"clip": "selection"}},
            {"tool": "apply_effect", "args": {"clip": "$1.vocals", "effect": "reverb", "wet": 0.5}},
        ]}]  # fmt: skip


def test_a_step_is_removed_by_keyboard(app: QApplication, tmp_path: Path) -> None:
    engine = engine_with(tmp_path)
    engine.turns[1] = TurnView(1, "x", "approval", steps=STEPS)
    with live(tmp_path, engine) as one:
        card = one.card("1:plan")
        card.edit(1)
        card.setFocus()
        one.press(Key.Key_Delete)
        assert [step.task for step in card.draft.steps] == ["separate_stems"]
        one.press(Key.Key_Return, CTRL)
        until(lambda: engine.sent("/approve"))
        assert engine.sent("/approve")[0]["steps"] == [{"tool": "separate_stems", "args": {"clip": "selection"}}]


def test_removing_the_step_that_all_need_cancels_the_plan(app: QApplication, tmp_path: Path) -> None:
    engine = engine_with(tmp_path)
    engine.turns[1] = TurnView(1, "x", "approval", steps=STEPS)
    with live(tmp_path, engine) as one:
        card = one.card("1:plan")
        card.edit(0)
        card.remove_open()
        until(lambda: engine.sent("/cancel") == [{}])


def test_completion_history_and_escape_by_keyboard(app: QApplication, tmp_path: Path) -> None:
    engine = engine_with(tmp_path)
    with live(tmp_path, engine) as one:
        message = one.panel.composer.message
        one.press(Key.Key_L, CTRL)
        one.type("/s")
        assert [row.accessibleName().split(",")[0] for row in one.panel.composer.list.rows] == [
            "/separate_stems",
            "/sing",
        ]
        one.press(Key.Key_Down)
        one.press(Key.Key_Tab)
        assert message.toPlainText() == "sing " and not one.panel.composer.list.isVisible()
        one.type("/s")
        one.press(Key.Key_Escape)
        assert not one.panel.composer.list.isVisible() and message.toPlainText() == "sing /s"
        message.clear()
        one.type("first")
        one.press(Key.Key_Return, SHIFT)
        one.type("line")
        one.press(Key.Key_Return)
        until(lambda: engine.sent() == [{"text": "first\nline"}])
        one.press(Key.Key_Up)
        assert message.toPlainText() == "first\nline"
        one.press(Key.Key_Down)
        assert message.toPlainText() == ""


def test_escape_cancels_the_running_job(app: QApplication, tmp_path: Path) -> None:
    engine = engine_with(tmp_path)
    engine.turns[1] = TurnView(1, "x", "running")
    with live(tmp_path, engine) as one:
        one.press(Key.Key_L, CTRL)
        one.press(Key.Key_Escape)
        until(lambda: engine.sent("/cancel") == [{}])
        until(lambda: "1:job" not in one.rows())


def test_parts_in_turn(app: QApplication, tmp_path: Path) -> None:
    engine = engine_with(tmp_path)
    engine.turns[1] = done(tmp_path)
    with live(tmp_path, engine) as one:
        one.press(Key.Key_L, CTRL)
        seen = []
        for _ in range(3):
            one.press(Key.Key_F6)
            focus = QApplication.focusWidget()
            parts = {"header": one.panel.header, "middle": one.panel.middle, "message": one.panel.composer}
            seen.append(next(name for name, part in parts.items() if part.isAncestorOf(focus)))
        assert seen == ["header", "middle", "message"]


def test_space_plays_the_daw_but_types_in_the_message(app: QApplication, tmp_path: Path) -> None:
    engine = engine_with(tmp_path)
    engine.turns[1] = done(tmp_path)
    with live(tmp_path, engine) as one:
        one.press(Key.Key_L, CTRL)
        one.type("a b")
        assert one.panel.composer.message.toPlainText() == "a b" and not engine.sent("/transport")
        one.panel.setFocus(Qt.FocusReason.MouseFocusReason)
        one.press(Key.Key_Space)
        until(lambda: engine.sent("/transport") == [{"action": "toggle"}])


def test_keys_are_listed_on_request(app: QApplication, tmp_path: Path) -> None:
    with live(tmp_path, engine_with(tmp_path)) as one:
        one.press(Key.Key_L, CTRL)
        one.press(Key.Key_Slash, CTRL)
        assert one.window.help.isVisible()
        one.press(Key.Key_Escape)
        assert not one.window.help.isVisible() and QApplication.focusWidget() is one.panel.composer.message


def test_the_track_for_a_clip_is_chosen_from_the_session(app: QApplication, tmp_path: Path) -> None:
    tracks = tuple(TrackView(f"Track {n}") for n in range(60))
    engine = engine_with(tmp_path, replace(SESSION, tracks=tracks))
    engine.turns[1] = done(tmp_path)
    with live(tmp_path, engine) as one:
        card = one.card("1:clip:vox1")
        menu = card.place.menu_of_tracks()
        assert [action.text() for action in menu.actions()][:2] == ["A new track", "Track 0"]
        assert len(menu.actions()) == 41
        menu.actions()[5].trigger()
        until(lambda: engine.sent())
        assert engine.sent()[0]["steps"][0]["args"]["track"] == "Track 4"


def test_a_question_higher_than_the_panel_begins_at_its_words_and_its_answer_frees_the_keyboard(
    app: QApplication, tmp_path: Path
) -> None:
    look().apply(DARK.scaled(2.0))
    engine = engine_with(tmp_path)
    names = ("Lead vocal", "Rhythm guitar", "Bass line", "Drum loop", "Dark pad", "Melody")
    answers = tuple(Remedy(name, f"delete the {name}") for name in names)
    with live(tmp_path, engine) as one:
        one.panel.resize(320, 900)
        one.say("turn", TurnView(1, "hello", "answered", answer="Hello. " * 40))
        one.say("turn", TurnView(2, "delete it", "answered", answer="Which clip should I delete?", remedies=answers))
        until(lambda: "2:answer" in one.rows())
        rest(10)
        transcript = one.panel.transcript
        assert transcript is not None
        card = transcript.content_of(transcript.index_of("2:answer"))
        assert card is not None and card.height() > transcript.height()
        assert card.visibleRegion().boundingRect().top() == 0, "the question is seen before its answers"
        card.setFocus()
        one.press(Key.Key_2)
        until(lambda: engine.sent())
        assert engine.sent()[-1]["text"] == "delete the Rhythm guitar"
        assert QApplication.focusWidget() is one.panel.composer.message
