"""Nothing happens in the view: no script, no request, no file, no other page; neither cleaned nor raw."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from selectolax.lexbor import LexborHTMLParser

from shopmail.campaigns.content import Written
from shopmail.campaigns.previewing import draw
from shopmail.campaigns.skeleton import new_letters
from shopmail.errors import CampaignRefused
from tests.builders import a_shop
from tests.ui.campaigns.preview.conftest import Viewer
from tests.ui.campaigns.preview.hostile import HOSTILE, OWNED
from tests.ui.campaigns.preview.listening import Servers, Watch
from tests.ui.settling import pause

LATE = 300
"""Milliseconds in which a request that is on its way would have arrived."""


@pytest.fixture
def servers() -> Iterator[Servers]:
    with Servers() as running:
        yield running


@pytest.fixture
def trap(tmp_path: Path) -> Iterator[Path]:
    """A picture in a folder of its own; after the test, nobody may have opened it."""
    folder = tmp_path / "private"
    folder.mkdir()
    (folder / "x.png").write_bytes(b"secret")
    if sys.platform != "linux":
        yield folder / "x.png"
        return
    watch = Watch(folder)
    assert (folder / "x.png").read_bytes() == b"secret"
    assert "x.png" in watch.opened(), "the watch sees"
    yield folder / "x.png"
    seen = watch.opened()
    watch.close()
    assert seen == []


def pieces(servers: Servers, trap: Path) -> list[str]:
    """The hundred, each with its own address at the server."""
    return [
        piece.format(web=f"http://{servers.web}/{number}", raw=servers.raw, file=trap, owned=OWNED)
        for number, piece in enumerate(HOSTILE)
    ]


def test_raw_html_can_do_nothing_in_the_view(viewer: Viewer, servers: Servers, trap: Path) -> None:
    led: list[str] = []
    viewer.view.link_pressed.connect(led.append)
    for piece in pieces(servers, trap):
        viewer.show(f"<title>calm</title><p>before</p>{piece}")
        assert servers.asked == [], piece
        assert viewer.page.title() != "owned", piece
        assert viewer.page.url().scheme() == "data", piece
    pause(LATE)
    assert servers.asked == []
    assert led == [], "nobody pressed a link"


def test_own_html_on_its_way_through_the_program(
    viewer: Viewer, servers: Servers, trap: Path, tmp_path: Path
) -> None:
    with a_shop(tmp_path, shop__name="Květiny") as shop, shop.reading() as session:
        for piece in pieces(servers, trap):
            written = Written(name="n", subject="s", html=f"<p>before</p>{piece}<p>after</p>")
            try:
                drawn = draw(session, written, new_letters(), None)
            except CampaignRefused:
                continue
            assert_lifeless(drawn.html)
            viewer.show(drawn.html)
            assert servers.asked == [], piece
            assert viewer.page.title() != "owned", piece
    pause(LATE)
    assert servers.asked == []


def assert_lifeless(html: str) -> None:
    """Nothing in a mail that is sent runs, or asks for anything but a picture from the web."""
    tree = LexborHTMLParser(html)
    live = "script,svg,math,iframe,frame,object,embed,applet,form,input,button,link,base,video,audio,portal"
    assert not tree.css(live), html
    assert not tree.css("meta[http-equiv=refresh]"), html
    for node in tree.css("*"):
        for name, value in node.attributes.items():
            assert not name.startswith("on"), html
            if name in ("href", "src", "background"):
                assert (value or "").startswith(("http://", "https://", "mailto:", "#", "data:image/")), html


def test_pictures_from_the_web_come_only_where_they_are_allowed(
    viewer: Viewer, servers: Servers, qtbot: QtBot
) -> None:
    html = f"<body style='margin:0'><img src='http://{servers.web}/rose.gif' width=100 height=100>"
    viewer.show(html)
    pause(LATE)
    assert servers.asked == []
    viewer.show(html, images_allowed=True)
    qtbot.waitUntil(lambda: servers.asked == ["/rose.gif"])
    qtbot.waitUntil(lambda: viewer.colour(50, 50) == "#ff0000")
    viewer.show(f"{html}<p>other</p>")
    pause(LATE)
    assert servers.asked == ["/rose.gif"]
    assert viewer.colour(50, 50) == "#ffffff"


def test_nothing_but_pictures_comes_where_those_are_allowed(viewer: Viewer, servers: Servers) -> None:
    web = f"http://{servers.web}"
    viewer.show(
        f"<link rel=stylesheet href={web}/a><link rel=preconnect href=http://{servers.raw}>"
        f"<style>@import '{web}/b';@font-face{{font-family:f;src:url({web}/c)}}p{{font-family:f}}</style>"
        f"<iframe src={web}/d></iframe><object data={web}/e></object><video src={web}/f></video><p>x",
        images_allowed=True,
    )
    pause(LATE)
    assert servers.asked == []


@pytest.mark.parametrize("target", ["_self", "_blank"])
def test_a_link_tells_where_it_leads_and_is_not_followed(
    viewer: Viewer, servers: Servers, qtbot: QtBot, target: str
) -> None:
    address = f"http://{servers.web}/away?a=ž"
    viewer.show(
        f"<body style='margin:0'><a href='{address}' target={target} style='display:block;height:99px'>x"
    )
    with qtbot.waitSignal(viewer.view.link_pressed, timeout=5000) as pressed:
        QTest.mouseClick(viewer.inside, Qt.MouseButton.LeftButton, pos=QPoint(50, 50))
    assert pressed.args == [address]
    assert viewer.words().strip() == "x"
    pause(LATE)
    assert servers.asked == []
