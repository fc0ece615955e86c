"""Makes the attacks of one group in this process and tells each verdict on a line; `attacks.py` listens."""

from __future__ import annotations

import argparse
import importlib
import json
import os
import sys
import warnings
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path

from bench.attacks.attack import Group, Verdict, judged


def main() -> None:
    """One line before each attack and one after."""
    parser = argparse.ArgumentParser()
    parser.add_argument("group")
    parser.add_argument("--skip", type=int, default=0)
    parser.add_argument("--folder", type=Path, required=True)
    options = parser.parse_args()
    lines = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what an attack prints is no verdict
    warnings.simplefilter("ignore")
    folder = options.folder / "work"
    folder.mkdir()
    (options.folder / "home").mkdir()
    group: Group = importlib.import_module(f"bench.attacks.groups.{options.group}")

    def tell(line: str) -> None:
        lines.write(f"{line}\n")
        lines.flush()

    with ExitStack() as ends:
        for number, attack in enumerate(group.attacks(folder, ends)):
            if number < options.skip:
                continue
            name = ascii(attack.name)[1:-1][:100]
            tell(f"begin {name}")
            verdict = judged(attack)
            told = Verdict(name, verdict.kind, ascii(verdict.why)[1:-1], verdict.seconds)
            tell(f"verdict {json.dumps(asdict(told))}")
        tell("over")
    lines.close()
    sys.stdout = sys.stderr
    os._exit(0)  # no thread of an attack may keep it


if __name__ == "__main__":
    main()
