"""What a planner is shown of a live session: the library and the DAW's regions as one list of clips."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from engine.assistant.resolve import REGION
from engine.assistant.song_key import song_key
from engine.daw.daw import CAPABILITIES, Region, SetGain, SetPan, SetSend, SetTempo, Snapshot
from engine.library.library import Library
from engine.library.recall import Recall
from engine.library.takes import Takes
from engine.library.turn import Turn
from engine.media.clip import Clip, readable_kind
from engine.planner.context import NOT_RUN, Call, CallResult, ClipInfo, Context, Exchange, FileInfo, TrackInfo
from engine.tasks.plan import told_of

Known = Callable[[Iterable[str]], tuple[str, ...]]
EXCHANGES = 12
SHOWN_CHANGES = 24
"""Of tempo, and of meter."""
SHOWN_POINTS = 16
"""Of the automation of a parameter."""
"""How many turns are shown word for word."""
REMEMBERED = 200
"""How many turns the history of calls reaches back."""


def build_context(library: Library, snapshot: Snapshot | None, files: Mapping[str, Path], text: str) -> Context:
    """Build the planner's context of this moment for a request; as large after 10 000 turns as after 100."""
    recall = Recall(library)
    turns = recall.turns(text, REMEMBERED)
    clips, by_region = _clips(recall, text, snapshot, library)
    shown = Takes(library).known(one for turn in turns for record in turn.steps for one in record.gave)

    def known(ids: Iterable[str]) -> tuple[str, ...]:
        """What a turn made, by the ids of the places it lies in; not what was only a step on the way."""
        return tuple(shown[one] for one in ids if one in shown)

    tempo_map = snapshot.tempo_map if snapshot else None
    selection = snapshot.selection if snapshot else None
    span = bars = None
    if snapshot and selection and selection.start_beats is not None and selection.end_beats is not None:
        bars = _bar(selection.start_beats, snapshot), _bar(selection.end_beats, snapshot)
        span = (
            snapshot.tempo_map.seconds_at(selection.start_beats),
            snapshot.tempo_map.seconds_at(selection.end_beats),
        )
    selected = tuple(by_region[r] for r in selection.regions if r in by_region) if selection else ()
    kinds = {handle: readable_kind(Path(path)) for handle, path in files.items()}
    attached = [ClipInfo(handle, path.stem, None, kinds[handle]) for handle, path in files.items()]
    meter = tempo_map.meter_at(snapshot.playhead_beats) if tempo_map and snapshot else None
    names = {track.id: track.name for track in snapshot.tracks} if snapshot else {}
    return Context(
        tempo=tempo_map.bpm_at(snapshot.playhead_beats) if tempo_map and snapshot else 120.0,
        time_signature=f"{meter.numerator}/{meter.denominator}" if meter else "4/4",
        time_changes=_time_changes(snapshot) if snapshot else (),
        key=song_key(library, snapshot),
        playhead=tempo_map.seconds_at(snapshot.playhead_beats) if tempo_map and snapshot else 0.0,
        clips=(*attached, *clips),
        tracks=_names(snapshot) if snapshot else (),
        # what is attached to a request is what its "this" means, before what happens to be selected
        selected_clips=tuple(clip.id for clip in attached) or selected,
        selected_range=span,
        selected_bars=bars,
        files=tuple(FileInfo(handle, path.name, kinds[handle]) for handle, path in files.items()),
        history=tuple(
            Call(0, step.task, step.args, known(record.gave), turn.number, turn.text, _stands(turn, at))
            for turn in turns
            for at, (step, record) in enumerate(zip(turn.plan.steps, turn.steps, strict=False))
            if record.state == "done" and not turn.undone
        ),
        last=_last(turns, clips, known),
        dialogue=tuple(
            _exchange(turn, known, names) for turn in turns[-EXCHANGES:] if turn.state not in ("queued", "running")
        ),
        has_session=snapshot is not None,
        capabilities=snapshot.capabilities if snapshot else CAPABILITIES,
        markers=_markers(snapshot) if snapshot else (),
        track_views=_tracks(snapshot) if snapshot else (),
        selected_tracks=tuple(t.name for t in snapshot.tracks if t.id in snapshot.selection.tracks) if snapshot else (),
    )


def _names(snapshot: Snapshot) -> tuple[str, ...]:
    return tuple(t.name for t in snapshot.tracks if t.kind not in ("bus", "master") and not t.is_hidden)


