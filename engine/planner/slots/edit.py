"""Arguments of effects, edits, stretches and masters."""

from __future__ import annotations

import re

from engine.planner.quantity import Quantity
from engine.planner.slots.clause import Args, Clause, number
from engine.planner.slots.direction import is_down, signed
from engine.planner.slots.places import length_s, seconds, time_range
from engine.planner.slots.targets import fill_clip, reference
from engine.planner.slots.texts import keys

EFFECTS = (
    ("highpass", r"\bhigh[\s-]?pass\w*|\bhpf?\b|\blow[\s-]?cut\b|\brumble filter\b|\broll off (?:the )?(?:low|bottom)"), ("lowpass", r"\blow[\s-]?pass\w*|\blpf?\b|\bhigh[\s-]?cut\b"),
    ("deesser", r"\bde-?\s?ess\w*|\bsibilan\w+|\besses\b"), ("autotune", r"\bauto-?\s?tun\w*|\bpitch[\s-]?correct\w*|\btune (?:it|him|her|them)\b"), ("sidechain", r"\bside-?\s?chain\w*|\bduck\w*|\bpumping\b"),
    ("bitcrush", r"\bbit[\s-]?crush\w*|\bbit reduc\w*|\d+[\s-]?bit\b"), ("compressor", r"\bcompress\w*|\bcomp\b|\bsquash\b|\bglue\b"), ("limiter", r"\blimit(?:er|ing)?\b|\bbrick-?wall\b"),
    ("gate", r"\b(?:noise[\s-]?)?gat(?:e|ed|ing)\b"), ("delay", r"\bdelay\w*|\becho\w*|\bping[\s-]?pong\b|\bslap-?back\b|\bslap\b"), ("reverb", r"\b(?:re)?verb\w*|\bplate\b|\bspring\b|\b(?:big |concert |long |small |large )?(?:hall|room|chamber|cathedral|church|chapel)\b(?! tone)"),
    ("chorus", r"\bchorus(?:ing)?\b(?! (?:vox|vocals?|take|section|clip|chop))"), ("phaser", r"\bphas(?:er|ing)\b"), ("flanger", r"\bflang\w+"), ("tremolo", r"\btremolo\b"), ("distortion", r"\bdistort\w*|\boverdrive\w*|\bfuzz\w*|\bsaturat\w*|\bdrive\b"),
    ("widen", r"\bwiden\w*|\bwider\b|\bstereo width\b"), ("eq", r"\beq\b|\bequali[sz]\w*|\bshelf\b|\bnotch\b|\bbell\b"))
_RANGED = ("highpass", "lowpass")
_RATED = ("chorus", "phaser", "flanger", "tremolo", "bitcrush", "autotune", "widen")


def effect_of(clause: Clause) -> str:
    """The effect: what the words name, else what the router heard."""
    clip = clause.said("clip", "track")
    span = clause.said("effect")
    outside = clause.low if clip is None else clause.low[:clip.start] + " " + clause.low[clip.end:]
    for text in ([span.text.lower()] if span else []) + [outside]:
        for effect, pattern in EFFECTS:
            if re.search(pattern, text):
                return effect
    return clause.kind


def apply_effect(clause: Clause) -> Args:
    """clip or track, effect and its settings."""
    args: Args = {}
    phrase = clause.said("clip", "track")
    on_track = phrase is not None and re.search(r"\b(?:track|channel|bus|strip)\b", phrase.text.lower()) or clause.has(r"\bas an? (?:insert|plug-?in)\b")
    track = clause.scene.track(phrase.text) if on_track and phrase else None
    target = fill_clip(clause) if not track else {"track": track}
    if len(target.get("clips", [])) > 0:
        target = {"clip": target["clips"][0]}
    effect = effect_of(clause)
    if effect:
        args["effect"] = effect
    elif not clause.carries:
        clause.need("Which effect?")
    for one in clause.amounts:
        name, value = _setting(clause, effect, one)
        if name:
            args.setdefault(name, number(value))
    args |= {name: value for name, value in _in_words(clause, effect).items() if name not in args}
    if effect == "autotune" or clause.said("key"):
        found = keys(clause.text, loose=True)
        if found:
            args["key"] = found[0]
    timed = not any(name in args for name in ("delay_s",)) or clause.has(r"\bfrom\b|\bbetween\b|\bbars?\b")
    if timed and not (effect == "delay" and not clause.of("bar") and not any(one.low for one in clause.amounts)):
        args |= {name: value for name, value in time_range(clause).items() if name not in args}
    return target | args


