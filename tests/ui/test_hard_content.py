"""What people really have: files that go, endless words, other scripts, names that look like markup, long histories."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PyQt6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PyQt6.QtGui import QDragEnterEvent, QDropEvent
from PyQt6.QtWidgets import QApplication, QLabel, QWidget

from engine.wire.wire import ClipView, ProgressView, SelectionView, StepView, TrackView, TurnView
from tests.ui.fake_engine import FakeEngine
from tests.ui.live import live
from tests.ui.waiting import rest, until
from ui.start_up.preview import staged
from ui.start_up.scene import PEAKS, SESSION, SOURCE, VOCALS, Scene
from ui.widgets.chip import PickedChip
from ui.window.panel import Panel

HARD = (
    "<b>bold</b> & <img src=x>",
    "שיר הלילה של המים — פרק ראשון",
    "夜のドライブ・ボーカル・テイク一",
    "نسخة جديدة من الأغنية",
    "T" * 200,
    "a b " * 50,
    "🎸 guitar\u200d",
    "line\nbreak",
)


def opened(scene: Scene, width: int = 320) -> Panel:
    panel = staged(scene)
    panel.resize(width, 1800)
    panel.show()
    rest()
    return panel


def all_inside(panel: Panel) -> bool:
    boxes = [
        (one.mapTo(panel, QPoint(0, 0)).x(), one.width()) for one in panel.findChildren(QWidget) if one.isVisible()
    ]
    return all(left >= 0 and left + width <= panel.width() for left, width in boxes)


def test_names_of_any_kind_fit_and_stay_names(app: QApplication) -> None:
    for name in HARD:
        clip = replace(VOCALS, name=name, track=name, place="bar 12345 beat 3")
        turn = TurnView(
            1,
            name,
            "done",
            clips=(clip,),
            answer=name,
            attached=(name,),
            undo=name,
            steps=(StepView("sing", name, {"clip": name, "lyrics": name}, error=name, text=name),),
        )
        session = replace(
            SESSION,
            name=name,
            daw="Ardour",
            tracks=(TrackView(name),),
            selection=SelectionView(name, "midi"),
            key=name[:30],
        )
        plan = replace(turn, number=2, state="approval", clips=(), approval=name, changes=(name,))
        failed = replace(turn, number=3, state="partly")
        panel = opened(Scene(session, (turn, plan, failed), peaks=PEAKS, sources=(SOURCE,)))
        assert all_inside(panel), name
        texts = [label.text().replace("\u200b", "") for label in panel.findChildren(QLabel)]
        assert name in texts
        assert all(label.textFormat() == Qt.TextFormat.PlainText for label in panel.findChildren(QLabel))
        panel.close()


def test_a_message_of_ten_thousand_characters(app: QApplication) -> None:
    words = ("la " * 4000)[:10_000].strip()
    panel = opened(Scene(turns=(TurnView(1, words, "answered", answer=words),)), 380)
    assert all_inside(panel) and panel.transcript is not None
    card = panel.transcript.content_of(0)
    if card is None:
        panel.transcript.scroll_to(0)
        rest()
        card = panel.transcript.content_of(0)
    before = card.height()
    card.whole.click()
    rest()
    assert card.text.text().replace("\u200b", "") == words and card.height() > before


def test_a_long_message_is_sent_whole_and_the_field_does_not_outgrow_the_panel(
    app: QApplication, tmp_path: Path
) -> None:
    with live(tmp_path) as one:
        words = "sing this\n" * 1000
        one.panel.composer.write(words)
        rest()
        assert one.panel.composer.height() < 260
        one.panel.composer.send_button.click()
        until(lambda: one.engine.sent())
        assert one.engine.sent()[0]["text"] == words.strip()
        assert one.panel.composer.message.height() < 40


def test_a_clip_whose_file_goes_says_so_when_it_is_played(app: QApplication, tmp_path: Path) -> None:
    path = tmp_path / "Vocals.wav"
    path.write_bytes(b"RIFF")
    clip = replace(VOCALS, path=str(path), takes=(), source="")
    engine = FakeEngine()
    engine.clips = {clip.id: clip}
    engine.turns[1] = TurnView(1, "x", "done", clips=(clip,))
    with live(tmp_path, engine) as one:
        card = one.card(f"1:clip:{clip.id}")
        assert card.play.isEnabled() and card.grip is not None
        path.unlink()
        card.play.click()
        until(lambda: one.card(f"1:clip:{clip.id}").state.why_silent)
        lost = one.card(f"1:clip:{clip.id}")
        assert not lost.play.isEnabled() and lost.grip is None and not lost.place.isEnabled()
        assert any("not there any more" in label.text() for label in lost.findChildren(QLabel))
        assert lost.again.property("role") == "primary", "the one thing that helps here stands out"


def test_peaks_are_drawn_when_they_come(app: QApplication, tmp_path: Path) -> None:
    path = tmp_path / "Vocals.wav"
    path.write_bytes(b"RIFF")
    clip = replace(VOCALS, path=str(path), takes=(), source="")
    engine = FakeEngine()
    engine.peaks = {clip.id: PEAKS["vox1"]}
    engine.turns[1] = TurnView(1, "x", "done", clips=(clip,))
    with live(tmp_path, engine) as one:
        until(lambda: one.controller.clip_cache.peaks.get(clip.id) == PEAKS["vox1"])
        rest()
        asked = [path for _, path, _ in engine.asked if path.endswith("/peaks")]
        assert asked == [f"/projects/night-drive/clips/{clip.id}/peaks"]


def test_progress_moves_the_bar_in_place(app: QApplication, tmp_path: Path) -> None:
    engine = FakeEngine()
    engine.turns[1] = TurnView(1, "x", "running")
    with live(tmp_path, engine) as one:
        row = one.card("1:job")
        for done in (0.1, 0.5, 0.9):
            one.say("progress", ProgressView(1, 1, 1, done, "Singing", "Sketch", 3.0))
            assert one.card("1:job") is row and row.row.bar.value() == round(done * 100)


def test_a_thousand_turns_keep_few_widgets(app: QApplication) -> None:
    turns = tuple(
        TurnView(n, f"request {n}", "answered", answer=f"Answer {n}. " * (n % 7 + 1)) if n % 5 else
        TurnView(n, f"request {n}", "done", clips=(replace(VOCALS, id=f"c{n}", takes=()),), undo="1 track added")
        for n in range(1, 1001)
    )  # fmt: skip
    panel = opened(Scene(turns=turns, peaks=PEAKS), 380)
    transcript = panel.transcript
    assert transcript is not None and transcript.count() == 2200
    for at in (0, 1100, 2199):
        transcript.scroll_to(at)
        rest()
        assert len(panel.findChildren(QWidget)) < 1500
        assert transcript.content_of(at) is not None
    transcript.scroll_to_end()
    rest()
    panel.controller.conversation.take_turn(TurnView(1001, "one more", "answered", answer="Yes."))
    panel.show_rows()
    rest()
    assert transcript.count() == 2202 and transcript.content_of(2201) is not None


def test_dropped_files_are_attached_and_others_are_told(app: QApplication, tmp_path: Path) -> None:
    for name in ("hum.wav", "notes.txt"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "A folder").mkdir()
    panel = opened(Scene(), 380)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / name)) for name in ("hum.wav", "notes.txt", "A folder")])
    copy, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    left = Qt.MouseButton.LeftButton
    panel.dragEnterEvent(QDragEnterEvent(QPoint(9, 9), copy, mime, left, none))
    assert panel.overlay.isVisible()
    panel.dropEvent(QDropEvent(QPointF(9, 9), copy, mime, left, none))
    rest()
    assert not panel.overlay.isVisible() and panel.state.files == (str(tmp_path / "hum.wav"),)
    told = [line.text.partition(" is a folder")[0].partition(":")[0] for line in panel.notices.lines]
    assert told == ["A folder", "notes.txt"]
    chip = next(one for one in panel.composer.findChildren(QWidget) if one.accessibleName() == "Attachment hum.wav")
    chip.removed.emit()
    assert panel.state.files == ()


def test_new_tracks_are_offered_by_the_cards_that_are_there(app: QApplication) -> None:
    clip = replace(VOCALS, takes=())
    panel = opened(Scene(replace(SESSION, tracks=()), (TurnView(1, "x", "done", clips=(clip,)),), peaks=PEAKS), 380)
    transcript = panel.transcript
    assert transcript is not None
    at = transcript.index_of(f"1:clip:{clip.id}")
    assert transcript.content_of(at).state.main == "To a new track"
    panel.controller.hear("session", replace(SESSION, tracks=(TrackView("Lead"), TrackView("Vocals"))))
    rest()
    card = transcript.content_of(at)
    assert card.state.main == "To “Vocals”"
    names = [action.text() for action in card.place.menu_of_tracks().actions()]
    assert names == ["A new track", "Lead", "Vocals"]


def test_a_question_is_waited_for(app: QApplication) -> None:
    asked = TurnView(1, "make it nicer", "answered", answer="Which clip?", is_question=True)
    panel = opened(Scene(turns=(asked,)))
    assert panel.composer.message.placeholderText().startswith("Answer")
    panel.controller.hear("turn", TurnView(2, "the vocals", "done", answer="Done."))
    rest()
    assert panel.composer.message.placeholderText().startswith("Ask, or /")


def test_takes_and_sources_that_are_not_known_are_asked_for(app: QApplication, tmp_path: Path) -> None:
    path = tmp_path / "Vocals.wav"
    path.write_bytes(b"RIFF")
    clip = replace(VOCALS, path=str(path))
    engine = FakeEngine()
    engine.clips = {"src": replace(SOURCE, path=str(path)), "vox3": replace(clip, id="vox3", name="Third")}
    engine.turns[1] = TurnView(1, "x", "done", clips=(clip,))
    with live(tmp_path, engine) as one:
        until(lambda: one.card("1:clip:vox1").state.can_compare)
        one.card("1:clip:vox1").choose_take(3)
        until(lambda: one.card("1:clip:vox1").state.title == "Third")
        assert one.card("1:clip:vox1").takes.index() == 2


def test_clips_without_a_daw_show_their_file(app: QApplication, tmp_path: Path) -> None:
    engine = FakeEngine(replace(SESSION, daw="", tracks=()))
    path = tmp_path / "Vocals.wav"
    path.write_bytes(b"RIFF")
    engine.turns[1] = TurnView(1, "x", "done", clips=(ClipView("a", "Vocals", "audio", 2.0, path=str(path)),))
    with live(tmp_path, engine) as one:
        card = one.card("1:clip:a")
        shown: list[str] = []
        card.menu_chosen.connect(shown.append)
        one.panel.playback.show_file = lambda path: None
        card.place.click()
        assert shown == ["show_file"] and not engine.sent()


def test_more_than_a_message_holds_is_not_pasted_and_nothing_is_lost(app: QApplication, tmp_path: Path) -> None:
    with live(tmp_path) as one:
        one.panel.composer.write("make it ")
        mime = QMimeData()
        mime.setText("la li lu " * 110_000)
        one.panel.composer.message.insertFromMimeData(mime)
        rest()
        assert one.panel.composer.message.toPlainText() == "make it "
        assert [notice.text for notice in one.controller.conversation.notices] == [
            "That is more than a message holds; write or paste a part of it."
        ]


def test_two_hundred_files_leave_room_to_write(app: QApplication, tmp_path: Path) -> None:
    paths = [tmp_path / f"Take {n}.wav" for n in range(200)]
    for path in paths:
        path.write_bytes(b"RIFF")
    with live(tmp_path) as one:
        composer = one.panel.composer
        composer.attach([str(path) for path in paths])
        rest()
        assert composer.height() < 320 and composer.message.isVisible()
        chips = composer.findChildren(PickedChip)
        assert [chip.label.text().replace("\u200b", "") for chip in chips][-2:] == ["Take 4.wav", "95 more files"]
        assert [notice.text for notice in one.controller.conversation.notices] == [
            "100 files go along with a message at most; the others were left out."
        ]
        composer.write("what key are these in?")
        one.press(Qt.Key.Key_Return)
        until(lambda: bool(one.engine.sent()))
        one.say("turn", TurnView(1, "what key are these in?", "answered", attached=tuple(path.name for path in paths)))
        labels = one.card("1:words").findChildren(QLabel)
        chips = [label.text().replace("\u200b", "") for label in labels if label.property("role") == "chip"]
        assert chips == [*(path.name for path in paths[:5]), "195 more files"]


def test_a_folder_is_told_the_way_in(app: QApplication, tmp_path: Path) -> None:
    (tmp_path / "My takes").mkdir()
    with live(tmp_path) as one:
        one.panel.composer.attach([str(tmp_path / "My takes")])
        rest()
        assert one.notices() == ["My takes is a folder: drop the files in it, or open it under the DAW's name."]
