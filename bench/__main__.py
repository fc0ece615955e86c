"""`tonmeister bench [NAME]`: run one benchmark, or list them."""

import importlib
import pkgutil
import sys

import bench


def main(argv: list[str]) -> int:
    """Run the named benchmarks (`all` = every one); without a name list what there is."""
    names = [info.name for info in pkgutil.iter_modules(bench.__path__) if not info.ispkg and info.name != "__main__"]
    if not argv:
        for name in names:
            document = (importlib.import_module(f"bench.{name}").__doc__ or "").strip().splitlines()[0]
            print(f"{name:12} {document}")
        return 0
    unknown = [name for name in argv if name not in (*names, "all")]
    if unknown:
        print(f"tonmeister bench: there is no '{unknown[0]}'; there is {', '.join(names)}.", file=sys.stderr)
        return 2
    for name in names if "all" in argv else argv:
        importlib.import_module(f"bench.{name}").main()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
