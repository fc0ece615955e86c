"""Music: notes and vocals made, songs taken apart and measured."""

from engine.tasks.task import Arg, Output, Task

_AUDIO = (Output("audio", "audio"),)
_CLIP = Arg("clip", "clip", "the recording", required=True)

TASKS = [
    Task(
        "sing", "model", "Sing notes with lyrics, sample-aligned to the notes.",
        (Arg("midi", "midi", "the notes to sing: a MIDI clip, or the selected notes", required=True),
         Arg("lyrics", "text", "the words; without them those in the notes, else la"), Arg("voice", "text", "which voice: a name, female, male, deep …"),
         Arg("style", "text", "soft, breathy, more vibrato …"), Arg("preview", "boolean", "only say what would be sung on which note, and how hard it is"),
         Arg("export", "choice", "also write a score: ds for DiffSinger, ustx for OpenUtau", choices=("ds", "ustx"))),
        (*_AUDIO, Output("table", "facts"), Output("f0", "facts"), Output("singability", "facts"), Output("score", "text", False)),
        synonyms={"clip": "midi", "text": "lyrics"},
        title="Sing", examples=('sing the selected notes: "run to the river"', "have a soft female voice sing the melody"), on_session="adds",
    ),
    Task(
        "harmonize", "model", "Sing or play along with a recording in harmony: thirds, octaves, doubles, a choir.",
        (_CLIP, Arg("interval", "text", "third above, octave below, fifth …"), Arg("voices", "integer", "how many voices", low=1, high=8),
         Arg("key", "key", "key the harmony stays in"), Arg("midi", "midi", "the notes that were sung, where the recording was sung from notes"),
         Arg("lyrics", "text", "the words that were sung"), Arg("voice", "text", "which voice sang them"), Arg("style", "text", "how they were sung")),
        (*_AUDIO, Output("facts", "facts")), title="Sing in harmony", examples=("a third above the lead vocal", "make a choir of the lead vocal"), on_session="adds",
    ),
    Task(
        "separate_stems", "model", "Take a mix apart into vocals, drums, bass and other.",
        (_CLIP, Arg("stems", "choices", "which ones; all when not said", choices=("vocals", "drums", "bass", "other", "instrumental"))),
        (Output("vocals", "audio"), Output("drums", "audio"), Output("bass", "audio"), Output("other", "audio"),
         Output("instrumental", "audio"), Output("rest", "audio", False)),
        synonyms={"stem": "stems"}, title="Separate {stems}", examples=("stems of the demo", "take the drums out of the loop"), on_session="splits",
    ),
    Task(
        "audio_to_midi", "model", "Write a recording down as notes.", (_CLIP, Arg("quantise", "boolean", "snap to the grid")),
        (Output("midi", "midi"),), synonyms={"quantize": "quantise"}, title="Write down as notes", examples=("midi from the vocal line please",), on_session="adds",
    ),
    Task(
        "generate_midi", "model", "Compose chords, bass, drums, a melody, an arpeggio or a pad as notes.",
        (Arg("kind", "choice", "what to write", choices=("chords", "bass", "drums", "melody", "arpeggio", "pad"), required=True),
         Arg("key", "key", "key, e.g. G minor"), Arg("bars", "integer", "how many bars", "bars", low=1, high=256),
         Arg("chords", "chords", "chords by name or numeral: Dm Bb F C, i VI III VII"), Arg("style", "text", "lo-fi, house, jazz …"),
         Arg("bpm", "number", "tempo", "bpm", low=20, high=400), Arg("clip", "clip", "follow the chords of this clip"),
         Arg("track", "track", "put it on this track")),
        (Output("midi", "midi"),), synonyms={"chord": "chords", "type": "kind"},
        title="Write {kind}", examples=("make chords: Dm Bb F C", "a bass line in the song's key, 4 bars", "reggae drum pattern at 76 bpm"), on_session="adds",
    ),
    Task("render_midi", "model", "Play notes through a sampled or synthetic instrument.",
         (Arg("midi", "midi", "the notes", required=True), Arg("instrument", "text", "piano, upright bass, strings …")), _AUDIO,
         synonyms={"clip": "midi"}, title="Play the notes", examples=("bounce the chords with a rhodes",), on_session="adds"),
    Task(
        "describe_music", "model", "Measure tempo, key, chords, loudness, length or structure.",
        (_CLIP, Arg("aspect", "choice", "which one; all when not said", choices=("tempo", "key", "chords", "loudness", "duration", "structure"))),
        (Output("facts", "facts"),), synonyms={"what": "aspect"}, title="Measure {aspect}", examples=("what's the key of the demo?", "how many bpm is the beat"), on_session="measures",
    ),
]
