"""Live's objects as scripts see them: songs, tracks, slots, devices and the browser."""

from __future__ import annotations

from typing import Any

from bridge.hosts.fake_live import model
from bridge.hosts.fake_live.catalog import DEVICES, new_clip_slot, new_device, new_mixer, new_send
from bridge.hosts.fake_live.clip import LiveClip, audio_clip, midi_clip
from bridge.hosts.fake_live.curve import SHOWN
from bridge.hosts.fake_live.strict import LiveObject

_PALETTE_STEP = 0x11


class LiveParameter(LiveObject):
    """A knob."""

    kind = "DeviceParameter"

    def _get_name(self, node: model.Parameter) -> str:
        return node.name

    def _get_value(self, node: model.Parameter) -> float:
        return node.value

    def _set_value(self, node: model.Parameter, value: float) -> None:
        if not node.low <= value <= node.high:
            raise RuntimeError("Invalid value. Check the parameters range with min/max")
        node.value = float(value)

    def _get_min(self, node: model.Parameter) -> float:
        return node.low

    def _get_max(self, node: model.Parameter) -> float:
        return node.high

    def _get_is_quantized(self, node: model.Parameter) -> bool:
        return node.is_quantized

    def _get_is_enabled(self, node: model.Parameter) -> bool:
        return True

    def _get_automation_state(self, node: model.Parameter) -> int:
        return node.automation

    def _do_str_for_value(self, node: model.Parameter, value: float) -> str:
        return SHOWN[node.curve](value)


class LiveDevice(LiveObject):
    """A device."""

    kind = "Device"

    def _get_name(self, node: model.Device) -> str:
        return node.name

    def _set_name(self, node: model.Device, name: str) -> None:
        node.name = name

    def _get_class_name(self, node: model.Device) -> str:
        return node.class_name

    def _get_class_display_name(self, node: model.Device) -> str:
        return next(name for name, row in DEVICES.items() if row[0] == node.class_name)

    def _get_type(self, node: model.Device) -> int:
        return node.type

    def _get_parameters(self, node: model.Device) -> list[LiveParameter]:
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


class LiveSlot(LiveObject):
    """A place of the session view."""

    kind = "ClipSlot"

    def _get_has_clip(self, node: model.Slot) -> bool:
        return node.clip is not None

    def _get_clip(self, node: model.Slot) -> LiveClip | None:
        return LiveClip(self._world, node.clip.ptr) if node.clip else None

    def _get_is_group_slot(self, node: model.Slot) -> bool:
        return False

    def _do_create_clip(self, node: model.Slot, length: float) -> LiveClip:
        if node.clip or self._track(node).kind != "midi":
            raise RuntimeError("A clip cannot be made in this slot.")
        self._world.about_to_change()
        node = self._world.node(node.ptr)
        node.clip = midi_clip(self._world, length, is_in_slot=True)
        self._world.changed()
        return LiveClip(self._world, node.clip.ptr)

    def _do_create_audio_clip(self, node: model.Slot, path: str) -> LiveClip:
        if node.clip or self._track(node).kind != "audio":
            raise RuntimeError("A clip cannot be made in this slot.")
        self._world.about_to_change()
        node.clip = audio_clip(self._world, path, is_in_slot=True)
        self._world.changed()
        return LiveClip(self._world, node.clip.ptr)

    def _do_delete_clip(self, node: model.Slot) -> None:
        if node.clip is None:
            raise RuntimeError("The slot is empty.")
        self._world.about_to_change()
        node.clip = None
        self._world.changed()

    def _track(self, node: model.Slot) -> model.Track:
        return next(track for track in self._world.song.tracks if node in track.slots)


class LiveScene(LiveObject):
    """A row of the session view."""

    kind = "Scene"


class LiveCue(LiveObject):
    """A locator."""

    kind = "CuePoint"

    def _get_name(self, node: model.Cue) -> str:
        return node.name

    def _set_name(self, node: model.Cue, name: str) -> None:
        node.name = name

    def _get_time(self, node: model.Cue) -> float:
        return node.time


