"""Effects that are printed into clips: switched off by the takes without them, and on again by those with them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from engine.assistant.actions.session_access import SessionAccess
from engine.assistant.actions.take import put_take
from engine.assistant.plugin_kind import kind_of
from engine.daw.daw import Change, Track
from engine.errors import UserError
from engine.library.takes import Take, Takes, TakeSlot
from engine.media.clip import Recipe

_ANY = ("plugin", "plugins", "effect", "effects", "fx", "all", "")


@dataclass
class Switched:
    """Printed effects of a track with their clips' other takes."""

    changes: list[Change] = field(default_factory=list)
    said: list[str] = field(default_factory=list)


def switched(track: Track, effect: str, on: bool, access: SessionAccess) -> Switched | None:
    """An effect off or on again in the clips of a track; None where it is printed into none of them."""
    wanted = _kind(effect)
    made = Switched()
    already: list[str] = []
    below: list[str] = []
    for region in access.snapshot.regions_on(track.id):
        place = Takes(access.library).at(region.id)
        if place is None:
            continue
        take = _with(place, wanted, access) if on else _without(place, wanted, access)
        if take:
            made.changes += put_take(take, place, access)
        elif on and wanted in _effects(place.active, access) or not on and _with(place, wanted, access):
            already.append(region.name)
        elif not on and wanted in _effects(place.active, access):
            below.append(region.name)
    said = wanted.replace("_", " ") if wanted not in _ANY else "effect"
    if below and not made.changes:
        raise UserError(f"The {said} on '{track.name}' lies under a later effect; take that one off first.")
    if not made.changes and not already:
        return None
    state = "on again: its clips play the takes with it" if on else "off: its clips play the takes without it"
    is_already = f"{'on' if on else 'off'} already"
    made.said.append(f"The {said} on '{track.name}' is {state if made.changes else is_already}.")
    return made


def _kind(effect: str) -> str:
    wanted = effect.casefold().strip().replace(" ", "_")
    return "" if wanted in _ANY else kind_of(effect) or wanted


def _without(place: TakeSlot, wanted: str, access: SessionAccess) -> Take | None:
    """The take from which the active one was made by such an effect; of any effect the one without all of them."""
    found: Take | None = None
    for clip, effect in _chain(place.active, access):
        if not effect or wanted and effect != wanted:
            break
        parent = _parent(clip, access)
        found = _take_of(parent, place, access) or found
        if wanted:
            break
    return found


def _take_of(clip: str, place: TakeSlot, access: SessionAccess) -> Take | None:
    """The take of a place that is this clip; one that was only made on the way becomes one."""
    known = next((take for take in place.takes if take.clip == clip), None)
    return known or (Take(clip) if clip and access.library.record(clip) else None)


def _with(place: TakeSlot, wanted: str, access: SessionAccess) -> Take | None:
    """The newest take that was made of the active one by such an effect, and was not taken back."""
    for take in reversed(place.takes):
        chain = list(_chain(take.clip, access))
        clips = [clip for clip, _ in chain]
        if take.clip == place.active or place.active not in clips or _is_undone(take, access):
            continue
        added = [effect for _, effect in chain[: clips.index(place.active)]]
        if all(added) and (not wanted or added == [wanted]):
            return take
    return None


def _effects(clip: str, access: SessionAccess) -> list[str]:
    """The effects that are in a clip."""
    return [effect for _, effect in _chain(clip, access) if effect]


def _chain(clip: str, access: SessionAccess) -> Iterator[tuple[str, str]]:
    """A clip with the effect that made it, then what it was made from."""
    while clip:
        recipe = _recipe(clip, access)
        is_effect = recipe is not None and recipe.task == "apply_effect"
        yield clip, str(recipe.args.get("effect", "")) if recipe and is_effect else ""
        clip = _parent(clip, access)


def _parent(clip: str, access: SessionAccess) -> str:
    recipe = _recipe(clip, access)
    return recipe.parents[0] if recipe and len(recipe.parents) == 1 else ""


def _recipe(clip: str, access: SessionAccess) -> Recipe | None:
    known = access.library.record(clip)
    return known.recipe if known else None


def _is_undone(take: Take, access: SessionAccess) -> bool:
    turn = access.library.turn(take.turn) if take.turn else None
    return turn is not None and turn.undone
