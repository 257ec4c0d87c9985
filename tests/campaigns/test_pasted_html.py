"""Own HTML: what makes a newsletter stays, what loads, runs or reaches outside goes and is listed."""

import re

import pytest
from selectolax.lexbor import LexborHTMLParser

from shopmail.delivery.message import UNSUBSCRIBE_URL
from tests.campaigns.mails import SHOP, body, own

DANGEROUS = [
    "<script>alert(1)</script>",
    "<script src=https://a.org/x></script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></table></mtext></math>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<form action=https://a.org><input name=a><button>x</button></form>",
    "<iframe src=https://a.org></iframe>",
    "<object data=https://a.org></object><embed src=https://a.org>",
    "<meta http-equiv=refresh content='0;url=https://a.org'>",
    "<base href=https://a.org/>",
    "<link rel=stylesheet href=https://a.org/x.css>",
    "<a href=javascript:alert(1)>x</a>",
    "<a href='java\tscript:alert(1)'>x</a>",
    "<a href=' &#106;avascript:alert(1)'>x</a>",
    "<a href=vbscript:x>x</a>",
    "<a href=data:text/html,x>x</a>",
    "<a href=file:///etc/passwd>x</a>",
    "<img src=file:///c:/x.png>",
    "<img src=//host/share/x.png>",
    r"<img src='\\host\share\x.png'>",
    r"<img src='https:\\host\x.png'>",
    "<img src=/x.png><img src=x.png>",
    "<img src=data:image/png;base64,AA==>",
    "<img srcset='https://a.org/x 2x' alt=a>",
    "<table background=//host/x><tr><td background='file:///x'>x</td></tr></table>",
    "<p style='background:url(https://a.org/x)'>x</p>",
    r"<p style='background:\75rl(//host/x)'>x</p>",
    "<p style='width:expression(alert(1))'>x</p>",
    "<p style='behavior:url(x)'>x</p>",
    "<style>@import 'https://a.org/x';</style>",
    "<style>p{background:url(//host/x)}</style><p>x</p>",
    "<style>@media screen{p{background:image-set('//host/x' 1x)}}</style>",
    "<style>@font-face{font-family:a;src:url(https://a.org/x)}</style>",
    "<style></style><img src=x onerror=alert(1)>",
    "<!--[if mso]><img src='\\\\host\\x'><![endif]-->",
    "<!--[if mso]><script>x</script><![endif]-->",
    "<!--[if gte mso 9]><v:fill src='//host/x'/><![endif]-->",
    "<video src=https://a.org/x><source src=https://a.org/y></video>",
    "<body onload=alert(1)>x</body>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<p id=a onclick=alert(1) onmouseover=alert(2)>x</p>",
    "<template><img src=x onerror=alert(1)></template>",
    "<xmp><p title='</xmp><img src=x onerror=alert(1)>'></xmp>",
]


@pytest.mark.parametrize("html", DANGEROUS)
def test_nothing_dangerous_is_left_and_what_went_is_listed(html: str) -> None:
    mail = own(f"<p>before</p>{html}<p>after</p>")
    finished = mail.mail({}).html
    assert mail.removed
    tree = LexborHTMLParser(finished)
    assert not tree.css(
        "script,svg,math,form,input,button,iframe,object,embed,base,link,video,template,noscript"
    )
    assert not tree.css("meta[http-equiv]")
    for node in tree.css("*"):
        for name, value in node.attributes.items():
            assert not name.startswith("on")
            assert name != "srcset"
            if name in ("href", "src", "background"):
                assert re.match(r"https?://[a-z]|mailto:|tel:|#", value or "")
    assert not re.search(r"url\(|@import|@font-face|expression\(|image-set|host|alert\(\d\)>", finished)
    assert "before" in mail.mail({}).text


