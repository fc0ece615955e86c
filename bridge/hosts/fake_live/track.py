"""Tracks as scripts see them."""

from __future__ import annotations

from typing import Any

from bridge.hosts.fake_live import model
from bridge.hosts.fake_live.catalog import DEVICES, new_device
from bridge.hosts.fake_live.clip import LiveClip, audio_clip, midi_clip
from bridge.hosts.fake_live.device import LiveDevice, LiveMixer
from bridge.hosts.fake_live.session_view import LiveSlot
from bridge.hosts.fake_live.strict import LiveObject

_PALETTE_STEP = 0x11


class LiveTrack(LiveObject):
    """A track."""

    kind = "Track"

    def _get_name(self, node: model.SetTrack) -> str:
        return node.name

    def _set_name(self, node: model.SetTrack, name: str) -> None:
        node.name = name

    def _get_color(self, node: model.SetTrack) -> int:
        return node.color

    def _set_color(self, node: model.SetTrack, color: int) -> None:
        parts = [(color >> shift) & 0xFF for shift in (16, 8, 0)]  # Live takes the nearest of its palette
        near = [min(0xFF, round(part / _PALETTE_STEP) * _PALETTE_STEP) for part in parts]
        node.color = near[0] << 16 | near[1] << 8 | near[2]

    def _get_mute(self, node: model.SetTrack) -> bool:
        return node.is_muted

    def _set_mute(self, node: model.SetTrack, on: bool) -> None:
        _not_main(node)
        node.is_muted = bool(on)

    def _get_solo(self, node: model.SetTrack) -> bool:
        return node.is_soloed

    def _set_solo(self, node: model.SetTrack, on: bool) -> None:
        _not_main(node)
        node.is_soloed = bool(on)

    def _get_can_be_armed(self, node: model.SetTrack) -> bool:
        return node.kind in ("audio", "midi")

    def _get_arm(self, node: model.SetTrack) -> bool:
        _armable(node)
        return node.is_armed

    def _set_arm(self, node: model.SetTrack, on: bool) -> None:
        _armable(node)
        node.is_armed = bool(on)

    def _get_current_monitoring_state(self, node: model.SetTrack) -> int:
        _armable(node)
        return node.monitor

    def _set_current_monitoring_state(self, node: model.SetTrack, state: int) -> None:
        _armable(node)
        if state not in (0, 1, 2):
            raise RuntimeError("Invalid monitoring state.")
        node.monitor = state

    def _get_has_midi_input(self, node: model.SetTrack) -> bool:
        return node.kind == "midi"

    def _get_has_audio_input(self, node: model.SetTrack) -> bool:
        return node.kind in ("audio", "return", "main", "group")

    def _get_has_audio_output(self, node: model.SetTrack) -> bool:
        return node.kind != "midi" or any(device.type == 1 for device in node.devices)

    def _get_is_foldable(self, node: model.SetTrack) -> bool:
        return node.kind == "group"

    def _get_is_frozen(self, node: model.SetTrack) -> bool:
        return node.is_frozen

    def _get_is_grouped(self, node: model.SetTrack) -> bool:
        return bool(node.group)

    def _get_group_track(self, node: model.SetTrack) -> LiveTrack | None:
        return LiveTrack(self._world, node.group) if node.group else None

    def _get_mixer_device(self, node: model.SetTrack) -> LiveMixer:
        return LiveMixer(self._world, node.mixer.ptr)

    def _get_devices(self, node: model.SetTrack) -> list[LiveDevice]:
        return [LiveDevice(self._world, one.ptr) for one in node.devices]

    def _get_clip_slots(self, node: model.SetTrack) -> list[LiveSlot]:
        return [LiveSlot(self._world, one.ptr) for one in node.slots]

    def _get_arrangement_clips(self, node: model.SetTrack) -> list[LiveClip]:
        return [LiveClip(self._world, one.ptr) for one in self._world.shown_clips(node)]

    def _do_get_data(self, node: model.SetTrack, key: str, otherwise: Any) -> Any:
        return node.data.get(key, otherwise)

    def _do_set_data(self, node: model.SetTrack, key: str, value: Any) -> None:
        node.data[key] = value

    def _do_create_audio_clip(self, node: model.SetTrack, path: str, position: float) -> LiveClip | None:
        _takes_clips(node, "audio")
        made = audio_clip(self._world, path)
        self._world.about_to_change()
        made = self._world.put(node, made, position)
        member = self._world.member("Track", "create_audio_clip")
        return LiveClip(self._world, made.ptr) if member and member.gives == "Clip" else None

    def _do_create_midi_clip(self, node: model.SetTrack, start: float, length: float) -> LiveClip:
        _takes_clips(node, "midi")
        self._world.about_to_change()
        made = self._world.put(node, midi_clip(self._world, length), start)
        return LiveClip(self._world, made.ptr)

    def _do_duplicate_clip_to_arrangement(self, node: model.SetTrack, clip: LiveClip, time: float) -> LiveClip:
        old: model.SetClip = self._world.node(clip._live_ptr)
        _takes_clips(node, "midi" if old.is_midi else "audio")
        self._world.about_to_change()
        made = old.copied()
        made.ptr, made.is_in_slot = self._world.number(), False
        self._world.put(node, made, time, from_arrangement=not old.is_in_slot)
        return LiveClip(self._world, made.ptr)

    def _do_delete_clip(self, node: model.SetTrack, clip: LiveClip) -> None:
        old: model.SetClip = self._world.node(clip._live_ptr)
        if old not in node.clips:
            raise RuntimeError("The clip belongs to another track.")
        self._world.about_to_change()
        node.clips = [one for one in node.clips if one is not old]
        self._world.changed()

    def _do_delete_device(self, node: model.SetTrack, index: int) -> None:
        if not 0 <= index < len(node.devices):
            raise RuntimeError("There is no such device.")
        self._world.about_to_change()
        del node.devices[index]
        self._world.changed()

    def _do_insert_device(self, node: model.SetTrack, name: str, index: int = -1) -> LiveDevice:
        if name not in DEVICES:
            raise RuntimeError(f"Device '{name}' not found.")
        self._world.about_to_change()
        made = new_device(self._world.number, name)
        node.devices.insert(len(node.devices) if index < 0 else index, made)
        self._world.changed()
        return LiveDevice(self._world, made.ptr)


def _not_main(node: model.SetTrack) -> None:
    if node.kind == "main":
        raise RuntimeError("The main track cannot be muted or soloed.")


def _armable(node: model.SetTrack) -> None:
    if node.kind not in ("audio", "midi"):
        raise RuntimeError("Main and return tracks have no 'Arm' state.")


def _takes_clips(node: model.SetTrack, kind: str) -> None:
    if node.kind != kind or node.is_frozen:
        raise RuntimeError(f"This is no {kind} track, or it is frozen.")
