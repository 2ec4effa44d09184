"""The staff desk as somebody in customer services meets it."""

from __future__ import annotations

from playwright.sync_api import Page, expect

PASSWORD = "correct horse battery"
RECORD = "flooding-2023-flood-wardens"
TITLE = "Over 100 flood wardens"


class Desk:
    """The desk in a tab.

    Args:
        page: the tab.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.box = page.get_by_label("What does the caller ask?")
        self.said = page.locator("#said")
        self.results = page.locator("#results .result")
        self.titles = page.locator("#results .title")

    def sign_in(self, name: str = "ann", password: str = PASSWORD, at: str = "/staff") -> None:
        """Go to a page of the desk and fill in the form that stands before it."""
        self.page.goto(at)
        self.tries(name, password)
        expect(self.page.get_by_role("button", name="Sign out")).to_be_visible()

    def tries(self, name: str, password: str) -> None:
        """Fill in the form, with right or wrong words."""
        self.page.get_by_label("Name").fill(name)
        self.page.get_by_label("Password").fill(password)
        self.page.get_by_role("button", name="Sign in").click()

    def looks_up(self, words: str) -> None:
        """Type what a caller asks; results come by themselves."""
        self.box.press_sequentially(words, delay=5)

    def finds(self, title: str) -> None:
        """The results hold a record."""
        expect(self.titles.get_by_text(title, exact=True)).to_be_visible()

    def flags(self, note: str, record: str = RECORD) -> None:
        """Say that a record is wrong."""
        self.page.goto(f"/staff/records/{record}")
        self.page.get_by_label("What is wrong, and what is right?").fill(note)
        self.page.get_by_role("button", name="Send for review").click()
        expect(self.page.get_by_role("status").filter(has_text="It is in the review queue")).to_be_visible()