def test_what_makes_a_newsletter_stays() -> None:
    html = (
        '<table width="600" cellpadding="0" cellspacing="0" align="center" bgcolor="#ffffff">'
        '<tbody><tr><td valign="top" colspan="2"><div class="x" style="padding: 4px">'
        '<a href="https://a.org/b?c=d&amp;e" target="_blank" title="t">x</a>'
        '<img src="https://a.org/p.png" alt="Rose" width="10" border="0">'
        '<font color="red" face="Arial">y</font></div></td></tr></tbody></table>'
        "<!--[if mso]><p>Outlook</p><![endif]-->"
        "<!--[if !mso]><!--><b>others</b><!--<![endif]-->"
    )
    mail = own(html)
    assert body(mail.mail({}).html) == html
    assert mail.removed == ()


def test_what_nobody_misses_is_not_listed() -> None:
    html = "<!doctype html><html><head><title>x</title><meta charset=utf-8></head><body><!-- note --><p>a</p>"
    mail = own(html)
    assert mail.removed == ()
    assert body(mail.mail({}).html) == "<p>a</p>"


def test_styles_are_written_into_the_tags_and_media_rules_kept() -> None:
    mail = own(
        "<html><head><style>.a{color:red} @media (max-width:600px){.a{color:blue!important}}</style>"
        "<style media='print'>p{color:black}</style></head>"
        '<body class="page" style="margin:0" bgcolor="#eeeeee"><p class="a">x</p></body></html>'
    )
    html = mail.mail({}).html
    assert '<p class="a" style="color: red;">x</p>' in html
    assert re.search(r"@media \(max-width:600px\) \{ \.a \{ color:blue!important \} \}", html)
    assert "@media print { p { color:black } }" in html
    assert re.search(r'<body class="page" bgcolor="#eeeeee" style="margin: ?0">', html)


def test_own_html_without_a_way_out_gets_the_footer() -> None:
    mail = own("<p>Hello</p>")
    html = mail.mail({}).html
    assert mail.footer_added
    assert html.count(f'<a href="{UNSUBSCRIBE_URL}"') == 1
    assert SHOP.name in html
    assert SHOP.company_number in html
    assert html.endswith("</div></body></html>")
    assert mail.lacks == ()


@pytest.mark.parametrize(
    "html",
    [
        '{% if city %}<a href="{{ unsubscribe_url }}">out</a>{% endif %}',
        '<p style="display:none"><a href="{{ unsubscribe_url }}">out</a></p>',
        "<!--[if mso]><a href='{{ unsubscribe_url }}'>out</a><![endif]-->",
        "{% comment %}{{ unsubscribe_url }}{% endcomment %}",
        '<img alt="" src="{{ unsubscribe_url }}">',
    ],
)
def test_a_way_out_that_not_everybody_sees_is_none(html: str) -> None:
    assert own(html).footer_added


def test_own_html_with_a_way_out_is_left_alone_but_told_what_the_law_misses() -> None:
    mail = own('<p>Květiny U  Mostu</p><a href="{{ unsubscribe_url }}">Leave</a>')
    assert not mail.footer_added
    assert body(mail.mail({}).html) == f'<p>Květiny U  Mostu</p><a href="{UNSUBSCRIBE_URL}">Leave</a>'
    assert mail.lacks == ("address", "company_number")


def test_no_style_of_the_author_hides_the_footer() -> None:
    hiding = "div{display:none!important}"
    html = own(f"<style>{hiding} @media all{{{hiding}}}</style>x").mail({}).html
    assert '<div style="display:block!important;visibility:visible!important;' in html


def test_findings_for_the_checks() -> None:
    found = own(
        '<img src="https://a.org/1.png"><img src="https://a.org/2.png" alt=" ">'
        '<img src="https://a.org/3.png" alt="x"><a href="#">a</a><a href="https://a.org/"></a>'
        '<a name="top"></a><a href="https://a.org/">Click here!</a>'
        '<a href="https://a.org/"><img src="https://a.org/4.png" alt="y"></a><a href="https://a.org/">zde</a>'
    ).findings
    assert found.pictures_without_words == ("https://a.org/1.png", "https://a.org/2.png")
    assert found.empty_links == 2
    assert found.vague_links == ("Click here!", "zde")
    assert own("x" * 5000).findings.html_bytes > 5000
