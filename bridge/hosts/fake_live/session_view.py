"""The session view as scripts see it: its slots and scenes."""

from __future__ import annotations

from bridge.hosts.fake_live import model
from bridge.hosts.fake_live.clip import LiveClip, audio_clip, midi_clip
from bridge.hosts.fake_live.strict import LiveObject


class LiveSlot(LiveObject):
    """A place of the session view."""

    kind = "ClipSlot"

    def _get_has_clip(self, node: model.SetSlot) -> bool:
        return node.clip is not None

    def _get_clip(self, node: model.SetSlot) -> LiveClip | None:
        return LiveClip(self._world, node.clip.ptr) if node.clip else None

    def _get_is_group_slot(self, node: model.SetSlot) -> bool:
        return False

    def _do_create_clip(self, node: model.SetSlot, length: float) -> LiveClip:
        if node.clip or self._track(node).kind != "midi":
            raise RuntimeError("A clip cannot be made in this slot.")
        self._world.about_to_change()
        node = self._world.node(node.ptr)
        node.clip = midi_clip(self._world, length, is_in_slot=True)
        self._world.changed()
        return LiveClip(self._world, node.clip.ptr)

    def _do_create_audio_clip(self, node: model.SetSlot, path: str) -> LiveClip:
        if node.clip or self._track(node).kind != "audio":
            raise RuntimeError("A clip cannot be made in this slot.")
        self._world.about_to_change()
        node.clip = audio_clip(self._world, path, is_in_slot=True)
        self._world.changed()
        return LiveClip(self._world, node.clip.ptr)

    def _do_delete_clip(self, node: model.SetSlot) -> None:
        if node.clip is None:
            raise RuntimeError("The slot is empty.")
        self._world.about_to_change()
        node.clip = None
        self._world.changed()

    def _track(self, node: model.SetSlot) -> model.SetTrack:
        return next(track for track in self._world.song.tracks if node in track.slots)


class LiveScene(LiveObject):
    """A row of the session view."""

    kind = "Scene"
