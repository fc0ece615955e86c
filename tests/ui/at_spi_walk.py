"""Walks the accessibility tree of a scene as a screen reader does (AT-SPI over D-Bus), and writes it down as JSON.

Run inside `dbus-run-session`, with a DISPLAY.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from jeepney import DBusAddress, MessageType, new_method_call
from jeepney.io.blocking import open_dbus_connection

ACCESSIBLE = "org.a11y.atspi.Accessible"
STATES = {1: "active", 4: "checked", 8: "enabled", 11: "focusable", 12: "focused", 25: "showing", 30: "visible",
          41: "checkable"}  # fmt: skip


class Bus:
    """One bus, on one connection for as long as it is asked."""

    def __init__(self, address: str) -> None:
        self._connection = open_dbus_connection(bus=address)

    def call(self, name: str, path: str, interface: str, method: str, *arguments: str) -> Any:
        """The values of an answer to strings; None when there is none."""
        to = DBusAddress(path, bus_name=name, interface=interface)
        message = new_method_call(to, method, "s" * len(arguments), arguments)
        answer = self._connection.send_and_get_reply(message, timeout=60)
        return answer.body if answer.header.message_type is MessageType.method_return else None

    def text(self, name: str, path: str, what: str) -> str:
        """A property of an object."""
        found = self.call(name, path, "org.freedesktop.DBus.Properties", "Get", ACCESSIBLE, what)
        return str(found[0][1]) if found else ""


def walk(bus: Bus, name: str, path: str, rows: list[dict[str, Any]], depth: int = 0) -> None:
    """An object and all below it."""
    role = bus.call(name, path, ACCESSIBLE, "GetRoleName")
    low, high = (bus.call(name, path, ACCESSIBLE, "GetState") or [[0, 0]])[0]
    bits = low | high << 32
    rows.append({
        "depth": depth, "role": role[0] if role else "", "name": bus.text(name, path, "Name"),
        "description": bus.text(name, path, "Description"),
        "states": [word for bit, word in STATES.items() if bits >> bit & 1],
    })  # fmt: skip
    for child, child_path in (bus.call(name, path, ACCESSIBLE, "GetChildren") or [[]])[0]:
        if not child_path.endswith("/null"):
            walk(bus, child, child_path, rows, depth + 1)


def rows_of(bus: Bus, scene: str, shown: subprocess.Popen[str]) -> list[dict[str, Any]]:
    """The tree of a scene, which the process that shows scenes is told to show."""
    assert shown.stdin is not None and shown.stdout is not None
    shown.stdin.write(f"{scene}\n")
    shown.stdin.flush()
    assert shown.stdout.readline() == "shown\n"
    rows: list[dict[str, Any]] = []
    root = ("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")
    until = time.monotonic() + 60
    while not rows and time.monotonic() < until:
        for name, path in (bus.call(*root, ACCESSIBLE, "GetChildren") or [[]])[0]:
            if bus.text(name, path, "Name") == "Tonmeister":
                walk(bus, name, path, rows)
        time.sleep(0.1)
    return rows


def shows_scenes() -> subprocess.Popen[str]:
    """One process for all scenes: to start Qt takes longer than to read what it shows."""
    environment = {**os.environ, "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1", "QT_QPA_PLATFORM": "xcb"}
    command = [sys.executable, "-m", "tests.ui.at_spi_scene"]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment)


def main() -> None:
    """Write {scene: rows} into the first argument, a .json file; the others are names of scenes."""
    if Path(sys.argv[1]).suffix != ".json":
        sys.exit("Name the .json file to write first, then the scenes.")
    session = Bus(os.environ["DBUS_SESSION_BUS_ADDRESS"])
    until = time.monotonic() + 60
    while (address := session.call("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress")) is None:
        assert time.monotonic() < until, "there is no accessibility bus"
        time.sleep(0.1)
    bus = Bus(str(address[0]))
    with shows_scenes() as shown:
        found = {scene: rows_of(bus, scene, shown) for scene in sys.argv[2:]}
    Path(sys.argv[1]).write_text(json.dumps(found), "utf-8")


if __name__ == "__main__":
    main()
