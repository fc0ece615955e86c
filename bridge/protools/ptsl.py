"""PTSL, the scripting interface of Pro Tools: one gRPC method, bodies in JSON, and a deadline for each command."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from typing import Any

from engine.errors import DawError, DawSilent

PORT = 31416
METHOD = "/ptsl.PTSL/SendGrpcRequest"
VERSION = 2025
READ_S, CHANGE_S, IMPORT_S = 5.0, 15.0, 180.0
COMPLETED, WORKING = 3, (0, 1, 2)
"""Of a command's status; those that go on are asked again."""
COMMANDS: Mapping[str, int] = {
    "GetTrackList": 3, "RenameTargetTrack": 8, "HostReadyCheck": 13, "GetFileLocation": 16,
    "SaveSession": 18, "Clear": 23, "GetSessionSampleRate": 35, "GetSessionName": 42, "GetSessionPath": 43,
    "GetTransportState": 59, "ClearMemoryLocation": 61, "RenameTargetClip": 63, "TogglePlayState": 64,
    "EditMemoryLocation": 68, "GetMemoryLocations": 69, "RegisterConnection": 70, "CreateMemoryLocation": 71,
    "CreateNewTracks": 72, "SelectTracksByName": 73, "GetEditMode": 74, "GetEditModeOptions": 79,
    "SetTimelineSelection": 81, "GetTimelineSelection": 82, "SetTrackMuteState": 85, "SetTrackSoloState": 86,
    "SetTrackRecordEnableState": 88, "SetTrackInputMonitorState": 90, "SetTrackFrozenState": 94,
    "GetMainCounterFormat": 102, "GetTimeAsType": 118, "ImportAudioToClipList": 123, "SpotClipsByID": 124,
    "GetClipList": 125, "GetEditSelection": 131, "GetTrackPlaylists": 154, "DeleteTracks": 157,
    "GetPlaylistElements": 158,
}  # fmt: skip
"""The commands that are used, by their public names and numbers."""
_FIELDS = {
    "Request": (("header", 1, "RequestHeader"), ("request_body_json", 2, "")),
    "RequestHeader": (("task_id", 1, ""), ("command", 2, "int"), ("version", 3, "int"), ("session_id", 4, "")),
    "Response": (("header", 1, "ResponseHeader"), ("response_body_json", 2, ""), ("response_error_json", 3, "")),
    "ResponseHeader": (("task_id", 1, ""), ("command", 2, "int"), ("status", 3, "int"), ("progress", 4, "int")),
}
PAGE = 500
GONE = "Pro Tools is not running; start it and open a session."
SILENT = "Pro Tools did not answer in time; answer the dialog that it may show, and look at the session there."


@functools.cache
def messages() -> Mapping[str, Any]:
    """The envelopes of a command and its answer, as classes of protobuf."""
    from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

    kind = descriptor_pb2.FieldDescriptorProto
    file = descriptor_pb2.FileDescriptorProto(name="ptsl_envelopes.proto", package="envelopes", syntax="proto3")
    for name, fields in _FIELDS.items():
        message = file.message_type.add(name=name)
        for own, number, of in fields:
            field = message.field.add(name=own, number=number, label=kind.LABEL_OPTIONAL)
            field.type = {"": kind.TYPE_STRING, "int": kind.TYPE_INT32}.get(of, kind.TYPE_MESSAGE)
            if field.type == kind.TYPE_MESSAGE:
                field.type_name = f".envelopes.{of}"
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    found = {name: pool.FindMessageTypeByName(f"envelopes.{name}") for name in _FIELDS}
    return {name: message_factory.GetMessageClass(one) for name, one in found.items()}


def plain(value: Any) -> str:
    """The name of a choice without what stands before it: it has been published in several spellings."""
    return str(value).rpartition("_")[2]


class PtslConnection:
    """A connection to the Pro Tools that runs on this computer."""

    def __init__(self, port: int | None = None, *, channel: Any = None) -> None:
        """`channel` stands for the one of gRPC to the port."""
        from engine.catalog import packages

        packages.bring(("grpc", "google.protobuf"), "protools", "Pro Tools' scripting interface")
        import grpc

        self._grpc, own = grpc, messages()
        self._channel = channel or grpc.insecure_channel(f"127.0.0.1:{port or PORT}")
        self._send = self._channel.unary_unary(
            METHOD,
            request_serializer=own["Request"].SerializeToString,
            response_deserializer=own["Response"].FromString,
        )
        self._session = ""
        self.origin = 0
        """The sample at which bar 1 begins, when the session was last read."""

    def ask(self, command: str, body: Mapping[str, Any] | None = None, *, timeout_s: float = READ_S) -> dict[str, Any]:
        """What Pro Tools answers. DawError with its reason when it refuses, DawSilent when it is late."""
        if not self._session and command not in ("HostReadyCheck", "RegisterConnection"):
            who = {"company_name": "Tonmeister", "application_name": "Tonmeister"}
            self._session = str(self.ask("RegisterConnection", who).get("session_id", ""))
        own = messages()
        header = own["RequestHeader"](command=COMMANDS[command], version=VERSION, session_id=self._session)
        text = "" if body is None else json.dumps(body)
        try:
            reply = self._send(own["Request"](header=header, request_body_json=text), timeout=timeout_s)
        except self._grpc.RpcError as error:
            if error.code() == self._grpc.StatusCode.UNAVAILABLE:
                raise DawError(GONE) from error
            raise DawSilent(SILENT) from error
        if reply.header.status in WORKING:
            raise DawSilent("Pro Tools is still at work on it; look there, then ask again.")
        if reply.header.status != COMPLETED:
            raise DawError(f"Pro Tools refused: {_reason(reply.response_error_json)}")
        found = _read(reply.response_body_json or "{}")
        return found if isinstance(found, dict) else {}

    def rows(self, command: str, key: str, body: Mapping[str, Any] | None = None) -> list[Mapping[str, Any]]:
        """All rows of a list, page by page."""
        found: list[Mapping[str, Any]] = []
        while True:
            page = {"pagination_request": {"limit": PAGE, "offset": len(found)}}
            rows = self.ask(command, {**(body or {}), **page}).get(key) or []
            found += rows
            if len(rows) < PAGE:
                return found

    def close(self) -> None:
        """End the connection; Pro Tools goes on."""
        self._channel.close()


def _read(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        raise DawError("What Pro Tools answered cannot be read; it may be a version that is not known here.") from error


def _reason(text: str) -> str:
    """The first of its errors in words."""
    found = _read(text or "{}")
    rows = found.get("errors") if isinstance(found, dict) else None
    said = [str(row.get("command_error_message", "")) for row in rows or [] if isinstance(row, dict)]
    return (next((one for one in said if one), "") or "it gave no reason").rstrip(".") + "."
