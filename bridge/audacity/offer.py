"""Why Audacity cannot do some changes, or only in part, and what to do instead."""

from __future__ import annotations

_NO_NOTES = "Audacity plays no notes; ask for them as sound, or open the session in another DAW."
_NO_BUSES = "Audacity has no buses, groups or sends; its tracks all go to the output."
_NO_PLUGINS = "Audacity shows scripts nothing of its effects; ask for the effect on the clip, which prints it into it."
_NO_CUTS = "Audacity's scripts cannot open a cut clip again; ask for a cut of the clip, which makes a new file."
_NO_KNOBS = "Audacity's clips have no such knob; ask for it on the clip, which prints it into its sound."
_NO_RECORDING = "Audacity's tracks are not armed one by one; its record button is for all that is recorded."
REASONS = {
    **dict.fromkeys(("place_in_slot", "empty_slot"), "Audacity has no launcher; ask for the clip on a track."),
    **dict.fromkeys(("place_midi", "set_notes"), _NO_NOTES),
    **dict.fromkeys(("set_group", "set_output", "send", "sidechain"), _NO_BUSES),
    **dict.fromkeys(("add_plugin", "set_plugin", "remove_plugin"), _NO_PLUGINS),
    **dict.fromkeys(("trim", "split"), _NO_CUTS),
    **dict.fromkeys(("region_gain", "mute_region", "fade_in", "fade_out"), _NO_KNOBS),
    **dict.fromkeys(("set_arm", "set_monitor"), _NO_RECORDING),
    "rename_region": "Audacity 3.2 tells scripts no names of clips; click the clip's title in Audacity.",
    "set_color": "Audacity tells scripts no colours of tracks; choose one in the track's menu.",
    "set_position": "Audacity's scripts move no track among the others; drag it there.",
    "freeze": "In Audacity effects are in the sound already, or in the track's own stack; there is nothing to freeze.",
    "automation": "Audacity shows scripts no line of a volume that they could draw; use its Envelope Tool.",
    "set_tempo_map": "Audacity counts seconds; Tonmeister keeps one tempo and one meter for the whole project.",
    "transport": "Audacity does not tell scripts whether it plays; press the space bar in Audacity.",
}
"""What it cannot do, and what to do instead."""
_FREE = "Only where no other clip lies; what Audacity's clipboard holds is lost."
_AS_PLACED = "Audacity's own effects on a clip are not seen: an undo here brings back its sound as it was placed."
LIMITS = {
    **dict.fromkeys(("place_audio", "duplicate", "move"), _FREE),
    **dict.fromkeys(("remove_region", "remove_track", "replace_content"), _AS_PLACED),
    **dict.fromkeys(("set_tempo", "set_meter"), REASONS["set_tempo_map"]),
    "new_track": "Audacity's tracks hold sound: no MIDI tracks, buses or groups.",
    "set_gain": "From −36 to +36 dB, as far as Audacity's faders go.",
}
"""What it can do only in part."""
