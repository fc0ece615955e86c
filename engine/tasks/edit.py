"""Editing: effects, cuts, stretches and masters of clips."""

from engine.tasks.task import Arg, Output, Task

_AUDIO = (Output("audio", "audio"),)
_START = Arg("start", "number", "from here in the clip; negative counts from its end", "s")
_END = Arg("end", "number", "to here in the clip", "s")
_START_BAR = Arg("start_bar", "integer", "from the start of this bar", "bars", low=1)
_END_BAR = Arg("end_bar", "integer", "to the end of this bar", "bars", low=1)

EFFECTS = ("reverb", "delay", "chorus", "phaser", "flanger", "tremolo", "distortion", "bitcrush", "compressor", "gate",
           "limiter", "eq", "highpass", "lowpass", "deesser", "autotune", "widen", "sidechain")
EDITS = ("cut", "trim", "split", "join", "fade_in", "fade_out", "reverse", "loop", "normalize", "gain", "crossfade")

TASKS = [
    Task(
        "apply_effect", "model", "Put an effect on a clip as a new take, or on a track as a plugin.",
        (Arg("clip", "clip", "the clip"), Arg("track", "track", "the track, to insert it as a plugin of the DAW"),
         Arg("effect", "choice", "which effect", choices=EFFECTS, required=True),
         Arg("wet", "number", "share of the effect, 0 dry … 1 wet", low=0, high=1), Arg("size", "number", "room size, 0 small … 1 vast", low=0, high=1),
         Arg("cutoff_hz", "number", "cutoff frequency", "Hz", low=10, high=22000), Arg("freq_hz", "number", "centre frequency", "Hz", low=10, high=22000),
         Arg("gain_db", "number", "boost or cut", "dB", low=-60, high=60), Arg("q", "number", "width, higher is narrower", low=0.05, high=50),
         Arg("threshold_db", "number", "threshold", "dB", low=-100, high=0), Arg("ratio", "number", "compression ratio, n:1", low=1, high=100),
         Arg("attack_ms", "number", "attack", "ms", low=0.01, high=2000), Arg("release_ms", "number", "release", "ms", low=1, high=10000),
         Arg("drive_db", "number", "drive", "dB", low=0, high=60), Arg("bits", "number", "bit depth", low=1, high=32),
         Arg("rate_hz", "number", "modulation rate (bitcrush: new sample rate)", "Hz", low=0.01, high=96000),
         Arg("depth", "number", "modulation depth or width", low=0, high=2), Arg("delay_s", "number", "delay time; of a reverb its predelay", "s", low=0.0001, high=10),
         Arg("feedback", "number", "share fed back", low=0, high=0.99), Arg("key", "key", "key for autotune"), _START, _END, _START_BAR, _END_BAR),
        _AUDIO, needs={}, one_of=(("clip", "track"),), synonyms={"mix": "wet", "time_s": "delay_s", "frequency_hz": "freq_hz"},
        title="Apply {effect}", examples=("plate reverb on vox, 25% wet", "low cut the vocal at 90 Hz", "put a compressor on the drum track"), on_session="edits",
    ),
    Task(
        "edit_clip", "model", "Cut, trim, split, join, fade, reverse, loop, normalise a clip; sample-exact and free of clicks.",
        (Arg("clip", "clip", "the clip"), Arg("clips", "clips", "several clips, to join or crossfade"),
         Arg("action", "choice", "what to do: cut removes the range (bars leave silence, seconds and words close up), trim keeps it where it is", choices=EDITS, required=True), _START, _END, _START_BAR, _END_BAR,
         Arg("at", "number", "where to split", "s"), Arg("duration", "number", "length of a fade or crossfade, or of a loop in all", "s", low=0),
         Arg("count", "integer", "how many times in all, or into how many equal parts to split", low=1, high=1000), Arg("value_db", "number", "louder or quieter by", "dB", low=-120, high=60),
         Arg("loudness_lufs", "number", "normalise to this loudness", "LUFS", low=-60, high=0),
         Arg("words", "text", "the words that are said where it is done, in the place of start and end")),
        (*_AUDIO, Output("part_1", "audio"), Output("part_2", "audio")), one_of=(("clip", "clips"),),
        title="{action}", examples=("cut 0:03 to 0:05 from the vocal", "trim the beat to bars 2-4", "fade out the demo over 6 seconds", 'cut the word "sorry" out of the vocal'), on_session="edits",
    ),
    Task(
        "change_tempo_key", "model", "Stretch or transpose, each without the other.",
        (Arg("clip", "clip", "the clip"), Arg("clips", "clips", "several clips"), Arg("bpm", "number", "to this tempo", "bpm", low=20, high=400),
         Arg("semitones", "number", "transpose", "semitones", low=-36, high=36), Arg("cents", "number", "transpose finely", "cents", low=-3600, high=3600),
         Arg("key", "key", "to this key"), Arg("ratio", "number", "speed factor, 2 = twice as fast", low=0.1, high=10),
         Arg("bars", "number", "to exactly this many bars", "bars", low=0.01, high=10000),
         Arg("start_bar", "number", "transpose only from the start of this bar", "bars", low=1),
         Arg("end_bar", "number", "… to the start of this bar", "bars", low=1)),
        _AUDIO, one_of=(("clip", "clips"), ("bpm", "semitones", "cents", "key", "ratio", "bars")),
        title="Change tempo or key", examples=("stretch the beat to 122 bpm", "drop the vox by 4 semitones", "the bass an octave up in bars 3 and 4"), on_session="edits",
    ),
    Task(
        "master", "model", "Finish a mix: loudness, true peak and tone.",
        (Arg("clip", "clip", "the mix"), Arg("clips", "clips", "several mixes"),
         Arg("loudness_lufs", "number", "integrated loudness", "LUFS", low=-40, high=-4), Arg("ceiling_db", "number", "true peak ceiling", "dB", low=-20, high=0),
         Arg("reference", "clip", "a record to sound like")),
        (*_AUDIO, Output("facts", "facts")), one_of=(("clip", "clips"),), title="Master", examples=("master the demo to -12 LUFS",), on_session="edits",
    ),
]
