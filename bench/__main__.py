"""`tonmeister bench [NAME]`: run one benchmark, or list them."""

import importlib
import pkgutil
import sys
from pathlib import Path

import bench


def main(argv: list[str]) -> int:
    """Run the named benchmarks (`all` = every one); without a name list what there is."""
    names = [info.name for info in pkgutil.iter_modules(bench.__path__) if _is_benchmark(info.name)]
    if not argv:
        for name in names:
            document = (importlib.import_module(f"bench.{name}").__doc__ or "").strip().splitlines()[0]
            print(f"{name:12} {document}")
        return 0
    wanted = [word for word in argv if not word.startswith("-")]  # options are for the benchmark itself
    unknown = [name for name in wanted if name not in (*names, "all")]
    if unknown:
        print(f"tonmeister bench: there is no '{unknown[0]}'; there is {', '.join(names)}.", file=sys.stderr)
        return 2
    for name in names if "all" in wanted else wanted:
        importlib.import_module(f"bench.{name}").main()
    return 0


def _is_benchmark(name: str) -> bool:
    """Training scripts and what benchmarks share lie here too."""
    source = (Path(bench.__path__[0]) / f"{name}.py").read_text("utf-8")
    return "\ndef main(" in source and not name.startswith(("train", "__"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
