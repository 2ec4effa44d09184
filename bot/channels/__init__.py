"""Channels that messages come in through."""
