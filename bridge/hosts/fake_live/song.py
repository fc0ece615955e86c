"""The set as scripts see it: its tracks, time, locators, undo and what is selected."""

from __future__ import annotations

from typing import Any

from bridge.hosts.fake_live import model
from bridge.hosts.fake_live.catalog import new_clip_slot, new_mixer, new_send
from bridge.hosts.fake_live.clip import LiveClip
from bridge.hosts.fake_live.session_view import LiveScene
from bridge.hosts.fake_live.strict import LiveObject
from bridge.hosts.fake_live.track import LiveTrack


class LiveCue(LiveObject):
    """A locator."""

    kind = "CuePoint"

    def _get_name(self, node: model.Cue) -> str:
        return node.name

    def _set_name(self, node: model.Cue, name: str) -> None:
        node.name = name

    def _get_time(self, node: model.Cue) -> float:
        return node.time


class LiveSongView(LiveObject):
    """What is selected."""

    kind = "Song.View"

    def _get_selected_track(self, node: model.LiveSet) -> LiveTrack:
        known = {track.ptr for track in (*node.tracks, *node.returns, node.main)}
        ptr = self._world.selected_track
        return LiveTrack(self._world, ptr if ptr in known else node.main.ptr)

    def _set_selected_track(self, node: model.LiveSet, track: LiveTrack) -> None:
        self._world.selected_track = track._live_ptr

    def _get_detail_clip(self, node: model.LiveSet) -> LiveClip | None:
        ptr = self._world.detail_clip
        is_there = any(one.ptr == ptr for one in node.everything())
        return LiveClip(self._world, ptr) if is_there else None

    def _set_detail_clip(self, node: model.LiveSet, clip: LiveClip) -> None:
        self._world.detail_clip = clip._live_ptr


