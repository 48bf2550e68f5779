"""HTML into text: the fragments that feeds carry and the pages behind them; in the child."""

import re
from html import unescape

import trafilatura
from lxml import etree  # type: ignore[import-untyped]  # ships no types

from bot.ingest.clean import paragraphs

#: Nothing in them is the article's text.
_SILENT = frozenset(
    (
        "script",
        "style",
        "template",
        "head",
        "iframe",
        "object",
        "svg",
        "math",
        "form",
        "button",
        "select",
        "textarea",
        "noscript",
        "figcaption",
        "nav",
    )
)
_BLOCKS = frozenset(
    (
        "address",
        "article",
        "aside",
        "blockquote",
        "br",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tr",
        "ul",
    )
)
_CELLS = frozenset({"td", "th"})
_WHITE = re.compile(r"\s+")
_TAG = re.compile(r"<[^<>]*>")
_BLANK_LINE = re.compile(r"\n\s*\n")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)


def page_text(body: bytes, *, content_type: str) -> str:
    """The article of a web page, paragraphs apart by line ends; "" where there is none."""
    text = trafilatura.extract(
        _decoded(body, content_type),
        fast=True,
        include_comments=False,
        include_tables=False,
    )
    return paragraphs(text or "")


def fragment_text(html: str) -> str:
    """The text of an HTML fragment or of plain text, paragraphs apart by line ends."""
    if "<" not in html:
        blocks = _BLANK_LINE.split(unescape(html))
        # Splitting and joining is what the pattern for white space does, six times as fast.
        return paragraphs("\n".join(" ".join(block.split()) for block in blocks))
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True
    )
    root = etree.fromstring(f"<div>{paragraphs(html)}</div>".encode(), parser=parser)
    last = parser.error_log.last_error
    if last is not None and last.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT:
        # Nested too deeply for a tree; what people would read stands between the tags all the same.
        return fragment_text(_TAG.sub(" ", html).replace("<", " "))
    return "" if root is None else paragraphs("".join(_pieces(root)))


def _pieces(root: etree._Element) -> list[str]:
    pieces: list[str] = []
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = str(element.tag)
        if event == "end":
            pieces.append(_edge(tag))
            pieces.append(_WHITE.sub(" ", element.tail or ""))
            continue
        pieces.append(_edge(tag))
        if tag in _SILENT:
            walk.skip_subtree()
        else:
            pieces.append(_WHITE.sub(" ", element.text or ""))
    return pieces


def _edge(tag: str) -> str:
    if tag in _BLOCKS:
        return "\n"
    return " " if tag in _CELLS else ""


def _decoded(body: bytes, content_type: str) -> bytes | str:
    """The page as text where its header names a charset; else the extractor finds it out."""
    found = _CHARSET.search(content_type)
    if found is None:
        return body
    try:
        return body.decode(found[1], "replace")
    except (LookupError, ValueError):
        return body
