"""All sources by name."""

from models.sound.sources import cinematic, everyday, machines, media, nature, objects, people, percussion, weather
from models.sound.sources.source import Source

SOURCES: dict[str, Source] = {
    source.name: source
    for module in (weather, nature, people, objects, machines, media, cinematic, everyday, percussion)
    for source in module.SOURCES
}
