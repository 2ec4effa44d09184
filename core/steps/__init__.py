"""The steps of the way of a question; `core.way` puts them in order."""
