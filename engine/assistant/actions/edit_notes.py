"""edit_notes: the notes of MIDI clips changed in place; of a selection only the notes that are selected."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from engine.assistant.actions.chord_notes import as_chord
from engine.assistant.actions.deed import Deed
from engine.assistant.actions.session_access import SessionAccess
from engine.assistant.actions.single_notes import SINGLE, THE_ONLY, checked, chosen, edited, told, with_the_only
from engine.assistant.actions.targets import bar_beats, must, region_of
from engine.assistant.song_key import song_key
from engine.daw import daw
from engine.daw.daw import Change, Region
from engine.errors import UserError
from engine.media import note_edits
from engine.media.key import Key, parse_key
from engine.media.note import Note
from engine.media.scale_steps import inverted, stepped

Edit = Callable[[Sequence[Note]], list[Note]]
"""Notes at session beats in and out."""
_SAME_BEATS = 1e-4


def act(args: Mapping[str, Any], access: SessionAccess) -> Deed | str:
    """See the row `edit_notes` of the task table."""
    edit = _edit(args, access)
    changes: list[Change] = []
    said: list[str] = []
    for region in _with_the_only(_regions(args, access), args, access):
        wanted = _wanted(region, args, access)
        if not wanted:
            raise UserError(f"There are no notes of '{region.name}' in that range.")
        wanted = chosen(wanted, args, region, access.snapshot.tempo_map)
        rest = [n for n in _at_session(region) if n not in wanted]
        made = [_inside(n, region) for n in edit(wanted)]
        fresh = tuple(sorted((*rest, *made), key=lambda n: (n.start_beats, n.pitch)))
        if _same(fresh, _at_session(region)):
            said.append(_nothing(args, region, access))
            continue
        must(access, "set_notes")
        moved = (
            Note(n.pitch, n.start_beats - region.start_beats, n.length_beats, n.velocity, n.lyric, n.channel)
            for n in fresh
        )
        changes += [*_room_behind(region, made, args, access), daw.SetNotes(region.id, tuple(moved))]
        is_single = args["action"] in SINGLE or args["action"] == "velocity" and len(wanted) < len(region.notes)
        said.append(
            told(args, region, wanted, made, access.snapshot) if is_single else _done(args, region, len(wanted))
        )
        said += _clamped(args, made, region)
    return Deed(changes, said) if changes else " ".join(said)


def _with_the_only(regions: list[Region], args: Mapping[str, Any], access: SessionAccess) -> list[Region]:
    """Of several clips the one that has the note that is named; all of them where none is named so."""
    only = str(args.get("only") or "")
    if not only.startswith(THE_ONLY):
        return regions
    notes = [(region, _wanted(region, args, access)) for region in regions]
    return [with_the_only(notes, only.removeprefix(THE_ONLY), access.snapshot.tempo_map)]


def _room_behind(region: Region, made: Sequence[Note], args: Mapping[str, Any], access: SessionAccess) -> list[Change]:
    """The clip as long as a note that is held beyond its end; it ends where the next one on its track begins."""
    wanted = max((one.end_beats for one in made), default=0.0)
    longest = max((one.end_beats for one in _at_session(region)), default=0.0)
    behind = [one.start_beats for one in access.snapshot.regions if one.track == region.track]
    end = min([wanted, *(start for start in behind if start >= region.end_beats - 1e-6)])
    is_held = args["action"] == "length" and wanted > longest + 1e-6 and end > region.end_beats + 1e-6
    if not is_held or "trim" not in access.snapshot.capabilities:
        return []
    return [daw.Trim(region.id, region.start_beats, end)]


def _regions(args: Mapping[str, Any], access: SessionAccess) -> list[Region]:
    names = [str(one) for one in args.get("clips") or ([args["clip"]] if args.get("clip") else ["selection"])]
    regions = []
    for name in names:
        chosen = access.snapshot.selection.regions if name == "selection" else ()
        if name == "selection" and not chosen:
            raise UserError("Say which clip, or select notes or a clip in the DAW.")
        found = [region for one in chosen if (region := access.snapshot.region(one))] or [region_of(name, access)]
        regions += [region for region in found if region not in regions]
    for region in regions:
        if region.kind != "midi":
            raise UserError(f"'{region.name}' is sound, not notes; write it down as notes first (audio to MIDI).")
    return regions


def _at_session(region: Region) -> list[Note]:
    return [
        Note(n.pitch, n.start_beats + region.start_beats, n.length_beats, n.velocity, n.lyric, n.channel)
        for n in region.notes
    ]


def _wanted(region: Region, args: Mapping[str, Any], access: SessionAccess) -> list[Note]:
    """The notes a request means: those selected, those in the bars, or all."""
    notes = _at_session(region)
    start, end = _range(region, args, access)
    if start is not None or end is not None:
        return [
            n
            for n in notes
            if (start is None or n.start_beats >= start - 1e-6) and (end is None or n.start_beats < end - 1e-6)
        ]
    selection = access.snapshot.selection
    if region.id not in selection.regions or not selection.notes:
        return notes
    chosen = {(round(n.start_beats, 3), n.pitch) for n in selection.notes}
    picked = [n for n in notes if (round(n.start_beats, 3), n.pitch) in chosen]
    return picked or notes


def _range(region: Region, args: Mapping[str, Any], access: SessionAccess) -> tuple[float | None, float | None]:
    """The bars as session beats; bars that do not meet the clip count from its own beginning."""
    first, last = args.get("start_bar"), args.get("end_bar")
    start = None if first is None else bar_beats(first, access)
    end = None if last is None else bar_beats(last, access)
    if start is not None and end is not None and end <= start:
        raise UserError(f"From bar {first:g} to bar {last:g} there is nothing; give the first bar first.")
    meets = (start is None or start < region.end_beats - 1e-6) and (end is None or end > region.start_beats + 1e-6)
    if meets:
        return start, end
    bar_length = access.snapshot.tempo_map.meter_at(region.start_beats).bar_beats
    own = (
        None if first is None else region.start_beats + (float(first) - 1) * bar_length,
        None if last is None else region.start_beats + (float(last) - 1) * bar_length,
    )
    if (own[0] or region.start_beats) >= region.end_beats - 1e-6:
        tempo_map = access.snapshot.tempo_map
        begins, ends = tempo_map.bar_at(region.start_beats)[0], tempo_map.bar_at(region.end_beats - 1e-3)[0]
        raise UserError(f"'{region.name}' lies in bars {begins} to {ends}; those bars are not in it.")
    return own


def _edit(args: Mapping[str, Any], access: SessionAccess) -> Edit:
    amount, tempo_map = args.get("amount"), access.snapshot.tempo_map

    def bar_of(beat: float) -> tuple[float, float]:
        bar, _ = tempo_map.bar_at(max(0.0, beat))
        return tempo_map.bar_start(bar), tempo_map.bar_start(bar + 1)

    def grid(otherwise: str) -> float:
        return note_edits.grid_beats(str(args.get("grid") or otherwise))

    def share(otherwise: float) -> float:
        return float(otherwise if amount is None else amount)

    match args["action"]:
        case "pitch" | "double" if args.get("steps") is not None:
            return _stepped(args, parse_key(_key(args, access)), share(0.85))
        case "pitch" | "length" | "delete":
            return lambda notes: edited(notes, args)
        case "invert":
            return inverted
        case "chord":
            if not args.get("to"):
                raise UserError("Say which chord it should be, such as Gsus4 or Am7.")
            return lambda notes: as_chord(notes, str(args["to"]))
        case "quantize":
            lines = grid("1/16")
            return lambda notes: note_edits.quantized(notes, lines, bar_of, amount=share(1.0))
        case "swing":
            lines = grid("1/8")
            return lambda notes: note_edits.swung(notes, lines, bar_of, amount=share(0.6))
        case "humanize":
            return lambda notes: note_edits.humanized(notes, amount=share(0.3), of=str(args.get("of") or ""))
        case "velocity":
            return _struck(args)
        case "legato":
            return lambda notes: note_edits.legato(notes, amount=share(1.0))
        case "staccato":
            return lambda notes: note_edits.staccato(notes, amount=share(1.0))
        case "strum":
            return lambda notes: note_edits.strummed(notes, amount=share(0.25))
        case "thin":
            return lambda notes: note_edits.thinned(notes, bar_of, amount=share(0.5))
        case "double":
            return lambda notes: note_edits.doubled(notes, amount=share(0.85), by=args.get("change"))
    key = parse_key(_key(args, access))
    return lambda notes: note_edits.in_scale(notes, key)


def _struck(args: Mapping[str, Any]) -> Edit:
    """Another velocity, one for all notes or one that grows."""
    value, to, times = (args.get(name) for name in ("value", "to_value", "times"))
    if to is not None:
        return lambda notes: note_edits.swelled(notes, to=float(to), start=value)
    if value is None and times is None and all(args.get(name) is None for name in ("change", "amount")):
        raise UserError("Say how loud the notes should be: a velocity from 1 to 127, or by how much to change it.")
    return lambda notes: note_edits.with_velocity(
        notes, value=value, change=args.get("change"), even=args.get("amount"), times=times
    )


def _stepped(args: Mapping[str, Any], key: Key, share: float) -> Edit:
    """Notes by steps of the scale, or doubled so far away."""
    steps = int(args["steps"])
    if args["action"] == "double":
        return lambda notes: note_edits.doubled(notes, amount=share, at=lambda pitch: stepped(pitch, steps, key))
    return lambda notes: [replace(one, pitch=checked(stepped(one.pitch, steps, key))) for one in notes]


def _key(args: Mapping[str, Any], access: SessionAccess) -> str:
    key = args.get("key") or song_key(access.library, access.snapshot)
    if not key:
        raise UserError("The key of the session is not known; say which key the notes should keep to.")
    return str(key)


def _inside(note: Note, region: Region) -> Note:
    """A note that an edit has moved out of its clip begins at its border."""
    last = region.end_beats - min(note.length_beats, 0.25)
    start = max(region.start_beats, min(note.start_beats, max(region.start_beats, last)))
    if note.start_beats >= region.end_beats - 1e-6 or note.start_beats < region.start_beats:
        return Note(note.pitch, start, note.length_beats, note.velocity, note.lyric, note.channel)
    return note


def _same(fresh: Sequence[Note], old: Sequence[Note]) -> bool:
    before = sorted(old, key=lambda n: (n.start_beats, n.pitch))
    return len(fresh) == len(before) and all(
        (a.pitch, a.velocity) == (b.pitch, b.velocity)
        and abs(a.start_beats - b.start_beats) < _SAME_BEATS
        and abs(a.length_beats - b.length_beats) < _SAME_BEATS
        for a, b in zip(fresh, before, strict=True)
    )


def _nothing(args: Mapping[str, Any], region: Region, access: SessionAccess) -> str:
    name = f"'{region.name}'"
    match args["action"]:
        case "quantize":
            return f"The notes of {name} lie on the {args.get('grid') or '1/16'} grid already; nothing was changed."
        case "snap_to_scale":
            return f"All notes of {name} are in {_key(args, access)} already; nothing was changed."
        case "velocity":
            return f"The notes of {name} have that velocity already; nothing was changed."
        case "strum":
            return f"{name} has no chords to strum; nothing was changed."
    return f"That changes nothing in {name}."


_WORDS = {
    "quantize": "lie on the {grid} grid{share}",
    "humanize": "are looser in {of}",
    "legato": "are tied",
    "staccato": "are shorter",
    "swing": "swing",
    "strum": "are strummed",
    "thin": "are thinner",
    "double": "are doubled",
    "snap_to_scale": "are in the key",
    "velocity": "have another velocity",
    "invert": "are turned upside down",
}


def _done(args: Mapping[str, Any], region: Region, count: int) -> str:
    """What became of the notes, in words."""
    amount = args.get("amount")
    share = f" by {amount:.0%}" if amount is not None and amount < 1 else ""
    of = {"timing": "time", "velocity": "velocity"}.get(str(args.get("of")), "time and velocity")
    said = _WORDS[args["action"]].format(grid=args.get("grid") or "1/16", share=share, of=of)
    some = f"{count} notes of " if count < len(region.notes) else "The notes of "
    return f"{some}'{region.name}' {said}."


def _clamped(args: Mapping[str, Any], made: Sequence[Note], region: Region) -> list[str]:
    if args["action"] != "velocity" or args.get("change") is None:
        return []
    at = {127 if args["change"] > 0 else 1}
    ends = sum(n.velocity in at for n in made)
    return (
        [f"{ends} of the notes of '{region.name}' are at velocity {min(at)} now, where velocities end."] if ends else []
    )
