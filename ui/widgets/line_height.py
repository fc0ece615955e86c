"""How high a line of a text field is."""

from __future__ import annotations

import math

from PyQt6.QtWidgets import QPlainTextEdit


def line_px(field: QPlainTextEdit) -> int:
    """As it is laid out: at some sizes that is more than the letters say, and a field of five lines would scroll."""
    document, said = field.document(), field.fontMetrics().lineSpacing()
    layout = document.firstBlock().layout() if document is not None else None
    return max(said, math.ceil(layout.lineAt(0).height())) if layout is not None and layout.lineCount() else said
