"""A DAW's own folder, chosen by the user where it is not found by itself."""

from __future__ import annotations

from PyQt6.QtWidgets import QFileDialog, QWidget

from ui.connection.settings_editor import SettingsEditor
from ui.language.language import said


def choose_own_folder(editor: SettingsEditor, daw: str, name: str, parent: QWidget) -> None:
    """Ask for the folder; the script is installed there."""
    if folder := QFileDialog.getExistingDirectory(parent, said(f"The folder of {name}")):
        editor.choose_folder(daw, folder)
