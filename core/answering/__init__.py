"""Putting an answer into words, within its limits, and keeping the thread of a conversation."""
