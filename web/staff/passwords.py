"""Passwords of staff: argon2id by argon2-cffi, with its authors' settings."""

from __future__ import annotations

import secrets
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

LEAST = 12  # characters
_MOST = 200  # a longer one only costs time
_hasher = PasswordHasher()


class WeakPassword(ValueError):
    """A password that isn't taken; the message says why."""


def hash_of(password: str) -> str:
    """The hash of a new password.

    Raises:
        WeakPassword: it is too short, too long, or one letter over and over.
    """
    if not LEAST <= len(password) <= _MOST:
        raise WeakPassword(f"a password must have {LEAST} to {_MOST} characters")
    if len(set(password)) < 4:
        raise WeakPassword("a password must have at least 4 different characters")
    return _hasher.hash(password)


def is_right(password_hash: str | None, password: str) -> bool:
    """Whether a password fits a hash. Without a hash the same work is done, so that nobody learns which names exist."""
    try:
        fits = _hasher.verify(password_hash or _nobodys(), password[: _MOST + 1])
    except (VerificationError, InvalidHashError):
        return False
    return fits and password_hash is not None


def is_old(password_hash: str) -> bool:
    """Whether the hash was made with other settings than those of today."""
    return _hasher.check_needs_rehash(password_hash)


@lru_cache(maxsize=1)
def _nobodys() -> str:
    return _hasher.hash(secrets.token_urlsafe(32))
