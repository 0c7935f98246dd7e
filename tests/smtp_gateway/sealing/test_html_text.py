"""HTML bodies as a person would read them."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smtp_gateway.sealing.html_text import html_to_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>您好</p><p>世界</p>", "您好\n\n世界"),
        ("<div>a</div><div>b<br>c</div>", "a\nb\nc"),
        ("a\n  b   c", "a b c"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ("<ul>\n<li>一</li>\n<li>二</li>\n</ul>", "• 一\n• 二"),
        (
            "<table><tr><td>姓名</td><td>余额</td></tr><tr><td>李</td><td>5</td></tr></table>",
            "姓名   余额\n李   5",
        ),
        ("<a href='https://a.example/x'>这里</a>", "这里 <https://a.example/x>"),
        ("<a href='https://a.example/'>https://a.example</a>", "https://a.example"),
        ("<a href='javascript:x()'>x</a>", "x"),
        ("<img src='cid:1' alt='签名'><img src='x'>", "[签名]"),
        ("x<hr>y", "x\n————————\ny"),
        ("<style>p{}</style><script>x</script><title>t</title>&lt;b&gt; &amp; &nbsp;好", "<b> &  好"),
        ("", ""),
        ("no tags", "no tags"),
    ],
)
def test_known_cases(html: str, text: str) -> None:
    assert html_to_text(html) == text


def test_deep_nesting_costs_time_and_not_the_stack() -> None:
    began = time.monotonic()
    assert "核心" in html_to_text("<div><span>" * 3000 + "核心")
    assert time.monotonic() - began < 5


@given(st.text(alphabet=st.sampled_from("<>/abdivp &;\x00\x01\"'=树"), max_size=100))
def test_any_text_is_read(html: str) -> None:
    assert "\x00" not in html_to_text(html)
