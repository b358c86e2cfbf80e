"""Who is asking: a token's person, or somebody signed out."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from ninja.errors import HttpError
from ninja.security import HttpBearer

from practices.models import Token


class Reader(HttpBearer):
    """Anyone may read; a token reads as its person. A wrong token is refused, never ignored."""

    openapi_name = "Token"

    def __call__(self, request: HttpRequest) -> Any:
        if "Authorization" not in request.headers:
            request.user = AnonymousUser()
            return request.user
        person = super().__call__(request)
        if person is None:
            raise HttpError(401, "This token is not known.")
        return person

    def authenticate(self, request: HttpRequest, key: str) -> Any:
        token = Token.objects.select_related("person").filter(digest=Token.digest_of(key)).first()
        if token is None or not token.person.is_active:
            return None
        request.user = token.person
        return token.person


class Writer(Reader):
    """Writing takes a token."""

    def __call__(self, request: HttpRequest) -> Any:
        if "Authorization" not in request.headers:
            raise HttpError(401, "Writing takes a token: send “Authorization: Bearer …”.")
        return super().__call__(request)


reader, writer = Reader(), Writer()
