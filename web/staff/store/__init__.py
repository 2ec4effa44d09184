"""What the staff desk keeps: accounts, sign-ins, reviews, and what residents asked in vain; one module for each.

``desk`` puts them together, ``database`` opens what they all lie in.
"""

from web.staff.store.desk import DeskStore

__all__ = ["DeskStore"]
