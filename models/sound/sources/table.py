"""All sources by name."""

from models.sound.sources import cinematic, machines, media, nature, objects, people, weather
from models.sound.sources.source import Source

SOURCES: dict[str, Source] = {
    source.name: source
    for module in (weather, nature, people, objects, machines, media, cinematic)
    for source in module.SOURCES
}
