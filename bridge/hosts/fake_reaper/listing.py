"""Makes `api.json`: names, kinds of arguments and numbers of results, read from what REAPER publishes; copies no code.

`python -m bridge.hosts.fake_reaper.listing reaper_plugin_functions.h LUA_FUNCTIONS --source TEXT` prints it. The
header says what there is and of what kind; LUA_FUNCTIONS (`function reaper.NAME(arguments) end`, a line each) says what
of it Lua has, and with how many arguments, since values that C writes to are results there.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path

Argument = tuple[str, str]
"""Kind and name, as in C."""

_IN_C = re.compile(r"^\s*([\w\s\*]+?)\s*\(\*REAPERAPI_FUNCNAME\((\w+)\)\)\((.*)\);", re.M)
_IN_LUA = re.compile(r"^function reaper\.(\w+)\((.*)\) end", re.M)
_KINDS = {"double": "number", "float": "number", "int": "integer", "unsigned int": "integer", "bool": "boolean"}
_ENDING = re.compile(r"(InOptional|OutOptional|InOut|Optional|Out|In)$")
LUA_ALONE = {
    "atexit": (["function"], 0),
    "defer": (["function"], 0),
    "genGuid": (["string"], 1),
    "get_action_context": ([], 1),
    "gmem_attach": (["string"], 1),
    "gmem_read": (["integer"], 1),
    "gmem_write": (["integer", "number"], 0),
    "new_array": (["table?", "integer?"], 1),
    "runloop": (["function"], 0),
    "set_action_options": (["integer"], 0),
    "stringToGuid": (["string", "string"], 1),
}
"""Names that only Lua has, or has otherwise than C."""


def listed(header: str, lua: str) -> dict[str, tuple[str, int]]:
    """Kinds of arguments (one text; ? = may be left out) and number of results of each function that Lua has."""
    in_lua = {name: _parts(arguments) for name, arguments in _IN_LUA.findall(lua)}
    found = {name: (" ".join(kinds), results) for name, (kinds, results) in LUA_ALONE.items()}
    for result, name, arguments in _IN_C.findall(header):
        if name in in_lua and name not in LUA_ALONE:
            of_c = [_argument(part) for part in _parts(arguments) if part != "void"]
            kinds = _taken(of_c, in_lua[name])
            found[name] = (" ".join(kinds), _results(result.strip(), of_c))
    return dict(sorted(found.items()))


def _parts(arguments: str) -> list[str]:
    return [part.strip() for part in arguments.split(",") if part.strip()]


def _argument(text: str) -> Argument:
    kind, name = re.match(r"(.*?)(\w+)$", text).groups()  # type: ignore[union-attr]
    return kind.replace(" *", "*").strip(), name


def _taken(of_c: list[Argument], of_lua: list[str]) -> list[str]:
    """The kinds of the arguments that Lua gives: in order, or where C's names do not tell them apart, by name."""
    given = [one for one in of_c if not one[1].endswith("_sz") and not _is_only_result(*one)]
    if len(given) != len(of_lua):
        by_name = {_ENDING.sub("", name): (kind, name) for kind, name in of_c}
        given = [by_name.get(name) or by_name[name.rstrip("_")] for name in of_lua]
    kinds = [(_kind(kind), name) for kind, name in given]
    return [f"{kind}?" if "Optional" in name or kind == "ReaProject" else kind for kind, name in kinds]


def _is_only_result(kind: str, name: str) -> bool:
    is_plain = re.match(r"(const )?(double|int|bool|float|unsigned)", kind) and kind.endswith("*")
    is_text = "char*" in kind and "const" not in kind
    return bool((is_plain or is_text) and "InOut" not in name and re.search(r"Out(Optional|NeedBig)?$", name))


def _kind(kind: str) -> str:
    bare = re.sub(r"^const (?!char)", "", kind).rstrip("*") if "char" not in kind else "char"
    return "string" if bare == "char" else _KINDS.get(bare, bare.replace("*", "").strip())


def _results(result: str, of_c: list[Argument]) -> int:
    count = 0 if result == "void" else 1
    for kind, name in of_c:
        is_text = "char*" in kind and kind != "const char*" and not name.endswith("_sz")
        is_out = kind.endswith("*") and re.search(r"(Out|OutOptional|InOut|InOutOptional)$", name) is not None
        count += is_text or (is_out and not name.endswith("_sz"))
    return count


def main(argv: list[str] | None = None) -> int:
    """Print the list."""
    parser = argparse.ArgumentParser(prog="python -m bridge.hosts.fake_reaper.listing", description=__doc__)
    parser.add_argument("header", type=Path, help="REAPER's reaper_plugin_functions.h")
    parser.add_argument("lua", type=Path, help="REAPER's functions in Lua, one a line")
    parser.add_argument("--source", default="", help="where both are from, and which version")
    asked = parser.parse_args(argv)
    rows = listed(asked.header.read_text("utf-8", "replace"), asked.lua.read_text("utf-8", "replace"))
    lines = ",\n".join(f"  {json.dumps(name)}: {json.dumps(list(row))}" for name, row in rows.items())
    print(f'{{\n"source": {json.dumps(asked.source)},\n"functions": {{\n{lines}\n}}\n}}')
    return 0


if __name__ == "__main__":
    sys.exit(main())
