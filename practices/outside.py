"""Asking an address elsewhere whether it still answers.

People write these addresses, so they are not trusted: only http and https are asked, and only
hosts on the open internet, by the very number that was looked at (so that a name cannot change
its answer in between), at every step of a redirect. Bodies are not read.
"""

import ipaddress
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from typing import Literal
from urllib.parse import SplitResult, quote, urljoin, urlsplit

MOST_REDIRECTS = 5
TURNED_AWAY = {401, 403, 405, 406, 407, 408, 425, 429, 451, 500, 502, 503, 504, 999}
"""Answers that may well be different for a person, or tomorrow."""

type Rule = Callable[[str], bool]

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_TLS = ssl.create_default_context()


@dataclass(frozen=True, slots=True)
class Said:
    """What an address answered: `works`, `unsure` or `broken`, and why in a few words."""

    answer: Literal["works", "unsure", "broken"]
    words: str


class Refused(Exception):
    """An address that is not asked; says why."""


def ask(address: str, *, agent: str, timeout: float = 10, may_ask: Rule | None = None) -> Said:
    """Ask an address, following redirects, if all the hosts on the way may be asked.

    `agent` is what the question is signed with; `timeout` is in seconds for each step; `may_ask`
    says of an IP address whether it may be asked, by default `is_open`.
    """
    at = address
    try:
        for _ in range(MOST_REDIRECTS + 1):
            status, further = _status(at, agent, timeout, may_ask or is_open)
            if further is None:
                return _said(status)
            at = urljoin(at, further)
    except Refused as problem:
        return Said("broken", str(problem))
    except TimeoutError:
        return Said("unsure", "did not answer in time")
    except ssl.SSLCertVerificationError:
        return Said("unsure", "its certificate cannot be trusted")
    except socket.gaierror:
        return Said("broken", "there is no such place")
    except ConnectionRefusedError:
        return Said("broken", "nobody answers there")
    except (OSError, HTTPException, ValueError):
        return Said("unsure", "the connection failed")
    return Said("unsure", "redirects without end")


def _said(status: int) -> Said:
    if status < 400:
        return Said("works", f"answers ({status})")
    if status in TURNED_AWAY:
        return Said("unsure", f"turns us away ({status})")
    return Said("broken", f"not there any more ({status})")


def _status(address: str, agent: str, timeout: float, may_ask: Rule) -> tuple[int, str | None]:
    """The status of one step, and where it redirects to, if it does."""
    parts = urlsplit(address)
    status, further = _one_question("HEAD", parts, agent, timeout, may_ask)
    if status >= 400:  # not every server knows how to answer HEAD
        status, further = _one_question("GET", parts, agent, timeout, may_ask)
    is_redirect = status in (301, 302, 303, 307, 308)
    return status, further if is_redirect else None


def _one_question(
    method: str, parts: SplitResult, agent: str, timeout: float, may_ask: Rule
) -> tuple[int, str | None]:
    host, port = _host_and_port(parts)
    number = _number(host, port, may_ask)
    connection: HTTPConnection
    if parts.scheme == "https":
        connection = HTTPSConnection(host, port, timeout=timeout, context=_TLS)
    else:
        connection = HTTPConnection(host, port, timeout=timeout)
    try:
        # The connection goes to the number that was looked at, whatever the name says now.
        plain = socket.create_connection((number, port), timeout)
        connection.sock = (
            _TLS.wrap_socket(plain, server_hostname=host) if parts.scheme == "https" else plain
        )
        path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
        query = f"?{quote(parts.query, safe='/%:@!$&()*+,;=~-._?')}" if parts.query else ""
        connection.request(method, path + query, headers={"User-Agent": agent, "Accept": "*/*"})
        response: HTTPResponse = connection.getresponse()
        return response.status, response.getheader("Location")
    finally:
        connection.close()


def _host_and_port(parts: SplitResult) -> tuple[str, int]:
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise Refused("this is no web address")
    try:
        host = parts.hostname.encode("idna").decode()
        return host, parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as problem:  # a port or a name that cannot be
        raise Refused("this is no web address") from problem


def _number(host: str, port: int, may_ask: Rule) -> str:
    """A number of the host; all that it has must be open to questions."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    numbers = [str(info[4][0]) for info in found]
    if not all(may_ask(number) for number in numbers):
        raise Refused("this is not on the open internet")
    return numbers[0]


def is_open(number: str) -> bool:
    """Whether an IP address is on the open internet, also inside those that wrap another."""
    ip = ipaddress.ip_address(number.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_open(str(inner))
    return ip.is_global and not ip.is_multicast
