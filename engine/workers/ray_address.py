"""Where a Ray cluster is: only in a private network, because Ray has no login."""

from __future__ import annotations

import ipaddress
import os
import socket

from engine.errors import UserError

_CONNECT_S = 3.0


def checked_address(text: str) -> str:
    """`auto`, `ray://host:port` or `host:port`, when it lies in a private network; else UserError."""
    named = os.environ.get("RAY_ADDRESS", "auto") if text == "auto" else text
    if named in ("auto", "local"):
        return "auto"
    host, colon, port = named.removeprefix("ray://").rpartition(":")
    if not colon or not port.isdigit() or not host or "/" in host:
        raise UserError(f"TONMEISTER_RAY is '{text}'; it must be auto, ray://host:port or host:port.")
    try:
        found = {info[4][0] for info in socket.getaddrinfo(host.strip("[]"), int(port), type=socket.SOCK_STREAM)}
    except (OSError, OverflowError, UnicodeError) as error:
        raise UserError(f"The Ray cluster's computer '{host}' is not known in this network.") from error
    for address in sorted(map(str, found)):
        if not _is_private(address):
            raise UserError(
                f"TONMEISTER_RAY names {host}, which is not in a private network ({address}); "
                "Ray has no login, so Tonmeister uses clusters in private networks only."
            )
    return named


def must_answer(address: str) -> None:
    """UserError when nobody listens at a checked address; Ray itself would try for minutes."""
    if address == "auto":
        return
    host, _, port = address.removeprefix("ray://").rpartition(":")
    try:
        socket.create_connection((host.strip("[]"), int(port)), _CONNECT_S).close()
    except OSError as error:
        raise UserError(silence(address)) from error


def silence(address: str) -> str:
    """One sentence for a cluster that does not answer."""
    return f"The Ray cluster ({address}) does not answer; start it, or start Tonmeister without TONMEISTER_RAY."


def _is_private(address: str) -> bool:
    ip = ipaddress.ip_address(address.partition("%")[0])
    return not (ip.is_global or ip.is_multicast or ip.is_unspecified)
