"""Locators: Live sets and deletes them at its playhead only, so it goes there and back while nothing plays."""

from .steps import NotPossible, until

NEAR = 1e-3
"""Beats."""
NO_NAMES = "This version of Live lets no script name a locator"


def add_marker(project, args):
    """A locator; before 12.2 Live names it itself."""
    for cue in project.song.cue_points:
        if abs(cue.time - args["beat"]) < NEAR:
            raise NotPossible("The locator '%s' is there already." % cue.name)
    cue = yield from _set(project, args["beat"])
    is_named = _name(cue, args["name"]) or cue.name == args["name"]
    told = {"made": project.made_cue(cue)}
    return told if is_named else dict(told, told={"note": NO_NAMES + "; rename it in Live."})


def remove_marker(project, args):
    """A locator goes."""
    yield from _delete(project, project.cue(args["marker"]))


def move_marker(project, args):
    """To another beat: a new locator with the name and the id of the old one."""
    old = project.cue(args["marker"])
    name = old.name
    for cue in project.song.cue_points:
        if cue._live_ptr != old._live_ptr and abs(cue.time - args["beat"]) < NEAR:
            raise NotPossible("The locator '%s' is there already." % cue.name)
    if abs(old.time - args["beat"]) < NEAR:
        return None
    if not name.isdigit() and not _name(old, name):  # a number is what Live itself calls one
        why = "This version of Live lets no script name a locator, and '%s' would lose its name; move it in Live."
        raise NotPossible(why % name)
    fresh = yield from _set(project, args["beat"])
    yield from _delete(project, project.cue(args["marker"]))
    is_named = _name(fresh, name) or fresh.name == name
    project.made_cue(fresh, args["marker"])
    return None if is_named else {"told": {"note": "Live calls the locator '%s' now." % fresh.name}}


def rename_marker(project, args):
    """Another name. NotPossible where Live does not let a script give one."""
    if not _name(project.cue(args["marker"]), args["name"]):
        raise NotPossible(NO_NAMES + "; rename it in Live.")


def _name(cue, name):
    try:
        cue.name = name
        return True
    except AttributeError:  # before 12.2
        return False


def _set(project, beat):
    """A new locator at a beat where there is none."""
    song = project.song
    before = [cue._live_ptr for cue in song.cue_points]

    def fresh():
        return [cue for cue in song.cue_points if cue._live_ptr not in before]

    yield from _at(song, beat, fresh)
    if not fresh():
        raise NotPossible("Live did not set the locator.")
    return fresh()[0]


def _delete(project, cue):
    song, ptr, beat = project.song, cue._live_ptr, cue.time

    def is_gone():
        return all(one._live_ptr != ptr for one in song.cue_points)

    yield from _at(song, beat, is_gone)
    if not is_gone():
        raise NotPossible("Live did not delete the locator.")


def _at(song, beat, is_done):
    """Press Live's Set button at a beat, and go back to where the playhead was."""
    if song.is_playing:
        raise NotPossible("Live sets locators at its playhead only; stop playback first.")
    was = song.current_song_time
    song.current_song_time = float(beat)
    try:
        is_there = yield from until(lambda: abs(song.current_song_time - beat) < NEAR)
        if not is_there or song.is_playing:
            raise NotPossible("Live's playhead did not go to that place.")
        song.set_or_delete_cue()
        yield from until(is_done)
    finally:
        song.current_song_time = was
        yield from until(lambda: abs(song.current_song_time - was) < NEAR)


CHANGES = {
    "add_marker": add_marker,
    "remove_marker": remove_marker,
    "move_marker": move_marker,
    "rename_marker": rename_marker,
}
