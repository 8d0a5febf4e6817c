"""People who sign in. The e-mail address is the name."""

from collections.abc import Iterable
from typing import ClassVar

from django.apps import apps
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone


def know_address(user: "User") -> None:
    """We know the address to be theirs: nobody has to confirm it by mail."""
    apps.get_model("account", "EmailAddress").objects.create(user=user, email=user.email, verified=True, primary=True)


def end_sessions(users: Iterable["User"]) -> None:
    """They are signed out on every device, and stay so."""
    for session in apps.get_model("usersessions", "UserSession").objects.filter(user__in=users):
        session.end()


class UserQuerySet(models.QuerySet["User"]):
    def update(self, **fields) -> int:
        """The CMS shuts many out at once."""
        if fields.get("is_active") is False:
            end_sessions(self)
        return super().update(**fields)


class UserManager(BaseUserManager["User"]):
    def get_queryset(self) -> UserQuerySet:
        return UserQuerySet(self.model, using=self._db)

    def create_user(self, email: str, password: str | None = None, **fields) -> "User":
        if not email:
            raise ValueError("A person needs an e-mail address.")
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields) -> "User":
        """Whoever may run commands on the server needs no mail to prove an address."""
        user = self.create_user(email, password, is_staff=True, is_superuser=True, **fields)
        know_address(user)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):  # type: ignore[django-manager-missing]  # Oscar has no types
    email = models.EmailField("e-mail address", unique=True)
    first_name = models.CharField(max_length=150, blank=True)
    last_name = models.CharField(max_length=150, blank=True)
    is_staff = models.BooleanField("staff", default=False, help_text="Sees the orders and goods of all cafés.")
    is_active = models.BooleanField("active", default=True, help_text="Untick to close the door to this person.")
    date_joined = models.DateTimeField(default=timezone.now, editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()

    class Meta:
        permissions = [("use_django_admin", "Can use the tables (Django admin)")]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="one_person_an_address",
                violation_error_message="There is someone with this e-mail address already.",
            )
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.email

    def save(self, *args, **kwargs) -> None:
        """Who is shut out, and let in again, does not find the old sessions open: another may hold one of them."""
        super().save(*args, **kwargs)
        if not self.is_active:
            end_sessions([self])

    def get_full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    def get_short_name(self) -> str:
        return self.first_name or self.email
