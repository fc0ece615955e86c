"""Stage: a panel that shows a scene, without an engine."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PyQt6.QtCore import QCoreApplication, QEvent

from engine.wire.wire import TurnView
from ui.connection.controller import Controller
from ui.start_up.scene import Scene
from ui.start_up.screenshot import lay_out, save_picture
from ui.widgets.piecemeal import Piecemeal
from ui.window.help_page import HelpPage
from ui.window.models_page import ModelsPage
from ui.window.panel import Panel
from ui.window.voices_page import VoicesPage
from ui.window.window_state import WindowState

_ROUNDS = 3
_TASKS: Mapping[str, Mapping[str, Any]] = {
    task: {"id": task, "summary": summary, "arguments": []} for task, summary in (
        ("separate_stems", "Vocals, drums, bass, other."), ("separate_speakers", "One clip for each speaker."),
        ("generate_music", "Make music."), ("sing", "Sing notes."),
    )
}  # fmt: skip


def staged(scene: Scene) -> Panel:
    """A panel that was told everything of a scene; not shown yet."""
    panel = Panel(informed(scene), window_state=WindowState(has_begun=not scene.is_first_run))
    tell(panel, scene)
    return panel


def informed(scene: Scene) -> Controller:
    """What a panel of a scene needs to be told before it is made."""
    controller = Controller()
    controller.engine = scene.engine
    controller.file_is_there = lambda path: True
    controller.clip_cache.peaks = dict(scene.peaks)
    controller.tasks = dict(_TASKS)
    controller.conversation.total = 0
    for source in scene.sources:
        controller.clip_cache.know(source)
    if scene.settings is not None:
        controller.settings.state = scene.settings
    return controller


def tell(panel: Panel, scene: Scene) -> None:
    """All else of a scene."""
    controller = panel.controller
    for turn in scene.turns:
        controller.conversation.take_turn(turn)
    _link_undo(controller, scene.turns)
    controller.song_editor.state = controller.conversation.song = scene.song
    for progress in scene.progress:
        controller.conversation.take_progress(progress)
    for notice in scene.notices:
        controller.conversation.take_notice(notice)
    if scene.session is not None:
        controller.hear("session", scene.session)
    panel.state.files = scene.files
    panel.composer.show_chips()
    panel.show_rows()
    if scene.text:
        panel.composer.write(scene.text)
    if scene.talk is not None:
        panel.talking.talker.state = scene.talk
        for level in scene.levels:
            panel.composer.talk_row.meter.show_level(level)
        panel.composer.show_talk(scene.talk)
    if scene.library is not None:
        controller.library.state = scene.library
    if scene.tab != "chat":
        panel.show_tab(scene.tab)


def perform(panel: Panel, scene: Scene) -> None:
    """What needs the rows on screen: after the panel is shown."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    if panel.transcript is not None:
        for at in range(panel.transcript.count()):
            card = panel.transcript.content_of(at)
            clip = getattr(card, "clip", None)
            if clip is not None and clip.id == scene.playing:
                card.show_playing(True)  # type: ignore[union-attr]
                card.show_position(9.9)  # type: ignore[union-attr]
            if clip is not None and scene.is_open:
                card.toggle_how()  # type: ignore[union-attr]
    if scene.is_dropping:
        panel.overlay.cover()
    if scene.models is not None and panel.findChild(ModelsPage) is None:
        panel.controller.models.state = scene.models
        ModelsPage(panel, panel.controller.models).toggle()
    if scene.is_help and panel.findChild(HelpPage) is None:
        HelpPage(panel).toggle()
    if scene.voices is not None and panel.findChild(VoicesPage) is None:
        panel.controller.voices.state = scene.voices
        VoicesPage(panel, panel.controller.voices).toggle()
    panel.setFocus()


def photograph(scene: Scene, path: Path, *, width: int, height: int, ratio: float = 1.0) -> Panel:
    """Write a picture of a scene in the theme in use; OSError when that cannot be done."""
    panel = posed(scene, width=width, height=height)
    save_picture(panel, path, width=width, height=height, ratio=ratio)
    return panel


def posed(scene: Scene, *, width: int, height: int) -> Panel:
    """The panel of a scene with all in its place, ready for `picture_of`."""
    panel = staged(scene)
    lay_out(panel, width=width, height=height)
    settle_whole(panel)
    perform(panel, scene)
    _settle_at_its_end(panel)
    return panel


def dragged(panel: Panel, *, width: int, height: int) -> None:
    """The same panel at another size, ready for `picture_of`."""
    lay_out(panel, width=width, height=height)
    _settle_at_its_end(panel)


def _settle_at_its_end(panel: Panel) -> None:
    settle_whole(panel)
    if panel.transcript is not None:
        panel.transcript.scroll_to_end()
        settle_whole(panel)


def settle_whole(panel: Panel) -> None:
    """Let Qt do what it has put off, until pages that come in pieces are whole."""
    rounds = _ROUNDS
    while rounds > 0:
        QCoreApplication.processEvents()
        rounds = _ROUNDS if any(pieces.isActive() for pieces in panel.findChildren(Piecemeal)) else rounds - 1


def _link_undo(controller: Controller, turns: tuple[TurnView, ...]) -> None:
    """A turn that begins with "Undo:" takes back the one before it."""
    for before, turn in zip(turns, turns[1:], strict=False):
        if turn.text.startswith("Undo: "):
            controller.conversation.undoing[turn.number] = before.number
