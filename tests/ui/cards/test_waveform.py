"""Peaks, the ruler and the waveform drawn from them."""

import numpy as np
import pytest
from PyQt6.QtCore import QPointF, QSize, Qt
from PyQt6.QtGui import QColor
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QAbstractSlider

from engine.media.peaks import peaks as engine_peaks
from tests.ui.conftest import flush, shown
from ui.cards import waveform as waveform_file
from ui.cards.bar_ruler import BarRuler, SecondsRuler
from ui.cards.peaks import Peaks
from ui.cards.waveform import Waveform
from ui.cards.waveform_picture import draw_waveform
from ui.theme.active_theme import look
from ui.theme.theme import DARK, LIGHT


def bytes_of(pairs):
    return np.array(pairs, np.int8).tobytes()


LOUD_THEN_QUIET = bytes_of([(-127, 127)] * 100 + [(0, 0)] * 100)


@pytest.fixture
def waveform(app):
    made = Waveform("Waveform of Vocals", BarRuler(16))
    made.set_peaks(LOUD_THEN_QUIET)
    shown(made, 320, 72)
    made.clearFocus()
    flush()
    return made


def colour_at(widget, x, y):
    image = widget.grab().toImage()
    ratio = image.devicePixelRatio()
    return QColor(image.pixel(round(x * ratio), round(y * ratio)))


@pytest.mark.parametrize("width", [1, 7, 100, 200, 333, 1000])
def test_columns_hold_every_extreme(width):
    lows, highs = Peaks(LOUD_THEN_QUIET).columns(width)
    assert lows.shape == highs.shape == (width,)
    assert lows.min() == -1.0 and highs.max() == 1.0
    if width > 1:
        assert highs[0] == 1.0 and highs[-1] == 0.0


def test_one_loud_bin_is_never_lost():
    for place in (0, 1, 499, 998, 999):
        pairs = [(0, 0)] * 1000
        pairs[place] = (-64, 100)
        for width in (3, 57, 332):
            lows, highs = Peaks(bytes_of(pairs)).columns(width)
            assert highs.max() == pytest.approx(100 / 127) and lows.min() == pytest.approx(-64 / 127)
            assert abs(int(np.argmax(highs)) / width - place / 1000) <= 1 / width + 1e-3


def test_no_peaks_odd_peaks_and_the_lowest_byte():
    assert Peaks(b"").bins == 0 and not Peaks(b"").columns(5)[1].any()
    assert Peaks(b"\x81\x7f\x00").bins == 1
    assert Peaks(b"\x80\x7f").columns(3)[0].min() == -1.0


def test_what_the_engine_serves_is_understood(tmp_path):
    import soundfile

    sound = np.zeros(48000, np.float32)
    sound[24000:36000] = 0.5
    soundfile.write(tmp_path / "a.wav", sound, 48000, subtype="FLOAT")
    lows, highs = Peaks(engine_peaks(tmp_path / "a.wav", tmp_path / "a.peaks", 64)).columns(64)
    assert highs[:30].max() == 0 and highs[36:44].min() == pytest.approx(0.5, abs=0.01)
    assert not lows[:30].any() and not highs[50:].any()


def test_the_ruler_counts_bars_and_beats():
    ruler = BarRuler(64)
    assert (ruler.steps, ruler.page) == (64, 4)
    assert ruler.words(0) == "bar 1 beat 1" and ruler.words(9 / 64) == "bar 3 beat 2"
    assert [number for _, number in ruler.numbers()] == ["1", "5", "9", "13"]
    assert ruler.numbers()[1][0] == pytest.approx(1 / 4)
    late = BarRuler(8, 4, start_beats=18)
    assert late.words(0) == "bar 5 beat 3"
    assert late.numbers() == [(pytest.approx(0.25), "6"), (pytest.approx(0.75), "7")]
    odd = BarRuler(7, 3.5)
    assert odd.words(0.5) == "bar 2 beat 1" and odd.page == 4
    assert BarRuler(0.5).steps == 1


