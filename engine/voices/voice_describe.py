"""What a voice bank says of itself: name, author, languages, range, in character.txt and its YAML files."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.errors import UserError, one_line
from engine.media.note import NAMES
from engine.voices.voice_archive import BankFile
from engine.voices.voice_terms import decoded

LANGUAGE_OF_CODE = {
    "en": "english", "ja": "japanese", "jp": "japanese", "jpn": "japanese", "zh": "mandarin", "cmn": "mandarin",
    "ko": "korean", "kr": "korean", "yue": "cantonese", "fr": "french", "de": "german", "es": "spanish",
    "it": "italian", "pt": "portuguese", "ru": "russian", "pl": "polish", "fil": "filipino", "tl": "filipino",
    "vi": "vietnamese", "th": "thai", "nl": "dutch", "sv": "swedish", "fi": "finnish",
}
_PHONEMIZERS = {"english": "english", "arpa": "english", "japanese": "japanese", "chinese": "mandarin",
                "korean": "korean", "jyutping": "cantonese", "french": "french", "german": "german",
                "spanish": "spanish", "italian": "italian", "portuguese": "portuguese", "russian": "russian",
                "filipino": "filipino"}
_FIELDS = {"名前": "name", "created by": "author", "作者": "author", "cv": "voice", "性別": "gender", "sex": "gender",
           "licence": "license", "利用規約": "terms", "web": "web", "規約": "terms"}
_GENDERS = {"female": "female", "woman": "female", "f": "female", "女": "female", "女性": "female", "male": "male",
            "man": "male", "m": "male", "男": "male", "男性": "male", "child": "child"}
_LONGEST_YAML = 1 << 20
_DEEPEST = 100


@dataclass(frozen=True)
class Description:
    """What stands in a bank about itself."""

    name: str
    author: str = ""
    gender: str = ""
    languages: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    vocoder: str = ""
    low: int | None = None
    high: int | None = None
    character: dict[str, str] = field(default_factory=dict)
    """Every text field, by lower-case name."""


def describe(kind: str, files: Mapping[str, BankFile], fallback_name: str) -> Description:
    """Read a bank's description; UserError for a YAML file that is none."""
    lower = {path.lower(): path for path in files}
    config = _yaml(files, lower.get("character.yaml")) | (_yaml(files, lower.get("vocoder.yaml")) if kind == "vocoder"
                                                           else {})
    fields = {name: str(value) for name, value in config.items() if isinstance(value, str | int | float)}
    if path := lower.get("character.txt"):
        text = decoded(files[path].read(_LONGEST_YAML), fields.get("text_file_encoding", ""))
        fields = _character_txt(text) | fields
    name = one_line(fields.get("name", ""))[:80].strip() or fallback_name
    low, high = _range(config.get("subbanks"))
    models = _yaml(files, lower.get("dsconfig.yaml"))
    has_own = kind != "diffsinger" or "dsvocoder/vocoder.yaml" in lower
    vocoder = "" if has_own else str(models.get("vocoder") or "")
    author, gender = one_line(fields.get("author", ""))[:200], fields.get("gender", "").strip().lower()
    return Description(name, author, _GENDERS.get(gender, ""),
                       _languages(kind, files, fields), _speakers(config, models),
                       vocoder, low, high, fields)


def load_yaml(text: str, where: str) -> dict[str, Any]:
    """The mapping in a YAML text; UserError that names the file when it is none."""
    try:
        import yaml
    except ImportError as error:
        raise UserError("Voice banks need pyyaml, which is not installed: run `pip install pyyaml`.") from error
    try:
        if _looks_deep(text) and _depth(text) > _DEEPEST:
            raise UserError(f"{where} is nested more deeply than any voice needs; it was not read.")
        found = yaml.load(text, Loader=_loader())
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", None)
        at = f" near line {line + 1}" if line is not None else ""
        raise UserError(f"{where} is not valid YAML{at}; correct the file, or get the voice again.") from error
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise UserError(f"{where} should be a list of names and values, but is something else; get the voice again.")
    return {str(name): value for name, value in found.items()}


def _looks_deep(text: str) -> bool:
    """A quick look; what looks deep is measured, because libyaml crashes on what is thousands of levels deep."""
    if re.search(rf"^[ ?:-]{{{_DEEPEST},}}", text, re.MULTILINE):
        return True
    depth = 0
    for match in re.finditer(r"[\[\]{}]", text):
        depth += 1 if match[0] in "[{" else -1
        if depth > _DEEPEST:
            return True
    return False


