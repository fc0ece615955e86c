"""Which clock of the studio is listened to, by settings and environment."""

from __future__ import annotations

import pytest

from engine.config import Settings
from engine.errors import UserError
from engine.service import outside_clock
from engine.service.outside_clock import OutsideClock, kind_of
from engine.wire.wire import ClockView
from tests.patience import PATIENCE_S


@pytest.mark.parametrize(("clock", "variable", "kind"), [
    ("daw", "", "daw"), ("link", "", "link"), ("midi", "", "midi"), ("daw", "1", "link"), ("midi", "1", "link"),
    ("link", "0", "daw"), ("midi", "0", "midi"),
])  # fmt: skip
def test_settings_choose_and_the_environment_wins(
    monkeypatch: pytest.MonkeyPatch, clock: str, variable: str, kind: str
) -> None:
    monkeypatch.setenv("TONMEISTER_LINK", variable)
    assert kind_of(Settings(clock=clock)) == kind


class _Bars:
    is_closed = False

    def view(self, after_s: float = 0.0, *, beats_in_bar: float = 4.0) -> ClockView:
        return ClockView(True, after_s + beats_in_bar)

    def close(self) -> None:
        self.is_closed = True

    def open(self, port: str) -> None:
        if port:
            raise UserError(f"There is no MIDI input '{port}'.")


@pytest.mark.parametrize(("clock", "made"), [("link", "LinkClock"), ("midi", "MidiClock")])
def test_it_is_listened_to_from_the_start(monkeypatch: pytest.MonkeyPatch, clock: str, made: str) -> None:
    bars = _Bars()
    monkeypatch.delenv("TONMEISTER_LINK", raising=False)
    monkeypatch.setattr(outside_clock.packages, "bring", lambda *_: None)
    monkeypatch.setattr(outside_clock, made, lambda: bars)
    one = OutsideClock(Settings(clock=clock))
    assert one.view(1.0) == ClockView(), "nobody has begun to listen"
    one.start()
    one._thread.join(PATIENCE_S)
    assert one.view(1.0, beats_in_bar=3.0) == ClockView(True, 4.0) and one.why_not == ""
    one.close()
    assert bars.is_closed


def test_what_cannot_be_heard_is_said_and_nothing_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TONMEISTER_LINK", raising=False)
    monkeypatch.setattr(outside_clock.packages, "bring", lambda *_: None)
    monkeypatch.setattr(outside_clock, "MidiClock", _Bars)
    one = OutsideClock(Settings(clock="midi", midi_clock_port="DIN"))
    one.start()
    one._thread.join(PATIENCE_S)
    assert one.why_not == "There is no MIDI input 'DIN'." and one.view() == ClockView()
    one.close()


def test_nothing_is_listened_to_unasked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TONMEISTER_LINK", raising=False)
    one = OutsideClock(Settings())
    one.start()
    assert not one._thread.is_alive() and one.view() == ClockView()
    one.close()
