"""Devices as scripts see them: parameters, devices and the mixer of a track."""

from __future__ import annotations

from bridge.hosts.fake_live import model
from bridge.hosts.fake_live.catalog import DEVICES
from bridge.hosts.fake_live.curve import SHOWN
from bridge.hosts.fake_live.strict import LiveObject


class LiveParameter(LiveObject):
    """A knob."""

    kind = "DeviceParameter"

    def _get_name(self, node: model.SetParameter) -> str:
        return node.name

    def _get_value(self, node: model.SetParameter) -> float:
        return node.value

    def _set_value(self, node: model.SetParameter, value: float) -> None:
        if not node.low <= value <= node.high:
            raise RuntimeError("Invalid value. Check the parameters range with min/max")
        node.value = float(value)

    def _get_min(self, node: model.SetParameter) -> float:
        return node.low

    def _get_max(self, node: model.SetParameter) -> float:
        return node.high

    def _get_is_quantized(self, node: model.SetParameter) -> bool:
        return node.is_quantized

    def _get_is_enabled(self, node: model.SetParameter) -> bool:
        return True

    def _get_automation_state(self, node: model.SetParameter) -> int:
        return node.automation

    def _do_str_for_value(self, node: model.SetParameter, value: float) -> str:
        return SHOWN[node.curve](value)


class LiveDevice(LiveObject):
    """A device."""

    kind = "Device"

    def _get_name(self, node: model.SetDevice) -> str:
        return node.name

    def _set_name(self, node: model.SetDevice, name: str) -> None:
        node.name = name

    def _get_class_name(self, node: model.SetDevice) -> str:
        return node.class_name

    def _get_class_display_name(self, node: model.SetDevice) -> str:
        return next(name for name, row in DEVICES.items() if row[0] == node.class_name)

    def _get_type(self, node: model.SetDevice) -> int:
        return node.type

    def _get_parameters(self, node: model.SetDevice) -> list[LiveParameter]:
        return [LiveParameter(self._world, one.ptr) for one in node.parameters]


class LiveMixer(LiveObject):
    """Fader, panner and sends of a track."""

    kind = "MixerDevice"

    def _get_volume(self, node: model.Mixer) -> LiveParameter:
        return LiveParameter(self._world, node.volume.ptr)

    def _get_panning(self, node: model.Mixer) -> LiveParameter:
        return LiveParameter(self._world, node.panning.ptr)

    def _get_song_tempo(self, node: model.Mixer) -> LiveParameter:
        if node is not self._world.song.main.mixer:
            raise RuntimeError("Only the main track has a tempo.")
        return LiveParameter(self._world, node.tempo.ptr)

    def _get_sends(self, node: model.Mixer) -> list[LiveParameter]:
        return [LiveParameter(self._world, one.ptr) for one in node.sends]
