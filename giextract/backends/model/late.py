"""A late endpoint: openai is imported when the first request is sent, so that a warm cache never waits for it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from giextract.backends.model.profile import Profile

if TYPE_CHECKING:
    from giextract.backends.model.endpoint import Endpoint


class LateEndpoint:
    """An endpoint that is made with its first request."""

    def __init__(self, name: str, profile: Profile, key: str) -> None:
        self._parts = (name, profile, key)
        self._endpoint: Endpoint | None = None

    async def send(self, body: dict[str, Any], extra_body: dict[str, Any]) -> dict[str, Any]:
        """Send through the endpoint."""
        if self._endpoint is None:
            from giextract.backends.model.endpoint import Endpoint

            self._endpoint = Endpoint(*self._parts)
        return await self._endpoint.send(body, extra_body)

    async def close(self) -> None:
        """Close the endpoint, if there is one."""
        if self._endpoint is not None:
            await self._endpoint.close()
            await asyncio.sleep(0)  # let its transports say goodbye
