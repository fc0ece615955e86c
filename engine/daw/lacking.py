"""What a DAW cannot do, each with the reason: its own, and one sentence for every value that nobody gave one."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from engine.daw.changes.value import SetValue


def lacking(daw: str, can: Collection[str], reasons: Mapping[str, str]) -> dict[str, str]:
    """The reasons of a DAW's own, and beside them its name and that of each value that it neither sets nor explains.

    Only of values: a kind of change that is none has a reason in each DAW, or a test names the DAW.
    """
    values = {kind.capability: kind for kind in SetValue.__subclasses__()}
    return {**reasons, **{name: unset(kind, daw) for name, kind in values.items() if name not in {*can, *reasons}}}


def unset(kind: type[SetValue], daw: str) -> str:
    """ "Tonmeister cannot set the comment of a track in Ardour; do it there."."""
    return f"Tonmeister cannot set {kind.anywhere()} in {daw}; do it there."
