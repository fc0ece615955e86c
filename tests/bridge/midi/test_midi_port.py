"""Notes into an armed track: in time, nothing left sounding, and a clear word where there is no MIDI."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import rtmidi

from bridge.midi import port
from bridge.midi.main import main
from bridge.midi.player import play
from bridge.midi.score import messages
from engine.errors import UserError
from engine.media.midi_file import MidiContent, write_midi
from engine.media.note import Note, TempoChange, TempoMap

SLOWER = TempoMap((TempoChange(0.0, 120.0), TempoChange(2.0, 60.0)))
NOTES = (Note(60, 0.0, 1.0, 80), Note(64, 1.0, 1.0, 90, None, 3), Note(67, 2.0, 2.0, 127))


class Clock:
    """Time that passes by sleeping only."""

    def __init__(self) -> None:
        self.now_s = 100.0

    def now(self) -> float:
        self.now_s += 1e-6
        return self.now_s

    def sleep(self, seconds: float) -> None:
        self.now_s += seconds


class Out:
    """Stands for rtmidi's output."""

    ports = ("Synth", "loopMIDI Port 1")
    made: list[Out] = []

    def __init__(self, name: str = "") -> None:
        self.sent: list[Sequence[int]] = []
        self.opened: object = None
        Out.made.append(self)

    def get_ports(self) -> list[str]:
        return list(self.ports)

    def open_port(self, index: int) -> None:
        self.opened = self.ports[index]

    def open_virtual_port(self, name: str) -> None:
        self.opened = f"own {name}"

    def send_message(self, data: Sequence[int]) -> None:
        self.sent.append(tuple(data))

    def close_port(self) -> None: ...

    def delete(self) -> None: ...


@pytest.fixture
def out(monkeypatch: pytest.MonkeyPatch) -> type[Out]:
    monkeypatch.setattr(rtmidi, "MidiOut", Out)
    Out.made = []
    return Out


def test_notes_are_due_by_the_tempo_and_ends_come_first() -> None:
    rows = messages([MidiContent(NOTES, SLOWER, 4.0)])
    assert [(row.at_s, row.data) for row in rows] == [
        (0.0, (0x90, 60, 80)), (0.5, (0x80, 60, 0)), (0.5, (0x93, 64, 90)), (1.0, (0x83, 64, 0)),
        (1.0, (0x90, 67, 127)), (3.0, (0x80, 67, 0)),
    ]  # fmt: skip


def test_a_note_that_begins_while_the_same_sounds_ends_it_once() -> None:
    rows = messages([MidiContent((Note(60, 0.0, 4.0), Note(60, 1.0, 1.0)), TempoMap(), 4.0)])
    assert [row.data[0] for row in rows] == [0x90, 0x80, 0x90, 0x80]
    assert rows[-1].at_s == 2.0, "the last end of the two"


def test_clock_has_24_ticks_a_beat_between_start_and_stop() -> None:
    rows = messages([MidiContent(NOTES, SLOWER, 4.0)], has_clock=True)
    kinds = [row.data[0] for row in rows]
    assert kinds[0] == 0xFA and kinds[-1] == 0xFC and kinds.count(0xF8) == 4 * 24 + 1
    ticks = [row.at_s for row in rows if row.data == (0xF8,)]
    assert ticks[48] == pytest.approx(1.0) and ticks[96] == pytest.approx(3.0)


def test_everything_is_sent_when_it_is_due() -> None:
    clock, sent = Clock(), []
    rows = messages([MidiContent(NOTES, SLOWER, 4.0)])
    late = play(rows, lambda data: sent.append((clock.now_s, tuple(data))), now=clock.now, sleep=clock.sleep)
    assert [data for _, data in sent] == [row.data for row in rows]
    for (at, _), row in zip(sent, rows, strict=True):
        assert at - 100.0 == pytest.approx(row.at_s, abs=1e-3) and at - 100.0 >= row.at_s
    assert late < 1e-3


def test_nothing_sounds_on_when_it_is_stopped() -> None:
    clock, sent = Clock(), []

    def sleep(seconds: float) -> None:
        if len(sent) == 3:
            raise KeyboardInterrupt
        clock.sleep(seconds)

    with pytest.raises(KeyboardInterrupt):
        play(messages([MidiContent(NOTES, SLOWER, 4.0)]), sent.append, now=clock.now, sleep=sleep)
    assert sent[3:] == [(0x83, 64, 0), (0xB3, 123, 0)]


def test_a_port_of_our_own_and_one_that_is_there(out: type[Out]) -> None:
    with port.output() as send:
        send((0x90, 60, 80))
    with port.output("loopmidi"):
        pass
    assert [one.opened for one in out.made] == ["own Tonmeister", "loopMIDI Port 1"] and out.made[0].sent
    with pytest.raises(UserError, match="no MIDI port 'Moog'; there is: Synth, loopMIDI"), port.output("Moog"):
        pass


def test_where_no_program_can_make_a_port(out: type[Out], monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Out, name: str) -> None:
        raise NotImplementedError("Virtual ports are not supported by the Windows MultiMedia API.")

    monkeypatch.setattr(Out, "open_virtual_port", refuse)
    with pytest.raises(UserError, match="loopMIDI.*--port"), port.output():
        pass


def test_where_there_is_no_midi_system(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**options: Any) -> None:
        raise rtmidi.SystemError("error creating ALSA sequencer client object")

    monkeypatch.setattr(rtmidi, "MidiOut", refuse)
    with pytest.raises(UserError, match="no MIDI system"), port.output():
        pass


def test_the_command_plays_a_file(out: type[Out], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_midi(tmp_path / "a.mid", (Note(60, 0.0, 0.05, 80),), TempoMap(), 0.1)
    assert main([str(path), "--after", "0"]) == 0
    assert [tuple(data) for data in out.made[-1].sent] == [(0x90, 60, 80), (0x80, 60, 0)]
    assert "1 notes were played" in capsys.readouterr().out
    assert main([]) == 1 and "Name a file" in capsys.readouterr().err
    empty = write_midi(tmp_path / "b.mid", (), TempoMap(), 1.0)
    assert main([str(empty), "--after", "0"]) == 1 and "no notes in b.mid" in capsys.readouterr().err
    assert main(["--ports"]) == 0 and capsys.readouterr().out == "Synth\nloopMIDI Port 1\n"
