"""What people call the arguments of tasks, and which of them can go either way."""

from __future__ import annotations

from engine.planner.regex import regex

STEPS = ("value_db", "gain_db", "semitones", "cents", "offset", "offset_beats", "value", "change", "pitch")
"""What can go either way from where something is."""


SHARES = ("wet", "feedback", "depth", "size", "value", "amount")


_NAMES = (
    ("feedback", r"feedback|repeats?|fb"),
    ("wet", r"wet\w*|dry|drier|mix"),
    ("threshold_db", r"threshold|thresh"),
    ("ratio", r"ratio|squeeze|to 1|to one"),
    ("attack_ms", r"attack"),
    ("release_ms", r"release|tail|rings?"),
    ("drive_db", r"drive|dirt\w*|filth\w*|grit\w*"),
    ("depth", r"depth|deep\w*"),
    ("rate_hz", r"rate|speed|fast\w*|slow\w*"),
    ("size", r"size|big\w*|small\w*|room"),
    ("q", r"q"),
    ("bits", r"bits?"),
    ("ceiling_db", r"ceiling|ceil|peak"),
    ("loudness_lufs", r"lufs|loudness|integrated"),
    ("freq_hz", r"freq\w*|k"),
    ("cutoff_hz", r"cut\w*|freq\w*|highpass|lowpass|filter"),
    ("delay_s", r"delay|time|slap"),
    ("bpm", r"bpm|tempo"),
    ("bars", r"bars?|long\w*|short\w*|length"),
    ("duration", r"long\w*|short\w*|length|seconds?|fade"),
    ("count", r"times|copies"),
    ("velocity", r"velocity"),
    ("end_bar", r"to|until|till|ends?"),
    ("start_bar", r"from|starts?"),
    ("from", r"from|start\w*"),
    ("to", r"to|up to|down to|end\w*"),
    ("rate", r"slow\w*|fast\w*|speed"),
)


NAMES = tuple((name, regex(rf"\b(?:{pattern})\b")) for name, pattern in _NAMES)


MAIN = (
    "value_db",
    "set_db",
    "wet",
    "gain_db",
    "value",
    "semitones",
    "drive_db",
    "loudness_lufs",
    "bpm",
    "cutoff_hz",
    "freq_hz",
    "threshold_db",
    "duration",
    "bars",
    "bar",
    "amount",
    "feedback",
    "depth",
    "rate_hz",
    "ratio",
    "bits",
    "delay_s",
    "count",
    "cents",
)