class LiveTrack(LiveObject):
    """A track."""

    kind = "Track"

    def _get_name(self, node: model.Track) -> str:
        return node.name

    def _set_name(self, node: model.Track, name: str) -> None:
        node.name = name

    def _get_color(self, node: model.Track) -> int:
        return node.color

    def _set_color(self, node: model.Track, color: int) -> None:
        parts = [(color >> shift) & 0xFF for shift in (16, 8, 0)]  # Live takes the nearest of its palette
        near = [min(0xFF, round(part / _PALETTE_STEP) * _PALETTE_STEP) for part in parts]
        node.color = near[0] << 16 | near[1] << 8 | near[2]

    def _get_mute(self, node: model.Track) -> bool:
        return node.is_muted

    def _set_mute(self, node: model.Track, on: bool) -> None:
        _not_main(node)
        node.is_muted = bool(on)

    def _get_solo(self, node: model.Track) -> bool:
        return node.is_soloed

    def _set_solo(self, node: model.Track, on: bool) -> None:
        _not_main(node)
        node.is_soloed = bool(on)

    def _get_can_be_armed(self, node: model.Track) -> bool:
        return node.kind in ("audio", "midi")

    def _get_arm(self, node: model.Track) -> bool:
        _armable(node)
        return node.is_armed

    def _set_arm(self, node: model.Track, on: bool) -> None:
        _armable(node)
        node.is_armed = bool(on)

    def _get_current_monitoring_state(self, node: model.Track) -> int:
        _armable(node)
        return node.monitor

    def _set_current_monitoring_state(self, node: model.Track, state: int) -> None:
        _armable(node)
        if state not in (0, 1, 2):
            raise RuntimeError("Invalid monitoring state.")
        node.monitor = state

    def _get_has_midi_input(self, node: model.Track) -> bool:
        return node.kind == "midi"

    def _get_has_audio_input(self, node: model.Track) -> bool:
        return node.kind in ("audio", "return", "main", "group")

    def _get_has_audio_output(self, node: model.Track) -> bool:
        return node.kind != "midi" or any(device.type == 1 for device in node.devices)

    def _get_is_foldable(self, node: model.Track) -> bool:
        return node.kind == "group"

    def _get_is_frozen(self, node: model.Track) -> bool:
        return node.is_frozen

    def _get_is_grouped(self, node: model.Track) -> bool:
        return bool(node.group)

    def _get_group_track(self, node: model.Track) -> LiveTrack | None:
        return LiveTrack(self._world, node.group) if node.group else None

    def _get_mixer_device(self, node: model.Track) -> LiveMixer:
        return LiveMixer(self._world, node.mixer.ptr)

    def _get_devices(self, node: model.Track) -> list[LiveDevice]:
        return [LiveDevice(self._world, one.ptr) for one in node.devices]

    def _get_clip_slots(self, node: model.Track) -> list[LiveSlot]:
        return [LiveSlot(self._world, one.ptr) for one in node.slots]

    def _get_arrangement_clips(self, node: model.Track) -> list[LiveClip]:
        return [LiveClip(self._world, one.ptr) for one in self._world.shown_clips(node)]

    def _do_get_data(self, node: model.Track, key: str, otherwise: Any) -> Any:
        return node.data.get(key, otherwise)

    def _do_set_data(self, node: model.Track, key: str, value: Any) -> None:
        node.data[key] = value

    def _do_create_audio_clip(self, node: model.Track, path: str, position: float) -> LiveClip | None:
        _takes_clips(node, "audio")
        made = audio_clip(self._world, path)
        self._world.about_to_change()
        made = self._world.put(node, made, position)
        member = self._world.member("Track", "create_audio_clip")
        return LiveClip(self._world, made.ptr) if member and member.gives == "Clip" else None

    def _do_create_midi_clip(self, node: model.Track, start: float, length: float) -> LiveClip:
        _takes_clips(node, "midi")
        self._world.about_to_change()
        made = self._world.put(node, midi_clip(self._world, length), start)
        return LiveClip(self._world, made.ptr)

    def _do_duplicate_clip_to_arrangement(self, node: model.Track, clip: LiveClip, time: float) -> LiveClip:
        old: model.Clip = self._world.node(clip._live_ptr)
        _takes_clips(node, "midi" if old.is_midi else "audio")
        self._world.about_to_change()
        made = old.copied()
        made.ptr, made.is_in_slot = self._world.number(), False
        self._world.put(node, made, time, from_arrangement=not old.is_in_slot)
        return LiveClip(self._world, made.ptr)

    def _do_delete_clip(self, node: model.Track, clip: LiveClip) -> None:
        old: model.Clip = self._world.node(clip._live_ptr)
        if old not in node.clips:
            raise RuntimeError("The clip belongs to another track.")
        self._world.about_to_change()
        node.clips = [one for one in node.clips if one is not old]
        self._world.changed()

    def _do_delete_device(self, node: model.Track, index: int) -> None:
        if not 0 <= index < len(node.devices):
            raise RuntimeError("There is no such device.")
        self._world.about_to_change()
        del node.devices[index]
        self._world.changed()

    def _do_insert_device(self, node: model.Track, name: str, index: int = -1) -> LiveDevice:
        if name not in DEVICES:
            raise RuntimeError(f"Device '{name}' not found.")
        self._world.about_to_change()
        made = new_device(self._world.number, name)
        node.devices.insert(len(node.devices) if index < 0 else index, made)
        self._world.changed()
        return LiveDevice(self._world, made.ptr)


def _not_main(node: model.Track) -> None:
    if node.kind == "main":
        raise RuntimeError("The main track cannot be muted or soloed.")


