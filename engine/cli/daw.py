"""daw: known and connected DAWs, their scripts (put there, taken away), and a round trip with a verdict."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.errors import WrongUse

if TYPE_CHECKING:
    from engine.catalog.registry import Registry
    from engine.daw.daw import Check, Daw


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("action", choices=["list", "install", "remove", "test"])
    parser.add_argument("name", nargs="?", help="which DAW")
    parser.add_argument("--host", choices=["real", "fake"], default="real", help="test against the DAW, or a stand-in")
    parser.add_argument(
        "--folder", type=Path, help="the DAW's own folder, where it is not in the usual place (portable)"
    )
    parser.add_argument("--dry-run", action="store_true", help="only say what would be installed or taken away")
    parser.add_argument(
        "--markdown", action="store_true", help="list: what each DAW can do, as the table of docs/daws.md"
    )
    parser.add_argument("--json", action="store_true", help="print the result as JSON")


def run(options: argparse.Namespace) -> int:
    """List, install, remove or test."""
    from engine.catalog.registry import discover

    registry = discover()
    if options.action == "list" and options.markdown:
        print(markdown(list(registry.daws.values())))
        return 0
    if options.action == "list":
        return _list(registry, options.json)
    if options.name not in registry.daws:
        raise WrongUse(_not_known(options.name, registry))
    daw = registry.daws[options.name]
    if options.action in ("install", "remove"):
        for sentence in _acted(daw, options):
            print(sentence)
        return 0
    if options.host == "fake" and daw.has_script:
        from engine.catalog import packages

        packages.bring(("lupa", "quickjs"), "standin", f"The stand-in for {daw.name}")
    findings = daw.fake_test() if options.host == "fake" else daw.test()
    return _verdict(daw.name, findings, options.json)


def _acted(daw: Daw, options: argparse.Namespace) -> list[str]:
    """Put the script there or take it away; a folder that is named is remembered, or forgotten, as in the panel."""
    from engine.config import changed_settings, load_settings, save_settings

    is_install, folder = options.action == "install", options.folder
    if folder and daw.folder_setting and is_install:
        folder = daw.own_folder(folder.expanduser())
    said = (daw.install if is_install else daw.remove)(folder=folder, is_dry_run=options.dry_run)
    if not folder or not daw.folder_setting or options.dry_run:
        return said
    settings, named = load_settings(), str(folder.expanduser().resolve())
    known = getattr(settings, daw.folder_setting)
    if is_install or known == named:
        save_settings(changed_settings(settings, {daw.folder_setting: named if is_install else ""}))
    return said


def _not_known(name: str | None, registry: Registry) -> str:
    """What there is, and how every other DAW is worked with."""
    if not name:
        return f"Name a DAW: {', '.join(sorted(registry.daws))}."
    scripts = sorted(d.name for d in registry.daws.values() if d.has_script)
    ways = [
        "drag clips from the panel onto its tracks",
        "let it watch a folder (--daw folder --project FOLDER)",
        "play notes into an armed track (tonmeister play FILE.mid)",
    ]
    if "dawproject" in registry.daws:
        ways.insert(0, "save the session as .dawproject where it can (--daw dawproject --project FILE)")
    has = f"; there is one for {', '.join(scripts[:-1])} and {scripts[-1]}" if len(scripts) > 1 else ""
    return f"There is no script for '{name}'{has}. With any other DAW: {', or '.join(ways)}."


def _list(registry: Registry, as_json: bool) -> int:
    rows: list[dict[str, Any]] = [
        {
            "id": daw.id,
            "name": daw.name,
            "why_not": daw.why_not(),
            "capabilities": sorted(daw.capabilities),
            "missing": daw.missing,
            "limits": daw.limits,
            "projects": [
                {"id": p.id, "name": p.name, "folder": str(p.folder) if p.folder else None} for p in daw.find()
            ],
        }
        for daw in registry.daws.values()
    ]
    if as_json:
        print(json.dumps(rows, indent=2, ensure_ascii=False))
        return 0
    for row in rows:
        projects = ", ".join(project["name"] for project in row["projects"]) or row["why_not"] or "no project open"
        print(f"{row['id']:10} {row['name']}: {projects}")
        for names, why in _by_reason(row["missing"]):
            print(f"           cannot {names}: {why}")
        for names, how_far in _by_reason(row["limits"]):
            print(f"           only in part {names}: {how_far}")
    for problem in registry.problems:
        print(f"broken {problem.where}: {problem.why}")
    return 0


def _by_reason(reasons: Mapping[str, str]) -> list[tuple[str, str]]:
    """Each reason once, behind all that it is true of: ("set arm, set monitor", "A folder does not record; …")."""
    names: dict[str, list[str]] = {}
    for name, why in sorted(reasons.items()):
        names.setdefault(why, []).append(name.replace("_", " "))
    return [(", ".join(of), why) for why, of in names.items()]


def markdown(daws: list[Daw]) -> str:
    """What each DAW can do: a row a change, a column a DAW; what is missing or only partly there in sentences below."""
    from engine.daw.daw import CHANGES

    daws = sorted(daws, key=lambda daw: daw.name.casefold())
    lines = [f"| | {' | '.join(daw.name for daw in daws)} |", f"|---|{'---|' * len(daws)}"]
    for capability in (change.capability for change in CHANGES):
        cells = (_cell(daw, capability) for daw in daws)
        lines.append(f"| {capability.replace('_', ' ')} | {' | '.join(cells)} |")
    for daw in daws:
        said = [f"- not {name.replace('_', ' ')}: {why}" for name, why in sorted(daw.missing.items())]
        said += [f"- {name.replace('_', ' ')} in part: {why}" for name, why in sorted(daw.limits.items())]
        lines += ["", f"**{daw.name}**", "", *(said or ["- nothing is missing"])]
    return "\n".join(lines)


def _cell(daw: Daw, capability: str) -> str:
    if capability not in daw.capabilities:
        return "no"
    return "in part" if capability in daw.limits else "yes"


def _verdict(name: str, findings: list[Check], as_json: bool) -> int:
    works = bool(findings) and all(finding.ok for finding in findings)
    if as_json:
        rows: list[dict[str, Any]] = [{"what": f.what, "ok": f.ok, "detail": f.detail} for f in findings]
        print(json.dumps({"daw": name, "works": works, "checks": rows}, indent=2))
        return 0 if works else 1
    for finding in findings:
        print(f"{'ok  ' if finding.ok else 'FAIL'}  {finding.what}: {finding.detail}")
    print(f"{name} works." if works else f"{name} does not work.")
    return 0 if works else 1
