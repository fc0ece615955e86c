"""The changes of one turn: made in the DAW session, read back, kept with their way back, known to the takes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from engine.assistant.kept_sound import KeptSound
from engine.assistant.resolve import REGION, Resolver, region_clip
from engine.assistant.undo.ledger import Ledger, ids_of, latest, with_ids
from engine.daw import daw
from engine.daw.changes.change import RESTORED
from engine.daw.daw import Change, DawSession, Outcome, Region, Snapshot
from engine.daw.names import with_clean_name
from engine.daw.possible import applied as applied_where_possible
from engine.daw.possible import impossible
from engine.errors import DawError, UserError
from engine.library.library import Library
from engine.library.takes import Take, Takes, TakeSlot
from engine.library.turn import Applied, Turn
from engine.media.clip import Clip
from engine.media.note import Note
from engine.media.stop_point import stopped_by

_Content = daw.ReplaceContent | daw.SetNotes | daw.PlaceAudio | daw.PlaceMidi
_RESHAPES = daw.Move | daw.Trim | daw.Split | daw.ReplaceContent | daw.SetNotes
"""After these a region is no longer as it was placed."""


class SessionChanges:
    """Makes changes for one turn."""

    def __init__(
        self, turn: Turn, library: Library, session: DawSession | None, resolver: Resolver, folder: Path
    ) -> None:
        self.applied: list[Applied] = []
        self.on_applied: Callable[[], None] | None = None
        """Called after each change of the session."""
        self.takes = Takes(library)
        self._turn = turn
        self._library = library
        self._session = session
        self._resolver = resolver
        self._folder = folder
        self._sounds = KeptSound(library, resolver, folder)
        self.told_until = resolver.snapshot
        """The session up to which earlier requests know what this one has done to their work."""
        self._meant: dict[str, str] = {}

    @stopped_by(None)  # what the DAW has done is read back and remembered, whatever is cancelled
    def apply(self, changes: Sequence[Change], step: int = 0, *, is_way_back: bool = False) -> list[Applied]:
        """Make changes and read them back; what is touched twice is done in two goes, so that each can be undone.

        `step` is the number of the plan's step that wants them, 0 when it is none. `is_way_back`: they take back
        what a corrected call had done.
        """
        if not changes:
            return []
        if self._session is None:
            raise UserError("No DAW is connected, so the session cannot be changed; start one, or use --daw folder.")
        applied: list[Applied] = []
        made: dict[str, str] = {}
        for batch in _batches(changes):
            applied += self._apply_batch([change.resolved(made) for change in batch], step, is_way_back)
            for one in applied:
                became = dict(one.outcome.became)
                made = {ref: became.get(now, now) for ref, now in made.items()} | dict(one.outcome.made) | became
        return applied

    def takes_told(self) -> list[str]:
        """Which take plays now, for each place that was given another content and has several."""
        told: list[str] = []
        snapshot = self._resolver.snapshot
        for one in self.applied if snapshot else ():
            regions = [getattr(one.change, "region", ""), *(made for _, made in one.outcome.made)]
            found = (snapshot.region(self._library.current(one)) for one in regions if one and snapshot)
            region = next(filter(None, found), None)
            place = self.takes.at(region.id) if region and one.outcome.is_done else None
            is_content = isinstance(one.change, daw.ReplaceContent | daw.SetNotes | daw.PlaceAudio | daw.PlaceMidi)
            if region and place and is_content and len(place.takes) > 1:
                told.append(f"'{region.name}' plays take {place.number} of {len(place.takes)}.")
        return list(dict.fromkeys(told))

    def refresh_fingerprints(self) -> None:
        """Take the fingerprints anew at the end of the turn, when all of it is in place."""
        snapshot = self._resolver.snapshot
        if snapshot is None:
            return
        made, now = self._names(self.applied), latest(self.applied)
        for at, one in enumerate(self.applied):
            if one.outcome.is_done:  # what it made or worked on may have been put in another's place since
                change, outcome = one.change.resolved(made), with_ids(one.outcome, now)
                change = change.resolved({target: now(target) for target in ids_of(change)})
                self.applied[at] = replace(one, fingerprint=change.fingerprint(outcome, snapshot))
        if self.applied and self.told_until:  # what this request did to the work of earlier ones was not the user
            Ledger.of(self._library).refreshed(self.told_until, snapshot, but=self._turn.number)

    def _apply_batch(self, changes: Sequence[Change], step: int, is_way_back: bool) -> list[Applied]:
        session, before = self._session, self._resolver.snapshot
        assert session is not None and before is not None
        for change in changes:
            if path := getattr(change, "path", None):
                self._library.bring(Path(path))
        settled = [change if impossible(change) else change.settled(before) for change in changes]
        cleaned = [with_clean_name(change) for change in settled]
        changes = [change for change, _ in cleaned]
        lost = {region.id: region for change in changes for region in change.lost(before) if region.kind == "audio"}
        kept = {region.id: self._sounds.keep(region) for region in lost.values()}
        label = f"Tonmeister: {self._turn.text[:60]}"
        outcomes = applied_where_possible(session, changes, expected_revision=before.revision, label=label)
        outcomes = [_with_reservation(outcome, said) for outcome, (_, said) in zip(outcomes, cleaned, strict=True)]
        outcomes = [_told_gone(change, outcome) for change, outcome in zip(changes, outcomes, strict=True)]
        after = self._fresh_snapshot(before)
        made = {ref: one for outcome in outcomes for ref, one in outcome.made}
        applied = []
        for change, outcome in zip(changes, outcomes, strict=True):
            real = change.resolved(made)
            told = change.capability.replace("_", " ") if impossible(change) else real.told(after, before)
            one = Applied(change, outcome, told=told, step=step, is_way_back=is_way_back)
            if outcome.is_done:
                inverse = real.inverse(outcome, before, lambda region: kept[region.id])
                one = replace(one, inverse=inverse, fingerprint=real.fingerprint(outcome, after))
            applied.append(one)
            self._library.replaced(outcome.became)
            self._remember(real, outcome, before, after, step)
        self.applied += applied
        if self.on_applied:
            self.on_applied()
        return applied

    def _fresh_snapshot(self, before: Snapshot) -> Snapshot:
        assert self._session is not None
        try:
            self._resolver.snapshot = self._session.after_changes()
        except DawError:
            return before
        return self._resolver.snapshot

    @staticmethod
    def _names(applied: Sequence[Applied]) -> dict[str, str]:
        return {ref: one for a in applied for ref, one in (*a.outcome.made, *a.outcome.became)}

    # --- takes ---

    def means(self, clip: str, region: str) -> None:
        """The next change that gives this region a content, or puts this clip beside it, makes it a take there."""
        self._meant[region], self._meant[clip] = clip, region

    def _remember(self, change: Change, outcome: Outcome, before: Snapshot, after: Snapshot, step: int) -> None:
        """Which content lies where now."""
        if not outcome.is_done:
            return
        if isinstance(change, daw.PlaceAudio | daw.PlaceMidi):
            for ref, made in outcome.made:
                if ref.startswith(RESTORED):
                    self._restored(change, made, after)
                else:
                    self._placed(ref, made, after, step)
        if isinstance(change, daw.ReplaceContent | daw.SetNotes):
            self._replaced(change, outcome, before, after, step)

    def _placed(self, ref: str, made: str, after: Snapshot, step: int) -> None:
        clip, region = self._known(ref), after.region(made)
        if clip is None:
            return
        track = after.track(region.track) if region else None
        self._library.placed(ref, made, track.name if track else "")
        old = self._meant.pop(ref, "")
        place, take = self.takes.at(old) if old else None, Take(ref, self._turn.number, step, _files(region))
        known = self.takes.of_clip(ref)
        if place and place != known:
            self.takes.add(place, take, made)
        elif known:
            self.takes.use(known, ref, made)
        else:
            self.takes.open(ref, made, take)

    def _restored(self, change: daw.PlaceAudio | daw.PlaceMidi, made: str, after: Snapshot) -> None:
        """A region that was put back holds one of the takes of a place whose own region is gone."""
        for place in self.takes.all():
            clip = "" if after.region(place.region) else self._played(place, change)
            if clip:
                self.takes.use(place, clip, made)
                return

    def _replaced(
        self,
        change: daw.ReplaceContent | daw.SetNotes,
        outcome: Outcome,
        before: Snapshot,
        after: Snapshot,
        step: int,
    ) -> None:
        old, now = change.region, dict(outcome.became).get(change.region, change.region)
        place = self.takes.at(now) or self.takes.at(old) or self._opened(before.region(old), before)
        if place is None:
            return
        self._left(place, before.region(old))
        region = after.region(now)
        ref = getattr(change, "ref", "")
        clip = ref if self._known(ref) else self._meant.pop(old, "") or self._played(place, change)
        if not clip and region and region.kind == "midi":
            clip = self._library.adopt(region_clip(region, after, self._folder)).id
        if clip and place.number_of(clip):
            self.takes.use(place, clip, now)
        elif clip:
            self.takes.add(place, Take(clip, self._turn.number, step), now)
        path = getattr(change, "path", None)
        if clip and region and region.kind == "audio":
            known = next((take.files for take in place.takes if take.clip == clip), ())
            self.takes.plays_from(clip, {*known, *_files(region), *([str(path)] if path else [])})

    def _left(self, place: TakeSlot, region: Region | None) -> None:
        """How the DAW knows what the take was that is heard no more, if it was still that take."""
        clip = self._known(place.active)
        if clip is None or region is None or clip.kind != region.kind:
            return
        if clip.kind == "midi":
            content = clip.midi()
            length = clip.length_beats or content.length_beats
            is_it = same_notes(content.notes, region.notes) and abs(length - region.length_beats) < 0.01
        else:
            is_it = region.follows_tempo or self._resolver.is_unchanged(clip, region)
        self.takes.left(clip.id, (region.state or region.id) if is_it else "")

    def _opened(self, region: Region | None, before: Snapshot) -> TakeSlot | None:
        """The place of a region whose notes the user has made, with what they were."""
        if region is None or region.kind != "midi":
            return None
        clip = self._library.adopt(region_clip(region, before, self._folder))
        return self.takes.open(REGION + self._library.first_name(region.id), region.id, Take(clip.id))

    def _played(self, place: TakeSlot, change: _Content) -> str:
        """Which take a content is that was put back: known by its file, else by its notes."""
        for take in place.takes:
            if (path := getattr(change, "path", None)) and (str(path) in take.files or path == self._path(take)):
                return take.clip
            notes = getattr(change, "notes", None)
            clip = self._known(take.clip) if notes is not None else None
            if clip and clip.kind == "midi" and same_notes(clip.midi().notes, notes or ()):
                return take.clip
        return ""

    def _path(self, take: Take) -> Path | None:
        """Where its file lies, or lay: the DAW may have brought back one that has gone."""
        clip = self._library.record(take.clip)
        return clip.path if clip else None

    def _known(self, clip_id: str) -> Clip | None:
        """A clip of the library; None also when its file has gone: the session has been changed by now."""
        try:
            return self._library.clip(clip_id)
        except UserError:
            return None


def _with_reservation(outcome: Outcome, said: str) -> Outcome:
    return replace(outcome, why=f"{outcome.why} {said}".strip()) if said and outcome.is_done else outcome


def _told_gone(change: Change, outcome: Outcome) -> Outcome:
    """A sound that is no longer on the disk is told as that, and not by where it lay."""
    path = getattr(change, "path", None)
    if outcome.state != "not_done" or path is None or Path(path).exists():
        return outcome
    return replace(outcome, why="the sound has gone from the project's library; make it again")


def same_notes(one: Sequence[Note], other: Sequence[Note]) -> bool:
    """Whether two contents sound the same, to a thousandth of a beat."""

    def told(notes: Sequence[Note]) -> list[tuple[float, ...]]:
        return sorted((round(n.start_beats, 3), n.pitch, round(n.length_beats, 3), n.velocity) for n in notes)

    return told(one) == told(other)


def _files(region: Region | None) -> tuple[str, ...]:
    return tuple(str(source) for source in region.sources) if region else ()


def _batches(changes: Sequence[Change]) -> list[list[Change]]:
    """The list cut where a change is about what one before it has touched: each is read back before the next."""
    batches: list[list[Change]] = [[]]
    seen: set[str] = set()
    for change in changes:
        is_time = isinstance(change, daw.SetTempo | daw.SetMeter | daw.SetTempoMap)
        touched = "time" if is_time else getattr(change, "region", None)
        if touched in seen:
            batches.append([])
            seen = set()
        if isinstance(change, _RESHAPES) and touched in {getattr(one, "ref", None) for one in batches[-1]}:
            batches.append([])
            seen = set()
        seen |= {touched} if touched else set()
        batches[-1].append(change)
    return batches
