"""The fixtures that every test relies on do what they say."""

from __future__ import annotations

import asyncio
import os
import socket
import warnings
from pathlib import Path

import pytest
from pytest_socket import SocketConnectBlockedError


def test_the_network_is_closed() -> None:
    with warnings.catch_warnings(), socket.socket() as connection:
        warnings.simplefilter("ignore")  # pytest-socket 0.8 warns beside raising
        with pytest.raises(SocketConnectBlockedError):
            connection.connect(("192.0.2.1", 80))


def test_loopback_is_open() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname(), timeout=5):
        pass


def test_asyncio_has_its_sockets() -> None:
    async def closed(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()

    async def received() -> bytes:
        async with await asyncio.start_server(closed, "127.0.0.1", 0) as server:
            reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
            data = await reader.read()
            writer.close()
            await writer.wait_closed()
            return data

    assert asyncio.run(received()) == b""


def test_home_is_empty_and_temporary() -> None:
    assert list(Path.home().iterdir()) == []
    assert Path(os.environ["XDG_CONFIG_HOME"]).is_relative_to(Path.home())
    assert not [name for name in os.environ if name.startswith("GIEXTRACT_")]
