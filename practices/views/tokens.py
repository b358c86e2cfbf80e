"""Keys to the API: making one, taking one back."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from practices import access
from practices.models import Token
from practices.views.answers import posted, see


class TokenForm(forms.Form):
    """What a key is for."""

    name = forms.CharField(
        label="What is it for?",
        help_text="So that you know later which to take back.",
        max_length=80,
    )


def tokens(request: HttpRequest) -> HttpResponse:
    """My keys. A POST makes one, and shows it once."""
    person = access.person(request)
    form = TokenForm(posted(request))
    key = ""
    if form.is_valid():
        _, key = Token.make(person, form.cleaned_data["name"])
    context = {"form": form, "key": key, "tokens": person.tokens.all()}
    status = 422 if form.is_bound and not key else 200
    response = render(request, "practices/people/tokens.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def remove_token(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a key back: whatever holds it can read and write no longer."""
    get_object_or_404(Token, pk=pk, person=access.person(request)).delete()
    return see("tokens")