def test_for_every_step_the_ruler_finds_its_way_back():
    for ruler in (BarRuler(64), BarRuler(7.3, 3), SecondsRuler(12.7)):
        assert [ruler.step(ruler.part(step)) for step in range(ruler.steps)] == list(range(ruler.steps))
        assert ruler.step(2.0) == ruler.steps and ruler.step(-1) == 0


def test_a_clip_on_no_grid_is_told_in_seconds(app):
    made = Waveform("Waveform of Rain", SecondsRuler(75))
    made.set_position(0.9)
    assert made.accessibleDescription() == "1:07" and made.maximum() == 75


def test_it_is_a_slider_in_beats(waveform):
    assert isinstance(waveform, QAbstractSlider)
    assert (waveform.minimum(), waveform.maximum(), waveform.singleStep(), waveform.pageStep()) == (0, 16, 1, 4)
    waveform.set_position(9 / 16)
    assert waveform.value() == 9 and waveform.accessibleDescription() == "bar 3 beat 2"


def test_it_is_silent_while_it_plays_under_the_keyboard_and_tells_where_it_is_when_reached(waveform):
    waveform.activateWindow()
    waveform.setFocus()
    waveform.set_position(9 / 16)
    assert waveform.accessibleDescription() == "bar 1 beat 1"
    waveform.clearFocus()
    waveform.setFocus()
    assert waveform.accessibleDescription() == "bar 3 beat 2"


def test_keys_go_by_beats_and_bars(waveform):
    heard = []
    waveform.sought.connect(heard.append)
    for key, shift, beat in (
        (Qt.Key.Key_Right, False, 1), (Qt.Key.Key_Right, True, 5), (Qt.Key.Key_Left, False, 4),
        (Qt.Key.Key_Left, True, 0), (Qt.Key.Key_Left, False, 0), (Qt.Key.Key_End, False, 16),
        (Qt.Key.Key_PageUp, False, 16), (Qt.Key.Key_Home, False, 0), (Qt.Key.Key_PageUp, False, 4),
    ):  # fmt: skip
        QTest.keyClick(waveform, key, Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier)
        assert waveform.value() == beat and heard[-1] == pytest.approx(beat / 16), key
    assert waveform.accessibleDescription() == "bar 2 beat 1"


def test_a_screen_reader_moves_it_too(waveform):
    heard = []
    waveform.sought.connect(heard.append)
    waveform.triggerAction(QAbstractSlider.SliderAction.SliderSingleStepAdd)
    assert heard == [1 / 16]


def test_clicks_and_drags_seek(waveform):
    heard = []
    waveform.sought.connect(heard.append)
    QTest.mousePress(waveform, Qt.MouseButton.LeftButton, pos=QPointF(80, 30).toPoint())
    QTest.mouseMove(waveform, QPointF(160, 30).toPoint())
    QTest.mouseRelease(waveform, Qt.MouseButton.LeftButton, pos=QPointF(160, 30).toPoint())
    assert heard[0] == 0.25 and waveform.position() in (0.25, 0.5)
    waveform.set_position(0.75)
    assert heard[-1] != 0.75, "only the user's own moves are told"


def test_what_was_played_is_brighter_and_at_rest_all_is(waveform):
    middle = 30
    assert colour_at(waveform, 20, middle) == colour_at(waveform, 140, middle) == QColor(DARK.accent)
    waveform.set_position(0.25)
    assert colour_at(waveform, 40, middle) == QColor(DARK.accent)
    assert colour_at(waveform, 140, middle) != QColor(DARK.accent)
    assert colour_at(waveform, 80, middle) == QColor(DARK.text)


def test_quiet_is_thin_loud_is_high(waveform):
    ground = colour_at(waveform, 318, 2)
    # Bar lines, every 80 px, are the only other ink there.
    inked = [sum(colour_at(waveform, x, y) != ground for y in range(50)) for x in (40, 250)]
    assert inked[0] > 45 and 1 <= inked[1] <= 3


