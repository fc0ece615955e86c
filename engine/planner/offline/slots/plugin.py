"""Arguments of plugins that are on a track: which one, what to do, which parameter, its value."""

from __future__ import annotations

from engine.planner.offline.slots.clause import Args, Clause, number
from engine.planner.offline.slots.meant import tracks_said
from engine.planner.offline.text.names import name_words
from engine.planner.offline.text.words import compiled
from engine.planner.regex import regex

_KINDS = (
    ("compressor", r"\bcomp(?:ressor|ression)?\b"),
    ("reverb", r"\b(?:reverb|verb|hall|plate)\b"),
    ("delay", r"\b(?:delay|echo)\b"),
    ("eq", r"\b(?:eq|equali[sz]er)\b"),
    ("limiter", r"\blimiter\b"),
    ("gate", r"\bgate\b"),
    ("deesser", r"\bde-?esser\b"),
    ("chorus", r"\bchorus\b"),
    ("distortion", r"\b(?:distortion|overdrive|drive|saturat\w+)\b"),
    ("highpass", r"\b(?:high-?pass|hp|low-?cut)\b"),
    ("lowpass", r"\b(?:low-?pass|lp|filter)\b"),
    ("phaser", r"\bphaser\b"),
    ("flanger", r"\bflanger\b"),
    ("tremolo", r"\btremolo\b"),
    ("autotune", r"\b(?:auto-?tune|pitch correction)\b"),
    ("bitcrush", r"\bbit-?crush\w*\b"),
    ("leslie", r"\bleslie\b"),
    ("amp", r"\bamp\b"),
)
_PARAMETERS = (
    ("threshold_db", r"\bthresh(?:old)?\b"),
    ("ratio", r"\bratio\b"),
    ("attack_ms", r"\battack\b"),
    ("release_ms", r"\brelease\b"),
    ("wet", r"\b(?:wet|mix|dry/wet|amount)\b"),
    ("size", r"\b(?:size|decay|room size)\b"),
    ("feedback", r"\bfeedback\b"),
    ("delay_s", r"\btime\b"),
    ("cutoff_hz", r"\bcut-?off\b|\bfrequency\b"),
    ("ceiling_db", r"\bceiling\b"),
    ("drive_db", r"\bdrive\b"),
    ("rate_hz", r"\brate\b|\bspeed\b"),
    ("depth", r"\bdepth\b"),
    ("gain_db", r"\bg(?:ai|ia)n\b|\bmake-?up\b"),
)
_REMOVE = regex(
    r"\b(?:take|remove|pull|delete|strip|get rid|lose|drop|no more|clear|kill|ditch|rip|scrap)\b"
    r"|\bwithout\b.*\b(?:take|plugin)\b"
)
_ENABLE = regex(
    r"\b(?:back (?:on|in)|on again|re-?enable|enable|un-?bypass|activate|switch on|turn on|turn (?!off\b)(?:\w+"
    r" ){1,4}(?:back )?on)\b"
)
_BYPASS = regex(r"\bby-?pass\w*|\b(?:off|out)\b|\bdisable|\bdeactivate|\bmute\b|\bwithout\b|\bdry\b")


def plugin(clause: Clause) -> Args:
    """track, action, plugin, parameter, value."""
    kind, kinds_at = _plugin(clause)
    parameter = next((name for name, pattern in _PARAMETERS if compiled(pattern).search(clause.low)), "")
    amounts = [one for one in clause.amounts if one.unit not in ("bar", "bars", "s") or parameter == "delay_s"]
    action = _action(clause, parameter, bool(amounts))
    tracks = tracks_said(clause, kinds_at)
    if not tracks:
        tracks = _carrying(clause, kind) or tracks_said(clause)
    args: Args = {"action": action}
    if tracks:
        args["track"] = tracks if len(tracks) > 1 else tracks[0]
    elif not clause.carries:
        clause.need("The plugin on which track?")
    if kind:
        args["plugin"] = kind
    elif not clause.carries and not clause.has(r"\b(?:all|every\w*|plug-?ins|effects|fx|inserts)\b"):
        clause.need("Which plugin do you mean?")
    if action == "set":
        if parameter:
            args["parameter"] = parameter
        if amounts:
            value = amounts[0].value
            shares = parameter in ("wet", "size", "feedback", "depth") and abs(value) > 1
            args["value"] = number(value / 100 if shares else value)
        elif not clause.carries:
            clause.need("To which value?")
    return args


def _action(clause: Clause, parameter: str, has_value: bool) -> str:
    low = clause.low
    if parameter and has_value:
        return "set"
    if _ENABLE.search(low):
        return "enable"
    if _REMOVE.search(low):
        return "remove"
    if _BYPASS.search(low):
        return "bypass"
    return clause.kind or ("set" if parameter else "bypass")


def _plugin(clause: Clause) -> tuple[str, list[tuple[int, int]]]:
    """The plugin's own name where a track carries it, else its kind; and where it is said."""
    said = f" {' '.join(name_words(clause.text))} "
    for view in clause.scene.context.track_views:
        for name in view.plugins:
            if name_words(name) and f" {' '.join(name_words(name))} " in said:
                at = clause.low.find(name.lower())
                return name, [(at, at + len(name))] if at >= 0 else []
    found = [
        (match.start(), name, match.span())
        for name, pattern in _KINDS
        if (match := compiled(pattern).search(clause.low))
    ]
    if not found:
        return "", []
    _, name, span = min(found)
    return name, [span]


def _carrying(clause: Clause, kind: str) -> list[str]:
    """The only track that has such a plugin."""
    having = [
        view.name
        for view in clause.scene.context.track_views
        if any(kind and kind.lower() in one.lower() for one in view.plugins)
    ]
    return having if len(having) == 1 else []
