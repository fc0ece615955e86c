"""What an action is about: tracks, buses, plugins and places by the names people give them."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from engine.assistant.actions.session_access import SessionAccess, find_track, no_daw
from engine.assistant.plugin_kind import kind_of
from engine.daw.daw import Marker, Plugin, Region, Track
from engine.errors import UserError

ALL = re.compile(
    r"(?i)\s*(all|everything|every|everyone|\*|alle[sn]?|tous|toutes?|tout|tod[oa]s?|tudo|全部|所有)"
    r"(\s+(of\s+)?(the\s+)?(tracks?|it|them|others?|plug-?ins?|effects?|spuren|pistes|pistas|faixas|轨道))?\s*"
)
_BUS_WORDS = frozenset(
    ("bus", "buss", "return", "send", "aux", "fx", "channel", "track", "the", "a", "my", "group", "effect", "folder")
)
_FINISHED = frozenset(("master", "main", "mix bus", "mixbus", "stereo out", "master bus"))


def visible(access: SessionAccess) -> tuple[Track, ...]:
    """The tracks that a user sees, the master left out."""
    return tuple(track for track in access.snapshot.tracks if not track.is_hidden and track.kind != "master")


def track_named(access: SessionAccess, name: str) -> Track:
    """A visible track by what the user calls it, the master included; UserError with the nearest name."""
    tracks = [track for track in access.snapshot.tracks if not track.is_hidden]
    found = find_track(tracks, name)
    if found is None and name.strip().casefold() in _FINISHED:
        found = next((track for track in tracks if track.kind == "master"), None)
    if found:
        return found
    if not access.snapshot.revision:
        raise no_daw(name)
    raise UserError(f"There is no track '{name}'; {nearest(name, [track.name for track in tracks])}")


def is_master(name: str, access: SessionAccess) -> bool:
    """Does a name mean the master?"""
    said = name.strip().casefold()
    masters = (one for one in access.snapshot.tracks if one.kind == "master")
    return said in _FINISHED or any(one.name.casefold() == said for one in masters)


def tracks_of(args: Mapping[str, Any], access: SessionAccess, *, among: Sequence[Track] | None = None) -> list[Track]:
    """The tracks that `tracks`, `track`, `clip` or `clips` name, else those selected; UserError names all that
    are not there. "all" and "everything" are the visible tracks, or those of `among`."""
    names = [str(name) for name in args.get("tracks") or ([args["track"]] if args.get("track") else [])]
    if names:
        return _named(names, access, visible(access) if among is None else among)
    clips = [str(clip) for clip in args.get("clips") or ([args["clip"]] if args.get("clip") else [])]
    if clips:
        return _unique(on_track(region_of(clip, access), access) for clip in clips)
    selection = access.snapshot.selection
    ids = selection.tracks or [r.track for one in selection.regions if (r := access.snapshot.region(one))]
    chosen = _unique(track for one in ids if (track := access.snapshot.track(one)))
    if not chosen:
        raise UserError("Say which track, or select one.")
    return chosen


def _named(names: Sequence[str], access: SessionAccess, every: Sequence[Track]) -> list[Track]:
    found: list[Track] = []
    missing: list[str] = []
    for name in names:
        if ALL.fullmatch(name) and not find_track(every, name, exact=True):
            found += every
            continue
        try:
            found.append(track_named(access, name))
        except UserError:
            missing.append(name)
    if missing and not access.snapshot.revision:
        raise no_daw(missing[0])
    if missing:
        said = " or ".join(f"'{name}'" for name in missing)
        hints = nearest(missing[0], [track.name for track in every])
        raise UserError(f"There is no track {said}; {hints}{' Nothing was changed.' if found else ''}")
    return _unique(found)


def _unique(tracks: Iterable[Track]) -> list[Track]:
    return list({track.id: track for track in tracks}.values())


def region_of(reference: str, access: SessionAccess) -> Region:
    """The region that a clip lies on a track as; UserError when it lies on none."""
    region = access.region(reference)
    if region is None:
        name = access.clip(reference).name
        must(access)
        raise UserError(f"'{name}' lies on no track; place it first.")
    return region


def on_track(region: Region, access: SessionAccess) -> Track:
    """The track of a region."""
    track = access.snapshot.track(region.track)
    if track is None:
        raise UserError(f"The track of '{region.name}' is no longer in the session.")
    return track


def find_bus(tracks: Sequence[Track], name: str, *, kinds: Sequence[str] = ("bus",)) -> Track | None:
    """A bus by its name: the words that are its own must be the same, "bus" and "return" do not count."""
    named = [track for track in tracks if track.kind in kinds and not track.is_hidden]
    exact = [track for track in named if track.id == name or track.name.casefold() == name.strip().casefold()]
    if exact:
        return exact[0]
    wanted = own_words(name)
    same = [track for track in named if wanted and own_words(track.name) == wanted]
    within = same or [track for track in named if wanted and wanted <= own_words(track.name)]
    if re.search(r"\s(?:bus|buss|group|folder|aux)$", name.strip().casefold()) and not kind_of(name):
        within = [track for track in within if not kind_of(track.name)]  # "Vox Bus" is no "Vox Verb"
    return within[0] if len(within) == 1 else None


def own_words(name: str) -> frozenset[str]:
    """The words of a bus's name that tell it from others."""
    return frozenset(re.findall(r"\w+", name.casefold())) - _BUS_WORDS


