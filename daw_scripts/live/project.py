"""The set that is open: its id, and its tracks, clips and devices by our ids."""

import hashlib
import uuid

from .ids import Ids
from .note_cache import NoteCache
from .shown import shown
from .steps import TRIES, NotPossible

KEY = "tonmeister"
REMEMBERED_ENDS = 20000


class Project(object):
    """Whatever set is open, however often it changes."""

    def __init__(self, live, song, home):
        self.live, self._song, self._home = live, song, home
        self._unsaved = uuid.uuid4().hex
        self._of = None
        self.tracks = self.clips = self.devices = self.cues = Ids()
        self.notes = NoteCache()
        self.ticks = 0
        """How many ticks of Live it has worked in so far."""
        self.lie = {}
        """What `read` saw of the clips of each track."""
        self._ends = {}
        self._fresh = {}
        self._laid = []
        self._laid_before = 0
        self.has_left = False
        self.settle_tracks()

    @property
    def song(self):
        """The set, as Live gives it now."""
        return self._song()

    def id(self):
        """Of this set: what is kept in it, else by its file, else for as long as it is open."""
        song = self.song
        kept = song.get_data(KEY, "")
        if kept:
            return str(kept)
        path = song.file_path
        return hashlib.sha1(path.encode("utf-8", "replace")).hexdigest() if path else self._unsaved

    def mark(self):
        """Keep the id in the set itself, so that it stays when the set is saved elsewhere."""
        if not self.song.get_data(KEY, ""):
            self.song.set_data(KEY, self.id())

    def lacks(self):
        """What this version does not have: found by looking, because versions got things late."""
        track = self.song.tracks[0]
        found = {}
        if not hasattr(track, "create_audio_clip"):
            found["place_audio"] = (
                "Live lets scripts place sound in the arrangement from 11.3.25 and 12.0.5 on; update it."
            )
        if not hasattr(track, "create_midi_clip"):  # which came with names for locators
            found["rename_marker"] = "Live lets scripts name locators from 12.2 on; rename it in Live."
        return found

    def keep(self):
        """Keep the ids of things beside the token, for the next time this set is open."""
        parts = (self.tracks, self.clips, self.devices, self.cues)
        if self._of is not None and any(ids.has_changed for ids in parts):
            self._home.keep("ids-%s.json" % self._of, [ids.kept() for ids in parts])
            for ids in parts:
                ids.has_changed = False

    # --- what there is, with ids ---

    def all_tracks(self):
        """Every track with its kind, from the top."""
        song = self.song
        found = [(track, _kind(track)) for track in song.tracks]
        found.extend((track, "bus") for track in song.return_tracks)
        found.append((song.master_track, "master"))
        return found

    def settle_tracks(self, tracks=None):
        """Ids of all tracks, by their numbers in Live; `tracks` when they have been read already."""
        now = self.id()
        if now != self._of:
            kept = self._home.kept("ids-%s.json" % now)
            if kept is not None or self._of is None:
                kept = (kept or []) + [{}, {}, {}, {}]
                self.tracks, self.clips, self.devices, self.cues = [Ids(one) for one in kept[:4]]
            self._of = now
        tracks = self.all_tracks() if tracks is None else tracks
        return self.tracks.settle(
            (track._live_ptr, (kind, track.name, place)) for place, (track, kind) in enumerate(tracks)
        )

    def settle_clips(self):
        """Ids of all clips in the arrangement; what was made in this very tick has its id already."""
        rows = []
        for track, kind in self.all_tracks():
            if kind in ("audio", "midi"):
                rows.extend((clip._live_ptr, self.look_of(clip, track)) for clip in track.arrangement_clips)
        return self.clips.settle(rows)

    def look_of(self, clip, track):
        """By what a clip is known again."""
        kind = "midi" if clip.is_midi_clip else "audio"
        owner = self.tracks.of(track._live_ptr)
        return look(kind, owner, clip.start_time, clip.length, clip.name)

    def settle_devices(self, track):
        """Ids of a track's devices."""
        owner = self.tracks.of(track._live_ptr)
        return [(device, (device.class_name, owner, place)) for place, device in enumerate(track.devices)]

    def ends_of(self, parameter, of):
        """What a knob shows at its ends: always the same, so that Live is asked once."""
        found = self._ends.get(of)
        if found is None:
            ends = [shown(parameter, parameter.min), shown(parameter, parameter.max)]
            if len(self._ends) >= REMEMBERED_ENDS:
                self._ends.clear()
            found = self._ends[of] = (min(ends), max(ends))
        return found

    # --- things by their ids ---

    def track(self, id_):
        """A track. NotPossible when it is gone."""
        ptr = self.tracks.ptr(id_)
        for track, _ in self.all_tracks():
            if track._live_ptr == ptr:
                return track
        self.settle_tracks()
        ptr = self.tracks.ptr(id_)
        for track, _ in self.all_tracks():
            if track._live_ptr == ptr:
                return track
        raise NotPossible("That track is not there any more.")

    def clip(self, id_):
        """A clip and its track. NotPossible when it is gone."""
        fresh = self._fresh.get(id_)
        if fresh is not None:
            return fresh
        for _ in range(2):
            ptr = self.clips.ptr(id_)
            for track, kind in self.all_tracks():
                if ptr and kind in ("audio", "midi"):
                    for clip in track.arrangement_clips:
                        if clip._live_ptr == ptr:
                            return clip, track
            self.settle_clips()
        raise NotPossible("That clip is not there any more.")

    def device(self, id_, track):
        """A device of a track and its place. NotPossible when it is gone."""
        for _ in range(2):
            ptr = self.devices.ptr(id_)
            for place, device in enumerate(track.devices):
                if device._live_ptr == ptr:
                    return device, place
            self.devices.settle((one._live_ptr, look) for one, look in self.settle_devices(track))
        raise NotPossible("That device is not there any more.")

    def settle_cues(self):
        """Ids of all locators."""
        return self.cues.settle((cue._live_ptr, _cue_look(cue)) for cue in self.song.cue_points)

    def cue(self, id_):
        """A locator. NotPossible when it is gone."""
        self.settle_cues()
        ptr = self.cues.ptr(id_)
        for cue in self.song.cue_points:
            if cue._live_ptr == ptr:
                return cue
        raise NotPossible("That locator is not there any more.")

    def made_cue(self, cue, id_=None):
        """The id of a locator that was just made; with an id, that id means it from now on."""
        if id_ is None:
            return self.cues.new(cue._live_ptr, _cue_look(cue))
        self.cues.mean(id_, cue._live_ptr, _cue_look(cue))
        return id_

    def place_of(self, id_):
        """Where a track was when it was last seen, from 0 at the top; -1 when it never was."""
        looks = self.tracks.looks(id_)
        return looks[-1][2] if looks else -1

    def made_track(self, track):
        """The id of a track that was just made."""
        place = [one._live_ptr for one, _ in self.all_tracks()].index(track._live_ptr)
        return self.tracks.new(track._live_ptr, (self.all_tracks()[place][1], track.name, place))

    def made_clip(self, clip, track, id_=None):
        """The id of a clip that was just made; with an id, that id means it from now on."""
        look = self.look_of(clip, track)
        if id_ is None:
            id_ = self.clips.new(clip._live_ptr, look)
        else:
            self.clips.mean(id_, clip._live_ptr, look)
        self._fresh[id_] = (clip, track)
        return id_

    def laid(self, clip, track):
        """A clip that was just put on a track: Live's own list has it a tick later."""
        row = [clip, track, None]
        self._laid.append(row)  # first of all: whatever goes wrong from here on, it is known
        row[2] = track._live_ptr
        return clip

    def begin_change(self):
        """What is laid from here on belongs to one change."""
        self._laid_before = len(self._laid)
        self.has_left = False

    def leaves(self):
        """Something of a change that went wrong could not be taken away, or put back."""
        self.has_left = True

    def drop_half(self):
        """A change went wrong: the clips that it had laid, and that nothing means yet, go; whether some are left."""
        for clip, track, _ in self._laid[self._laid_before :]:
            if not self.is_meant(clip):
                self.drop(clip, track)
        return self.has_left

    def laid_count(self):
        """How many clips were laid so far."""
        return len(self._laid)

    def drop_since(self, count):
        """The clips that were laid since then go, whatever means them."""
        for clip, track, _ in self._laid[count:]:
            for id_ in [one for one, (fresh, _) in self._fresh.items() if fresh is clip]:
                self.gone_clip(id_)
            self.drop(clip, track)

    def is_meant(self, clip):
        """Whether an id was given to a clip that was laid just now."""
        return any(one is clip for one, _ in self._fresh.values())

    def drop(self, clip, track):
        """A clip that was laid for a moment goes; if not at once, at another try."""
        for _ in range(TRIES):
            if _deleted(clip, track):
                return
        if _is_there(clip):
            self.leaves()

    def laid_on(self, track):
        """Clips that were put on a track since Live's lists were last renewed, and are still there."""
        ptr, found = track._live_ptr, []
        for clip, _, owner in self._laid:
            if owner in (ptr, None) and _is_there(clip):
                found.append(clip)
        return found

    def gone_clip(self, id_):
        """A clip was deleted."""
        self._fresh.pop(id_, None)

    def next_tick(self):
        """What was made in the tick before is in Live's own lists now."""
        self._fresh.clear()
        del self._laid[:]


def _cue_look(cue):
    return ("cue", round(cue.time, 3), cue.name)


def _is_there(clip):
    """Whether a clip that was laid was not deleted since; Live may stumble, so it is asked more than once."""
    for _ in range(TRIES):
        try:
            clip._live_ptr, clip.start_time  # noqa: B018
            return True
        except Exception:
            continue
    return False


def _deleted(clip, track):
    try:
        clip._live_ptr  # noqa: B018
        track.delete_clip(clip)
        return True
    except Exception:  # it is not there any more, or Live could not
        return False


def look(kind, owner, start, length, name):
    """By what a clip is known again: length in the units of its content, which no tempo changes."""
    return (kind, owner, round(start, 3), round(length, 3), name)


def _kind(track):
    if track.is_foldable:
        return "group"
    return "midi" if track.has_midi_input else "audio"
