"""Contacts: numbers that can be rung, addresses that can be opened."""

from __future__ import annotations

import pytest

from core.checking.contacts import check_contacts
from tests.core.checking.conftest import Make


def of_phone(make: Make, phone: str) -> list[tuple[str, bool]]:
    made = make(organisations=[{"id": "county", "phone": phone}])
    return [(finding.told, finding.is_fault) for finding in check_contacts(made)]


def of_web(make: Make, web: str) -> list[tuple[str, bool]]:
    made = make(needs=[{"signposts": [{"web": web}]}])
    return [(finding.told, finding.is_fault) for finding in check_contacts(made)]


def test_no_contact_has_nothing_wrong(make: Make) -> None:
    assert list(check_contacts(make())) == []


@pytest.mark.parametrize(
    "phone",
    ["999", "101", "105", "111", "119", "116 123", "116 006", "0116 305 0001", "01858 46854", "0800 1111",
     "0800 111 999", "0300 123 5000", "07700 900123", "85258", "020 7946 0000"],
)  # fmt: skip
def test_a_number_of_the_country_is_right(make: Make, phone: str) -> None:
    assert of_phone(make, phone) == []


@pytest.mark.parametrize("phone", ["123", "0116 305", "0116 305 00011", "0412 345 6789", "116 12", "1163050001"])
def test_a_number_that_cannot_be_rung_is_a_fault(make: Make, phone: str) -> None:
    assert of_phone(make, phone) == [(f"{phone!r} is no number of the United Kingdom", True)]


@pytest.mark.parametrize("phone", ["0909 879 0000", "070 1234 5678", "0844 412 4605", "0870 123 4567"])
def test_a_dear_number_is_a_notice(make: Make, phone: str) -> None:
    assert of_phone(make, phone) == [(f"{phone!r} can cost more than a usual call", False)]


def test_a_good_address_is_right(make: Make) -> None:
    assert of_web(make, "https://example.gov.uk/bins?page=2") == []


@pytest.mark.parametrize(
    ("web", "told", "is_fault"),
    [
        ("http://example.gov.uk", "'http://example.gov.uk' is not encrypted: https is better", False),
        ("https://localhost/a.b", "'https://localhost/a.b' names no site", True),
        (
            "https://example.gov.uk/?a=1&utm_source=x&gclid=2",
            "'https://example.gov.uk/?a=1&utm_source=x&gclid=2' follows people: take utm_source, gclid out",
            True,
        ),
    ],
)
def test_an_address_that_is_not_right_is_told(make: Make, web: str, told: str, is_fault: bool) -> None:
    assert of_web(make, web) == [(told, is_fault)]


def test_a_rule_and_an_area_without_a_site_are_told(make: Make) -> None:
    rule = {"text": "It is so.", "source": "https://example/a.b"}
    (finding,) = check_contacts(make(needs=[{"rule": rule}]))
    assert (finding.field, finding.is_fault) == ("rule: source", True)


def test_one_number_spelt_in_two_ways_is_a_notice_at_the_rarer(make: Make) -> None:
    phones = ["0116 305 0001", "0116 305 0001", "0116 3050001"]
    needs = [{"signposts": [{"phone": phone}]} for phone in phones]
    (finding,) = check_contacts(make(needs=needs))
    assert str(finding) == (
        "data/needs/roads.yml: needs n-2: signposts county: phone: '0116 3050001' stands elsewhere as '0116 305 0001'"
    )
    assert not finding.is_fault


def test_one_number_of_two_organisations_may_be_spelt_as_each_does(make: Make) -> None:
    both = [{"id": "county", "phone": "0116 305 0001"}, {"id": "other", "phone": "01163 050001"}]
    assert list(check_contacts(make(organisations=both))) == []