def _setting(clause: Clause, effect: str, one: Quantity) -> tuple[str, float]:
    around = clause.low[max(0, one.start - 14):one.end + 16]
    before, after = clause.before(one, 22), clause.after(one, 14)
    named = next((name for name in ("wet", "size", "feedback", "depth", "cutoff_hz", "freq_hz", "gain_db", "threshold_db", "drive_db", "ratio", "attack_ms", "release_ms", "rate_hz", "delay_s", "bits", "q") if one in clause.tagged(name)), "")
    if one.low or one.high:
        return "", 0
    if one.unit == "Hz":
        return ("cutoff_hz" if effect in _RANGED else "rate_hz" if effect in _RATED else "freq_hz"), one.value
    if one.unit == "dB":
        if re.search(r"\bthresh", before + after) or effect in ("compressor", "gate", "limiter", "sidechain", "deesser") and not re.search(r"\bgain|make-?up", around):
            return "threshold_db", one.value if one.signed else -abs(one.value)
        return ("drive_db", abs(one.value)) if effect == "distortion" else ("gain_db", signed(clause, one))
    if one.unit == "ratio":
        return "ratio", one.value
    if one.unit in ("ms", "s"):
        value_ms = one.value if one.unit == "ms" else one.value * 1000
        if re.match(r"\s*(?:atk|attack)", after) or re.search(r"\b(?:attack|atk)\s*(?:of |at |is )?$", before):
            return "attack_ms", value_ms
        if re.match(r"\s*(?:rel|release|let go)", after) or re.search(r"\b(?:release|rel|let go after)\s*(?:of |at |is )?$", before):
            return "release_ms", value_ms
        if re.match(r"\s*(?:back|to recover)", after) and effect in ("compressor", "gate", "limiter", "sidechain"):
            return "release_ms", value_ms
        if named in ("attack_ms", "release_ms") and effect != "delay":
            return named, value_ms
        return ("delay_s", value_ms / 1000) if effect == "delay" else ("", 0)
    if one.unit == "%":
        return _share(clause, effect, one, named)
    if one.unit == "bits":
        return ("bits", one.value) if effect == "bitcrush" else ("", 0)
    return _bare(clause, effect, one, named)


def _share(clause: Clause, effect: str, one: Quantity, named: str) -> tuple[str, float]:
    before, after = clause.before(one, 20), clause.after(one, 20)
    value = one.value / 100
    if re.match(r"\s*(?:of )?(?:feedback|regen|repeats|coming back)", after) or re.search(r"\b(?:feedback|regen|repeats)\s*(?:at|of|to|up to)?\s*$", before):
        return "feedback", min(value, 0.99)
    if re.match(r"\s*(?:depth|deep|wide|width)", after) or re.search(r"\b(?:depth|width)\s*(?:at|of|to)?\s*$", before):
        return "depth", value
    if re.match(r"\s*(?:room )?size", after) or re.search(r"\bsize\s*(?:at|of|to)?\s*$", before):
        return "size", value
    if named in ("feedback", "depth", "size", "wet"):
        return named, value
    return ("depth" if effect in ("tremolo", "widen", "flanger", "chorus", "phaser") and not re.match(r"\s*(?:wet|mix)", after) else "wet"), min(value, 1.0)


def _bare(clause: Clause, effect: str, one: Quantity, named: str) -> tuple[str, float]:
    before, after = clause.before(one, 20), clause.after(one, 14)
    if one.unit not in ("", "x"):
        return "", 0
    if re.search(r"\bq\s*(?:of|at|is|to)?\s*$", before) or named == "q":
        return "q", one.value
    if re.search(r"\bratio\s*(?:of|at|is|to)?\s*$", before) or named == "ratio":
        return "ratio", one.value
    if re.search(r"\bthresh\w*\s*(?:of|at|is|to)?\s*$", before) or named == "threshold_db" or (one.signed and one.value < 0 and effect in ("compressor", "gate", "limiter", "sidechain")):
        return "threshold_db", one.value if one.signed else -abs(one.value)
    if re.search(r"\b(?:attack|atk)\s*(?:of|at|is|to)?\s*$", before):
        return "attack_ms", one.value
    if re.search(r"\b(?:release|rel)\s*(?:of|at|is|to)?\s*$", before) or re.match(r"\s*(?:release|rel)\b", after):
        return "release_ms", one.value
    if named in ("wet", "feedback", "depth", "size") or re.match(r"\s*wet\b", after) or re.search(r"\bwet\s*$", before):
        value = one.value / 100 if one.value > 1 else one.value
        return (named if named in ("wet", "feedback", "depth", "size") else "wet"), min(value, 0.99 if named == "feedback" else 1.0)
    if named == "gain_db":
        return "gain_db", signed(clause, one)
    if named in ("cutoff_hz", "freq_hz", "rate_hz", "drive_db", "bits"):
        return named, one.value * 1000 if named == "freq_hz" and one.value < 20 else one.value
    if named == "delay_s":
        return "delay_s", one.value / 1000 if one.value > 10 else one.value
    if effect in _RANGED and one.value >= 20:
        return "cutoff_hz", one.value
    return "", 0


