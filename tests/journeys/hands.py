"""How somebody gets through a page: by hand, each press counted; or by the keyboard alone, each stop looked at."""

from dataclasses import dataclass

from playwright.sync_api import Locator, Page

# What is wrong with where the keyboard is, in words; nothing where all is well.
STOP = """() => {
    const at = document.activeElement;
    if (!at || at === document.body || at === document.documentElement) return "nothing has the focus";
    const name = at.outerHTML.slice(0, 120);
    if (!at.matches(":focus-visible")) return `the focus is not to be seen: ${name}`;
    const drawn = (element, part) => {
        const style = getComputedStyle(element, part);
        return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    };
    const around = at.closest(".choice-card, .variant");
    if (!drawn(at) && !drawn(at, "::after") && !(around && drawn(around))) return `no outline: ${name}`;
    const box = at.getBoundingClientRect();
    if (!box.width || !box.height) return `it has no size: ${name}`;
    const on_top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    if (!on_top) return `out of sight: ${name}`;
    if (!at.contains(on_top) && !on_top.contains(at)) return `covered by ${on_top.outerHTML.slice(0, 80)}: ${name}`;
    return "";
}"""


@dataclass
class Mouse:
    presses: int = 0

    def press(self, what: Locator) -> None:
        self.presses += 1
        what.click()


@dataclass
class Keyboard:
    page: Page

    def to(self, what: Locator, *, back: bool = False, most: int = 60) -> None:
        """By Tab, from wherever one is."""
        stops: list[str] = []
        while not self.is_at(what):
            assert len(stops) < most, f"not within {most} stops of {what}: {stops}"
            self.page.keyboard.press("Shift+Tab" if back else "Tab")
            self.looks()
            stops.append(self.page.evaluate("document.activeElement.outerHTML.slice(0, 60)"))

    def is_at(self, what: Locator) -> bool:
        """Asked in one go: a part that comes anew between finding it and asking it is another element."""
        return what.and_(self.page.locator(":focus")).count() == 1

    def looks(self) -> None:
        """Once the page has moved to where one is."""
        for _ in range(20):
            wrong = self.page.evaluate(STOP)
            if not wrong:
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(f"{self.page.url}: {wrong}")

    def types(self, text: str) -> None:
        """In place of what is there."""
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def follows(self, key: str = "Enter") -> None:
        with self.page.expect_navigation():
            self.page.keyboard.press(key)