def _markers(snapshot: Snapshot) -> tuple[tuple[str, float], ...]:
    """(name, bar) of each marker, by bar; a bar and a half in is 2.5."""
    found = []
    for marker in sorted(snapshot.markers, key=lambda one: one.at_beats):
        bar, beats = snapshot.tempo_map.bar_at(max(0.0, marker.at_beats))
        found.append((marker.name, bar + beats / snapshot.tempo_map.meter_at(marker.at_beats).bar_beats))
    return tuple(found)


def _tracks(snapshot: Snapshot) -> tuple[TrackInfo, ...]:
    """Every track, bus and group that can be seen, with what is on it."""
    names = {track.id: track.name for track in snapshot.tracks}
    return tuple(
        TrackInfo(
            track.name,
            track.kind,
            track.mute,
            track.solo,
            tuple(plugin.name for plugin in track.plugins),
            tuple(names.get(send.to, "") for send in track.sends),
            names.get(track.group, ""),
            track.gain_db,
            tuple(send.gain_db for send in track.sends),
            names.get(track.output, ""),
            track.pan,
            tuple(
                (lane.parameter, tuple((_bar(beat, snapshot), value) for beat, value in lane.points[:SHOWN_POINTS]))
                for lane in track.automation
                if lane.points
            ),
        )
        for track in snapshot.tracks
        if not track.is_hidden
    )


def _time_changes(snapshot: Snapshot) -> tuple[tuple[float, str], ...]:
    """Where tempo and meter change, by bar; empty where they never do."""
    tempos, meters = snapshot.tempo_map.tempos, snapshot.tempo_map.meters
    bpm = [(one.beat, f"{one.bpm:g} bpm{' and on in a line' if one.glides else ''}") for one in tempos[:SHOWN_CHANGES]]
    names = [(one.beat, f"{one.numerator}/{one.denominator}") for one in meters[:SHOWN_CHANGES]]
    told = [*(bpm if len(tempos) > 1 else ()), *(names if len(meters) > 1 else ())]
    return tuple(sorted((_bar(beat, snapshot), what) for beat, what in told))


def _clips(
    recall: Recall, text: str, snapshot: Snapshot | None, library: Library
) -> tuple[tuple[ClipInfo, ...], dict[str, str]]:
    regions = recall.placed(region.id for region in snapshot.regions) if snapshot else {}
    clips = recall.clips(text, regions)
    places = Takes(library).of_clips(clip.id for clip in clips)
    firsts = {one.id: one for one in library.clips_of(place.takes[0].clip for place in places.values())}
    by_region: dict[str, str] = {}
    views: list[ClipInfo] = []
    for clip in clips:
        region_id = regions.get(clip.id)
        region = snapshot.region(region_id) if snapshot and region_id else None
        place = places.get(clip.id)
        clip_id, tags = (place.id, _tags_of(firsts.get(place.takes[0].clip), clip)) if place else (clip.id, _tags(clip))
        if region and snapshot:
            by_region[region.id] = clip_id
            name = region.name if place and len(place.takes) > 1 else clip.name
            view = _placed(clip_id, name, region, snapshot, tags, clip.lead_in_s if region.offset_s == 0 else 0.0)
            views.append(replace(view, take=(place.number, len(place.takes))) if place else view)
        elif place is None or not clip_id.startswith(REGION):  # what the user has made and deleted is gone
            views.append(ClipInfo(clip_id, clip.name, None, clip.kind, 0.0, clip.seconds, tags))
    for region in snapshot.regions if snapshot else ():
        if region.id not in by_region and snapshot:
            by_region[region.id] = REGION + library.first_name(region.id)
            views.append(_placed(by_region[region.id], region.name, region, snapshot, ()))
    return tuple(views), by_region


def _placed(
    clip_id: str, name: str, region: Region, snapshot: Snapshot, tags: tuple[str, ...], lead_in_s: float = 0.0
) -> ClipInfo:
    """A clip where it lies; a sung one begins with its first note, as where it is to be placed is told."""
    track = snapshot.track(region.track)
    start_s = snapshot.tempo_map.seconds_at(region.start_beats) + lead_in_s
    length_s = snapshot.tempo_map.seconds_at(region.end_beats) - start_s
    start_beats = snapshot.tempo_map.beats_at(start_s) if lead_in_s else region.start_beats
    bars = _bar(start_beats, snapshot), _bar(region.end_beats, snapshot)
    return ClipInfo(clip_id, name, track.name if track else None, region.kind, start_s, length_s, tags, bars)


