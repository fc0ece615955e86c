"""Why nothing of a track or a clip is heard, whatever lies there: a mute, a solo elsewhere, a fader that is down."""

from __future__ import annotations

from engine.daw.daw import Region, Snapshot, Track

DOWN_DB = -70.0
"""A fader, a clip's gain or an automation below it lets nothing through that anybody hears."""


def why_track_silent(track: Track, snapshot: Snapshot) -> str:
    """Half a sentence; empty when the track is heard."""
    above, one = [track], track
    while (parent := snapshot.track(one.output or one.group)) and parent not in above:
        above.append(parent)
        one = parent
    above += [one for one in snapshot.tracks if one.kind == "master" and one not in above]
    for one in above:
        if one.mute:
            return f"the track '{one.name}' is muted"
        if one.gain_db <= DOWN_DB and not any(lane.parameter == "volume" for lane in one.automation):
            return f"the fader of '{one.name}' is all the way down"
    soloed = [one.name for one in snapshot.tracks if one.solo]
    if soloed and not any(one.solo for one in above):
        return f"'{soloed[0]}' is soloed"
    return ""


def why_clip_silent(region: Region, track: Track) -> str:
    """The same of one clip on a track that is heard."""
    if region.mute:
        return "the clip itself is muted"
    if region.gain_db <= DOWN_DB:
        return "the gain of the clip is all the way down"
    lane = next((one for one in track.automation if one.parameter == "volume" and one.points), None)
    if lane is None:
        return ""
    first = max((at for at, _ in lane.points if at <= region.start_beats), default=lane.points[0][0])
    last = min((at for at, _ in lane.points if at >= region.end_beats), default=lane.points[-1][0])
    is_down = all(value <= DOWN_DB for at, value in lane.points if first <= at <= last)
    return f"the volume of '{track.name}' is automated all the way down there" if is_down else ""
