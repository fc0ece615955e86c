"""The session's own language: takes, notes, markers, automation, routing, plugins, freezing, exports, questions."""

from engine.tasks.task import Arg, Output, Task

_CHANGES = (Output("changes", "changes"),)
_TEXT = (Output("text", "text"),)
_TRACK = Arg("track", "track", "the track")
_TRACKS = Arg("tracks", "tracks", "several tracks")
_CLIP = Arg("clip", "clip", "the clip")
_CLIPS = Arg("clips", "clips", "several clips")
_START_BAR = Arg("start_bar", "number", "from the start of this bar", "bars", low=1)
_END_BAR = Arg("end_bar", "number", "to the start of this bar", "bars", low=1)

NOTE_EDITS = ("quantize", "humanize", "velocity", "legato", "staccato", "snap_to_scale", "swing", "strum", "thin", "double",
              "pitch", "length", "delete")
EXPORTS = ("mix", "tracks", "stems", "clip", "selection", "notes", "transcript", "lyrics", "session")
FORMATS = ("wav", "flac", "mp3", "aac", "mid", "txt", "srt", "vtt", "lrc", "dawproject")
ASPECTS = ("overview", "tracks", "plugins", "takes", "clipping", "masking", "loudness", "tempo", "files", "selection", "notes", "places")

