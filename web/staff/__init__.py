"""The staff desk: looking up while a caller waits."""

from web.staff.routes import routes

__all__ = ["routes"]