class LiveSong(LiveObject):
    """The set."""

    kind = "Song"

    def _get_view(self, node: model.LiveSet) -> LiveSongView:
        return LiveSongView(self._world, node.ptr)

    def _get_tracks(self, node: model.LiveSet) -> list[LiveTrack]:
        return [LiveTrack(self._world, one.ptr) for one in node.tracks]

    def _get_return_tracks(self, node: model.LiveSet) -> list[LiveTrack]:
        return [LiveTrack(self._world, one.ptr) for one in node.returns]

    def _get_master_track(self, node: model.LiveSet) -> LiveTrack:
        return LiveTrack(self._world, node.main.ptr)

    def _get_scenes(self, node: model.LiveSet) -> list[LiveScene]:
        return [LiveScene(self._world, one.ptr) for one in node.scenes]

    def _get_cue_points(self, node: model.LiveSet) -> list[LiveCue]:
        return [LiveCue(self._world, one.ptr) for one in node.cues]

    def _get_file_path(self, node: model.LiveSet) -> str:
        return self._world.path

    def _get_tempo(self, node: model.LiveSet) -> float:
        return node.tempo

    def _set_tempo(self, node: model.LiveSet, bpm: float) -> None:
        if not 20 <= bpm <= 999:
            raise RuntimeError("The tempo is out of range.")
        self._world.follow_tempo(float(bpm))

    def _get_signature_numerator(self, node: model.LiveSet) -> int:
        return node.numerator

    def _set_signature_numerator(self, node: model.LiveSet, value: int) -> None:
        if not 1 <= value <= 99:
            raise RuntimeError("Invalid numerator.")
        node.numerator = value

    def _get_signature_denominator(self, node: model.LiveSet) -> int:
        return node.denominator

    def _set_signature_denominator(self, node: model.LiveSet, value: int) -> None:
        if value not in (1, 2, 4, 8, 16):
            raise RuntimeError("Invalid denominator.")
        node.denominator = value

    def _get_is_playing(self, node: model.LiveSet) -> bool:
        return self._world.is_playing

    def _get_current_song_time(self, node: model.LiveSet) -> float:
        return self._world.time

    def _set_current_song_time(self, node: model.LiveSet, beat: float) -> None:
        self._world.later(lambda: setattr(self._world, "time", max(0.0, float(beat))))

    def _get_last_event_time(self, node: model.LiveSet) -> float:
        ends = [clip.start + clip.beats(node.tempo) for track in node.tracks for clip in track.clips]
        return max(ends, default=0.0)

    def _get_record_mode(self, node: model.LiveSet) -> bool:
        return self._world.is_recording

    def _set_record_mode(self, node: model.LiveSet, on: bool) -> None:
        self._world.later(lambda: setattr(self._world, "is_recording", bool(on)))

    def _do_is_cue_point_selected(self, node: model.LiveSet) -> bool:
        return any(abs(cue.time - self._world.time) < 1e-6 for cue in node.cues)

    def _do_set_or_delete_cue(self, node: model.LiveSet) -> None:
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

    def _get_metronome(self, node: model.LiveSet) -> bool:
        return self._world.metronome

    def _set_metronome(self, node: model.LiveSet, on: bool) -> None:
        self._world.metronome = bool(on)

    def _get_loop(self, node: model.LiveSet) -> bool:
        return node.loop

    def _set_loop(self, node: model.LiveSet, on: bool) -> None:
        node.loop = bool(on)

    def _get_loop_start(self, node: model.LiveSet) -> float:
        return node.loop_start

    def _set_loop_start(self, node: model.LiveSet, beat: float) -> None:
        if beat < 0:
            raise RuntimeError("The loop begins before the song.")
        node.loop_start = float(beat)

    def _get_loop_length(self, node: model.LiveSet) -> float:
        return node.loop_length

    def _set_loop_length(self, node: model.LiveSet, beats: float) -> None:
        if beats <= 0:
            raise RuntimeError("The loop has no length.")
        node.loop_length = float(beats)

    def _do_start_playing(self, node: model.LiveSet) -> None:
        self._world.later(lambda: setattr(self._world, "is_playing", True))

    def _do_continue_playing(self, node: model.LiveSet) -> None:
        self._world.later(lambda: setattr(self._world, "is_playing", True))

    def _do_stop_playing(self, node: model.LiveSet) -> None:
        self._world.later(lambda: setattr(self._world, "is_playing", False))

    def _do_begin_undo_step(self, node: model.LiveSet) -> None:
        self._world.begin_step()

    def _do_end_undo_step(self, node: model.LiveSet) -> None:
        self._world.end_step()

    def _get_can_undo(self, node: model.LiveSet) -> bool:
        return self._world.undo_steps > 0

    def _do_undo(self, node: model.LiveSet) -> str:
        self._world.undo()
        return ""

    def _do_redo(self, node: model.LiveSet) -> str:
        self._world.redo()
        return ""

    def _do_get_data(self, node: model.LiveSet, key: str, otherwise: Any) -> Any:
        return node.data.get(key, otherwise)

    def _do_set_data(self, node: model.LiveSet, key: str, value: Any) -> None:
        node.data[key] = value

    def _do_create_audio_track(self, node: model.LiveSet, index: int = -1) -> LiveTrack:
        return self._new_track("audio", "Audio", index)

    def _do_create_midi_track(self, node: model.LiveSet, index: int = -1) -> LiveTrack:
        return self._new_track("midi", "MIDI", index)

    def _new_track(self, kind: str, name: str, index: int) -> LiveTrack:
        self._world.about_to_change()
        made = self._world.new_track(kind, f"{len(self._world.song.tracks) + 1}-{name}", index)
        return LiveTrack(self._world, made.ptr)

    def _do_create_return_track(self, node: model.LiveSet) -> LiveTrack:
        if len(node.returns) >= 12:
            raise RuntimeError("Live has no room for another return track.")
        self._world.about_to_change()
        letter = chr(65 + len(node.returns))
        mixer = new_mixer(self._world.number, len(node.returns))
        made = model.SetTrack(self._world.number(), "return", f"{letter}-Return", mixer)
        node.returns.append(made)
        for track in (*node.tracks, *node.returns):
            track.mixer.sends.append(new_send(self._world.number, len(track.mixer.sends)))
        self._world.changed()
        return LiveTrack(self._world, made.ptr)

    def _do_delete_return_track(self, node: model.LiveSet, index: int) -> None:
        if not 0 <= index < len(node.returns):
            raise RuntimeError("There is no such return track.")
        self._world.about_to_change()
        del node.returns[index]
        for track in (*node.tracks, *node.returns):
            del track.mixer.sends[index]
        self._world.changed()

    def _do_delete_track(self, node: model.LiveSet, index: int) -> None:
        if not 0 <= index < len(node.tracks):
            raise RuntimeError("There is no such track.")
        if len(node.tracks) == 1:
            raise RuntimeError("The last track cannot be deleted.")
        self._world.about_to_change()
        del node.tracks[index]
        self._world.changed()

    def _do_create_scene(self, node: model.LiveSet, index: int) -> LiveScene:
        self._world.about_to_change()
        made = model.SetScene(self._world.number())
        at = len(node.scenes) if index < 0 else index
        node.scenes.insert(at, made)
        for track in node.tracks:
            track.slots.insert(at, new_clip_slot(self._world.number))
        self._world.changed()
        return LiveScene(self._world, made.ptr)

    def _do_delete_scene(self, node: model.LiveSet, index: int) -> None:
        self._world.about_to_change()
        del node.scenes[index]
        for track in node.tracks:
            del track.slots[index]
        self._world.changed()
