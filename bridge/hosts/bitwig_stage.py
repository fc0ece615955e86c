"""The demo's stage in Bitwig: the stand-in, with the real script in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bridge.hosts.stage import DemoProject
from engine.daw.daw import DawSession


class BitwigProject(DemoProject):
    """The stand-in for Bitwig Studio, with the real script in it."""

    name = "Bitwig Studio (its stand-in)"

    @property
    def place(self) -> tuple[str, Path | None]:
        """See DemoProject; Bitwig tells nobody where a project lies."""
        return "bitwig", None

    def open(self, bpm: float) -> DawSession:
        """See DemoProject; it shares the folder of this user's Bitwig, where the engine finds it."""
        from bridge.bitwig.bitwig import Bitwig
        from bridge.hosts.fake_bitwig.host import FakeBitwig

        self._host = FakeBitwig(self.folder, name="Demo", tempo=bpm, mailbox=Bitwig().mailbox).start()
        self._session = self._host.session()
        return self._session

    def select(self, session: DawSession, region: str) -> None:
        """See DemoProject."""
        self._session.select(region=region)

    def finish(self) -> list[str]:
        """See DemoProject; Bitwig lets no script save."""
        return []

    def agrees(self, placed: Sequence[Mapping[str, Any]]) -> dict[str, bool]:
        """Every placed region is a clip in the scene of its bar, and Bitwig was asked nothing against its rules."""
        project = self._host.world.project
        clips = {
            (track.name, clip.name): scene
            for track in project.tracks
            for clip, scene in zip(track.slots, project.scenes, strict=True)
            if clip
        }
        result = {
            f"the launcher has '{place['region']}' on '{place['track']}', beat {place['start_beats']:g}": (
                clips.get((place["track"], place["region"])) == f"Bar {round(place['start_beats']) // 4 + 1}"
            )
            for place in placed
        }
        return result | {"Bitwig's rules are kept": not self._host.offences}

    def close(self) -> None:
        """See DemoProject."""
        if hasattr(self, "_host"):
            self._host.stop()
