"""Which effects are on a track, with their settings: its plugins, and what was printed into its clips."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from engine.assistant.actions.session_access import SessionAccess
from engine.assistant.actions.targets import visible
from engine.assistant.plugin_kind import kind_of
from engine.daw.daw import Plugin, Track
from engine.library.takes import Takes
from engine.planner.offline.text.knob_words import DEFAULTS, KNOBS, UNITS, kind_said
from engine.tasks.reverb_time import decay_s

ANY = "effect"
"""Said of all of them: "is there any effect on it?"."""
_MOST = 16
_MOST_STEPS = 32
_SHARES = ("wet", "feedback", "depth")


@dataclass(frozen=True)
class HeardEffect:
    """An effect as it is heard."""

    name: str
    kind: str
    """reverb, compressor …; "" = not known."""
    settings: tuple[tuple[str, float], ...]
    clips: tuple[str, ...] = ()
    """Names of the clips that it is printed into; () = it is a plugin."""
    is_on: bool = True


def effects_of(track: Track, access: SessionAccess) -> list[HeardEffect]:
    """The effects of a track, an instrument left out."""
    found = [
        HeardEffect(one.name, _kind(one.name), one.parameters, is_on=one.on)
        for one in track.plugins
        if one is not instrument_of(track)
    ]
    printed: dict[HeardEffect, list[str]] = {}
    for region in access.snapshot.regions_on(track.id):
        place = Takes(access.library).at(region.id)
        for effect in _printed(place.active, access) if place else ():
            printed.setdefault(effect, []).append(region.name)
    return [*found, *(HeardEffect(one.name, one.kind, one.settings, tuple(names)) for one, names in printed.items())]


def instrument_of(track: Track) -> Plugin | None:
    """What plays the notes of a track: the first plugin, where it is no effect."""
    first = track.plugins[0] if track.kind == "midi" and track.plugins else None
    return first if first and not _kind(first.name) else None


def on_track_told(track: Track, knob: str, access: SessionAccess) -> str:
    """All effects with their settings; of one effect or one of its knobs only that."""
    effects = effects_of(track, access)
    kind = _kind(knob) if knob else ""
    if kind:
        effects = [one for one in effects if one.kind == kind]
    if knob and not kind and knob != ANY:
        return _knob(knob, effects, track)
    if not effects:
        player = instrument_of(track)
        told = f"No, there is no {knob} on '{track.name}'." if knob else f"There is no effect on '{track.name}'."
        return " ".join([told, *([f"Its instrument is {player.name}."] if player else [])])
    told = ", ".join(map(_told, effects))
    return f"On '{track.name}' {'is' if len(effects) == 1 else 'are'}: {told}."


def everywhere_told(knob: str, access: SessionAccess) -> str:
    """Which tracks have such an effect, or any at all."""
    kind = _kind(knob) if knob else ""
    masters = [one for one in access.snapshot.tracks if one.kind == "master"]
    having = []
    for track in (*visible(access), *masters):
        found = [one for one in effects_of(track, access) if not kind or one.kind == kind]
        having += [f"'{track.name}': {', '.join(map(_told, found))}"] if found else []
    more = [f"… and {len(having) - _MOST} more tracks."] if len(having) > _MOST else []
    return "\n".join([*having[:_MOST], *more]) or f"No, there is no {knob or 'effect'} on any track."


def _knob(knob: str, effects: Sequence[HeardEffect], track: Track) -> str:
    """How one knob stands, of each effect that has it."""
    told = []
    for effect in effects:
        for name, value in effect.settings:
            if _is_called(name, knob, effect.kind):
                where = f"'{track.name}'" + (f" ({', '.join(effect.clips)})" if effect.clips else "")
                figure = _figure(name, value, is_ours=name in UNITS)
                told.append(f"The {knob} of the {effect.name} on {where} is {figure}.")
    if told:
        return "\n".join(told[:4])
    has = ", ".join(map(_told, effects))
    nothing = f"Nothing on '{track.name}' has a knob '{knob}'."
    return f"{nothing} On '{track.name}' is: {has}." if has else nothing


def _is_called(name: str, knob: str, kind: str) -> bool:
    bare = re.sub(r"_(?:db|hz|ms|s)$", "", name).replace("_", " ").casefold()
    words = KNOBS.get(kind, {}).get(name, "")
    return knob.casefold() == bare or bool(words and re.fullmatch(words, knob, re.IGNORECASE))


def _printed(clip_id: str, access: SessionAccess) -> list[HeardEffect]:
    """The effects by which a clip came to be, the first one first."""
    found: list[HeardEffect] = []
    for _ in range(_MOST_STEPS):
        clip = access.library.record(clip_id)
        if clip is None or clip.recipe is None:
            break
        recipe = clip.recipe
        effect = str(recipe.args.get("effect") or "")
        if recipe.task == "apply_effect" and effect:
            given = {
                name: float(value)
                for name, value in recipe.args.items()
                if isinstance(value, int | float) and name in UNITS
            }
            found.append(HeardEffect(effect, effect, tuple({**DEFAULTS.get(effect, {}), **given}.items())))
        if not recipe.parents:
            break
        clip_id = recipe.parents[0]
    return found[::-1]


def _told(effect: HeardEffect) -> str:
    is_ours = all(name in UNITS for name, _ in effect.settings)
    told = [f"{_bare(name)} {_figure(name, value, is_ours=is_ours)}" for name, value in effect.settings[:6]]
    more = [", ".join(told)] if told else []
    more += ["bypassed"] if not effect.is_on else []
    more += [f"printed into {', '.join(repr(one) for one in effect.clips[:4])}"] if effect.clips else []
    return f"{effect.name} ({'; '.join(more)})" if more else effect.name


def _figure(name: str, value: float, *, is_ours: bool) -> str:
    unit = UNITS.get(name, "")
    if name == "ratio":
        return f"{value:g}:1"
    if is_ours and name in _SHARES:
        return f"{value:.0%}"
    if name == "size":
        return f"{value:g} (rings {decay_s(value):.1f} s)" if is_ours and 0 <= value <= 1 else f"{value:g}"
    told = f"{value:g}".replace("-", "−")
    return f"{told} {unit}" if unit in ("dB", "ms", "s", "Hz") else told


def _bare(name: str) -> str:
    return re.sub(r"_(?:db|hz|ms|s)$", "", name).replace("_", " ")


def _kind(name: str) -> str:
    return kind_of(name) or kind_said(name)
