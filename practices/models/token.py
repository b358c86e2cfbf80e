"""Keys with which a program acts for a person."""

import hashlib
import secrets
from typing import Self

from django.db import models
from django.utils import timezone

from practices.models.person import Person


class Token(models.Model):
    """A key to the API. Only its hash is kept: the key itself is shown once, when it is made."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField("what it is for", max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    made = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-made"]

    def __str__(self) -> str:
        return self.name

    @staticmethod
    def digest_of(key: str) -> str:
        return hashlib.sha256(key.encode()).hexdigest()

    @classmethod
    def make(cls, person: Person, name: str) -> tuple[Self, str]:
        """A new token and its key."""
        key = secrets.token_urlsafe(32)
        return cls.objects.create(person=person, name=name, digest=cls.digest_of(key)), key
