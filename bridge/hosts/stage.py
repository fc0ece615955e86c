"""Where the demo and the benchmarks play: a private Ardour with a new session, or a new watched folder."""

from __future__ import annotations

import math
import re
import xml.etree.ElementTree as ET
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from bridge.ardour.ardour import default_mailbox
from bridge.folder.folder import Folder
from bridge.hosts.ardour_rig import ArdourRig
from bridge.hosts.panel_beside import PanelBeside
from engine.daw.daw import Change, DawSession, NewTrack, Outcome, PlaceMidi, SetTempo
from engine.errors import DawError
from engine.media.audio import read_audio
from engine.media.note import Note

ARDOUR_SIZE = (1600, 900)


class DemoProject(ABC):
    """A DAW with an empty project, made for one performance."""

    name: str
    has_mixer = True
    can_select = True
    """Whether a user's selection is seen."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def __enter__(self) -> DemoProject:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    @abstractmethod
    def place(self) -> tuple[str, Path | None]:
        """What the engine opens the project by: id of the DAW and folder."""

    @abstractmethod
    def open(self, bpm: float) -> DawSession:
        """Start the DAW with an empty project at this tempo."""

    def prepare(self, bpm: float, notes: Sequence[Note], length_beats: float) -> DawSession:
        """Open the project and, as a user would have, play in and select the notes."""
        session = self.open(bpm)
        if notes:
            changes = [
                NewTrack("Melody", "midi", "melody"),
                PlaceMidi("melody", tuple(notes), 0.0, length_beats, "Melody", "notes"),
            ]
            made = dict(pair for outcome in must(session, changes) for pair in outcome.made)
            self.select(session, made["notes"])
        return session

    def select(self, session: DawSession, region: str) -> None:
        """Select a region as a user would."""
        return None

    def show_panel(self, project: str) -> str:
        """Open the chat panel beside the DAW; returns why that cannot be, or ""."""
        return f"{self.name} has no screen to show it beside."

    @abstractmethod
    def finish(self) -> list[str]:
        """Save; leave what there is to keep in the folder; returns its names."""

    @abstractmethod
    def agrees(self, placed: Sequence[Mapping[str, Any]]) -> dict[str, bool]:
        """Whether the saved project, read without us, holds what the report says is placed."""

    def close(self) -> None:
        """End the DAW."""
        return None


class ArdourProject(DemoProject):
    """A real Ardour, on a hidden screen where there is no display."""

    name = "Ardour"

    _panel: PanelBeside | None = None

    @property
    def place(self) -> tuple[str, Path | None]:
        """See DemoProject."""
        return "ardour", self._rig.session_folder

    def open(self, bpm: float) -> DawSession:
        """See DemoProject; it shares the mailbox of this user's Ardours, where the engine finds it."""
        self._rig = ArdourRig(
            self.folder,
            name="Demo",
            bpm=bpm,
            mailbox=default_mailbox(),
            size=ARDOUR_SIZE,
            beside_px=PanelBeside.WIDTH,
        )
        self._rig.start()
        self._session = self._rig.session()
        return self._session

    def select(self, session: DawSession, region: str) -> None:
        """See DemoProject."""
        self._session.select(regions=[region])

    def show_panel(self, project: str) -> str:
        """See DemoProject."""
        reason = PanelBeside.why_not()
        if not reason:
            width, height = ARDOUR_SIZE
            place = (width, 0, PanelBeside.WIDTH, height)
            log = self.folder / "panel.log"
            self._panel = PanelBeside(project=project, display=self._rig.env["DISPLAY"], place=place, log=log)
        return reason

    def finish(self) -> list[str]:
        """See DemoProject."""
        self._session.save()
        self._rig.screenshot(self.folder / "screen.png")
        self._rig.export(self.folder / "mix.wav")
        return ["mix.wav", "screen.png", f"{self._rig.name}/{self._rig.name}.ardour"]

    def agrees(self, placed: Sequence[Mapping[str, Any]]) -> dict[str, bool]:
        """Every placed region is in Ardour's own session file, on its track, at its place; the mix is whole."""
        path = self._rig.session_folder / f"{self._rig.name}.ardour"
        snapshot = self._session.snapshot()
        saved = regions_of(path, snapshot.tempo_map.bpm_at(0))
        known = {region.name: region for region in snapshot.regions}
        result: dict[str, bool] = {}
        for place in placed:
            region = known.get(place["region"])
            starts = saved.get((place["track"], place["region"]), [])
            wanted_s = region.start_s if region else -1.0
            is_there = any(abs(start - wanted_s) * snapshot.sample_rate_hz < 1 for start in starts)
            result[f"{path.name} has '{place['region']}' on '{place['track']}' at {wanted_s:.4f} s"] = is_there
        end_s = max(
            (region.start_s + region.length_s for region in snapshot.regions if region.kind == "audio"), default=0.0
        )
        mix = read_audio(self.folder / "mix.wav")
        result[f"mix.wav is {mix.seconds:.2f} s, the session {end_s:.2f} s"] = mix.seconds >= end_s - 0.01
        peak_db = 20 * math.log10(max(1e-9, float(abs(mix.samples).max())))
        result[f"mix.wav peaks at {peak_db:.1f} dBFS"] = -40 < peak_db <= 0
        return result

    def close(self) -> None:
        """See DemoProject."""
        if self._panel:
            self._panel.close()
        if hasattr(self, "_rig"):
            self._rig.stop()


