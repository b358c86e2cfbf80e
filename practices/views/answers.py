"""Answers that many views give."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect

from practices import actions


def see(to: Any, *args: Any) -> HttpResponse:
    """Go and look at what a POST has done (303): a reload will not do it twice."""
    response = redirect(to, *args)
    response.status_code = 303
    return response


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form sent, or None where nothing was: an empty form that was sent is not None."""
    return request.POST if request.method == "POST" else None


def reason_sent(request: HttpRequest) -> str:
    """Why somebody does what one button does, as every database can keep it."""
    return " ".join(request.POST.get("reason", "").replace("\0", " ").split())[:300]


def tried[T](form: Form, act: Callable[[dict[str, Any]], T]) -> tuple[T | None, int]:
    """What came of acting on what was sent, or None with what is wrong in the form; the status."""
    if not form.is_valid():
        return None, 422 if form.is_bound else 200
    try:
        return act(form.cleaned_data), 303
    except ValidationError as problem:
        form.add_error(None, problem)
        return None, 422
    except actions.TooLate as problem:
        form.add_error(None, str(problem))
        return None, 403
    except actions.TooQuick as problem:
        form.add_error(None, str(problem))
        return None, 429