def _in_words(clause: Clause, effect: str) -> Args:
    """Settings said without a number: "quarter wet", "big hall", "half as wet"."""
    found: Args = {}
    wet = re.search(r"\b(half|quarter|fully|completely|third)\s+wet\b|\bwet(?:ness)?\s+(half|quarter)\b", clause.low)
    if wet:
        found["wet"] = {"half": 0.5, "quarter": 0.25, "third": 0.33}.get(wet[1] or wet[2], 1.0)
    if effect == "reverb":
        size = re.search(r"\b(tiny|small|short|little|medium|big|large|long|huge|massive|vast|giant|enormous|cathedral)\b(?: \w+)? (?:re)?(?:verb|hall|room|plate|church|space|tail|one|size|chamber)|\b(cathedral)\b", clause.low)
        if size:
            word = size[1] or size[2]
            found["size"] = 0.25 if word in ("tiny", "small", "short", "little") else 0.5 if word == "medium" else 0.75 if word in ("big", "large", "long") else 0.95
    return found


_EDITS = (("fade_in", r"\bfad(?:e|es|ing)[\s-]?(?:it |them |this |that |\w+ )?in\b|\bfade-in\b"), ("fade_out", r"\bfad(?:e|es|ing)[\s-]?(?:it |them |this |that |the \w+ |\w+ )?(?:out|away)\b|\bfade-?out\b|\bfade the (?:end|ending|tail)"), ("crossfade", r"\b(?:cross|x)-?\s?fad\w*"),
          ("reverse", r"\brevers\w+|\bbackwards?\b|\bflip (?:it |the \w+ )?(?:backwards|around)"), ("normalize", r"\bnormali[sz]\w*"), ("join", r"\bjoin\b|\bglue .* together\b|\bstitch\b|\bmerge\b|\bconcatenat\w+"),
          ("split", r"\bsplit\b|\bin two\b|\binto two\b"), ("loop", r"\bloop\w*\b|\brepeat\b"), ("trim", r"\btrim\b|\bcrop\b|\bkeep (?:only|just)\b|\bonly keep\b|\bjust keep\b"), ("cut", r"\bcut\b|\bremove\b|\bdelete\b|\bsnip\b|\bchop out\b"))


def edit_action(clause: Clause) -> str:
    """The edit: the router's choice unless plain words say another."""
    named = [action for action, pattern in _EDITS if re.search(pattern, clause.low)]
    if clause.kind and (not named or clause.kind in named or named[0] in ("cut", "trim", "loop", "split")):
        return clause.kind
    return named[0] if named else clause.kind


def edit_clip(clause: Clause) -> Args:
    """clip or clips, action and where."""
    action = edit_action(clause)
    args = fill_clip(clause)
    several = _several(clause) if action in ("join", "crossfade") else []
    if len(several) > 1:
        args = {"clips": several}
        clause.missing = [one for one in clause.missing if not one.startswith("Which clip")]
    if not action:
        if not clause.carries:
            clause.need("What should I do with it: cut, trim, split, fade, reverse, loop?")
        return args
    args["action"] = action
    args |= _edit_settings(clause, action)
    span = clause.scene.context.selected_range
    if action in ("cut", "trim") and not clause.carries and not {"start", "end", "start_bar", "end_bar"} & set(args):
        if span:
            args |= {"start": number(span[0]), "end": number(span[1])}
        else:
            clause.need(f"From where to where should I {action} it?")
    if action == "split" and "at" not in args and not clause.carries:
        clause.need("Where should I split it?")
    return args


