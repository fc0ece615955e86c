"""The demo: a real session, requests in plain words, every change read back from the DAW.

Leaves `report.json`, the DAW session, `mix.wav` and `screen.png` in its folder, and ends with 0
only when everything that was said to be done was read back.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from bridge.hosts.stage import Stage, open_stage
from engine.answer import where
from engine.assistant import Assistant
from engine.config import data_folder
from engine.connect import open_library
from engine.daw import PlaceAudio, PlaceMidi, Region, Snapshot
from engine.errors import TonmeisterError
from engine.job import Progress
from engine.note import Note
from engine.planner.offline import OfflinePlanner
from engine.registry import discover
from engine.session_key import session_key
from engine.turn import Turn

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
WITHOUT_MIXER = {
    REQUESTS[2]: 'sing the melody: "when the night is falling slow now"',
    REQUESTS[4]: "put a plate reverb with 30% wet on the vocal",
}
"""What is asked instead where nothing can be selected and there are no faders."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the demo; 0 only when every change was read back."""
    parser = argparse.ArgumentParser(
        "tonmeister demo", description="The main job on a real session, read back and measured."
    )
    parser.add_argument("--out", type=Path, help="folder for the results (default: a new one in the data folder)")
    parser.add_argument(
        "--daw", choices=["ardour", "folder"], default="", help="which DAW (default: Ardour where it is installed)"
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


def _perform(stage: Stage, out: Path) -> int:
    started = time.perf_counter()
    session = stage.prepare(BPM, MELODY, MELODY_BEATS)
    print(f"{stage.name}: {BPM:g} bpm, {len(MELODY)} notes on the track 'Melody', selected.")
    snapshot = session.snapshot()
    library = open_library(snapshot.project)
    key = session_key(snapshot)
    print(f"By its notes the song is in {key}.")
    assistant = Assistant(registry=discover(), library=library, planner=OfflinePlanner(), session=session)
    report: dict[str, Any] = {"daw": stage.name, "bpm": BPM, "key": key, "requests": [], "undone": None}
    for number, text in enumerate(stage_requests(stage), 1):
        print(f"\n({number}) {text}")
        turn = assistant.ask(text, approve=lambda plan: True, on_progress=_progress)
        snapshot = session.snapshot()
        entry = _entry(turn, snapshot)
        report["requests"].append(entry)
        _show(turn, entry, snapshot)
        if turn.undoes:
            report["undone"] = _undone(turn, library.turns())
    library.close()
    print("\nSaving the session, exporting the mix …")
    report["files"] = stage.finish()
    report["agrees"] = stage.agrees(_still_placed(report))
    report["seconds"] = round(time.perf_counter() - started, 2)
    report["verified"] = all(entry["verified"] for entry in report["requests"]) and all(report["agrees"].values())
    (out / "report.json").write_text(json.dumps(report, indent=2, ensure_ascii=False), "utf-8")
    return _verdict(report, out)


def stage_requests(stage: Stage) -> list[str]:
    """The requests as this DAW can take them."""
    return [text if stage.has_mixer else WITHOUT_MIXER.get(text, text) for text in REQUESTS]


def _entry(turn: Turn, snapshot: Snapshot) -> dict[str, Any]:
    return {
        "text": turn.text,
        "plan": [{"task": step.task, "args": dict(step.args)} for step in turn.plan.steps],
        "placed": _placed(turn, snapshot),
        "changes": [
            {"change": a.change.capability, "state": a.outcome.state, "why": a.outcome.why} for a in turn.applied
        ],
        "verified": turn.state == "done",
        "state": turn.state,
        "answer": turn.answer,
        "seconds": turn.seconds,
        "model_seconds": round(
            sum(r.seconds for s, r in zip(turn.plan.steps, turn.steps, strict=False) if s.row.kind == "model"), 3
        ),
    }


def _placed(turn: Turn, snapshot: Snapshot) -> list[dict[str, Any]]:
    placed = []
    for applied in turn.applied:
        if not isinstance(applied.change, PlaceAudio | PlaceMidi):
            continue
        for _, made in applied.outcome.made:
            region = snapshot.region(made)
            track = snapshot.track(region.track) if region else None
            if region and track:
                placed.append(
                    {
                        "track": track.name,
                        "start_beats": round(applied.change.start_beats, 6),
                        "length_beats": round(region.length_beats, 6),
                        "path": _path(region, applied.change),
                        "region": region.name,
                        "kind": region.kind,
                        "bar": where(applied.change.start_beats, snapshot),
                    }
                )
    return placed


def _path(region: Region, change: PlaceAudio | PlaceMidi) -> str:
    if isinstance(change, PlaceAudio):
        return str(change.path)
    return str(region.sources[0]) if region.sources else ""


def _still_placed(report: Mapping[str, Any]) -> list[dict[str, Any]]:
    taken_back = report["undone"]["request"] if report["undone"] else ""
    return [place for entry in report["requests"] if entry["text"] != taken_back for place in entry["placed"]]


def _undone(turn: Turn, turns: Sequence[Turn]) -> dict[str, Any]:
    texts = [t.text for t in turns if t.number in turn.undoes]
    capabilities = [a.change.capability for a in turn.applied if a.outcome.is_done]
    return {
        "request": texts[0],
        "changes": capabilities,
        "tracks": [getattr(a.change, "track", "") for a in turn.applied if a.change.capability == "remove_track"],
        "regions": [getattr(a.change, "region", "") for a in turn.applied if a.change.capability == "remove_region"],
    }


def _show(turn: Turn, entry: dict[str, Any], snapshot: Snapshot) -> None:
    for number, step in enumerate(turn.plan.steps, 1):
        args = ", ".join(f"{name}={value}" for name, value in step.args.items())
        print(f"    plan {number}: {step.task}({args})")
    for place in entry["placed"]:
        print(f"    track '{place['track']}', {place['bar']}, {place['length_beats']:g} beats")
    for line in turn.answer.splitlines():
        print(f"    {line}")
    states = [change["state"] for change in entry["changes"]]
    read_back = f"read back {states.count('done')} of {len(states)}" if states else "nothing to read back"
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


def _progress(progress: Progress) -> None:
    if sys.stdout.isatty():
        print(
            f"\r\033[K    {progress.done:4.0%} {progress.what}",
            end="\r\033[K" if progress.done >= 1 else "",
            flush=True,
        )


if __name__ == "__main__":
    sys.exit(main())
