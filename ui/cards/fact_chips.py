"""Fact chips: licence, size and the like in a row; what a chip has no room for stands as a line of words."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtWidgets import QLayout

from ui.theme.active_theme import theme
from ui.theme.theme import LARGE
from ui.widgets.chip import Badge, Chip
from ui.widgets.flow import FlowLayout
from ui.widgets.label import WrappedLabel
from ui.widgets.layout import column

_LONGEST = 24
"""Characters of a chip; it cannot wrap."""


def fact_chips(facts: Sequence[str], *, warning: str = "", name: str = "") -> QLayout:
    """`warning` is outlined in amber, and stands first; `name` is what a screen reader says of it."""
    is_large = theme().scale >= LARGE
    long = [fact for fact in facts if is_large or len(fact) > _LONGEST]
    parts = column(gap=4)
    if warning and is_large:
        parts.addWidget(WrappedLabel(warning, "warn", name=name))
    badge = [Badge(warning, name=name)] if warning and not is_large else []
    chips = [Chip(fact) for fact in facts if fact not in long]
    if long:
        parts.addWidget(WrappedLabel(" · ".join(long), "meta"))
    if badge or chips:
        parts.addLayout(FlowLayout(*badge, *chips))
    return parts
