"""A MIDI port of our own that DAWs list as an input; or one that is there already."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from engine.errors import UserError

NAME = "Tonmeister"
NO_MIDI = (
    "This computer has no MIDI system that programs can reach; on Linux that is ALSA's sequencer: "
    "run `sudo modprobe snd-seq`, or drag the .mid file into your DAW instead."
)
NO_PORTS_OF_OUR_OWN = (
    "Windows lets no program make a MIDI port: install loopMIDI (tobias-erichsen.de), make a port in it, and name it "
    "with --port; or drag the .mid file into your DAW instead."
)


@contextmanager
def output(named: str = "") -> Iterator[Callable[[Sequence[int]], None]]:
    """What sends bytes, to a port called Tonmeister, or to one whose name holds `named`. UserError with the remedy."""
    import rtmidi

    out = _system(rtmidi)
    try:
        if named:
            _open_existing(out, named)
        else:
            _open_own(rtmidi, out)
        yield out.send_message
    finally:
        out.close_port()
        out.delete()


def names() -> list[str]:
    """The ports that there are."""
    import rtmidi

    out = _system(rtmidi)
    try:
        return [str(name) for name in out.get_ports()]
    finally:
        out.delete()


def _system(rtmidi: Any) -> Any:
    try:
        return rtmidi.MidiOut(name=NAME)
    except rtmidi.RtMidiError as error:
        raise UserError(NO_MIDI) from error


def _open_existing(out: Any, named: str) -> None:
    found = [str(name) for name in out.get_ports()]
    fitting = [index for index, name in enumerate(found) if named.lower() in name.lower()]
    if not fitting:
        there = ", ".join(found) or "none"
        raise UserError(f"There is no MIDI port '{named}'; there is: {there}.")
    out.open_port(fitting[0])


def _open_own(rtmidi: Any, out: Any) -> None:
    try:
        out.open_virtual_port(NAME)
    except (NotImplementedError, rtmidi.UnsupportedOperationError) as error:
        raise UserError(NO_PORTS_OF_OUR_OWN) from error
    except rtmidi.RtMidiError as error:
        raise UserError(NO_MIDI) from error
