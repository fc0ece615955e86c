"""DAWproject's XML: read without following anything it refers to, changed in place, written with all that was there."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from engine.errors import DawError

Element = Any
"""An lxml element."""
_MOST_BYTES = 256 << 20
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_LARGEST = 1e7
"""Beats, seconds, keys, counts."""
_MAY_BE_ENDLESS = ("value", "min", "max")
_DEVICE = ("Parameters", "Enabled", "State")
_ORDER: dict[str, tuple[str, ...]] = {
    "Project": ("Application", "Transport", "Structure", "Arrangement", "Scenes"),
    "Transport": ("Tempo", "TimeSignature"),
    "Arrangement": ("Lanes", "Markers", "TempoAutomation", "TimeSignatureAutomation"),
    "Track": ("Channel", "Track"),
    "Channel": ("Devices", "Mute", "Pan", "Sends", "Volume"),
    **dict.fromkeys(("Device", "BuiltinDevice", "Vst2Plugin", "Vst3Plugin", "ClapPlugin", "AuPlugin"), _DEVICE),
    "Send": ("Enable", "Pan", "Volume"),
    "Equalizer": (*_DEVICE, "Band", "InputGain", "OutputGain"),
    "Band": ("Freq", "Gain", "Q", "Enabled"),
    "Compressor": (
        *_DEVICE, "Attack", "AutoMakeup", "InputGain", "OutputGain", "Ratio", "Release", "Threshold",
    ),
    "NoiseGate": (*_DEVICE, "Attack", "Range", "Ratio", "Release", "Threshold"),
    "Limiter": (*_DEVICE, "Attack", "InputGain", "OutputGain", "Release", "Threshold"),
}  # fmt: skip
"""The order that the schema asks for."""


def parse(data: bytes, name: str) -> Any:
    """The tree of a file; DawError when it is no XML, too large, or has a document type, which may hold entities."""
    if len(data) > _MOST_BYTES:
        raise DawError(f"{name} is larger than {_MOST_BYTES >> 20} MB, so it was not opened.")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, strip_cdata=False, remove_pis=False
    )
    try:
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
            raise DawError(f"{name} declares a document type or entities, which a DAWproject never has; not opened.")
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DawError(f"{name} is damaged ({str(error).split(', line')[0]}); export the project again.") from error
    tree = root.getroottree()
    if tree.docinfo.internalDTD is not None or tree.docinfo.doctype:
        raise DawError(f"{name} declares a document type or entities, which a DAWproject never has; not opened.")
    return tree


def written(tree: Any) -> bytes:
    """The file of a tree, comments, unknown elements and their order as they were read."""
    standalone = tree.docinfo.standalone
    return bytes(etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=standalone))


def elements(parent: Element | None) -> Iterator[Element]:
    """The child elements, without comments and instructions."""
    return (child for child in (parent if parent is not None else ()) if isinstance(child.tag, str))


def number(element: Element | None, name: str, default: float = 0.0) -> float:
    """A number in an attribute; DawError when it is none. Only a level or its bounds may be endless (−inf dB)."""
    text = element.get(name) if element is not None else None
    if text is None:
        return default
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if math.isnan(value):
        raise DawError(f"project.xml has {name}='{text[:40]}' where a number should be.")
    if abs(value) > _LARGEST and name not in _MAY_BE_ENDLESS:
        raise DawError(f"project.xml has {name}='{text[:40]}', which is more than any session has.")
    return value


def is_true(element: Element | None, name: str, default: bool = False) -> bool:
    """A yes or no in an attribute."""
    text = element.get(name) if element is not None else None
    return default if text is None else text in ("true", "1")


def said(value: float | bool | int | str) -> str:
    """A value as an attribute."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return clean(value)
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def clean(name: str) -> str:
    """A name without the signs that XML cannot hold."""
    return _FORBIDDEN.sub("", name)


def put(element: Element, **values: float | bool | int | str | None) -> Element:
    """Set attributes; None takes one away."""
    for name, value in values.items():
        if value is None:
            element.attrib.pop(name, None)
        else:
            element.set(name, said(value))
    return element


def add(parent: Element, tag: str, **values: float | bool | int | str | None) -> Element:
    """A new child where the schema wants it."""
    child = put(parent.makeelement(tag), **values)
    child.tail = "\n"
    order = _ORDER.get(str(parent.tag), ())
    later = order[order.index(tag) + 1 :] if tag in order else ()
    before = next((one for one in elements(parent) if one.tag in later), None) if later else None
    if before is None:
        parent.append(child)
    else:
        before.addprevious(child)
    return child


def child_of(parent: Element, tag: str, **values: float | bool | int | str | None) -> Element:
    """The child of this tag; made, with these values, when there is none."""
    found = parent.find(tag)
    return add(parent, tag, **values) if found is None else found


def remove(element: Element) -> None:
    """Take an element out and leave the text behind it."""
    parent = element.getparent()
    if parent is None:
        return
    tail, before = element.tail, element.getprevious()
    if tail and tail.strip():
        if before is None:
            parent.text = (parent.text or "") + tail
        else:
            before.tail = (before.tail or "") + tail
    parent.remove(element)
