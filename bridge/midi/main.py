"""play: plays notes in time into an armed track of any DAW, through a MIDI port of Tonmeister's own."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from engine.errors import TonmeisterError, UserError

_HOW = "In your DAW choose Tonmeister as the input of a track, arm it, and press record; then press Enter here."


def main(argv: Sequence[str] | None = None) -> int:
    """Play; 0 only when all of it was sent."""
    parser = argparse.ArgumentParser(prog="tonmeister play", description=__doc__)
    parser.add_argument("files", type=Path, nargs="*", metavar="FILE.mid", help="what to play, all of it at once")
    parser.add_argument("--port", default="", help="a port that is there already (on Windows: one of loopMIDI's)")
    parser.add_argument("--ports", action="store_true", help="list the ports that are there")
    parser.add_argument("--after", type=float, metavar="S", help="begin after so many seconds instead of by Enter")
    parser.add_argument("--clock", action="store_true", help="also send MIDI clock, start and stop")
    options = parser.parse_args(argv)
    try:
        _bring()
        return _list() if options.ports else _play(options)
    except TonmeisterError as error:
        print(f"tonmeister: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("tonmeister: stopped.", file=sys.stderr)
        return 130


def _bring() -> None:
    from engine.catalog import packages

    packages.bring(("rtmidi",), "midi", "A MIDI port")


def _list() -> int:
    from bridge.midi.port import names

    for name in names():
        print(name)
    return 0


def _play(options: argparse.Namespace) -> int:
    from bridge.midi.player import play
    from bridge.midi.port import output
    from bridge.midi.score import messages
    from engine.media.midi_file import read_midi

    if not options.files:
        raise UserError("Name a file of notes: tonmeister play FILE.mid.")
    rows = messages([read_midi(path) for path in options.files], has_clock=options.clock)
    if not any(row.data[0] & 0xF0 == 0x90 for row in rows):
        raise UserError(f"There are no notes in {', '.join(path.name for path in options.files)}.")
    if options.after is None and not sys.stdin.isatty():
        raise UserError("Say when to begin: --after 5 begins in five seconds.")
    with output(options.port) as send:
        if options.after is None:
            print(_HOW if not options.port else _HOW.replace("Tonmeister", f"'{options.port}'"), flush=True)
            input()
        else:
            time.sleep(max(0.0, options.after))
        late_s = play(rows, send)
    notes = sum(row.data[0] & 0xF0 == 0x90 for row in rows)
    print(f"{notes} notes were played, none later than {1000 * late_s:.0f} ms.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