def _edit_settings(clause: Clause, action: str) -> Args:
    if action in ("fade_in", "fade_out", "crossfade"):
        where = time_range(clause) if action != "crossfade" else {}
        where = {name: value for name, value in where.items() if name in ("start", "end")}
        length = number(where["end"] - where["start"]) if {"start", "end"} <= set(where) else length_s(clause)
        return ({"duration": length} if length is not None else {}) | (where if "start" in where else {})
    if action == "loop":
        counts = clause.of("x") or clause.tagged("count") or [one for one in clause.of("") if one.value >= 2]
        return {"count": int(counts[0].value)} if counts and counts[0].value >= 1 else {}
    if action == "split":
        return _split_at(clause)
    if action == "gain":
        amounts = clause.of("dB") or clause.tagged("gain_db", "value_db")
        return {"value_db": number(signed(clause, amounts[0]))} if amounts else {"value_db": -3 if is_down(clause.low) else 3}
    if action == "normalize":
        level = clause.of("LUFS")
        return {"loudness_lufs": number(-abs(level[0].value))} if level else {}
    if action in ("cut", "trim"):
        found = time_range(clause)
        if not found:
            timed = [one for one in clause.amounts if one.unit in ("s", "ms") or one.unit == "" and one in clause.tagged("start", "end", "at")]
            if len(timed) >= 2:
                found = {"start": number(seconds(clause, timed[0])), "end": number(seconds(clause, timed[1]))}
            elif timed and action == "trim":
                found = {"start": 0, "end": number(seconds(clause, timed[0]))}
            elif timed:
                found = {"start": number(seconds(clause, timed[0]))}
        if action == "trim" and set(found) == {"end"}:
            found = {"start": 0, **found}
        ends = re.search(r"\bends? (?:at|on)\s+$", clause.low[:clause.amounts[-1].start]) if len(clause.amounts) > 1 and "end" not in found else None
        if ends:
            found["end"] = number(seconds(clause, clause.amounts[-1]))
        return found
    return {}


def _split_at(clause: Clause) -> Args:
    timed = clause.tagged("at") or [one for one in clause.amounts if one.unit in ("s", "bar", "") and not (one.value == 2 and re.search(r"\b(?:in|into)\s*$", clause.before(one)))]
    if timed:
        return {"at": number(seconds(clause, timed[0]))}
    if clause.has(r"\bhalf\b|\bmiddle\b|\bhalves\b"):
        target = fill_clip(clause, needed=False).get("clip")
        view = clause.scene.clip(target)
        return {"at": number(view.length / 2)} if view and view.length else {}
    if clause.has(r"\bplayhead\b|\bcursor\b|\bhere\b") and clause.scene.context.playhead:
        return {"at": number(clause.scene.context.playhead)}
    return {}


def _several(clause: Clause) -> list[str]:
    spans = [span for span in clause.spans if span.name in ("clips", "clip")]
    phrases = [part for span in spans for part in re.split(r"\s*(?:,|&|\+|\band\b|\binto\b|\bwith\b)\s*", span.text) if part.strip()]
    found: list[str] = []
    for phrase in phrases:
        one = reference(clause, phrase)
        found += [item for item in (one if isinstance(one, list) else [one]) if item and item not in found]
    return found


def change_tempo_key(clause: Clause) -> Args:
    """clip(s) and bpm, semitones, key, ratio, bars."""
    args = fill_clip(clause)
    for one in clause.amounts:
        name, value = _change(clause, one)
        if name:
            args.setdefault(name, number(value))
    found = keys(clause.text, loose=bool(clause.said("key"))) if clause.said("key") or not {"semitones", "bpm", "ratio"} & set(args) or clause.has(r"\b(?:minor|major)\b") else []
    found = found if not re.search(r"\b(?:minor|major) (?:third|second|sixth|seventh)", clause.low) else []
    if found:
        args["key"] = found[-1]
    if not {"semitones", "ratio", "key", "bpm", "bars", "cents"} & set(args):
        args |= _interval(clause) or _speed_words(clause)
    if clause.has(r"\b(?:session|project|song|grid)(?:'s)? (?:tempo|bpm|speed)\b") and not {"bpm", "ratio"} & set(args):
        args["bpm"] = number(clause.scene.context.tempo)
    if clause.has(r"\b(?:session|project|song)(?:'s)? key\b") and clause.scene.context.key and not {"key", "semitones"} & set(args):
        args["key"] = clause.scene.context.key
    if not {"semitones", "ratio", "key", "bpm", "bars", "cents"} & set(args) and not clause.carries:
        clause.need("To which tempo or key, or by how much?")
    return args


