"""First run: the steps from nothing to a first sound, and which of them are done."""

from __future__ import annotations

from dataclasses import dataclass

from engine.wire.wire import SessionView
from ui.conversation.settings_state import SettingsState

FIRST_SOUND = "A 2-bar drum loop in tempo"


@dataclass(frozen=True)
class FirstStep:
    """One step."""

    title: str
    said: str
    state: str
    """done, open or working."""
    buttons: tuple[tuple[str, str, str], ...] = ()
    """(words, what: install, folder, use, sound or settings, of which DAW)."""
    outcome: tuple[str, ...] = ()
    """What came of the last try."""


def first_steps(session: SessionView | None, settings: SettingsState) -> tuple[FirstStep, ...]:
    """The DAW, a first sound, and what may come later."""
    return (_daw(session, settings), _sound(session), _later())


def _daw(session: SessionView | None, settings: SettingsState) -> FirstStep:
    if session is not None and session.daw and session.is_connected:
        return FirstStep(f"{session.daw} is connected", f"“{session.name}” is open: what you make lands on its tracks.",
                         "done")
    outcome = settings.tried.said if settings.tried is not None and settings.tried.what.startswith("daw ") else ()
    if settings.trying.startswith("daw "):
        return FirstStep("Your DAW", "Its script is being installed.", "working")
    opened = [daw for daw in settings.daws if daw.is_open and daw.has_script]  # a watched folder is always there
    if opened:
        buttons = tuple((f"Use {daw.name}", "use", daw.id) for daw in opened[:3])
        said = f"{opened[0].name} was found. {opened[0].said.rstrip('.')}."
        return FirstStep("Your DAW", said, "open", buttons, outcome)
    tried = settings.tried.what.removeprefix("daw ") if settings.tried is not None and not settings.tried.ok else ""
    asks = [daw for daw in settings.daws if daw.asks_folder and daw.id == tried]
    buttons = (*(("Choose the folder…", "folder", daw.id) for daw in asks),
               *((f"Install for {daw.name}", "install", daw.id) for daw in settings.daws if daw.has_script))
    said = ("No DAW with a project is open. Install the script of yours, start it, and open a project; it is found by "
            "itself. Without one, sounds stay in the library, to be dragged into any program.")
    return FirstStep("Your DAW", said if settings.daws else "Your DAW is looked for.", "open", buttons, outcome)


def _sound(session: SessionView | None) -> FirstStep:
    where = "on a track of its own, one undo away" if session is not None and session.daw else "in the library"
    said = f"Two bars of drums, {where}. It needs no download and takes some seconds."
    return FirstStep("A first sound", said, "open", (("Make it and play it", "sound", ""),))


def _later() -> FirstStep:
    said = ("A language model understands freer words, and larger models sound better; the settings have both. "
            "Nothing leaves this computer until you set one up.")
    return FirstStep("Later", said, "open", (("Settings", "settings", ""),))
