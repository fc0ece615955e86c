"""Who makes the sound when another model only found the words for it: any maker of sound that is registered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from engine.catalog.model import Brief, Model, Report
from engine.errors import ModelError, UserError
from engine.media.clip import Clip


def ready_generators(asks: Model, brief: Brief) -> list[Model]:
    """The makers of all kinds of sound that can work now, in the order to try them."""
    may_sell = brief.licence_policy != "commercial-safe"
    return [
        one
        for one in asks.others("generate_audio")
        if one is not asks and not one.only_music and not one.ready() and (may_sell or one.terms().commercial)
    ]


def made_by_words(
    order: Mapping[str, Any], seen: str, makers: Sequence[Model], brief: Brief, report: Report
) -> tuple[Clip, Model]:
    """The sound of the first maker that can make this, and does; ModelError when there is none."""
    for maker in makers:
        try:
            maker.check(order, {}, brief)
            made = maker.run(order, {}, brief, report)["audio"]
        except UserError:
            continue
        except ModelError as error:
            maker.unload()
            report.warn(f"{maker.name} failed: {error}")
        else:
            assert isinstance(made, Clip)
            return made, maker
    raise ModelError(f"The picture shows {seen}, and no model here makes such a sound.")
