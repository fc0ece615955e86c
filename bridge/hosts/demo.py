"""The demo: a real session, requests in plain words, every change read back from the DAW.

Leaves `report.json`, the DAW session, `mix.wav` and `screen.png` in its folder, and ends with 0
only when everything that was said to be done was read back.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
import time
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from bridge.hosts.open_stage import open_stage
from bridge.hosts.stage import DemoProject
from engine.config import data_folder
from engine.daw.daw import Snapshot
from engine.errors import TonmeisterError
from engine.media.note import Note
from engine.wire import wire
from engine.wire.client import Client, address, running
from engine.wire.wire import ProgressView, TurnView

BPM = 96.0
MELODY = tuple(
    Note(pitch, start, length)
    for pitch, start, length in (
        (67, 1, 1),
        (70, 2, 1),
        (74, 3, 2),
        (72, 5, 2),
        (70, 8, 1),
        (69, 9, 2),
        (67, 11, 2),
        (67, 13, 3),
    )
)
"""Eight notes in G minor, an upbeat first; what a user has played in before asking."""
MELODY_BEATS = 16.0

REQUESTS = (
    "make a 4-bar lo-fi beat on a new track at bar 1",
    "put a bass line in the song's key under it",
    'sing the selected notes: "when the night is falling slow now"',
    "take the drums out of the lo-fi beat, put a highpass at 400 Hz on them "
    "and place them on a new track called Drums only",
    "turn the vocal down 3 dB and pan it a little left",
    "undo that",
)
WITHOUT_SELECTION = {REQUESTS[2]: 'sing the melody: "when the night is falling slow now"'}
"""What is asked instead where nothing can be selected."""
WITHOUT_MIXER = {REQUESTS[4]: "put a plate reverb with 30% wet on the vocal"}
"""What is asked instead where there are no faders."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the demo; 0 only when every change was read back."""
    parser = argparse.ArgumentParser(
        "tonmeister demo", description="The main job on a real session, read back and measured."
    )
    parser.add_argument("--out", type=Path, help="folder for the results (default: a new one in the data folder)")
    parser.add_argument(
        "--daw",
        choices=["ardour", "bitwig", "dawproject", "folder", "live", "reaper"],
        default="",
        help="which DAW (default: Ardour where it is installed; Bitwig, Live and REAPER are their stand-ins)",
    )
    options = parser.parse_args(argv)
    out = (options.out or data_folder() / "demo" / f"{datetime.now():%Y-%m-%d %H.%M.%S}").resolve()
    try:
        out.mkdir(parents=True, exist_ok=True)
        with open_stage(options.daw, out) as stage:
            return _perform(stage, out)
    except (TonmeisterError, OSError) as error:
        print(f"tonmeister: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("tonmeister: stopped.", file=sys.stderr)
        return 130


def _perform(stage: DemoProject, out: Path) -> int:
    started = time.perf_counter()
    session = stage.prepare(BPM, MELODY, MELODY_BEATS)
    print(f"{stage.name}: {BPM:g} bpm, {len(MELODY)} notes on the track 'Melody', selected.")
    was_running = running() is not None
    client = Client(address())
    try:
        state = client.open_project(*stage.place)
        print(f"The engine has opened '{state.name}'; by its notes the song is in {state.key}.")
        if reason := stage.show_panel(state.project):
            print(f"The panel is not shown: {reason}")
        report: dict[str, Any] = {"daw": stage.name, "bpm": BPM, "key": state.key, "requests": [], "undone": None}
        for number, text in enumerate(stage_requests(stage), 1):
            print(f"\n({number}) {text}")
            before = session.snapshot()
            turn = client.follow(state.project, text, yes=True, on_progress=_progress)
            after = session.snapshot()
            entry = _entry(turn, after)
            report["requests"].append(entry)
            _show(turn, entry)
            report["undone"] = _undone(report, client, state.project, before, after) or report["undone"]
        report["session"] = _rows(session.snapshot())
        print("\nSaving the session, exporting the mix …")
        report["files"] = stage.finish()
    finally:
        if not was_running:
            with contextlib.suppress(TonmeisterError):  # it may have gone, which is what has to be told
                client.post("/stop")
        client.close()
    report["agrees"] = stage.agrees(_still_placed(report))
    report["seconds"] = round(time.perf_counter() - started, 2)
    report["verified"] = all(entry["verified"] for entry in report["requests"]) and all(report["agrees"].values())
    (out / "report.json").write_text(json.dumps(report, indent=2, ensure_ascii=False), "utf-8")
    return _verdict(report, out)


def stage_requests(stage: DemoProject) -> list[str]:
    """The requests as this DAW can take them."""
    instead = ({} if stage.can_select else WITHOUT_SELECTION) | ({} if stage.has_mixer else WITHOUT_MIXER)
    return [instead.get(text, text) for text in REQUESTS]


def _entry(turn: TurnView, snapshot: Snapshot) -> dict[str, Any]:
    return {
        "text": turn.text,
        "plan": [{"task": step.task, "args": dict(step.args)} for step in turn.steps],
        "placed": _placed(turn, snapshot),
        "changes": list(turn.changes),
        "read_back": dict(turn.read_back),
        "verified": turn.state == "done" and set(turn.read_back) <= {"done"},
        "state": turn.state,
        "answer": turn.answer,
        "seconds": turn.seconds,
        "model_seconds": round(sum(step.seconds for step in turn.steps if step.model), 3),
    }


def _placed(turn: TurnView, snapshot: Snapshot) -> list[dict[str, Any]]:
    """What lies on a track now, read from the DAW over a connection that the engine knows nothing of."""
    placed = []
    for clip in turn.clips:
        tracks = {track.id: track.name for track in snapshot.tracks if track.name == clip.track}
        regions = [r for r in snapshot.regions if r.track in tracks and r.name.startswith(clip.name)]
        for region in regions[:1]:
            placed.append(
                {
                    "track": clip.track,
                    "start_beats": round(clip.start_beats or 0.0, 6),
                    "length_beats": round(region.length_beats, 6),
                    "path": clip.path if clip.kind == "audio" else str(next(iter(region.sources), clip.path)),
                    "region": region.name,
                    "kind": region.kind,
                    "bar": clip.place,
                }
            )
    return placed


def _rows(snapshot: Snapshot) -> list[dict[str, Any]]:
    """The session that came of it, as the DAW shows it, without ids."""
    return [
        {
            "track": one.name,
            "kind": one.kind,
            "gain_db": round(one.gain_db, 2),
            "pan": round(one.pan, 2),
            "mute": one.mute,
            "regions": [
                [r.name, r.kind, round(r.start_beats, 3), round(r.length_beats, 3), len(r.notes), r.mute]
                for r in snapshot.regions_on(one.id)
            ],
        }
        for one in snapshot.tracks
        if one.kind in ("audio", "midi") and not one.is_hidden
    ]


def _still_placed(report: Mapping[str, Any]) -> list[dict[str, Any]]:
    taken_back = report["undone"]["request"] if report["undone"] else ""
    return [place for entry in report["requests"] if entry["text"] != taken_back for place in entry["placed"]]


def _undone(
    report: Mapping[str, Any], client: Client, project: str, before: Snapshot, after: Snapshot
) -> dict[str, Any] | None:
    """Which request the last one took back, and what has gone from the DAW with it."""
    if not any(step["task"] == "undo" for step in report["requests"][-1]["plan"]):
        return None
    turns = [wire.from_json(TurnView, turn) for turn in client.get(f"/projects/{project}/turns")["turns"]]
    texts = [turn.text for turn in turns if turn.is_undone]
    return {
        "request": texts[-1] if texts else "",
        "changes": report["requests"][-1]["changes"],
        "tracks": sorted({t.name for t in before.tracks} - {t.name for t in after.tracks}),
        "regions": sorted({r.name for r in before.regions} - {r.name for r in after.regions}),
    }


def _show(turn: TurnView, entry: dict[str, Any]) -> None:
    for number, step in enumerate(turn.steps, 1):
        print(f"    plan {number}: {step.called}")
    for place in entry["placed"]:
        print(f"    track '{place['track']}', {place['bar']}, {place['length_beats']:g} beats")
    for line in turn.answer.splitlines():
        print(f"    {line}")
    asked = sum(turn.read_back.values())
    read_back = f"read back {turn.read_back.get('done', 0)} of {asked}" if asked else "nothing to read back"
    print(f"    {read_back}; {turn.seconds:.2f} s, {entry['model_seconds']:.2f} s of it in models; {turn.state}")


def _verdict(report: dict[str, Any], out: Path) -> int:
    for what, agrees in report["agrees"].items():
        print(f"  {'ok  ' if agrees else 'FAIL'} {what}")
    print(f"\nIn {out}: " + ", ".join(["report.json", *report["files"]]))
    if report["verified"]:
        print(f"Done: {len(report['requests'])} requests, every change read back, {report['seconds']:.1f} s.")
        return 0
    print("Not everything could be verified; see report.json.", file=sys.stderr)
    return 1


def _progress(progress: ProgressView) -> None:
    if sys.stdout.isatty():
        print(
            f"\r\033[K    {progress.done:4.0%} {progress.what}",
            end="\r\033[K" if progress.done >= 1 else "",
            flush=True,
        )


if __name__ == "__main__":
    sys.exit(main())
