"""Clips of notes show their notes."""

from __future__ import annotations

from pathlib import Path

import mido
import pytest
from PyQt6.QtGui import QColor
from PyQt6.QtWidgets import QApplication

from engine.wire.wire import ClipView, SessionView, TurnView
from tests.ui.conftest import flush, shown
from tests.ui.waiting import rest
from ui.cards.bar_ruler import BarRuler, SecondsRuler
from ui.cards.note_reader import MAX_BYTES, Notes, read_notes
from ui.cards.note_roll import NoteRoll
from ui.start_up.preview import staged
from ui.start_up.scene import Scene
from ui.theme.active_theme import theme


def midi(path: Path, notes: tuple[tuple[float, float, int], ...] = ((0, 1, 48), (1, 1, 55), (2, 2, 48))) -> str:
    """A file with these notes (start and length in beats, pitch) on 480 ticks a beat."""
    events = [(start, "note_on", pitch) for start, _, pitch in notes]
    events += [(start + length, "note_off", pitch) for start, length, pitch in notes]
    file, track, now = mido.MidiFile(ticks_per_beat=480), mido.MidiTrack(), 0
    for beat, kind, pitch in sorted(events, key=lambda event: (event[0], event[1] == "note_on")):
        track.append(mido.Message(kind, note=pitch, velocity=90, time=round(beat * 480) - now))
        now = round(beat * 480)
    file.tracks.append(track)
    file.save(path)
    return str(path)


def test_notes_of_a_file(tmp_path: Path) -> None:
    notes = read_notes(midi(tmp_path / "a.mid"))
    assert notes == Notes(((0, 1, 48), (1, 1, 55), (2, 2, 48)), 4.0)
    assert notes.words() == "3 notes, C3 to G3"


def test_a_file_that_has_changed_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "a.mid"
    first = read_notes(midi(path))
    path.unlink()
    assert read_notes(str(path)) is None
    other = read_notes(midi(path, ((0, 4, 60),)))
    assert first != other and other is not None and other.words() == "1 note, C4"


BROKEN = (b"", b"MThd", b"RIFFnonsense", b"MThd\0\0\0\6\0\0\0\1\0\0", b"x" * (MAX_BYTES + 1))


@pytest.mark.parametrize("content", BROKEN)
def test_what_is_no_music_has_no_picture(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.mid").write_bytes(content)
    assert read_notes(str(tmp_path / "a.mid")) is None
    assert read_notes("/no/such\0file") is None and read_notes(str(tmp_path)) is None


def test_higher_notes_stand_higher_and_all_stand_inside(app: QApplication) -> None:
    roll = shown(NoteRoll("Bass", Notes(((0, 1, 36), (1, 1, 72), (2, 2, 36)), 4.0), BarRuler(4)), 320, 72)
    low, high, last = roll.boxes()
    assert high.bottom() < low.top() and high.left() == 80 and last.right() <= 320
    assert all(box.top() >= 0 and box.bottom() <= 72 - 16 for box in (low, high))
    centre = roll.grab().toImage().pixelColor(round(high.center().x()), round(high.center().y()))
    assert centre == QColor(theme().accent)
    one = NoteRoll("Bass", Notes(((0, 1, 36),), 1.0), SecondsRuler(1))
    one.resize(320, 72)
    assert one.boxes()[0].height() < 8, "a single note is no wall"


def test_the_card_of_a_midi_clip_shows_them(app: QApplication, tmp_path: Path) -> None:
    clip = ClipView("a", "Bass line", "midi", 8.0, 0.0, 4.0, path=midi(tmp_path / "Bass line.mid"))
    panel = staged(Scene(SessionView("p", "Song"), (TurnView(1, "a bass line", "done", clips=(clip,)),)))
    shown(panel, 380, 700)
    rest()
    roll = panel.findChild(NoteRoll)
    assert roll is not None and roll.accessibleName() == "Notes of Bass line: 3 notes, C3 to G3"
    assert roll.height() == 72
    panel.close()
    flush()
