"""Session state: what the header says about the DAW, the project and the engine."""

from __future__ import annotations

from dataclasses import dataclass

from engine.wire.wire import SessionView
from ui import wording

ENGINE_WORDS = {
    "starting": "Starting",
    "ready": "Engine ready",
    "lost": "No answer",
    "stopped": "Engine stopped",
    "version": "Other version",
}


@dataclass(frozen=True)
class HeaderState:
    """What the header shows."""

    daw: str
    project: str
    is_connected: bool
    chips: tuple[str, ...]
    engine: str
    """In words."""
    is_well: bool
    why_not: str = ""


def header_of(session: SessionView | None, engine: str) -> HeaderState:
    """The header for a session and a state of the engine (a name of ENGINE_WORDS)."""
    words = ENGINE_WORDS[engine]
    if session is None:
        return HeaderState("Tonmeister", "", False, (), words, engine in ("ready", "starting"))
    connected = session.is_connected and engine in ("ready", "starting")
    if engine == "ready" and session.daw and not session.is_connected:
        words = f"{session.daw}: no answer"
    chips = (wording.bpm(session.bpm), session.key, session.meter, session.place if connected else "")
    return HeaderState(
        session.daw or "No DAW",
        session.name,
        connected and bool(session.daw),
        tuple(chip for chip in chips if chip),
        words,
        engine in ("ready", "starting") and (connected or not session.daw),
        session.why_not,
    )


@dataclass(frozen=True)
class ExampleRequest:
    """A request to begin with."""

    icon: str
    text: str


_BY_SELECTION = {
    "audio": ExampleRequest("sound", "Take the vocals out of the selected clip"),
    "midi": ExampleRequest("notes", "Sing the selected notes: “shine on till the morning”"),
    "range": ExampleRequest("vary", "Fill the selected bars with rain and vinyl crackle"),
}
_AUDIO_TRACK, _MIDI_TRACK = "Take {track} apart into stems", "Play the notes of {track} on a rhodes"
_LOOP = "A {bars}-bar drum loop{key}, in tempo"
_MORE = (
    ExampleRequest("vary", "Eight bars of rain and vinyl crackle, in tempo"),
    ExampleRequest("sound", "What can you do?"),
)


_INSTEAD = {
    "DAWproject": "I see the tempo, key and bars of this file. Everything lands on its own track and is one undo away; "
                  "open the file again in your DAW to hear it there.",
    "Watched folder": "I see the sounds and notes in this folder. What you ask for is written there as a file, and is "
                      "one undo away.",
}  # fmt: skip
"""What stands in place of a DAW: nobody sees what is selected there."""


def examples_for(session: SessionView | None) -> tuple[ExampleRequest, ...]:
    """Three requests that fit what is selected and what the project holds."""
    found: list[ExampleRequest] = []
    if session and session.selection.kind in _BY_SELECTION:
        found.append(_BY_SELECTION[session.selection.kind])
    for kind, icon, words in (("audio", "sound", _AUDIO_TRACK), ("midi", "notes", _MIDI_TRACK)):
        track = next((track for track in (session.tracks if session else ()) if track.kind == kind), None)
        if track and len(track.name) <= 40:
            found.append(ExampleRequest(icon, words.format(track=track.name)))
    found.append(
        ExampleRequest("notes", "Chords and a bass line" + (f" in {session.key}" if session and session.key else ""))
    )
    found.append(ExampleRequest("sound", _LOOP.format(bars=4, key="")))
    return tuple([*found, *_MORE][:3])


def hello(session: SessionView | None) -> str:
    """The sentence of an empty conversation."""
    if session and session.daw in _INSTEAD:
        return _INSTEAD[session.daw]
    if session and session.daw:
        return (f"I see the tempo, key, bars and what you select in {session.daw}. Everything lands on its own track "
                "and is one undo away.")
    return "No DAW is open: what is made stays in the library, and you can drag it into any program."
