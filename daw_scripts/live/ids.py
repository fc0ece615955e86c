"""Ids of tracks, clips and devices that outlive Live's own objects: undo, a move or a restart makes new ones there."""

import uuid

REMEMBERED_PRINTS = 6
REMEMBERED_IDS = 4000


class Ids(object):
    """Each id has the number of the object that it means now, and how that thing has looked."""

    def __init__(self, kept=None):
        self._known = {}
        self._of_ptr = {}
        for id_, prints in (kept or {}).items():
            self._known[id_] = [0, [tuple(one) for one in prints]]
        self.has_changed = False

    def kept(self):
        """What must be kept to know things again after a restart."""
        newest = list(self._known.items())[-REMEMBERED_IDS:]
        return {id_: prints for id_, (_, prints) in newest}

    def settle(self, rows):
        """Ids for (number, look) of all things that there are: the known ones, those that look like one, new ones."""
        rows = list(rows)
        found = {}
        there = {ptr for ptr, _ in rows}
        strangers = []
        for ptr, look in rows:
            id_ = self._of_ptr.get(ptr)
            if id_ is not None and self._known[id_][1][-1][0] == look[0]:
                found[ptr] = id_
                self._see(id_, ptr, look)
            else:
                strangers.append((ptr, look))
        free = [id_ for id_, (ptr, _) in self._known.items() if ptr not in there] if strangers else []
        by_look = {}
        for id_ in free:
            for look in self._known[id_][1]:
                by_look.setdefault(look, []).append(id_)
        taken = set()
        for ptr, look in strangers:
            candidates = [id_ for id_ in by_look.get(look, ()) if id_ not in taken]
            id_ = candidates[-1] if candidates else self._fresh()
            taken.add(id_)
            self.mean(id_, ptr, look)
            found[ptr] = id_
        return found

    def new(self, ptr, look):
        """An id for a thing that was just made."""
        id_ = self._fresh()
        self.mean(id_, ptr, look)
        return id_

    def mean(self, id_, ptr, look):
        """From now on the id means this object."""
        old = self._known.get(id_)
        if old is not None and self._of_ptr.get(old[0]) == id_:
            del self._of_ptr[old[0]]
        self._of_ptr[ptr] = id_
        self._see(id_, ptr, look)

    def ptr(self, id_):
        """The number of the object that an id means; 0 when it is not known."""
        return self._known.get(id_, (0, ()))[0]

    def looks(self, id_):
        """How a thing has looked, the newest last; empty when the id is not known."""
        return self._known.get(id_, (0, ()))[1]

    def of(self, ptr):
        """The id of an object; "" when it has none yet."""
        return self._of_ptr.get(ptr, "")

    def _see(self, id_, ptr, look):
        entry = self._known.setdefault(id_, [ptr, []])
        entry[0] = ptr
        if not entry[1] or entry[1][-1] != look:
            if look in entry[1]:
                entry[1].remove(look)
            entry[1].append(look)
            del entry[1][:-REMEMBERED_PRINTS]
            self.has_changed = True

    @staticmethod
    def _fresh():
        return uuid.uuid4().hex[:12]
