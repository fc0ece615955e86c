"""Whole sessions in the real Ardour, played and judged by any program that plays them on a .dawproject file.

    tonmeister bench ardour_sessions --player PLAY.py SESSION.json … [-- OPTIONS OF THE PLAYER]

The player is given a folder with a program that stands for Tonmeister. That one opens what the player has seeded in a
private Ardour, has the real command line work there, and after each request writes what Ardour then shows, with the
sources of its regions, over the player's file.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from bridge.ardour.ardour import Ardour, default_mailbox
from bridge.ardour.session import ArdourSession
from bridge.dawproject.dawproject import Dawproject
from bridge.hosts.ardour_rig import ArdourRig, why_not
from engine.assistant.actions.targets import kind_of
from engine.daw import daw
from engine.daw.copy import copied, with_sound_in_one_file
from engine.daw.daw import Change, DawSession, Snapshot
from engine.media.audio import write_audio
from engine.mixdown.region_sound import region_sound

_REPO = Path(__file__).resolve().parent.parent
_START_S = 90.0
_STUB = """import os, sys
os.environ.update({{"PYTHONPATH": {repo!r}, "TONMEISTER_SETUP": "0"}})
os.execv({python!r}, [{python!r}, "-m", "bench.ardour_sessions", "--as-product", *sys.argv[1:]])
"""


def main() -> None:
    """See the module."""
    arguments = sys.argv[1:]
    if arguments[:1] == ["--as-product"]:
        sys.exit(_as_product(arguments[1:]))
    if arguments[:1] == ["--hold"]:
        sys.exit(_hold(Path(arguments[1]), Path(arguments[2])))
    parser = argparse.ArgumentParser(prog="tonmeister bench ardour_sessions", description=__doc__)
    parser.add_argument("--player", type=Path, required=True, help="called as PLAYER CLONE SESSION…")
    parser.add_argument("sessions", type=Path, nargs="+")
    options, more = parser.parse_known_args(arguments)
    if reason := why_not():
        sys.exit(reason)
    with tempfile.TemporaryDirectory(prefix="tonmeister ardour ") as folder:
        stub = Path(folder) / "tonmeister.py"
        stub.write_text(_STUB.format(repo=str(_REPO), python=sys.executable), "utf-8")
        sessions = [_with_a_first_look(file, Path(folder) / "sessions") for file in options.sessions]
        sys.exit(subprocess.call([sys.executable, str(options.player), folder, *map(str, sessions), *more]))


def _with_a_first_look(file: Path, folder: Path) -> Path:
    """The session with a question in front, which is always right: what Ardour makes of the seed is the beginning."""
    folder.mkdir(exist_ok=True)
    for other in file.parent.iterdir():
        if other.suffix != ".json" and not (folder / other.name).exists():
            (folder / other.name).symlink_to(other.resolve())
    told = json.loads(file.read_text("utf-8"))
    first = {"say": "what tempo is this?", "touches": "*", "expect": [{"state": ["done"]}]}
    told["turns"] = [first, *(_later(turn) for turn in told["turns"])]
    made = folder / file.name
    made.write_text(json.dumps(told, ensure_ascii=False), "utf-8")
    return made


def _later(told: Any) -> Any:
    """The same with the numbers of turns one higher."""
    if isinstance(told, dict):
        return {key: value + 1 if key == "same_as" else _later(value) for key, value in told.items()}
    return [_later(one) for one in told] if isinstance(told, list) else told


# --- in place of the program ---


def _as_product(arguments: Sequence[str]) -> int:
    if "--project" not in arguments or "dawproject" not in arguments:
        return subprocess.call([sys.executable, str(_REPO / "tonmeister.py"), *arguments])
    place = list(arguments).index("--project") + 1
    project = Path(arguments[place]).resolve()
    folder = _opened(project)
    given = list(arguments)
    given[place], given[given.index("dawproject")] = str(folder), "ardour"
    done = subprocess.run([sys.executable, str(_REPO / "tonmeister.py"), *given], capture_output=True, text=True)
    with contextlib.closing(_session(folder)) as session:
        _write(session, project)
    print(done.stdout, end="")
    print(done.stderr, end="", file=sys.stderr)
    return done.returncode


def _opened(project: Path) -> Path:
    """The folder of the Ardour session of a project; Ardour is started when it is asked for first."""
    note = project.parent.parent / "ardour.json"
    if not note.exists():
        log = open(project.parent.parent / "ardour hold.log", "wb")  # noqa: SIM115 - the process has it
        subprocess.Popen(
            [sys.executable, "-m", "bench.ardour_sessions", "--hold", str(project), str(note)],
            cwd=_REPO, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
    until = time.monotonic() + _START_S
    while not note.exists():
        if time.monotonic() > until:
            sys.exit("Ardour did not start; its words are in 'ardour hold.log'.")
        time.sleep(0.1)
    return Path(json.loads(note.read_text("utf-8"))["folder"])


def _hold(project: Path, note: Path) -> int:
    """An Ardour with what a project holds, until this process is ended."""
    source = _of_file(project)
    seen = source.snapshot()
    rig = ArdourRig(
        note.parent / "ardour", name=project.stem, bpm=seen.tempo_map.bpm_at(0), rate=seen.sample_rate_hz,
        mailbox=default_mailbox(),
    )  # fmt: skip
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with rig, contextlib.closing(rig.session()) as session, tempfile.TemporaryDirectory() as folder:
        for line in _copy(seen, session, Path(folder)):
            print(line, flush=True)
        fresh = note.with_suffix(".tmp")
        fresh.write_text(json.dumps({"folder": str(rig.session_folder)}), "utf-8")
        os.replace(fresh, note)
        while rig.is_running():
            time.sleep(0.5)
    return 0


def _session(folder: Path) -> ArdourSession:
    kind = Ardour()
    found = kind.project_at(folder)
    if found is None:
        sys.exit("Ardour is no longer there.")
    session = kind.connect(found)
    assert isinstance(session, ArdourSession)
    return session


def _of_file(project: Path) -> DawSession:
    kind = Dawproject()
    found = kind.project_at(project)
    if found is None:
        sys.exit(f"{project} cannot be opened.")
    return kind.connect(found)


def _write(session: ArdourSession, project: Path) -> None:
    """Put what Ardour shows over a project."""
    with tempfile.TemporaryDirectory(dir=project.parent.parent) as folder:
        seen = session.snapshot()
        made = Dawproject().new_session(Path(folder) / project.name, seen.tempo_map)
        for line in _copy(seen, made, Path(folder)):
            print(line, file=sys.stderr)
        os.replace(Path(folder) / project.name, project)


def _copy(seen: Snapshot, target: DawSession, folder: Path) -> list[str]:
    """Make a session anew in an empty one; what was not done, in words."""
    split = [region for region in seen.regions if region.kind == "audio" and len(region.sources) > 1]
    files = {one.id: write_audio(folder / f"{n}.wav", region_sound(one)) for n, one in enumerate(split)}
    now = target.snapshot()
    changes, _ = copied(with_sound_in_one_file(seen, files), now.capabilities)
    changes += _effects(seen)
    outcomes = target.apply(changes, expected_revision=now.revision, label="copy")
    return [f"{change}: {one.why}" for change, one in zip(changes, outcomes, strict=True) if not one.is_done]


def _effects(seen: Snapshot) -> list[Change]:
    """The effects on the tracks, by their kinds."""
    named = {plugin: kind_of(plugin.name) for track in seen.tracks for plugin in track.plugins}
    return [
        daw.AddPlugin(track.id, named[plugin], ref=f"{track.id} {plugin.id}", on=plugin.on)
        for track in seen.tracks
        for plugin in map(replace, track.plugins)
        if named[plugin] and not track.is_hidden
    ]


if __name__ == "__main__":
    main()
