"""Live itself as scripts see it."""

from __future__ import annotations

from typing import Any

from bridge.hosts.fake_live.browser import LiveBrowser
from bridge.hosts.fake_live.song import LiveSong
from bridge.hosts.fake_live.strict import LiveObject


class LiveApplication(LiveObject):
    """Live itself."""

    kind = "Application"

    def _get_browser(self, node: Any) -> LiveBrowser:
        return LiveBrowser(self._world, self._ptr)

    def _do_get_version_string(self, node: Any) -> str:
        return str(self._world.version)

    def _do_get_major_version(self, node: Any) -> int:
        return int(self._world.version.split(".")[0])

    def _do_get_minor_version(self, node: Any) -> int:
        return int(self._world.version.split(".")[1])

    def _do_get_bugfix_version(self, node: Any) -> int:
        return int(self._world.version.split(".")[2])

    def _do_get_document(self, node: Any) -> LiveSong:
        return LiveSong(self._world, self._world.song.ptr)

    def _get_open_dialog_count(self, node: Any) -> int:
        return 0