def _armable(node: model.Track) -> None:
    if node.kind not in ("audio", "midi"):
        raise RuntimeError("Main and return tracks have no 'Arm' state.")


def _takes_clips(node: model.Track, kind: str) -> None:
    if node.kind != kind or node.is_frozen:
        raise RuntimeError(f"This is no {kind} track, or it is frozen.")


class LiveSongView(LiveObject):
    """What is selected."""

    kind = "Song.View"

    def _get_selected_track(self, node: model.Song) -> LiveTrack:
        known = {track.ptr for track in (*node.tracks, *node.returns, node.main)}
        ptr = self._world.selected_track
        return LiveTrack(self._world, ptr if ptr in known else node.main.ptr)

    def _set_selected_track(self, node: model.Song, track: LiveTrack) -> None:
        self._world.selected_track = track._live_ptr

    def _get_detail_clip(self, node: model.Song) -> LiveClip | None:
        ptr = self._world.detail_clip
        is_there = any(one.ptr == ptr for one in node.everything())
        return LiveClip(self._world, ptr) if is_there else None

    def _set_detail_clip(self, node: model.Song, clip: LiveClip) -> None:
        self._world.detail_clip = clip._live_ptr


class LiveSong(LiveObject):
    """The set."""

    kind = "Song"

    def _get_view(self, node: model.Song) -> LiveSongView:
        return LiveSongView(self._world, node.ptr)

    def _get_tracks(self, node: model.Song) -> list[LiveTrack]:
        return [LiveTrack(self._world, one.ptr) for one in node.tracks]

    def _get_return_tracks(self, node: model.Song) -> list[LiveTrack]:
        return [LiveTrack(self._world, one.ptr) for one in node.returns]

    def _get_master_track(self, node: model.Song) -> LiveTrack:
        return LiveTrack(self._world, node.main.ptr)

    def _get_scenes(self, node: model.Song) -> list[LiveScene]:
        return [LiveScene(self._world, one.ptr) for one in node.scenes]

    def _get_cue_points(self, node: model.Song) -> list[LiveCue]:
        return [LiveCue(self._world, one.ptr) for one in node.cues]

    def _get_file_path(self, node: model.Song) -> str:
        return self._world.path

    def _get_tempo(self, node: model.Song) -> float:
        return node.tempo

    def _set_tempo(self, node: model.Song, bpm: float) -> None:
        if not 20 <= bpm <= 999:
            raise RuntimeError("The tempo is out of range.")
        self._world.follow_tempo(float(bpm))

    def _get_signature_numerator(self, node: model.Song) -> int:
        return node.numerator

    def _set_signature_numerator(self, node: model.Song, value: int) -> None:
        if not 1 <= value <= 99:
            raise RuntimeError("Invalid numerator.")
        node.numerator = value

    def _get_signature_denominator(self, node: model.Song) -> int:
        return node.denominator

    def _set_signature_denominator(self, node: model.Song, value: int) -> None:
        if value not in (1, 2, 4, 8, 16):
            raise RuntimeError("Invalid denominator.")
        node.denominator = value

    def _get_is_playing(self, node: model.Song) -> bool:
        return self._world.is_playing

    def _get_current_song_time(self, node: model.Song) -> float:
        return self._world.time

    def _set_current_song_time(self, node: model.Song, beat: float) -> None:
        self._world.later(lambda: setattr(self._world, "time", max(0.0, float(beat))))

    def _get_last_event_time(self, node: model.Song) -> float:
        ends = [clip.start + clip.beats(node.tempo) for track in node.tracks for clip in track.clips]
        return max(ends, default=0.0)

    def _get_record_mode(self, node: model.Song) -> bool:
        return self._world.is_recording

    def _set_record_mode(self, node: model.Song, on: bool) -> None:
        self._world.later(lambda: setattr(self._world, "is_recording", bool(on)))

    def _do_is_cue_point_selected(self, node: model.Song) -> bool:
        return any(abs(cue.time - self._world.time) < 1e-6 for cue in node.cues)

    def _do_set_or_delete_cue(self, node: model.Song) -> None:
        self._world.about_to_change()
        at = self._world.time
        here = [cue for cue in node.cues if abs(cue.time - at) < 1e-6]
        numbers = {cue.name for cue in node.cues}
        name = next(str(number) for number in range(1, 1000) if str(number) not in numbers)

        def pressed() -> None:
            cues = self._world.song.cues
            if here:
                cues[:] = [cue for cue in cues if cue.ptr != here[0].ptr]
            else:
                cues.append(model.Cue(self._world.number(), name, at))
            self._world.changed()

        self._world.later(pressed)

    def _get_metronome(self, node: model.Song) -> bool:
        return self._world.metronome

    def _set_metronome(self, node: model.Song, on: bool) -> None:
        self._world.metronome = bool(on)

    def _get_loop(self, node: model.Song) -> bool:
        return node.loop

    def _set_loop(self, node: model.Song, on: bool) -> None:
        node.loop = bool(on)

    def _get_loop_start(self, node: model.Song) -> float:
        return node.loop_start

    def _set_loop_start(self, node: model.Song, beat: float) -> None:
        if beat < 0:
            raise RuntimeError("The loop begins before the song.")
        node.loop_start = float(beat)

    def _get_loop_length(self, node: model.Song) -> float:
        return node.loop_length

    def _set_loop_length(self, node: model.Song, beats: float) -> None:
        if beats <= 0:
            raise RuntimeError("The loop has no length.")
        node.loop_length = float(beats)

    def _do_start_playing(self, node: model.Song) -> None:
        self._world.later(lambda: setattr(self._world, "is_playing", True))

    def _do_continue_playing(self, node: model.Song) -> None:
        self._world.later(lambda: setattr(self._world, "is_playing", True))

    def _do_stop_playing(self, node: model.Song) -> None:
        self._world.later(lambda: setattr(self._world, "is_playing", False))

    def _do_begin_undo_step(self, node: model.Song) -> None:
        self._world.begin_step()

    def _do_end_undo_step(self, node: model.Song) -> None:
        self._world.end_step()

    def _get_can_undo(self, node: model.Song) -> bool:
        return self._world.undo_steps > 0

    def _do_undo(self, node: model.Song) -> str:
        self._world.undo()
        return ""

    def _do_redo(self, node: model.Song) -> str:
        self._world.redo()
        return ""

    def _do_get_data(self, node: model.Song, key: str, otherwise: Any) -> Any:
        return node.data.get(key, otherwise)

    def _do_set_data(self, node: model.Song, key: str, value: Any) -> None:
        node.data[key] = value

    def _do_create_audio_track(self, node: model.Song, index: int = -1) -> LiveTrack:
        return self._new_track("audio", "Audio", index)

    def _do_create_midi_track(self, node: model.Song, index: int = -1) -> LiveTrack:
        return self._new_track("midi", "MIDI", index)

    def _new_track(self, kind: str, name: str, index: int) -> LiveTrack:
        self._world.about_to_change()
        made = self._world.new_track(kind, f"{len(self._world.song.tracks) + 1}-{name}", index)
        return LiveTrack(self._world, made.ptr)

    def _do_create_return_track(self, node: model.Song) -> LiveTrack:
        if len(node.returns) >= 12:
            raise RuntimeError("Live has no room for another return track.")
        self._world.about_to_change()
        letter = chr(65 + len(node.returns))
        mixer = new_mixer(self._world.number, len(node.returns))
        made = model.Track(self._world.number(), "return", f"{letter}-Return", mixer)
        node.returns.append(made)
        for track in (*node.tracks, *node.returns):
            track.mixer.sends.append(new_send(self._world.number, len(track.mixer.sends)))
        self._world.changed()
        return LiveTrack(self._world, made.ptr)

    def _do_delete_return_track(self, node: model.Song, index: int) -> None:
        if not 0 <= index < len(node.returns):
            raise RuntimeError("There is no such return track.")
        self._world.about_to_change()
        del node.returns[index]
        for track in (*node.tracks, *node.returns):
            del track.mixer.sends[index]
        self._world.changed()

    def _do_delete_track(self, node: model.Song, index: int) -> None:
        if not 0 <= index < len(node.tracks):
            raise RuntimeError("There is no such track.")
        if len(node.tracks) == 1:
            raise RuntimeError("The last track cannot be deleted.")
        self._world.about_to_change()
        del node.tracks[index]
        self._world.changed()

    def _do_create_scene(self, node: model.Song, index: int) -> LiveScene:
        self._world.about_to_change()
        made = model.Scene(self._world.number())
        at = len(node.scenes) if index < 0 else index
        node.scenes.insert(at, made)
        for track in node.tracks:
            track.slots.insert(at, new_clip_slot(self._world.number))
        self._world.changed()
        return LiveScene(self._world, made.ptr)

    def _do_delete_scene(self, node: model.Song, index: int) -> None:
        self._world.about_to_change()
        del node.scenes[index]
        for track in node.tracks:
            del track.slots[index]
        self._world.changed()


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
        track: model.Track = world.node(world.selected_track)
        world.about_to_change()
        made = new_device(world.number, item._name)
        before = len([device for device in track.devices if device.type == 1]) if made.type == 1 else len(track.devices)

        def arrive() -> None:
            target: model.Track = world.node(track.ptr)
            if made.type == 1:
                target.devices = [device for device in target.devices if device.type != 1]
                target.devices.insert(0, made)
            else:
                target.devices.insert(max(before, 0), made)
            world.changed()

        world.later(arrive)


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
