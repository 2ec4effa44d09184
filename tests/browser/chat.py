"""The chat window as a resident meets it: what can be done in it, and what is seen."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

# Questions whose answers the small catalogue knows.
MISSED_BIN = "they never took my black bin this morning"
WARDENS = "how many flood wardens are there"
GRITTERS = "how did the number of gritters change"  # a figure over the years
CARER = "carer"
FAMILY = "I look after family or a friend"  # one of the quick replies to that
IN_DANGER = "my fella hits me when hes had a drink"
GIBBERISH = "flurble wumple zonk"


class Chat:
    """The chat window of a page.

    Args:
        page: that has it.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.widget = page.locator("council-assistant")
        self.launcher = self.widget.locator(".launcher")
        self.window = self.widget.get_by_role("dialog")
        self.box = self.widget.get_by_label("Your question")
        self.send = self.button("Send")
        self.log = self.widget.get_by_role("log")
        self.past = self.widget.locator(".past")
        self.person = self.widget.locator(".person")
        self.typing = self.widget.locator(".typing")
        self.questions = self.log.locator(".you")
        # The last answer, once the last question has one.
        self.answer = self.log.locator(":scope > .bot:last-child")
        self.failure = self.log.locator(".failed")

    # What a resident does

    def open(self) -> None:
        """Open the window."""
        self.launcher.click()
        expect(self.window).to_be_visible()

    def asks(self, text: str) -> None:
        """Type a question and send it."""
        self.box.fill(text)
        self.send.click()

    def chooses(self, title: str) -> None:
        """Press a quick reply or another button."""
        self.button(title).last.click()

    def button(self, title: str) -> Locator:
        """Buttons of the window by their words."""
        return self.widget.get_by_role("button", name=title, exact=True)

    def link(self, title: str) -> Locator:
        """Links of the window by their words."""
        return self.widget.get_by_role("link", name=title, exact=True)

    # What a resident sees

    def hears(self, *words: str) -> None:
        """The last question is answered, in these words."""
        expect(self.answer).to_be_visible()
        for word in words:
            expect(self.answer).to_contain_text(word, ignore_case=True)

    def sees(self, *words: str) -> None:
        """The window shows these words."""
        for word in words:
            expect(self.window).to_contain_text(word, ignore_case=True)

    def is_asked(self, text: str) -> None:
        """The last question of the conversation is this one."""
        expect(self.questions.last).to_contain_text(text)

    def order(self) -> list[str]:
        """Who spoke, turn by turn."""
        turns: list[str] = self.log.locator(":scope > .turn").evaluate_all(
            "turns => turns.map(turn => turn.classList.contains('you') ? 'resident' : 'assistant')"
        )
        return turns

    def token(self) -> str | None:
        """What the browser holds of the session."""
        held: str | None = self.page.evaluate("sessionStorage.getItem('council-assistant')")
        return held


def focused(page: Page) -> str:
    """What has the focus: its role and name, in shadow trees too."""
    found: str = page.evaluate(
        """() => {
            let at = document.activeElement;
            while (at && at.shadowRoot && at.shadowRoot.activeElement) at = at.shadowRoot.activeElement;
            const named = at.getAttribute("aria-label") || (at.labels && at.labels.length && at.labels[0].textContent)
                || at.textContent;
            return `${at.tagName.toLowerCase()} ${named.trim().replace(/\\s+/g, " ")}`;
        }"""
    )
    return found


def tabs_to(page: Page, wanted: str, key: str = "Tab", most: int = 60) -> list[str]:
    """Press Tab until something has the focus whose role and name begin like this; gives all that had it.

    Each must show that it has it, and must not lie under something else.
    """
    passed: list[str] = []
    for _ in range(most):
        page.keyboard.press(key)
        passed.append(focused(page))
        assert is_focus_seen(page), f"the focus is not seen on {passed[-1]}"
        if re.match(re.escape(wanted), passed[-1]):
            return passed
    raise AssertionError(f"Tab never comes to {wanted}, only to {passed}")


def is_focus_seen(page: Page) -> bool:
    """Whether what has the focus shows it and can be seen, at least in part."""
    seen: bool = page.evaluate(
        """async () => {
            await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
            let at = document.activeElement, root = document;
            while (at.shadowRoot && at.shadowRoot.activeElement) {
                root = at.shadowRoot;
                at = root.activeElement;
            }
            if (at === document.body) return true;  // the browser's own bar comes next
            const { outlineStyle, outlineWidth } = getComputedStyle(at);
            const { left, top, right, bottom } = at.getBoundingClientRect();
            const across = [left + 2, (left + right) / 2, right - 2], down = [top + 2, (top + bottom) / 2, bottom - 2];
            const uncovered = across.some(x => down.some(y => {
                const there = root.elementFromPoint(x, y);
                return there && (at.contains(there) || there.contains(at));
            }));
            const ring = outlineStyle === "auto" || outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
            return ring && uncovered;
        }"""
    )
    return seen


def too_wide(page: Page) -> list[str]:
    """What reaches over the right edge of the window, or makes something scroll sideways."""
    # A press of a button waits for the next page to begin, not for its style.
    page.wait_for_load_state()
    found: list[str] = page.evaluate(
        """() => {
            const found = [];
            const look = (root, seen) => {
                for (const at of root.querySelectorAll("*")) {
                    const style = getComputedStyle(at);
                    const name = `${at.tagName.toLowerCase()}.${at.className}`;
                    if (at.shadowRoot) look(at.shadowRoot);
                    if (style.display === "none" || at.closest(".unseen, .skip, svg, .scroll[role=region] table")) {
                        continue;
                    }
                    const { width, left, right } = at.getBoundingClientRect();
                    if (width && (right > innerWidth + 1 || left < -1)) found.push(`${name} ends at ${right}`);
                    const scrolls = ["auto", "scroll"].includes(style.overflowX) && at.scrollWidth > at.clientWidth + 1;
                    if (scrolls && !at.matches("textarea, .scroll:has(> table)")) found.push(`${name} scrolls`);
                }
            };
            look(document);
            if (document.documentElement.scrollWidth > innerWidth) found.push("the page scrolls sideways");
            return found;
        }"""
    )
    return found
