"""The people who write the library."""

from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils import timezone
from django.utils.text import slugify


class Role(models.TextChoices):
    """What a person looks after here. Each role may do all that those before it may."""

    PRACTITIONER = "practitioner", "Practitioner"
    CONVENOR = "convenor", "Convenor"
    STEWARD = "steward", "Steward"


KEPT_DOMAIN = ".invalid"
"""Ends the addresses of the library's stand-ins and of people who left. No mail can reach it."""

RESERVED = {"new"}
"""Words that stand for something else where a username would stand."""


class People(models.Manager["Person"]):
    """Finds and makes people."""

    def get_by_natural_key(self, email: str) -> "Person":
        return self.get(email__iexact=email)

    def members(self) -> models.QuerySet["Person"]:
        """Those who have an account: neither stand-ins of the library nor people who left."""
        return self.filter(is_system=False).exclude(email__endswith=KEPT_DOMAIN)

    def create_user(
        self, email: str, name: str, password: str | None = None, **more: Any
    ) -> "Person":
        """Make a person who can sign in with this e-mail address.

        Without a password they can sign in by a one-time link alone.
        """
        more.setdefault("username", self.free_username(name))
        person = self.model(email=normal_email(email), name=name.strip(), **more)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def free_username(self, name: str) -> str:
        """A username made from a name, never from an address, that nobody has yet."""
        stem = slugify(name)[:140] or "person"
        taken = set(self.filter(username__startswith=stem).values_list("username", flat=True))
        taken |= RESERVED
        if stem not in taken:
            return stem
        return next(f"{stem}-{n}" for n in range(2, len(taken) + 3) if f"{stem}-{n}" not in taken)


def normal_email(email: str) -> str:
    """An address as it is kept: the same person, however the shift key was held."""
    return BaseUserManager.normalize_email(email.strip()).lower()


class Person(AbstractBaseUser, PermissionsMixin):
    """Somebody with an account.

    `is_system` marks the named stand-ins that write on behalf of a command (the importer,
    the starter library); nobody can sign in as one. `vouched` people's work shows at once.
    """

    email = models.EmailField("e-mail address", unique=True)
    username = models.SlugField(max_length=150, unique=True)
    name = models.CharField("your name", max_length=120)
    role = models.CharField(max_length=16, choices=Role, default=Role.PRACTITIONER)
    about = models.TextField("about you", blank=True, max_length=1000)
    is_listed = models.BooleanField("show a page of what I shared", default=True)
    vouched = models.BooleanField(default=False)
    is_system = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    joined = models.DateTimeField(default=timezone.now)

    objects = People()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name_plural = "people"
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/people/{self.username}/"

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name

    @property
    def writes_directly(self) -> bool:
        """Whether what this person writes shows at once, rather than being looked at first."""
        return self.vouched or self.role != Role.PRACTITIONER or settings.TRUST_AFTER < 1

    @property
    def is_steward(self) -> bool:
        return self.role == Role.STEWARD

    @property
    def is_convenor(self) -> bool:
        """Whether this person may do what convenors do; stewards may as well."""
        return self.role in (Role.CONVENOR, Role.STEWARD)
