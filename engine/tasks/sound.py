"""Sound: making it, finding things in it, mending it, placing it in space."""

from engine.tasks.task import Arg, Output, Task

_AUDIO = (Output("audio", "audio"),)
_CLIP = Arg("clip", "clip", "the sound", required=True)

TASKS = [
    Task(
        "generate_audio", "model", "Make a sound effect, an ambience, a loop or a bed from words.",
        (Arg("prompt", "text", "what it should sound like", required=True),
         Arg("duration", "number", "how long", "s", low=0.05, high=600), Arg("bars", "integer", "how many bars, exactly", "bars", low=1, high=256),
         Arg("bpm", "number", "tempo", "bpm", low=20, high=400), Arg("key", "key", "key, e.g. G minor"),
         Arg("lyrics", "text", "words to sing, where a model can"), Arg("language", "language", "language of the lyrics, lower-case English name"),
         Arg("guide", "clip", "a recording whose melody to follow, where a model can"),
         Arg("takes", "integer", "make so many and keep the one that fits the words best", low=1, high=8),
         Arg("track", "track", "put it on this track")),
        (*_AUDIO, Output("midi", "midi", False), Output("drums", "audio", False), Output("bass", "audio", False),
         Output("chords", "audio", False), Output("melody", "audio", False), Output("facts", "facts")),
        title="Make a sound", examples=("a lo-fi loop in the song's key, 4 bars", "an 8 second thunderstorm", "dark techno loop at 132 bpm"), on_session="adds",
    ),
    Task("denoise", "model", "Take hiss, hum, clicks or rumble off music or speech.", (_CLIP,), _AUDIO,
         title="Take off the noise", examples=("take the buzz off the vox", "remove the hiss from the tape"), on_session="edits"),
    Task(
        "binauralize", "model", "Place a sound in the space around the listener, for headphones.",
        (_CLIP, Arg("azimuth_deg", "number", "direction, left negative", "deg", low=-180, high=180),
         Arg("elevation_deg", "number", "height, up positive", "deg", low=-90, high=90),
         Arg("distance_m", "number", "distance", "m", low=0.1, high=100), Arg("motion", "text", "circle, left to right …")),
        _AUDIO, title="Place in space", examples=("headphone 3D version of the forest, 45 degrees left", "let the bee circle my head"), on_session="edits",
    ),
    Task(
        "inpaint", "model", "Fill a gap or replace a bad spot, so that it cannot be heard.",
        (_CLIP, Arg("start", "number", "from here", "s", required=True), Arg("end", "number", "to here", "s", required=True),
         Arg("prompt", "text", "what should be there")),
        _AUDIO, title="Fill the gap", examples=("fill in the missing audio at 12.0-12.4 s of the vocal",), on_session="edits",
    ),
    Task(
        "extract_sound", "model", "Get one sound out of a recording, and the rest.",
        (_CLIP, Arg("target", "text", "the sound to get", required=True)), (Output("target", "audio"), Output("rest", "audio", False)),
        title="Take out {target}", examples=("get only the woodpecker from the forest", "pull the guitar out of the demo"), on_session="splits",
    ),
    Task(
        "detect_target_sound", "model", "Find when a certain sound occurs.",
        (_CLIP, Arg("target", "text", "the sound to find"), Arg("reference", "clip", "an example of it")), (Output("spans", "spans"),),
        one_of=(("target", "reference"),), title="Find {target}", examples=("at which seconds does a twig snap?", "find every dog bark"), on_session="measures",
    ),
    Task("detect_sounds", "model", "List what sounds occur, and when.", (_CLIP,), (Output("spans", "spans"),),
         title="List the sounds", examples=("list what sounds occur in the field recording",), on_session="measures"),
    Task(
        "caption_audio", "model", "Describe a recording in one true sentence.",
        (Arg("clip", "clip", "the recording"), Arg("clips", "clips", "several recordings")), (Output("text", "text"), Output("facts", "facts")),
        one_of=(("clip", "clips"),), title="Describe the recording", examples=("caption forest.wav for me", "describe what can be heard here"), on_session="measures",
    ),
    Task(
        "image_to_audio", "model", "Make the sound that fits a picture.",
        (Arg("image", "image", "the picture", required=True), Arg("duration", "number", "how long", "s", low=0.1, high=600)), _AUDIO,
        title="Make the sound of the picture", examples=("sound of the harbour picture, 12 seconds",), on_session="adds",
    ),
    Task("video_for_audio", "model", "Make a music video from the sound.", (_CLIP,), (Output("video", "video"),),
         title="Make a video", examples=("waveform video of the demo",), on_session="measures"),
]
