"""The review queue: a note goes in, marks the record, is resolved and exported."""

from __future__ import annotations

import csv
import io

import pytest

from tests.web.staff.conftest import Browser, Clock
from web.staff.store import DeskStore

RECORD = "flooding-2023-flood-wardens"


def test_a_note_lands_in_the_queue_and_marks_the_record(ann: Browser, store: DeskStore) -> None:
    response = ann.fill_in(f"/staff/records/{RECORD}/review", note="the number has changed")
    assert response.headers["location"] == f"/staff/records/{RECORD}?noted=1#reviews"
    page = ann.get(f"/staff/records/{RECORD}?noted=1").text
    assert "Under review" in page
    assert "the number has changed" in page
    assert "It is in the review queue" in page
    assert "the number has changed" in ann.get("/staff/reviews").text
    assert store.reviews.listed()[0].who == "ann"
    told = ann.get("/staff/search?q=flood wardens 2023").json()["results"]
    assert {one["id"] for one in told if one["is_under_review"]} == {RECORD}
    assert "Under review" in ann.get("/staff?q=flood+wardens+2023").text


def test_a_resolved_note_marks_the_record_no_more(ann: Browser, store: DeskStore) -> None:
    ann.fill_in(f"/staff/records/{RECORD}/review", note="wrong")
    assert ann.fill_in(f"/staff/reviews/{store.reviews.listed()[0].id}/resolve").headers["location"] == "/staff/reviews"
    assert "Under review" not in ann.get(f"/staff/records/{RECORD}").text
    assert "There is nothing here" in ann.get("/staff/reviews").text
    assert "Resolved by" in ann.get("/staff/reviews?state=resolved").text


@pytest.mark.parametrize("note", ["", "   "])
def test_an_empty_note_is_refused(ann: Browser, store: DeskStore, note: str) -> None:
    assert ann.fill_in(f"/staff/records/{RECORD}/review", note=note).status_code == 400
    assert store.reviews.listed() == []


def test_an_unknown_record_or_review_is_refused(ann: Browser, store: DeskStore) -> None:
    assert ann.fill_in("/staff/records/no-such/review", note="x").status_code == 404
    for number in (7, 10**30):
        assert ann.fill_in(f"/staff/reviews/{number}/resolve").status_code == 404
    assert store.reviews.listed() == []


def test_mark_up_in_a_note_is_shown_as_text(ann: Browser) -> None:
    ann.fill_in(f"/staff/records/{RECORD}/review", note="<script>alert(1)</script>\x00")
    for page in (f"/staff/records/{RECORD}", "/staff/reviews"):
        text = ann.get(page).text
        assert "<script>alert" not in text
        assert "&lt;script&gt;alert(1)" in text


def test_the_queue_can_be_taken_into_a_spreadsheet(ann: Browser, clock: Clock) -> None:
    ann.fill_in(f"/staff/records/{RECORD}/review", note='=HYPERLINK("https://evil.example"), "é"')
    response = ann.get("/staff/reviews.csv")
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert response.headers["content-disposition"] == 'attachment; filename="reviews.csv"'
    (row,) = csv.DictReader(io.StringIO(response.text.removeprefix("\ufeff")))
    assert row["record"] == RECORD
    assert row["note"] == '\'=HYPERLINK("https://evil.example"), "é"'
    assert (row["who"], row["state"], row["at"]) == ("ann", "open", str(clock.now))