TASKS = [
    Task(
        "take", "session", "The contents that have lain in one place: list, use, compare or delete them.",
        (_CLIP, _TRACK, Arg("action", "choice", "what to do", choices=("use", "list", "compare", "delete"), required=True),
         Arg("number", "text", "which one: 1 is the first, -1 the one before the active one, last the newest")),
        (*_CHANGES, *_TEXT),
        examples=("go back to the first take of the vocal", "which takes are there of the beat?", "the original was better, use that"),
    ),
    Task(
        "edit_notes", "session", "Change the notes of a MIDI clip in place: quantize, humanize, velocity, legato and more.",
        (_CLIP, _CLIPS, Arg("action", "choice", "what to do", choices=NOTE_EDITS, required=True), Arg("grid", "text", "note value of the grid, such as 1/16 or 1/8T"),
         Arg("amount", "number", "how much, 0 nothing … 1 all", low=0, high=1), Arg("value", "number", "velocity to set, 1 … 127", low=1, high=127),
         Arg("change", "number", "velocity by so much; pitch by so many semitones", low=-126, high=126), Arg("key", "key", "the scale"),
         Arg("note", "integer", "only this note of the clip or of the bars: 1 the first, -1 the last"), Arg("only", "text", "only the notes of this name, such as E or F#4; above C5, below C3, high, low, loud, quiet, long, short, highest, beat 1, offbeats, every 2nd; third (of each chord)"),
         Arg("to", "text", "pitch: to this note, such as G (the nearest) or G4"), Arg("times", "number", "length: so many times as long", low=0.05, high=20), _START_BAR, _END_BAR),
        _CHANGES, needs={"": ("set_notes",)}, examples=("quantize the chords to 1/16", "humanize the bass a little", "raise the velocity of the melody by 10", "the last note of the melody should be a G"),
    ),
    Task(
        "marker", "session", "Name places of the session: add, rename, move, delete or list markers.",
        (Arg("action", "choice", "what to do", choices=("add", "rename", "move", "delete", "list"), required=True), Arg("name", "text", "its name"),
         Arg("bar", "number", "at the start of this bar", "bars", low=1), Arg("at", "number", "at this time", "s", low=0), Arg("new_name", "text", "its new name")),
        (*_CHANGES, *_TEXT), needs={"add": ("add_marker",), "rename": ("rename_marker",), "move": ("move_marker",), "delete": ("remove_marker",)},
        examples=("put a marker called Chorus at bar 17", "rename the marker Verse to Verse 1", "which markers are there?"),
    ),
    Task(
        "automate", "session", "Let volume, pan, mute or an effect's parameter change over bars; or clear that again.",
        (_TRACK, Arg("parameter", "text", "volume, pan, mute or a parameter of an effect"), Arg("effect", "text", "the effect whose parameter it is"), Arg("from", "number", "value at the start (volume in dB)"),
         Arg("to", "number", "value at the end (volume in dB)"), _START_BAR, _END_BAR,
         Arg("action", "choice", "write or clear", choices=("write", "clear"))),
        _CHANGES, needs={"": ("automation",)}, examples=("automate the pad's volume from -20 to 0 dB over bars 1 to 9", "clear the pan automation of the synth"),
    ),
    Task(
        "route", "session", "Sends, buses, groups and sidechains by the DAW's own routing.",
        (Arg("action", "choice", "what to do", choices=("send", "bus", "group", "ungroup", "sidechain"), required=True), _TRACK, _TRACKS,
         Arg("to", "text", "the bus, the group, or what triggers the sidechain"), Arg("value_db", "number", "how much goes to the send (-120 ends it); sidechain: how far down", "dB", low=-120, high=12),
         Arg("change_db", "number", "instead: so much more or less to the send than now", "dB", low=-60, high=60)),
        _CHANGES, needs={"send": ("send",), "bus": ("set_output",), "group": ("set_group",), "ungroup": ("set_group",)},
        examples=("send the vocal to a reverb bus at -12 dB", "group the drum tracks", "duck the bass with the kick"),
    ),
    Task(
        "set_track", "session", "A track's colour, arming, monitoring and place among the others.",
        (_TRACK, _TRACKS, Arg("color", "text", "a colour by name or #rrggbb"), Arg("arm", "boolean", "ready to record"),
         Arg("monitor", "choice", "what is heard of its input", choices=("auto", "on", "off")), Arg("position", "integer", "1 is the top; -1 the bottom")),
        _CHANGES, one_of=(("track", "tracks"), ("color", "arm", "monitor", "position")), synonyms={"colour": "color"},
        examples=("color the vocal track red", "arm the guitar track", "move the drums to the top"),
    ),
    Task(
        "plugin", "session", "Plugins that are on a track: take off, bypass, switch on, set a parameter.",
        (_TRACK, _TRACKS, Arg("action", "choice", "what to do", choices=("remove", "bypass", "enable", "set"), required=True),
         Arg("plugin", "text", "which one, by its name or kind"), Arg("parameter", "text", "which parameter"), Arg("value", "number", "its new value"),
         Arg("change", "number", "instead: so much more or less than now"), Arg("times", "number", "instead: so many times what it is now", low=0.01, high=100)),
        _CHANGES, needs={"remove": ("remove_plugin",), "bypass": ("set_plugin",), "enable": ("set_plugin",), "set": ("set_plugin",)},
        examples=("bypass the compressor on the drums", "take the reverb off the vocal", "set the reverb's mix to 0.2"),
    ),
    Task(
        "freeze", "session", "Print a track or clip with its effects and notes, in place; or undo that.",
        (_TRACK, _CLIP, _CLIPS, Arg("action", "choice", "what to do", choices=("freeze", "unfreeze", "bounce"), required=True)),
        _CHANGES, one_of=(("track", "clip", "clips"),), examples=("freeze the synth track", "bounce the bass in place", "unfreeze it"),
    ),
    Task(
        "export", "session", "Write files to take along: the mix, tracks, stems, a clip, notes, words or the whole session.",
        (Arg("what", "choice", "what to write", choices=EXPORTS, required=True), Arg("format", "choice", "the kind of file", choices=FORMATS),
         _CLIP, _CLIPS, _TRACK, _TRACKS, Arg("loudness_lufs", "number", "at this loudness", "LUFS", low=-60, high=0), _START_BAR, _END_BAR),
        (*_TEXT,), examples=("export the mix as mp3", "bounce all tracks as wav files", "save the lyrics as lrc"),
    ),
    Task(
        "session_info", "session", "Answer a question about the session from the session itself.",
        (Arg("aspect", "choice", "what about; notes: how many, highest, lowest, which in some bars; places: how long from start_bar to end_bar, who plays there, or where `at` is", choices=ASPECTS), _TRACK, _CLIP, _START_BAR, _END_BAR,
         Arg("at", "number", "places: this time in the session", "s", low=0)),
        (*_TEXT,), examples=("how many tracks are there?", "what plugins are on the vocal?", "does anything clip?", "what is the highest note of the melody?"),
    ),
]