def test_pictures_are_drawn_once_for_each_size_and_theme(waveform, monkeypatch):
    drawn = []
    real = waveform_file.draw_waveform
    monkeypatch.setattr(waveform_file, "draw_waveform", lambda *given: drawn.append(1) or real(*given))
    for position in (0.1, 0.2, 0.3):
        waveform.set_position(position)
        waveform.repaint()
    assert len(drawn) == 0
    waveform.resize(400, 72)
    flush()
    waveform.repaint()
    assert len(drawn) == 1
    look().apply(LIGHT)
    waveform.repaint()
    waveform.repaint()
    assert len(drawn) == 2
    waveform.set_peaks(LOUD_THEN_QUIET, LOUD_THEN_QUIET)
    waveform.repaint()
    assert len(drawn) == 3


def test_the_playhead_repaints_its_strip_only(waveform, monkeypatch):
    painted = []
    real = Waveform.paintEvent
    monkeypatch.setattr(Waveform, "paintEvent", lambda own, event: (painted.append(event.rect()), real(own, event))[1])
    waveform.set_position(0.5)
    flush()
    painted.clear()
    waveform.set_position(0.51)
    flush()
    assert [strip.width() < 12 for strip in painted] == [True]


def test_strips_add_up_to_the_whole_picture(waveform):
    for step in range(1, 60):
        waveform.set_position(step / 60)
        flush()
    strips = waveform.screen().grabWindow(waveform.winId()).toImage()
    waveform.repaint()
    assert strips == waveform.screen().grabWindow(waveform.winId()).toImage()


def test_the_wheel_scrolls_the_conversation_and_moves_no_playhead(app):
    from PyQt6.QtCore import QPoint, QPointF, Qt
    from PyQt6.QtGui import QWheelEvent

    wave = Waveform("Waveform of Beat", SecondsRuler(10.0))
    event = QWheelEvent(QPointF(20, 20), QPointF(20, 20), QPoint(0, -120), QPoint(0, -120), Qt.MouseButton.NoButton,
                        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False)
    event.accept()
    wave.wheelEvent(event)
    assert not event.isAccepted() and wave.position() == 0


def test_a_quiet_sound_fills_the_height_and_says_by_how_much():
    from ui.cards.peaks import Peaks
    from ui.cards.waveform_picture import scale_of

    quiet, loud = Peaks(bytes([256 - 12, 12] * 8)), Peaks(bytes([256 - 127, 127] * 8))
    assert 9 < scale_of(quiet, None) < 12
    assert scale_of(quiet, loud) == 1.0
    assert scale_of(Peaks(b""), None) == 1.0


@pytest.mark.parametrize("ruler", [SecondsRuler(3.0), BarRuler(16), BarRuler(15.9), BarRuler(5)])
def test_how_much_larger_it_is_drawn_stands_below_it_and_on_no_number(app, ruler):
    quiet = Peaks(bytes_of([(-40, 40)] * 100 + [(0, 0)] * 100))
    image = draw_waveform(quiet, None, ruler, QSize(200, 72), 1.0, DARK, app.font()).unplayed.toImage()
    for y in range(18):
        assert not any(image.pixelColor(x, y).alpha() for x in range(160, 200) if (x, y) not in lines(ruler)), y
    foot = [x for x in range(140, 200) if any(image.pixelColor(x, y).alpha() > 100 for y in range(60, 71))]
    assert foot and max(foot) > 185, "it is written in the corner"


def lines(ruler):
    """Where bar lines go."""
    return {(round(place * 200), y) for place, _ in ruler.numbers() for y in range(72)}


def test_a_number_gives_way_to_it(app):
    quiet, loud = (Peaks(bytes_of([(-top, top)] * 100 + [(0, 0)] * 100)) for top in (40, 127))
    ruler = BarRuler(4.2)  # bar 2 begins at the very end
    pictures = [draw_waveform(one, None, ruler, QSize(200, 72), 1.0, DARK, app.font()).unplayed.toImage()
                for one in (quiet, loud)]
    assert [bool(image.pixelColor(190, 71).alpha()) for image in pictures] == [False, True], "its line ends above"
