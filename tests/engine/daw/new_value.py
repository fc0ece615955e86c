"""A value that no DAW sets, added as the docs say; run by itself, before anything reads the list of changes."""

from __future__ import annotations

import json
from dataclasses import dataclass

from engine.daw.changes.value import SetValue


@dataclass(frozen=True)
class SetHumidity(SetValue):
    """A field of no track."""

    capability, value, of, unit = "set_humidity", "humidity", "humidity", "%"
    counted = ("1 humidity set", "{n} humidities set")
    thing = "the humidity"
    track: str
    humidity: float


def told() -> dict[str, object]:
    """What each DAW of ours says of it, and the rows of the table of them all."""
    from engine.catalog.registry import discover
    from engine.cli.daw import markdown

    daws = [one for one in discover().daws.values() if type(one).__module__.startswith("bridge.")]
    return {
        "can": [one.id for one in daws if SetHumidity.capability in one.capabilities],
        "why": {one.id: one.missing.get(SetHumidity.capability, "") for one in daws},
        "rows": [row for row in markdown(daws).split("\n") if row.startswith("| set humidity |")],
    }


if __name__ == "__main__":
    print(json.dumps(told()))
