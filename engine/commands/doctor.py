"""doctor: what is installed, reachable and writable; each problem with its remedy."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--json", action="store_true", help="print the findings as JSON")


def run(options: argparse.Namespace) -> int:
    """Examine and print."""
    from engine.doctor import examine

    findings = examine()
    if options.json:
        print(json.dumps([asdict(finding) for finding in findings], indent=2))
    else:
        for finding in findings:
            remedy = "" if finding.ok else f" → {finding.remedy}"
            print(f"{'ok' if finding.ok else '— '}  {finding.what}: {finding.detail}{remedy}")
    return 0
