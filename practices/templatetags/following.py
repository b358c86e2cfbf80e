"""What signed-in people see of following on any page."""

from typing import Any

from django import template

from practices import following as followed
from practices.models import Follow

register = template.Library()


@register.inclusion_tag("practices/following/button.html", takes_context=True)
def follow_button(context: Any, what: str, key: Any) -> dict[str, Any]:
    """A button to follow something, or what one follows it with. Signed out: a way to sign in."""
    request = context["request"]
    user = request.user
    mine = None
    if user.is_authenticated:
        mine = Follow.objects.filter(person=user, what=what, key=str(key)).first()
    is_self = what == "person" and str(key) == str(user.pk)
    return {"request": request, "what": what, "key": key, "mine": mine, "is_self": is_self}


@register.simple_tag(takes_context=True)
def search_key(context: Any) -> str:
    """The key under which the search on this page is followed."""
    return followed.search_key(context["question"])


@register.simple_tag(takes_context=True)
def unseen_notices(context: Any) -> str:
    """How many notices the person has not looked at, or nothing."""
    user = context["request"].user
    count = followed.unseen(user) if user.is_authenticated else 0
    return f"{followed.MOST_UNSEEN}+" if count > followed.MOST_UNSEEN else str(count or "")
