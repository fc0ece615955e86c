"""Values of knobs as Live shows them (dB, Hz, ms, %), and back."""

import re

_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?")
_TIMES = (("khz", 1000.0), (" s", 1000.0))
SILENCE_DB = -120.0


def number_of(text):
    """The number in what a knob shows, in Hz, ms, dB or as it stands; None when there is none."""
    plain = text.strip().lower().replace(",", ".").replace("\u2212", "-")
    if plain.startswith("-inf"):
        return SILENCE_DB
    if plain.startswith("inf"):
        return 1000.0
    found = _NUMBER.search(plain)
    if not found:
        return None
    factor = next((times for unit, times in _TIMES if plain.endswith(unit)), 1.0)
    value = float(found.group()) * factor
    return -value if plain.endswith("l") and value > 0 else value


def shown(parameter, value):
    """What a knob would show at a value; the value itself where it shows no number."""
    if parameter.is_quantized:
        return float(value)
    found = number_of(parameter.str_for_value(value))
    return float(value) if found is None else found


def raw_for(parameter, wanted):
    """The value at which a knob shows what is wanted, or the nearest it can."""
    low, high = parameter.min, parameter.max
    if parameter.is_quantized:
        return max(low, min(high, float(round(wanted))))
    if shown(parameter, low) > shown(parameter, high):  # falling knobs are rare, and searched the other way round
        return _edge(lambda value: shown(parameter, value) <= wanted, low, high)
    first = _edge(lambda value: shown(parameter, value) >= wanted, low, high)
    behind = _edge(lambda value: shown(parameter, value) > wanted, low, high)
    if behind > first:
        return (first + behind) / 2  # the middle of all that shows the same
    below = first - (high - low) * 1e-6
    is_below_nearer = below >= low and abs(shown(parameter, below) - wanted) < abs(shown(parameter, first) - wanted)
    return below if is_below_nearer else first


def _edge(holds, low, high):
    """The lowest value at which something holds; the highest there is when it never does."""
    if holds(low):
        return low
    if not holds(high):
        return high
    for _ in range(40):
        middle = (low + high) / 2
        if holds(middle):
            high = middle
        else:
            low = middle
    return high


def fader_db(parameter):
    """A fader's level. Live shows a tenth of a dB; where its scale is straight, the exact level is known."""
    value = parameter.value
    found = shown(parameter, value)
    straight = 40 * (value - 0.85)
    return straight if abs(straight - found) < 0.06 else found


def set_fader_db(parameter, level_db):
    """Set a fader."""
    if level_db <= SILENCE_DB:
        parameter.value = parameter.min
        return
    straight = 0.85 + level_db / 40
    is_there = parameter.min <= straight <= parameter.max and abs(shown(parameter, straight) - level_db) < 0.06
    parameter.value = straight if is_there else raw_for(parameter, level_db)


def clip_gain_db(clip):
    """A clip's gain; its scale is straight from 0 dB on."""
    found = number_of(clip.gain_display_string)
    straight = 40 * (clip.gain - 0.4)
    return straight if found is None or abs(straight - found) < 0.06 else found


def set_clip_gain_db(clip, level_db):
    """Set a clip's gain by what Live shows of it."""
    low, high = 0.0, 1.0
    if level_db <= SILENCE_DB:
        clip.gain = low
        return
    clip.gain = max(low, min(high, 0.4 + level_db / 40))
    if abs(clip_gain_db(clip) - level_db) < 0.06:
        return
    for _ in range(20):
        middle = (low + high) / 2
        clip.gain = middle
        if clip_gain_db(clip) < level_db:
            low = middle
        else:
            high = middle
    clip.gain = high
