"""How an entry's words are set on a page."""

import re
from collections.abc import Mapping
from datetime import datetime

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime

from practices import prose, uploads
from practices.discussion import Talk
from practices.models import Comment, Person

register = template.Library()

# A block that is a point, up to where its own words end: at its close, or at a list inside it.
POINT = re.compile(
    r'(<(p|h2|h3|h4|li) id="(p-[a-z2-7]+)"[^>]*>)(.*?)(?=</\2>|<ul|<ol|<p |<blockquote)',
    re.DOTALL,
)
SIGN = '<a class="point" href="#{0}" aria-label="Link to this point"></a>'
MAIN_HEADING = re.compile(
    r'<h2 id="(?P<anchor>p-[a-z2-7]+)"[^>]*>'
    r'(?P<words>.*?)(?=<a class="(?:talk|point)"|</h2>).*?</h2>',
    re.DOTALL,
)
WAY_IN = (
    '<p class="edit-part small"><a href="{}?section={}">Edit this part'
    '<span class="visually-hidden"> by itself: {}</span></a></p>'
)
HINGE = re.compile(r"\b(is|are) better than\b")


@register.filter
def points(html: str, talk: Talk | None = None) -> SafeString:
    """Sanitized prose, with a link to each of its points that a keyboard can reach.

    With `talk`, a point that is being talked about leads to what is said of it.
    """

    def with_link(found: re.Match[str]) -> str:
        opening, _, anchor, words = found.groups()
        if not words.strip():
            return found.group()
        count = talk.by_point.get(anchor, 0) if talk else 0
        spoken = _spoken_of(talk.url, anchor, count) if talk and count else ""
        return opening + words + " " + spoken + SIGN.format(anchor)

    # `html` was sanitized when it was stored; only the link above is added here.
    return stored(POINT.sub(with_link, html))


@register.filter
def with_ways_in(html: str, url: str) -> SafeString:
    """Prose with a link under each of its main headings that leads to changing that part.

    `url` is where the entry is changed; where it is empty the reader may not.
    """

    def with_link(found: re.Match[str]) -> str:
        heading, anchor = found.group(0), found["anchor"]
        title = prose.plain(found["words"]).strip()
        return heading + format_html(WAY_IN, url, anchor, title) if title else heading

    # `html` was sanitized when it was stored; only the links above are added here.
    return mark_safe(MAIN_HEADING.sub(with_link, html) if url else html)


def _spoken_of(url: str, anchor: str, count: int) -> SafeString:
    said = f"{count} conversation{'' if count == 1 else 's'}"
    where = '<span class="visually-hidden"> about this point</span>'
    page = f"{url}?point={anchor}"
    return format_html('<a class="talk" href="{}">{}{}</a> ', page, said, mark_safe(where))


@register.filter
def said(comment: Comment, people: Mapping[int, Person]) -> SafeString:
    """What somebody said, with those it names as links to their pages, where they wish one."""
    named = {
        name: _named(people[number])
        for name, number in comment.mentions.items()
        if number in people
    }
    # `body` was sanitized when it was stored; only the links above are added here.
    return mark_safe(prose.with_mentions(comment.body, named))


def _named(person: Person) -> SafeString:
    if not person.is_listed:
        return format_html("@{}", person.name)
    return format_html('<a href="{}">@{}</a>', person.get_absolute_url(), person.name)


# A list of twenty-five asks for these often, and Django's own `date` takes ten times as long.


@register.filter
def day(when: datetime) -> SafeString:
    """A day as people say it, and as machines read it."""
    local = localtime(when)
    return mark_safe(f'<time datetime="{local.date().isoformat()}">{_in_words(local)}</time>')


@register.filter
def moment(when: datetime) -> SafeString:
    """A day and an hour, as people say them and as machines read them."""
    local = localtime(when)
    exactly, said = local.isoformat(timespec="seconds"), f"{_in_words(local)}, {local:%H:%M}"
    return mark_safe(f'<time datetime="{exactly}">{said}</time>')


@register.filter
def day_in_words(when: datetime) -> str:
    """A day as people say it: 3 May 2026."""
    return _in_words(localtime(when))


def _in_words(local: datetime) -> str:
    return f"{local.day} {local:%B %Y}"


@register.filter
def stored(html: str) -> SafeString:
    """Prose as it was sanitized when it was stored, its pictures ready to be shown."""
    return mark_safe(prose.set_out(html, uploads.widths))


@register.filter
def hinged(title: str) -> SafeString:
    """A proposition's statement with its hinge, “is better than”, set apart."""
    escaped = conditional_escape(title)
    return mark_safe(HINGE.sub(r'<span class="hinge">\1 better than</span>', escaped, count=1))


@register.simple_tag
def cite_link(url: str) -> SafeString:
    """An address to cite, as a link without its `https://`."""
    return format_html('<a href="{}">{}</a>', url, url.partition("://")[2])
