"""A bucket of an S3-compatible store, as a place for Django to keep files in."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from io import BytesIO
from urllib.parse import parse_qsl, unquote, urlsplit

import urllib3
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage
from minio import Minio
from minio.error import MinioException, S3Error

_PATIENCE = urllib3.Timeout(connect=5, read=30)
_NOT_THERE = ("NoSuchKey", "NoSuchObject")


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
        self.bucket, self.folder = bucket, f"{folder.strip('/')}/" if folder else ""
        self.store = Minio(
            parts.netloc.rpartition("@")[2],
            access_key=unquote(parts.username or ""),
            secret_key=unquote(parts.password or ""),
            secure=parts.scheme == "s3",
            region=dict(parse_qsl(parts.query)).get("region", "us-east-1"),
            http_client=urllib3.PoolManager(timeout=_PATIENCE, retries=urllib3.Retry(2)),
        )

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        return name  # names come from what files hold: to write one again is to write the same

    def _save(self, name: str, content: File) -> str:
        with _said(name):
            held = BytesIO(content.read())
            self.store.put_object(self.bucket, self.folder + name, held, content.size)
        return name

    def _open(self, name: str, mode: str = "rb") -> File:
        with _said(name), self.store.get_object(self.bucket, self.folder + name) as answer:
            return ContentFile(answer.read(), name=name)

    def delete(self, name: str) -> None:
        with _said(name):
            self.store.remove_object(self.bucket, self.folder + name)

    def exists(self, name: str) -> bool:
        try:
            self.size(name)
        except FileNotFoundError:
            return False
        return True

    def size(self, name: str) -> int:
        with _said(name):
            return self.store.stat_object(self.bucket, self.folder + name).size or 0

    def get_modified_time(self, name: str) -> datetime:
        with _said(name):
            when = self.store.stat_object(self.bucket, self.folder + name).last_modified
        assert when is not None, "every answer of a store has it"
        return when

    def listdir(self, path: str) -> tuple[list[str], list[str]]:
        """The folders and the files in a folder."""
        within = self.folder + (f"{path.strip('/')}/" if path else "")
        folders: list[str] = []
        files: list[str] = []
        with _said(path):
            for found in self.store.list_objects(self.bucket, prefix=within):
                name = str(found.object_name).removeprefix(within)
                (folders if found.is_dir else files).append(name.strip("/"))
        return folders, files


@contextmanager
def _said(name: str) -> Iterator[None]:
    """What the store or the way to it says no with, as Django's own storage says it."""
    try:
        yield
    except S3Error as problem:
        if problem.code in _NOT_THERE:
            raise FileNotFoundError(name) from problem
        raise OSError(f"The store of files answered: {problem}") from problem
    except (MinioException, urllib3.exceptions.HTTPError) as problem:
        raise OSError(f"The store of files cannot be reached: {problem}") from problem