def plugins_named(track: Track, name: str) -> list[Plugin]:
    """The plugins of a track that a name or a kind of effect means; all of them for "all"."""
    if ALL.fullmatch(name):
        return list(track.plugins)
    wanted = _bare(name)
    same = [plugin for plugin in track.plugins if plugin.id == name or _bare(plugin.name) == wanted]
    if same:
        return same
    inside = [plugin for plugin in track.plugins if wanted and wanted in _bare(plugin.name)]
    if inside:
        return inside
    kind = kind_of(name)
    of_kind = [plugin for plugin in track.plugins if kind and kind_of(plugin.name) == kind]
    if of_kind:
        return of_kind
    near = difflib.get_close_matches(wanted, [_bare(plugin.name) for plugin in track.plugins], 1, 0.75)
    return [plugin for plugin in track.plugins if near and _bare(plugin.name) == near[0]]


def find_marker(markers: Sequence[Marker], name: str) -> Marker | None:
    """A marker by its name; also by the one marker that begins with it or holds its words."""
    wanted = " ".join(name.casefold().split())
    for fits in (
        lambda one: one == wanted,
        lambda one: one.startswith(wanted),
        lambda one: set(wanted.split()) - {"the", "marker"} <= set(one.split()),
    ):
        found = [marker for marker in markers if wanted and fits(" ".join(marker.name.casefold().split()))]
        if found:
            return found[0]
    return None


def marker_named(access: SessionAccess, name: str) -> Marker:
    """A marker by its name; UserError with the nearest one."""
    found = find_marker(access.snapshot.markers, name)
    if found:
        return found
    names = [marker.name for marker in access.snapshot.markers]
    raise UserError(f"There is no marker '{name}'; {nearest(name, names)}")


def place(args: Mapping[str, Any], access: SessionAccess) -> float | None:
    """The beat that `bar`, `at` or `marker` names; a marker's name may stand for a bar. None when none does."""
    bar, marker = args.get("bar"), args.get("marker")
    if isinstance(bar, str):
        return bar_beats(bar, access)
    if marker:
        return marker_named(access, str(marker)).at_beats
    if bar is None and args.get("at_s") is None:
        return None
    return access.start_beats(bar, args.get("at_s"), 0.0)


def bar_beats(bar: float | str, access: SessionAccess) -> float:
    """The beat at which a bar begins, given by its number or by the name of a marker."""
    try:
        return access.start_beats(float(bar), None, 0.0)
    except ValueError:
        return marker_named(access, str(bar)).at_beats


def nearest(name: str, names: Sequence[str]) -> str:
    """Half a sentence for a name that is not there: the nearest one, else what there is."""
    folded = {one.casefold(): one for one in names}
    near = difflib.get_close_matches(name.casefold(), folded, 1)
    if near:
        return f"did you mean '{folded[near[0]]}'?"
    shown = ", ".join(f"'{one}'" for one in names[:12])
    return f"there is {shown}{' …' if len(names) > 12 else ''}." if names else "there is none."


def must(access: SessionAccess, *capabilities: str) -> None:
    """UserError when this session cannot make one of these changes, with the reason."""
    snapshot = access.snapshot
    if not snapshot.revision:
        raise UserError("No DAW is connected, so the session cannot be changed; start one, or use --daw folder.")
    for one in capabilities:
        if one not in snapshot.capabilities:
            default = f"{snapshot.daw or 'This DAW'} cannot do that for us: it has no '{one.replace('_', ' ')}'."
            why = snapshot.cannot.get(one, "").removesuffix(".")
            raise UserError(f"{why[:1].upper()}{why[1:]}." if why else default)


def can(access: SessionAccess, capability: str) -> bool:
    """True when this session can make this kind of change."""
    return capability in access.snapshot.capabilities


def _bare(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.casefold().replace("tonmeister", ""))
