"""Masking: what tells who wrote a message goes; years, money, short numbers and the council's own numbers stay."""

from __future__ import annotations

import time

import pytest

from core.understanding.masking import digits_of, mask

COUNCIL = digits_of(["0116 305 0001", "0300 123 5000", "+44 800 1111", "999"])


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        # Phone numbers
        ("ring me on 07700 900123", "ring me on [phone]"),
        ("ring me on 07700900123 please", "ring me on [phone] please"),
        ("my number is (0116) 496 0123.", "my number is [phone]."),
        ("(ring 0116 496 0123)", "(ring [phone])"),
        ("(0116 496 0123)", "([phone])"),
        ("+44 7700 900123 any time", "[phone] any time"),
        ("0044 7700 900123", "[phone]"),
        ("07700-900-123", "[phone]"),
        ("07700 900123 or 0116 496 0123", "[phone] or [phone]"),
        ("07700 900123 0116 496 0123", "[phone] [phone]"),
        ("flat 3, 07700 900123", "flat 3, [phone]"),
        ("since 2019 07700 900123", "since 2019 [phone]"),
        # The council's own
        ("nobody answers 0116 305 0001", "nobody answers 0116 305 0001"),
        ("nobody answers 01163050001 so ring 07700 900123", "nobody answers 01163050001 so ring [phone]"),
        ("0116 305 0001 07700 900123", "0116 305 0001 [phone]"),
        ("07700 900123 0116 305 0001", "[phone] 0116 305 0001"),
        ("+44 116 305 0001 is dead", "+44 116 305 0001 is dead"),
        ("i rang 999 and 0300 123 5000", "i rang 999 and 0300 123 5000"),
        # Other long numbers
        ("my reference is 123456", "my reference is [number]"),
        ("case FS123456789", "case FS[number]"),
        ("card 4929 1234 5678 9012", "card [number]"),
        ("nhs number 943 476 5919", "nhs number [number]"),
        ("sort code 12-34-56", "sort code [number]"),
        ("account 12345678", "account [number]"),
        # E-mail
        ("write to jo.bloggs+bins@example.co.uk!", "write to [e-mail]!"),
        ("jo @ example.com", "[e-mail]"),
        ("o'neil@example.com", "[e-mail]"),
        # Postcodes
        ("missed bin LE12 8TX", "missed bin [postcode]"),
        ("im at le128tx, quorn", "im at [postcode], quorn"),
        ("le9-8aa", "[postcode]"),
        # National Insurance
        ("my NI is QQ 12 34 56 C", "my NI is [insurance number]"),
        ("qq123456c", "[insurance number]"),
        ("QQ-12-34-56-C", "[insurance number]"),
        # Names
        ("my name is John Smith and my bin was missed", "my name is [name] and my bin was missed"),
        ("My name's john smith, bin missed", "My name's [name], bin missed"),
        ("my name is Mrs O'Brien-Jones. bin missed", "my name is [name]. bin missed"),
        ("i am called Priya", "i am called [name]"),
        ("im called priya and i live in quorn", "im called [name] and i live in quorn"),
        ("hello this is Ann Lee speaking", "hello this is [name] speaking"),
        ("it's Mary Ann calling about bins", "it's [name] calling about bins"),
        ("my name is Zoë", "my name is [name]"),
        # Dates
        ("born 12/05/1980", "born [date]"),
        ("born 12.5.80", "born [date]"),
    ],
)
def test_what_tells_who_wrote_goes(text: str, masked: str) -> None:
    assert mask(text, COUNCIL) == masked


@pytest.mark.parametrize(
    "text",
    [
        "",
        "when is my bin day",
        "how many flood wardens in 2023",
        "2018/19 against 2019-20",
        "2016 2017 2018 2019",
        "2016-17 2018-19 and 2022/23",
        "the £1.3m for potholes",
        "£1300000 for roads",
        "£ 250 000 for roads",
        "it cost 1,300,000 pounds",
        "bus 48 at 12.30",
        "the a6 2nd time this week",
        "A6 3rd exit",
        "12 14 and 16 High Street",
        "open 9-5 monday to friday",
        "LE12 bins",
        "my name is on the list and i heard nothing",
        "my name is not on it",
        "this is still not working",
        "meet me @ 5pm",
        "section 106 money",
    ],
)
def test_what_tells_nobody_stays(text: str) -> None:
    assert mask(text, COUNCIL) == text


def test_without_numbers_to_keep_the_councils_goes_as_well() -> None:
    assert mask("0116 305 0001") == "[phone]"


def test_masking_twice_changes_nothing_more() -> None:
    once = mask("my name is John Smith, 07700 900123, LE12 8TX, jo@example.com, QQ123456C, born 1/2/1980")
    assert mask(once) == once
    assert not any(letter.isdigit() for letter in once)


@pytest.mark.parametrize(
    "text",
    [
        "1" * 10_000,
        "a" * 10_000,
        "1 " * 5_000,
        "0 " * 5_000,
        "a@" * 5_000,
        "a.b" * 3_400,
        "a@a." * 2_500,
        "my name is " * 900,
        "my name is " + "a " * 5_000,
        "this is " + "a" * 10_000,
        "this is " * 1_250,
        "my" + " " * 10_000,
        "2019 " * 2_000,
        "1/" * 5_000,
        "le1 " * 2_500,
        "qq12" * 2_500,
        "+44(" * 2_500,
        "'" * 10_000,
    ],
    ids=lambda text: text[:12],
)
def test_it_takes_time_in_proportion_to_the_length(text: str) -> None:
    mask(text[:100], COUNCIL)
    # Ten times the length may take ten times as long; a pattern that looks back and forth takes a hundred times.
    assert time_to_mask(text) < 30 * time_to_mask(text[: len(text) // 10]) + 0.02


def time_to_mask(text: str) -> float:
    """Processor seconds of the quickest of some runs."""
    times = []
    for _ in range(3):
        began = time.process_time()
        mask(text, COUNCIL)
        times.append(time.process_time() - began)
    return min(times)
