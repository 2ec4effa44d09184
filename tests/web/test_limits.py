"""How often one may ask."""

from __future__ import annotations

from web.limits import _KEYS, Limiter


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_as_many_as_allowed_may_come_at_once_and_then_one_after_the_other() -> None:
    clock = Clock()
    limiter = Limiter(6, clock)
    assert [limiter.wait("anna") for _ in range(8)] == [0] * 6 + [10, 10]
    clock.now += 9
    assert limiter.wait("anna") == 1
    clock.now += 1
    assert limiter.wait("anna") == 0
    assert limiter.wait("anna") == 10


def test_each_has_a_pace_of_their_own() -> None:
    limiter = Limiter(1, Clock())
    assert (limiter.wait("anna"), limiter.wait("ben")) == (0, 0)
    assert limiter.wait("anna") == 60


def test_what_is_held_does_not_grow_without_end() -> None:
    limiter = Limiter(1, Clock())
    for number in range(_KEYS + 10):
        limiter.wait(str(number))
    assert len(limiter._buckets) == _KEYS
