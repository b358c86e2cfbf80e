"""The site as a server calls it: every middleware, no network, no test client in between."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from io import BytesIO
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.core.wsgi import get_wsgi_application


@dataclass(frozen=True, slots=True)
class Answer:
    """What the site answered."""

    status: int
    headers: dict[str, str]
    body: bytes


class Unexpected(Exception):
    """A page did not answer as it should; there is no point in timing it."""


@dataclass(slots=True)
class Browser:
    """Somebody who asks for pages, with cookies."""

    application: Callable[..., Any] = field(default_factory=get_wsgi_application)
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, address: str, *, expect: int = 200, **headers: str) -> Answer:
        """Ask for a page. Raises Unexpected."""
        return self._ask("GET", address, b"", headers, expect)

    def post(
        self, address: str, fields: Mapping[str, str | list[str]], *, expect: int = 303
    ) -> Answer:
        """Send a form. Raises Unexpected."""
        return self._ask("POST", address, urlencode(fields, doseq=True).encode(), {}, expect)

    def _ask(
        self, method: str, address: str, body: bytes, headers: dict[str, str], expect: int
    ) -> Answer:
        answered: list[tuple[str, list[tuple[str, str]]]] = []
        environ = self._environ(method, address, body, headers)
        response = self.application(
            environ, lambda status, said, problem=None: answered.append((status, said))
        )
        content = b"".join(response)
        response.close()
        status, said = int(answered[0][0][:3]), answered[0][1]
        for name, value in said:
            if name == "Set-Cookie":
                for key, cookie in SimpleCookie(value).items():
                    self.cookies[key] = cookie.value
        if status != expect:
            raise Unexpected(f"{method} {address} answered {status}, not {expect}.")
        return Answer(status, dict(said), content)

    def _environ(
        self, method: str, address: str, body: bytes, headers: dict[str, str]
    ) -> dict[str, Any]:
        site = urlsplit(settings.SITE_URL)
        path, _, query = address.partition("?")
        environ = {
            "REQUEST_METHOD": method,
            "SCRIPT_NAME": "",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": site.hostname,
            "SERVER_PORT": str(site.port or 80),
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": site.netloc,
            "HTTP_ACCEPT": "text/html",
            "HTTP_X_FORWARDED_PROTO": site.scheme,
            "wsgi.url_scheme": site.scheme,
            "wsgi.input": BytesIO(body),
            "wsgi.errors": BytesIO(),
            "CONTENT_LENGTH": str(len(body)),
        }
        if method == "POST":
            environ["CONTENT_TYPE"] = "application/x-www-form-urlencoded"
            environ["HTTP_ORIGIN"] = settings.SITE_URL
        if self.cookies:
            environ["HTTP_COOKIE"] = "; ".join(f"{k}={v}" for k, v in self.cookies.items())
        return environ | headers
