"""`tonmeister bench [NAME]`: run one benchmark, or list them."""

import importlib
import pkgutil
import sys
from pathlib import Path
from types import ModuleType

import bench


def main(argv: list[str]) -> int:
    """Run the named benchmarks (`all` = every one) with the options behind them; without a name list what there is."""
    names = [info.name for info in pkgutil.iter_modules(bench.__path__) if _is_benchmark(info.name)]
    if not argv:
        for name in names:
            document = (_module(name).__doc__ or "").strip().splitlines()[0]
            print(f"{name:12} {document}")
        return 0
    first = next((place for place, word in enumerate(argv) if word.startswith("-")), len(argv))
    wanted, options = argv[:first], argv[first:]
    unknown = [name for name in wanted if name not in (*names, "all")]
    if unknown:
        print(f"tonmeister bench: there is no '{unknown[0]}'; there is {', '.join(names)}.", file=sys.stderr)
        return 2
    for name in names if "all" in wanted else wanted:
        sys.argv = [f"tonmeister bench {name}", *options]
        _module(name).main()
    return 0


def _is_benchmark(name: str) -> bool:
    """Training scripts and what benchmarks share lie here too."""
    here = Path(bench.__path__[0])
    source = (here / name / f"{name}.py" if (here / name).is_dir() else here / f"{name}.py").read_text("utf-8")
    return "\ndef main(" in source and not name.startswith(("train", "__"))


def _module(name: str) -> ModuleType:
    """A benchmark is a file, or the file of that name in a folder."""
    is_folder = (Path(bench.__path__[0]) / name).is_dir()
    return importlib.import_module(f"bench.{name}.{name}" if is_folder else f"bench.{name}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
