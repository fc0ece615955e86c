"""One list of changes on its way to Ardour: translated, sent, and judged by what is read back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from bridge.ardour.changes import TARGETS, wire_of
from bridge.ardour.check import Asked, verdicts
from bridge.ardour.desk import Desk, Wire
from bridge.ardour.effects import controls_of, effect_named
from bridge.ardour.fit import fitted, knob_end
from bridge.ardour.read_back import transport_wrong
from engine.daw.daw import AddPlugin, Change, Outcome, RemoveTrack, Snapshot, Split, Transport
from engine.errors import DawError, UserError

NO_PROOF = "Ardour stopped answering, so whether this was done is not known."
_DEPENDS = "It depends on a change that was not made."
_MAKERS = frozenset(
    {"new_track", "place_audio", "place_midi", "replace_content", "duplicate", "split", "add_plugin", "add_marker"}
)
_HIDDEN = "Ardour 7 cannot delete a track without a dialog, so it was emptied and hidden; its name is free again."


@dataclass
class Batch:
    """Changes that go in one command."""

    changes: Sequence[Change]
    made: dict[str, str]
    """Names given by `ref`, with the ids of what came to be; shared by all batches of one request."""
    failed: set[str]
    """Names given by `ref` to what did not come to be; shared likewise."""
    revision: str
    label: str
    wires: list[Wire] = field(default_factory=list)
    became: dict[str, str] = field(default_factory=dict)
    """Old ids, with the ids of what the DAW made anew in their place."""
    said: dict[int, str] = field(default_factory=dict)
    """What had to be different from what was asked, by position."""
    errors: dict[int, str] = field(default_factory=dict)
    """Reasons, by position, of the changes that are not even sent."""
    before: Snapshot | None = None
    """The session as it was."""
    is_pending: bool = False
    """Whether something that Ardour accepted did not yet read back."""

    def all(self, state: Literal["not_done", "unknown"], why: str) -> list[Outcome]:
        """The same outcome for every change."""
        self.failed |= {name for change in self.changes for name in _refs(change)}
        return [Outcome(state, why) for _ in self.changes]

    def translate(self, desk: Desk) -> None:
        """Turn the changes into plain data, as far as they can be done."""
        self.changes = list(self.changes)
        for position, change in enumerate(self.changes):
            try:
                if any(getattr(change, name, None) in self.failed for name in TARGETS):
                    raise DawError(_DEPENDS)
                change, said = fitted(change, desk)
                self.changes[position] = change
                if said:
                    self.said[position] = said
                self.wires.append(wire_of(change, desk))
            except (UserError, DawError) as error:
                self.errors[position] = str(error)
                self.failed |= _refs(change)

    def outcomes(
        self,
        results: Sequence[Mapping[str, Any]] | None,
        desk: Desk,
        after: Snapshot,
        transport: Mapping[str, Any],
        *,
        removes_tracks: bool,
    ) -> list[Outcome]:
        """What became of each change. `results` is None when Ardour fell silent and only the snapshot speaks."""
        answers = iter(results or ())
        replies: list[Mapping[str, Any] | None] = []
        for position in range(len(self.changes)):
            replies.append(None if position in self.errors or results is None else next(answers, None))
        asked = []
        for position, (change, reply) in enumerate(zip(self.changes, replies, strict=True)):
            one = self._asked(change, reply, desk, is_silent=results is None, is_sent=position not in self.errors)
            asked.append(one)
        found = verdicts(asked, desk.snapshot, after)
        outcomes = []
        self.is_pending = False
        for position, change in enumerate(self.changes):
            if position in self.errors:
                outcomes.append(Outcome("not_done", self.errors[position]))
                continue
            wrong, reservation = found[position]
            if isinstance(change, Transport) and transport:
                wrong = transport_wrong(change, transport, after)
            self.is_pending |= bool(wrong)
            outcomes.append(
                self._outcome(
                    change,
                    replies[position],
                    asked[position],
                    wrong,
                    " ".join(filter(None, (self.said.get(position, ""), reservation))),
                    is_silent=results is None,
                    removes_tracks=removes_tracks,
                )
            )
        return outcomes

    def _asked(
        self, change: Change, reply: Mapping[str, Any] | None, desk: Desk, *, is_silent: bool, is_sent: bool
    ) -> Asked | None:
        made: tuple[str, ...] = ()
        if reply and reply.get("ok") and reply.get("made") is not None:
            one = reply["made"]
            made = tuple(map(str, one)) if isinstance(one, list) else (str(one),)
            self.made.update((ref, one) for ref, one in zip(_ordered_refs(change), made, strict=False) if ref)
        is_maker = change.capability in _MAKERS
        if (
            not is_sent
            or (is_maker and not made)
            or (reply is None and not is_silent)
            or (reply and not reply.get("ok"))
        ):
            self.failed |= _refs(change) if not made else set()
            return None
        told = _told(reply)
        names = [getattr(change, name) for name in ("plugin", "region", "marker", "track") if hasattr(change, name)]
        target = self.made.get(names[0], names[0]) if names else ""
        target = self.became.get(target, target)
        if isinstance(told.get("became"), list) and len(told["became"]) == 2:
            old, new = map(str, told["became"])
            self.became[old] = new
            made = made or (new,)
        turned = told.get("set") if isinstance(told.get("set"), dict) else {}
        return Asked(change, target, made, desk.prepared.get(id(change)), turned or {}, self.made)

    def _outcome(
        self,
        change: Change,
        reply: Mapping[str, Any] | None,
        asked: Asked | None,
        wrong: str,
        reservation: str,
        *,
        is_silent: bool,
        removes_tracks: bool,
    ) -> Outcome:
        if is_silent:
            is_proven = asked is not None and not wrong and not reservation and not isinstance(change, Transport)
            return Outcome("done") if is_proven else Outcome("unknown", NO_PROOF)
        if reply is None:
            return Outcome("unknown", "Ardour's answer does not say what became of it.")
        if not reply.get("ok"):
            return Outcome(
                "not_done", _DEPENDS if _DEPENDS in str(reply.get("error")) else f"Ardour: {reply.get('error')}"
            )
        became = tuple(_told(reply).get("became") or ())
        made = tuple(zip(_ordered_refs(change), asked.made, strict=False)) if asked else ()
        became = ((str(became[0]), str(became[1])),) if len(became) == 2 else ()
        if wrong or asked is None:
            return Outcome("not_done", wrong or "Ardour made nothing.", made, became)
        reservation = " ".join(filter(None, (reservation, _reservation(change, asked, removes_tracks))))
        return Outcome("done", reservation, made, became)


def _told(reply: Mapping[str, Any] | None) -> Mapping[str, Any]:
    """What the script says besides: what it turned knobs to, what it had to make anew."""
    told = reply.get("told") if reply else None
    return told if isinstance(told, dict) else {}


def _ordered_refs(change: Change) -> tuple[str, ...]:
    """The names of what a change makes, in the order in which the script answers."""
    ref = getattr(change, "ref", "")
    return (f"{ref}.1" if ref else "", ref) if isinstance(change, Split) else (ref,)


def _refs(change: Change) -> set[str]:
    return {name for name in _ordered_refs(change) if name}


def _reservation(change: Change, asked: Asked, removes_tracks: bool) -> str:
    if isinstance(change, RemoveTrack) and not removes_tracks:
        return _HIDDEN
    if isinstance(change, AddPlugin):
        controls, unknown = controls_of(effect_named(change.effect), change.parameters)
        said = [f"Ardour's plugin has no control for {', '.join(unknown)}."] if unknown else []
        for label, value in asked.turned.items():
            if abs(float(value) - controls.get(label, value)) > 1e-4 * max(1.0, abs(value)):
                said.append(knob_end(label, float(value)))
        return " ".join(said)
    if isinstance(change, Transport) and change.count_in_bars > 1:
        return "Ardour counts in for one bar."
    return ""
