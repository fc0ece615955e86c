"""Bar lines of MIDI clock: bytes as a DAW sends them, read by mido's parser, with a clock that the test sets."""

from __future__ import annotations

import random

import mido
import pytest

from engine.errors import UserError
from engine.service.midi_clock import PORT, MidiClock
from engine.wire.wire import ClockView

TICK, START, CONTINUE, STOP = b"\xf8", b"\xfa", b"\xfb", b"\xfc"


class Sender:
    """A DAW that sends its clock, and the time it does so by."""

    def __init__(self, bpm: float = 120.0) -> None:
        self.now_s, self.bpm = 100.0, bpm
        self.clock = MidiClock(lambda: self.now_s)
        self._parser = mido.Parser()
        self._chance = random.Random(1)

    def send(self, data: bytes) -> None:
        self._parser.feed(data)
        for message in self._parser:
            self.clock.hear(message)

    def play(self, ticks: int, *, late_s: float = 0.0) -> None:
        """Ticks, each up to `late_s` late; then it is when the next one is due."""
        for _ in range(ticks):
            due_s = self.now_s
            self.now_s += self._chance.uniform(0, late_s)
            self.send(TICK)
            self.now_s = due_s + 60 / self.bpm / 24

    def position(self, sixteenths: int) -> None:
        self.send(bytes((0xF2, sixteenths & 0x7F, sixteenths >> 7)))

    def wait_s(self, after_s: float = 0.0, beats_in_bar: float = 4.0) -> float:
        view = self.clock.view(after_s, beats_in_bar=beats_in_bar)
        assert view.is_playing and view.bar == 0 and view.wait_s >= after_s
        return view.wait_s


@pytest.mark.parametrize(("ticks", "after_s", "beats_in_bar", "wait_s"), [
    (24, 0.0, 4.0, 1.5), (95, 0.0, 4.0, 1 / 48), (95, 0.12, 4.0, 2 + 1 / 48), (36, 0.0, 3.0, 0.75),
    (24, 0.0, 3.5, 1.25),
])  # fmt: skip
def test_the_next_bar_line_from_the_start(ticks: int, after_s: float, beats_in_bar: float, wait_s: float) -> None:
    sender = Sender()
    sender.send(START)
    sender.play(ticks)
    assert sender.wait_s(after_s, beats_in_bar) == pytest.approx(wait_s, abs=1e-6)


def test_it_goes_on_where_the_pointer_says() -> None:
    sender = Sender(60.0)
    sender.send(START)
    sender.play(30)
    sender.send(STOP)
    assert sender.clock.view() == ClockView()
    sender.position(16 * 33 + 8)  # the middle of a bar; past what one byte holds
    sender.send(CONTINUE)
    sender.play(24)
    assert sender.wait_s() == pytest.approx(1.0)


def test_going_on_without_a_pointer_is_where_it_was_stopped() -> None:
    sender = Sender()
    sender.send(START)
    sender.play(48)
    sender.send(STOP)
    sender.play(30)  # many go on ticking while they stand
    sender.send(CONTINUE)
    sender.play(12)
    assert sender.wait_s() == pytest.approx(0.75)


def test_ticks_that_come_late_are_evened_out() -> None:
    sender = Sender(97.0)
    sender.send(START)
    sender.play(24 * 7, late_s=0.004)
    assert sender.wait_s() == pytest.approx(60 / 97, abs=0.006)


def test_another_tempo_counts_within_a_beat() -> None:
    sender = Sender(120.0)
    sender.send(START)
    sender.play(48)
    sender.bpm = 90.0
    sender.play(24)
    assert sender.wait_s() == pytest.approx(60 / 90, abs=0.002)


@pytest.mark.parametrize("sent", [b"", TICK * 40, START, START + TICK * 3, STOP, CONTINUE, b"\xf2\x01\x00" + TICK * 40])
def test_nothing_is_foretold_without_a_beat(sent: bytes) -> None:
    sender = Sender()
    sender.send(sent)
    assert sender.clock.view() == ClockView()


def test_a_cable_that_is_pulled_out_is_no_beat() -> None:
    sender = Sender()
    sender.send(START)
    sender.play(48)
    sender.now_s += 2
    assert sender.clock.view() == ClockView()
    sender.play(24)
    assert sender.clock.view().is_playing


class _Backend:
    """What mido.Backend offers of a system."""

    names = ("IAC Bus 1", "loopMIDI Clock 3")
    error: Exception | None = None

    def __init__(self, name: str, *, load: bool) -> None:
        self.opened: dict[str, object] = {}
        if self.error is not None:
            raise self.error

    def get_input_names(self) -> tuple[str, ...]:
        return self.names

    def open_input(self, name: str, **how: object) -> _Backend:
        opened.append((name, how["virtual"]))
        return self

    def close(self) -> None:
        raise OSError("it was unplugged")


opened: list[tuple[str, object]] = []


@pytest.mark.parametrize(("port", "wanted"), [("", (PORT, True)), ("loopmidi", ("loopMIDI Clock 3", False))])
def test_it_listens_on_a_port(monkeypatch: pytest.MonkeyPatch, port: str, wanted: tuple[str, bool]) -> None:
    monkeypatch.setattr(mido, "Backend", _Backend)
    opened.clear()
    clock = MidiClock()
    clock.open(port)
    clock.close()
    assert opened == [wanted]


@pytest.mark.parametrize(("error", "port", "said"), [
    (None, "DIN", "no MIDI input 'DIN'; there is: IAC Bus 1, loopMIDI Clock 3"),
    (NotImplementedError(), "", "install loopMIDI|Install loopMIDI"), (RuntimeError("no alsa"), "", "modprobe snd-seq"),
])  # fmt: skip
def test_why_it_cannot_listen(monkeypatch: pytest.MonkeyPatch, error: Exception | None, port: str, said: str) -> None:
    monkeypatch.setattr(mido, "Backend", _Backend)
    monkeypatch.setattr(_Backend, "error", error)
    with pytest.raises(UserError, match=said):
        MidiClock().open(port)
