"""The notes of clips, read again only when Live says that they have changed."""

import hashlib
import json


class NoteCache(object):
    """Rows of notes by clip; the key of rows tells them apart from all others."""

    def __init__(self):
        self._rows = {}
        self._stale = set()
        self._heard = {}

    def of(self, clip, ptr):
        """(key, rows, whether they were read now) of a clip: start and length in beats, pitch, velocity."""
        if ptr not in self._heard:
            self._listen(clip, ptr)
        is_known = ptr in self._rows and ptr not in self._stale
        if not is_known:
            rows = sorted(
                [round(note.start_time, 6), round(note.duration, 6), note.pitch, int(round(note.velocity))]
                for note in clip.get_all_notes_extended()
                if not note.mute
            )
            self._rows[ptr] = (hashlib.sha1(json.dumps(rows).encode("ascii")).hexdigest()[:16], rows)
            self._stale.discard(ptr)
        return self._rows[ptr] + (not is_known,)

    def only(self, there):
        """Forget the clips that are gone."""
        for ptr in set(self._rows) - set(there):
            del self._rows[ptr]
            self._heard.pop(ptr, None)

    def _listen(self, clip, ptr):
        def changed():
            self._stale.add(ptr)

        clip.add_notes_listener(changed)
        self._heard[ptr] = changed
