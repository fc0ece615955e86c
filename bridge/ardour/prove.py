"""What must read back in Ardour beyond what a change itself claims: exact samples, and knobs."""

from __future__ import annotations

from collections.abc import Mapping

from bridge.ardour.effects import controls_of, effect_named
from bridge.scripted.audio import Prepared
from bridge.scripted.prove import at_samples, knob, replaced
from engine.daw.claim import Claim
from engine.daw.daw import AddPlugin, Change, Outcome, PlaceAudio, ReplaceContent, Snapshot


def extra_claims(
    change: Change, outcome: Outcome, file: Prepared | None, turned: Mapping[str, float], before: Snapshot
) -> list[Claim]:
    """What only Ardour can be asked for; `turned` is what the script says it set knobs to."""
    made = [made_id for _, made_id in outcome.made]
    if not outcome.is_done or not made:
        return []
    if isinstance(change, PlaceAudio) and file:
        return at_samples(made[0], file.sample, file.sample + file.frames)
    if isinstance(change, ReplaceContent):
        return replaced(change, made[0], file, before)
    if isinstance(change, AddPlugin) and not change.was:
        controls, _ = controls_of(effect_named(change.effect), change.parameters)
        return [knob(made[0], label, turned.get(label, value)) for label, value in controls.items()]
    return []
