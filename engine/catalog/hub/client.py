"""The hub's own client library, and where the hub is. It reads HF_ENDPOINT, HF_TOKEN and HF_HOME when first used."""

from __future__ import annotations

import os
from contextlib import AbstractContextManager
from typing import Any

from engine import __version__
from engine.errors import UserError

CONNECT_S = 10.0


def library() -> Any:
    """The package huggingface_hub, told to send nothing about this computer. UserError when it is missing."""
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
    try:
        import huggingface_hub
    except ImportError as error:
        raise UserError(
            "Asking a model hub needs the package huggingface_hub: pip install huggingface_hub, then try again."
        ) from error
    return huggingface_hub


def endpoint() -> str:
    """Address of the hub (HF_ENDPOINT overrides it), as it was when the library was first used."""
    library()
    from huggingface_hub import constants

    return str(constants.ENDPOINT)


def stream(repo: str, revision: str, path: str, from_byte: int) -> AbstractContextManager[Any]:
    """The answer (httpx2.Response) to a request for a file, or for what of it begins at a byte; its body is not read.

    A token goes to the hub alone, not to the servers of others that it sends us on to.
    """
    import httpx2

    hub = library()
    headers = hub.utils.build_hf_headers(library_name="tonmeister", library_version=__version__)
    headers["Accept-Encoding"] = "identity"
    if from_byte:
        headers["Range"] = f"bytes={from_byte}-"
    patience = httpx2.Timeout(float(hub.constants.HF_HUB_DOWNLOAD_TIMEOUT), connect=CONNECT_S)
    session = hub.utils.get_session()
    url = hub.hf_hub_url(repo, path, revision=revision, endpoint=endpoint())
    answer: AbstractContextManager[Any] = session.stream("GET", url, headers=headers, timeout=patience)
    return answer
