"""The demo's six requests in every DAW or its stand-in, and the sessions that came of them side by side (`--daw`)."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

DAWS = ("ardour", "reaper", "live", "bitwig", "dawproject", "folder")
_SOUGHT_S = 600.0
Report = Mapping[str, Any]


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(prog="tonmeister bench daw_demos", description=__doc__)
    parser.add_argument("--daw", choices=DAWS, action="append", help="only this one; may be said again")
    reports: dict[str, Report] = {}
    with tempfile.TemporaryDirectory(prefix="tonmeister demos ", ignore_cleanup_errors=True) as folder:
        for name in parser.parse_args().daw or DAWS:
            if report := _played(name, Path(folder) / name):
                reports[name] = report
    for line in table(reports):
        print(line)
    sys.exit(not reports or not all(one["verified"] for one in reports.values()))


def _played(name: str, out: Path) -> Report | None:
    """The report of one demo, in a home of its own; None when it left none, which is said."""
    home = out.with_name(f"{name} home")
    home.mkdir(parents=True)
    command = [sys.executable, "-m", "bridge.hosts.demo", "--daw", name, "--out", str(out)]
    done = subprocess.run(
        command, env={**os.environ, "HOME": str(home)}, capture_output=True, text=True, timeout=_SOUGHT_S
    )
    file = out / "report.json"
    if not file.exists():
        print(f"{name}: {done.stderr.strip()[-500:]}", file=sys.stderr)
        return None
    found: Report = json.loads(file.read_text("utf-8"))
    return found


def table(reports: Mapping[str, Report]) -> list[str]:
    """A row for each track, its values and its clips; what is not the same everywhere is marked."""
    cells = {name: _cells(report) for name, report in reports.items()}
    rows = list(dict.fromkeys(row for column in cells.values() for row in column))
    lines = ["| | " + " | ".join(cells) + " | |", "|---" * (len(cells) + 2) + "|"]
    for row in rows:
        found = [column.get(row, "–") for column in cells.values()]
        lines.append(f"| {row} | " + " | ".join(found) + (" | |" if len(set(found)) == 1 else " | differs |"))
    return lines


def _cells(report: Report) -> dict[str, str]:
    cells = {"verified": str(report["verified"]), "undone": str(report["undone"] and report["undone"]["request"])}
    for one in report["session"]:
        cells[one["track"]] = f"{one['kind']}, {one['gain_db']:g} dB, pan {one['pan']:g}" + ", mute" * one["mute"]
        cells |= {f"{one['track']}: {region[0]}": _region(region) for region in one["regions"]}
    return cells


def _region(region: Sequence[Any]) -> str:
    _, kind, start, length, notes, is_muted = region
    holds = f", {notes} notes" if kind == "midi" else ""
    return f"beat {start:.2f}, {length:.2f} beats{holds}" + ", mute" * is_muted


if __name__ == "__main__":
    main()
