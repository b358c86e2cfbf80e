"""Answers that many views give."""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect


def see(to: Any, *args: Any) -> HttpResponse:
    """Go and look at what a POST has done (303): a reload will not do it twice."""
    response = redirect(to, *args)
    response.status_code = 303
    return response


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form sent, or None where nothing was: an empty form that was sent is not None."""
    return request.POST if request.method == "POST" else None