class FolderProject(DemoProject):
    """A watched folder, for any DAW."""

    name = "Watched folder"
    has_mixer = False
    can_select = False

    @property
    def place(self) -> tuple[str, Path | None]:
        """See DemoProject."""
        return "folder", self._clips

    def open(self, bpm: float) -> DawSession:
        """See DemoProject."""
        daw = Folder()
        self._clips = self.folder / "Tonmeister Clips"
        self._session = daw.connect(daw.project_at(self._clips))
        must(self._session, [SetTempo(bpm)])
        return self._session

    def finish(self) -> list[str]:
        """See DemoProject."""
        return [str(path.relative_to(self.folder)) for path in sorted(self._clips.glob("*")) if path.is_file()]

    def agrees(self, placed: Sequence[Mapping[str, Any]]) -> dict[str, bool]:
        """Every region that was placed is a file in the folder."""
        from engine.media.wav_metadata import read_stamp

        snapshot = self._session.snapshot()
        result: dict[str, bool] = {}
        for place in placed:
            region = next((r for r in snapshot.regions if r.name == place["region"]), None)
            file = region.sources[0] if region and region.sources else None
            if region and region.kind == "audio" and file:
                stamp = read_stamp(file)
                sample = round(region.start_s * snapshot.sample_rate_hz)
                is_there = stamp is not None and stamp.time_reference_samples == sample
                result[f"{file.name} is stamped with sample {sample}"] = is_there
            else:
                result[f"'{place['region']}' is in the folder"] = region is not None
        return result


class ReaperProject(DemoProject):
    """The stand-in for REAPER, with the real script in it."""

    name = "REAPER (its stand-in)"

    @property
    def place(self) -> tuple[str, Path | None]:
        """See DemoProject."""
        return "reaper", self._host.folder

    def open(self, bpm: float) -> DawSession:
        """See DemoProject; it shares the mailbox of this user's REAPERs, where the engine finds it."""
        from bridge.hosts.fake_reaper.host import FakeReaper
        from bridge.reaper.reaper import default_mailbox as reaper_mailbox

        self._host = FakeReaper(self.folder / "Demo", name="Demo", bpm=bpm, mailbox=reaper_mailbox()).start()
        self._session = self._host.session()
        return self._session

    def select(self, session: DawSession, region: str) -> None:
        """See DemoProject."""
        self._session.select(regions=[region])

    def finish(self) -> list[str]:
        """See DemoProject."""
        self._session.save()
        return ["Demo/Demo.rpp"]

    def agrees(self, placed: Sequence[Mapping[str, Any]]) -> dict[str, bool]:
        """Every placed region is an item of the stand-in's own project, which nothing was asked that REAPER lacks."""
        project = self._host.project
        items = {
            (track.texts["P_NAME"], item.active.name): project.now.tempo.beat(item.values["D_POSITION"])
            for track in project.now.tracks
            for item in track.items
            if item.active
        }
        result = {
            f"the project has '{place['region']}' on '{place['track']}' at beat {place['start_beats']:g}": abs(
                items.get((place["track"], place["region"]), -1.0) - place["start_beats"]
            )
            < 0.5
            for place in placed
        }
        return result | {"nothing was asked that REAPER does not have": not self._host.violations}

    def close(self) -> None:
        """See DemoProject."""
        if hasattr(self, "_host"):
            self._host.stop()


