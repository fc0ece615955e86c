"""The browser as scripts see it; what it loads is there a moment later."""

from __future__ import annotations

from typing import Any

from bridge.hosts.fake_live import model
from bridge.hosts.fake_live.catalog import DEVICES, new_device
from bridge.hosts.fake_live.strict import LiveObject


class LiveBrowserItem(LiveObject):
    """A folder or a device in the browser."""

    kind = "BrowserItem"

    def __init__(self, world: Any, ptr: int, name: str = "") -> None:
        super().__init__(world, ptr)
        object.__setattr__(self, "_name", name)

    def _get_name(self, node: Any) -> str:
        return str(self._name)

    def _get_is_loadable(self, node: Any) -> bool:
        return self._name in DEVICES

    def _get_is_folder(self, node: Any) -> bool:
        return self._name in _SHELVES

    def _get_children(self, node: Any) -> list[LiveBrowserItem]:
        inside = _SHELVES.get(self._name, ())
        return [LiveBrowserItem(self._world, self._ptr, name) for name in inside]


_SHELVES: dict[str, tuple[str, ...]] = {
    "Audio Effects": ("All Effects",),
    "All Effects": tuple(name for name, row in DEVICES.items() if row[1] == 2),
    "Instruments": tuple(name for name, row in DEVICES.items() if row[1] == 1),
}
"""What lies in which folder of the browser."""


class LiveBrowser(LiveObject):
    """Where devices are found; it loads them onto the selected track, and they are there a moment later."""

    kind = "Browser"

    def _get_audio_effects(self, node: Any) -> LiveBrowserItem:
        return LiveBrowserItem(self._world, self._ptr, "Audio Effects")

    def _get_instruments(self, node: Any) -> LiveBrowserItem:
        return LiveBrowserItem(self._world, self._ptr, "Instruments")

    def _do_load_item(self, node: Any, item: LiveBrowserItem) -> None:
        world = self._world
        if item._name not in DEVICES:
            raise RuntimeError("This cannot be loaded.")
        track: model.SetTrack = world.node(world.selected_track)
        world.about_to_change()
        made = new_device(world.number, item._name)
        before = len([device for device in track.devices if device.type == 1]) if made.type == 1 else len(track.devices)

        def arrive() -> None:
            if not any(one is track for one in world.song.everything()):
                return  # the track has gone meanwhile
            if made.type == 1:
                track.devices = [device for device in track.devices if device.type != 1]
                track.devices.insert(0, made)
            else:
                track.devices.insert(max(before, 0), made)
            world.changed()

        world.later(arrive)
