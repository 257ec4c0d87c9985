"""A second window of the same shop raises the first: a local socket that only this user may reach."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QWidget

_PATIENCE = 1_000
"""Milliseconds to wait for the first window to answer."""


def listen(shop_file: Path, raise_window: Callable[[], None]) -> QLocalServer:
    """Call ``raise_window`` whenever another start asks for this shop, for as long as the answer is kept."""
    server = QLocalServer()
    server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
    server.newConnection.connect(lambda: _greet(server, raise_window))
    # We hold the lock "window", so a socket of that name was left behind by a process that died.
    QLocalServer.removeServer(_name(shop_file))
    server.listen(_name(shop_file))
    return server


def raise_first(shop_file: Path) -> bool:
    """Ask the window that holds this shop to come to the front; False when it does not answer."""
    socket = QLocalSocket()
    socket.connectToServer(_name(shop_file))
    reached = socket.waitForConnected(_PATIENCE)
    socket.disconnectFromServer()
    return reached


def bring_to_front(window: QWidget) -> None:
    """Show the window above the others, also when it was minimised."""
    window.showNormal() if window.isMinimized() else window.show()
    window.raise_()
    window.activateWindow()


def _greet(server: QLocalServer, raise_window: Callable[[], None]) -> None:
    while connection := server.nextPendingConnection():
        connection.disconnected.connect(connection.deleteLater)
        raise_window()


def _name(shop_file: Path) -> str:
    # A hash, because the name of a socket may not be longer than about 100 bytes.
    return "shopmail-" + hashlib.sha256(str(shop_file.absolute()).encode()).hexdigest()[:24]