def _change(clause: Clause, one: Quantity) -> tuple[str, float]:
    down = is_down(clause.low)
    if one.unit == "bpm" or one.unit == "" and one in clause.tagged("bpm") or one.unit == "" and one.value >= 50 and not clause.tagged("ratio"):
        return ("", 0) if re.search(r"\b(?:from|was|at)\s*$", clause.before(one)) and len([other for other in clause.amounts if other.value >= 40]) > 1 and one is clause.amounts[0] and re.search(r"\bfrom\s*$", clause.before(one)) else ("bpm", one.value)
    if one.unit == "semitones" or one.unit == "" and (one in clause.tagged("semitones") or one.signed):
        value = one.value * (2 if re.search(r"\bwhole (?:step|tone)", clause.words_of(one)) and one.unit == "" else 1)
        return "semitones", -abs(value) if down and not (one.signed and one.value > 0) else value
    if one.unit == "cents":
        return "cents", -abs(one.value) if down else one.value
    if one.unit in ("bars", "bar"):
        return "bars", one.value
    if one.unit == "%":
        slower = clause.has(r"\bslow\w*\b|\bdown\b")
        relative = re.match(r"\s*(?:faster|quicker|slower|up|more|down)", clause.after(one)) or re.search(r"\bby\s*(?:about |around )?$", clause.before(one))
        share = one.value / 100
        return "ratio", (1 - share if slower else 1 + share) if relative else share
    if one.unit == "x" or one.value in (2, 0.5, 0.25) and clause.has(r"\bspeed|\bfast|\bslow|\btime\b|\btempo|\blong"):
        longer = clause.has(r"\btwice as (?:long|slow)|\bdouble (?:the )?length|\bhalf as fast|\bslower")
        shrink = clause.has(r"\bhalf as long|\bhalf (?:the )?length")
        return "ratio", 1 / one.value if (longer and one.value > 1) or shrink else one.value
    return "", 0


_INTERVALS = {"minor second": 1, "major second": 2, "minor third": 3, "major third": 4, "third": 4, "perfect fourth": 5, "fourth": 5, "tritone": 6, "perfect fifth": 7, "fifth": 7, "minor sixth": 8, "major sixth": 9, "sixth": 9,
              "minor seventh": 10, "major seventh": 11, "octave": 12, "oct": 12, "quarter tone": 0.5, "half step": 1, "semitone": 1, "half tone": 1, "whole step": 2, "whole tone": 2, "tone": 2}


def _interval(clause: Clause) -> Args:
    for name in sorted(_INTERVALS, key=len, reverse=True):
        if clause.has(rf"\b{name}s?\b"):
            return {"semitones": -_INTERVALS[name] if is_down(clause.low) else _INTERVALS[name]}
    return {}


def _speed_words(clause: Clause) -> Args:
    if clause.has(r"\bhalf[\s-]?(?:time|speed|as fast)|\btwice as (?:long|slow)"):
        return {"ratio": 0.5}
    if clause.has(r"\bdouble[\s-]?(?:time|speed|tempo)|\btwice (?:as fast|the speed|the tempo)|\bhalf as long"):
        return {"ratio": 2}
    return {}


def master(clause: Clause) -> Args:
    """clip, loudness_lufs, ceiling_db, reference."""
    args = fill_clip(clause)
    for one in clause.amounts:
        near = clause.low[max(0, one.start - 22):one.end + 16]
        if one in clause.tagged("ceiling_db") or one.unit == "dB" and re.search(r"\bceiling|\bpeak|\btrue|\btp\b|\bcap", near) or re.search(r"\b(?:ceiling|peaks?|true[\s-]peak|tp)\s*(?:at|of|under|below|to|is)?\s*$", clause.before(one)):
            args.setdefault("ceiling_db", number(-abs(one.value)))
        elif one.unit in ("LUFS", "dB", "") and 4 <= abs(one.value) <= 40:
            args.setdefault("loudness_lufs", number(-abs(one.value)))
    like = clause.said("reference")
    if not like:
        match = re.search(r"\b(?:sounds? like|like|match(?:ed|ing)?(?: to)?|as (?:a )?reference|to match|against|reference)\s+(.+)$", clause.text, re.IGNORECASE)
        phrase = match[1] if match else ""
    else:
        phrase = like.text
    if phrase:
        found = reference(clause, phrase) or clause.scene.find_file(phrase, ("audio",))
        if isinstance(found, str) and found != args.get("clip"):
            args["reference"] = found
    return args
