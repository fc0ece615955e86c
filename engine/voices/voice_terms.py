"""What a voice bank's own texts say of its licence: found, decoded from any encoding, judged with caution."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

LONGEST_FILE, LONGEST_TERMS = 64_000, 200_000
_TERMS_NAME = re.compile(
    r"licen[cs]e|copying|terms|read.?me|credits?|agreement|notice|eula|rules?\b|policy|consent|disclaimer"
    r"|規約|規則|利用|使用|著作|説明|お読み|よんで|読んで|许可|許可|协议|協議|声明|聲明|须知|須知|必读|약관|라이선스",
    re.IGNORECASE,
)
_TERMS_KINDS = ("", ".txt", ".md", ".text", ".rst", ".lic")

_FORBIDS_SALE = re.compile(
    r"\b(?:cc[- ]?)?by[- ]nc\b|\bnc[- ](?:sa|nd|ns)\b|non[- ]?commercial|not[- ]for[- ](?:commercial|profit|sale)"
    r"|(?:no|not|never|without|forbid\w*|prohibit\w*|disallow\w*)[^\w.;\n]+(?:\w+[^\w.;\n]+){0,6}?commercial"
    r"|commercial\w*[^\w.;\n]+(?:\w+[^\w.;\n]+){0,5}?(?:not|never|forbidden|prohibited|disallowed|denied|requires?|needs?|contact|ask)\b"
    r"|personal use only|only for (?:personal|private|hobby)|private use only"
    r"|(?:research|academic|educational|study)(?: use| purposes?)? only|only for (?:research|academic|educational)"
    r"|仅供(?:学习|研究|个人|交流)|僅供(?:學習|研究|個人|交流)|(?:個人|研究)(?:利用|目的)?のみ"
    r"|非商用|非商业|非商業|非営利|(?:商用|商業|営利)(?:利用|目的|使用)?[^。\n可]{0,8}(?:不可|禁止|禁じ|できません|お断り|NG|ご遠慮|要)"
    r"|(?:禁止|不得|不可|请勿|請勿|不能|严禁|嚴禁)[^。\n]{0,12}(?:商用|商业|商業|营利|盈利)"
    r"|商业(?:用途|使用)?[^。\n可]{0,8}(?:禁止|不可|授权|联系)|비상업|상업적[^.\n]{0,12}(?:금지|불가|안\s?됩)",
    re.IGNORECASE,
)
_ALLOWS_SALE = re.compile(
    r"\bcc0\b|public domain|\bcc[- ]by(?:[- ]sa)?(?:[- ]\d|\b)|\bmit licen[cs]e|\bapache licen[cs]e"
    r"|\bbsd[- ]\d|unlicense"
    r"|commercial\w*[^\w.;\n]+(?:\w+[^\w.;\n]+){0,4}?(?:allowed|permitted|ok|okay|fine|free|welcome)\b"
    r"|(?:free|allowed|permitted) (?:for|to use for|in) (?:any|all|personal and commercial|commercial)"
    r"|商用(?:利用|目的|使用)?[^。\n不禁]{0,8}(?:可(?!否)|OK|自由|許可し|できます)|可(?:以)?商用|允许商用|允許商用|상업적[^.\n]{0,8}(?:가능|허용)",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"(?:cc[- ]?)by(?:[- ](?:nc|sa|nd|ns))*(?:[- ]\d(?:\.\d)?)?|\bcc0(?:[- ]1\.0)?"
    r"|creative commons[^\n.,;]{0,60}(?:\.\d)?"
    r"|\bmit licen[cs]e|\bapache licen[cs]e[, ]*(?:version )?(?:2\.0)?|\bbsd[- ]\d[- ]clause|\ba?gpl[- ]?v?\d",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Terms:
    """What binds the user of a bank."""

    text: str
    """Its texts of licence, credits and consent, as found; "" when there are none."""
    licence: str
    """In a few words: "CC BY-NC 4.0 (non-commercial)"."""
    commercial: bool | None
    """Whether results may be sold; None = the texts do not say."""


def is_terms_file(path: str) -> bool:
    """True for the name of a file that probably holds terms."""
    name = PurePosixPath(path)
    return name.suffix.lower() in _TERMS_KINDS and bool(_TERMS_NAME.search(name.name))


def decoded(raw: bytes, named: str = "") -> str:
    """Text of a file whose encoding nobody declared (or that declares one by name); never fails."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode(named.replace("_", "-") or encoding_of(raw)).removeprefix("\ufeff")
    except (UnicodeDecodeError, LookupError):
        return raw.decode(encoding_of(raw), "replace").removeprefix("\ufeff")


def encoding_of(raw: bytes) -> str:
    """The encoding that bytes are most probably in: UTF-8, Korean, Chinese or Japanese."""
    for encoding in ("utf-8", "euc_kr", "gb2312", "cp932", "gb18030"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "euc_kr" and re.search("[\u4e00-\u9fff]", text) or (
                encoding == "cp932" and not _looks_japanese(text)):
            continue  # Chinese read as Korean is full of hanja, read as Japanese full of half-width katakana
        return encoding
    return "cp932"


def _looks_japanese(text: str) -> bool:
    strange = sum("\uff61" <= sign <= "\uff9f" or unicodedata.category(sign) == "Co" for sign in text)
    return strange <= 0.1 * sum(sign > "\x7f" for sign in text)


def read_terms(texts: Iterable[tuple[str, str]], character: Mapping[str, str]) -> Terms:
    """Put together what the files (name, text) and the bank's own description say, and judge it."""
    parts = [f"{name}: {value}" for name, value in character.items() if name in _TOLD and value.strip()]
    pieces = ["\n".join(parts)] if parts else []
    pieces += [f"--- {name} ---\n{text.strip()}" for name, text in texts if text.strip()]
    text = _harmless("\n\n".join(pieces))[:LONGEST_TERMS]
    return Terms(text, *judged(text))


_TOLD = ("author", "voice", "web", "version", "license", "licence", "terms", "credits", "consent", "other_info")


def judged(text: str) -> tuple[str, bool | None]:
    """(licence in a few words, whether results may be sold); one hint of a ban is enough to mark a ban."""
    named = re.sub(r"\s+", " ", match[0]).strip(" ,") if (match := _NAMED.search(text)) else ""
    if _FORBIDS_SALE.search(text):
        is_told = re.search(r"nc|non.?commercial", named, re.IGNORECASE)
        return named if is_told else f"{named}, non-commercial" if named else "non-commercial", False
    if _ALLOWS_SALE.search(text):
        return named or "commercial use allowed by its terms", True
    return named or ("own terms" if text else "not stated"), None


def _harmless(text: str) -> str:
    """Without control characters that could steer a terminal or turn lines around."""
    return "".join(sign for sign in text.replace("\r\n", "\n").replace("\r", "\n")
                   if sign in "\n\t" or unicodedata.category(sign) not in ("Cc", "Cf"))
