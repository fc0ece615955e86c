"""Design tokens: every colour, distance and letter size of the panel, and the check that they can be read."""

from __future__ import annotations

from dataclasses import dataclass, replace

GRID = 4
"""Every distance is a multiple of it."""
RADIUS = {"chip": 4, "control": 6, "card": 8}
FONT_PX = {"micro": 12, "body": 14, "head": 16, "hero": 20}
"""Letter sizes at 100 %; nothing is smaller than 12 px."""
TARGET_PX = {"icon": 28, "control": 32, "play": 36}
"""What the pointer aims at; WCAG 2.5.8 asks for 24."""
TEXT_SCALES = (1.0, 1.1, 1.25, 1.5, 2.0)
MOST_SCALE = 2.0
"""High contrast is larger from the start: at 200 % it is no larger than the others, or 320 px would hold no word."""
LARGE = 1.5
"""From this scale on what shares a line may need one of its own."""
UNPLAYED_ALPHA = 0.72
"""How much of the accent the part of a waveform keeps that was not played yet (3.6:1 at worst)."""
FAMILIES = ("Inter", "SF Pro Text", "Segoe UI Variable", "Segoe UI", "Noto Sans")


@dataclass(frozen=True)
class Theme:
    """One set of colours (#RRGGBB) and its scale."""

    name: str
    bg: str
    """The panel itself."""
    surface: str
    """Cards and the message field."""
    raised: str
    """The user's words, buttons at rest, chips."""
    hover: str
    """Under the pointer; also the grey ghost of a source's waveform."""
    line: str
    """Hairlines that only decorate."""
    edge: str
    """Borders that mean something (at least 3:1)."""
    text: str
    dim: str
    accent: str
    """The one colour with a meaning: Tonmeister made it, or it can be acted on now."""
    on_accent: str
    tint: str
    """A little accent on the surface: what is chosen."""
    warn: str
    danger: str
    scale: float = 1.0
    border: int = 1

    def px(self, size: float) -> int:
        """A distance at this scale, on the grid; sizes below the grid stay as they are."""
        return int(size) if size < GRID else max(GRID, round(size * self.scale / GRID) * GRID)

    def font_px(self, kind: str) -> int:
        """A letter size of `FONT_PX` at this scale."""
        return round(FONT_PX[kind] * self.scale)

    def scaled(self, factor: float) -> Theme:
        """The same colours with larger letters and distances, up to what fits beside a DAW."""
        return replace(self, scale=min(MOST_SCALE, self.scale * factor))


DARK = Theme(
    "dark", bg="#191B1D", surface="#212426", raised="#2B2F32", hover="#373C40", line="#34393C", edge="#7B848A",
    text="#ECEEEF", dim="#AEB6BB", accent="#5CD0C0", on_accent="#06201C", tint="#2A403E",
    warn="#F0B860", danger="#FF8F85",
)  # fmt: skip
LIGHT = Theme(
    "light", bg="#EFF1F1", surface="#FFFFFF", raised="#E6E9EA", hover="#D8DDDF", line="#D5DADC", edge="#79838A",
    text="#15181A", dim="#4B545A", accent="#08685F", on_accent="#FFFFFF", tint="#DCEDEB",
    warn="#7A4C00", danger="#A8231B",
)  # fmt: skip
CONTRAST = Theme(
    "contrast", bg="#000000", surface="#000000", raised="#1A1A1A", hover="#333333", line="#8A8A8A", edge="#FFFFFF",
    text="#FFFFFF", dim="#E4E4E4", accent="#4DFFE9", on_accent="#000000", tint="#003A34",
    warn="#FFD27A", danger="#FFA8A0", scale=1.25, border=2,
)  # fmt: skip
THEMES = {theme.name: theme for theme in (DARK, LIGHT, CONTRAST)}


@dataclass(frozen=True)
class Pair:
    """Two colours that meet on screen, and how far apart they have to be."""

    front: str
    ground: str
    ratio: float
    floor: float


_FLOORS = {
    ("text", 7.0): ("bg", "surface", "raised", "tint", "hover"),
    ("dim", 4.5): ("bg", "surface", "raised", "tint", "hover"),
    ("accent", 4.5): ("bg", "surface", "raised", "tint"),
    ("accent", 3.0): ("hover",),
    ("warn", 4.5): ("bg", "surface", "raised"),
    ("danger", 4.5): ("bg", "surface", "raised"),
    ("edge", 3.0): ("bg", "surface", "raised"),
    ("on_accent", 4.5): ("accent",),
    ("unplayed", 3.0): ("surface",),
}


def audit(theme: Theme) -> list[Pair]:
    """Every pair of colours that the panel really uses, with its contrast and the least it may be."""
    colours = {**vars(theme), "unplayed": mixed(theme.accent, theme.surface, UNPLAYED_ALPHA)}
    return [
        Pair(front, ground, contrast(colours[front], colours[ground]), floor)
        for (front, floor), grounds in _FLOORS.items()
        for ground in grounds
    ]


def contrast(first: str, second: str) -> float:
    """Contrast of two colours by WCAG 2: 1 to 21."""
    darker, lighter = sorted((_luminance(first), _luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def mixed(front: str, ground: str, alpha: float) -> str:
    """The colour seen when `front` lies with `alpha` (0 to 1) on `ground`."""
    pairs = zip(_channels(front), _channels(ground), strict=True)
    return "#" + "".join(f"{round(255 * (alpha * a + (1 - alpha) * b)):02X}" for a, b in pairs)


def _channels(colour: str) -> list[float]:
    return [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]


def _luminance(colour: str) -> float:
    linear = [x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in _channels(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