def _bar(beats: float, snapshot: Snapshot) -> float:
    """A place in bars and parts of them, from 1."""
    bar, inside = snapshot.tempo_map.bar_at(beats)
    length = snapshot.tempo_map.bar_start(bar + 1) - snapshot.tempo_map.bar_start(bar)
    return round(bar + inside / length, 3) if length else float(bar)


_TAGS = {"sing": ("vocal", "sung"), "speak": ("speech", "spoken", "voice")}
_TOLD = ("prompt", "style", "kind", "effect")
"""Arguments by whose words people later mean the clip."""


def _tags_of(first: Clip | None, clip: Clip) -> tuple[str, ...]:
    """What lies there by the words of how it was made first, and of what it became."""
    return tuple(dict.fromkeys((*(_tags(first) if first else ()), *_tags(clip))))


def _tags(clip: Clip) -> tuple[str, ...]:
    if clip.recipe is None:
        return clip.tags
    told = tuple(str(clip.recipe.args[name])[:60] for name in _TOLD if name in clip.recipe.args)
    return tuple(dict.fromkeys((*clip.tags, *_TAGS.get(clip.recipe.task, ()), *told)))


def _last(turns: Sequence[Turn], clips: Sequence[ClipInfo], known: Known) -> str | None:
    shown = {clip.id for clip in clips}
    for turn in reversed(turns):
        if turn.undone:
            continue
        for record in reversed(turn.steps):
            for clip_id in known(record.gave):  # the first output is the one people mean
                if clip_id in shown:
                    return clip_id
    return None


def _is_back(turn: Turn, step: int) -> bool:
    """Whether all that a step of a turn changed was taken back since."""
    changed = [one for one in turn.applied if one.step == step and one.outcome.is_done and one.inverse]
    return bool(changed) and all(one.back for one in changed)


def _stands(turn: Turn, at: int) -> bool:
    """Whether a step of a turn left something that an undo could take back."""
    made = at < len(turn.steps) and bool(turn.steps[at].gave)
    return turn.can_be_undone and (made or any(one.step == at + 1 and one.outcome.is_done for one in turn.applied))


def _gone(turn: Turn, at: int) -> str:
    """What a step took away, by its name of then."""
    if at >= len(turn.plan.steps) or turn.plan.steps[at].args.get("action") != "delete":
        return ""
    return "; ".join(one.told for one in turn.applied if one.step == at + 1 and one.told)


def _was(turn: Turn, step: int, names: Mapping[str, str]) -> tuple[tuple[str, str, float], ...]:
    """Where the faders, panners and sends stood that a step of a turn set; a send that was not there stood nowhere."""
    found: list[tuple[str, str, float]] = []
    for was in (was for one in turn.applied if one.step == step and one.outcome.is_done for was in one.inverse):
        if isinstance(was, SetGain):
            told = (was.track, "fader", was.gain_db)
        elif isinstance(was, SetPan):
            told = (was.track, "pan", was.pan)
        elif isinstance(was, SetSend) and was.gain_db is not None:
            told = (was.track, names.get(was.to, ""), was.gain_db)
        else:
            continue
        found += [(names[told[0]], *told[1:])] if told[0] in names and told[1] else []
    return tuple(found)


def _exchange(turn: Turn, known: Known, names: Mapping[str, str]) -> Exchange:
    results = tuple(
        CallResult(
            i,
            record.state == "done",
            known(record.gave),
            record.error,
            record.text or _gone(turn, i),
            _is_back(turn, i + 1),
            _was(turn, i + 1, names),
            _stands(turn, i),
        )
        for i, record in enumerate(turn.steps)
    )
    results += tuple(
        CallResult(at, False, error=NOT_RUN)  # it was not approved, or stopped before it began
        for at in range(len(results), 0 if turn.plan.is_reply else len(turn.plan.steps))
    )
    choices = tuple(tuple(told_of(choice)) for choice in turn.plan.choices)
    tempos = [was.bpm for one in turn.applied for was in one.inverse if isinstance(was, SetTempo)]
    before = tempos[0] if tempos else None
    return Exchange(turn.text, tuple(told_of(turn.plan.steps)), results, choices, turn.undone, turn.number, before)
