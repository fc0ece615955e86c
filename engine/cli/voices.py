"""voices: those that can sing here; install a voice bank, make a voice of a recording, or remove one."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from engine.cli.cli import NEEDS_APPROVAL
from engine.errors import WrongUse

if TYPE_CHECKING:
    from engine.voices.voice_install import BankOffer

_ACTIONS = {
    "list": "what there is",
    "add": "install FILE.zip, FILE.oudep or a folder, or make a voice of FILE.wav",
    "remove": "delete one by id",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "action",
        nargs="?",
        default="list",
        choices=list(_ACTIONS),
        help="; ".join(f"{name}: {what}" for name, what in _ACTIONS.items()),
    )
    parser.add_argument("what", nargs="?", help="file or folder to install, or id to remove")
    parser.add_argument("--yes", action="store_true", help="accept the terms of the voice without being asked")
    parser.add_argument(
        "--consent",
        default="",
        metavar="TEXT",
        help='who was recorded and agreed, e.g. "my own voice"; kept with the voice',
    )
    parser.add_argument("--lyrics", default="", metavar="WORDS", help="the English words said in FILE.wav, in order")
    parser.add_argument("--name", default="", metavar="ID", help="what the voice of FILE.wav is called")
    parser.add_argument("--replace", action="store_true", help="put it in the place of the one with the same id")
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(options: argparse.Namespace) -> int:
    """List, install or remove."""
    if options.action == "list":
        return _list(options.json)
    if not options.what:
        needed = "a file or folder" if options.action == "add" else "the id of a voice"
        raise WrongUse(f"`voices {options.action}` needs {needed}.")
    return _add(options) if options.action == "add" else _remove(options)


def _list(as_json: bool) -> int:
    from engine.catalog.registry import discover
    from engine.voices.voice_bank import installed_banks
    from engine.voices.voice_table import voice_rows

    rows = voice_rows(discover())
    vocoders = [
        {"id": bank.id, "name": bank.name, "licence": bank.licence, "commercial": bank.commercial}
        for bank in installed_banks("vocoder")
    ]
    if as_json:
        print(json.dumps({"voices": rows, "vocoders": vocoders}, indent=2, ensure_ascii=False))
        return 0
    for row in rows:
        state = "ready" if row["ready"] else "  —  "
        about = "; ".join(filter(None, [row["description"], row["licence"], row["why_not"]]))
        print(f"{state}  {row['id']:24} {row['model']:14} {about}")
    for vocoder in vocoders:
        print(f"       {vocoder['id']:24} {'vocoder':14} {vocoder['licence']}")
    if not rows and not vocoders:
        print("No voices yet; install one with `tonmeister voices add FILE.zip`.")
    return 0


def _add(options: argparse.Namespace) -> int:
    from engine.voices.recorded_voice import is_recording
    from engine.voices.voice_bank import missing_vocoder
    from engine.voices.voice_install import install, look_into, told

    source = Path(options.what).expanduser()
    if is_recording(source):
        return _add_recording(options, source)
    offer = look_into(source)
    if options.json and not options.yes:
        print(json.dumps({"installed": False, **told(offer)}, indent=2, ensure_ascii=False))
        return NEEDS_APPROVAL
    if not options.json:
        _show(offer)
    if not (options.yes or _accepted()):
        print("Nothing was installed. Say --yes to accept these terms.", file=sys.stderr)
        return NEEDS_APPROVAL
    bank = install(offer, source, consent=options.consent, replaces=options.replace)
    needed = missing_vocoder(bank)
    if options.json:
        done = {"installed": True, **told(offer), "folder": str(bank.folder), "needs_vocoder": needed}
        print(json.dumps(done, indent=2, ensure_ascii=False))
    else:
        print(f"Installed '{bank.id}' ({bank.sounds}; {bank.may_be_sold}) in {bank.folder}.")
        if needed:
            print(f"It needs the vocoder '{needed}' as well: run `tonmeister voices add {needed}.oudep`.")
    return 0


def _add_recording(options: argparse.Namespace, source: Path) -> int:
    from engine.voices.recorded_voice import keep_recording

    voice = keep_recording(
        source, name=options.name, words=options.lyrics, consent=options.consent, replaces=options.replace
    )
    if options.json:
        print(json.dumps({"installed": True, "id": voice.id, "consent": options.consent}, ensure_ascii=False))
    else:
        print(f"Kept '{voice.id}': say \"sing this with {voice.id}\"; it sings the words that were recorded.")
    return 0


def _show(offer: BankOffer) -> None:
    bank = offer.bank
    print(f"{bank.name}: {bank.sounds}, {len(offer.files)} files, {bank.size_bytes / 1e6:.1f} MB")
    print(f"Licence: {bank.licence} ({bank.may_be_sold})")
    if offer.left_out:
        print(
            f"Left out, because no voice needs them: {', '.join(offer.left_out[:5])}"
            f"{' …' if len(offer.left_out) > 5 else ''}"
        )
    print(f"\n{bank.terms}\n" if bank.terms else "It carries no text about licence, credits or consent.")


def _accepted() -> bool:
    if not sys.stdin.isatty():
        return False
    return input("Do you accept these terms and install it? [y/N] ").strip().lower() in ("y", "yes")


def _remove(options: argparse.Namespace) -> int:
    from engine.voices.recorded_voice import remove_recording
    from engine.voices.voice_bank import remove_bank

    removed = options.what if remove_recording(options.what) else remove_bank(options.what).id
    print(json.dumps({"removed": removed}) if options.json else f"Removed '{removed}'.")
    return 0
