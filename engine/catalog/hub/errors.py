"""What a hub's refusals and faults mean, in one sentence each."""

from __future__ import annotations

from typing import Any

from engine.catalog.hub.client import endpoint, library
from engine.errors import UserError

_ANEW = "remove the model with `tonmeister models remove`, then get it anew"
_KEPT = "What is here is kept; the same command goes on from there."


def in_a_sentence(error: Exception, repo: str) -> UserError:
    """The error that the user is shown for one that came up while asking the hub for a repository."""
    library()
    from huggingface_hub import errors

    if isinstance(error, errors.OfflineModeIsEnabled):
        return UserError("HF_HUB_OFFLINE forbids asking the hub; unset it, or bring the weights with --from FOLDER.")
    if isinstance(error, errors.HfHubHTTPError):
        return UserError(_refused(error, repo))
    return UserError(_not_reached(error))


def gated(repo: str) -> str:
    """What to do for a repository that is given only to who has accepted its terms."""
    hub = endpoint()
    return f"accept its terms at {hub}/{repo} and put a token of yours ({hub}/settings/tokens) into HF_TOKEN"


def _refused(error: Any, repo: str) -> str:
    from huggingface_hub import errors, get_token

    status, hub = error.response.status_code, endpoint()
    if isinstance(error, errors.RevisionNotFoundError):
        return (
            f"The revision of {repo} that was begun or kept here is no longer on {hub}; "
            f"{_ANEW}."
        )
    is_unknown = isinstance(error, errors.RepositoryNotFoundError) and not isinstance(error, errors.GatedRepoError)
    if is_unknown:
        return f"There is no {repo} on {hub}, or it is private: then HF_TOKEN has to hold a token that may read it."
    if status in (401, 403):
        but = "; the token that is there now does not suffice" if get_token() else ""
        return f"{repo} is given only to some: {gated(repo)}{but}."
    if status == 404:
        return f"A file of {repo} is no longer on {hub}; {_ANEW}."
    if status == 429:
        return f"{hub} has had too many requests from here; wait some minutes. {_KEPT}"
    if status >= 500:
        return f"{hub} has a fault of its own ({status}); try again later. {_KEPT}"
    return f"{hub} refused to give {repo} ({status})."


def _not_reached(error: Exception) -> str:
    import httpx2

    hub = endpoint()
    if isinstance(error, httpx2.TimeoutException):
        return f"{hub} does not answer in time; try again later. {_KEPT}"
    if isinstance(error, httpx2.ConnectError | httpx2.UnsupportedProtocol | httpx2.InvalidURL):
        return f"{hub} cannot be reached; check the network, a proxy, or HF_ENDPOINT."
    if isinstance(error, httpx2.TransportError):
        return f"The connection to {hub} broke off; try again. {_KEPT}"
    return f"What answers at {hub} is no model hub; check the network, or HF_ENDPOINT."
