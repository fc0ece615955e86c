"""Speech: words in, words out, and what is done to a voice."""

from engine.tasks.task import Arg, Output, Task

_AUDIO = (Output("audio", "audio"),)
_CLIP = Arg("clip", "clip", "the recording", required=True)

TASKS = [
    Task(
        "transcribe", "model", "Write down what is said or sung, with times on request.",
        (Arg("clip", "clip", "the recording"), Arg("clips", "clips", "several recordings"),
         Arg("language", "language", "spoken language, lower-case English name"),
         Arg("timestamps", "boolean", "give each word its time"),
         Arg("start", "number", "from here", "s"), Arg("end", "number", "to here", "s"),
         Arg("start_bar", "integer", "from this bar", "bars", low=1), Arg("end_bar", "integer", "to the end of this bar", "bars", low=1)),
        (Output("text", "text"), Output("words", "spans")), one_of=(("clip", "clips"),),
        title="Write down the words", examples=("transcribe the interview", "what does she sing in the verse? with timestamps"), on_session="measures",
    ),
    Task(
        "translate_speech", "model", "Translate what is said, as text or spoken.",
        (_CLIP, Arg("target_language", "language", "into this language", required=True),
         Arg("speak", "boolean", "say it, instead of only writing it")),
        (Output("text", "text"), Output("speech", "audio")), synonyms={"language": "target_language"},
        title="Translate", examples=("the lecture in Dutch please, as text", "dub the interview into French"), on_session="adds",
    ),
    Task(
        "style_transfer", "model", "Say or play the same in another style or voice.",
        (Arg("clip", "clip", "the recording"), Arg("text", "text", "words to say instead of a recording"),
         Arg("style", "text", "the style: whispering, sleepy, robot, older …"),
         Arg("reference", "clip", "a recording whose voice or style to take"),
         Arg("consent", "text", "who was recorded in the reference and agreed to be imitated")),
        _AUDIO, one_of=(("clip", "text"), ("style", "reference")),
        title="Change the voice", examples=("make the narrator whisper", "say it again like the reference take"), on_session="edits",
    ),
    Task("enhance_speech", "model", "Make recorded speech clean, close and even.", (_CLIP,), _AUDIO,
         title="Clean up the speech", examples=("make the lecturer's voice crisp and close", "clean up the interview"), on_session="edits"),
    Task(
        "separate_speakers", "model", "Give each speaker a clip of their own.",
        (_CLIP, Arg("speakers", "integer", "how many there are", low=2, high=8)),
        (Output("speaker_1", "audio"), Output("speaker_2", "audio")),
        title="Separate the speakers", examples=("pull the two hosts into separate clips",), on_session="splits",
    ),
    Task(
        "speak", "model", "Say a text.",
        (Arg("text", "text", "what to say; $n: the words that step n gave", required=True), Arg("voice", "text", "which voice: a name, male, female, deep, child …"),
         Arg("language", "language", "lower-case English name"), Arg("style", "text", "calm, excited, whisper …"),
         Arg("reference", "clip", "a voice to imitate (needs consent)"),
         Arg("consent", "text", "who was recorded in the reference and agreed to be imitated"), Arg("track", "track", "put it on this track"),
         Arg("rate", "number", "speed, 1 = normal", low=0.3, high=3), Arg("pitch", "number", "higher or lower", "semitones", low=-12, high=12),
         Arg("pauses", "number", "length of pauses, 1 = normal", low=0, high=4)),
        _AUDIO, title="Speak", examples=('say "the bar is now closed" in a deep male voice', 'read out "track two comes next"'), on_session="adds",
    ),
    Task(
        "talking_head", "model", "Make the face in a picture speak a recording.",
        (_CLIP, Arg("image", "image", "the picture with the face", required=True)), (Output("video", "video"),),
        title="Make the face speak", examples=("make the portrait talk with the voice-over",), on_session="measures",
    ),
]
