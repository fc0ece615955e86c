"""The order of tracks, with the places of those that are elsewhere now, so that each comes back to where it lay."""

from __future__ import annotations

from collections.abc import Sequence

from bridge.dawproject.edit import DocumentEdit
from bridge.dawproject.xml import Element, add, elements


def remember_order(parent: Element, edit: DocumentEdit) -> None:
    """Keep the order of what lies in a group, or in the session, before something leaves it or moves in it."""
    order = _order(parent, edit)
    if order != _kept(parent, edit):
        kept = parent.makeelement("Order")
        for one in order:
            add(kept, "Track", id=one)
        edit.removed.keep(kept, _name(parent))


def has_place(track: Element, edit: DocumentEdit) -> bool:
    """Whether a track has lain in its group, or in the session, before."""
    parent = track.getparent()
    return parent is not None and track.get("id") in _kept(parent, edit)


def put_where_it_was(track: Element, edit: DocumentEdit) -> None:
    """A track that has just come into a group lies there as it lay before; one that never did stays at its end."""
    parent, own = track.getparent(), str(track.get("id"))
    if parent is None:
        return
    order = _order(parent, edit, but=own)
    if own not in order:
        return
    beside = {one.get("id"): one for one in _within(parent) if one is not track}
    above = next((beside[one] for one in reversed(order[: order.index(own)]) if one in beside), None)
    if above is not None:
        above.addnext(track)
    elif beside:
        next(iter(beside.values())).addprevious(track)


def _order(parent: Element, edit: DocumentEdit, but: str = "") -> list[str]:
    """What lies there now in its order, and what lay there behind what it lay behind."""
    now = [str(one.get("id")) for one in _within(parent) if one.get("id") != but]
    behind: dict[str, list[str]] = {}
    last = ""
    for one in _kept(parent, edit):
        if one in now:
            last = one
        else:
            behind.setdefault(last, []).append(one)
    return [*behind.get("", ()), *(one for here in now for one in (here, *behind.get(here, ())))]


def _within(parent: Element) -> list[Element]:
    return [one for one in elements(parent) if one.tag == "Track" or (one.tag == "Channel" and parent.tag != "Track")]


def _kept(parent: Element, edit: DocumentEdit) -> Sequence[str]:
    return [str(one.get("id")) for one in elements(edit.removed.kept(_name(parent)))]


def _name(parent: Element) -> str:
    return f"order in {parent.get('id', '')}"
