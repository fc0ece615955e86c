"""What our script costs in a real Ardour with many tracks, and how a place and all notes compare with raw imports.

    tonmeister bench real_ardour [--tracks 60] [--notes 10000]

A private Ardour under a hidden screen. Raw imports are Ardour's own `do_import`, called inside it by a line that only
this Ardour's copy of the script has. "In Ardour" is the processor's time while the script works in Ardour's own
thread, with what Ardour's sound engine works meanwhile; the rest is until the answer is there, with what is read back.
While the computer does something else, all of it is longer, processor's time least.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.daws import AGAIN, IDLE_S, asked_now, fill, long_song, middle, must, tone, worked_s
from bridge.ardour.session import ArdourSession
from bridge.hosts.ardour_rig import ArdourRig, why_not
from engine.daw import daw
from engine.errors import DawError, TonmeisterError
from engine.media.midi_file import write_midi

PAUSE_S = 0.7
LIMITS = {
    "snapshot again, in Ardour, ms": "≤ 5", "place a sound, times a raw import": "≤ 1.2",
    "place all notes at once, times a raw import": "≤ 1.2", "dead DAW told, s": "≤ 1",
}  # fmt: skip
_TIMED = """
function run.raw_import (args)
  local files = C.StringVector ()
  files:push_back (args.path)
  Editor:do_import (files, Editing.ImportSerializeFiles, Editing.ImportToTrack, ARDOUR.SrcQuality.SrcBest,
    ARDOUR.MidiTrackNameSource.SMFTrackName, ARDOUR.MidiTempoMapDisposition.SMFTempoIgnore,
    live.at_sample (args.sample), ARDOUR.PluginInfo (), live.track (args.track), false)
end
function run.timed (args)
  local began = os.clock ()
  run[args.what] (args.given or {})
  return (os.clock () - began) * 1000
end
"""


class _TimedRig(ArdourRig):
    """An Ardour whose copy of the script can time itself and import without more ado."""

    def _seed(self) -> None:
        super()._seed()
        ops = self.mailbox.folder / "script" / "ops.lua"
        text = ops.read_text("utf-8")
        head = "for name in pairs (run) do"
        assert text.count(head) == 1
        ops.write_text(text.replace(head, _TIMED + head), "utf-8")


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(prog="tonmeister bench real_ardour", description=__doc__.splitlines()[0])
    parser.add_argument("--tracks", type=int, default=60)
    parser.add_argument("--notes", type=int, default=10_000, help="on all tracks together, and in the one long clip")
    asked = parser.parse_args()
    if reason := why_not():
        sys.exit(reason)
    with tempfile.TemporaryDirectory(prefix="tonmeister ardour ", ignore_cleanup_errors=True) as folder:
        try:
            found = _measured(Path(folder), asked.tracks, asked.notes)
        except TonmeisterError as error:
            sys.exit(str(error))
    print(f"Ardour with {asked.tracks} tracks, {asked.notes} notes\n| | wanted | |\n|---|---|---|")
    for row, value in found.items():
        print(f"| {row} | {LIMITS.get(row, '')} | {value:.4g} |")


def _measured(folder: Path, tracks: int, notes: int) -> dict[str, float]:
    with _TimedRig(folder / "song") as rig, contextlib.closing(rig.session()) as session:
        fill(session, tracks, notes // tracks)
        found = _looks(session) | _places(session, folder, notes)
        found["idle, % of a core, with Ardour's own"] = _idle(rig)
        rig.kill()
        began = time.monotonic()
        with contextlib.suppress(DawError):
            session.snapshot()
        found["dead DAW told, s"] = time.monotonic() - began
        return found


def _looks(session: ArdourSession) -> dict[str, float]:
    first = next(one for one in session.snapshot().tracks if one.kind == "midi")
    look = {"have": session.ask("snapshot")["revision"]}
    quick = [_took(asked_now(session, daw.SetGain(first.id, -3.0 - n))) for n in range(AGAIN)]
    return {
        "snapshot, all told, in Ardour, ms": middle([_timed(session, "snapshot", {}) for _ in range(AGAIN)]),
        "snapshot again, in Ardour, ms": middle([_rested(session, look) for _ in range(AGAIN)]),
        "set_gain and read-back until told, ms": middle(quick),
    }


def _places(session: ArdourSession, folder: Path, notes: int) -> dict[str, float]:
    sound, rows = tone(folder / "tone.wav"), long_song(notes)
    tracks = daw.NewTrack("Sound", "audio", ref="s"), daw.NewTrack("Long", "midi", ref="m")
    made = must(session, session.snapshot(), *tracks)
    song = write_midi(folder / "long.mid", rows, session.snapshot().tempo_map, notes / 4)
    sounds = [daw.PlaceAudio(made["s"], sound, 8.0 * n, f"sound {n}", "r") for n in range(AGAIN)]
    longs = [daw.PlaceMidi(made["m"], rows, 3000.0 * n, notes / 4, f"notes {n}", "r") for n in range(3)]
    return _beside_raw(session, "place a sound", sounds, made["s"], sound) | _beside_raw(
        session, "place all notes at once", longs, made["m"], song
    )


def _beside_raw(
    session: ArdourSession, what: str, changes: Sequence[daw.Change], track: str, file: Path
) -> dict[str, float]:
    """Ours and Ardour's own in turn, so that both meet the same Ardour."""
    ours, raw = [], []
    for n, change in enumerate(changes):
        ours.append(_took(asked_now(session, change)))
        given = {"track": track, "path": str(file), "sample": 480_000_000 + n * 80_000_000}
        raw.append(_took(functools.partial(session.ask, "raw_import", timeout_s=60, **given)))
    ratio = middle([one / other for one, other in zip(ours, raw, strict=True)])
    return {
        f"{what}, until told, ms": middle(ours), f"{what}: a raw import, ms": middle(raw),
        f"{what}, times a raw import": ratio,
    }  # fmt: skip


def _timed(session: ArdourSession, what: str, given: Mapping[str, Any]) -> float:
    return float(session.ask("timed", what=what, given=given))


def _rested(session: ArdourSession, look: Mapping[str, Any]) -> float:
    """After a pause, as between two requests: what was seen a moment ago must be seen anew."""
    time.sleep(PAUSE_S)
    return _timed(session, "snapshot", look)


def _took(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return 1000 * (time.perf_counter() - began)


def _idle(rig: ArdourRig) -> float:
    began = worked_s(rig.pid)
    time.sleep(IDLE_S)
    return 100 * (worked_s(rig.pid) - began) / IDLE_S


if __name__ == "__main__":
    main()
