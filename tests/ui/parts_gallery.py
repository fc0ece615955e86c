"""All small parts of the panel on one page."""

from __future__ import annotations

from collections.abc import Iterator

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QLayout, QWidget

from ui.cards.bar_ruler import BarRuler
from ui.cards.drag_out import Grip
from ui.cards.waveform import Waveform
from ui.widgets.button import Button, IconButton
from ui.widgets.card import Card, Rule
from ui.widgets.chip import Badge, Chip, ChipButton, PickedChip
from ui.widgets.example_button import ExampleButton
from ui.widgets.flow import FlowLayout
from ui.widgets.glyph import Glyph
from ui.widgets.label import ElidedLabel, Label, WrappedLabel
from ui.widgets.layout import column, group, row
from ui.widgets.progress import ProgressRow
from ui.widgets.segmented import Segmented

LONG = "A track with a name that no panel of 320 pixels could ever hold in one line, whatever the letters"
ROLES = ("control", "primary", "quiet", "slim", "state", "chip", "tab", "segment")
ICON_ROLES = ("icon", "send", "play", "mini")


def gallery() -> QWidget:
    """A page with each part once."""
    page = QWidget()
    page.setObjectName("panel")
    page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    page.setLayout(column(*_parts(), margins=(12, 12, 12, 12)))
    return page


def _parts() -> Iterator[QWidget | QLayout]:
    words = Card(name="You said", role="user", layout=column(WrappedLabel(LONG), Chip("bars 1–16"), gap=4))
    yield Label("What shall we make?", "hero")
    yield row(24, words)
    yield ExampleButton("Sing the selected notes: “shine on till the morning”", "notes")
    yield clip_card()
    yield Rule()
    job = ProgressRow(f"Making {LONG}", moves=False)
    job.show_progress(0.62, doing=f"step 2 of 2 · {LONG}", left="0:15 left")
    yield job
    busy = ProgressRow("Loading Demucs", moves=False)
    busy.show_progress(None, doing="first use · about 6 s")
    yield busy
    yield FlowLayout(*(Button(role, role, checkable=role in ("tab", "segment")) for role in ROLES), gap=8)
    yield FlowLayout(*(IconButton("play", f"An icon as {role}", role) for role in ICON_ROLES), gap=8)
    yield row(PickedChip(f"MIDI: {LONG}", "notes"), None)
    yield FlowLayout(Button(f"To “{LONG}”", "primary", icon="down", trailing_icon=True))
    yield row(Glyph("alert", "danger"), WrappedLabel("The song was not made.", "danger"))


def clip_card(number: int = 1) -> Card:
    """A clip card, made of the parts."""
    waveform = Waveform("Waveform of Vocals", BarRuler(64))
    waveform.set_peaks(bytes([(256 - n % 100) % 256 if n % 2 == 0 else n % 100 for n in range(2000)]))
    waveform.set_position(0.31)
    takes = Segmented(["1", "2", "3"], names=["Take 1", "Take 2", "Take 3"], name="Take")
    sides = Segmented(["A  Source", "B  Result"], names=["Hear the source", "Hear the result"], name="Hear", index=1)
    head = row(Grip(["Vocals.wav"], "Vocals"), ElidedLabel(LONG, "title"), Chip("MIT"), IconButton("info", "How"))
    head.setStretch(1, 1)
    return Card(
        name=f"Clip Vocals {number}",
        focusable=True,
        layout=column(
            head,
            waveform,
            row(group(IconButton("play", "Play Vocals", "play"), Label("0:09.9", "meta")), None, takes),
            row(sides, ElidedLabel("level-matched", "meta")),
            FlowLayout(Chip("A minor"), ChipButton("120 bpm", name="Tempo 120 bpm"), Badge("non-commercial")),
            margins=(12, 8, 12, 12),
        ),
    )