class LiveProject(DemoProject):
    """The stand-in for Ableton Live, with the real script in it."""

    name = "Ableton Live (its stand-in)"

    @property
    def place(self) -> tuple[str, Path | None]:
        """See DemoProject."""
        return "live", Path(self._host.world.path)

    def open(self, bpm: float) -> DawSession:
        """See DemoProject; it shares the folder of this user's Lives, where the engine finds it."""
        from bridge.hosts.fake_live.host import FakeLive
        from bridge.live.live import default_mailbox as live_mailbox

        self._host = FakeLive(self.folder, name="Demo", tempo=bpm, mailbox=live_mailbox()).start()
        Path(self._host.world.path).touch()
        self._session = self._host.session()
        return self._session

    def select(self, session: DawSession, region: str) -> None:
        """See DemoProject."""
        self._session.select(region=region)

    def finish(self) -> list[str]:
        """See DemoProject; Live lets no script save."""
        return []

    def agrees(self, placed: Sequence[Mapping[str, Any]]) -> dict[str, bool]:
        """Every placed region is a clip of the stand-in's own set, which was asked nothing against Live's rules."""
        clips = {(track.name, clip.name): clip.start for track in self._host.world.song.tracks for clip in track.clips}
        result = {
            f"the set has '{place['region']}' on '{place['track']}' at beat {place['start_beats']:g}": abs(
                clips.get((place["track"], place["region"]), -1.0) - place["start_beats"]
            )
            < 0.5
            for place in placed
        }
        return result | {"Live's rules are kept": not self._host.offences}

    def close(self) -> None:
        """See DemoProject."""
        if hasattr(self, "_host"):
            self._host.stop()


def must(session: DawSession, changes: Sequence[Change]) -> list[Outcome]:
    """Make changes that have to succeed; DawError with the reason when one does not."""
    outcomes = session.apply(changes, expected_revision=session.snapshot().revision, label="prepare")
    for outcome in outcomes:
        if not outcome.is_done:
            raise DawError(outcome.why)
    return outcomes


def regions_of(session_file: Path, bpm: float) -> dict[tuple[str, str], list[float]]:
    """(track, region) → starts in seconds, from Ardour's own session file; `bpm` is its one tempo."""
    root = ET.parse(session_file).getroot()
    tracks = {
        route.get("audio-playlist") or route.get("midi-playlist"): route.get("name", "") for route in root.iter("Route")
    }
    found: dict[tuple[str, str], list[float]] = {}
    for playlist in root.iter("Playlist"):
        track = tracks.get(playlist.get("id"))
        for region in playlist.iter("Region") if track else ():
            found.setdefault((track or "", region.get("name", "")), []).append(_start_s(region.get("length", ""), bpm))
    return found


def _start_s(length: str, bpm: float) -> float:
    """Ardour writes `length@start`, either in superclocks (a, 1/282240000 s) or in ticks (b, 1/1920 beat)."""
    match = re.match(r"^.*@([ab])(-?\d+)$", length)
    if match is None:
        return -1.0
    return int(match[2]) / 282_240_000 if match[1] == "a" else int(match[2]) / 1920 * 60 / bpm
