"""All styles by name."""

from models.sound.music import styles_band, styles_beat, styles_club
from models.sound.music.style import Style

STYLES: dict[str, Style] = {
    style.name: style for module in (styles_beat, styles_club, styles_band) for style in module.STYLES
}
