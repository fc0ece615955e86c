"""Effects that were printed into a clip: they are no plugins, and another take of it is without them."""

from __future__ import annotations

from engine.assistant.actions.session_access import SessionAccess
from engine.daw.daw import Track
from engine.library.takes import Takes


def printed_into(track: Track, effect: str, access: SessionAccess) -> str:
    """Into which clip of a track an effect was printed, and how it is had without; "" when it was not."""
    wanted = effect.casefold().replace(" ", "_")
    for region in access.snapshot.regions_on(track.id):
        place = Takes(access.library).at(region.id)
        effects = [_effect(take.clip, access) for take in place.takes[: place.number]] if place else []
        if effects and effects[-1] and wanted in (effects[-1], "plugin", "effect", "effects", "fx"):
            before = max((number for number, one in enumerate(effects, 1) if one != effects[-1]), default=1)
            said = effects[-1].replace("_", " ")
            return (
                f"The {said} on '{track.name}' is no plugin: it is printed into '{region.name}'; take {before} of it is"
                " without."
            )
    return ""


def _effect(clip_id: str, access: SessionAccess) -> str:
    """The effect by which a clip was made; "" when it was made otherwise."""
    clip = access.library.record(clip_id)
    is_effect = clip is not None and clip.recipe is not None and clip.recipe.task == "apply_effect"
    return str(clip.recipe.args.get("effect", "")) if is_effect and clip and clip.recipe else ""
