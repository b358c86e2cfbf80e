"""What is the same on every page, set once and not anew for each.

A page takes some thirty addresses for its menus alone, and finding them costs more than all
the words of a list.
"""

from functools import cache, lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag(takes_context=True)
def site_header(context: Any) -> SafeString:
    """The name of the site, its menu with the `section` that the page is in, and the search."""
    return _header(context.get("section") or "", context.get("site_name", ""))


@register.simple_tag
@cache
def about_menu() -> SafeString:
    """The way to the pages about the site."""
    return render_to_string("components/about_menu.html")


@register.simple_tag(takes_context=True)
def own_menu(context: Any) -> SafeString:
    """The way to what is somebody's own, and to what their role lets them look after."""
    person = context["request"].user
    return _own(person.username, person.is_steward)


@lru_cache(maxsize=32)
def _header(section: str, site_name: str) -> SafeString:
    context = {"section": section, "site_name": site_name}
    return render_to_string("components/site_header.html", context)


@lru_cache(maxsize=256)
def _own(username: str, is_steward: bool) -> SafeString:
    context = {"username": username, "is_steward": is_steward}
    return render_to_string("components/own_menu.html", context)
