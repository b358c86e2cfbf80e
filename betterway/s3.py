"""A bucket of an S3-compatible store, as a place for Django to keep files in.

Five calls of the store's HTTP interface, signed by AWS Signature Version 4 (its documentation:
“Create a signed AWS API request”). The usual client would bring eight packages, and an older
version of one that this site has new.
"""

import hashlib
import hmac
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

import urllib3
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage
from lxml import etree

type Headers = dict[str, str]

_SERVICE = "s3"
_PATIENCE = urllib3.Timeout(connect=5, read=30)
_XML = {"s3": "http://s3.amazonaws.com/doc/2006-03-01/"}


class Bucket(Storage):
    """A folder in a bucket. `url` is s3://KEY:SECRET@HOST/BUCKET/FOLDER?region=REGION, or s3+http
    for a store without encryption beside this server. What the store refuses is an OSError."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        bucket, _, folder = parts.path.strip("/").partition("/")
        if parts.scheme not in ("s3", "s3+http") or not (parts.hostname and bucket):
            raise ImproperlyConfigured(
                "FILES_URL names a store as in s3://KEY:SECRET@s3.example.org/bucket/folder."
            )
        self.host = parts.netloc.rpartition("@")[2]
        self.root = f"{'http' if parts.scheme == 's3+http' else 'https'}://{self.host}"
        self.bucket, self.folder = bucket, f"{folder.strip('/')}/" if folder else ""
        self.key, self.secret = unquote(parts.username or ""), unquote(parts.password or "")
        self.region = dict(parse_qsl(parts.query)).get("region", "us-east-1")
        self.pool = urllib3.PoolManager(timeout=_PATIENCE, retries=urllib3.Retry(2, redirect=0))

    # What Django asks of a storage -----------------------------------------------------------

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        return name  # names come from what files hold: to write one again is to write the same

    def _save(self, name: str, content: File) -> str:
        self._ask("PUT", name, body=content.read())
        return name

    def _open(self, name: str, mode: str = "rb") -> File:
        return ContentFile(self._ask("GET", name).data, name=name)

    def delete(self, name: str) -> None:
        self._ask("DELETE", name)

    def exists(self, name: str) -> bool:
        try:
            self._ask("HEAD", name)
        except FileNotFoundError:
            return False
        return True

    def size(self, name: str) -> int:
        return int(self._ask("HEAD", name).headers["Content-Length"])

    def get_modified_time(self, name: str) -> datetime:
        return parsedate_to_datetime(self._ask("HEAD", name).headers["Last-Modified"])

    def listdir(self, path: str) -> tuple[list[str], list[str]]:
        """The folders and the files in a folder."""
        within = self.folder + (f"{path.strip('/')}/" if path else "")
        folders: list[str] = []
        files: list[str] = []
        asked = {"delimiter": "/", "list-type": "2", "prefix": within}
        while True:
            page = etree.fromstring(
                self._ask("GET", "", asked=asked).data,
                etree.XMLParser(resolve_entities=False, no_network=True),
            )
            folders += _said(page, "s3:CommonPrefixes/s3:Prefix")
            files += _said(page, "s3:Contents/s3:Key")
            if _said(page, "s3:IsTruncated") != ["true"]:
                break
            asked["continuation-token"] = _said(page, "s3:NextContinuationToken")[0]
        start = len(within)
        return [name[start:-1] for name in folders], [name[start:] for name in files]

    # Asking ------------------------------------------------------------------------------------

    def _ask(
        self, method: str, name: str, *, body: bytes = b"", asked: dict[str, str] | None = None
    ) -> Any:
        path = f"/{self.bucket}/" + (quote(self.folder + name, safe="/~") if name else "")
        query = urlencode(sorted((asked or {}).items()), quote_via=quote, safe="~")
        headers = self._signed(method, path, query, body)
        address = f"{self.root}{path}" + (f"?{query}" if query else "")
        try:
            answer = self.pool.request(method, address, body=body or None, headers=headers)
        except urllib3.exceptions.HTTPError as problem:
            raise OSError(f"The store of files cannot be reached: {problem}") from problem
        if answer.status == 404 and name:
            raise FileNotFoundError(name)
        if answer.status >= 300:
            said = answer.data[:300].decode(errors="replace")
            raise OSError(f"The store of files answered {answer.status}: {said}")
        return answer

    def _signed(self, method: str, path: str, query: str, body: bytes) -> Headers:
        moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
        digest = hashlib.sha256(body).hexdigest()
        headers = {"host": self.host, "x-amz-content-sha256": digest, "x-amz-date": moment}
        names = ";".join(headers)
        lines = "".join(f"{name}:{value}\n" for name, value in headers.items())
        request = "\n".join([method, path, query, lines, names, digest])
        scope = f"{moment[:8]}/{self.region}/{_SERVICE}/aws4_request"
        summed = hashlib.sha256(request.encode()).hexdigest()
        signature = self._sign(scope, "\n".join(["AWS4-HMAC-SHA256", moment, scope, summed]))
        headers["Authorization"] = (
            f"AWS4-HMAC-SHA256 Credential={self.key}/{scope}, "
            f"SignedHeaders={names}, Signature={signature}"
        )
        return headers

    def _sign(self, scope: str, words: str) -> str:
        key = f"AWS4{self.secret}".encode()
        for part in scope.split("/"):
            key = hmac.digest(key, part.encode(), "sha256")
        return hmac.new(key, words.encode(), "sha256").hexdigest()


def _said(page: Any, path: str) -> list[str]:
    return [element.text or "" for element in page.findall(path, _XML)]
