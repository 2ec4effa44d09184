"""YAML as data: nothing, values, what is no YAML, and what would run code."""

from __future__ import annotations

from datetime import date

import pytest
import yaml

from core.yaml_text import parse_yaml


def test_nothing_is_nothing() -> None:
    assert parse_yaml("") is None


def test_values_are_plain() -> None:
    assert parse_yaml("a: [1, two, 2026-11-05]\nb: {c: ü}") == {"a": [1, "two", date(2026, 11, 5)], "b": {"c": "ü"}}


@pytest.mark.parametrize("text", ["a: [1", "a: b: c", "\tx"])
def test_what_is_no_yaml_is_an_error_that_tells_the_line(text: str) -> None:
    with pytest.raises(yaml.YAMLError, match="line 1"):
        parse_yaml(text)


def test_no_code_is_run() -> None:
    with pytest.raises(yaml.YAMLError):
        parse_yaml("!!python/object/apply:os.getcwd []")
