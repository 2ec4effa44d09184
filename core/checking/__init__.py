"""Checks of the content files that go beyond their schema: what a record says must be true, plain and up to date."""
