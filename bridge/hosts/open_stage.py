"""Which stage a demo or a benchmark plays on."""

from __future__ import annotations

from pathlib import Path

from bridge.hosts import ardour_rig
from bridge.hosts.bitwig_stage import BitwigProject
from bridge.hosts.dawproject_stage import DawprojectProject
from bridge.hosts.stage import ArdourProject, DemoProject, FolderProject, LiveProject, ReaperProject
from engine.errors import UserError


def open_stage(daw: str, folder: Path) -> DemoProject:
    """The stage that was asked for; without a wish Ardour, or the folder where Ardour is not installed."""
    reason = ardour_rig.why_not()
    if daw == "ardour" and reason:
        raise UserError(f"Ardour cannot be started: {reason}")
    if daw == "reaper":
        return ReaperProject(folder)
    if daw == "live":
        return LiveProject(folder)
    if daw == "bitwig":
        return BitwigProject(folder)
    if daw == "dawproject":
        return DawprojectProject(folder)
    if daw == "folder" or (not daw and reason):
        return FolderProject(folder)
    return ArdourProject(folder)
