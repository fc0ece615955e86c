"""The table of slot fillers: task → function from a clause to arguments."""

from __future__ import annotations

from collections.abc import Callable

from engine.planner.offline.slots import (
    arranging,
    automate,
    by_row,
    edit,
    effects,
    freeze,
    history,
    marker,
    mixer,
    music,
    plugin,
    route,
    session_info,
    set_track,
    singing,
    sound,
    space,
    speech,
    stems,
    stretch,
    take,
    transport,
)
from engine.planner.offline.slots.clause import Args, Clause

UNREAD = "What should be in the file: the mix, the stems or some tracks, and which bars?"


def _said_whole(clause: Clause) -> Args:
    """What is read as a whole sentence (`sentence/`) or not at all."""
    clause.need(UNREAD)
    return {"what": "mix"}


FILLERS: dict[str, Callable[[Clause], Args]] = {
    "transcribe": speech.transcribe,
    "translate_speech": speech.translate_speech,
    "style_transfer": speech.style_transfer,
    "enhance_speech": speech.only_clip,
    "separate_speakers": speech.separate_speakers,
    "talking_head": speech.talking_head,
    "speak": speech.speak,
    "caption_audio": speech.caption,
    "image_to_audio": speech.image_to_audio,
    "generate_audio": sound.generate_audio,
    "denoise": speech.only_clip,
    "binauralize": space.binauralize,
    "inpaint": sound.inpaint,
    "extract_sound": sound.extract_sound,
    "detect_target_sound": sound.detect_target_sound,
    "detect_sounds": speech.only_clip,
    "video_for_audio": speech.only_clip,
    "sing": singing.sing,
    "render_midi": singing.render_midi,
    "harmonize": singing.harmonize,
    "separate_stems": stems.separate_stems,
    "audio_to_midi": speech.only_clip,
    "generate_midi": music.generate_midi,
    "describe_music": music.describe_music,
    "apply_effect": effects.apply_effect,
    "edit_clip": edit.edit_clip,
    "change_tempo_key": stretch.change_tempo_key,
    "master": stretch.master,
    "mix": mixer.mix,
    "arrange": arranging.arrange,
    "transport": transport.transport,
    "undo": history.back,
    "redo": history.back,
    "history": history.history,
    "take": take.take,
    "marker": marker.marker,
    "automate": automate.automate,
    "route": route.route,
    "set_track": set_track.set_track,
    "plugin": plugin.plugin,
    "freeze": freeze.freeze,
    "export": _said_whole,
    "session_info": session_info.session_info,
}


def fill(clause: Clause) -> Args:
    """The arguments that a clause gives its task; what is missing is noted in the clause."""
    filler = FILLERS.get(clause.task, by_row.by_row)
    if clause.task == "style_transfer" and _on_notes(clause, filler(clause)):
        clause.task, filler = "render_midi", FILLERS["render_midi"]
        clause.missing.clear()
    return {name: value for name, value in filler(clause).items() if value is not None}


def _on_notes(clause: Clause, args: Args) -> bool:
    """Notes have no voice to change: "the melody as a flute" is played by one."""
    clip = clause.scene.clip(args.get("clip"))
    return clip is not None and clip.kind == "midi"
