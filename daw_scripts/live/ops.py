"""What can be asked of the script; each op is a generator that gives way between its steps."""

import contextlib
import inspect

from . import clips, devices, locators, mixer, slots, tracks, transport
from .read import read, read_again
from .steps import NEXT_TICK, NotPossible, SOON, sentence

TARGETS = ("track", "region", "plugin", "marker", "to")
STILL_HOLDS = 2
"""So many ticks ago the set may have been read, when after a change only a part of it is read again."""
_OF_ONE_TRACK = mixer.ALONE + tuple(clips.CHANGES)
_DEPENDS = "It depends on a change that was not made."
CHANGES = {}
for _part in (tracks, clips, slots, mixer, devices, locators, transport):
    CHANGES.update(_part.CHANGES)


def ping(project, args):
    """Whether it is there, and what it can do."""
    yield SOON
    return {"changes": sorted(CHANGES)}


def snapshot(project, args):
    """The whole set; `known` are the keys of notes, `have` the revision, that need not be sent again."""
    return (yield from read(project, frozenset(args.get("known") or ()), args.get("have")))


def select(project, args):
    """Select a clip, or a track, as a user would."""
    song = project.song
    yield SOON
    if args.get("region"):
        clip, track = project.clip(args["region"])
        song.view.selected_track = track
        song.view.detail_clip = clip
    elif args.get("track"):
        song.view.selected_track = project.track(args["track"])
    return None


def apply(project, args):
    """Make changes, as one undo step; a row for each says what became of it."""
    now = yield from read(project)
    read_in = project.ticks
    if args.get("expected_revision") and args["expected_revision"] != now["revision"]:
        return {"changed_since": True}
    refs, results, asked = {}, [], args.get("changes") or ()
    song = project.song
    try:
        song.begin_undo_step()
    except Exception as error:
        return {"results": [_not_done(error) for _ in asked]}
    try:
        for number, change in enumerate(asked):
            if number:
                yield SOON
            results.append((yield from _one(project, change, refs)))
        if not _are_alone(asked):  # those are told in this tick: of what follows only few tracks are read
            yield SOON
        with contextlib.suppress(Exception):  # what was done is told all the same
            project.mark()
    finally:
        with contextlib.suppress(Exception):
            song.end_undo_step()
        project.next_tick()
    found = {"results": results}
    if args.get("look"):  # what is there now goes with the answer: nobody then waits for another tick to look at it
        with contextlib.suppress(Exception):  # all the same, what was done is told
            found["seen"] = yield from _seen(project, args, now, read_in, results)
    return found


def _are_alone(asked):
    """Whether changes are of single tracks' faders and switches only, which Live shows in the tick that sets them."""
    return all(change.get("change") in mixer.ALONE for change in asked)


def _seen(project, args, now, read_in, results):
    """The set after the changes. Faders and switches are seen at once; what was made is in Live's lists a tick later.

    Where the set was read a tick or two ago, and the changes were of single tracks, only these are read again. What
    the user turns meanwhile on another track is seen no later than by a read that takes several ticks, and is told by
    the next one.
    """
    asked = args.get("changes") or ()
    if not all(change.get("change") in mixer.CHANGES for change in asked):
        yield NEXT_TICK
    touched = _touched(asked, results, now) if project.ticks - read_in <= STILL_HOLDS else None
    if touched is not None:
        again = read_again(project, now, touched, frozenset(args.get("known") or ()))
        if again is not None:
            return again
    return (yield from snapshot(project, args))


def _touched(asked, results, before):
    """The tracks that changes were of; None where others may be another by them, or something went wrong."""
    owners = {row["id"]: row["track"] for row in before["state"]["clips"]}
    touched, made = set(), {}
    for change, row in zip(asked, results):
        change = {name: made.get(value, value) if name in TARGETS else value for name, value in change.items()}
        track = change.get("track") or owners.get(change.get("region"))
        if change.get("change") not in _OF_ONE_TRACK or not row["ok"] or row.get("told") or track is None:
            return None
        touched.add(track)
        new = row.get("made") or ()
        for id_ in new if isinstance(new, list) else (new,):
            owners[id_] = track
        if change.get("ref") and new:
            made["$" + change["ref"]] = new[-1] if isinstance(new, list) else new
    return touched


def _one(project, change, refs):
    project.begin_change()
    try:
        handler = CHANGES.get(change.get("change"))
        if handler is None:
            raise NotPossible("The script in Live does not know that change.")
        said = handler(project, _resolved(change, refs))
        if inspect.isgenerator(said):
            said = yield from said
    except Exception as error:
        return dict(_not_done(error), left=project.drop_half())
    row = {"ok": True}
    row.update(said or {})
    if change.get("ref") and row.get("made"):
        made = row["made"]
        refs[change["ref"]] = made[-1] if isinstance(made, list) else made
        if isinstance(made, list):
            refs[change["ref"] + ".1"] = made[0]
    if project.has_left:
        note = "A copy of it was left on its track; look at it in Live."
        row["told"] = dict(row.get("told") or {}, note=note)
    return row


def _not_done(error):
    return {"ok": False, "error": sentence(error)}


def _resolved(change, refs):
    found = dict(change)
    for name in TARGETS:
        value = found.get(name)
        if isinstance(value, str) and value.startswith("$"):
            if value[1:] not in refs:
                raise NotPossible(_DEPENDS)
            found[name] = refs[value[1:]]
    return found


OPS = {"ping": ping, "snapshot": snapshot, "select": select, "apply": apply}
