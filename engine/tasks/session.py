"""The session itself: clips on tracks, mixer, transport, undo and history."""

from engine.tasks.task import Arg, Output, Task

_CHANGES = (Output("changes", "changes"),)

TASKS = [
    Task(
        "arrange", "session", "Put, move, copy or delete clips on tracks; make, copy, rename and delete tracks.",
        (Arg("action", "choice", "what to do", choices=("place", "move", "duplicate", "delete", "rename", "new_track"), required=True),
         Arg("clip", "clip", "the clip"), Arg("track", "track", "the track; a new one by its new name"), Arg("bar", "number", "at the start of this bar; a copy without a place comes right behind its clip, on another track beside it", "bars", low=1),
         Arg("at", "number", "at this time in the session", "s", low=0), Arg("count", "integer", "how many copies", low=1, high=1000),
         Arg("offset", "number", "later (earlier when negative) by; a copy: so far behind the end of its clip", "s"),
         Arg("offset_beats", "number", "the same in beats", "beats"),
         Arg("start_bar", "number", "move, copy or delete only what lies from the start of this bar; of all tracks when no clip is named", "bars", low=1),
         Arg("end_bar", "number", "to the start of this bar", "bars", low=1), Arg("name", "text", "the new name"),
         Arg("kind", "choice", "of a new track: for sound, for notes, or a bus", choices=("audio", "midi", "bus"))),
        _CHANGES,
        needs={"place": ("new_track", "place_audio"), "move": ("move",), "duplicate": ("duplicate",), "delete": ("remove_region",),
               "rename": ("rename_track",), "new_track": ("new_track",),
               "duplicate part": ("trim", "move"), "place part": ("split", "move"), "move part": ("split",)},
        title="{action}", examples=("place demo_mix on a new track called Guide", "move the vocal to bar 5", "rename the track to Lead"),
    ),
    Task(
        "mix", "session", "Level, pan, mute and solo of whole tracks, groups and buses on the DAW's mixer.",
        (Arg("track", "track", "the track"), Arg("tracks", "tracks", "several tracks"), Arg("clip", "clip", "the track of this clip"),
         Arg("action", "choice", "what to do", choices=("gain", "pan", "mute", "unmute", "solo", "unsolo"), required=True),
         Arg("value_db", "number", "louder (+) or quieter (−) by", "dB", low=-120, high=40), Arg("set_db", "number", "fader to", "dB", low=-120, high=20),
         Arg("value", "number", "pan position, −1 left … 1 right", low=-1, high=1), Arg("loudness_lufs", "number", "fader so that it plays at", "LUFS", low=-60, high=0)),
        _CHANGES, needs={"gain": ("set_gain",), "pan": ("set_pan",), "mute": ("set_mute",), "unmute": ("set_mute",), "solo": ("set_solo",), "unsolo": ("set_solo",)},
        synonyms={"pan": "value", "gain_db": "value_db"},
        title="{action}", examples=("turn the vocal down 3 dB", "pan the synth 40% right", "mute Lead", "solo the beat"),
    ),
    Task(
        "transport", "session", "Play, stop, record, go somewhere, loop, set the tempo, switch the click.",
        (Arg("action", "choice", "what to do", choices=("play", "stop", "record", "locate", "loop", "set_tempo", "get_tempo", "metronome", "set_meter"), required=True),
         Arg("bar", "number", "go to or play from this bar; set_tempo, set_meter: from this bar on", "bars", low=1), Arg("at", "number", "the same as a time", "s", low=0),
         Arg("bpm", "number", "the tempo", "bpm", low=20, high=400), Arg("start_bar", "integer", "loop, or a ramp of the tempo, from the start of this bar", "bars", low=1),
         Arg("end_bar", "integer", "loop to the end of this bar; a ramp to the start of it", "bars", low=1), Arg("on", "boolean", "switch on or off"), Arg("clip", "clip", "loop or go to this clip"),
         Arg("to_bpm", "number", "a ramp: the tempo at its end", "bpm", low=20, high=400), Arg("meter", "text", "the meter, such as 6/8"),
         Arg("marker", "marker", "go to this marker"), Arg("count_in", "integer", "bars of click before a recording", "bars", low=0, high=8)),
        _CHANGES, needs=dict.fromkeys(("play", "stop", "record", "locate", "loop", "metronome"), ("transport",)) | {"set_tempo": ("set_tempo",), "set_meter": ("set_meter",)},
        title="{action}", examples=("start playback", "go to bar 21", "tempo to 98 please", "loop bars 5 to 8"),
    ),
    Task(
        "undo", "session", "Take back a request, in the DAW and in the files: the last one, or one by name.",
        (Arg("steps", "integer", "how many requests", low=1, high=1000), Arg("target", "text", "which: by number #4, #4.2, or by its words, task or clip")),
        (*_CHANGES, Output("text", "text")), title="Undo", examples=("undo that", "undo the bass line", "take back the last two"),
    ),
    Task("redo", "session", "Do again what was undone.",
         (Arg("steps", "integer", "how many requests", low=1, high=1000), Arg("target", "text", "which one, by its words, task or clip")),
         (*_CHANGES, Output("text", "text")), title="Redo", examples=("redo it",)),
    Task("history", "session", "Tell what was done, to a clip, a track or in all.",
         (Arg("clip", "clip", "the clip"), Arg("track", "track", "the track"), Arg("query", "text", "what to look for")),
         (Output("text", "text"),), title="Look back", examples=("what have you done to vox_main so far?",)),
]
