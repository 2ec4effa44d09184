"""Doors for the terminal: load, look up, export."""
