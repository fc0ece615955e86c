"""take: the contents that have lain in one place: list, use, compare and delete them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from engine.assistant.actions.deed import Deed
from engine.assistant.actions.session_access import SessionAccess
from engine.assistant.content import content_changes
from engine.daw.daw import Change, Region
from engine.errors import UserError
from engine.library.takes import Take, Takes, TakeSlot
from engine.media.audio_stream import frame_blocks, sound_info
from engine.media.clip import Clip
from engine.media.loudness import LoudnessMeter

_NUMBERS = {"first": 1, "original": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "previous": -1, "before": -1}


def act(args: Mapping[str, Any], access: SessionAccess) -> Sequence[Change] | Deed | str:
    """See the row `take` of the task table."""
    try:
        place = _place(args, access)
    except UserError as error:
        if args["action"] == "list":
            return str(error)
        raise
    match args["action"]:
        case "use":
            return _use(args, place, access)
        case "delete":
            return _delete(args, place, access)
        case "compare":
            return _compare(args, place, access)
    return listed(place, access)


def _use(args: Mapping[str, Any], place: TakeSlot, access: SessionAccess) -> Sequence[Change] | str:
    number = _number(str(args.get("number") or "-1"), place)
    take, name = place.takes[number - 1], _called(place, access)
    if take.clip == place.active:
        return f"'{name}' plays take {number} of {len(place.takes)} already."
    if place.region and access.snapshot.region(place.region):
        return put_take(take, place, access)
    if access.library.clip(take.clip) is None:
        raise UserError(f"Take {number} of '{name}' has gone from the library.")
    Takes(access.library).use(place, take.clip)
    return f"'{name}' is take {number} of {len(place.takes)} now."


def put_take(take: Take, place: TakeSlot, access: SessionAccess) -> Sequence[Change]:
    """The changes that make a region play one of its takes."""
    region = access.snapshot.region(place.region)
    clip = access.library.clip(take.clip)
    if region is None or clip is None:
        raise UserError(f"Take {place.number_of(take.clip)} of '{_called(place, access)}' has gone from the library.")
    return content_changes(clip, region, access, _start_beats(clip, place, region, access), take.was)


def _start_beats(clip: Clip, place: TakeSlot, region: Region, access: SessionAccess) -> float | None:
    """Where the first note of a take belongs: as far from that of the active one as it was, wherever that lies now."""
    active = access.library.record(place.active)
    if active is None or active.start_beats is None or clip.start_beats is None:
        return None
    tempo_map = access.snapshot.tempo_map
    now = tempo_map.beats_at(tempo_map.seconds_at(region.start_beats) + active.lead_in_s)
    return max(0.0, now + clip.start_beats - active.start_beats)


def _delete(args: Mapping[str, Any], place: TakeSlot, access: SessionAccess) -> Deed:
    if "number" not in args:
        raise UserError(f"Say which take of '{_called(place, access)}' to delete: 1 to {len(place.takes)}.")
    number = _number(str(args["number"]), place)
    take = place.takes[number - 1]
    if take.clip == place.active:
        raise UserError(f"Take {number} is the one that is heard; use another one first, then delete it.")
    said = f"Take {number} of '{_called(place, access)}' is deleted; {len(place.takes) - 1} are left."
    return Deed(said=[said], dropped=[Takes(access.library).delete(place, take.clip)])


def listed(place: TakeSlot, access: SessionAccess) -> str:
    """The takes of a place, a line each."""
    if len(place.takes) == 1:
        return _only(_called(place, access))
    lines = []
    for number, take in enumerate(place.takes, 1):
        gone = "" if _lies(take, access) else ": its file has gone"
        lines.append(f"{_line(number, take, place, access)}{gone}")
    return "\n".join([f"'{_called(place, access)}' has {len(place.takes)} takes:", *lines])


def in_library(reference: str, access: SessionAccess) -> str:
    """The takes of a result that lies on no track; empty where it lies on one, or is none of the library."""
    clip = None if access.region(reference) else access.library.record(reference)
    if clip is None:
        return ""
    place = Takes(access.library).named(reference)
    return listed(place, access) if place else _only(clip.name)


def _compare(args: Mapping[str, Any], place: TakeSlot, access: SessionAccess) -> str:
    """Length and loudness of each, and how far it must be turned so that all are heard equally loud."""
    clips = {take.clip: _there(take, access) for take in place.takes}
    loudness = {name: _lufs(clip) for name, clip in clips.items()}
    goal = loudness.get(place.active)
    lines = []
    for number, take in enumerate(place.takes, 1):
        clip, lufs = clips[take.clip], loudness[take.clip]
        facts = [f"{clip.seconds:.1f} s"] if clip else ["its file has gone"]
        facts += [f"{lufs:.1f} LUFS".replace("-", "−")] if lufs is not None else []
        if lufs is not None and goal is not None and abs(goal - lufs) >= 0.05:
            turned = f"{goal - lufs:+.1f}".replace("-", "−")
            facts.append(f"{turned} dB to be as loud as the active one")
        lines.append(f"{_line(number, take, place, access)}: {', '.join(facts)}")
    return "\n".join([f"The takes of '{_called(place, access)}':", *lines])


def _line(number: int, take: Take, place: TakeSlot, access: SessionAccess) -> str:
    turn = access.library.turn(take.turn) if take.turn else None
    made = f"“{turn.text}”" if turn else "as it was"
    return f"{number}. {made}{' (active)' if take.clip == place.active else ''}"


def _place(args: Mapping[str, Any], access: SessionAccess) -> TakeSlot:
    takes = Takes(access.library)
    if "clip" in args:
        region = access.region(str(args["clip"]))
        place = takes.at(region.id) if region else takes.named(str(args["clip"]))
        if place is None:
            name = region.name if region else access.clip(str(args["clip"])).name
            raise UserError(_only(name))
        return place
    regions = access.snapshot.regions
    if "track" in args:
        regions = access.snapshot.regions_on(access.track(str(args["track"])).id)
    chosen = [region for region in regions if region.id in access.snapshot.selection.regions]
    found = [place for region in (chosen or regions) if (place := takes.at(region.id))]
    if not found:
        what = f" on '{args['track']}'" if "track" in args else ""
        raise UserError(f"Nothing{what} has more than one take.")
    return max(found, key=lambda place: (len(place.takes) > 1, max(take.turn for take in place.takes)))


def _number(said: str, place: TakeSlot) -> int:
    """Which take is meant, from 1."""
    word, count = said.strip().casefold(), len(place.takes)
    if word in ("last", "newest", "latest"):
        return count
    digits = re.search(r"-?\d+", word)
    number = int(digits[0]) if digits else next((n for name, n in _NUMBERS.items() if name in word), 0)
    if number < 0:
        number += place.number
    if not 1 <= number <= count:
        raise UserError(f"There is no take {said}; there are {count}.")
    return number


def _called(place: TakeSlot, access: SessionAccess) -> str:
    region = access.snapshot.region(place.region) if place.region else None
    clip = None if region else access.library.record(place.active)
    return region.name if region else clip.name if clip else "it"


def _there(take: Take, access: SessionAccess) -> Clip | None:
    """The content of a take; None when its file has gone."""
    try:
        return access.library.clip(take.clip)
    except UserError:
        return None


def _lies(take: Take, access: SessionAccess) -> bool:
    """Whether its file is there, packed or not."""
    try:
        return access.library.seen(take.clip) is not None
    except UserError:
        return False


def _only(name: str) -> str:
    return f"'{name}' plays its first take, the only one: nothing has been changed there."


def _lufs(clip: Clip | None) -> float | None:
    if clip is None or clip.kind != "audio":
        return None
    info = sound_info(clip)
    meter = LoudnessMeter(info.sample_rate_hz, info.channels)
    for block in frame_blocks(clip.path, 0, info.frames, info.sample_rate_hz):
        meter.add(block)
    return meter.result().lufs
