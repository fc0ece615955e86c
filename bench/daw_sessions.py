"""Whole sessions in a DAW or its stand-in, played and judged by any program that plays them on a .dawproject file.

    tonmeister bench daw_sessions --daw reaper --player PLAY.py SESSION.json … [-- OPTIONS OF THE PLAYER]

The player is given a folder with a program that stands for Tonmeister. That one makes what the player has seeded anew
in a private DAW, has the real command line work there, and after each request writes what the DAW then shows, with the
sources of its regions, over the player's file. Ardour is the real one; of REAPER, Live and Bitwig it is the stand-in.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bridge.dawproject.dawproject import Dawproject
from bridge.hosts.ardour_rig import ArdourRig, why_not
from engine.assistant.mixdown.region_sound import region_sound
from engine.assistant.plugin_kind import kind_of
from engine.catalog.registry import Registry
from engine.config import data_folder
from engine.daw import daw
from engine.daw.copy import copied, with_sound_in_one_file
from engine.daw.daw import Change, DawSession, Snapshot
from engine.errors import TonmeisterError
from engine.media.audio import write_audio
from engine.service.connect import open_session

_REPO = Path(__file__).resolve().parent.parent
_START_S = 90.0
_STUB = """import os, sys
os.environ.update({{"PYTHONPATH": {repo!r}, "TONMEISTER_SETUP": "0"}})
os.execv({python!r}, [{python!r}, "-m", "bench.daw_sessions", "--as-product", {daw!r}, {notes!r}, *sys.argv[1:]])
"""
_CLASSES = {
    "ardour": "bridge.ardour.ardour:Ardour",
    "reaper": "bridge.reaper.reaper:Reaper",
    "live": "bridge.live.live:Live",
    "bitwig": "bridge.bitwig.bitwig:Bitwig",
}


def main() -> None:
    """See the module."""
    arguments = sys.argv[1:]
    if arguments[:1] == ["--as-product"]:
        sys.exit(_as_product(arguments[1], Path(arguments[2]), arguments[3:]))
    if arguments[:1] == ["--hold"]:
        sys.exit(_hold(arguments[1], *map(Path, arguments[2:])))
    parser = argparse.ArgumentParser(prog="tonmeister bench daw_sessions", description=__doc__)
    parser.add_argument("--daw", choices=sorted(_CLASSES), default="ardour", help="the DAW, or whose stand-in")
    parser.add_argument("--player", type=Path, required=True, help="called as PLAYER CLONE SESSION…")
    parser.add_argument("sessions", type=Path, nargs="+")
    split = arguments.index("--") if "--" in arguments else len(arguments)
    options, more = parser.parse_args(arguments[:split]), arguments[split + 1 :]
    if options.daw == "ardour" and (reason := why_not()):
        sys.exit(reason)
    with tempfile.TemporaryDirectory(prefix="tonmeister sessions ") as folder:
        stub, notes = Path(folder) / "tonmeister.py", Path(folder) / "offences.txt"
        stub.write_text(
            _STUB.format(repo=str(_REPO), python=sys.executable, daw=options.daw, notes=str(notes)), "utf-8"
        )
        sessions = [_with_a_first_look(file, Path(folder) / "sessions") for file in options.sessions]
        code = subprocess.call([sys.executable, str(options.player), folder, *map(str, sessions), *more])
        said = notes.read_text("utf-8") if notes.exists() else ""
        print(f"against the DAW's rules:\n{said}" if said else "nothing was asked against the DAW's rules")
        sys.exit(code or bool(said))


def _with_a_first_look(file: Path, folder: Path) -> Path:
    """The session with a question in front, which is always right: what the DAW makes of the seed is the beginning."""
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


def _as_product(kind: str, notes: Path, arguments: Sequence[str]) -> int:
    if "--project" not in arguments or "dawproject" not in arguments:
        return subprocess.call([sys.executable, str(_REPO / "tonmeister.py"), *arguments])
    place = list(arguments).index("--project") + 1
    project = Path(arguments[place]).resolve()
    folder = _opened(kind, project, notes)
    given = list(arguments)
    given[given.index("dawproject")] = kind
    given[place - 1 : place + 1] = ["--project", str(folder)] if folder else []
    done = subprocess.run([sys.executable, str(_REPO / "tonmeister.py"), *given], capture_output=True, text=True)
    with contextlib.closing(_session(kind, folder)) as session:
        _write(session, project)
    if folder is None:  # what is exported lies in the user's data folder, as the DAW tells no place of a project
        for exports in (data_folder() / "projects").glob("*/Exports"):
            shutil.copytree(exports, project.parent / "Tonmeister" / "Exports", dirs_exist_ok=True)
    print(done.stdout, end="")
    print(done.stderr, end="", file=sys.stderr)
    return done.returncode


def _opened(kind: str, project: Path, notes: Path) -> Path | None:
    """What the DAW's own session of a project is called by; the DAW is started when it is asked for first."""
    note = project.parent.parent / "daw.json"
    if not note.exists():
        log = open(project.parent.parent / "daw hold.log", "wb")  # noqa: SIM115 - the process has it
        subprocess.Popen(
            [sys.executable, "-m", "bench.daw_sessions", "--hold", kind, str(project), str(note), str(notes)],
            cwd=_REPO, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
    until = time.monotonic() + _START_S
    while not note.exists():
        if time.monotonic() > until:
            sys.exit("The DAW did not start; its words are in 'daw hold.log'.")
        time.sleep(0.1)
    place = json.loads(note.read_text("utf-8"))["place"]
    return Path(place) if place else None


@dataclass
class _Host:
    """A DAW that runs."""

    session: DawSession
    place: Path | None
    """What its project is opened by; None where the DAW does not say."""
    is_running: Callable[[], bool]
    offences: Callable[[], Sequence[str]]


@contextlib.contextmanager
def _host(kind: str, folder: Path, seen: Snapshot, name: str) -> Iterator[_Host]:
    """A DAW with an empty project; it is found where this user's own would be."""
    bpm, rate = seen.tempo_map.bpm_at(0), seen.sample_rate_hz
    if kind == "ardour":
        from bridge.ardour.ardour import default_mailbox

        with ArdourRig(folder, name=name, bpm=bpm, rate=rate, mailbox=default_mailbox()) as rig:
            yield _Host(rig.session(), rig.session_folder, rig.is_running, list)
    elif kind == "reaper":
        from bridge.hosts.fake_reaper.host import FakeReaper
        from bridge.reaper.reaper import default_mailbox as reaper_mailbox

        with FakeReaper(folder, name=name, bpm=bpm, rate=rate, mailbox=reaper_mailbox()) as reaper:
            yield _Host(reaper.session(), reaper.folder, reaper.is_running, lambda: reaper.violations)
    elif kind == "live":
        from bridge.hosts.fake_live.host import FakeLive
        from bridge.live.live import default_mailbox as live_mailbox

        with FakeLive(folder, name=name, tempo=bpm, mailbox=live_mailbox()) as live:
            Path(live.world.path).touch()
            yield _Host(live.session(), Path(live.world.path), live.is_running, lambda: live.offences)
    else:
        from bridge.bitwig.bitwig import Bitwig
        from bridge.hosts.fake_bitwig.host import FakeBitwig

        with FakeBitwig(folder, name=name, tempo=bpm, mailbox=Bitwig().mailbox) as bitwig:
            yield _Host(bitwig.session(), None, bitwig.is_running, lambda: bitwig.offences)


def _hold(kind: str, project: Path, note: Path, notes: Path) -> int:
    """A DAW with what a project holds, until this process is ended."""
    seen = _of_file(project).snapshot()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with (
        _host(kind, project.parent / kind, seen, project.stem) as host,
        contextlib.closing(host.session) as session,
        tempfile.TemporaryDirectory() as folder,
    ):
        empty = session.snapshot()
        for line in _copy(seen, session, Path(folder)):
            print(line, flush=True)
        _without_its_own(session, empty)
        fresh = note.with_suffix(".tmp")
        fresh.write_text(json.dumps({"place": str(host.place or "")}), "utf-8")
        os.replace(fresh, note)
        told = 0
        while host.is_running():
            time.sleep(0.5)
            for line in host.offences()[told:]:
                with open(notes, "a", encoding="utf-8") as file:
                    file.write(f"{project.stem}: {line}\n")
                told += 1
    return 0


def _without_its_own(session: DawSession, empty: Snapshot) -> None:
    """Take away the tracks that the DAW puts into a new project."""
    now = session.snapshot()
    own = [one.id for one in empty.tracks if one.kind != "master" and now.track(one.id)]
    session.apply([daw.RemoveTrack(one) for one in own], expected_revision=now.revision, label="")


def _session(kind: str, folder: Path | None) -> DawSession:
    try:
        registry = Registry()
        module, _, name = _CLASSES[kind].partition(":")
        registry.add(getattr(importlib.import_module(module), name), module)
        found = open_session(registry, kind, folder)
    except TonmeisterError as error:
        sys.exit(str(error))
    assert found
    return found


def _of_file(project: Path) -> DawSession:
    kind = Dawproject()
    found = kind.project_at(project)
    if found is None:
        sys.exit(f"{project} cannot be opened.")
    return kind.connect(found)


def _write(session: DawSession, project: Path) -> None:
    """Put what the DAW shows over a project."""
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
    if "set_tempo_map" not in now.capabilities:
        meter = seen.tempo_map.meters[0]
        whole = [daw.SetTempo(seen.tempo_map.bpm_at(0)), daw.SetMeter(meter.numerator, meter.denominator)]
        changes = [*(one for one in whole if one.capability in now.capabilities), *changes]
    outcomes = target.apply(changes, expected_revision=now.revision, label="copy")
    return [f"{change}: {one.why}" for change, one in zip(changes, outcomes, strict=True) if not one.is_done]


def _effects(seen: Snapshot) -> list[Change]:
    """The effects on the tracks, by their kinds; the tracks are called as `copied` calls them."""
    kinds = [(track, plugin, kind_of(plugin.name)) for track in seen.tracks for plugin in track.plugins]
    return [
        daw.AddPlugin(f"copy of {track.id}", kind, ref=f"{track.id} {plugin.id}", on=plugin.on)
        for track, plugin, kind in kinds
        if kind and not track.is_hidden and track.kind != "master"
    ]


if __name__ == "__main__":
    main()