def _depth(text: str) -> int:
    """How deeply a YAML text is nested, found without recursion."""
    import yaml

    depth = deepest = 0
    for event in yaml.parse(text, Loader=_loader()):
        if isinstance(event, yaml.events.CollectionStartEvent):
            depth += 1
            deepest = max(deepest, depth)
            if deepest > _DEEPEST:
                break
        elif isinstance(event, yaml.events.CollectionEndEvent):
            depth -= 1
    return deepest


@functools.cache
def _loader() -> Any:
    """A safe loader of YAML 1.2: 'no' and 'on' are words of a dictionary there, not false and true."""
    import yaml

    class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
        yaml_implicit_resolvers = {
            first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":timestamp", ":bool"))]
            for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
        }

    Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|True|TRUE|false|False|FALSE)$"),
                                 list("tTfF"))
    return Loader


def pitch_of_name(name: str) -> int | None:
    """C4 → 60, D#3 → 51; None for what is no note."""
    match = re.fullmatch(r"\s*([A-Ga-g])([#b♯♭]?)(-?\d)\s*", name)
    if not match:
        return None
    step = NAMES.index(match[1].upper()) + {"#": 1, "♯": 1, "b": -1, "♭": -1, "": 0}[match[2]]
    return 12 * (int(match[3]) + 1) + step


def tones_of(ranges: Any) -> tuple[tuple[int, int], ...]:
    """["C1-B3", "C4"] → ((24, 59), (60, 60)); what cannot be read is left out."""
    found = []
    for text in ranges if isinstance(ranges, list) else []:
        ends = [pitch_of_name(part) for part in re.split(r"(?<=\d)-", str(text))]
        if ends and all(end is not None for end in ends):
            found.append((min(ends), max(ends)))  # type: ignore[type-var]
    return tuple(found)  # type: ignore[arg-type]


def _yaml(files: Mapping[str, BankFile], path: str | None) -> dict[str, Any]:
    return load_yaml(decoded(files[path].read(_LONGEST_YAML)), path) if path else {}


def _character_txt(text: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    other = []
    for line in text.splitlines():
        match = re.match(r"\s*([^=:：]{1,30}?)\s*[=:：]\s*(\S.*?)\s*$", line)
        if match:
            name = match[1].lower()
            fields.setdefault(_FIELDS.get(name, name), match[2])
        elif line.strip():
            other.append(line.strip())
    return fields | ({"other_info": "\n".join(other)} if other else {})


def _range(subbanks: Any) -> tuple[int | None, int | None]:
    spans = [span for bank in (subbanks if isinstance(subbanks, list) else []) if isinstance(bank, dict)
             for span in tones_of(bank.get("tone_ranges"))]
    low, high = min((a for a, _ in spans), default=None), max((b for _, b in spans), default=None)
    covers_all = low is not None and high is not None and high - low >= 72
    return (None, None) if covers_all else (low, high)


def _speakers(character: dict[str, Any], config: dict[str, Any]) -> tuple[str, ...]:
    """Colours, else the speakers' own names; () when there is only one."""
    rows = character.get("subbanks")
    colors = [str(row.get("color") or "") for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    listed = config.get("speakers")
    names = [re.split(r"[/\\.]", str(name))[-1] for name in listed] if isinstance(listed, list) else []
    found = list(dict.fromkeys(name.strip().lower() for name in (*colors, *names) if name.strip()))
    return tuple(found) if len(found) > 1 else ()


def _languages(kind: str, files: Mapping[str, BankFile], fields: Mapping[str, str]) -> tuple[str, ...]:
    if kind == "vocoder":
        return ()
    codes: list[str] = []
    for path, file in files.items():
        name = path.lower().rpartition("/")[2]
        if match := re.fullmatch(r"dsdict-(\w+?)(?:-.*)?\.yaml", name):
            codes.append(match[1])
        elif name.endswith("languages.json"):
            try:
                codes += [str(code).lower() for code in json.loads(decoded(file.read(_LONGEST_YAML)))]
            except (ValueError, TypeError):
                continue
    phonemizer = fields.get("default_phonemizer", "").lower()
    codes += [word for word in _PHONEMIZERS if word in phonemizer]
    names = [LANGUAGE_OF_CODE.get(code) or _PHONEMIZERS.get(code, "") for code in codes]
    if not any(names) and kind == "utau":
        names = ["japanese"] if any(re.search(r"[ぁ-ゖァ-ヺ]", path) for path in files) else []
    return tuple(sorted({name for name in names if name}))
