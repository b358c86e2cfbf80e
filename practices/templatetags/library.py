"""How an entry's words are set on a page."""

import re

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from practices import prose

register = template.Library()

# A block that is a point, up to where its own words end: at its close, or at a list inside it.
POINT = re.compile(
    r'(<(p|h2|h3|h4|li) id="(p-[a-z2-7]+)"[^>]*>)(.*?)(?=</\2>|<ul|<ol|<p |<blockquote)',
    re.DOTALL,
)
SIGN = '<a class="point" href="#{0}" aria-label="Link to this point"></a>'
HINGE = re.compile(r"\b(is|are) better than\b")


@register.filter
def points(html: str) -> SafeString:
    """Sanitized prose, with a link to each of its points that a keyboard can reach."""

    def with_link(found: re.Match[str]) -> str:
        opening, _, anchor, words = found.groups()
        if not words.strip():
            return found.group()
        return opening + words + " " + SIGN.format(anchor)

    # `html` was sanitized when it was stored; only the link above is added here.
    return mark_safe(POINT.sub(with_link, html))


@register.filter
def stored(html: str) -> SafeString:
    """Prose as it was sanitized when it was stored."""
    return mark_safe(html)


@register.filter
def hinged(title: str) -> SafeString:
    """A proposition's statement with its hinge, “is better than”, set apart."""
    escaped = conditional_escape(title)
    return mark_safe(HINGE.sub(r'<span class="hinge">\1 better than</span>', escaped, count=1))


@register.filter
def lines(html: str) -> list[str]:
    """The items of a list fact, as plain text."""
    return prose.to_lines(html)


@register.simple_tag
def cite_link(url: str) -> SafeString:
    """An address to cite, as a link without its `https://`."""
    return format_html('<a href="{}">{}</a>', url, url.partition("://")[2])
