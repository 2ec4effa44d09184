"""The web: gateway, residents' pages and widget, staff desk."""
