"""A translation put back into Markdown, web pages and plain text: byte by byte the same but for what is translated."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from dragoman.documents import parse_text
from dragoman.exchange.same import finished
from dragoman.languages import parse_language
from dragoman.run.alignment import align
from dragoman.run.origin import Decision
from dragoman.run.request import Item
from dragoman.segment import segment_document
from dragoman.terminology.required import Task
from examples import examples
from pseudo import messages, pseudo, put_back, same, translated

MARKDOWN = """---
title: "Rules: part one"
description: What to do
lang: en
---

# Rules of *the* house #

Run this, **please do**, at 10<sup>6</sup> places[^1] & see [the `long` guide](https://example.org/g "t") for
more.\\
Second line with \\* star and ![alt text here](a.png).

> Quoted *text
> goes on* here.

1. One **thing**
   - nested thing

```sh
make install   # twice
```

| Name | Count |
| :--- | ----: |
| Pear **big** \\| small | 12 |

<div class="x">
<p>An HTML <b>block</b> here.</p>
</div>

**Whole bold.** Rest **of** it, as in [the rules][] and [more]. **End**

[^1]: A footnote with *emphasis*.

[the rules]: https://example.org/r
[more]: more.html "M"
"""
PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Notes of the whole year</title></head>
<body><nav><a href="/">Home</a></nav><article><h1>Notes of the whole year</h1>
<p class="lead">The <b>harbor office</b> met &amp; talked at 10<sup>6</sup> places,<!-- c --> as
<a href="a.html?x=1&amp;y=2" title="t">the guide</a> says. It was long.<br>And new lines.</p>
<ol><li>One thing<ol><li>One A thing</li></ol></li><li>Two <em>things</em></li></ol>
<p>Set <code>max_width=80</code> in the file, <img src="p.png" alt="A picture of the quay"> and run it again.</p>
<p><a href="x.html"><br>Before it</a>, and behind the link there is more text of this kind.</p>
<p>Unclosed <i>italic text
<p>Next paragraph of the text, which is long enough to be one.
<pre>
  Kept as  it stands, but for the words.
</pre>
</article></body></html>
"""
FILES = {
    "rules.md": MARKDOWN.encode(),
    "windows.md": MARKDOWN.replace("\n", "\r\n").encode("utf-8-sig"),
    "page.html": PAGE.encode(),
    "windows.html": PAGE.replace("\n", "\r\n").encode(),
    "old.html": PAGE.replace("utf-8", "iso-8859-1").replace("talked", "talk\xe9d").encode("latin-1"),
    "harvest.txt": b"Harvest\r\n\r\nRice grew well. Corn did\r\nnot grow.\r\n",
}


@pytest.mark.parametrize("name", FILES)
def test_the_own_text_gives_the_very_file(name: str) -> None:
    assert put_back(name, FILES[name], same) == FILES[name]


@pytest.mark.parametrize("name", FILES)
def test_a_pseudo_translation_is_what_is_read_again(name: str) -> None:
    data = FILES[name]
    done = put_back(name, data)
    assert messages(name, done) == [(kind, pseudo(text)) for kind, text in messages(name, data)]
    assert done.count(b"\r\n") in (0, data.count(b"\r\n"), data.count(b"\r\n") - 1, data.count(b"\r\n") - 2)


def test_markdown_keeps_all_that_is_no_text() -> None:
    done = put_back("rules.md", FILES["rules.md"]).decode()
    assert done.partition("\n# ")[0] == ('---\ntitle: "Rúlés: párt óné"\ndescription: Whát tó dó\nlang: en\n---\n')
    for kept in (
        "```sh\nmake install   # twice\n```",
        "| :--- | ----: |",
        "[^1]: ",
        "\\* stár",
        'more.html "M"',
        "#\n",
    ):
        assert kept in done
    assert 'séé [thé `lóng` gúídé](https://example.org/g "t") fór móré.\\\nSécónd' in done
    assert "[thé rúlés][the rules] ánd [móré][more]. **Énd**" in done


def test_a_page_keeps_all_that_is_no_text() -> None:
    done = put_back("page.html", FILES["page.html"]).decode()
    assert '<html lang="es"><head><meta charset="utf-8"><title>Nótés óf thé whólé yéár</title>' in done
    assert '<a href="a.html?x=1&amp;y=2" title="t">thé gúídé</a>' in done
    assert "álsó" not in done
    assert '<img src="p.png" alt="Á píctúré óf thé qúáy">' in done
    assert '<nav><a href="/">Home</a></nav>' in done
    tags = re.compile(r"<[^>]*>")
    kept = [tag for tag in tags.findall(PAGE) if "lang=" not in tag and "alt=" not in tag and tag != "<!-- c -->"]
    assert [
        tag for tag in tags.findall(done) if "lang=" not in tag and "alt=" not in tag and tag != "<!-- c -->"
    ] == kept


def test_what_an_encoding_has_not_got_becomes_a_reference() -> None:
    page = b"<html lang=en><head><meta charset=iso-8859-1></head><body><p>The rules of the harbor are kept.</p>"
    done = put_back("page.html", page, lambda message: "港口规则得到遵守。", "zh")
    assert b"<p>&#28207;" in done
    assert messages("page.html", done) == [("paragraph", "港口规则得到遵守。")]
    arabic = put_back("page.html", page, lambda message: "قواعد", "ar")
    assert b'<html lang="ar" dir="rtl">' in arabic or b'lang="ar"' in arabic


def test_emphasis_that_markdown_would_not_see_is_html() -> None:
    def translate(message: str) -> str:
        return "<b1>“法律”</b1>的日子" if "law" in message else "标题"

    done = put_back("day.md", b"# T\n\nThe day of **the law** is near\n", translate, "zh").decode()
    assert done == "# 标题\n\n<strong>“法律”</strong>的日子\n"


TEXT = st.text(
    st.one_of(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), st.sampled_from("\\`*_[]<>|#>+-.1)(&\"' ")),
    min_size=1,
    max_size=30,
)


@examples(150)
@example("1. first")
@example("2024) now")
@example("# no")
@example("- no")
@example("=== no")
@example("a_b_c *d* [e](f) <g> &amp; ~~h~~ ![i](j)")
@given(TEXT.filter(lambda text: text.isprintable() and text == " ".join(text.split())))
def test_markdown_shows_the_text_and_no_markup(text: str) -> None:
    document = parse_text("rice.md", "rice", b"Rice grew well here.\n")
    [segment] = segment_document(document, "en")
    item = Item(segment, (), Task(segment.text, ()), None, Decision("reviewed", text))
    made = align(document, (parse_language("en"), parse_language("es")), None, "none", [item])
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(finished(made, mark=False).decode())
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    shown = "".join(child.content for child in tokens[1].children or [])
    assert "".join(shown.split()) == "".join(text.split())


def test_what_nobody_reviewed_can_be_marked() -> None:
    document = parse_text("page.html", "page", FILES["page.html"])
    made = translated(document)
    records = tuple(
        type(record)(**{**{name: getattr(record, name) for name in record.__slots__}, "origin": "machine"})
        for record in made.records
    )
    from dataclasses import replace

    made = replace(made, records=records)
    assert b'<h1><mark title="machine translation, not reviewed">' in finished(made, mark=True)
    plain = finished(made, mark=False)
    assert b"<mark" not in plain
    assert b'<meta name="translation-status" content="machine translation; not reviewed">' in plain
