"""The plain-text part, read off the HTML."""

import pytest

from shopmail.campaigns.plain_text import plain_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>a</p><p>b</p>", "a\n\nb\n"),
        ("<h1>A</h1><p>b<br>c</p>d", "A\n\nb\nc\n\nd\n"),
        ("<div>a</div><div>b</div>", "a\nb\n"),
        ("  a \n  b   <b> c</b>d ", "a b cd\n"),
        ('<a href="https://a.org/">words</a>.', "words (https://a.org/).\n"),
        ('<a href="https://a.org/">https://a.org/</a>', "https://a.org/\n"),
        ('<a href="mailto:a@b.org">a@b.org</a>', "a@b.org\n"),
        ('<a href="#top">up</a><a name="x"></a>', "up\n"),
        ('<a href="https://a.org/"><img src="x" alt="Rose"></a>', "Rose (https://a.org/)\n"),
        ('<a href="https://a.org/"><img src="x"></a>', "https://a.org/\n"),
        ("<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>d", "- a\n- b\n- c\n\nd\n"),
        ("<ol><li>a</li><li>b</li></ol>", "1. a\n2. b\n"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>", "a b\nc d\n"),
        ("a<hr>b", "a\n---\nb\n"),
        ('<p>a</p><p style="border-top:solid 1px red"></p><p>b</p>', "a\n\n---\n\nb\n"),
        ('<div style="color:red;display: none">x</div><p style="mso-hide:all">y</p>z', "z\n"),
        ("<style>p{}</style><script>x</script><!-- no --><title>t</title>a", "a\n"),
        ("<p>&lt;b&gt; &amp; &nbsp;c</p>", "<b> & c\n"),
        ("<p></p><p> </p><div><div></div></div><p>a</p>", "a\n"),
        ("", "\n"),
    ],
)
def test_it_reads(html: str, text: str) -> None:
    assert plain_text(html) == text
