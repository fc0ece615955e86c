"""Tracks that come, go, and are named."""

from .devices import INSTRUMENTS, load
from .steps import NEXT_TICK, NotPossible


def new_track(project, args):
    """A track at the end, or where the one was that it brings back; a bus is a return track."""
    song = project.song
    kind = args["kind"]
    place = project.place_of(args.get("was"))
    if not 0 <= place < len(song.tracks):
        place = -1
    if kind == "audio":
        track = song.create_audio_track(place)
    elif kind == "midi":
        track = song.create_midi_track(place)
    elif kind == "bus":
        track = song.create_return_track()
    else:
        raise NotPossible("Live lets no script make a group; select its tracks in Live and press Ctrl+G or Cmd+G.")
    try:
        return (yield from _dressed(project, track, args))
    except Exception:
        _take_away(song, track._live_ptr)
        raise


def _dressed(project, track, args):
    """A track that was just made, with its name, colour and instrument; the row that tells of it."""
    track.name = args["name"]
    if args.get("color"):
        track.color = int(args["color"].lstrip("#"), 16)
    row = {"made": project.made_track(track)}
    if args["kind"] == "midi" and args.get("instrument") and not track.has_audio_output:
        device = yield from load(project, track, INSTRUMENTS, 0)
        if device is None:
            row["told"] = {"note": "No instrument of Live's could be loaded; put one on the track to hear it."}
    else:
        yield NEXT_TICK
    return row


def rename_track(project, args):
    """Another name."""
    project.track(args["track"]).name = args["name"]


def remove_track(project, args):
    """A track goes, with all that is on it."""
    _take_away(project.song, project.track(args["track"])._live_ptr)


def _take_away(song, ptr):
    """Delete the track with this number."""
    for place, track in enumerate(song.return_tracks):
        if track._live_ptr == ptr:
            song.delete_return_track(place)
            return
    for place, track in enumerate(song.tracks):
        if track._live_ptr == ptr:
            if len(song.tracks) == 1:
                raise NotPossible("Live keeps its last track; make another one first.")
            song.delete_track(place)
            return
    raise NotPossible("The main track cannot be removed.")


def set_color(project, args):
    """The nearest colour of Live's palette."""
    project.track(args["track"]).color = int(args["color"].lstrip("#"), 16)


def set_arm(project, args):
    """Ready to record, or not."""
    track = project.track(args["track"])
    if not track.can_be_armed:
        raise NotPossible("That track records nothing, so it cannot be armed.")
    track.arm = bool(args["on"])


def set_monitor(project, args):
    """What is heard of its input."""
    track = project.track(args["track"])
    if not track.can_be_armed:
        raise NotPossible("That track has no input to listen to.")
    track.current_monitoring_state = {"on": 0, "auto": 1, "off": 2}[args["monitor"]]


CHANGES = {
    "new_track": new_track,
    "rename_track": rename_track,
    "remove_track": remove_track,
    "set_color": set_color,
    "set_arm": set_arm,
    "set_monitor": set_monitor,
}
